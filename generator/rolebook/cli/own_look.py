"""`rolebook new layout` and `rolebook new template`: a copy of ours in templates/, to change."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from rolebook.cli.writing import CannotWrite, shown, writing
from rolebook.disk import create

TEMPLATES = "templates"
LAYOUTS = f"{TEMPLATES}/layouts"
_SCHEMA = "# yaml-language-server: $schema=../../schemas/layout.json\n"
_ROOMS = (("rolebook.paper", (".typ", ".docx")), ("rolebook.site", (".j2",)))


def new_layout(root: Path, id_: str, like: str | None) -> Path:
    """Copy a layout of ours to templates/layouts/. Exits with 2 where there is none like it, or a
    file of that name."""
    from rolebook.findings import did_you_mean
    from rolebook.model.control import LAYOUTS as OURS
    from rolebook.model.layout import PROCEDURE

    known = (*OURS, PROCEDURE)
    chosen = like or (id_ if id_ in known else OURS[0])
    if chosen not in known:
        hint = did_you_mean(chosen, known) or f"there is {', '.join(known)}"
        raise click.UsageError(f'there is no layout "{chosen}" of ours; {hint}')
    text = (files("rolebook.views") / "layouts" / f"{chosen}.yml").read_text("utf-8")
    path = root / LAYOUTS / f"{id_}.yml"
    _write(path, (_SCHEMA + text).encode())
    return path


def new_template(root: Path, name: str) -> Path:
    """Copy a template of ours to templates/. Exits with 2 where there is none of that name, or a
    file there already."""
    from rolebook.findings import did_you_mean

    ours = templates()
    if name not in ours:
        hint = did_you_mean(name, ours) or f"there is {', '.join(ours)}"
        raise click.UsageError(f'there is no template "{name}"; {hint}')
    path = root / TEMPLATES / name
    _write(path, ours[name].read_bytes())
    return path


def templates() -> dict[str, Traversable]:
    """Our templates by name."""
    return {
        file.name: file
        for room, endings in _ROOMS
        for file in sorted((files(room) / "templates").iterdir(), key=lambda file: file.name)
        if file.name.endswith(endings)
    }


def _write(path: Path, content: bytes) -> None:
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            create(path, content)
        except FileExistsError:
            raise CannotWrite(f"{shown(path)} is there already, and stays as it is") from None
