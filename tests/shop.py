"""A handbook whose documents can be approved, in two languages, for tests of versions."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from handbooks import SMALL, TODAY, Content, findings_of, write_tree
from rolebook.cli import cli
from rolebook.cli.common import examined
from rolebook.findings import Finding, Severity
from rolebook.handbook import Handbook
from rolebook.records import Records

SHOP: dict[str, Content] = {
    **SMALL,
    "mkdocs.yml": """\
        site_name: Shop
        extra:
          handbook:
            organisation: {name: Shop B.V.}
            languages: [en, nl]
            grading: {scheme: shop-grades, grade_label: {en: Grade, nl: Schaal}}
            sign: [{by: employee, meaning: [seen, received]}]
        """,
    "roles/vocabulary/areas.yml": "areas: [{id: bread, title: Bread}]\n",
    "roles/vocabulary/areas.nl.yml": "areas: [{id: bread, title: Brood}]\n",
    "roles/owner.yml": """\
        title: Owner
        kind: company
        family: shop
        reports_to: [{text: nobody}]
        purpose: Owns the shop.
        authorities: [{kind: sign, text: Signs contracts., limit: {amount: 2500, per: contract}}]
        responsibilities: [{area: Shop, tasks: [Opens the shop.]}]
        """,
    "roles/owner.nl.yml": """\
        title: Eigenaar
        reports_to: [{text: niemand}]
        purpose: Is eigenaar van de winkel.
        authorities: [{text: Tekent contracten., limit: {per: contract}}]
        responsibilities: [{area: Winkel, tasks: [Opent de winkel.]}]
        """,
    "roles/baker.yml": """\
        title: Baker
        kind: company
        family: shop
        grade: B
        reports_to: [owner]
        purpose: Bakes the bread.
        responsibilities:
          - id: baking
            area: Baking
            tasks:
              - Lights the oven.
              - {id: knead, task: Kneads the dough., procedure: baking-bread}
        rights: [Tastes the bread.]
        document:
          number: JD-01
          owner: owner
          prepared_by: baker
          released_by: owner
          review_by: 2027-06-30
          distribution: [The baker]
        """,
    "roles/baker.nl.yml": """\
        title: Bakker
        purpose: Bakt het brood.
        responsibilities:
          - id: baking
            area: Bakken
            tasks:
              - Steekt de oven aan.
              - {id: knead, task: Kneedt het deeg.}
        rights: [Proeft het brood.]
        document: {distribution: [De bakker]}
        """,
    "procedures/baking-bread.yml": """\
        title: Baking bread
        area: bread
        purpose: Good bread each day.
        steps:
          - {step: Kneads, by: [baker], due: {within: 0}}
          - {step: Tastes, by: [owner], due: {within: 1}}
        document: {number: P-01, owner: owner, prepared_by: baker, released_by: owner}
        """,
    "procedures/baking-bread.nl.yml": """\
        title: Brood bakken
        purpose: Elke dag goed brood.
        steps: [{step: Kneedt}, {step: Proeft}]
        """,
    "roles/grading/shop-grades.yml": """\
        title: Grades of the shop
        method: reference-comparison
        version: "1"
        grades: [A, B, C]
        basis: [responsibilities]
        characteristics:
          - {id: skill, title: Skill, criterion: skills}
          - {id: effort, title: Effort, criterion: effort}
          - {id: care, title: Care, criterion: responsibility}
          - {id: heat, title: Heat, criterion: working_conditions}
        document: {owner: owner, prepared_by: baker, released_by: owner}
        """,
}
"""A handbook without an error. Its translations are recorded by `shop`."""


def shop(root: Path, changes: dict[str, Content] | None = None) -> Path:
    """Write the shop's handbook, and record that its translations are in step."""
    write_tree(root, {**SHOP, **(changes or {})})
    run(root, "translated", "--all")
    return root


def run(root: Path, command: str, *arguments: str) -> Result:
    """Run a command on a handbook; a traceback is a failure of the test."""
    result = CliRunner().invoke(cli, [command, "--handbook", str(root), *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def approve(root: Path, *arguments: str, on: str = "2026-11-30") -> Result:
    return run(root, "approve", *arguments, "--on", on)


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Change a text in a file; it must be there."""
    text = (root / file).read_text(encoding="utf-8")
    assert old in text, (file, old)
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


def opened(root: Path) -> tuple[Handbook, Records]:
    """The handbook and its records."""
    handbook, _, records = examined(root, TODAY)
    assert handbook is not None
    return handbook, records


def revisions(root: Path) -> list[str]:
    """Every file of approved revisions."""
    folder = root / "records" / "approved"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.json"))


def errors(root: Path) -> list[Finding]:
    """All findings that are errors."""
    return [f for f in findings_of(root) if f.severity is Severity.ERROR]


def error_codes(root: Path) -> list[str]:
    return [finding.code for finding in errors(root)]
