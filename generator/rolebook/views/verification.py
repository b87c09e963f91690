"""Is this paper current? What the paper says of it, and the page that answers.

The page works without a server: what it knows is one script file. It knows fingerprints, titles and
versions, and no person.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from rolebook.records.embedded import edition_data
from rolebook.records.fingerprint import canonical_json
from rolebook.records.force import Period, overtaking, periods
from rolebook.records.known import Known, known_editions
from rolebook.records.status import Document as Approvable
from rolebook.views.addresses import address_of, published
from rolebook.views.control import Medium, document_line
from rolebook.views.document import (
    Document,
    Embedded,
    Line,
    Link,
    Section,
    Span,
    Stamp,
    plain,
)
from rolebook.views.pages import site_page
from rolebook.views.qr import page_code, side
from rolebook.views.registers import Entry, entries
from rolebook.views.revision import Revisions
from rolebook.views.writer import Writer


def stamp(writer: Writer, kind: str, document: Approvable, medium: Medium) -> Iterator[Section]:
    """The code of the paper's text and the way to the answer, at the end of a paper."""
    if medium != "paper":
        return
    _ = writer.words
    code = writer.standing(kind, document.id).fingerprint
    title = _("Is this paper current?")
    address = published(writer.book.settings.address or "", writer.lang, Link("verify", ""))
    if address:
        said = _("Scan the code with a telephone, or type it on this page:")
        where = address.partition("://")[2]
        lines = [plain(said), Line((Span(where, link=Link("url", address)),))]
    else:
        said = _("Type the code in the handbook, on the page “{page}”.", page=title)
        lines = [plain(said)]
    picture = page_code(writer, Link("verify", "", code))
    made = Stamp(title, code, tuple(lines))
    if picture:
        made = replace(made, picture=replace(picture, title=title), side=side(picture))
    yield Section("verification", "", (made,))


def embedded(writer: Writer, kind: str, document: Approvable, medium: Medium) -> Embedded | None:
    """What the paper states, as data for its file."""
    if medium != "paper":
        return None
    standing = writer.standing(kind, document.id)
    data = edition_data(standing, document)
    names = ("document", "id", "language", "version", "fingerprint")
    return Embedded(
        content=canonical_json(data),
        description=writer.words("What this paper states, as data"),
        facts={name: str(data[name]) for name in names},
    )


def verify_document(writer: Writer) -> Document:
    """The page on which a code is typed. Its form and its answers come from a script."""
    _ = writer.words
    return site_page(
        writer, "verify", "verify", _("Is this paper current?"), _("Document control"), (),
        _("Type the code of a paper and see whether it still holds."),
    )  # fmt: skip


def verify_words(writer: Writer) -> dict[str, str]:
    """What the page and its script say; ``{names}`` are the script's to fill in."""
    _ = writer.words
    return {
        "intro": _("On its last page, a paper of this handbook has a code of four times four "
                   "characters. It tells whether the paper still says what holds."),
        "label": _("Code of the paper"),
        "hint": _("Small letters, spaces and dashes do not matter. 0 is read as O, 1 as I and 8 "
                  "as B."),
        "check": _("Check"),
        "needs_script": _("This page needs JavaScript. Without it, compare the code with the "
                          "fingerprints in the history of the document."),
        "register": _("Document register"),
        "current": _("Current"),
        "current_said": _("This is version {version} of {title}, in {language}. It is in force "
                          "from {date}, and nothing newer has been approved."),
        "current_until_said": _("This is version {version} of {title}, in {language}. It is in "
                                "force until {until}; from {day} version {last} is."),
        "coming": _("Not yet in force"),
        "coming_said": _("This is version {version} of {title}, in {language}. It is in force from "
                         "{date}, not yet. Until then version {last} is."),
        "coming_first_said": _("This is version {version} of {title}, in {language}. It is in "
                               "force from {date}, not yet."),
        "superseded": _("Superseded"),
        "superseded_said": _("This is version {version} of {title}, in {language}. Version {last} "
                             "of {date} has taken its place."),
        "superseded_later_said": _("This is version {version} of {title}, in {language}. Version "
                                   "{last} of {date}, in force from {day}, has taken its place."),
        "superseded_never_said": _("This is version {version} of {title}, in {language}. It never "
                                   "comes into force: version {last}, in force from {day}, takes "
                                   "its place."),
        "withdrawn": _("Withdrawn"),
        "withdrawn_said": _("This is version {version} of {title}, in {language}. The document is "
                            "withdrawn with effect from {date}."),
        "withdrawn_draft_said": _("This is a draft of {title}, in {language}. The document is "
                                  "withdrawn with effect from {date}."),
        "replaced": _("Replaced by"),
        "draft": _("Draft"),
        "draft_said": _("This is a draft of {title}, in {language}. It was not approved."),
        "unknown": _("Unknown"),
        "unknown_said": _("No text of this handbook has the code {code}. Look whether you typed "
                          "it as it is printed. If you did, the paper may be a draft, or "
                          "somebody changed it."),
        "length_said": _("A code has 16 characters; these are {count}."),
        "character_said": _("A code has letters, and digits from 2 to 7; look again at: "
                            "{characters}"),
        "page": _("The page in the handbook"),
        "changes": _("What has changed since"),
        "history": _("All versions"),
    }  # fmt: skip


def verify_script(writer: Writer, language_name: Mapping[str, str]) -> str:
    """What the page knows, as a script: the documents, and the texts by their codes.

    Of drafts it knows those of its own language. ``language_name``: of each language's tag.
    """
    every = entries(writer)
    drafts = [entry.standing for entry in every]
    known = known_editions(writer.book, writer.records, drafts)
    texts = [text for same in known.values() for text in same if text.document is not None]
    revisions = Revisions(writer)
    here = {(entry.kind, entry.id): entry for entry in every}
    shown = dict.fromkeys((text.kind, text.id) for text in texts)
    places = {key: number for number, key in enumerate(shown)}
    data = {
        "documents": [_document(writer, here[key], revisions) for key in shown],
        "languages": language_name,
        "texts": {
            code.replace("-", ""): [
                _text(writer, text, places[text.kind, text.id])
                for text in same
                if text.document is not None
            ]
            for code, same in sorted(known.items())
        },
    }
    return f"window.rolebookEditions = {json.dumps(data, separators=(',', ':'))};\n"


def _document(writer: Writer, entry: Entry, revisions: Revisions) -> dict[str, Any]:
    """What is said of a document, whichever of its texts somebody holds."""
    _ = writer.words
    standing, control = entry.standing, entry.control
    found: dict[str, Any] = {
        "title": entry.document.title.plain,
        "page": address_of(Link(entry.kind, entry.id)),
    }
    if control.number:
        found["number"] = control.number
    if standing.revisions:
        found["periods"] = [_period(writer, period) for period in periods(standing.revisions)]
        found["history"] = address_of(Link("history", entry.id)).removesuffix(".html")
        found["compared"] = revisions.has_pages(entry)
    if control.withdrawn:
        found["withdrawn"] = _.date(control.withdrawn)
        if control.replaced_by:
            line = document_line(writer, entry.kind, control.replaced_by)
            title = "".join(span.text for span in line.spans)
            found["replaced"] = [title, address_of(Link(entry.kind, control.replaced_by))]
    return found


def _period(writer: Writer, period: Period) -> list[str]:
    """The version, when it was approved, its first day in ISO form and in words, and its last."""
    _, revision = writer.words, period.revision
    since = _.date(period.since)
    until = [_.date(period.until)] if period.until else []
    return [revision.version, _.date(revision.on), period.since.isoformat(), since, *until]


def _text(writer: Writer, text: Known, place: int) -> list[Any]:
    """The document by its place, what the text is, language; of an approved text the versions that
    say it, its latest revision, whether that is the last of all, and by their places the periods in
    which it is in force. Where there are none: what takes its place before it is, and its day."""
    found: list[Any] = [place, text.what, text.lang]
    if text.revisions:
        versions = writer.words.any_of(revision.version for revision in text.revisions)
        numbers = {revision.number for revision in text.revisions}
        every = periods(text.every)
        mine = [n for n, period in enumerate(every) if period.revision.number in numbers]
        found += [versions, text.revisions[-1].number, int(text.last), mine]
        later = None if mine else overtaking(text.every, text.revisions[-1])
        if later:
            found += [
                later.version,
                writer.words.date(later.effective),
                later.effective.isoformat(),
            ]
    return found
