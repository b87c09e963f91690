"""`rolebook diff`: as text, as data, as a page, and as a Word file with tracked changes."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from handbooks import snapshot
from rolebook.paper.ooxml import NAMES
from rolebook.paper.zips import unpack
from shop import approve, edit, opened, run, shop

W = f"{{{NAMES['w']}}}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A baker with three versions and a draft: words, an inserted task, a removed right."""
    root = shop(tmp_path / "shop")
    approve(root, "baker")
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes the bread and the rolls.")
    approve(root, "baker", "--minor", on="2026-12-01")
    edit(
        root,
        "roles/baker.yml",
        "- Lights the oven.",
        "- Sweeps the floor.\n      - Lights the oven.",
    )
    approve(root, "baker", on="2026-12-02")
    edit(root, "roles/baker.yml", "rights: [Tastes the bread.]\n", "")
    return root


def test_without_more_it_is_the_last_version_against_the_text_as_it_stands(root: Path):
    before = snapshot(root)
    result = run(root, "diff", "baker")
    assert result.exit_code == 0
    assert result.stdout == (
        "baker (en): version 2.0 of 2 December 2026 → the text as it stands\n"
        "\n"
        "Rights\n"
        "- Tastes the bread.\n"
    )
    assert snapshot(root) == before


def test_words_are_marked_by_signs_and_an_inserted_task_leaves_the_others_alone(root: Path):
    assert run(root, "diff", "baker", "--from", "1", "--to", "2.0").stdout == (
        "baker (en): version 1.0 of 30 November 2026 → version 2.0 of 2 December 2026\n"
        "\n"
        "Purpose of the job\n"
        "~ Bakes the bread {+and the rolls+}.\n"
        "\n"
        "Responsibilities\n"
        "  Baking\n"
        "+   Sweeps the floor.\n"
    )


def test_a_version_is_compared_with_the_one_before(root: Path):
    said = run(root, "diff", "baker", "--to", "1.1").stdout
    assert "version 1.0 of 30 November 2026 → version 1.1 of 1 December 2026" in said
    assert "Responsibilities" not in said


def test_it_goes_backwards_as_well(root: Path):
    said = run(root, "diff", "baker", "--from", "3", "--to", "1").stdout
    assert "~ Bakes the bread [-and the rolls-]." in said
    assert "-   Sweeps the floor." in said


def test_a_space_that_does_not_break_stays_a_space(root: Path):
    approve(root, "owner", "--by", "baker")
    edit(root, "roles/owner.yml", "amount: 2500", "amount: 3000")
    text = run(root, "diff", "owner").stdout
    assert "EUR\N{NO-BREAK SPACE}" in text
    assert "\N{REPLACEMENT CHARACTER}" not in text


def test_nothing_changed_is_said(root: Path):
    assert "Nothing changed." in run(root, "diff", "baker", "--from", "2", "--to", "2").stdout


def test_json_names_both_texts_and_each_change_by_its_path(root: Path):
    data = json.loads(
        run(root, "diff", "baker", "--from", "1", "--to", "3", "--format", "json").stdout
    )
    _, records = opened(root)
    mark = records.approved["baker"][0].fingerprints["en"]
    assert data["from"] == {
        "revision": 1, "version": "1.0", "on": "2026-11-30", "fingerprint": mark,
    }  # fmt: skip
    assert (data["document"], data["kind"], data["language"]) == ("baker", "role", "en")
    assert data["changes"] == [
        {
            "path": ["purpose"], "change": "changed",
            "old": "Bakes the bread.", "new": "Bakes the bread and the rolls.",
            "words": [
                {"sign": "=", "text": "Bakes the bread"}, {"sign": "+", "text": " and the rolls"},
                {"sign": "=", "text": "."},
            ],
        },
        {
            "path": ["responsibilities", 0, "tasks", 0], "change": "added",
            "old": None, "new": {"task": "Sweeps the floor."}, "words": [],
        },
    ]  # fmt: skip


def test_the_draft_has_its_fingerprint_and_no_version(root: Path):
    data = json.loads(run(root, "diff", "baker", "--format", "json").stdout)
    assert (data["to"]["revision"], data["to"]["version"]) == (None, None)
    assert len(data["to"]["fingerprint"]) == 19


def test_html_is_one_file_with_marks_that_need_no_colour(root: Path, tmp_path: Path):
    out = tmp_path / "new" / "changes.html"
    assert (
        run(root, "diff", "baker", "--from", "1", "--format", "html", "--out", str(out)).exit_code
        == 0
    )
    page = out.read_text(encoding="utf-8")
    tree = etree.HTML(page)
    assert [" ".join("".join(e.itertext()).split()) for e in tree.iter("del")] != []
    assert any("and the rolls" in "".join(e.itertext()) for e in tree.iter("ins"))
    assert tree.xpath("//link | //script | //img") == [], "nothing is fetched"
    assert "text-decoration" in page


# -- the Word file


def resolved(content: bytes, accept: bool) -> list[str]:
    """The paragraphs that Word shows after all changes were accepted, or refused."""
    body = deepcopy(etree.fromstring(unpack(content)["word/document.xml"]))
    gone = "del" if accept else "ins"
    joined = []
    for paragraph in body.iter(f"{W}p"):
        if paragraph.find(f"w:pPr/w:rPr/w:{gone}", NAMES) is not None:
            joined.append(paragraph)
    for element in list(body.iter(f"{W}{gone}")):
        if element.getparent().tag != f"{W}rPr":
            element.getparent().remove(element)
    for paragraph in joined:  # its mark goes; nothing may be left in it
        assert words(paragraph) == "", "a paragraph that goes takes all of its words along"
        paragraph.getparent().remove(paragraph)
    return [words(p) for p in body.iter(f"{W}p") if words(p)]


def words(paragraph: Any) -> str:
    return "".join(e.text or "" for e in paragraph.iter(f"{W}t", f"{W}delText"))


def redline(root: Path, *arguments: str) -> bytes:
    out = root.parent / "changes.docx"
    result = run(root, "diff", "baker", "--format", "docx", "--out", str(out), *arguments)
    assert result.exit_code == 0, result.stderr
    return out.read_bytes()


@pytest.mark.parametrize(("older", "newer"), [("1", "3"), ("1", "draft"), ("3", "1"), ("2", "3")])
def test_accepting_all_gives_the_new_text_and_refusing_all_the_old_one(
    root: Path, older: str, newer: str
):
    """The whole text against itself has no change: what Word must show on either side."""
    content = redline(root, "--from", older, "--to", newer)

    def text(side: str) -> list[str]:
        if side == "draft":  # the text as it stands, without a change
            approve(root, "baker", on="2026-12-24")
            side = "4"
        return resolved(redline(root, "--from", side, "--to", side), accept=True)

    def below(paragraphs: list[str]) -> list[str]:
        return paragraphs[paragraphs.index("At a glance") :]

    assert below(resolved(content, accept=False)) == below(text(older))
    assert below(resolved(content, accept=True)) == below(text(newer))


def test_a_tracked_change_says_who_made_it_and_when(root: Path):
    body = etree.fromstring(unpack(redline(root, "--from", "1", "--to", "3"))["word/document.xml"])
    marks = list(body.iter(f"{W}ins", f"{W}del"))
    assert marks
    assert {e.get(f"{W}author") for e in marks} == {"Shop B.V."}
    assert {e.get(f"{W}date") for e in marks} == {"2026-12-02T00:00:00Z"}
    numbers = [e.get(f"{W}id") for e in marks]
    assert len(numbers) == len(set(numbers))


def test_the_same_comparison_gives_the_same_bytes(root: Path):
    assert redline(root, "--from", "1") == redline(root, "--from", "1")


# -- wrong use


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("bakr",), 2, 'did you mean "baker"'),
        (("owner",), 1, "was never approved"),
        (("baker", "--to", "9"), 2, "there are 1 (version 1.0), 2 (version 1.1), 3 (version 2.0)"),
        (("baker", "--from", "draft"), 2, 'there is no revision "draft"'),
        (("baker", "--to", "1"), 1, "is the first of baker"),
        (("baker", "--lang", "fr"), 2, "fr"),
        (("baker", "--lang", "nl", "--to", "2"), 1, "was not approved in nl"),
    ],
)
def test_what_cannot_be_compared_is_told(
    root: Path, arguments: tuple[str, ...], code: int, said: str
):
    result = run(root, "diff", *arguments)
    assert result.exit_code == code
    assert said in result.stderr


def test_a_former_id_leads_to_the_document(root: Path):
    for lang in ("", ".nl"):
        (root / f"roles/baker{lang}.yml").rename(root / f"roles/pastry-cook{lang}.yml")
    edit(root, "roles/pastry-cook.yml", "title:", "formerly: [baker]\ntitle:")
    said = run(root, "diff", "baker", "--from", "1", "--to", "2").stdout
    assert said.startswith("pastry-cook (en): version 1.0")


def test_what_a_job_adds_to_its_reference_job_is_said_once(tmp_path: Path):
    root = shop(tmp_path / "shop", {
        "roles/kind.yml": "title: Kind of baker\nkind: reference\nfamily: shop\npurpose: Bakes.\n"
        "responsibilities: [{id: baking, area: Baking, tasks: [Lights the oven.]}]\n",
        "roles/kind.nl.yml": "title: Soort bakker\n",
        "roles/night.yml": "title: Night baker\nkind: company\nfamily: shop\n"
        "based_on:\n  role: kind\n",
        "roles/night.nl.yml": "title: Nachtbakker\n",
    })  # fmt: skip
    result = approve(root, "night", "--by", "owner", "--unfinished")
    assert result.exit_code == 0, result.output
    added = "    - to: baking\n      tasks: [Bakes rolls.]\n      why: People ask.\n"
    edit(root, "roles/night.yml", "  role: kind\n", f"  role: kind\n  add:\n{added}")
    said = run(root, "diff", "night").stdout
    assert said.count("Bakes rolls.") == 1
    assert "Reason: People ask." in said
