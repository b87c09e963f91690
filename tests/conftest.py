"""What all tests share: a folder and a small handbook made from path -> content."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from handbooks import SMALL, Content, Handbook, Tree, write_tree

# How fast examples are made says something of the machine, nothing of the program.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Makes a folder from path -> content."""
    return lambda files: write_tree(tmp_path, files)


@pytest.fixture
def small(tree: Tree) -> Handbook:
    """Makes the small handbook, with files changed, added or (None) taken away."""

    def make(changes: Mapping[str, Content] | None = None) -> Path:
        return tree({**SMALL, **(changes or {})})

    return make
