"""Where the values of a YAML file stand in its text: lines, offsets, entries of lists."""

from __future__ import annotations

import yaml

from rolebook.importing.patching.plan import CannotPatch
from rolebook.model.base import Path
from rolebook.source import Source


class Nodes:
    """The text of a file as lines, and the nodes in it by their paths."""

    def __init__(self, source: Source) -> None:
        self.body = source.text if source.text.endswith("\n") else f"{source.text}\n"
        self.rows = self.body.split("\n")
        self.starts = [0]
        for row in self.rows:
            self.starts.append(self.starts[-1] + len(row) + 1)
        self.source = source

    def offset(self, mark: yaml.Mark) -> int:
        """Where a mark stands in the text."""
        return int(self.starts[mark.line] + mark.column)

    def node(self, path: Path) -> yaml.Node:
        """The node at a path. Raises CannotPatch where it is written with an alias."""
        node: yaml.Node = self.source.node
        for depth, step in enumerate(path, 1):
            inner = _child(node, step)
            # What an alias stands for is written elsewhere, and read from more than one place.
            if inner is None or not self.within(inner, node):
                raise CannotPatch(path[:depth], "it is written with a YAML alias")
            node = inner
        return node

    def within(self, inner: yaml.Node, outer: yaml.Node) -> bool:
        """Whether one node is written inside of another."""
        start = self.offset(inner.start_mark)
        return self.offset(outer.start_mark) <= start <= self.offset(outer.end_mark)

    def parent(self, path: Path) -> yaml.Node:
        """The node that holds the one at a path."""
        return self.node(path[:-1])

    def in_flow(self, path: Path) -> bool:
        """Whether a value stands in brackets."""
        return any(getattr(self.node(path[:n]), "flow_style", False) for n in range(len(path)))

    def last_row(self, node: yaml.Node) -> int:
        """The last line on which something of a node stands."""
        if isinstance(node, yaml.ScalarNode):
            if node.style in ("|", ">"):
                return self.block_rows(node)[1] - 1
            return int(node.end_mark.line)
        assert isinstance(node, yaml.CollectionNode)
        if node.flow_style or not node.value:
            return int(node.end_mark.line)
        if isinstance(node, yaml.SequenceNode):
            return self.last_row(node.value[-1])
        key, value = node.value[-1]
        return max(int(key.end_mark.line), self.last_row(value) if self.filled(value) else 0)

    @staticmethod
    def filled(node: yaml.Node) -> bool:
        """Whether there is anything to be seen of a node."""
        return not (isinstance(node, yaml.ScalarNode) and not node.style and not node.value)

    def block_rows(self, node: yaml.ScalarNode) -> tuple[int, int]:
        """The first line of a block of text and the one behind its last."""
        first = node.start_mark.line + 1
        indent = next(
            (len(row) - len(row.lstrip(" ")) for row in self.rows[first:] if row.strip()), 0
        )
        last = first
        for number in range(first, min(len(self.rows), node.end_mark.line + 1)):
            row = self.rows[number]
            if row.strip():
                if len(row) - len(row.lstrip(" ")) < indent:
                    break
                last = number + 1
        return first, last

    def chunks(self, path: Path, node: yaml.SequenceNode) -> list[tuple[int, int, int]]:
        """Of each entry: where the comments above it begin, where its dash stands in the line that
        it begins, and where the line behind it begins."""
        column = int(node.start_mark.column)
        found: list[tuple[int, int, int]] = []
        for entry in node.value:
            if not self.within(entry, node):
                raise CannotPatch(path, "it is written with a YAML alias")
            row = int(entry.start_mark.line)
            while self.rows[row][column : column + 1] != "-" or self.rows[row][:column].strip():
                row -= 1
                if row < node.start_mark.line:
                    raise CannotPatch(path, "a list begins in the line of another one")
            dash = self.starts[row]
            last = self.last_row(entry) if self.filled(entry) else row
            found.append((found[-1][2] if found else dash, dash, self.starts[last + 1]))
        return found


def _child(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None
