"""The look of every DOCX as data: page, colours, and the styles of Word.

Why: what a style is stands in one line, and the line is turned into Word's XML here, each
property in the place that the schema wants.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

from rolebook.paper.ooxml import node, root

FONT, STAND_IN = "Arial", "Liberation Sans"  # of one width: the pages break alike
INK, ACCENT, MUTED, RULE, TINT = "16191C", "16475C", "565D63", "B9C1C6", "EEF2F4"


def mm(millimetres: float) -> int:
    """In twentieths of a point, Word's measure."""
    return round(millimetres * 1440 / 25.4)


PAGE, LEFT, RIGHT = (mm(210), mm(297)), mm(25), mm(20)
TEXT_WIDTH = PAGE[0] - LEFT - RIGHT
NUMBER_WIDTH, BULLET_WIDTH, CELL_BULLET_WIDTH = mm(12), mm(6), mm(4)

Line = tuple[str, int, int, str]
"""A border: its kind, width in eighths of a point, distance in points, colour."""


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style. Distances above, below and sizes are in points, the others
    in twentieths of a point; ``flags`` are Word's own words for what is simply on."""

    name: str
    based_on: str = "Normal"
    flags: str = ""
    before: float | None = None
    after: float | None = None
    left: int | None = None
    hanging: int = 0
    right: int = 0
    tabs: tuple[tuple[str, int, str], ...] = ()
    borders: tuple[tuple[str, Line], ...] = ()
    bullet: tuple[int, int] | None = None
    outline: int | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    boxed: bool = False
    color: str = ""
    size: float = 0
    kind: Literal["paragraph", "character"] = "paragraph"

    @property
    def id(self) -> str:
        return self.name.replace(" ", "").replace("-", "")


def _mark(name: str, **look: str | float | bool) -> Style:
    style = Style(name, "Default Paragraph Font", kind="character")
    return replace(style, **look)  # type: ignore[arg-type]


_THIN, _HEAVY = ("single", 4, 4, MUTED), ("single", 18, 4, INK)
_BOX = (("top", _THIN), ("left", ("single", 36, 6, MUTED)), ("bottom", _THIN), ("right", _THIN))
_HEAVY_BOX = tuple((side, _HEAVY) for side in ("top", "left", "bottom", "right"))
_KEEP = "keepNext keepLines"
_RIGHT_TAB = (("right", TEXT_WIDTH, "none"),)
_BLANK_TABS = (("left", mm(28), "none"), ("right", TEXT_WIDTH // 2 - mm(6), "underscore"))


def _heading(level: int, size: float, before: float, after: float) -> Style:
    """Headings from the fourth level on are in italics. The first has a rule below it."""
    rule = (("bottom", ("single", 6, 2, ACCENT)),) if level == 1 else ()
    return Style(
        f"Heading {level}",
        flags=f"{_KEEP} suppressAutoHyphens",
        before=before,
        after=after,
        borders=rule,
        outline=level - 1,
        bold=level < 4,
        italic=level > 3,
        size=size,
        color=ACCENT if level == 1 else INK,
    )


def bullet_place(level: int) -> int:
    """Where the words of a bulleted item begin. From the second level on the bullet stands below
    the words of the item above it, be that numbered or not."""
    return BULLET_WIDTH if level == 1 else NUMBER_WIDTH * (level - 1) + BULLET_WIDTH


def _items(level: int) -> tuple[Style, ...]:
    """One depth of lists: a numbered item, a bulleted one, and the details below each."""
    depth = "" if level == 1 else f" {level}"
    number, bullet = NUMBER_WIDTH * level, bullet_place(level)
    line = Style("", "Body Text", after=3)
    return (
        replace(
            line,
            name=f"Numbered Item{depth}",
            left=number,
            hanging=NUMBER_WIDTH,
            tabs=(("left", number, "none"),),
        ),
        replace(
            line,
            name=f"List Bullet{depth}",
            left=bullet,
            hanging=BULLET_WIDTH,
            bullet=(1, level - 1),
        ),
        replace(line, name=f"Numbered Detail{depth}", left=number, size=9),
        replace(line, name=f"Bullet Detail{depth}", left=bullet, size=9),
    )


# fmt: off
STYLES: tuple[Style, ...] = (
    Style("Normal", "", color=INK),
    Style("Default Paragraph Font", "", kind="character"),
    Style("Body Text", before=0, after=5),
    Style("First Paragraph", "Body Text"),
    Style("Compact", "Body Text", before=1, after=1),
    Style("Subtitle", flags=_KEEP, tabs=_RIGHT_TAB, after=2, bold=True, color=ACCENT, size=11),
    Style("Title", flags=f"{_KEEP} suppressAutoHyphens", after=10, bold=True, size=24),
    _heading(1, 13, 18, 6),
    _heading(2, 11, 11, 4),
    _heading(3, 10, 8, 3),
    *(_heading(level, 10, 6, 3) for level in range(4, 7)),
    Style("Lead-in", "Body Text", flags="keepNext", after=3),
    Style("Note", "Body Text", color=MUTED, size=8.5),
    *(style for level in range(1, 4) for style in _items(level)),
    Style("Table Text", before=1.5, after=1.5, size=9.5),
    Style("Table Head", "Table Text", flags="keepNext suppressAutoHyphens", bold=True),
    Style("Table Row Head", "Table Text", bold=True),
    Style(
        "Table Bullet", "Table Text", before=1, after=1, left=CELL_BULLET_WIDTH,
        hanging=CELL_BULLET_WIDTH, bullet=(2, 0),
    ),
    Style("Fact Label", "Table Text", flags="suppressAutoHyphens", bold=True, color=ACCENT),
    Style("Control Label", flags="keepNext", before=2, color=MUTED, size=8),
    Style("Control Value", after=2, size=9.5),
    Style(
        "Notice", flags="keepLines", borders=_BOX, before=0, after=0, left=mm(3.7),
        right=mm(1.6), size=9.5,
    ),
    Style("Notice Title", "Notice", flags="keepNext", bold=True),
    Style("Strong Notice", "Notice", borders=_HEAVY_BOX, left=mm(2.2), right=mm(2.2)),
    Style("Strong Notice Title", "Strong Notice", flags="keepNext", bold=True),
    Style("Gap", before=0, after=0, size=7),
    Style("Signature Party", flags="keepNext", before=3, after=2, bold=True),
    Style("Signature Meaning", flags="keepNext", after=2, size=9.5),
    Style("Signature Blank", flags="keepNext", tabs=_BLANK_TABS, before=20, after=2, size=9.5),
    Style("Stamp Picture", flags="keepNext"),
    Style(
        "Stamp Code", flags="keepNext suppressAutoHyphens", before=2, after=3, bold=True, size=13
    ),
    Style("Caption", after=5, bold=True, size=9.5),
    Style("Table Caption", "Caption", flags="keepNext", before=8, after=3),
    Style("Image Caption", "Caption"),
    Style("Captioned Figure", flags="keepNext", before=4, after=4),
    Style("Header", tabs=_RIGHT_TAB, color=MUTED, size=8.5),
    Style("Footer", tabs=_RIGHT_TAB, color=MUTED, size=8.5),
    Style("Letterhead Line", "Header", flags="centred", after=3),
    Style("Running Header", "Header", after=12, borders=(("bottom", ("single", 4, 4, RULE)),)),
    Style("Running Footer", "Footer", borders=(("top", ("single", 4, 4, RULE)),)),
    _mark("Body Text Char"),
    _mark("Verbatim Char"),
    _mark("Hyperlink", color=ACCENT, underline=True),
    _mark("Letterhead", bold=True, color=ACCENT, size=11.5),
    _mark("Running Title", bold=True, color=INK),
    _mark("Item Number", bold=True, color=ACCENT),
    _mark("Detail Label", bold=True, color=ACCENT),
    _mark("Other Language"),
    _mark("Language Mark", color=MUTED, size=8),
    _mark("Status", bold=True, color=INK, size=9.5, boxed=True),
)
# fmt: on

# Word's own styles; the others are marked as custom. It spells some names in lower case.
_BUILT_IN = {
    "Normal",
    "Default Paragraph Font",
    "Body Text",
    "Title",
    "Subtitle",
    "Caption",
    "Header",
    "Footer",
    "Hyperlink",
    "List Bullet",
    "List Bullet 2",
    "List Bullet 3",
    *(f"Heading {level}" for level in range(1, 7)),
}
_LOWER_CASE = ("Heading", "Header", "Footer", "Caption")


def value(tag: str, content: str | int) -> etree._Element:
    return node(tag, {"w:val": content})


def indent(left: int, hanging: int = 0, right: int = 0) -> etree._Element:
    return node("w:ind", {"w:left": left, "w:right": right, "w:hanging": hanging})


def borders(tag: str, lines: tuple[tuple[str, Line], ...]) -> etree._Element:
    return node(
        tag,
        None,
        *(
            node(f"w:{side}", {"w:val": kind, "w:sz": size, "w:space": space, "w:color": color})
            for side, (kind, size, space, color) in lines
        ),
    )


def _paragraph(style: Style) -> list[etree._Element]:
    """The paragraph properties, in the order of the schema."""
    flags = style.flags.split()
    parts = [node(f"w:{flag}") for flag in ("keepNext", "keepLines") if flag in flags]
    if style.bullet:
        number, level = style.bullet
        parts.append(node("w:numPr", None, value("w:ilvl", level), value("w:numId", number)))
    if style.borders:
        parts.append(borders("w:pBdr", style.borders))
    if style.tabs:
        parts.append(
            node(
                "w:tabs",
                None,
                *(
                    node("w:tab", {"w:val": kind, "w:leader": leader, "w:pos": place})
                    for kind, place, leader in style.tabs
                ),
            )
        )
    if "suppressAutoHyphens" in flags:
        parts.append(node("w:suppressAutoHyphens"))
    distances = {"w:before": style.before, "w:after": style.after}
    stated = {key: round(points * 20) for key, points in distances.items() if points is not None}
    if stated:
        parts.append(node("w:spacing", stated))
    if style.left is not None:
        parts.append(indent(style.left, style.hanging, style.right))
    if "centred" in flags:  # words beside a picture: across the line, not along it
        parts.append(value("w:textAlignment", "center"))
    if style.outline is not None:
        parts.append(value("w:outlineLvl", style.outline))
    return parts


def _run(style: Style) -> list[etree._Element]:
    """The properties of its characters, in the order of the schema."""
    parts = [node(tag) for tag, on in (("w:b", style.bold), ("w:i", style.italic)) if on]
    if style.color:
        parts.append(value("w:color", style.color))
    if style.size:
        parts += size_of(style.size)
    if style.underline:
        parts.append(value("w:u", "single"))
    if style.boxed:
        box: dict[str, str | int] = {"w:val": "single", "w:sz": 8, "w:space": 0, "w:color": INK}
        parts.append(node("w:bdr", box))
    return parts


def size_of(points: float) -> list[etree._Element]:
    return [value(tag, round(points * 2)) for tag in ("w:sz", "w:szCs")]


def _element(style: Style) -> etree._Element:
    attributes = {"w:type": style.kind, "w:styleId": style.id}
    if not style.based_on:
        attributes["w:default"] = "1"
    if style.name not in _BUILT_IN:
        attributes["w:customStyle"] = "1"
    lower = style.name.startswith(_LOWER_CASE)
    parts = [value("w:name", style.name.lower() if lower else style.name)]
    if style.based_on:
        parts.append(value("w:basedOn", style.based_on.replace(" ", "")))
    if style.outline is not None or style.name == "Title":
        parts.append(value("w:next", "BodyText"))
    parts.append(node("w:qFormat"))
    for tag, properties in (("w:pPr", _paragraph(style)), ("w:rPr", _run(style))):
        if properties:
            parts.append(node(tag, None, *properties))
    return node("w:style", attributes, *parts)


def _table_style(
    name: str, sides: str, line: Line, upright: float, sideways: float
) -> etree._Element:
    """A table style: which of its sides and inner lines are drawn, and the inner margins in
    millimetres. A heading row is tinted, with a rule that shows in black and white."""
    drawn = tuple((side, line) for side in sides.split())
    margins = (("top", upright), ("left", sideways), ("bottom", upright), ("right", sideways))
    head = (("bottom", ("single", 12, 0, ACCENT)),)
    return node(
        "w:style",
        {"w:type": "table", "w:customStyle": "1", "w:styleId": name.replace(" ", "")},
        value("w:name", name),
        value("w:basedOn", "TableNormal"),
        node("w:qFormat"),
        node(
            "w:tblPr",
            None,
            borders("w:tblBorders", drawn),
            node(
                "w:tblCellMar",
                None,
                *(
                    node(f"w:{side}", {"w:w": mm(width), "w:type": "dxa"})
                    for side, width in margins
                ),
            ),
        ),
        node(
            "w:tblStylePr",
            {"w:type": "firstRow"},
            node(
                "w:tcPr",
                None,
                borders("w:tcBorders", head),
                node("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": TINT}),
            ),
        ),
    )


def styles() -> etree._Element:
    """The part ``word/styles.xml``."""
    thin, frame = ("single", 4, 0, RULE), ("single", 6, 0, MUTED)
    rows, grid = "top bottom insideH", "top left bottom right insideH insideV"
    fonts = {f"w:{which}": FONT for which in ("ascii", "hAnsi", "eastAsia", "cs")}
    language = {"w:val": "en-GB", "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"}
    line: dict[str, str | int] = {"w:after": 0, "w:line": 264, "w:lineRule": "auto"}
    normal = {"w:type": "table", "w:default": "1", "w:styleId": "TableNormal"}
    plain_run = [
        node("w:rFonts", fonts),
        *size_of(10),
        node("w:lang", language),
    ]
    return root(
        "w:styles",
        "w",
        node(
            "w:docDefaults",
            None,
            node("w:rPrDefault", None, node("w:rPr", None, *plain_run)),
            node("w:pPrDefault", None, node("w:pPr", None, node("w:spacing", line))),
        ),
        *(_element(style) for style in STYLES),
        node(
            "w:style",
            normal,
            value("w:name", "Normal Table"),
            node("w:semiHidden"),
            node("w:tblPr", None, node("w:tblInd", {"w:w": 0, "w:type": "dxa"})),
        ),
        _table_style("Table", rows, thin, 0.5, 1.8),
        _table_style("Handbook Table", rows, thin, 0.5, 1.8),
        _table_style("Handbook Facts", rows, thin, 0.3, 1.8),
        _table_style("Handbook Control", "top bottom", thin, 0.3, 1.8),
        _table_style("Handbook Signatures", grid, frame, 1, 3),
        _table_style("Handbook Stamp", "top", thin, 3, 1.8),
    )
