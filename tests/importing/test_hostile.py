"""Files that are damaged, huge or hostile: one clear line, and nothing executed or followed."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest

from rolebook.importing.documents.reading import trees
from rolebook.importing.documents.reading.files import LARGEST_FILE, Unreadable, read
from rolebook.importing.documents.sorting.tags import Tagger
from rolebook.importing.documents.sorting.units import Unit, mark_of, units
from rolebook.importing.documents.words import shipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENTS = Path(__file__).parent / "documents"


def docx(document: str, **others: str) -> bytes:
    content = BytesIO()
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    rels = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", rels)
        archive.writestr("word/document.xml", document)
        for name, text in others.items():
            archive.writestr(f"word/{name}.xml", text)
    return content.getvalue()


def body(inside: str) -> str:
    return f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def refused(tmp_path: Path, name: str, content: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        read(path, name)
    message = str(caught.value)
    assert "\n" not in message
    assert "Traceback" not in message
    assert str(tmp_path) not in message
    return message


def texts(path: Path) -> list[str]:
    return [line.text for line in read(path, path.name).lines]


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    content = docx(body(paragraph("a" * 80_000_000)))
    assert len(content) < 200_000
    assert "unpacks to more than" in refused(tmp_path, "bomb.docx", content)


@pytest.mark.parametrize("name", ["laughs.docx", "laughs.odt"])
def test_entities_are_not_expanded(tmp_path: Path, name: str) -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    document = body(paragraph("&b;")).replace("?>", f"?>{entities}", 1)
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml" if name.endswith("docx") else "content.xml", document)
    assert "entities" in refused(tmp_path, name, content.getvalue())


def test_an_entity_cannot_read_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret")
    entities = f'<!DOCTYPE x [<!ENTITY s SYSTEM "file://{tmp_path}/secret.txt">]>'
    content = docx(body(paragraph("&s;")).replace("?>", f"?>{entities}", 1))
    assert "entities" in refused(tmp_path, "x.docx", content)


@pytest.mark.parametrize("ending", ["docx", "odt", "pdf"])
@pytest.mark.parametrize(
    "content",
    [b"", b"no such thing", b"PK\x03\x04 cut off", b"%PDF-1.7 cut off", bytes(range(256)) * 9],
    ids=["empty", "text", "zip", "pdf", "bytes"],
)
def test_a_file_that_is_something_else_is_told(tmp_path: Path, ending: str, content: bytes) -> None:
    refused(tmp_path, f"x.{ending}", content)


@pytest.mark.parametrize("ending", ["docx", "odt", "pdf"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes_or_refused(
    tmp_path: Path, ending: str, share: float
) -> None:
    whole = next(DOCUMENTS.glob(f"*.{ending}")).read_bytes()
    path = tmp_path / f"x.{ending}"
    path.write_bytes(whole[: int(len(whole) * share)])
    with suppress(Unreadable):
        assert texts(path)


def test_an_old_or_encrypted_word_file_is_told_with_the_remedy(tmp_path: Path) -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert "save it as DOCX" in refused(tmp_path, "old.docx", content)


def test_a_picture_of_a_page_is_told(tmp_path: Path) -> None:
    import pikepdf

    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(tmp_path / "scan.pdf")
    with pytest.raises(Unreadable, match="text recognition"):
        read(tmp_path / "scan.pdf", "scan.pdf")


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(Unreadable, match="larger than"):
        read(path, "huge.txt")


def test_a_file_of_many_lines_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "many.txt").write_text("a\n" * 40_001)
    with pytest.raises(Unreadable, match="lines"):
        read(tmp_path / "many.txt", "many.txt")


def test_text_that_is_none_is_told(tmp_path: Path) -> None:
    assert "no text" in refused(tmp_path, "x.txt", b"\0\1\2\3" * 50)
    assert "no text" in refused(tmp_path, "x.md", b"\0\1\2\3" * 50)
    assert "no text" in refused(tmp_path, "empty.txt", b" \n\n\t ")


def test_scripts_and_pictures_of_a_page_are_no_text_and_fetch_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text(
        "<html><head><script>steal()</script><style>p{}</style></head><body onload='steal()'>"
        "<p>Sorts the <b>post</b>.</p><script>steal()</script><img src='http://192.0.2.1/x.png' "
        "alt='a stamp'><iframe src='file:///etc/passwd'></iframe><noscript>switch it on</noscript>"
        "</body></html>"
    )
    found = " ".join(texts(path))
    assert "Sorts the post." in found
    assert "a stamp" in found
    assert "steal" not in found
    assert "root:" not in found


def test_markdown_includes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text(
        "# Clerk\n\n\\input{/etc/passwd}\n\n![stamp](/etc/passwd)\n\n`r system('id')`\n"
    )
    found = " ".join(texts(path))
    assert "root:" not in found
    assert "uid=" not in found


def test_what_takes_without_end_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "SECONDS", 1)
    path = tmp_path / "deep.html"
    path.write_text("<ul><li>" * 300 + "deep")
    with pytest.raises(Unreadable):
        read(path, "deep.html")


def test_page_headers_text_boxes_and_comments_of_word_are_not_lost(tmp_path: Path) -> None:
    box = (
        "<w:p><w:r><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'><w:txbxContent>"
        + paragraph("In a box.")
        + "</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    )
    header = f'<w:hdr xmlns:w="{W}">{paragraph("Company, page 1")}</w:hdr>'
    comments = (
        f'<w:comments xmlns:w="{W}"><w:comment>{paragraph("Is this so?")}</w:comment></w:comments>'
    )
    path = tmp_path / "x.docx"
    path.write_bytes(
        docx(body(paragraph("Sorts the post.") + box), header1=header, comments=comments)
    )
    lines = {line.text: line.aside for line in read(path, "x.docx").lines}
    assert lines["Company, page 1"] == "page header"
    assert lines["Is this so?"] == "comment"
    assert "In a box." in lines
    assert lines["Sorts the post."] == ""


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    tracked = (
        '<w:p><w:r><w:t xml:space="preserve">Sorts </w:t></w:r>'
        '<w:del w:id="1" w:author="a"><w:r><w:delText>parcels</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>the post</w:t></w:r></w:ins></w:p>'
    )
    path = tmp_path / "x.docx"
    path.write_bytes(docx(body(tracked)))
    assert texts(path) == ["Sorts the post"]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("1. Sorts", "1"), ("1.1.Sorts", "1.1"), ("2.10 Sorts", "2.10"), ("IV. Rights", "IV"),
        ("A. Leading", "A"), ("b) Files", "b"), ("(a) Files", "a"), ("- Files", "•"),
        ("-Files", "•"), ("• Files", "•"), ("1. 2.3. Files", "2.3"), ("1 Technical", "1"),
        ("00.00.2020", ""), ("10-15 people", ""), ("3 years of work", ""), ("2015. - 560 p.", ""),
        ("_____ (name)", ""), ("03.01", ""), ("e.g. this", ""),
    ],
)  # fmt: skip
def test_numbers_and_bullets_are_told_from_text(text: str, mark: str) -> None:
    assert mark_of(text)[0] == mark


@pytest.mark.parametrize("text", ["Der Mann ist nett und gut ", "Der A wird auf Anordnung des "])
def test_a_line_without_end_is_read_in_bounded_time(tmp_path: Path, text: str) -> None:
    """Expressions for sentences try many ways; what is no sentence is not tried."""
    path = tmp_path / "x.txt"
    path.write_text(text * 4000, encoding="utf-8")
    document = read(path, "x.txt")
    tagger = Tagger(shipped(), "de")
    [unit] = units(document.lines, shipped(), "de")
    assert isinstance(unit, Unit)
    assert tagger.tag(unit).kind == "text"
