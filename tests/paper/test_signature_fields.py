"""The fields for digital signatures in a company job's PDF, read back."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import samples
from test_pdf import elements, failures, opened, places, words

from handbooks import SMALL, Handbook
from rolebook.paper.fields import MARK, with_fields
from rolebook.paper.pdf import pdf
from rolebook.paper.retouch import with_streams_ended
from rolebook.views.document import Line, Link, Paragraph, Signature, Signatures, Span, plain
from shop import run

SIGN = """\
sign:
  - {by: employee, meaning: [seen, received]}
  - {by: manager, meaning: [agreed]}
  - {by: manager, meaning: [explained]}
document:
  approval: {by: {text: the owner}, seal: true}
  layout: job-instruction
"""
MM = 72 / 25.4


def printed(root: Path, role: str = "baker", lang: str = "en") -> bytes:
    out = root.parent / f"{root.name}-out"
    result = run(root, "print", role, "--lang", lang, "--out", str(out))
    assert result.exit_code == 0, result.stderr
    return (out / f"{role}.{lang}.pdf").read_bytes()


@pytest.fixture
def baker(small: Handbook) -> Path:
    return small({"roles/baker.yml": SMALL["roles/baker.yml"] + SIGN})


def fields(file: pikepdf.Pdf) -> dict[str, Any]:
    return {str(field.T): field for field in file.Root.AcroForm.Fields}


def signatures(*named: str) -> bytes:
    return pdf(
        samples.small(
            Paragraph(plain("Text.")),
            Signatures(
                tuple(Signature(n, (plain("Seen."),), ("Name", "Signature"), n) for n in named)
            ),
        )
    )


def test_there_is_a_field_for_each_place_to_sign_and_a_screen_reader_hears_what_it_means(
    baker: Path,
):
    with opened(printed(baker)) as file:
        assert {name: str(field.TU) for name, field in fields(file).items()} == {
            "approval": "Approved: the owner, Small B.V.",
            "employee": "Employee: Seen: I have read this job description. This waives no "
            "objection. Received: I have been given a copy.",
            "manager": "Line manager: Agreed: the description is true to the job.",
            "manager-2": "Line manager: Explained: I have gone through the description with the "
            "employee.",
        }  # fmt: skip
    with opened(printed(baker, lang="nl")) as file:
        assert str(fields(file)["manager"].TU).startswith("Leidinggevende: ")


def test_each_field_is_a_tagged_widget_that_prints_and_shows_nothing(baker: Path):
    with opened(printed(baker)) as file:
        tagged = {}
        for element in elements(file.Root.StructTreeRoot):
            if element.S == "/Form":
                kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
                (reference,) = kids
                assert reference.Type == "/OBJR"
                tagged[str(reference.Obj.T)] = element
        found = fields(file)
        assert list(tagged) == list(found)
        numbers = file.Root.StructTreeRoot.ParentTree.Nums
        parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        for name, field in found.items():
            assert (field.Subtype, field.FT, int(field.F)) == ("/Widget", "/Sig", 4)
            assert parents[int(field.StructParent)].objgen == tagged[name].objgen
            assert field.AP.N.read_bytes() == b""
            assert not {"/A", "/Contents", "/V"} & set(field.keys())
        pages = [page for page in file.pages if "/Annots" in page]
        assert all(page.Tabs == "/S" for page in pages)


def test_a_field_lies_over_the_line_to_sign_on(baker: Path):
    data = printed(baker)
    with opened(data) as file:
        for field in fields(file).values():
            page = next(n for n, p in enumerate(file.pages, 1) if p.objgen == field.P.objgen)
            x0, y0, x1, y1 = map(float, field.Rect)
            assert x1 - x0 > 60 * MM
            assert y1 - y0 > 14 * MM
            under = [
                low for number, low, high in places(data, "Signature") + places(data, "seal")
                if number == page and y0 - 1 <= low and high <= y1
            ]  # fmt: skip
            assert under, field.T


def test_a_paper_with_fields_is_an_archive_file_that_can_be_read_aloud(baker: Path, tmp_path: Path):
    for lang in ("en", "nl"):
        data = printed(baker, lang=lang)
        assert failures(data) == []
        file = tmp_path / f"{lang}.pdf"
        file.write_bytes(data)
        subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)
        with opened(data) as read:
            assert read.check_pdf_syntax() == []


def test_the_same_paper_has_the_same_bytes_and_the_words_it_had(baker: Path):
    assert printed(baker) == printed(baker)
    assert "This waives no objection." in words(printed(baker))


def test_a_paper_that_nobody_signs_has_no_form(small: Handbook):
    with opened(printed(small())) as file:
        assert "/AcroForm" not in file.Root


def test_no_author_can_make_a_field():
    span = Span("here", link=Link("url", MARK + "employee"))
    with opened(pdf(samples.small(Paragraph(Line((span,)))))) as file:
        assert "/AcroForm" not in file.Root


def test_a_mark_that_stands_twice_makes_one_field():
    with opened(signatures("employee", "employee")) as file:
        assert list(fields(file)) == ["employee"]


def test_streams_that_end_in_a_carriage_return_keep_their_last_byte():
    with opened(signatures("employee")) as file:
        file.Root.Probe = file.make_stream(b"ends so\r")
        out = BytesIO()
        file.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    before = out.getvalue()
    assert b"ends so\r\nendstream" in before
    after = with_streams_ended(before)
    assert b"ends so\r\r\nendstream" in after
    with opened(after) as file:
        assert file.check_pdf_syntax() == []
        assert file.Root.Probe.read_bytes() == b"ends so\r"


def test_without_places_to_sign_the_bytes_stay_as_they_are():
    assert with_fields(b"%PDF", {}) == b"%PDF"
