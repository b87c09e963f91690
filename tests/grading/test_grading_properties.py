"""What holds for every scheme and every answer, not only for those somebody thought of."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise, product
from typing import Any

import pytest
from grading_cases import LANG, VECTORS, answers, references, role, scheme, shape
from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.grading import UnusableAnswers, faults, grade
from rolebook.grading.bands import attainable_totals, band_of
from rolebook.grading.ladder import ladder, reached
from rolebook.grading.sentences import Sentences, templates
from rolebook.model.scheme import Scheme, Share
from rolebook.translation import words

CRITERIA = ("skills", "effort", "responsibility", "working_conditions")
Points = st.decimals(0, 300, places=2)
quick = settings(max_examples=80, deadline=None, derandomize=True)


def built(**data: Any) -> Scheme:
    plain = {"id": "a-scheme", "title": "A", "version": "1", "basis": ["responsibilities"]}
    return Scheme.model_validate({**plain, **data}, context=LANG)


@st.composite
def point_schemes(draw: st.DrawFn) -> Scheme:
    """Any point scheme: factors with rising points and weights, bands that follow each other."""
    factors = []
    for number in range(draw(st.integers(1, 5))):
        points = sorted(draw(st.lists(Points, min_size=1, max_size=5)))
        factors.append(
            {
                "id": f"f{number}",
                "title": f"F{number}",
                "criterion": draw(st.sampled_from(CRITERIA)),
                "weight": draw(st.sampled_from(["0", "0.5", "1", "1.25", "3"])),
                "levels": [{"id": str(i), "points": str(p)} for i, p in enumerate(points, 1)],
            }
        )
    edges = sorted(set(draw(st.lists(Points, min_size=1, max_size=6))))
    grades: list[dict[str, str]] = [
        {"id": f"G{i}", "min": str(low), "max": str(high)}
        for i, (low, high) in enumerate(pairwise(edges))
    ]
    grades.append({"id": "top", "min": str(edges[-1])})
    if draw(st.booleans()):
        grades[0].pop("min")
    bounds = draw(st.sampled_from(["min", "max"]))
    return built(method="point-factor", grades=grades, bounds=bounds, factors=factors)


@st.composite
def scored(draw: st.DrawFn) -> tuple[Scheme, dict[str, str]]:
    """A point scheme with a level on each of its factors, in any order."""
    found = draw(point_schemes())
    order = draw(st.permutations(found.factors))
    return found, {f.id: draw(st.sampled_from([one.id for one in f.levels])) for f in order}


@quick
@given(scored())
def test_the_parts_of_the_explanation_sum_to_the_total(case: tuple[Scheme, dict[str, str]]) -> None:
    found, levels = case
    result = grade(found, answers({"answers": levels}))
    assert result.total is not None
    assert (
        sum((r.points for r in result.reasons if r.points is not None), Decimal(0)) == result.total
    )
    assert sum((one.points or 0 for one in result.factors), Decimal(0)) == result.total


@quick
@given(scored())
def test_no_grade_lies_outside_the_scheme(case: tuple[Scheme, dict[str, str]]) -> None:
    found, levels = case
    result = grade(found, answers({"answers": levels}))
    assert result.outcome in ("graded", "out_of_range")
    assert (result.grade in ladder(found)) == (result.outcome == "graded")
    assert result.indicated is None
    assert all(one.grade in ladder(found) and one.distance >= 0 for one in result.near)


@quick
@given(scored(), st.data())
def test_a_higher_level_never_gives_less(
    case: tuple[Scheme, dict[str, str]], data: st.DataObject
) -> None:
    found, levels = case
    factor = data.draw(st.sampled_from(found.factors))
    ids = [level.id for level in factor.levels]
    higher = data.draw(st.sampled_from(ids[ids.index(levels[factor.id]) :]))
    before = grade(found, answers({"answers": levels}))
    after = grade(found, answers({"answers": {**levels, factor.id: higher}}))
    assert before.total is not None
    assert after.total is not None
    assert after.total >= before.total
    if before.grade and after.grade:
        grades = ladder(found)
        assert grades.index(after.grade) >= grades.index(before.grade)


@quick
@given(scored(), st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(
    case: tuple[Scheme, dict[str, str]], random: Any
) -> None:
    found, levels = case
    shuffled = list(levels.items())
    random.shuffle(shuffled)
    one, other = (grade(found, answers({"answers": a})) for a in (levels, dict(shuffled)))
    assert one == other


@quick
@given(point_schemes())
def test_the_attainable_totals_are_those_of_all_answers(found: Scheme) -> None:
    every = list(product(*([level.id for level in factor.levels] for factor in found.factors)))
    ids = [factor.id for factor in found.factors]
    totals = {
        grade(found, answers({"answers": dict(zip(ids, levels, strict=True))})).total
        for levels in every[:400]
    }
    attainable = attainable_totals(found)
    assert attainable is not None
    assert totals <= set(attainable)
    if len(every) <= 400:
        assert totals == set(attainable)


@quick
@given(point_schemes(), Points)
def test_a_total_lies_in_one_band_at_most(found: Scheme, total: Decimal) -> None:
    index = band_of(found, total)
    without = found.model_copy(
        update={"grades": tuple(g for i, g in enumerate(found.grades) if i != index)}
    )
    assert index is None or band_of(without, total) is None


Side = st.sampled_from(["lighter", "equal", "heavier"])


@quick
@given(
    st.sampled_from(sorted(set(references("jobs")) - {"csc"})),
    st.none() | Side,
    st.dictionaries(st.sampled_from(["complexity", "effort", "autonomy", "place"]), Side),
    st.none() | st.just("Reasons."),
)
def test_a_comparison_gives_a_grade_of_the_context_or_none(
    reference: str, overall: str | None, compared: dict[str, str], judgement: str | None
) -> None:
    found, jobs = scheme("compare"), references("jobs")
    given_answers = {
        "reference": reference, "overall": overall, "answers": compared, "judgement": judgement,
    }  # fmt: skip
    result = grade(found, answers(given_answers), None, jobs)
    grades = ladder(found)
    if overall is None:
        assert result.outcome == "judgement_needed"
    if result.grade is not None:
        context = jobs[reference].context
        named = context.grades if context else ()
        own = [grades.index(one) for one in named] or [grades.index(result.grade)]
        assert min(own) <= grades.index(result.grade) <= max(own)
        assert result.indicated is None
    assert result.outcome != "outside_context" or (result.indicated in grades and not result.grade)


@quick
@given(
    st.lists(st.tuples(st.integers(0, 11), st.integers(1, 100)), min_size=1, max_size=6),
    st.integers(1, 99),
    st.booleans(),
)
def test_shares_reach_a_grade_that_moves_up_with_the_work(
    parts: list[tuple[int, int]], percent: int, strict: bool
) -> None:
    found = scheme("compare")
    total = sum(share for _, share in parts)
    parts = [(at, share * 100 // total) for at, share in parts]
    parts[0] = (parts[0][0], parts[0][1] + 100 - sum(share for _, share in parts))
    limit = Share(more_than=percent) if strict else Share(at_least=percent)
    top = reached(found, parts, limit)
    assert top.index in {at for at, _ in parts}
    raised = [(min(at + 1, 11), share) for at, share in parts]
    assert reached(found, raised, limit).index >= top.index
    assert reached(found, parts[::-1], limit) == top


@quick
@given(st.text("FGHI", min_size=5, max_size=5), st.sampled_from(["all", "majority-5"]), st.data())
def test_a_higher_cell_never_gives_a_lower_level(
    cells: str, rule: str, data: st.DataObject
) -> None:
    found = scheme(rule)
    at = data.draw(st.integers(0, 4))
    higher = data.draw(st.sampled_from("FGHI"["FGHI".index(cells[at]) :]))
    raised = cells[:at] + higher + cells[at + 1 :]
    one, other = (
        grade(found, answers({"answers": dict(zip("abcde", c, strict=True))}))
        for c in (cells, raised)
    )
    assert one.grade is not None
    assert other.grade is not None
    assert "FGHI".index(other.grade) >= "FGHI".index(one.grade)


@quick
@given(st.dictionaries(st.text(max_size=8), st.text(min_size=1, max_size=8), max_size=5))
def test_whatever_is_answered_is_graded_or_refused_with_reasons(levels: dict[str, str]) -> None:
    for id_ in ("us-fes", "plain", "profiles", "all", "compare", "sides"):
        typed = answers({"answers": {k: v for k, v in levels.items() if v.strip()}})
        found = faults(scheme(id_), typed, None, references("jobs"))
        if found:
            with pytest.raises(UnusableAnswers) as refused:
                grade(scheme(id_), typed, None, references("jobs"))
            assert refused.value.faults == found
        else:
            shape(grade(scheme(id_), typed, None, references("jobs")))
        assert all(fault.message for fault in found)


def test_every_reason_of_the_vectors_has_its_sentence_and_no_sentence_is_left_over() -> None:
    said: set[str] = {"reference-job", "reference-job-ungraded"}
    for case in VECTORS["cases"]:
        job = role(case["role"]) if "role" in case else None
        jobs = references(case.get("references", ""))
        found = scheme(case["scheme"])
        try:
            result = grade(found, answers(case["answers"]), job, jobs)
        except UnusableAnswers:
            continue
        for lang in ("en", "nl", "de"):
            say = Sentences(words(lang), found, jobs, {"plain": scheme("plain")})
            for reason in (*result.reasons, *result.warnings):
                said.add(reason.id)
                sentence = say(reason)
                assert sentence
                assert "{" not in sentence
            assert say.heading(result)
    assert said == templates(words("en")).keys()
