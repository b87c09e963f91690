"""The handbook's own settings in mkdocs.yml, under ``extra: handbook:``."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.checks.survey import Survey
from rolebook.findings import CODES, Finding, Related, Severity, did_you_mean, finding
from rolebook.handbook.files import UNKNOWN_LANGUAGE
from rolebook.model.base import Path
from rolebook.model.headings import SECTIONS
from rolebook.source import Source
from rolebook.translation import is_language
from rolebook.workdays import known as known_calendars

UNKNOWN_SCHEME = CODES.define(
    "unknown-scheme", Severity.ERROR, "There is no such grading scheme",
    """extra: handbook: grading: scheme: names the grading scheme in use, a file in roles/grading/
    without its ending. Mend the name, or write that file.""",
    wrong="grading: {scheme: our-grade}",
    right="grading: {scheme: our-grades}",
)  # fmt: skip
UNKNOWN_CODE = CODES.define(
    "unknown-code", Severity.ERROR, "There is no such code of finding",
    """severities: sets another severity for a code of finding, such as placeholder: error. The code
    does not exist. `rolebook explain` lists all of them.""",
    wrong="severities: {placehoder: error}",
    right="severities: {placeholder: error}",
)  # fmt: skip
UNKNOWN_HEADING = CODES.define(
    "unknown-heading", Severity.ERROR, "There is no such section",
    """headings: gives another word for the heading of a section. The section does not exist, so the
    word would be shown nowhere.""",
    wrong="headings: {purpos: Why this job}",
    right="headings: {purpose: Why this job}",
)  # fmt: skip
REPEATED_LANGUAGE = CODES.define(
    "repeated-language", Severity.ERROR, "A language is named twice",
    """languages: names each language of the handbook once; the first one governs.""",
    wrong="languages: [en, nl, nl]",
    right="languages: [en, nl]",
)  # fmt: skip
NO_LANGUAGE = CODES.define(
    "no-such-language", Severity.ERROR, "There is no such language",
    """languages: holds the tags of languages, such as nl for Dutch, with a country where it
    matters: nl-BE. No language is known under this tag. Mend it.""",
    wrong="languages: [en, ned]",
    right="languages: [en, nl]",
)  # fmt: skip
UNKNOWN_CALENDAR = CODES.define(
    "unknown-calendar", Severity.ERROR, "There is no such calendar",
    """working_days: calendars: names the public holidays that do not count as working days: nl for
    the Netherlands, de for Germany, and de- with the letters of a Land, such as de-ni for Lower
    Saxony. For another country leave calendars out and list the days under closed.""",
    wrong="working_days: {calendars: [nl, de-nds]}",
    right="working_days: {calendars: [nl, de-ni]}",
)  # fmt: skip


def scheme(survey: Survey) -> Iterator[Finding]:
    """The scheme in use exists."""
    source, id_ = _source(survey), survey.handbook.settings.grading.scheme
    known = survey.handbook.ids.get("scheme", frozenset())
    if source and id_ and id_ not in known:
        yield finding(
            UNKNOWN_SCHEME, source.place(("grading", "scheme")), f'there is no scheme "{id_}"',
            did_you_mean(id_, sorted(known)) or f"write roles/grading/{id_}.yml, or mend the name",
        )  # fmt: skip


def severities(survey: Survey) -> Iterator[Finding]:
    """Severities are set for codes that exist."""
    if source := _source(survey):
        for code in survey.handbook.settings.severities:
            if code not in CODES:
                yield finding(
                    UNKNOWN_CODE, source.place(("severities", code), key=True),
                    f'there is no code of finding "{code}"',
                    did_you_mean(code, CODES.names()) or "`rolebook explain` lists all codes",
                )  # fmt: skip


def headings(survey: Survey) -> Iterator[Finding]:
    """Headings are worded for sections that exist."""
    if source := _source(survey):
        for section in survey.handbook.settings.headings:
            if section not in SECTIONS:
                yield finding(
                    UNKNOWN_HEADING, source.place(("headings", section), key=True),
                    f'there is no section "{section}"',
                    did_you_mean(section, sorted(SECTIONS))
                    or f"these exist: {', '.join(sorted(SECTIONS))}",
                )  # fmt: skip


def languages(survey: Survey) -> Iterator[Finding]:
    """Each language once; words and synonyms in languages of the handbook."""
    source, settings = _source(survey), survey.handbook.settings
    if source:
        for index, lang in enumerate(settings.languages):
            if not is_language(lang):
                yield finding(
                    NO_LANGUAGE, source.place(("languages", index)),
                    f'no language is known as "{lang}"',
                    "write the tag of a language, such as nl, or nl-BE with a country",
                )  # fmt: skip
            first = settings.languages.index(lang)
            if first != index:
                yield finding(
                    REPEATED_LANGUAGE, source.place(("languages", index)),
                    f'"{lang}" is named twice', "delete one of them",
                    [Related(source.place(("languages", first)), "it stands here first")],
                )  # fmt: skip
        words: list[tuple[Path, dict[str, str]]] = [
            (("title",), settings.title),
            (("grading", "grade_label"), settings.grading.grade_label),
            (("contract", "sentence"), settings.contract.sentence),
            *((("headings", key), value) for key, value in settings.headings.items()),
            *((("sign", at, "texts"), place.texts) for at, place in enumerate(settings.sign)),
        ]
        for path, by_language in words:
            for lang in by_language:
                if lang:
                    yield from _language(survey, source, (*path, lang), lang)
    if survey.handbook.synonyms:
        for lang in survey.handbook.synonyms:
            sheet = survey.sheet("synonyms", "synonyms")
            yield from _language(survey, sheet.source, ("synonyms", lang), lang)


def calendars(survey: Survey) -> Iterator[Finding]:
    """The calendars of working days exist."""
    if source := _source(survey):
        for index, id_ in enumerate(survey.handbook.settings.working_days.calendars):
            if id_ not in known_calendars():
                yield finding(
                    UNKNOWN_CALENDAR, source.place(("working_days", "calendars", index)),
                    f'there is no calendar "{id_}"',
                    f"these exist: {', '.join(known_calendars())}",
                )  # fmt: skip


def _language(survey: Survey, source: Source, path: Path, lang: str) -> Iterator[Finding]:
    known = survey.handbook.settings.languages
    if lang not in known:
        yield finding(UNKNOWN_LANGUAGE, source.place(path, key=True),
                      f'"{lang}" is no language of this handbook',
                      f"they are: {', '.join(known)}; mkdocs.yml says so")  # fmt: skip


def _source(survey: Survey) -> Source | None:
    return survey.handbook.settings_source


RULES = (scheme, severities, headings, languages, calendars)
