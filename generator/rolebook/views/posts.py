"""Who leads whom, position by position: the tree behind the organisation chart.

Positions are taken where they are described; where a unit, or the whole handbook, has none, the
roles written for it. Positions that differ in nothing but their unit (the same team in two
branches) become one post, with all their units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rolebook.handbook import Handbook
from rolebook.model.position import Superior
from rolebook.model.text import Text


@dataclass(slots=True)
class Post:
    """A position, or a role where no position is described; or somebody in ``words``.

    ``units`` are those of all the posts that it is drawn for. ``above`` is the post that leads it,
    ``ties`` its other superiors, each by its key.
    """

    key: str
    role: str = ""
    units: tuple[str, ...] = ()
    seats: int = 1
    words: Text | None = None
    above: str = ""
    ties: tuple[str, ...] = ()
    below: list[Post] = field(default_factory=list)


def posts(book: Handbook) -> Mapping[str, Post]:
    """Every post by its key, with its superiors: those in words too."""
    if book.positions:
        found = {p.id: Post(p.id, p.role, (p.unit,), p.seats) for p in book.positions.values()}
        found |= {post.key: post for post in _without_position(book)}
    else:
        found = {r.id: Post(r.id, r.id, (r.unit,) if r.unit else ()) for r in book.roles.values()}
    for post in list(found.values()):
        position = book.positions.get(post.key)
        role = book.roles.get(post.role)
        superiors = (position.reports_to if position else ()) or (role.reports_to if role else ())
        for superior in superiors:
            if superior.text and superior.kind == "line":
                other = Post(f"words {superior.text}", words=superior.text)
                above = [found.setdefault(other.key, other).key]
            else:
                above = _meant(book, found, post, superior)
            if superior.kind == "line" and not post.above and len(above) == 1:
                if not _leads(found, post.key, above[0]):
                    post.above = above[0]
            elif superior.kind != "line" or post.above:
                post.ties += tuple(key for key in above if key != post.key)
    return found


def _without_position(book: Handbook) -> Iterator[Post]:
    """The roles of units in which there is no position and no further unit. A role that is held
    elsewhere, or from which another is written, is drawn there."""
    units = {position.unit for position in book.positions.values()}
    units |= {unit.part_of for unit in book.units.values() if unit.part_of}
    drawn = {position.role for position in book.positions.values()}
    drawn |= {role.based_on.role for role in book.roles.values() if role.based_on}
    for role in book.roles.values():
        if role.unit and role.unit not in units and role.id not in drawn:
            yield Post(f"role {role.id}", role.id, (role.unit,))


def _leads(found: Mapping[str, Post], key: str, other: str) -> bool:
    """Whether a post is above another, or the same."""
    while other:
        if other == key:
            return True
        other = found[other].above
    return False


def _meant(book: Handbook, found: Mapping[str, Post], post: Post, superior: Superior) -> list[str]:
    """The posts that a superior can mean: of those with its role, the nearest in the units."""
    if superior.position:
        return [superior.position] if superior.position in found else []
    roles = {other.role for other in superior.any_of} if superior.any_of else {superior.role}
    bases = {role.id: role.based_on.role for role in book.roles.values() if role.based_on}
    held = [
        other
        for other in found.values()
        if other.key != post.key and {other.role, bases.get(other.role)} & (roles - {None})
    ]
    if not book.positions:
        return [other.key for other in held if other.role in roles] if superior.role else []
    for unit in _upwards(book, post.units[0]):
        near = [other.key for other in held if unit in other.units]
        if near:
            return near
    return [other.key for other in held]


def _upwards(book: Handbook, unit: str) -> Iterator[str]:
    """A unit and those that it is part of."""
    seen: set[str] = set()
    while unit and unit not in seen:
        yield unit
        seen.add(unit)
        known = book.units.get(unit)
        unit = (known.part_of if known else None) or ""


def merged(found: Mapping[str, Post]) -> tuple[tuple[Post, ...], Mapping[str, str]]:
    """The posts that nobody leads, with all below them; and key -> key of the post in which it is
    drawn."""
    tops = []
    for post in found.values():
        if post.above:
            found[post.above].below.append(post)
        else:
            tops.append(post)
    drawn = {key: key for key in found}
    _merge(tops, found, drawn)
    return tuple(tops), drawn


def _merge(level: list[Post], found: Mapping[str, Post], drawn: dict[str, str]) -> None:
    first: dict[object, Post] = {}
    for post in list(level):
        _merge(post.below, found, drawn)
        same = first.setdefault(_shape(post, found), post)
        if same is not post and not set(same.units) & set(post.units):
            _join(same, post, drawn)
            level.remove(post)


def _join(post: Post, other: Post, drawn: dict[str, str]) -> None:
    post.units += other.units
    post.ties += other.ties
    drawn.update({key: post.key for key, into in drawn.items() if into == other.key})
    for mine, others in zip(post.below, other.below, strict=True):
        _join(mine, others, drawn)


def _shape(post: Post, found: Mapping[str, Post]) -> object:
    """What posts have in common that are drawn as one: all but their units."""
    ties = sorted(found[key].role for key in post.ties)
    below = tuple(_shape(other, found) for other in post.below)
    return post.role, post.words, post.seats, len(post.units), tuple(ties), below


def walk(level: Sequence[Post]) -> Iterator[Post]:
    """The posts of a level, each followed by those it leads."""
    for post in level:
        yield post
        yield from walk(post.below)
