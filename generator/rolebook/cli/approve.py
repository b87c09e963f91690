"""`rolebook approve`: a document is released; what it says that day is kept for good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolebook.cli.common import DAY, examined, handbook_option, the_day, the_root, today_option
from rolebook.cli.writing import recording

if TYPE_CHECKING:
    from rolebook.findings import Finding
    from rolebook.handbook import Handbook
    from rolebook.records import Records, Revision
    from rolebook.records.approval import Request
    from rolebook.records.store import Said

Document = tuple[str, str]
"""Kind and id."""


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1)
@click.option(
    "--all", "everything", is_flag=True,
    help="Every document that this role releases (without --by: that names who does).",
)  # fmt: skip
@click.option(
    "--by", metavar="ROLE", default="",
    help="The role that releases it (else: released_by of the document).",
)  # fmt: skip
@click.option("--on", metavar="DATE", default=None, type=DAY,
    help="The day of the release. Has to be given.",
)  # fmt: skip
@click.option(
    "--effective", metavar="DATE", default=None, type=DAY,
    help="In force from (else: the day of the release, or that of the version before if later).",
)  # fmt: skip
@click.option("--minor", is_flag=True, help="A minor change: signatures go on to hold.")
@click.option(
    "--reason", metavar="TEXT", default="",
    help="Why a change of tasks, rights, liabilities, superiors or grade is minor.",
)  # fmt: skip
@click.option("--note", metavar="TEXT", default="", help="What changed, for readers.")
@click.option(
    "--note-in", "notes", metavar="LANG TEXT", nargs=2, type=str, multiple=True,
    help="The same in another language of the handbook.",
)  # fmt: skip
@click.option(
    "--reason-in", "reasons", metavar="LANG TEXT", nargs=2, type=str, multiple=True,
    help="The reason in another language of the handbook.",
)  # fmt: skip
@click.option(
    "--unfinished", is_flag=True,
    help="Approve it even with something still to be filled in, or missing.",
)  # fmt: skip
@handbook_option
@today_option
def command(
    ids: Sequence[str],
    everything: bool,
    by: str,
    on: datetime | None,
    effective: datetime | None,
    minor: bool,
    reason: str,
    note: str,
    notes: Sequence[tuple[str, str]],
    reasons: Sequence[tuple[str, str]],
    unfinished: bool,
    start: Path | None,
    today: datetime | None,
) -> None:
    """Approve roles, procedures or schemes: their next version.

    What the document says is written to records/approved/ID/ in each language that is in step, and
    never changed again. Approving is all or nothing: where one document cannot be approved, none
    is. A document with a placeholder, a blank date or a missing section is not approved, unless
    you say --unfinished.

    \b
    Example:  rolebook approve warranty-engineer --by managing-director --on 2026-11-30
              rolebook approve complaint --on 2027-02-01 --minor --note "New form"
                  --note-in nl "Nieuw formulier"
              rolebook approve --all --on 2026-11-30 --effective 2027-01-01
    """
    from rolebook.records.approval import Request

    if bool(ids) == everything:
        raise click.UsageError("name the documents, or use --all")
    root, day = the_root(start), the_day(today)
    if on is None:
        raise click.UsageError(f"say the day of the release: --on {day}")
    handbook, findings, records = examined(root, day)
    if handbook is None:
        raise SystemExit(_show(findings, root))
    documents = _every(handbook, by) if everything else [_named(handbook, id_) for id_ in ids]
    if by and by not in handbook.ids.get("role", ()):
        raise click.UsageError(f'--by: there is no role "{by}"' + _hint(by, handbook.ids["role"]))
    if errors := _in_the_way(findings, handbook, documents):
        raise SystemExit(_show(errors, root))
    request = Request(
        on=on.date(),
        by=by,
        effective=effective.date() if effective else None,
        minor=minor,
        reason=_said_in(handbook, "reason", reason, reasons),
        note=_said_in(handbook, "note", note, notes),
    )
    prepared = _prepared(handbook, records, dict.fromkeys(documents), request)
    if left := _left_open(findings, handbook, [made for _, made in prepared if made]):
        remedy = "Fill in what is open, or approve it so: --unfinished."
        code = _show(left, root, "" if unfinished else remedy)
        if not unfinished:
            raise SystemExit(code)
    if request.on > day:
        click.echo(f"The day of the release, {request.on}, is later than today, {day}.", err=True)
    _write(root, handbook, records, prepared)


def _said_in(handbook: Handbook, option: str, text: str, others: Iterable[tuple[str, str]]) -> Said:
    """A text in the governing language, with the same in others, if any. Exits with 2 where the
    handbook has not such a language, or the text itself is not given."""
    from rolebook.cli.common import chosen_languages

    said = {handbook.lang: " ".join(text.split())}
    for lang, same in others:
        chosen_languages(handbook, [lang])
        if not said[handbook.lang]:
            raise click.UsageError(f"--{option}-in says --{option} in another language: give both")
        if lang in said:
            raise click.UsageError(f"--{option}-in {lang}: it was said in this language already")
        said[lang] = " ".join(same.split())
    return said if len(said) > 1 else said[handbook.lang]


def _every(handbook: Handbook, by: str) -> list[Document]:
    """All documents that the role releases; which others are left out is said."""
    from rolebook.records.status import documents

    chosen = []
    for kind, document in documents(handbook):
        control = document.document
        if control.withdrawn:
            continue
        if (by or control.released_by) and control.released_by in (by or control.released_by, None):
            chosen.append((kind, document.id))
        else:
            who = control.released_by or "nobody who is named"
            click.echo(f"{document.id}: left out: {who} releases it", err=True)
    return chosen


def _named(handbook: Handbook, id_: str) -> Document:
    """The document of an id. Exits with 2 where there is none."""
    from rolebook.records.status import KINDS

    known = {there: kind for kind in KINDS for there in handbook.ids.get(kind, ())}
    if id_ not in known:
        raise click.UsageError(f'there is no role, procedure or scheme "{id_}"' + _hint(id_, known))
    return known[id_], id_


def _hint(word: str, known: Iterable[str]) -> str:
    from rolebook.findings import did_you_mean

    hint = did_you_mean(word, sorted(known))
    return f"; {hint}" if hint else ""


def _in_the_way(
    findings: Iterable[Finding], handbook: Handbook, documents: Iterable[Document]
) -> list[Finding]:
    """The errors in what the documents use, and in their records."""
    from rolebook.findings import Severity
    from rolebook.handbook.approved import FOLDER
    from rolebook.records.approval import files_used
    from rolebook.records.translations import ids_of

    files: set[str] = set()
    folders: set[str] = set()
    for kind, id_ in documents:
        entry = handbook.entries.get((kind, id_))
        if entry is None or entry.model is None:  # what is wrong with its own file
            files |= {f.place.file for f in findings if Path(f.place.file).stem == id_}
            continue
        files |= files_used(handbook, kind, id_)
        folders |= {f"{FOLDER}/{there}" for there in ids_of(entry)}
    return [
        f
        for f in findings
        if f.severity is Severity.ERROR
        and any(
            place.file in files or f"{place.file}/".startswith(tuple(f"{n}/" for n in folders))
            for place in (f.place, *(related.place for related in f.related))
        )
    ]


def _left_open(
    findings: Iterable[Finding], handbook: Handbook, revisions: Iterable[Revision]
) -> list[Finding]:
    """What is still to be filled in or missing in the files whose words the revisions freeze."""
    from rolebook.checks.content import MISSING_CONTENT
    from rolebook.checks.words import BLANK_DATE, PLACEHOLDER

    files = {
        source.file
        for revision in revisions
        for entry in [handbook.entry(revision.kind, revision.id)]
        for source in [
            entry.source,
            *(there.source for lang, there in entry.translations.items()
              if lang in revision.fingerprints),
        ]
    }  # fmt: skip
    codes = (PLACEHOLDER, BLANK_DATE, MISSING_CONTENT)
    return [f for f in findings if f.code in codes and f.place.file in files]


def _show(findings: Sequence[Finding], root: Path, remedy: str = "Mend the errors first.") -> int:
    """Show the findings, and where they stop the approval what to do; gives the exit code."""
    from rolebook.cli.report import as_text, summary

    click.echo(as_text(findings, root), err=True)
    click.echo(summary(findings), err=True)
    if remedy:
        click.echo(f"Nothing was approved. {remedy}", err=True)
    return 1


def _prepared(
    handbook: Handbook, records: Records, documents: Iterable[Document], request: Request
) -> list[tuple[str, Revision | None]]:
    """The next revision of each document, None where it is unchanged. Exits with 1 where one
    cannot be approved."""
    from rolebook.records.approval import Refused, prepare

    prepared, refused = [], False
    for kind, id_ in documents:
        try:
            prepared.append((id_, prepare(handbook, records, kind, id_, request)))
        except Refused as error:
            refused = True
            click.echo(f"{id_}: not approved: {error}", err=True)
    if refused:
        click.echo("Nothing was approved.", err=True)
        raise SystemExit(1)
    return prepared


def _write(
    root: Path,
    handbook: Handbook,
    records: Records,
    prepared: Iterable[tuple[str, Revision | None]],
) -> None:
    from rolebook.records.status import of_kind
    from rolebook.records.store import write
    from rolebook.records.translations import ids_of

    for id_, revision in prepared:
        if revision is None:
            click.echo(f"{id_}: unchanged since its last version; nothing was written")
            continue
        with recording(root, revision.file):
            write(root, revision)
        click.echo(f"{id_}: version {revision.version} approved ({', '.join(_said(revision))})")
        if revision.effective != revision.on:
            click.echo(f"  in force from {revision.effective}")
        before = records.revisions(ids_of(handbook.entry(revision.kind, id_)))
        for line in _overtaken(before, revision):
            click.echo(f"  warning: {line}", err=True)
        planned = of_kind(handbook, revision.kind)[id_].document.released_by
        if planned and planned != revision.released:
            click.echo(f"  released by {revision.released}; its file names {planned}")
        drafts = [lang for lang in handbook.settings.languages if lang not in revision.fingerprints]
        if drafts:
            click.echo(f"  stays a draft, not in step: {', '.join(drafts)}")


def _overtaken(before: Sequence[Revision], revision: Revision) -> Iterator[str]:
    """The versions that were to come into force, and with this one never do."""
    from rolebook.records.force import periods

    for period in periods(before):
        if period.since > revision.effective:
            yield (
                f"version {period.revision.version}, which was to be in force from {period.since}, "
                "never comes into force: this one is before it"
            )


def _said(revision: Revision) -> list[str]:
    return [f"{lang} {fingerprint}" for lang, fingerprint in revision.fingerprints.items()]
