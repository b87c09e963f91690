"""YAML text -> a tree of plain data with the position of every key and value, or findings.

Why not a stock loader: an author's `no`, `1.10`, `12:30` and `007` stay the text he typed, every
key and value keeps its line and column, and what YAML would swallow in silence (a duplicate key,
a tag, a second document) is told. libyaml composes the nodes; only the small constructor is ours.

Source of the limits: libyaml's composer overflows the process's stack at about 50,000 nested
collections, so depth is bounded before composing.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.resolver import BaseResolver

from rolebook.findings import CODES, Finding, Place, Related, Severity, finding
from rolebook.model.base import Path
from rolebook.source.lost import lost
from rolebook.source.slips import at, syntax_finding

MAX_BYTES = 1_000_000
MAX_DEPTH = 30
MAX_VALUES = 50_000
_SCAN_BOUND = 5_000

UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What can be neither shown nor printed."""
_ASCII_CONTROL = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})
_NULL = frozenset(("", "~", "null"))
_PLAIN_TAGS = frozenset(
    ("tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map", "!", None)
)

ENCODING = CODES.define(
    "wrong-encoding", Severity.ERROR, "The file is not UTF-8",
    """The file holds bytes that are no UTF-8 text, most often because it was saved as Windows-1252
    or UTF-16. Save it again with the encoding UTF-8.""",
    wrong="a file saved as Windows-1252 or UTF-16",
    right="the same file saved as UTF-8",
)  # fmt: skip
CONTROL = CODES.define(
    "control-character", Severity.ERROR, "A character that cannot be shown",
    """A control character stands in the text, raw or written as an escape such as \\x07. It cannot
    be printed and often comes from copying. Delete it and type the text again.""",
    wrong='- "Rings the bell\\x07 at six."',
    right="- Rings the bell at six.",
)  # fmt: skip
TOO_LARGE = CODES.define(
    "too-large", Severity.ERROR, "The file is too large or too deeply nested",
    """A file may hold 1 MB, 30 levels and 50,000 values (aliases counted each time they are used).
    A role or procedure needs a small part of that; a larger file is most likely damaged or meant
    to do harm. Split it.""",
    wrong="notes: [[[[[[[[[[ ... ]]]]]]]]]]",
    right="notes: [a text, another text]",
)  # fmt: skip
DUPLICATE_KEY = CODES.define(
    "duplicate-key", Severity.ERROR, "The same key stands twice",
    """A key may stand once in a group; of two, one would be lost. Merge the two or delete one.""",
    wrong="purpose: Bakes bread.\n"
        "purpose: Bakes cakes.",
    right="purpose: Bakes bread and cakes.",
)  # fmt: skip
TAG = CODES.define(
    "yaml-tag", Severity.ERROR, "A YAML tag is used",
    """Tags (words that begin with an exclamation mark, such as !!python/name) have no meaning in a
    handbook. Put the text in quotes if it really starts with an exclamation mark.""",
    wrong="title: !Baker",
    right='title: "!Baker"',
)  # fmt: skip
DOCUMENTS = CODES.define(
    "several-documents", Severity.ERROR, "Several documents in one file",
    """A line of three dashes starts a second document, which would be ignored. Each role and each
    procedure has a file of its own.""",
    wrong="title: Baker\n"
        "---\n"
        "title: Miller",
    right="title: Baker        (and Miller in a file of its own)",
)  # fmt: skip
NOT_A_MAPPING = CODES.define(
    "not-a-mapping", Severity.ERROR, "The file does not hold keys and values",
    """A file of the handbook is a list of keys with their values, such as 'title: ...'. This one
    is empty or holds something else.""",
    wrong="- Baker",
    right="title: Baker",
)  # fmt: skip
KEY = CODES.define(
    "bad-key", Severity.ERROR, "A key that is no word",
    """A key is a plain word followed by a colon. Lists and groups cannot be keys.""",
    wrong="[rights]: A day off.",
    right="rights: [A day off.]",
)  # fmt: skip


_TAGS: dict[type[Any], str] = {
    yaml.ScalarNode: BaseResolver.DEFAULT_SCALAR_TAG,
    yaml.SequenceNode: BaseResolver.DEFAULT_SEQUENCE_TAG,
    yaml.MappingNode: BaseResolver.DEFAULT_MAPPING_TAG,
}


class _Loader(CParser):
    """Nodes with positions. Nothing is decided by how a scalar looks: untagged, it is a text."""

    def resolve(self, kind: type[Any], value: object, implicit: object) -> str:
        return _TAGS[kind]

    # Called at every node, of which nothing is needed: the cheapest there is in their place.
    descend_resolver = staticmethod(operator.is_)
    ascend_resolver = staticmethod(tuple)


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One file as read: plain data (dict, list, str, None) and where each piece stands.

    ``file`` is the path relative to the handbook's root. ``base`` is the path of ``data`` in the
    file (``extra.handbook`` of mkdocs.yml, else empty).
    """

    file: str
    text: str
    data: dict[str, Any]
    node: yaml.MappingNode
    base: Path = ()

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where the value at a path stands (or its key), or the nearest that exists above it."""
        node: yaml.Node = self.node
        key_node: yaml.Node | None = None
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            key_node, node = found
        return _place(self.file, key_node if key and key_node is not None else node)

    def line(self, place: Place) -> str:
        """The line of a place, as it stands in the file."""
        lines = self.text.split("\n")
        return lines[place.line - 1].rstrip("\r") if 0 < place.line <= len(lines) else ""


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def _place(file: str, node: yaml.Node) -> Place:
    start, end = node.start_mark, node.end_mark
    one_line = isinstance(node, yaml.ScalarNode) and start.line == end.line
    length = max(1, end.column - start.column) if one_line else 1
    return Place(file, start.line + 1, start.column + 1, length)


def _second(file: str, key: yaml.Node, first: yaml.Node) -> Finding:
    return finding(
        DUPLICATE_KEY, _place(file, key), f"the key {key.value} stands here a second time",
        "merge the two, or delete one", [Related(_place(file, first), "it stands here first")],
    )  # fmt: skip


def _offset(file: str, text: str, index: int) -> Place:
    return Place(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def read(
    content: bytes, file: str, within: tuple[str, ...] = (), first: str = "title"
) -> tuple[Source | None, list[Finding]]:
    """Read one file.

    ``within`` names keys to descend to (``("extra", "handbook")``): only what is below them is
    ours and judged; above it, YAML tags are somebody else's. ``first`` is the key with which such
    a file begins. Gives the source, or None with at least one finding; a source can come with
    findings too (duplicate keys and the like).
    """
    if len(content) > MAX_BYTES:
        message = f"the file has {len(content):,} bytes; {MAX_BYTES:,} is the most"
        return None, [finding(TOO_LARGE, Place(file), message, "split it, or mend it")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        place = _offset(file, before, len(before))
        byte = content[error.start]
        return None, [
            finding(ENCODING, place, f"the byte 0x{byte:02x} is no UTF-8 text",
                    "save the file with the encoding UTF-8")
        ]  # fmt: skip
    text = text.replace("\r\n", "\n")
    if _may_be_unsafe(content) and (match := UNSAFE.search(text)):
        return None, [_control(_offset(file, text, match.start()), match.group())]
    try:
        if too_deep := _too_deep(text):
            return None, [_deep(at(file, too_deep))]
        loader = _Loader(text)
        try:
            node = loader.get_node() if loader.check_node() else None
            second = loader.get_node() if loader.check_node() else None
        finally:
            loader.dispose()
    except (yaml.YAMLError, RecursionError) as error:
        if gave_up := _gave_up(text, error):
            return None, [_deep(at(file, gave_up))]
        return None, [syntax_finding(file, text, error)]
    findings: list[Finding] = []
    if second is not None:
        findings.append(
            finding(DOCUMENTS, at(file, second.start_mark), "a second document starts here",
                    "move it to a file of its own")
        )  # fmt: skip
    for step in within:
        if isinstance(node, yaml.MappingNode):
            keys = [key for key, _ in node.value if key.value == step]
            findings += (_second(file, key, keys[0]) for key in keys[1:])
        found = _child(node, step) if node is not None else None
        node = found[1] if found else None
    if not isinstance(node, yaml.MappingNode):
        where = ".".join(within)
        message = f"there is no {where}: here" if within else "there are no keys and values here"
        place = Place(file) if node is None else at(file, node.start_mark)
        hint = (
            f"add {where}: with the handbook's settings" if within else f"start with '{first}: ...'"
        )
        return None, [*findings, finding(NOT_A_MAPPING, place, message, hint)]
    construct = _Constructor(file)
    try:
        data = construct.mapping(node, 1)
    except _TooMuch as error:
        return None, [*findings, *construct.findings, _deep(at(file, error.mark))]
    findings += construct.findings
    findings += lost(file, text, node)
    return Source(file, text, data, node, within), findings


def _may_be_unsafe(content: bytes) -> bool:
    """False for plain ASCII without control characters: five times cheaper than the search."""
    return not content.isascii() or len(content.translate(None, _ASCII_CONTROL)) != len(content)


class _TooMuch(Exception):
    def __init__(self, mark: yaml.Mark) -> None:
        super().__init__()
        self.mark = mark


class _Constructor:
    """Nodes -> dict, list, str, None. Bounded in depth and in number, aliases included."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.count = 0

    def value(self, node: yaml.Node, depth: int) -> Any:
        self.count += 1
        if depth > MAX_DEPTH or self.count > MAX_VALUES:
            raise _TooMuch(node.start_mark)
        if node.tag not in _PLAIN_TAGS:
            self.findings.append(
                finding(TAG, at(self.file, node.start_mark), f"the tag {node.tag} is used here",
                        "take it away, or put the text in quotes")
            )  # fmt: skip
        if isinstance(node, yaml.ScalarNode):
            if not node.style and node.value in _NULL:
                return None
            # The raw text was looked through; only an escape in double quotes can still hide one.
            if node.style == '"' and (match := UNSAFE.search(node.value)):
                self.findings.append(_control(_place(self.file, node), match.group()))
            return node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, depth + 1) for item in node.value]
        assert isinstance(node, yaml.MappingNode)
        return self.mapping(node, depth)

    def mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.findings.append(
                    finding(KEY, at(self.file, key.start_mark), "this key is no plain word",
                            "put quotes around a text that starts with [ or {")
                )  # fmt: skip
                continue
            if key.value in data:
                first = next(k for k, _ in node.value if k.value == key.value)
                self.findings.append(_second(self.file, key, first))
                continue
            data[key.value] = self.value(value, depth + 1)
        return data


def _control(place: Place, character: str) -> Finding:
    return finding(
        CONTROL, place, f"the character U+{ord(character):04X} cannot be shown or printed",
        "delete it and type the text again",
    )  # fmt: skip


def _deep(place: Place) -> Finding:
    return finding(
        TOO_LARGE, place,
        f"more than {MAX_DEPTH} levels or {MAX_VALUES:,} values, aliases counted each time",
        "split the file, or mend it",
    )  # fmt: skip


def _too_deep(text: str) -> Any:
    """Where the nesting passes the limit. A block is nested at most as deep as its line is long,
    a flow collection as often as it is opened; only beyond that bound are the events read."""
    longest = max(map(len, text.split("\n")))
    if text.count("[") + text.count("{") + longest < _SCAN_BOUND:
        return None
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CLoader):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > MAX_DEPTH:
                return event.start_mark
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
    return None


def _gave_up(text: str, error: Exception) -> Any:
    """Where libyaml itself found the nesting too deep, which it does from 0.2.6 on, some tokens
    before it gives the events. Its words are no interface: the brackets still open tell."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return None
    before = text[: mark.index]
    still_open = sum(map(before.count, "[{")) - sum(map(before.count, "]}"))
    return mark if still_open > MAX_DEPTH else None
