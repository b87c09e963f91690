"""Roles side by side in the reader's words: as one document, and the page on which they are
chosen."""

from __future__ import annotations

from collections.abc import Sequence

from rolebook.handbook import Handbook
from rolebook.views.beside import Compared, Sign, beside, told
from rolebook.views.document import Cell, Document, Paragraph, Row, Section, Table, plain
from rolebook.views.labels import labels
from rolebook.views.own_words import own_words_said
from rolebook.views.pages import site_page
from rolebook.views.writer import Writer


def sign_words(writer: Writer) -> dict[Sign, str]:
    """The differences in words; ``{role}`` is to be filled in."""
    _ = writer.words
    return {
        "same": _("The same"),
        "only": _("Only {role}"),
        "not": _("Not {role}"),
        "other": _("{role} is different"),
        "different": _("Different"),
    }


def names(writer: Writer, ids: Sequence[str]) -> tuple[str, ...]:
    """The roles' titles; where two have the same, with their ids."""
    titles = [writer.book.roles[id_].title.plain for id_ in ids]
    return tuple(
        f"{title} ({id_})" if titles.count(title) > 1 else title
        for title, id_ in zip(titles, ids, strict=True)
    )


def in_words(writer: Writer, row: Compared, called: Sequence[str]) -> str:
    """The difference of a row in words."""
    role = "" if row.who is None else called[row.who]
    return sign_words(writer)[row.sign].replace("{role}", role)


def beside_document(writer: Writer, ids: Sequence[str]) -> Document:
    """Two or three roles as one document. Raises KeyError for an unknown id."""
    _ = writer.words
    called = names(writer, ids)
    chapters = tuple(beside([told(writer, writer.book.roles[id_]) for id_ in ids]))
    head = (_("What"), *called, _("Difference"))
    widths = (4, *(7 for _role in ids), 4)
    sections = tuple(
        Section(chapter.key, chapter.title, (Table("", head, tuple(
            Row((
                Cell((plain(row.title),), header=True),
                *(Cell(lines or (plain("–"),), bulleted=len(lines) > 1) for lines in row.cells),
                Cell((plain(in_words(writer, row, called)),)),
            ))
            for row in rows
        ), widths),))
        for chapter, rows in chapters
    )  # fmt: skip
    if any(row.by_word for _chapter, rows in chapters for row in rows):
        note = Section("marked", "", (Paragraph(plain(own_words_said(writer)), "note"),))
        sections = (note, *sections)
    return Document(
        kind="beside",
        id="-".join(ids),
        lang=writer.lang,
        title=writer.words.all_of(called),
        label=_("Side by side"),
        sections=sections,
        organisation=writer.organisation,
        labels=labels(writer),
    )


def former_ids(book: Handbook) -> dict[str, str]:
    """The ids that roles had before, each with the present one: addresses that name them stay."""
    return {old: role.id for role in book.roles.values() for old in role.formerly}


def compare_document(writer: Writer) -> Document:
    """The page on which two or three roles are chosen. What they say comes from scripts."""
    _ = writer.words
    return site_page(
        writer, "compare", "compare", _("Compare roles"), _("Side by side"), (),
        _("Choose two or three roles and see what they have in common and in what they differ."),
    )  # fmt: skip


def compare_words(writer: Writer) -> dict[str, str]:
    """What the page and its script say; ``{names}`` are the script's to fill in."""
    _ = writer.words
    return {
        "intro": _("Choose two or three roles and see what they have in common and in what they "
                   "differ."),
        "first": _("First role"),
        "second": _("Second role"),
        "third": _("Third role, if you like"),
        "choose": _("Choose a role"),
        "reading": _("The roles are being read …"),
        "broken": _("The role could not be read. Was the site published as a whole?"),
        "told": _("{roles}: {different} of {count} rows differ; in {alone} of them only one role "
                  "says something."),
        "whole_text": _("Whole text"),
        "whole_list": _("All {count} entries"),
        "another": _("{role} is chosen. Choose another role to set beside it."),
        "unknown": _("Not in this handbook, and left out: {names}."),
        "most": _("At most three roles stand side by side; left out: {names}."),
        "marked": own_words_said(writer),
        "differences": _("Show only what differs"),
        "what": _("What"),
        "difference": _("Difference"),
        "nothing": _("They differ in nothing."),
        "needs_script": _("This page needs JavaScript. Without it, open the pages of the roles one "
                          "beside the other."),
        "everything": _("Find a role or procedure"),
        **{str(sign): text for sign, text in sign_words(writer).items()},
    }  # fmt: skip
