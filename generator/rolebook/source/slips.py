"""What is wrong where libyaml stops: at the place an author would look for it.

libyaml says where its grammar broke, often a line after the slip, and in its own words. Here the
lines are looked at for the everyday slips: a colon in a text, a quote not closed, a tab.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from rolebook.findings import CODES, Finding, Place, Severity, finding

SYNTAX = CODES.define(
    "yaml-syntax", Severity.ERROR, "The text cannot be read as YAML",
    """The file breaks YAML's rules at this place. Most often a text that holds ': ' or starts with
    a special character needs quotes around it, or a line is not indented like its neighbours.""",
    wrong="- Bread: fresh: every day.",
    right='- "Bread: fresh: every day."',
)  # fmt: skip
QUOTE = CODES.define(
    "unclosed-quote", Severity.ERROR, "A quotation mark is opened and not closed",
    """The text that starts at this quotation mark runs on over the lines below, because its closing
    mark is missing. Close it at the end of the text.""",
    wrong='purpose: "Bakes the bread.',
    right='purpose: "Bakes the bread."',
)  # fmt: skip
TAB = CODES.define(
    "tab", Severity.ERROR, "A tab is used for indentation",
    """YAML allows only spaces for indentation. Replace the tab by spaces (most editors can be set
    to do so).""",
    wrong="rights:\n"
        "\t- A day off.",
    right="rights:\n"
        "  - A day off.",
)  # fmt: skip


NO_SPACE = re.compile(r"-(?=[^\W\d_]|[\"'{\[])")
"""An entry of a list whose dash has no space after it: it reads as the beginning of a text."""
SPACE_AFTER = "put a space after the dash"


_LEFT_BY_GIT = re.compile(r"^<{7} .*$", re.MULTILINE)


def at(file: str, mark: yaml.Mark) -> Place:
    return Place(file, mark.line + 1, mark.column + 1)


# What an everyday slip looks like on the line where YAML stops: pattern, code, message, remedy.
_SLIPS: tuple[tuple[re.Pattern[str], str, str, str], ...] = (
    (re.compile(r"^\s*\t"), TAB, "a tab is used for indentation", "replace it by spaces"),
    (
        re.compile(r"""^\s*(?:- )?(?:[\w-]+:\s+)?(?P<at>[@`%])"""), SYNTAX,
        "a text cannot start with this character", "put quotes around the text",
    ),
    (
        re.compile(r"""^\s*(?:- )?(?:[\w-]+:\s+)?(?P<at>[*&!])(?=\s|[^\w]|\w)"""), SYNTAX,
        "a text that starts with this character has a special meaning in YAML",
        "put quotes around the text",
    ),
    (
        re.compile(r"""^\s*(?:- )?(?:[\w-]+:\s+)(?P<at>[^"'\[{>|\s].*?:)(?=\s|$)"""), SYNTAX,
        "the text holds a colon followed by a space, which YAML takes for a key",
        "put quotes around the text",
    ),
    (
        re.compile(r"""^\s*(?:- )?(?:[\w-]+:\s+)?(?P<at>(?:"[^"]*"|'[^']*')\s*[^\s#,\]}:])"""),
        SYNTAX, "something follows after the closing quotation mark",
        "put the whole text in quotes, or write a quotation mark inside it twice",
    ),
    (
        re.compile(r"""^\s*(?P<at>[A-Za-z_-]+:)\S"""), SYNTAX,
        "there is no space after the colon", "put a space after the colon",
    ),
    (
        re.compile(r"""^\s*(?P<at>[A-Za-z_-]+)\s*$"""), SYNTAX,
        "this word has no colon after it", "write it as a key with a colon, or indent it as text",
    ),
)  # fmt: skip


def syntax_finding(file: str, text: str, error: Exception) -> Finding:
    """The finding for what libyaml refuses: at the place an author would look for it."""
    if left := _LEFT_BY_GIT.search(text):
        return finding(
            SYNTAX, Place(file, text.count("\n", 0, left.start()) + 1, 1, len(left[0])),
            "git could not merge two versions and left both here",
            "keep what holds, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>",
        )  # fmt: skip
    if quote := _open_quote(file, text):
        return quote
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return finding(SYNTAX, Place(file), "the file cannot be read as YAML", "compare it with a "
                       "file that passes")  # fmt: skip
    lines = text.split("\n")
    if (number := _dash_without_space(lines, mark.line)) is not None:
        start = len(lines[number]) - len(lines[number].lstrip())
        return finding(SYNTAX, Place(file, number + 1, start + 1),
                       "there is no space after the dash of this entry", SPACE_AFTER)  # fmt: skip
    # libyaml often stops on the line after the slip: look there first, then just above.
    for number in (mark.line, *_written_lines_above(lines, mark.line, 1)):
        line = lines[number] if number < len(lines) else ""
        for pattern, code, message, hint in _SLIPS:
            if match := pattern.search(line):
                start = match.start("at") if "at" in pattern.groupindex else match.start()
                end = match.end("at") if "at" in pattern.groupindex else match.end()
                place = Place(file, number + 1, start + 1, max(1, end - start))
                return finding(code, place, message, hint)
    return finding(
        SYNTAX, at(file, mark), "this line does not fit what stands above it",
        "check its indentation against its neighbours, and brackets and quotes above it",
    )  # fmt: skip


def _dash_without_space(lines: list[str], last: int) -> int | None:
    """The first entry of the list around a line whose dash has no space after it. (Such a text runs
    on over the entries below it; YAML stops only where it cannot.)"""
    found = None
    for number in (last, *_written_lines_above(lines, last, len(lines))):
        line = lines[number].strip() if number < len(lines) else ""
        if NO_SPACE.match(line):
            found = number
        elif number != last and (key := _KEY.fullmatch(line)):
            return found if not key["value"] else None  # else a text with dashes of its own
    return found


_KEY = re.compile(r"[\w-]+:(?:\s+(?P<value>[^#\s].*)?.*)?")


def _written_lines_above(lines: list[str], number: int, count: int) -> Iterator[int]:
    above = min(number, len(lines)) - 1
    while above >= 0 and count:
        if lines[above].strip():
            yield above
            count -= 1
        above -= 1


_KEY_LINE = re.compile(r"\n\s*(?:- )?[\w-]+:(?:\s|$)")


def _open_quote(file: str, text: str) -> Finding | None:
    """A quoted text that swallowed a line looking like a key, or that never ends."""
    mark: yaml.Mark | None = None
    try:
        for token in yaml.scan(text, Loader=yaml.CLoader):
            if (
                isinstance(token, yaml.ScalarToken)
                and token.style in ("'", '"')
                and token.start_mark.line != token.end_mark.line
                and _KEY_LINE.search(_between(text, token.start_mark, token.end_mark))
            ):
                mark = token.start_mark
                break
    except yaml.scanner.ScannerError as error:
        # Only for a quoted text does libyaml give a context that is itself a quotation mark.
        context = error.context_mark
        if context is not None and _character(text, context) in ("'", '"'):
            mark = context
    except yaml.YAMLError:
        pass
    if mark is None:
        return None
    return finding(
        QUOTE, at(file, mark), "the quotation mark that opens here is not closed",
        "close it at the end of the text",
    )  # fmt: skip


def _between(text: str, start: yaml.Mark, end: yaml.Mark) -> str:
    lines = text.split("\n")[start.line : end.line + 1]
    return "\n".join(lines)[start.column :]


def _character(text: str, mark: yaml.Mark) -> str:
    lines = text.split("\n")
    line = lines[mark.line] if mark.line < len(lines) else ""
    return line[mark.column : mark.column + 1]
