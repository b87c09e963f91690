"""Archives come out in one form, whatever wrote them and whenever."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from rolebook.paper.zips import fixed, pack, unpack


def written(names: list[str], *, time: tuple[int, ...], method: int, mode: int) -> bytes:
    """An archive as some library would write it."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, time)  # type: ignore[arg-type]
            entry.external_attr = mode << 16
            entry.compress_type = method
            archive.writestr(entry, f"content of {name}" * 20)
    return target.getvalue()


NAMES = ["word/document.xml", "docProps/core.xml", "[Content_Types].xml", "_rels/.rels", "ü.xml"]


def test_order_time_permissions_and_compression_of_the_writer_do_not_matter() -> None:
    one = written(NAMES, time=(2026, 10, 1, 12, 30, 0), method=zipfile.ZIP_STORED, mode=0o600)
    other = written(
        NAMES[::-1], time=(1999, 12, 31, 23, 59, 58), method=zipfile.ZIP_DEFLATED, mode=0o755
    )
    assert one != other
    assert fixed(one) == fixed(other)


def test_the_list_of_types_comes_first_and_the_rest_is_sorted() -> None:
    made = fixed(written(NAMES, time=(2026, 1, 1, 0, 0, 0), method=0, mode=0o644))
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert archive.namelist() == [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/document.xml",
            "ü.xml",
        ]
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}
        assert {entry.create_system for entry in archive.infolist()} == {3}


def test_content_survives_and_a_second_time_changes_nothing() -> None:
    parts = {"b/c.xml": b"<c/>", "a.bin": bytes(range(256)) * 50, "empty": b""}
    made = pack(parts)
    assert unpack(made) == parts
    assert fixed(made) == made


def test_entries_for_bare_folders_are_left_out() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.mkdir("word")
        archive.writestr("word/document.xml", "<d/>")
    assert list(unpack(target.getvalue())) == ["word/document.xml"]


def test_what_is_no_archive_is_refused() -> None:
    with pytest.raises(zipfile.BadZipFile):
        fixed(b"no archive at all")
