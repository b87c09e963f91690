"""What a procedure keeps, measures and calls by short names: retention, units, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolebook.checks.survey import Survey
from rolebook.findings import CODES, Finding, Severity, finding
from rolebook.handbook import Handbook
from rolebook.model.procedure import Record, Retention

RECORD_WITHOUT_RETENTION = CODES.define(
    "record-without-retention", Severity.WARNING, "A record does not say how long it is kept",
    """Each record says how long it is kept (ISO 9001:2015, 7.5.3.2): keep: {years: 7, after: the
    end of the case}. Where the record is a form, the form can say it once, in
    roles/vocabulary/forms.yml.""",
    wrong="records:\n"
        "  - record: Baking list",
    right="records:\n"
        "  - record: Baking list\n"
        "    keep: {months: 6, after: the month it is about}",
)  # fmt: skip
KPI_WITHOUT_UNIT = CODES.define(
    "kpi-without-unit", Severity.WARNING, "A figure does not say what it is counted in",
    """A target without a unit can be read in two ways: 5 of what? Add unit: days, claims or "%".
    (Without a target the figure is an error: exactly one of at_least, at_most and exactly is
    given.)""",
    wrong="- {kpi: Time to answer, at_most: 5}",
    right="- {kpi: Time to answer, at_most: 5, unit: working days}",
)  # fmt: skip
UNDEFINED_TERM = CODES.define(
    "undefined-term", Severity.NOTE, "An abbreviation that the handbook does not explain",
    """A procedure uses an abbreviation that stands neither in the glossary
    (roles/vocabulary/terms.yml, as term or under also) nor as the code of a unit, and that the
    procedure does not write out either: Proof of Delivery (POD). New colleagues do not know it.
    Define it, or write it out.""",
    wrong="step: Attach the POD",
    right="step: Attach the proof of delivery (POD)",
)  # fmt: skip

_ABBREVIATION = re.compile(r"(?<![\w@./-])([A-ZÄÖÜ]{2,6})s?(?![\w@-])(?!\.\w)")
_WRITTEN_OUT = re.compile(r"\(([A-ZÄÖÜ]{2,6})\)")
_KNOWN_TO_ALL = "EUR USD GBP CHF ISO DIN EN EU NL DE BE FR UK US PDF ID OK AM PM CET UTC GPS SMS"


def retention(survey: Survey) -> Iterator[Finding]:
    """Every record says how long it is kept, itself or by its form."""
    for sheet, procedure in survey.procedures():
        for index, record in enumerate(procedure.records):
            if not sheet.control.withdrawn and not _keeps(survey.handbook, record):
                yield finding(
                    RECORD_WITHOUT_RETENTION, sheet.place("records", index, "record"),
                    f'it is not said how long "{record.record.plain[:50]}" is kept',
                    "add keep: with years, months, or the time in words",
                )  # fmt: skip


def _keeps(handbook: Handbook, record: Record) -> bool:
    form = handbook.forms.get(record.form or "")
    return _says(record.keep) or (form is not None and _says(form.keep))


def _says(keep: Retention | None) -> bool:
    return keep is not None and (keep.years, keep.months, keep.text) != (None, None, None)


def units_of_figures(survey: Survey) -> Iterator[Finding]:
    """Every target says what is counted."""
    for sheet, procedure in survey.procedures():
        for index, kpi in enumerate(procedure.kpis):
            if kpi.unit is None and not sheet.control.withdrawn:
                yield finding(
                    KPI_WITHOUT_UNIT, sheet.place("kpis", index, "kpi"),
                    f'it is not said what "{kpi.kpi.plain[:50]}" is counted in',
                    'add unit: such as days, claims or "%"',
                )  # fmt: skip


def abbreviations(survey: Survey) -> Iterator[Finding]:
    """Abbreviations in procedures, in every language: once per file and abbreviation."""
    known = {lang: _explained(book) for lang, book in survey.handbook.editions.items()}
    for _, source, texts in survey.files("procedure"):
        written_out = {word for _, text in texts for word in _WRITTEN_OUT.findall(text.raw)}
        for path, text in texts:
            for word in _ABBREVIATION.findall(text.plain):
                if word not in written_out and word not in known.get(text.lang, ()):
                    written_out.add(word)  # once is enough
                    yield finding(
                        UNDEFINED_TERM, source.place(path),
                        f'"{word}" is used and not explained in the glossary',
                        "add it to roles/vocabulary/terms.yml, or write it out",
                    )  # fmt: skip


def _explained(book: Handbook) -> set[str]:
    """What nobody has to look up, or can."""
    words = set(_KNOWN_TO_ALL.split())
    for term in book.terms.values():
        for text in (term.term, *term.also):
            words.update(_ABBREVIATION.findall(text.plain))
    for unit in book.units.values():
        words.update(re.findall(r"[A-ZÄÖÜ]+", unit.code or ""))
    return words


RULES = (retention, units_of_figures, abbreviations)
