"""`rolebook approve` as people use it: versions, refusals, nothing half done."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from handbooks import findings_of, snapshot
from rolebook.model.blanks import DOTS
from rolebook.records.status import Standings
from rolebook.views.document import Table
from rolebook.views.history import changes_document
from rolebook.views.role import role_document
from rolebook.views.writer import Writer
from shop import SHOP, approve, edit, error_codes, opened, revisions, run, shop


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shop(tmp_path / "shop")


def versions(root: Path, id_: str = "baker") -> list[str]:
    _, records = opened(root)
    return [revision.version for revision in records.approved.get(id_, ())]


def test_the_first_version_is_1_0_and_freezes_every_language_in_step(root: Path):
    before = snapshot(root)
    result = approve(root, "baker", "--by", "owner", "--note", "First  words")
    assert result.exit_code == 0
    assert result.stdout.startswith("baker: version 1.0 approved (en ")
    new = snapshot(root).keys() - before.keys()
    assert new == {"records/approved/baker/0001.json"}
    data = json.loads((root / "records/approved/baker/0001.json").read_bytes())
    assert list(data["fingerprints"]) == ["en", "nl"]
    assert (data["prepared"], data["released"]) == ("baker", "owner")
    assert (data["on"], data["effective"]) == ("2026-11-30", "2026-11-30")
    assert data["note"] == "First words"
    assert error_codes(root) == []


def test_a_note_in_several_languages_is_shown_to_each_in_its_own(root: Path):
    approve(root, "baker", "--note", "First words")  # in one language, as all were before
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes all the bread.")
    result = approve(
        root, "baker", "--minor", "--note", "All of it", "--note-in", "nl", "Alles  ervan",
        "--reason", "A slip", "--reason-in", "nl", "Een verschrijving", on="2026-12-01",
    )  # fmt: skip
    assert result.exit_code == 0
    data = json.loads((root / "records/approved/baker/0002.json").read_bytes())
    assert data["note"] == {"en": "All of it", "nl": "Alles ervan"}
    assert error_codes(root) == []

    def told(lang: str) -> list[tuple[str, str]]:
        handbook, records = opened(root)
        page = changes_document(Writer(handbook.editions[lang], records))
        (table,) = page.sections[0].blocks
        assert isinstance(table, Table)
        return [(line.text, line.lang) for row in table.rows for line in row.cells[3].lines]

    assert told("en")[1:3] == [("All of it", ""), ("Why minor: A slip", "")]
    assert told("nl")[1:3] == [("Alles ervan", ""), ("Waarom klein: Een verschrijving", "")]
    assert told("nl")[-1] == ("First words", "en")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--note-in", "nl", "Alles"], "--note-in says --note in another language: give both"),
        (["--note", "All", "--note-in", "fr", "Tout"], 'the handbook has no language "fr"'),
        (["--note", "All", "--note-in", "en", "Some"], "it was said in this language already"),
    ],
)
def test_a_note_that_cannot_be_told_so_is_refused(root: Path, options: list[str], said: str):
    result = approve(root, "baker", *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert versions(root) == []


def test_a_change_is_major_unless_it_is_said_to_be_minor(root: Path):
    approve(root, "baker")
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes all the bread.")
    approve(root, "baker", on="2026-12-01")
    edit(root, "roles/baker.yml", "Bakes all the bread.", "Bakes our bread.")
    approve(root, "baker", "--minor", on="2026-12-02")
    edit(root, "roles/baker.yml", "Bakes our bread.", "Bakes the bread.")
    approve(root, "baker", on="2026-12-03")
    assert versions(root) == ["1.0", "2.0", "2.1", "3.0"]
    _, records = opened(root)
    chain = records.approved["baker"]
    assert [r.previous for r in chain] == ["", *(r.hash for r in chain[:-1])]


def test_a_change_does_not_come_before_the_version_that_it_changes(root: Path):
    approve(root, "baker", "--effective", "2027-01-01")
    edit(root, "roles/baker.nl.yml", "Bakt het brood.", "Bakt al het brood.")
    run(root, "translated", "baker", "--lang", "nl")
    result = approve(root, "baker", on="2026-12-01")
    _, records = opened(root)
    assert [str(r.effective) for r in records.approved["baker"]] == ["2027-01-01", "2027-01-01"]
    assert "in force from 2027-01-01" in result.stdout
    assert "never" not in result.output


def test_a_version_that_is_to_come_first_says_which_one_never_comes_into_force(root: Path):
    approve(root, "baker")
    for old, new, effective in (
        ("Bakes the bread.", "Bakes bread.", "2028-01-01"),
        ("Bakes bread.", "Bakes.", "2027-06-01"),
    ):
        edit(root, "roles/baker.yml", old, new)
        result = approve(root, "baker", "--effective", effective, on="2027-05-15")
    assert result.exit_code == 0
    said = "version 2.0, which was to be in force from 2028-01-01, never comes into force"
    assert said in result.output
    assert "version 1.0" not in result.output


def test_a_release_in_the_future_is_remarked_on_and_done(root: Path):
    result = approve(root, "baker", "--today", "2026-11-27")
    assert "2026-11-30, is later than today, 2026-11-27" in result.stderr
    assert versions(root) == ["1.0"]
    result = approve(root, "owner", "--today", "2026-11-30", "--by", "baker")
    assert "later than today" not in result.stderr


def test_without_a_day_an_example_is_shown(root: Path):
    result = run(root, "approve", "baker")
    assert result.exit_code == 2
    assert "--on 20" in result.stderr


def test_unchanged_content_says_so_and_writes_nothing(root: Path):
    approve(root, "baker")
    before = snapshot(root)
    for day in ("2026-11-30", "2027-01-01", "2020-01-01"):
        result = approve(root, "baker", on=day)
        assert result.exit_code == 0
        assert "unchanged since its last version" in result.stdout
    assert snapshot(root) == before


def test_formatting_comments_layout_and_review_are_no_change(root: Path):
    approve(root, "baker")
    edit(
        root,
        "roles/baker.yml",
        "purpose: Bakes the bread.",
        "# why\npurpose: >-\n  Bakes\n  the bread.",
    )
    edit(
        root,
        "roles/baker.yml",
        "review_by: 2027-06-30",
        "review_by: 2028-06-30\n  layout: reference",
    )
    assert "unchanged" in approve(root, "baker", on="2026-12-01").stdout


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("Lights the oven.", "Lights both ovens.", "tasks"),
        ("[Tastes the bread.]", "[Eats the bread.]", "rights"),
        ("reports_to: [owner]", "reports_to: [{text: the miller}]", "reports to"),
        ("grade: B", "grade: C", "grade"),
        ("rights:", "liabilities: [the till]\nrights:", "liabilities"),
    ],
)
def test_a_weighty_change_is_minor_only_for_a_reason(root: Path, old: str, new: str, named: str):
    approve(root, "baker")
    edit(root, "roles/baker.yml", old, new)
    refused = approve(root, "baker", "--minor", on="2026-12-01")
    assert refused.exit_code == 1
    assert f"since version 1.0 changed: {named};" in refused.stderr
    assert "Nothing was approved." in refused.stderr
    assert versions(root) == ["1.0"]
    assert approve(root, "baker", "--minor", "--reason", "A slip", on="2026-12-01").exit_code == 0
    _, records = opened(root)
    assert (records.approved["baker"][-1].version, records.approved["baker"][-1].reason) == (
        "1.1",
        "A slip",
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Bakes the bread.", "Bakes our bread."),
        ("area: Baking\n", "area: Bread\n"),
        ("number: JD-01", "number: JD-02"),
        ("- Lights the oven.", "- {id: light, task: Lights the oven.}"),
    ],
)
def test_other_changes_may_be_minor(root: Path, old: str, new: str):
    approve(root, "baker")
    edit(root, "roles/baker.yml", old, new)
    assert approve(root, "baker", "--minor", on="2026-12-01").exit_code == 0


def test_the_first_version_cannot_be_minor(root: Path):
    result = approve(root, "baker", "--minor")
    assert result.exit_code == 1
    assert "was never approved" in result.stderr


def test_a_change_of_a_translation_only_is_minor(root: Path):
    approve(root, "baker")
    edit(root, "roles/baker.nl.yml", "Bakt het brood.", "Bakt al het brood.")
    assert "unchanged" in approve(root, "baker", on="2026-12-01").stdout, "it is not in step"
    run(root, "translated", "baker")
    assert approve(root, "baker", on="2026-12-01").exit_code == 0
    assert versions(root) == ["1.0", "1.1"]


def test_a_translation_out_of_step_stays_a_draft(root: Path):
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes all the bread.")
    result = approve(root, "baker")
    assert result.exit_code == 0
    assert "stays a draft, not in step: nl" in result.stdout
    _, records = opened(root)
    assert list(records.approved["baker"][0].fingerprints) == ["en"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--by", "baker"), "who prepares does not release"),
        (("--effective", "2026-11-29"), "before its release"),
    ],
)
def test_what_cannot_be_is_refused(root: Path, arguments: tuple[str, ...], words: str):
    result = approve(root, "baker", *arguments)
    assert result.exit_code == 1
    assert words in result.stderr
    assert revisions(root) == []


def test_who_prepares_does_not_release(root: Path):
    edit(root, "roles/baker.yml", "  released_by: owner\n", "")
    result = approve(root, "baker", "--by", "baker")
    assert result.exit_code == 1
    assert "who prepares does not release" in result.stderr
    assert approve(root, "baker", "--by", "owner").exit_code == 0


def test_another_role_than_planned_may_release_it_and_that_is_said(root: Path):
    boss = str(SHOP["roles/owner.yml"]).replace("Owner", "Boss").replace("        ", "")
    (root / "roles/boss.yml").write_text(boss, encoding="utf-8")
    result = approve(root, "baker", "--by", "boss")
    assert result.exit_code == 0
    assert "released by boss; its file names owner" in result.stdout
    _, records = opened(root)
    (revision,) = records.approved["baker"]
    assert revision.released == "boss"
    assert revision.editions["nl"].names["role"]["boss"]["title"] == "Boss"


def test_somebody_releases_it(root: Path):
    edit(root, "roles/baker.yml", "  released_by: owner\n", "")
    result = approve(root, "baker")
    assert result.exit_code == 1
    assert "say --by ROLE, or released_by in roles/baker.yml" in result.stderr


def test_a_day_before_the_last_version_is_refused_and_a_later_one_is_any(root: Path):
    approve(root, "baker", "--effective", "2099-01-01", on="2098-01-01")
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes our bread.")
    result = approve(root, "baker", on="2097-12-31")
    assert result.exit_code == 1
    assert "version 1.0 was approved on 2098-01-01" in result.stderr
    assert approve(root, "baker", on="2098-01-01").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("bakr",), 'there is no role, procedure or scheme "bakr"; did you mean "baker"?'),
        (("baker", "--by", "ownr"), 'there is no role "ownr"; did you mean "owner"?'),
        ((), "name the documents, or use --all"),
        (("baker", "--all"), "name the documents, or use --all"),
    ],
)
def test_wrong_use_is_told(root: Path, arguments: tuple[str, ...], words: str):
    result = approve(root, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_the_day_is_asked_for(root: Path):
    assert run(root, "approve", "baker").exit_code == 2
    assert run(root, "approve", "baker", "--on", "30.11.2026").exit_code == 2


# -- several


def test_all_are_approved_in_one_call_roles_procedures_and_schemes(root: Path):
    result = approve(root, "--all")
    assert result.exit_code == 0
    assert revisions(root) == [
        "baker/0001.json", "baking-bread/0001.json", "shop-grades/0001.json",
    ]  # fmt: skip
    assert "owner: left out: nobody who is named releases it" in result.stderr
    assert error_codes(root) == []


def test_all_of_one_role_are_approved(root: Path):
    edit(root, "roles/baker.yml", "prepared_by: baker", "prepared_by: owner")
    edit(root, "roles/baker.yml", "released_by: owner", "released_by: baker")
    result = approve(root, "--all", "--by", "owner")
    assert result.exit_code == 0
    assert "baker: left out: baker releases it" in result.stderr
    assert "owner/0001.json" in revisions(root)
    assert "baker/0001.json" not in revisions(root)


def test_one_refusal_stops_all(root: Path):
    approve(root, "baker")
    edit(root, "roles/baker.yml", "Lights the oven.", "Lights both ovens.")
    result = approve(root, "baker", "baking-bread", "--minor", on="2026-12-01")
    assert result.exit_code == 1
    assert "baker: not approved" in result.stderr
    assert "baking-bread: not approved" in result.stderr
    assert revisions(root) == ["baker/0001.json"]


# -- errors in what it uses


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("roles/baker.yml", "reports_to: [owner]", "reports_to: [ownr]"),
        ("roles/baker.nl.yml", "purpose:", "grade: C\npurpose:"),
        ("roles/vocabulary/families.yml", "title: Shop", "titel: Shop"),
        ("mkdocs.yml", "languages:", "language:"),
    ],
)
def test_errors_in_what_it_uses_stop_it(root: Path, file: str, old: str, new: str):
    edit(root, file, old, new)
    before = snapshot(root)
    result = approve(root, "baker")
    assert result.exit_code == 1
    assert f"{file}:" in result.stderr
    assert "Nothing was approved." in result.stderr
    assert snapshot(root) == before


def test_a_name_that_cannot_be_looked_up_stops_it(root: Path):
    edit(root, "roles/owner.yml", "title: Owner", "titel: Owner")
    result = approve(root, "baker")
    assert result.exit_code == 1
    assert "it names the role owner, whose file has errors" in result.stderr


def test_errors_elsewhere_do_not_stop_it(root: Path):
    (root / "roles/miller.yml").write_text("titel: Miller\n", encoding="utf-8")
    (root / "roles/vocabulary/terms.yml").write_text("term: []\n", encoding="utf-8")
    assert approve(root, "baker").exit_code == 0


def test_a_document_whose_own_file_is_broken_is_not_approved(root: Path):
    (root / "roles/miller.yml").write_text("titel: Miller\n", encoding="utf-8")
    result = approve(root, "miller")
    assert result.exit_code == 1
    assert "roles/miller.yml" in result.stderr


def test_a_damaged_record_stops_it(root: Path):
    approve(root, "baker")
    edit(root, "records/approved/baker/0001.json", '"note": ""', '"note": "x"')
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes our bread.")
    result = approve(root, "baker", on="2026-12-01")
    assert result.exit_code == 1
    assert "its hash is another" in result.stderr


def test_a_withdrawn_document_is_not_approved_again(root: Path):
    edit(root, "roles/baker.yml", "document:", "document:\n  withdrawn: 2026-11-01")
    result = approve(root, "baker")
    assert result.exit_code == 1
    assert "it was withdrawn on 2026-11-01" in result.stderr
    assert "baker" not in approve(root, "--all").stdout


# -- renamed, and based on a reference job


def rename(root: Path, old: str, new: str) -> None:
    for lang in ("", ".nl"):
        (root / f"roles/{old}{lang}.yml").rename(root / f"roles/{new}{lang}.yml")
    edit(root, f"roles/{new}.yml", "kind:", f"formerly: [{old}]\nkind:")


def test_the_records_of_a_renamed_document_go_on(root: Path):
    edit(root, "procedures/baking-bread.yml", "by: [baker]", "by: [owner]")
    for file in ("procedures/baking-bread", "roles/grading/shop-grades", "roles/baker"):
        edit(root, f"{file}.yml", "prepared_by: baker", "prepared_by: owner")
        edit(root, f"{file}.yml", "released_by: owner", "released_by: boss")
    boss = str(SHOP["roles/owner.yml"]).replace("Owner", "Boss").replace("        ", "")
    (root / "roles/boss.yml").write_text(boss, encoding="utf-8")
    assert approve(root, "baker").exit_code == 0
    rename(root, "baker", "bread-maker")
    assert error_codes(root) == []
    assert "unchanged" in approve(root, "bread-maker", on="2026-12-01").stdout
    edit(root, "roles/bread-maker.yml", "Bakes the bread.", "Bakes our bread.")
    assert approve(root, "bread-maker", on="2026-12-01").exit_code == 0
    assert revisions(root) == ["baker/0001.json", "bread-maker/0002.json"]
    assert error_codes(root) == []


REFERENCE = {
    "roles/baker.yml": str(SHOP["roles/baker.yml"]).replace("kind: company", "kind: reference"),
    "roles/night-baker.yml": """\
        title: Night baker
        kind: company
        family: shop
        based_on:
          role: baker
          drop: [{item: baking/knead, why: The mixer does.}]
        document: {owner: owner, prepared_by: baker, released_by: owner}
        """,
    "roles/night-baker.nl.yml": """\
        title: Nachtbakker
        based_on: {drop: [{why: Dat doet de mixer.}]}
        """,
}


def test_a_company_job_is_frozen_in_full_and_with_its_reference_in_step(tmp_path: Path):
    root = shop(tmp_path / "shop", dict(REFERENCE))
    assert approve(root, "night-baker").exit_code == 0
    _, records = opened(root)
    (revision,) = records.approved["night-baker"]
    assert list(revision.fingerprints) == ["en", "nl"]
    content = revision.editions["nl"].content
    assert content["purpose"] == "Bakt het brood."
    assert [task["task"] for task in content["responsibilities"][0]["tasks"]] == [
        "Steekt de oven aan."
    ]
    edit(root, "roles/baker.nl.yml", "Bakt het brood.", "Bakt.")
    edit(root, "roles/night-baker.yml", "Night baker", "Baker of the night")
    run(root, "translated", "night-baker")
    assert "not in step: nl" in approve(root, "night-baker", on="2026-12-01").stdout


def test_a_job_fixed_to_a_revision_stays_as_that_revision_was(tmp_path: Path):
    root = shop(tmp_path / "shop", dict(REFERENCE))
    approve(root, "baker")
    edit(root, "roles/night-baker.yml", "role: baker", "role: baker\n  revision: 1")
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes cakes.")
    book, _ = opened(root)
    assert str(book.roles["night-baker"].purpose) == "Bakes the bread."
    assert str(book.editions["nl"].roles["night-baker"].purpose) == "Bakt het brood."
    assert approve(root, "night-baker").exit_code == 0
    assert error_codes(root) == []
    approve(root, "baker", on="2026-12-01")
    book, records = opened(root)
    notices = role_document(Writer(book, records), "night-baker", "page").notices
    [notice] = [one for one in notices if one.kind == "info"]
    words = "".join(span.text for span in notice.lines[0].spans)
    assert words == "Written from version 1.0 of the reference job Baker."
    assert str(book.roles["night-baker"].purpose) == "Bakes the bread."
    warnings = [f for f in findings_of(root) if f.code == "newer-revision"]
    assert "baker has the newer revision 2" in warnings[0].message
    edit(root, "roles/night-baker.yml", "revision: 1", "revision: 3")
    assert "unknown-revision" in error_codes(root)


def test_a_job_fixed_to_a_revision_stays_so_when_its_reference_job_and_others_are_renamed(
    tmp_path: Path,
):
    root = shop(tmp_path / "shop", dict(REFERENCE))
    edit(root, "roles/baker.yml", "reports_to: [owner]", "reports_to: [owner, miller]")
    (root / "roles/miller.yml").write_text((root / "roles/owner.yml").read_text("utf-8"), "utf-8")
    approve(root, "baker")
    edit(root, "roles/night-baker.yml", "role: baker", "role: baker\n  revision: 1")
    assert approve(root, "night-baker").exit_code == 0
    for old, new in (("baker", "bread-baker"), ("miller", "grinder")):
        for file in [f for f in (root / "roles").iterdir() if f.name.partition(".")[0] == old]:
            file.rename(file.with_name(file.name.replace(old, new)))
        edit(root, f"roles/{new}.yml", "title:", f"formerly: [{old}]\ntitle:")
    edit(root, "roles/bread-baker.yml", "[owner, miller]", "[owner, grinder]")
    for file in (*(root / "roles").rglob("*.yml"), *(root / "procedures").glob("*.yml")):
        text = file.read_text("utf-8")
        for before in ("[baker]", "_by: baker", "role: baker"):
            text = text.replace(before, before.replace("baker", "bread-baker"))
        file.write_text(text.replace("formerly: [bread-baker]", "formerly: [baker]"), "utf-8")
    assert error_codes(root) == []
    book, records = opened(root)
    assert [one.role for one in book.roles["night-baker"].reports_to] == ["owner", "grinder"]
    assert Standings(book, records).of("role", "night-baker").status == "approved"
    role_document(Writer(book, records), "night-baker", "page")


OPEN = [
    ("roles/baker.yml", "Tastes the bread.", "Takes ____ days off.", "placeholder"),
    ("roles/baker.yml", "Tastes the bread.", "Leaves on 00.00.20__.", "blank-date"),
    ("roles/baker.yml", "purpose: Bakes the bread.\n", "", "missing-content"),
    ("roles/baker.nl.yml", "Proeft het brood.", "Neemt ____ dagen vrij.", "placeholder"),
]


@pytest.mark.parametrize(("file", "old", "new", "code"), OPEN)
def test_what_is_unfinished_is_approved_only_when_that_is_said(
    root: Path, file: str, old: str, new: str, code: str
):
    edit(root, file, old, new)
    if not new:
        edit(root, "roles/baker.nl.yml", "purpose: Bakt het brood.\n", "")
    run(root, "translated", "baker")
    refused = approve(root, "baker")
    assert refused.exit_code == 1
    assert f"warning[{code}]" in refused.stderr
    assert file in refused.stderr
    assert "Nothing was approved. Fill in what is open, or approve it so: --unfinished." in (
        refused.stderr
    )
    assert approve(root, "--all").exit_code == 1
    assert revisions(root) == []
    done = approve(root, "baker", "--unfinished")
    assert done.exit_code == 0
    assert f"warning[{code}]" in done.stderr
    assert "baker: version 1.0 approved" in done.stdout
    assert approve(root, "--all").exit_code == 0, "an unchanged document is left alone"


def test_other_warnings_and_other_documents_do_not_stop_an_approval(root: Path):
    edit(root, "roles/owner.yml", "Owns the shop.", "TODO")
    edit(root, "roles/baker.yml", "review_by: 2027-06-30", "review_by: 2020-06-30")
    edit(root, "roles/baker.nl.yml", "Proeft het brood.", "Proeft ____.")  # not in step: not frozen
    result = approve(root, "baker")
    assert (result.exit_code, "warning[" in result.stderr) == (0, False)


INHERITED = [
    ("roles/baker.yml", "Tastes the bread.", "Takes ____ days off.", "placeholder", True),
    ("roles/baker.yml", "Tastes the bread.", "Leaves on 00.00.20__.", "blank-date", True),
    ("roles/baker.yml", "Lights the oven.", "Lights [which] oven.", "placeholder", True),
    ("roles/baker.nl.yml", "Proeft het brood.", "Neemt ____ dagen vrij.", "placeholder", True),
    ("roles/baker.yml", "Kneads the dough.", "Kneads ____ kilos.", "placeholder", False),
    ("roles/baker.nl.yml", "Kneedt het deeg.", "Kneedt ____ kilo.", "placeholder", False),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "passed_on"), INHERITED)
def test_what_is_open_in_a_reference_job_is_open_in_the_job_written_from_it(
    tmp_path: Path, file: str, old: str, new: str, code: str, passed_on: bool
):
    """What the job drops or states itself is not; the blanks of a template are meant there, and
    not in the job of somebody."""
    root = shop(tmp_path / "shop", dict(REFERENCE))
    edit(root, file, old, new)
    edit(root, "roles/baker.yml", "number: JD-01", "template: true")
    run(root, "translated", "--all")
    own = file.replace("baker", "night-baker")
    told = [f for f in findings_of(root) if f.code == code]
    assert [f.place.file for f in told] == [own] * passed_on
    result = approve(root, "night-baker")
    assert result.exit_code == passed_on
    if not passed_on:
        return
    blank = re.search(r"____|00.00.20__|\[which\]", new)
    assert blank
    assert f"{own}:" in result.stderr
    assert "taken over from baker, and still to be filled in:" in result.stderr
    line = next(n for n, text in enumerate((root / file).read_text().split("\n"), 1) if new in text)
    assert f"    see {file}:{line}:" in result.stderr
    assert f'{blank[0]}" ' in result.stderr
    assert approve(root, "baker").exit_code == 0, "the template itself is finished"
    assert approve(root, "night-baker", "--unfinished").exit_code == 0


def test_a_template_prints_what_it_takes_over_as_dotted_lines(tmp_path: Path):
    root = shop(tmp_path / "shop", dict(REFERENCE))
    edit(root, "roles/baker.yml", "Lights the oven.", "Lights [which] oven.")
    for template, printed in ((False, "Lights [which] oven."), (True, f"Lights {DOTS} (which)")):
        if template:
            edit(
                root,
                "roles/night-baker.yml",
                "document: {owner",
                "document: {template: true, owner",
            )
        book, records = opened(root)
        assert printed in str(role_document(Writer(book, records), "night-baker", "paper"))


def test_what_is_open_in_the_revision_that_a_job_is_fixed_to_is_open_in_the_job(tmp_path: Path):
    root = shop(tmp_path / "shop", dict(REFERENCE))
    edit(root, "roles/baker.yml", "Tastes the bread.", "Takes ____ days off.")
    approve(root, "baker", "--unfinished")
    edit(root, "roles/baker.yml", "Takes ____ days off.", "Tastes the bread.")
    edit(root, "roles/night-baker.yml", "role: baker", "role: baker\n  revision: 1")
    (told,) = [f for f in findings_of(root) if f.code == "placeholder"]
    assert told.place.file == "roles/night-baker.yml"
    assert "take a newer revision of baker, in which it is filled in" in told.hint
    assert [r.place.file for r in told.related] == ["records/approved/baker/0001.json"]
    assert approve(root, "night-baker").exit_code == 1
    edit(root, "roles/night-baker.yml", "document:", "rights: [Leaves early.]\ndocument:")
    assert approve(root, "night-baker").exit_code == 0


def test_the_blanks_of_a_template_are_meant(root: Path):
    edit(root, "roles/baker.yml", "Tastes the bread.", "Takes ____ days off.")
    edit(root, "roles/baker.yml", "number: JD-01", "template: true")
    assert approve(root, "baker").exit_code == 0


def test_a_day_written_otherwise_is_told_with_the_day_as_it_is_written(root: Path):
    for command in (("approve", "baker", "--on"), ("check", "--today")):
        result = run(root, command[0], *command[1:], "31.12.2026")
        assert result.exit_code == 2
        assert '"31.12.2026" is not a date; write 2026-12-31' in result.stderr
    assert "write year-month-day, such as" in run(root, "check", "--today", "soon").stderr
