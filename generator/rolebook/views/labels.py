"""The few words that outputs need of their own."""

from __future__ import annotations

from rolebook.views.writer import Writer


def labels(writer: Writer) -> dict[str, str]:
    """Words for running headers, marks and links; ``{page}`` and ``{pages}`` are the output's."""
    _ = writer.words
    return {
        "page_of": _("Page {page} of {pages}"),
        "watermark": _("DRAFT"),
        "other_language": _("not translated yet"),
        "contents": _("Contents"),
        "document_control": _("Document control"),
        "version": _("Version"),
        "status": _("Status"),
        "facts": _("At a glance"),
        "download_pdf": _("PDF"),
        "download_docx": _("Word"),
        "approved": _("Approved"),
        "seal": _("Place for the seal"),
    }
