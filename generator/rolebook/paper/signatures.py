"""The digital signatures of a PDF: who signed, and whether the file is still what was signed.

For the verdict only pyHanko's bottom line counts: it takes in what was added behind the signed
part, which a check of the digest alone does not. The bottom line rests on trust as well, so it is
asked twice: once taking the signer's own certificate for granted (is the file intact?), once with
the authorities that the reader trusts (is it who it says?). Nothing is fetched from the network,
so whether a certificate was revoked stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from rolebook.paper.quiet import awaited, libraries_quiet

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

_SIGNERS_AT_MOST = 100
_QC_STATEMENTS = "1.3.6.1.5.5.7.1.3"  # RFC 3739
_QC_COMPLIANCE = bytes.fromhex("060604008e460101")  # ETSI EN 319 412-5, 4.2.1


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature. ``name`` is what the certificate says, ``field`` where in the paper it stands,
    ``at`` when the signer's clock says it was. ``intact``: the file is what was signed, or was
    changed only as signing and filling in change it. ``trusted``: an authority that the reader
    named vouches for the certificate; None where none was named. ``qualified``: the certificate
    says that it is a qualified one (nobody looked that up). ``self_signed``: nobody else vouches
    for it. ``remarks``: what else a reader must know, in words."""

    name: str
    field: str
    at: datetime | None
    intact: bool
    trusted: bool | None = None
    qualified: bool = False
    self_signed: bool = False
    issuer: str = ""
    remarks: tuple[str, ...] = ()


def authorities(content: bytes) -> tuple[Certificate, ...]:
    """The certificates in a PEM or DER file. Raises ValueError where there are none."""
    from asn1crypto import pem, x509

    try:
        if pem.detect(content):
            blocks = [der for kind, _, der in pem.unarmor(content, multiple=True)
                      if kind == "CERTIFICATE"]  # fmt: skip
        else:
            blocks = [content]
        found = tuple(x509.Certificate.load(der, strict=True) for der in blocks)
        for one in found:
            one.native  # noqa: B018  # what cannot be read says so here
    except Exception as error:
        raise ValueError("it holds no certificate") from error
    if not found:
        raise ValueError("it holds no certificate")
    return found


def signers(
    content: bytes, trusted: Sequence[Certificate] = (), now: datetime | None = None
) -> tuple[Signer, ...]:
    """Every signature of a PDF, in the order of signing; none where it has none. Never fails: a
    signature that cannot be checked is none that holds."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    with libraries_quiet():
        try:
            reader = PdfFileReader(BytesIO(content))
            if reader.encrypted:
                return ()
            embedded = list(reader.embedded_regular_signatures)
        except Exception:  # whatever a library says of bytes that anybody may have made
            return ()
        return tuple(
            _signer(one, trusted, now or datetime.now(UTC)) for one in embedded[:_SIGNERS_AT_MOST]
        )


def _signer(one: EmbeddedPdfSignature, trusted: Sequence[Certificate], now: datetime) -> Signer:
    field = _or(lambda: str(one.field_name), "")
    at = _or(lambda: _moment(one.self_reported_timestamp), None)
    known = Signer("", field, at, intact=False)
    try:
        holder = one.signer_cert
        known = replace(
            known,
            name=_name(holder.subject.native) or holder.subject.human_friendly,
            issuer=_name(holder.issuer.native) or holder.issuer.human_friendly,
            self_signed=holder.self_issued,
            qualified=_is_qualified(holder),
        )
        intact = _bottom_line(one, [holder], at or now)
        vouched = _bottom_line(one, trusted, at or now) if intact and trusted else None
        if trusted and vouched is None:
            vouched = False
    except Exception as error:  # as above
        return replace(known, remarks=(f"it cannot be checked: {_first_line(error)}",))
    return replace(
        known, intact=intact, trusted=vouched,
        remarks=tuple(_remarks(known, holder, intact=intact, now=now)),
    )  # fmt: skip


def _bottom_line(one: EmbeddedPdfSignature, roots: Iterable[Certificate], moment: datetime) -> bool:
    """pyHanko's verdict, with these authorities trusted at a moment."""
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(
        trust_roots=list(roots), other_certs=list(one.other_embedded_certs), moment=moment,
        allow_fetching=False, revocation_mode="soft-fail",
    )  # fmt: skip
    usage = KeyUsageConstraints(
        key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
    )
    status = awaited(lambda: async_validate_pdf_signature(one, context, key_usage_settings=usage))
    return bool(status.bottom_line)


def _remarks(known: Signer, holder: Certificate, *, intact: bool, now: datetime) -> Iterator[str]:
    if not intact:
        yield "the file was changed after this signature, or the signature does not hold"
    validity = holder["tbs_certificate"]["validity"]
    start, end = validity["not_before"].native, validity["not_after"].native
    if known.at and not start <= known.at <= end:
        yield f"the certificate did not hold when it signed: it holds from {start:%Y-%m-%d} to " \
            f"{end:%Y-%m-%d}"  # fmt: skip
    elif now > end:
        yield f"the certificate expired on {end:%Y-%m-%d}; that it held when it signed, only the " \
            "signer's clock says"  # fmt: skip
    if known.at is None:
        yield "it does not say when it was made"


def _is_qualified(holder: Certificate) -> bool:
    """Whether the certificate says so itself."""
    for extension in holder["tbs_certificate"]["extensions"]:
        if extension["extn_id"].dotted == _QC_STATEMENTS:
            return _QC_COMPLIANCE in extension["extn_value"].contents
    return False


def _name(names: dict[str, Any]) -> str:
    found = names.get("common_name", "")
    return " ".join(str(found if isinstance(found, str) else found[0]).split()) if found else ""


def _moment(at: datetime | None) -> datetime | None:
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)


def _or(asked: Any, otherwise: Any) -> Any:
    try:
        return asked()
    except Exception:  # as above
        return otherwise


def _first_line(error: object) -> str:
    text = str(error).strip()
    return text.splitlines()[0] if text else "it cannot be read"
