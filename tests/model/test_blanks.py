"""Open places: found in texts that are final, dotted lines on a template."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolebook.model.blanks import DOTS, blank_date, dotted, first_blank

SHORT = "…" * 6


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Takes [number] days off.", f"Takes {DOTS} (number) days off."),
        ("Signed in ________ on __.__.20__.", f"Signed in {DOTS} on {SHORT}."),
        ("In force from 00.00.20__.", f"In force from {SHORT}."),
        ("Reports to ......", f"Reports to {DOTS}"),
        ("Reports to {{manager}}.", f"Reports to {DOTS} (manager)."),
        ("Up to EUR [ ]", f"Up to EUR {DOTS}"),
        ("[...]", DOTS),
        ("…", "…"),
        ("Bakes bread, 3 kg [2].", "Bakes bread, 3 kg [2]."),
        ("Wait...", "Wait..."),
        ("snake_case stays", "snake_case stays"),
    ],
)
def test_a_blank_of_a_template_is_a_dotted_line(typed: str, printed: str) -> None:
    assert dotted(typed) == printed


@given(st.text(alphabet="ab []_.…0X1{}", max_size=30))
def test_whatever_is_open_gets_a_line(typed: str) -> None:
    if len(typed.strip()) > 1 and (first_blank(typed) or blank_date(typed)):
        assert "…" in dotted(typed)


@given(st.text(alphabet="abc de,(). -", max_size=30).filter(lambda t: ".." not in t))
def test_a_text_without_a_blank_stays_as_it_is(typed: str) -> None:
    if not first_blank(typed) and not blank_date(typed):
        assert dotted(typed) == typed
