"""The ways out of a step that asks a question: the question, and below it a column an answer.

The columns stand in an order in which their lines need not cross: ways back leave on the left, the
way to the next step goes straight down, ways that skip steps leave on the right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rolebook.diagrams.flow import Step, Target, Way
from rolebook.diagrams.scene import (
    BODY,
    SMALL,
    SMALL_STRONG,
    Box,
    Edge,
    Form,
    Label,
    Rect,
    Words,
    height,
    text_block,
    widest,
)
from rolebook.diagrams.text import longest_word

_POINT = 16  # what the question's outline leaves free on either side of its words
_QUESTION = 420
_GAP = 16  # between two columns
_NARROWEST, _WIDEST, _STEP = 70, 220, 6
_DROP, _BUS = 12, 9  # from the step to the question, from the question to the line below it
_NEAR = 30
_PILL = 10  # what a pill leaves free on either side of its words


@dataclass(frozen=True, slots=True)
class Fork:
    """What is drawn below a step. ``exits``: index of a way -> where it goes on, at the foot."""

    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    exits: tuple[tuple[int, int], ...]
    bottom: int


def least_room(ways: int) -> int:
    """The narrowest that so many columns can be together."""
    return ways * _NARROWEST + (ways - 1) * _GAP


def step_box(step: Step, area: Rect, words: tuple[Words, ...], key: str) -> Box:
    """The box of a step; with double sides when another procedure is carried out within it."""
    form: Form = "call" if step.calls else "box"
    return Box(area, form, words, step.href, strong=True, key=f"step {key}")


def pill(target: Target, middle: int, top: int, room: int, lang: str, key: str) -> Box:
    """A pill with words, centred at a place, at most ``room`` wide."""
    wide = _pill_width(target.label, room, lang)
    area = (middle - wide // 2 + _PILL, top + 4, wide - 2 * _PILL)
    words, end = text_block(target.label, SMALL_STRONG, area, lang, centred=True)
    outline = Rect(middle - wide // 2, top, wide, end + 4 - top)
    return Box(outline, "pill", (words,), target.href, key=key)


def _pill_width(label: Label, room: int, lang: str) -> int:
    wide = widest(label, SMALL_STRONG, room - 2 * _PILL, lang)
    return wide + wide % 2 + 2 * _PILL


def fork(
    step: Step,
    ends: Mapping[int, Target],
    middle: int,
    top: int,
    limits: tuple[int, int],
    lang: str,
    key: str,
    at: int,
    goal: int,
) -> Fork:
    """The question below a step whose middle is at ``middle`` and whose foot is at ``top``, no
    wider than the limits left and right. ``ends``: index of a way -> the pill it ends in. ``at``
    is the step's place in the flow. ``goal`` is where the next step is entered: the way to it is
    moved above it where it is near."""
    left, right = limits
    question = _question(step.question, middle, top + _DROP, limits, lang, key)
    bus = question.area.bottom + _BUS
    columns = _columns(step.ways, ends, right - left, lang)
    onward = [i for i, way in enumerate(step.ways) if way.target.step == at + 1 and i not in ends]
    order = _order(step.ways, ends, at)
    places = _places(columns, order, onward, question.area.middle, goal, limits)
    boxes, edges, exits = [question], [], []
    feet = []
    for index, (way, place) in enumerate(zip(step.ways, places, strict=True)):
        name = f"{key}.{index + 1}"
        answer = _answer(way, place, bus + 5, columns[index], lang, name)
        feet.append(answer.area.bottom)
        boxes.append(answer)
        edges.append(_down(place, bus, answer.area.y, f"answer {name}"))
    bottom = foot = max(feet) + 6
    for index, (place, column) in enumerate(zip(places, columns, strict=True)):
        name = f"{key}.{index + 1}"
        if index in ends:
            end = pill(ends[index], place, foot + 10, column, lang, f"end {name}")
            boxes.append(end)
            edges.append(Edge(((place, feet[index]), (place, end.area.y)), key=f"way {name}"))
            bottom = max(bottom, end.area.bottom + 4)
    for index, place in enumerate(places):
        if index not in ends:
            exits.append((index, place))
            edges.append(_down(place, feet[index], bottom, f"way {key}.{index + 1}"))
    asked = min(max(middle, question.area.x + _POINT), question.area.right - _POINT)
    edges.append(_down(asked, top, question.area.y, f"ask {key}"))
    edges.append(_down(asked, question.area.bottom, bus, f"ask {key}"))
    across = sorted((*places, asked))
    edges.append(Edge(((across[0], bus), (across[-1], bus)), arrow=False, key=f"ask {key}"))
    return Fork(tuple(boxes), tuple(edges), tuple(exits), bottom)


def _down(x: int, top: int, bottom: int, key: str) -> Edge:
    return Edge(((x, top), (x, bottom)), arrow=False, key=key)


def _within(middle: int, wide: int, left: int, right: int) -> int:
    """Where something starts that is centred at a place, as far as the limits let it."""
    return max(left, min(middle - wide // 2, right - wide))


def _order(ways: Sequence[Way], ends: Mapping[int, Target], at: int) -> list[int]:
    """The ways from left to right. Those that end in a pill cross nothing and keep their place;
    the others take theirs so that of two lines to one side the outer column is left first."""

    def side_and_distance(index: int) -> tuple[bool, int]:
        target = ways[index].target.step or 0
        return target > at, abs(target - at)

    going = (index for index in range(len(ways)) if index not in ends)
    sorted_ = iter(sorted(going, key=side_and_distance))
    return [index if index in ends else next(sorted_) for index in range(len(ways))]


def _places(
    columns: Sequence[int],
    order: Sequence[int],
    onward: Sequence[int],
    middle: int,
    goal: int,
    limits: tuple[int, int],
) -> list[int]:
    """The middle of each way's column: together below the question, or moved so that a way to the
    next step ends above it, as long as the question stays above them."""
    left, right = limits
    total = sum(columns) + _GAP * (len(columns) - 1)
    x = _within(middle, total, left, right)
    places = [0] * len(columns)
    at = x
    for index in order:
        places[index] = at + columns[index] // 2
        at += columns[index] + _GAP
    for shift in sorted((goal - places[index] for index in onward), key=abs):
        above = min(places) + shift <= middle <= max(places) + shift
        if (above or abs(shift) <= _NEAR) and left <= x + shift <= right - total:
            return [place + shift for place in places]
    return places


def _question(
    label: Label, middle: int, top: int, limits: tuple[int, int], lang: str, key: str
) -> Box:
    left, right = limits
    room = min(right - left - 2 * _POINT, _QUESTION)
    wide = widest(label, BODY, room, lang) + 2 * _POINT
    x = _within(middle, wide, left, right)
    area = (x + _POINT, top + 5, wide - 2 * _POINT)
    words, end = text_block(label, BODY, area, lang, centred=True)
    return Box(Rect(x, top, wide, end + 5 - top), "question", (words,), key=f"question {key}")


def _answer(way: Way, middle: int, top: int, column: int, lang: str, key: str) -> Box:
    """What a way is called and what is done on it, in the line of the way."""
    words: list[Words] = []
    x, y = middle - column // 2, top
    for label, type_, quiet in ((way.label, SMALL_STRONG, False), (way.note, SMALL, True)):
        if label:
            block, y = text_block(label, type_, (x, y, column), lang, centred=True, quiet=quiet)
            words.append(block)
    area = Rect(x, top, column, max(y - top, 4))
    return Box(area, "plain", tuple(words), key=f"answer {key}")


def _columns(ways: Sequence[Way], ends: Mapping[int, Target], room: int, lang: str) -> list[int]:
    """The width of each column, so that the tallest is as low as the room lets it be."""

    def high(index: int, wide: int) -> int:
        way, end = ways[index], ends.get(index)
        return (
            height(way.label, SMALL_STRONG, wide, lang)
            + height(way.note, SMALL, wide, lang)
            + (height(end.label, SMALL_STRONG, wide - 2 * _PILL, lang) if end else 0)
        )

    def least(index: int) -> int:
        way, end = ways[index], ends.get(index)
        words = [longest_word(way.label.text, SMALL_STRONG), longest_word(way.note.text, SMALL)]
        if end:
            words.append(longest_word(end.label.text, SMALL_STRONG) + 2 * _PILL)
        return max(_NARROWEST, min(max(words), 110))

    free = room - _GAP * (len(ways) - 1)
    widths = [least(index) for index in range(len(ways))]
    if sum(widths) > free:
        widths = [max(_NARROWEST, free // len(ways))] * len(ways)
    free -= sum(widths)
    heights = [high(index, wide) for index, wide in enumerate(widths)]
    lowest = [high(index, _WIDEST) for index in range(len(ways))]
    while free >= _STEP:
        growing = [index for index in range(len(ways)) if heights[index] > lowest[index]]
        if not growing:
            break
        index = max(growing, key=lambda i: heights[i])
        widths[index] += _STEP
        heights[index] = high(index, widths[index])
        free -= _STEP
    taken = (
        max(
            widest(way.label, SMALL_STRONG, wide, lang),
            widest(way.note, SMALL, wide, lang),
            _pill_width(ends[i].label, wide, lang) if i in ends else 0,
        )
        for i, (way, wide) in enumerate(zip(ways, widths, strict=True))
    )
    return [wide + wide % 2 for wide in taken]
