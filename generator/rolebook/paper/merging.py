"""Papers bound into one file for the printer.

The pages are those of the papers themselves, each paper on sheets of its own: an odd number of
pages is filled up with a blank one, so that a printer that prints on both sides needs no sorting.
What only a reader of one paper needs (tags, form, links, embedded data) stays behind; typefaces
and pictures are kept once for the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from rolebook.paper.glyphs import Faces

if TYPE_CHECKING:
    from pikepdf import Object, Page, Pdf

_STRING = rb"\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*\))*\)"
_TOKEN = re.compile(
    rb"<<(?:[^()<>]|" + _STRING + rb"|<[0-9A-Fa-f\s]*>)*>>\s*BDC"  # a tag with its properties
    rb"|/([\w.+-]+)\s+[-\d.]+\s+Tf\b"
    rb"|" + _STRING + rb"|<[0-9A-Fa-f\s]*>"
)  # fmt: skip
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_KEPT = ("/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper to bind: its file, and the bookmark that leads to it below those of ``under``."""

    file: Path
    bookmark: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """The file for the printer, and for each paper the number of its first page and how many it
    has, the blank one not counted."""

    content: bytes
    places: tuple[tuple[int, int], ...]


def bound(papers: Iterable[Sheet], title: str) -> Bound:
    """The papers in one file, in their order. Opens one at a time. Same papers, same bytes.

    Raises OSError, and pikepdf.PdfError for a file that is no PDF.
    """
    import pikepdf

    places: list[tuple[int, int]] = []
    binder = _Binder()
    with binder.into as into:
        with into.open_outline() as outline:
            parent = None
            for paper in papers:
                first = len(into.pages)
                with pikepdf.open(paper.file) as opened:
                    for page in opened.pages:
                        binder.add(opened, page)
                places.append((first + 1, len(into.pages) - first))
                entry = pikepdf.OutlineItem(paper.bookmark, first)
                if paper.under and (parent is None or parent.title != paper.under):
                    parent = pikepdf.OutlineItem(paper.under, first)
                    parent.is_closed = True
                    outline.root.append(parent)
                (parent.children if paper.under and parent else outline.root).append(entry)
                if (len(into.pages) - first) % 2:
                    binder.add_blank()
        binder.faces.finish(into)
        into.docinfo["/Title"] = title
        into.Root.ViewerPreferences = pikepdf.Dictionary(
            Duplex=pikepdf.Name.DuplexFlipLongEdge, PrintScaling=pikepdf.Name("/None"),
            DisplayDocTitle=True,
        )  # fmt: skip
        into.Root.PageMode = pikepdf.Name.UseOutlines
        out = BytesIO()
        into.save(out, deterministic_id=True,
                  object_stream_mode=pikepdf.ObjectStreamMode.generate)  # fmt: skip
    return Bound(out.getvalue(), tuple(places))


class _Binder:
    """The file that grows, and what stands in it already."""

    def __init__(self) -> None:
        import pikepdf

        self.into: Pdf = pikepdf.new()
        self.faces = Faces()
        self.known: dict[bytes, Object] = {}

    def add(self, opened: Pdf, page: Page) -> None:
        import pikepdf

        resources = page.get("/Resources", pikepdf.Dictionary())
        fonts, numbers = pikepdf.Dictionary(), {}
        for name, font in resources.get("/Font", pikepdf.Dictionary()).items():
            taken = self.faces.taken(font, self.into)
            if taken is None:
                fonts[name] = self._once(opened, font)
            else:
                fonts[name], numbers[name[1:].encode()] = taken
        own = pikepdf.Dictionary(Font=fonts)
        for kind in _KEPT:
            if kind in resources:
                things = {
                    name: self._once(opened, thing) for name, thing in resources[kind].items()
                }
                own[kind] = pikepdf.Dictionary(things)
        page.contents_coalesce()
        content = renumbered(page.Contents.read_bytes(), numbers)
        self._page(page.MediaBox, own, content)

    def add_blank(self) -> None:
        import pikepdf

        self._page(self.into.pages[-1].MediaBox, pikepdf.Dictionary(), b"")

    def _page(self, box: Object, resources: Object, content: bytes) -> None:
        import pikepdf

        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page, MediaBox=[float(side) for side in box],
            Resources=resources, Contents=self.into.make_stream(content),
        )  # fmt: skip
        self.into.pages.append(pikepdf.Page(self.into.make_indirect(page)))

    def _once(self, opened: Pdf, thing: Object) -> Object:
        """The thing in the new file; one that looks the same is there already."""
        import pikepdf

        key = sha256(_described(thing)).digest()
        if key not in self.known:
            if isinstance(thing, pikepdf.Name | str | int | float | bool):
                return thing
            whole = thing if thing.is_indirect else opened.make_indirect(thing)
            self.known[key] = self.into.copy_foreign(whole)
        return self.known[key]


def renumbered(content: bytes, numbers: Mapping[bytes, Mapping[int, int]]) -> bytes:
    """A page's content with the glyphs of each font under other numbers, and without properties of
    tags. ``numbers`` by the name of the font on the page; other fonts' text stays."""
    current: Mapping[int, int] | None = None

    def turned(found: re.Match[bytes]) -> bytes:
        nonlocal current
        token = found[0]
        if token.startswith(b"<<"):
            return b" BMC"
        if found[1] is not None:
            current = numbers.get(found[1])
            return token
        if current is None:
            return token
        codes = _codes(token)
        return b"<%s>" % b"".join(
            b"%04X" % current[codes[at] << 8 | codes[at + 1]] for at in range(0, len(codes), 2)
        )

    return _TOKEN.sub(turned, content)


def _codes(token: bytes) -> bytes:
    """The bytes that a string of a content stream stands for (ISO 32000-1, 7.3.4)."""
    if token.startswith(b"<"):
        digits = b"".join(token[1:-1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())

    def plain(found: re.Match[bytes]) -> bytes:
        if found[1]:
            return bytes([int(found[1], 8) & 0xFF])
        return b"" if found[2] in (b"\n", b"\r\n", b"\r") else _ESCAPES.get(found[2], found[2])

    return _ESCAPE.sub(plain, token[1:-1])


def _described(thing: Object, seen: frozenset[tuple[int, int]] = frozenset()) -> bytes:
    """What an object holds, whatever its number and file: two that look the same are the same."""
    import pikepdf

    if not isinstance(thing, pikepdf.Object):
        return repr(thing).encode()
    if thing.is_indirect:
        if thing.objgen in seen:
            return b"again"
        seen = seen | {thing.objgen}
    if isinstance(thing, pikepdf.Array):
        return b"[" + b" ".join(_described(item, seen) for item in thing) + b"]"
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        entries = b" ".join(
            key.encode() + b" " + _described(value, seen) for key, value in sorted(thing.items())
        )
        held = thing.read_raw_bytes() if isinstance(thing, pikepdf.Stream) else b""
        return b"<<" + entries + b">>" + sha256(held).digest()
    return thing.unparse()
