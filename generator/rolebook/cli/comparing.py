"""What `compare` and `diff` share: their options, a document named by any of its ids, and where
the result goes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rolebook.cli.writing import shown, writing
from rolebook.disk import replace_with

if TYPE_CHECKING:
    from rolebook.handbook import Handbook
    from rolebook.views.document import Document

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

lang_option = click.option(
    "--lang", metavar="LANG", default=None, help="The language (else: the governing)."
)
out_option = click.option(
    "--out", metavar="FILE", default=None, type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write (else: standard output).",
)  # fmt: skip


def form_option(forms: Sequence[str], about: str) -> Callable[[F], F]:
    return click.option(
        "--format", "form", type=click.Choice(forms), default="text", show_default=True, help=about
    )


def in_language(handbook: Handbook, lang: str | None) -> Handbook:
    """The handbook in a language, or in the governing one. Exits with 2 where it has not that."""
    from rolebook.cli.common import chosen_languages

    return handbook.editions[chosen_languages(handbook, [lang or handbook.lang])[0]]


def named(known: Mapping[str, T], id_: str, kinds: str) -> T:
    """What an id names. Exits with 2 where there is none of these kinds that is called so."""
    from rolebook.findings import did_you_mean

    if id_ not in known:
        hint = did_you_mean(id_, sorted(known))
        raise click.UsageError(f'there is no {kinds} "{id_}"' + (f"; {hint}" if hint else ""))
    return known[id_]


def as_docx(document: Document, root: Path) -> bytes:
    from rolebook.paper.docx import docx
    from rolebook.paper.errors import PaperError

    own = root / "templates"
    try:
        return docx(document, templates=(own,) if own.is_dir() else (), root=root)
    except PaperError as error:
        raise click.ClickException(str(error)) from error


def give(content: bytes, form: str, out: Path | None, example: str) -> None:
    """Write the result whole into its file, or to standard output. ``example``: how the file of a
    DOCX could be called, which a terminal cannot show."""
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
        raise click.UsageError(f"name the file to write: --out {example}")
    else:
        sys.stdout.buffer.write(content)
