"""Point-factor schemes: points of levels and matrices, bands without holes, rules after the sum.

Whether a hole between two bands matters depends on whether a total can fall into it, so all totals
that can come about are looked at (`rolebook.grading.bands.attainable_totals`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rolebook.checks.survey import Sheet, Survey
from rolebook.findings import CODES, Finding, Related, Severity, finding
from rolebook.grading.bands import attainable_totals, band_of
from rolebook.model.base import Path
from rolebook.model.scheme import Factor, Joint, Scheme

LEVEL_POINTS = CODES.define(
    "level-points", Severity.ERROR, "The points of a factor's levels do not work",
    """Each level of a factor is worth points, unless it is scored jointly with another factor. The
    levels go from the lowest to the highest, so their points never fall, and a weight is not
    negative: a job that asks more must not come out lower.""",
    wrong="levels: [{id: 1, points: 20}, {id: 2, points: 10}]",
    right="levels: [{id: 1, points: 10}, {id: 2, points: 20}]",
)  # fmt: skip
JOINT_MATRIX = CODES.define(
    "joint-matrix", Severity.ERROR, "The matrix of two joint factors does not fit them",
    """A matrix has one row for each level of the row factor, lowest first, and in each row the
    points with each level of the column factor, lowest first; neither along a row nor down a column
    do they fall. The points stand in the matrix only: neither factor has points of its own, is part
    of another matrix, is left out by an alternative or is raised by a rule.""",
    wrong="rows:        (the row factor has the levels 1, 2 and 3)\n"
        "  - {level: 1, points: [30, 60]}\n"
        "  - {level: 2, points: [45, 75]}",
    right="rows:\n"
        "  - {level: 1, points: [30, 60]}\n"
        "  - {level: 2, points: [45, 75]}\n"
        "  - {level: 3, points: [80, 110]}",
)  # fmt: skip
BANDS_ORDER = CODES.define(
    "bands-out-of-order", Severity.ERROR, "The bands of points are not in order",
    """The grades go from the lowest to the highest, and so do their bands: each has a lower bound
    (min) and an upper bound (max) above it. Only the lowest may be open below and only the highest
    open above.""",
    wrong="- {id: A, min: 200, max: 299}\n"
        "- {id: B, min: 100, max: 199}",
    right="- {id: B, min: 100, max: 199}\n"
        "- {id: A, min: 200, max: 299}",
)  # fmt: skip
BANDS_OVERLAP = CODES.define(
    "bands-overlap", Severity.ERROR, "Two bands of points overlap",
    """A total would lie in two grades. Published tables often print 110-155 and 155-200: then say
    with bounds: which ends belong to a band (min: the lower one only, max: the upper one only).
    Otherwise mend the bounds.""",
    wrong="bounds: both\n"
        "grades: [{id: A, min: 110, max: 155}, {id: B, min: 155, max: 200}]",
    right="bounds: max\n"
        "grades: [{id: A, min: 110, max: 155}, {id: B, min: 155, max: 200}]",
)  # fmt: skip
BANDS_GAP = CODES.define(
    "bands-gap", Severity.ERROR, "A total can fall between two bands",
    """Some combination of levels gives a total between the upper bound of one grade and the lower
    bound of the next, where there is no grade. (A gap that no total can hit is none: with points in
    fives, 250 and 255 follow each other.) Close the gap, or mend the points.""",
    wrong="grades: [{id: A, min: 10, max: 19}, {id: B, min: 21, max: 30}]   (20 can come about)",
    right="grades: [{id: A, min: 10, max: 20}, {id: B, min: 21, max: 30}]",
)  # fmt: skip
BEYOND_BANDS = CODES.define(
    "totals-beyond-bands", Severity.NOTE, "Totals can lie below or above all bands",
    """The levels can sum to totals below the lowest or above the highest band. Such a job is
    reported as out of range and gets no grade. That may be meant, and published schemes do it; if
    not, open the band at that end or move its bound.""",
    wrong="grades: [{id: A, min: 10, max: 30}]     (the levels sum to 40 at most)",
    right="grades: [{id: A, min: 10}]",
)  # fmt: skip
AFTER_SUM_RULE = CODES.define(
    "after-sum-rule", Severity.ERROR, "A rule after the sum that cannot work",
    """Rules are applied in their order. Those that change the total (points, level_up) come before
    those that change the grade, because the grade is looked up in between. A rule that counts
    situations names at least as many as it asks for.""",
    wrong="- {id: many, text: ..., situations: [nights], at_least: 3, points: 20}",
    right="- {id: many, text: ..., situations: [nights, heat, noise], at_least: 3, points: 20}",
)  # fmt: skip
NO_WEIGHT = CODES.define(
    "criterion-without-weight", Severity.WARNING, "A criterion that cannot change a grade",
    """The scheme has a factor for the criterion, but all its levels are worth the same, or its
    weight is nought, so that the factor never counts. Work that is heavy in it is seen and not
    valued. Effort and working conditions are the ones that schemes forget. Give it weight.""",
    wrong="- {id: load, title: Load, criterion: effort, weight: 0, levels: ...}",
    right="- {id: load, title: Load, criterion: effort, levels: ...}",
)  # fmt: skip

_SHOWN = 3


def point_schemes(survey: Survey) -> Iterator[tuple[Sheet, Scheme]]:
    return ((sheet, one) for sheet, one in survey.schemes() if one.method == "point-factor")


def _jointly(scheme: Scheme) -> frozenset[str]:
    """The factors that are scored in pairs."""
    return frozenset(id_ for one in scheme.joint for id_ in (one.row_factor, one.column_factor))


def points_of_levels(survey: Survey) -> Iterator[Finding]:
    """Every level has its points, and they rise."""
    for sheet, scheme in point_schemes(survey):
        jointly = _jointly(scheme)
        for i, factor in enumerate(scheme.factors):
            yield from _points(sheet, factor, ("factors", i), factor.id in jointly)


def _points(sheet: Sheet, factor: Factor, path: Path, jointly: bool) -> Iterator[Finding]:
    if factor.weight < 0:
        yield finding(LEVEL_POINTS, sheet.place(*path, "weight"), "a weight is not negative",
                      "write a weight of nought or more")  # fmt: skip
    before: Decimal | None = None
    for j, level in enumerate(factor.levels):
        place = sheet.place(*path, "levels", j)
        if jointly and level.points is not None:
            yield finding(JOINT_MATRIX, place, f"{factor.id} is scored from a matrix, and its "
                          "levels have points as well", "take the points out here")  # fmt: skip
        elif not jointly and level.points is None:
            yield finding(LEVEL_POINTS, place, f"level {level.id} of {factor.id} has no points",
                          "add points:")  # fmt: skip
        elif before is not None and level.points is not None and level.points < before:
            yield finding(
                LEVEL_POINTS, place,
                f"level {level.id} of {factor.id} is worth less than the level before it",
                "put the levels in order, or mend the points",
            )  # fmt: skip
        before = level.points


def matrices(survey: Survey) -> Iterator[Finding]:
    """Each matrix fits its two factors, and nothing else is done with them."""
    for sheet, scheme in point_schemes(survey):
        levels = {factor.id: [one.id for one in factor.levels] for factor in scheme.factors}
        excluded = {id_ for one in scheme.excluding for id_ in (*one.either, *one.other)}
        raised = {rule.level_up for rule in scheme.after_sum}
        taken: set[str] = set()
        for i, joint in enumerate(scheme.joint):
            for key in ("row_factor", "column_factor"):
                id_ = getattr(joint, key)
                if id_ in taken or id_ in excluded or id_ in raised:
                    yield finding(
                        JOINT_MATRIX, sheet.place("joint", i, key),
                        f"{id_} is in this matrix, and used in another way as well",
                        "keep it out of other matrices, alternatives and level_up",
                    )  # fmt: skip
                taken.add(id_)
            down, across = levels.get(joint.row_factor), levels.get(joint.column_factor)
            if down and across:
                yield from _matrix(sheet, joint, ("joint", i, "rows"), down, across)


def _matrix(
    sheet: Sheet, joint: Joint, path: Path, down: Sequence[str], across: Sequence[str]
) -> Iterator[Finding]:
    if [row.level for row in joint.rows] != list(down):
        yield finding(JOINT_MATRIX, sheet.place(*path[:-1], "rows", key=True),
                      f"the rows are not the levels of {joint.row_factor} in their order",
                      f"write one row for each of {', '.join(down)}")  # fmt: skip
    above: tuple[Decimal, ...] = ()
    for i, row in enumerate(joint.rows):
        place = sheet.place(*path, i, "points")
        for j, level in enumerate(row.improbable):
            if level not in across:
                yield finding(
                    JOINT_MATRIX, sheet.place(*path, i, "improbable", j),
                    f'{joint.column_factor} has no level "{level}"',
                    f"its levels are {', '.join(across)}",
                )  # fmt: skip
        if len(row.points) != len(across):
            yield finding(
                JOINT_MATRIX, place,
                f"the row has {len(row.points)} points, and {joint.column_factor} "
                f"{len(across)} levels", f"write the points with {', '.join(across)}",
            )  # fmt: skip
        elif list(row.points) != sorted(row.points):
            yield finding(JOINT_MATRIX, place, "the points fall along the row", "mend the points")
        elif any(new < old for new, old in zip(row.points, above, strict=False)):
            yield finding(JOINT_MATRIX, place, "the points are lower than in the row before",
                          "mend the points")  # fmt: skip
        above = row.points


def bands(survey: Survey) -> Iterator[Finding]:
    """The bands follow each other, and every total between them has its grade."""
    for sheet, scheme in point_schemes(survey):
        found = [*_order(sheet, scheme), *_overlaps(sheet, scheme)]
        yield from found or _holes(sheet, scheme)


def _order(sheet: Sheet, scheme: Scheme) -> Iterator[Finding]:
    last = len(scheme.grades) - 1
    for i, grade in enumerate(scheme.grades):
        place = sheet.place("grades", i)
        if (grade.min is None and i > 0) or (grade.max is None and i < last):
            lacking = "min" if grade.min is None and i > 0 else "max"
            yield finding(BANDS_ORDER, place, f"grade {grade.id} has no {lacking}",
                          f"add {lacking}: with the bound of its band")  # fmt: skip
        elif grade.min is not None and grade.max is not None and grade.min > grade.max:
            yield finding(BANDS_ORDER, place, f"the bounds of grade {grade.id} are turned round",
                          f"write min: {grade.max}, max: {grade.min}")  # fmt: skip
        elif i and grade.min is not None:
            before = scheme.grades[i - 1].min
            if before is not None and grade.min <= before:
                yield finding(
                    BANDS_ORDER, place,
                    f"grade {grade.id} does not begin above grade {scheme.grades[i - 1].id}",
                    "put the grades in order, lowest first",
                    [Related(sheet.place("grades", i - 1), "the grade before it")],
                )  # fmt: skip


def _overlaps(sheet: Sheet, scheme: Scheme) -> Iterator[Finding]:
    for i in range(1, len(scheme.grades)):
        low, high = scheme.grades[i - 1], scheme.grades[i]
        if low.max is None or high.min is None:
            continue
        touching = low.max == high.min and scheme.bounds == "both"
        if touching or low.max > high.min:
            where = f"at {high.min}" if touching else f"from {high.min} to {low.max}"
            yield finding(
                BANDS_OVERLAP, sheet.place("grades", i, "min"),
                f"the bands of {low.id} and {high.id} overlap {where}",
                "bounds: min or bounds: max says which end belongs to a band" if touching
                else "mend the bounds",
                [Related(sheet.place("grades", i - 1, "max"), f"the upper bound of {low.id}")],
            )  # fmt: skip


def _holes(sheet: Sheet, scheme: Scheme) -> Iterator[Finding]:
    """Totals that can come about and have no grade: between bands, or beyond all of them."""
    totals = attainable_totals(scheme)
    if totals is None or not scheme.bounds:
        return
    between: dict[int, list[Decimal]] = {}
    beyond: list[Decimal] = []
    for total in totals:
        if band_of(scheme, total) is None:
            above = _first_above(scheme, total)
            if above in (0, len(scheme.grades)):
                beyond.append(total)
            else:
                between.setdefault(above, []).append(total)
    for i, missed in between.items():
        low, high = scheme.grades[i - 1], scheme.grades[i]
        yield finding(
            BANDS_GAP, sheet.place("grades", i, "min"),
            f"totals that can come about lie between {low.id} and {high.id}: {_some(missed)}",
            "close the gap between the two bands",
            [Related(sheet.place("grades", i - 1, "max"), f"the upper bound of {low.id}")],
        )  # fmt: skip
    if beyond:
        yield finding(
            BEYOND_BANDS, sheet.place("grades", key=True),
            f"totals that can come about lie in no band: {_some(beyond)}",
            "open the lowest or highest band if such jobs shall have a grade",
        )  # fmt: skip


def _first_above(scheme: Scheme, total: Decimal) -> int:
    """The place of the first grade that begins at or above a total; the number of grades where
    there is none."""
    for i, grade in enumerate(scheme.grades):
        if grade.min is not None and grade.min >= total:
            return i
    return len(scheme.grades)


def _some(totals: Sequence[Decimal]) -> str:
    shown = ", ".join(f"{total:f}" for total in totals[:_SHOWN])
    more = len(totals) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def rules_after_the_sum(survey: Survey) -> Iterator[Finding]:
    """Rules that change the total come first, and no rule asks for more than it names."""
    for sheet, scheme in point_schemes(survey):
        graded: Path | None = None
        for i, rule in enumerate(scheme.after_sum):
            path: Path = ("after_sum", i)
            if rule.points is None and not rule.level_up:
                graded = graded or path
            elif graded:
                yield finding(
                    AFTER_SUM_RULE, sheet.place(*path, "id"),
                    f'the rule "{rule.id}" changes the total after a rule that changes the grade',
                    "put rules with points or level_up first",
                    [Related(sheet.place(*graded, "id"), "this rule changes the grade")],
                )  # fmt: skip
            if rule.at_least is not None and rule.at_least > len(set(rule.situations)):
                yield finding(
                    AFTER_SUM_RULE, sheet.place(*path, "at_least"),
                    f"the rule asks for {rule.at_least} situations and names "
                    f"{len(set(rule.situations))}", "name more of them, or ask for fewer",
                )  # fmt: skip


def weights(survey: Survey) -> Iterator[Finding]:
    """Each criterion that has a factor can change a total."""
    for sheet, scheme in point_schemes(survey):
        first: dict[str, int] = {}
        counted: set[str] = set()
        for i, factor in enumerate(scheme.factors):
            first.setdefault(factor.criterion, i)
            if _counts(scheme, factor):
                counted.add(factor.criterion)
        for criterion, i in first.items():
            if criterion not in counted:
                words = criterion.replace("_", " ")
                yield finding(
                    NO_WEIGHT, sheet.place("factors", i),
                    f"no factor for the criterion {words} can change a total, so work that is "
                    "heavy in it is not valued",
                    "give its levels different points and a weight above nought",
                )  # fmt: skip


def _counts(scheme: Scheme, factor: Factor) -> bool:
    if factor.id in _jointly(scheme):
        return True
    return bool(factor.weight) and len({level.points for level in factor.levels}) > 1


RULES = (points_of_levels, matrices, bands, rules_after_the_sum, weights)
