from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbooks import SMALL, Handbook, codes_of, findings_of
from rolebook.handbook import load
from rolebook.model.text import Text
from rolebook.records.translations import (
    BrokenRecord,
    Pair,
    beside,
    fingerprint,
    read_pairs,
    record,
)

KEY = ("role", "baker", "nl")


def entry(root: Path):
    handbook = load(root).handbook
    assert handbook is not None
    return handbook.entry("role", "baker")


def recorded(root: Path) -> Path:
    """The handbook with all its translations recorded."""
    handbook = load(root).handbook
    assert handbook is not None
    for item in handbook.entries.values():
        rows = [row for row in beside(item, "nl") if row.translation]
        record(root, (item.kind, item.id, "nl"), [row.pair for row in rows])
    return root


def edit(root: Path, file: str, *changes: tuple[str, str]) -> Path:
    path = root / file
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return root


def about_translations(root: Path) -> list[tuple[str, str]]:
    return [
        (f.code.removeprefix("translation-"), f.message)
        for f in findings_of(root)
        if f.code.startswith("translation-")
    ]


def test_a_hash_is_of_the_words_and_not_of_their_line_breaks_or_accents():
    assert fingerprint(Text("Kneads  the\n dough.", "en")) == fingerprint(Text("Kneads the dough."))
    assert fingerprint(Text("pru\u0308ft")) == fingerprint(Text("pr\u00fcft"))
    assert fingerprint(Text("Kneads")) != fingerprint(Text("kneads"))


def test_each_text_stands_beside_its_translation(small: Handbook):
    rows = list(beside(entry(small({"roles/baker.nl.yml": "title: Bakker\n"})), "nl"))
    assert [(r.original.raw, r.translation.raw if r.translation else None) for r in rows][:3] == [
        ("Baker", "Bakker"),
        ("the owner", None),
        ("Bakes the bread.", None),
    ]


def test_a_new_translation_is_unrecorded_in_one_finding(small: Handbook):
    assert about_translations(small()) == [
        ("unrecorded", "6 texts are not recorded as being in step with the original"),
        ("unrecorded", "1 text is not recorded as being in step with the original"),
    ]


def test_what_is_recorded_is_in_step(small: Handbook):
    assert codes_of(recorded(small())) == []


def test_new_line_breaks_do_not_put_a_text_out_of_step(small: Handbook):
    root = recorded(small())
    edit(
        root, "roles/baker.yml", ("purpose: Bakes the bread.", "purpose: >-\n  Bakes\n  the bread.")
    )
    assert codes_of(root) == []


def test_a_changed_original_makes_its_translation_outdated_and_no_other(small: Handbook):
    root = recorded(small())
    edit(root, "roles/baker.yml", ("Kneads the dough.", "Kneads all dough."))
    assert about_translations(root) == [
        ("outdated", "the original of A.2 changed since it was translated")
    ]


def test_an_original_changed_back_is_in_step_again(small: Handbook):
    root = recorded(small())
    edit(root, "roles/baker.yml", ("Kneads the dough.", "Kneads all dough."))
    edit(root, "roles/baker.yml", ("Kneads all dough.", "Kneads the dough."))
    assert codes_of(root) == []


def test_a_changed_translation_is_to_be_recorded_again(small: Handbook):
    root = recorded(small())
    edit(root, "roles/baker.nl.yml", ("Kneedt het deeg.", "Kneedt alle deeg."))
    assert about_translations(root) == [
        ("unrecorded", "1 text is not recorded as being in step with the original")
    ]


def test_translation_and_original_changed_together_are_to_be_recorded(small: Handbook):
    root = recorded(small())
    edit(root, "roles/baker.yml", ("Kneads the dough.", "Kneads all dough."))
    edit(root, "roles/baker.nl.yml", ("Kneedt het deeg.", "Kneedt alle deeg."))
    assert [code for code, _ in about_translations(root)] == ["unrecorded"]


LISTED = {
    **SMALL,
    "roles/baker.yml": """\
        title: Baker
        kind: company
        family: shop
        reports_to: [{text: the owner}]
        purpose: Bakes the bread.
        responsibilities:
          - area: Baking
            tasks:
              - Lights the oven.
              - Kneads the dough.
              - Sells the bread.
        """,
    "roles/baker.nl.yml": """\
        title: Bakker
        reports_to: [{text: de eigenaar}]
        purpose: Bakt het brood.
        responsibilities:
          - area: Bakken
            tasks:
              - Steekt de oven aan.
              - Kneedt het deeg.
              - Verkoopt het brood.
        """,
}


def test_a_task_put_in_before_tells_where_each_translation_belongs(small: Handbook):
    root = recorded(small(LISTED))
    edit(root, "roles/baker.yml", ("      - Kneads", "      - Weighs the flour.\n      - Kneads"))
    assert about_translations(root) == [
        ("missing", "1 text is not translated"),
        ("misplaced", "this translation belongs to A.3"),
        ("misplaced", "this translation belongs to A.4"),
    ]


def test_one_translation_for_two_originals_is_not_misplaced(small: Handbook):
    root = recorded(small(LISTED))
    edit(root, "roles/baker.yml", ("Sells the bread.", "Puts on the oven."))
    edit(root, "roles/baker.nl.yml", ("Verkoopt het brood.", "Steekt de oven aan."))
    assert [code for code, _ in about_translations(root)] == ["unrecorded"]


def test_missing_texts_are_told_in_one_finding_that_leads_to_the_first(small: Handbook):
    root = small({"roles/baker.nl.yml": "title: Bakker\n"})
    (found,) = [f for f in findings_of(root) if f.code == "translation-missing"]
    assert found.message == "5 texts are not translated"
    assert [str(r.place) for r in found.related] == [
        "roles/baker.yml:4:21",
        "roles/baker.yml:5:10",
        "roles/baker.yml:8:11",
    ]


def test_a_missing_file_is_told_once_per_language_at_its_original(small: Handbook):
    settings = SMALL["mkdocs.yml"].replace("[en, nl]", "[en, nl, de]")
    root = small({"mkdocs.yml": settings, "roles/baker.nl.yml": None})
    found = [f for f in findings_of(root) if f.code == "translation-missing"]
    assert [(f.place.file, f.message) for f in found] == [
        ("roles/baker.yml", 'not translated into "de"'),
        ("roles/baker.yml", 'not translated into "nl"'),
        ("roles/vocabulary/families.yml", 'not translated into "de"'),
    ]


def test_notes_that_nobody_sees_need_no_translation(small: Handbook):
    root = recorded(small())
    with (root / "roles/baker.yml").open("a", encoding="utf-8") as file:
        file.write("notes: [Written in a hurry.]\n")
    assert codes_of(root) == []


def test_a_renamed_document_keeps_its_record(small: Handbook):
    root = recorded(small())
    for ending in ("yml", "nl.yml"):
        (root / f"roles/baker.{ending}").rename(root / f"roles/head-baker.{ending}")
    edit(root, "roles/head-baker.yml", ("kind:", "formerly: [baker]\nkind:"))
    assert codes_of(root) == []


# -- the file


def test_pairs_are_added_sorted_one_a_line_and_never_taken_away(tmp_path: Path):
    assert record(tmp_path, KEY, [("b", "2"), ("a", "1")]) == 2
    assert record(tmp_path, KEY, [("a", "1"), ("a", "0")]) == 1
    file = tmp_path / "records/translations/role/baker.nl.json"
    assert file.read_text() == dedent(
        """\
        {"pairs": [
          ["a", "0"],
          ["a", "1"],
          ["b", "2"]
        ]}
        """
    )
    assert [p.name for p in file.parent.iterdir()] == [file.name]


def test_nothing_new_writes_nothing(tmp_path: Path):
    record(tmp_path, KEY, [("a", "1")])
    file = tmp_path / "records/translations/role/baker.nl.json"
    before = file.stat().st_mtime_ns
    assert record(tmp_path, KEY, [("a", "1")]) == 0
    assert file.stat().st_mtime_ns == before
    assert record(tmp_path, ("role", "miller", "nl"), []) == 0
    assert not (file.parent / "miller.nl.json").exists()


PAIRS = st.frozensets(st.tuples(st.text("abc", max_size=3), st.text("abc", max_size=3)), max_size=5)


@settings(deadline=None)
@given(PAIRS, PAIRS)
def test_two_recordings_give_what_one_would(first: frozenset[Pair], second: frozenset[Pair]):
    import tempfile

    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        record(Path(one), KEY, first)
        record(Path(one), KEY, second)
        record(Path(two), KEY, first | second)
        name = "records/translations/role/baker.nl.json"
        if first | second:
            assert (Path(one) / name).read_bytes() == (Path(two) / name).read_bytes()
            assert read_pairs(Path(one) / name) == first | second


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"pairs": 3}', '{"pairs": [["a"]]}', "\xff", "[" * 100_000],
)
def test_a_damaged_file_is_told_and_not_written_over(small: Handbook, content: str):
    root = small({"records/translations/role/baker.nl.json": content.encode("latin-1")})
    assert "broken-record" in codes_of(root)
    with pytest.raises(BrokenRecord):
        record(root, KEY, [("a", "1")])
    assert (root / "records/translations/role/baker.nl.json").read_bytes() == content.encode(
        "latin-1"
    )
