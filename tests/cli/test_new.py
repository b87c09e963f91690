"""`rolebook new`: a file to fill in, in the right place and right as it stands."""

from __future__ import annotations

import re
import stat
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from rolebook.checks.scheme import KEYS_OF
from rolebook.cli import cli
from rolebook.cli.common import checked
from rolebook.cli.new import LANGUAGES, METHODS, _template
from rolebook.findings import Severity
from rolebook.handbook import load
from rolebook.handbook.files import KINDS
from rolebook.handbook.reading import build
from rolebook.model.base import id_from
from rolebook.roster import read_roster
from rolebook.schemas import schemas
from rolebook.source import read

STARTER = Path(__file__).parents[2] / "generator" / "rolebook" / "starter" / "new"
FOLDERS = {"role": "roles", "procedure": "procedures", "scheme": "roles/grading"}
NEW = [(kind, ()) for kind in FOLDERS] + [("scheme", ("--method", one)) for one in METHODS]
"""Each kind of file, a scheme by each of the methods."""


def invoke(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def handbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert invoke("init", str(tmp_path / "hb"))[0] == 0
    monkeypatch.chdir(tmp_path / "hb")
    return tmp_path / "hb"


@pytest.mark.parametrize(("kind", "method"), NEW)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_new_file_passes_check_and_says_what_is_to_be_filled_in(
    handbook: Path, kind: str, method: tuple[str, ...], lang: str
) -> None:
    code, output = invoke("new", kind, "Parts", "clerk", "--lang", lang, *method)
    path = handbook / FOLDERS[kind] / "parts-clerk.yml"
    assert (code, output.strip()) == (0, f"{FOLDERS[kind]}/parts-clerk.yml")
    assert path.is_file()
    _, findings = checked(handbook, date(2026, 1, 1))
    warned = {f.code for f in findings if f.place.file in output and f.severity != "note"}
    assert kind != "scheme" or warned == {"placeholder"}
    assert Severity.ERROR not in {f.severity for f in findings}
    assert "placeholder" in {f.code for f in findings}
    text = path.read_text("utf-8")
    assert "title: Parts clerk\n" in text
    assert "$" not in text.replace("$schema", "")
    assert all(len(line) <= 100 for line in text.splitlines())


@pytest.mark.parametrize(("kind", "method"), NEW)
def test_the_schema_pointed_at_is_there_and_passes(
    handbook: Path, kind: str, method: tuple[str, ...]
) -> None:
    invoke("new", kind, "thing", *method)
    path = handbook / FOLDERS[kind] / "thing.yml"
    first = path.read_text("utf-8").splitlines()[0]
    pointed = path.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert pointed.resolve() == (handbook / "schemas" / f"{kind}.json").resolve()
    source, _ = read(path.read_bytes(), path.name)
    assert source is not None
    assert Draft202012Validator(schemas()[f"{kind}.json"]).is_valid(source.data)


@pytest.mark.parametrize(("kind", "method"), NEW)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_is_offered_and_can_be_used(
    kind: str, method: tuple[str, ...], lang: str
) -> None:
    model = next(known.model for known in KINDS if known.name == kind)
    chosen = method[-1] if method else METHODS[0]
    text = _template(kind, lang, chosen)
    text = re.sub(r"\$[A-Z]+", "word", text)
    text = re.sub(r"(?m)^( *)#(?! \S)(.)", r"\1\2", text)  # take the # away, as the file says
    source, findings = read(text.replace("...", "word").encode(), "x.yml")
    assert source is not None, findings
    known = model.keys().keys() - {"id"}
    if kind == "scheme":  # its file is about one method; other methods have keys of their own
        known -= {key for key, methods in KEYS_OF.items() if chosen not in methods}
        known -= {"characteristics"} if "factors" in known else set()
    assert source.data.keys() == known
    assert build(model, source, "en", "x")[1] == []


def test_the_languages_differ_in_words_only() -> None:
    def skeleton(path: Path) -> list[str]:
        lines = path.read_text("utf-8").splitlines()
        keys = [line for line in lines if not re.match(r" *#( |$)", line)]
        return [re.sub(r"(: |- )[^\[{].*|\[.*\]", r"\1", line) for line in keys]

    for kind in (*FOLDERS, *(f"scheme.{method}" for method in METHODS)):
        plain = [
            [re.sub(r"\b(where|per|when|to|text): [^,}]+", r"\1", line) for line in skeleton(path)]
            for path in (STARTER / f"{kind}.{lang}.yml" for lang in LANGUAGES)
        ]
        assert plain[0] == plain[1] == plain[2]


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Parts clerk", "parts-clerk"),
        ("Prüferin für Qualität", "prueferin-fuer-qualitaet"),
        ("ÜBERGRÖSSE", "uebergroesse"),
        ("u\u0308ber", "ueber"),
        ("Chef d'équipe", "chef-dequipe"),
        ("Category-manager (m/v/x)", "category-manager-m-v-x"),
        ("Één  coördinator", "een-coordinator".replace("coord", "cooerd")),
        ("Łódź & Søn", "lodz-soen"),
        ("../../etc/passwd", "etc-passwd"),
        ("a_b--c", "a-b-c"),
        ("漢字", ""),
        ("", ""),
    ],
)
def test_an_id_is_made_of_a_name(name: str, id_: str) -> None:
    assert id_from(name) == id_


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (("service-manager",), "Service manager"),
        (("service_manager",), "Service manager"),
        (("Service Manager",), "Service Manager"),
        (("x", "--title", "null"), "null"),
        (("x", "--title", 'The "x": #1'), 'The "x": #1'),
        (("x", "--title", "$NUMBER"), "$NUMBER"),
        (("x", "--title", "漢字"), "漢字"),
        (("x", "--title", "Clerk, parts"), "Clerk, parts"),
        (("x", "--title", "- item"), "- item"),
        (("x", "--title", "a: b"), "a: b"),
    ],
)
def test_the_title_stands_as_it_was_given(
    handbook: Path, arguments: tuple[str, ...], title: str
) -> None:
    invoke("new", "role", *arguments)
    loaded = load(handbook).handbook
    assert loaded is not None
    assert title in {str(role.title) for role in loaded.roles.values()}


def test_a_method_is_of_schemes_only(handbook: Path) -> None:
    code, output = invoke("new", "role", "thing", "--method", "point-factor")
    assert (code, "goes with a scheme" in output) == (2, True)


def test_numbers_go_on_from_those_in_use(handbook: Path) -> None:
    numbers = []
    for name in ("one", "two"):
        for kind in ("role", "procedure"):
            invoke("new", kind, f"{name}-{kind}")
            text = (handbook / FOLDERS[kind] / f"{name}-{kind}.yml").read_text("utf-8")
            numbers.append(re.findall(r"^  number: (.*)$", text, re.MULTILINE)[0])
    assert numbers == ["JD-003", "P-02", "JD-004", "P-03"]


def test_numbers_follow_the_handbooks_own_way(handbook: Path) -> None:
    for path in (handbook / "roles").glob("*.yml"):
        text = path.read_text("utf-8").replace("number: JD-00", "number: HR.9")
        path.write_text(text, "utf-8")
    procedure = handbook / "procedures" / "complaint.yml"
    procedure.write_text(procedure.read_text("utf-8").replace("P-01", "hr.93"), "utf-8")
    invoke("new", "role", "one")
    invoke("new", "procedure", "two")
    assert "  number: HR.94\n" in (handbook / "roles" / "one.yml").read_text("utf-8")
    assert "  number: hr.95\n" in (handbook / "procedures" / "two.yml").read_text("utf-8")


def test_numbers_begin_where_there_are_none(handbook: Path) -> None:
    for path in [*(handbook / "roles").glob("*.yml"), *(handbook / "procedures").glob("*.yml")]:
        text = re.sub(r"(?m)^  number: .*$", "  template: false", path.read_text("utf-8"))
        path.write_text(text, "utf-8")
    invoke("new", "role", "one")
    assert "  number: JD-001\n" in (handbook / "roles" / "one.yml").read_text("utf-8")


def test_it_works_from_a_folder_below_and_for_another_handbook(
    handbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(handbook / "roles")
    assert invoke("new", "role", "one") == (0, "one.yml\n")
    monkeypatch.chdir(handbook.parent)
    assert invoke("new", "role", "two", "--handbook", "hb") == (0, "hb/roles/two.yml\n")


def test_a_file_that_is_there_is_not_touched(handbook: Path) -> None:
    before = (handbook / "roles" / "customer-adviser.yml").read_bytes()
    code, output = invoke("new", "role", "Customer Adviser")
    assert code == 2
    assert "there already" in output
    assert (handbook / "roles" / "customer-adviser.yml").read_bytes() == before


def test_a_former_id_is_not_given_again(handbook: Path) -> None:
    path = handbook / "roles" / "customer-adviser.yml"
    path.write_text(path.read_text("utf-8") + "formerly: [clerk]\n", "utf-8")
    for kind in ("role", "procedure"):  # records go by the id alone
        code, output = invoke("new", kind, "clerk")
        assert code == 2
        assert "customer-adviser" in output


def test_the_id_of_a_document_of_another_kind_is_not_given_again(handbook: Path) -> None:
    code, output = invoke("new", "procedure", "Customer Adviser")
    assert code == 2
    assert "roles/customer-adviser.yml" in output


@pytest.mark.parametrize("name", ["漢字", "a" * 81, "---"])
def test_a_name_that_gives_no_id_is_refused(handbook: Path, name: str) -> None:
    code, output = invoke("new", "role", "--", name)
    assert code == 2
    assert "Error" in output
    assert len(list((handbook / "roles").glob("*.yml"))) == 2


@pytest.mark.parametrize("title", ["", "  ", "bell \x07"])
def test_a_title_that_cannot_be_shown_is_refused(handbook: Path, title: str) -> None:
    assert invoke("new", "role", "x", "--title", title)[0] == 2
    assert not (handbook / "roles" / "x.yml").exists()


def test_a_list_to_choose_from_has_to_be_there(handbook: Path) -> None:
    (handbook / "roles" / "vocabulary" / "families.yml").unlink()
    code, output = invoke("new", "role", "x")
    assert code == 2
    assert "roles/vocabulary/families.yml" in output


def test_a_folder_that_is_a_file_is_named(handbook: Path) -> None:
    (handbook / "procedures" / "complaint.yml").unlink()
    (handbook / "procedures").rmdir()
    (handbook / "procedures").write_text("a file")
    code, output = invoke("new", "procedure", "x")
    assert code == 2
    assert "procedures" in output


def test_without_usable_settings_the_findings_are_shown(handbook: Path) -> None:
    (handbook / "mkdocs.yml").write_text("site_name: x\n")
    code, output = invoke("new", "role", "x")
    assert code == 1
    assert "mkdocs.yml" in output


def test_faults_elsewhere_do_not_stand_in_the_way(handbook: Path) -> None:
    (handbook / "roles" / "broken.yml").write_text("title: 'open\n")
    assert invoke("new", "role", "x")[0] == 0


@pytest.mark.parametrize("name", ["../../etc", "/etc/passwd", "roles/baker", "~/x", "a\\b"])
def test_a_path_is_no_name(handbook: Path, name: str) -> None:
    before = sorted(handbook.rglob("*"))
    code, output = invoke("new", "role", name)
    assert (code, "reads like a path" in output) == (2, True)
    assert sorted(handbook.rglob("*")) == before


def test_a_title_may_hold_a_slash(handbook: Path) -> None:
    assert invoke("new", "role", "Sales/Service", "adviser")[0] == 0
    assert (handbook / "roles" / "sales-service-adviser.yml").is_file()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_roster_of_invented_people_can_be_read_as_it_stands(handbook: Path, lang: str) -> None:
    code, output = invoke("new", "roster", "--lang", lang)
    assert (code, output.strip()) == (0, "private/people.csv")
    path = handbook / "private/people.csv"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    loaded = load(handbook).handbook
    assert loaded
    roster, findings = read_roster(path.read_bytes(), "people.csv", loaded, {}, "en")
    assert findings == []
    assert roster
    assert (len(roster.people), roster.unused) == (5, ())
    assert {person.role for person in roster.people} == {"customer-adviser-desk"}
    before = path.read_bytes()
    code, output = invoke("new", "roster")
    assert (code, "is there already" in output) == (2, True)
    assert path.read_bytes() == before


def test_a_roster_needs_a_company_job_and_other_files_a_name(handbook: Path) -> None:
    assert "say what the role is called" in invoke("new", "role")[1]
    (handbook / "roles/customer-adviser-desk.yml").unlink()
    code, output = invoke("new", "roster", "Our staff")
    assert (code, "there is none; write one first" in output) == (2, True)
