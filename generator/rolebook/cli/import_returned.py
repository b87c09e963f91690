"""`rolebook import` of papers that come back: what was edited in Word, as a patch of the YAML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolebook.cli.writing import harmless, shown, writing
from rolebook.disk import replace_with

if TYPE_CHECKING:
    from rolebook.cli.import_ import Request
    from rolebook.importing.returning.returned import Edit, Returned

_NAMES = {"changed": "~", "added": "+", "removed": "-", "moved": ">"}
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def takes(path: Path) -> bool:
    """A DOCX that this program once made, whatever was done to it since."""
    from rolebook.importing.returning.printed import is_paper

    if path.suffix.lower() != ".docx":
        return False
    try:
        return is_paper(path.read_bytes())
    except OSError:
        return False


def run(request: Request) -> int:
    """Show what each paper changes; with ``--apply`` write it. 1 where a paper was refused."""
    return max(_one(request, file) for file in request.files)


def _one(request: Request, file: Path) -> int:
    from rolebook.cli.common import the_day, usable
    from rolebook.importing.patching.plan import CannotPatch
    from rolebook.importing.returning.printed import NotOurs, Outdated
    from rolebook.importing.returning.returned import returned
    from rolebook.importing.returning.word import NotReadable

    handbook, findings, records = usable(request.root, the_day(None))
    try:
        found = returned(handbook, records, file.read_bytes(), keep_remarks=request.notes)
    except (NotReadable, NotOurs) as error:
        click.echo(f"{shown(file)}: {error}", err=True)
        return 1
    except Outdated as error:
        return _refused(file, str(error))
    except CannotPatch as error:
        click.echo(f"{shown(file)}: the file cannot be changed: {error}", err=True)
        return 1
    click.echo("\n".join(report(file, found)))
    if found.printed.outdated:
        return _refused(file, found.printed.outdated)
    if found.text == found.file.source.text:
        return 0
    if not request.apply:
        click.echo("Nothing was written. Say --apply to write this patch.")
        return 0
    return _write(request.root, found, len(findings))


def _refused(file: Path, why: str) -> int:
    click.echo(f"{shown(file)}: {why}. Nothing was written.", err=True)
    click.echo(
        "Print the document again and have the changes made in the new paper, or take the "
        "handbook back to the text of that code.",
        err=True,
    )
    return 1


def report(file: Path, found: Returned) -> Iterator[str]:
    """What came back, in words, and then the patch."""
    source, printed = found.file.source, found.printed
    yield f"{shown(file)}: {printed.id} ({found.file.lang})"
    if not (found.edits or found.left or found.remarks):
        yield "Nothing in it was changed."
    if found.edits:
        yield f"\nChanges of {source.file}:"
        yield from (_edit(edit) for edit in found.edits)
    if found.remarks:
        yield "\nComments:"
        yield from (harmless(f"  {one.place}{_by((one.by,))}: {one.text}") for one in found.remarks)
    if found.left:
        yield "\nLeft over, not in the patch:"
        for left in found.left:
            yield harmless(f"  {left.text}{_by(left.by)}")
            yield f"    {left.why}"
    if diff := patch(source.file, source.text, found.text):
        yield ""
        yield from (click.style(harmless(line), fg=_COLOURS.get(line[:1])) for line in diff)


def patch(file: str, before: str, after: str) -> list[str]:
    """The unified difference of a file, as `git apply` reads it."""
    lines = unified_diff(_lines(before), _lines(after), f"a/{file}", f"b/{file}", n=3)
    found: list[str] = []
    for line in lines:
        found.append(line.removesuffix("\n"))
        if not line.endswith("\n"):
            found.append("\\ No newline at end of file")
    return found


def _lines(text: str) -> list[str]:
    """The lines with their ends, as git counts them: other signs that end a line do not."""
    return list(StringIO(text, newline="\n"))


def _edit(edit: Edit) -> str:
    sign = _NAMES[edit.kind]
    match edit.kind:
        case "changed":
            said = _words(edit.before, edit.after)
        case "moved":
            said = f"is {edit.after} now: {_short(edit.before)}"
        case "removed":
            said = edit.before
        case _:
            said = edit.after
    return click.style(
        harmless(f"{sign} {edit.place}{_by(edit.by)}: {said}"), fg=_COLOURS.get(sign)
    )


def _words(before: str, after: str) -> str:
    from rolebook.records.wording import words

    signs = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return "".join(
        signs[piece.sign].format(piece.text)
        for piece in words(" ".join(before.split()), " ".join(after.split()))
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _by(names: Sequence[str]) -> str:
    return f" ({', '.join(names)})" if any(names) else ""


def _write(root: Path, found: Returned, known: int) -> int:
    """Put the changed file in place, unless somebody changed it meanwhile; then say what the checks
    have against it."""
    from rolebook.importing.patching.surgery import same_bytes

    file = root / found.file.source.file
    with writing(file):
        original = file.read_bytes()
        if original.decode("utf-8-sig").replace("\r\n", "\n") != found.file.source.text:
            click.echo(f"{shown(file)} was changed meanwhile; nothing was written", err=True)
            return 1
        replace_with(file, same_bytes(original, found.text))
    click.echo(f"Written: {shown(file)}")
    return say_findings(root, known)


def say_findings(root: Path, known: int) -> int:
    """What the checks find after writing, in short; 1 where there are errors now."""
    from rolebook.cli.common import checked, the_day
    from rolebook.cli.report import as_text, summary
    from rolebook.findings import Severity

    _, findings = checked(root, the_day(None))
    errors = [one for one in findings if one.severity is Severity.ERROR]
    if errors:
        click.echo(as_text(errors, root), err=True)
    if errors or len(findings) != known:
        click.echo(f"rolebook check: {summary(findings)}", err=True)
    return 1 if errors else 0
