"""Translations in step with their originals: missing, misplaced, outdated, not yet recorded.

What is in step is known by recorded pairs of hashes (rolebook.records.translations), so a text
that moved is told where it belongs, and one whose original changed is told to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.checks.survey import Sheet, Survey
from rolebook.findings import CODES, Finding, Related, Severity, finding
from rolebook.model.numbering import spoken
from rolebook.records.translations import Beside, beside, ids_of, out_of_step
from rolebook.source import Source

MISSING = CODES.define(
    "translation-missing", Severity.WARNING, "Something is not translated",
    """The handbook has several languages (extra: handbook: languages:), and a file, or some of its
    texts, are not translated. Readers see the governing text, marked as such. Write the translation
    beside its original: ID.LANGUAGE.yml with the same keys.""",
    wrong="title: Baker         (in baker.yml, and no baker.nl.yml)",
    right="title: Bakker        (in baker.nl.yml)",
)  # fmt: skip
MISPLACED = CODES.define(
    "translation-misplaced", Severity.WARNING, "A translation stands beside another original",
    """The translation was recorded for a text that now stands elsewhere: most often because an
    entry was put in before it. Move it to the place that the finding names, or give the entries
    ids, by which they find each other wherever they stand.""",
    wrong="baker.yml:     [Wipes the table., Lights the oven.]\n"
        "baker.nl.yml:  [Steekt de oven aan.]",
    right="baker.nl.yml:  [Veegt de tafel af., Steekt de oven aan.]",
)  # fmt: skip
OUTDATED = CODES.define(
    "translation-outdated", Severity.WARNING, "The original changed after it was translated",
    """The governing text was changed since its translation was recorded. Look at the translation,
    mend it where needed, and record it with `rolebook translated ID --lang LANGUAGE`.""",
    wrong="baker.yml:     Lights both ovens.   (was: Lights the oven.)\n"
        "baker.nl.yml:  Steekt de oven aan.",
    right="baker.nl.yml:  Steekt beide ovens aan.",
)  # fmt: skip
UNRECORDED = CODES.define(
    "translation-unrecorded", Severity.WARNING, "A translation is not recorded as being in step",
    """A translation is there, and nobody has said that it says what its original says. When it
    does, record it with `rolebook translated ID --lang LANGUAGE`; from then on a change of the
    original is told.""",
    wrong="baker.nl.yml is new",
    right="rolebook translated baker --lang nl",
)  # fmt: skip

_SHOWN = 3


def in_step(survey: Survey) -> Iterator[Finding]:
    """Every document and list in every language of the handbook."""
    for sheet in survey.sheets:
        if sheet.control.withdrawn or not sheet.texts:
            continue
        for lang in survey.handbook.settings.languages[1:]:
            translation = sheet.entry.translations.get(lang)
            if translation is not None and translation.model is not None:
                yield from _file(survey, sheet, lang, translation.source)
            elif translation is None and lang not in sheet.entry.unreadable:
                yield _no_file(sheet, lang)


def _no_file(sheet: Sheet, lang: str) -> Finding:
    file = f"{sheet.source.file.removesuffix('.yml')}.{lang}.yml"
    return finding(MISSING, sheet.top, f'not translated into "{lang}"',
                   f"write {file} with the same keys and the texts in that language")  # fmt: skip


def _file(survey: Survey, sheet: Sheet, lang: str, source: Source) -> Iterator[Finding]:
    entry = sheet.entry
    rows = list(beside(entry, lang))
    recorded = survey.records.pairs(entry.kind, ids_of(entry), lang)
    command = f"rolebook translated {entry.id} --lang {lang}"
    unrecorded: list[Beside] = []
    for found in out_of_step(rows, recorded):
        path, home = found.row.path, found.belongs_to
        original = sheet.place(*path)
        if home is not None:
            yield finding(
                MISPLACED, source.place(path), f"this translation belongs to {spoken(home.path)}",
                "move it there, and translate what stands here now",
                [Related(sheet.place(*home.path), "its original"),
                 Related(original, "the original beside which it stands")],
            )  # fmt: skip
        elif found.outdated:
            yield finding(
                OUTDATED, source.place(path),
                f"the original of {spoken(path)} changed since it was translated",
                f"look at it, mend it where needed, then `{command}`",
                [Related(original, "the original as it is now")],
            )  # fmt: skip
        else:
            unrecorded.append(found.row)
    top = source.place(("title",), key=True)
    if unrecorded:
        yield finding(
            UNRECORDED, top,
            f"{_texts(len(unrecorded))} not recorded as being in step with the original",
            f"when they say what the original says: `{command}`",
            _first([Related(source.place(row.path), spoken(row.path)) for row in unrecorded])
            if recorded else (),
        )  # fmt: skip
    if missing := [row for row in rows if row.translation is None]:
        yield finding(
            MISSING, top, f"{_texts(len(missing))} not translated",
            "translate them here, under the same keys",
            _first([Related(sheet.place(*row.path), spoken(row.path)) for row in missing]),
        )  # fmt: skip


def _texts(number: int) -> str:
    return f"{number} texts are" if number != 1 else "1 text is"


def _first(related: list[Related]) -> list[Related]:
    return related[:_SHOWN]


RULES = (in_step,)
