"""Tracked changes in a DOCX: what pandoc leaves open.

pandoc marks inserted and deleted runs. A paragraph of nothing but inserted runs was inserted
itself: its mark says so as well, so that nothing of it is left when somebody rejects the change
(ISO 29500-1, 17.13.5.15 and 17.13.5.20).
"""

from __future__ import annotations

from lxml import etree

from rolebook.paper.ooxml import find, find_all, name, node

_KINDS = ("w:ins", "w:del")


def finish_changes(body: etree._Element) -> None:
    """Mark paragraphs that came or went as a whole, and give every change a number of its own."""
    for paragraph in find_all(body, ".//w:p"):
        _mark_whole(paragraph)
    changes = [found for kind in _KINDS for found in find_all(body, f".//{kind}")]
    for number, change in enumerate(changes, 1):
        change.set(name("w:id"), str(number))


def _mark_whole(paragraph: etree._Element) -> None:
    changes = [change for kind in _KINDS for change in find_all(paragraph, kind)]
    runs = [run for run in find_all(paragraph, ".//w:r") if find(run, "w:drawing") is None]
    within = {id(run) for change in changes for run in find_all(change, ".//w:r")}
    tags = {change.tag for change in changes}
    if len(tags) != 1 or any(id(run) not in within for run in runs):
        return
    properties = find(paragraph, "w:pPr")
    if properties is None:
        properties = node("w:pPr")
        paragraph.insert(0, properties)
    look = find(properties, "w:rPr")
    if look is None:
        look = node("w:rPr")
        # The look of the mark comes behind everything but the section and its own history.
        last = [find(properties, tag) for tag in ("w:sectPr", "w:pPrChange")]
        at = min((properties.index(e) for e in last if e is not None), default=len(properties))
        properties.insert(at, look)
    change = changes[0]
    kind = "w:ins" if change.tag == name("w:ins") else "w:del"
    said = {key: change.get(name(key), "") for key in ("w:author", "w:date")}
    look.insert(0, node(kind, {"w:id": 0, **said}))
