"""The cases of vectors.json, and what the program makes of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rolebook.grading import Near, Result, Scored, UnusableAnswers, grade
from rolebook.grading.result import number
from rolebook.handbook import Handbook, load
from rolebook.model.answers import Answers
from rolebook.model.role import Role
from rolebook.model.scheme import Scheme

ROOT = Path(__file__).parents[2]
VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))
LANG = {"lang": "en"}


@cache
def example_handbook() -> Handbook:
    handbook = load(ROOT).handbook
    assert handbook is not None
    return handbook


@cache
def scheme(id_: str) -> Scheme:
    """A scheme of the vectors, else one of the example handbook."""
    if id_ in VECTORS["schemes"]:
        return Scheme.model_validate({"id": id_, **VECTORS["schemes"][id_]}, context=LANG)
    return example_handbook().schemes[id_]


def role(data: Mapping[str, Any], **more: Any) -> Role:
    areas = [{"id": i, "area": i, "time_share": s} for i, s in data.get("areas", {}).items()]
    based_on = {"based_on": {"role": data["based_on"]}} if "based_on" in data else {}
    plain = {"id": "a-job", "title": "A job", "kind": "company", "family": data["family"]}
    return Role.model_validate(
        {**plain, "responsibilities": areas, **based_on, **more}, context=LANG
    )


@cache
def references(id_: str) -> dict[str, Role]:
    """A list of reference jobs, each with as many examples as it says."""
    return {one["id"]: _reference(one) for one in VECTORS["references"].get(id_, ())}


def _reference(one: Mapping[str, Any]) -> Role:
    rules = {
        side: {"rule": side, "examples": [f"{side} {i}" for i in range(1, count + 1)]}
        for side, count in one["examples"].items()
    }
    return role(
        one, id=one["id"], kind="reference", grade=one["grade"],
        context={"grades": one["context"]}, grading=rules,
    )  # fmt: skip


def answers(data: Mapping[str, Any]) -> Answers:
    return Answers.model_validate(data, context=LANG)


def worked_out(case: Mapping[str, Any]) -> dict[str, Any]:
    """What the program says of a case, in the shape of ``expect``."""
    job = role(case["role"]) if "role" in case else None
    known = references(case.get("references", ""))
    try:
        return shape(grade(scheme(case["scheme"]), answers(case["answers"]), job, known))
    except UnusableAnswers as error:
        return {"faults": [{"code": f.code, "path": list(f.path)} for f in error.faults]}


def shape(result: Result) -> dict[str, Any]:
    return {
        "outcome": result.outcome,
        "grade": result.grade,
        "indicated": result.indicated,
        "total": None if result.total is None else number(result.total),
        "factors": [_scored(one) for one in result.factors],
        "reasons": [reason.id for reason in result.reasons],
        "warnings": [warning.id for warning in result.warnings],
        "near": [_near(one) for one in result.near],
        "neighbours": list(result.neighbours),
    }


def _scored(one: Scored) -> list[Any]:
    return [one.id, one.level, None if one.points is None else number(one.points)]


def _near(one: Near) -> dict[str, Any]:
    return {
        "direction": one.direction,
        "grade": one.grade,
        "bound": number(one.bound),
        "distance": number(one.distance),
    }
