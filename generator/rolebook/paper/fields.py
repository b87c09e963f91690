"""Fields for digital signatures, where the paper has its places to sign.

Typst makes no forms. The templates leave a mark at each place to sign: a link to an address that
no author can write. Typst tags and measures it as any link; here it becomes the field: the link's
annotation a widget, its tag a Form, and the form itself is entered in the catalogue (ISO 32000-1,
12.7; ISO 14289-1, 7.18.4; ISO 19005-3, 6.4). The field is empty and shows nothing, so the paper
prints as before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from rolebook.paper.retouch import with_streams_ended
from rolebook.views.document import Document, Section, Signature, Signatures

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

MARK = "rolebook-field:"
"""The scheme of the addresses by which the templates mark a place: ``rolebook-field:employee``."""

_PRINTED = 4  # annotation flag Print (ISO 32000-1, table 165)


def labels(document: Document) -> dict[str, str]:
    """The fields of a document by name, each with what it is told as to whoever cannot see it: who
    signs, and what the signature says."""
    return {place.field: _label(place) for place in _places(document.sections) if place.field}


def with_fields(pdf: bytes, named: Mapping[str, str]) -> bytes:
    """The PDF with a signature field at each mark; ``named``: see `labels`. Where a template of the
    user's own marks a place twice, the first counts. The same input gives the same bytes."""
    if not named or MARK.encode() not in pdf:
        return pdf
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        fields = list(_made(opened, dict(named)))
        opened.Root.AcroForm = opened.make_indirect(
            pikepdf.Dictionary(Fields=pikepdf.Array(fields), SigFlags=0)
        )
        out = BytesIO()
        opened.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=False,
        )
    return with_streams_ended(out.getvalue())


def _made(opened: Pdf, named: dict[str, str]) -> Iterator[Object]:
    """Turn each mark into a field. The widgets, in the order of the pages."""
    import pikepdf

    tags = {}
    for element in opened.objects:
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/Link":
            for kid in _kids(element):
                if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                    tags[kid.Obj.objgen] = element
    for page in opened.pages:
        for annotation in page.obj.get("/Annots", ()):
            action = annotation.get("/A", pikepdf.Dictionary())
            address = str(action.get("/URI", ""))
            label = named.pop(address.removeprefix(MARK), "") if address.startswith(MARK) else ""
            if not label:
                continue
            x0, y0, x1, y1 = (float(side) for side in annotation.Rect)
            nothing = opened.make_stream(b"")
            nothing.Type, nothing.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            nothing.BBox = pikepdf.Array([0, 0, round(x1 - x0, 4), round(y1 - y0, 4)])
            for key in ("/A", "/Border", "/Contents"):
                if key in annotation:
                    del annotation[key]
            annotation.Subtype, annotation.FT = pikepdf.Name.Widget, pikepdf.Name.Sig
            annotation.T, annotation.TU = address.removeprefix(MARK), label
            annotation.F, annotation.P = _PRINTED, page.obj
            annotation.AP = pikepdf.Dictionary(N=nothing)
            if (tag := tags.get(annotation.objgen)) is not None:
                tag.S = pikepdf.Name.Form
                # Not an array of one: pyHanko knows a field's tag, which is allowed to lead to
                # what signing changes, by a path that ends so.
                (tag.K,) = _kids(tag)
            yield annotation


def _kids(element: Object) -> Iterator[object]:
    import pikepdf

    kids = element.get("/K")
    yield from kids if isinstance(kids, pikepdf.Array) else (kids,)


def _places(sections: Sequence[Section]) -> Iterator[Signature]:
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Signatures):
                yield from block.places
        yield from _places(section.sections)


def _label(place: Signature) -> str:
    said = (line.told for line in place.statements)
    return " ".join((f"{place.who}:", *said))
