"""A flow chart in swim lanes: a column for each doer, a row for each step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import isqrt

from rolebook.diagrams.channels import Channels, Exit
from rolebook.diagrams.flow import Flow, Step, Target
from rolebook.diagrams.fork import fork, least_room, pill, step_box
from rolebook.diagrams.scene import (
    NOTHING,
    SMALL,
    SMALL_STRONG,
    Box,
    Edge,
    Label,
    Rect,
    Scene,
    Words,
    moved,
    text_block,
)
from rolebook.diagrams.text import longest_word, width

WIDTH = 720
"""What a chart takes where its lanes have room in it: the width of a page."""

_MARGIN = 4
_GAP = 4  # between a box and the edges of its lane
_PAD = 5  # between a box and its text
_SIDE = 4  # of a box that stands for another procedure
_LANE, _SIDE_LANE, _WIDEST_BOX = 76, 60, 200
_START, _END = 460, 160  # the widest that a start and an end are
_TAIL = 16  # from a box to the pill below it


def swimlanes(flow: Flow, first: int = 0, last: int | None = None) -> Scene:
    """The steps from ``first`` up to ``last`` (not included). Ways to others end in a pill."""
    return _Chart(flow, first, len(flow.steps) if last is None else last).scene()


class _Chart:
    """A chart on its way. Rows are counted from the first step that is drawn."""

    def __init__(self, flow: Flow, first: int, last: int) -> None:
        self.flow = flow
        self.first, self.last = first, last
        self.steps = flow.steps[first:last]
        self.boxes: list[Box] = []
        self.edges: list[Edge] = []
        self.channels = Channels([tuple(self._rows(step)) for step in self.steps])
        self.left = _MARGIN + self.channels.left
        widths = _lane_widths(flow, self._room())
        starts = [self.left + sum(widths[:lane]) for lane in range(len(widths))]
        self.lanes = tuple(zip(starts, widths, strict=True))
        self.right = self.left + sum(widths)
        self.channels.place(self.left, self.right)

    def _drawn(self, step: int | None) -> bool:
        return step is not None and self.first <= step < self.last

    def _rows(self, step: Step) -> Iterator[int]:
        for way in step.ways:
            if way.target.step is not None and self._drawn(way.target.step):
                yield way.target.step - self.first

    def _room(self) -> int:
        forks = (least_room(len(step.ways)) for step in self.steps if step.question)
        return max(WIDTH - self.left - self.channels.right - _MARGIN, *forks, 0)

    def _middle(self, lane: int) -> int:
        x, wide = self.lanes[lane]
        return x + wide // 2

    def scene(self) -> Scene:
        foot = self._heads()
        y = foot + 12
        exits: list[Exit] = []
        for row, step in enumerate(self.steps):
            middle = self._middle(step.lane)
            if label := self._opening(row, exits):
                if exits:  # they all go elsewhere, and are out of the way before this row opens
                    edges, y = self.channels.channel(row, y, exits, middle)
                    self.edges += edges
                opening = self._pill(label, middle, y, f"start {self.first + row + 1}")
                self.boxes.append(opening)
                y = opening.area.bottom
                exits = [Exit(middle, row, f"into {row}")]
            edges, y = self.channels.channel(row, y, exits, middle)
            self.edges += edges
            y, exits = self._row(row, step, y)
        edges, y = self.channels.channel(len(self.steps), y, exits, 0)
        self.edges += (*edges, *self.channels.margins())
        self._bands(foot, y + 6)
        return Scene(
            self.right + self.channels.right + _MARGIN, y + 8, tuple(self.boxes), tuple(self.edges)
        )

    def _opening(self, row: int, exits: Sequence[Exit]) -> Label:
        """What starts the flow; or where it comes from, when that is not drawn here."""
        step = self.first + row
        if step == 0:
            return self.flow.start
        if not self.channels.entered(row) and all(exit_.target != row for exit_ in exits):
            others = [other for other in self.flow.sources(step) if not self._drawn(other)]
            if others:
                return self.flow.coming_from(others)
        return NOTHING

    def _pill(self, label: Label, middle: int, y: int, key: str) -> Box:
        room = min(self.right - self.left, _START)
        return self._inside(pill(Target(label=label), middle, y, room, self.flow.lang, key))

    def _inside(self, box: Box) -> Box:
        """A box that is wider than its lane, moved between the edges of all lanes."""
        x = max(self.left, min(box.area.x, self.right - box.area.width))
        return moved(box, x - box.area.x, 0)

    # -- a row

    def _row(self, row: int, step: Step, top: int) -> tuple[int, list[Exit]]:
        """Draw a step with its parts and its ways out. Gives its foot and where ways go on."""
        key = str(self.first + row + 1)
        main = self._main(step, top, key)
        parts = [self._part(part.lane, part.notes, top, key) for part in step.parts]
        together = sorted([main, *parts], key=lambda box: box.area.x)
        for a, b in pairwise(together):
            points = (a.area.right, top + 12), (b.area.x, top + 12)
            self.edges.append(Edge(points, arrow=False, key=f"with {key}"))
        self.boxes += [main, *parts]
        middle, foot = main.area.middle, main.area.bottom
        bottom = max(box.area.bottom for box in together)
        ends = self._ends(row, step)
        exits: Sequence[tuple[int, int]] = ()
        if step.question:
            limits = self.left, self.right
            next_ = self.steps[row + 1].lane if row + 1 < len(self.steps) else step.lane
            goal = self._middle(next_)
            at = self.first + row
            below = fork(step, ends, middle, bottom, limits, self.flow.lang, key, at, goal)
            self.boxes += below.boxes
            self.edges += below.edges
            self._down(middle, foot, bottom, f"ask {key}")
            bottom, exits = below.bottom, below.exits
        elif 0 in ends:
            end = self._inside(
                pill(ends[0], middle, bottom + _TAIL, _END, self.flow.lang, f"end {key}.1")
            )
            self.boxes.append(end)
            self.edges.append(Edge(((middle, foot), (middle, end.area.y)), key=f"way {key}.1"))
            bottom = end.area.bottom + 4
        elif step.ways:
            self._down(middle, foot, bottom, f"way {key}.1")
            exits = ((0, middle),)
        targets = [way.target.step for way in step.ways]
        return bottom, [
            Exit(x, (targets[way] or 0) - self.first, f"way {key}.{way + 1}") for way, x in exits
        ]

    def _down(self, x: int, top: int, bottom: int, key: str) -> None:
        if top < bottom:
            self.edges.append(Edge(((x, top), (x, bottom)), arrow=False, key=key))

    def _ends(self, row: int, step: Step) -> dict[int, Target]:
        """The ways that end here in a pill: out of the procedure, or to a step not drawn."""
        ends = {}
        for index, way in enumerate(step.ways):
            if way.target.step is None:
                ends[index] = way.target
            elif not self._drawn(way.target.step):
                ends[index] = self.flow.led(self.first + row, way.target.step)
        return ends

    def _box(self, lane: int) -> tuple[int, int]:
        """Where a box of a lane starts, and its width."""
        wide = min(self.lanes[lane][1] - 2 * _GAP, _WIDEST_BOX)
        return self._middle(lane) - wide // 2, wide

    def _main(self, step: Step, top: int, key: str) -> Box:
        x, wide = self._box(step.lane)
        side = _PAD + (_SIDE if step.calls else 0)
        words: list[Words] = []
        y = top + 4
        for label, type_, quiet in step.texts():
            block, y = text_block(
                label, type_, (x + side, y, wide - 2 * side), self.flow.lang, quiet=quiet
            )
            words.append(block)
            y += 2
        area = Rect(x, top, wide, y + 3 - top)
        return step_box(step, area, tuple(words), key)

    def _part(self, lane: int, notes: Sequence[Label], top: int, key: str) -> Box:
        x, wide = self._box(lane)
        words: list[Words] = []
        y = top + 4
        for note in notes:
            block, y = text_block(note, SMALL, (x + _PAD, y, wide - 2 * _PAD), self.flow.lang)
            words.append(block)
            y += 2
        area = Rect(x, top, wide, max(y + 3 - top, 24))
        return Box(area, "box", tuple(words), key=f"part {key} {lane}")

    # -- lanes

    def _heads(self) -> int:
        """The names of the lanes. Gives the y of their foot."""
        blocks = [
            text_block(label, SMALL_STRONG, (x + 3, 6, wide - 6), self.flow.lang, centred=True)
            for label, (x, wide) in zip(self.flow.lanes, self.lanes, strict=True)
        ]
        foot = max((end for _, end in blocks), default=20) + 5
        for lane, ((words, _), (x, wide)) in enumerate(zip(blocks, self.lanes, strict=True)):
            self.boxes.append(Box(Rect(x, 1, wide, foot - 1), "head", (words,), key=f"lane {lane}"))
        return foot

    def _bands(self, foot: int, bottom: int) -> None:
        for lane, (x, wide) in enumerate(self.lanes):
            area = Rect(x, 1, wide, bottom - 1)
            self.boxes.append(Box(area, "band", strong=lane % 2 == 0, key=f"band {lane}"))
        points = (self.left, foot), (self.right, foot)
        self.edges.append(Edge(points, arrow=False, key="heads"))


def _lane_widths(flow: Flow, room: int) -> list[int]:
    """The width of each lane: a page together, or as much more as the narrowest lanes need.

    A text of width t takes t/w lines in a lane of width w. The sum of all is least when the
    widths are to each other as the roots of the lanes' texts.
    """
    least, texts = [], []
    for lane, head in enumerate(flow.lanes):
        own = [
            *((t, type_) for s in flow.steps if s.lane == lane for t, type_, _ in s.texts()),
            *((n, SMALL) for s in flow.steps for p in s.parts if p.lane == lane for n in p.notes),
        ]
        longest = max((longest_word(t.text, type_) for t, type_ in own), default=0)
        narrow = _LANE if any(s.lane == lane for s in flow.steps) else _SIDE_LANE
        asked = max(longest + 2 * (_GAP + _PAD), longest_word(head.text, SMALL_STRONG) + 8)
        least.append((narrow, max(narrow, min(asked, 100))))
        texts.append(
            sum(width(t.text, type_) for t, type_ in own) + width(head.text, SMALL_STRONG) // 2
        )
    room = max(room, sum(narrow for narrow, _ in least))
    over = sum(asked - narrow for narrow, asked in least)
    free = min(room - sum(narrow for narrow, _ in least), over)
    floor = [narrow + (asked - narrow) * free // max(over, 1) for narrow, asked in least]
    shares = [isqrt(100 * text) for text in texts]
    wide, open_ = list(floor), set(range(len(floor)))
    while open_:  # lanes that would get less than their floor keep it; the others share the rest
        rest = room - sum(floor[lane] for lane in range(len(floor)) if lane not in open_)
        total = sum(shares[lane] for lane in open_)
        got = {lane: rest * shares[lane] // total for lane in open_}
        short = {lane for lane in open_ if got[lane] < floor[lane]}
        if not short:
            for lane in open_:
                wide[lane] = got[lane]
            break
        open_ -= short
    return wide
