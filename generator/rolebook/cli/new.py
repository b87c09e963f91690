"""`rolebook new`: a file to begin with, for another role, procedure, scheme, layout or roster."""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolebook.cli.common import handbook_option, the_root
from rolebook.cli.own_look import new_layout, new_template
from rolebook.cli.sample_roster import new_roster
from rolebook.cli.writing import CannotWrite, shown, writing
from rolebook.disk import create
from rolebook.model.base import id_from

if TYPE_CHECKING:
    from rolebook.handbook import Handbook
    from rolebook.model.vocabulary import Family, ProcedureArea

FIRST_NUMBERS = {"role": "JD-001", "procedure": "P-01"}
"""The first document number of a kind, in a handbook that has none."""

LONGEST_ID = 80

_PATH = re.compile(r"(?:\.{0,2}|~)/.*|.*\\.*|[a-z0-9_.-]+/[a-z0-9_./-]*")
"""What is no name; a title such as Sales/Service adviser is one."""

METHODS = ("reference-comparison", "point-factor", "level-classification", "profile-match")
"""The methods of grading; a new scheme is by the first unless another is named."""

LANGUAGES = ("en", "nl", "de")
"""The languages that the comments are there in."""


@click.command()
@click.argument(
    "kind", type=click.Choice(["role", "procedure", "scheme", "layout", "template", "roster"])
)
@click.argument("name", nargs=-1)
@click.option("--title", metavar="TITLE", default=None, help="The title (else: the name).")
@click.option(
    "--method", type=click.Choice(METHODS), default=None,
    help=f"Of a scheme: how a grade comes out (else: {METHODS[0]}).",
)  # fmt: skip
@click.option(
    "--like", metavar="LAYOUT", default=None,
    help="Of a layout: which of ours it begins as (else: the one of that name, or reference).",
)  # fmt: skip
@click.option(
    "--lang", type=click.Choice(LANGUAGES), default=None,
    help="The language of the comments (else: the handbook's governing language).",
)  # fmt: skip
@handbook_option
def command(
    kind: str,
    name: tuple[str, ...],
    title: str | None,
    method: str | None,
    like: str | None,
    lang: str | None,
    start: Path | None,
) -> None:
    """Write a commented file to fill in, and print where it is.

    NAME is a title or an id; the file is called after it. Of a template, such as style.typ, NAME is
    the name of the file. A layout or template is a copy of ours in templates/, to be changed there.
    A roster (private/people.csv, unless NAME is given) has invented people with the handbook's own
    jobs. A file that is there already is never touched.

    \b
    Example:  rolebook new role Parts clerk
              rolebook new procedure complaint --title "Handling a complaint"
              rolebook new scheme Our points --method point-factor
              rolebook new layout our-instruction --like job-instruction
              rolebook new template style.typ
              rolebook new roster
    """
    if method and kind != "scheme":
        raise click.UsageError(f"a {kind} has no method of grading; --method goes with a scheme")
    if like and kind != "layout":
        raise click.UsageError("--like goes with a layout")
    if not name:
        if kind != "roster":
            raise click.UsageError(f"say what the {kind} is called: rolebook new {kind} NAME")
        name = ("people",)
    root = the_root(start)
    if kind == "template":
        click.echo(shown(new_template(root, " ".join(name))))
        return
    handbook = _handbook(root)
    if _PATH.fullmatch(" ".join(name)):
        raise click.UsageError(
            "this reads like a path; NAME is a title or an id, and the file goes where it belongs"
        )
    id_ = id_from(" ".join(name))
    if not id_:
        raise click.UsageError(
            "no id can be made from this name; give one in small letters a-z and the title by "
            "--title"
        )
    if len(id_) > LONGEST_ID:
        raise click.UsageError(f"the name is too long; {LONGEST_ID} letters are the most")
    if kind == "layout":
        click.echo(shown(new_layout(root, id_, like)))
        return
    lang = lang or (handbook.lang if handbook.lang in LANGUAGES else "en")
    if kind == "roster":
        click.echo(shown(new_roster(handbook, id_, lang)))
        return
    values = {"TITLE": _yaml(_title(title, name)), **_lists(kind, handbook)}
    if kind in FIRST_NUMBERS:
        values["NUMBER"] = _yaml(next_number(kind, handbook))
    path = root / _folder(kind) / f"{id_}.yml"
    with writing(path):
        _refuse_taken(handbook, id_, path)
        path.parent.mkdir(parents=True, exist_ok=True)
        create(path, _filled(_template(kind, lang, method), values).encode())
    click.echo(shown(path))


def next_number(kind: str, handbook: Handbook) -> str:
    """The document number after the highest in use, written like most numbers of that kind."""
    numbers: dict[str, list[str]] = {}
    for entry in handbook.entries.values():
        control = getattr(entry.model, "document", None)
        if control is not None and control.number:
            numbers.setdefault(entry.kind, []).append(control.number)
    taken = {number.casefold() for found in numbers.values() for number in found}
    used = [m for n in numbers.get(kind, ()) if (m := re.fullmatch(r"(.*?)([0-9]+)", n))]
    if used:
        counted = Counter(match[1] for match in used)
        prefix = min(counted, key=lambda prefix: (-counted[prefix], prefix))
        digits = [match[2] for match in used if match[1] == prefix]
        number, width = max(map(int, digits)) + 1, min(map(len, digits))
    else:
        prefix, first = FIRST_NUMBERS[kind].rsplit("-", 1)
        prefix, number, width = f"{prefix}-", int(first), len(first)
    while f"{prefix}{number:0{width}}".casefold() in taken:
        number += 1
    return f"{prefix}{number:0{width}}"


def _handbook(root: Path) -> Handbook:
    """The handbook as far as it can be read. Ends with 1 where mkdocs.yml is none."""
    from rolebook.cli.report import as_text
    from rolebook.handbook import load

    loaded = load(root)
    if loaded.handbook is None:
        click.echo(as_text(loaded.findings, root), err=True)
        raise SystemExit(1)
    return loaded.handbook


def _title(title: str | None, name: tuple[str, ...]) -> str:
    """The title given, else the name; a name that is an id already reads as words."""
    words = " ".join((" ".join(name) if title is None else title).split())
    if title is None and re.fullmatch(r"[a-z0-9_-]+", words):
        words = re.sub(r"[_-]+", " ", words).strip()
        words = words[:1].upper() + words[1:]
    if not words or not words.isprintable():
        raise click.UsageError("the title is empty or holds characters that cannot be shown")
    return words


def _lists(kind: str, handbook: Handbook) -> dict[str, str]:
    """The families or areas to choose from. Exits with 2 where there are none yet."""
    found: Iterable[Family | ProcedureArea]
    if kind == "role":
        what, found, file = "FAMILY FAMILIES", handbook.families.values(), "families"
    elif kind == "procedure":
        what, found, file = "AREA AREAS", handbook.areas.values(), "areas"
    else:
        return {}
    ids = [item.id for item in found]
    if not ids:
        raise CannotWrite(
            f"a {kind} needs one of the {file} in roles/vocabulary/{file}.yml, and there is none "
            "that can be read; write it first"
        )
    one, all_ = what.split()
    return {one: ids[0], all_: ", ".join(ids)}


def _folder(kind: str) -> str:
    from rolebook.handbook.files import KINDS

    return next(known.folder for known in KINDS if known.name == kind)


def _refuse_taken(handbook: Handbook, id_: str, path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise CannotWrite(f"{shown(path)} is there already; nothing was written")
    for entry in handbook.entries.values():
        if entry.id == id_:
            raise CannotWrite(f"{entry.source.file} has the id {id_}; choose another name")
        if id_ in getattr(entry.model, "formerly", ()):
            raise CannotWrite(f"{entry.id} was called {id_} before; choose another name")


def _template(kind: str, lang: str, method: str | None) -> str:
    """The commented file of a kind; a scheme's with the part of its method."""
    from importlib.resources import files

    folder = files("rolebook") / "starter" / "new"
    text = (folder / f"{kind}.{lang}.yml").read_text("utf-8")
    if kind == "scheme":
        part = folder / f"scheme.{method or METHODS[0]}.{lang}.yml"
        text = text.replace("$METHOD\n", part.read_text("utf-8"))
    return text


def _filled(text: str, values: dict[str, str]) -> str:
    lines = []
    for line in text.splitlines():
        # At one go: a value is never looked through for names of others.
        filled = re.sub(r"\$([A-Z]+)\b", lambda name: values.get(name[1], name[0]), line)
        lines += textwrap.wrap(filled, 100, subsequent_indent="# ") if _list_in(line) else [filled]
    return "\n".join(lines) + "\n"


def _list_in(line: str) -> bool:
    return line.startswith("#") and line.endswith(("$FAMILIES", "$AREAS"))


_PLAIN = re.compile(r"[^\W\d_](?:[\w ()/.&+-]|,(?= ))*(?<! )")


def _yaml(text: str) -> str:
    """A text as YAML: as it is where that is safe, else in quotation marks."""
    if _PLAIN.fullmatch(text) and text not in ("null", "true", "false"):
        return text
    return json.dumps(text, ensure_ascii=False)
