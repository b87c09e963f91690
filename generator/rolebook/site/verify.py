"""The page that says whether a paper is current, with its script and what the script knows."""

from __future__ import annotations

from rolebook.site.contents import NavLink, PageSource, Tool
from rolebook.translation import language_name
from rolebook.views.addresses import ADDRESSES
from rolebook.views.verification import verify_document, verify_script, verify_words
from rolebook.views.writer import Writer

_FOLDER = "assets/rolebook"
_KNOWN = f"{_FOLDER}/editions.js"


def verify_page(writer: Writer, home: NavLink) -> PageSource:
    """The page. Its address is in the QR codes of papers."""
    return PageSource(
        ADDRESSES["verify"],
        verify_document(writer),
        trail=(home,),
        searched=False,
        named=True,
        tool=Tool(
            "verify.html.j2",
            styles=(f"{_FOLDER}/verify.css",),
            scripts=(_KNOWN, f"{_FOLDER}/verify.js"),
            data={"words": verify_words(writer), "register": ADDRESSES["register"]},
        ),
    )


def verify_script_file(writer: Writer) -> tuple[str, str]:
    """Address and content of what the page knows: a file, because a page on a disk may load no
    other data."""
    languages = writer.book.settings.languages
    names = {lang: language_name(lang, writer.lang) or lang for lang in languages}
    return _KNOWN, verify_script(writer, names)
