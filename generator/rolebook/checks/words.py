"""What was left open in a text: placeholders and blank dates.

On a template (``document: {template: true}``) blanks are meant and print as dotted lines. What a
company job takes over from its reference job is open in the company job as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rolebook.checks.survey import Sheet, Survey, look_through
from rolebook.findings import CODES, Finding, Place, Related, Severity, finding
from rolebook.handbook.approved import FOLDER
from rolebook.model.based_on import BasedOn
from rolebook.model.blanks import blank_date, first_blank
from rolebook.model.role import Role
from rolebook.model.text import Text
from rolebook.records.translations import ids_of

PLACEHOLDER = CODES.define(
    "placeholder", Severity.WARNING, "Something is still to be filled in",
    """A text holds a blank or a note to its writer: [name], ____, ....., TODO, XXX, t.b.d., or
    nothing but dots. On paper that is signed nothing may be open. Write what belongs there. Square
    brackets that are meant are written \\[ and \\]. In a template, set document: {template: true}:
    blanks are meant there. A company job takes over what is open in its reference job, and is told
    of it as well.""",
    wrong="Takes [number] days off.",
    right="Takes 25 days off.",
)  # fmt: skip
BLANK_DATE = CODES.define(
    "blank-date", Severity.WARNING, "A date is not filled in",
    """A text holds the form of a date without a day: 00.00.20__, XX.XX.XXXX, __.__.____. Write the
    date, or the event it depends on. In a template, set document: {template: true}.""",
    wrong="In force from 00.00.20__.",
    right="In force from the day of signing.",
)  # fmt: skip

_TELLING = (
    *("[", "_", "…", "..", "??", "{{", "00", "XX", "xx", "TODO", "FIXME", "TBD", "TBC", "b."),
    *(f"\0{mark}\0" for mark in ".?-–—/"),
)
"""Every open place holds one of these; looking for them costs next to nothing."""


_NAMED = 3
"""Of the open places that a job takes over, so many are named in one line."""

_REMEDIES = {
    PLACEHOLDER: "write what belongs there, or take it out",
    BLANK_DATE: "write the date, or the event it depends on",
}


class _Open(NamedTuple):
    """An open place in a text: the code of its finding, and what stands there."""

    code: str
    what: str


def _open(text: Text) -> _Open | None:
    if date := blank_date(text.raw):
        return _Open(BLANK_DATE, f'the date "{date}"')
    blank = first_blank(text.raw)
    return _Open(PLACEHOLDER, f'"{blank}"') if blank else None


def open_places(survey: Survey) -> Iterator[Finding]:
    """Placeholders and blank dates, in the governing files and in their translations."""
    for sheet, source, path, text in survey.written(*_TELLING):
        if not sheet.control.template and (there := _open(text)):
            still = "not filled in" if there.code == BLANK_DATE else "still to be filled in"
            yield finding(there.code, source.place(path), f"{there.what} is {still}",
                          _REMEDIES[there.code])  # fmt: skip


def taken_over(survey: Survey) -> Iterator[Finding]:
    """Open places of a reference job that stand in a company job written from it: one finding for
    each job, language and code, with every place."""
    working: dict[tuple[str, str], dict[int, tuple[_Open, Place]]] = {}
    for sheet, source, path, text in survey.written(*_TELLING):
        if sheet.entry.id in survey.written_from and (there := _open(text)):
            of_base = working.setdefault((sheet.entry.id, text.lang), {})
            of_base[id(text)] = (there, source.place(path))
    for sheet, role, _ in survey.roles():
        if role.based_on is None or sheet.control.template:
            continue
        for lang, book in survey.handbook.editions.items():
            base = book.base(role)
            if base is None:
                continue
            if role.based_on.revision is None:
                open_ = working.get((base.id, lang), {})
            else:
                open_ = _kept(survey, base, role.based_on.revision, lang)
            if open_ and (place := _in_edition(sheet, lang, survey.handbook.lang)):
                # What passes to the company job stays the same object.
                texts = look_through(book.roles[role.id])[0]
                inherited = [open_[id(text)] for _, text in texts if id(text) in open_]
                yield from _inherited(place, role.based_on, inherited)


def _kept(survey: Survey, base: Role, number: int, lang: str) -> dict[int, tuple[_Open, Place]]:
    """The open places of an approved revision; they stand in the file that is kept of it."""
    kept = survey.records.revisions(ids_of(survey.sheet("role", base.id).entry))
    file = next((revision.file for revision in kept if revision.number == number), FOLDER)
    return {
        id(text): (there, Place(file))
        for _, text in look_through(base)[0]
        if text.lang == lang and (there := _open(text))
    }


def _in_edition(sheet: Sheet, lang: str, governing: str) -> Place | None:
    """Where a company job says, in the file of a language, what it is written from; a translation
    at its top. None where there is no valid translation: its edition is not read by anybody."""
    if lang == governing:
        return sheet.place("based_on", "role")
    translation = sheet.entry.translations.get(lang)
    return translation.source.place(("title",)) if translation and translation.model else None


def _inherited(place: Place, rules: BasedOn, open_: list[tuple[_Open, Place]]) -> Iterator[Finding]:
    remedy = "fill it in there"
    if rules.revision is not None:
        remedy = f"take a newer revision of {rules.role}, in which it is filled in"
    for code in _REMEDIES:
        found = [(one.what, where) for one, where in open_ if one.code == code]
        if found:
            named = ", ".join(
                [what for what, _ in found[:_NAMED]] + ["..."] * (len(found) > _NAMED)
            )
            yield finding(
                code, place, f"taken over from {rules.role}, and still to be filled in: {named}",
                f"{remedy}, or state it in this job",
                [Related(where, f"{what} stands here") for what, where in found],
            )  # fmt: skip


RULES = (open_places, taken_over)
