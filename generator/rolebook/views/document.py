"""The document: what a page or a paper shows, as plain data.

Why: one description, three renderers. A view computes, translates, numbers and sorts; the
outputs (HTML through Jinja2, PDF through Typst, DOCX through pandoc) only place what they
find here. They know these few block kinds and nothing of roles or procedures, so a new
section costs one function in a view and nothing in the outputs.

Every string here is already in the document's language, except a ``Line`` that says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from rolebook.model.text import Link, Span

__all__ = [
    "Block",
    "Cell",
    "Control",
    "Deadline",
    "Deadlines",
    "Document",
    "Drawing",
    "Embedded",
    "Fact",
    "Facts",
    "Filter",
    "Item",
    "Line",
    "Link",
    "Listing",
    "Moment",
    "Notice",
    "Organisation",
    "Paragraph",
    "Row",
    "Section",
    "Signature",
    "Signatures",
    "Span",
    "Stamp",
    "Table",
    "WorkCalendar",
    "as_data",
    "plain",
]


@dataclass(frozen=True, slots=True)
class Line:
    """Running text. ``lang`` is set only when it differs from the document's language:
    the output then says so (``lang`` attribute, a mark for the reader)."""

    spans: tuple[Span, ...]
    lang: str = ""

    @property
    def text(self) -> str:
        """The words as they are shown."""
        return "".join(span.text for span in self.spans)

    @property
    def told(self) -> str:
        """Its words; of a link that has none, the name of what it leads to."""
        return "".join(s.text or (s.link.id if s.link else "") for s in self.spans)

    @property
    def strong(self) -> Line:
        """The same in bold."""
        return Line(tuple(replace(span, strong=True) for span in self.spans), self.lang)


def plain(text: str) -> Line:
    """A line of one plain span."""
    return Line((Span(text),))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``style``: ``""``, ``lead`` (a lead-in before a list), ``note`` (small print)."""

    line: Line
    style: Literal["", "lead", "note"] = ""
    block: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with one or more values."""

    label: str
    values: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Key-value rows: facts at a glance, document control, a glossary."""

    rows: tuple[Fact, ...]
    block: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list. ``number`` is computed and printed as it stands (``A.3``, ``2.14``);
    empty in a bulleted list. ``anchor`` is its language-free id on the page, or empty."""

    line: Line
    number: str = ""
    anchor: str = ""
    details: tuple[Fact, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A numbered list when its items carry numbers, else a bulleted one."""

    items: tuple[Item, ...]
    block: Literal["listing"] = "listing"


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines one below the other; ``bulleted`` when they are a list; ``header`` for a row head.
    ``below``: further groups of lines under these, each plain or a list of its own. ``style``
    "decision": a question, with its answers below."""

    lines: tuple[Line, ...]
    bulleted: bool = False
    header: bool = False
    below: tuple[Cell, ...] = ()
    style: Literal["", "decision"] = ""

    def groups(self) -> Iterator[Cell]:
        """This group of lines and those below it, in order."""
        yield self
        for cell in self.below:
            yield from cell.groups()


@dataclass(frozen=True, slots=True)
class Row:
    """``group`` is what a filter can narrow the rows down to: a family of roles."""

    cells: tuple[Cell, ...]
    anchor: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """How readers of the site narrow a table down: by words in a row, by the groups of its rows
    and of its columns. An empty label: there is no such choice. ``every`` is the choice of none;
    ``shown`` says how many rows are left, with ``{count}``."""

    find: str
    every: str
    shown: str
    rows: str = ""
    columns: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """``widths`` are relative column widths, one per column. Rows never split over a page.
    ``caption`` is empty where the section's heading says it. ``style``: ``matrix`` has a row head
    and many narrow columns of signs; in ``steps`` what stands below a cell may stand below the
    whole row, where columns are narrow. ``groups`` are those of the columns, if they have any."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[int, ...]
    style: Literal["", "matrix", "steps"] = ""
    groups: tuple[str, ...] = ()
    filter: Filter | None = None
    block: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Notice:
    """A boxed remark. ``kind`` chooses its look and icon; the words stand in ``title``. ``days``:
    the first and the last day (ISO dates, empty where open) on which it is true; the site shows
    such a one by the reader's day, and paper has none."""

    kind: Literal["draft", "reference", "untranslated", "info", "warning"]
    title: str
    lines: tuple[Line, ...] = ()
    days: tuple[str, str] | None = None
    block: Literal["notice"] = "notice"


@dataclass(frozen=True, slots=True)
class Signature:
    """One place to sign: who, what the signature means, and the blanks to fill in. ``field`` names
    the field of the PDF in which this place is signed digitally; empty for none. ``name``: of
    whoever signs, for the first blank, where it is known. The last blank takes the signature;
    ``seal``: of the place for a seal below it, empty for none."""

    who: str
    statements: tuple[Line, ...]
    blanks: tuple[str, ...]
    field: str = ""
    name: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Never alone on a page: it stays with what precedes it."""

    places: tuple[Signature, ...]
    block: Literal["signatures"] = "signatures"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture drawn from data: SVG with real text; ``title`` and ``description`` say it in
    words. ``narrow``: the same picture for a small screen, where it has such a form. ``sheets``:
    for a printed page, where one sheet of paper would make its letters too small."""

    svg: str
    title: str
    description: str
    narrow: str = ""
    sheets: tuple[str, ...] = ()
    block: Literal["drawing"] = "drawing"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One term of a step. ``within`` and ``unit`` after the moment ``of`` (a key); ``unit`` is
    empty where nothing can be worked out and the words alone say when. ``label`` names a term
    other than the step's own: last day, again."""

    words: Line
    label: str = ""
    within: int = 0
    unit: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that terms count from. ``step`` is its number on the page, or empty for intake and
    for what happens outside; then ``what`` names it. ``terms``: its own one first."""

    key: str
    what: Line
    step: str = ""
    who: tuple[Line, ...] = ()
    terms: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """A calendar to choose: its title and its days off, as ISO dates."""

    id: str
    title: str
    days_off: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Dates that the reader's browser works out from the day of intake. On pages only: no date is
    known when the page is made. ``years`` are the first and last for which days off are known."""

    moments: tuple[Moment, ...]
    calendars: tuple[WorkCalendar, ...]
    years: tuple[int, int]
    words: dict[str, str]
    block: Literal["deadlines"] = "deadlines"


@dataclass(frozen=True, slots=True)
class Stamp:
    """How somebody who holds the paper finds out whether it still holds: the code of its text, to
    type, and as a picture that leads to the answer. On papers only, and on the page that is signed.
    Without ``picture`` nobody said where the site is. ``side``: of the picture with its quiet zone,
    in millimetres."""

    title: str
    code: str
    lines: tuple[Line, ...]
    picture: Drawing | None = None
    side: int = 0
    block: Literal["stamp"] = "stamp"


Block = Paragraph | Facts | Listing | Table | Notice | Signatures | Drawing | Deadlines | Stamp


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its blocks and its subsections. ``number`` is printed before the title
    where the layout numbers its sections; ``anchor`` is language-free (``a``, ``purpose``).
    ``computed``: made from other documents, whose own pages the search finds instead.
    ``title_path``: where the title stands in the author's file, on papers that come back.
    ``print_label``: words of a button on the site that prints this section alone."""

    anchor: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    number: str = ""
    title_lang: str = ""
    computed: bool = False
    print_label: str = ""
    title_path: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Control:
    """Document control, for the header, the footer and the title block.

    ``status`` is the key (draft, approved, superseded, withdrawn); ``status_label`` the word.
    ``facts`` are the rows to print (number, version, status, owner, review by, ...).
    ``issued`` is the ISO date the file carries; empty for a draft (the file then says
    1970-01-01). ``remark`` is the sentence at the foot (a draft; uncontrolled when printed).
    ``since``: from when the version is in force, in words, where that is after its release (a page
    says it beside the version; on paper it is one of the facts).
    """

    number: str
    version: str
    status: Literal["draft", "approved", "superseded", "withdrawn"]
    status_label: str
    version_label: str
    facts: tuple[Fact, ...] = ()
    issued: str = ""
    remark: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who issues the paper. ``logo`` is a path below the handbook, or empty."""

    name: str
    short_name: str = ""
    address: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a paper states, as data inside its file, by which the file is recognised later. It names
    no person. ``facts`` are the few by which it is found: document, language, version, code."""

    content: str
    description: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole page or paper.

    ``kind``: ``role``, ``procedure``, or a page kind of the site (``family``, ``unit``, ...).
    ``label`` is the kind in words (``Job description``, ``Reference job``). ``sections`` are in
    printing order. ``labels`` are the few words the outputs need of their own (``page_of`` with
    ``{page}`` and ``{pages}``, ``contents``, ``watermark``, ``other_language``...).
    ``description`` is one plain sentence for search results and file metadata.
    ``title_path``: where the title stands in the author's file, on papers that come back.
    ``style`` is the form of the paper: ``sheet`` for one page at the workplace, ``wall`` for one in
    large type, ``book`` for a whole handbook with its contents. ``code`` leads from the paper back
    to the page: a QR code, drawn. ``embedded`` is what the file carries beside its pages.
    ``person`` is the employee whose own paper this is; it stands in running headers.
    """

    kind: str
    id: str
    lang: str
    title: str
    label: str
    sections: tuple[Section, ...]
    control: Control | None = None
    organisation: Organisation | None = None
    notices: tuple[Notice, ...] = ()
    facts: Facts | None = None
    description: str = ""
    title_lang: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    style: Literal["", "sheet", "wall", "book"] = ""
    code: Drawing | None = None
    embedded: Embedded | None = None
    person: str = ""
    title_path: tuple[str | int, ...] = ()


def as_data(value: Any) -> Any:
    """The document as JSON-ready data, field for field, in a stable order (for Typst)."""
    if isinstance(value, (str, int, bool)) or value is None:
        return value
    if isinstance(value, (tuple, list)):
        return [as_data(item) for item in value]
    if isinstance(value, dict):
        return {key: as_data(item) for key, item in value.items()}
    return {name: as_data(getattr(value, name)) for name in value.__dataclass_fields__}
