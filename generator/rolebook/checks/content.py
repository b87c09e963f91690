"""What a description lacks, and what does not belong in it. A role is valid while incomplete."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.checks.survey import Sheet, Survey
from rolebook.findings import CODES, Finding, Severity, finding
from rolebook.model.base import Path
from rolebook.model.work import Area

MISSING_CONTENT = CODES.define(
    "missing-content", Severity.WARNING, "A description is not complete",
    """A job description says at least what the job is there for (purpose), what the holder does
    (responsibilities) and to whom the holder reports (reports_to); a procedure its purpose and its
    steps. The finding names all that is missing.""",
    wrong="title: Baker\n"
        "kind: company\n"
        "family: shop",
    right="title: Baker\n"
        "kind: company\n"
        "family: shop\n"
        "reports_to: [...]\n"
        "purpose: ...\n"
        "responsibilities: [...]",
)  # fmt: skip
TIME_SHARES = CODES.define(
    "time-shares", Severity.ERROR, "Time shares do not sum to 100",
    """The time shares (time_share) of the areas of a role are per cents of the working time, so
    they sum to 100. Mend them, or take all of them out.""",
    wrong="- {area: Baking, time_share: 60}\n"
        "- {area: Selling, time_share: 30}",
    right="- {area: Baking, time_share: 60}\n"
        "- {area: Selling, time_share: 40}",
)  # fmt: skip
SIGNED_REFERENCE = CODES.define(
    "signed-reference-job", Severity.ERROR, "A reference job names signatures",
    """People sign the description of their own job, a company job. A reference job is what company
    jobs are compared with; nobody holds it, so nobody signs it. Take sign: out, or set
    kind: company.""",
    wrong="kind: reference\n"
        "sign: [{by: employee, meaning: [seen]}]",
    right="kind: reference",
)  # fmt: skip


def missing(survey: Survey) -> Iterator[Finding]:
    """All that a description lacks, in one finding."""
    for sheet, _, role in survey.roles():
        needed = ["purpose", "responsibilities"]
        if role.kind == "company":
            needed.append("reports_to")
        yield from _missing(sheet, [key for key in needed if not getattr(role, key)])
    for sheet, procedure in survey.procedures():
        lacking = [key for key in ("purpose", "steps") if not getattr(procedure, key)]
        yield from _missing(sheet, lacking)


def _missing(sheet: Sheet, keys: list[str]) -> Iterator[Finding]:
    if keys and not sheet.control.withdrawn:
        yield finding(
            MISSING_CONTENT, sheet.top, f"the description is not complete: {', '.join(keys)} "
            f"{'are' if len(keys) > 1 else 'is'} missing",
            "add " + " and ".join(f"{key}:" for key in keys),
        )  # fmt: skip


def time_shares(survey: Survey) -> Iterator[Finding]:
    """Where areas have a share of working time, the shares sum to 100."""
    for sheet, written, role in survey.roles():
        shares = [a.time_share for a in role.responsibilities if a.time_share is not None]
        if not shares or sum(shares) == 100:
            continue
        without = [area for area in role.responsibilities if area.time_share is None]
        hint = "mend the shares, or take all of them out"
        if without:
            named = ", ".join(f'"{_short(area)}"' for area in without[:3])
            hint += f"; these areas have none: {named}{', ...' if len(without) > 3 else ''}"
        path: Path = ("based_on",)
        for index, area in enumerate(written.responsibilities):
            if area.time_share is not None:
                path = ("responsibilities", index, "time_share")
                break
        message = f"the time shares sum to {sum(shares)}, not 100"
        yield finding(TIME_SHARES, sheet.place(*path), message, hint)


def _short(area: Area) -> str:
    return area.area.plain[:40]


def signatures(survey: Survey) -> Iterator[Finding]:
    """Nobody signs a reference job."""
    for sheet, role, _ in survey.roles():
        if role.kind == "reference" and role.sign:
            yield finding(SIGNED_REFERENCE, sheet.place("sign", key=True),
                          "people sign a company job, never a reference job",
                          "take sign: out, or set kind: company")  # fmt: skip


RULES = (missing, time_shares, signatures)
