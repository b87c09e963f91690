"""What was left open in a text: placeholders and blank dates.

On a template (``document: {template: true}``) blanks are meant and print as dotted lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.checks.survey import Survey
from rolebook.findings import CODES, Finding, Severity, finding
from rolebook.model.blanks import blank_date, first_blank

PLACEHOLDER = CODES.define(
    "placeholder", Severity.WARNING, "Something is still to be filled in",
    """A text holds a blank or a note to its writer: [name], ____, ....., TODO, XXX, t.b.d., or
    nothing but dots. On paper that is signed nothing may be open. Write what belongs there. Square
    brackets that are meant are written \\[ and \\]. In a template, set document: {template: true}:
    blanks are meant there.""",
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


def open_places(survey: Survey) -> Iterator[Finding]:
    """Placeholders and blank dates, in the governing files and in their translations."""
    for sheet, source, path, text in survey.written(*_TELLING):
        raw = text.raw
        if sheet.control.template:
            continue
        if date := blank_date(raw):
            yield finding(BLANK_DATE, source.place(path),
                          f'the date "{date}" is not filled in',
                          "write the date, or the event it depends on")  # fmt: skip
        elif blank := first_blank(raw):
            yield finding(PLACEHOLDER, source.place(path), f'"{blank}" is still to be filled in',
                          "write what belongs there, or take it out")  # fmt: skip


RULES = (open_places,)
