"""An organisation chart: who leads whom in solid lines, functional ties in dashed ones.

The few places at the top stand one below the other; under them hang columns, each an indented
list, so that a company of any depth fits the width of a page or of a phone. Places of one unit
stand in a frame with its name. Dashed lines run beside the columns and below them, never through
a box.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rolebook.diagrams.flow import Target
from rolebook.diagrams.packing import packed, tracks
from rolebook.diagrams.scene import (
    NOTHING,
    SMALL,
    SMALL_STRONG,
    STEP,
    Box,
    Edge,
    Label,
    Rect,
    Scene,
    Words,
    text_block,
    tidied,
)
from rolebook.diagrams.text import width

_MARGIN = 4
_COLUMN = 150  # the narrowest
_BETWEEN = 12  # two columns
_RAIL, _FRAME, _INDENT = 4, 9, 15  # from the edge of a column: its line, its frames, its boxes
_LEAST_BOX = 74
_DEEPER = 14  # each level
_PAD = 6
_GAP = 7  # between two boxes
_TOP_BOX = 240
_TRACK = 8
_BUS = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the organisation. ``details`` say more about it. ``group`` names the frame it
    stands in. ``loose``: it stands among the others, and no line leads to it."""

    key: str
    label: Label
    details: tuple[Label, ...] = ()
    href: str = ""
    group: Target | None = None
    below: tuple[Place, ...] = ()
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """``top`` are the places nobody leads, ``ties`` the dashed lines: key of the one below, key of
    the one above. ``legend`` explains the solid and the dashed line."""

    lang: str
    top: tuple[Place, ...]
    ties: tuple[tuple[str, str], ...] = ()
    legend: tuple[Label, Label] = (NOTHING, NOTHING)


@dataclass(slots=True)
class _Seat:
    """A place in its column: how deep, below which other (its row, -1 for none)."""

    place: Place
    depth: int
    above: int
    box: Rect = field(default_factory=lambda: Rect(0, 0, 0, 0))


@dataclass(slots=True)
class _Net:
    """The dashed lines between places that are all tied to the same others. Each place is its
    column and its row."""

    targets: list[tuple[int, int]]
    sources: list[tuple[int, int]] = field(default_factory=list)
    tracks: dict[int, int] = field(default_factory=dict)
    level: int = -1

    @property
    def columns(self) -> list[int]:
        return sorted({column for column, _ in (*self.targets, *self.sources)})

    @property
    def crosses(self) -> bool:
        return len(self.columns) > 1

    def rows(self, column: int) -> list[int]:
        return sorted(row for at, row in (*self.targets, *self.sources) if at == column)


def place_box(place: Place, x: int, y: int, wide: int, lang: str, *, strong: bool = False) -> Box:
    """A place as a box of this width."""
    words: list[Words] = []
    bottom = y + 4
    for label, type_ in ((place.label, STEP), *((detail, SMALL) for detail in place.details)):
        block, bottom = text_block(
            label, type_, (x + _PAD, bottom, wide - 2 * _PAD), lang, quiet=type_ is SMALL
        )
        words.append(block)
    area = Rect(x, y, wide, bottom + 5 - y)
    return Box(
        area, "box", tuple(words), place.href, strong=strong, dashed=place.loose,
        key=f"place {place.key}",
    )  # fmt: skip


def hierarchy(chart: Hierarchy, wide: int) -> Scene:
    """The chart in this width."""
    return _Chart(chart, wide).scene()


class _Chart:
    """Column -1 is the top: places one below the other, their dashed lines in the right margin."""

    def __init__(self, chart: Hierarchy, wide: int) -> None:
        self.chart, self.width = chart, wide
        self.boxes: list[Box] = []
        self.edges: list[Edge] = []
        top: list[_Seat] = []
        level = chart.top
        while len(level) == 1 and level[0].below:
            top.append(_Seat(level[0], 0, len(top) - 1))
            level = level[0].below
        most = (wide - 2 * _MARGIN + _BETWEEN) // (_COLUMN + _BETWEEN)
        groups = packed([_tall(place) for place in level], max(1, most))
        self.columns: dict[int, list[_Seat]] = {-1: top}
        start = 0
        for column, count in enumerate(groups):
            self.columns[column] = list(_hanging(level[start : start + count]))
            start += count
        self._tie()

    def _tie(self) -> None:
        """Find the dashed lines and give each its tracks."""
        seats = {
            seat.place.key: (column, row)
            for column, rows in self.columns.items()
            for row, seat in enumerate(rows)
        }
        tied: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for below, above in self.chart.ties:
            if below in seats and above in seats:
                tied.setdefault(seats[below], []).append(seats[above])
        nets: dict[tuple[tuple[int, int], ...], _Net] = {}
        for source, targets in sorted(tied.items()):
            key = tuple(sorted(targets))
            nets.setdefault(key, _Net(list(key))).sources.append(source)
        self.nets = [nets[key] for key in sorted(nets)]
        self.tracks: dict[int, int] = {}
        for column, rows in self.columns.items():
            here = [net for net in self.nets if column in net.columns]
            spans = []
            for net in here:
                low, high = net.rows(column)[0], net.rows(column)[-1]
                # A line that goes on to other columns runs down to the foot of this one.
                spans.append((0 if column < 0 else low, len(rows)) if net.crosses else (low, high))
            found = tracks(spans)
            for net, track in zip(here, found, strict=True):
                net.tracks[column] = track
            self.tracks[column] = max(found, default=-1) + 1
        for level, net in enumerate(net for net in self.nets if net.crosses):
            net.level = level

    def _track(self, column: int, net: _Net) -> int:
        return self.edge[column] + 9 + _TRACK * net.tracks[column]

    def scene(self) -> Scene:
        chart = self.chart
        columns = [column for column in self.columns if column >= 0]
        margin = 9 + _TRACK * self.tracks[-1] if self.tracks[-1] else 0
        right = self.width - _MARGIN - margin
        starts = self._starts(columns, right)

        y = self._top((_MARGIN + right) // 2, min(_TOP_BOX, right - _MARGIN))
        middle = (_MARGIN + right) // 2
        has_top = bool(self.columns[-1])
        bus = y + _BUS
        y = bus + 10 if has_top else y
        feet = []
        for column in columns:
            feet.append(self._column(column, starts[column], y, bus if has_top else 0))
        if has_top and columns:
            xs = sorted([middle, *(starts[c] + _RAIL for c in columns)])
            self._line((middle, bus - _BUS), (middle, bus), key="bus")
            self._line((xs[0], bus), (xs[-1], bus), key="bus")
        foot = max([y, *feet])
        self._dashes(foot + 8)
        foot += 8 + _TRACK * sum(net.crosses for net in self.nets)
        if chart.legend[0]:
            foot = self._legend(foot + 6)
        return Scene(self.width, foot + 4, tuple(self.boxes), tuple(self.edges))

    def _starts(self, columns: Sequence[int], right: int) -> dict[int, int]:
        """Where each column starts, and in ``edge`` where its boxes end: the deepest box of each
        column is as wide as those of the others."""
        gutters = {c: 9 + _TRACK * n if (n := self.tracks[c]) else 0 for c in columns}
        fixed = {
            c: _INDENT + 5 + gutters[c] + _DEEPER * max(seat.depth for seat in self.columns[c])
            for c in columns
        }
        free = right - _MARGIN - _BETWEEN * (len(columns) - 1) - sum(fixed.values())
        box = max(free // max(len(columns), 1), _LEAST_BOX)
        starts, x = {}, _MARGIN
        self.edge = {-1: right}
        for column in columns:
            starts[column] = x
            self.edge[column] = x + fixed[column] + box - gutters[column] - 5
            x += fixed[column] + box + _BETWEEN
        self.width = max(self.width, x - _BETWEEN + _MARGIN + self.width - right - _MARGIN)
        return starts

    def _line(self, *points: tuple[int, int], key: str, dashed: bool = False) -> None:
        self.edges.append(Edge(tidied(points), dashed, arrow=False, key=key))

    def _top(self, middle: int, wide: int) -> int:
        """The places at the top. Gives the y below them."""
        y = _MARGIN
        for seat in self.columns[-1]:
            place = seat.place
            if seat.above >= 0:
                self._line((middle, y), (middle, y + 16), key=f"line {place.key}")
                y += 16
            if place.group:
                box = place_box(
                    Place(place.key, place.label, (place.group.label, *place.details), place.href),
                    middle - wide // 2, y, wide, self.chart.lang, strong=True,
                )  # fmt: skip
            else:
                box = place_box(place, middle - wide // 2, y, wide, self.chart.lang, strong=True)
            seat.box = box.area
            self.boxes.append(box)
            y = box.area.bottom
        return y

    def _column(self, column: int, x: int, y: int, bus: int) -> int:
        """A column from a place down. Gives the y of its foot."""
        rows = self.columns[column]
        edge = self.edge[column]
        at = 0
        while at < len(rows):
            group = rows[at].place.group
            end = at + 1
            while end < len(rows) and rows[end].place.group == group:
                end += 1
            top = y
            if group:
                start = x + _INDENT + rows[at].depth * _DEEPER
                words, y = text_block(
                    group.label, SMALL_STRONG, (start, y + 4, edge - start), self.chart.lang
                )
                area = Rect(start, top + 3, edge - start, y - top - 3)
                key = f"group {column} {at}"
                self.boxes.append(Box(area, "plain", (words,), group.href, key=key))
                y += 4
            for seat in rows[at:end]:
                start = x + _INDENT + seat.depth * _DEEPER
                box = place_box(seat.place, start, y, edge - start, self.chart.lang)
                seat.box = box.area
                self.boxes.append(box)
                y = box.area.bottom + _GAP
            if group:
                area = Rect(x + _FRAME, top, edge + 5 - x - _FRAME, y - top)
                self.boxes.append(Box(area, "frame", key=f"frame {column} {at}"))
                y += _GAP
            at = end
        self._rails(rows, x, bus)
        return y

    def _rails(self, rows: Sequence[_Seat], x: int, bus: int) -> None:
        """The solid lines of a column: from each place down along those it leads."""
        last: dict[int, int] = {}
        for seat in rows:
            if seat.place.loose or (seat.above < 0 and not bus):
                continue
            above = rows[seat.above].box if seat.above >= 0 else None
            rail = above.x + 7 if above else x + _RAIL
            middle = seat.box.y + 12
            start = last.get(seat.above, above.bottom if above else bus)
            self._line(
                (rail, start), (rail, middle), (seat.box.x, middle), key=f"line {seat.place.key}"
            )
            last[seat.above] = middle

    def _dashes(self, foot: int) -> None:
        """The dashed lines. ``foot`` is the y of the first one below the columns."""
        for number, net in enumerate(self.nets):
            level = foot + _TRACK * net.level
            key = f"tie {number}"
            for here in net.columns:
                track = self._track(here, net)
                ends = [level] if net.crosses else []
                for place in sorted({*net.sources, *net.targets}):
                    if place[0] != here:
                        continue
                    box = self.columns[here][place[1]].box
                    if place in net.sources:
                        ends.append(box.y + 10)
                        self._line((box.right, ends[-1]), (track, ends[-1]), key=key, dashed=True)
                    if place in net.targets:
                        ends.append(box.bottom - 8)
                        points = (track, ends[-1]), (box.right, ends[-1])
                        self.edges.append(Edge(points, True, key=key))
                self._line((track, min(ends)), (track, max(ends)), key=key, dashed=True)
            if net.crosses:
                xs = [self._track(here, net) for here in net.columns]
                self._line((min(xs), level), (max(xs), level), key=key, dashed=True)

    def _legend(self, y: int) -> int:
        x = _MARGIN + _FRAME
        for dashed, label in enumerate(self.chart.legend):
            if dashed and not self.nets:
                break
            wide = width(label.text, SMALL)
            if x + 34 + wide > self.width - _MARGIN and x > _MARGIN + _FRAME:
                x, y = _MARGIN + _FRAME, y + SMALL.leading + 2
            words, _ = text_block(label, SMALL, (x + 34, y, wide), self.chart.lang, quiet=True)
            area = Rect(x + 33, y, wide + 2, SMALL.leading)
            self.boxes.append(Box(area, "plain", (words,), key=f"legend {dashed}"))
            self._line((x, y + 7), (x + 28, y + 7), key="legend", dashed=bool(dashed))
            x += 34 + wide + 24
        return y + SMALL.leading


def _tall(place: Place) -> int:
    """About how high a place is with all below it."""
    frames = sum(1 for below in place.below if below.group != place.group)
    return 44 + 34 * frames + sum(_tall(below) for below in place.below)


def _hanging(places: Sequence[Place]) -> Iterator[_Seat]:
    """A column's places in order, each followed by those it leads."""
    row = 0

    def walk(place: Place, depth: int, above: int) -> Iterator[_Seat]:
        nonlocal row
        own, row = row, row + 1
        yield _Seat(place, depth, above)
        for below in place.below:
            yield from walk(below, depth + 1, own)

    for place in places:
        yield from walk(place, 0, -1)
