"""A flow chart cut into sheets of paper.

A chart in lanes is as wide as the text of a page and keeps its type at 7 points or more. One with
too many lanes for that, or so narrow ones that it goes on and on, is drawn without them, in two
columns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from rolebook.diagrams.flow import Flow
from rolebook.diagrams.packing import filled, packed
from rolebook.diagrams.scene import Box, Edge, Scene, moved
from rolebook.diagrams.swimlanes import WIDTH, swimlanes
from rolebook.diagrams.vertical import vertical

_PAGE = 930
"""The height of a page when the width of its text is `WIDTH`."""
_BETWEEN = 60  # two columns
_MOST = 3
"""Nobody follows a chart over more sheets than these, where fewer can hold it."""

Draw = Callable[[Flow, int, int], Scene]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing of the steps from ``first`` up to ``last`` (not included)."""

    scene: Scene
    first: int
    last: int


def flow_sheets(flow: Flow) -> tuple[Sheet, ...]:
    """The chart in as few sheets as can be, of even height. Only a step that is higher than a page
    makes a higher sheet."""
    whole = swimlanes(flow)
    if whole.width > WIDTH:
        return _in_columns(flow)
    if whole.height <= _PAGE:
        return (Sheet(whole, 0, len(flow.steps)),)
    lanes = tuple(_cut(flow, swimlanes, _heights(whole, flow)))
    if len(lanes) <= _MOST:
        return lanes
    return min(lanes, _in_columns(flow), key=len)


def _in_columns(flow: Flow) -> tuple[Sheet, ...]:
    """Without lanes, two columns to a sheet."""
    columns = _cut(flow, vertical, _heights(vertical(flow), flow))
    pairs = [columns[at : at + 2] for at in range(0, len(columns), 2)]
    return tuple(
        Sheet(_beside([sheet.scene for sheet in pair]), pair[0].first, pair[-1].last)
        for pair in pairs
    )


def _cut(flow: Flow, draw: Draw, heights: Sequence[int]) -> list[Sheet]:
    """What fits is known when it is drawn: a sheet also shows where the flow goes on elsewhere."""
    for count in range(len(filled(heights, _PAGE)), len(heights) + 1):
        cuts = [0, *accumulate(packed(heights, count))]
        sheets = [Sheet(draw(flow, first, last), first, last) for first, last in pairwise(cuts)]
        if all(s.scene.height <= _PAGE or s.last - s.first == 1 for s in sheets):
            break
    return sheets


def _heights(scene: Scene, flow: Flow) -> list[int]:
    """How much of a drawing's height each step takes."""
    tops = {box.key: box.area.y for box in scene.boxes}
    starts = [tops[f"step {at + 1}"] for at in range(len(flow.steps))]
    return [end - start for start, end in zip(starts, [*starts[1:], scene.height], strict=True)]


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
