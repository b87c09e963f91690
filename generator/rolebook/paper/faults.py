"""What Typst says against a template, as one finding: where, what, and how to mend it.

Typst tells every line that it stumbles over after a slip, from the first one on, and how it came to
the file; the first is the one to mend. A wrong value it tells where the value is used, in a file of
ours: it is told where somebody wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rolebook.paper.errors import PaperError

_FIRST = re.compile(
    r"^error: (?P<words>.*)\n\s*┌─ (?P<file>.+?):(?P<line>\d+):(?P<column>\d+)$", re.MULTILINE
)
_HINT = re.compile(r"^\s*= hint: (.*)$", re.MULTILINE)
_VALUE = re.compile(r"\bstyle\.(?P<name>[\w-]+)")
_QUOTE = re.compile(r'(?<!\\)"')
_STYLE = "style.typ"
_SAID = "assertion failed: "
_NEW_COPY = "move your file aside, and compare it with a new copy: rolebook new template {}"


class _Fault(NamedTuple):
    """Line and column count from 1; 0: the file as a whole."""

    file: str
    line: int
    column: int
    words: str
    help: str = ""


def explained(fault: Any, document: str, place: Path, templates: Sequence[Path]) -> PaperError:
    """The error about a fault that Typst found while it worked in a folder (``place``).

    ``templates``: the user's folders. Without a place in a file, or where nothing in it is the
    user's, the fault is none that somebody could mend, and Typst's words are told in full.
    """
    said = fault.diagnostic or fault.message
    said = re.sub(rf"\S*{re.escape(place.name)}[/\\]", "", said).strip()
    theirs = {
        file.name: f"{folder.name}/{file.name}"
        for folder in reversed(templates)
        if folder.is_dir()
        for file in sorted(folder.glob("*.typ"))
    }
    first = _FIRST.search(said)
    if first is None or not theirs:
        return PaperError(document, f"the paper cannot be set: {said}")
    if first["words"].startswith(_SAID):  # in our words, by a template of ours
        return PaperError("", first["words"].removeprefix(_SAID))
    hints = "; ".join(_HINT.findall(said.split("\n\n")[0]))
    found = _Fault(
        first["file"], int(first["line"]), int(first["column"]) + 1, first["words"], hints
    )
    found = _in_theirs(found, place) if found.file in theirs else _of_ours(found, place, theirs)
    return PaperError("", "\n".join(_told(found, place, theirs.get(found.file, found.file))))


def _lines(place: Path, file: str) -> list[str]:
    return (place / file).read_text("utf-8", "replace").splitlines()


def _in_theirs(found: _Fault, place: Path) -> _Fault:
    """A slip in the user's file. A quotation mark that is not closed is told as such: Typst stops
    at the next one, lines below."""
    for number, text in enumerate(_lines(place, found.file)[: found.line], 1):
        quotes = [] if text.lstrip().startswith("//") else [*_QUOTE.finditer(text)]
        if len(quotes) % 2:
            return _Fault(
                found.file, number, quotes[-1].start() + 1, "the quotation mark is not closed",
                'put a " at the end of the text',
            )  # fmt: skip
    if found.words == "unclosed delimiter":
        return found._replace(
            words="the bracket that opens here is not closed", help="put the closing bracket"
        )
    return found


def _of_ours(found: _Fault, place: Path, theirs: dict[str, str]) -> _Fault:
    """A fault in a file of ours, which does not go together with the user's: most often a value of
    style.typ."""
    lines = _lines(place, found.file)
    line = lines[found.line - 1] if found.line <= len(lines) else ""
    # Typst points at the value or, where there is none, at its name.
    used = [m for m in _VALUE.finditer(line) if m.start() < found.column <= m.end()]
    if used and _STYLE in theirs:
        name = used[0]["name"]
        for number, text in enumerate(_lines(place, _STYLE), 1):
            if re.match(rf"#let {re.escape(name)}\b(?!-)", text):
                return _Fault(_STYLE, number, 6, f"{name}: {found.words}", found.help)
        missing = f"there is no {name} in it, which {found.file} needs"
        return _Fault(_STYLE, 0, 0, missing, _NEW_COPY.format(_STYLE))
    named = ", ".join(theirs.values())
    return found._replace(
        words=f"{found.words}; this file is ours, and does not go together with yours ({named})",
        help=_NEW_COPY.format(next(iter(theirs))),
    )


def _told(found: _Fault, place: Path, named: str) -> list[str]:
    where = f"{named}:{found.line}:{found.column}" if found.line else named
    told = [f"{where}: {found.words}"]
    lines = _lines(place, found.file)
    if 0 < found.line <= len(lines):
        margin = " " * len(str(found.line))
        told.append(f"  {found.line} | {lines[found.line - 1]}")
        told.append(f"  {margin} | {' ' * (found.column - 1)}^")
    return [*told, f"    help: {found.help}"] if found.help else told
