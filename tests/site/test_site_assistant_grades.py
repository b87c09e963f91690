"""The assistant's scripts grade as the program does: the same cases, in a browser."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from grading_cases import VECTORS, answers, example_handbook, references, role, scheme
from playwright.sync_api import Browser, Page

import rolebook.site
from rolebook.grading import Near, UnusableAnswers, grade
from rolebook.grading.ladder import ladder
from rolebook.grading.result import number
from rolebook.grading.sentences import Sentences
from rolebook.grading.shape import as_data
from rolebook.model.role import Role
from rolebook.model.scheme import Scheme
from rolebook.site.grading import GRADING
from rolebook.translation import words
from rolebook.views.assistant import role_data, scheme_data, words_data
from rolebook.views.writer import Writer

SCRIPTS = Path(rolebook.site.__file__).parent / "theme" / "assets" / "rolebook" / "grading"
SCHEMES = sorted({case["scheme"] for case in VECTORS["cases"]})
LANGUAGES = ("en", "nl", "de")
Case = Mapping[str, Any]

WORK_OUT = """
({ cases, schemes, references, jobs, words }) => {
  const number = (value) => typeof value === "bigint"
    ? Number(rolebook.exact.decimal(value)) : value === undefined ? null : value;
  const numbers = (values) => Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, number(value)]));
  return cases.map((one) => {
    const scheme = schemes[one.scheme];
    const known = references[one.references];
    const result = rolebook.grading.grade(scheme, one.answers, jobs[one.id] || null, known);
    if (result.faults) {
      return { faults: result.faults.map(({ code, path }) => ({ code, path })) };
    }
    const say = rolebook.sentences.sentences(words, scheme, known, schemes);
    const told = (reason) => ({
      id: reason.id, values: numbers(reason.values), points: number(reason.points),
      text: say.reason(reason),
    });
    const { outcome, grade, indicated, neighbours } = result;
    return {
      heading: say.heading(result), outcome, grade, indicated, neighbours,
      total: number(result.total),
      factors: result.factors.map((factor) => numbers(factor)),
      reasons: result.reasons.map(told),
      warnings: result.warnings.map(told),
      near: result.near.map((near) => numbers(near)),
    };
  });
}
"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page with the scripts that grade, and nothing else."""
    page = browser.new_page()
    for name in GRADING:
        page.add_script_tag(path=SCRIPTS / f"{name}.js")
    yield page
    page.close()


def in_the_browser(page: Page, cases: list[Case], lang: str) -> list[dict[str, Any]]:
    """What the scripts make of the cases, from the data that the site gives them."""
    writer = Writer(example_handbook().editions[lang])
    known = {name: references(name) for name in ("", *VECTORS["references"])}
    found: list[dict[str, Any]] = page.evaluate(
        WORK_OUT,
        {
            "cases": [{"references": "", **case} for case in cases],
            "schemes": {id_: scheme_data(writer, scheme(id_)) for id_ in SCHEMES},
            "references": {
                name: {id_: role_data(writer, job) for id_, job in jobs.items()}
                for name, jobs in known.items()
            },
            "jobs": {
                case["id"]: role_data(writer, role(case["role"]))
                for case in cases
                if "role" in case
            },
            "words": words_data(writer),
        },
    )
    return found


def in_the_program(case: Case, lang: str) -> dict[str, Any]:
    """What the program makes of a case, with every word of it."""
    job = role(case["role"]) if "role" in case else None
    known = references(case.get("references", ""))
    by = scheme(case["scheme"])
    try:
        result = grade(by, answers(case["answers"]), job, known)
    except UnusableAnswers as error:
        return {"faults": [{"code": f.code, "path": list(f.path)} for f in error.faults]}
    say = sentences(case["scheme"], case.get("references", ""), lang)
    return {
        **as_data(result, say),
        "heading": say.heading(result),
        "neighbours": list(result.neighbours),
        "near": [_near(one) for one in result.near],
    }


@cache
def sentences(by: str, known: str, lang: str) -> Sentences:
    schemes = {id_: scheme(id_) for id_ in SCHEMES}
    return Sentences(words(lang), schemes[by], references(known), schemes)


def _near(one: Near) -> dict[str, Any]:
    return {
        "direction": one.direction,
        "grade": one.grade,
        "bound": number(one.bound),
        "distance": number(one.distance),
    }


def in_order(found: dict[str, Any]) -> dict[str, Any]:
    """Faults may come in any order."""
    return {**found, "faults": sorted(map(str, found["faults"]))} if "faults" in found else found


def shortened(found: Mapping[str, Any]) -> dict[str, Any]:
    """A result as the shared cases write it down."""
    if "faults" in found:
        return {"faults": sorted(map(str, found["faults"]))}
    return {
        **found,
        "factors": [[one["id"], one["level"], one["points"]] for one in found["factors"]],
        "reasons": [one["id"] for one in found["reasons"]],
        "warnings": [one["id"] for one in found["warnings"]],
    }


def test_every_shared_case_comes_out_as_worked_out_by_hand(page: Page) -> None:
    cases = VECTORS["cases"]
    for case, found in zip(cases, in_the_browser(page, cases, "en"), strict=True):
        expected = dict(case["expect"])
        if "faults" in expected:
            expected["faults"] = sorted(map(str, expected["faults"]))
        short = shortened(found)
        assert {key: short.get(key) for key in expected} == expected, case["about"]
        assert ("faults" in short) == ("faults" in expected), case["about"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_browser_says_word_for_word_what_the_program_says(page: Page, lang: str) -> None:
    cases = VECTORS["cases"]
    for case, found in zip(cases, in_the_browser(page, cases, lang), strict=True):
        assert in_order(found) == in_order(in_the_program(case, lang)), case["about"]


def test_the_two_agree_on_answers_that_nobody_thought_of(page: Page) -> None:
    chance = random.Random(7)
    cases = [
        {"id": f"{id_}-{n}", "about": f"{id_} {n}", "scheme": id_, "references": "jobs",
         "answers": any_answers(chance, scheme(id_))}
        for id_ in SCHEMES
        for n in range(12)
    ]  # fmt: skip
    found = in_the_browser(page, cases, "en")
    outcomes, warned = set(), set()
    for case, there in zip(cases, found, strict=True):
        assert in_order(there) == in_order(in_the_program(case, "en")), case
        outcomes.add(there.get("outcome"))
        warned |= {len(w["values"]["factors"]) for w in there.get("warnings", ())
                   if w["id"] == "without-evidence"}  # fmt: skip
    assert {1, 2, 3} <= warned
    assert outcomes >= {None, "graded", "outside_context", "judgement_needed", "no_match"}


def any_answers(chance: random.Random, by: Scheme) -> dict[str, Any]:
    """Answers under a scheme: mostly right ones, some of them missing or wrong."""
    given: dict[str, Any] = {}
    rows = (*by.factors, *(c for c in by.characteristics if c.levels))
    if by.method == "reference-comparison":
        given = _compared(chance, by)
        if chance.random() < 0.3:
            shares = chance.choice([[50, 50], [60, 40], [30, 30, 40], [70, 20]])
            given = {"parts": [{"share": share, **_compared(chance, by)} for share in shares]}
        given |= {"trainee": True} if chance.random() < 0.2 else {}
    elif rows:
        given["answers"] = {
            row.id: chance.choice([level.id for level in row.levels])
            for row in rows
            if chance.random() < 0.985
        }
    for one in (given, *given.get("parts", ())):
        for id_, level in one.get("answers", {}).items():
            if chance.random() < 0.7:
                one["answers"][id_] = {"level": level, "evidence": "Seen at work."}
    grades = ladder(by)
    if by.decides == "best_fit":
        given |= {"overall": chance.choice(grades)} if chance.random() < 0.8 else {}
        given |= {"judgement": "It does."} if chance.random() < 0.8 else {}
    if by.decides == "share_of_time":
        shares = chance.choice([[50, 50], [20, 30, 50], [33, 33, 34], [10, 80]])
        given["parts"] = [{"share": share, "level": chance.choice(grades)} for share in shares]
    given |= {"ticked": ticked} if (ticked := _examples(chance, by)) else {}
    if by.situations:
        given["situations"] = [one.id for one in by.situations if chance.random() < 0.5]
    if any(rule.above_base for rule in by.after_sum) and chance.random() < 0.8:
        given["base_grade"] = chance.choice(grades)
    if by.profiles and chance.random() < 0.2:
        given["profile"] = chance.choice(by.profiles).id
    return given


def _compared(chance: random.Random, by: Scheme) -> dict[str, Any]:
    sides = ("lighter", "equal", "heavier")
    known = references("jobs")
    reference = known[chance.choice([id_ for id_ in known if known[id_].grade])]
    ticks = [
        f"{side}/{n}"
        for side in sides
        for n in range(1, _examples_of(reference, side) + 1)
        if chance.random() < 0.2
    ]
    looked_at = {c.id: chance.choice(sides) for c in by.characteristics if chance.random() < 0.5}
    given: dict[str, Any] = {"reference": reference.id, "answers": looked_at, "ticked": ticks}
    given |= {"overall": chance.choice(sides)} if chance.random() < 0.85 else {}
    given |= {"judgement": "It is so."} if chance.random() < 0.4 else {}
    return given


def _examples_of(reference: Role, side: str) -> int:
    rule = getattr(reference.grading, side, None)
    return len(rule.examples) if rule else 0


def _examples(chance: random.Random, by: Scheme) -> list[str]:
    if by.method != "level-classification":
        return []
    return [
        f"{one.id}/{n}"
        for one in by.grades
        for n in range(1, len(one.examples) + 1)
        if chance.random() < 0.3
    ]
