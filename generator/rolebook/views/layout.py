"""The layouts that come with the program, and numbers by their patterns."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from rolebook.model.layout import LayoutPlan
from rolebook.source import read
from rolebook.views.writer import letter


def number(pattern: str, n: int, *, section: str = "", area: str = "") -> str:
    """The n-th number (from 1) of a pattern: ``A``, ``A.3``, ``2.14``; empty for no pattern."""
    return pattern.format(n=n, letter=letter(n), section=section, area=area)


@lru_cache(maxsize=16)
def layout(name: str) -> LayoutPlan:
    """One of the layouts that come with the program."""
    file = files("rolebook.views") / "layouts" / f"{name}.yml"
    source, findings = read(file.read_bytes(), file.name)
    assert source is not None, findings
    return LayoutPlan.model_validate(source.data)
