"""Who reports to whom: the line, deputies and the span of control.

Alternatives (``one_of``) take no part in cycles, and each of them satisfies ``supervises`` on the
other side. A company job stands in for its reference job: what one is said to supervise, the other
may report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rolebook.checks.survey import Survey
from rolebook.findings import CODES, Finding, Place, Related, Severity, finding
from rolebook.model.position import SpanOfControl, Superior
from rolebook.model.role import Role

CYCLE = CODES.define(
    "cycle", Severity.ERROR, "A circle in the line",
    """Following the superiors leads back to where it started: A reports to B, B to C and C to A
    again. The same goes for units that are part of each other. The finding lists the whole circle;
    take one link out.""",
    wrong="roles/baker.yml:   reports_to: [miller]\n"
        "roles/miller.yml:  reports_to: [baker]",
    right="roles/baker.yml:   reports_to: [miller]\n"
        "roles/miller.yml:  reports_to: [{text: the owner}]",
)  # fmt: skip
SELF_REPORTING = CODES.define(
    "self-reporting", Severity.ERROR, "Somebody reports to themselves",
    """A role (or a position) is its own superior or its own subordinate. Name the one above, or
    below.""",
    wrong="roles/baker.yml:   reports_to: [baker]",
    right="roles/baker.yml:   reports_to: [head-baker]",
)  # fmt: skip
SELF_DEPUTISING = CODES.define(
    "self-deputising", Severity.ERROR, "A role is its own deputy",
    """A role stands in for itself. Where another holder of the same role does it, say so in words:
    deputised_by: [{text: another technician}].""",
    wrong="roles/baker.yml:   deputised_by: [baker]",
    right="roles/baker.yml:   deputised_by: [{text: another baker}]",
)  # fmt: skip
NOT_MUTUAL = CODES.define(
    "not-mutual", Severity.WARNING, "Two roles disagree on who leads whom",
    """One role supervises another that does not report to it in the line, or reports to one that
    does not supervise it. Write it on both sides, or on neither. Functional superiors
    ({role: x, kind: functional}) do not supervise.""",
    wrong="roles/baker.yml:   reports_to: [miller]\n"
        "roles/miller.yml:  supervises: none",
    right="roles/baker.yml:   reports_to: [miller]\n"
        "roles/miller.yml:  supervises: [{role: baker, count: 2}]",
)  # fmt: skip
SPAN = CODES.define(
    "span-of-control", Severity.WARNING, "The span of control does not fit the numbers",
    """The people counted in supervises (of this role, and for a total of those below it) lie
    outside every span that the role states. Mend the counts or the span.""",
    wrong="supervises: [{role: baker, count: 2}]\n"
        "span_of_control: [{min: 6, max: 8}]",
    right="supervises: [{role: baker, count: 7}]\n"
        "span_of_control: [{min: 6, max: 8}]",
)  # fmt: skip


def circles(survey: Survey) -> Iterator[Finding]:
    """Circles among roles, among positions, and among units."""
    roles = survey.handbook.roles
    above = {id_: [s.role for s in r.reports_to if _line(s)] for id_, r in roles.items()}
    for circle in _circles(above):
        yield _circle(circle, [_superior(survey, a, b) for a, b in _links(circle)])
    positions, units = survey.handbook.positions, survey.handbook.units
    by_position = {
        id_: [s.position for s in position.reports_to if _line(s)]
        for id_, position in positions.items()
    }
    by_unit = {id_: [unit.part_of] for id_, unit in units.items()}
    for kind, key, upwards in (
        ("positions", "reports_to", by_position),
        ("units", "part_of", by_unit),
    ):
        order = list(upwards)
        for circle in _circles(upwards):
            sheet = survey.sheet(kind, kind)
            places = [sheet.place(kind, order.index(a), key) for a in circle]
            yield _circle(circle, [Related(place, "") for place in places])


def _line(superior: Superior) -> bool:
    return superior.kind == "line"


def _links(circle: list[str]) -> Iterator[tuple[str, str]]:
    return zip(circle, [*circle[1:], circle[0]], strict=True)


def _superior(survey: Survey, a: str, b: str) -> Related:
    sheet = survey.sheet("role", a)
    superiors = survey.handbook.roles[a].reports_to
    index = next(i for i, s in enumerate(superiors) if s.role == b)
    return Related(sheet.place("reports_to", index), f"{a} reports to {b}")


def _circle(circle: list[str], links: list[Related]) -> Finding:
    way = " -> ".join([*circle, circle[0]])
    related = [
        Related(link.place, link.message or f"from {a} to {b}")
        for link, (a, b) in zip(links, _links(circle), strict=True)
    ]
    return finding(CYCLE, links[0].place, f"this leads round in a circle: {way}",
                   "take one of these links out", related[1:])  # fmt: skip


def _circles(above: Mapping[str, Iterable[str | None]]) -> Iterator[list[str]]:
    """Each circle that a walk upwards runs into, beginning at its first id in the alphabet.
    Links of something to itself are told elsewhere. Iterative: a line may be long."""
    done: set[str] = set()
    for start in sorted(above):
        trail: dict[str, Iterator[str | None]] = {}
        here: str | None = start if start not in done else None
        if here:
            trail[here] = iter(above[here])
        while trail:
            here, onward = next(reversed(trail.items()))
            up = next(onward, _END)
            if up is _END:
                done.add(here)
                del trail[here]
            elif up in trail and up != here:
                ids = list(trail)
                circle = ids[ids.index(str(up)) :]
                first = circle.index(min(circle))
                yield circle[first:] + circle[:first]
            elif up in above and up not in done and up not in trail:
                trail[str(up)] = iter(above[str(up)])


_END = "\0"


def oneself(survey: Survey) -> Iterator[Finding]:
    """Roles and positions that lead, or stand in for, themselves."""
    for sheet, role, _ in survey.roles():
        for key, what, code in (
            ("reports_to", "reports to itself", SELF_REPORTING),
            ("supervises", "supervises itself", SELF_REPORTING),
            ("deputised_by", "is its own deputy", SELF_DEPUTISING),
        ):
            for index, other in enumerate(getattr(role, key) or ()):
                if other.role == role.id:
                    hint = (
                        "say it in words: {text: another holder of the role}"
                        if key == "deputised_by"
                        else "name another role"
                    )
                    yield finding(code, sheet.place(key, index), f"{role.id} {what}", hint)
    for number, position in enumerate(survey.handbook.positions.values()):
        for index, superior in enumerate(position.reports_to):
            if superior.position == position.id:
                sheet = survey.sheet("positions", "positions")
                place = sheet.place("positions", number, "reports_to", index)
                yield finding(SELF_REPORTING, place, f"{position.id} reports to itself",
                              "name another position")  # fmt: skip


def both_sides(survey: Survey) -> Iterator[Finding]:
    """``supervises`` of one role and ``reports_to`` of the other agree."""
    roles = survey.handbook.roles
    kin = {id_: role.based_on.role if role.based_on else id_ for id_, role in roles.items()}
    superiors = {
        id_: {kin.get(above, above) for above in _all_superiors(survey, role)}
        for id_, role in roles.items()
    }
    below = {
        id_: {kin.get(s.role, s.role) for s in role.supervises or () if s.role}
        for id_, role in roles.items()
    }
    for sheet, role, _ in survey.roles():
        if sheet.control.withdrawn:
            continue
        for index, other in enumerate(role.supervises or ()):
            if other.role and other.role in roles and kin[role.id] not in superiors[other.role]:
                yield _one_sided(
                    survey, sheet.place("supervises", index), other.role, "reports_to",
                    f"{role.id} supervises {other.role}, which does not report to it",
                    f"add {role.id} to reports_to in roles/{other.role}.yml, or take it out here",
                )  # fmt: skip
        for index, superior in enumerate(role.reports_to):
            above = superior.role
            if not above or above not in roles or above == role.id or not _line(superior):
                continue
            if kin[role.id] not in below[above]:
                yield _one_sided(
                    survey, sheet.place("reports_to", index), above, "supervises",
                    f"{role.id} reports to {above}, which does not supervise it",
                    f"add {role.id} to supervises in roles/{above}.yml, or mend it here",
                )  # fmt: skip


def _one_sided(
    survey: Survey, place: Place, other: str, key: str, message: str, hint: str
) -> Finding:
    there = Related(survey.sheet("role", other).place(key, key=True), "the other side")
    return finding(NOT_MUTUAL, place, message, hint, [there])


def _all_superiors(survey: Survey, role: Role) -> Iterator[str]:
    """The roles that a role reports to in the line, alternatives and positions included."""
    for superior in role.reports_to:
        if _line(superior):
            for one in superior.any_of or (superior,):
                position = survey.handbook.positions.get(one.position or "")
                if one.role or position:
                    yield one.role or position.role  # type: ignore[union-attr]


def spans(survey: Survey) -> Iterator[Finding]:
    """The headcount that ``supervises`` gives lies within one of the spans stated."""
    totals: dict[str, Count] = {}
    for sheet, written, role in survey.roles():
        spans = [s for s in role.span_of_control if s.min is not None or s.max is not None]
        if not spans or not {"span_of_control", "supervises"} & written.model_fields_set:
            continue
        totals = totals or _totals(survey.handbook.roles)
        counts = [
            (span, *(_direct(role) if span.counts == "direct" else totals[role.id]))
            for span in spans
        ]
        if all(_outside(span, count, known) for span, count, known in counts):
            span, count, known = counts[0]
            index = role.span_of_control.index(span)
            who = "direct reports" if span.counts == "direct" else "people in all"
            yield finding(
                SPAN, sheet.place("span_of_control", index),
                f"supervises gives {'' if known else 'at least '}{count} {who}; "
                f"the span says {_in_words(span)}",
                "mend the counts in supervises, here and in the roles below, or the span",
                [Related(sheet.place("supervises", key=True), "who is counted")],
            )  # fmt: skip


Count = tuple[int, bool]
"""How many people, and whether all of them are counted."""

_MANY = 1_000_000


def _direct(role: Role) -> Count:
    counts = [other.count for other in role.supervises or ()]
    known = role.supervises is not None and None not in counts
    return min(_MANY, sum(count or 0 for count in counts)), known


def _totals(roles: Mapping[str, Role]) -> dict[str, Count]:
    """For each role the people below one holder, at all levels. From the bottom up, each role
    once; where the line is a circle the rest counts as unknown."""
    totals: dict[str, Count] = {}
    for start in roles:
        open_ = [(start, False)]
        while open_:
            id_, ready = open_.pop()
            if id_ in totals and not ready:
                continue
            role = roles[id_]
            if ready:
                totals[id_] = _total(role, totals)
                continue
            totals[id_] = (0, False)  # stands while the roles below are counted
            open_.append((id_, True))
            below = (other.role for other in role.supervises or ())
            open_ += [(id_, False) for id_ in below if id_ and id_ in roles]
    return totals


def _total(role: Role, totals: Mapping[str, Count]) -> Count:
    number, known = _direct(role)
    for other in role.supervises or ():
        if other.role is not None and other.count:
            below, all_of_them = totals.get(other.role, (0, False))
            number += other.count * below
            known = known and all_of_them
    return min(_MANY, number), known


def _outside(span: SpanOfControl, count: int, known: bool) -> bool:
    too_many = span.max is not None and count > span.max
    return too_many or (known and span.min is not None and count < span.min)


def _in_words(span: SpanOfControl) -> str:
    if span.min is not None and span.max is not None:
        return f"{span.min} to {span.max}"
    return f"at least {span.min}" if span.max is None else f"at most {span.max}"


RULES = (circles, oneself, both_sides, spans)
