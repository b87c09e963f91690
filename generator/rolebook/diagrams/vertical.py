"""The same flow for a phone: step below step, without lanes; each box says who does it.

On a phone one never sees both ends of a long line. So lines go to the next step only; every other
way ends in a pill that names where it leads, and leads there.
"""

from __future__ import annotations

from rolebook.diagrams.flow import Flow, Step, Target, Way
from rolebook.diagrams.fork import pill, step_box
from rolebook.diagrams.scene import (
    BODY,
    SMALL,
    SMALL_STRONG,
    Box,
    Edge,
    Rect,
    Scene,
    Words,
    moved,
    text_block,
)

WIDTH = 300
_LEFT, _RIGHT = 2, WIDTH - 2
_MIDDLE = WIDTH // 2
_PAD, _SIDE = 8, 4
_ARROW = 22
_POINT = 16  # what the question's outline leaves free on either side of its words
_BUS, _ANSWER = 20, 36  # where the answers hang, and where they start


def vertical(flow: Flow, first: int = 0, last: int | None = None) -> Scene:
    """The steps from ``first`` up to ``last`` (not included), one below the other."""
    return _Column(flow, first, len(flow.steps) if last is None else last).scene()


class _Column:
    def __init__(self, flow: Flow, first: int, last: int) -> None:
        self.flow = flow
        self.first, self.last = first, last
        self.boxes: list[Box] = []
        self.edges: list[Edge] = []
        self.y = 2

    def scene(self) -> Scene:
        flow = self.flow
        came = self.first == 0 and bool(flow.start)
        if came:
            self._pill(Target(label=flow.start), "start 1")
        for at in range(self.first, self.last):
            sources = list(flow.sources(at))
            if not came and at and sources and at - 1 not in sources:
                self.y += 10
                self._pill(Target(label=flow.coming_from(sources)), f"start {at + 1}")
                came = True
            if came:
                asked = at > self.first and flow.steps[at - 1].question and at - 1 in sources
                x = _BUS if asked else _MIDDLE
                points = (x, self.y), (x, self.y + _ARROW)
                self.edges.append(Edge(points, key=f"into {at + 1}"))
                self.y += _ARROW
            else:
                self.y += _ARROW // 2
            came = self._step(at)
        return Scene(WIDTH, self.y + 4, tuple(self.boxes), tuple(self.edges))

    def _pill(self, target: Target, key: str) -> None:
        box = pill(target, _MIDDLE, self.y, WIDTH - 8, self.flow.lang, key)
        self.boxes.append(box)
        self.y = box.area.bottom

    def _step(self, at: int) -> bool:
        """Draw a step and its ways out. Gives whether one of them leads to the next step."""
        step = self.flow.steps[at]
        key = str(at + 1)
        side = _PAD + (_SIDE if step.calls else 0)
        words: list[Words] = []
        top, y = self.y, self.y + 5
        for label, type_, quiet in step.texts(lanes=False):
            block, y = text_block(
                label, type_, (_LEFT + side, y, WIDTH - 4 - 2 * side), self.flow.lang, quiet=quiet
            )
            words.append(block)
            y += 2
        area = Rect(_LEFT, top, WIDTH - 4, y + 4 - top)
        self.boxes.append(step_box(step, area, tuple(words), key))
        self.y = area.bottom
        if step.question:
            self._question(at, step, key)
        else:
            for way in step.ways:
                if not self._next(at, way):
                    self._down(14, arrow=True, key=f"way {key}.1")
                    self._pill(self._led(at, way), f"end {key}.1")
        return at + 1 < self.last and any(self._next(at, way) for way in step.ways)

    def _next(self, at: int, way: Way) -> bool:
        return way.target.step == at + 1 and at + 1 < self.last

    def _led(self, at: int, way: Way) -> Target:
        target = way.target.step
        return way.target if target is None else self.flow.led(at, target)

    def _down(self, long: int, arrow: bool, key: str) -> None:
        points = (_MIDDLE, self.y), (_MIDDLE, self.y + long)
        self.edges.append(Edge(points, arrow=arrow, key=key))
        self.y += long

    def _question(self, at: int, step: Step, key: str) -> None:
        self._down(12, arrow=False, key=f"ask {key}")
        area = (_LEFT + _POINT, self.y + 5, WIDTH - 4 - 2 * _POINT)
        words, end = text_block(step.question, BODY, area, self.flow.lang, centred=True)
        outline = Rect(_LEFT, self.y, WIDTH - 4, end + 5 - self.y)
        self.boxes.append(Box(outline, "question", (words,), key=f"question {key}"))
        self.y = outline.bottom
        for index, way in enumerate(step.ways, 1):
            self._answer(at, way, f"{key}.{index}")

    def _answer(self, at: int, way: Way, key: str) -> None:
        """An answer on the line below the question, and the pill that says where it leads."""
        lang, room = self.flow.lang, _RIGHT - _ANSWER
        target = self._led(at, way)
        top = self.y
        y = top + 9
        words: list[Words] = []
        for label, type_, quiet in ((way.label, SMALL_STRONG, False), (way.note, SMALL, True)):
            if label:
                block, y = text_block(label, type_, (_ANSWER + 4, y, room - 4), lang, quiet=quiet)
                words.append(block)
        taken = max((line.area.right for block in words for line in block.lines), default=_ANSWER)
        end = pill(target, 0, top + 5, room, lang, f"end {key}")
        if y - top > 9 + SMALL_STRONG.leading or taken + 10 + end.area.width > _RIGHT:
            end = moved(end, _ANSWER - end.area.x, y + 2 - end.area.y)
            taken = _RIGHT - 1
        else:
            end = moved(end, taken + 10 - end.area.x, 0)
        area = Rect(_ANSWER, top + 8, taken + 1 - _ANSWER, max(y - top - 8, 4))
        self.boxes += (Box(area, "plain", tuple(words), key=f"answer {key}"), end)
        middle = top + 9 + SMALL_STRONG.leading // 2
        self.edges.append(Edge(((_BUS, middle), (_ANSWER, middle)), key=f"way {key}"))
        self.edges.append(Edge(((_BUS, top), (_BUS, middle)), arrow=False, key=f"ask {key}"))
        self.y = max(y, end.area.bottom)
        self.edges.append(Edge(((_BUS, middle), (_BUS, self.y)), arrow=False, key=f"ask {key}"))
