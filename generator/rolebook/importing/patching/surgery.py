"""Changes of a YAML file at the places where they belong; every other byte stays.

Why not a round-trip library: one that writes the whole file anew loses how the author broke his
lines and aligned his comments. The reader knows where each value stands, so that only those are
replaced. The result is read again: it must say what was meant, or nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from rolebook.importing.patching import scalars
from rolebook.importing.patching.nodes import Nodes
from rolebook.importing.patching.plan import (
    CannotPatch,
    Entry,
    Expected,
    New,
    Plan,
    at,
    closed,
    expected,
)
from rolebook.model.base import Model, Path, model_at
from rolebook.source import Source, read


def patched(source: Source, plan: Plan, cls: type[Model] | None = None) -> str:
    """The file's text after the changes. ``cls`` says in which order new keys stand.

    Raises CannotPatch where the text cannot be changed so: it is written with YAML aliases, or in
    a form that has no place for it.
    """
    if "\r" in source.text:
        raise CannotPatch((), "the file has single carriage returns")
    plan = closed(source.data, plan)
    meant = expected(source.data, plan)
    text = _Surgeon(source, plan, cls).text()
    found, problems = read(text.encode(), source.file)
    if found is None or problems or _folded(found.data) != _folded(meant):
        raise CannotPatch((), "the file is written in a way that has no place for the change")
    return text


def same_bytes(original: bytes, text: str) -> bytes:
    """The changed text as bytes with the line ends and the mark at the beginning of the file as
    they were: each kept line ends as it did, a new one like the one before it."""
    old = original.removeprefix(b"\xef\xbb\xbf")
    mark = original[: len(original) - len(old)]
    if b"\r\n" not in old:
        return mark + text.encode()
    mixed = old.count(b"\n") != old.count(b"\r\n")
    if not mixed:
        return mark + text.replace("\n", "\r\n").encode()
    from difflib import SequenceMatcher

    ends = old.splitlines(keepends=True)
    before = [line.rstrip(b"\r\n") for line in ends]
    after = text.encode().splitlines(keepends=True)
    bare = [line.rstrip(b"\n") for line in after]
    for a, b, size in SequenceMatcher(None, before, bare, autojunk=False).get_matching_blocks():
        after[b : b + size] = ends[a : a + size]
    return mark + b"".join(after)


def _folded(data: Any) -> Any:
    match data:
        case dict():
            return {k: f for k, v in data.items() if (f := _folded(v)) is not None}
        case list():
            return [_folded(value) for value in data]
        case str():
            return " ".join(data.split())
    return data


@dataclass(slots=True, eq=False)
class _Edit:
    """Text between two offsets and what comes in its place. ``home``: where the value begins that
    it belongs to; what is put in behind the last line of one may be behind that of others too."""

    start: int
    end: int
    make: Callable[[], str]
    home: int = -1


class _Surgeon(Nodes):
    def __init__(self, source: Source, plan: Plan, cls: type[Model] | None) -> None:
        super().__init__(source)
        self.ended = source.text.endswith("\n")
        self.plan, self.cls = plan, cls
        self.edits: list[_Edit] = []

    def text(self) -> str:
        for path in self.plan.values:
            self._value(path)
        for path in self._groups():
            self._keys(path)
        for path, entries in self.plan.lists.items():
            if entries:
                self._list(path, entries)
        made = self._emit(0, len(self.body), frozenset())
        return made if self.ended else made.removesuffix("\n")

    # -- edits

    def _replace(self, start: int, end: int, text: str | Callable[[], str]) -> None:
        self.edits.append(_Edit(start, end, text if callable(text) else lambda: text))

    def _put(self, at_: int, text: str, home: int) -> None:
        self.edits.append(_Edit(at_, at_, lambda: text, home))

    def _emit(self, start: int, end: int, within: frozenset[int]) -> str:
        """The text between two offsets with the outermost edits there, each of which puts in what
        is inside of it."""
        there = [
            edit
            for edit in self.edits
            if id(edit) not in within
            and edit.end <= end
            and start <= (edit.start if edit.home < 0 else edit.home)
        ]
        made: list[str] = []
        done: list[_Edit] = []
        for edit in sorted(there, key=lambda edit: (edit.start, -edit.end, -edit.home)):
            inside = any(one.start <= edit.home < one.end for one in done)
            if edit.start >= start and not inside:
                made += [self.body[start : edit.start], edit.make()]
                start = edit.end
                done.append(edit)
        return "".join([*made, self.body[start:end]])

    # -- texts

    def _value(self, path: Path) -> None:
        try:
            at(self.source.data, path)
        except (KeyError, IndexError):
            return  # a key to be added
        node, value = self.node(path), self.plan.values[path]
        start = self.offset(node.start_mark)
        if not isinstance(node, yaml.ScalarNode) or not isinstance(value, str):
            self._other_data(path, node, value)
        elif node.style in ("|", ">"):
            self._block_text(node, value)
        elif node.start_mark.line < node.end_mark.line:
            self._long_text(path, node, value)
        else:
            flow = self.in_flow(path)
            written = scalars.inline(value, node.style or "", flow=flow)
            row = self.rows[node.start_mark.line]
            rest = len(row) - node.end_mark.column
            width = max(scalars.WIDTH, len(row))
            long = node.start_mark.column + len(written) + rest > width
            first, below = scalars.lines(value, self._indent(path), 0)
            if long and not flow and below:
                self._replace(start, self.offset(node.end_mark), first)
                behind = self.starts[node.end_mark.line + 1] - 1
                self._put(behind, "".join(f"\n{line}" for line in below), start - 1)
            else:
                self._replace(start, self.offset(node.end_mark), written)

    def _other_data(self, path: Path, node: yaml.Node, value: Any) -> None:
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            raise CannotPatch(path, "a long text would become something else")
        if isinstance(node, yaml.ScalarNode) or getattr(node, "flow_style", False):
            self._replace(
                self.offset(node.start_mark), self.offset(node.end_mark), scalars.flow(value)
            )
        else:
            raise CannotPatch(path, "a group or list would become something else")

    def _indent(self, path: Path) -> int:
        """Of the lines below a value: two more than the key or the dash it belongs to."""
        parent = self.parent(path)
        return int(parent.start_mark.column) + 2

    def _block_text(self, node: yaml.ScalarNode, value: str) -> None:
        header = self.rows[node.start_mark.line][node.start_mark.column :].split("#")[0].strip()
        if not scalars.is_block(header):
            raise CannotPatch((), "a block of text has its indentation written beside its sign")
        first, last = self.block_rows(node)
        made = scalars.rewritten(self.rows[first:last], value, wrap=node.style == ">")
        text = "".join(f"{line}\n" for line in made)
        self._replace(self.starts[first], self.starts[last], text)

    def _long_text(self, path: Path, node: yaml.ScalarNode, value: str) -> None:
        """A text over several lines without a block's sign: in its lines where that says the same,
        else as a block."""
        start, end = self.offset(node.start_mark), self.offset(node.end_mark)
        flow = self.in_flow(path)
        if not node.style and scalars.is_plain(value, flow=flow):
            old = self.body[start:end].split("\n")
            made = scalars.rewritten(old, value, wrap=True)
            indent = len(old[1]) - len(old[1].lstrip())
            made = [made[0], *(" " * indent + line.lstrip() for line in made[1:])]
            if all(not line.lstrip().startswith(("#", "- ", "? ")) for line in made[1:]):
                self._replace(start, end, "\n".join(made))
                return
        first, below = scalars.lines(value, self._indent(path), 0)
        if flow or not below:
            self._replace(start, end, scalars.inline(value, node.style or "", flow=flow))
        else:
            self._replace(start, end, "\n".join([first, *below]))

    # -- keys

    def _groups(self) -> Iterator[Path]:
        """The groups that lose or get keys."""
        added = (path for path in self.plan.values if not self._is_there(path))
        empty = (path for path, entries in self.plan.lists.items() if not entries)
        yield from dict.fromkeys(path[:-1] for path in (*added, *self.plan.gone, *empty))

    def _is_there(self, path: Path) -> bool:
        try:
            at(self.source.data, path)
        except (KeyError, IndexError, TypeError):
            return False
        return True

    def _keys(self, path: Path) -> None:
        node = self.node(path)
        if not isinstance(node, yaml.MappingNode):
            raise CannotPatch(path, "there are no keys here")
        gone = {there[-1] for there in self.plan.gone if there[:-1] == path}
        gone |= {p[-1] for p, e in self.plan.lists.items() if not e and p[:-1] == path}
        added = {
            str(there[-1]): value
            for there, value in self.plan.values.items()
            if there[:-1] == path and not self._is_there(there)
        }
        if node.flow_style:
            self._flow_keys(node, gone, added)
            return
        if all(key.value in gone for key, _ in node.value):
            raise CannotPatch(path, "nothing would be left of it")
        for number, (key, value) in enumerate(node.value):
            if key.value in gone:
                self._drop_key(node, number, key, value)
        for key, value in added.items():
            self._add_key(path, node, key, value)

    def _drop_key(
        self, node: yaml.MappingNode, number: int, key: yaml.Node, value: yaml.Node
    ) -> None:
        row = key.start_mark.line
        if not self.rows[row][: key.start_mark.column].strip():
            last = self.last_row(value) if self.filled(value) else key.end_mark.line
            self._replace(self.starts[row], self.starts[last + 1], "")
        else:  # behind a dash: the next key moves up
            following = next(k for k, _ in node.value[number + 1 :])
            self._replace(self.offset(key.start_mark), self.offset(following.start_mark), "")

    def _add_key(self, path: Path, node: yaml.MappingNode, key: str, value: Any) -> None:
        indent = node.start_mark.column
        order = list(model.keys()) if self.cls and (model := model_at(self.cls, path)) else []
        before = set(order[: order.index(key)]) if key in order else None
        there = [
            (name, held)
            for name, held in node.value
            if before is None or name.value in before
        ] or node.value[:1]  # fmt: skip
        name, held = max(there, key=lambda pair: int(pair[0].start_mark.line))
        last = self.last_row(held) if self.filled(held) else name.end_mark.line
        behind = self.starts[last + 1]
        lines = scalars.group({key: value}, indent)
        self._put(behind, "".join(f"{line}\n" for line in lines), self.offset(node.start_mark))

    def _flow_keys(
        self, node: yaml.MappingNode, gone: set[str | int], added: Mapping[str, Any]
    ) -> None:
        start, end = self.offset(node.start_mark), self.offset(node.end_mark)
        edit = _Edit(start, end, str)
        own = frozenset((id(edit),))

        def make() -> str:
            kept = [
                self._emit(self.offset(key.start_mark), self.offset(value.end_mark), own)
                for key, value in node.value
                if key.value not in gone
            ]
            kept += [f"{key}: {scalars.flow(value)}" for key, value in added.items()]
            return "{" + ", ".join(kept) + "}"

        edit.make = make
        self.edits.append(edit)

    # -- lists

    def _list(self, path: Path, entries: Sequence[Entry]) -> None:
        if not self._is_there(path):
            raise CannotPatch(path, "there is no list here")
        node = self.node(path)
        if not isinstance(node, yaml.SequenceNode):
            raise CannotPatch(path, "there is no list here")
        edit = _Edit(0, 0, str)
        own = frozenset((id(edit),))
        if node.flow_style:
            edit.start, edit.end = self.offset(node.start_mark), self.offset(node.end_mark)
            edit.make = lambda: "[" + ", ".join(self._flow_entry(e, own) for e in entries) + "]"
        else:
            chunks = self.chunks(path, node)
            edit.start, edit.end = chunks[0][0], chunks[-1][2]
            edit.make = lambda: self._block_entries(path, node, entries, own)
        self.edits.append(edit)

    def _flow_entry(self, entry: Entry, own: frozenset[int]) -> str:
        if isinstance(entry, New):
            return scalars.flow(entry.data)
        node = self.node(entry)
        if not self.in_flow(entry):
            return scalars.flow(self._data(entry))
        return self._emit(self.offset(node.start_mark), self.offset(node.end_mark), own)

    def _data(self, entry: Path) -> Any:
        return Expected(self.source.data, self.plan).at(entry)

    def _block_entries(
        self, path: Path, node: yaml.SequenceNode, entries: Sequence[Entry], own: frozenset[int]
    ) -> str:
        indent = int(node.start_mark.column)
        chunks = self.chunks(path, node)
        staying = {entry for entry in entries if not isinstance(entry, New)}
        made: list[str] = []
        orphans = {  # comments above an entry that goes stay above the next one that stays
            n: self.body[before:dash]
            for n, (before, dash, _) in enumerate(chunks)
            if (*path, n) not in staying
        }
        for entry in entries:
            if isinstance(entry, New):
                made += [f"{line}\n" for line in scalars.entry(entry.data, indent)]
                continue
            if entry[:-1] == path:
                number = int(entry[-1])
                while number - 1 in orphans:
                    number -= 1
                made += [orphans.pop(n) for n in range(number, int(entry[-1]))]
            made.append(self._moved(entry, indent, own))
        return "".join([*made, *orphans.values()])

    def _moved(self, entry: Path, indent: int, own: frozenset[int]) -> str:
        """An entry with the comments above it, at this indentation."""
        above = self.parent(entry)
        if not isinstance(above, yaml.SequenceNode) or above.flow_style:
            return "".join(f"{line}\n" for line in scalars.entry(self._data(entry), indent))
        before, _, end = self.chunks(entry[:-1], above)[int(entry[-1])]
        # Edits of the list that it comes from are not its own.
        rest = frozenset(
            id(edit) for edit in self.edits if edit.start <= before and end <= edit.end
        )
        text = self._emit(before, end, own | rest)
        shift = indent - int(above.start_mark.column)
        if not shift:
            return text
        return "".join(
            (" " * shift + line if shift > 0 else line[-shift:]) if line.strip() else line
            for line in text.splitlines(keepends=True)
        )
