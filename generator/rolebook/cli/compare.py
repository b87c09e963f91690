"""`rolebook compare`: two or three roles side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rolebook.cli.common import handbook_option, the_day, the_root, today_option, usable
from rolebook.cli.comparing import (
    as_docx,
    form_option,
    give,
    in_language,
    lang_option,
    named,
    out_option,
)
from rolebook.cli.writing import harmless

if TYPE_CHECKING:
    from rolebook.views.writer import Writer


@click.command()
@click.argument("ids", metavar="ROLE ROLE [ROLE]", nargs=-1, required=True)
@form_option(["text", "json", "docx"], "The form.")
@lang_option
@out_option
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
    reason for it. Of sentences that are nearly alike, the words in which they differ stand in
    {braces}. The site has the same on its page "Compare roles".

    \b
    Example:  rolebook compare warranty-technician warranty-engineer
              rolebook compare aftersales-manager aftersales-manager-border --lang nl
              rolebook compare warranty-technician warranty-engineer head-of-warranty
                  --format docx --out warranty.docx
    """
    from rolebook.views.beside import MOST
    from rolebook.views.beside_page import former_ids
    from rolebook.views.writer import Writer

    if not 2 <= len(ids) <= MOST:
        raise click.UsageError("name two or three roles")
    root = the_root(start)
    handbook, _, records = usable(root, the_day(today))
    book = in_language(handbook, lang)
    now = {**former_ids(book), **{id_: id_ for id_ in book.roles}}
    roles = [named(now, id_, "role") for id_ in ids]
    if len(set(roles)) < len(roles):
        raise click.UsageError("name different roles: one of them stands there twice")
    give(_content(root, Writer(book, records), roles, form), form, out, "roles.docx")


def _content(root: Path, writer: Writer, ids: Sequence[str], form: str) -> bytes:
    if form == "json":
        return (json.dumps(_as_data(writer, ids), ensure_ascii=False, indent=2) + "\n").encode()
    if form == "text":
        return ("\n".join(_as_text(writer, ids)) + "\n").encode()
    from rolebook.views.beside_page import beside_document

    return as_docx(beside_document(writer, ids), root)


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
                            id_: [line.text for line in lines]
                            for id_, lines in zip(ids, row.cells, strict=True)
                        },
                        "alone": {
                            id_: [span.text for line in lines for span in line.spans if span.mark]
                            for id_, lines in zip(ids, row.cells, strict=True)
                            if row.by_word
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
    from rolebook.cli.marked import in_brackets
    from rolebook.views.beside import beside, told
    from rolebook.views.beside_page import in_words, names

    called = names(writer, ids)
    yield click.style(" | ".join(called), bold=True)
    for chapter, rows in beside([told(writer, writer.book.roles[id_]) for id_ in ids]):
        yield ""
        yield click.style(chapter.title, bold=True)
        for row in rows:
            yield f"  {harmless(row.title)}: {in_words(writer, row, called)}"
            if row.sign == "same":
                yield from (f"    - {in_brackets(line)}" for line in row.cells[0])
                continue
            for name, lines in zip(called, row.cells, strict=True):
                if lines:
                    yield f"    {harmless(name)}"
                    yield from (f"      - {in_brackets(line)}" for line in lines)
