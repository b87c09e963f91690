"""A file as a document: its lines, whatever its format. No other module of the stages opens one.

Nothing in a file is executed or followed: pandoc runs in its sandbox with bounded memory and
time, XML with entities is refused, and no format makes us open a second file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from rolebook.importing.documents.reading.lines import Line

LARGEST_FILE = 30_000_000  # bytes
MOST_LINES = 40_000
"""Bounds that no collection of job descriptions comes near; a hundred roles have 10,000 lines."""


class Unreadable(Exception):
    """A file that cannot be brought in; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read. ``name`` is how the user calls it; ``stem`` the name without ending."""

    name: str
    stem: str
    lines: tuple[Line, ...]
    mended: tuple[str, ...] = ()
    """Words from which a hyphen was taken that an earlier line's end had left in them."""


def read(path: Path, name: str) -> Document:
    """The document in a file. Raises Unreadable."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise Unreadable(f'nothing is known about files that end in "{path.suffix}"')
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Unreadable(
                f"the file is larger than {LARGEST_FILE // 1_000_000} MB; split it, or save the "
                "text alone"
            )
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"it cannot be read: {(error.strerror or str(error)).lower()}") from None
    if not content:
        raise Unreadable("it is empty")
    found = reader(content, name)
    if len(found) > MOST_LINES:
        raise Unreadable(f"it has more than {MOST_LINES} lines; split it")
    document = of_lines(name, path.stem, found)
    if not document.lines:
        raise Unreadable("there is no text in it")
    return document


def of_lines(name: str, stem: str, found: Iterable[Line]) -> Document:
    """A document of lines as a reader gives them."""
    lines = [replace(line, text=text) for line in found if (text := cleaned(line.text))]
    mended = _broken_words([line.text for line in lines])
    if mended:
        pattern = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in mended))
        lines = [
            replace(line, text=pattern.sub(lambda word: word[0].replace("-", ""), line.text))
            if "-" in line.text else line
            for line in lines
        ]  # fmt: skip
    return Document(name, stem, tuple(lines), mended)


def _broken_words(texts: list[str]) -> tuple[str, ...]:
    """Words with a hyphen that the document also has without it, while it has neither half as a
    word: ``possi-bilities`` beside ``possibilities``."""
    words = {w for text in texts for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)}
    known = {word.casefold() for word in words}
    broken = []
    for word in sorted(words):
        first, hyphen, second = word.partition("-")
        if not hyphen or "-" in second or not second.islower():
            continue
        halves = {first.casefold(), second}
        if f"{first}{second}".casefold() in known and not halves & known:
            broken.append(word)
    return tuple(broken)


def cleaned(text: str) -> str:
    """A text with single blanks and without what cannot be seen: control characters, marks that
    only steer typesetting. Signs of symbol fonts, which Word uses as bullets, are bullets."""
    kinds = ((c, unicodedata.category(c)) for c in unicodedata.normalize("NFC", text))
    seen = (
        " " if kind == "Cc" else "•" if kind == "Co" else c
        for c, kind in kinds
        if kind not in ("Cf", "Cs", "Cn") or c == "\u00ad"
    )
    return " ".join("".join(seen).split())


def _plain(content: bytes, name: str) -> list[Line]:
    from rolebook.importing.documents.reading.plain import lines

    return lines(content, name)


def _pdf(content: bytes, name: str) -> list[Line]:
    from rolebook.importing.documents.reading.pdf import lines

    return lines(content, name)


def _tree(form: str) -> Callable[[bytes, str], list[Line]]:
    def read_tree(content: bytes, name: str) -> list[Line]:
        from rolebook.importing.documents.reading.trees import lines

        return lines(content, name, form)

    return read_tree


READERS: dict[str, Callable[[bytes, str], list[Line]]] = {
    ".txt": _plain,
    ".text": _plain,
    ".docx": _tree("docx"),
    ".odt": _tree("odt"),
    ".html": _tree("html"),
    ".htm": _tree("html"),
    ".md": _tree("markdown"),
    ".markdown": _tree("markdown"),
    ".pdf": _pdf,
}
