"""Duties as areas with tasks: out of numbered lists, headings, and tables of area x activity x
criterion."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rolebook.importing.documents.filling.draft import Draft, Value, value, with_points
from rolebook.importing.documents.reading.lines import Pieces
from rolebook.importing.documents.sorting.forms import columns
from rolebook.importing.documents.sorting.segments import DUTIES, Left, Section
from rolebook.importing.documents.sorting.tags import Tagger
from rolebook.importing.documents.sorting.units import Element, Grid, Unit, cut, kind_of

_LONGEST_HEADING = 110
_SHARE = re.compile(
    r"\s*(?:[(\[]|[-–—:]\s)\s*(?:[^\W\d_]{1,7}\.?\s*|[±~]\s*)?(?P<share>\d{1,3})\s*%"
    r"(?:\s+[^\W\d_]+){0,3}\s*[)\]]?$"
)
"""``Planning (ca. 60 %)``, ``Planning - 60% of the time``: an area and its share of the time."""

Area = dict[str, Any]


def depth(unit: Unit) -> tuple[int, int, int]:
    """How deep a statement lies by its look: smaller is nearer to a heading."""
    line = unit.line
    kind = kind_of(unit.mark)
    ranks = {"": 9, "roman": 1, "upper": 2, "1": 3, "2": 4, "3": 5, "4": 6, "lower": 7, "bullet": 8}
    if line.style == "heading":
        return 0, line.level, 0
    if line.strong and line.style != "item":
        return 1, 0, ranks[kind]
    if kind == "" and line.style == "text":
        return 2, 0, 0
    return 3, line.level if line.style == "item" else 0, ranks[kind]


class Areas:
    """Collects areas from the sections of duties of one draft."""

    def __init__(self, draft: Draft, tagger: Tagger, article: bool) -> None:
        self.draft, self.tagger, self.article = draft, tagger, article
        self.found: list[Area] = []

    def section(self, section: Section, weight: str) -> None:
        head = section.heading or (section.opening[0] if section.opening else None)
        if section.heading:
            self.draft.labels += [("duties", unit.pieces) for unit in section.opening]
        elif section.opening:
            self.draft.labels += [("duties", unit.pieces) for unit in section.opening[1:]]
        self._default = head
        self._weight = weight
        self._mark = ""
        self._current: Area | None = None
        self._used = False
        runs: list[Element | list[Unit]] = []
        for entry in section.entries:
            if isinstance(entry, Grid):
                runs.append(entry)
            elif runs and isinstance(runs[-1], list):
                runs[-1].append(entry)
            else:
                runs.append([entry])
        for run in runs:
            if isinstance(run, Grid):
                self._grid(run)
            elif isinstance(run, list):
                self._list(run)
        if head is not None and not self._used:
            self.draft.labels.append(("duties", head.pieces))

    def weighed(self) -> list[Area]:
        """The areas. That all of them are main ones says nothing: then none has a weight."""
        if all("weight" in area and area["weight"].text == "main" for area in self.found):
            for area in self.found:
                del area["weight"]
        return self.found

    # Lists

    def _list(self, units: list[Unit]) -> None:
        task: list[Unit] = []
        base: tuple[int, int, int] | None = None
        for at, unit in enumerate(units):
            after = units[at + 1] if at + 1 < len(units) else None
            if self.article and not unit.mark and unit.text.endswith(":"):
                self._close(task)
                task = []
                self.draft.labels.append(("duties", unit.pieces))
                continue
            if self._criterion(unit):
                self._close(task)
                task = []
                continue
            if self._is_area(unit, after):
                self._close(task)
                task, base = [], None
                self._open(unit.body, unit)
                continue
            if self._is_prose(unit, units):
                self._close(task)
                task = []
                self.draft.left.append(Left(unit.pieces, "prose of an article"))
                continue
            if self._opens(unit, after, bool(task)):
                self.draft.labels.append(("duties", unit.pieces))
                continue
            here = depth(unit)
            numbered = task and (task[0].mark or task[0].text.endswith(":"))
            below = numbered and base is not None and here > base and bool(kind_of(unit.mark))
            if below or (task and _continues(task[-1], unit)):
                task.append(unit)
            else:
                self._close(task)
                task, base = [unit], here
        self._close(task)

    def _is_area(self, unit: Unit, after: Unit | None) -> bool:
        text = unit.text
        if after is None or len(text) > _LONGEST_HEADING or re.search(r"[.;,]$", text):
            return False
        if self._names_tasks(unit):
            return False
        if kind_of(unit.mark) and (self._names_tasks(after) or _labels_criterion(self, after)):
            return True
        if self._mark and unit.mark.startswith(f"{self._mark}."):
            return False
        line = unit.line
        if text.endswith(":") and (not unit.mark or unit.mark == "•"):
            below = bool(kind_of(after.mark)) and depth(after) > depth(unit)
            return below and len(text.split()) <= 8 and (line.strong or line.gap)
        if line.style == "heading":
            return depth(after) > depth(unit)
        if line.strong:
            return not after.line.strong
        kind, next_kind = kind_of(unit.mark), kind_of(after.mark)
        if kind in ("roman", "upper", "1", "2") and next_kind and depth(after) > depth(unit):
            return len(text.split()) <= 12
        return (
            not kind and line.style == "text" and bool(next_kind)
            and (line.gap or unit.copied or next_kind == "bullet")
            and len(text.split()) <= 9 and text[:1].isupper()
        )  # fmt: skip

    def _criterion(self, unit: Unit) -> bool:
        """``Result: ...`` below an area is its criterion."""
        label, colon, rest = unit.raw.partition(":")
        words = self.tagger.words
        if not (colon and rest.strip() and self._current is not None) or (
            words.column(label, self.tagger.lang) != "criteria"
        ):  # fmt: skip
            return False
        start = len(label) + 1
        self._current.setdefault("criteria", []).append(value(unit.part(start, len(unit.raw))))
        self.draft.labels.append(("criteria", unit.part(0, start)))
        self._marks(unit)
        return True

    def _names_tasks(self, unit: Unit) -> bool:
        """``Tasks:`` within an area."""
        words = self.tagger.words
        return unit.text.endswith(":") and (
            words.column(unit.text, self.tagger.lang) in ("tasks", "criteria")
            or getattr(words.section(unit.text, self.tagger.lang), "name", "") in DUTIES
        )  # fmt: skip

    def _is_prose(self, unit: Unit, units: Sequence[Unit]) -> bool:
        """In an article about a job, what stands around its lists."""
        if not self.article or unit.mark or unit.line.style == "item":
            return False
        return len(unit.text) > 60 or any(kind_of(other.mark) for other in units)

    def _opens(self, unit: Unit, after: Unit | None, within: bool) -> bool:
        """A sentence that only opens the list after it."""
        if unit.mark or not unit.text.endswith(":") or after is None:
            return False
        if self._names_tasks(unit):
            return True
        return (bool(after.mark) and not within) or self.tagger.tag(unit).kind == "lead-in"

    def _open(self, heading: Pieces, unit: Unit) -> None:
        if unit.mark_piece:
            self.draft.labels.append(("mark", (unit.mark_piece,)))
        self._mark = unit.mark
        text = " ".join(piece.text for piece in heading)
        share = _SHARE.search(text)
        if share and share.start():
            self._current = {"area": value(cut(heading, 0, share.start()))}
            self._current["time_share"] = Value(share["share"], cut(heading, *share.span("share")))
            self.draft.labels.append(("time_share", cut(heading, *share.span())))
        else:
            self._current = {"area": value(heading)}
        if self._weight:
            self._current["weight"] = Value(self._weight, unit.body)
        self.found.append(self._current)

    def _area(self) -> Area:
        """The area that tasks belong to; without a heading of its own it has the section's."""
        if self._current is None:
            self._used = True
            if self._default is not None:
                self._open(self._default.body, self._default)
            else:
                self._current = {"area": Value("…", (), "no heading was found for these")}
                self.found.append(self._current)
        assert self._current is not None
        return self._current

    def _close(self, units: list[Unit]) -> None:
        if not units:
            return
        marks = tuple(unit.mark_piece for unit in units if unit.mark_piece)
        if marks:
            self.draft.labels.append(("mark", marks))
        whole = list(units[0].body)
        points: list[Pieces] = []
        for unit in units[1:]:
            if unit.mark:
                points.append(unit.body)
            elif points:
                points[-1] = (*points[-1], *unit.body)
            else:
                whole += unit.body
        guess = "put together from several lines" if len(units) > 1 else ""
        self._area().setdefault("tasks", []).append(with_points(tuple(whole), points, guess))

    # Tables

    def _grid(self, grid: Grid) -> None:
        known = columns(grid, self.tagger)
        rows = grid.rows[1:] if known else grid.rows
        if known:
            for cell in grid.rows[0].cells:
                self.draft.labels += [("column", unit.pieces) for unit in cell]
        else:
            known = _guessed(grid)
            if not known:
                for unit in grid.units():
                    self.draft.note(value(unit.body, "a table that was not understood"))
                    self._marks(unit)
                return
        by_name = {name: column for column, name in known.items()}
        if (column := _of_criteria(grid, known)) is not None:
            known = {**known, column: "criteria"}
            by_name["criteria"] = column
            head = " ".join(unit.text for unit in grid.rows[0].cells[column])
            self.draft.remarks.append(f'the column "{head}" read as criteria')
        for row in rows:
            self._row(row.cells, by_name)
            for column, cell in enumerate(row.cells):
                if column not in known:
                    for unit in cell:
                        self.draft.note(value(unit.body, "a column that was not understood"))
                        self._marks(unit)

    def _row(self, cells: tuple[tuple[Unit, ...], ...], by_name: dict[str, int]) -> None:
        def cell(name: str) -> tuple[Unit, ...]:
            column = by_name.get(name)
            return cells[column] if column is not None and column < len(cells) else ()

        if heading := cell("area"):
            first, *rest = heading
            pieces = tuple(piece for unit in heading for piece in unit.body)
            self._open(pieces, first)
            for unit in rest:
                self._marks(unit)
            share = cell("time_share")
            if share and (number := re.search(r"\d+", share[0].raw)):
                assert self._current is not None
                self._current["time_share"] = Value(
                    number[0], share[0].part(*number.span())
                )  # fmt: skip
                self.draft.labels += [("time_share", unit.pieces) for unit in share]
            elif share:
                self.draft.note(value(share[0].body))
        tasks = [self._item(units) for units in _items(cell("tasks"))]
        if not (heading or tasks or cell("criteria")):
            return
        area = self._area()
        if tasks:
            area.setdefault("tasks", []).extend(tasks)
        criteria = [self._item(units) for units in _items(cell("criteria"))]
        if criteria and "area" not in by_name and len(tasks) == 1 and len(criteria) == 1:
            area["tasks"][-1] = {"task": tasks[0], "result": criteria[0]}
        elif criteria:
            area.setdefault("criteria", []).extend(criteria)
        for name in ("frequency", "time_share", "number", "weight"):
            if not (units := cell(name)) or (name == "time_share" and heading):
                continue
            pieces = tuple(piece for unit in units for piece in unit.pieces)
            if name == "frequency" and len(tasks) == 1:
                last = area["tasks"][-1]
                last = last if isinstance(last, dict) else {"task": last}
                area["tasks"][-1] = {**last, "frequency": value(pieces)}
            elif name == "number":
                self.draft.labels.append(("mark", pieces))
            else:
                self.draft.note(value(pieces, f"{name.replace('_', ' ')} of a task"))

    def _item(self, units: list[Unit]) -> Value:
        for unit in units:
            self._marks(unit)
        return value(tuple(piece for unit in units for piece in unit.body))

    def _marks(self, unit: Unit) -> None:
        if unit.mark_piece:
            self.draft.labels.append(("mark", (unit.mark_piece,)))


def _labels_criterion(areas: Areas, unit: Unit) -> bool:
    label, colon, _ = unit.raw.partition(":")
    return bool(colon) and areas.tagger.words.column(label, areas.tagger.lang) == "criteria"


def _continues(last: Unit, unit: Unit) -> bool:
    """A line without number that goes on in the middle of a sentence."""
    if unit.mark or unit.line.gap or unit.line.style == "heading":
        return False
    return bool(last.mark) and unit.text[:1].islower() and not re.search(r"[.;:]$", last.text)


def _items(cell: tuple[Unit, ...]) -> list[list[Unit]]:
    """The statements of a cell; deeper ones belong to the one above."""
    found: list[list[Unit]] = []
    for unit in cell:
        if found and (_continues(found[-1][-1], unit) or _deeper(found[-1][0], unit)):
            found[-1].append(unit)
        else:
            found.append([unit])
    return found


def _deeper(first: Unit, unit: Unit) -> bool:
    return first.line.style == "item" and unit.line.style == "item" and (
        unit.line.level > first.line.level
    )  # fmt: skip


def _of_criteria(grid: Grid, known: Mapping[int, str]) -> int | None:
    """The one column whose head nobody knows, where sentences stand in it beside areas and their
    tasks: what else is said of each area, its criteria."""
    width = max(len(row.cells) for row in grid.rows)
    other = [column for column in range(width) if column not in known]
    if len(other) != 1 or not {"area", "tasks"} <= set(known.values()) or (
        "criteria" in known.values() or other[0] < max(known)
    ):  # fmt: skip
        return None
    said = [unit.text for row in grid.rows[1:] for unit in row.cells[other[0]]]
    words = sum(len(text.split()) for text in said)
    return other[0] if said and words >= 3 * len(said) else None


def _guessed(grid: Grid) -> dict[int, str]:
    """Two columns of which the first is short: areas and their tasks."""
    width = max((len(row.cells) for row in grid.rows), default=0)
    if width == 1:
        return {0: "tasks"}
    short = all(len(" ".join(u.text for u in row.cells[0])) <= 80 for row in grid.rows)
    if short and width == 2:
        return {0: "area", 1: "tasks"}
    if short and width == 3:
        return {0: "area", 1: "tasks", 2: "criteria"}
    return {}
