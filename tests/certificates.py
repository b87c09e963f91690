"""Certificates of invented people for tests, made where they are needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID, ObjectIdentifier

PASSWORD = "open sesame"
AT = "2026-12-03T10:15:00+01:00"
_QUALIFIED = bytes.fromhex("300a3008060604008e460101")  # ETSI EN 319 412-5, QcCompliance


_KEYS: dict[str, Callable[[], Any]] = {
    "ec": lambda: ec.generate_private_key(ec.SECP256R1()),
    "rsa": lambda: rsa.generate_private_key(65537, 2048),
    "ed25519": ed25519.Ed25519PrivateKey.generate,
}


@dataclass(frozen=True)
class Certificate:
    """``p12`` with key, ``pem`` the certificate alone."""

    p12: bytes
    pem: bytes
    key: Any
    certificate: Any


@lru_cache
def certificate(
    name: str,
    by: str = "",
    *,
    start: int = 2026,
    end: int = 2036,
    qualified: bool = False,
    password: str = PASSWORD,
    kind: str = "ec",
) -> Certificate:
    """Of a person, vouched for by the authority ``by``; self-signed where that is empty."""
    issuer = certificate(by) if by else None
    is_authority = name.endswith("CA")
    key = _KEYS[kind]()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(start, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(end, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(_usage(is_authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if issuer:
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
        builder = builder.add_extension(identifier, critical=False)
    if qualified:
        statement = x509.UnrecognizedExtension(ObjectIdentifier("1.3.6.1.5.5.7.1.3"), _QUALIFIED)
        builder = builder.add_extension(statement, critical=False)
    made = builder.sign(
        issuer.key if issuer else key, None if kind == "ed25519" else hashes.SHA256()
    )
    encryption = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    chain = [issuer.certificate] if issuer else None
    return Certificate(
        pkcs12.serialize_key_and_certificates(name.encode(), key, made, chain, encryption),
        made.public_bytes(Encoding.PEM),
        key,
        made,
    )


def _usage(is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority, content_commitment=not is_authority,
        key_cert_sign=is_authority, crl_sign=is_authority, key_encipherment=False,
        data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def written(folder: Path, name: str, by: str = "", **options: Any) -> Path:
    """The certificate as a .p12 file."""
    file = folder / f"{name.replace(' ', '-')}.p12"
    folder.mkdir(parents=True, exist_ok=True)
    file.write_bytes(certificate(name, by, **options).p12)
    return file
