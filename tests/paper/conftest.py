"""What tests of papers share."""

from __future__ import annotations

import pytest
from samples import role
from word import Word

from rolebook.paper.docx import docx


@pytest.fixture(scope="session")
def english() -> Word:
    """A draft of a job description in Word's form. Read it only."""
    return Word(docx(role("en", "draft")))
