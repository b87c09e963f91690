from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from rolebook.model.base import choices_at, iso_remedy, model_at, takes_text, texts
from rolebook.model.control import DocumentControl, Limit
from rolebook.model.position import SpanOfControl
from rolebook.model.procedure import Kpi, Procedure
from rolebook.model.role import Role
from rolebook.model.scheme import Level
from rolebook.model.settings import Settings
from rolebook.model.text import Text
from rolebook.model.work import Task

ROLE = {"id": "baker", "title": "Baker", "kind": "company", "family": "shop"}


def role(**more: object) -> Role:
    return Role.model_validate({**ROLE, **more}, context={"lang": "en"})


def problem(cls: type, data: object) -> tuple[str, dict[str, object]]:
    with pytest.raises(ValidationError) as caught:
        cls.model_validate(data)  # type: ignore[attr-defined]
    error = caught.value.errors()[0]
    return error["type"], error.get("ctx", {})


def test_a_text_knows_its_language():
    assert role().title == Text("Baker", "en")


def test_a_plain_text_stands_for_the_main_field():
    assert role(responsibilities=[{"area": "Baking", "tasks": ["Kneads."]}]).responsibilities[
        0
    ].tasks == (Task(task=Text("Kneads.", "en")),)


def test_none_said_in_words_differs_from_nothing_said():
    assert role(supervises="none").supervises == ()
    assert role().supervises is None


def test_a_key_without_a_value_counts_as_absent():
    assert role(purpose=None, rights=None).purpose is None


def test_a_model_cannot_be_changed():
    with pytest.raises(ValidationError):
        role().kind = "reference"


@pytest.mark.parametrize("text", ["2027-12-01", "2028-02-29"])
def test_a_day_is_an_iso_date(text: str):
    assert DocumentControl.model_validate({"review_by": text}).review_by == date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("01.12.2027", "2027-12-01"),
        ("1/12/2027", "2027-12-01"),
        ("1-2-2027", "2027-02-01"),
        ("31.02.2027", ""),
        ("2027-02-30", ""),
        ("20271201", ""),
        ("soon", ""),
    ],
)
def test_another_form_of_date_is_refused_with_the_iso_form(text: str, remedy: str):
    assert iso_remedy(text) == remedy
    kind, context = problem(DocumentControl, {"review_by": text})
    assert (kind, context["remedy"]) == ("not_a_date", remedy)


@pytest.mark.parametrize(("word", "value"), [("yes", True), ("No", False), ("TRUE", True)])
def test_a_flag_is_true_or_false_in_words(word: str, value: bool):
    assert DocumentControl.model_validate({"template": word}).template is value


@pytest.mark.parametrize(
    ("text", "remedy"), [("1.000", "1000"), ("1,000", "1000"), ("12 a", ""), ("2.5", "")]
)
def test_a_whole_number_has_digits_only(text: str, remedy: str):
    assert Limit.model_validate({"amount": "2500"}).amount == 2500
    kind, context = problem(Limit, {"amount": text})
    assert (kind, context["remedy"]) == ("not_whole", remedy)


@pytest.mark.parametrize(("text", "remedy"), [("0,5", "0.5"), ("1.000,50", "1000.50"), ("x", "")])
def test_an_amount_has_a_point_for_decimals(text: str, remedy: str):
    good = {"kpi": "Chargebacks", "at_most": "0.5"}
    assert Kpi.model_validate(good).at_most == Decimal("0.5")
    kind, context = problem(Kpi, {**good, "at_most": text})
    assert (kind, context["remedy"]) == ("not_a_number", remedy)


def test_there_is_no_minus_nought():
    level = Level.model_validate({"id": "1", "points": "-0.0"}, context={"lang": "en"})
    assert not str(level.points).startswith("-")


def test_of_keys_that_exclude_each_other_exactly_one_is_given():
    kind, context = problem(Kpi, {"kpi": "Claims", "at_least": "1", "at_most": "2"})
    assert kind == "exactly_one"
    assert context["given"] == "at_least, at_most"


def test_a_misspelt_key_among_them_is_told_as_such_only():
    with pytest.raises(ValidationError) as caught:
        SpanOfControl.model_validate({"mim": 1})
    assert [e["type"] for e in caught.value.errors()] == ["extra_forbidden"]


def test_all_texts_come_with_their_path_in_the_order_of_the_fields():
    found = role(
        rights=["A day off."],
        purpose="Bakes.",
        reports_to=[{"one_of": [{"text": "the owner"}]}],
    )
    assert [(path, text.raw) for path, text in texts(found)] == [
        (("title",), "Baker"),
        (("reports_to", 0, "one_of", 0, "text"), "the owner"),
        (("purpose",), "Bakes."),
        (("rights", 0), "A day off."),
    ]


def test_a_path_leads_to_the_class_that_describes_it():
    assert model_at(Role, ("responsibilities", 0, "tasks", 3)) is Task
    assert model_at(Role, ("title",)) is None
    assert model_at(Role, ("nothing", 0)) is None


def test_a_translator_translates_texts_and_nothing_else():
    assert takes_text(Role, ("responsibilities", 0, "tasks", 0))
    assert takes_text(Role, ("title",))
    assert not takes_text(Role, ("kind",))
    assert not takes_text(Role, ("reports_to", 0))
    assert not takes_text(Role, ("grade",))


def test_the_words_that_may_stand_somewhere_are_known():
    assert choices_at(Role, ("kind",)) == ("reference", "company")
    assert choices_at(Role, ("sign", 0, "meaning", 1))[:2] == ("seen", "received")
    assert choices_at(Settings, ("severities", "placeholder")) == ("error", "warning", "note")
    assert choices_at(Role, ("title",)) == ()
    assert choices_at(Procedure, ("nothing", 0)) == ()
