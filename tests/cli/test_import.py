"""`rolebook import` of documents: drafts that check accepts, and what becomes of the rest."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from handbooks import snapshot
from rolebook.cli import cli
from rolebook.cli.common import checked
from rolebook.findings import Severity

DOCUMENTS = Path(__file__).parents[1] / "importing" / "documents"

CLERK = """\
    Job description: Post clerk

    Purpose of the job
    Sees to it that every letter is on the right desk by ten.

    Reports to
    the office manager

    Duties
    1. Sorts the post.
    2. Takes parcels to the counter.
    3. Keeps the list of registered letters.

    Download our free template here

    Rights
    1. to refuse a letter without a stamp
    2. to ask for a trolley
    """


def invoke(*arguments: str, answers: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["import", *arguments], input=answers)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def handbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "hb"
    assert CliRunner().invoke(cli, ["init", str(root)]).exit_code == 0
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def clerk(handbook: Path) -> Path:
    file = handbook / "clerk.txt"
    file.write_text(dedent(CLERK), encoding="utf-8")
    return file


def errors(root: Path) -> list[str]:
    _, findings = checked(root, date(2026, 11, 27))
    return [str(f.place) + f.message for f in findings if f.severity is Severity.ERROR]


def test_a_draft_is_written_that_check_accepts_and_its_first_line_names_the_schema(
    handbook: Path, clerk: Path
) -> None:
    before = snapshot(handbook)
    code, output = invoke("clerk.txt")
    assert code == 0
    assert "roles/post-clerk.yml: written" in output
    text = (handbook / "roles" / "post-clerk.yml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schemas/role.json\n")
    assert "# review: the first family of the handbook" in text
    assert "title: Post clerk\n" in text
    assert "      - Takes parcels to the counter.\n" in text
    assert errors(handbook) == []
    changed = {name for name, content in snapshot(handbook).items() if before.get(name) != content}
    assert changed == {"roles/post-clerk.yml"}


def test_what_was_left_out_is_told_in_full_with_its_place_and_the_reason(
    handbook: Path, clerk: Path
) -> None:
    _, output = invoke("clerk.txt")
    assert "Advert or navigation:\n    line 14: Download our free template here" in output


def test_what_its_tradition_has_and_the_document_has_not_is_said_in_draft_and_report(
    handbook: Path, clerk: Path
) -> None:
    _, output = invoke("clerk.txt")
    text = (handbook / "roles" / "post-clerk.yml").read_text("utf-8")
    assert "# Not found in the document: requirements." in text
    assert "Not found: requirements." in output


def test_trace_names_a_line_for_every_value(handbook: Path, clerk: Path) -> None:
    _, output = invoke("clerk.txt", "--trace")
    assert "responsibilities[0].tasks[1] <- line 11" in output
    assert "rights[1] <- line 18" in output
    assert "family <- not in the document" in output


def test_a_file_that_is_there_is_never_touched_and_what_differs_is_shown(
    handbook: Path, clerk: Path
) -> None:
    invoke("clerk.txt")
    draft = handbook / "roles" / "post-clerk.yml"
    mine = draft.read_text("utf-8").replace("Sorts the post.", "Sorts all the post.")
    draft.write_text(mine, encoding="utf-8")
    code, output = invoke("clerk.txt")
    assert code == 0
    assert "there already and was not touched" in output
    assert "-      - Sorts all the post." in output
    assert "+      - Sorts the post." in output
    assert draft.read_text("utf-8") == mine


def test_importing_again_gives_the_same_bytes_and_says_so(handbook: Path, clerk: Path) -> None:
    invoke("clerk.txt", "--out", "drafts")
    first = snapshot(handbook / "drafts")
    _, output = invoke("clerk.txt", "--out", "drafts")
    assert "is there already, the same" in output
    assert snapshot(handbook / "drafts") == first
    assert set(first) == {"roles/post-clerk.yml", "import-report.md"}


def test_a_report_that_is_there_is_kept(handbook: Path, clerk: Path) -> None:
    invoke("clerk.txt", "--out", "drafts")
    first = (handbook / "drafts" / "import-report.md").read_bytes()
    invoke("clerk.txt", "--out", "drafts", "--trace")
    assert (handbook / "drafts" / "import-report.md").read_bytes() == first
    assert b"<- line" in (handbook / "drafts" / "import-report-2.md").read_bytes()


def test_several_jobs_in_one_file_become_several_drafts_and_repetitions_are_told(
    handbook: Path, clerk: Path
) -> None:
    other = dedent(CLERK).replace("Post clerk", "Mail clerk").replace("a trolley", "a bag")
    clerk.write_text(dedent(CLERK) + "\n" + other, encoding="utf-8")
    _, output = invoke("clerk.txt")
    assert (handbook / "roles" / "post-clerk.yml").is_file()
    assert (handbook / "roles" / "mail-clerk.yml").is_file()
    assert "Nearly a repetition of post-clerk.yml: 3 of 3 tasks are alike." in output


def test_a_second_job_of_a_title_gets_a_number(handbook: Path, clerk: Path) -> None:
    clerk.write_text(dedent(CLERK) * 2, encoding="utf-8")
    invoke("clerk.txt")
    assert (handbook / "roles" / "post-clerk-2.yml").is_file()
    assert errors(handbook) == []


def test_a_file_that_describes_nothing_makes_no_draft_unless_told_to(handbook: Path) -> None:
    (handbook / "note.txt").write_text("Buy milk.\n\nCall the printer.\n")
    code, output = invoke("note.txt")
    assert code == 0
    assert "Drafts: 0." in output
    assert "With --as role or --as procedure it becomes one draft" in output
    assert "Buy milk." in output
    invoke("note.txt", "--as", "role")
    text = (handbook / "roles" / "note.yml").read_text("utf-8")
    assert "- Buy milk." in text
    assert "# review: the file's name" in text
    assert errors(handbook) == []


def test_a_file_that_cannot_be_read_is_told_in_one_line_and_the_others_are_read(
    handbook: Path, clerk: Path
) -> None:
    (handbook / "broken.docx").write_bytes(b"PK\x03\x04 broken")
    code, output = invoke("broken.docx", "clerk.txt")
    assert code == 1
    assert "broken.docx: it is damaged, or no Word document" in output
    assert (handbook / "roles" / "post-clerk.yml").is_file()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("x.exe",), 'nothing is known about files that end in ".exe"'),
        (("clerk.txt", "--lang", "fr"), "known are en, nl, de"),
        (("nothing.txt",), "does not exist"),
    ],
)
def test_wrong_use_is_told(
    handbook: Path, clerk: Path, arguments: tuple[str, ...], message: str
) -> None:
    (handbook / "x.exe").write_bytes(b"MZ")
    code, output = invoke(*arguments)
    assert code == 2
    assert message in output


def test_words_of_the_handbook_open_sections_too(handbook: Path, clerk: Path) -> None:
    clerk.write_text(dedent(CLERK).replace("Rights\n", "Freedoms\n"), encoding="utf-8")
    _, output = invoke("clerk.txt", "--out", "one")
    assert "rights:" not in (handbook / "one" / "roles" / "post-clerk.yml").read_text("utf-8")
    (handbook / "templates").mkdir(exist_ok=True)
    words = handbook / "templates" / "importing.yml"
    words.write_text("sections:\n  rights:\n    en: [freedoms]\n")
    invoke("clerk.txt", "--out", "two")
    assert "rights:" in (handbook / "two" / "roles" / "post-clerk.yml").read_text("utf-8")
    words.write_text("sections:\n  rihgts:\n    en: [freedoms]\n")
    code, output = invoke("clerk.txt")
    assert (code, "sections has no rihgts" in output) == (2, True)
    words.write_text("clauses:\n  lead_ins:\n    rights:\n      en: ['(']\n")
    code, output = invoke("clerk.txt")
    assert (code, "is no regular expression" in output) == (2, True)


def test_review_goes_through_the_doubtful_places_one_by_one(handbook: Path, clerk: Path) -> None:
    code, output = invoke("clerk.txt", "--review", answers="k\nk\nk\nk\nk\n")
    assert code == 0
    assert "1 of 2  kind: company" in output
    assert "review:" not in (handbook / "roles" / "post-clerk.yml").read_text("utf-8")


def test_review_takes_other_words_and_only_such_as_may_stand_there(
    handbook: Path, clerk: Path
) -> None:
    _, output = invoke("clerk.txt", "--review", answers="t\nboss\nreference\nk\nk\n")
    text = (handbook / "roles" / "post-clerk.yml").read_text("utf-8")
    assert "'boss' is not one of 'company', 'reference'" in output
    assert "kind: reference\n" in text
    assert errors(handbook) == []


def test_review_takes_one_of_several_values_at_once(handbook: Path, clerk: Path) -> None:
    _, output = invoke("clerk.txt", "--review", answers="Reference\nk\nk\n")
    text = (handbook / "roles" / "post-clerk.yml").read_text("utf-8")
    assert "one of: company, reference" in output
    assert "kind: reference\n" in text
    assert "is not one of" not in output


def test_review_writes_the_answers_given_when_the_input_ends(handbook: Path, clerk: Path) -> None:
    for answers in ("reference\n", "t\nreference\nt\n"):
        code, output = invoke("clerk.txt", "--review", "--out", "drafts", answers=answers)
        assert code == 0
        assert "Aborted" not in output
        assert "1 question is left; its place is marked with review." in output
        (draft,) = handbook.glob("drafts/roles/*.yml")
        text = draft.read_text("utf-8")
        assert "kind: reference\n" in text
        assert text.count("# review:") == 1
        draft.unlink()


def test_review_leaves_out_and_puts_into_the_notes(handbook: Path, clerk: Path) -> None:
    clerk.write_text(f"{dedent(CLERK)}\nLiability\n1. loss of parcels\n2. loss of keys\n")
    _, output = invoke("clerk.txt", "--review", answers="k\nk\nn\no\n")
    text = (handbook / "roles" / "post-clerk.yml").read_text("utf-8")
    assert "3 of 4  liabilities[0]: loss of parcels" in output
    assert "clerk.txt, line 21: 1. loss of parcels" in output
    assert 'notes:\n  - "liabilities: loss of parcels"\n' in text
    assert "liabilities:\n  - loss of keys\n" in text
    assert "layout" not in text


def test_options_that_documents_do_not_have_are_said_to_be_without_effect(
    handbook: Path, clerk: Path
) -> None:
    code, output = invoke("clerk.txt", "--apply", "--notes")
    assert code == 0
    assert output.startswith("--apply, --notes: without effect on documents; ")
    assert "roles/post-clerk.yml: written" in output
    _, output = invoke("clerk.txt")
    assert "without effect" not in output


def test_stopping_the_review_keeps_the_marks_of_the_rest(handbook: Path, clerk: Path) -> None:
    code, output = invoke("clerk.txt", "--review", answers="k\ns\n")
    assert code == 0
    assert "1 question is left" in output
    text = (handbook / "roles" / "post-clerk.yml").read_text("utf-8")
    assert text.count("# review:") == 1


@pytest.mark.parametrize("tradition", ["job-instruction", "reference", "result-table", "dealer"])
def test_drafts_of_every_tradition_are_accepted_by_check(handbook: Path, tradition: str) -> None:
    files = sorted(DOCUMENTS.glob(f"{tradition}*"))
    assert len(files) == 6
    code, _ = invoke(*map(str, files))
    assert code == 0
    assert len(list((handbook / "roles").glob("*.yml"))) >= 6
    assert errors(handbook) == []


def test_what_check_would_refuse_becomes_a_note(handbook: Path, clerk: Path) -> None:
    """A job that reports to itself, a grade that the scheme has not."""
    text = dedent(CLERK).replace("the office manager", "Post clerk")
    clerk.write_text(text + "\nGrade: ZZ 9\n", encoding="utf-8")
    invoke("clerk.txt")
    draft = (handbook / "roles" / "post-clerk.yml").read_text("utf-8")
    assert errors(handbook) == []
    assert "ZZ 9" in draft
    assert "Post clerk" in draft.split("reports_to:")[1]


def test_shares_of_the_time_that_do_not_sum_to_100_become_notes(
    handbook: Path, clerk: Path
) -> None:
    areas = "".join(f"Area {n} (5%)\n- does {n}\n- does more of {n}\n\n" for n in range(1, 9))
    clerk.write_text(dedent(CLERK).replace("1. Sorts the post.\n", f"\n{areas}1. Sorts it.\n"))
    invoke("clerk.txt")
    draft = (handbook / "roles" / "post-clerk.yml").read_text("utf-8")
    assert errors(handbook) == []
    assert "time_share" not in draft
    assert "  - area: Area 8\n    tasks:\n      - does 8\n" in draft
    assert '  - "Area 8: 5 %"\n' in draft


def test_a_draft_in_another_language_says_so(handbook: Path) -> None:
    invoke(str(DOCUMENTS / "job-instruction-good-nl.odt"))
    text = (handbook / "roles" / "werkplaatsplanner.yml").read_text("utf-8")
    assert "# The texts are in the language nl; this handbook is governed by en" in text
    _, said = invoke(str(DOCUMENTS / "job-instruction-good-nl.odt"), "--out", "drafts")
    assert "The drafts in nl are to be translated: this handbook is governed by en." in said
    edit = (
        (handbook / "mkdocs.yml")
        .read_text("utf-8")
        .replace("languages: [en]", "languages: [en, nl]")
    )
    (handbook / "mkdocs.yml").write_text(edit, "utf-8")
    invoke(str(DOCUMENTS / "job-instruction-good-nl.odt"), "--out", "again")
    text = (handbook / "again" / "roles" / "werkplaatsplanner.yml").read_text("utf-8")
    said = " ".join(text.replace("\n#", " ").split())
    assert "keep this file as werkplaatsplanner.nl.yml with its texts only" in said


def test_a_draft_of_a_name_that_the_handbook_has_says_so(handbook: Path, clerk: Path) -> None:
    invoke("clerk.txt")
    invoke("clerk.txt", "--out", "drafts")
    text = (handbook / "drafts" / "roles" / "post-clerk.yml").read_text("utf-8")
    assert "# The handbook has a role of this name already" in text


def test_a_procedure_with_a_table_of_steps(handbook: Path) -> None:
    (handbook / "loan.md").write_text(
        dedent(
            """\
            # Procedure: Returning a loan car

            ## Purpose
            Every loan car comes back clean and full.

            ## Scope
            - All loan cars of the branch

            Not covered:
            - Rental cars

            ## Trigger
            The customer collects the repaired vehicle.

            ## Steps

            | No | Step | Who | When |
            |----|------|-----|------|
            | 1 | Check mileage and fuel | receptionist | same day |
            | 2 | Invoice missing fuel | bookkeeper or receptionist | within 2 working days |

            ## KPIs
            - Cars checked on return: at least 98 %
            - Happiness of customers
            """
        )
    )
    code, _ = invoke("loan.md")
    assert code == 0
    text = (handbook / "procedures" / "returning-a-loan-car.yml").read_text("utf-8")
    assert errors(handbook) == []
    for line in (
        "title: Returning a loan car", "  - step: Check mileage and fuel", "      within: 2",
        "      unit: working_days", "          - text: bookkeeper", "    at_least: 98",
        "    - Rental cars", "trigger: The customer collects the repaired vehicle.",
    ):  # fmt: skip
        assert f"{line}\n" in text, line
    assert '"KPI: Happiness of customers"' in text


def test_numbered_steps_with_points_below_them(handbook: Path) -> None:
    (handbook / "key.txt").write_text(
        "Werkinstructie: Sleutel uitgeven\n\nDoel\nElke sleutel komt terug.\n\nWerkwijze\n"
        "1. Vraag om het rijbewijs.\n- noteer het nummer\n- kijk naar de datum\n"
        "2. Geef de sleutel mee.\n",
        encoding="utf-8",
    )
    invoke("key.txt", "--as", "procedure", "--lang", "nl")
    text = (handbook / "procedures" / "sleutel-uitgeven.yml").read_text("utf-8")
    assert text.count("  - step:") == 2
    assert "      - noteer het nummer\n" in text
    assert errors(handbook) == []


def test_a_sentence_says_who_does_a_step_and_by_when(handbook: Path) -> None:
    (handbook / "call.txt").write_text(
        "Werkinstructie: Klant bellen\n\nDoel\nElke klant weet waar hij aan toe is.\n\nWerkwijze\n"
        "1. De planner belt de klant binnen 1 uur.\n"
        "2. Customer adviser at the desk noteert het antwoord.\n"
        "3. De planner wordt gebeld.\n"
        "4. Bewaar het formulier 2 weken.\n",
        encoding="utf-8",
    )
    invoke("call.txt", "--as", "procedure", "--lang", "nl")
    text = (handbook / "procedures" / "klant-bellen.yml").read_text("utf-8")
    assert errors(handbook) == []
    steps = text[text.index("steps:") :]
    assert "step: De planner belt de klant binnen 1 uur." in steps
    assert "- text: De planner" in steps
    assert "within: 1" in steps
    assert "unit: hours" in steps
    assert steps.count("by:") == 2
    assert steps.count("due:") == 1


@pytest.mark.parametrize("ending", ["docx", "odt", "pdf", "txt", "html", "md", "xlsx"])
def test_an_empty_file_is_told_as_such(handbook: Path, ending: str) -> None:
    (handbook / f"nothing.{ending}").write_bytes(b"")
    code, output = invoke(f"nothing.{ending}")
    assert (code, output) == (1, f"nothing.{ending}: it is empty\n")
