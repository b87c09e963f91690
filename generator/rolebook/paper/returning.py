"""Names for the author's words in a DOCX, by which they are found again when the file comes back.

Why bookmarks: nobody sees them (Word hides those whose name begins with an underscore), they move
and go with the words they are around, and word processors keep them. What the words are is read
from the paper itself, so that a lost bookmark costs nothing but certainty.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b32encode
from collections import Counter

from lxml import etree

from rolebook.model.base import Path
from rolebook.paper.ooxml import find_all, name

_PREFIX = "rolebook"
_NAME = re.compile(rf"_?{_PREFIX}([A-Z2-7]{{16}})(?:_\d+)?", re.IGNORECASE)


def place_name(path: Path) -> str:
    """The name of a place in an author's file, as pandoc takes it. Word allows 40 letters, digits
    and underscores."""
    digest = hashlib.sha256(json.dumps(path).encode()).digest()
    return _PREFIX + b32encode(digest[:10]).decode("ascii")


def place_of(bookmark: str) -> str:
    """The name of a place as `place_name` gives it; empty for a bookmark of another kind."""
    found = _NAME.fullmatch(bookmark)
    return _PREFIX + found[1].upper() if found else ""


def finish_places(body: etree._Element) -> None:
    """Hide the bookmarks, and number those of words that stand on the paper more than once: Word
    drops a name's second use."""
    times: Counter[str] = Counter()
    for mark in find_all(body, ".//w:bookmarkStart"):
        if place := place_of(str(mark.get(name("w:name"), ""))):
            times[place] += 1
            again = f"_{times[place]}" if times[place] > 1 else ""
            mark.set(name("w:name"), f"_{place}{again}")
