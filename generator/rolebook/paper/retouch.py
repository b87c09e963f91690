"""What the compiler leaves undone in a PDF, mended in the finished file.

Two things. A reader who listens to a table needs the heads of its rows as much as those of its
columns (ISO 14289-1, 7.5): Typst tags the cells of a header row, but keeps its call for row
heads behind a switch that its Python package does not turn. And a stream whose last byte
happens to be a carriage return, followed by the line feed before ``endstream``, looks a byte
too short to a validator that takes both for the end of the line (ISO 19005-3, 6.1.7.1); one
paper in ten has such a stream. There the end of the line is written as both.

The file is taken apart at the places its cross-reference table names and put together again
with a new table. That rests on the plain way in which the pinned Typst writes: objects numbered
from 1, none of them packed into a stream.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

Heads = Sequence[Sequence[bool]]
"""Of one table, row by row without the header row: which cells are row heads."""

_ENTRY = re.compile(rb"(\d{10}) \d{5} n(?:\r| )\n")
_TRAILER = re.compile(rb"trailer\s")
_KIND = re.compile(rb"\d+ 0 obj\n<</Type/StructElem/S/(\w+)/")
_KIDS = re.compile(rb"/K\[((?:\d+ 0 R ?)+)\]")
_COLUMN_HEADS = re.compile(rb"/Headers\[[^\]]*\]")
_ENDED = re.compile(rb"\r\nendstream\nendobj\n\n?\Z")
_ROW = b"<</O/Table/Scope/Row>>"


def retouched(pdf: bytes, tables: Sequence[Heads]) -> bytes:
    """The PDF as Typst made it, with row heads marked and every stream's end beyond doubt.

    ``tables`` in printing order. A template of the user's own may print tables otherwise than
    ours; where the tags do not look as the data say, they are left as they are.
    """
    return _mended(pdf, lambda objects: _mark_row_heads(objects, tables))


def with_streams_ended(pdf: bytes) -> bytes:
    """The PDF with every stream's end beyond doubt; also one that qpdf wrote, without packing
    objects into streams."""
    return _mended(pdf, lambda objects: None)


def _mended(pdf: bytes, mend: Callable[[dict[int, bytes]], None]) -> bytes:
    end = pdf.rindex(b"startxref\n")
    table = pdf.rindex(b"xref\n", 0, end)
    places = [int(entry[1]) for entry in _ENTRY.finditer(pdf, table)]
    order = sorted(range(len(places)), key=places.__getitem__)
    ends = [places[number] for number in order[1:]] + [table]
    objects = {
        number + 1: pdf[places[number] : stop] for number, stop in zip(order, ends, strict=True)
    }
    before = dict(objects)
    mend(objects)
    for number, data in objects.items():
        if ended := _ENDED.search(data):
            objects[number] = data[: ended.start()] + b"\r\r\nendstream\nendobj\n"
    if objects == before:
        return pdf
    trailer = next(_TRAILER.finditer(pdf, table)).start()
    return _joined(pdf[: places[order[0]]], objects, pdf[trailer:end])


def _joined(head: bytes, objects: dict[int, bytes], trailer: bytes) -> bytes:
    at, places = len(head), {}
    for number, data in objects.items():
        places[number] = at
        at += len(data)
    entries = b"".join(b"%010d 00000 n\r\n" % places[number] for number in sorted(places))
    table = b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(places) + 1)
    start = b"startxref\n%d\n%%%%EOF" % at
    return b"".join([head, *objects.values(), table, entries, trailer, start])


def _mark_row_heads(objects: dict[int, bytes], tables: Sequence[Heads]) -> None:
    if not any(head for table in tables for row in table for head in row):
        return
    kinds = {number: kind[1] for number, data in objects.items() if (kind := _KIND.match(data))}

    def kids(number: int) -> list[int]:
        found = _KIDS.search(objects[number])
        return [int(kid) for kid in found[1].split(b" 0 R") if kid.strip()] if found else []

    def rows(number: int) -> Iterator[list[int]]:
        for kid in kids(number):
            if kinds[kid] == b"TR":
                yield kids(kid)
            elif kinds[kid] == b"TBody":
                yield from rows(kid)

    found = [number for number in sorted(kinds) if kinds[number] == b"Table"]
    if len(found) != len(tables):
        return
    for number, heads in zip(found, tables, strict=True):
        cells = list(rows(number))
        if [len(row) for row in cells] != [len(row) for row in heads] or not any(map(any, heads)):
            continue
        for cell, head in zip(chain(*cells), chain(*heads), strict=True):
            objects[cell] = _cell(objects[cell], head)


def _cell(data: bytes, head: bool) -> bytes:
    """A cell of a table with row heads. Headers named cell by cell would hide the row heads, so
    the scopes of the heads speak instead."""
    data = _COLUMN_HEADS.sub(b"", data, count=1)
    if not head:
        return data
    data = data.replace(b"/S/TD/", b"/S/TH/", 1)
    if b"<</O/Table" in data:
        return data.replace(b"<</O/Table", b"<</O/Table/Scope/Row", 1)
    if b"/A[" in data:
        return data.replace(b"/A[", b"/A[" + _ROW, 1)
    return data.replace(b"/K", b"/A[" + _ROW + b"]/K", 1)
