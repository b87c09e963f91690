"""Flow charts of every shape: nothing overlaps, nothing is lost, every way leads where it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

import pytest
from geometry import WORDS, assert_readable, crossed, flows, keys, often, reached, ways
from hypothesis import given

from rolebook.diagrams.flow import Flow, Part, Step, Target, Way
from rolebook.diagrams.scene import Label, Scene
from rolebook.diagrams.sheets import flow_sheets
from rolebook.diagrams.swimlanes import WIDTH, swimlanes
from rolebook.diagrams.vertical import vertical

FORMS = pytest.mark.parametrize("form", [swimlanes, vertical])
Draw = Callable[[Flow], Scene]


@FORMS
@often
@given(flow=flows())
def test_a_drawing_is_readable(form: Draw, flow: Flow) -> None:
    assert_readable(form(flow))


@FORMS
@often
@given(flow=flows())
def test_every_step_question_and_answer_is_drawn_once(form: Draw, flow: Flow) -> None:
    scene = form(flow)
    asking = [(n, step) for n, step in enumerate(flow.steps, 1) if step.question]
    assert keys(scene, "step") == sorted(f"step {n + 1}" for n in range(len(flow.steps)))
    assert keys(scene, "question") == sorted(f"question {n}" for n, _ in asking)
    assert keys(scene, "answer") == sorted(
        f"answer {n}.{way + 1}" for n, step in asking for way in range(len(step.ways))
    )


@often
@given(flow=flows())
def test_every_way_leads_along_lines_to_its_step_or_to_its_end(flow: Flow) -> None:
    scene = swimlanes(flow)
    for key, _, way in ways(flow):
        if way.target.step is None:
            assert reached(scene, key) == {key.replace("way", "end")}
        else:
            assert f"step {way.target.step + 1}" in reached(scene, key)


@often
@given(flow=flows())
def test_on_a_phone_every_way_says_where_it_leads(flow: Flow) -> None:
    scene = vertical(flow)
    said = {
        box.key: " ".join(line.text for words in box.words for line in words.lines)
        for box in scene.boxes
    }
    for key, at, way in ways(flow):
        end = said.get(key.replace("way", "end"))
        if flow.steps[at].question or way.target.step != at + 1:
            assert end is not None
            if way.target.step is not None:
                assert end.endswith(f"step {way.target.step + 1}")


@often
@given(flow=flows(steps=14, lanes=20))
def test_sheets_hold_every_step_once_and_are_readable(flow: Flow) -> None:
    sheets = flow_sheets(flow)
    steps = [key for sheet in sheets for key in keys(sheet.scene, "step")]
    assert sorted(steps) == sorted(f"step {n + 1}" for n in range(len(flow.steps)))
    assert [sheet.first for sheet in sheets[1:]] == [sheet.last for sheet in sheets[:-1]]
    for sheet in sheets:
        assert_readable(sheet.scene)
        assert sheet.scene.width <= WIDTH


def asking(*targets: int) -> Flow:
    """Five steps of one doer, of which the third asks and its answers lead to these steps."""
    answers = tuple(Way(Target(to), Label(f"Then step {to + 1}")) for to in targets)
    onward = [(Way(Target(at + 1)),) for at in range(5)]
    onward[2], onward[4] = answers, (Way(Target(label=Label("End"))),)
    steps = tuple(
        Step(str(at + 1), Label("Bakes"), 0, (), out, question=Label("Is it done?" * (at == 2)))
        for at, out in enumerate(onward)
    )
    return Flow("en", Label("Start"), (Label("Baker"),), steps, WORDS)


def test_the_way_to_the_next_step_goes_straight_down_and_the_one_that_skips_it_around() -> None:
    scene = swimlanes(asking(4, 3))
    assert crossed(scene) == []
    (onward,) = (edge for edge in scene.edges if edge.key == "way 3.2" and edge.arrow)
    assert len({x for x, _ in onward.points}) == 1
    places = {box.key: box.area.middle for box in scene.boxes}
    assert places["answer 3.2"] == places["step 3"] == places["step 4"] < places["answer 3.1"]


@pytest.mark.parametrize("targets", list(permutations((0, 1, 3, 4))))
def test_in_whatever_order_the_answers_are_written_their_lines_do_not_cross(
    targets: tuple[int, ...],
) -> None:
    assert crossed(swimlanes(asking(*targets))) == []


def test_a_step_stands_below_all_lines_that_skip_it() -> None:
    flow = asking(3, 4, 5, 6, 7)
    parts = (Part(1, (Label("Helps"),)),)
    lanes = (Label("Baker"), Label("Helper"))
    more = tuple(replace(flow.steps[3], number=str(n), parts=parts) for n in range(6, 9))
    steps = (*flow.steps[:3], replace(flow.steps[3], parts=parts), flow.steps[4], *more)
    assert_readable(swimlanes(replace(flow, lanes=lanes, steps=steps)))


def test_a_step_entered_from_another_sheet_stands_apart_from_a_way_back_above_it() -> None:
    lane = (Label("Baker"),)
    targets = (1, 0, 3, 2)  # step 2 only goes back; step 3 is entered from step 4 alone
    steps = tuple(
        Step(str(at + 1), Label("Bakes"), 0, (), (Way(Target(target)),))
        for at, target in enumerate(targets)
    )
    flow = Flow("en", Label("Start"), lane, steps, WORDS)
    assert_readable(swimlanes(flow, 0, 3))


def test_thirty_steps_with_decisions_stay_readable() -> None:
    def ways_of(at: int) -> tuple[Way, ...]:
        onward = Target(at + 1) if at < 29 else Target(label=Label("End"))
        if at % 3:
            return (Way(onward),)
        back, skip = Target(max(at - 4, 0)), Target(min(at + 5, 29))
        answers = ("Yes, all of it", "Not yet", "Only in part, and the rest can wait")
        return tuple(
            Way(target, Label(text))
            for target, text in zip((onward, back, skip), answers, strict=True)
        )

    flow = Flow(
        lang="en",
        start=Label("An order comes in."),
        lanes=tuple(Label(f"Role number {n}") for n in range(7)),
        steps=tuple(
            Step(
                number=str(at + 1),
                label=Label("Check what was asked for and note what is missing"),
                lane=at * 3 % 7,
                who=(Label("Role"),),
                ways=ways_of(at),
                due=Label("within 2 working days of intake"),
                question=Label("Is everything there?") if at % 3 == 0 else Label(""),
            )
            for at in range(30)
        ),
        words=WORDS,
    )
    whole = swimlanes(flow)
    assert_readable(whole)
    assert whole.width <= WIDTH
    for key, _, way in ways(flow):
        if way.target.step is not None:
            assert f"step {way.target.step + 1}" in reached(whole, key)
    sheets = flow_sheets(flow)
    assert len(sheets) > 2
    assert max(sheet.scene.height for sheet in sheets) < 1000


def test_a_chart_that_takes_four_sheets_in_lanes_is_drawn_in_columns_where_those_are_fewer() -> (
    None
):
    """Eight narrow lanes of long words, as German has them."""
    said = Label("Gewährleistungsansprüche vollständig zusammenstellen und fristgerecht einreichen")
    doers = tuple(Label(f"Garantiesachbearbeitung {n}") for n in range(8))
    over = Way(Target(label=Label("Ende")))

    def chart(count: int) -> Flow:
        steps = tuple(
            Step(str(n + 1), said, n % 8, (doers[n % 8],),
                 (Way(Target(n + 1)) if n + 1 < count else over,))
            for n in range(count)
        )  # fmt: skip
        words = {"to": "step {n}", "back": "step {n}", "from": "step {n}"}
        return Flow("de", Label("Beginn"), doers, steps, words)

    sheets = flow_sheets(chart(30))
    assert not any(keys(sheet.scene, "lane") for sheet in sheets)
    assert sum(sheet.last - sheet.first for sheet in sheets) == 30
    assert all(keys(sheet.scene, "lane") for sheet in flow_sheets(chart(7)))
