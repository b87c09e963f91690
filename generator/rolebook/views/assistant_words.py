"""The words of the grading assistant: of results, as the program says them, and of its form."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rolebook.grading.sentences import advice, outcomes, sides, templates
from rolebook.translation import Words
from rolebook.views.grading_words import criteria
from rolebook.views.writer import Writer

Data = dict[str, Any]


def words_data(writer: Writer) -> Data:
    """The words of results, and those of the form."""
    _ = writer.words
    return {
        "sentences": templates(_),
        "outcomes": outcomes(_),
        "sides": sides(_),
        "advice": advice(_),
        "marks": _marks(_),
        "criteria": criteria(_),
        "faults": _faults(_),
        **_of_form(_),
        **_of_methods(_),
    }


def _marks(_: Words) -> Data:
    """How the language writes numbers and lists: what stands between the parts."""
    sample = _.number(Decimal("1234567.5"))
    between = _.all_of("0123").split("0")[1]
    first, rest = between.split("1")
    middle, rest = rest.split("2")
    return {
        "group": sample[1 : sample.index("2")],
        "decimal": sample[sample.index("7") + 1 : -1],
        "pair": _.all_of("01")[1:-1],
        "first": first,
        "middle": middle,
        "last": rest[:-1],
        "quoted": _("“{name}”", name="{name}"),
    }


def _faults(_: Words) -> Data:
    """What is still to be answered."""
    return {
        "factor": _("{factor}: no level chosen yet."),
        "characteristic": _("{factor}: no level chosen yet."),
        "alternatives": _("Choose on which of these the job is scored: {factors}."),
        "base-grade": _("Choose the grade from which this rule counts: {rule}"),
        "reference": _("Choose the reference job to compare with."),
        "part-reference": _("Part {number}: choose the reference job to compare with."),
        "parts": _("Add the parts of the job with their shares of the working time."),
        "part-level": _("Part {number}: no level chosen yet."),
        "share": _("Part {number}: the share of the working time is missing."),
        "answer-shares": _("The shares of the working time sum to {sum} %, and not to 100 %."),
        "other": _("An answer does not fit the scheme ({code})."),
    }


def _of_form(_: Words) -> Data:
    return {
        "role": _("Role"),
        "no_role": _("A job that is not in this handbook"),
        "scheme": _("Grading scheme"),
        "job": _("The job"),
        "questions": _("Questions"),
        "result": _("Result"),
        "choose": _("Choose"),
        "about_scheme": _("How jobs are graded under this scheme"),
        "about_role": _("Job description"),
        "foreign": _("Parts of this scheme are not translated yet."),
        "evidence": _("Evidence"),
        "evidence_hint": _("What in the job shows it"),
        "not_answered": _("Not answered."),
        "nothing_to_ask": _(
            "This is a reference job: its grade is set with the scheme. Choose a company job, or "
            "another scheme."
        ),
        "open": _("Still to be answered: {count}"),
        "reasons": _("Reasons"),
        "warnings": _("Look again"),
        "other_grade": _("The handbook states another grade for this role: {grade}."),
        "download": _("Download the answers"),
        "download_hint": _(
            "The file holds the answers with their evidence. The command rolebook grade reads it, "
            "and comes to the same result."
        ),
        "file_name": "job",
        "file_remark": _("Answers from the grading assistant. To work out the grade:"),
        "print": _("Print"),
        "again": _("Start again"),
        "needs_script": _(
            "The assistant needs JavaScript in the browser. The command rolebook grade works "
            "without a browser."
        ),
    }


def _of_methods(_: Words) -> Data:
    return {
        "scored_jointly": _("scored together with another factor"),
        "worth": _("points: {points}"),
        "situations": _("Special situations that hold"),
        "base_grade": _("The grade to count from"),
        "either_or": _("Scored on one of these"),
        "profile": _("Profile to compare with"),
        "all_profiles": _("All profiles"),
        "as_level": _("as {level}"),
        "examples_of": _("Activities of {grade} that fit the job"),
        "level": _("Level"),
        "best_fit": _("The grade that fits best as a whole"),
        "best_fit_why": _("Why it fits best"),
        "share_of_time": _("What the job consists of, each part with its share of the time."),
        "part": _("Part {number}"),
        "part_text": _("What is done"),
        "share": _("Share of the working time in per cent"),
        "add_part": _("Add a part"),
        "remove_part": _("Remove this part"),
        "made_of": _("What the job is made of"),
        "one_job": _("one job"),
        "several_jobs": _("several jobs, each with a share of the working time"),
        "trainee": _("The holder is still learning the job."),
        "reference": _("Reference job to compare with"),
        "left_open": _("left open"),
        "signs": _("Signs of {side}"),
        "overall": _("The job as a whole"),
        "overall_hint": _("Compared with {reference}, grade {grade}, the job as a whole is:"),
        "overall_why": _("Why: needed where the signs say otherwise"),
        "differences": _("Plusses and minuses against the reference job"),
        "no_differences": _("There are none: the job says what its reference job says."),
        "why": _("Why"),
        "besides": _("This job and the reference job side by side"),
        "this_job": _("This job"),
        "reference_job": _("Reference job"),
        "as_reference": _("As in the reference job."),
        "says_nothing": _("Nothing is said about it."),
    }
