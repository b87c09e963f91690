"""The file: valid, hostile text and all, and the same bytes each time."""

from __future__ import annotations

import os
import posixpath
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from samples import LOGO, organisation, procedure, role, small
from word import W, Word, opened, places, validated

from rolebook.paper.docx import docx, docx_many
from rolebook.paper.ooxml import writable
from rolebook.views.document import (
    Cell,
    Document,
    Fact,
    Facts,
    Item,
    Line,
    Listing,
    Notice,
    Paragraph,
    Row,
    Section,
    Signature,
    Signatures,
    Span,
    Table,
)

HOSTILE = [
    "</w:t></w:r></w:p><w:p>",
    "<b>&amp;</b> ]]>",
    "`code` $x$ **a** # h",
    "{PAGE} { TITLE }",
    "\\input{x} <?php ?>",
    "%s {0} {page}",
    "[a](javascript:x)",
    "a\u00adb\u200dc",
    "𝕏 日本 ע",
]


def test_hostile_text_is_shown_as_text_everywhere() -> None:
    every = " | ".join(HOSTILE)
    spans = Line((Span(every),))
    document = Document(
        "role",
        "sample",
        "en",
        every,
        every,
        (
            Section(
                "a",
                every,
                (
                    Paragraph(spans),
                    Facts((Fact(every, (spans,)),)),
                    Listing((Item(spans, every, details=(Fact(every, (spans,)),)),)),
                    Table(every, (every,), (Row((Cell((spans,)),)),), (1,)),
                    Notice("info", every, (spans,)),
                    Signatures((Signature(every, (spans,), (every,)),)),
                ),
                number=every,
            ),
        ),
        control=replace(
            role().control,
            number=every,
            version=every,
            version_label=every,  # type: ignore[type-var]
            status="draft",
            status_label=every,
            remark=every,
            facts=(),
        ),
        organisation=organisation(),
        description=every,
        labels={"watermark": every},
    )
    word = Word(docx(document))
    shown = [words for _, words in word.paragraphs]
    assert sum(words.count(every) for words in shown) == 20
    assert every in word.running["header2"]
    assert word.all("dc:title", "docProps/core.xml")[0].text == every
    assert validated(docx(document)) == []


def test_what_a_paper_must_not_hide_is_printed_as_its_code() -> None:
    word = opened(
        Paragraph(Line((Span("a\x00b\x07c\u202ed\ud800e\ufffff\x1fg\nh"),))), title="bell \x07"
    )
    assert word.styled("BodyText") == ["a[U+0000]b[U+0007]c[U+202E]d[U+D800]e[U+FFFF]f g h"]
    assert word.styled("Title") == ["bell [U+0007]"]
    assert word.all("dc:title", "docProps/core.xml")[0].text == "bell [U+0007]"


@given(st.text())
def test_any_text_can_be_written_and_read_back(typed: str) -> None:
    shown = writable(typed)
    element = etree.fromstring(etree.tostring(_holding(shown), encoding="UTF-8"))
    assert (element.text or "") == shown
    assert writable(shown) == shown


def _holding(words: str) -> Any:
    element = etree.Element("t")
    element.text = words
    return element


def test_a_bare_document_is_a_paper_too() -> None:
    word = Word(docx(Document("role", "bare", "en", "Bare", "", ())))
    assert word.running["footer1"] == "\t1 / 1"
    assert word.running["header1"] == "\t"
    assert ("Title", "Bare") in word.paragraphs


def test_blocks_with_nothing_in_them_do_no_harm() -> None:
    blocks = (
        Paragraph(Line(())),
        Facts(()),
        Listing(()),
        Table("", (), (), (1,)),
        Table("", (), (), ()),
        Signatures(()),
        Notice("info", ""),
        Facts((Fact("", ()),)),
        places(1),
        Table("", ("H",), (), (0,)),
        Listing((Item(Line(())),)),
    )
    assert validated(docx(small(*blocks))) == []


@pytest.mark.parametrize(
    "document",
    [role("en", "draft"), role("nl"), role("de", "superseded"), procedure()],
    ids=lambda d: f"{d.id}-{d.lang}",
)
def test_the_file_follows_the_schemas_of_the_format(document: Document, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(LOGO, "utf-8")
    document = replace(document, organisation=organisation("logo.svg"))
    assert validated(docx(document, root=tmp_path)) == []


def test_every_relation_leads_to_a_part_of_a_known_type(english: Word) -> None:
    types = english.part("[Content_Types].xml")
    named = {e.get("PartName") for e in types if e.get("PartName")}
    endings = {e.get("Extension") for e in types if e.get("Extension")}
    for part in english.parts:
        assert f"/{part}" in named or part.rpartition(".")[2] in endings or part.startswith("[")
        if part.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(part))
            for relation in english.part(part):
                if relation.get("TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join(folder, relation.get("Target")))
                    assert target in english.parts


def test_the_sheet_is_a4_with_a_margin_to_punch(english: Word) -> None:
    (size,) = english.all(".//w:sectPr/w:pgSz")
    (margins,) = english.all(".//w:sectPr/w:pgMar")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    assert int(margins.get(f"{W}left")) == 1417  # 25 mm


def test_many_at_once_are_the_same_as_one_by_one() -> None:
    documents = [role("en"), procedure(), role("de", "draft")]
    assert list(docx_many(documents)) == [docx(document) for document in documents]


def test_no_documents_are_no_work() -> None:
    assert list(docx_many([])) == []


SCRIPT = """
import sys
from hashlib import sha256
from pathlib import Path
from rolebook.paper.docx import docx
from samples import procedure, role
print(sha256(docx(role("nl", "draft", "logo.svg"), root=Path(sys.argv[1]))).hexdigest())
print(sha256(docx(procedure())).hexdigest())
"""


@pytest.mark.parametrize(
    ("zone", "seed", "locale"), [("Pacific/Kiritimati", "1", "C"), ("America/Lima", "2", "nl_NL")]
)
def test_the_bytes_depend_on_the_document_alone(
    zone: str, seed: str, locale: str, tmp_path: Path
) -> None:
    elsewhere = tmp_path / f"folder of {zone[:3]} ü"
    elsewhere.mkdir()
    (elsewhere / "logo.svg").write_text(LOGO, "utf-8")
    paths = os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])
    environment = os.environ | {
        "TZ": zone,
        "PYTHONHASHSEED": seed,
        "LC_ALL": locale,
        "LANG": locale,
        "PYTHONPATH": paths,
        "HOME": str(elsewhere),
        "SOURCE_DATE_EPOCH": "1700000000",
        "TMPDIR": str(elsewhere),
    }
    there = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(elsewhere)],
        env=environment,
        cwd=elsewhere,
        capture_output=True,
        text=True,
        check=True,
    )
    here = (docx(role("nl", "draft", "logo.svg"), root=elsewhere), docx(procedure()))
    assert there.stdout.split() == [sha256(made).hexdigest() for made in here]
    assert [path.name for path in elsewhere.iterdir()] == ["logo.svg"]
