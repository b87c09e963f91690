"""`rolebook signatures import`: print runs, tables of signatures, signed PDFs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolebook.cli.common import DAY, handbook_option, today_option
from rolebook.cli.register import keeping, register_option, the_catalogue, the_register
from rolebook.cli.signers import the_authorities, trust_option
from rolebook.cli.writing import counted, shown

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate

    from rolebook.findings import Finding
    from rolebook.register.catalogue import Catalogue
    from rolebook.register.entry import Event
    from rolebook.register.standing import Register as Standings

_LARGEST = 200_000_000  # bytes


@click.command("import")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--on", metavar="DATE", default=None, type=DAY,
    help="When it happened, where a file does not say (else: today).",
)  # fmt: skip
@click.option(
    "--employee", metavar="NAME", default="",
    help="Whose paper a signed PDF is, where the certificate has another name.",
)  # fmt: skip
@click.option("--number", metavar="TEXT", default="", help="That employee's number.")
@trust_option
@click.option("--skip-bad", is_flag=True, help="Leave out what is wrong, and take over the rest.")
@register_option
@handbook_option
@today_option
def command(
    files: tuple[Path, ...],
    on: datetime | None,
    employee: str,
    number: str,
    trusted: tuple[Path, ...],
    skip_bad: bool,
    folder: Path | None,
    start: Path | None,
    today: datetime | None,
) -> None:
    """Take over what others wrote down: the manifest.json of a print run (papers handed over), a
    table of signatures (CSV or XLSX), or PDFs that were signed with `rolebook sign`. The name of a
    digital signer is that of the certificate: with --trust, only names that an authority of yours
    vouches for are taken over.

    Every row that is wrong is shown with its row and column, and nothing is written unless all are
    right or --skip-bad is said. What the register has already is not written again.

    \b
    Example:  rolebook signatures import private/print-runs/people/manifest.json --on 2026-12-01
              rolebook signatures import private/signed-on-paper.xlsx
              rolebook signatures import private/signed/*.pdf
    """
    from rolebook.cli.report import as_text, summary
    from rolebook.register.standing import Register as Standings

    root, day, catalogue = the_catalogue(start, today)
    happened = on.date() if on else day
    if happened > day:
        raise click.UsageError(f"--on {happened} is after today, {day}: write the day it happened")
    events: list[Event] = []
    findings: list[Finding] = []
    roots = [one for file in trusted for one in the_authorities(file)]
    register = the_register(root, folder)
    with keeping(register):
        so_far = Standings(register.entries(), catalogue.ids, day)
    how = _How(root, catalogue, so_far, employee, number, roots, happened)
    for file in files:
        found, wrong = _read(file, how)
        events += found
        findings += wrong
    if findings:
        click.echo(as_text(findings, Path.cwd()), err=True)
        click.echo(f"\n{summary(findings)}", err=True)
    if findings and not skip_bad:
        click.echo(
            "Nothing was written. Mend them first, or take over the others: --skip-bad", err=True
        )
        raise SystemExit(1)
    if events and not roots and any(file.suffix.lower() == ".pdf" for file in files):
        click.echo(
            "note: digital signatures go by the names in their certificates, and nobody was "
            "asked to vouch for them (--trust FILE)",
            err=True,
        )
    register = the_register(root, folder, write=True)
    with keeping(register):
        added = register.add(events, once=True) if events else ()
    there = len(events) - len(added)
    before = f"; {counted(there, 'was', 'were')} there already" if there else ""
    click.echo(f"{counted(len(added), 'entry', 'entries')} added{before}")


@dataclass(frozen=True, slots=True)
class _How:
    """How files are taken over: whose a signed PDF is, where the certificate does not say, and whom
    the user trusts."""

    root: Path
    catalogue: Catalogue
    so_far: Standings
    employee: str
    number: str
    roots: list[Certificate]
    day: date
    """Of what does not say when it was."""


def _read(file: Path, how: _How) -> tuple[list[Event], list[Finding]]:
    """What a file holds. Exits with 2 where it cannot be read."""
    from rolebook.register.handed import handed_out, is_manifest
    from rolebook.register.rows import columns_of, events_of
    from rolebook.roster.table import read_table

    try:
        if file.stat().st_size > _LARGEST:
            raise click.UsageError(f"{shown(file)} is too large")
        content = file.read_bytes()
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise click.UsageError(f"{file} cannot be read: {reason}") from None
    name, catalogue, day = shown(file), how.catalogue, how.day
    if content[:5] == b"%PDF-":
        return _from_pdf(content, file, how)
    if is_manifest(content):
        return handed_out(content, name, catalogue, day)
    table, findings = read_table(content, name)
    if table is None:
        return [], findings
    columns, findings = columns_of(table)
    if columns is None:
        return [], findings
    return events_of(table, columns, catalogue, day, how.so_far)


def _from_pdf(content: bytes, file: Path, how: _How) -> tuple[list[Event], list[Finding]]:
    """The signatures of a PDF, where all of them hold."""
    from rolebook.findings import Place, finding
    from rolebook.paper.recognise import recognise
    from rolebook.paper.signatures import signers
    from rolebook.register.catalogue import Unknown
    from rolebook.register.entry import Event, Person
    from rolebook.register.rows import SIGNATURES_ROW, lacking

    place = Place(shown(file))

    def wrong(message: str, hint: str) -> tuple[list[Event], list[Finding]]:
        return [], [finding(SIGNATURES_ROW, place, message, hint)]

    claim, signed_by = recognise(content).claim, signers(content, how.roots)
    if not signed_by:
        return wrong("nobody has signed this file digitally", "sign it with `rolebook sign`")
    if not all(signer.intact for signer in signed_by):
        return wrong("the file was changed after it was signed, or a signature does not hold",
                     "`rolebook verify` says which")  # fmt: skip
    unknown = [one.name for one in signed_by if one.trusted is False]
    if unknown:
        return wrong(f"no authority that you trust vouches for {', '.join(unknown)}",
                     "name the authority with --trust, if you trust it")  # fmt: skip
    if claim is None or claim.holds is False:
        return wrong("it is no paper of a handbook", "take the file that the program printed")
    try:
        edition = how.catalogue.by_code(claim.fingerprint, claim.version)
    except Unknown as error:
        return wrong(error.message, "a draft, or a paper of another handbook, is not registered")
    own = next((one.name for one in signed_by if _place(one.field) == "employee"), "")
    if not (how.employee or own):
        return wrong("the employee has not signed it, so nobody knows whose paper it is",
                     "say whose it is: --employee NAME")  # fmt: skip
    kept, root = file.resolve(), how.root.resolve()
    scan = kept.relative_to(root).as_posix() if kept.is_relative_to(root) else str(kept)
    person = Person(" ".join(how.employee.split()) or own, how.number.strip())
    paper = how.catalogue.papers[edition.kind, edition.document]
    events = [
        Event(
            "signed", (signer.at.date() if signer.at else how.day).isoformat(), person, edition, by,
            how.catalogue.meanings(paper, by), "digital",
            signer="" if by == "employee" and signer.name == person.name else signer.name,
            scan=scan,
        )
        for signer in signed_by
        if (by := _place(signer.field))
    ]  # fmt: skip
    for _name, message, hint in (
        fault for event in events for fault in lacking(event, how.so_far.day)
    ):
        return wrong(message, hint)
    return events, []


def _place(field: str) -> str:
    """In which place a field is signed; the approval at the head is of no person's paper."""
    from rolebook.register.entry import PLACES

    place = field.partition("-")[0]
    return place if place in PLACES else ""
