"""A drawing as geometry: boxes with their lines of text, and the lines between boxes.

Why between layout and SVG: what makes a drawing readable (no two boxes overlap, no line crosses a
box, every text lies inside its box) is a property of this geometry, and tests hold it there.
All numbers are whole units of the drawing (CSS pixels).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from rolebook.diagrams.text import Type, lines, width

Point = tuple[int, int]

Form = Literal["box", "call", "question", "pill", "plain", "head", "band", "frame"]
"""A box; one with double sides (it stands for another procedure); a flat rhombus; a pill (start,
end, elsewhere); text without an outline; the head of a lane; a lane; a frame around boxes."""

GROUNDS: frozenset[Form] = frozenset(["band", "frame"])
"""Forms that others stand on."""

STEP = Type(12, 15, strong=True)
BODY = Type(12, 15)
SMALL = Type(11, 14)
SMALL_STRONG = Type(11, 14, strong=True)


@dataclass(frozen=True, slots=True)
class Rect:
    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    def overlaps(self, other: Rect) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def holds(self, other: Rect) -> bool:
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """Words in one language; ``lang`` only where it differs from the drawing's own."""

    text: str
    lang: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


NOTHING = Label("")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text. ``x`` is where it starts, or its middle when ``centred``."""

    text: str
    x: int
    baseline: int
    type: Type
    centred: bool = False

    @property
    def area(self) -> Rect:
        """What the letters take, from their tops to their tails."""
        wide = width(self.text, self.type)
        start = self.x - wide // 2 if self.centred else self.x
        return Rect(start, self.baseline - self.type.size, wide, self.type.size + 3)


@dataclass(frozen=True, slots=True)
class Words:
    """A text in lines. ``quiet``: it only says more."""

    lines: tuple[Line, ...]
    lang: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """Something drawn at a place, and where it leads when it is clicked."""

    area: Rect
    form: Form
    words: tuple[Words, ...] = ()
    href: str = ""
    strong: bool = False
    dashed: bool = False
    key: str = ""
    """What it stands for, the same in every drawing of it: ``step 3``, ``way 3.1``."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line in right angles. ``dashed``: it goes back, or it is no line of command."""

    points: tuple[Point, ...]
    dashed: bool = False
    arrow: bool = True
    key: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole drawing, from 0, 0 to its size."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]


def text_block(
    label: Label,
    type_: Type,
    area: tuple[int, int, int],
    lang: str,
    *,
    centred: bool = False,
    quiet: bool = False,
) -> tuple[Words, int]:
    """A text set from the top of (x, y, width), and the y below its last line."""
    x, y, room = area
    found = lines(label.text, type_, room, label.lang or lang, centred)
    first = y + type_.leading - (type_.leading - type_.size) // 2 - type_.size // 4
    placed = tuple(
        Line(text, x + room // 2 if centred else x, first + n * type_.leading, type_, centred)
        for n, text in enumerate(found)
    )
    return Words(placed, label.lang, quiet), y + len(found) * type_.leading


def height(label: Label, type_: Type, room: int, lang: str) -> int:
    """How high a text stands in this width."""
    return len(lines(label.text, type_, room, label.lang or lang)) * type_.leading


def widest(label: Label, type_: Type, room: int, lang: str) -> int:
    """The width that a centred text really takes of a room."""
    found = lines(label.text, type_, room, label.lang or lang, True)
    return max((width(line, type_) for line in found), default=0)


def tidied(points: Iterable[Point]) -> tuple[Point, ...]:
    """The corners of a line alone: no point twice, none in the middle of a straight piece."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and _straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _straight(a: Point, b: Point, c: Point) -> bool:
    return a[0] == b[0] == c[0] or a[1] == b[1] == c[1]


def pieces(edge: Edge) -> Iterator[tuple[Point, Point]]:
    """The straight pieces of a line."""
    return zip(edge.points, edge.points[1:], strict=False)


def moved(box: Box, dx: int, dy: int) -> Box:
    """The box with all that is in it, elsewhere."""
    area = replace(box.area, x=box.area.x + dx, y=box.area.y + dy)
    words = tuple(
        replace(
            w,
            lines=tuple(replace(x, x=x.x + dx, baseline=x.baseline + dy) for x in w.lines),
        )
        for w in box.words
    )
    return replace(box, area=area, words=words)
