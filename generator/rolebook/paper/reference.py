"""Makes ``templates/reference.docx``: the page, the running lines and the styles of a DOCX.

Why: the look belongs in a Word file, which an organisation can open, restyle and put into its
own ``templates/``; this module is where ours comes from, so that a change of it can be read.
``python -m rolebook.paper.reference`` writes the file anew.

The running header and footer hold content controls. Their tag names what is filled in:
``logo`` (the organisation's picture, where it has one), ``organisation``, ``address``, ``title``,
``label``, ``number``, ``version``, ``status``, ``identification`` (the three together),
``remark``, ``page_of``, ``watermark``.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from rolebook.paper.ooxml import NAMES, RELATIONS, field, node, parse, root, run, serialise
from rolebook.paper.styles import (
    BULLET_WIDTH,
    CELL_BULLET_WIDTH,
    FONT,
    LEFT,
    PAGE,
    RIGHT,
    STAND_IN,
    STYLES,
    bullet_place,
    indent,
    mm,
    styles,
    value,
)
from rolebook.paper.zips import pack

# Large pale words across the page, drawn as Word itself draws its watermarks.
_WATERMARK = """\
<w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
    path="m@7,l@8,m@5,21600l@6,21600e">
  <v:formulas>
    <v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
    <v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
    <v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>
    <v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/>
    <v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/>
  </v:formulas>
  <v:path textpathok="t" o:connecttype="custom" o:connectangles="270,180,90,0"
      o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"/>
  <v:textpath on="t" fitshape="t"/>
  <o:lock v:ext="edit" text="t" shapetype="t"/>
</v:shapetype>
<v:shape id="PowerPlusWaterMarkObject" o:spid="_x0000_s2049" type="#_x0000_t136"
    style="position:absolute;margin-left:0;margin-top:0;width:400pt;height:100pt;rotation:315;\
z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
mso-position-vertical:center;mso-position-vertical-relative:margin"
    o:allowincell="f" fillcolor="#d0d0d0" stroked="f">
  <v:fill opacity=".35"/>
  <v:textpath style="font-family:&quot;FONT&quot;;font-size:1pt;font-weight:bold"
      string="Watermark"/>
  <w10:wrap anchorx="margin" anchory="margin"/>
</v:shape>
</w:pict>"""


def _control(tag: str, *content: etree._Element) -> etree._Element:
    """A content control: the place where a paper's own words come in."""
    properties = node("w:sdtPr", None, value("w:alias", tag), value("w:tag", tag))
    return node("w:sdt", None, properties, node("w:sdtContent", None, *content))


def _words(tag: str, style: str = "") -> etree._Element:
    look = [value("w:rStyle", style)] if style else []
    return _control(tag, run(tag.replace("_", " ").capitalize(), *look))


def _line(style: str, *content: etree._Element) -> etree._Element:
    return node("w:p", None, node("w:pPr", None, value("w:pStyle", style)), *content)


def _tab() -> etree._Element:
    return node("w:r", None, node("w:tab"))


def _watermark(number: int) -> etree._Element:
    """``number``: a shape's id is its own in the whole document."""
    declared = " ".join(f'xmlns:{p}="{NAMES[p]}"' for p in ("w", "v", "o", "w10"))
    drawn = _WATERMARK.replace("<w:pict>", f"<w:pict {declared}>").replace("FONT", FONT)
    picture = parse(drawn.encode())
    for shape in picture.iter(f"{{{NAMES['v']}}}shape"):
        shape.set("id", f"PowerPlusWaterMarkObject{number}")
        shape.set(f"{{{NAMES['o']}}}spid", f"_x0000_s{2048 + number}")
    return _control("watermark", node("w:r", None, node("w:rPr", None, node("w:noProof")), picture))


def _first_header() -> etree._Element:
    return root(
        "w:hdr",
        "w r v o w10",
        _line(
            "LetterheadLine",
            _watermark(1),
            _words("logo"),
            _words("organisation", "Letterhead"),
            _tab(),
            _words("identification"),
        ),
        _line("RunningHeader", _words("address")),
    )


def _header() -> etree._Element:
    return root(
        "w:hdr",
        "w r v o w10",
        _line(
            "RunningHeader",
            _watermark(2),
            _words("title", "RunningTitle"),
            _tab(),
            _words("identification"),
        ),
    )


def _footer() -> etree._Element:
    pages = _control("page_of", field("PAGE"), run("/"), field("NUMPAGES"))
    return root(
        "w:ftr",
        "w r",
        _line("RunningFooter", _words("identification"), _tab(), pages),
        _control("remark", _line("Footer", run("Remark"))),
    )


def _document() -> etree._Element:
    """A line in each style, to restyle by looking at it, and the page."""
    running = (
        ("header", "default", "header2"),
        ("header", "first", "header1"),
        ("footer", "default", "footer1"),
        ("footer", "first", "footer1"),
    )
    page = node(
        "w:sectPr",
        None,
        *(
            node(f"w:{kind}Reference", {"w:type": which, "r:id": _RELATION_IDS[part]})
            for kind, which, part in running
        ),
        node("w:pgSz", {"w:w": PAGE[0], "w:h": PAGE[1]}),
        node(
            "w:pgMar",
            {
                "w:top": mm(27),
                "w:right": RIGHT,
                "w:bottom": mm(25),
                "w:left": LEFT,
                "w:header": mm(12),
                "w:footer": mm(10),
                "w:gutter": 0,
            },
        ),
        node("w:titlePg"),
    )
    samples = (
        _line(style.id, run(style.name))
        for style in STYLES
        if style.kind == "paragraph" and not style.name.endswith(("Header", "Footer"))
    )
    return root("w:document", "w r", node("w:body", None, *samples, page))


def _numbering() -> etree._Element:
    """Two bulleted lists: of running text, three deep, and of table cells."""

    def level(depth: int, style: str, bullet: str, left: int, hanging: int) -> etree._Element:
        return node(
            "w:lvl",
            {"w:ilvl": depth},
            value("w:start", 1),
            value("w:numFmt", "bullet"),
            value("w:pStyle", style),
            value("w:lvlText", bullet),
            value("w:lvlJc", "left"),
            node("w:pPr", None, indent(left, hanging)),
        )

    lists = {
        1: [
            level(depth, style, bullet, bullet_place(depth + 1), BULLET_WIDTH)
            for depth, (style, bullet) in enumerate(
                (("ListBullet", "•"), ("ListBullet2", "–"), ("ListBullet3", "•"))
            )
        ],
        2: [level(0, "TableBullet", "•", CELL_BULLET_WIDTH, CELL_BULLET_WIDTH)],
    }
    definitions = (
        node(
            "w:abstractNum",
            {"w:abstractNumId": number},
            value("w:nsid", f"0052B00{number}"),
            value("w:multiLevelType", "hybridMultilevel"),
            *levels,
        )
        for number, levels in lists.items()
    )
    uses = (node("w:num", {"w:numId": n}, value("w:abstractNumId", n)) for n in lists)
    return root("w:numbering", "w", *definitions, *uses)


def _settings() -> etree._Element:
    """Today's Word rather than its mode for old files; hyphenation, for narrow columns."""
    today = {
        "w:name": "compatibilityMode",
        "w:val": "15",
        "w:uri": "http://schemas.microsoft.com/office/word",
    }
    return root(
        "w:settings",
        "w",
        value("w:defaultTabStop", 709),
        value("w:autoHyphenation", "true"),
        value("w:consecutiveHyphenLimit", 2),
        value("w:characterSpacingControl", "doNotCompress"),
        node("w:compat", None, node("w:compatSetting", today)),
        value("w:decimalSymbol", "."),
        value("w:listSeparator", ","),
    )


def _fonts() -> etree._Element:
    font = node(
        "w:font",
        {"w:name": FONT},
        value("w:altName", STAND_IN),
        value("w:family", "swiss"),
        value("w:pitch", "variable"),
    )
    return root("w:fonts", "w", font)


_PARTS = {
    "document": (_document, "document.main"),
    "styles": (styles, "styles"),
    "numbering": (_numbering, "numbering"),
    "settings": (_settings, "settings"),
    "fontTable": (_fonts, "fontTable"),
    "header1": (_first_header, "header"),
    "header2": (_header, "header"),
    "footer1": (_footer, "footer"),
}
_RELATION_IDS = {"header1": "rId11", "header2": "rId12", "footer1": "rId13"}


def parts() -> dict[str, bytes]:
    """The parts of the reference document by name."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    package = "application/vnd.openxmlformats-package.relationships+xml"
    types = root(
        "ct:Types",
        "=ct",
        node("ct:Default", {"Extension": "rels", "ContentType": package}),
        node("ct:Default", {"Extension": "xml", "ContentType": "application/xml"}),
        *(
            node(
                "ct:Override",
                {"PartName": f"/word/{part}.xml", "ContentType": f"{word}.{kind}+xml"},
            )
            for part, (_, kind) in _PARTS.items()
        ),
    )
    inner = {
        _RELATION_IDS.get(part, f"rId{at}"): (kind, f"{part}.xml")
        for at, (part, (_, kind)) in enumerate(_PARTS.items())
        if part != "document"
    }
    return {
        "[Content_Types].xml": serialise(types),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _relations(inner),
        **{f"word/{part}.xml": serialise(make()) for part, (make, _) in _PARTS.items()},
    }


def _relations(targets: dict[str, tuple[str, str]]) -> bytes:
    return serialise(
        root(
            "rel:Relationships",
            "=rel",
            *(
                node(
                    "rel:Relationship", {"Id": id_, "Type": f"{RELATIONS}/{kind}", "Target": target}
                )
                for id_, (kind, target) in targets.items()
            ),
        )
    )


def main() -> None:
    Path(__file__).with_name("templates").joinpath("reference.docx").write_bytes(pack(parts()))


if __name__ == "__main__":
    main()
