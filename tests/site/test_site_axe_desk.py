"""axe finds nothing on any type of page, at 1280 pixels, in light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bakehouse import Watched
from reach import PAGES, findings, still, visit

WIDTH = 1280


@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing(kind: str, example_http: str, watched: Callable[..., Watched]) -> None:
    page = watched(**still(WIDTH)).page
    visit(page, example_http, kind)
    assert findings(page) == []
