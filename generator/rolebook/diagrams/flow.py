"""What a flow chart shows, as plain data: lanes, steps, questions, ways.

Everything is already in words of one language and in the order to draw it. ``href`` is where a
thing leads when it is clicked, or empty on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rolebook.diagrams.scene import NOTHING, SMALL, STEP, Label
from rolebook.diagrams.text import Type


@dataclass(frozen=True, slots=True)
class Target:
    """Where a way leads: a step by its place (from 0), or elsewhere (the end, another
    procedure), which ``label`` names."""

    step: int | None = None
    label: Label = NOTHING
    href: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a step. ``label`` is the answer that leads this way, ``note`` what is done on
    it; both are empty for a step that asks nothing."""

    target: Target
    label: Label = NOTHING
    note: Label = NOTHING


@dataclass(frozen=True, slots=True)
class Part:
    """What the doers of another lane do in a step."""

    lane: int
    notes: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """``number`` as printed. ``who`` names all doers with their parts, for the form without lanes.
    ``notes`` are the doers' parts in the step's own lane, ``calls`` the procedure carried out
    within it."""

    number: str
    label: Label
    lane: int
    who: tuple[Label, ...]
    ways: tuple[Way, ...]
    parts: tuple[Part, ...] = ()
    notes: tuple[Label, ...] = ()
    due: Label = NOTHING
    form: str = ""
    calls: Label = NOTHING
    question: Label = NOTHING
    href: str = ""

    def texts(self, lanes: bool = True) -> Iterator[tuple[Label, Type, bool]]:
        """What stands in the step's box, in which type, and whether it only says more. Without
        lanes, the box itself says who does it."""
        if not lanes:
            yield from ((label, SMALL, True) for label in self.who)
        yield Label(f"{self.number}. {self.label.text}", self.label.lang), STEP, False
        for note in (*(self.notes if lanes else ()), self.calls):
            if note:
                yield note, SMALL, True
        when = " · ".join(filter(None, (self.form, self.due.text)))
        if when:
            yield Label(when, self.due.lang), SMALL, True


@dataclass(frozen=True, slots=True)
class Flow:
    """A whole procedure. ``lanes`` name their doers. ``words`` are templates with ``{n}``, the
    number of a step that is not drawn beside: ``to`` (on to it), ``back`` (back to it), ``from``
    (from it)."""

    lang: str
    start: Label
    lanes: tuple[Label, ...]
    steps: tuple[Step, ...]
    words: Mapping[str, str]

    def led(self, step: int, target: int) -> Target:
        """In words: the way from a step leads to another, which is not drawn beside."""
        there = self.steps[target]
        words = self.words["back" if target <= step else "to"]
        return Target(None, Label(words.format(n=there.number)), there.href)

    def coming_from(self, steps: Iterable[int]) -> Label:
        """In words: the way comes from steps that are not drawn beside."""
        numbers = ", ".join(self.steps[step].number for step in steps)
        return Label(self.words["from"].format(n=numbers))

    def sources(self, step: int) -> Iterator[int]:
        """The steps from which a way leads to this one."""
        for at, other in enumerate(self.steps):
            if any(way.target.step == step for way in other.ways):
                yield at
