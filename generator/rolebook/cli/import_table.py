"""`rolebook import` of lists of jobs: XLSX and CSV as drafts, vocabulary, and changes of roles."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolebook.cli.import_returned import patch, say_findings
from rolebook.cli.writing import replace_with, shown, write_new, writing

if TYPE_CHECKING:
    from rolebook.cli.import_ import Request
    from rolebook.handbook import Handbook
    from rolebook.importing.joblist.joblist import Fault, JobList
    from rolebook.importing.patching.plan import Plan
    from rolebook.source import Source

_SUFFIXES = (".xlsx", ".csv", ".tsv")
_VOCABULARY = {"families": "roles/vocabulary", "units": "roles/organisation"}
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def takes(path: Path) -> bool:
    """Whether this is a table, by its ending."""
    return path.suffix.lower() in _SUFFIXES


def run(request: Request) -> int:
    """Write drafts of new jobs; show, and with ``--apply`` write, what changes in those that are
    there. 1 where a row was left out."""
    if request.lang or request.kind or request.trace or request.review:
        raise click.UsageError(
            "--as, --lang, --trace and --review are for documents; a list has --columns and --apply"
        )
    return max(_one(request, file) for file in request.files)


def _one(request: Request, file: Path) -> int:
    from rolebook.cli.common import the_day, usable
    from rolebook.importing.joblist.cells import BadTable, read_table
    from rolebook.importing.joblist.joblist import errors, job_list

    handbook, findings, _ = usable(request.root, the_day(None))
    try:
        sheets = read_table(file.read_bytes(), file.suffix)
    except BadTable as error:
        click.echo(f"{shown(file)}: {error}", err=True)
        return 1
    found = job_list(handbook, sheets, _columns(request.columns))
    for fault in found.faults:
        click.echo(_fault(file, fault), err=True)
    for left in found.left:
        click.echo(f"{shown(file)}: left out: {left}", err=True)
    if not found.rows:
        click.echo(
            "There is no job in it. The head of a list names its columns, such as Title and "
            'Department; other words are given with --columns "title=...,unit=...".',
            err=True,
        )
        return 1
    written = _drafts(request, handbook.governing, found)
    return max(
        int(any(errors(found))),
        _changes(request, handbook.governing, found, written, len(findings)),
    )


def _columns(said: str | None) -> dict[str, str]:
    """``title=Functie,unit=Afdeling`` as heads by field."""
    from rolebook.findings import did_you_mean
    from rolebook.views.joblist import COLUMNS

    found = {}
    for pair in filter(None, (said or "").split(",")):
        name, equals, head = (part.strip() for part in pair.partition("="))
        if name not in COLUMNS or not equals or not head:
            hint = did_you_mean(name, COLUMNS) or f"known are {', '.join(COLUMNS)}"
            raise click.UsageError(f'--columns: "{pair.strip()}" is not FIELD=HEAD; {hint}')
        found[name] = head
    return found


def _fault(file: Path, fault: Fault) -> str:
    sheet = f"[{fault.sheet}]" if fault.sheet else ""
    word = click.style("error", fg="red") if fault.is_error else click.style("warning", fg="yellow")
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in fault.message)
    return f"{shown(file)}{sheet}:{fault.row}:{fault.column}: {word}: {text}; {fault.remedy}"


# -- new jobs


def _drafts(request: Request, book: Handbook, found: JobList) -> int:
    """Write the drafts that are not there yet, and the families and units that they name."""
    if not found.drafts:
        return 0
    base = request.out or request.root
    made: dict[Path, bytes] = {
        base / "roles" / f"{id_}.yml": _text("role", draft).encode()
        for id_, draft in found.drafts.items()
    }
    used = {"families": set[str](), "units": set[str]()}
    for draft in found.drafts.values():
        used["families"].add(draft["family"])
        used["units"].add(draft.get("unit", ""))
    for name, missing in _missing(found).items():
        wanted = {id_: title for id_, title in missing.items() if id_ in used[name]}
        if wanted:
            _vocabulary(book, None if request.out else request.root, base, name, wanted, made)
            for id_ in wanted:
                del missing[id_]
    new = [path for path in made if path.parent.name == "roles"]
    with writing(base):
        for path, content in made.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if path in new or request.out:
                try:
                    write_new(path, content)
                except FileExistsError:
                    click.echo(f"{shown(path)} is there already and was left alone", err=True)
            else:
                replace_with(path, content)
    click.echo(f"{len(new)} {'draft' if len(new) == 1 else 'drafts'} in {shown(base / 'roles')}")
    return len(new)


def _text(schema: str, data: Mapping[str, object], folder: str = "roles") -> str:
    from rolebook.importing.patching import scalars

    above = "../" * (folder.count("/") + 1)
    head = f"# yaml-language-server: $schema={above}schemas/{schema}.json"
    return "\n".join([head, *scalars.group(dict(data), 0), ""])


def _missing(found: JobList) -> dict[str, dict[str, str]]:
    return {"families": found.families, "units": found.units}


def _vocabulary(
    book: Handbook,
    root: Path | None,
    base: Path,
    name: str,
    wanted: Mapping[str, str],
    made: dict[Path, bytes],
) -> None:
    """The file of families or units with these as well; a file of its own where there is none."""
    entries = [{"id": id_, "title": title} for id_, title in wanted.items()]
    there = _source(book, name) if root else None
    path = base / (there.file if there else f"{_VOCABULARY[name]}/{name}.yml")
    if there is None or root is None:
        made[path] = _text(name, {name: entries}, _VOCABULARY[name]).encode()
        return
    from rolebook.importing.patching.plan import New, Plan
    from rolebook.importing.patching.surgery import same_bytes

    old = there.data.get(name)
    size = len(old) if isinstance(old, list) else 0
    plan = (
        Plan(lists={(name,): [*((name, n) for n in range(size)), *map(New, entries)]})
        if size
        else Plan({(name,): entries})
    )
    made[path] = same_bytes(path.read_bytes(), _patched(there, plan))


def _source(book: Handbook, kind: str) -> Source | None:
    return next((entry.source for entry in book.entries if entry.kind == kind), None)


def _patched(source: Source, plan: Plan) -> str:
    from rolebook.importing.patching.plan import CannotPatch
    from rolebook.importing.patching.surgery import patched
    from rolebook.model.role import Role

    try:
        return patched(source, plan, Role if source.file.startswith("roles/") else None)
    except CannotPatch as error:
        raise click.ClickException(f"{source.file} cannot be changed: {error}") from error


# -- jobs that are there


def _changes(request: Request, book: Handbook, found: JobList, drafts: int, known: int) -> int:
    """Show what the list says otherwise of roles that are there, and write it when told to."""
    from rolebook.importing.patching.surgery import same_bytes

    made: dict[Path, bytes] = {}
    lines: list[str] = []
    for id_, plan in found.plans.items():
        source = book.entry("role", id_).source
        after = _patched(source, plan)
        lines += patch(source.file, source.text, after)
        path = request.root / source.file
        made[path] = same_bytes(path.read_bytes(), after)
    if found.plans:
        for name, wanted in _missing(found).items():
            if wanted:
                _vocabulary(book, request.root, request.root, name, wanted, made)
                lines += [f"+ {name}: {', '.join(wanted)}"]
    for line in lines:
        text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)
        click.echo(click.style(text, fg=_COLOURS.get(line[:1])))
    if made and request.apply:
        with writing(request.root):
            for path, content in made.items():
                replace_with(path, content)
        count = len(found.plans)
        click.echo(f"Written: {count} {'role' if count == 1 else 'roles'} changed")
    elif made:
        click.echo("None of this was written. Say --apply to write this patch.")
    elif not drafts and not found.faults:
        click.echo("The list says what the handbook says.")
    wrote = (drafts and not request.out) or (made and request.apply)
    return say_findings(request.root, known) if wrote else 0
