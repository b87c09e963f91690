"""`rolebook diff`: what changed in a document, by field and by word."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rolebook.cli.common import examined, handbook_option, the_day, the_root, today_option
from rolebook.cli.comparing import (
    as_docx,
    form_option,
    give,
    in_language,
    lang_option,
    named,
    out_option,
)

if TYPE_CHECKING:
    from rolebook.handbook import Handbook
    from rolebook.records import Revision
    from rolebook.records.compared import Comparison
    from rolebook.views.document import Document

DRAFT = "draft"


@click.command()
@click.argument("id_", metavar="ID")
@click.option(
    "--from", "older", metavar="N", default=None,
    help="A revision (3) or version (1.2) to start from (else: the one before the other text).",
)  # fmt: skip
@click.option(
    "--to", "newer", metavar="N|draft", default=DRAFT, show_default=True,
    help="A revision or version to compare with; draft is the text as it stands.",
)  # fmt: skip
@lang_option
@form_option(
    ["text", "json", "html", "docx"],
    "docx is the whole text with tracked changes; the others show what changed.",
)
@out_option
@handbook_option
@today_option
def command(
    id_: str,
    older: str | None,
    newer: str,
    lang: str | None,
    form: str,
    out: Path | None,
    start: Path | None,
    today: datetime | None,
) -> None:
    """Show what changed in a role, procedure or scheme since it was approved.

    Lines are marked + (added), - (removed) and ~ (changed within); in these, [-words-] went and
    {+words+} came. An inserted task leaves the tasks behind it alone.

    \b
    Example:  rolebook diff warranty-engineer
              rolebook diff warranty-engineer --from 1.0 --to 2.0 --lang nl
              rolebook diff complaint --format docx --out complaint-changes.docx
    """
    from rolebook.records.compared import between
    from rolebook.records.status import Standings
    from rolebook.views.comparison import comparison_document
    from rolebook.views.writer import Writer

    root = the_root(start)
    handbook, findings, records = examined(root, the_day(today))
    if handbook is None:
        from rolebook.cli.report import as_text

        click.echo(as_text(findings, root), err=True)
        raise SystemExit(1)
    book = in_language(handbook, lang)
    kind, id_ = _document(handbook, id_)
    standings = Standings(book, records)
    old, new = _texts(standings.of(kind, id_).revisions, id_, older, newer)
    for revision in (old, new):
        if revision and book.lang not in revision.fingerprints:
            there = ", ".join(revision.fingerprints)
            raise click.ClickException(
                f"{id_}: version {revision.version} was not approved in {book.lang}, only in "
                f"{there}; say --lang {there.partition(',')[0]}"
            )
    comparison = between(standings, kind, id_, old, new)
    document = comparison_document(Writer(book, records), comparison, whole=form == "docx")
    give(_content(root, form, comparison, document), form, out, "changes.docx")


def _document(handbook: Handbook, id_: str) -> tuple[str, str]:
    """Kind and present id of a document, also by a former id. Exits with 2 where there is none."""
    from rolebook.records.status import documents

    known: dict[str, tuple[str, str]] = {}
    for kind, document in documents(handbook):
        known |= dict.fromkeys((*document.formerly, document.id), (kind, document.id))
    if id_ not in known and any(id_ in ids for ids in handbook.ids.values()):
        raise click.UsageError(f"{id_} has errors; `rolebook check` shows them")
    return named(known, id_, "role, procedure or scheme")


def _texts(
    revisions: Sequence[Revision], id_: str, older: str | None, newer: str
) -> tuple[Revision, Revision | None]:
    """The two texts: by default the last revision and the text as it stands. Exits with 1 where
    there are no two, with 2 for a revision that is not there."""
    if not revisions:
        raise click.ClickException(f"{id_} was never approved; there is nothing to compare with")
    new = None if newer == DRAFT else _revision(revisions, newer, "--to")
    if older is not None:
        old = _revision(revisions, older, "--from")
    elif new is None:
        old = revisions[-1]
    elif new is revisions[0]:
        raise click.ClickException(
            f"version {new.version} is the first of {id_}; there is none before it"
        )
    else:
        old = revisions[revisions.index(new) - 1]
    return old, new


def _revision(revisions: Sequence[Revision], named: str, option: str) -> Revision:
    for revision in revisions:
        if named in (str(revision.number), revision.version):
            return revision
    there = ", ".join(f"{r.number} (version {r.version})" for r in revisions)
    raise click.UsageError(f'{option}: there is no revision "{named}"; there are {there}')


def _content(root: Path, form: str, comparison: Comparison, document: Document) -> bytes:
    match form:
        case "json":
            return _as_json(comparison).encode()
        case "html":
            from rolebook.site.standalone import standalone

            own = root / "templates"
            return standalone(document, own if own.is_dir() else None).encode()
        case "docx":
            return as_docx(document, root)
    return _as_text(comparison, document).encode()


def _as_text(comparison: Comparison, document: Document) -> str:
    from rolebook.cli.marked import as_text

    assert document.facts
    before, after = ("".join(s.text for s in fact.values[0].spans) for fact in document.facts.rows)
    head = f"{comparison.id} ({comparison.lang}): {before} → {after}"
    return f"{head}\n\n{as_text(document)}\n"


def _as_json(comparison: Comparison) -> str:
    from rolebook.records.comparison import changes

    kinds = {"+": "added", "-": "removed", "~": "changed"}
    data = {
        "document": comparison.id,
        "kind": comparison.kind,
        "language": comparison.lang,
        "from": _side(comparison.old, comparison),
        "to": _side(comparison.new, comparison),
        "changes": [
            {
                "path": list(path),
                "change": "moved" if change.moved else kinds[change.sign],
                "old": change.old,
                "new": change.new,
                "words": [{"sign": p.sign, "text": p.text} for p in change.pieces],
            }
            for path, change in changes(comparison.change)
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _side(revision: Revision | None, comparison: Comparison) -> dict[str, Any]:
    if revision is None:
        return {"revision": None, "version": None, "on": None, "fingerprint": comparison.draft}
    return {
        "revision": revision.number,
        "version": revision.version,
        "on": revision.on.isoformat(),
        "fingerprint": revision.fingerprints[comparison.lang],
    }
