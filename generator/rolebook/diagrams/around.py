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
        kinds = sorted({tie.dashed for tie in ties})
        lines = _BUS + _SECOND * len(kinds) + 6  # the room for the lines along a row
        top = y
        levels: list[int] = []
        ends: list[list[tuple[bool, Rect]]] = []
        for row in self._rows(ties):
            level = y
            areas = self._row(row, y if up else y + lines)
            y = max(area.bottom for area in areas)
            if up:
                level, y = y, y + lines
            levels.append(level + _BUS)
            ends.append([(tie.dashed, area) for tie, area in zip(row, areas, strict=True)])
        for at, dashed in enumerate(kinds):
            self._net(
                [level + _SECOND * at for level in levels],
                [[area for kind, area in row if kind == dashed] for row in ends],
                y if up else top,
                dashed,
                up,
            )
        return y

    def _net(
        self,
        levels: Sequence[int],
        ends: Sequence[Sequence[Rect]],
        centre: int,
        dashed: bool,
        up: bool,
    ) -> None:
        """All lines of a kind on a side: a line along each row at its level, from there to its
        boxes; from the nearest row to the centre, from the others to a margin."""
        near = len(levels) - 1 if up else 0
        goal = self.middle + _ASIDE * dashed
        margin = self.width - _MARGIN - 4 if dashed else _MARGIN + 4
        far = [levels[at] for at, areas in enumerate(ends) if areas and at != near]
        for at, (level, areas) in enumerate(zip(levels, ends, strict=True)):
            # Solid and dashed lines meet a box at different places: none lies on another.
            xs = [area.middle + _ASIDE * dashed for area in areas]
            if at == near:
                along = [*xs, goal, *([margin] if far else [])]
            else:
                along = [*xs, margin] if areas else []
            if along:
                self._line((min(along), level), (max(along), level), dashed=dashed)
            for x, area in zip(xs, areas, strict=True):
                self._line((x, level), (x, area.bottom if up else area.y), dashed=dashed)
        self._line((goal, levels[near]), (goal, centre), dashed=dashed)
        if far:
            end = min(far) if up else max(far)
            self._line((margin, levels[near]), (margin, end), dashed=dashed)

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

    def _line(self, *points: tuple[int, int], dashed: bool) -> None:
        corners = tidied(points)
        if len(corners) > 1:
            self.edges.append(Edge(corners, dashed, arrow=False, key="tie"))
