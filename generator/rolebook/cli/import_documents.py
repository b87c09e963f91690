"""`rolebook import` for documents: DOCX, ODT, HTML, Markdown, plain text, PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolebook.cli.common import progress
from rolebook.cli.writing import CannotWrite, shown, writing
from rolebook.disk import create
from rolebook.importing.documents.reading.files import READERS, Unreadable, read

if TYPE_CHECKING:
    from rolebook.cli.import_ import Request
    from rolebook.handbook import Handbook
    from rolebook.importing.documents.bringing import Brought
    from rolebook.importing.documents.filling.draft import Draft
    from rolebook.importing.documents.similar import Likeness

REPORT = "import-report.md"
_IDLE = ("apply", "notes", "columns")
"""Options for lists and for papers that come back."""


def takes(path: Path) -> bool:
    """Whether this is a document, by its ending."""
    return path.suffix.lower() in READERS


def run(request: Request) -> int:
    """Read the documents, write drafts, tell what became of every line."""
    from rolebook.importing.documents.accepting import accepted
    from rolebook.importing.documents.similar import likeness, of_handbook, tasks_of

    if idle := [f"--{name}" for name in _IDLE if getattr(request, name)]:
        click.echo(
            f"{', '.join(idle)}: without effect on documents; their drafts are written anyway, and "
            "no file that is there is touched.",
            err=True,
        )
    handbook = _handbook(request.root)
    brought, failed = _brought(request, handbook)
    drafts = [draft for one in brought for draft in one.drafts]
    _named(drafts)
    _remarked(request, brought, handbook)
    with progress("Checking", 1) as step:
        accepted(drafts, request.root)
        step()
    if request.review:
        from rolebook.cli.import_review import reviewed

        reviewed(brought, handbook)
        accepted(drafts, request.root)
    others = of_handbook(handbook)
    alike: dict[int, Likeness] = {}
    for draft in drafts:
        tasks = tasks_of(draft)
        own = {name: theirs for name, theirs in others.items() if f"/{draft.id}.yml" not in name}
        if found := likeness(tasks, own):
            alike[id(draft)] = found
        others[f"{draft.id}.yml"] = tasks
    _write(request, brought, alike, handbook.settings.governing)
    return 1 if failed else 0


def _handbook(root: Path) -> Handbook:
    from rolebook.handbook import load

    handbook = load(root).handbook
    if handbook is None:
        raise click.UsageError("mkdocs.yml is not sound; see `rolebook check`")
    return handbook


def _brought(request: Request, handbook: Handbook) -> tuple[list[Brought], int]:
    from rolebook.importing.documents.bringing import bring
    from rolebook.importing.documents.filling.handbook_words import Known
    from rolebook.importing.documents.words import LANGUAGES, BadWords, words_of

    if request.lang is not None and request.lang not in LANGUAGES:
        raise click.UsageError(
            f'documents in "{request.lang}" cannot be read; known are {", ".join(LANGUAGES)}'
        )
    for kind in ("families",) if request.kind != "procedure" else ("areas",):
        if not getattr(handbook, kind):
            raise CannotWrite(f"write roles/vocabulary/{kind}.yml first: drafts need one of them")
    try:
        words = words_of(request.root)
    except BadWords as error:
        raise click.UsageError(str(error)) from None
    known = Known(handbook)
    brought: list[Brought] = []
    failed = 0
    with progress("Reading", len(request.files)) as step:
        for file in request.files:
            try:
                document = read(file, shown(file))
                brought.append(bring(document, words, known, kind=request.kind, lang=request.lang))
            except Unreadable as error:
                click.echo(f"{shown(file)}: {error}", err=True)
                failed += 1
            step()
    return brought, failed


def _named(drafts: Sequence[Draft]) -> None:
    """An id for each draft, out of its title; the second of a title is TITLE-2."""
    from rolebook.model.base import LONGEST_ID, id_from

    taken: set[tuple[str, str]] = set()
    for draft in drafts:
        base = id_from(draft.fields["title"].text)[:LONGEST_ID].strip("-") or "imported"
        number, id_ = 1, base
        while (draft.kind, id_) in taken:
            number += 1
            id_ = f"{base}-{number}"
        taken.add((draft.kind, id_))
        draft.id = id_


def _remarked(request: Request, brought: Sequence[Brought], handbook: Handbook) -> None:
    """What a draft is in this handbook: in another language, or of a name that is there."""
    governing = handbook.settings.governing
    for one in brought:
        for draft in one.drafts:
            if one.lang != governing:
                draft.remarks.append(_to_translate(draft, one.lang, handbook))
            if request.out is not None and draft.id in handbook.ids.get(draft.kind, ()):
                draft.remarks.append(f"the handbook has a {draft.kind} of this name already")


def _to_translate(draft: Draft, lang: str, handbook: Handbook) -> str:
    """What to do with a draft in another language than the one that governs the handbook."""
    governing, file = handbook.settings.governing, f"{draft.id}.yml"
    text = f"the texts are in the language {lang}; this handbook is governed by {governing}: "
    if lang not in handbook.settings.languages:
        return f"{text}translate them in {file}"
    return (
        f"{text}keep this file as {draft.id}.{lang}.yml with its texts only, and write them in "
        f"{governing} in {file}"
    )


def _write(
    request: Request,
    brought: Sequence[Brought],
    alike: Mapping[int, Likeness],
    governing: str,
) -> None:
    from rolebook.importing.documents.accepting import FOLDERS
    from rolebook.importing.documents.report import reach, report
    from rolebook.importing.documents.writing import as_yaml

    folder = request.out or request.root
    files: dict[int, str] = {}
    for one in brought:
        for draft in one.drafts:
            path = folder / FOLDERS[draft.kind] / f"{draft.id}.yml"
            files[id(draft)] = shown(path)
            text, _ = as_yaml(draft, f"{Path(one.document.name).name}, {reach(draft)}")
            with writing(path):
                _put(path, text)
    if not brought:
        return
    for lang in dict.fromkeys(one.lang for one in brought if one.drafts):
        if lang != governing:
            click.echo(
                f"The drafts in {lang} are to be translated: this handbook is governed by "
                f"{governing}. Their remarks say how to keep the text in {lang}.",
                err=True,
            )
    told = report(brought, files, alike, trace=request.trace)
    if request.out is None:
        click.echo()
        click.echo(told, nl=False)
        return
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        path = _free(folder, told)
        if not path.exists():
            create(path, told.encode())
    click.echo(f"{shown(path)}: what was left out, and what is to be reviewed")


def _free(folder: Path, text: str) -> Path:
    """Where the report goes: a report that is there is kept, unless it says the same."""
    number, path = 1, folder / REPORT
    while path.exists() and path.read_bytes() != text.encode():
        number += 1
        path = folder / REPORT.replace(".md", f"-{number}.md")
    return path


def _put(path: Path, text: str) -> None:
    """A new file; for one that is there, what differs."""
    if not (path.exists() or path.is_symlink()):
        path.parent.mkdir(parents=True, exist_ok=True)
        create(path, text.encode())
        click.echo(f"{shown(path)}: written")
        return
    there = path.read_bytes().decode("utf-8", "replace")
    if there == text:
        click.echo(f"{shown(path)}: is there already, the same")
        return
    click.echo(f"{shown(path)}: is there already and was not touched; what differs:")
    for line in unified_diff(
        there.splitlines(), text.splitlines(), "there", "imported now", n=1, lineterm=""
    ):
        click.echo(f"    {line}")
