"""ProperDocs, the fork of MkDocs that is kept up, builds the same pages with our plugin."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example handbook in English, built by `properdocs build`."""
    target = tmp_path_factory.mktemp("properdocs") / "out"
    done = subprocess.run(
        [sys.executable, "-m", "properdocs", "build", "--strict",
         "--config-file", str(EXAMPLE / "mkdocs.yml"), "--site-dir", str(target)],
        capture_output=True, text=True, check=False, cwd=target.parent,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return target


def files(folder: Path) -> set[str]:
    """Every file but the search index, whose names are hashes of what it holds."""
    found = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return {name for name in found if not name.startswith("pagefind/")}


def test_it_writes_the_same_files(built: Path, example: Path) -> None:
    assert files(built) == files(example / "en")
    assert (built / "pagefind/pagefind.js").is_file()


def test_every_page_has_the_same_body_contents_and_policy(built: Path, example: Path) -> None:
    pages = sorted(name for name in files(built) if name.endswith(".html"))
    assert len(pages) > 100
    for name in pages:
        theirs, ours = ((at / name).read_text("utf-8") for at in (built, example / "en"))
        assert body(theirs) == body(ours), name
        assert contents(theirs) == contents(ours), name
        assert policy(theirs) == policy(ours), name


def body(page: str) -> str:
    return page.partition("<article")[2].partition("</article>")[0]


def contents(page: str) -> list[str]:
    return re.findall(r'href="(#[^"]*)" class="md-nav__link"', page)


def policy(page: str) -> list[str]:
    return re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
