"""The pages of an edition as a stock MkDocs + Material site: Markdown files, every page in ``nav``.

It is what one would have without Rolebook's plugin, and so what its build is measured against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from rolebook.site.contents import Edition, PageSource
from rolebook.views.document import Block, Fact, Item, Line, Section


def write_stock_site(edition: Edition, folder: Path) -> None:
    """Write ``mkdocs.yml`` and ``docs/`` below the folder; ``mkdocs build`` does the rest."""
    nav: dict[str, list[dict[str, str]]] = {}
    for page in edition.pages:
        path = page.address.removesuffix(".html") + ".md"
        target = folder / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(_Markdown(edition).page(page)), encoding="utf-8")
        nav.setdefault(page.document.label, []).append({page.document.title: path})
    (folder / "docs" / "index.md").write_text("# Handbook\n", encoding="utf-8")
    config = {
        "site_name": "Handbook",
        "use_directory_urls": False,
        "theme": {"name": "material", "font": False, "language": edition.lang},
        "plugins": [{"search": {"lang": edition.lang}}],
        "markdown_extensions": ["tables", "attr_list"],
        "nav": [{"Start": "index.md"}, *({label: pages} for label, pages in nav.items())],
    }
    text = yaml.safe_dump(config, allow_unicode=True, sort_keys=False)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


class _Markdown:
    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def page(self, page: PageSource) -> Iterator[str]:
        document = page.document
        yield f"# {document.title}\n"
        if document.facts:
            yield from self._facts(document.facts.rows)
        yield from self._sections(document.sections, 2)

    def _sections(self, sections: Iterable[Section], level: int) -> Iterator[str]:
        for section in sections:
            yield f"\n{'#' * min(level, 6)} {section.title} {{#{section.anchor}}}\n"
            for block in section.blocks:
                yield from self._block(block)
            yield from self._sections(section.sections, level + 1)

    def _block(self, block: Block) -> Iterator[str]:
        match block.block:
            case "paragraph":
                yield f"\n{self._line(block.line)}\n"
            case "facts":
                yield from self._facts(block.rows)
            case "listing":
                yield ""
                yield from self._items(block.items, "")
            case "table":
                yield f"\n| {' | '.join(block.head)} |"
                yield "|---" * len(block.head) + "|"
                for row in block.rows:
                    cells = (
                        "<br>".join(self._line(line) for g in cell.groups() for line in g.lines)
                        for cell in row.cells
                    )
                    yield f"| {' | '.join(cells)} |"
            case "notice":
                yield f"\n> {block.title}\n"
            case "signatures" | "drawing":
                return

    def _facts(self, facts: Iterable[Fact]) -> Iterator[str]:
        yield "\n| | |\n|---|---|"
        for fact in facts:
            yield f"| {fact.label} | {'<br>'.join(map(self._line, fact.values))} |"

    def _items(self, items: Iterable[Item], indent: str) -> Iterator[str]:
        for item in items:
            yield f"{indent}- {item.number} {self._line(item.line)}"
            for fact in item.details:
                yield f"{indent}    - {fact.label}: {'; '.join(map(self._line, fact.values))}"
            yield from self._items(item.items, indent + "    ")

    def _line(self, line: Line) -> str:
        return "".join(map(self._edition.text_of, line.spans))
