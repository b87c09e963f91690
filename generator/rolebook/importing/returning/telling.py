"""What a paper says otherwise and no file has a place for: it is told."""

from __future__ import annotations

import re

from rolebook.importing.returning.comparing import Comparison, Remark
from rolebook.importing.returning.entries import entry_of
from rolebook.importing.returning.projecting import is_told
from rolebook.model.base import Path

_DIGITS = re.compile(r"\d+")


def tell_computed(c: Comparison, removed: set[Path]) -> None:
    """Changes of computed words; not of what went together with an entry."""
    numbers = 0
    within: Path = ()
    rows = _rows_gone(c, removed)
    for i, cut in enumerate(c.pieces):
        heads = [e for p in cut if (e := entry_of(p.path))]
        within = heads[0] if heads else within
        whole = not any(piece.said.strip() for piece in cut)
        cell = c.before[i].cell
        gone = any(within[: len(one)] == one for one in removed)
        if whole and (any(p.path for p in cut) or (cell[:2] in rows if cell else gone)):
            continue
        for piece in cut:
            if piece.path or not is_told(piece):
                continue
            if piece.text.endswith("\t"):
                numbers += 1
                continue
            before, after = piece.text.strip(), piece.said.strip()
            why = "computed from elsewhere, and stays as it is"
            c.leave(f"{before or '(nothing)'} → {after or '(deleted)'}", why,
                        c.by.get(i, ()))  # fmt: skip
    if numbers:
        c.leave(f"numbers before entries ({numbers})", "numbers are computed", ())


def _rows_gone(c: Comparison, removed: set[Path]) -> set[tuple[int, int]]:
    """Rows of tables, by number, whose entry falls away."""
    return {
        cell[:2]
        for paragraph, cut in zip(c.before, c.pieces, strict=True)
        if (cell := paragraph.cell) and any(entry_of(piece.path) in removed for piece in cut)
    }


def tell_others(c: Comparison) -> None:
    """Words in headers, footers and notes that were not printed there; numbers of pages vary."""
    known = {_DIGITS.sub("", words) for words in c.printed.paper.others}
    for words in dict.fromkeys(c.edited.others):
        if _DIGITS.sub("", words) not in known:
            why = "it stands in a header, a footer or a note, which a document has no text for"
            c.leave(words, why, ())


def tell_remarks(c: Comparison) -> None:
    """Comments, each with the place that it is about."""
    about: dict[str, str] = {}
    for j, paragraph in enumerate(c.after):
        for id_ in paragraph.comments:
            path = c.structure.main(j)
            words = " ".join(paragraph.text.split())
            about.setdefault(id_, c.numbers.place(path) if path else f"“{words[:60]}”")
    for id_, comment in c.edited.comments.items():
        if comment.text:
            place = about.get(id_, "the document")
            c.found.remarks.append(Remark(place, comment.by, comment.text))
