"""`rolebook verify`: is a paper that somebody holds genuine, and is it current?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rolebook.cli.common import examined, handbook_option, the_day, the_root, today_option
from rolebook.cli.signers import about, signer_data, the_authorities, trust_option
from rolebook.cli.writing import harmless

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate

    from rolebook.handbook import Handbook
    from rolebook.paper.recognise import Recognised
    from rolebook.paper.signatures import Signer
    from rolebook.records import Records
    from rolebook.records.known import Known

_LARGEST = 200_000_000  # bytes; a paper has some hundred thousand
_BROKEN = frozenset(("broken-record", "missing-revision", "forked-revisions"))
"""Findings about records that make an answer uncertain."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. ``document``, ``version`` and ``language`` are None where nobody knows them;
    ``intact`` is None where the text was not checked: of an unsigned file. ``said``: in words, line
    by line."""

    document: str | None
    version: str | None
    language: str | None
    status: str
    intact: bool | None
    said: tuple[str, ...]
    signers: tuple[Signer, ...] = ()

    @property
    def data(self) -> dict[str, Any]:
        return {
            "document": self.document,
            "version": self.version,
            "language": self.language,
            "status": self.status,
            "intact": self.intact,
            "signers": [signer_data(signer) for signer in self.signers],
        }


@click.command()
@click.argument("paper", metavar="FILE|CODE")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="For people or for programs.",
)  # fmt: skip
@trust_option
@handbook_option
@today_option
def command(
    paper: str,
    form: str,
    trusted: tuple[Path, ...],
    start: Path | None,
    today: datetime | None,
) -> None:
    """Say whether a paper is current, and who signed it: a PDF or Word file, or the code printed on
    it.

    The answer is current, superseded, withdrawn, draft or unknown. Of a digitally signed file it
    also says who signed, and whether the file is still what they signed. Of an unsigned file nobody
    can tell whether its printed words were changed.

    Exit code 0: the handbook knows the text; 1: it does not, or the file was changed or damaged.

    \b
    Example:  rolebook verify warranty-engineer.en.pdf
              rolebook verify private/signed/baker.en.signed-2.pdf --trust our-authority.pem
              rolebook verify 7GB3-QZGW-5RYS-XIYO --format json
    """
    root = the_root(start)
    handbook, findings, records = examined(root, the_day(today))
    if handbook is None:
        from rolebook.cli.report import as_text

        click.echo(as_text(findings, root), err=True)
        raise SystemExit(1)
    if any(f.code in _BROKEN for f in findings):
        click.echo(
            "The approved versions in records/ are not whole, so the answer may be wrong: "
            "`rolebook check` says what to mend.",
            err=True,
        )
    roots = [one for file in trusted for one in the_authorities(file)]
    verdict = _of_file(Path(paper), handbook, records, roots) or _of_code(paper, handbook, records)
    if form == "json":
        click.echo(json.dumps(verdict.data, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(map(harmless, verdict.said)))
    raise SystemExit(1 if verdict.status == "unknown" or verdict.intact is False else 0)


def _of_code(typed: str, handbook: Handbook, records: Records) -> Verdict:
    """The verdict on a code as somebody typed it. Exits with 2 where it is none."""
    from rolebook.records.fingerprint import as_typed

    code = as_typed(typed.rpartition("#")[2])
    if not code:
        raise click.UsageError(
            f'there is no file "{typed}", and a code has 16 letters and digits in groups of four'
        )
    known = _known(code, handbook, records)
    return _verdict(known, "the code", None, ())


def _of_file(
    path: Path, handbook: Handbook, records: Records, roots: Sequence[Certificate]
) -> Verdict | None:
    """The verdict on a file; None where there is no such file."""
    from rolebook.paper.recognise import recognise
    from rolebook.paper.signatures import signers
    from rolebook.records.fingerprint import as_typed

    try:
        if not path.is_file():
            return None
        if path.stat().st_size > _LARGEST:
            raise click.ClickException(f"{path} is too large to be a paper of a handbook")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise click.ClickException(f"{path} cannot be read: {reason}") from None
    found = recognise(content)
    signed_by = signers(content, roots)
    intact = _is_intact(found, signed_by)
    if found.condition in ("foreign", "encrypted") or found.claim is None:
        return _with(signed_by, _unreadable(path, found, intact))
    claim = found.claim
    known = _known(as_typed(claim.fingerprint), handbook, records)
    if known is None:
        said = (
            f"{path}: unknown: it says that it is {claim.document} ({claim.language}), but no text "
            "of this handbook has its code; perhaps it is a draft, or of another handbook",
            *_about_the_text(found, signed_by),
        )
        return _with(
            signed_by, Verdict(claim.document, None, claim.language, "unknown", intact, said)
        )
    remarks = _about_the_text(found, signed_by)
    if known.revisions and not claim.version:
        remarks = ("the file was made before its text was approved: as a draft", *remarks)
    return _with(signed_by, _verdict(known, str(path), intact, remarks, claim.version))


def _is_intact(found: Recognised, signed_by: Sequence[Signer]) -> bool | None:
    """Whether the file is what was signed; None where nobody signed it and nothing is amiss."""
    if found.condition == "damaged" or (found.claim and found.claim.holds is False):
        return False
    if found.signed or signed_by:
        return bool(signed_by) and all(signer.intact for signer in signed_by)
    return None


def _with(signed_by: tuple[Signer, ...], verdict: Verdict) -> Verdict:
    """The verdict with what is to be said of the signatures."""
    said = tuple(line for signer in signed_by for line in about(signer))
    return replace(verdict, signers=signed_by, said=(*verdict.said, *said))


def _known(code: str, handbook: Handbook, records: Records) -> Known | None:
    """The text with a code: an approved one, else a draft as it stands."""
    from rolebook.records.known import all_drafts, known_editions

    found = known_editions(handbook, records).get(code)
    found = found or known_editions(handbook, records, all_drafts(handbook, records)).get(code)
    return found[0] if found else None


def _unreadable(path: Path, found: Recognised, intact: bool | None) -> Verdict:
    words = {
        "damaged": "damaged",
        "encrypted": "encrypted",
        "foreign": "no paper of a handbook",
        "whole": "unknown",
    }
    said = f"{path}: {words[found.condition]}: {found.remark}"
    return Verdict(None, None, None, "unknown", intact, (said,))


def _verdict(
    known: Known | None,
    what: str,
    intact: bool | None,
    remarks: tuple[str, ...],
    printed: str = "",
) -> Verdict:
    """``printed``: the version that stands on the paper, where the file says it."""
    if known is None:
        said = f"{what}: unknown: no text of this handbook has it; perhaps it is a draft"
        return Verdict(None, None, None, "unknown", None, (said,))
    versions = [revision.version for revision in known.revisions]
    version = printed if printed in versions else known.version
    same = version if printed else " or ".join(versions)
    name = f"version {same} of {known.id}" if version else f"a draft of {known.id}"
    text = f"{what}: {known.validity}: {name} ({known.lang}){_why(known, version)}"
    return Verdict(known.id, version or None, known.lang, known.validity, intact, (text, *remarks))


def _why(known: Known, version: str) -> str:
    last = known.last
    match known.validity:
        case "current" if last:
            same = f", in the same words as version {last.version}"
            since = (known.since or last).effective
            return (same if last.version != version else "") + f"; in force from {since}"
        case "superseded" if last:
            name = f"version {last.version} of {last.on}"
            if last.effective == last.on:
                return f"; {name} has taken its place"
            return f"; the latest is {name}, in force from {last.effective}"
        case "withdrawn" if known.document is None:
            return "; its file is no longer in the handbook"
        case "withdrawn":
            assert known.document
            control = known.document.document
            replaced = f", replaced by {control.replaced_by}" if control.replaced_by else ""
            return f" on {control.withdrawn}{replaced}"
    return ""


def _about_the_text(found: Recognised, signed_by: Sequence[Signer]) -> tuple[str, ...]:
    """What is to be said of the file besides."""
    if found.condition == "damaged":
        return (f"the file is damaged: {found.remark}",)
    if found.claim and found.claim.holds is False:
        return ("the data in the file were changed: they do not have the code that they name",)
    if found.signed:
        return () if signed_by else ("the file bears digital signatures that cannot be read",)
    return ("the file is not signed: whether its printed words were changed was not checked",)
