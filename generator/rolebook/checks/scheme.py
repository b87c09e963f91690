"""Grading schemes: the keys of their method, the names inside them, and the four criteria.

Sources: the method's own shape (`rolebook.model.scheme`); for the criteria, directive (EU)
2023/970, article 4(4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from rolebook.checks.survey import Survey
from rolebook.findings import CODES, Finding, Severity, did_you_mean, finding
from rolebook.handbook.ids import repeated
from rolebook.model.base import Path
from rolebook.model.scheme import Allowed, Criterion, Scheme

METHOD_NEEDS = CODES.define(
    "method-needs", Severity.ERROR, "A grading scheme lacks what its method needs",
    """Each method calculates with certain keys. A point-factor scheme needs factors and bounds
    (which ends of a band belong to it); a level classification says what decides, and by what
    share where it goes by time; a profile match needs factors, profiles and variations.""",
    wrong="method: point-factor\n"
        "factors: ...",
    right="method: point-factor\n"
        "factors: ...\n"
        "bounds: both",
)  # fmt: skip
NOT_OF_METHOD = CODES.define(
    "not-of-method", Severity.ERROR, "A key that the scheme's method does not use",
    """The key belongs to another method of grading, so it would change nothing here: bands of
    points in a reference comparison, shifts in a point-factor scheme. Take it out, or mend
    method:.""",
    wrong="method: point-factor\n"
        "shifts: {lighter: 1, heavier: 1}",
    right="method: point-factor",
)  # fmt: skip
UNKNOWN_IN_SCHEME = CODES.define(
    "unknown-in-scheme", Severity.ERROR, "A grading scheme names something that it does not have",
    """Inside a scheme, factors, levels, grades and situations are named by their ids: in joint
    factors, rules after the sum, typical patterns and profiles. The name leads nowhere. Mend it, or
    add what it names.""",
    wrong="protected: [knowlege]",
    right="protected: [knowledge]",
)  # fmt: skip
MISSING_CRITERION = CODES.define(
    "missing-criterion", Severity.WARNING, "A scheme leaves out one of the four criteria",
    """Equal pay for work of equal value rests on four criteria: skills, effort, responsibility and
    working conditions. A scheme with no characteristic or factor for one of them does not see, for
    instance, heavy or emotionally demanding work. Add one with that criterion.""",
    wrong="- {id: knowledge, title: Knowledge, criterion: skills}",
    right="- {id: knowledge, title: Knowledge, criterion: skills}\n"
        "- {id: load, title: Physical load, criterion: effort}",
)  # fmt: skip
SHARE_LIMIT = CODES.define(
    "share-limit", Severity.ERROR, "A share of the working time that nothing or everything reaches",
    """A share of the working time is more than 0 and at most 100 per cent; more than 100 per cent
    nobody works. Mend at_least or more_than.""",
    wrong="share: {more_than: 100}",
    right="share: {more_than: 50}",
)  # fmt: skip

_COMPARISON, _POINTS = frozenset({"reference-comparison"}), frozenset({"point-factor"})
_LEVELS, _PROFILES = frozenset({"level-classification"}), frozenset({"profile-match"})

KEYS_OF: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("shifts", "dimensions", "combined", "trainees"), _COMPARISON),
    **dict.fromkeys(("joint", "excluding", "situations", "after_sum", "bounds"), _POINTS),
    **dict.fromkeys(("decides", "share"), _LEVELS),
    **dict.fromkeys(("profiles", "variations", "protected", "evaluated_by"), _PROFILES),
    "factors": _POINTS | _PROFILES,
}
"""The methods of each key that not all of them have."""

_INSIDE: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("grades", "min", _POINTS),
    ("grades", "max", _POINTS),
    ("grades", "typical", _POINTS),
    ("grades", "examples", _LEVELS),
    ("characteristics", "levels", _LEVELS),
    ("factors", "weight", _POINTS),
)
"""The same inside the entries of a list: list, key, methods."""

_NEEDED: Mapping[str, tuple[str, ...]] = {
    "point-factor": ("factors", "bounds"),
    "level-classification": ("decides",),
    "profile-match": ("factors", "profiles", "variations"),
}

_WHOLE = 100


def keys_of_methods(survey: Survey) -> Iterator[Finding]:
    """Each scheme has the keys that its method needs, and none of other methods."""
    for sheet, scheme in survey.schemes():
        lacking = [key for key in _NEEDED.get(scheme.method, ()) if not getattr(scheme, key)]
        lacking += _lacking_for_rule(scheme)
        if lacking:
            yield finding(
                METHOD_NEEDS, sheet.place("method"),
                f"a scheme by {scheme.method} needs {', '.join(lacking)}",
                " and ".join(f"add {key}:" for key in lacking),
            )  # fmt: skip
        for path in _foreign(scheme):
            yield finding(NOT_OF_METHOD, sheet.place(*path, key=True),
                          f"{path[-1]} has no meaning in a scheme by {scheme.method}",
                          "take it out")  # fmt: skip
        for key in ("share", "combined"):
            share = getattr(scheme, key)
            if share is not None and not _reachable(share.at_least, share.more_than):
                name = "at_least" if share.at_least is not None else "more_than"
                yield finding(SHARE_LIMIT, sheet.place(key, name),
                              "no job or every job would have this share",
                              "write a share between 0 and 100 per cent")  # fmt: skip


def _lacking_for_rule(scheme: Scheme) -> Iterator[str]:
    """What the deciding rule of a level classification needs on top."""
    if scheme.decides == "share_of_time" and scheme.share is None:
        yield "share"
    if scheme.decides in ("all", "majority") and not any(c.levels for c in scheme.characteristics):
        yield "characteristics with levels"


def _foreign(scheme: Scheme) -> Iterator[Path]:
    """The keys that stand there and belong to other methods."""
    for key, methods in KEYS_OF.items():
        if scheme.method not in methods and key in scheme.model_fields_set:
            yield (key,)
    if scheme.method == "level-classification" and scheme.decides != "share_of_time":
        yield from [("share",)] if scheme.share else []
    for name, key, methods in _INSIDE:
        for index, item in enumerate(getattr(scheme, name)):
            if scheme.method not in methods and key in item.model_fields_set:
                yield name, index, key
    for index, factor in enumerate(scheme.factors):
        for at, level in enumerate(factor.levels):
            if level.points is not None and scheme.method != "point-factor":
                yield "factors", index, "levels", at, "points"
            if level.same_as:
                yield "factors", index, "levels", at, "same_as"
    for index, characteristic in enumerate(scheme.characteristics):
        for at, level in enumerate(characteristic.levels):
            if level.points is not None:
                yield "characteristics", index, "levels", at, "points"


def _reachable(at_least: int | None, more_than: int | None) -> bool:
    if at_least is not None:
        return 0 < at_least <= _WHOLE
    return more_than is not None and more_than < _WHOLE


Name = tuple[Path, str, str, Sequence[str]]
"""A name inside a scheme: its place, the name, what it names, and what there is."""


def names_inside(survey: Survey) -> Iterator[Finding]:
    """What a scheme names, it has."""
    by_points = [id_ for id_, one in survey.handbook.schemes.items() if one.method in _POINTS]
    for sheet, scheme in survey.schemes():
        names = [*_names(scheme)]
        if scheme.evaluated_by:
            names.append((("evaluated_by",), scheme.evaluated_by, "point-factor scheme", by_points))
        for path, name, noun, known in names:
            if name not in known:
                hint = (
                    f"it is one of {', '.join(known)}" if known else f"add a {noun}, or take it out"
                )
                yield finding(UNKNOWN_IN_SCHEME, sheet.place(*path), f'there is no {noun} "{name}"',
                              did_you_mean(name, known) or hint)  # fmt: skip


def _names(scheme: Scheme) -> Iterator[Name]:
    factors = [factor.id for factor in scheme.factors]
    grades = [grade.id for grade in scheme.grades]
    situations = [situation.id for situation in scheme.situations]
    for i, grade in enumerate(scheme.grades):
        yield from _allowed(scheme, ("grades", i, "typical"), grade.typical)
    for i, row in enumerate(scheme.characteristics):
        for j, cell in enumerate(row.levels):
            yield ("characteristics", i, "levels", j, "id"), cell.id, "grade", grades
    for i, joint in enumerate(scheme.joint):
        yield ("joint", i, "row_factor"), joint.row_factor, "factor", factors
        yield ("joint", i, "column_factor"), joint.column_factor, "factor", factors
    for i, one in enumerate(scheme.excluding):
        for key, side in (("either", one.either), ("or", one.other)):
            for j, id_ in enumerate(side):
                yield ("excluding", i, key, j), id_, "factor", factors
    for i, rule in enumerate(scheme.after_sum):
        at: Path = ("after_sum", i)
        for j, id_ in enumerate(rule.situations):
            yield (*at, "situations", j), id_, "situation", situations
        yield from _allowed(scheme, (*at, "levels"), rule.levels)
        if rule.level_up:
            yield (*at, "level_up"), rule.level_up, "factor", factors
        for key in ("at_least_grade", "at_most_grade"):
            if name := getattr(rule, key):
                yield (*at, key), name, "grade", grades
    for i, profile in enumerate(scheme.profiles):
        yield ("profiles", i, "grade"), profile.grade, "grade", grades
        yield from _allowed(scheme, ("profiles", i, "levels"), profile.levels)
    for i, id_ in enumerate(scheme.protected):
        yield ("protected", i), id_, "factor", factors


def _allowed(scheme: Scheme, path: Path, allowed: Sequence[Allowed]) -> Iterator[Name]:
    """Levels of factors, as profiles, typical patterns and rules name them."""
    levels = {factor.id: [level.id for level in factor.levels] for factor in scheme.factors}
    for i, one in enumerate(allowed):
        yield (*path, i, "factor"), one.factor, "factor", list(levels)
        if one.factor in levels:
            for j, level in enumerate(one.levels):
                yield (*path, i, "levels", j), level, f"level of {one.factor}", levels[one.factor]


def repeated_names(survey: Survey) -> Iterator[Finding]:
    """Factors with their joint pairs, levels, situations, rules and profiles have their own ids."""
    for sheet, scheme in survey.schemes():
        for noun, named in _named(scheme):
            yield from repeated(sheet.source, noun, named)


def _named(scheme: Scheme) -> Iterator[tuple[str, list[tuple[str, Path]]]]:
    together = [("factors", one.id, i) for i, one in enumerate(scheme.factors)]
    together += [("joint", one.id, i) for i, one in enumerate(scheme.joint)]
    yield "factor id", [(id_, (name, i, "id")) for name, id_, i in together]
    for key, noun in (("situations", "situation"), ("after_sum", "rule"), ("profiles", "profile")):
        items = enumerate(getattr(scheme, key))
        yield f"{noun} id", [(item.id, (key, i, "id")) for i, item in items]
    for name in ("factors", "characteristics"):
        for i, item in enumerate(getattr(scheme, name)):
            cells: Path = (name, i, "levels")
            yield "level", [(one.id, (*cells, j, "id")) for j, one in enumerate(item.levels)]


def criteria(survey: Survey) -> Iterator[Finding]:
    """Each scheme serves all four criteria: by its factors, or by its characteristics."""
    for sheet, scheme in survey.schemes():
        key = "factors" if scheme.method in KEYS_OF["factors"] else "characteristics"
        served = {one.criterion for one in getattr(scheme, key)}
        for criterion in get_args(Criterion):
            if criterion not in served:
                words = criterion.replace("_", " ")
                yield finding(
                    MISSING_CRITERION, sheet.place(key, key=True),
                    f"no {key[:-1]} serves the criterion {words}, so work that is heavy in it "
                    "is not seen",
                    f"add a {key[:-1]} with criterion: {criterion}",
                )  # fmt: skip


RULES = (keys_of_methods, names_inside, repeated_names, criteria)
