"""Whatever stands in the place of a role: findings, and never an exception."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbooks import SMALL, TODAY, write_tree
from rolebook.cli.common import checked
from rolebook.cli.report import as_github, as_json, as_text
from rolebook.handbook.files import KINDS
from rolebook.model.base import Model, type_at


def _keys(cls: type[Model], seen: set[type[Model]]) -> Iterator[str]:
    if cls not in seen:
        seen.add(cls)
        for key in cls.keys():
            yield key
            found = type_at(cls, (key,))
            if isinstance(found, type) and issubclass(found, Model):
                yield from _keys(found, seen)


KEYS = sorted({key for kind in KINDS for key in _keys(kind.model, set())})
WORDS = st.sampled_from(
    ["", "baker", "none", "x", "shop", "2027-12-01", "31.12.2027", "12", "-1", "yes", "reference",
     "[](role:baker)", "[](item:a/b)", "____", "[x", "intake", "end", "procedure:x#y", "éÀ", "\\",
     "company", "A", "a/b", "https://x.example", "_", "j" * 200]
)  # fmt: skip
TREES = st.recursive(
    WORDS | st.none() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | st.just("nonsense"), inner, max_size=4)
    ),
    max_leaves=14,
)
BAKER = yaml.safe_load(SMALL["roles/baker.yml"])
BREAD = {
    "title": "Bread",
    "area": "bread",
    "steps": [{"id": "a", "step": "Bake", "by": ["baker"], "due": {"within": "1"}}],
}
SCHEME = {
    "title": "S",
    "method": "reference-comparison",
    "version": "1",
    "grades": ["A", "B"],
    "basis": ["purpose"],
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings_ = SMALL["mkdocs.yml"] + "    grading: {scheme: s}\n"
    return write_tree(
        tmp_path_factory.mktemp("whatever"),
        {
            **SMALL,
            "mkdocs.yml": settings_,
            "roles/vocabulary/areas.yml": "areas: [{id: bread, title: Bread}]\n",
            "roles/grading/s.yml": json.dumps(SCHEME),
            "procedures/bread.yml": json.dumps(BREAD),
            "roles/night-baker.yml": "title: N\nkind: company\nfamily: shop\n"
            "based_on: {role: baker, drop: [baking/knead]}\n",
        },
    )


def holds(root: Path, file: str, tree: Any) -> None:
    """Put a tree in the place of a file, look at all that check says, and put the file back."""
    path = root / file
    before = path.read_bytes()
    try:
        path.write_text(json.dumps(tree), encoding="utf-8")
        _, findings = checked(root, TODAY)
    finally:
        path.write_bytes(before)
    for show in (as_json, as_github):
        show(findings)
    as_text(findings, root)
    for found in findings:
        assert found.message
        assert found.place.file


def spots(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(tree, (dict, list)):
        for key, child in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from spots(child, (*path, key))


@st.composite
def damaged(draw: st.DrawFn, whole: Any) -> Any:
    """A good file with something else in one or two of its places, or with something more."""
    tree = copy.deepcopy(whole)
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from([spot for spot in spots(tree) if spot]))
        place = tree
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = draw(TREES)
    return {**tree, **draw(st.dictionaries(st.sampled_from(KEYS), TREES, max_size=2))}


quickly = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@quickly
@given(tree=TREES)
def test_any_tree_in_place_of_a_role(root: Path, tree: Any):
    holds(root, "roles/baker.yml", tree)


@quickly
@given(tree=damaged(BAKER))
def test_a_damaged_role(root: Path, tree: Any):
    holds(root, "roles/baker.yml", tree)


@quickly
@given(tree=damaged(BAKER))
def test_a_damaged_translation(root: Path, tree: Any):
    holds(root, "roles/baker.nl.yml", tree)


@quickly
@given(tree=damaged(BREAD))
def test_a_damaged_procedure(root: Path, tree: Any):
    holds(root, "procedures/bread.yml", tree)


@quickly
@given(tree=damaged(SCHEME))
def test_a_damaged_scheme(root: Path, tree: Any):
    holds(root, "roles/grading/s.yml", tree)


@quickly
@given(tree=damaged(yaml.safe_load(SMALL["mkdocs.yml"])))
def test_damaged_settings(root: Path, tree: Any):
    holds(root, "mkdocs.yml", tree)
