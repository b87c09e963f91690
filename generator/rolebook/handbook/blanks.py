"""The files of blank forms: each that is named lies below pages/, from where readers open it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rolebook.findings import CODES, Finding, Severity, did_you_mean, finding
from rolebook.model.vocabulary import Form, Forms
from rolebook.source import Source

BLANKS = "pages"
"""The folder whose files the site takes over as they are."""

UNKNOWN_FORM_FILE = CODES.define(
    "unknown-form-file", Severity.ERROR, "The file of a blank form is not there",
    """file: of a form names the file of the blank form below pages/, such as forms/F-01.pdf; from
    there readers open it where the form is used. Put the file there, or mend its name; capital and
    small letters differ.""",
    wrong="- {id: F-01, title: Baking list, file: forms/f01.pdf}",
    right="- {id: F-01, title: Baking list, file: forms/F-01.pdf}",
)  # fmt: skip


def in_language(root: Path, form: Form, lang: str) -> Form:
    """The form with its blank in that language, where there is one: F-01.nl.pdf beside F-01.pdf."""
    if form.file is None:
        return form
    file = Path(form.file)
    own = file.with_name(f"{file.stem}.{lang}{file.suffix}")
    there = (root / BLANKS / own).is_file()
    return form.model_copy(update={"file": own.as_posix()}) if there else form


def missing_blanks(root: Path, source: Source, forms: Forms) -> Iterator[Finding]:
    """A finding for each blank form whose file is not below pages/."""
    folder = (root / BLANKS).resolve()
    for index, form in enumerate(forms.forms):
        if form.file is None:
            continue
        file = (folder / form.file).resolve()
        if file.is_relative_to(folder) and file.is_file() and file.suffix != ".md":
            continue
        beside = file.parent if file.parent.is_relative_to(folder) else folder
        known = [
            other.relative_to(folder).as_posix()
            for other in (sorted(beside.iterdir()) if beside.is_dir() else ())
            if other.is_file() and other.suffix != ".md"
        ]
        yield finding(
            UNKNOWN_FORM_FILE, source.place(("forms", index, "file")),
            f'there is no file "{form.file}" below {BLANKS}/',
            did_you_mean(form.file, known) or f"put it below {BLANKS}/, and name it from there",
        )  # fmt: skip
