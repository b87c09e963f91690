"""Whatever is edited in a paper: the file that it makes says just that, and nothing else changes.

On documents of the example handbook, of every layout, in the governing language and in another.
"""

from __future__ import annotations

import re
import subprocess
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manager import Manager

from rolebook.handbook import load
from rolebook.handbook.reading import build, translate
from rolebook.importing.returning.printed import Printed, every_shape, print_again
from rolebook.importing.returning.returned import Returned, compared
from rolebook.importing.returning.word import read_paper
from rolebook.model.base import Model, texts
from rolebook.model.base import Path as Place
from rolebook.model.text import Span
from rolebook.paper.ooxml import name
from rolebook.paper.papers import Paper, make
from rolebook.paper.returning import place_name, place_of
from rolebook.paper.zips import unpack
from rolebook.records import read_records
from rolebook.source import read
from rolebook.views.places import OF_REFERENCE

ROOT = Path(__file__).parents[2]
PAPERS = [
    Paper("role", "after-sales-service-manager", "en", "docx"),
    Paper("role", "customer-service-clerk", "en", "docx"),
    Paper("role", "aftersales-manager-border", "de", "docx"),
    Paper("procedure", "warranty-claim", "en", "docx"),
]

WITH_TASKS = ["after-sales-service-manager", "customer-service-clerk"]


@dataclass(frozen=True)
class Print:
    content: bytes
    printed: Printed


@pytest.fixture(scope="module")
def prints() -> dict[str, Print]:
    handbook = load(ROOT).handbook
    assert handbook
    records, _ = read_records(ROOT)
    made = make(handbook, records, PAPERS, processes=1)
    return {
        paper.id: Print(content, print_again(handbook, records, read_paper(content)))
        for paper, content in made
    }


def model_of(printed: Printed, text: str) -> Model:
    """What the author's file says."""
    file = printed.file
    source, problems = read(text.encode(), file.source.file)
    assert source
    if file.governing:
        main = "en"
        model, more = translate(file.cls, file.governing, source, file.lang, main, printed.id)
    else:
        model, more = build(file.cls, source, file.lang, printed.id)
    assert model, [*problems, *more]
    return model


def spans_of(model: Model) -> dict[Place, tuple[Span, ...]]:
    return {path: text.spans for path, text in texts(model)}


WORDS = st.text(st.sampled_from("abcdeéßœ'’-–,;:#&*%!?@\"()12_[]\\`|>"), min_size=1, max_size=8)


@settings(
    max_examples=15, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.data(), st.booleans())
def test_words_changed_on_paper_are_changed_in_the_file_and_nothing_else_is(
    prints: dict[str, Print], data: st.DataObject, tracked: bool
) -> None:
    one = prints[data.draw(st.sampled_from(sorted(prints)))]
    printed = one.printed
    model = model_of(printed, printed.file.source.text)
    wanted = spans_of(model)
    manager = Manager(one.content, tracked=tracked)
    open_ = _editable(printed)
    changed = data.draw(
        st.lists(st.sampled_from(sorted(open_)), min_size=1, max_size=4, unique=True)
    )
    for path in changed:
        start, end, number, at = data.draw(st.sampled_from(open_[path]))
        new = data.draw(WORDS)
        _replace(manager, path, start, end, new)
        span = wanted[path][number]
        text = span.text[:at] + new + span.text[at + end - start :]
        spans = list(wanted[path])
        spans[number] = replace(span, text=text)
        wanted[path] = tuple(spans)
    found = compared(printed, read_paper(manager.file()))
    assert not found.left
    assert spans_of(model_of(printed, found.text)) == wanted
    _only_their_lines(found)


def _editable(printed: Printed) -> dict[Place, list[tuple[int, int, int, int]]]:
    """Of each text that stands once on the paper and in this file: its words, by where they begin
    and end in what is printed, in which span, and where in that."""
    found: dict[Place, list[tuple[int, int, int, int]]] = {}
    names = [r.place for p in printed.paper.paragraphs for r in p.ranges]
    for path, text in printed.texts.items():
        shapes = list(every_shape(text, printed.shown.get(path, ())))
        own = text.lang in ("", printed.file.lang) and path[:2] != OF_REFERENCE
        if not own or names.count(place_name(path)) != 1 or printed.file.path(path) is None:
            continue
        if len(shapes) != 1 or len(shapes[0]) != len(text.spans):
            continue
        start = 0
        for number, (shown, span) in enumerate(zip(shapes[0], text.spans, strict=True)):
            if span.text == shown:
                for word in re.finditer(r"\w{3,}", shown):
                    there = (start + word.start(), start + word.end(), number, word.start())
                    found.setdefault(path, []).append(there)
            start += len(shown)
    return found


def _replace(manager: Manager, path: Place, start: int, end: int, new: str) -> None:
    """Other words at this place of a text, counted in what was printed."""
    for mark in manager.root.iter(name("w:bookmarkStart")):
        if place_of(str(mark.get(name("w:name")))) == place_name(path):
            paragraph = next(mark.iterancestors(name("w:p")))
            (range_,) = [
                r
                for p in read_paper(manager.file()).paragraphs
                for r in p.ranges
                if r.place == place_name(path)
            ]
            manager.replace_at(paragraph, range_.start + start, range_.start + end, new)
            return
    raise AssertionError(path)


def _only_their_lines(found: Returned) -> None:
    """Every line in which no changed text stands is as it was, in the same order."""
    source = found.file.source
    touched: set[int] = set()
    for path in found.plan.values:
        node: Any = source.node
        for step in path:
            node = (
                next(value for key, value in node.value if key.value == step)
                if isinstance(step, str)
                else node.value[step]
            )
        touched |= set(range(node.start_mark.line, node.end_mark.line + 1))
    after = found.text.split("\n")
    at = 0
    for number, line in enumerate(source.text.split("\n")):
        if number not in touched:
            at = after.index(line, at) + 1


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data(), st.booleans())
def test_tasks_come_go_and_move_as_on_the_paper(
    prints: dict[str, Print], data: st.DataObject, tracked: bool
) -> None:
    one = prints[data.draw(st.sampled_from(WITH_TASKS))]
    printed = one.printed
    areas = [[task.task.plain for task in area.tasks] for area in _areas(printed)]
    manager = Manager(one.content, tracked=tracked)
    for number in range(data.draw(st.integers(1, 4))):
        places = [(a, t) for a, area in enumerate(areas) for t in range(len(area))]
        a, t = data.draw(st.sampled_from(places))
        words = areas[a][t]
        match data.draw(st.sampled_from(["add", "delete", "move"])):
            case "add":
                new = f"Does thing number {number} on every day of the week."
                manager.add(words, new)
                areas[a].insert(t + 1, new)
            case "delete" if len(areas[a]) > 1 and t > 0:
                manager.delete(words)
                areas[a].remove(words)
            case "move" if t > 0 and len(areas[a]) > 1:
                b, u = data.draw(st.sampled_from([p for p in places if p != (a, t)]))
                after = areas[b][u]
                if words.startswith("Does thing"):
                    continue
                manager.move(words, after)
                areas[a].remove(words)
                areas[b].insert(areas[b].index(after) + 1, words)
    found = compared(printed, read_paper(manager.file()))
    model: Any = model_of(printed, found.text)
    assert [[task.task.plain for task in area.tasks] for area in model.responsibilities] == areas
    _same_tasks(printed, model)


def _areas(printed: Printed) -> Any:
    model: Any = model_of(printed, printed.file.source.text)
    return model.responsibilities


def _same_tasks(printed: Printed, model: Any) -> None:
    """What the paper does not show of a task goes with it."""
    before = {task.task.raw: task for area in _areas(printed) for task in area.tasks}
    for area in model.responsibilities:
        for task in area.tasks:
            old = before.get(task.task.raw)
            assert old is None or task == old


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data(), st.booleans())
def test_whatever_is_typed_where_it_is_in_the_file_or_told(
    prints: dict[str, Print], data: st.DataObject, tracked: bool
) -> None:
    one = prints[data.draw(st.sampled_from(sorted(prints)))]
    printed = one.printed
    paragraphs = [p.text for p in printed.paper.paragraphs if p.ranges and len(p.text) > 8]
    manager = Manager(one.content, tracked=tracked)
    typed = []
    for number in range(data.draw(st.integers(1, 5))):
        words, other = (data.draw(st.sampled_from(paragraphs)) for _ in range(2))
        with suppress(AssertionError):  # it was deleted already
            match data.draw(st.sampled_from(["add", "delete", "move"])):
                case "add":
                    manager.add(words, f"Entirely new words number {number}.")
                    typed.append(f"new words number {number}")
                case "delete":
                    manager.delete(words)
                case "move" if words != other:
                    manager.move(words, other)
    edited = read_paper(manager.file())
    found = compared(printed, edited)
    said = [" ".join(text.raw.split()) for _, text in texts(model_of(printed, found.text))]
    said += [left.text for left in found.left]
    for words in typed:
        if any(words in paragraph.text for paragraph in edited.paragraphs):
            assert any(words in one for one in said), words


# -- LibreOffice


def test_libreoffice_saves_an_edited_paper_and_its_changes_are_still_there(
    prints: dict[str, Print], tmp_path: Path
) -> None:
    """By way of its own format, with the changes tracked and a task moved."""
    one = prints[WITH_TASKS[0]]
    tasks = [task.task.plain for area in _areas(one.printed) for task in area.tasks]
    manager = Manager(one.content)
    manager.insert(" ".join(tasks[0].split()[:2]), " gladly")
    manager.delete(tasks[1])
    manager.add(tasks[2], "1.9\tDoes something new.")
    (tmp_path / "edited.docx").write_bytes(manager.file())
    for form, file in (("odt", "edited.docx"), ("docx:MS Word 2007 XML", "odt/edited.odt")):
        profile = f"-env:UserInstallation={(tmp_path / 'user').as_uri()}"
        folder = str(tmp_path / form.partition(":")[0])
        subprocess.run(
            ["soffice", "--headless", profile, "--convert-to", form, "--outdir", folder, file],
            check=True, capture_output=True, cwd=tmp_path,
        )  # fmt: skip
    saved = (tmp_path / "docx/edited.docx").read_bytes()
    assert b"<w:ins " in unpack(saved)["word/document.xml"]
    found = compared(one.printed, read_paper(saved))
    assert [edit.kind for edit in found.edits] == ["changed", "removed", "added"]
    assert {edit.by for edit in found.edits if edit.kind != "removed"} == {("A. Manager",)}
    assert found.edits[0].after.split()[2] == "gladly"
    assert found.edits[2].after == "Does something new."
    assert not found.left
