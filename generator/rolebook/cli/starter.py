"""The files of a new handbook: the small one of its language, with its translations.

There is one small handbook in each of our languages, the same throughout but for words and ids. So
the translation of one is what another says at the same places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from rolebook.handbook.files import KINDS
from rolebook.model.base import Model, model_at, takes_text
from rolebook.model.base import Path as ValuePath

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def small_handbook(lang: str, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each file with its text, and its translations into the other languages that we have."""
    ours = dict(_files(lang))
    texts = {other: list(_files(other).values()) for other in others}
    for number, (path, text) in enumerate(ours.items()):
        if path == "roles/vocabulary/synonyms.yml":  # one file for all languages
            text += "".join(texts[other][number].partition("synonyms:\n")[2] for other in others)
        yield path, text
        for other in others:
            if translated := _translated(path, text, texts[other][number]):
                name, dot, ending = path.rpartition(".")
                yield f"{name}.{other}{dot}{ending}", translated


def record_all(root: Path) -> None:
    """Record that the translations are in step with their originals."""
    from rolebook.handbook import load
    from rolebook.records.translations import beside, record

    handbook = load(root).handbook
    for entry in handbook.entries.values() if handbook else ():
        for lang in entry.translations:
            pairs = [row.pair for row in beside(entry, lang) if row.translation is not None]
            record(root, (entry.kind, entry.id, lang), pairs)


def _files(lang: str) -> dict[str, str]:
    from importlib.resources import files

    return dict(_tree(files("rolebook") / "starter" / lang))


def _tree(folder: Traversable, above: str = "") -> Iterator[tuple[str, str]]:
    # The same order in all languages: adviser before adviser-desk, folders last.
    for item in sorted(folder.iterdir(), key=lambda i: (i.is_dir(), i.name.partition(".")[0])):
        path = f"{above}{item.name}"
        if item.is_dir():
            yield from _tree(item, f"{path}/")
        elif item.name.endswith((".yml", ".md")):
            yield path, item.read_text("utf-8")


def _translated(path: str, text: str, other: str) -> str:
    """The file of a translation; nothing where there is nothing to translate."""
    import yaml

    if path.startswith("pages/"):
        return other
    folder, name = str(PurePosixPath(path).parent), PurePosixPath(path).stem
    kind = next((k for k in KINDS if k.folder == folder and (k.one_each or k.name == name)), None)
    if kind is None:
        return ""
    words = _words(kind.model, yaml.safe_load(text), yaml.safe_load(other), ())
    if not words:
        return ""
    head = text.partition("\n")[0].replace(".json", ".translation.json")
    return f"{head}\n{yaml.safe_dump(words, allow_unicode=True, sort_keys=False, width=100)}"


def _words(cls: type[Model], original: Any, other: Any, path: ValuePath) -> Any:
    """What the other says where the original holds texts, under the ids of the original; None
    where there is no text."""
    if isinstance(original, dict):
        group = model_at(cls, path)
        own = group.own_per_language if group else frozenset()
        found = {
            key: other[key] if key in own else _words(cls, value, other[key], (*path, key))
            for key, value in original.items()
            if key in other
        }
        words = {key: value for key, value in found.items() if value is not None}
        return ({"id": original["id"]} if words and "id" in original else {}) | words or None
    if isinstance(original, list):
        entries = [
            _words(cls, mine, theirs, (*path, number))
            for number, (mine, theirs) in enumerate(zip(original, other, strict=True))
        ]
        return None if None in entries else entries
    return other if isinstance(original, str) and takes_text(cls, path) else None
