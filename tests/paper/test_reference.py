"""The look comes from a reference document, ours or an organisation's own."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from lxml import etree
from samples import fact, line, role, small
from word import DRAWING, W, Word

import rolebook.paper
from rolebook.paper import pandoc
from rolebook.paper.docx import docx
from rolebook.paper.errors import PaperError
from rolebook.paper.ooxml import NAMES
from rolebook.paper.reference import parts as reference_parts
from rolebook.paper.zips import pack, unpack
from rolebook.views.document import (
    Drawing,
    Item,
    Listing,
    Notice,
    Paragraph,
    plain,
)

TEMPLATES = Path(rolebook.paper.__file__).parent / "templates"


def test_the_reference_document_is_the_one_its_source_makes() -> None:
    assert unpack((TEMPLATES / "reference.docx").read_bytes()) == reference_parts()


def test_every_style_that_is_used_is_defined() -> None:
    every = (
        *(b for s in role().sections for b in s.blocks),
        *(Notice(kind, "x", (plain("x"),)) for kind in ("draft", "info")),  # type: ignore[arg-type]
        Listing(
            (
                Item(
                    plain("1"),
                    "1",
                    "",
                    (fact("x", "y"),),
                    (Item(plain("2"), "2", "", (fact("x", "y"),), (Item(plain("3"), "3"),)),),
                ),
            )
        ),
        Listing(
            (
                Item(
                    plain("1"),
                    "",
                    "",
                    (fact("x", "y"),),
                    (Item(plain("2"), "", "", (fact("x", "y"),), (Item(plain("3")),)),),
                ),
            )
        ),
        Paragraph(line("x", "de")),
        Paragraph(plain("x"), "note"),
        Drawing(DRAWING, "x", "y"),
    )
    word = Word(docx(small(*every, control=role("en", "draft").control)))
    ours = {
        s.get(f"{W}styleId")
        for s in etree.fromstring(reference_parts()["word/styles.xml"]).iterfind("w:style", NAMES)
    }
    used = {
        e.get(f"{W}val")
        for part in word.parts
        if part.startswith(("word/document", "word/header", "word/footer1"))
        for tag in ("pStyle", "rStyle", "tblStyle")
        for e in word.all(f".//w:{tag}", part)
    }
    assert len(used) > 35
    assert used <= ours


def own_reference(folder: Path, **changes: bytes) -> Path:
    """An organisation's own reference document."""
    folder.mkdir()
    made = reference_parts() | {f"word/{part}.xml": content for part, content in changes.items()}
    (folder / "reference.docx").write_bytes(pack(made))
    return folder


def test_an_organisation_s_own_reference_document_comes_first(tmp_path: Path) -> None:
    styles = reference_parts()["word/styles.xml"].replace(b'"Arial"', b'"Garamond"')
    header = f"""<w:hdr xmlns:w="{NAMES["w"]}" xmlns:w14="urn:x"
      xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14">
      <w:sdt><w:sdtPr><w:tag w:val="title"/></w:sdtPr><w:sdtContent><w:p><w:pPr><w:jc
      w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Tit</w:t></w:r><w:r><w:t>le</w:t></w:r>
      </w:p></w:sdtContent></w:sdt>
      <w:sdt><w:sdtPr><w:tag w:val="remark"/></w:sdtPr><w:sdtContent/></w:sdt>
      <w:sdt><w:sdtPr><w:tag w:val="their own"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Ours</w:t>
      </w:r></w:p></w:sdtContent></w:sdt></w:hdr>"""
    own = own_reference(tmp_path / "own", styles=styles, header2=header.encode())
    other = own_reference(tmp_path / "other")
    word = Word(docx(role(), templates=[tmp_path / "none", own, other]))
    assert b'"Garamond"' in word.parts["word/styles.xml"]
    assert word.running["header2"] == f"Warranty engineer{role().control.remark}Ours"  # type: ignore[union-attr]
    assert [e.tag for e in word.part("word/header2.xml")] == [f"{W}p", f"{W}p", f"{W}sdt"]
    assert b'mc:Ignorable="w14"' in word.parts["word/header2.xml"]
    assert b'xmlns:w14="urn:x"' in word.parts["word/header2.xml"]
    (control,) = word.all(".//w:sdt/w:sdtPr/w:tag", "word/header2.xml")
    assert control.get(f"{W}val") == "their own"
    (centred,) = word.all("w:p[w:pPr/w:jc]", "word/header2.xml")
    assert [e.tag for e in centred.iterfind("w:r/w:rPr/*", NAMES)] == [f"{W}b"]


@pytest.mark.parametrize("content", [b"", b"no archive", pack({"a": b"b"})])
def test_a_reference_document_that_is_none_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "reference.docx").write_bytes(content)
    with pytest.raises(PaperError, match=r"reference\.docx is not a Word document"):
        docx(small(), templates=[tmp_path])


def test_pandoc_takes_the_version_of_the_tree_that_we_write() -> None:
    ended = subprocess.run(
        [pandoc.program(), "lua", "-e", "print(PANDOC_API_VERSION)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert tuple(map(int, ended.stdout.split(".")))[:3] == pandoc.API_VERSION


def test_a_tree_cannot_make_pandoc_read_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"\x89PNG secret")
    picture = pandoc.picture(b"", 10, "", "")
    picture["c"][2][0] = str(tmp_path / "secret.png")
    tree = pandoc.document([pandoc.paragraph("Body Text", [picture])], "en")
    with pytest.raises(PaperError, match="sample: pandoc could not write the DOCX"):
        list(pandoc.to_docx([("sample", tree)], (TEMPLATES / "reference.docx").read_bytes()))
