"""A flow chart cut into sheets of paper.

A chart in lanes is as wide as the text of a page and keeps its type at 7 points or more. One with
too many lanes for that is drawn without them, in two columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from rolebook.diagrams.flow import Flow
from rolebook.diagrams.packing import filled, packed
from rolebook.diagrams.scene import Box, Edge, Scene, moved
from rolebook.diagrams.swimlanes import WIDTH, swimlanes
from rolebook.diagrams.vertical import vertical

_PAGE = 930
"""The height of a page when the width of its text is `WIDTH`."""

_TOO_WIDE = WIDTH * 102 // 100
_BETWEEN = 60  # two columns


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing of the steps from ``first`` up to ``last`` (not included)."""

    scene: Scene
    first: int
    last: int


def flow_sheets(flow: Flow) -> tuple[Sheet, ...]:
    """The chart in as few sheets as can be, of even height."""
    whole = swimlanes(flow)
    if whole.width > _TOO_WIDE:
        return _in_columns(flow)
    if whole.height <= _PAGE:
        return (Sheet(whole, 0, len(flow.steps)),)
    cuts = _cuts(_heights(whole, flow), _PAGE - 90)  # a head and lines that go on elsewhere
    return tuple(Sheet(swimlanes(flow, first, last), first, last) for first, last in pairwise(cuts))


def _in_columns(flow: Flow) -> tuple[Sheet, ...]:
    cuts = _cuts(_heights(vertical(flow), flow), _PAGE - 60)
    columns = [(vertical(flow, first, last), first, last) for first, last in pairwise(cuts)]
    sheets = []
    for at in range(0, len(columns), 2):
        pair = columns[at : at + 2]
        scene = _beside([scene for scene, _, _ in pair])
        sheets.append(Sheet(scene, pair[0][1], pair[-1][2]))
    return tuple(sheets)


def _heights(scene: Scene, flow: Flow) -> list[int]:
    """How much of a drawing's height each step takes."""
    tops = {box.key: box.area.y for box in scene.boxes}
    starts = [tops[f"step {at + 1}"] for at in range(len(flow.steps))]
    return [end - start for start, end in zip(starts, [*starts[1:], scene.height], strict=True)]


def _cuts(heights: Sequence[int], room: int) -> list[int]:
    """Where to cut: as few sheets as the room allows, the highest of them as low as can be."""
    groups = packed(heights, len(filled(heights, room)))
    return [0, *accumulate(groups)]


def _beside(scenes: Sequence[Scene]) -> Scene:
    """Drawings side by side."""
    boxes: list[Box] = []
    edges: list[Edge] = []
    x = 0
    for scene in scenes:
        boxes += (moved(box, x, 0) for box in scene.boxes)
        edges += (
            replace(edge, points=tuple((px + x, py) for px, py in edge.points))
            for edge in scene.edges
        )
        x += scene.width + _BETWEEN
    return Scene(x - _BETWEEN, max(s.height for s in scenes), tuple(boxes), tuple(edges))
