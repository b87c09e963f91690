"""A document as one HTML file of its own, which needs no other file and no site."""

from __future__ import annotations

from pathlib import Path

from rolebook.site.contents import SHELL_WORDS, Edition, PageSource
from rolebook.site.pages import Pages
from rolebook.site.policy import policy_of, with_policy
from rolebook.translation import words
from rolebook.views.document import Document


def standalone(document: Document, templates: Path | None = None) -> str:
    """The whole file. Links to other pages of the handbook are words: they would lead nowhere.

    ``templates``: the handbook's own folder, which comes first.
    """
    _ = words(document.lang)
    edition = Edition(
        lang=document.lang,
        governing=document.lang,
        languages=(),
        site_name="",
        pages=(),
        words={message: _(message) for message in SHELL_WORDS},
    )
    pages = Pages(edition, templates)
    page = pages.whole("standalone.html.j2", PageSource("", document))
    return with_policy(page, policy_of(page))
