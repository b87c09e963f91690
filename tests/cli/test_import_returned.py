"""`rolebook import` of papers that come back from Word."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handbooks import snapshot, write_tree
from rolebook.cli import cli
from shop import SHOP

sys.path.append(str(Path(__file__).parents[1] / "importing"))
from manager import Manager, said

Edit = Callable[[Manager], None]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write_tree(tmp_path / "shop", SHOP)
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 2026-11-22
    return root


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words)


def edited(edit: Edit, lang: str = "en") -> Path:
    """The baker's paper, printed, and changed by somebody."""
    assert run("print", "baker", "--to", "docx", "--lang", lang).exit_code == 0
    file = Path(f"print/baker.{lang}.docx")
    manager = Manager(file.read_bytes())
    edit(manager)
    file.write_bytes(manager.file())
    return file


def heat(manager: Manager) -> None:
    manager.replace("Lights the oven", "Heats the oven")
    manager.comment("Bakes the bread", "Which?")


def test_the_patch_is_shown_and_written_only_when_told_to(shop: Path) -> None:
    file = edited(heat)
    before = snapshot(shop)
    done = run("import", str(file))
    assert done.exit_code == 0, done.output
    assert "~ A.1 (A. Manager): [-Lights-]{+Heats+} the oven." in done.output
    assert "purpose (A. Manager): Which?" in done.output
    assert "Nothing was written" in done.output
    assert snapshot(shop) == before
    patch = done.stdout[done.stdout.index("--- a/") : done.stdout.index("Nothing was")]
    done = run("import", str(file), "--apply")
    assert "Written: roles/baker.yml" in done.output
    now = snapshot(shop)
    was = before["roles/baker.yml"]
    assert now.pop("roles/baker.yml") == was.replace(b"Lights the oven", b"Heats the oven")
    before.pop("roles/baker.yml")
    assert now == before
    # What was shown is what `git apply` does.
    (shop / "roles/baker.yml").write_bytes(was)
    subprocess.run(["git", "apply", "-"], input=patch.encode(), check=True, cwd=shop)
    assert b"Heats the oven" in (shop / "roles/baker.yml").read_bytes()


def test_a_paper_of_an_older_text_is_refused_and_named(shop: Path) -> None:
    file = edited(heat)
    run("import", str(file), "--apply")
    before = snapshot(shop)
    done = run("import", str(file), "--apply")
    assert done.exit_code == 1
    assert "printed from a draft of baker (en) with the code " in done.output
    assert "has the code" in done.output
    assert snapshot(shop) == before


def test_of_an_older_version_the_changes_are_told_and_not_written(shop: Path) -> None:
    assert run("approve", "--all", "--by", "owner", "--on", "2026-11-20").exit_code == 0
    file = edited(heat)
    source = shop / "roles/baker.yml"
    source.write_text(source.read_text().replace("Bakes the bread", "Bakes bread and cakes"))
    before = snapshot(shop)
    done = run("import", str(file), "--apply", "--notes")
    assert done.exit_code == 1
    assert "~ A.1 (A. Manager): [-Lights-]{+Heats+} the oven." in done.output
    assert "Which?" in done.output
    assert "printed from version 1.0 of baker (en) with the code " in done.output
    assert "+++" not in done.output
    assert snapshot(shop) == before


def test_comments_become_notes_when_told_to(shop: Path) -> None:
    done = run("import", str(edited(heat)), "--notes", "--apply")
    assert done.exit_code == 0, done.output
    text = (shop / "roles/baker.yml").read_text()
    assert '"purpose: Which?"' in text
    assert "Manager" not in text


def test_what_the_checks_find_afterwards_is_said(shop: Path) -> None:
    def cut(manager: Manager) -> None:
        manager.delete("Kneads the dough")
        manager.delete("Procedure")

    file = shop / "roles/baker.yml"
    file.write_text(file.read_text().replace("Bakes the bread.", "Does [](item:baking/knead)."))
    done = run("import", str(edited(cut)), "--apply")
    assert done.exit_code == 1, done.output
    assert "baking/knead" in done.output


def test_tracked_changes_of_our_own_come_back_with_those_of_others(shop: Path) -> None:
    assert run("approve", "--all", "--by", "owner", "--on", "2026-11-20").exit_code == 0
    file = shop / "roles/baker.yml"
    file.write_text(file.read_text().replace("Lights the oven", "Lights the big oven"))
    done = run("diff", "baker", "--format", "docx", "--out", "changes.docx")
    assert done.exit_code == 0, done.output
    content = Path("changes.docx").read_bytes()
    Path("same.docx").write_bytes(content)
    assert "Nothing in it was changed" in run("import", "same.docx").output
    manager = Manager(content)
    manager.replace("Kneads the dough", "Kneads the bread")
    manager.add("Lights the big oven", "Sweeps the floor.")
    Path("edited.docx").write_bytes(manager.file())
    done = run("import", "edited.docx", "--apply")
    assert done.exit_code == 0, done.output
    text = file.read_text()
    assert "      - Lights the big oven.\n      - Sweeps the floor.\n" in text
    assert "Kneads the bread." in text


def test_a_document_of_others_is_none_of_ours(shop: Path, tmp_path: Path) -> None:
    from rolebook.cli.import_returned import takes

    file = edited(heat)
    manager = Manager(file.read_bytes())
    del manager.parts["docProps/custom.xml"]
    for paragraph in list(manager.root.iter("{*}p")):
        if "-" in "".join(paragraph.itertext()):
            paragraph.clear()
    file.write_bytes(manager.file())
    assert not takes(file)


def test_a_paper_that_was_a_draft_comes_back_after_its_text_was_approved(shop: Path) -> None:
    file = edited(heat)
    assert run("approve", "--all", "--by", "owner", "--on", "2026-11-20").exit_code == 0
    done = run("import", str(file))
    assert done.exit_code == 0, done.output
    told = done.output.partition("\nComments:")[0]
    assert [line[0] for line in told.splitlines() if line[:2] in ("~ ", "+ ", "- ", "> ")] == ["~"]
    assert "Left over" not in done.output
    done = run("import", str(file), "--apply")
    assert "Written: roles/baker.yml" in done.output
    assert "Heats the oven" in (shop / "roles/baker.yml").read_text()


def test_a_task_is_named_by_the_number_that_the_paper_gives_it(shop: Path) -> None:
    file = shop / "roles/baker.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("document:", "document:\n  layout: job-instruction", 1))

    def heat_and_sweep(manager: Manager) -> None:
        heat(manager)
        manager.add("Kneads the dough", "Sweeps the floor.")

    paper = edited(heat_and_sweep)
    assert said(Manager(paper.read_bytes()).paragraph("the oven")).startswith("2.1\t")
    done = run("import", str(paper))
    assert "~ 2.1 (A. Manager): [-Lights-]{+Heats+} the oven." in done.output
    assert "+ 2.3 (A. Manager): Sweeps the floor." in done.output
