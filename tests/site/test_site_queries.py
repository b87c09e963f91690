"""What staff type finds the page that answers it: the committed queries over the example."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from bakehouse import Serve
from playwright.sync_api import Browser

from rolebook.handbook import load
from rolebook.records import read_records
from rolebook.site.editions import editions
from rolebook.site.search import write_index

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "generator/rolebook/site/theme/assets/rolebook/search"
QUERIES = yaml.safe_load((ROOT / "benchmarks/queries/example.yml").read_text("utf-8"))
ASK = """async ([program, bundle, queries]) => {
  const engine = await (await import(program + "engine.js")).openEngine(bundle);
  const found = [];
  for (const query of queries) {
    const { hits } = await engine.find(query, {}, false);
    const pages = await Promise.all(hits.slice(0, 10).map((hit) => hit.data()));
    found.push(pages.map((page) => page.raw_url.replace(/^[/]/, "").replace(".html", "")));
  }
  return found;
}"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """The example's indexes and the program that searches them, served."""
    folder = tmp_path_factory.mktemp("example") / "index"
    handbook = load(ROOT).handbook
    assert handbook is not None
    for lang, edition in editions(handbook, read_records(ROOT)[0], "x", papers=False).items():
        write_index(edition, folder / lang)
        (folder / lang / "blank.html").write_text(f'<html lang="{lang}"></html>', "utf-8")
    (folder / "program").mkdir()
    for script in PROGRAM.glob("*.js"):
        (folder / "program" / script.name).write_bytes(script.read_bytes())
    return serve(folder)


def test_there_are_forty_queries_in_each_language() -> None:
    for name in ("example", "generated"):
        queries = yaml.safe_load((ROOT / f"benchmarks/queries/{name}.yml").read_text("utf-8"))
        numbers = {lang: sum(map(len, kinds.values())) for lang, kinds in queries.items()}
        assert set(numbers) == {"en", "nl", "de"}
        assert min(numbers.values()) >= 40


@pytest.mark.parametrize("lang", ["en", "nl", "de"])
def test_the_examples_queries_are_answered(lang: str, index: str, browser: Browser) -> None:
    asked = [(str(q), wanted) for kind in QUERIES[lang].values() for q, wanted in kind.items()]
    page = browser.new_page()
    page.goto(f"{index}/{lang}/blank.html")
    found = page.evaluate(ASK, [f"{index}/program/", f"{index}/{lang}/", [q for q, _ in asked]])
    page.close()
    ranks = [
        next((rank for rank, address in enumerate(top, 1) if address in wanted), 0)
        for top, (_, wanted) in zip(found, asked, strict=True)
    ]
    missed = [query for (query, _), rank in zip(asked, ranks, strict=True) if not rank]
    assert len(missed) <= len(asked) * 0.05, missed
    assert sum(1 / rank for rank in ranks if rank) / len(ranks) >= 0.8
