"""How well and how fast the search finds, beside Material's own on the same pages:
`python benchmarks/search.py`. See README.md beside this."""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import yaml
from generate import generate
from measure import table
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from stock_site import write_stock_site

if TYPE_CHECKING:
    from rolebook.site.contents import Edition

HERE = Path(__file__).parent
TOP = 10
_OF_SEARCH = re.compile(
    r"/pagefind/|/rolebook/search|/rolebook/folding|/search/|/workers/search|/lunr/"
)
Queries = Mapping[str, Mapping[str, Mapping[str, list[str]]]]
"""Language -> kind of question -> query -> addresses without .html."""
Sent = list[tuple[float, int]]
"""Of each file that only the search needs: when it was asked for, and its bytes."""
#: The moment, in seconds since 1970, in which the first result is on the screen: asked in the page
#: itself, for what is loaded while we would hear of it belongs to what comes after.
_SHOWN = """selector => document.querySelector(selector)?.checkVisibility()
    && (performance.timeOrigin + performance.now()) / 1000"""


@dataclass(frozen=True)
class Engine:
    """How a search is opened and asked, and where its results stand."""

    name: str
    folder: str
    opener: str
    field: str
    results: str

    def open(self, page: Page, lang: str, home: str) -> None:
        page.goto(f"{home}/{self.folder}/{lang}/everything.html", wait_until="networkidle")
        page.click(self.opener)

    def found(self, page: Page) -> list[str]:
        """Addresses of the pages in the order in which they are shown, each once."""
        links = page.locator(self.results).evaluate_all("links => links.map(link => link.href)")
        paths = (link.split("?")[0].split("#")[0] for link in links)
        below = (path.split(f"/{self.folder}/")[-1].partition("/")[2] for path in paths)
        return list(dict.fromkeys(path.removesuffix(".html") for path in below))


OURS = Engine(
    "Rolebook",
    "ours",
    ".rb-search-open",
    ".rb-search__input",
    ".rb-search__results .rb-search__hit",
)
MATERIAL = Engine(
    "Material", "stock", ".md-search__input",
    ".md-search__input", ".md-search-result__item > a.md-search-result__link",
)  # fmt: skip


@dataclass
class Score:
    """What came out for one engine, one handbook, one language."""

    ranks: list[int] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)


def settled(page: Page, look: Callable[[], list[str]], wait: float) -> list[str]:
    """The results once they stand still for a while."""
    before, since, start = look(), time.monotonic(), time.monotonic()
    while time.monotonic() - start < 60:
        page.wait_for_timeout(60)
        if (now := look()) != before:
            before, since = now, time.monotonic()
        elif time.monotonic() - since > wait:
            break
    return before


def type_(page: Page, engine: Engine, query: str) -> None:
    """The query, its last letter as a key: Material listens to keys only."""
    page.fill(engine.field, query[:-1])
    page.locator(engine.field).press_sequentially(query[-1])


def ask(engine: Engine, page: Page, query: str) -> list[str]:
    type_(page, engine, query)
    if engine is OURS:
        page.wait_for_function(
            "q => document.querySelector('.rb-search__results').dataset.query === q", arg=query
        )
        return engine.found(page)
    return settled(page, lambda: engine.found(page), 0.5)


def cold(
    engine: Engine, browser: Browser, home: str, lang: str, query: str, sent: Sent
) -> tuple[float, int]:
    """Seconds from the first key to the first result, and bytes of the files that only the search
    needs and that were asked for by then, with an empty cache, by somebody who types as soon as
    the page is there."""
    context = browser.new_context()
    page = context.new_page()
    sent.clear()
    page.goto(f"{home}/{engine.folder}/{lang}/everything.html", wait_until="domcontentloaded")
    page.click(engine.opener)
    start = time.time()
    type_(page, engine, query)
    shown = page.wait_for_function(_SHOWN, arg=engine.results, polling="raf", timeout=300_000)
    end = shown.json_value()
    context.close()
    return end - start, sum(size for moment, size in sent if moment <= end)


def judge(
    engine: Engine, browser: Browser, home: str, queries: Queries, runs: int, sent: Sent
) -> dict[str, Score]:
    scores = {}
    for lang, kinds in queries.items():
        score = scores[lang] = Score()
        context: BrowserContext = browser.new_context()
        page = context.new_page()
        engine.open(page, lang, home)
        asked = [(str(q), wanted) for each in kinds.values() for q, wanted in each.items()]
        for query, wanted in asked:
            top = ask(engine, page, query)[:TOP]
            rank = next((i for i, address in enumerate(top, 1) if address in wanted), 0)
            score.ranks.append(rank)
            if not rank:
                score.missed.append(query)
        context.close()
        answered = [q for (q, _), rank in zip(asked, score.ranks, strict=True) if rank]
        for query in answered[:: max(1, len(answered) // runs)][:runs]:
            seconds, loaded = cold(engine, browser, home, lang, query, sent)
            score.seconds.append(seconds)
            score.bytes.append(loaded)
        print(*next(rows(engine.folder, engine, {lang: score})), flush=True, file=sys.stderr)
    return scores


@contextmanager
def served(folder: Path, sent: Sent) -> Iterator[str]:
    """Serve the folder; ``sent`` takes what was asked for."""

    class Quiet(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path))
            if _OF_SEARCH.search(self.path) and path.is_file():
                sent.append((time.time(), path.stat().st_size))
            super().do_GET()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def repeated(edition: Edition, pages: int) -> Edition:
    """The edition with its roles and procedures again and again, under other titles, until it has
    so many pages."""
    made = list(edition.pages)
    documents = [page for page in made if page.document.kind in ("role", "procedure")]
    again = 1
    while len(made) < pages:
        for page in documents:
            title = f"{page.document.title}, edition {again}"
            address = page.address.replace(".html", f"-edition-{again}.html")
            made.append(
                replace(page, address=address, document=replace(page.document, title=title))
            )
        again += 1
    return replace(edition, pages=tuple(made))


def build(root: Path, folder: Path, stock: bool, pages: int) -> None:
    """Our site and, for each language, Material's, below the folder."""
    from rolebook.handbook import load
    from rolebook.records import read_records
    from rolebook.site.build import build_site
    from rolebook.site.editions import editions, site_name

    handbook = load(root).handbook
    if handbook is None:
        raise SystemExit(f"{root} is no handbook")
    made = list(editions(handbook, read_records(root)[0], site_name(root), papers=False).values())
    if pages:
        made = [repeated(made[0], pages)]
    build_site(root, made, target=folder / "ours")
    for edition in made if stock else ():
        with TemporaryDirectory() as source:
            write_stock_site(edition, Path(source))
            command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir"]
            subprocess.run([*command, str(folder / "stock" / edition.lang)], cwd=source, check=True)


def rows(name: str, engine: Engine, scores: Mapping[str, Score]) -> Iterator[list[str]]:
    for lang, score in scores.items():
        found = [rank for rank in score.ranks if rank]
        yield [
            f"{name}, {lang}, {engine.name}",
            f"{len(found)} of {len(score.ranks)}",
            f"{len(found) / len(score.ranks):.0%}",
            f"{sum(1 / rank for rank in found) / len(score.ranks):.2f}",
            f"{statistics.median(score.seconds or [0]):.2f}",
            f"{statistics.median(score.bytes or [0]) / 1000:.0f}",
        ]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split(":")[0])
    parser.add_argument("--roles", type=int, default=1000, metavar="N", help="0: example only")
    parser.add_argument("--pages", type=int, default=0, metavar="N",
                        help="also an English handbook of N pages")  # fmt: skip
    parser.add_argument("--runs", type=int, default=9, metavar="K", help="medians of K cold starts")
    parser.add_argument("--missed", action="store_true", help="list the queries without an answer")
    parser.add_argument("--no-example", action="store_true", help="the invented handbooks alone")
    parser.add_argument("--no-material", action="store_true", help="ours alone")
    arguments = parser.parse_args()
    engines = [OURS] if arguments.no_material else [OURS, MATERIAL]
    plan: list[tuple[str, str, int, int]] = []
    if not arguments.no_example:
        plan.append(("example", "example", 0, 0))
    if arguments.roles:
        plan.append((f"{arguments.roles:,} roles", "generated", arguments.roles, 0))
    if arguments.pages:
        plan.append((f"{arguments.pages:,} pages", "generated", 1000, arguments.pages))
    out = [["", "found", f"in top {TOP}", "MRR", "first result, s", "kB"]]
    missed = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for name, file, number, pages in plan:
            queries: Queries = yaml.safe_load((HERE / f"queries/{file}.yml").read_text("utf-8"))
            if pages:
                queries = {"en": queries["en"]}
            with TemporaryDirectory() as temporary:
                folder, root = Path(temporary, "sites"), HERE.parent
                if number:
                    root = Path(temporary, "handbook")
                    generate(number, root, translated=0 if pages else 1)
                folder.mkdir()
                build(root, folder, MATERIAL in engines, pages)
                sent: Sent = []
                with served(folder, sent) as home:
                    for engine in engines:
                        scores = judge(engine, browser, home, queries, arguments.runs, sent)
                        out += rows(name, engine, scores)
                        missed += [
                            f"{name}, {lang}, {engine.name}: {', '.join(score.missed)}"
                            for lang, score in scores.items()
                            if score.missed
                        ]
        browser.close()
    print(table(out))
    if arguments.missed:
        print("\nNot in the top 10:\n" + "\n".join(missed))


if __name__ == "__main__":
    main()
