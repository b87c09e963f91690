"""Findings as text for people, as JSON for programs, as annotations for GitHub."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rolebook.cli.writing import harmless
from rolebook.findings import Finding, Place, Severity

if TYPE_CHECKING:
    from rolebook.handbook import Handbook


@lru_cache(maxsize=64)
def _lines(path: Path) -> tuple[str, ...]:
    try:
        content = path.read_bytes()
    except OSError:
        return ()
    if b"\0" in content:  # a workbook: its rows are no lines
        return ()
    text = content.decode("utf-8-sig", "replace")
    return tuple(line.rstrip("\r") for line in text.split("\n"))


def _excerpt(place: Place, root: Path) -> list[str]:
    lines = _lines(root / place.file) if place.line else ()
    if place.line > len(lines) or not lines:
        return []
    shown = harmless(lines[place.line - 1].replace("\t", " "))
    start, width = 0, 110
    if len(shown) > width:  # a long line: the part around the place
        start = max(0, min(place.column - 1 - width // 3, len(shown) - width))
        shown = ("…" if start else "") + shown[start : start + width] + "…"
    margin = " " * len(str(place.line))
    column = place.column - 1 - start + (1 if start else 0)
    caret = "^" * max(1, min(place.length, len(shown) - column))
    return [f"  {place.line} | {shown}", f"  {margin} | {' ' * column}{caret}"]


def as_text(findings: Sequence[Finding], root: Path) -> str:
    """Each finding with its line, a caret under the place, the remedy and related places."""
    blocks = []
    for f in findings:
        head = f"{f.place}: {f.severity.value}[{f.code}] {f.message}"
        lines = [harmless(head), *_excerpt(f.place, root)]
        if f.hint:
            lines.append(harmless(f"    help: {f.hint}"))
        lines += [harmless(f"    see {r.place}: {r.message}") for r in f.related]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many errors, warnings and notes."""
    number = Counter(f.severity for f in findings)
    return {f"{severity.value}s": number[severity] for severity in Severity}


def summary(findings: Sequence[Finding]) -> str:
    """`2 errors, 1 warning, 0 notes`."""
    parts = (f"{n} {name if n != 1 else name[:-1]}" for name, n in counts(findings).items())
    return ", ".join(parts)


_NAMED = 5


def where(findings: Sequence[Finding]) -> str:
    """`; errors in roles/baker.yml:3, roles/owner.yml:7`: so that none drowns among the notes.
    Nothing where there is none."""
    places = [f.place for f in findings if f.severity is Severity.ERROR]
    if not places:
        return ""
    named = dict.fromkeys(f"{p.file}:{p.line}" if p.line else p.file for p in places)
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    return harmless(f"; errors in {', '.join(list(named)[:_NAMED])}{more}")


def unread(handbook: Handbook | None, findings: Sequence[Finding]) -> str:
    """What was not looked at as far as it goes, because of errors that are to be mended first:
    files that could not be read, or have something in a place where it cannot be."""
    if handbook is None:
        return "What else there is comes to light when the errors are mended."
    entries = handbook.entries.values()
    sound = {one.source.file for one in entries if one.model is not None}
    texts = (one for entry in entries for one in entry.translations.values())
    sound |= {one.source.file for one in texts if one.model is not None}
    places = (f.place.file for f in findings if f.severity is Severity.ERROR)
    left = [
        file
        for file in dict.fromkeys(places)
        if file.endswith(".yml") and file.startswith(_AUTHORED) and file not in sound
    ]
    if not left:
        return ""
    more = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
    return harmless(
        f"Looked at no further until their errors are mended: {', '.join(left[:_NAMED])}{more}. "
        "More may come to light then."
    )


_AUTHORED = ("roles/", "procedures/")


def as_json(findings: Sequence[Finding]) -> str:
    """`{"findings": [...], "summary": {...}}`."""

    def place(p: Place) -> dict[str, object]:
        return {"file": p.file, "line": p.line, "column": p.column}

    data = {
        "findings": [
            {
                "code": f.code,
                "severity": f.severity.value,
                **place(f.place),
                "message": f.message,
                "hint": f.hint,
                "related": [{**place(r.place), "message": r.message} for r in f.related],
            }
            for f in findings
        ],
        "summary": counts(findings),
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_github(findings: Sequence[Finding]) -> str:
    """Workflow commands that GitHub shows as annotations beside the changed lines."""

    def escaped(text: str, more: str = "") -> str:
        for character in "%\r\n" + more:
            text = text.replace(character, f"%{ord(character):02X}")
        return text

    lines = []
    for f in findings:
        place = {"file": f.place.file, "line": f.place.line, "col": f.place.column}
        properties = ",".join(
            f"{key}={escaped(str(value), ':,')}" for key, value in place.items() if value
        )
        words = f"{f.message}; {f.hint}" if f.hint else f.message
        lines.append(f"::{_LEVELS[f.severity]} {properties},title={f.code}::{escaped(words)}")
    return "\n".join(lines)
