"""Signing a paper: PAdES baseline B, in the field that the paper has for it.

Each signature is an update at the end of the file, so that those before it stay valid. With the
first one the file no longer says that it is PDF/A-3a: nobody has checked that of what signing adds.
Source: ETSI EN 319 142-1 (PAdES), ISO 32000-1, 12.8.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from rolebook.paper.errors import PaperError
from rolebook.paper.quiet import awaited, libraries_quiet
from rolebook.translation import words

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers import SimpleSigner

_PDFA = "http://www.aiim.org/pdfa/ns/id/"


class CannotSign(Exception):
    """The file cannot be signed so; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Field:
    """A place to sign in a file. ``label`` says who signs there and what it means."""

    name: str
    label: str
    signed: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """How to sign: in which field, when, why and where. ``lang``: of the words that are shown."""

    field: str
    at: datetime
    reason: str = ""
    place: str = ""
    lang: str = "en"


def fields(content: bytes) -> tuple[Field, ...]:
    """The places to sign in a PDF, in its order. Raises CannotSign where it cannot be read."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    with libraries_quiet():
        try:
            reader = PdfFileReader(BytesIO(content))
            if reader.encrypted:
                raise CannotSign("it can be opened with a password only")
            return tuple(
                Field(str(name), str(reference.get_object().get("/TU", "")), value is not None)
                for name, value, reference in enumerate_sig_fields(reader)
            )
        except CannotSign:
            raise
        except Exception as error:  # whatever the library says of bytes that anybody may have made
            raise CannotSign("it is damaged, or no PDF") from error


def signer_of(certificate: bytes, password: str | None) -> SimpleSigner:
    """Who signs, from a PKCS #12 file (.p12, .pfx): key, certificate and those that vouch for it.

    Raises CannotSign where it cannot be opened, or holds no key.
    """
    from cryptography.hazmat.primitives.serialization import pkcs12
    from pyhanko.sign.signers import SimpleSigner

    secret = password.encode() if password is not None else None
    try:
        key, holder, _ = pkcs12.load_key_and_certificates(certificate, secret)
    except Exception as error:
        raise CannotSign(
            "the certificate cannot be opened: the password is wrong, or it is no PKCS #12 file "
            "(.p12 or .pfx)"
        ) from error
    if key is None or holder is None:
        raise CannotSign("the certificate file holds no private key, and without one nobody signs")
    with libraries_quiet():
        signer: SimpleSigner = SimpleSigner.load_pkcs12_data(
            certificate, other_certs=(), passphrase=secret
        )
    return signer


def signed(
    content: bytes, signer: SimpleSigner, wish: Wish, templates: Sequence[Path] = ()
) -> bytes:
    """The PDF with one more signature. Raises CannotSign, also where the certificate does not hold
    at the time of signing, and PaperError where a template is at fault."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    assert signer.signing_cert
    holds = signer.signing_cert["tbs_certificate"]["validity"]
    start, end = holds["not_before"].native, holds["not_after"].native
    if not start <= wish.at <= end:
        raise CannotSign(
            f"the certificate holds from {start:%Y-%m-%d} to {end:%Y-%m-%d}, and not on "
            f"{wish.at:%Y-%m-%d}"
        )
    found = {field.name: field for field in fields(content)}
    if wish.field not in found:
        raise CannotSign(f'it has no field "{wish.field}"')
    if found[wish.field].signed:
        raise CannotSign(f'the field "{wish.field}" is signed already')
    with libraries_quiet():
        try:
            writer = IncrementalPdfFileWriter(BytesIO(content))
            if not any(field.signed for field in found.values()):
                _no_archive_file(writer)
            return awaited(lambda: _signed(writer, signer, wish, templates))
        except PaperError:
            raise
        except Exception as error:  # as above
            said = str(error).strip().partition("\n")[0] or "the file is damaged"
            raise CannotSign(f"it cannot be signed: {said}") from error


async def _signed(
    writer: IncrementalPdfFileWriter, signer: SimpleSigner, wish: Wish, templates: Sequence[Path]
) -> bytes:
    from pyhanko.pdf_utils.layout import (
        AxisAlignment,
        InnerScaling,
        Margins,
        SimpleBoxLayoutRule,
    )
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
    from pyhanko.stamp import StaticStampStyle

    name = signer.subject_name or ""
    meta = PdfSignatureMetadata(
        field_name=wish.field, subfilter=SigSeedSubFilter.PADES,
        reason=wish.reason or None, location=wish.place or None, name=name,
    )  # fmt: skip
    with TemporaryFile() as shown:  # without a name: what it says of a person is never left behind
        shown.write(_shown(_box(writer, wish.field), name, wish, templates))
        shown.seek(0)
        whole = SimpleBoxLayoutRule(
            AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MIN,
            margins=Margins(0, 0, 0, 0), inner_content_scaling=InnerScaling.STRETCH_FILL,
        )  # fmt: skip
        style = StaticStampStyle.from_pdf_file(
            os.dup(shown.fileno()), border_width=0, background_layout=whole
        )
        session = PdfSigner(meta, signer, stamp_style=style).init_signing_session(
            writer, existing_fields_only=True
        )
        session.system_time = wish.at
        room = await session.estimate_signature_container_size(None)
        ready = session.prepare_tbs_document(None, room)
    digest, out = ready.digest_tbs_document()
    attributes = PdfCMSSignedAttributes(signing_time=wish.at)
    await ready.perform_signature(digest.document_digest, attributes)
    out.seek(0)
    content: bytes = out.read()
    return content


def _box(writer: IncrementalPdfFileWriter, field: str) -> tuple[float, float]:
    """Width and height of a field in points."""
    from pyhanko.sign.fields import enumerate_sig_fields

    _, _, reference = next(enumerate_sig_fields(writer.prev, with_name=field))
    x0, y0, x1, y1 = (float(side) for side in reference.get_object()["/Rect"])
    return max(abs(x1 - x0), 1.0), max(abs(y1 - y0), 1.0)


def _shown(box: tuple[float, float], name: str, wish: Wish, templates: Sequence[Path]) -> bytes:
    """What stands in the field, as a page of its own of that size."""
    from rolebook.paper.pdf import small_pdf

    _ = words(wish.lang)
    when = _("Signed digitally on {date} at {time}",
             date=_.date(wish.at.date()), time=f"{wish.at:%H:%M %Z}".strip())  # fmt: skip
    lines = (when, wish.place, wish.reason)
    data: dict[str, Any] = {
        "name": name, "lines": [line for line in lines if line], "lang": wish.lang,
        "width": box[0], "height": box[1],
    }  # fmt: skip
    return small_pdf("signature.typ", data, templates)


def _no_archive_file(writer: IncrementalPdfFileWriter) -> None:
    """Take the claim of PDF/A out of the file's metadata."""
    from pyhanko.pdf_utils.metadata.model import XmpStructure
    from pyhanko.pdf_utils.metadata.xmp_xml import MetadataStream

    try:
        metadata = writer.root["/Metadata"]  # .get() would give the reference to it
    except KeyError:
        return
    if isinstance(metadata, MetadataStream):
        metadata.xmp[:] = [
            XmpStructure({name: value for name, value in part if name.ns != _PDFA})
            for part in metadata.xmp
        ]
