"""The content security policy of a page: what it may load and run, and nothing else.

Why: a handbook shows text that many people typed. Should any of it ever slip through as markup,
the browser still runs only what the site's shell brought along. Put into each page after it is
rendered, so that it also holds on a disk and on hosts that set no header.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_STYLE_ATTRIBUTE = re.compile(r"<[a-z][^<>]*?\sstyle=\"([^\"]*)\"", re.IGNORECASE)
_DATA_BLOCK = re.compile(r"type=[\"']?application/(?:ld\+)?json", re.IGNORECASE)
_CHARSET = re.compile(r"<meta charset=[\"']?utf-8[\"']?\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Policy:
    """Hashes of the inline scripts, inline styles and style attributes that may take effect."""

    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()

    def __or__(self, other: Policy) -> Policy:
        return Policy(
            self.scripts | other.scripts,
            self.styles | other.styles,
            self.attributes | other.attributes,
        )

    def __str__(self) -> str:
        """The policy as it stands in a meta element. Pagefind's search needs WebAssembly."""
        attributes = ["'unsafe-hashes'", *sorted(self.attributes)] if self.attributes else []
        directives = {
            "default-src": ["'none'"],
            "script-src": ["'self'", "'wasm-unsafe-eval'", *sorted(self.scripts)],
            "style-src": ["'self'", *sorted(self.styles)],
            "style-src-attr": attributes or ["'none'"],
            "img-src": ["'self'", "data:"],
            "font-src": ["'self'"],
            "connect-src": ["'self'"],
            "worker-src": ["'self'"],
            "manifest-src": ["'self'"],
            "base-uri": ["'none'"],
            "form-action": ["'none'"],
        }
        return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())

    @property
    def header(self) -> str:
        """The policy as a response header, which can also forbid framing by other sites."""
        return f"{self}; frame-ancestors 'self'"


def policy_of(page: str, content: str = "") -> Policy:
    """The policy of a rendered page.

    Scripts count only outside ``content``, the page's own body: nothing that stands in a
    document ever earns the right to run.
    """
    shell = page.replace(content, "", 1) if content else page
    return Policy(
        frozenset(
            _hash(text)
            for attributes, text in _SCRIPT.findall(shell)
            if not _DATA_BLOCK.search(attributes)
        ),
        frozenset(map(_hash, _STYLE.findall(page))) if "<style" in page else frozenset(),
        frozenset(_hash(unescape(text)) for text in _STYLE_ATTRIBUTE.findall(page))
        if " style=" in page
        else frozenset(),
    )


def with_policy(page: str, policy: Policy) -> str:
    """The page with its policy right behind the character set, before anything is loaded."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return _CHARSET.sub(lambda match: match.group(0) + meta, page, count=1)


def union(policies: Iterable[Policy]) -> Policy:
    """One policy for many pages, for a host that sets it as a header."""
    total = Policy()
    for policy in policies:
        total |= policy
    return total


@lru_cache(maxsize=256)
def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
