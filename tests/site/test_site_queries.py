"""What staff type finds the page that answers it: the committed queries over the example."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
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


def test_there_are_forty_queries_in_each_language() -> None:
    for name in ("example", "generated"):
        queries = yaml.safe_load((ROOT / f"benchmarks/queries/{name}.yml").read_text("utf-8"))
        numbers = {lang: sum(map(len, kinds.values())) for lang, kinds in queries.items()}
        assert set(numbers) == {"en", "nl", "de"}
        assert min(numbers.values()) >= 40


@pytest.mark.parametrize("lang", ["en", "nl", "de"])
def test_the_examples_queries_are_answered(lang: str, example_http: str, browser: Browser) -> None:
    asked = [(str(q), wanted) for kind in QUERIES[lang].values() for q, wanted in kind.items()]
    page = browser.new_page()
    site = f"{example_http}/{lang}"
    page.goto(f"{site}/index.html")
    folders = [f"{site}/assets/rolebook/search/", f"{site}/pagefind/"]
    found = page.evaluate(ASK, [*folders, [query for query, _ in asked]])
    page.close()
    ranks = [
        next((rank for rank, address in enumerate(top, 1) if address in wanted), 0)
        for top, (_, wanted) in zip(found, asked, strict=True)
    ]
    missed = [query for (query, _), rank in zip(asked, ranks, strict=True) if not rank]
    assert len(missed) <= len(asked) * 0.05, missed
    assert sum(1 / rank for rank in ranks if rank) / len(ranks) >= 0.8
