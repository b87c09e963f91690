from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rolebook.findings import Finding, Severity
from rolebook.source import MAX_BYTES, MAX_VALUES, Source, read


def data_of(text: str) -> dict[str, object]:
    source, findings = read(text.encode(), "x.yml")
    assert findings == []
    assert source is not None
    return source.data


def findings_of(content: str | bytes) -> list[Finding]:
    raw = content if isinstance(content, bytes) else content.encode()
    return read(raw, "x.yml")[1]


def only(content: str | bytes) -> Finding:
    found = findings_of(content)
    assert len(found) == 1, found
    return found[0]


def where(found: Finding) -> tuple[str, int, int]:
    return found.code, found.place.line, found.place.column


# -- text stays what was typed


@pytest.mark.parametrize(
    "word", ["no", "1.10", "12:30", "007", "0x1F", "1e3", "2027-12-01", "true", "=", "<<", ".5"]
)
def test_a_scalar_stays_the_text_that_was_typed(word: str):
    assert data_of(f"a: {word}\n") == {"a": word}


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_a_key_without_a_value_has_none(nothing: str):
    assert data_of(f"a: {nothing}\n") == {"a": None}


def test_nothing_in_quotes_is_a_text():
    assert data_of("a: ''\nb: '~'\n") == {"a": "", "b": "~"}


def test_a_mark_of_order_at_the_start_and_windows_line_ends_do_not_count():
    assert read(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "x.yml")[0].data == {"a": "1", "b": "2"}  # type: ignore[union-attr]


def test_an_anchor_is_followed():
    assert data_of("a: &x [1, 2]\nb: *x\n") == {"a": ["1", "2"], "b": ["1", "2"]}


# -- places


def test_every_key_and_value_has_its_place():
    source, _ = read(b"title: X\nlist:\n  - one\n  - {two: 2}\n", "x.yml")
    assert isinstance(source, Source)
    assert str(source.place(("title",))) == "x.yml:1:8"
    assert str(source.place(("list", 0))) == "x.yml:3:5"
    assert str(source.place(("list", 1, "two"))) == "x.yml:4:11"
    assert str(source.place(("list", 1, "two"), key=True)) == "x.yml:4:6"


def test_a_path_that_does_not_exist_has_the_place_of_what_is_nearest_above():
    source, _ = read(b"a:\n  b: 1\n", "x.yml")
    assert source is not None
    assert str(source.place(("a", "c", 3))) == "x.yml:2:3"
    assert str(source.place(("zzz",), key=True)) == "x.yml:1:1"


def test_only_what_lies_below_the_wanted_keys_is_judged():
    text = "x: !ENV [A, B]\nextra:\n  handbook:\n    a: 1\n"
    source, findings = read(text.encode(), "mkdocs.yml", ("extra", "handbook"))
    assert findings == []
    assert source is not None
    assert source.data == {"a": "1"}
    assert str(source.place(("a",))) == "mkdocs.yml:4:8"


def test_a_file_without_the_wanted_keys_says_what_to_add():
    found = read(b"site_name: x\n", "mkdocs.yml", ("extra", "handbook"))[1][0]
    assert found.code == "not-a-mapping"
    assert "extra.handbook" in found.message


# -- slips of every day: code, line, column


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 'one\nb: two\nc: three\n", ("unclosed-quote", 1, 4)),
        ('a: "one\nb: "two"\n', ("unclosed-quote", 1, 4)),
        ("a:\n  - 'one\n  - two\nb: 'x'\n", ("unclosed-quote", 2, 5)),
        ("a: 1\na: 2\n", ("duplicate-key", 2, 1)),
        ("a:\n\t- b\n", ("tab", 2, 1)),
        ("a: Bread: fresh\n", ("yaml-syntax", 1, 4)),
        ("a: @home\n", ("yaml-syntax", 1, 4)),
        ("a: `x`\n", ("yaml-syntax", 1, 4)),
        ("a: *star\n", ("yaml-syntax", 1, 4)),
        ("a: 'x' and more\n", ("yaml-syntax", 1, 4)),
        ("a: 1\nb:2\nc: 3\n", ("yaml-syntax", 2, 1)),
        ("a: 1\nword\nb: 2\n", ("yaml-syntax", 2, 1)),
        ("a: !thing x\n", ("yaml-tag", 1, 4)),
        ("a: 1\n---\nb: 2\n", ("several-documents", 3, 1)),
        ("a: one\x07two\n", ("control-character", 1, 7)),
        ('a: 1\nb: "x\\x07"\n', ("control-character", 2, 4)),
        ("? [a, b]\n: c\n", ("bad-key", 1, 3)),
        ("- a\n- b\n", ("not-a-mapping", 1, 1)),
        ("", ("not-a-mapping", 0, 0)),
        ("# only a comment\n", ("not-a-mapping", 0, 0)),
    ],
)
def test_a_slip_is_told_where_an_author_looks_for_it(text: str, expected: tuple[str, int, int]):
    found = only(text)
    assert where(found) == expected
    assert found.hint


def test_what_git_could_not_merge_is_told_where_it_begins():
    found = only("a: 1\n<<<<<<< HEAD\nb: 'it\n=======\nb: other\n>>>>>>> two\nc: 3\n")
    assert where(found) == ("yaml-syntax", 2, 1)
    assert "git could not merge" in found.message


def test_a_duplicate_key_names_the_first_one():
    found = only("b: 0\na: 1\nc: {x: 1}\na: 2\n")
    assert [r.place.line for r in found.related] == [2]


def test_wrong_bytes_are_told_with_line_and_column():
    found = only("title: x\npurpose: Prüft\n".encode("cp1252"))
    assert where(found) == ("wrong-encoding", 2, 12)


def test_utf_16_is_told_as_wrong_encoding():
    assert only("title: x\n".encode("utf-16")).code == "wrong-encoding"


# -- input that would do harm


def test_a_file_beyond_the_size_is_not_read():
    assert only(b"a: " + b"x" * MAX_BYTES).code == "too-large"


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 31 + "]" * 31,
        "a: " + "[" * 1_500 + "]" * 1_500,
        "a: " + "[" * 100_000,
        "a: " + "{b: " * 50_000,
        "".join(f"{'  ' * n}a{n}:\n" for n in range(60)),
        "".join(f"{' ' * n}a:\n" for n in range(900)),
        "- " * 50_000 + "x",
    ],
    ids=[
        "31 lists",
        "1,500 lists",
        "open lists",
        "open groups",
        "60 levels",
        "900 levels",
        "dashes in a row",
    ],
)
def test_deep_nesting_is_a_finding_and_harmless(text: str):
    assert only(text).code == "too-large"


def test_anchors_that_explode_are_a_finding_and_take_no_time():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    start = time.process_time()
    assert only("\n".join(lines)).code == "too-large"
    assert time.process_time() - start < 2


def test_an_anchor_that_holds_itself_is_a_finding():
    assert findings_of("a: &x [*x]\n")


def test_as_many_values_as_allowed_are_read():
    many = ", ".join("x" for _ in range(MAX_VALUES - 10))
    assert findings_of(f"a: [{many}]\n") == []


# -- whatever comes


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_make_reading_fail(content: bytes):
    source, findings = read(content, "x.yml")
    assert source is not None or findings
    for found in findings:
        assert found.place.file == "x.yml"
        assert found.message


YAMLISH = st.text(
    st.sampled_from("ab:-?#&*!|>'\"%@`{}[],~ \n\t\\0_x\u00e4\u2028\ufeff"), max_size=120
)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(YAMLISH)
def test_no_text_that_looks_like_yaml_makes_reading_fail(text: str):
    source, findings = read(text.encode("utf-8", "surrogatepass"), "x.yml")
    lines = text.replace("\r\n", "\n").split("\n")
    assert source is not None or findings
    for found in findings:
        assert found.place.line <= len(lines) + 1
        assert found.hint


def test_a_key_on_the_way_to_the_settings_may_stand_once_too():
    content = b"extra:\n  handbook: {a: b}\nplugins: [!x y]\nextra: !ENV [X]\n"
    source, findings = read(content, "mkdocs.yml", ("extra", "handbook"))
    assert source is not None
    assert [(f.code, f.place.line) for f in findings] == [("duplicate-key", 4)]


# -- what looks like text and is none


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("purpose: Handles the tickets in queue #5 and answers them.", 39),
        ("title: Line #4", 13),
        ("tasks:\n  - Calls the number #31", 22),
        ("purpose: Handles the tickets in queue # 5 and answers them.", 39),
        ("a: [Puts it on shelf #2\n  ]", 22),
    ],
)
def test_a_text_that_a_number_sign_cuts_short_is_told(text: str, column: int):
    found = only(text)
    assert (found.code, found.place.column) == ("text-lost-as-comment", column)
    assert found.severity is Severity.WARNING
    assert "quotes" in found.hint


@pytest.mark.parametrize(
    "text",
    [
        "id: baker  #the first",
        "grade: 12 #checked",
        "review_by: 2027-12-01 #soon",
        "tasks:\n  - Lights the oven. #agreed with Jan",
        "title: Baker  # the head one",
        "title: Head baker  # One of two. Ask Jan.",
        "supervises: [a, b]  #all of them",
        'purpose: "Handles queue #5."  #checked',
        "purpose: Handles queue#5.",
        "a:\n  # 5 and so on.\n  b: c",
        "purpose: >\n  Handles queue #5 and more.\n",
    ],
)
def test_a_comment_is_a_comment(text: str):
    assert findings_of(text) == []


@pytest.mark.parametrize(
    "text", ["“Workshop planner”", "„Werkstattplaner“", "”Planner”", "«Plan»", "‘Planner’"]
)
def test_printers_quotation_marks_around_a_text_are_told(text: str):
    found = only(f"title: {text}")
    assert (found.code, found.place.column) == ("typographic-quotes", 8)
    assert f'"{text[1:-1]}"' in found.hint


@pytest.mark.parametrize(
    "text", ['"“Safety first”"', "“Yes” and “no”", "Says “yes”", "‘s Heerenberg", "“"]
)
def test_quotation_marks_that_are_meant_are_left_alone(text: str):
    assert findings_of(f"title: {text}") == []
