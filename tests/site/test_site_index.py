"""The search index: what is in it, and that its bytes are always the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bakery import edition, many
from hypothesis import given
from hypothesis import strategies as st

from rolebook.site import cbor
from rolebook.site.canonical import SearchError, canonical
from rolebook.site.companions import Companions
from rolebook.site.passages import Found, Passage, found
from rolebook.site.search import write_index
from rolebook.site.vocabulary import stop_words, vocabulary, whole_names

VALUES = st.recursive(
    st.integers(0, 2**64 - 1) | st.text(), lambda inner: st.lists(inner, max_size=30), max_leaves=60
)


@given(VALUES)
def test_cbor_round_trip(value: cbor.Value) -> None:
    assert cbor.decode(cbor.encode(value)) == value


@pytest.mark.parametrize("data", [b"", b"\x18", b"\x62a", b"\xa0", b"\x00\x00", b"\x9f\xff"])
def test_cbor_of_another_form_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, IndexError)):
        cbor.decode(data)


def test_a_record_holds_every_word_with_its_weight_and_place() -> None:
    handbook = edition("en")
    page = found(handbook.by_address["roles/head-baker.html"], handbook)
    assert (page.title, page.also) == ("Head baker", ("Brotmeister", "Master of loaves"))
    assert page.filters == {
        "family": ("Ovens and dough",),
        "grade": ("F",),
        "kind": ("Reference job",),
    }
    texts = " ".join(passage.text for passage in page.passages)
    for words in ("see Feeding the sourdough.", "Limit: EUR 1,500", "No empty basket", "Purpose"):
        assert words in texts
    weights = {passage.anchor: passage.weight for passage in page.passages if passage.anchor}
    assert weights["a"] > weights["a-1"] > weights["purpose"]


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    seen = []
    for attempt in range(3):
        folder = tmp_path / str(attempt)
        write_index(many("nl", 40), folder)
        seen.append(
            {
                path.relative_to(folder).as_posix(): path.read_bytes()
                for path in folder.rglob("*")
                if path.is_file()
            }
        )
    assert seen[0] == seen[1] == seen[2]
    assert "pagefind.js" in seen[0]
    assert not [name for name in seen[0] if "ui" in name]


def test_files_of_another_form_are_told() -> None:
    with pytest.raises(SearchError, match="unknown form"):
        canonical({"pagefind.en_1.pf_meta": b"nonsense", "pagefind-entry.json": b"{}"})


def test_the_words_come_in_pieces_that_part_no_first_letter() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [f"{a}{b}{c}rding" for a in letters for b in letters for c in letters[:8]]
    pages = [
        Found("a.html", "Übersicht", "", (Passage(" ".join(words)),)),
        Found("b.html", "Ubersicht", "", (Passage("de Aacrding"),), filters={"kind": ("Page",)}),
    ]
    stop = stop_words("nl")
    files = vocabulary(pages, Companions("nl", (), (), stop), stop)
    index = json.loads(files["rolebook.json"])
    read: dict[str, int] = {}
    for first, name in index["pieces"]:
        before, piece = "", {}
        for line in files[name].decode().splitlines():
            before = before[: int(line[0], 36)] + line[1:-1]
            piece[before] = int(line[-1])
        assert next(iter(piece)) == first
        assert not {word[0] for word in piece} & {word[0] for word in read}
        read |= piece
    assert len(index["pieces"]) > 1
    assert set(read) == {*words, "ubersicht"}
    assert list(read) == sorted(read)
    assert (read["aacrding"], read["aadrding"]) == (2, 1), "pages, as a power of two"
    assert "de" in index["stop"]
    assert index["totals"] == {"kind": {"Page": 1}}


def test_a_page_is_called_by_its_number_and_by_other_words_for_its_whole_name() -> None:
    page = Found("grades.html", "Grades", "", (), called=("P-05", "Where do I stand?"))
    near = Companions("en", (), [["pay grade", "grade", "salary"], ["grades of salt", "brine"]])
    names = whole_names(page, near, frozenset({"do", "i"}))
    assert names == ["grades", "05p", "p05", "standwhere", "gradepay", "grade", "salary"]
