"""`rolebook init`: a small handbook in a new folder, to look at and to change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click

from rolebook.cli.writing import CannotWrite, new_folder, shown, writing
from rolebook.disk import KEPT_EMPTY

STARTERS = {
    "en": ("Your company", "{} handbook", "Grade"),
    "nl": ("Uw bedrijf", "Handboek {}", "Functiegroep"),
    "de": ("Ihr Unternehmen", "Handbuch {}", "Entgeltgruppe"),
}
"""The languages the small handbook is there in: what a company without a name is called, what its
site is called, and the word for a grade."""

# Written here and not kept as files of the package: an installer passes over hidden files.
_FIXED = {
    ".gitignore": ".rolebook/\n/print/\n",
    "private/.gitignore": KEPT_EMPTY,
    "site/.gitignore": KEPT_EMPTY,
}


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", default=None, help="The organisation's name.")
@click.option(
    "--lang", type=click.Choice(list(STARTERS)), default=None,
    help="The language the handbook is written in (else: the first of --languages, else en).",
)  # fmt: skip
@click.option(
    "--languages", metavar="LIST", default=None,
    help="All its languages, such as en,nl,de; the others are translated into.",
)  # fmt: skip
def command(folder: Path, name: str | None, lang: str | None, languages: str | None) -> None:
    """Make a small handbook: two job descriptions, a procedure and a grading scheme.

    DIR is a new or an empty folder. Change what is there, or delete it; `rolebook check` tells
    what is missing.

    \b
    Example:  rolebook init handbook --name "Miller & Sons" --languages en,de
    """
    from rolebook.cli.starter import record_all
    from rolebook.handbook.files import root_above
    from rolebook.translation import languages as languages_known

    known = _languages(lang, languages)
    default, site, _ = STARTERS[known[0]]
    name = _name(name) or default
    values = {
        '"$NAME"': json.dumps(name, ensure_ascii=False),
        '"$SITE"': json.dumps(site.format(name), ensure_ascii=False),
        "$LANGUAGES": ", ".join(known),
        "$LABELS": ", ".join(f"{lang}: {STARTERS[lang][2]}" for lang in known if lang in STARTERS),
    }
    with writing(folder):
        if above := root_above(folder):
            raise CannotWrite(f"{above} is a handbook already; make the new one outside of it")
    with writing(folder), new_folder(folder) as beside:
        for file, text in _files(known, values):
            path = beside / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        record_all(beside)
    if strange := [lang for lang in known if lang not in languages_known()]:
        click.echo(
            f"{', '.join(strange)}: interface words exist in {', '.join(languages_known())}; until "
            f"somebody writes a catalogue (locale/{strange[0]}.po) readers see English ones."
        )
    click.echo(f"{shown(folder)}: a small handbook. Go there and type `rolebook check`.")


def _languages(lang: str | None, languages: str | None) -> list[str]:
    """All languages, the governing one first. Exits with 2 for one that is none."""
    from rolebook.model.control import LANGUAGE
    from rolebook.translation import is_language

    listed = [part.strip() for part in (languages or "").split(",") if part.strip()]
    for part in listed:
        if not (re.fullmatch(LANGUAGE, part) and is_language(part)):
            raise click.UsageError(f'"{part}" is no language; write them as en,nl,de')
    known = list(dict.fromkeys([lang, *listed] if lang else listed or ["en"]))
    if known[0] not in STARTERS:
        there = ", ".join(STARTERS)
        raise click.UsageError(
            f'there is no small handbook in "{known[0]}"; choose with --lang one of: {there}'
        )
    return known


def _name(name: str | None) -> str:
    name = " ".join((name or "").split())
    if not name.isprintable():
        raise click.UsageError("the name holds characters that cannot be shown")
    if len(name) > 70:
        raise click.UsageError("the name is too long; 70 characters are the most")
    return name


def _files(known: list[str], values: dict[str, str]) -> Iterator[tuple[str, str]]:
    from rolebook.cli.starter import small_handbook
    from rolebook.schemas import as_json, schemas

    for path, text in small_handbook(known[0], [lang for lang in known[1:] if lang in STARTERS]):
        if path == "mkdocs.yml":  # at one go: a value is never looked through for tokens
            tokens = "|".join(map(re.escape, values))
            text = re.sub(tokens, lambda found: values[found.group()], text)
        yield path, text
    yield from _FIXED.items()
    for name, schema in schemas().items():
        yield f"schemas/{name}", as_json(schema)
