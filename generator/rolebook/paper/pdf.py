"""A document as PDF: data in, one file out that is PDF/A-3a and PDF/UA-1.

Why: the template gets the document as data and nothing else, in a folder of its own that holds
just what it needs, with the typefaces of this package and no clock. So author's text stays
text, no file of the machine can slip in, and the same document gives the same bytes anywhere.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from rolebook.paper.addresses import OUTSIDE, Address, places
from rolebook.paper.characters import breakable, covered, printable
from rolebook.paper.columns import PDF, SHEET, with_columns
from rolebook.paper.errors import PaperError
from rolebook.paper.faults import explained
from rolebook.paper.fields import labels, with_fields
from rolebook.paper.retouch import Heads, retouched
from rolebook.records.embedded import NAME
from rolebook.views.document import Control, Document, Link, Section, Table, as_data

if TYPE_CHECKING:
    from typst import Fonts

PAPER = Path(__file__).parent
FONTS = PAPER.parent / "fonts"

_MAIN = {"": "paper.typ", "sheet": "sheet.typ", "wall": "sheet.typ", "book": "book.typ"}
"""The template of each style of document."""
_TEMPLATE_FILES = frozenset([".typ", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"])
_LOGO_FILES = _TEMPLATE_FILES - {".typ"}
_FONT_FILES = frozenset([".ttf", ".otf", ".ttc", ".otc"])
_SHOWN = re.compile(rb"\bT[jJ]\b")
_PACKAGE = re.compile(r'"@preview/')


_LITTLE = 0.7  # of what is on a page in the middle of all
_CLOSER = (0.88,)
_CLOSER_FORM = (0.88, 0.79, 0.7)
"""How close lines may stand where that saves a page. Who signs a form wants to see all of it at
once, and most of it is room to write in."""


def pdf(
    document: Document,
    *,
    templates: Sequence[Path] = (),
    root: Path | None = None,
    address: Address | None = None,
) -> bytes:
    """The document as one PDF.

    ``templates``: the user's folders; a file in the first of them comes before one of the same
    name in the next, and before ours; fonts stand in their subfolder ``fonts``. ``root``: the
    handbook, below which the logo lies; without it no logo is printed. ``address``: see there;
    without it only web addresses that the author wrote are links.

    Raises PaperError when a template, a font, the logo or a drawing is at fault.
    """
    folders = _font_folders(templates)
    logo = _logo(document, root)
    document = with_columns(document, SHEET if document.style == "sheet" else PDF)
    data = {
        "document": _printed(document, _font_files(folders), address),
        "logo": f"logo{logo.suffix.lower()}" if logo else "",
        "embedded": _embedded(document),
        "families": sorted(_fonts(folders).families()),
    }
    compiled = partial(
        _compiled, _MAIN[document.style], data, templates, document.id, logo=logo,
        pdf_standards=["a-3a", "ua-1"], timestamp=_timestamp(document.control),
    )  # fmt: skip
    made = compiled()
    if not document.style:
        pages = _written(made)
        form = document.kind == "form"
        if (form and len(pages) > 1) or _ends_with_little(pages):
            tried = (compiled(density=each) for each in (_CLOSER_FORM if form else _CLOSER))
            made = next((one for one in tried if len(_written(one)) < len(pages)), made)
    made = retouched(made, [_heads(table) for table in _tables(document.sections)])
    return with_fields(made, labels(document))


def _ends_with_little(pages: list[int]) -> bool:
    """Whether the last page holds so little, by itself or with the one before it, that a little
    less air between the lines may save a page."""
    little = _LITTLE * median(pages)  # a drawing has more pieces of text than ten pages
    return len(pages) > 1 and (pages[-1] <= little or sum(pages[-2:]) <= 2 * little)


def _written(made: bytes) -> list[int]:
    """How much is written on each page, in pieces of text."""
    import pikepdf

    with pikepdf.open(BytesIO(made)) as file:
        return [len(_SHOWN.findall(page.Contents.read_bytes())) for page in file.pages]


def small_pdf(template: str, data: dict[str, Any], templates: Sequence[Path] = ()) -> bytes:
    """A page that goes into a paper, from a template and its data; texts among them are shown as
    they are. Raises PaperError."""
    fonts = _font_files(_font_folders(templates))

    def shown(value: Any) -> Any:
        if isinstance(value, str):
            return printable(value, fonts)
        return [shown(item) for item in value] if isinstance(value, list) else value

    data = {key: value if key == "lang" else shown(value) for key, value in data.items()}
    return _compiled(template, data, templates, "", pdf_standards=["1.7"], timestamp=0)


def _font_folders(templates: Sequence[Path]) -> tuple[Path, ...]:
    own = (folder / "fonts" for folder in templates)
    return (FONTS, *(folder for folder in own if folder.is_dir()))


def _compiled(
    main: str, data: dict[str, Any], templates: Sequence[Path], id_: str, *,
    logo: Path | None = None, density: float = 1.0, **options: Any,
) -> bytes:  # fmt: skip
    """What Typst makes of a template and its data, in a folder that holds just what it needs."""
    import typst

    with tempfile.TemporaryDirectory(prefix="rolebook-") as name:
        place = Path(name)
        for file in _template_files(templates).values():
            copyfile(file, place / file.name)
        if logo:
            copyfile(logo, place / f"logo{logo.suffix.lower()}")
        try:
            made: bytes = typst.compile(
                str(place / main),
                root=str(place),
                font_paths=_fonts(_font_folders(templates)),
                sys_inputs={"data": json.dumps(data), "density": str(density)},
                package_path=str(place / "packages"),
                package_cache_path=str(place / "packages"),
                **options,
            )
        except typst.TypstError as fault:
            raise explained(fault, id_, place, templates) from fault
    return made


def _embedded(document: Document) -> dict[str, str] | None:
    """The data that the file carries, as they are: nobody prints them."""
    if document.embedded is None:
        return None
    return {
        "name": NAME,
        "content": document.embedded.content,
        "description": document.embedded.description,
    }


def _printed(document: Document, fonts: tuple[Path, ...], address: Address | None) -> Any:
    """The document as data in which every string can be printed and every link is an address."""
    data = as_data(replace(document, embedded=None))
    there = places(data)

    def href(link: Link) -> str | None:
        where = link.id if link.kind == "url" else address(link) if address else ""
        if where.startswith("#"):
            return where if where[1:] in there else None
        return quote(where, safe="%:/?#[]@!$&'()*+,;=~") if OUTSIDE.fullmatch(where) else None

    def plain(text: str) -> str:
        return printable(text, fonts)

    def language(tag: str) -> str:
        return tag.partition("-")[0].lower()

    special: dict[str, Callable[[Any], Any]] = {
        "svg": plain,
        "lang": language,
        "title_lang": language,
    }

    def walk(value: Any) -> Any:
        match value:
            case str():
                return breakable(plain(value))
            case list():
                return [walk(item) for item in value]
            case {"text": text, "emphasis": _, "link": {"id": id_} as link}:
                return {**value, "text": walk(text or id_), "link": href(Link(**link))}
            case dict():
                return {key: special.get(key, walk)(item) for key, item in value.items()}
        return value

    return walk(data) | {"name": plain(document.title or document.id)}


def _tables(sections: Sequence[Section]) -> Iterator[Table]:
    for section in sections:
        yield from (block for block in section.blocks if isinstance(block, Table))
        yield from _tables(section.sections)


def _heads(table: Table) -> Heads:
    return [[cell.header for cell in row.cells] for row in table.rows]


def _timestamp(control: Control | None) -> int:
    """Seconds of the file's date: the day of issue, or 1970-01-01 for a draft."""
    if control is None or not control.issued:
        return 0
    issued = date.fromisoformat(control.issued)
    return int(datetime(issued.year, issued.month, issued.day, tzinfo=UTC).timestamp())


def _template_files(templates: Sequence[Path]) -> dict[str, Path]:
    """Name -> file. A link that leads out of its folder is left out: the compiler would follow
    it, and print what it finds there."""
    chosen: dict[str, Path] = {}
    for folder in (PAPER / "templates", *reversed(templates)):
        inside = folder.resolve()
        for file in sorted(inside.iterdir()) if inside.is_dir() else ():
            if (
                file.suffix in _TEMPLATE_FILES
                and file.is_file()
                and file.resolve().parent == inside
            ):
                if file.suffix == ".typ" and _PACKAGE.search(file.read_text("utf-8", "replace")):
                    raise PaperError(
                        "",
                        f"the template {file.name} asks for a package from the network; copy "
                        "what it needs into the templates folder",
                    )
                chosen[file.name] = file
    return chosen


def _logo(document: Document, root: Path | None) -> Path | None:
    if root is None or document.organisation is None or not document.organisation.logo:
        return None
    logo = document.organisation.logo
    file = (root / logo).resolve()
    if not file.is_relative_to(root.resolve()):
        raise PaperError(document.id, f'the logo "{logo}" lies outside the handbook')
    if file.suffix.lower() not in _LOGO_FILES:
        raise PaperError(document.id, f'the logo "{logo}" is no SVG, PNG, JPEG, GIF or WebP file')
    if not file.is_file():
        raise PaperError(document.id, f'there is no logo "{logo}" in the handbook')
    return file


@lru_cache(maxsize=8)
def _fonts(folders: tuple[Path, ...]) -> Fonts:
    """Only these folders: what a machine has installed must not change a paper."""
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )


@lru_cache(maxsize=8)
def _font_files(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    files = tuple(
        file
        for folder in folders
        for file in sorted(folder.iterdir())
        if file.suffix.lower() in _FONT_FILES
    )
    try:
        for file in files:
            covered(file)
    except ValueError as fault:
        raise PaperError("", str(fault)) from fault
    return files
