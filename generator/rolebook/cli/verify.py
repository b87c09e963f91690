"""`rolebook verify`: is a paper that somebody holds genuine, and is it current?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rolebook.cli.common import examined, handbook_option, the_day, the_root, today_option

if TYPE_CHECKING:
    from rolebook.handbook import Handbook
    from rolebook.paper.recognise import Recognised
    from rolebook.records import Records
    from rolebook.records.known import Known

_LARGEST = 200_000_000  # bytes; a paper has some hundred thousand


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. ``document``, ``version`` and ``language`` are None where nobody knows them;
    ``intact`` is None where the text was not checked. ``said``: in words, line by line."""

    document: str | None
    version: str | None
    language: str | None
    status: str
    intact: bool | None
    said: tuple[str, ...]

    @property
    def data(self) -> dict[str, Any]:
        return {
            "document": self.document,
            "version": self.version,
            "language": self.language,
            "status": self.status,
            "intact": self.intact,
            "signers": [],
        }


@click.command()
@click.argument("paper", metavar="FILE|CODE")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="For people or for programs.",
)  # fmt: skip
@handbook_option
@today_option
def command(paper: str, form: str, start: Path | None, today: datetime | None) -> None:
    """Say whether a paper is current: a PDF or Word file, or the code printed on it.

    The answer is current, superseded, withdrawn, draft or unknown. The words that are printed are
    not compared: of an unsigned file nobody can tell whether they were changed.

    Exit code 0: the handbook knows the text; 1: it does not, or the file is damaged.

    \b
    Example:  rolebook verify warranty-engineer.en.pdf
              rolebook verify 7GB3-QZGW-5RYS-XIYO --format json
    """
    root = the_root(start)
    handbook, findings, records = examined(root, the_day(today))
    if handbook is None:
        from rolebook.cli.report import as_text

        click.echo(as_text(findings, root), err=True)
        raise SystemExit(1)
    verdict = _of_file(Path(paper), handbook, records) or _of_code(paper, handbook, records)
    if form == "json":
        click.echo(json.dumps(verdict.data, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(verdict.said))
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


def _of_file(path: Path, handbook: Handbook, records: Records) -> Verdict | None:
    """The verdict on a file; None where there is no such file."""
    from rolebook.paper.recognise import recognise
    from rolebook.records.fingerprint import as_typed

    try:
        if not path.is_file():
            return None
        if path.stat().st_size > _LARGEST:
            raise click.ClickException(f"{path} is too large to be a paper of a handbook")
        found = recognise(path.read_bytes())
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise click.ClickException(f"{path} cannot be read: {reason}") from None
    if found.condition in ("foreign", "encrypted") or found.claim is None:
        return _unreadable(path, found)
    claim = found.claim
    intact = False if found.condition == "damaged" or claim.holds is False else None
    known = _known(as_typed(claim.fingerprint), handbook, records)
    if known is None:
        said = (
            f"{path}: unknown: it says that it is {claim.document} ({claim.language}), but no text "
            "of this handbook has its code; perhaps it is a draft, or of another handbook",
            *_about_the_text(found),
        )
        return Verdict(claim.document, None, claim.language, "unknown", intact, said)
    remarks = _about_the_text(found)
    if known.revisions and not claim.version:
        remarks = ("the file was made before its text was approved: as a draft", *remarks)
    return _verdict(known, str(path), intact, remarks, claim.version)


def _known(code: str, handbook: Handbook, records: Records) -> Known | None:
    """The text with a code: an approved one, else a draft as it stands."""
    from rolebook.records.known import all_drafts, known_editions

    found = known_editions(handbook, records).get(code)
    found = found or known_editions(handbook, records, all_drafts(handbook, records)).get(code)
    return found[0] if found else None


def _unreadable(path: Path, found: Recognised) -> Verdict:
    words = {
        "damaged": "damaged",
        "encrypted": "encrypted",
        "foreign": "no paper of a handbook",
        "whole": "unknown",
    }
    said = f"{path}: {words[found.condition]}: {found.remark}"
    intact = False if found.condition == "damaged" else None
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
            later = f"takes its place from {last.effective}"
            placed = later if last.effective != last.on else "has taken its place"
            return f"; version {last.version} of {last.on} {placed}"
        case "withdrawn" if known.document is None:
            return "; its file is no longer in the handbook"
        case "withdrawn":
            assert known.document
            control = known.document.document
            replaced = f", replaced by {control.replaced_by}" if control.replaced_by else ""
            return f" on {control.withdrawn}{replaced}"
    return ""


def _about_the_text(found: Recognised) -> tuple[str, ...]:
    """What is to be said of the file besides."""
    if found.condition == "damaged":
        return (f"the file is damaged: {found.remark}",)
    if found.claim and found.claim.holds is False:
        return ("the data in the file were changed: they do not have the code that they name",)
    if found.signed:
        return ("the file bears digital signatures, which were not checked",)
    return ("the file is not signed: whether its printed words were changed was not checked",)
