"""The grading assistant in a real browser: its questions, its result, the file, its manners."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bakehouse import Serve, Watched, write_handbook
from click.testing import CliRunner
from playwright.sync_api import Locator, Page, expect

from rolebook.cli.grade import command
from rolebook.handbook import load
from rolebook.site.build import build_site
from rolebook.site.contents import SHELL_WORDS, Edition, NavLink
from rolebook.site.grading import grading_nav, grading_pages
from rolebook.source import read
from rolebook.views.writer import Writer

ROOT = Path(__file__).parents[2]
ROLE = "warranty-engineer-psw"
LEVELS = {
    "dinkelbrug-points": {
        "knowledge": "5", "problem-solving": "3", "contacts-with": "3", "contacts-for": "2",
        "emotional-effort": "2", "concentration": "3", "physical-effort": "2", "decisions": "3",
        "leadership": "1", "money-and-goods": "3", "safety": "2", "surroundings": "2",
        "working-times": "1",
    },
    "us-fes": {
        "knowledge": "1-6", "supervisory-controls": "2-3", "guidelines": "3-3",
        "complexity": "4-3", "scope-and-effect": "5-3", "personal-contacts": "6-3",
        "purpose-of-contacts": "7-2", "physical-demands": "8-2", "work-environment": "9-2",
    },
    "warranty-levels": {
        "knowledge": "G", "cases": "G", "freedom": "G", "people": "F", "attention": "G",
        "place": "G", "best-fit": "G",
    },
}  # fmt: skip
LEVELS["warranty-profile"] = LEVELS["dinkelbrug-points"]
Open = Callable[..., Watched]


@pytest.fixture(scope="module")
def grading_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages about grading of the example handbook. Read it only."""
    loaded = load(ROOT)
    assert loaded.handbook
    made = []
    for lang in ("en", "nl"):
        writer = Writer(loaded.handbook.editions[lang])
        home = NavLink("Start", "index.html")
        made.append(
            Edition(
                lang, "en", (("en", "English"), ("nl", "Nederlands")), "Handbook",
                pages=tuple(grading_pages(writer, home)),
                nav=(grading_nav(writer),),
                words={word: writer.words(word) for word in SHELL_WORDS},
            )
        )  # fmt: skip
    root = write_handbook(tmp_path_factory.mktemp("grading") / "book")
    (root / "pages" / "index.nl.md").unlink()
    (root / "pages" / "index.md").write_text("# Start\n", encoding="utf-8")
    build_site(root, made)
    return root / "site"


@pytest.fixture(scope="module")
def grading_http(grading_site: Path, serve: Serve) -> str:
    return serve(grading_site)


@pytest.fixture
def assistant(grading_http: str, watched: Open) -> Iterator[Page]:
    """The assistant over http; nothing may go wrong in it, and nothing may leave."""
    one = watched()
    one.page.goto(f"{grading_http}/en/grading-assistant.html")
    yield one.page
    assert one.problems == []
    assert one.foreign(grading_http) == []


def choose(page: Page, scheme: str, role: str = ROLE) -> None:
    page.get_by_label("Role", exact=True).select_option(role)
    page.get_by_label("Grading scheme").select_option(scheme)


def outcome(page: Page) -> Locator:
    return page.locator(".rb-result [role=status]")


def answer(page: Page, levels: dict[str, str]) -> None:
    """Choose the levels, question by question in the order of the page."""
    page.evaluate(
        """(levels) => {
          const questions = document.querySelectorAll(".rb-question:has(input[type=radio])");
          levels.forEach((level, at) =>
            questions[at].querySelector(`input[value="${level}"]`).click());
        }""",
        list(levels.values()),
    )


def compare(page: Page, side: str) -> None:
    for group in ("Complexity", "Effort", "The job as a whole"):
        page.get_by_role("group", name=group).get_by_label(side, exact=True).check()


def saved(page: Page, folder: Path) -> Path:
    with page.expect_download() as event:
        page.get_by_role("button", name="Download the answers").click()
    file = folder / event.value.suggested_filename
    event.value.save_as(file)
    return file


def graded(*arguments: str) -> dict[str, Any]:
    """What `rolebook grade` says."""
    done = CliRunner().invoke(
        command, ["--handbook", str(ROOT), "--format", "json", *arguments], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("kind", ["http", "file"])
def test_a_job_is_graded_by_all_four_methods_and_the_file_gives_the_same(
    kind: str, grading_http: str, grading_site: Path, watched: Open, tmp_path: Path
) -> None:
    home = grading_http if kind == "http" else grading_site.as_uri()
    one = watched()
    page = one.page
    page.goto(f"{home}/en/grading-assistant.html")
    for scheme in ("dinkelbrug-grades", *LEVELS):
        choose(page, scheme)
        if scheme == "dinkelbrug-grades":
            compare(page, "equal")
        else:
            answer(page, LEVELS[scheme])
        if scheme == "warranty-levels":
            expect(outcome(page)).to_have_text("No grade yet: people have to judge")
            page.get_by_label("Why it fits best").fill("All cells describe the job.")
        found = graded(ROLE, "--answers", str(saved(page, tmp_path)))
        assert found["outcome"] == "graded"
        expect(outcome(page)).to_have_text(f"Grade {found['grade']}")
        reasons = page.locator(".rb-result__reasons li").all_inner_texts()
        assert reasons == [reason["text"] for reason in found["reasons"]]
    assert one.problems == []
    assert one.foreign(home) == []


def test_a_job_that_is_not_in_the_handbook(assistant: Page, tmp_path: Path) -> None:
    choose(assistant, "us-fes", "")
    answer(assistant, LEVELS["us-fes"])
    file = saved(assistant, tmp_path)
    assert file.name == "job.us-fes.yml"
    found = graded("--scheme", "us-fes", "--answers", str(file))
    expect(outcome(assistant)).to_have_text(f"Grade {found['grade']}")
    assert "1-6" in file.read_text("utf-8")


def test_what_is_still_open_is_told_and_leads_to_its_question(assistant: Page) -> None:
    choose(assistant, "dinkelbrug-points")
    expect(outcome(assistant)).to_have_text("Still to be answered: 13")
    assistant.get_by_role("button", name="Decisions: no level chosen yet.").click()
    focused = assistant.locator("fieldset:focus")
    expect(focused.locator("legend")).to_have_text("Decisions")
    assistant.keyboard.press("Tab")
    assistant.keyboard.press("Space")
    expect(focused).to_have_count(0)
    expect(outcome(assistant)).to_have_text("Still to be answered: 12")


def test_levels_are_chosen_by_the_keyboard_alone(assistant: Page) -> None:
    choose(assistant, "warranty-profile")
    first = assistant.get_by_role("group", name="Knowledge")
    first.locator("input").first.focus()
    assistant.keyboard.press("ArrowDown")
    assistant.keyboard.press("ArrowDown")
    expect(first.locator("input:checked")).to_have_value("3")


def test_evidence_keeps_every_character(assistant: Page, tmp_path: Path) -> None:
    hostile = 'a: "b" # c\n- {d}: \\e \t%f @g `h` \U0001f600 é <script>alert(1)</script> …'
    choose(assistant, "us-fes")
    answer(assistant, LEVELS["us-fes"])
    question = assistant.get_by_role("group", name="Knowledge required by the position")
    question.locator("summary").click()
    question.get_by_label("What in the job shows it").fill(f"{hostile}\u2028\x07.")
    file = saved(assistant, tmp_path)
    assert graded(ROLE, "--answers", str(file))["outcome"] == "graded"
    source, findings = read(file.read_bytes(), file.name)
    assert source
    assert not findings
    # What cannot be seen became a space.
    assert source.data["answers"]["knowledge"]["evidence"] == f"{hostile}  ."


def test_outside_the_context_no_grade_is_given(assistant: Page) -> None:
    choose(assistant, "dinkelbrug-grades", "regional-aftersales-and-sales-manager")
    compare(assistant, "heavier")
    expect(outcome(assistant)).to_have_text("No grade: K is indicated, outside the context")
    expect(assistant.locator(".rb-result__reasons")).to_contain_text("to look at next")
    expect(assistant.locator(".rb-result__advice")).to_contain_text("People decide.")


def test_signs_both_ways_are_warned_of(assistant: Page) -> None:
    choose(assistant, "dinkelbrug-grades")
    compare(assistant, "equal")
    assistant.get_by_role("group", name="Signs of lighter").locator("input").first.check()
    assistant.get_by_role("group", name="Signs of heavier").locator("input").first.check()
    expect(assistant.locator(".rb-result__warnings")).to_contain_text("second method")


def test_a_job_made_of_several(assistant: Page, tmp_path: Path) -> None:
    choose(assistant, "dinkelbrug-grades", "")
    assistant.get_by_label("several jobs").check()
    for at, (reference, share) in enumerate((("service-adviser", 60), ("warranty-engineer", 40))):
        part = assistant.locator(".rb-part").nth(at)
        part.get_by_label("Reference job to compare with").select_option(reference)
        part.get_by_label("Share of the working time").fill(str(share))
        for group in ("Complexity", "The job as a whole"):
            part.get_by_role("group", name=group).get_by_label("equal", exact=True).check()
    expect(outcome(assistant)).to_have_text("Grade F")
    file = saved(assistant, tmp_path)
    assert graded("--scheme", "dinkelbrug-grades", "--answers", str(file))["grade"] == "F"
    assistant.get_by_role("button", name="Remove this part").first.click()
    assert assistant.locator(".rb-part__title").all_inner_texts() == ["Part 1"]
    expect(outcome(assistant)).to_have_text("Still to be answered: 1")


@pytest.mark.parametrize("scheme", ["dinkelbrug-grades", *LEVELS])
def test_whatever_is_clicked_first_is_taken(scheme: str, assistant: Page) -> None:
    choose(assistant, scheme)
    clicked = assistant.evaluate(
        """() => {
          const all = () => [...document.querySelectorAll(
            ".rb-assistant__asking :is(input, button, summary)")];
          const again = [...document.querySelectorAll(".rb-result__acts button")].at(-1);
          const count = all().length;
          for (let at = 0; at < count; at += 1) {
            all()[at].click();
            again.click();
          }
          return count;
        }"""
    )
    assert clicked > 20  # what goes wrong meanwhile, the fixture tells


def test_a_reference_job_has_its_grade_from_the_scheme(assistant: Page) -> None:
    choose(assistant, "dinkelbrug-grades", "warranty-engineer")
    expect(outcome(assistant)).to_have_text("Grade G")
    expect(assistant.locator(".rb-result__reasons")).to_contain_text("no decision is owed")


def test_another_job_starts_without_answers_and_the_first_one_keeps_its_own(
    assistant: Page,
) -> None:
    choose(assistant, "us-fes")
    answer(assistant, LEVELS["us-fes"])
    grade = outcome(assistant).inner_text()
    choose(assistant, "us-fes", "technician")
    expect(outcome(assistant)).to_have_text("Still to be answered: 9")
    choose(assistant, "us-fes")
    expect(outcome(assistant)).to_have_text(grade)
    assistant.get_by_role("button", name="Start again").click()
    expect(outcome(assistant)).to_have_text("Still to be answered: 9")


def test_answers_serve_another_scheme_with_the_same_factors(assistant: Page) -> None:
    choose(assistant, "dinkelbrug-points")
    answer(assistant, LEVELS["dinkelbrug-points"])
    assistant.get_by_label("Grading scheme").select_option("warranty-profile")
    expect(outcome(assistant)).to_have_text("Grade G")


def test_the_job_and_the_scheme_go_along_to_another_language(assistant: Page) -> None:
    choose(assistant, "us-fes")
    assistant.click(".rb-languages a[hreflang=nl]")
    assistant.wait_for_url("**/nl/grading-assistant.html#*")
    expect(assistant.get_by_label("Functie", exact=True)).to_have_value(ROLE)
    expect(assistant.get_by_label("Indelingsstelsel")).to_have_value("us-fes")
    expect(outcome(assistant)).to_have_text("Nog te beantwoorden: 9")


def test_the_printed_page_shows_answers_and_not_choices(assistant: Page) -> None:
    choose(assistant, "us-fes")
    answer(assistant, {"knowledge": "1-6"})
    assistant.emulate_media(media="print")
    first = assistant.get_by_role("group", name="Knowledge required by the position")
    assert [one.inner_text() for one in first.locator(".rb-choice:visible strong").all()] == ["1-6"]
    assert assistant.locator(".rb-unanswered:visible").count() == 8
    assert not assistant.get_by_role("button", name="Print").is_visible()
    assert outcome(assistant).is_visible()


def test_without_scripts_the_page_says_so(grading_http: str, watched: Open) -> None:
    page = watched(java_script_enabled=False).page
    page.goto(f"{grading_http}/en/grading-assistant.html")
    expect(page.locator("noscript p")).to_contain_text("needs JavaScript")


@pytest.mark.parametrize(
    "address",
    [
        "grading-assistant.html#scheme=dinkelbrug-points",
        "grading-assistant.html#role=warranty-engineer-psw",
        "grading-dossier.html",
        "schemes/dinkelbrug-points.html",
        "schemes/warranty-levels.html",
        "grades/g.html",
    ],
)
def test_nothing_about_grading_scrolls_sideways_on_a_phone(
    address: str, grading_http: str, watched: Open
) -> None:
    one = watched(viewport={"width": 320, "height": 640})
    one.page.goto(f"{grading_http}/nl/{address}")
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert one.problems == []


def test_a_comparison_begins_with_the_plusses_and_minuses(assistant: Page) -> None:
    choose(assistant, "dinkelbrug-grades", "aftersales-manager-border")
    told = assistant.locator(".rb-differences li")
    assert told.count() > 5
    expect(told.first).to_contain_text("Plus")
    expect(told.first).to_contain_text("Why: The Border branch has a works council of its own.")
    assistant.get_by_label("Reference job to compare with").select_option("service-manager")
    expect(told).to_have_count(0)  # against another job nobody worked them out
    choose(assistant, "dinkelbrug-grades", "warranty-engineer-psw")
    expect(assistant.get_by_text("the job says what its reference job says")).to_be_visible()
