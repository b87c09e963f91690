"""Document control: numbers, who prepares and releases, reviews, withdrawal.

Source: ISO 9001:2015 clauses 7.5.2 and 7.5.3.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.checks.survey import Survey
from rolebook.findings import (
    CODES,
    Finding,
    Place,
    Related,
    Severity,
    did_you_mean,
    finding,
    folded,
)

DUPLICATE_NUMBER = CODES.define(
    "duplicate-number", Severity.ERROR, "Two documents with one number",
    """A document number (document: {number: ...}) names one document of the handbook, whatever its
    kind. Give one of the two another number.""",
    wrong="roles/baker.yml:   document: {number: JD-01}\n"
        "roles/miller.yml:  document: {number: JD-01}",
    right="roles/baker.yml:   document: {number: JD-01}\n"
        "roles/miller.yml:  document: {number: JD-02}",
)  # fmt: skip
SAME_HANDS = CODES.define(
    "prepares-and-releases", Severity.ERROR, "Who prepares a document releases it too",
    """Two pairs of eyes: prepared_by and released_by are two different roles. Name another role in
    one of them.""",
    wrong="{prepared_by: hr-adviser, released_by: hr-adviser}",
    right="{prepared_by: hr-adviser, released_by: managing-director}",
)  # fmt: skip
TWO_APPROVERS = CODES.define(
    "two-releasers", Severity.WARNING, "The approval block names another office than the release",
    """One office approves a document: released_by says who, and the approval block at the head of
    a job instruction (approval: {by: ...}) is that office's place to sign. Where the two differ,
    the paper says that it is released and leaves the approval of somebody else open. Name the same
    office in both.""",
    wrong="{released_by: branch-manager, approval: {by: managing-director}}",
    right="{released_by: branch-manager, approval: {by: branch-manager}}",
)  # fmt: skip
REVIEW_PASSED = CODES.define(
    "review-passed", Severity.WARNING, "The day for the next review has passed",
    """document: {review_by: ...} is the last day for the next review, and it lies before today.
    Review the document and set the next day. (Today is --today, else SOURCE_DATE_EPOCH, else the
    clock.)""",
    wrong="review_by: 2020-01-31",
    right="review_by: 2030-01-31",
)  # fmt: skip
UNKNOWN_SUCCESSOR = CODES.define(
    "unknown-replacement", Severity.ERROR, "The document that replaces this one does not exist",
    """document: {replaced_by: ...} names a document of the same kind by its id, and not the
    document itself. Mend the id.""",
    wrong="{withdrawn: 2026-10-01, replaced_by: millar}",
    right="{withdrawn: 2026-10-01, replaced_by: miller}",
)  # fmt: skip
NOT_WITHDRAWN = CODES.define(
    "replaced-not-withdrawn", Severity.ERROR, "A document is replaced, and no day is given",
    """A document that another one replaces has ended: document: {withdrawn: DATE, replaced_by: ID}.
    Without the day nobody knows until when it held. Add withdrawn.""",
    wrong="{replaced_by: miller}",
    right="{withdrawn: 2026-10-01, replaced_by: miller}",
)  # fmt: skip


def numbers(survey: Survey) -> Iterator[Finding]:
    """One number, one document."""
    taken: dict[str, Place] = {}
    for sheet in survey.documents():
        number = sheet.control.number
        if not number:
            continue
        place = sheet.place("document", "number")
        first = taken.setdefault(folded(number), place)
        if first != place:
            yield finding(DUPLICATE_NUMBER, place, f"another document has the number {number} too",
                          "give one of the two another number",
                          [Related(first, "the other document")])  # fmt: skip


def hands(survey: Survey) -> Iterator[Finding]:
    """Who prepares does not release."""
    for sheet in survey.documents():
        control = sheet.control
        if control.prepared_by and control.prepared_by == control.released_by:
            yield finding(
                SAME_HANDS, sheet.place("document", "released_by"),
                f"{control.released_by} prepares the document and releases it as well",
                "name another role in one of the two",
                [Related(sheet.place("document", "prepared_by"), "it is prepared here")],
            )  # fmt: skip


def approving(survey: Survey) -> Iterator[Finding]:
    """The office of the approval block is the one that releases."""
    for sheet in survey.documents():
        block, releases = sheet.control.approval, sheet.control.released_by
        if block and block.by.role and releases and block.by.role != releases:
            yield finding(
                TWO_APPROVERS, sheet.place("document", "approval", "by"),
                f"{block.by.role} approves on the paper, and {releases} releases the document",
                "name the same office in both",
                [Related(sheet.place("document", "released_by"), "it is released here")],
            )  # fmt: skip


def reviews(survey: Survey) -> Iterator[Finding]:
    """Documents that hold, and whose review is due."""
    for sheet in survey.documents():
        control = sheet.control
        if control.review_by and control.review_by < survey.today and not control.withdrawn:
            yield finding(REVIEW_PASSED, sheet.place("document", "review_by"),
                          f"the review was due by {control.review_by}",
                          "review the document and set the next day")  # fmt: skip


def endings(survey: Survey) -> Iterator[Finding]:
    """``withdrawn`` and ``replaced_by`` go together, and lead somewhere else."""
    for sheet in survey.documents():
        control, kind = sheet.control, sheet.entry.kind
        if not control.replaced_by:
            continue
        place = sheet.place("document", "replaced_by")
        known = survey.handbook.ids[kind] - {sheet.entry.id}
        if control.replaced_by not in known:
            itself = control.replaced_by == sheet.entry.id
            yield finding(
                UNKNOWN_SUCCESSOR, place,
                f"the {kind} cannot replace itself" if itself
                else f'there is no {kind} "{control.replaced_by}" that could replace this one',
                did_you_mean(control.replaced_by, sorted(known)) if not itself
                else "name the document that takes its place",
            )  # fmt: skip
        if not control.withdrawn:
            yield finding(NOT_WITHDRAWN, place, "it is replaced, and not said since when",
                          "add withdrawn: with the day from which it no longer holds")  # fmt: skip


RULES = (numbers, hands, approving, reviews, endings)
