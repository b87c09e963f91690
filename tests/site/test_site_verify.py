"""Is this paper current? The page in a real browser, opened from a folder, and where it leads."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from bakehouse import Watched
from playwright.sync_api import Page

from rolebook.records.status import Standings
from rolebook.site.build import build_site
from rolebook.site.editions import editions
from shop import approve, edit, opened, run, shop

Open = Callable[..., Watched]


@dataclass(frozen=True)
class Built:
    """A built site, and the codes of papers by what they are."""

    site: Path
    codes: dict[str, str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A job in its third version under a new name, a withdrawn procedure, and a draft."""
    root = shop(tmp_path_factory.mktemp("versions") / "shop")
    shell = "docs_dir: pages\ntheme: {name: material}\nplugins: [rolebook]"
    edit(root, "mkdocs.yml", "site_name: Shop", f"site_name: Shop\n{shell}")
    for lang in ("", ".nl"):
        (root / "pages").mkdir(exist_ok=True)
        (root / f"pages/index{lang}.md").write_text("# Start\n", encoding="utf-8")
    codes: dict[str, str] = {}

    def noted(stage: str, kind: str, id_: str, lang: str = "en") -> None:
        book, records = opened(root)
        codes[stage] = Standings(book.editions[lang], records).of(kind, id_).fingerprint

    approve(root, "baker", "baking-bread")
    noted("1.0", "role", "baker")
    noted("1.0 nl", "role", "baker", "nl")
    noted("procedure", "procedure", "baking-bread")
    edit(root, "roles/baker.yml", "Tastes the bread.", "Tastes the rolls.")
    edit(root, "roles/baker.nl.yml", "Proeft het brood.", "Proeft de broodjes.")
    run(root, "translated", "baker", "--lang", "nl")
    approve(root, "baker", "--minor", "--reason", "The same right", on="2026-12-01")
    noted("1.1", "role", "baker")
    edit(root, "roles/baker.nl.yml", "Bakt het brood.", "Bakt al het brood.")
    run(root, "translated", "baker", "--lang", "nl")
    approve(root, "baker", on="2026-12-02")
    edit(root, "roles/baker.yml", "- Lights the oven.", "- Lights both ovens.")
    edit(root, "roles/baker.nl.yml", "- Steekt de oven aan.", "- Steekt beide ovens aan.")
    run(root, "translated", "baker", "--lang", "nl")
    approve(root, "baker", "--effective", "2027-02-01", on="2026-12-03")
    for lang in ("", ".nl"):
        (root / f"roles/baker{lang}.yml").rename(root / f"roles/pastry-cook{lang}.yml")
    edit(root, "roles/pastry-cook.yml", "title:", "formerly: [baker]\ntitle:")
    edit(root, "roles/pastry-cook.yml", "prepared_by: baker", "prepared_by: pastry-cook")
    for file in ("procedures/baking-bread.yml", "roles/grading/shop-grades.yml"):
        edit(root, file, "baker", "pastry-cook")
    edit(root, "procedures/baking-bread.yml", "document: {",
         "document: {withdrawn: 2027-05-01, ")  # fmt: skip
    edit(root, "roles/pastry-cook.yml", ", procedure: baking-bread", "")
    edit(root, "roles/pastry-cook.yml", "Kneads the dough.", "Kneads the dough well.")
    edit(root, "roles/pastry-cook.nl.yml", "Kneedt het deeg.", "Kneedt het deeg goed.")
    run(root, "translated", "pastry-cook", "--lang", "nl")
    approve(root, "pastry-cook", "--minor", "--reason", "r", "--effective", "2027-03-01",
            on="2027-02-01")  # fmt: skip
    noted("current", "role", "pastry-cook")
    noted("current nl", "role", "pastry-cook", "nl")
    noted("draft", "role", "owner")
    book, records = opened(root)
    build_site(root, list(editions(book, records, "Shop", papers=False).values()))
    return Built(root / "site", codes)


LATER = datetime(2027, 12, 31)
"""A day on which everything that was approved is in force."""


def asked(
    page: Page, built: Built, typed: str, lang: str = "en", day: datetime = LATER
) -> tuple[str, str]:
    """What the page answers to a code that somebody types: its heading and its words."""
    page.clock.set_fixed_time(day)
    page.goto((built.site / lang / "verify.html").as_uri())
    page.get_by_role("textbox", name=re.compile("Code")).fill(typed)
    page.get_by_role("textbox", name=re.compile("Code")).press("Enter")
    return told(page)


def told(page: Page) -> tuple[str, str]:
    answer = page.locator(".rb-verify__verdict")
    answer.wait_for()
    heading = answer.locator(".rb-verify__title").inner_text().split("\n")[-1]
    return heading, " ".join(answer.locator("p:not(.rb-verify__title)").all_inner_texts())


ANSWERS = {
    "current": (
        "Current",
        "This is version 2.1 of JD-01 Baker, in English. It is in force from 1 March 2027, and "
        "nothing newer has been approved.",
    ),
    "1.0": (
        "Superseded",
        "This is version 1.0 of JD-01 Baker, in English. Version 2.1 of 1 February 2027, in force "
        "from 1 March 2027, has taken its place.",
    ),
    "1.1": (
        "Superseded",
        "This is version 1.1 or 1.2 of JD-01 Baker, in English. Version 2.1 of 1 February 2027, "
        "in force from 1 March 2027, has taken its place.",
    ),
    "1.0 nl": (
        "Superseded",
        "This is version 1.0 of JD-01 Baker, in Dutch. Version 2.1 of 1 February 2027, in force "
        "from 1 March 2027, has taken its place.",
    ),
    "procedure": (
        "Withdrawn",
        "This is version 1.0 of P-01 Baking bread, in English. The document is withdrawn with "
        "effect from 1 May 2027.",
    ),
    "draft": ("Draft", "This is a draft of Owner, in English. It was not approved."),
}


@pytest.mark.parametrize("paper", ANSWERS)
def test_the_page_answers_from_a_folder_without_a_server(built: Built, watched: Open, paper: str):
    browser = watched()
    assert asked(browser.page, built, built.codes[paper]) == ANSWERS[paper]
    assert browser.problems == []
    assert browser.foreign("file://") == []


DAYS = {
    ("1.0", datetime(2026, 11, 29)): ("Not yet in force", "It is in force from 30 November 2026, "
                                      "not yet."),
    ("1.0", datetime(2026, 11, 30)): ("Current", "It is in force until 30 November 2026; from "
                                      "1 December 2026 version 1.1 is."),
    ("1.1", datetime(2027, 1, 31)): ("Current", "It is in force until 31 January 2027; from "
                                     "1 February 2027 version 2.0 is."),
    ("1.1", datetime(2027, 2, 1)): ("Superseded", "Version 2.0 of 3 December 2026, in force from "
                                    "1 February 2027, has taken its place."),
    ("current", datetime(2027, 2, 28)): ("Not yet in force", "It is in force from 1 March 2027, "
                                         "not yet. Until then version 2.0 is."),
}  # fmt: skip


@pytest.mark.parametrize(("paper", "day"), DAYS)
def test_the_readers_day_decides_which_version_is_in_force(
    built: Built, watched: Open, paper: str, day: datetime
):
    heading, words = asked(watched().page, built, built.codes[paper], day=day)
    assert heading == DAYS[paper, day][0]
    assert words.endswith(DAYS[paper, day][1])


def test_a_page_whose_version_is_not_in_force_yet_leads_to_the_one_that_is(
    built: Built, watched: Open
):
    page = watched().page
    notice = page.locator(".rb-notice:visible", has_text="Not yet in force")
    for day, there in ((datetime(2027, 2, 28), True), (datetime(2027, 3, 1), False)):
        page.clock.set_fixed_time(day)
        page.goto((built.site / "en" / "roles/pastry-cook.html").as_uri())
        assert notice.count() == there
        assert "in force from 1 March 2027" in page.locator(".rb-head").inner_text()
        if there:
            assert "This version is in force from 1 March 2027." in notice.inner_text()
            assert "Today version 2.0 is in force, until 28 February 2027." in notice.inner_text()
            notice.get_by_role("link").click()
            page.wait_for_url("**/history/pastry-cook/4.html")


def test_it_answers_in_the_readers_language(built: Built, watched: Open):
    heading, words = asked(watched().page, built, built.codes["current nl"], "nl")
    assert heading == "Actueel"
    assert words.startswith("Dit is versie 2.1 van JD-01 Bakker, in het Nederlands.")


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", ""),
        lambda code: code.replace("O", "0").replace("I", "1").replace("B", "8"),
        lambda code: f" {code.lower()}. ",
        lambda code: "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in code),
        lambda code: f"https://shop.example/en/verify.html#{code}",
    ],
)
def test_a_code_is_read_as_people_type_it(built: Built, watched: Open, typed: Callable[[str], str]):
    assert asked(watched().page, built, typed(built.codes["1.0"])) == ANSWERS["1.0"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("AAAA-BBBB-CCCC-DDDD", "No text of this handbook has the code AAAA-BBBB-CCCC-DDDD."),
        ("AAAA-BBBB", "A code has 16 characters; these are 8."),
        ("AAAA-BBBB-CCCC-DD99", "A code has letters, and digits from 2 to 7; look again at: 9 9"),
        ("<img src=x onerror=alert(1)>", "A code has letters, and digits from 2 to 7"),
    ],
)
def test_what_is_no_code_of_ours_is_unknown_and_told_why(
    built: Built, watched: Open, typed: str, said: str
):
    browser = watched()
    heading, words = asked(browser.page, built, typed)
    assert heading == "Unknown"
    assert words.startswith(said)
    assert browser.problems == []


def test_the_picture_on_the_paper_leads_straight_to_the_answer(built: Built, watched: Open):
    page = watched().page
    page.clock.set_fixed_time(LATER)
    page.goto(f"{(built.site / 'en' / 'verify.html').as_uri()}#{built.codes['1.0']}")
    assert told(page) == ANSWERS["1.0"]
    assert page.get_by_role("textbox", name="Code of the paper").input_value() == built.codes["1.0"]
    assert "rb-verify__answer" in page.evaluate("document.activeElement.className")


def test_what_changed_since_is_one_click_away(built: Built, watched: Open):
    browser = watched()
    asked(browser.page, built, built.codes["1.0"])
    browser.page.get_by_role("link", name="What has changed since").click()
    browser.page.wait_for_url("**/history/pastry-cook/1.html#since")
    section = browser.page.locator("main").inner_text()
    assert "What has changed since, up to version 2.1" in section
    assert "rolls" in section
    assert browser.page.locator("ins, del").count() > 0
    assert browser.problems == []


def test_every_link_of_every_answer_leads_to_a_page(built: Built, watched: Open):
    page = watched().page
    seen = set()
    for code in built.codes.values():
        asked(page, built, code)
        links = page.locator(".rb-verify__verdict a").evaluate_all("all => all.map(a => a.href)")
        assert links
        seen.update(links)
    for link in seen:
        path = Path(link.removeprefix("file://").partition("#")[0])
        assert path.is_file(), link


@pytest.mark.parametrize(
    "place", ["roles/{}.html", "history/{}.html", "history/{}/1.html", "history/{}/5.html"]
)
def test_an_old_address_leads_on_without_a_script(built: Built, watched: Open, place: str):
    page = watched(java_script_enabled=False).page
    page.goto((built.site / "nl" / place.format("baker")).as_uri())
    page.wait_for_url(f"**/{place.format('pastry-cook')}")
    assert "Bakker" in page.title()


def test_without_a_script_it_says_where_to_look(built: Built, watched: Open):
    page = watched(java_script_enabled=False).page
    page.goto((built.site / "en" / "verify.html").as_uri())
    assert "compare the code with the fingerprints" in page.locator("main").inner_text()
    assert not page.locator(".rb-verify").is_visible()


def test_what_the_page_knows_names_no_role_that_prepared_or_released(built: Built):
    text = (built.site / "en" / "assets" / "rolebook" / "editions.js").read_text(encoding="utf-8")
    data = json.loads(text.removeprefix("window.rolebookEditions = ").removesuffix(";\n"))
    assert sorted(data) == ["documents", "languages", "texts"]
    allowed = {"title", "page", "number", "periods", "history", "compared", "withdrawn", "replaced"}
    assert set().union(*data["documents"]) <= allowed
    assert all(re.fullmatch("[A-Z2-7]{16}", code) for code in data["texts"])
