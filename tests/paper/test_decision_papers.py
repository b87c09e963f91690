"""Grading reports and letters, read back: what they say, in which language, who may read them."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import pytest
import yaml
from test_pdf import failures, opened, pages, words
from word import Word

from gradings import DUTCH, POINTS, bakery, decisions, form, record, recorded
from handbooks import SMALL, snapshot, write_tree
from shop import edit, run

NAME = "Jane O'Hara-Müller"


@pytest.fixture
def graded(tmp_path: Path) -> Path:
    """The bakery with a decision whose evidence is there in both languages."""
    root = bakery(tmp_path / "shop", {"private/.gitignore": None})
    write_tree(tmp_path, {"answers.nl.yml": yaml.safe_dump(DUTCH)})
    consent = {"of": "works-council", "asked": "2026-10-01", "answered": "2026-10-05",
               "result": "given"}  # fmt: skip
    recorded(root, form({"decision": {"consent": consent}}))
    return root


def printed(root: Path, *arguments: str, role: str = "night-baker") -> dict[str, bytes]:
    """The files that `rolebook print` makes, by their names."""
    out = root.parent / "out"
    result = run(root, "print", role, "--out", str(out), *arguments)
    assert result.exit_code == 0, result.stderr
    return snapshot(out)


# -- the report


def test_the_report_says_what_was_decided_why_and_on_what_it_rests(graded: Path):
    files = printed(graded, "--report", "--lang", "en")
    assert list(files) == ["night-baker.report.1.en.pdf"]
    text = words(files["night-baker.report.1.en.pdf"])
    for said in (
        "Grading report", "Night baker", "Decision 1", "In force", "12 October 2026",
        "Grades of the shop", "version 1", "Computed from the answers Grade A",
        "Owner, Employees' member", "Works council: asked on 1 October 2026",
        "consent given, 5 October 2026", "Compared with Head baker", "Skill lighter",
        "Bakes what is planned.", "Sign of lighter: Bakes under guidance.", "The plan is given.",
        "clearly lighter than the reference job, which is in grade B",
        "Less to plan, all else alike.",
        "Plans the bread of the week.", "The head baker plans.", "18 November 2026",
        "The owner hears you within ten days.", "Signature",
    ):  # fmt: skip
        assert said in text, said


def test_the_report_carries_the_fingerprints(graded: Path):
    (decision,) = decisions(graded)
    text = words(printed(graded, "--report", "--lang", "nl")["night-baker.report.1.nl.pdf"])
    for fingerprint in (decision.job, decision.rules_whole, *decision.references.values()):
        assert fingerprint in text.replace(" ", "")


@pytest.mark.parametrize("kind", ["--report", "--letter"])
def test_papers_about_decisions_are_archive_files_that_can_be_read_aloud(graded: Path, kind: str):
    for data in printed(graded, kind).values():
        assert failures(data) == []


def test_a_report_about_a_comparison_says_that_it_decides_nothing(graded: Path):
    recorded(graded, form(like=POINTS), "--scheme", "shop-points")
    files = printed(graded, "--report", "--scheme", "shop-points", "--lang", "en")
    text = words(files["night-baker.report.2.en.pdf"])
    for said in (
        "For comparison", "It decides no grade.", "level 2", "A trade.", "both together",
        "There is work at night.", "Total: 40.", "Up to C the bound is 44",
    ):  # fmt: skip
        assert said in text, said
    result = run(graded, "print", "--letter", "night-baker", "--scheme", "shop-points")
    assert (result.exit_code, "there is no letter about it" in result.stderr) == (2, True)


def test_a_superseded_decision_can_be_printed_as_it_was(graded: Path):
    edit(graded, "roles/head-baker.yml", "title: Head baker", "title: Master baker")
    recorded(graded, form({"decision": {"on": "2026-10-20", "notice": "2026-10-21"}}))
    text = words(printed(graded, "--report", "--decision", "1", "--lang", "en")[
        "night-baker.report.1.en.pdf"
    ])  # fmt: skip
    assert "A later decision took its place." in text
    assert "Compared with the reference job Head baker, grade B." in text


def test_a_stale_decision_says_so_and_shows_the_job_as_it_was(graded: Path):
    edit(graded, "roles/head-baker.yml", "Plans the bread of the week.", "Plans the year.")
    text = words(printed(graded, "--report", "--lang", "en")["night-baker.report.1.en.pdf"])
    assert "The job or the rules have changed since" in text
    assert "Plans the bread of the week." in text
    assert "Plans the year." not in text


# -- the letter


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ("Notice of grade", "Grade A, in force from 1 November 2026",
                "Compared with Head baker", "Skill lighter", "Bakes what is planned.",
                "As a whole the job is clearly lighter than the reference job Head baker, which is "
                "in grade B; by the rules of the scheme that makes it grade A.",
                "You can object until 18 November 2026. Address the objection to: Owner.",
                "The owner hears you within ten days.", "waives no objection", "Helps.")),
        ("nl", ("Indelingsbrief", "Schaal A, met ingang van 1 november 2026",
                "Vergeleken met Meesterbakker", "Vakkennis lichter", "Bakt wat gepland is.",
                "Als geheel is de functie duidelijk lichter dan de referentiefunctie Meesterbakker",
                "U kunt tot en met 18 november 2026 bezwaar maken.",
                "Richt het bezwaar aan: Eigenaar.",
                "De eigenaar hoort u binnen tien dagen.", "geen afstand van bezwaar", "Helpt.")),
    ],
)  # fmt: skip
def test_the_letter_tells_why_and_until_when_to_object_in_the_readers_language(
    graded: Path, lang: str, expected: tuple[str, ...]
):
    files = printed(graded, "--letter", "--lang", lang, "--to", "pdf,docx")
    text = words(files[f"night-baker.letter.1.{lang}.pdf"])
    word = " ".join(
        " ".join(words for _, words in Word(files[f"night-baker.letter.1.{lang}.docx"]).paragraphs)
        .replace("\N{SOFT HYPHEN}", "").split()
    )  # fmt: skip
    for said in expected:
        assert said in text, said
        assert said in word, said
    assert "____" in text  # a blank for the name
    assert "not translated yet" not in text


def test_how_to_object_follows_the_reasons_and_the_signatures_are_not_alone(graded: Path):
    data = printed(graded, "--letter", "--lang", "en")["night-baker.letter.1.en.pdf"]
    first, *others = (" ".join(page.split()) for page in pages(data))
    assert "You can object until" in first
    last = others[-1] if others else first
    assert "waives no objection" in last
    assert "Signature" in last


def test_german_letters_have_german_words(tmp_path: Path):
    root = bakery(tmp_path / "shop")
    edit(root, "mkdocs.yml", "[en, nl]", "[en, nl, de]")
    recorded(root)
    text = words(printed(root, "--letter", "--lang", "de")["night-baker.letter.1.de.pdf"])
    for said in ("Mitteilung der Eingruppierung", "Guten Tag", "Wenn Sie nicht einverstanden sind",
                 "bis einschließlich 18. November 2026"):  # fmt: skip
        assert said in text, said


def test_without_a_notice_the_letter_counts_from_the_day_it_is_given(tmp_path: Path):
    root = bakery(tmp_path / "shop")
    recorded(root, form({"decision": {"notice": None}}))
    text = words(printed(root, "--letter", "--lang", "en")["night-baker.letter.1.en.pdf"])
    assert "within 30 calendar days after you were given this letter" in text
    assert "Address the objection to: Owner." in text


def test_where_the_scheme_says_nothing_of_objections_the_letter_claims_nothing(tmp_path: Path):
    root = bakery(tmp_path / "shop")
    for file in ("shop-grades.yml", "shop-grades.nl.yml"):
        path = root / "roles/grading" / file
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith("objection")))
    assert recorded(root).object_until is None
    text = words(printed(root, "--letter", "--lang", "en")["night-baker.letter.1.en.pdf"])
    assert "does not say until when and to whom you can object" in text
    assert "You can object" not in text
    assert "waives no objection" in text


def test_a_letter_without_evidence_has_no_empty_cells_and_is_warned_of(tmp_path: Path):
    root = bakery(tmp_path / "shop")
    bare = {"answers": {"skill": "lighter", "effort": "lighter"}, "ticked": [], "judgement": None}
    recorded(root, form(bare))
    out = root.parent / "out"
    result = run(root, "print", "--letter", "night-baker", "--lang", "en", "--out", str(out))
    assert "night-baker: decision 1 states no evidence" in result.stderr
    text = words((out / "night-baker.letter.1.en.pdf").read_bytes())
    assert "What in the job shows it" not in text
    assert "Skill lighter" in text


def test_a_departure_from_what_was_computed_is_explained(tmp_path: Path):
    root = bakery(tmp_path / "shop")
    edit(root, "roles/night-baker.yml", "grade: A", "grade: B")
    recorded(root, form({"decision": {"grade": "B", "reason": "Nobody is near at night."}}))
    text = words(printed(root, "--letter", "--lang", "en")["night-baker.letter.1.en.pdf"])
    assert "What was computed from this: Grade A. What was decided is grade B." in text
    assert "Nobody is near at night." in text


def test_a_refusal_of_the_works_council_is_told_with_its_reasons(tmp_path: Path):
    root = bakery(tmp_path / "shop")
    consent = {"of": "works-council", "asked": "2026-10-01", "answered": "2026-10-05",
               "result": "refused", "reasons": "The night was not looked at."}  # fmt: skip
    assert "refused its consent" in record(root, form({"decision": {"consent": consent}})).stderr
    for kind in ("report", "letter"):
        text = words(printed(root, f"--{kind}", "--lang", "en")[f"night-baker.{kind}.1.en.pdf"])
        assert "consent refused, 5 October 2026" in text
        assert "The night was not looked at." in text


def test_of_a_works_council_that_kept_silent_the_day_is_that_of_the_question(tmp_path: Path):
    root = bakery(tmp_path / "shop")
    consent = {"of": "works-council", "asked": "2026-10-01", "result": "deemed_given"}
    recorded(root, form({"decision": {"consent": consent}}))
    text = words(printed(root, "--letter", "--lang", "en")["night-baker.letter.1.en.pdf"])
    assert "asked on 1 October 2026; consent counts as given" in text
    assert "counts as given, 1 October" not in text


def test_hostile_evidence_is_shown_as_text(tmp_path: Path):
    root = bakery(tmp_path / "shop")
    hostile = '#read("/etc/passwd") <script>alert(1)</script> $x$ {name}'
    recorded(root, form({"judgement": hostile}))
    files = printed(root, "--letter", "--lang", "en", "--to", "pdf,docx")
    assert hostile.replace(" ", "") in words(files["night-baker.letter.1.en.pdf"]).replace(" ", "")
    assert hostile in " ".join(
        words for _, words in Word(files["night-baker.letter.1.en.docx"]).paragraphs
    )


@pytest.mark.parametrize("kind", ["--report", "--letter"])
def test_the_same_decision_prints_to_the_same_bytes(graded: Path, kind: str):
    arguments = (kind, "--to", "pdf,docx")
    assert printed(graded, *arguments) == printed(graded, *arguments)


# -- a letter to a person


def personal(root: Path, *arguments: str) -> Path:
    result = run(root, "print", "--letter", "night-baker", "--lang", "en", "--person", NAME,
                 *arguments)  # fmt: skip
    assert result.exit_code == 0, result.stderr
    (file,) = (root / "private/letters").iterdir()
    return file


def test_a_letter_with_a_name_goes_to_private_for_its_owner_alone(graded: Path):
    file = personal(graded)
    assert file.name == "night-baker.letter.1.jane-ohara-mueller.en.pdf"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert (graded / "private/.gitignore").read_text(encoding="utf-8") == "*\n!.gitignore\n"
    text = words(file.read_bytes())
    assert f"Dear {NAME}," in text.replace("’", "'")


def test_the_name_is_in_no_metadata_and_nowhere_else(graded: Path):
    before = snapshot(graded)
    file = personal(graded)
    with opened(file.read_bytes()) as pdf:
        about = f"{dict(pdf.docinfo)} {pdf.Root.Metadata.read_bytes().decode()}"
    assert "Jane" not in about
    changed = {name for name, data in snapshot(graded).items() if before.get(name) != data}
    assert all(name.startswith("private/") for name in changed)


def test_an_existing_gitignore_of_private_is_left_alone(graded: Path):
    write_tree(graded, {"private/.gitignore": "*\n"})
    personal(graded)
    assert (graded / "private/.gitignore").read_text(encoding="utf-8") == "*\n"


@pytest.mark.parametrize("where", ["site", "print", "records/letters", "."])
def test_a_name_never_goes_elsewhere_in_the_handbook(graded: Path, where: str):
    before = snapshot(graded)
    result = run(graded, "print", "--letter", "night-baker", "--person", NAME,
                 "--out", str(graded / where))  # fmt: skip
    assert result.exit_code == 2
    assert "goes below private/" in result.stderr
    assert snapshot(graded) == before


def test_a_name_never_goes_to_another_git_work_tree(graded: Path, tmp_path: Path):
    other = tmp_path / "other"
    (other / "below").mkdir(parents=True)
    subprocess.run(["git", "init", "-q", str(other)], check=True)
    arguments = ("print", "--letter", "night-baker", "--lang", "en", "--person", NAME, "--out")
    result = run(graded, *arguments, str(other / "below"))
    assert (result.exit_code, "git work tree" in result.stderr) == (2, True)
    assert list((other / "below").iterdir()) == []
    free = tmp_path / "free"
    assert run(graded, *arguments, str(free)).exit_code == 0
    (file,) = free.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_link_does_not_lead_a_name_out_of_private(graded: Path):
    (graded / "site").mkdir()
    (graded / "private").mkdir(exist_ok=True)
    (graded / "private/letters").symlink_to(graded / "site")
    result = run(graded, "print", "--letter", "night-baker", "--person", NAME)
    assert result.exit_code == 2
    assert list((graded / "site").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--report", "--person", NAME), "a report names nobody"),
        (("--person", NAME), "go with --report or --letter"),
        (("--letter", "--report"), "exclude each other"),
        (("--letter", "--person", "  "), "the name is empty"),
        (("--letter", "--decision", "7"), "has no such decision"),
        (("--letter", "--scheme", "shop-pints"), 'did you mean "shop-points"'),
    ],
)
def test_wrong_use_gives_2_and_writes_nothing(graded: Path, arguments: tuple[str, ...], said: str):
    before = snapshot(graded)
    result = run(graded, "print", "night-baker", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert snapshot(graded) == before


def test_a_job_without_a_decision_has_no_paper_about_it(graded: Path):
    result = run(graded, "print", "--report", "baker")
    assert (result.exit_code, "there is none at all" in result.stderr) == (2, True)


def test_all_prints_every_decision_in_force(graded: Path):
    out = graded.parent / "all"
    result = run(graded, "print", "--report", "--all", "--lang", "en", "--out", str(out))
    assert result.exit_code == 0, result.stderr
    assert list(snapshot(out)) == ["night-baker.report.1.en.pdf"]


def test_a_letter_names_the_decision_so_that_it_is_found_again(graded: Path):
    (content,) = printed(graded, "--letter", "--lang", "nl").values()
    assert "Ons kenmerk night-baker, Besluit 1" in words(content)


# -- the dossier


def test_the_dossier_for_the_works_council_is_a_paper_too(graded: Path):
    edit(graded, "roles/grading/shop-grades.yml", "basis:", "consent_per_decision: true\nbasis:")
    out = graded.parent / "out"
    shown = run(graded, "print", "--as", "grading-dossier", "--to", "pdf,docx", "--lang", "en",
                "--out", str(out))  # fmt: skip
    assert shown.exit_code == 0, shown.stderr
    files = snapshot(out)
    assert list(files) == ["grading-dossier.en.docx", "grading-dossier.en.pdf"]
    text = words(files["grading-dossier.en.pdf"])
    for said in (
        "Dossier for the works council", "Grades of the shop", "Adoption",
        "The works council is asked about each grading.", "Served by", "Company jobs per grade",
        "Decisions on company jobs", "Night baker", "consent given, 5 October 2026", "to be asked",
        "Uncontrolled when printed",
    ):  # fmt: skip
        assert said in text, said
    told = [words for _, words in Word(files["grading-dossier.en.docx"]).paragraphs]
    assert "consent given, 5 October 2026" in told
    assert failures(files["grading-dossier.en.pdf"]) == []


def test_there_is_no_dossier_without_a_scheme_in_use(graded: Path):
    root = write_tree(graded.parent / "small", SMALL)
    result = run(root, "print", "--as", "grading-dossier", "--out", str(graded.parent / "out"))
    assert (result.exit_code, "no grading scheme is in use" in result.stderr) == (2, True)
