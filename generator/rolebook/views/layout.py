"""Layouts of ours and of the handbook's own, numbers by their patterns, what opens a section."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from rolebook.handbook import Handbook
from rolebook.model.control import LAYOUTS
from rolebook.model.layout import PROCEDURE, LayoutPlan, LayoutSection
from rolebook.model.numbering import letter
from rolebook.model.settings import in_language
from rolebook.model.text import Text
from rolebook.source import read
from rolebook.views.document import Paragraph, plain
from rolebook.views.writer import Writer

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
          (1, "I"))  # fmt: skip


def number(pattern: str, n: int, *, section: str = "", area: str = "") -> str:
    """The n-th number (from 1) of a pattern: ``A``, ``A.3``, ``2.14``; empty for no pattern."""
    counted = letter(n)
    return pattern.format(n=n, letter=counted, lower=counted.lower(), roman=_roman(n),
                          section=section, area=area)  # fmt: skip


def _roman(n: int) -> str:
    found = ""
    for value, sign in _ROMAN:
        found += sign * (n // value)
        n %= value
    return found


def layout(book: Handbook, name: str) -> LayoutPlan:
    """The layout of that name: the handbook's own, else one that comes with the program; where
    there is none (the checks tell), the first of ours."""
    known = name if name in (*LAYOUTS, PROCEDURE) else LAYOUTS[0]
    return book.layouts.get(name) or _shipped(known)


@lru_cache(maxsize=16)
def _shipped(name: str) -> LayoutPlan:
    file = files("rolebook.views") / "layouts" / f"{name}.yml"
    source, findings = read(file.read_bytes(), file.name)
    assert source is not None, findings
    return LayoutPlan.model_validate({"id": name, **source.data})


def heading(writer: Writer, planned: LayoutSection, usual: dict[str, str]) -> str:
    """A section's heading: the handbook's own word, else the layout's, else the usual one."""
    chosen = writer.book.settings.headings.get(planned.id) or planned.heading
    return in_language(chosen, writer.lang) if chosen else usual.get(planned.id, "")


def lead(writer: Writer, planned: LayoutSection) -> list[Paragraph]:
    """The sentence that leads in to a section, where its layout has one."""
    if not planned.lead:
        return []
    return [Paragraph(plain(in_language(planned.lead, writer.lang)), "lead")]


def own_text(writer: Writer, planned: LayoutSection) -> list[Paragraph]:
    """The organisation's own words in a section, where its layout has any."""
    if not planned.text:
        return []
    text = Text(in_language(planned.text, writer.lang), writer.lang)
    return [Paragraph(writer.line(text))]
