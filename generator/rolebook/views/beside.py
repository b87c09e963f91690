"""Two or three roles side by side: what they say alike, and in what each differs.

Each role is told by itself (`told`), chapter by chapter; `beside` lays what was told together. The
site hands what is told of each role to the reader's browser, which lays it together by the same
rules (`beside.js`): a page for each pair of roles would be too many. A test holds both together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal

from rolebook.findings import folded
from rolebook.model.numbering import letter
from rolebook.model.role import Role
from rolebook.model.work import Area
from rolebook.records.wording import said as said_in
from rolebook.records.wording import similarity
from rolebook.views.document import (
    Fact,
    Facts,
    Line,
    Link,
    Span,
    plain,
)
from rolebook.views.grading_pages import why_this_grade
from rolebook.views.own_words import counterparts, with_own_words
from rolebook.views.pages import kind_of
from rolebook.views.parts import position, said
from rolebook.views.parts.part import Build, BuildFacts
from rolebook.views.writer import Writer, area_anchor, task_anchor

MOST = 3
"""So many roles at most: more columns nobody reads."""

_HEADING = "title:"
"""How the key of an area begins that is its heading."""
_HEADINGS_ALIKE = 0.4
"""From which share of common words two headings are about the same."""
_SHORT = 3
"""Words of so many letters tie others together and tell nothing of a heading."""

_GLANCE: tuple[BuildFacts, ...] = (
    position.family, position.unit, position.grade, position.context_grades, position.category,
    position.code,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Aspect:
    """What one role says about one thing. Of two roles, aspects that share a key are about the
    same."""

    keys: tuple[str, ...]
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Aspects that belong together. Every role has the same chapters, some without aspects."""

    key: str
    title: str
    aspects: tuple[Aspect, ...]


Sign = Literal["same", "only", "not", "other", "different"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One row: what each role says (``cells``, one per role) and the difference. ``who`` is the
    role that it is about, by its place: the only one that says it (``only``), the one that does not
    (``not``), the one that says something else than the two others (``other``)."""

    title: str
    cells: tuple[tuple[Line, ...], ...]
    sign: Sign
    who: int | None = None

    @property
    def by_word(self) -> bool:
        """Whether the words are marked in which the roles differ."""
        return any(span.mark for lines in self.cells for line in lines for span in line.spans)


# -- what one role says


def told(writer: Writer, role: Role) -> tuple[Chapter, ...]:
    """Everything that a comparison shows of a role."""
    _ = writer.words
    numbers = _items(role)
    chapters = (
        Chapter("glance", _("At a glance"), (
            Aspect(("kind",), _("Kind"), (plain(kind_of(writer, role)),)),
            *(one for build in _GLANCE for one in _of_facts(build(writer, role))),
            *_of_builds(writer, role, said.PLACE),
        )),
        Chapter("purpose", _("Purpose"), tuple(_of_builds(writer, role, said.WORK))),
        Chapter("areas", _("Areas and tasks"), tuple(
            _of_area(writer, area) for area in role.responsibilities)),
        Chapter("characteristics", _("Characteristics of the job"), tuple(
            Aspect((one.anchor,), one.title, said.of_blocks(writer, one.blocks))
            for one in said.characteristics(writer, role))),
        Chapter("person", _("Requirements and powers"), tuple(
            _of_builds(writer, role, said.PERSON))),
        Chapter("grade", writer.grade_label, tuple(_of_grade(writer, role))),
    )  # fmt: skip
    return tuple(_with_items(chapter, role.id, numbers) for chapter in chapters)


def _of_facts(facts: Iterable[Fact]) -> Iterator[Aspect]:
    return (Aspect((fact.label,), fact.label, fact.values) for fact in facts)


def _of_builds(writer: Writer, role: Role, builds: Iterable[Build]) -> Iterator[Aspect]:
    """An aspect for each part, or for each of its facts."""
    for build in builds:
        parts = tuple(build(writer, role))
        for part in parts:
            facts = [row for block in part.blocks if isinstance(block, Facts) for row in block.rows]
            if facts:
                yield from _of_facts(facts)
            else:
                lines = said.of_blocks(writer, part.blocks)
                yield Aspect((part.name,), said.title(writer, parts), lines)


def _of_area(writer: Writer, area: Area) -> Aspect:
    """An area, known by its id and by its heading: its tasks and its result criteria."""
    label = writer.words("Result criterion")
    tasks = (said.of_task(writer, task) for task in area.tasks)
    criteria = (writer.named(label, line) for line in writer.lines(area.criteria))
    title = area.area.plain
    keys = (f"id:{area.id}",) if area.id else ()
    return Aspect((*keys, f"{_HEADING}{folded(title)}"), title, (*tasks, *criteria))


def _of_grade(writer: Writer, role: Role) -> Iterator[Aspect]:
    """Why the role has its grade, as far as the site may show it."""
    for section in why_this_grade(writer, role):
        for block in section.blocks:
            if isinstance(block, Facts):
                yield from _of_facts(block.rows)


def _items(role: Role) -> Mapping[str, tuple[str, str]]:
    """Number and place of each area and task that has an id: every layout counts in its own way,
    so they are counted here as A, A.1 in all roles."""
    found = {}
    for a, area in enumerate(role.responsibilities, 1):
        if area.id:
            found[area.id] = (letter(a), area_anchor(a))
        for t, task in enumerate(area.tasks, 1):
            if area.id and task.id:
                found[f"{area.id}/{task.id}"] = (f"{letter(a)}.{t}", task_anchor(a, t))
    return found


def _with_items(value: Any, role: str, numbers: Mapping[str, tuple[str, str]]) -> Any:
    """References to items of the role lead to their place on its page."""
    if isinstance(value, Span):
        if value.link is None or value.link.kind != "item":
            return value
        number, anchor = numbers.get(value.link.id, (value.link.id, ""))
        link = Link("role", role, anchor) if anchor else None
        return replace(value, text=value.text or number, link=link)
    if isinstance(value, tuple):
        return tuple(_with_items(item, role, numbers) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            f.name: new
            for f in fields(value)
            if (new := _with_items(old := getattr(value, f.name), role, numbers)) != old
        }
        return replace(value, **changed) if changed else value
    return value


# -- laid together


def beside(tellings: Sequence[Sequence[Chapter]]) -> Iterator[tuple[Chapter, tuple[Compared, ...]]]:
    """Each chapter in which a role says something, with its rows."""
    for chapters in zip(*tellings, strict=True):
        rows = tuple(row for group in _groups(chapters) for row in _rows(*group))
        if rows:
            yield chapters[0], rows


@dataclass(slots=True)
class _Group:
    """What the roles say about one thing: one cell per role."""

    titles: list[str]
    keys: set[str]
    cells: list[tuple[Line, ...]]

    def add(self, number: int, aspect: Aspect) -> None:
        if aspect.title not in self.titles:
            self.titles.append(aspect.title)
        self.keys.update(aspect.keys)
        self.cells[number] = aspect.lines


def _groups(chapters: Sequence[Chapter]) -> list[tuple[str, list[tuple[Line, ...]]]]:
    """Title and what each role says, for each thing that any role speaks of. Aspects that no key
    brings together are brought together by headings that are nearly alike, the likest first."""
    groups: list[_Group] = []
    for number, chapter in enumerate(chapters):
        left = []
        for aspect in chapter.aspects:
            free = (group for group in groups
                    if group.keys & set(aspect.keys) and not group.cells[number])  # fmt: skip
            if group := next(free, None):
                group.add(number, aspect)
            else:
                left.append(aspect)
        fits = sorted(
            (-fit, at, n)
            for at, group in enumerate(groups)
            for n, aspect in enumerate(left)
            if (fit := _alike(group.keys, aspect.keys)) >= _HEADINGS_ALIKE
        )
        joined: dict[int, _Group] = {}
        for _fit, at, n in fits:
            if n not in joined and not groups[at].cells[number]:
                joined[n] = groups[at]
                groups[at].add(number, left[n])
        for n, aspect in enumerate(left):
            if n not in joined:
                groups.append(_Group([], set(), [() for _ in chapters]))
                groups[-1].add(number, aspect)
    return [(" / ".join(group.titles), group.cells) for group in groups]


def _alike(keys: Iterable[str], others: Iterable[str]) -> float:
    """How much the headings of two areas have in common, by their words of some length."""
    bags = [[_telling(key) for key in these if key.startswith(_HEADING)]
            for these in (keys, others)]  # fmt: skip
    pairs = ((one, other) for one in bags[0] for other in bags[1] if one and other)
    return max((similarity(one, other) for one, other in pairs), default=0.0)


def _telling(key: str) -> Counter[str]:
    words = said_in(key.removeprefix(_HEADING))
    return Counter({word: often for word, often in words.items() if len(word) > _SHORT})


def _rows(title: str, cells: Sequence[tuple[Line, ...]]) -> Iterator[Compared]:
    """A value of each role makes one row. Lists make a row of what all say, one of what all but one
    say, one of each line that has counterparts which say nearly the same, and one of what each says
    alone."""
    if all(len(lines) <= 1 for lines in cells):
        if any(cells):
            yield _row(title, cells)
        return
    every = range(len(cells))
    having = {
        line: tuple(n for n in every if line in cells[n]) for lines in cells for line in lines
    }
    groups = [tuple(every)]
    if len(cells) > 2:
        groups += [tuple(n for n in every if n != left) for left in reversed(every)]
    for group in groups:
        shared = tuple(line for line in cells[group[0]] if having[line] == group)
        if shared:
            yield _row(title, [shared if n in group else () for n in every])
    alone = [tuple(line for line in lines if len(having[line]) == 1) for lines in cells]
    pairs = counterparts(alone)
    for pair in pairs:
        lines = zip(alone, pair, strict=True)
        yield _row(title, [() if at is None else (own[at],) for own, at in lines])
    left = [
        tuple(line for at, line in enumerate(own) if all(pair[n] != at for pair in pairs))
        for n, own in enumerate(alone)
    ]
    if any(left):
        yield _row(title, left)


def _row(title: str, cells: Sequence[tuple[Line, ...]]) -> Compared:
    """The row with its difference."""
    filled = [n for n, lines in enumerate(cells) if lines]
    empty = [n for n, lines in enumerate(cells) if not lines]
    kinds = list(dict.fromkeys(cells[n] for n in filled))
    sign: Sign = "different"
    who = None
    if len(kinds) == 1 and not empty:
        sign = "same"
    elif len(filled) == 1:
        sign, who = "only", filled[0]
    elif len(kinds) == 1 and len(empty) == 1:
        sign, who = "not", empty[0]
    elif len(kinds) == 2 and len(filled) == MOST:
        who = next(n for n in filled if sum(cells[n] == cells[m] for m in filled) == 1)
        sign = "other"
    if sign in ("other", "different") and all(len(lines) <= 1 for lines in cells):
        cells = _with_own_words(cells)
    return Compared(title, tuple(cells), sign, who)


def _with_own_words(cells: Sequence[tuple[Line, ...]]) -> list[tuple[Line, ...]]:
    """Cells of a line at most: marked is what a line says that another one like it does not."""
    marked = iter(with_own_words([line for lines in cells for line in lines]))
    return [(next(marked),) if lines else () for lines in cells]
