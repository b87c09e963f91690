"""Where a text is left open: blanks, placeholders, dates without a day.

On a paper that is signed they are faults; on a template they are meant, and print as dotted lines.
"""

from __future__ import annotations

import re

_PART = r"(?:0{2}|[Xx]{2}|_{2,}|\.{2,})"
_DATE = re.compile(
    rf"(?<![\w.])(?:{_PART}[./-]{_PART}[./-]|\d\d?[./-]{_PART}[./-]|{_PART}[./-]\d\d?[./-])"
    r"(?:\d\d)?(?:0{2,4}|[Xx]{2,4}|_{1,4}|\d{2,4})(?!\w)"
)
_BLANK = re.compile(
    r"(?P<bracket>(?<!\\)\[(?P<inside>[^\[\]]*)(?<!\\)\](?!\())"
    r"|(?P<line>_{4,}|(?<!\w)_{3}(?!\w)|\.{4,}|…{2,}|\?{3,})"
    r"|(?P<braces>\{\{[^{}]*\}\})"
    r"|(?P<note>\b(?:TODO|FIXME|TBD|TBC|XXX+)\b|\b[tT]\.\s?b\.\s?[dc]\.|\b[nN]\.\s?t\.\s?b\.)"
)
_SAYS_SOMETHING = re.compile(r"[^\s._…?()\[\]/–—-]")

DOTS = "…" * 12
"""A dotted line, some four centimetres long on paper."""
_SHORT_DOTS = "…" * 6
_DAY = "\0"  # no text holds it: the reader refuses control characters


def blank_date(raw: str) -> str:
    """The first date that is not filled in, or nothing."""
    found = _DATE.search(raw)
    return found[0] if found else ""


def first_blank(raw: str) -> str:
    """The first open place in a text, or nothing."""
    for match in _BLANK.finditer(raw):
        if _is_open(match):
            return match.group()
    if not _SAYS_SOMETHING.search(raw):
        return " ".join(raw.split())
    return ""


def dotted(text: str) -> str:
    """The text with a dotted line at each open place; what a placeholder asks for stands behind
    its line: ``[name]`` as ``………… (name)``."""

    def line(match: re.Match[str]) -> str:
        if not _is_open(match):
            return match.group()
        asked = (match["inside"] or match.group().strip("{}") * bool(match["braces"])).strip(
            " .…?_"
        )
        return f"{DOTS} ({asked})" if asked else DOTS

    if not _SAYS_SOMETHING.search(text) and text.strip() and len(text.strip()) > 1:
        return DOTS
    return _BLANK.sub(line, _DATE.sub(_DAY, text)).replace(_DAY, _SHORT_DOTS)


def _is_open(match: re.Match[str]) -> bool:
    inside = match["inside"]
    return inside is None or not inside.strip(" .…?_") or bool(re.search(r"[^\W\d_]", inside))
