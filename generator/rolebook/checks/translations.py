"""Translations in step with their originals: missing, misplaced, outdated, not yet recorded.

What is in step is known by recorded pairs of hashes (rolebook.records.translations), so a text
that moved is told where it belongs, and one whose original changed is told to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.checks.survey import Sheet, Survey
from rolebook.findings import CODES, Finding, Related, Severity, finding
from rolebook.model.numbering import spoken
from rolebook.records.translations import Beside, Pair, beside, fingerprint
from rolebook.source import Source

MISSING = CODES.define(
    "translation-missing", Severity.WARNING, "Something is not translated",
    """The handbook has several languages (extra: handbook: languages:), and a file, or some of its
    texts, are not translated. Readers see the governing text, marked as such. Write the translation
    beside its original: ID.LANGUAGE.yml with the same keys.""",
)  # fmt: skip
MISPLACED = CODES.define(
    "translation-misplaced", Severity.WARNING, "A translation stands beside another original",
    """The translation was recorded for a text that now stands elsewhere: most often because an
    entry was put in before it. Move it to the place that the finding names, or give the entries
    ids, by which they find each other wherever they stand.""",
)  # fmt: skip
OUTDATED = CODES.define(
    "translation-outdated", Severity.WARNING, "The original changed after it was translated",
    """The governing text was changed since its translation was recorded. Look at the translation,
    mend it where needed, and record it with `rolebook translated ID --lang LANGUAGE`.""",
)  # fmt: skip
UNRECORDED = CODES.define(
    "translation-unrecorded", Severity.WARNING, "A translation is not recorded as being in step",
    """A translation is there, and nobody has said that it says what its original says. When it
    does, record it with `rolebook translated ID --lang LANGUAGE`; from then on a change of the
    original is told.""",
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
    ids = (entry.id, *getattr(sheet.model, "formerly", ()))
    recorded = survey.records.pairs(entry.kind, ids, lang)
    rows = list(beside(entry, lang))
    translated = [row for row in rows if row.translation is not None]
    command = f"rolebook translated {entry.id} --lang {lang}"
    unrecorded: list[Beside] = []
    for row, verdict in judged(rows, recorded):
        place = source.place(row.path)
        if isinstance(verdict, Beside):
            yield finding(
                MISPLACED, place, f"this translation belongs to {spoken(verdict.path)}",
                "move it there, and translate what stands here now",
                [Related(sheet.place(*verdict.path), "its original"),
                 Related(sheet.place(*row.path), "the original beside which it stands")],
            )  # fmt: skip
        elif verdict == OUTDATED:
            yield finding(
                OUTDATED, place,
                f"the original of {spoken(row.path)} changed since it was translated",
                f"look at it, mend it where needed, then `{command}`",
                [Related(sheet.place(*row.path), "the original as it is now")],
            )  # fmt: skip
        else:
            unrecorded.append(row)
    top = source.place(("title",), key=True)
    if unrecorded:
        yield finding(
            UNRECORDED, top,
            f"{_texts(len(unrecorded))} not recorded as being in step with the original",
            f"when they say what the original says: `{command}`",
            _first([Related(source.place(row.path), spoken(row.path)) for row in unrecorded])
            if len(unrecorded) < len(translated) else (),
        )  # fmt: skip
    if missing := [row for row in rows if row.translation is None]:
        yield finding(
            MISSING, top, f"{_texts(len(missing))} not translated",
            "translate them here, under the same keys",
            _first([Related(sheet.place(*row.path), spoken(row.path)) for row in missing]),
        )  # fmt: skip


def judged(rows: list[Beside], recorded: frozenset[Pair]) -> Iterator[tuple[Beside, Beside | str]]:
    """What is not in step: each with the row it belongs to, or with OUTDATED or UNRECORDED."""
    originals: dict[str, set[str]] = {}
    for original, translation in recorded:
        originals.setdefault(translation, set()).add(original)
    alone: dict[str, Beside] = {}  # originals whose own translation does not stand beside them
    there: set[str] = set()
    for row in rows:
        there.add(fingerprint(row.original))
        if row.translation is None or row.pair not in recorded:
            alone.setdefault(fingerprint(row.original), row)
    for row in rows:
        if row.translation is None or row.pair in recorded:
            continue
        known = originals.get(row.pair[1], set())
        home = next((alone[original] for original in sorted(known) if original in alone), None)
        if home is not None:
            yield row, home
        else:
            yield row, OUTDATED if known and not known & there else UNRECORDED


def _texts(number: int) -> str:
    return f"{number} texts are" if number != 1 else "1 text is"


def _first(related: list[Related]) -> list[Related]:
    return related[:_SHOWN]


RULES = (in_step,)
