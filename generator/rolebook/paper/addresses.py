"""Links on paper: to which places in it they lead, and which may lead out of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from rolebook.views.document import Link

Address = Callable[[Link], str]
"""Where a reference to another document, or to a place in this one, leads: a web address, a
place in the paper (``#a-3``), or nothing."""

OUTSIDE = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)
"""What may lead out of a paper."""
_BROKEN_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")


def places(data: object) -> frozenset[str]:
    """The names of the places in a document given as data to which links can lead: those that stand
    there once."""
    return frozenset(name for name, times in Counter(_anchors(data)).items() if name and times == 1)


def _anchors(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _anchors(item)
    elif isinstance(value, dict):
        if not {"kind", "id"} <= value.keys():  # a link names a place, it is none
            yield value.get("anchor", "")
        for item in value.values():
            yield from _anchors(item)


def web_address(typed: str) -> str:
    """The address of a link that may leave the paper, or nothing when it is not safe or not an
    address at all: Word calls a file with a malformed one damaged."""
    if not OUTSIDE.fullmatch(typed):
        return ""
    try:
        parts = urlsplit(typed)
    except ValueError:
        return ""
    whole = quote(typed, safe=":/?#@!$&'()*+,;=%-._~")
    damaged = _BROKEN_ESCAPE.search(whole) or not (parts.hostname or parts.scheme == "mailto")
    return "" if damaged else whole
