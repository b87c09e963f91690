"""Ids that stand twice where each stands for one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rolebook.findings import CODES, Finding, Related, Severity, finding, folded
from rolebook.model.base import Path
from rolebook.source import Source

DUPLICATE_ID = CODES.define(
    "duplicate-id", Severity.ERROR, "Two entries with one id",
    """An id names one thing. Capital and small letters do not tell two ids apart. Rename one.""",
    wrong="- {id: shop, title: Shop}\n"
        "- {id: shop, title: Bakery}",
    right="- {id: shop, title: Shop}\n"
        "- {id: bakery, title: Bakery}",
)  # fmt: skip


def repeated(source: Source, what: str, named: Iterable[tuple[str, Path]]) -> Iterator[Finding]:
    """A finding for each id of a file that stood there before. ``named``: the ids that must differ,
    in order, with their places; ``what`` they are."""
    first: dict[str, Path] = {}
    for id_, path in named:
        before = first.setdefault(folded(id_), path)
        if before != path:
            yield finding(
                DUPLICATE_ID, source.place(path), f'the {what} "{id_}" stands here again',
                "rename one of the two",
                [Related(source.place(before), "it stands here first")],
            )  # fmt: skip
