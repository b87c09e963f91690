"""What the commands say of a digital signature, in words and as data; whom the reader trusts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rolebook.cli.writing import harmless

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate

    from rolebook.paper.signatures import Signer


F = TypeVar("F", bound=Callable[..., Any])


def trust_option(function: F) -> F:
    """``--trust FILE``: authorities whose word the reader takes."""
    return click.option(
        "--trust", "trusted", metavar="FILE", multiple=True, type=click.Path(path_type=Path),
        help="Certificates of authorities whose word you take on who a signer is (PEM or DER).",
    )(function)  # fmt: skip


def the_authorities(file: Path) -> tuple[Certificate, ...]:
    """The certificates in a file. Exits with 2 where there are none."""
    from rolebook.paper.signatures import authorities

    try:
        return authorities(file.read_bytes())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise click.UsageError(f"{file} cannot be read: {reason}") from None
    except ValueError as error:
        raise click.UsageError(f"{file}: {error}") from None


def about(signer: Signer) -> Iterator[str]:
    """Who, where and when; whether the file is intact; what the certificate is worth."""
    when = f" on {signer.at:%Y-%m-%d %H:%M %z}, by the signer's clock" if signer.at else ""
    state = "intact" if signer.intact else "NOT intact"
    yield f"signed by {harmless(signer.name) or 'somebody'} as {harmless(signer.field)}" \
          f"{when}: {state}"  # fmt: skip
    yield from (f"  {harmless(line)}" for line in (*signer.remarks, *_certificate(signer)))


def _certificate(signer: Signer) -> Iterator[str]:
    if not signer.name:
        return
    if signer.trusted and signer.self_signed:
        yield "the certificate is self-signed, and one that you trust"
    elif signer.trusted:
        yield f"an authority that you trust vouches for the name: {signer.issuer}"
    elif signer.self_signed:
        yield "the certificate is self-signed: nobody but the signer vouches for the name"
    else:
        checked = (
            "whether that can be trusted was not checked (--trust FILE)"
            if signer.trusted is None
            else "no authority that you trust stands behind it"
        )
        yield f"the certificate was issued by {signer.issuer}; {checked}"
    yield (
        "the certificate says that it is a qualified one; no list of providers was consulted"
        if signer.qualified
        else "it is not a qualified certificate"
    )
    yield "whether the certificate was revoked is unknown: nothing is asked of the network"


def signer_data(signer: Signer) -> dict[str, Any]:
    """A signature, ready for JSON. ``revoked`` is null: nobody asked."""
    return {
        "name": signer.name,
        "field": signer.field,
        "at": signer.at.isoformat() if signer.at else None,
        "intact": signer.intact,
        "trusted": signer.trusted,
        "self_signed": signer.self_signed,
        "issuer": signer.issuer,
        "qualified": signer.qualified,
        "revoked": None,
        "remarks": list(signer.remarks),
    }
