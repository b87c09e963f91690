"""Decisions on grades: each company job has one that holds, and its grade says what was decided.

Only the decision in force, under the scheme in use, is held against a role. Reference jobs owe
none: their grade belongs to the scheme.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolebook.checks.records import RECORD_WITHOUT_FILE, Chain, followed
from rolebook.checks.survey import Sheet, Survey
from rolebook.findings import CODES, Finding, Place, Related, Severity, finding
from rolebook.model.role import Role
from rolebook.records import Decision
from rolebook.records.decisions import FOLDER
from rolebook.records.gradings import Changes
from rolebook.records.translations import ids_of

NOT_AS_DECIDED = CODES.define(
    "grade-not-as-decided", Severity.ERROR, "A grade is not the one that was decided",
    """A company job's grade: is what the decision in force says: the last one recorded under the
    scheme in use. Write the grade that was decided. If the job is to have another grade, decide
    anew and record that with `rolebook grade ROLE --answers FILE --record`; a decision that was
    recorded is never changed.""",
    wrong="grade: H              (decided was G)",
    right="grade: G",
)  # fmt: skip
NO_DECISION = CODES.define(
    "no-decision", Severity.NOTE, "A company job without a decision on its grade",
    """The grade of a job that people hold rests on a decision, with its reasons and the last day
    for an objection. Compare the job, decide, and record it: `rolebook grade ROLE --template`
    writes a file of answers to fill in. A job outside the scheme says so with grading:
    {outside_scheme: ...}.""",
    wrong="kind: company\n"
        "grade: G              (and nothing in records/decisions/)",
    right="rolebook grade baker --answers answers.yml --record ...",
)  # fmt: skip
STALE = CODES.define(
    "stale-decision", Severity.WARNING, "What a decision on a grade rests on has changed",
    """A grade was decided about certain sections of the job (basis: of the scheme), under certain
    rules, and by comparison with certain reference jobs. One of them says something else now, so
    that nobody can tell whether the grade still fits. Look at what changed and decide again, even
    if the grade stays; or take the change back. Other sections can change without that.""",
    wrong="a task was added after the grade was decided",
    right="rolebook grade baker --answers answers.yml --record ...",
)  # fmt: skip
MISSING_DECISION = CODES.define(
    "missing-decision", Severity.ERROR, "A decision on a grade is missing",
    """The decisions about a role are numbered 1, 2, 3 without a gap, and each holds the hash of the
    one before. One of them is gone, and nobody could say any more why a grade was given. Bring the
    file back from git.""",
    wrong="records/decisions/baker/0001.json, 0003.json",
    right="records/decisions/baker/0001.json, 0002.json, 0003.json",
)  # fmt: skip
FORKED_DECISIONS = CODES.define(
    "forked-decisions", Severity.ERROR, "Decisions on a grade that do not follow on each other",
    """Each decision holds the hash of the one before. This one was written after another state:
    two branches recorded one, or an older decision was put in the place of another. Keep the one
    that was made first; take the other file away, and record it again.""",
    wrong="records/decisions/bread-maker/0002.json and records/decisions/baker/0002.json",
    right="records/decisions/bread-maker/0002.json and records/decisions/baker/0003.json",
)  # fmt: skip

_CHAIN = Chain("decision", MISSING_DECISION, FORKED_DECISIONS,
               "made", "decided", "record the other one again")  # fmt: skip


def without_file(survey: Survey) -> Iterator[Finding]:
    """Every role with decisions has its file, under this name or a later one; so has every scheme
    under which they were made."""
    roles = set(survey.handbook.ids.get("role", ()))
    schemes = set(survey.handbook.ids.get("scheme", ()))
    for sheet in survey.documents("role"):
        roles.update(ids_of(sheet.entry))
    for sheet in survey.documents("scheme"):
        schemes.update(ids_of(sheet.entry))
    damaged = {id_ for id_, _ in survey.records.damaged_decisions}
    for id_ in sorted({*survey.records.decisions, *damaged} - roles):
        yield finding(
            RECORD_WITHOUT_FILE, Place(f"{FOLDER}/{id_}"),
            f'there are decisions about the role "{id_}", which has no file',
            f"renamed? write formerly: [{id_}] in the new file. Ended? bring its file back from "
            "git and set document: {withdrawn: DATE}",
        )  # fmt: skip
    for decisions in survey.records.decisions.values():
        for decision in decisions:
            if decision.scheme not in schemes:
                yield finding(
                    RECORD_WITHOUT_FILE, Place(decision.file),
                    f'it was decided under the scheme "{decision.scheme}", which has no file',
                    f"renamed? write formerly: [{decision.scheme}] in the new file. Ended? bring "
                    "its file back from git and set document: {withdrawn: DATE}",
                )  # fmt: skip


def chain(survey: Survey) -> Iterator[Finding]:
    """The decisions about each role follow on each other without a gap."""
    for sheet in survey.documents("role"):
        ids = ids_of(sheet.entry)
        decisions = survey.records.decisions_about(ids)
        yield from followed(_CHAIN, sheet.entry.id, ids, decisions,
                            survey.records.damaged_decisions)  # fmt: skip


def grades(survey: Survey) -> Iterator[Finding]:
    """The grade of each company job against the decision in force."""
    if survey.handbook.scheme is None:
        return
    for sheet, role, full in survey.roles():
        outside = role.grading is not None and role.grading.outside_scheme is not None
        if role.kind != "company" or sheet.control.withdrawn:
            continue
        decision = survey.gradings.in_force(role.id)
        if decision is None:
            if not outside and not _damaged(survey, sheet):
                yield finding(
                    NO_DECISION, _at_grade(sheet, role), "no decision on its grade is recorded",
                    f"`rolebook grade {role.id} --template` writes a file of answers to begin with",
                )  # fmt: skip
            continue
        if role.grade != decision.grade:
            yield finding(
                NOT_AS_DECIDED, _at_grade(sheet, role),
                f"grade {role.grade} is written, and {decision.grade} was decided on {decision.on}"
                if role.grade
                else f"no grade is written, and {decision.grade} was decided on {decision.on}",
                f"write grade: {decision.grade}, or decide anew and record it",
                [Related(Place(decision.file), "the decision in force")],
            )  # fmt: skip
        if changes := survey.gradings.changes(decision):
            yield finding(
                STALE, _at_grade(sheet, full),
                f"the decision of {decision.on} is stale: {in_words(changes)}",
                "look at what changed, decide again and record it, even if the grade stays",
                [Related(Place(decision.file), "the decision in force")],
            )  # fmt: skip


def _at_grade(sheet: Sheet, role: Role) -> Place:
    """Where the grade stands; the title where none does."""
    return sheet.place("grade") if role.grade else sheet.top


def _damaged(survey: Survey, sheet: Sheet) -> bool:
    """Whether a decision is there and cannot be read: then none is missing."""
    ids = ids_of(sheet.entry)
    return any(id_ in ids for id_, _ in survey.records.damaged_decisions)


def in_words(changes: Changes) -> str:
    """`responsibilities of the job and factors of the scheme changed`."""
    parts = [f"{_listed(changes.job)} of the job"] if changes.job else []
    parts += [f"{_listed(changes.scheme)} of the scheme"] if changes.scheme else []
    parts += [
        f"{_listed(sections)} of the reference job {id_}"
        for id_, sections in changes.references.items()
    ]
    said = [f"{_listed(parts)} changed"] if parts else []
    return "; ".join([*said, *(f"{id_} is there no more" for id_ in changes.gone)])


def _listed(names: Sequence[str]) -> str:
    words = [name.replace("_", " ") for name in names]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def explained(decision: Decision | None, grade: str | None) -> bool:
    """Whether a decision says why a job has this grade, although it lies outside its context."""
    return decision is not None and decision.grade == grade and bool(decision.reason)


RULES = (without_file, chain, grades)
