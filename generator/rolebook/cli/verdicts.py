"""What a paper is, as far as the handbook knows: the verdict on one file, or on one code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rolebook.cli.signers import about, signer_data

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate

    from rolebook.handbook import Handbook
    from rolebook.paper.recognise import Recognised
    from rolebook.paper.signatures import Signer
    from rolebook.records import Records
    from rolebook.records.force import Period
    from rolebook.records.known import Known

_LARGEST = 200_000_000  # bytes; a paper has some hundred thousand


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. ``document``, ``version`` and ``language`` are None where nobody knows them;
    ``intact`` is None where the text was not checked: of an unsigned file. ``since`` and ``until``:
    the days on which the text is in force, None where it never is or nothing later is approved.
    ``said``: in words, line by line."""

    document: str | None
    version: str | None
    language: str | None
    status: str
    intact: bool | None
    said: tuple[str, ...]
    signers: tuple[Signer, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def data(self) -> dict[str, Any]:
        return {
            "document": self.document,
            "version": self.version,
            "language": self.language,
            "status": self.status,
            "in_force_from": self.since and self.since.isoformat(),
            "in_force_until": self.until and self.until.isoformat(),
            "intact": self.intact,
            "signers": [signer_data(signer) for signer in self.signers],
        }

    @property
    def holds(self) -> bool:
        """Whether the handbook knows the text, and nothing says that the file was changed."""
        return self.status != "unknown" and self.intact is not False


class Judge:
    """Knows the texts of a handbook, the day that is asked about, and whom the reader trusts
    (``roots``)."""

    def __init__(
        self, handbook: Handbook, records: Records, day: date, roots: Sequence[Certificate] = ()
    ) -> None:
        self.handbook, self.records, self.day, self.roots = handbook, records, day, roots

    def of_code(self, code: str) -> Verdict:
        """The verdict on a code in its one form (`rolebook.records.fingerprint.as_typed`)."""
        return _verdict(self._known(code), self.day, f"the code {code}", None, ())

    def of_file(self, path: Path) -> Verdict:
        """The verdict on a file; unknown where it cannot be read."""
        from rolebook.paper.recognise import recognise
        from rolebook.paper.signatures import signers
        from rolebook.records.fingerprint import as_typed

        try:
            if path.stat().st_size > _LARGEST:
                return _nothing(f"{path}: too large to be a paper of a handbook")
            content = path.read_bytes()
        except (OSError, ValueError) as error:
            reason = (getattr(error, "strerror", None) or str(error)).lower()
            return _nothing(f"{path}: cannot be read: {reason}")
        found = recognise(content)
        signed_by = signers(content, self.roots)
        intact = _is_intact(found, signed_by)
        if found.condition in ("foreign", "encrypted") or found.claim is None:
            return _with(signed_by, _unreadable(path, found, intact))
        claim = found.claim
        known = self._known(as_typed(claim.fingerprint))
        if known is None:
            said = (
                f"{path}: unknown: it says that it is {claim.document} ({claim.language}), but no "
                "text of this handbook has its code; perhaps it is a draft, or of another handbook",
                *_about_the_text(found, signed_by),
            )
            return _with(
                signed_by, Verdict(claim.document, None, claim.language, "unknown", intact, said)
            )
        remarks = _about_the_text(found, signed_by)
        if known.revisions and not claim.version:
            remarks = ("the file was made before its text was approved: as a draft", *remarks)
        verdict = _verdict(known, self.day, str(path), intact, remarks, claim.version)
        return _with(signed_by, verdict)

    def _known(self, code: str) -> Known | None:
        """The text with a code: an approved one, else a draft as it stands."""
        found = self._approved.get(code) or self._drafts.get(code)
        return found[0] if found else None

    @cached_property
    def _approved(self) -> Mapping[str, tuple[Known, ...]]:
        from rolebook.records.known import known_editions

        return known_editions(self.handbook, self.records)

    @cached_property
    def _drafts(self) -> Mapping[str, tuple[Known, ...]]:
        from rolebook.records.known import all_drafts, known_editions

        drafts = all_drafts(self.handbook, self.records)
        return known_editions(self.handbook, self.records, drafts)


def _nothing(said: str, intact: bool | None = None) -> Verdict:
    """The verdict where nobody knows what the paper is."""
    return Verdict(None, None, None, "unknown", intact, (said,))


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


def _unreadable(path: Path, found: Recognised, intact: bool | None) -> Verdict:
    words = {
        "damaged": "damaged",
        "encrypted": "encrypted",
        "foreign": "no paper of a handbook",
        "whole": "unknown",
    }
    return _nothing(f"{path}: {words[found.condition]}: {found.remark}", intact)


def _verdict(
    known: Known | None,
    day: date,
    what: str,
    intact: bool | None,
    remarks: tuple[str, ...],
    printed: str = "",
) -> Verdict:
    """``printed``: the version that stands on the paper, where the file says it."""
    if known is None:
        return _nothing(f"{what}: unknown: no text of this handbook has it; perhaps it is a draft")
    versions = [revision.version for revision in known.revisions]
    version = printed if printed in versions else known.version
    same = version if printed else " or ".join(versions)
    name = f"version {same} of {known.id}" if version else f"a draft of {known.id}"
    validity = known.on(day)
    text = f"{what}: {validity}: {name} ({known.lang}){_why(known, version, day)}"
    period = _period(known, day)
    return Verdict(
        known.id, version or None, known.lang, validity, intact, (text, *remarks),
        since=period.since if period else None, until=period.until if period else None,
    )  # fmt: skip


def _period(known: Known, day: date) -> Period | None:
    """Of the days on which a text is in force those to tell: today's, else the next, else the
    last."""
    if known.what != "approved":
        return None
    ahead = [one for one in known.periods if one.until is None or day <= one.until]
    return next(iter(ahead or known.periods[-1:]), None)


def _why(known: Known, version: str, day: date) -> str:
    from rolebook.records.force import in_force, overtaking, periods

    period = _period(known, day)
    match known.on(day):
        case "current" if period:
            same = f", in the same words as version {period.revision.version}"
            text = (same if period.revision.version != version else "") + "; in force "
            if period.until is None:
                return f"{text}from {period.since}"
            after = next(one for one in periods(known.every) if one.since > period.until)
            later = f"from {after.since} version {after.revision.version}"
            return f"{text}until {period.until}; {later}"
        case "coming" if period:
            now = in_force(known.every, day)
            until = f"version {now.revision.version}" if now else "no version"
            return f"; in force from {period.since} (not yet); until then {until} is"
        case "superseded":
            mine = known.revisions[-1]
            sooner = overtaking(known.every, mine) if period is None else None
            if sooner and day < sooner.effective:
                name = f"version {sooner.version}, in force from {sooner.effective}"
                return f"; it never comes into force: {name}, takes its place"
            now = in_force(known.every, day)
            last = now.revision if now else known.every[-1]
            name = f"version {last.version} of {last.on}"
            if last.effective != last.on:
                name += f", in force from {last.effective},"
            return f"; {name} has taken its place"
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
