"""What the program and its tests import is what pyproject.toml asks for, and nothing is asked for
in vain."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
SUITES = {
    "generator": PROJECT["dependencies"],
    "tests": [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]],
}
BROUGHT = {
    "pydantic-core": "pydantic",
    "markdown": "mkdocs",
    "asn1crypto": "pyhanko",
    "cryptography": "pyhanko",
    "pyhanko-certvalidator": "pyhanko",
}
"""What is imported and comes with something else, in the version that goes with it."""
NAMED = {
    "mkdocs-material": ("material", "generator/rolebook/site/plugin.py"),
    "pypandoc-binary": ("pypandoc", "generator/rolebook/paper/pandoc.py"),
}
"""What is used without an import: by which name, and where."""
PROGRAMS = {"ruff", "mypy", "import-linter", "pytest-xdist", "properdocs"}
"""What the tests run as a program."""


def known_as(name: str) -> str:
    """A distribution's name as it is compared (PEP 503), without extras and versions."""
    name = re.split(r"[\[<>=!~; ]", name, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(folder: str) -> set[str]:
    """The distributions that the modules of a folder import."""
    by_import = packages_distributions()
    own = {path.stem for path in (ROOT / "tests").rglob("*.py")} | {"rolebook", "uno"}
    found: set[str] = set()
    for file in (ROOT / folder).rglob("*.py"):
        if "node_modules" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in names:
                top = name.partition(".")[0]
                if top not in sys.stdlib_module_names and top not in own:
                    found |= set(by_import[top])
    return {known_as(name) for name in found}


@pytest.mark.parametrize("folder", SUITES)
def test_what_is_imported_is_asked_for(folder: str) -> None:
    asked = {known_as(name) for name in SUITES[folder]}
    assert imported(folder) - asked <= BROUGHT.keys()


def test_what_comes_with_something_else_does_so() -> None:
    for name, bringer in BROUGHT.items():
        assert name in {known_as(one) for one in requires(bringer) or ()}, (name, bringer)


def test_the_program_asks_for_nothing_in_vain() -> None:
    asked = {known_as(name) for name in PROJECT["dependencies"]}
    assert asked - imported("generator") == NAMED.keys()
    for name, file in NAMED.values():
        assert f'"{name}"' in (ROOT / file).read_text("utf-8")


def test_the_tests_ask_for_nothing_in_vain() -> None:
    asked = {known_as(name) for name in PROJECT["optional-dependencies"]["test"]}
    for_mypy = {name for name in asked if re.search(r"^types-|-stubs$", name)}
    assert asked - imported("tests") == PROGRAMS | for_mypy
