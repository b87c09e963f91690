"""A draft as YAML, with a remark at each doubtful place."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from rolebook.importing.documents.filling.draft import Draft, Value
from rolebook.model.base import Model, Path
from rolebook.model.procedure import Procedure
from rolebook.model.role import Role

_WIDTH = 98
_PLAIN = re.compile(r"[^\W_](?:[\w /().&%+'’–;-]|,(?= ))*")
_AMBIGUOUS = re.compile(
    r"(?i:null|true|false|yes|no|on|off|~)|[\d.,:/+-]+(?:e\d+)?|\d{4}-\d\d-\d\d.*"
)
_UNQUOTED = frozenset(
    {"count", "min", "max", "time_share", "seal", "within", "at_least", "at_most"}
)
"""Keys whose values are numbers or flags."""

MODELS: dict[str, type[Model]] = {"role": Role, "procedure": Procedure}


def as_yaml(draft: Draft, source: str) -> tuple[str, dict[int, Path]]:
    """The file's text, and for each of its lines the path of the value that stands there.

    ``source`` says in words where the draft comes from.
    """
    writer = _Writer()
    writer.line(f"# yaml-language-server: $schema=../schemas/{draft.kind}.json")
    for text in (f"Draft out of {source}.", *draft.remarks):
        writer.remark(text[:1].upper() + text[1:], "")
    if draft.missing:
        writer.remark(f"Not found in the document: {', '.join(draft.missing)}.", "")
    if any(value.guess for _, value in draft.values()):
        writer.remark('Look at each "review", then take the remark out.', "")
    writer.mapping(in_order(draft), "", ())
    return "\n".join(writer.lines) + "\n", writer.paths


def in_order(draft: Draft) -> dict[str, Any]:
    """The fields in the order of the model, which is the order of a file."""
    fields = draft.fields
    order = MODELS[draft.kind].model_fields
    return {key: fields[key] for key in order if fields.get(key) is not None}


class _Writer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.paths: dict[int, Path] = {}

    def line(self, text: str, path: Path | None = None) -> None:
        self.lines.append(text)
        if path is not None:
            self.paths[len(self.lines)] = path

    def remark(self, text: str, indent: str) -> None:
        words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
        start = f"{indent}# "
        self.lines += textwrap.wrap(words, _WIDTH, initial_indent=start, subsequent_indent=start,
                                    break_on_hyphens=False)  # fmt: skip

    def review(self, value: Value, indent: str) -> None:
        if value.guess:
            self.remark(f"review: {value.guess}", indent)

    def mapping(self, fields: dict[str, Any], indent: str, path: Path, first: str = "") -> None:
        """``first``: what stands in front of the first key, such as ``- ``."""
        for key, held in fields.items():
            here = (*path, key)
            start = first or indent
            first = ""
            if isinstance(held, Value):
                if start == indent:
                    self.review(held, indent)
                self.scalar(f"{start}{key}:", held, f"{indent}  ", here, key)
            elif isinstance(held, list):
                self.line(f"{start}{key}:", here)
                self.sequence(held, f"{indent}  ", here)
            elif held:
                self.line(f"{start}{key}:", here)
                self.mapping(held, f"{indent}  ", here)

    def sequence(self, items: Sequence[Any], indent: str, path: Path) -> None:
        for index, item in enumerate(items):
            here = (*path, index)
            if isinstance(item, Value):
                self.review(item, indent)
                self.scalar(f"{indent}-", item, f"{indent}  ", here)
                continue
            first = next(iter(item.values()), None)
            if isinstance(first, Value):
                self.review(first, indent)
            self.mapping(item, f"{indent}  ", here, f"{indent}- ")

    def scalar(self, start: str, value: Value, indent: str, path: Path, key: str = "") -> None:
        text = value.text
        if key in _UNQUOTED or (_PLAIN.fullmatch(text) and not _AMBIGUOUS.fullmatch(text)):
            if len(start) + 1 + len(text) <= _WIDTH:
                self.line(f"{start} {text}", path)
                return
        elif len(start) + 1 + len(quoted := _quoted(text)) <= _WIDTH or not _folds(text):
            self.line(f"{start} {quoted}", path)
            return
        if not _folds(text):
            self.line(f"{start} {_quoted(text)}", path)
            return
        self.line(f"{start} >-", path)
        for part in _folded(text, _WIDTH - len(indent)):
            self.line(f"{indent}{part}", path)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _folds(text: str) -> bool:
    """Whether a folded block gives the text back letter by letter."""
    return text.isprintable() and text == " ".join(text.split()) and bool(text)


def _folded(text: str, width: int) -> Iterator[str]:
    yield from textwrap.wrap(text, max(width, 40), break_long_words=False, break_on_hyphens=False)
