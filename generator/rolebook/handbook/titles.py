"""Whose title a word is: for authors who write a title where an id belongs.

Titles are those that stand in the files, of files with errors too: the mistake that is to be
explained may be one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from rolebook.model.base import id_from
from rolebook.model.references import Kinds

Written = tuple[str, str, Any]
"""Kind of file (``role``, ``families``, ...), the id that its name gives, and its plain data."""


class Titles:
    """Knows the titles of ``files``, in every language they are there in."""

    def __init__(self, files: Iterable[Written] = ()) -> None:
        self._files = files

    def __call__(self, kinds: Kinds, words: str) -> str:
        """The one id among some kinds that bears a title, other titles included; capitals and
        blanks or hyphens do not matter. Empty where there is none, or several have it."""
        found = {id_ for kind in kinds for id_ in self._ids.get((kind, id_from(words)), ())}
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def _ids(self) -> Mapping[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for kind, id_, data in self._files:
            named: list[tuple[Any, Any]] = [(id_, data)]
            if isinstance(data, dict) and isinstance(data.get(kind), list):
                named = [(one.get("id"), one) for one in data[kind] if isinstance(one, dict)]
            for own, entry in named:
                for title in _titles(entry):
                    if isinstance(own, str) and (key := id_from(title)):
                        found.setdefault((kind, key), set()).add(own)
        return found


def _titles(entry: Any) -> Iterable[str]:
    if not isinstance(entry, dict):
        return ()
    others = entry.get("also_known_as")
    words = [entry.get("title"), entry.get("term"), *(others if isinstance(others, list) else ())]
    return [word for word in words if isinstance(word, str)]
