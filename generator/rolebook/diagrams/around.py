"""What is around one place: those above it in rows over it, those below it in rows under it.

Solid lines for the line, dashed ones for functional ties; alternatives stand in one frame. With
more than a row on a side, the lines of the outer rows run down the margins: solid ones left,
dashed ones right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rolebook.diagrams.hierarchy import Place, place_box
from rolebook.diagrams.scene import (
    SMALL_STRONG,
    Box,
    Edge,
    Label,
    Rect,
    Scene,
    moved,
    text_block,
    tidied,
)

_MARGIN = 4
_TRUNK = 14  # a margin in which lines run
_NARROWEST, _WIDEST, _CENTRE = 150, 200, 240
_GAP = 16  # between two boxes of a row
_PAD = 8  # between a frame and its boxes
_BUS, _SECOND = 12, 8  # from boxes to the solid line along a row, from that to the dashed one
_ASIDE = 40  # from the middle to where the dashed line meets the place


@dataclass(frozen=True, slots=True)
class Tie:
    """One place, or several of which any one holds. ``dashed``: not the line."""

    places: tuple[Place, ...]
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """``one_of`` is what stands over alternatives."""

    lang: str
    centre: Place
    above: tuple[Tie, ...]
    below: tuple[Tie, ...]
    one_of: Label


def around(chart: Around, wide: int) -> Scene:
    """The drawing in this width."""
    return _Drawing(chart, wide).scene()


class _Drawing:
    def __init__(self, chart: Around, wide: int) -> None:
        self.chart, self.width = chart, wide
        self.middle = wide // 2
        self.boxes: list[Box] = []
        self.edges: list[Edge] = []

    def scene(self) -> Scene:
        y = self._side(self.chart.above, _MARGIN, up=True)
        room = min(_CENTRE, self.width - 2 * (_MARGIN + _TRUNK))
        box = place_box(
            self.chart.centre, self.middle - room // 2, y, room, self.chart.lang, strong=True
        )
        self.boxes.append(box)
        y = self._side(self.chart.below, box.area.bottom, up=False)
        return Scene(self.width, y + _MARGIN, tuple(self.boxes), tuple(self.edges))

    def _rows(self, ties: Sequence[Tie]) -> list[list[Tie]]:
        """Rows as even as can be, solid ties first."""
        ordered = sorted(ties, key=lambda tie: tie.dashed)
        room = self.width - 2 * (_MARGIN + _TRUNK)
        most = max(1, (room + _GAP) // (_NARROWEST + _GAP))
        rows = -(-len(ordered) // most)
        if rows == 0:
            return []
        each = -(-len(ordered) // rows)
        return [ordered[at : at + each] for at in range(0, len(ordered), each)]

    def _side(self, ties: Sequence[Tie], y: int, up: bool) -> int:
        """The rows on one side of the centre, from a y down. Gives the y below them."""
        rows = self._rows(ties)
        kinds = sorted({tie.dashed for tie in ties})
        lanes = _BUS + _SECOND * len(kinds) + 6
        buses: list[dict[bool, int]] = []
        for number, row in enumerate(rows):
            if not up:
                buses.append(self._levels(y, kinds))
                y += lanes
            boxes = self._row(row, y)
            y = max(box.bottom for box in boxes)
            if up:
                buses.append(self._levels(y, kinds))
                y += lanes
            for dashed in kinds:
                ends = [b for b, tie in zip(boxes, row, strict=True) if tie.dashed == dashed]
                if ends:
                    near = number == (len(rows) - 1 if up else 0)
                    self._bus(ends, buses[number][dashed], dashed, up, near)
        for dashed in kinds:
            self._trunk([levels[dashed] for levels in buses], rows, dashed, up)
            near = buses[-1 if up else 0][dashed]
            x = self.middle + _ASIDE * dashed
            edge = y if up else buses[0][False if False in kinds else True] - _BUS
            self._line((x, near), (x, edge), dashed=dashed)
        return y

    @staticmethod
    def _levels(y: int, kinds: Sequence[bool]) -> dict[bool, int]:
        return {dashed: y + _BUS + _SECOND * at for at, dashed in enumerate(kinds)}

    def _row(self, row: Sequence[Tie], y: int) -> list[Rect]:
        """The boxes of a row. Gives what lines lead to: a box, or the frame around several."""
        room = self.width - 2 * (_MARGIN + _TRUNK)
        wide = min(_WIDEST, (room - _GAP * (len(row) - 1)) // len(row))
        x = self.middle - (wide * len(row) + _GAP * (len(row) - 1)) // 2
        areas = []
        for tie in row:
            areas.append(self._tie(tie, x, y, wide))
            x += wide + _GAP
        return areas

    def _tie(self, tie: Tie, x: int, y: int, wide: int) -> Rect:
        lang = self.chart.lang
        if len(tie.places) == 1:
            box = place_box(tie.places[0], x, y, wide, lang)
            self.boxes.append(box)
            return box.area
        words, bottom = text_block(
            self.chart.one_of, SMALL_STRONG, (x + _PAD, y + 5, wide - 2 * _PAD), lang
        )
        key = " ".join(place.key for place in tie.places)
        title = Rect(x + _PAD, y + 4, wide - 2 * _PAD, bottom - y - 4)
        self.boxes.append(Box(title, "plain", (words,), key=f"one of {key}"))
        for place in tie.places:
            box = place_box(place, x + _PAD, bottom + 4, wide - 2 * _PAD, lang)
            self.boxes.append(box)
            bottom = box.area.bottom
        area = Rect(x, y, wide, bottom + _PAD - y)
        self.boxes.append(Box(area, "frame", key=f"frame {key}"))
        return area

    def _bus(
        self, ends: Sequence[Rect], level: int, dashed: bool, up: bool, near: bool
    ) -> None:
        """A line along a row, and from it to each of its boxes."""
        goal = self.middle + _ASIDE * dashed
        if not near:
            goal = self.width - _MARGIN - 4 if dashed else _MARGIN + 4
        xs = sorted([goal, *(end.middle for end in ends)])
        self._line((xs[0], level), (xs[-1], level), dashed=dashed)
        for end in ends:
            self._line((end.middle, level), (end.middle, end.bottom if up else end.y), dashed=dashed)

    def _trunk(
        self, levels: Sequence[int], rows: Sequence[Sequence[Tie]], dashed: bool, up: bool
    ) -> None:
        """The line in the margin that joins the rows which the centre does not touch."""
        used = [
            level
            for level, row in zip(levels, rows, strict=True)
            if any(tie.dashed == dashed for tie in row)
        ]
        near = levels[-1 if up else 0]
        if not used or used == [near]:
            return
        x = self.width - _MARGIN - 4 if dashed else _MARGIN + 4
        goal = self.middle + _ASIDE * dashed
        self._line((goal, near), (x, near), (x, used[0] if up else used[-1]), dashed=dashed)

    def _line(self, *points: tuple[int, int], dashed: bool) -> None:
        corners = tidied(points)
        if len(corners) > 1:
            self.edges.append(Edge(corners, dashed, arrow=False, key="tie"))
