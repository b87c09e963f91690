"""Grades: of the scheme in use, within their context, and as the application rules shift them.

Source of the rules: the common shape of Dutch sector handbooks (a reference job's context names
the grades in which that kind of job occurs; lighter and heavier shift by the scheme's steps; an
outcome outside the context states no grade).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolebook.checks.decisions import explained
from rolebook.checks.survey import Sheet, Survey
from rolebook.findings import CODES, Finding, Place, Related, Severity, did_you_mean, finding
from rolebook.grading.comparison import SIDES
from rolebook.grading.ladder import grades_within
from rolebook.model.role import Role
from rolebook.model.scheme import Scheme, SchemeCharacteristic

UNKNOWN_GRADE = CODES.define(
    "unknown-grade", Severity.ERROR, "A grade that the scheme in use does not have",
    """grade: and the grades of a context or an application rule are written as in the scheme that
    mkdocs.yml names (extra, handbook, grading, scheme). Mend the grade, or the scheme.""",
    wrong="grade: M             (the scheme ends with L)",
    right="grade: L",
)  # fmt: skip
CONTEXT_ORDER = CODES.define(
    "context-order", Severity.ERROR, "The grades of a context are not in order",
    """context: {grades: [I, J]} names the grades from the lowest to the highest, in the order of
    the scheme; two grades name a range with all between them. Turn them round.""",
    wrong="context: {grades: [J, I]}",
    right="context: {grades: [I, J]}",
)  # fmt: skip
OUTSIDE_CONTEXT = CODES.define(
    "grade-outside-context", Severity.ERROR, "A grade lies outside the context of its job",
    """The context of a reference job names the grades in which that kind of job occurs. Its own
    grade, the grades of its application rules and the grade of a company job based on it lie within
    that context. Where lighter or heavier would lead outside, state no grade there: compare with
    neighbouring reference jobs. A company job may have a grade outside the context once a decision
    is recorded that gives it, and says why.""",
    wrong="grade: J\n"
        "context: {grades: [I, J]}\n"
        "grading: {heavier: {grade: K, rule: ...}}",
    right="grading: {heavier: {rule: ...}}",
)  # fmt: skip
AGAINST_SHIFT = CODES.define(
    "grade-against-shift", Severity.ERROR, "An application rule contradicts the scheme",
    """The scheme says how many grades lighter and heavier are worth (shifts), and equal is the
    grade of the reference job itself. For a job in J with shifts of one grade, lighter leads to I.
    Mend the grade of the rule, or take it out.""",
    wrong="grade: J\n"
        "grading: {lighter: {grade: H, rule: ...}}",
    right="grading: {lighter: {grade: I, rule: ...}}",
)  # fmt: skip
GRADED_OUTSIDE_SCHEME = CODES.define(
    "graded-outside-scheme", Severity.ERROR, "A job has a grade and is said to have none",
    """grading: {outside_scheme: ...} gives the reason why a job is not graded; grade: gives it a
    grade. Keep one of them.""",
    wrong="grade: L\n"
        "grading: {outside_scheme: Appointed by the owners.}",
    right="grading: {outside_scheme: Appointed by the owners.}",
)  # fmt: skip
INCOMPLETE_REFERENCE = CODES.define(
    "incomplete-reference", Severity.WARNING, "A reference job that cannot be compared with",
    """A graded reference job needs what company jobs are compared with: the context with its
    grades, the characteristics of the scheme, and the application rules lighter, equal and
    heavier.""",
    wrong="kind: reference\n"
        "grade: J",
    right="kind: reference\n"
        "grade: J\n"
        "context: {grades: [I, J]}\n"
        "characteristics: ...\n"
        "grading: {lighter: ..., equal: ..., heavier: ...}",
)  # fmt: skip
NO_SCHEME = CODES.define(
    "no-scheme", Severity.WARNING, "Grades are written, and no scheme is in use",
    """Roles state a grade, but mkdocs.yml does not say of which scheme, so that nothing can be
    checked. Set extra: handbook: grading: scheme: to the name of a file in roles/grading/.""",
    wrong="handbook:            (with roles that state a grade)\n"
        "  languages: [en]",
    right="handbook:\n"
        "  languages: [en]\n"
        "  grading: {scheme: our-grades}",
)  # fmt: skip


def _unknown(what: str, wrong: str, right: str) -> str:
    return CODES.define(
        f"unknown-{what}", Severity.ERROR, f"The scheme in use has no such {what}",
        f"""A role names a {what} by the id it has in the grading scheme in use (roles/grading/).
        Mend the id, or add the {what} to the scheme.""",
        wrong=wrong, right=right,
    )  # fmt: skip


UNKNOWN_CHARACTERISTIC = _unknown(
    "characteristic", "- {id: complexty, text: ...}", "- {id: complexity, text: ...}"
)
UNKNOWN_ASPECT = _unknown(
    "aspect", "aspects: [{id: knowlege, text: ...}]", "aspects: [{id: knowledge, text: ...}]"
)
UNKNOWN_DIMENSION = _unknown(
    "dimension",
    "examples: [{text: ..., dimension: stearing}]",
    "examples: [{text: ..., dimension: steering}]",
)


def scheme_in_use(survey: Survey) -> Iterator[Finding]:
    """Where roles have grades, the handbook names a scheme."""
    if survey.handbook.settings.grading.scheme:
        return
    graded = [(sheet, role) for sheet, role, _ in survey.roles() if role.grade]
    source = survey.handbook.settings_source
    if graded and source is not None:
        sheet, _ = graded[0]
        yield finding(
            NO_SCHEME, source.place(("grading",), key=True),
            f"{len(graded)} {'roles state' if len(graded) > 1 else 'role states'} a grade, and no "
            "grading scheme is in use",
            "add grading: {scheme: ...} under extra: handbook:",
            [Related(sheet.place("grade"), "for instance here")],
        )  # fmt: skip


def grades_of_roles(survey: Survey) -> Iterator[Finding]:
    """Grade, context and application rules of each role, against the scheme in use."""
    scheme = survey.handbook.scheme
    if scheme is None:
        return
    ladder = [grade.id for grade in scheme.grades]
    for sheet, role, _ in survey.roles():
        if role.grade and role.grading and role.grading.outside_scheme:
            yield finding(
                GRADED_OUTSIDE_SCHEME, sheet.place("grade"),
                f"the job has grade {role.grade} and is said to lie outside the scheme",
                "keep grade: or outside_scheme:, not both",
                [Related(sheet.place("grading", "outside_scheme"), "said here")],
            )  # fmt: skip
        yield from _unknown_grades(sheet, role, ladder)
        yield from _order(sheet, role, ladder)
        yield from _outside(survey, sheet, role, ladder)
        if scheme.method == "reference-comparison":
            yield from _shifts(sheet, role, scheme, ladder)


def _stated(role: Role) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every grade that a role states, with its path."""
    if role.grade:
        yield ("grade",), role.grade
    for index, grade in enumerate(role.context.grades if role.context else ()):
        yield ("context", "grades", index), grade
    for name, grade in _ruled(role):
        yield ("grading", name, "grade"), grade


def _ruled(role: Role) -> Iterator[tuple[str, str]]:
    for name in SIDES:
        rule = getattr(role.grading, name, None)
        if rule is not None and rule.grade:
            yield name, rule.grade


def _unknown_grades(sheet: Sheet, role: Role, ladder: Sequence[str]) -> Iterator[Finding]:
    for path, grade in _stated(role):
        if grade not in ladder:
            yield finding(
                UNKNOWN_GRADE, sheet.place(*path), f'the scheme in use has no grade "{grade}"',
                did_you_mean(grade, ladder) or f"its grades are {', '.join(ladder)}",
            )  # fmt: skip


def _order(sheet: Sheet, role: Role, ladder: Sequence[str]) -> Iterator[Finding]:
    grades = role.context.grades if role.context else ()
    steps = [ladder.index(grade) for grade in grades if grade in ladder]
    if steps != sorted(set(steps)):
        right = ", ".join(ladder[step] for step in sorted(set(steps)))
        yield finding(CONTEXT_ORDER, sheet.place("context", "grades"),
                      "the grades do not go from the lowest to the highest",
                      f"write [{right}]")  # fmt: skip


def _outside(survey: Survey, sheet: Sheet, role: Role, ladder: Sequence[str]) -> Iterator[Finding]:
    """The grade, and the grades of the rules, against the context: its own, or that of the
    reference job it is based on."""
    context, place = role.context, sheet.place("context", "grades")
    base = survey.handbook.base(role)
    if (context is None or not context.grades) and base is not None and role.based_on:
        reference = survey.sheet("role", role.based_on.role)
        context, place = base.context, reference.place("context", "grades")
    allowed = grades_within(context, ladder)
    if not allowed:
        return
    stated = [(path, grade) for path, grade in _stated(role) if path[0] != "context"]
    decided = survey.gradings.in_force(role.id) if role.kind == "company" else None
    for path, grade in stated:
        if path == ("grade",) and explained(decided, grade):
            continue
        if grade in ladder and grade not in allowed:
            in_words = allowed[0] if len(allowed) == 1 else f"{allowed[0]} to {allowed[-1]}"
            hint = (
                "mend the grade or the context"
                if path == ("grade",)
                else "state no grade here: what lies outside the context is compared with other "
                "reference jobs"
            )
            yield finding(
                OUTSIDE_CONTEXT, sheet.place(*path),
                f"grade {grade} lies outside the context, which is {in_words}", hint,
                [Related(place, "the context")],
            )  # fmt: skip


def _shifts(sheet: Sheet, role: Role, scheme: Scheme, ladder: Sequence[str]) -> Iterator[Finding]:
    if role.grade not in ladder:
        return
    own = ladder.index(role.grade)
    by = {"lighter": -scheme.shifts.lighter, "equal": 0, "heavier": scheme.shifts.heavier}
    for name, grade in _ruled(role):
        expected = own + by[name]
        right = ladder[expected] if 0 <= expected < len(ladder) else ""
        if grade in ladder and grade != right:
            yield finding(
                AGAINST_SHIFT, sheet.place("grading", name, "grade"),
                f"{name} than {role.grade} leads to {right or 'no grade of the scheme'}, not to "
                f"{grade}" if by[name] else f"equal means grade {right}, not {grade}",
                f"write {right}" if right else "state no grade here",
            )  # fmt: skip


def incomplete_references(survey: Survey) -> Iterator[Finding]:
    """A graded reference job holds all that a company job is compared with."""
    scheme = survey.handbook.scheme
    if scheme is not None and scheme.method != "reference-comparison":
        return
    for sheet, role, _ in survey.roles():
        if role.kind != "reference" or not role.grade or sheet.control.withdrawn:
            continue
        missing = [] if role.context and role.context.grades else ["the context with its grades"]
        missing += [
            f"the application rule {name}"
            for name in SIDES
            if getattr(role.grading, name, None) is None
        ]
        there = {characteristic.id for characteristic in role.characteristics}
        lacking = [c.id for c in scheme.characteristics if c.id not in there] if scheme else []
        if lacking:
            missing.append(f"the characteristics {', '.join(lacking)}")
        if missing:
            yield finding(
                INCOMPLETE_REFERENCE, sheet.place("grade", key=True),
                f"company jobs cannot be compared with this job; missing: {'; '.join(missing)}",
                "add context:, characteristics: and grading: as far as they are missing",
            )  # fmt: skip


def characteristics(survey: Survey) -> Iterator[Finding]:
    """Characteristics, aspects and dimensions that roles name exist in the scheme, once each."""
    scheme = survey.handbook.scheme
    if scheme is None:
        return
    known: dict[str, SchemeCharacteristic] = {c.id: c for c in scheme.characteristics}
    dimensions = [dimension.id for dimension in scheme.dimensions]
    for sheet, role, _ in survey.roles():
        for i, characteristic in enumerate(role.characteristics):
            path = ("characteristics", i)
            found = known.get(characteristic.id)
            if found is None:
                yield _not_in_scheme(UNKNOWN_CHARACTERISTIC, sheet.place(*path, "id"),
                                     "characteristic", characteristic.id, list(known))  # fmt: skip
                continue
            aspects = [aspect.id for aspect in found.aspects]
            for j, aspect in enumerate(characteristic.aspects):
                if aspect.id not in aspects:
                    yield _not_in_scheme(UNKNOWN_ASPECT, sheet.place(*path, "aspects", j, "id"),
                                         f"aspect of {found.id}", aspect.id, aspects)  # fmt: skip
        for name in SIDES:
            rule = getattr(role.grading, name, None)
            for i, example in enumerate(rule.examples if rule else ()):
                if example.dimension and example.dimension not in dimensions:
                    place = sheet.place("grading", name, "examples", i, "dimension")
                    yield _not_in_scheme(UNKNOWN_DIMENSION, place, "dimension",
                                         example.dimension, dimensions)  # fmt: skip


def _not_in_scheme(code: str, place: Place, noun: str, id_: str, known: Sequence[str]) -> Finding:
    hint = f"they are: {', '.join(known)}" if known else "it has none; add it to the scheme"
    return finding(code, place, f'the scheme in use has no {noun} "{id_}"',
                   did_you_mean(id_, known) or hint)  # fmt: skip


RULES = (scheme_in_use, grades_of_roles, incomplete_references, characteristics)
