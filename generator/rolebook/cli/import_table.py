"""`rolebook import` of lists of jobs: XLSX and CSV as drafts, vocabulary, and changes of roles."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolebook.cli.import_returned import patch, say_findings
from rolebook.cli.writing import counted, harmless, shown, write_together, writing

if TYPE_CHECKING:
    from rolebook.cli.import_ import Request
    from rolebook.handbook import Handbook
    from rolebook.importing.joblist.found import Fault, JobList
    from rolebook.importing.patching.plan import Plan
    from rolebook.source import Source

_SUFFIXES = (".xlsx", ".csv", ".tsv")
_VOCABULARY = {"families": "roles/vocabulary", "units": "roles/organisation"}
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def takes(path: Path) -> bool:
    """Whether this is a table, by its ending."""
    return path.suffix.lower() in _SUFFIXES


def run(request: Request) -> int:
    """Write drafts of new jobs; show, and with ``--apply`` write, what changes in files that are
    there. 1 where a row was left out."""
    if request.lang or request.kind or request.trace or request.review:
        raise click.UsageError(
            "--as, --lang, --trace and --review are for documents; a list has --columns and --apply"
        )
    if request.out and request.apply:
        raise click.UsageError("--out leaves the handbook as it is, and --apply changes it")
    return max(_one(request, file) for file in request.files)


def _one(request: Request, file: Path) -> int:
    from rolebook.cli.common import the_day, usable
    from rolebook.importing.joblist.cells import BadTable, read_table
    from rolebook.importing.joblist.found import errors
    from rolebook.importing.joblist.joblist import job_list

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
        click.echo(f"{shown(file)}: left out: {harmless(left)}", err=True)
    if not found.rows:
        click.echo(
            "There is no job in it. The head of a list names its columns, such as Title and "
            'Department; other words are given with --columns "title=...,unit=...".',
            err=True,
        )
        return 1
    wrote = _brought_in(request, handbook.governing, found)
    failed = int(any(errors(found)))
    return max(failed, say_findings(request.root, len(findings))) if wrote else failed


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
    text = harmless(f"{fault.message}; {fault.remedy}")
    return f"{shown(file)}{harmless(sheet)}:{fault.row}:{fault.column}: {word}: {text}"


def _brought_in(request: Request, book: Handbook, found: JobList) -> bool:
    """Write new files; show what changes in those that are there, and with ``--apply`` write it.
    Drafts wait for it where they need a family or unit that a vocabulary does not have yet. True
    when the handbook was written to."""
    base = request.out or request.root
    new = {
        base / "roles" / f"{id_}.yml": _text("role", draft).encode()
        for id_, draft in found.drafts.items()
    }
    for path in [
        path for path, text in new.items() if path.is_file() and path.read_bytes() == text
    ]:
        click.echo(f"{shown(path)}: unchanged")
        del new[path]
    count = len(new)
    changed = _changed_roles(book, found)
    waits = False
    for name, missing in (("families", found.families), ("units", found.units)):
        of_drafts, of_roles = _used(name, found)
        wanted = {i: title for i, title in missing.items() if i in of_drafts | of_roles}
        if request.out:
            wanted = {i: title for i, title in wanted.items() if i in of_drafts}
        there = None if request.out else _source(book, name)
        if wanted and there:
            changed.append((there, _patched(there, _grown(there, name, wanted))))
            waits = waits or bool(of_drafts & wanted.keys())
        elif wanted and (count or request.apply):
            folder = _VOCABULARY[name]
            text = _text(name, {name: _entries(wanted)}, folder)
            new[base / folder / f"{name}.yml"] = text.encode()
    for source, after in changed:
        for line in patch(source.file, source.text, after):
            click.echo(click.style(harmless(line), fg=_COLOURS.get(line[:1])))
    if found.unchanged:
        click.echo(f"Unchanged: {counted(found.unchanged, 'job')}")
    if waits and not request.apply:
        click.echo(
            f"Nothing was written: {counted(count, 'draft')} would need the families and units "
            "above. Say --apply to write all of it, or --out DIR to have it in a folder."
        )
        return False
    _write(request, base, new, changed if request.apply else [])
    if count:
        click.echo(f"{counted(count, 'draft')} in {shown(base / 'roles')}")
    if changed and request.apply:
        files = [shown(request.root / source.file) for source, _ in changed]
        rest = f", and {len(files) - 5} more" if len(files) > 5 else ""
        click.echo(f"Written: {', '.join(files[:5])}{rest}")
    elif changed:
        click.echo("None of these changes was written. Say --apply to write this patch.")
    return bool((count and not request.out) or (changed and request.apply))


def _write(
    request: Request, base: Path, new: dict[Path, bytes], changed: list[tuple[Source, str]]
) -> None:
    """All of it or nothing."""
    from rolebook.importing.patching.surgery import same_bytes

    for path in [path for path in new if path.exists() or path.is_symlink()]:
        click.echo(f"{shown(path)} is there already and was left alone", err=True)
        del new[path]
    with writing(base):
        files = [(request.root / source.file, after) for source, after in changed]
        write_together(new, {p: same_bytes(p.read_bytes(), after) for p, after in files})


def _changed_roles(book: Handbook, found: JobList) -> list[tuple[Source, str]]:
    sources = [(book.entry("role", id_).source, plan) for id_, plan in found.plans.items()]
    return [(source, _patched(source, plan)) for source, plan in sources]


def _used(name: str, found: JobList) -> tuple[set[str], set[str]]:
    """The families or units that drafts name, and those that changes of roles do."""
    key = {"families": "family", "units": "unit"}[name]
    return (
        {draft[key] for draft in found.drafts.values() if key in draft},
        {str(plan.values[(key,)]) for plan in found.plans.values() if (key,) in plan.values},
    )


def _text(schema: str, data: Mapping[str, object], folder: str = "roles") -> str:
    from rolebook.importing.patching import scalars

    above = "../" * (folder.count("/") + 1)
    head = f"# yaml-language-server: $schema={above}schemas/{schema}.json"
    return "\n".join([head, *scalars.group(dict(data), 0), ""])


def _entries(wanted: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"id": id_, "title": title} for id_, title in wanted.items()]


def _grown(there: Source, name: str, wanted: Mapping[str, str]) -> Plan:
    """The file of families or units with these as well."""
    from rolebook.importing.patching.plan import New, Plan

    old = there.data.get(name)
    if not (isinstance(old, list) and old):
        return Plan({(name,): _entries(wanted)})
    kept = ((name, number) for number in range(len(old)))
    return Plan(lists={(name,): [*kept, *map(New, _entries(wanted))]})


def _source(book: Handbook, kind: str) -> Source | None:
    entry = book.entries.get((kind, kind))
    return entry.source if entry else None


def _patched(source: Source, plan: Plan) -> str:
    from rolebook.importing.patching.plan import CannotPatch
    from rolebook.importing.patching.surgery import patched
    from rolebook.model.role import Role

    try:
        return patched(source, plan, Role if source.file.startswith("roles/") else None)
    except CannotPatch as error:
        raise click.ClickException(f"{source.file} cannot be changed: {error}") from error
