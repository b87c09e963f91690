"""`rolebook verify`: are papers that somebody holds genuine, and are they current?"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from rolebook.cli.common import (
    DAY,
    examined,
    handbook_option,
    progress,
    the_day,
    the_root,
)
from rolebook.cli.signers import the_authorities, trust_option
from rolebook.cli.verdicts import Judge, Verdict
from rolebook.cli.writing import aligned, counted, harmless

_BROKEN = frozenset(("broken-record", "missing-revision", "forked-revisions"))
"""Findings about records that make an answer uncertain."""
_PAPERS = frozenset((".pdf", ".docx"))
_COLUMNS = ("Answer", "Document", "Version", "Language", "Signed", "Paper")


Asked = tuple[str, str]
"""What is to be verified, as it was named: a code in its one form, or a file (no code)."""


@click.command()
@click.argument("papers", metavar="FILE|FOLDER|CODE...", nargs=-1, required=True)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="For people or for programs.",
)  # fmt: skip
@click.option(
    "--on", "--today", "today", metavar="DATE", default=None, type=DAY,
    help="The day to answer for (else: SOURCE_DATE_EPOCH, else today).",
)  # fmt: skip
@trust_option
@handbook_option
def command(
    papers: tuple[str, ...],
    form: str,
    trusted: tuple[Path, ...],
    start: Path | None,
    today: datetime | None,
) -> None:
    """Say whether papers are current, and who signed them: PDF and Word files, folders of them, or
    the codes printed on them.

    The answer is current, coming (approved, and not in force yet), superseded, withdrawn, draft or
    unknown: that of today, or of the day that you name. Of a digitally signed file it
    also says who signed, and whether the file is still what they signed. Of an unsigned file nobody
    can tell whether its printed words were changed. About several papers, or a folder, the answer
    is a table, and then what is to be said of those that are not current or not as they were.

    Exit code 0: the handbook knows the text of each; 1: of one it does not, or a file was changed,
    damaged, or cannot be read; 2: what you named is neither a file nor a code.

    \b
    Example:  rolebook verify warranty-engineer.en.pdf
              rolebook verify private/signed/baker.en.signed-2.pdf --trust our-authority.pem
              rolebook verify 7GB3-QZGW-5RYS-XIYO --on 2027-03-01 --format json
              rolebook verify papers private/signed
    """
    root = the_root(start)
    asked = [*dict.fromkeys(one for typed in papers for one in _asked(typed))]
    day = the_day(today)
    handbook, findings, records = examined(root, day)
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
    judge = Judge(handbook, records, day, roots)
    found: list[tuple[str, Verdict]] = []
    with progress("Verifying", len(asked)) as step:
        for name, code in asked:
            found.append((name, judge.of_code(code) if code else judge.of_file(Path(name))))
            step()
    alone = len(papers) == 1 and not Path(papers[0]).is_dir()
    click.echo(_one(found[0][1], form) if alone else _several(found, form))
    raise SystemExit(not all(verdict.holds for _, verdict in found))


def _asked(typed: str) -> Iterator[Asked]:
    """What somebody named. Exits with 2 where it is nothing, or a folder without a paper."""
    from rolebook.records.fingerprint import as_typed

    path = Path(typed)
    try:
        is_file, is_folder = path.is_file(), bool(typed) and path.is_dir()
    except (OSError, ValueError):  # a name that no file can have
        is_file = is_folder = False
    if is_folder:
        found = [*_below(path)]
        if not found:
            raise click.UsageError(f"there is no PDF or Word file in {typed}")
        yield from found
    elif is_file:
        yield typed, ""
    elif code := as_typed(typed.rpartition("#")[2]):
        yield typed, code
    else:
        raise click.UsageError(
            f'there is no file "{typed}", and a code has 16 letters and digits in groups of four'
        )


def _below(folder: Path) -> Iterator[Asked]:
    """The papers in a folder and the folders below it, by name; a folder that cannot be read is
    among them, so that it is told. What programs keep for themselves, hidden or as Word marks
    an open file, is no paper."""
    closed: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if Path(name).suffix.lower() in _PAPERS and not name.startswith((".", "~$")):
                yield str(Path(here, name)), ""
    yield from ((str(error.filename), "") for error in closed)


def _one(verdict: Verdict, form: str) -> str:
    if form == "json":
        return json.dumps(verdict.data, ensure_ascii=False, indent=2)
    return "\n".join(map(harmless, verdict.said))


def _several(found: Sequence[tuple[str, Verdict]], form: str) -> str:
    """A table, and below it what is to be said of those that are not what people would think."""
    count = Counter(verdict.status for _, verdict in found)
    if form == "json":
        papers = [{"paper": name, **one.data, "said": [*one.said]} for name, one in found]
        data = {"papers": papers, "summary": dict(sorted(count.items()))}
        return json.dumps(data, ensure_ascii=False, indent=2)
    rows = [_COLUMNS, *(_row(name, verdict) for name, verdict in found)]
    told = [
        line
        for _, verdict in found
        if verdict.status != "current" or not verdict.holds
        for line in ("", *verdict.said)
    ]
    summary = ", ".join(f"{number} {status}" for status, number in count.most_common())
    end = f"{counted(len(found), 'paper')}: {summary}"
    return "\n".join(map(harmless, [*aligned(rows), *told, "", end]))


def _row(name: str, verdict: Verdict) -> tuple[str, ...]:
    signed = ""
    if verdict.signers:
        signed = f"{len(verdict.signers)}, {'intact' if verdict.intact else 'NOT intact'}"
    elif verdict.intact is False:
        signed = "NOT intact"
    facts = (verdict.document, verdict.version, verdict.language)
    return (verdict.status, *(fact or "-" for fact in facts), signed or "-", name)
