"""A paper that comes back from Word as a change of the YAML behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from manager import Manager

from handbooks import SMALL, TODAY, write_tree
from rolebook.cli.common import examined
from rolebook.handbook import Handbook
from rolebook.importing.returning.printed import NotOurs, Outdated, Printed, is_paper, print_again
from rolebook.importing.returning.returned import Returned, compared, returned
from rolebook.importing.returning.word import NotReadable, read_paper
from rolebook.paper.papers import Paper, make
from rolebook.paper.zips import pack
from rolebook.records import Records

FILES = {
    **SMALL,
    "roles/vocabulary/areas.yml": "areas: [{id: bread, title: Bread}]\n",
    "roles/vocabulary/areas.nl.yml": "areas: [{id: bread, title: Brood}]\n",
    "roles/owner.yml": "title: Owner of the shop\nkind: company\nfamily: shop\n",
    "roles/baker.yml": """\
        # What the baker does.
        title: Baker
        also_known_as: [Bread maker, Oven hand]
        kind: company
        family: shop
        reports_to: [owner, {text: the owner's sister}]
        deputised_by: [{role: owner, occasions: [leave, sickness], takes_over: The oven.}]
        purpose: >-
          Bakes the bread that the [](role:owner) has promised, so that __all__ customers have it
          in time, and keeps [the rules](https://example.org/rules) of the trade.
        responsibilities:
          - id: baking
            area: Baking
            tasks:
              # The first thing.
              - Lights the oven.
              - id: knead
                task: Kneads the dough until it is smooth.
                when: daily   # but not on Monday
                result: dough
              - {id: bake, task: 'Bakes it, as [](item:baking/knead) has made it.'}
            criteria: [the bread is brown, nothing is burnt]
          - id: selling
            area: Selling
            tasks:
              - Sells the bread of the day.
              - Counts the money at six.
        requirements: [{kind: education, text: A baker's diploma}]
        authorities: [{text: Buys flour, limit: {amount: 250, per: order}}]
        rights:
          - A loaf a day.
        """,
    "roles/baker.nl.yml": """\
        title: Bakker
        also_known_as: [Broodbakker]
        purpose: Bakt het brood dat [](role:owner) heeft beloofd.
        responsibilities:
          - id: selling
            area: Verkopen
            tasks:
              - Verkoopt het brood van de dag.
              - Telt het geld om zes uur.
          - id: baking
            area: Bakken
            tasks:
              - Steekt de oven aan.
              - {id: knead, task: Kneedt het deeg glad.}
        """,
    "roles/head-baker.yml": """\
        title: Head baker
        kind: company
        family: shop
        based_on:
          role: baker
          add:
            - {to: baking, tasks: [Teaches the others.]}
        """,
    "procedures/orders.yml": """\
        title: Orders
        area: bread
        purpose: Orders are baked in time.
        scope: {includes: [Orders of bread]}
        steps:
          - id: take
            step: Take the order
            by: [baker]
            due: {within: 1, unit: working_days}
            detail:
              - Write down the name.
              - Write down the day.
            decision:
              question: Is it in time?
              branches:
                - {when: "Yes", to: bake, text: The order is confirmed.}
                - {when: "No", to: end}
          - id: bake
            step: Bake it
            by: [{who: baker, note: alone}]
            evidence: Bread
          - step: Hand it over
            by: [baker]
        kpis:
          - {kpi: Orders in time, at_least: 95, unit: "%"}
        risks:
          - {risk: The oven is cold, control: Light it early}
        """,
}  # fmt: skip


class Shop:
    """A handbook and the papers printed from it."""

    def __init__(self, root: Path) -> None:
        self.root = write_tree(root, FILES)
        self.prints: dict[tuple[str, str], tuple[bytes, Printed]] = {}
        self.handbook, self.records = read(root)

    def paper(self, id_: str, lang: str = "en") -> bytes:
        return self.print(id_, lang)[0]

    def print(self, id_: str, lang: str = "en") -> tuple[bytes, Printed]:
        if (id_, lang) not in self.prints:
            kind = "role" if id_ in self.handbook.roles else "procedure"
            ((_, content),) = make(
                self.handbook, self.records, [Paper(kind, id_, lang, "docx")], processes=1
            )
            printed = print_again(self.handbook, self.records, read_paper(content))
            self.prints[id_, lang] = content, printed
        return self.prints[id_, lang]

    def back(self, manager: Manager, id_: str, lang: str = "en", **options: Any) -> Returned:
        return compared(self.print(id_, lang)[1], read_paper(manager.file()), **options)


def read(root: Path) -> tuple[Handbook, Records]:
    handbook, _, records = examined(root, TODAY)
    assert handbook
    return handbook, records


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return Shop(tmp_path_factory.mktemp("shop"))


def difference(found: Returned) -> tuple[list[str], list[str]]:
    """The lines that went and those that came, without their indentation."""
    before, after = found.file.source.text.split("\n"), found.text.split("\n")
    return (
        [line.strip() for line in before if line not in after],
        [line.strip() for line in after if line not in before],
    )


def edits(found: Returned) -> list[tuple[str, str]]:
    return [(edit.kind, edit.place) for edit in found.edits]


both = pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "accepted"])


@both
def test_words_changed_in_word_change_just_their_line(shop: Shop, tracked: bool) -> None:
    manager = Manager(shop.paper("baker"), tracked=tracked)
    manager.replace("until it is smooth", "until it shines")
    manager.insert("Sells the bread", " and the cake")
    manager.replace("Baking", "Baking bread")
    manager.replace("daily", "every morning")
    found = shop.back(manager, "baker")
    assert difference(found) == (
        ["area: Baking", "task: Kneads the dough until it is smooth.",
         "when: daily   # but not on Monday", "- Sells the bread of the day."],
        ["area: Baking bread", "task: Kneads the dough until it shines.",
         "when: every morning   # but not on Monday", "- Sells the bread and the cake of the day."],
    )  # fmt: skip
    assert edits(found) == [("changed", place) for place in ("A", "A.2", "A.2, when", "B.1")]
    assert {edit.by for edit in found.edits} == {("A. Manager",) if tracked else ()}
    assert not found.left


@both
def test_entries_come_go_and_move(shop: Shop, tracked: bool) -> None:
    manager = Manager(shop.paper("baker"), tracked=tracked)
    manager.delete("Kneads the dough")
    manager.delete("daily")
    manager.delete("dough", nth=0)
    manager.add("Lights the oven", "A.2\tSweeps the floor.")
    manager.move("Counts the money", after="Lights the oven")
    found = shop.back(manager, "baker")
    went, came = difference(found)
    assert went == [
        "- id: knead", "task: Kneads the dough until it is smooth.",
        "when: daily   # but not on Monday", "result: dough",
    ]  # fmt: skip
    assert came == ["- Sweeps the floor."]
    lines = [line.strip() for line in found.text.split("\n")]
    at = lines.index("# The first thing.")
    assert lines[at + 1 : at + 4] == [
        "- Lights the oven.", "- Counts the money at six.", "- Sweeps the floor.",
    ]  # fmt: skip
    assert edits(found) == [("removed", "A.2"), ("moved", "B.2"), ("added", "A.3")]
    assert found.edits[0].by == (("A. Manager",) if tracked else ())
    assert found.edits[1].after == "A.2"


def test_an_entry_moves_with_all_that_the_paper_does_not_show(shop: Shop) -> None:
    manager = Manager(shop.paper("baker"))
    manager.move("Bakes it, as", after="Sells the bread")
    found = shop.back(manager, "baker")
    line = "- {id: bake, task: 'Bakes it, as [](item:baking/knead) has made it.'}"
    lines = [line.strip() for line in found.text.split("\n")]
    assert lines[lines.index("- Sells the bread of the day.") + 1] == line
    assert lines.count(line) == 1
    assert difference(found) == ([], [])


def test_marks_links_and_references_survive(shop: Shop) -> None:
    manager = Manager(shop.paper("baker"))
    manager.insert("Bakes the bread", " and the rolls")
    manager.replace("have it", "get it")
    manager.insert("the rules", " and customs")
    manager.embolden("trade")
    manager.replace("customers", "buyers_of [bread]")
    found = shop.back(manager, "baker")
    purpose = " ".join(found.file.source.data["purpose"].split())
    assert "[](role:owner)" in purpose
    (edit,) = found.edits
    assert edit.after == (
        "Bakes the bread and the rolls that the [](role:owner) has promised, so that __all__ "
        "buyers_of [bread] get it in time, and keeps [the rules and customs]"
        "(https://example.org/rules) of the __trade__."
    )


def test_computed_words_are_told_and_never_written(shop: Shop) -> None:
    manager = Manager(shop.paper("baker"))
    manager.replace("Reports to", "Answers to")
    manager.replace("Owner of the shop", "Boss", nth=0)
    manager.replace("A.1", "A.7")
    found = shop.back(manager, "baker")
    assert difference(found) == ([], [])
    told = " | ".join(left.text for left in found.left)
    assert "Reports to → Answers to" in told
    assert "Owner of the shop" in told
    assert "numbers before entries (1)" in told


def test_a_reference_keeps_its_title_and_the_edit_is_told(shop: Shop) -> None:
    manager = Manager(shop.paper("baker"))
    manager.replace("Owner of the shop has", "Owner of the bakery has")
    found = shop.back(manager, "baker")
    assert difference(found) == ([], [])
    (left,) = found.left
    assert left.text.startswith(
        "Owner of the shop, in: Bakes the bread that the Owner of the bakery"
    )


def test_what_has_no_place_is_left_over_in_full(shop: Shop) -> None:
    manager = Manager(shop.paper("baker"))
    manager.add("Bakes the bread", "A second paragraph of nobody's.")
    manager.comment("Lights the oven", "At what time?")
    manager.delete("Baker", nth=0)
    found = shop.back(manager, "baker")
    assert difference(found) == ([], [])
    assert "A second paragraph of nobody's." in [left.text for left in found.left]
    assert any(left.text == "Baker → (deleted)" for left in found.left)
    (remark,) = found.remarks
    assert (remark.place, remark.by, remark.text) == ("A.1", "A. Manager", "At what time?")


def test_comments_join_the_notes_without_a_name(shop: Shop) -> None:
    manager = Manager(shop.paper("baker"))
    manager.comment("Lights the oven", "At what time?")
    found = shop.back(manager, "baker", keep_remarks=True)
    assert difference(found) == ([], ["notes:", '- "A.1: At what time?"'])


def test_a_text_cut_in_two_and_two_joined(shop: Shop) -> None:
    manager = Manager(shop.paper("baker"), tracked=False)
    purpose = manager.paragraph("Bakes the bread")
    fresh = manager.add("Bakes the bread", "")
    for run in list(purpose)[-3:]:
        fresh.append(run)
    assert difference(shop.back(manager, "baker")) == ([], [])
    manager = Manager(shop.paper("baker"), tracked=True)
    manager._mark(manager.paragraph("Sells the bread"), "w:del")
    manager.replace("B.2\t", " ")
    found = shop.back(manager, "baker")
    assert difference(found) == (
        ["- Sells the bread of the day.", "- Counts the money at six."],
        ["- Sells the bread of the day. Counts the money at six."],
    )


@both
def test_a_new_area_and_its_tasks(shop: Shop, tracked: bool) -> None:
    manager = Manager(shop.paper("baker"), tracked=tracked)
    heading = manager.paragraph("Selling")
    fresh = manager.add("Counts the money", "C Cleaning")
    manager._copy_look(heading, fresh)
    task = manager.add("C Cleaning", "C.1\tWashes the trays.")
    manager._copy_look(manager.paragraph("Counts the money"), task)
    found = shop.back(manager, "baker")
    assert difference(found) == ([], ["- area: Cleaning", "- Washes the trays."])


def test_without_a_heading_its_tasks_join_the_area_before(shop: Shop) -> None:
    manager = Manager(shop.paper("baker"))
    manager.delete("Selling")
    manager.replace("Sells the bread", "Sells the cake")
    found = shop.back(manager, "baker")
    assert difference(found)[1] == ["- Sells the cake of the day."]
    assert not found.left
    areas = found.plan.lists[("responsibilities",)]
    assert areas == [("responsibilities", 0)]
    assert len(found.plan.lists[("responsibilities", 0, "tasks")]) == 5


def test_lists_in_one_line(shop: Shop) -> None:
    manager = Manager(shop.paper("baker"))
    manager.replace("Oven hand", "Oven helper")
    manager.replace("sickness", "illness")
    found = shop.back(manager, "baker")
    assert difference(found)[1] == [
        "also_known_as: [Bread maker, Oven helper]",
        "deputised_by: [{role: owner, occasions: [leave, illness], takes_over: The oven.}]",
    ]


def test_criteria_are_entries_too(shop: Shop) -> None:
    manager = Manager(shop.paper("baker"))
    manager.add("nothing is burnt", "the crust is thin")
    manager.delete("the bread is brown")
    found = shop.back(manager, "baker")
    assert difference(found)[1] == ["criteria: [nothing is burnt, the crust is thin]"]


def test_entries_behind_a_label_are_entries_too(shop: Shop) -> None:
    manager = Manager(shop.paper("baker"))
    manager.add("A baker's diploma", "two years at an oven")
    manager.add("A loaf a day", "Tastes everything.")
    found = shop.back(manager, "baker")
    went, came = difference(found)
    assert went[0] == "requirements: [{kind: education, text: A baker's diploma}]"
    assert came == [
        "requirements: [{kind: education, text: A baker's diploma}, two years at an oven]",
        "- Tastes everything.",
    ]
    assert not found.left


def test_a_translation_changes_its_own_file(shop: Shop) -> None:
    manager = Manager(shop.paper("baker", "nl"))
    manager.replace("Kneedt het deeg glad", "Kneedt het deeg zacht")
    manager.replace("Steekt de oven aan", "Ontsteekt de oven")
    manager.replace("Broodbakker", "Ovenist")
    found = shop.back(manager, "baker", "nl")
    assert found.file.source.file == "roles/baker.nl.yml"
    assert difference(found) == (
        ["also_known_as: [Broodbakker]", "- Steekt de oven aan.",
         "- {id: knead, task: Kneedt het deeg glad.}"],
        ["also_known_as: [Ovenist]", "- Ontsteekt de oven.",
         "- {id: knead, task: Kneedt het deeg zacht.}"],
    )  # fmt: skip


def test_a_translation_follows_the_governing_file(shop: Shop) -> None:
    manager = Manager(shop.paper("baker", "nl"))
    manager.add("Telt het geld", "B.3\tVeegt de vloer.")
    manager.replace("A loaf a day", "Een brood per dag")
    manager.delete("Steekt de oven")
    found = shop.back(manager, "baker", "nl")
    assert difference(found) == ([], [])
    told = {left.text: left.why for left in found.left}
    assert "governing" in told["Veegt de vloer."]
    assert "governing" in told["Steekt de oven aan. → (deleted)"]
    assert any("not translated" in why for text, why in told.items() if "brood per dag" in text)


def test_what_comes_from_the_reference_job_becomes_plusses_and_minuses(shop: Shop) -> None:
    manager = Manager(shop.paper("head-baker"))
    manager.replace("Kneads the dough", "Kneads all dough")
    manager.replace("daily", "at four")
    manager.delete("Bakes it, as")
    manager.add("Lights the oven", "A.2\tChecks the flour.")
    manager.replace("Teaches the others", "Teaches the young")
    manager.replace("Selling", "Selling bread")
    found = shop.back(manager, "head-baker")
    assert found.text.split("based_on:\n")[1] == (
        "  role: baker\n"
        "  drop:\n"
        "    - baking/bake\n"
        "  add:\n"
        "    - {to: baking, tasks: [Teaches the young.]}\n"
        "    - to: baking\n      tasks:\n        - Checks the flour.\n"
        "  change:\n"
        "    - item: baking/knead\n      task: Kneads all dough until it is smooth.\n"
        "      when: at four\n"
        "    - item: selling\n      area: Selling bread\n"
    )
    assert {edit.by for edit in found.edits} == {("A. Manager",)}
    assert ("removed", "A.3") in edits(found)
    assert not found.left


def test_what_has_no_id_in_the_reference_job_is_changed_there(shop: Shop) -> None:
    manager = Manager(shop.paper("head-baker"))
    manager.replace("Lights the oven", "Heats the oven")
    manager.replace("A loaf a day", "Two loaves a day")
    found = shop.back(manager, "head-baker")
    assert difference(found) == ([], [])
    assert ["the reference job's baker" in left.why for left in found.left] == [True, True]


# -- procedures


@both
def test_steps_and_what_is_in_them(shop: Shop, tracked: bool) -> None:
    manager = Manager(shop.paper("orders"), tracked=tracked)
    manager.replace("Bake it", "Bake it well")
    manager.add("Write down the name", "Write down the street.")
    manager.replace("alone", "with care")
    manager.replace("The order is confirmed", "The order is fixed")
    manager.replace("Light it early", "Light it at four")
    manager.replace("Orders of bread", "Orders of bread and cake")
    found = shop.back(manager, "orders")
    assert difference(found)[1] == [
        "scope: {includes: [Orders of bread and cake]}",
        "- Write down the street.",
        '- {when: "Yes", to: bake, text: The order is fixed.}',
        "step: Bake it well",
        "by: [{who: baker, note: with care}]",
        "- {risk: The oven is cold, control: Light it at four}",
    ]
    assert not found.left


@both
def test_rows_of_a_table_come_and_go(shop: Shop, tracked: bool) -> None:
    manager = Manager(shop.paper("orders"), tracked=tracked)
    manager.delete_row("Hand it over")
    manager.add_row("Take the order", ["2", "Look at the oven", "Owner", "–", "–"])
    manager.add_row("The oven is cold", ["The flour is out", "Buy some"])
    found = shop.back(manager, "orders")
    went, came = difference(found)
    assert went == ["- step: Hand it over"]
    assert came == ["- step: Look at the oven", "- risk: The flour is out", "control: Buy some"]
    assert [left.text for left in found.left] == ["Owner"]


def test_a_branch_that_outlives_its_step_is_told(shop: Shop) -> None:
    manager = Manager(shop.paper("orders"))
    manager.move("The order is confirmed", after="Hand it over")
    manager.delete("Take the order")
    manager.delete("Write down the name")
    found = shop.back(manager, "orders")
    told = " | ".join(f"{left.text}" for left in found.left)
    said = found.text + told
    for words in ("The order is confirmed.", "Write down the day.", "Is it in time?"):
        assert words in said, words


def test_a_paragraph_within_a_row_opens_no_row(shop: Shop) -> None:
    manager = Manager(shop.paper("orders"))
    manager.add("Is it in time?", "Ask twice.")
    found = shop.back(manager, "orders")
    assert difference(found) == ([], [])
    assert [left.text for left in found.left] == ["Ask twice."]


# -- the file that came


def test_without_bookmarks_the_words_tell_where_they_belong(shop: Shop) -> None:
    manager = Manager(shop.paper("baker"))
    manager.lose_bookmarks()
    manager.replace("until it is smooth", "until it shines")
    manager.add("Lights the oven", "Sweeps the floor.")
    manager.delete("Counts the money")
    found = shop.back(manager, "baker")
    assert difference(found) == (
        ["task: Kneads the dough until it is smooth.", "- Counts the money at six."],
        ["- Sweeps the floor.", "task: Kneads the dough until it shines."],
    )


def test_a_paper_is_known_by_its_facts_or_by_its_printed_code(shop: Shop) -> None:
    manager = Manager(shop.paper("baker"))
    manager.replace("Lights the oven", "Heats the oven")
    del manager.parts["docProps/custom.xml"]
    content = manager.file()
    assert is_paper(content)
    found = returned(shop.handbook, shop.records, content)
    assert difference(found)[1] == ["- Heats the oven."]
    assert not is_paper(b"PK nothing")
    with pytest.raises(NotReadable):
        returned(shop.handbook, shop.records, b"PK nothing")


def test_a_paper_of_an_older_text_is_refused_with_its_code(shop: Shop, tmp_path: Path) -> None:
    content = shop.paper("baker")
    write_tree(tmp_path, FILES)
    file = tmp_path / "roles/baker.yml"
    file.write_text(file.read_text().replace("Counts the money", "Counts all money"))
    handbook, records = read(tmp_path)
    code = read_paper(content).facts["fingerprint"]
    with pytest.raises(Outdated, match=code):
        returned(handbook, records, content)
    file.unlink()
    (tmp_path / "roles/baker.nl.yml").unlink()
    (tmp_path / "roles/head-baker.yml").unlink()
    handbook, records = read(tmp_path)
    with pytest.raises(NotOurs, match="baker"):
        returned(handbook, records, content)


def test_several_authors_are_named(shop: Shop) -> None:
    first = Manager(shop.paper("baker"), author="A. Manager")
    first.replace("Lights the oven", "Heats the oven")
    second = Manager(first.file(), author="B. Colleague")
    second.insert("Heats the oven", " at four")
    second.replace("Sells", "Offers")
    found = shop.back(second, "baker")
    assert [(edit.place, edit.by) for edit in found.edits] == [
        ("A.1", ("A. Manager", "B. Colleague")), ("B.1", ("B. Colleague",)),
    ]  # fmt: skip
    assert found.edits[0].after == "Heats the oven at four."


def test_an_untouched_paper_changes_nothing(shop: Shop) -> None:
    for id_, lang in (("baker", "en"), ("baker", "nl"), ("head-baker", "en"), ("orders", "en")):
        found = shop.back(Manager(shop.paper(id_, lang)), id_, lang)
        assert (found.edits, found.left, found.plan.values) == ([], [], {}), id_
        assert found.text == found.file.source.text


# -- whatever comes


def test_a_damaged_or_hostile_file_is_told_in_one_line(shop: Shop) -> None:
    content = shop.paper("baker")
    manager = Manager(content)
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    body = manager.parts["word/document.xml"]
    deep = b"<w:smartTag>" * 3000
    for part in (
        body.replace(b"?>", b"?>" + bomb, 1).replace(b"Lights", b"&b;"),
        body.replace(b"<w:body>", b"<w:body>" + deep, 1),
        body[: len(body) // 2],
        b"",
    ):
        manager.parts["word/document.xml"] = part
        hostile = pack(manager.parts)
        said = _said(hostile)
        assert "aaaa" not in said
        assert "\n" not in said
    for cut in (100, len(content) // 2, len(content) - 30):
        with pytest.raises(NotReadable):
            read_paper(content[:cut])


def _said(content: bytes) -> str:
    """The words of a file, or why it cannot be read."""
    try:
        return "".join(paragraph.text for paragraph in read_paper(content).paragraphs)
    except NotReadable as error:
        return str(error)


def test_characters_that_no_file_may_hold_do_not_reach_it(shop: Shop) -> None:
    manager = Manager(shop.paper("baker"))
    manager.insert("Lights the oven", " at\u2028four\ufeff \u0085sharp")
    found = shop.back(manager, "baker")
    assert difference(found)[1] == ["- Lights the oven at four sharp."]
