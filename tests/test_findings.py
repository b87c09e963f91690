from __future__ import annotations

import pytest

from rolebook.findings import (
    Finding,
    Place,
    Registry,
    Related,
    Severity,
    did_you_mean,
    folded,
    nearest,
    ordered,
)


def at(line: int, code: str = "a", file: str = "x.yml", **more: object) -> Finding:
    return Finding(code, Place(file, line, 1), f"{code} at {line}", **more)  # type: ignore[arg-type]


def test_a_place_reads_as_file_line_and_column():
    assert str(Place("roles/x.yml", 3, 7)) == "roles/x.yml:3:7"
    assert str(Place("roles/x.yml")) == "roles/x.yml"


def test_findings_come_sorted_by_file_and_line_and_once_each():
    found = [at(3), at(1), at(3), at(2, file="a.yml")]
    assert [str(f.place) for f in ordered(found, {})] == ["a.yml:2:1", "x.yml:1:1", "x.yml:3:1"]


def test_findings_that_differ_only_in_related_places_are_both_kept():
    found = [at(1, related=(Related(Place("b.yml"), "there"),)), at(1)]
    assert len(ordered(found, {})) == 2


def test_a_severity_that_is_set_takes_the_place_of_the_codes_own():
    found = ordered([at(1, "a"), at(2, "b")], {"b": Severity.NOTE})
    assert [f.severity for f in found] == [Severity.ERROR, Severity.NOTE]


def test_a_code_is_defined_once():
    registry = Registry()
    registry.define("x", Severity.ERROR, "X", "  Two\n   lines. ")
    assert registry["x"].explanation == "Two lines."
    with pytest.raises(ValueError, match="x"):
        registry.define("x", Severity.NOTE, "Y", "")


def test_the_registry_lists_codes_by_name():
    registry = Registry()
    for name in ("b", "a"):
        registry.define(name, Severity.ERROR, name, "")
    assert registry.names() == [code.name for code in registry] == ["a", "b"]
    assert "a" in registry
    assert "c" not in registry


@pytest.mark.parametrize(
    ("word", "expected"),
    [("managing-directer", "managing-director"), ("Titel", "title"), ("zzz", "")],
)
def test_the_nearest_known_word_is_offered(word: str, expected: str):
    assert nearest(word, ["title", "managing-director", "purpose"]) == expected


def test_no_nearest_word_gives_no_question():
    assert did_you_mean("zzz", ["title"]) == ""
    assert did_you_mean("titel", ["title"]) == 'did you mean "title"?'


def test_capitals_and_forms_of_a_letter_do_not_tell_two_ids_apart():
    assert folded("F-01") == folded("f-01")
    assert folded("Ｆ-01") == folded("F-01")
    assert folded("e\u0301") == folded("é")
