"""Organisation charts of every shape: readable, everybody drawn once, every tie to be followed."""

from __future__ import annotations

import pytest
from geometry import LABELS, NAMES, assert_readable, keys, often, reached
from hypothesis import given
from hypothesis import strategies as st

from rolebook.diagrams.around import Around, Tie, around
from rolebook.diagrams.flow import Target
from rolebook.diagrams.hierarchy import Hierarchy, Place, hierarchy
from rolebook.diagrams.scene import Label

WIDE, NARROW = 720, 300
UNITS = [None, Target(label=Label("Branch North")), Target(label=Label("Sales"), href="#sales")]


@st.composite
def hierarchies(draw: st.DrawFn) -> Hierarchy:
    """A company of up to 18 places, in any order below each other, with any ties."""
    count = draw(st.integers(1, 18))
    above = [draw(st.integers(-1, at - 1)) for at in range(count)]

    def place(at: int) -> Place:
        return Place(
            key=str(at),
            label=draw(NAMES),
            details=tuple(draw(st.lists(NAMES, max_size=2))),
            href=draw(st.sampled_from(["", "roles/x.html"])),
            group=draw(st.sampled_from(UNITS)),
            below=tuple(place(other) for other in range(at + 1, count) if above[other] == at),
            loose=draw(st.booleans()) and at not in above,
        )

    one = st.integers(0, count - 1).map(str)
    ties = draw(st.lists(st.tuples(one, one), max_size=8, unique=True))
    return Hierarchy(
        lang="nl",
        top=tuple(place(at) for at in range(count) if above[at] < 0),
        ties=tuple((a, b) for a, b in ties if a != b),
        legend=(Label("line"), Label("functional")),
    )


@st.composite
def surroundings(draw: st.DrawFn) -> Around:
    number = iter(range(1000))

    def tie() -> Tie:
        places = [Place(str(next(number)), draw(NAMES), tuple(draw(st.lists(LABELS, max_size=1))))
                  for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3])))]  # fmt: skip
        return Tie(tuple(places), draw(st.booleans()))

    return Around(
        lang="de",
        centre=Place("centre", draw(NAMES)),
        above=tuple(tie() for _ in range(draw(st.integers(0, 7)))),
        below=tuple(tie() for _ in range(draw(st.integers(0, 11)))),
        one_of=Label("one of"),
    )


@pytest.mark.parametrize("wide", [WIDE, NARROW])
@often
@given(chart=hierarchies())
def test_a_company_is_readable_and_every_place_is_drawn_once(wide: int, chart: Hierarchy) -> None:
    scene = hierarchy(chart, wide)
    assert_readable(scene)
    assert len(keys(scene, "place")) == len(set(keys(scene, "place"))) == _count(chart.top)


def _count(places: tuple[Place, ...]) -> int:
    return sum(1 + _count(place.below) for place in places)


@pytest.mark.parametrize("wide", [WIDE, NARROW])
@often
@given(chart=surroundings())
def test_what_is_around_a_place_is_readable(wide: int, chart: Around) -> None:
    scene = around(chart, wide)
    assert_readable(scene)
    everybody = [p.key for tie in (*chart.above, *chart.below) for p in tie.places]
    assert keys(scene, "place") == sorted(f"place {key}" for key in ["centre", *everybody])


def test_a_functional_tie_is_dashed_and_ends_at_the_one_above() -> None:
    engineer, manager = Place("engineer", Label("Engineer")), Place("manager", Label("Manager"))
    head = Place("head", Label("Head"), below=(engineer,))
    director = Place("director", Label("Director"), below=(head, manager))
    chart = Hierarchy("en", (director,), (("engineer", "manager"),))
    for wide in (WIDE, NARROW):
        scene = hierarchy(chart, wide)
        ties = [edge for edge in scene.edges if edge.key.startswith("tie")]
        assert all(edge.dashed for edge in ties)
        assert not any(edge.dashed for edge in scene.edges if edge not in ties)
        assert reached(scene, ties[0].key) == {"place manager"}


def test_solid_lines_lead_from_each_place_to_those_it_leads() -> None:
    below = tuple(Place(str(n), Label(f"Place {n}")) for n in range(3))
    chart = Hierarchy("en", (Place("top", Label("Top"), below=below),))
    scene = hierarchy(chart, WIDE)
    for place in below:
        box = next(box for box in scene.boxes if box.key == f"place {place.key}")
        (line,) = (edge for edge in scene.edges if edge.key == f"line {place.key}")
        assert line.points[-1] == (box.area.x, box.area.y + 12)
