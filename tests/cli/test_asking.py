"""Questions on the terminal: how people may answer them."""

from __future__ import annotations

import click
import pytest

from rolebook.cli.asking import Pick

JOBS = {
    "aftersales-manager": "Aftersales manager, J",
    "after-sales-service-manager": "After-sales service manager, I",
    "warranty-engineer": "Warranty engineer, G",
    "parts-clerk": "Fachkraft Teiledienst, D",
}


def picked(choices: list[str], given: str, titles: dict[str, str] | None = None) -> str:
    return Pick(choices, titles or {}).convert(given, None, None)


@pytest.mark.parametrize(
    ("given", "job"),
    [
        ("warranty-engineer", "warranty-engineer"),
        ("3", "warranty-engineer"),
        ("w", "warranty-engineer"),
        ("Warranty e", "warranty-engineer"),
        ("AFTERS", "aftersales-manager"),
        ("fachkraft", "parts-clerk"),
    ],
)
def test_a_job_is_named_by_its_number_or_a_beginning(given: str, job: str):
    assert picked([*JOBS], given, JOBS) == job


@pytest.mark.parametrize("given", ["after", "0", "5", "manager", ""])
def test_what_means_none_or_several_is_asked_again(given: str):
    with pytest.raises(click.BadParameter) as told:
        picked([*JOBS], given, JOBS)
    assert "aftersales-manager" in str(told.value)


def test_a_level_that_is_a_number_is_that_level_and_no_place_in_the_list():
    assert picked(["2", "3", "1"], "1") == "1"
    with pytest.raises(click.BadParameter):
        picked(["10", "20"], "3")


def test_a_word_that_another_begins_with_is_meant_itself():
    assert picked(["given", "given-late"], "given") == "given"
    assert picked(["lighter", "equal", "heavier", "-"], "h") == "heavier"
