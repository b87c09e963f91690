"""Building the website: every language in a process of its own, beside the old site, and then
the exchange.

Same input, same bytes: nothing here looks at the clock, and everything is sorted.
"""

from __future__ import annotations

import gc
import logging
import re
import shutil
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from rolebook.children import end_with_parent
from rolebook.site.contents import Edition
from rolebook.site.exchange import replacing
from rolebook.site.policy import Policy, policy_of, union, with_policy
from rolebook.translation import words
from rolebook.views.addresses import relative

if TYPE_CHECKING:
    from jinja2 import TemplateError

#: Writes the papers into the new tree (``nl/roles/x.pdf`` ...), while the pages are being built.
Papers = Callable[[Path], None]
#: Is told address, title (as HTML) and body of a page.
Seen = Callable[[str, str, str], None]
#: Where papers are written meanwhile: MkDocs empties the folder it builds in.
_PAPERS = ".papers"
#: Pages of the whole site and their templates: the languages, and what stands where nothing does.
_PLAIN = {"index.html": "chooser.html.j2", "404.html": "not_found.html.j2"}


class SiteError(Exception):
    """The site could not be built; the previous one stands as it was."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came out: number of pages, and what MkDocs remarked on the hand-written ones."""

    pages: int
    warnings: tuple[str, ...]


def build_site(
    root: Path,
    editions: Sequence[Edition],
    *,
    papers: Papers | None = None,
    files: Mapping[str, str] | None = None,
    target: Path | None = None,
) -> Built:
    """Build the whole site of the handbook at ``root`` and put it at ``target`` (``site/``).

    ``files`` stand at its root, beside the folders of the languages, each by its address.
    Raises SiteError and ExchangeError; then the previous site stands untouched.
    """
    _check_addresses(editions)
    root = root.absolute()
    with replacing(target or root / "site") as tree:
        running = [_Running(root, edition, tree / edition.lang) for edition in editions]
        try:
            if papers:
                papers(tree / _PAPERS)
            done = [each.result() for each in running]
        finally:
            for each in running:
                each.stop()
        _move_papers(tree)
        for address, content in (files or {}).items():
            place = tree / address
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content, encoding="utf-8", newline="\n")
        plain = [_write_plain(tree / name, template, editions) for name, template in _PLAIN.items()]
        policies = [*plain, *(each.policy for each in done)]
        (tree / "content-security-policy.txt").write_text(
            f"Content-Security-Policy: {union(policies).header}\n", encoding="utf-8"
        )
        _check_papers(tree, editions)
        _say_sizes(tree, editions)
    warnings = dict.fromkeys(text for each in done for text in each.warnings)
    return Built(sum(each.pages for each in done), tuple(warnings))


def build_edition(root: Path, edition: Edition, target: Path, seen: Seen | None = None) -> _Done:
    """Build one language below ``target``, its search index included. Runs in a child.

    ``seen`` is told address, title (as HTML) and body of every page. Raises SiteError."""
    from jinja2 import TemplateError
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, BuildError, ConfigurationError

    from rolebook.site.plugin import RolebookPlugin

    plugin = None
    remarks = _Remarks()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(remarks)
    logger.propagate = False
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(target))
        plugin = next((p for p in config.plugins.values() if isinstance(p, RolebookPlugin)), None)
        if plugin is None:
            raise SiteError("mkdocs.yml does not name our plugin: write `plugins: [rolebook]`")
        plugin.edition, plugin.seen = edition, seen
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    except TemplateError as error:
        raise SiteError(_template_fault(error)) from error
    except (Abort, ConfigurationError, BuildError) as error:
        raise SiteError("; ".join(remarks.texts) or str(error)) from error
    finally:
        logger.removeHandler(remarks)
        logger.propagate = True
        if plugin is not None:  # MkDocs keeps it for the next build of this process
            plugin.edition = plugin.seen = None
    pages = sum(1 for _ in target.rglob("*.html"))
    return _Done(pages, tuple(remarks.texts), plugin.policy)


def _template_fault(error: TemplateError) -> str:
    """What is wrong with a template, and where: its file and line."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
    file = getattr(error, "filename", None) or (frames[-1].filename if frames else "")
    line = getattr(error, "lineno", None) or (frames[-1].lineno if frames else None)
    where = f"{Path(file).name}, line {line}" if file and line else "a template"
    return f"{where}: {error}"


@dataclass(frozen=True, slots=True)
class _Done:
    pages: int
    warnings: tuple[str, ...]
    policy: Policy


class _Remarks(logging.Handler):
    """Keeps MkDocs' warnings as data instead of printing them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


class _Running:
    """One language being built in a process of its own."""

    def __init__(self, root: Path, edition: Edition, target: Path) -> None:
        self._lang = edition.lang
        # A forked child has the pages already; elsewhere they are sent to it.
        forks = sys.platform == "linux"
        context = get_context("fork") if forks else get_context("spawn")
        self._answer, sender = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_child, args=(sender, root, edition, target), daemon=True
        )
        self._process.start()
        sender.close()

    def result(self) -> _Done:
        """Wait for the end. Raises SiteError with what the child said, or that it fell silent."""
        try:
            answer = self._answer.recv()
        except EOFError:
            self._process.join()
            raise SiteError(
                f"building {self._lang} ended early (exit {self._process.exitcode})"
            ) from None
        self._process.join()
        if isinstance(answer, _Done):
            return answer
        message, trace = answer
        raise SiteError(f"building {self._lang} failed: {message}") from (
            RuntimeError(trace) if trace else None
        )

    def stop(self) -> None:
        if self._process.is_alive():
            self._process.terminate()
        self._process.join()
        self._answer.close()


def _child(answer: Connection, root: Path, edition: Edition, target: Path) -> None:
    end_with_parent()
    gc.enable()  # thousands of pages are made here
    try:
        answer.send(build_edition(root, edition, target))
    except KeyboardInterrupt:
        pass
    except SiteError as error:
        answer.send((str(error), ""))
    except Exception as error:  # a fault of ours: the trace goes along as the cause
        answer.send((f"{type(error).__name__}: {error}", traceback.format_exc()))


def _check_addresses(editions: Sequence[Edition]) -> None:
    """The switcher stays on the page: each address must exist in every language."""
    if not editions:
        raise SiteError("there is no language to build")
    first = set(editions[0].by_address)
    for edition in editions[1:]:
        if different := sorted(first ^ set(edition.by_address)):
            raise SiteError(
                f"{editions[0].lang} and {edition.lang} differ in pages: {', '.join(different[:5])}"
            )


def _move_papers(tree: Path) -> None:
    """Put the papers beside their pages."""
    papers = tree / _PAPERS
    for paper in sorted(path for path in papers.rglob("*") if path.is_file()):
        place = tree / paper.relative_to(papers)
        place.parent.mkdir(parents=True, exist_ok=True)
        paper.rename(place)
    shutil.rmtree(papers, ignore_errors=True)


def _check_papers(tree: Path, editions: Sequence[Edition]) -> None:
    """No page offers a paper that is not there."""
    missing = [
        f"{edition.lang}/{paper.address}"
        for edition in editions
        for page in edition.pages
        for paper in page.downloads
        if not (tree / edition.lang / paper.address).is_file()
    ]
    if missing:
        raise SiteError(f"{len(missing)} papers were not written: {', '.join(missing[:5])}")


def _say_sizes(tree: Path, editions: Sequence[Edition]) -> None:
    """Say how large a paper is where a page offers it: the page was made before the paper was."""
    for edition in editions:
        folder = tree / edition.lang
        for page in edition.pages:
            for paper in page.downloads:
                if paper.sized:
                    size = _size(edition.lang, (folder / paper.address).stat().st_size)
                    href = re.escape(relative(paper.address, page.address))
                    link = re.compile(rf'(<a [^>]*href="{href}".*?)</a>', re.DOTALL)
                    text = link.sub(rf"\1 ({size})</a>", (folder / page.address).read_text("utf-8"))
                    (folder / page.address).write_text(text, encoding="utf-8", newline="\n")


def _size(lang: str, size: int) -> str:
    """``5.2 MB``, ``840 kB``."""
    amount, unit = (size / 1e6, "MB") if size >= 1e6 else (size / 1e3, "kB")
    digits = Decimal(amount).quantize(Decimal("0.1") if amount < 10 else Decimal(1))
    return f"{words(lang).number(digits)}\N{NO-BREAK SPACE}{unit}"


def _write_plain(place: Path, template: str, editions: Sequence[Edition]) -> Policy:
    """A page of the whole site, in every language at once."""
    from rolebook.site.pages import environment

    governing = editions[0].governing
    named = next((each for each in editions if each.lang == governing), editions[0])
    page = (
        environment()
        .get_template(template)
        .render(
            editions=editions, governing=governing, title=named.site_name, address=named.address
        )
    )
    policy = policy_of(page)
    place.write_text(with_policy(page, policy), encoding="utf-8", newline="\n")
    return policy
