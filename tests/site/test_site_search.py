"""The search box in a real browser: what it finds, what it says, and where its results lead."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bakehouse import Watched, until
from playwright.sync_api import Page

Open = Callable[..., Watched]


@pytest.fixture
def box(http: str, watched: Open) -> Page:
    page = watched().page
    page.goto(f"{http}/en/roles/apprentice-baker.html")
    page.click(".rb-search-open")
    return page


def ask(page: Page, words: str) -> list[str]:
    page.fill(".rb-search__input", words)
    page.locator(f".rb-search__results[data-query='{words}']").wait_for(state="attached")
    return page.locator(".rb-search__title").all_inner_texts()


def said(page: Page) -> str:
    return page.locator(".rb-search__status").inner_text()


def test_one_typo_is_forgiven_and_said(box: Page) -> None:
    assert ask(box, "sourdouhg")[0] == "Feeding the sourdough"
    assert said(box).endswith("Results for sourdough")
    box.get_by_role("button", name="Search for sourdouhg instead").click()
    box.locator(".rb-search__meant").wait_for(state="hidden")
    assert "Results for" not in said(box)
    assert box.locator(".rb-search__input:focus").count() == 1


def test_another_form_of_a_word_is_no_typo(box: Page) -> None:
    assert "Head baker" in ask(box, "batches")
    assert not box.locator(".rb-search__meant").is_visible()


def test_words_that_stand_nowhere_are_left_out_and_named(box: Page) -> None:
    assert ask(box, "silo xylophones")[0] == "Head baker"
    assert said(box).endswith("Nowhere in the handbook: xylophones")
    assert ask(box, "xylophones") == []
    assert box.locator(".rb-search__notice").is_visible()


def test_a_question_is_answered_though_no_page_has_all_its_words(box: Page) -> None:
    assert ask(box, "who orders flour for the apprentice to feed")[0] == "Head baker"


def test_synonyms_of_the_author_find_the_place_of_the_word(box: Page) -> None:
    assert "Head baker" in ask(box, "farina")
    assert box.locator(".rb-search__sentence[href$='head-baker.html#a-4']").count() == 1
    assert "farina" not in box.locator(".rb-search__results").inner_text()


def test_results_stand_under_the_heading_of_their_group(box: Page) -> None:
    ask(box, "sourdough")
    groups = box.locator(".rb-search__results section")
    assert groups.first.get_by_role("heading").inner_text().lower() == "procedures"
    assert groups.first.get_attribute("aria-labelledby") == groups.first.locator(
        "h2"
    ).get_attribute("id")
    assert box.get_by_role("region", name="Roles").get_by_role("listitem").count() == 1


def test_the_sentence_that_matches_leads_to_its_place(box: Page) -> None:
    ask(box, "silo flour")
    sentence = box.locator(".rb-search__sentence").first
    assert sentence.inner_text() == "A.4 Orders flour before the silo holds less than three nights."
    assert sentence.locator("mark").all_inner_texts() == ["flour", "silo"]
    sentence.click()
    box.wait_for_url("**/en/roles/head-baker.html#a-4")


def test_what_people_say_leads_to_where_they_start(box: Page) -> None:
    assert ask(box, "brick like loaves")[0] == "Feeding the sourdough"
    sentence = box.locator(".rb-search__sentence").first
    assert sentence.inner_text() == "The loaves lie there like bricks!"
    sentence.click()
    box.wait_for_url("**/en/procedures/feeding-sourdough.html#step-2")


def test_a_word_of_another_language_is_found_there(box: Page) -> None:
    ask(box, "zuurdesem")
    assert said(box) == "No results. 2 results in Dutch"
    there = box.locator(".rb-search__results section")
    assert there.get_by_role("heading").get_attribute("lang") == "nl"
    assert there.get_by_role("listitem").first.get_attribute("lang") == "nl"
    box.locator(".rb-search__hit").first.click()
    box.wait_for_url("**/nl/procedures/feeding-sourdough.html")


def test_an_answer_stands_when_the_other_languages_cannot_be_asked(box: Page) -> None:
    box.route("**/search/elsewhere.js", lambda route: route.abort())
    ask(box, "zuurdesem")
    assert said(box) == "No results"
    assert box.locator(".rb-search__notice").is_visible()
    box.unroute("**/search/elsewhere.js")


def test_what_a_language_has_is_not_looked_for_in_the_others(box: Page) -> None:
    loaded: list[str] = []
    box.on("request", lambda request: loaded.append(request.url))
    ask(box, "silo")
    assert not [url for url in loaded if "/nl/" in url or "/de/" in url]


def test_a_number_is_the_name_of_its_document(box: Page) -> None:
    assert ask(box, "bk-002")[0] == "Apprentice baker"


def test_hand_written_pages_are_found_by_their_headings(box: Page) -> None:
    assert ask(box, "aprons") == ["House rules"]
    box.locator(".rb-search__sentence").first.click()
    box.wait_for_url("**/en/rules.html#aprons")


def test_an_overview_is_found_by_its_name_and_not_by_what_it_lists(box: Page) -> None:
    assert "Ovens and dough" not in ask(box, "head baker")
    assert "Ovens and dough" in ask(box, "ovens and dough")


def test_filters_show_how_many_results_each_would_leave(box: Page) -> None:
    grade = box.locator("[data-facet=grade]")
    assert ask(box, "baker")[0]
    shown = grade.locator("option").all_inner_texts()
    assert shown == ["All", "B (1)", "F (1)"]
    ask(box, "silo")
    assert grade.locator("option").all_inner_texts() == ["All", "B (0)", "F (1)"]
    assert grade.locator("option").nth(1).is_disabled()
    ask(box, "baker")
    grade.select_option("B")
    until(box, "document.querySelectorAll('.rb-search__hit').length === 1")
    assert grade.locator("option").all_inner_texts() == ["All", "B (1)", "F (1)"]
    assert said(box) == "1 result"


def test_filters_have_their_numbers_before_the_files_that_count_anew_are_loaded(box: Page) -> None:
    loaded: list[str] = []
    box.on("request", lambda request: loaded.append(request.url))
    until(box, "document.querySelectorAll('[data-facet=grade] option').length === 3")
    grade = box.locator("[data-facet=grade] option")
    assert grade.all_inner_texts() == ["All", "B (1)", "F (1)"]
    assert not [url for url in loaded if "/filter/" in url]
    ask(box, "silo")
    assert [url for url in loaded if "/filter/" in url]
    assert grade.all_inner_texts() == ["All", "B (0)", "F (1)"]


def test_filters_have_all_their_values_whatever_was_asked_first(box: Page) -> None:
    ask(box, "xylophones")
    assert box.locator("[data-facet=grade] option").all_inner_texts() == ["All", "B (0)", "F (0)"]


def test_a_filter_alone_lists_what_it_leaves_by_title(box: Page) -> None:
    box.locator("[data-facet=kind]").select_option("Page")
    until(box, "document.querySelector('.rb-search__results').dataset.query === ''")
    titles = box.locator(".rb-search__title").all_inner_texts()
    assert titles == ["House rules", "Ovens and dough", "Welcome"]


def test_the_numbers_add_up_where_no_page_has_all_words(box: Page) -> None:
    ask(box, "silo apprentice lukewarm")
    kinds = box.locator("[data-facet=kind] option").all_inner_texts()[1:]
    counted = sum(int(text.rpartition("(")[2].rstrip(")")) for text in kinds)
    assert counted == box.locator(".rb-search__hit").count() == int(said(box).split()[0])


def test_arrow_keys_walk_through_titles_and_sentences(box: Page) -> None:
    ask(box, "silo flour")
    box.keyboard.press("ArrowDown")
    box.locator(".rb-search__hit:focus").wait_for()
    box.keyboard.press("ArrowDown")
    box.locator(".rb-search__sentence:focus").wait_for()


@pytest.mark.parametrize(
    ("typed", "word", "one"),
    [
        ("garantie", "garantie", False),
        ("garntie", "garantie", True),
        ("garanntie", "garantie", True),
        ("garontie", "garantie", True),
        ("garanite", "garantie", True),
        ("agrantie", "garantie", True),
        ("garanti", "garantie", True),
        ("garntei", "garantie", False),
        ("warranty", "garantie", False),
    ],
)
def test_one_typo_is_a_letter_too_many_too_few_another_or_two_exchanged(
    typed: str, word: str, one: bool, box: Page
) -> None:
    words = "../assets/rolebook/search/words.js"
    assert (
        box.evaluate(
            f"async ([a, b]) => (await import(new URL('{words}', location.href))).isOneTypo(a, b)",
            [typed, word],
        )
        is one
    )


def test_the_words_of_the_handbook_are_sent_in_pieces_by_first_letter(box: Page) -> None:
    asked: list[str] = []
    box.on("request", lambda request: asked.append(request.url))
    ask(box, "silo")
    assert len([url for url in asked if "/words/" in url]) <= 2, "of the words, and of the names"
    assert not [url for url in asked if "worker" in url]
