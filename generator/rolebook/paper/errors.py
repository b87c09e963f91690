"""The one way in which making a paper fails.

Why: a command line shows it as a sentence about a document, never as a traceback.
"""

from __future__ import annotations


class PaperError(Exception):
    """A paper cannot be made. ``document`` is the id of the document, or empty when the fault
    lies with the installation or a template; ``message`` says what is wrong, in a sentence."""

    def __init__(self, document: str, message: str) -> None:
        super().__init__(document, message)  # both as arguments: it crosses processes by pickle
        self.document = document
        self.message = message

    def __str__(self) -> str:
        return f"{self.document}: {self.message}" if self.document else self.message
