"""`rolebook compare`: two or three roles side by side."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rolebook.cli.common import (
    chosen_languages,
    handbook_option,
    the_day,
    the_root,
    today_option,
    usable,
)
from rolebook.cli.writing import harmless, shown, writing
from rolebook.disk import replace_with

if TYPE_CHECKING:
    from rolebook.handbook import Handbook
    from rolebook.views.document import Line
    from rolebook.views.writer import Writer


@click.command()
@click.argument("ids", metavar="ROLE ROLE [ROLE]", nargs=-1, required=True)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "docx"]), default="text",
    show_default=True, help="The form.",
)  # fmt: skip
@click.option("--lang", metavar="LANG", default=None, help="The language (else: the governing).")
@click.option(
    "--out", metavar="FILE", default=None, type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write (else: standard output).",
)  # fmt: skip
@handbook_option
@today_option
def command(
    ids: tuple[str, ...],
    form: str,
    lang: str | None,
    out: Path | None,
    start: Path | None,
    today: datetime | None,
) -> None:
    """Show two or three roles side by side, with every difference in words.

    Facts, areas with their tasks, characteristics, requirements and powers, and the grade with the
    reason for it. The site has the same on its page "Compare roles".

    \b
    Example:  rolebook compare warranty-technician warranty-engineer
              rolebook compare aftersales-manager aftersales-manager-border --lang nl
              rolebook compare warranty-technician warranty-engineer head-of-warranty
                  --format docx --out warranty.docx
    """
    from rolebook.views.beside import MOST
    from rolebook.views.writer import Writer

    if not 2 <= len(ids) <= MOST:
        raise click.UsageError("name two or three roles")
    root = the_root(start)
    handbook, _, records = usable(root, the_day(today))
    chosen = chosen_languages(handbook, [lang or handbook.lang])[0]
    book = handbook.editions[chosen]
    known = [_role(book, id_) for id_ in ids]
    if len(set(known)) < len(known):
        raise click.UsageError("name different roles: one of them stands there twice")
    _write(_content(root, Writer(book, records), known, form), form, out)


def _role(book: Handbook, id_: str) -> str:
    """The present id of a role, also by a former one. Exits with 2 where there is none."""
    from rolebook.findings import did_you_mean

    now = {old: role.id for role in book.roles.values() for old in (*role.formerly, role.id)}
    if id_ not in now:
        hint = did_you_mean(id_, sorted(now))
        raise click.UsageError(f'there is no role "{id_}"' + (f"; {hint}" if hint else ""))
    return now[id_]


def _content(root: Path, writer: Writer, ids: Sequence[str], form: str) -> bytes:
    if form == "json":
        return (json.dumps(_as_data(writer, ids), ensure_ascii=False, indent=2) + "\n").encode()
    if form == "text":
        return ("\n".join(_as_text(writer, ids)) + "\n").encode()
    from rolebook.paper.docx import docx
    from rolebook.paper.errors import PaperError
    from rolebook.views.beside import beside_document

    own = root / "templates"
    document = beside_document(writer, ids)
    try:
        return docx(document, templates=(own,) if own.is_dir() else (), root=root)
    except PaperError as error:
        raise click.ClickException(str(error)) from error


def _as_data(writer: Writer, ids: Sequence[str]) -> dict[str, Any]:
    from rolebook.views.beside import beside, told

    roles = writer.book.roles
    return {
        "language": writer.lang,
        "roles": [{"id": id_, "title": roles[id_].title.plain} for id_ in ids],
        "chapters": [
            {
                "chapter": chapter.key,
                "title": chapter.title,
                "rows": [
                    {
                        "title": row.title,
                        "difference": row.sign,
                        "role": None if row.who is None else ids[row.who],
                        "says": {
                            id_: [_words(line) for line in lines]
                            for id_, lines in zip(ids, row.cells, strict=True)
                        },
                    }
                    for row in rows
                ],
            }
            for chapter, rows in beside([told(writer, roles[id_]) for id_ in ids])
        ],
    }


def _as_text(writer: Writer, ids: Sequence[str]) -> Iterator[str]:
    """Row by row: the difference, then who says what."""
    from rolebook.views.beside import beside, in_words, names, told

    called = names(writer, ids)
    yield click.style(" | ".join(called), bold=True)
    for chapter, rows in beside([told(writer, writer.book.roles[id_]) for id_ in ids]):
        yield ""
        yield click.style(chapter.title, bold=True)
        for row in rows:
            yield f"  {harmless(row.title)}: {in_words(writer, row, called)}"
            if row.sign == "same":
                yield from (f"    - {_words(line)}" for line in row.cells[0])
                continue
            for name, lines in zip(called, row.cells, strict=True):
                if lines:
                    yield f"    {harmless(name)}"
                    yield from (f"      - {_words(line)}" for line in lines)


def _words(line: Line) -> str:
    return harmless(
        "".join(span.text or (span.link.id if span.link else "") for span in line.spans)
    )


def _write(content: bytes, form: str, out: Path | None) -> None:
    if out is not None:
        with writing(out):
            out.parent.mkdir(parents=True, exist_ok=True)
            replace_with(
                out, click.unstyle(content.decode()).encode() if form == "text" else content
            )
        click.echo(shown(out))
    elif form == "text":
        click.echo(content.decode(), nl=False)
    elif form == "docx" and sys.stdout.isatty():
        raise click.UsageError("name the file to write: --out roles.docx")
    else:
        sys.stdout.buffer.write(content)
