"""Where each document stands on the site. Permanent: these addresses stand in QR codes on paper.

Source: decision 9 of the architecture: the same path in each language, papers beside pages.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from rolebook.model.text import Link

ADDRESSES: Mapping[str, str] = {
    "role": "roles/{id}.html",
    "procedure": "procedures/{id}.html",
    "family": "families/{id}.html",
    "area": "areas/{id}.html",
    "unit": "units/{id}.html",
    "raci": "raci.html",
    "form": "forms/{id}.html",
    "forms": "forms.html",
    "records": "records.html",
    "file": "{id}",
    "organisation": "organisation.html",
    "scheme": "schemes/{id}.html",
    "grades": "grades.html",
    "grade": "grades/{id}.html",
    "assistant": "grading-assistant.html",
    "dossier": "grading-dossier.html",
    "glossary": "glossary.html",
    "register": "register.html",
    "changes": "changes.html",
    "authorities": "authorities.html",
    "history": "history/{id}.html",
    "verify": "verify.html",
    "everything": "everything.html",
    "compare": "compare.html",
    "home": "index.html",
    "page": "{id}.html",
}
"""Below the folder of a language (``nl/``)."""


def address_of(link: Link) -> str:
    """The address below the language's folder, or nothing for a link that leads elsewhere."""
    pattern = ADDRESSES.get(link.kind)
    return pattern.format(id=link.id) if pattern else ""


def relative(target: str, page: str) -> str:
    """The way from one address to another: up to the language's folder, then down."""
    path, hash_, anchor = target.partition("#")
    if path == page:
        return hash_ + anchor or posixpath.basename(page)
    return "../" * page.count("/") + path + hash_ + anchor


def published(site: str, lang: str, link: Link) -> str:
    """The whole address on the published site, or nothing where it is not known."""
    place = address_of(link)
    if not site or not place:
        return ""
    anchor = f"#{link.anchor}" if link.anchor else ""
    return f"{site.rstrip('/')}/{lang}/{place}{anchor}"
