"""The ten tasks of docs/ten-tasks.md, walked in a browser word for word as they stand there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from bakehouse import Watched
from playwright.sync_api import Page, expect

from rolebook.handbook import load
from rolebook.records import read_records
from rolebook.records.status import Standings

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/ten-tasks.md"
#: So many clicks and choices at most: what takes more is not done in under a minute.
MOST = 5
CODE = "the code on its last page"
_STEP = re.compile(r"^- (Click|Type|Choose|Tick|See) (.*)$")
_WIDTHS = {"desk": (1280, 900), "tablet": (820, 1180)}


@dataclass(frozen=True)
class Task:
    number: int
    who: str
    steps: tuple[tuple[str, tuple[str, ...]], ...]


def tasks() -> Iterator[Task]:
    """Every task: its steps as a verb and the words in bold."""
    for part in PAGE.read_text("utf-8").split("\n## ")[1:]:
        heading, _, rest = part.partition("\n")
        number, who = re.match(r"(\d+)\. An? (.+?)(?::| who)", heading).groups()  # type: ignore[union-attr]
        steps = [
            (found[1], tuple(re.findall(r"\*\*(.+?)\*\*", found[2])))
            for line in rest.splitlines()
            if (found := _STEP.match(line))
        ]
        assert len(steps) == sum(line.startswith("- ") for line in rest.splitlines()), heading
        yield Task(int(number), who, tuple(steps))


TASKS = list(tasks())


@pytest.fixture(scope="module")
def code() -> str:
    """The code of a paper that is current."""
    handbook = load(ROOT).handbook
    assert handbook
    return Standings(handbook, read_records(ROOT)[0]).of("role", "technician").fingerprint


def test_there_are_ten_of_four_people_and_none_takes_long() -> None:
    assert [task.number for task in TASKS] == list(range(1, 11))
    assert {task.who for task in TASKS} == {"clerk", "mechanic", "HR adviser", "manager"}
    for task in TASKS:
        assert len([verb for verb, _ in task.steps if verb != "See"]) <= MOST
        assert task.steps[-1][0] == "See"


@pytest.mark.parametrize("place", list(_WIDTHS))
@pytest.mark.parametrize("task", TASKS, ids=lambda task: f"{task.number}-{task.who}")
def test_it_is_done_as_the_page_says(
    task: Task, place: str, example: Path, watched: Callable[..., Watched], code: str
) -> None:
    width, height = _WIDTHS[place]
    one = watched(viewport={"width": width, "height": height}, has_touch=place == "tablet")
    page = one.page
    page.set_default_timeout(10_000)
    page.clock.set_fixed_time("2026-12-01T12:00:00")
    page.goto((example / "en/index.html").as_uri())
    for verb, words in task.steps:
        do(page, verb, [word.replace(CODE, code) for word in words])
    assert one.problems == []


def do(page: Page, verb: str, words: list[str]) -> None:
    match verb, words:
        case "Click", [name]:
            # On a narrow screen, the name of a language begins with its code.
            called = re.compile(rf"^([A-Z]{{2}} )?{re.escape(name)}$")
            link, button = (page.get_by_role(r, name=called) for r in ("link", "button"))
            link.or_(button).first.click()
        case "Type", [text, label]:
            page.get_by_label(label).fill(text)
        case "Choose", [option, label]:
            page.get_by_label(label).first.select_option(label=option)
        case "Tick", [label]:
            page.get_by_label(label).check()
        case "See", [text]:
            shown = page.get_by_text(text).locator("visible=true").first
            shown.scroll_into_view_if_needed()
            expect(shown).to_be_in_viewport()
        case _:
            pytest.fail(f"nobody can do this: {verb} {words}")
