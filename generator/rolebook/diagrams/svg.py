"""A drawing as SVG: an XML tree, so that whatever an author typed stays text.

Colours are black, white and light greys, as a printer wants them; a site lays its own over them
by the classes. Nothing is said by colour alone: forms, dashes and weights say it. Fonts are named
as the paper (Source Sans 3) and a web page (Rolebook Sans) have them, with the same widths.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from rolebook.diagrams.scene import GROUNDS, Box, Edge, Point, Rect, Scene, Words
from rolebook.diagrams.text import Type

FONTS = "'Source Sans 3', 'Rolebook Sans', sans-serif"
INK = "#16191c"
SOFT = "#454c52"
PAPER = "#ffffff"
TINT = "#f1f3f4"
HAIR = "#b9c1c6"

_FORBIDDEN = re.compile("[^\t\n\r -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACE = re.compile("[\t\n\r]+")
_LARGE = 760  # wider than a page of text: a screen moves over it rather than shrinks it
_TIP = 15  # how far the sides of a question point outwards
_ARROW = (7, 3)  # length and half width


def svg(scene: Scene, name: str, title: str, description: str, lang: str = "") -> str:
    """The drawing as SVG. ``name`` makes its ids: it is used once on a page.

    A drawing without links is one image to those who hear it, named by its title and described by
    its description. One with links is a document, because the links must stay within reach.
    """
    linked = any(box.href for box in scene.boxes)
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": str(scene.width),
            "height": str(scene.height),
            "viewBox": f"0 0 {scene.width} {scene.height}",
            "class": "rb-chart rb-chart--large" if scene.width > _LARGE else "rb-chart",
            "role": "graphics-document" if linked else "img",
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-description",
            "font-family": FONTS,
            "fill": INK,
        },
    )
    if lang:
        root.set("lang", lang)
    _element(root, "title", {"id": f"{name}-title"}).text = _clean(title)
    _element(root, "desc", {"id": f"{name}-description"}).text = _clean(description)
    for box in scene.boxes:
        if box.form in GROUNDS:
            _box(root, box)
    for edge in scene.edges:
        _edge(root, edge)
    for box in scene.boxes:
        if box.form not in GROUNDS:
            _box(root, box)
    return ET.tostring(root, encoding="unicode")


def _clean(text: str) -> str:
    """Without what XML cannot hold, on one line."""
    return _FORBIDDEN.sub("\ufffd", _SPACE.sub(" ", text))


def _element(parent: ET.Element, tag: str, attributes: dict[str, str]) -> ET.Element:
    return ET.SubElement(parent, tag, attributes)


def _box(root: ET.Element, box: Box) -> None:
    classes = " ".join(
        (
            f"rb-chart__{box.form}",
            *(["rb-chart__strong"] if box.strong else []),
            *(["rb-chart__dashed"] if box.dashed else []),
        )
    )
    if box.href:
        group = _element(root, "a", {"class": classes, "href": _clean(box.href)})
    else:
        group = _element(root, "g", {"class": classes})
    _outline(group, box)
    for words in box.words:
        _words(group, words)


def _outline(group: ET.Element, box: Box) -> None:
    area = box.area
    line = {"stroke": INK, "stroke-width": "1.6" if box.strong else "1.1", "fill": PAPER}
    if box.dashed:
        line["stroke-dasharray"] = "4 3"
    match box.form:
        case "plain":
            return
        case "band":
            _rect(group, area, 0, {"fill": TINT if box.strong else PAPER})
        case "frame":
            _rect(group, area, 6, line | {"fill": TINT, "stroke": HAIR})
        case "head":
            _rect(group, area, 0, {"fill": "none"})
        case "question":
            _element(group, "polygon", {"points": _points(_rhombus(area)), **line})
        case "pill":
            _rect(group, area, min(area.height // 2, 13), line)
        case "call":
            _rect(group, area, 3, line)
            for x in (area.x + 4, area.right - 4):
                _path(group, ((x, area.y), (x, area.bottom)), line)
        case "box":
            _rect(group, area, 3, line)


def _rect(group: ET.Element, area: Rect, radius: int, look: dict[str, str]) -> None:
    place = {
        "x": str(area.x),
        "y": str(area.y),
        "width": str(area.width),
        "height": str(area.height),
    }
    _element(group, "rect", place | ({"rx": str(radius)} if radius else {}) | look)


def _rhombus(area: Rect) -> tuple[Point, ...]:
    middle = area.y + area.height // 2
    left, right = area.x + _TIP, area.right - _TIP
    return (
        (area.x, middle), (left, area.y), (right, area.y),
        (area.right, middle), (right, area.bottom), (left, area.bottom),
    )  # fmt: skip


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def _path(group: ET.Element, points: tuple[Point, ...], look: dict[str, str]) -> None:
    _element(group, "polyline", {"points": _points(points), **look, "fill": "none"})


def _edge(root: ET.Element, edge: Edge) -> None:
    group = _element(root, "g", {"class": "rb-chart__edge"})
    points = edge.points
    look = {"stroke": INK, "stroke-width": "1.2"}
    if edge.dashed:
        look["stroke-dasharray"] = "5 3"
    if edge.arrow:
        *rest, (x0, y0), (x1, y1) = points
        long, half = _ARROW
        # A unit vector: lines run in right angles.
        dx, dy = (x1 > x0) - (x1 < x0), (y1 > y0) - (y1 < y0)
        bx, by = x1 - dx * long, y1 - dy * long
        points = (*rest, (x0, y0), (x1 - dx * (long - 2), y1 - dy * (long - 2)))
        head = ((x1, y1), (bx + dy * half, by + dx * half), (bx - dy * half, by - dx * half))
        _path(group, points, look)
        _element(group, "polygon", {"points": _points(head), "fill": INK})
    else:
        _path(group, points, look)


def _words(group: ET.Element, words: Words) -> None:
    if not words.lines:
        return
    type_: Type = words.lines[0].type
    text = _element(
        group,
        "text",
        {"font-size": str(type_.size), "fill": SOFT if words.quiet else INK},
    )
    text.tail = " "  # one text after the other, for those who read or copy them
    if words.quiet:
        text.set("class", "rb-chart__quiet")
    if type_.strong:
        text.set("font-weight", "600")
    if words.lines[0].centred:
        text.set("text-anchor", "middle")
    if words.lang:
        text.set("lang", words.lang)
    for at, line in enumerate(words.lines):
        part = _element(text, "tspan", {"x": str(line.x), "y": str(line.baseline)})
        part.text = _clean(line.text)
        # Joined again by those who read or copy the text: a space, unless a word goes on.
        if at + 1 < len(words.lines) and not line.text.endswith("-"):
            part.tail = " "
