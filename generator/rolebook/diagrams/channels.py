"""The lines of a chart with a step in each row: across between the rows, up and down beside them.

Ways to the next row go through the channel between the two. All others leave their channel for a
margin, left for ways back (dashed), right for ways that skip steps, and come in again above the
step they lead to. Ways to one step share their line; lines of different steps never lie on one
another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from rolebook.diagrams.packing import tracks
from rolebook.diagrams.scene import Edge, tidied

TRACK = 9
_FIRST, _LAST = 9, 14  # above the first line across, below the last (an arrow stands there)
_STRAIGHT = 20  # an arrow straight down
_MOST_ORDERS = 5  # so many lines across are tried in every order


@dataclass(frozen=True, slots=True)
class Exit:
    """Where a way leaves a row, and the row it leads to."""

    x: int
    target: int
    key: str


@dataclass(slots=True)
class _Net:
    """The ways to one row that run through one margin."""

    target: int
    back: bool
    channels: set[int] = field(default_factory=set)
    track: int = 0
    x: int = 0
    left_at: list[int] = field(default_factory=list)

    @property
    def span(self) -> tuple[int, int]:
        return min(self.target, *self.channels), max(self.target, *self.channels)


@dataclass(frozen=True, slots=True)
class _Entry:
    """How a row is entered: the height of the line above it, and where that line ends."""

    track: int
    left: int
    right: int


class Channels:
    """``ways``: for each row, the rows its ways lead to. Row by row from the top, `channel` draws
    what lies between; `margins` draws the rest."""

    def __init__(self, ways: Sequence[Iterable[int]]) -> None:
        self._rows = len(ways)
        self._nets: dict[tuple[int, bool], _Net] = {}
        for row, targets in enumerate(ways):
            for target in targets:
                if target != row + 1:
                    key = target, target <= row
                    self._nets.setdefault(key, _Net(*key)).channels.add(row + 1)
        self.left = TRACK * self._tracks(back=True)
        self.right = TRACK * self._tracks(back=False)
        self._entries: dict[int, _Entry] = {}

    def _tracks(self, back: bool) -> int:
        """Give each line of a margin its track, short ones inside. Gives their number."""
        nets = [net for net in self._nets.values() if net.back == back]
        nets.sort(key=lambda net: (net.span[1] - net.span[0], net.target))
        for net, track in zip(nets, tracks([net.span for net in nets]), strict=True):
            net.track = track
        return max((net.track + 1 for net in nets), default=0)

    def place(self, left: int, right: int) -> None:
        """Between which edges the rows lie."""
        for net in self._nets.values():
            away = TRACK * net.track + 6
            net.x = left - away if net.back else right + away

    def entered(self, row: int) -> bool:
        """Whether a way comes to a row through a margin."""
        return any(net.target == row for net in self._nets.values())

    def channel(
        self, row: int, top: int, exits: Sequence[Exit], middle: int
    ) -> tuple[list[Edge], int]:
        """The lines between the row before and this one, whose box is entered at ``middle``.
        Gives them, and where the row may begin."""
        direct = [exit_ for exit_ in exits if exit_.target == row]
        leaving: dict[tuple[int, bool], list[Exit]] = defaultdict(list)
        for exit_ in exits:
            if exit_.target != row:
                leaving[exit_.target, exit_.target < row].append(exit_)
        sides = {net.back for net in self._nets.values() if net.target == row}
        bent = bool(sides) or any(exit_.x != middle for exit_ in direct)
        edges: list[Edge] = []
        y = top + (_FIRST if leaving or bent else 0)
        for net in _order(leaving, direct):
            edges += self._leave(self._nets[net], leaving[net], top, y)
            y += TRACK
        if not direct and not sides:
            return edges, y + (_LAST if row < self._rows and leaving else 4)
        track = y if bent else top
        joints = sorted({middle, *(exit_.x for exit_ in direct)})
        for exit_ in direct:
            end = _nearer(exit_.x, middle, joints)
            points = tidied(((exit_.x, top), (exit_.x, track), (end, track)))
            if len(points) > 1:
                edges.append(Edge(points, arrow=False, key=exit_.key))
        # An arrow straight down leaves room for the lines across that leave beside it.
        end = track + _LAST if bent else max(top + _STRAIGHT, y - TRACK + _LAST)
        only_back = not direct and sides == {True}
        key = direct[0].key if direct and not bent else f"into {row}"
        edges.append(Edge(((middle, track), (middle, end)), only_back, key=key))
        self._entries[row] = _Entry(track, joints[0], joints[-1])
        return edges, end

    def _leave(self, net: _Net, exits: Sequence[Exit], top: int, y: int) -> Iterable[Edge]:
        net.left_at.append(y)
        joints = sorted({net.x, *(exit_.x for exit_ in exits)})
        for exit_ in exits:
            end = _nearer(exit_.x, net.x, joints)
            points = tidied(((exit_.x, top), (exit_.x, y), (end, y)))
            yield Edge(points, net.back, arrow=False, key=exit_.key)

    def margins(self) -> Iterable[Edge]:
        """The lines beside the rows, when all channels are drawn."""
        for net in self._nets.values():
            entry = self._entries[net.target]
            far = max(net.left_at, key=lambda y: abs(y - entry.track))
            end = entry.left if net.back else entry.right
            points = tidied(((net.x, far), (net.x, entry.track), (end, entry.track)))
            yield Edge(points, net.back, arrow=False, key=f"margin {net.target}")


def _nearer(x: int, goal: int, joints: Sequence[int]) -> int:
    """The joint that comes next on the way to a goal: from there on the line is another's."""
    between = [j for j in joints if j != x and min(x, goal) <= j <= max(x, goal)]
    return min(between, key=lambda j: abs(j - x)) if between else goal


def _order(
    leaving: dict[tuple[int, bool], list[Exit]], direct: Sequence[Exit]
) -> Iterable[tuple[int, bool]]:
    """The lines that leave a channel from top to bottom, so that the fewest lines cross."""
    nets = sorted(leaving)
    if not 1 < len(nets) <= _MOST_ORDERS:
        return nets

    def crossings(order: tuple[tuple[int, bool], ...]) -> int:
        total = 0
        for at, net in enumerate(order):
            own = [exit_.x for exit_ in leaving[net]]
            below = [e.x for other in order[at + 1 :] for e in leaving[other]]
            below += [exit_.x for exit_ in direct]
            total += sum(x <= max(own) if net[1] else x >= min(own) for x in below)
        return total

    return min(permutations(nets), key=crossings)
