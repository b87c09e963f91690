"""How a text is written in YAML: plain where that is safe, else quoted, folded where it is long.

A text that changes keeps the way in which its author wrote it, quotes and line breaks included, as
far as the new words allow.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

import yaml

WIDTH = 100
_HEADER = re.compile(r"[|>][-+]?")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def inline(value: str, style: str = "", *, flow: bool = False) -> str:
    """A text on one line, in this style (``'``, ``"`` or plain) where it can be."""
    if style == "'" and not _CONTROL.search(value) and "\n" not in value:
        return "'" + value.replace("'", "''") + "'"
    if style != '"' and is_plain(value, flow=flow):
        return value
    return _quoted(value)


def is_plain(value: str, *, flow: bool = False) -> bool:
    """Whether a text can stand without quotes and is a text to every reader of YAML."""
    if not value or value != value.strip() or "\n" in value or _CONTROL.search(value):
        return False
    written = f"[{value}]" if flow else f"x: {value}"
    try:
        found = yaml.safe_load(written)
    except (yaml.YAMLError, ValueError):
        return False
    return bool(found == ([value] if flow else {"x": value}))


def _quoted(value: str) -> str:
    text = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + '"'


def lines(value: str, indent: int, room: int) -> tuple[str, list[str]]:
    """A text as the first line of a value, for which there is ``room``, and the lines below it,
    indented. What holds a line break of its own or more space than one stays as it is, in quotes.
    """
    first = inline(value)
    if len(first) <= room or not _folds(value):
        return first, []
    return ">-", wrapped(value.split(), indent)


def _folds(value: str) -> bool:
    return value == " ".join(value.split()) and not _CONTROL.search(value)


def wrapped(words: Sequence[str], indent: int, width: int = WIDTH) -> list[str]:
    """Words in lines of at most this width with their indentation."""
    margin = " " * indent
    filled = textwrap.wrap(
        " ".join(words), max(width, indent + 20), initial_indent=margin, subsequent_indent=margin,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return filled or [margin]


def entry(data: Any, indent: int) -> list[str]:
    """An entry of a list as lines, its dash at ``indent``."""
    margin = " " * indent
    if isinstance(data, dict) and data:
        inner = group(data, indent + 2)
        return [f"{margin}- {inner[0][indent + 2 :]}", *inner[1:]]
    if isinstance(data, list):
        return [f"{margin}- {flow(data)}"]
    first, below = lines(str(data), indent + 2, WIDTH - indent - 2)
    return [f"{margin}- {first}", *below]


def group(data: dict[str, Any], indent: int) -> list[str]:
    """Keys with their values as lines at ``indent``."""
    found: list[str] = []
    margin = " " * indent
    for key, value in data.items():
        if isinstance(value, list) and value:
            found.append(f"{margin}{key}:")
            found += [line for one in value for line in entry(one, indent + 2)]
        elif isinstance(value, dict) and value:
            found += [f"{margin}{key}:", *group(value, indent + 2)]
        elif isinstance(value, (list, dict)):
            found.append(f"{margin}{key}: {flow(value)}")
        else:
            first, below = lines(str(value), indent + 2, WIDTH - indent - len(key) - 2)
            found += [f"{margin}{key}: {first}", *below]
    return found


def flow(data: Any) -> str:
    """Data on one line, in brackets."""
    match data:
        case dict():
            return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in data.items()) + "}"
        case list():
            return "[" + ", ".join(map(flow, data)) + "]"
    return inline(str(data), flow=True)


def rewritten(old: Sequence[str], value: str, *, wrap: bool) -> list[str]:
    """The lines of a text that goes over several, with the new words in the place of the old ones.

    A line in which no word changed stays as it is. ``wrap``: of a line that grew too long, the
    last words go to the next one (not where line breaks say something).
    """
    held = [(word, number) for number, line in enumerate(old) for word in line.split()]
    words = value.split()
    placed: list[list[str]] = [[] for _ in old]
    touched: set[int] = set()
    matcher = SequenceMatcher(None, [word for word, _ in held], words, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            for word, number in held[a:b]:
                placed[number].append(word)
            continue
        touched.update(number for _, number in held[a:b])
        before = held[a - 1][1] if a else held[0][1]
        number = held[a][1] if a < b else before
        if c < d:
            touched.add(number)
            placed[number] += words[c:d]
    width = max([WIDTH, *map(len, old)])
    result: list[str] = []
    over: list[str] = []  # words for which there was no room in the line above
    for number, line in enumerate(old):
        here, over = [*over, *placed[number]], []
        if number not in touched:
            result.append(line)
            continue
        if not here:
            continue
        margin = len(line) - len(line.lstrip())
        if not wrap:
            result.append(" " * margin + " ".join(here))
            continue
        made = wrapped(here, margin, width)
        goes_on = number + 1 < len(old) and old[number + 1].split()
        if len(made) > 1 and goes_on:
            over = " ".join(made[1:]).split()
            made = made[:1]
            touched.add(number + 1)
        result += made
    return result


def is_block(header: str) -> bool:
    """Whether a text begins with the sign of a block that is indented as its first line is."""
    return bool(_HEADER.fullmatch(header))
