"""One file -> one model, or findings; and one translation laid over its governing file.

Why here: the model knows no file and the reader knows no model.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import ValidationError

from rolebook.findings import CODES, Finding, Severity, finding
from rolebook.handbook.problems import UNKNOWN_KEY, WRONG_SHAPE, name_of, problem_finding
from rolebook.handbook.titles import Titles
from rolebook.model.base import Model, Path, model_at, takes_text
from rolebook.model.numbering import spoken
from rolebook.model.text import Text
from rolebook.source import Source

M = TypeVar("M", bound=Model)

_NO_TITLES = Titles()

NOT_TRANSLATABLE = CODES.define(
    "not-translatable", Severity.ERROR, "A translation changes something that is no text",
    """A translation holds texts only. Grades, ids, dates, numbers and the like stand in the
    governing file and hold for all languages.""",
    wrong="kind: reference      (in baker.nl.yml)",
    right="(no kind: in baker.nl.yml; it stands in baker.yml)",
)  # fmt: skip
TRANSLATION_EXTRA = CODES.define(
    "translation-extra", Severity.WARNING, "A translation holds more than its original",
    """The translated file has a key or a list entry that the governing file has not. It is shown
    nowhere. Add it to the governing file, or take it away here.""",
    wrong="rights: [Een vrije dag.]   (in baker.nl.yml only)",
    right="rights: [A day off.]       (in baker.yml as well)",
)  # fmt: skip


def build(
    cls: type[M], source: Source, lang: str, id_: str = "", titles: Titles = _NO_TITLES
) -> tuple[M | None, list[Finding]]:
    """The model of one governing file. ``id_`` is the id that its name gives; ``titles`` are those
    of the handbook, for remedies."""
    data = source.data
    if id_:
        if "id" in data:
            return None, [
                finding(UNKNOWN_KEY, source.place(("id",), key=True),
                        f"the id is the file's name, {id_}", "delete this line")
            ]  # fmt: skip
        data = {"id": id_, **data}
    return _validated(cls, data, source, lang, titles)


def translate(
    cls: type[M], governing: Source, translation: Source, lang: str, main: str, id_: str = ""
) -> tuple[M | None, list[Finding]]:
    """The model with the translation's texts in place of the governing ones.

    What is not translated keeps the governing text and says so by its ``lang``.
    """
    findings: list[Finding] = []
    data = _laid_over(cls, governing.data, translation, translation.data, lang, (), findings)
    if id_:
        data = {"id": id_, **data}
    model, problems = _validated(cls, data, translation, main, _NO_TITLES)
    return model, [*findings, *problems]


def _validated(
    cls: type[M], data: Any, source: Source, lang: str, titles: Titles
) -> tuple[M | None, list[Finding]]:
    try:
        return cls.model_validate(data, context={"lang": lang}), []
    except ValidationError as error:
        problems = error.errors(include_url=False)
        return None, [problem_finding(cls, source, problem, titles) for problem in problems]


def _laid_over(
    cls: type[Model],
    governing: Any,
    source: Source,
    translated: Any,
    lang: str,
    path: Path,
    findings: list[Finding],
) -> Any:
    if translated is None:
        return governing
    two_texts = isinstance(governing, str) and isinstance(translated, str)
    group = None if two_texts else model_at(cls, path)
    if group and group.shorthand:  # `- a text` beside `- {task: a text}` is the same
        if isinstance(governing, dict) and isinstance(translated, str):
            translated = {group.shorthand: translated}
        elif isinstance(governing, str) and isinstance(translated, dict):
            governing = {group.shorthand: governing}
    if isinstance(governing, dict) and isinstance(translated, dict):
        own = group.own_per_language if group else frozenset[str]()
        pairs: Iterator[tuple[str | int, str | int | None]] = (
            (key, key if governing.get(key) is not None else None)
            for key in translated
            if key not in own
        )
        result: Any = dict(governing)
        result |= {key: _in_language(translated[key], lang) for key in own & translated.keys()}
    elif isinstance(governing, list) and isinstance(translated, list):
        pairs = _matched(governing, translated)
        result = list(governing)
    elif isinstance(governing, str) and isinstance(translated, str):
        if takes_text(cls, path):
            return Text(translated, lang) if translated.strip() else governing
        if translated != governing:
            findings.append(
                finding(NOT_TRANSLATABLE, source.place(path),
                        f'{name_of(path)} is no text; the governing file says "{governing}"',
                        "take it away here; change it in the governing file if it is wrong")
            )  # fmt: skip
        return governing
    else:
        findings.append(
            finding(WRONG_SHAPE, source.place(path),
                    f"{name_of(path)} is built otherwise than in the governing file",
                    "use the same keys and lists as there")
        )  # fmt: skip
        return governing
    for there, here in pairs:
        if here is None:
            findings.append(
                finding(TRANSLATION_EXTRA, source.place((*path, there), key=True),
                        f"{spoken((*path, there))} has no counterpart in the governing file",
                        "add it there, or take it away here")
            )  # fmt: skip
            continue
        result[here] = _laid_over(
            cls, governing[here], source, translated[there], lang, (*path, there), findings
        )
    return result


def _in_language(value: Any, lang: str) -> Any:
    """Plain data with its words as texts of a language, whatever the original has there."""
    if isinstance(value, dict):
        return {key: _in_language(item, lang) for key, item in value.items()}
    if isinstance(value, list):
        return [_in_language(item, lang) for item in value]
    return Text(value, lang) if isinstance(value, str) and value.strip() else value


def _matched(
    governing: list[Any], translated: list[Any]
) -> Iterator[tuple[str | int, str | int | None]]:
    """Which entry of the translation belongs to which of the original: by id, else by place."""
    ids = {item["id"]: i for i, item in enumerate(governing) if _has_id(item)}
    for index, item in enumerate(translated):
        if _has_id(item):
            yield index, ids.get(item["id"])
        else:
            yield index, index if index < len(governing) else None


def _has_id(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("id"), str)
