"""`rolebook init`: a small handbook that is right from the first minute."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from rolebook.cli import cli
from rolebook.cli import init as module
from rolebook.cli.common import checked
from rolebook.findings import Severity
from rolebook.handbook import load

LAYOUT = {
    ".gitignore", "README.md", "mkdocs.yml", "pages/index.md", "private/.gitignore",
    "records/README.md", "site/.gitignore", "roles/vocabulary/families.yml",
    "roles/organisation/units.yml", "schemas/role.json", "schemas/settings.json",
}  # fmt: skip


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["init", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.mark.parametrize("lang", ["en", "nl", "de"])
def test_the_handbook_has_nothing_to_mend(tmp_path: Path, lang: str) -> None:
    code, output = run(str(tmp_path / "new"), "--lang", lang)
    assert (code, "rolebook check" in output) == (0, True)
    handbook, findings = checked(tmp_path / "new", date(2026, 1, 1))
    assert {f.code for f in findings} == {"no-decision"}, "a grade that nobody decided yet"
    assert handbook is not None
    assert handbook.settings.languages == (lang,)
    kinds = sorted(role.kind for role in handbook.roles.values())
    assert kinds == ["company", "reference"]
    company = next(role for role in handbook.roles.values() if role.kind == "company")
    assert company.based_on
    assert company.purpose, "taken over from the reference job"
    assert len(handbook.procedures) == len(handbook.schemes) == 1
    assert handbook.scheme is not None


@pytest.mark.parametrize("lang", ["en", "nl", "de"])
def test_the_layout_is_that_of_a_handbook(tmp_path: Path, lang: str) -> None:
    run(str(tmp_path / "new"), "--lang", lang)
    written = files(tmp_path / "new")
    assert written.keys() >= LAYOUT
    for folder in ("private", "site"):
        assert written[f"{folder}/.gitignore"] == b"*\n!.gitignore\n"
    assert written[".gitignore"] == b".rolebook/\n/print/\n"
    for name, content in written.items():
        if name.endswith(".yml"):
            assert content.startswith(b"# yaml-language-server: $schema="), name
            pointed = content.split(b"=", 1)[1].split(b"\n")[0].decode()
            assert (tmp_path / "new" / name).parent.joinpath(pointed).is_file(), name
    assert len(written["README.md"].decode().splitlines()) <= 5


def test_the_three_languages_hold_the_same_kinds_of_file(tmp_path: Path) -> None:
    shapes = []
    for lang in ("en", "nl", "de"):
        run(str(tmp_path / lang), "--lang", lang)
        written = files(tmp_path / lang)
        shapes.append(sorted(name.rsplit("/", 1)[0] for name in written))
    assert shapes[0] == shapes[1] == shapes[2]


@pytest.mark.parametrize("known", [("de", "en", "nl"), ("en", "nl", "de"), ("nl", "de", "en")])
def test_further_languages_come_with_their_translations(
    tmp_path: Path, known: tuple[str, ...]
) -> None:
    code, _ = run(str(tmp_path / "new"), "--languages", ", ".join((*known, known[0])))
    assert code == 0
    handbook, findings = checked(tmp_path / "new", date(2026, 1, 1))
    assert handbook is not None
    assert handbook.settings.languages == known
    assert {f.code for f in findings} == {"no-decision"}
    for lang in known:
        assert handbook.editions[lang].synonyms.keys() == set(known)
        titles = {role.title.raw for role in handbook.editions[lang].roles.values()}
        run(str(tmp_path / lang), "--lang", lang)
        alone = load(tmp_path / lang).handbook
        assert alone is not None
        assert titles == {role.title.raw for role in alone.roles.values()}


def test_a_language_without_interface_words_is_told(tmp_path: Path) -> None:
    _, output = run(str(tmp_path / "new"), "--languages", "en,fr,nl")
    assert "fr: interface words exist in de, en, nl" in output
    assert "locale/fr.po" in output
    _, findings = checked(tmp_path / "new", date(2026, 1, 1))
    assert {f.severity for f in findings if f.code != "no-decision"} == {Severity.WARNING}
    assert all('"fr"' in f.message for f in findings if f.code == "translation-missing")


def test_the_language_it_is_written_in_governs(tmp_path: Path) -> None:
    run(str(tmp_path / "new"), "--lang", "nl", "--languages", "en,nl,fr")
    handbook = load(tmp_path / "new").handbook
    assert handbook is not None
    assert handbook.settings.languages == ("nl", "en", "fr")


@pytest.mark.parametrize(
    "name", ['Müller: "Söhne" & Co', "no", "'", "a\\b #1", "$LANGUAGES", "{}", "007", "🥐 Bakery"]
)
def test_the_name_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    assert run(str(tmp_path / "new"), "--name", name)[0] == 0
    loaded = load(tmp_path / "new")
    assert loaded.findings == ()
    assert loaded.handbook is not None
    assert loaded.handbook.settings.organisation.name == name


@pytest.mark.parametrize(
    "arguments",
    [
        ("--name", "bell \x07"),
        ("--name", "x" * 71),
        ("--lang", "fr"),
        ("--languages", "fr,en"),
        ("--languages", "english"),
        ("--languages", "en,qq"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    code, output = run(str(tmp_path / "new"), *arguments)
    assert code == 2, output
    assert list(tmp_path.iterdir()) == []


def test_the_folder_may_be_there_when_it_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(".")[0] == 0
    assert files(tmp_path).keys() >= LAYOUT
    assert not list(tmp_path.glob(".rolebook*"))


def test_folders_above_are_made(tmp_path: Path) -> None:
    assert run(str(tmp_path / "a" / "b" / "c"))[0] == 0
    assert (tmp_path / "a" / "b" / "c" / "mkdocs.yml").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    code, output = run(str(tmp_path))
    assert code == 2
    assert "not empty" in output
    assert files(tmp_path) == {"mine.txt": b"keep"}


@pytest.mark.parametrize("where", ["file", "file/below", "a" * 300])
def test_a_place_that_cannot_be_a_folder_is_named(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("a file")
    code, output = run(str(tmp_path / where))
    assert code == 2
    assert where in output
    assert files(tmp_path) == {"file": b"a file"}


@pytest.mark.parametrize("there", [True, False])
def test_a_failure_on_the_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    folder = tmp_path / "new"
    if there:
        folder.mkdir()
    rename = Path.rename

    def fails_at_last(self: Path, target: Path) -> Path:
        if self.name == "mkdocs.yml" or self.parent.name.startswith(".rolebook-"):
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails_at_last)
    code, output = run(str(folder))
    assert code == 2
    assert "no space left" in output
    assert files(tmp_path) == {}
    assert [path.name for path in tmp_path.iterdir()] == (["new"] if there else [])


def test_the_same_call_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        run(str(tmp_path / name), "--name", "A")
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert set(module.STARTERS) == {"en", "nl", "de"}


def test_no_handbook_is_made_inside_another(tmp_path: Path) -> None:
    run(str(tmp_path / "outer"))
    before = files(tmp_path)
    code, output = run(str(tmp_path / "outer" / "roles" / "inner"))
    assert (code, "is a handbook already" in output) == (2, True)
    assert files(tmp_path) == before
