"""A handbook whose jobs are graded, in two languages, for tests of decisions."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml
from click.testing import Result

from handbooks import Content, write_tree
from rolebook.records import Decision
from shop import opened, run, shop

CHANGES: dict[str, Content] = {
    "roles/vocabulary/parties.yml": """\
        parties:
          - {id: works-council, title: Works council}
          - {id: employee-member, title: Employees' member}
        """,
    "roles/vocabulary/parties.nl.yml": """\
        parties:
          - {id: works-council, title: Ondernemingsraad}
          - {id: employee-member, title: Lid namens de medewerkers}
        """,
    "roles/grading/shop-grades.yml": """\
        title: Grades of the shop
        method: reference-comparison
        version: "1"
        purpose: Equal work, equal grade.
        grades: [{id: A, text: Helps.}, {id: B, text: Bakes alone.}, {id: C, text: Leads bakers.}]
        basis: [position, purpose, responsibilities, characteristics]
        characteristics:
          - {id: skill, title: Skill, criterion: skills}
          - {id: effort, title: Effort, criterion: effort}
          - {id: care, title: Care, criterion: responsibility}
          - {id: heat, title: Heat, criterion: working_conditions}
        objection: {within_days: 30, to: owner, text: The owner hears you within ten days.}
        document: {owner: owner, prepared_by: head-baker, released_by: owner}
        """,
    "roles/grading/shop-grades.nl.yml": """\
        title: Functiegroepen van de winkel
        purpose: Gelijk werk, gelijke groep.
        grades: [{id: A, text: Helpt.}, {id: B, text: Bakt zelf.}, {id: C, text: Leidt bakkers.}]
        characteristics:
          - {id: skill, title: Vakkennis}
          - {id: effort, title: Inspanning}
          - {id: care, title: Zorg}
          - {id: heat, title: Hitte}
        objection: {text: De eigenaar hoort u binnen tien dagen.}
        """,
    "roles/grading/shop-points.yml": """\
        title: Points of the shop
        method: point-factor
        version: "1"
        bounds: both
        grades: [{id: A, max: 29}, {id: B, min: 30, max: 44}, {id: C, min: 45}]
        factors:
          - id: skill
            title: Skill
            criterion: skills
            levels:
              - {id: 1, points: 10, text: Known after a day.}
              - {id: 2, points: 25, text: A trade.}
          - {id: effort, title: Effort, criterion: effort, levels: [{id: 1, points: 5}, {id: 2, points: 10}]}
          - {id: care, title: Care, criterion: responsibility, levels: [{id: 1}, {id: 2}]}
          - {id: heat, title: Heat, criterion: working_conditions, levels: [{id: 1}, {id: 2}]}
        joint:
          - id: care-and-heat
            title: Care in the heat
            row_factor: care
            column_factor: heat
            rows: [{level: 1, points: [0, 5]}, {level: 2, points: [5, 10]}]
        situations: [{id: nights, text: There is work at night.}]
        after_sum: [{id: night, text: Work at night adds points., situations: [nights], points: 5}]
        basis: [responsibilities]
        """,  # noqa: E501
    "roles/head-baker.yml": """\
        title: Head baker
        kind: reference
        family: shop
        grade: B
        reports_to: [owner]
        purpose: Bakes the bread of the shop.
        context: {grades: [A, B]}
        responsibilities:
          - id: baking
            area: Baking
            tasks:
              - {id: plan, task: Plans the bread of the week.}
              - {id: knead, task: Kneads the dough., procedure: baking-bread}
        characteristics:
          - {id: skill, text: Knows every bread.}
          - {id: effort, text: Lifts sacks.}
          - {id: care, text: Answers for the oven.}
          - {id: heat, text: Works in the heat.}
        grading:
          lighter: {grade: A, rule: Lighter leads to A., examples: [Bakes under guidance.]}
          equal: {grade: B, rule: Equal leads to B.}
          heavier: {rule: Heavier lies outside., examples: [Leads bakers.]}
        """,
    "roles/head-baker.nl.yml": """\
        title: Meesterbakker
        purpose: Bakt het brood van de winkel.
        responsibilities:
          - id: baking
            area: Bakken
            tasks:
              - {id: plan, task: Plant het brood van de week.}
              - {id: knead, task: Kneedt het deeg.}
        characteristics:
          - {id: skill, text: Kent elk brood.}
          - {id: effort, text: Tilt zakken.}
          - {id: care, text: Staat in voor de oven.}
          - {id: heat, text: Werkt in de hitte.}
        grading:
          lighter: {rule: Lichter leidt naar A., examples: [Bakt onder begeleiding.]}
          equal: {rule: Gelijk leidt naar B.}
          heavier: {rule: Zwaarder ligt erbuiten., examples: [Leidt bakkers.]}
        """,
    "roles/night-baker.yml": """\
        title: Night baker
        kind: company
        family: shop
        grade: A
        based_on:
          role: head-baker
          drop: [{item: baking/plan, why: The head baker plans.}]
        document: {number: JD-02, released_by: owner}
        """,
    "roles/night-baker.nl.yml": """\
        title: Nachtbakker
        based_on: {drop: [{item: baking/plan, why: De meesterbakker plant.}]}
        """,
}

ANSWERS: dict[str, Any] = {
    "overall": "lighter",
    "answers": {
        "skill": {"level": "lighter", "evidence": "Bakes what is planned."},
        "effort": {"level": "equal", "evidence": "The same sacks."},
    },
    "ticked": [{"example": "lighter/1", "evidence": "The plan is given."}],
    "judgement": "Less to plan, all else alike.",
    "decision": {
        "grade": "A",
        "on": "2026-10-12",
        "by": "owner",
        "took_part": ["owner", "employee-member"],
        "notice": "2026-10-19",
        "effective": "2026-11-01",
    },
}
DUTCH: dict[str, Any] = {
    "answers": {
        "skill": {"evidence": "Bakt wat gepland is."},
        "effort": {"evidence": "Dezelfde zakken."},
    },
    "ticked": [{"evidence": "Het plan is gegeven."}],
    "judgement": "Minder te plannen, voor het overige gelijk.",
}
POINTS: dict[str, Any] = {
    "answers": {
        "skill": {"level": "2", "evidence": "A trade."},
        "effort": "1",
        "care": "1",
        "heat": "2",
    },
    "situations": ["nights"],
    "decision": {"grade": "B", "on": "2026-10-12", "by": "owner", "took_part": ["owner"]},
}


def bakery(root: Path, changes: dict[str, Content] | None = None) -> Path:
    """The shop with a reference job, a company job written from it, and two schemes."""
    return shop(root, {**CHANGES, **(changes or {})})


def form(
    changes: dict[str, Any] | None = None, *, like: dict[str, Any] = ANSWERS
) -> dict[str, Any]:
    """Answers with other values; below ``decision`` key by key, None takes one away."""
    decision = {**like.get("decision", {}), **(changes or {}).get("decision", {})}
    whole = {**like, **(changes or {}), "decision": {k: v for k, v in decision.items() if v}}
    return {key: value for key, value in whole.items() if value is not None}


def record(
    root: Path, data: dict[str, Any] | None = None, *arguments: str, role: str = "night-baker"
) -> Result:
    """`rolebook grade --record` with answers from a file beside the handbook."""
    file = root.parent / "answers.yml"
    write_tree(root.parent, {"answers.yml": yaml.safe_dump(data or form(), allow_unicode=True)})
    return run(root, "grade", role, "--answers", str(file), "--record", *arguments)


def recorded(root: Path, *arguments: Any, **more: Any) -> Decision:
    """The decision that was recorded."""
    result = record(root, *arguments, **more)
    assert result.exit_code == 0, result.stderr
    return decisions(root, more.get("role", "night-baker"))[-1]


def decisions(root: Path, role: str = "night-baker") -> tuple[Decision, ...]:
    return opened(root)[1].decisions.get(role, ())


def on_a_terminal(
    root: Path, typed: list[str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    """The command with its input on a real terminal."""
    keyboard, terminal = pty.openpty()
    try:
        os.write(keyboard, "".join(f"{line}\n" for line in typed).encode())
        return subprocess.run(
            [sys.executable, "-m", "rolebook", "grade", "--handbook", str(root), *arguments],
            stdin=terminal, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    finally:
        os.close(keyboard)
        os.close(terminal)
