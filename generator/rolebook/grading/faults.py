"""What can be wrong with answers: as data, with the place in the answers' own tree.

Why not findings at once: the answers may come from a file, from questions on the terminal or from
a test. Who knows where they stand makes findings of the faults (`Fault.finding`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rolebook.findings import CODES, Finding, Place, Severity, did_you_mean, finding
from rolebook.model.answers import Answer
from rolebook.model.base import Model, Path
from rolebook.model.scheme import Level

__all__ = ["Fault", "UnusableAnswers"]

NOT_ASKED = CODES.define(
    "not-asked", Severity.ERROR, "An answer to something that the scheme does not ask",
    """A file of answers names a factor or characteristic that the grading scheme does not have, or
    holds a key that its method has no use for, such as profile: under a point scheme. An answer
    that counts for nothing is most often a misspelt one, so it is an error.""",
    wrong="answers: {knowlege: 3}",
    right="answers: {knowledge: 3}",
)  # fmt: skip
UNDESIGNATED_LEVEL = CODES.define(
    "undesignated-level", Severity.ERROR, "A level that the scheme does not have",
    """Only the levels that a scheme defines exist. Something between two of them ("4-4/5",
    "3-B/C") is not a level: decide for one, and write the doubt into evidence:. Points are no
    level either.""",
    wrong="answers: {complexity: 4-4/5}",
    right="answers: {complexity: 4-4}",
)  # fmt: skip
MISSING_ANSWER = CODES.define(
    "missing-answer", Severity.ERROR, "Something that the scheme asks is not answered",
    """A job is graded on all factors of the scheme. A factor that is left out would count as
    nothing, so it is an error. Where a job has none of something, answer with the lowest level.""",
    wrong="answers: {knowledge: 3}      (the scheme also asks for effort)",
    right="answers: {knowledge: 3, effort: 1}",
)  # fmt: skip
WRONG_POINTS = CODES.define(
    "wrong-points", Severity.ERROR, "Points that do not belong to the level",
    """Each level of a factor is worth the points that the scheme gives it, and nothing in between.
    Where an answer states points, they have to be those. Mend the level or the points; or leave
    the points out, they are looked up.""",
    wrong="answers: {knowledge: {level: 3, points: 230}}    (level 3 is worth 180)",
    right="answers: {knowledge: 3}",
)  # fmt: skip
EXCLUDED_ANSWERS = CODES.define(
    "excluded-answers", Severity.ERROR, "Answers that exclude each other",
    """The scheme scores a job on some factors or on others, for instance on training time, or on
    education together with experience. Both would count the same thing twice. Keep one side.""",
    wrong="answers: {training-time: 4, education: 2, experience: 3}",
    right="answers: {education: 2, experience: 3}",
)  # fmt: skip
UNKNOWN_ANSWER = CODES.define(
    "unknown-answer", Severity.ERROR, "An answer names something that does not exist",
    """A file of answers names a role, a scheme, a reference job, an example, a profile, a
    situation, an area or a grade that is not there. Examples are named by their list and number,
    counted from 1: heavier/3 is the third example of the reference job's rule for heavier.""",
    wrong="ticked: [heavier/4]      (the rule has three examples)",
    right="ticked: [heavier/3]",
)  # fmt: skip
UNGRADED_REFERENCE = CODES.define(
    "ungraded-reference", Severity.ERROR, "A job without a grade cannot be compared with",
    """Lighter, equal and heavier shift the grade of the reference job. A reference job that has no
    grade, or no grade of this scheme, gives nothing to start from. Choose another reference job.
    """,
    wrong="reference: customer-service-clerk     (it has no grade)",
    right="reference: parts-clerk",
)  # fmt: skip
ANSWER_SHARES = CODES.define(
    "answer-shares", Severity.ERROR, "Shares of working time that do not sum to 100",
    """The parts of a job are shares of the whole working time in per cent, so all of them together
    are 100. Mend the shares, or add the part that is missing.""",
    wrong="parts: [{level: G, share: 60}, {level: F, share: 30}]",
    right="parts: [{level: G, share: 60}, {level: F, share: 40}]",
)  # fmt: skip

OTHER_ANSWERS = CODES.define(
    "other-answers", Severity.ERROR, "Answers about another role or under another scheme",
    """A file of answers can say which role it is about (role:) and which scheme it answers
    (scheme:). Graded is what the command names; where the two differ, one of them is a mistake.""",
    wrong="rolebook grade --scheme us-fes --answers a.yml     (a.yml: scheme: our-points)",
    right="rolebook grade --scheme our-points --answers a.yml",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with the answers. ``path`` is its place in them; ``at_key`` where
    the key is meant and not its value."""

    code: str
    path: Path
    message: str
    hint: str = ""
    at_key: bool = False

    def finding(self, place: Callable[[Path, bool], Place]) -> Finding:
        """The finding at its place in a file: ``place`` gives it for a path, of the key or of the
        value."""
        return finding(self.code, place(self.path, self.at_key), self.message, self.hint)


class UnusableAnswers(ValueError):
    """Answers that cannot be graded, with everything that is wrong with them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.message for fault in self.faults))


def not_asked(given: Model, asked: Iterable[str], path: Path = ()) -> Iterator[Fault]:
    """Keys of the answers that the method has no use for."""
    known = frozenset(asked)
    for key, name in type(given).keys().items():
        if name in given.model_fields_set and getattr(given, name) and key not in known:
            yield Fault(NOT_ASKED, (*path, key), f"this scheme does not ask for {key}",
                        "take it out", at_key=True)  # fmt: skip


def unknown_factors(
    answers: Mapping[str, Answer], known: Sequence[str], noun: str, path: Path = ()
) -> Iterator[Fault]:
    """Answers to factors or characteristics that the scheme does not have."""
    for id_ in answers:
        if id_ not in known:
            hint = did_you_mean(id_, known) or f"it has: {listed(known)}"
            yield Fault(NOT_ASKED, (*path, "answers", id_), f'the scheme has no {noun} "{id_}"',
                        hint, at_key=True)  # fmt: skip


def level_fault(title: str, levels: Sequence[Level], answer: Answer, path: Path) -> Iterator[Fault]:
    """The level of one answer, and its points where they are stated, against the scheme."""
    level = next((known for known in levels if known.id == answer.level), None)
    known = [known.id for known in levels]
    if level is None:
        yield Fault(
            UNDESIGNATED_LEVEL, path, f'{title} has no level "{answer.level}"',
            _which_level(levels, answer.level) or f"choose one of {listed(known)}",
        )  # fmt: skip
    elif answer.points is not None and answer.points != level.points:
        worth = "no points" if level.points is None else f"{_plain(level.points)} points"
        other = next((known.id for known in levels if known.points == answer.points), None)
        hint = f"leave the points out, or choose level {other}" if other else "leave the points out"
        yield Fault(
            WRONG_POINTS, (*path, "points"),
            f"{title} on level {level.id} is worth {worth}, not {_plain(answer.points)}", hint,
        )  # fmt: skip


def _which_level(levels: Sequence[Level], written: str) -> str:
    """What to write instead, where the words tell that: points for a level, or two levels."""
    for level in levels:
        if level.points is not None and _plain(level.points) == written:
            return f"those are the points of level {level.id}; write the level"
    # The longest names first: 1-10 holds 1-1 as well.
    named = []
    rest = written
    for id_ in sorted((level.id for level in levels), key=len, reverse=True):
        if id_ in rest:
            named.append(id_)
            rest = rest.replace(id_, " ")
    if len(named) > 1 or (named and any(mark in written for mark in "/,+–")):
        meant = [level.id for level in levels if len(named) == 1 or level.id in named]
        return f"decide for one level: {listed(meant)}"
    return did_you_mean(written, [level.id for level in levels])


def missing(what: str, path: Path, hint: str) -> Fault:
    """Something that has to be answered and is not."""
    return Fault(MISSING_ANSWER, path, what, hint, at_key=True)


def unknown(what: str, noun: str, path: Path, known: Sequence[str]) -> Fault:
    """A name in the answers that leads nowhere."""
    hint = did_you_mean(what, known) or (f"it is one of {listed(known)}" if known else "")
    return Fault(UNKNOWN_ANSWER, path, f'there is no {noun} "{what}"', hint)


def listed(words: Sequence[str]) -> str:
    """`a, b, c`, shortened where there are many."""
    shown = words if len(words) <= 12 else [*words[:11], "..."]
    return ", ".join(shown)


def _plain(points: object) -> str:
    return f"{points:f}".rstrip("0").rstrip(".") if "." in f"{points:f}" else f"{points:f}"
