"""What an author sees as text, and YAML does not: words behind ` #`, and printers' quotation marks.

Both are told as warnings, because both can be meant. A comment stands behind a value as well: only
what looks like the rest of a sentence is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from rolebook.findings import CODES, Finding, Place, Severity, finding

LOST = CODES.define(
    "text-lost-as-comment", Severity.WARNING, "What follows ' #' is no part of the text",
    """By YAML's rules a # behind a blank starts a comment, up to the end of the line: here it cuts
    a text short. Put the text in quotes. If you mean a comment, put a blank after the #, or put it
    on a line of its own.""",
    wrong="purpose: Handles the tickets in queue #5 and answers them.",
    right='purpose: "Handles the tickets in queue #5 and answers them."',
)  # fmt: skip
TYPOGRAPHIC = CODES.define(
    "typographic-quotes", Severity.WARNING, "Typographic quotation marks around a whole text",
    """Only straight quotation marks (" or ') hold a text together in YAML. Typographic ones, as a
    word processor sets them, are part of the text and are printed. Write straight ones, or none.
    If the marks are to be printed, put straight ones around the whole.""",
    wrong="title: “Workshop planner”",
    right="title: Workshop planner",
)  # fmt: skip

_COMMENT = re.compile(r"[ \t]+#(?P<text>.*)")
_BEHIND = re.compile(r"\S[ \t]+#")
_CODE_LIKE = re.compile(r"[a-z0-9_.:/+-]*", re.ASCII)
"""An id, a number, a date: what a value is that a comment may stand behind."""
_ENDS_A_SENTENCE = (".", "!", "?", "…", ":")
_MARKS = {"“": "”", "„": "“”", "”": "”", "«": "»", "»": "«", "‘": "’", "‚": "‘’", "’": "’"}


def lost(file: str, text: str, root: yaml.Node) -> Iterator[Finding]:
    """What looks like text in a file and is none, or the other way round."""
    hashed = _BEHIND.search(text) is not None
    if not hashed and not any(mark in text for mark in _MARKS):
        return
    lines = text.split("\n")
    for node in _scalars(root):
        if node.style:
            continue
        if hashed and (found := _cut_short(file, lines, node)):
            yield found
        if len(node.value) > 2 and node.value[-1] in _MARKS.get(node.value[0], ()):
            inside = node.value[1:-1]
            if not any(mark in inside for mark in node.value[0] + node.value[-1]):
                yield finding(
                    TYPOGRAPHIC, _place(file, node),
                    "these quotation marks are part of the text, and are printed",
                    f'write straight ones, or none: "{inside}"',
                )  # fmt: skip


def _scalars(root: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Every value once, also where an alias repeats it; keys are no texts."""
    waiting, seen = [root], {id(root)}
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            yield node
            continue
        keyed = isinstance(node, yaml.MappingNode)
        below = [value for _, value in node.value] if keyed else list(node.value)
        waiting += [one for one in below if id(one) not in seen]
        seen.update(map(id, below))


def _cut_short(file: str, lines: list[str], node: yaml.ScalarNode) -> Finding | None:
    """The finding where a comment behind a text looks like its rest."""
    end = node.end_mark
    match = _COMMENT.match(lines[end.line], end.column) if end.line < len(lines) else None
    if match is None or _CODE_LIKE.fullmatch(node.value):
        return None
    comment = match["text"]
    if not _goes_on(node.value, comment):
        return None
    start = match.start("text") - 1
    place = Place(file, end.line + 1, start + 1, len(comment.rstrip()) + 1)
    return finding(
        LOST, place, f'by YAML\'s rules "#{comment.strip()}" is a comment, and no part of the text',
        "put the whole text in quotes; a comment has a blank after the #, or a line of its own",
    )  # fmt: skip


def _goes_on(value: str, comment: str) -> bool:
    """Whether a comment looks like the rest of a text: written on to the # (#5), or in small
    letters to the end of a sentence that the text itself does not end."""
    if value.endswith(_ENDS_A_SENTENCE):
        return False
    if comment[:1].isalnum():
        return True
    words = comment.strip()
    begins = words[:1].islower() or words[:1].isdigit()
    return begins and words.endswith(".") and " " in value


def _place(file: str, node: yaml.ScalarNode) -> Place:
    start, end = node.start_mark, node.end_mark
    length = end.column - start.column if start.line == end.line else 1
    return Place(file, start.line + 1, start.column + 1, max(1, length))
