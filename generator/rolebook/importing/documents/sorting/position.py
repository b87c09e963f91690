"""Where sorting stands in a document, and what the next unit would be there: questions only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rolebook.importing.documents.sorting.looks import follows, major, stands_as_heading
from rolebook.importing.documents.sorting.segments import DUTIES, OPENERS, Section, Segment
from rolebook.importing.documents.sorting.tags import SHORT, Tagger
from rolebook.importing.documents.sorting.units import Element, Unit, kind_of

_LAST = frozenset({"liabilities", "provisions", "signatures", "performance_criteria"})


class Position:
    """``current``: the section that is open. ``parent``: the one to return to, and the mark that
    left it. ``suspended``: why what comes is left out, until something begins. ``ahead``: the next
    elements."""

    def __init__(self, tagger: Tagger) -> None:
        self.tagger = tagger
        self.segments = [Segment()]
        self.current: Section | None = None
        self.parent: tuple[Section, str] | None = None
        self.suspended = ""
        self.ahead: Sequence[Element] = ()

    @property
    def segment(self) -> Segment:
        return self.segments[-1]

    def returns(self, unit: Unit) -> bool:
        """Whether a unit's number goes on after the one that opened the list within."""
        assert self.parent
        mark = self.parent[1]
        if not mark or kind_of(mark) != kind_of(unit.mark) or unit.mark == "•":
            return False
        *start, last = mark.split(".")
        *head, number = unit.mark.split(".")
        if not (last.isdigit() and number.isdigit()):
            return False
        return start == head and 0 < int(number) - int(last) < 5

    def names_area(self, unit: Unit, following: Element | None) -> bool:
        """Whether a numbered heading is an area of duties, though a section is called so too."""
        current = self.current
        if current is None or current.name not in DUTIES or not isinstance(following, Unit):
            return False
        kind = kind_of(unit.mark)
        if kind not in ("upper", "1", "2") or not kind_of(following.mark):
            return False
        own = kind_of(current.heading.mark) if current.heading else ""
        if kind == own or kind_of(following.mark) == kind:
            return False
        entries = [entry for entry in current.entries if isinstance(entry, Unit)]
        return unit.mark in ("A", "1") or any(kind_of(entry.mark) == kind for entry in entries)

    def starts_anew(self, unit: Unit, name: str) -> bool:
        segment = self.segment
        if not segment.begun:
            return False
        names = segment.names()
        if name in OPENERS and name in names:
            return segment.proper()
        if name in ("title", "reference_title") and segment.titles and segment.proper():
            return True
        if name in OPENERS and segment.proper() and names & _LAST:
            return name in ("general", "title")
        return self.counts_anew(unit)

    def counts_anew(self, unit: Unit) -> bool:
        """Whether the numbers of the sections begin again: ``I.`` after ``IV.``."""
        kind = kind_of(unit.mark)
        if unit.mark not in ("I", "1", "A"):
            return False
        marks = [s.heading.mark for s in self.segment.sections if s.heading and s.heading.mark]
        return any(kind_of(m) == kind and m != unit.mark for m in marks)

    def copied(self) -> bool:
        """Whether the section at hand was copied out of running text, number by number."""
        entries = self.current.entries if self.current else ()
        return any(isinstance(e, Unit) and e.copied for e in entries)

    def goes_on(self) -> bool:
        """Whether the numbers after a title carry on those before it: it is no title then, but a
        line of the page that the text was copied from."""
        if self.current is None:
            return False
        before = [m for e in self.current.entries if isinstance(e, Unit) and (m := major(e.mark))]
        after = [m for e in self.ahead if isinstance(e, Unit) and (m := major(e.mark))]
        return bool(before and after) and after[0] >= before[-1]

    def only_blanks(self) -> bool:
        return all(section.name == "approval" for section in self.segment.sections)

    def next_heading(self, unit: Unit, following: Element | None) -> bool:
        """A heading that no section is known by, but that is numbered after the one before."""
        head = self.current.heading if self.current else None
        if head is None or following is None or len(unit.text.split()) > 8:
            return False
        kind = kind_of(unit.mark)
        if kind not in ("roman", "upper", "1") or kind_of(head.mark) != kind:
            return False
        if re.search(r"[.;,]$", unit.text) or not unit.text[:1].isupper():
            return False
        assert self.current is not None
        entries = (e for e in self.current.entries if isinstance(e, Unit))
        return follows(head.mark, unit.mark) and all(kind_of(e.mark) != kind for e in entries)

    def is_title(self, unit: Unit, following: Element | None) -> bool:
        """A line of its own in front of the first section is the title of what follows."""
        if unit.mark or len(unit.text) > 90 or re.search(r"^\W|[.;:,?!]$|\d\d|·", unit.text):
            return False
        line = unit.line
        levels = [
            s.heading.line.level for s in self.segment.sections
            if s.heading and s.heading.line.style == "heading"
        ]  # fmt: skip
        if line.style == "heading" and self.segment.begun and self.segment.proper():
            return bool(levels) and line.level < min(levels)
        if not isinstance(following, Unit):
            return line.style == "heading" and line.level == 1 and not self.segment.begun
        tag = self.tagger.tag(following)
        if self.current and self.current.name in SHORT and not self.current.entries:
            return False
        begins = tag.kind in ("heading", "label") and (
            tag.name in OPENERS or tag.name in ("purpose", "organisation", "code", "reports_to")
            or tag.name in SHORT
        )  # fmt: skip
        if self.segment.begun:
            return begins and self.segment.proper() and bool(
                self.starts_anew(following, tag.name) or tag.name in self.segment.names()
            )  # fmt: skip
        if self.segment.titles:
            return line.style == "heading" and begins
        return begins or line.style == "heading" or tag.kind == "heading"

    def unknown_section(self, unit: Unit, following: Element | None) -> bool:
        current = self.current
        assert current is not None
        if not stands_as_heading(unit, following):
            return False
        line, head = unit.line, current.heading.line if current.heading else None
        if line.style == "heading" and head is not None and head.style == "heading":
            return line.level <= head.level
        if current.name in DUTIES | {"steps", "grading"}:
            # A heading within duties is an area, unless sections are numbered and it is not.
            return unit.text.endswith("?")
        return True
