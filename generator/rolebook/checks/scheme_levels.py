"""Level classification and profile match: a whole matrix, whole profiles."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.checks.survey import Sheet, Survey
from rolebook.findings import CODES, Finding, Severity, finding
from rolebook.model.base import Path
from rolebook.model.scheme import Profile, Scheme, SchemeCharacteristic

MISSING_CELL = CODES.define(
    "missing-cell", Severity.WARNING, "A level matrix has an empty cell",
    """Each characteristic says for each grade what a job in it asks, or that it asks the same as in
    the grade below or above (same_as: lower, same_as: higher). Where a cell is empty, nobody can
    tell whether a job reaches that grade.""",
    wrong="levels: [{id: F, text: ...}, {id: H, text: ...}]     (the scheme has F, G and H)",
    right="levels: [{id: F, text: ...}, {id: G, same_as: lower}, {id: H, text: ...}]",
)  # fmt: skip
INHERITED_CELL = CODES.define(
    "inherited-cell", Severity.ERROR, "A cell inherits from nothing",
    """same_as: lower or higher gives a cell the text of its neighbour. The neighbour has to be
    there, must not say that it is the same as this one, and the cell has no text of its own.""",
    wrong="levels: [{id: F, same_as: lower}, ...]      (F is the lowest grade)",
    right="levels: [{id: F, same_as: higher}, ...]",
)  # fmt: skip
INCOMPLETE_PROFILE = CODES.define(
    "incomplete-profile", Severity.ERROR, "A profile does not name each factor once",
    """A profile says for every factor of the scheme which levels it allows, once. A factor that is
    left out would match any job, however high or low it is on it.""",
    wrong="levels: [{factor: knowledge, levels: [3]}]     (the scheme also has effort)",
    right="levels: [{factor: knowledge, levels: [3]}, {factor: effort, levels: [1, 2]}]",
)  # fmt: skip


def matrices(survey: Survey) -> Iterator[Finding]:
    """Each characteristic of a level classification describes every grade."""
    for sheet, scheme in survey.schemes():
        if scheme.method == "level-classification":
            for i, row in enumerate(scheme.characteristics):
                if row.levels:
                    yield from _row(sheet, scheme, row, ("characteristics", i, "levels"))


def _row(sheet: Sheet, scheme: Scheme, row: SchemeCharacteristic, path: Path) -> Iterator[Finding]:
    grades = [grade.id for grade in scheme.grades]
    cells = {cell.id: cell for cell in row.levels}
    empty = [g for g in grades if g not in cells or not (cells[g].text or cells[g].same_as)]
    if empty:
        yield finding(
            MISSING_CELL, sheet.place(*path, key=True),
            f"{row.id} says nothing for {', '.join(empty)}",
            "add the cell with its text, or with same_as:",
        )  # fmt: skip
    for j, cell in enumerate(row.levels):
        if not cell.same_as or cell.id not in grades:
            continue
        place = sheet.place(*path, j)
        at = grades.index(cell.id) + (1 if cell.same_as == "higher" else -1)
        there = cells.get(grades[at]) if 0 <= at < len(grades) else None
        back = "lower" if cell.same_as == "higher" else "higher"
        if there is None:
            yield finding(INHERITED_CELL, place, f"there is no cell {cell.same_as} than {cell.id}",
                          "write its text, or turn same_as: round")  # fmt: skip
        elif there.same_as == back:
            # Told once, at the higher of the two.
            if cell.same_as == "lower":
                yield finding(INHERITED_CELL, place,
                              f"{there.id} and {cell.id} say that they are the same as each other",
                              "write the text in one of them")  # fmt: skip
        elif cell.text:
            yield finding(INHERITED_CELL, place,
                          f"{cell.id} has a text and says that it is the same as {there.id}",
                          "keep one of the two")  # fmt: skip


def profiles(survey: Survey) -> Iterator[Finding]:
    """Each profile names each factor once."""
    for sheet, scheme in survey.schemes():
        for i, profile in enumerate(scheme.profiles):
            yield from _profile(sheet, scheme, profile, ("profiles", i, "levels"))


def _profile(sheet: Sheet, scheme: Scheme, profile: Profile, path: Path) -> Iterator[Finding]:
    named = [one.factor for one in profile.levels]
    lacking = [factor.id for factor in scheme.factors if factor.id not in named]
    if lacking:
        yield finding(INCOMPLETE_PROFILE, sheet.place(*path, key=True),
                      f"the profile {profile.id} does not say which levels of "
                      f"{', '.join(lacking)} it allows", "add them")  # fmt: skip
    for j, factor in enumerate(named):
        if factor in named[:j]:
            yield finding(INCOMPLETE_PROFILE, sheet.place(*path, j, "factor"),
                          f"the profile {profile.id} names {factor} twice",
                          "put all its levels into one entry")  # fmt: skip


RULES = (matrices, profiles)
