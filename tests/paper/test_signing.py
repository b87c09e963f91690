"""Digital signatures: made in a paper's fields, and what is said of them afterwards, whatever
somebody did to the file."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st
from test_pdf import opened
from test_pdf import validator as page

from certificates import AT, PASSWORD, Certificate, certificate
from rolebook.paper.pdf import pdf
from rolebook.paper.recognise import recognise
from rolebook.paper.signatures import Signer, authorities, signers
from rolebook.paper.signing import CannotSign, Wish, fields, signed, signer_of
from rolebook.views.document import Embedded, Paragraph, Signature, Signatures, plain

NOW = datetime(2026, 12, 10, tzinfo=UTC)
WHEN = datetime.fromisoformat(AT)


@lru_cache
def paper() -> bytes:
    places = tuple(
        Signature(who, (plain("Seen."),), ("Name", "Signature"), field)
        for who, field in (("Employee", "employee"), ("Line manager", "manager"))
    )
    document = samples.small(Paragraph(plain("Bakes.")), Signatures(places))
    return pdf(replace(document, embedded=Embedded('{"rolebook": 1}', "data", {})))


def sign(
    content: bytes, by: Certificate, field: str = "employee", at: datetime = WHEN, **more: str
) -> bytes:
    return signed(content, signer_of(by.p12, PASSWORD), Wish(field, at, **more))


@lru_cache
def once() -> bytes:
    return sign(paper(), certificate("Ann Baker", "Invented CA"), reason="I have read it.")


@lru_cache
def twice() -> bytes:
    return sign(once(), certificate("Bob Boss", "Invented CA"), "manager")


def said(content: bytes, *roots: Certificate) -> tuple[Signer, ...]:
    return signers(content, [a for root in roots for a in authorities(root.pem)], NOW)


# -- signing


def test_a_signature_is_added_to_the_file_and_nothing_in_it_is_touched():
    assert once().startswith(paper())
    assert twice().startswith(once())


def test_a_signature_is_a_pades_one():
    with opened(once()) as file:
        (value,) = [f.V for f in file.Root.AcroForm.Fields if "/V" in f]
        assert (value.Filter, value.SubFilter) == ("/Adobe.PPKLite", "/ETSI.CAdES.detached")
        assert str(value.M) == "D:20261203101500+01'00'"
        assert str(value.Reason) == "I have read it."


def test_the_paper_shows_who_signed_when_and_why():
    with opened(once()) as file:
        (field,) = [f for f in file.Root.AcroForm.Fields if "/V" in f]
        shown = pikepdf.new()
        shown.add_blank_page(page_size=(300, 60))
        form = shown.copy_foreign(field.AP.N)
        shown.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        shown.pages[0].Contents = shown.make_stream(b"/F Do")
        out = BytesIO()
        shown.save(out)
    with pypdfium2.PdfDocument(out.getvalue()) as read:
        text = " ".join(read[0].get_textpage().get_text_range().split())
    for part in ("Ann Baker", "Signed digitally on 3 December 2026 at 10:15", "I have read it."):
        assert part in text


def test_a_signed_paper_can_be_read_aloud_but_claims_to_be_no_archive_file():
    for content in (once(), twice()):
        report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
        assert list(report.failures) == []
        with opened(content) as file:
            metadata = file.Root.Metadata.read_bytes()
            assert b"pdfaid:" not in metadata
            assert b"pdfuaid:part" in metadata
            assert file.check_pdf_syntax() == []


@pytest.mark.parametrize(
    ("by", "field", "at", "why"),
    [
        (certificate("Ann Baker"), "owner", WHEN, 'it has no field "owner"'),
        (certificate("Ann Baker", end=2026 + 1), "employee", datetime(2030, 1, 1, tzinfo=UTC),
         "the certificate holds from 2026-01-01 to 2027-01-01, and not on 2030-01-01"),
        (certificate("Ann Baker"), "employee", datetime(2020, 1, 1, tzinfo=UTC),
         "and not on 2020-01-01"),
    ],
)  # fmt: skip
def test_what_cannot_be_signed_is_refused_with_the_reason(
    by: Certificate, field: str, at: datetime, why: str
):
    with pytest.raises(CannotSign, match=why):
        sign(paper(), by, field, at)


def test_whoever_has_an_event_loop_can_sign_and_verify():
    async def within_a_loop() -> tuple[Signer, ...]:
        return said(sign(paper(), certificate("Ann Baker", "Invented CA")))

    with ThreadPoolExecutor(1) as apart:  # this thread may have the loop of a browser
        told = apart.submit(lambda: asyncio.run(within_a_loop())).result()
    assert [signer.intact for signer in told] == [True]


def test_a_place_is_signed_once():
    with pytest.raises(CannotSign, match='the field "employee" is signed already'):
        sign(once(), certificate("Bob Boss"), "employee")
    assert [(f.name, f.signed) for f in fields(once())] == [("employee", True), ("manager", False)]


@pytest.mark.parametrize("password", ["wrong", None])
def test_a_certificate_opens_with_its_password_only(password: str | None):
    with pytest.raises(CannotSign, match="the password is wrong, or it is no PKCS #12 file"):
        signer_of(certificate("Ann Baker").p12, password)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 21_000), st.integers(0, 7))
def test_a_damaged_file_is_signed_or_refused(at: int, bit: int):
    content = bytearray(paper())
    content[at % len(content)] ^= 1 << bit
    try:
        made = sign(bytes(content), certificate("Ann Baker"))
    except CannotSign:
        return
    assert made.startswith(bytes(content))


def test_what_is_no_pdf_has_no_fields():
    for content in (b"", b"%PDF-1.7 and so on", paper()[:3000]):
        with pytest.raises(CannotSign, match="it is damaged, or no PDF"):
            fields(content)


# -- what is said of signatures


def test_an_unsigned_paper_has_no_signers():
    assert said(paper()) == ()


def test_a_second_signature_keeps_the_first_one_valid():
    first, second = said(twice(), certificate("Invented CA"))
    assert (first.name, first.field, first.intact, first.trusted) == (
        "Ann Baker", "employee", True, True,
    )  # fmt: skip
    assert (second.name, second.field, second.intact, second.trusted) == (
        "Bob Boss", "manager", True, True,
    )  # fmt: skip
    assert (first.at, first.issuer, first.remarks) == (WHEN, "Invented CA", ())


def test_in_whichever_order_the_fields_are_signed():
    back = sign(sign(paper(), certificate("Bob Boss"), "manager"), certificate("Ann Baker"))
    assert [(s.name, s.intact) for s in said(back)] == [("Bob Boss", True), ("Ann Baker", True)]


def test_only_an_authority_that_the_reader_named_makes_a_signer_trusted():
    assert [s.trusted for s in said(once())] == [None]
    assert [s.trusted for s in said(once(), certificate("Invented CA"))] == [True]
    (other,) = said(once(), certificate("Another CA"))
    assert (other.trusted, other.intact) == (False, True)


def test_what_a_certificate_is_worth_is_told():
    (own,) = said(sign(paper(), certificate("Ann Baker")))
    assert (own.self_signed, own.qualified, own.intact) == (True, False, True)
    (qualified,) = said(sign(paper(), certificate("Cas Notary", "Invented CA", qualified=True)))
    assert (qualified.self_signed, qualified.qualified) == (False, True)
    expired = sign(paper(), certificate("Ann Baker", end=2027))
    (late,) = signers(expired, (), datetime(2028, 1, 1, tzinfo=UTC))
    assert late.intact
    assert "the certificate expired on 2027-01-01" in late.remarks[0]


def changed_inside(content: bytes) -> bytes:
    """The file saved anew with another word on the page."""
    with opened(content) as file:
        file.pages[0].Contents = file.make_stream(b"")
        out = BytesIO()
        file.save(out)
        return out.getvalue()


def added_behind(content: bytes) -> bytes:
    """An update behind the signed part that covers the page with another content: the digest of
    what was signed still fits."""
    from pyhanko.pdf_utils.generic import NameObject, StreamObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(content))
    first = writer.root["/Pages"]["/Kids"][0].get_object()
    first[NameObject("/Contents")] = writer.add_object(StreamObject(stream_data=b"q Q"))
    writer.update_container(first)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("change", [changed_inside, added_behind])
def test_a_file_that_was_changed_after_signing_is_not_intact(change):
    for content in (once(), twice()):
        assert [s.intact for s in said(change(content))] == [False] * len(said(content))


def test_a_signature_taken_from_another_paper_does_not_hold():
    with opened(once()) as signed_, opened(changed_inside(paper())) as other:
        value = next(f.V for f in signed_.Root.AcroForm.Fields if "/V" in f)
        field = next(f for f in other.Root.AcroForm.Fields if f.T == "employee")
        field.V = other.copy_foreign(value)
        out = BytesIO()
        other.save(out)
    assert not any(s.intact for s in said(out.getvalue()))


def gap(content: bytes) -> range:
    """Where the signature itself stands, which no signature can cover."""
    with opened(content) as file:
        _, first, second, _ = map(int, next(
            f.V.ByteRange for f in file.Root.AcroForm.Fields if "/V" in f
        ))  # fmt: skip
    return range(first, second)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whichever_bit_is_flipped_there_is_a_verdict_and_it_is_not_intact(data: st.DataObject):
    content = bytearray(once())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    found = said(bytes(content))
    recognise(bytes(content))
    if at not in gap(once()):
        assert not any(s.intact for s in found)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 200_000))
def test_wherever_it_is_cut_off_there_is_a_verdict(at: int):
    content = twice()[:at]
    recognise(content)
    if len(once()) < at < len(twice()):
        assert not any(s.intact for s in said(content)[1:])
    else:
        said(content)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 60_000))
def test_whatever_is_put_into_it_there_is_a_verdict(noise: bytes, at: int):
    content = once()[:at] + noise + once()[at:]
    recognise(content)
    found = said(content)
    if noise and at < gap(once()).start:
        assert not any(s.intact for s in found)


def test_what_libraries_log_of_a_damaged_file_stays_off_the_terminal(
    capfd: pytest.CaptureFixture[str],
):
    content = once()
    at = content.index(b"/Kids")
    damaged = content[:at] + b"/Kids[ 7 0 R (x)" + content[at + 6 :]
    recognise(damaged)
    said(damaged)
    with pytest.raises(CannotSign):
        fields(damaged[:5000])
    assert capfd.readouterr() == ("", "")


def test_an_authority_file_holds_certificates():
    with pytest.raises(ValueError, match="it holds no certificate"):
        authorities(b"-----BEGIN NONSENSE-----\n")
    with pytest.raises(ValueError, match="it holds no certificate"):
        authorities(b"nothing of the kind")
