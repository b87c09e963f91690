"""A job family: its roles, and the steps of a career from grade to grade."""

from __future__ import annotations

from rolebook.views.career import career_section
from rolebook.views.document import Document, Section
from rolebook.views.pages import entry_page, intro, roles_table
from rolebook.views.writer import Writer


def family_document(writer: Writer, id_: str) -> Document:
    """A job family with its roles, highest grade first, and its career steps."""
    _ = writer.words
    family = writer.book.families[id_]
    roles = [role for role in writer.book.roles.values() if role.family == id_]
    return entry_page(
        writer, "family", family, _("Job family"),
        Section("about", _("What these jobs have in common"), intro(writer, family.text)),
        Section("roles", _("Roles"), roles_table(writer, roles)),
        *career_section(writer, roles),
    )  # fmt: skip
