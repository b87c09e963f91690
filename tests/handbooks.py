"""Handbooks for tests, made from a mapping of path to content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from textwrap import dedent

from rolebook.cli.common import checked
from rolebook.findings import Finding
from rolebook.handbook import Handbook as Book
from rolebook.handbook import load

TODAY = date(2026, 11, 22)
EXAMPLE = Path(__file__).parents[1]

_SMALL = {
    "mkdocs.yml": """\
        site_name: Small
        extra:
          handbook:
            organisation: {name: Small B.V.}
            languages: [en, nl]
        """,
    "roles/vocabulary/families.yml": """\
        families:
          - {id: shop, title: Shop}
        """,
    "roles/vocabulary/families.nl.yml": """\
        families:
          - {id: shop, title: Winkel}
        """,
    "roles/baker.yml": """\
        title: Baker
        kind: company
        family: shop
        reports_to: [{text: the owner}]
        purpose: Bakes the bread.
        responsibilities:
          - id: baking
            area: Baking
            tasks:
              - Lights the oven.
              - {id: knead, task: Kneads the dough.}
        """,
    "roles/baker.nl.yml": """\
        title: Bakker
        reports_to: [{text: de eigenaar}]
        purpose: Bakt het brood.
        responsibilities:
          - id: baking
            area: Bakken
            tasks:
              - Steekt de oven aan.
              - {id: knead, task: Kneedt het deeg.}
        """,
}

SMALL = {name: dedent(content) for name, content in _SMALL.items()}
"""A handbook without a fault, in two languages; its translations are not yet recorded."""

Content = str | bytes | None
Tree = Callable[[Mapping[str, Content]], Path]
Handbook = Callable[..., Path]


def write_tree(root: Path, files: Mapping[str, Content]) -> Path:
    """Write the files; texts without their common indentation, None for none."""
    for name, content in files.items():
        path = root / name
        if content is None:
            path.unlink(missing_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())
    return root


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file below a folder with its content."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def findings_of(root: Path) -> list[Finding]:
    """All findings of a handbook, on a fixed day."""
    return checked(root, TODAY)[1]


def codes_of(root: Path) -> list[str]:
    """The codes of all findings, in their order."""
    return [finding.code for finding in findings_of(root)]


@cache
def the_example() -> Book:
    """The example handbook, read once by each process."""
    book = load(EXAMPLE).handbook
    assert book
    return book
