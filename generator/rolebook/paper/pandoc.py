"""pandoc: its document tree as plain data, and many trees to DOCX in one process.

Why: the tree is built here node by node and handed over as JSON, so no author's string is ever
read as markup. One process for many documents halves the cost of a process each. The process
sees a private folder, an empty environment, and pictures only as data inside the tree: nothing
in a tree can make it read a file or open a connection.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rolebook.paper.errors import PaperError

API_VERSION = (1, 23, 1)
"""Of the document tree of pandoc 3; pandoc refuses another."""

Node = dict[str, Any]

_SCRIPT = """\
-- Reads N.json and writes N.docx, for N from 1. A picture comes as data or not at all.
local function data_only(image)
  assert(image.src:match('^data:image/png;base64,'), 'a picture that is not in the document')
end
local options = pandoc.WriterOptions{reference_doc = 'reference.docx', highlight_method = 'none'}
for number = 1, tonumber(arg[1]) do
  local source = assert(io.open(number .. '.json', 'rb'))
  local tree = pandoc.read(source:read('a'), 'json', {}, {})
  source:close()
  tree:walk{Image = data_only}
  local target = assert(io.open(number .. '.docx', 'wb'))
  target:write(pandoc.write(tree, 'docx+empty_paragraphs', options))
  target:close()
  assert(os.rename(number .. '.docx', number .. '.done'))
end
"""


def to_docx(trees: Sequence[tuple[str, Node]], reference: bytes) -> Iterator[bytes]:
    """DOCX files for these document ids and trees, in their order, as pandoc writes them.

    Raises PaperError, with the id of the document, when pandoc fails.
    """
    with tempfile.TemporaryDirectory(prefix="rolebook-") as name:
        folder = Path(name)
        (folder / "reference.docx").write_bytes(reference)
        (folder / "convert.lua").write_text(_SCRIPT, encoding="ascii")
        for number, (_, tree) in enumerate(trees, 1):
            (folder / f"{number}.json").write_text(
                json.dumps(tree, ensure_ascii=False), encoding="utf-8"
            )
        ended = subprocess.run(
            [program(), "lua", "convert.lua", str(len(trees))],
            cwd=folder,
            env=environment(name),
            capture_output=True,
            check=False,
        )
        for number, (id_, _) in enumerate(trees, 1):
            written = folder / f"{number}.done"
            if not written.exists():
                said = ended.stderr.decode("utf-8", "replace").strip().splitlines()
                reason = said[0] if said else f"it ended with status {ended.returncode}"
                raise PaperError(id_, f"pandoc could not write the DOCX: {reason}")
            yield written.read_bytes()


@lru_cache(maxsize=1)
def program() -> str:
    # Asking pypandoc would run every pandoc on the machine and take the newest; the bytes must
    # not depend on what else is installed.
    package = find_spec("pypandoc")
    if package and package.origin:
        for name in ("pandoc", "pandoc.exe"):
            program = Path(package.origin).parent / "files" / name
            if program.is_file():
                return str(program)
    raise PaperError("", "pandoc is missing: install the package pypandoc_binary")


def environment(folder: str) -> dict[str, str]:
    """No user's settings, no clock, no locale; Windows needs its own root to start a process."""
    homes = ("HOME", "USERPROFILE", "APPDATA", "XDG_DATA_HOME", "TMPDIR", "TEMP")
    kept = {key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ}
    return kept | dict.fromkeys(homes, folder) | {"LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "0"}


# The nodes of the tree. Blocks and inlines are dictionaries of a type and its content.

TAB: Node = {"t": "RawInline", "c": ["openxml", "<w:r><w:tab/></w:r>"]}


def document(blocks: Iterable[Node], lang: str) -> Node:
    meta = {"lang": {"t": "MetaString", "c": lang}}
    return {"pandoc-api-version": list(API_VERSION), "meta": meta, "blocks": list(blocks)}


def attributes(id_: str = "", values: Mapping[str, str] | None = None) -> list[Any]:
    return [id_, [], [list(pair) for pair in (values or {}).items() if pair[1]]]


def text(value: str) -> Node:
    return {"t": "Str", "c": value}


def wrapped(kind: str, inlines: Iterable[Node]) -> Node:
    """``Emph`` or ``Strong`` around inlines."""
    return {"t": kind, "c": list(inlines)}


def span(inlines: Iterable[Node], style: str = "", lang: str = "", id_: str = "") -> Node:
    values = {"custom-style": style, "lang": lang}
    return {"t": "Span", "c": [attributes(id_, values), list(inlines)]}


def tracked(inlines: Iterable[Node], kind: str, by: str, on: str) -> Node:
    """Inlines that Word shows as inserted (``insertion``) or deleted (``deletion``), by whom, on
    which day."""
    values = [["author", by], ["date", f"{on}T00:00:00Z"]]
    return {"t": "Span", "c": [["", [kind], values], list(inlines)]}


def link(inlines: Iterable[Node], address: str) -> Node:
    return {"t": "Link", "c": [attributes(), list(inlines), [address, ""]]}


def picture(png: bytes, width_mm: float, title: str, description: str) -> Node:
    source = "data:image/png;base64," + b64encode(png).decode("ascii")
    return {
        "t": "Image",
        "c": [attributes("", {"width": f"{width_mm:.2f}mm"}), [text(description)], [source, title]],
    }


def paragraph(style: str, inlines: Iterable[Node]) -> Node:
    """A paragraph in a style of the reference document."""
    para = {"t": "Para", "c": list(inlines)}
    return {"t": "Div", "c": [attributes("", {"custom-style": style}), [para]]}


def heading(level: int, inlines: Iterable[Node], id_: str = "") -> Node:
    return {"t": "Header", "c": [level, attributes(id_), list(inlines)]}


def table(
    style: str,
    widths: Sequence[float],
    head: Sequence[Sequence[Node]],
    rows: Sequence[Sequence[Sequence[Node]]],
    caption: Sequence[Node] = (),
) -> Node:
    """A table: shares of the text width, the cells of one heading row (or none), rows of cells.
    A cell is a sequence of blocks."""

    def row(cells: Sequence[Sequence[Node]]) -> list[Any]:
        default = {"t": "AlignDefault"}
        return [attributes(), [[attributes(), default, 1, 1, list(cell)] for cell in cells]]

    columns = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": width}] for width in widths]
    body = [attributes(), 0, [], [row(cells) for cells in rows]]
    return {
        "t": "Table",
        "c": [
            attributes("", {"custom-style": style}),
            [None, [{"t": "Plain", "c": list(caption)}] if caption else []],
            columns,
            [attributes(), [row(head)] if head else []],
            [body],
            [attributes(), []],
        ],
    }
