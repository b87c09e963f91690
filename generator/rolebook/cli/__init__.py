"""The command line: one thin module per command, loaded only when its command runs.

Why lazy: `rolebook --help` is typed often and should not pay for Typst, MkDocs or pydantic.
"""

from __future__ import annotations

import gc
import sys

import click

from rolebook import __version__
from rolebook.cli.commands import Commands

COMMANDS = {
    "approve": "Approve a role, procedure or scheme: its next version.",
    "build": "Build the website with its papers into site/.",
    "check": "Check the handbook and show every finding.",
    "compare": "Show two or three roles side by side.",
    "diff": "Show what changed in a document since it was approved.",
    "explain": "Explain a code of finding.",
    "export": "Write overviews as tables, or all pages as Markdown.",
    "grade": "Work out the grade of a role from answers, with every reason.",
    "import": "Bring documents in as drafts of roles and procedures.",
    "init": "Make a small handbook in a new folder.",
    "new": "Write a file to begin with: a role, procedure, scheme or roster.",
    "objection": "Note an objection to the decision on a grade, in private/.",
    "print": "Print job descriptions and procedures as PDF and DOCX.",
    "schema": "Write the JSON Schemas that editors use.",
    "serve": "Show the handbook in a browser and follow every change.",
    "sign": "Sign a paper digitally, in its place for a signature.",
    "signatures": "Keep the register of who signed which version.",
    "translated": "Record that a translation is in step with its original.",
    "verify": "Say whether a paper is current, from its file or its code.",
}
"""Every command with its one line of help."""


class _Commands(Commands):
    named = COMMANDS
    package = "rolebook.cli"


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rolebook", message="%(prog)s %(version)s")
def cli() -> None:
    """Job roles and procedures as YAML: checked, published as a website, printed to be signed.

    Commands work from any folder of a handbook. Exit code 0: no errors; 1: errors found;
    2: wrong use.
    """


def main() -> None:
    """The entry point: output in UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # A command is over before garbage would matter, and what a handbook is read into lives to the
    # end: looking through it again and again, and once more at the end, takes as long as a check.
    gc.disable()
    try:
        cli()
    finally:
        gc.freeze()
