"""Zip archives (DOCX, XLSX) with the same bytes for the same content.

Why: what a library writes carries the clock, the order of its tables and the system it ran on.
Here every archive is written anew: sorted names, one time, one set of permissions, one
compression.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive can state
_UNIX = 3
_PLAIN_FILE = 0o100644 << 16
_LEVEL = 6


def fixed(archive: bytes) -> bytes:
    """The same archive in its one fixed form.

    Raises zipfile.BadZipFile when ``archive`` is none.
    """
    return pack(unpack(archive))


def unpack(archive: bytes) -> dict[str, bytes]:
    """The files of an archive by name. Entries for bare folders are left out: OPC has none.

    Raises zipfile.BadZipFile when ``archive`` is none.
    """
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        return {
            entry.filename: opened.read(entry) for entry in opened.infolist() if not entry.is_dir()
        }


def pack(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these files by name, in its one fixed form."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in sorted(parts, key=_order):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name], compresslevel=_LEVEL)
    return written.getvalue()


def _order(name: str) -> tuple[int, str]:
    # Readers of office files look for the list of types first and the relations next (OPC).
    first = {"[Content_Types].xml": 0, "_rels/.rels": 1}
    return first.get(name, 2), name
