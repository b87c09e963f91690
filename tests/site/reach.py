"""Every type of page of the example handbook, and the rules that each is held to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

MODULES = Path(__file__).parents[1] / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: One page of each type, below a language's folder.
TYPES = {
    "welcome": "index.html",
    "reference job": "roles/aftersales-manager.html",
    "company job": "roles/aftersales-manager-border.html",
    "result table": "roles/customer-service-clerk.html",
    "job instruction": "roles/warranty-engineer-psw.html",
    "dealer standard": "roles/workshop-foreman.html",
    "procedure": "procedures/warranty-claim.html",
    "family": "families/management.html",
    "area": "areas/warranty.html",
    "unit": "units/br-n.html",
    "grades": "grades.html",
    "grade": "grades/j.html",
    "scheme of comparison": "schemes/dinkelbrug-grades.html",
    "scheme of points": "schemes/dinkelbrug-points.html",
    "scheme of levels": "schemes/warranty-levels.html",
    "scheme of profiles": "schemes/warranty-profile.html",
    "assistant": "grading-assistant.html",
    "dossier": "grading-dossier.html",
    "finder": "everything.html",
    "compare": "compare.html",
    "register": "register.html",
    "changes": "changes.html",
    "authorities": "authorities.html",
    "RACI": "raci.html",
    "forms": "forms.html",
    "form": "forms/F-01.html",
    "records": "records.html",
    "glossary": "glossary.html",
    "history": "history/aftersales-manager.html",
    "version": "history/complaint/2.html",
    "moved page": "procedures/customer-complaint.html",
    "verify": "verify.html",
    "organisation": "organisation.html",
}

_LANGUAGES = ("en", "nl", "de")
#: Pages of the whole site, outside the frame of the others.
PLAIN = {"chooser": "index.html", "not found": "404.html"}
#: Type -> address. The languages take turns: every one is seen on pages of many types.
PAGES = PLAIN | {
    name: f"{_LANGUAGES[at % 3]}/{address}" for at, (name, address) in enumerate(TYPES.items())
}

_RUN = """tags => axe.run(document, {runOnly: tags, resultTypes: ["violations"]}).then(
  result => result.violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`)))"""


def needed(file: Path) -> Path:
    """The file from npm, or a failure that says how to get it."""
    if not file.exists():
        pytest.fail("Missing: run `python3 tests/run.py` once, it installs it", pytrace=False)
    return file


def findings(page: Page) -> list[str]:
    """What axe finds on the page as it stands, in light and in dark colours."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(needed(AXE).read_text("utf-8"))
    found = []
    for scheme in ("default", "slate"):
        page.evaluate("name => document.body.setAttribute('data-md-color-scheme', name)", scheme)
        found += [f"{scheme}: {text}" for text in page.evaluate(_RUN, TAGS)]
    return found


def visit(page: Page, home: str, kind: str) -> None:
    """Go to the page of a type, and stay on it even when it leads on."""
    if kind == "moved page":
        page.route("**/procedures/complaint.html", lambda route: route.fulfill(status=204))
    page.goto(f"{home}/{PAGES[kind]}")


def still(width: int, height: int = 900, **options: Any) -> dict[str, Any]:
    """A window without movements, so that colours are measured when they have arrived."""
    return {"viewport": {"width": width, "height": height}, "reduced_motion": "reduce", **options}
