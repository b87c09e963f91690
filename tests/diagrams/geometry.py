"""What makes a drawing readable, as questions to its geometry; and flows of every shape."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from rolebook.diagrams.flow import Flow, Part, Step, Target, Way
from rolebook.diagrams.scene import GROUNDS, Box, Edge, Label, Point, Rect, Scene, pieces

# Drawings are made of hundreds of choices: what fails is told as found, and the same each time.
often = settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

WORDS = {"to": "on to step {n}", "back": "back to step {n}", "from": "from step {n}"}


def standing(scene: Scene) -> list[Box]:
    """All boxes but lanes and frames, which others stand on."""
    return [box for box in scene.boxes if box.form not in GROUNDS]


def overlapping(scene: Scene) -> list[tuple[str, str]]:
    return [
        (a.key, b.key)
        for a, b in combinations(standing(scene), 2)
        if a.area.overlaps(b.area)
    ]  # fmt: skip


def crossing(scene: Scene) -> list[tuple[str, str]]:
    """Lines that run through a box. Touching its outline is what lines are there for."""
    return [
        (edge.key, box.key)
        for edge in scene.edges
        for a, b in pieces(edge)
        for box in standing(scene)
        if _through(a, b, box.area)
    ]


def _through(a: Point, b: Point, area: Rect) -> bool:
    (left, right), (top, bottom) = sorted((a[0], b[0])), sorted((a[1], b[1]))
    return left < area.right and right > area.x and top < area.bottom and bottom > area.y


def spilling(scene: Scene) -> list[str]:
    """Texts that leave their box, and boxes and lines that leave the drawing."""
    whole = Rect(0, 0, scene.width, scene.height)
    texts = [
        f"{box.key}: {line.text}"
        for box in scene.boxes
        for words in box.words
        for line in words.lines
        if not box.area.holds(line.area)
    ]
    boxes = [box.key for box in scene.boxes if not whole.holds(box.area)]
    lines = [
        edge.key
        for edge in scene.edges
        for x, y in edge.points
        if not (0 <= x <= scene.width and 0 <= y <= scene.height)
    ]
    return [*texts, *boxes, *lines]


def written_over(scene: Scene) -> list[str]:
    """Lines of text that overlap another in the same box."""
    return [
        f"{box.key}: {a.text}"
        for box in scene.boxes
        for a, b in combinations([line for words in box.words for line in words.lines], 2)
        if a.baseline == b.baseline and a.area.overlaps(b.area)
    ]


def slanting(scene: Scene) -> list[str]:
    return [
        edge.key
        for edge in scene.edges
        for a, b in pieces(edge)
        if a[0] != b[0] and a[1] != b[1]
    ]  # fmt: skip


def lying_on_each_other(scene: Scene) -> list[tuple[str, str]]:
    """Solid and dashed lines that share a stretch: the dashes could not be seen."""
    solid = [(edge.key, piece) for edge in scene.edges if not edge.dashed for piece in pieces(edge)]
    dashed = [(edge.key, piece) for edge in scene.edges if edge.dashed for piece in pieces(edge)]
    return [(a, b) for a, first in solid for b, second in dashed if _shared(*first, *second) > 0]


def crossed(scene: Scene) -> list[tuple[str, str]]:
    """Lines that run across another. Where one only begins or ends on another, they meet."""
    return [
        (across.key, upright.key)
        for across, upright in permutations(scene.edges, 2)
        for (left, y), (right, same) in map(sorted, pieces(across))
        for (x, top), (also, bottom) in map(sorted, pieces(upright))
        if y == same and x == also and left < x < right and top < y < bottom
    ]


def _shared(a: Point, b: Point, c: Point, d: Point) -> int:
    """How long two straight pieces run on each other."""
    for along in (0, 1):
        across = 1 - along
        if a[across] == b[across] == c[across] == d[across]:
            first, second = sorted((a[along], b[along])), sorted((c[along], d[along]))
            return min(first[1], second[1]) - max(first[0], second[0])
    return 0


def keys(scene: Scene, kind: str) -> list[str]:
    """What is drawn of a kind: ``step``, ``question``, ``answer``."""
    return sorted(b.key for b in scene.boxes if b.key.split()[0] == kind)


def reached(scene: Scene, way: str) -> set[str]:
    """The boxes that the arrows end at which can be reached along lines from where a way starts.

    A line goes on where it bends and where another leaves it; lines that merely cross do not
    meet.
    """
    starts = [edge for edge in scene.edges if edge.key == way]
    seen: list[Edge] = []
    found: set[str] = set()
    while starts:
        edge = starts.pop()
        if edge in seen:
            continue
        seen.append(edge)
        end = edge.points[-1]
        if edge.arrow:
            found |= {box.key for box in standing(scene) if _touches(end, box.area)}
            continue
        starts += [other for other in scene.edges if other not in seen and _goes_on(end, other)]
    return found


def _touches(point: Point, area: Rect) -> bool:
    return area.x <= point[0] <= area.right and area.y <= point[1] <= area.bottom


def _goes_on(point: Point, edge: Edge) -> bool:
    """Whether a line goes on along another that passes this point."""
    return any(
        min(a[0], b[0]) <= point[0] <= max(a[0], b[0])
        and min(a[1], b[1]) <= point[1] <= max(a[1], b[1])
        for a, b in pieces(edge)
    )


def assert_readable(scene: Scene) -> None:
    assert overlapping(scene) == []
    assert crossing(scene) == []
    assert spilling(scene) == []
    assert written_over(scene) == []
    assert slanting(scene) == []
    assert lying_on_each_other(scene) == []


# Flows

_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))
_TEXTS = st.one_of(
    st.text(_LETTERS, max_size=60),
    st.lists(st.sampled_from(["warranty", "a", "Garantiesachbearbeiterin", "of", "F-01"]),
             max_size=30).map(" ".join),
)  # fmt: skip
LABELS = _TEXTS.map(lambda text: Label(" ".join(text.split())))
NAMES = LABELS.map(lambda label: label or Label("?"))


@st.composite
def flows(draw: st.DrawFn, steps: int = 9, lanes: int = 12) -> Flow:
    """A procedure of any shape: loops, skips, ways out, unreachable steps, empty texts."""
    count = draw(st.integers(1, steps))
    wide = draw(st.integers(1, lanes))
    lane = st.integers(0, wide - 1)
    inside = st.integers(0, count - 1).map(Target)
    outside = st.builds(Target, st.none(), NAMES, st.sampled_from(["", "goodwill.html#a"]))
    target = st.one_of(inside, outside)

    def step(at: int) -> Step:
        asks = draw(st.booleans())
        following = Target(at + 1) if at + 1 < count else Target(None, Label("End"))
        if asks:
            ways = draw(
                st.lists(st.builds(Way, st.one_of(target, st.just(following)), NAMES, LABELS),
                         min_size=2, max_size=5)
            )  # fmt: skip
        else:
            ways = [Way(draw(st.one_of(target, st.just(following), st.just(following))))]
        own = draw(lane)
        others = draw(st.sets(lane, max_size=3)) - {own}
        return Step(
            number=str(at + 1),
            label=draw(NAMES),
            lane=own,
            who=tuple(draw(st.lists(NAMES, max_size=2))),
            ways=tuple(ways),
            parts=tuple(Part(n, tuple(draw(st.lists(NAMES, max_size=2)))) for n in sorted(others)),
            notes=tuple(draw(st.lists(LABELS, max_size=2))),
            due=draw(LABELS),
            form=draw(st.sampled_from(["", "F-01"])),
            calls=draw(st.sampled_from([Label(""), Label("P-06 Parts return")])),
            question=draw(NAMES) if asks else Label(""),
            href=draw(st.sampled_from(["", f"#step-{at + 1}"])),
        )

    return Flow(
        lang=draw(st.sampled_from(["en", "nl", "de", "xx", ""])),
        start=draw(LABELS),
        lanes=tuple(draw(NAMES) for _ in range(wide)),
        steps=tuple(step(at) for at in range(count)),
        words=WORDS,
    )


def ways(flow: Flow) -> Iterator[tuple[str, int, Way]]:
    """Each way with its name in a drawing and the step it leaves."""
    for at, step in enumerate(flow.steps):
        for index, way in enumerate(step.ways, 1):
            yield f"way {at + 1}.{index}", at, way
