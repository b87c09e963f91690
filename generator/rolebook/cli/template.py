"""`rolebook grade --template`: a file of answers to fill in, with all there is to look at.

What the scheme asks stands open; what may be left out stands behind a #. Around it, as remarks, the
plusses and minuses against the reference job, and what the reference job says.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rolebook.grading.comparison import SIDES
from rolebook.grading.points import asks_base_grade
from rolebook.model.answers import Answers
from rolebook.model.role import Role
from rolebook.model.scheme import Factor, Level, Scheme, SchemeCharacteristic
from rolebook.model.text import Text
from rolebook.records.deciding import consent_asked
from rolebook.views.plusses import Difference, plainly, plusses_and_minuses
from rolebook.views.writer import Writer

if TYPE_CHECKING:
    from rolebook.handbook import Handbook

_WIDTH = 98


def template(
    handbook: Handbook, scheme: Scheme, role: Role | None, references: Mapping[str, Role]
) -> str:
    """The file, as YAML. A job without a role is compared with the first reference job named."""
    lines = [
        *_remark(f"Answers under the scheme: {scheme.title.plain}, {scheme.version}."),
        *_remark(
            "Fill in what stands open; take the # away in front of what holds. evidence: says what "
            "in the job shows it. See the result with `rolebook grade --answers FILE`; nothing is "
            "written until --record."
        ),
        f"scheme: {scheme.id}",
        f"role: {role.id}" if role else "# role:",
    ]
    methods = {
        "reference-comparison": _comparison(handbook, scheme, role, references),
        "point-factor": _points(scheme),
        "level-classification": _classification(scheme, role),
        "profile-match": _profiles(scheme),
    }
    lines += methods[scheme.method]
    if role:
        lines += _decision(consent_asked(handbook, scheme, role))
    return "\n".join(lines) + "\n"


def _remark(text: str, indent: str = "", deeper: str = "") -> list[str]:
    """Text as remarks: whatever an author wrote cannot end one."""
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    start = f"{indent}# {deeper}"
    return textwrap.wrap(words, _WIDTH, initial_indent=start, subsequent_indent=start,
                         break_on_hyphens=False)  # fmt: skip


def _titled(title: str, text: Text | None, indent: str = "") -> list[str]:
    return _remark(f"{title}. {text.plain}" if text else f"{title}.", indent)


def _comparison(
    handbook: Handbook, scheme: Scheme, role: Role | None, references: Mapping[str, Role]
) -> Iterator[str]:
    reference = references.get(role.based_on.role) if role and role.based_on else None
    yield ""
    if reference is None:
        graded = sorted(id_ for id_, one in references.items() if one.grade)
        yield from _remark(f"The reference job that fits best: {', '.join(graded)}.")
        yield "reference:"
    else:
        context = reference.context.grades if reference.context else ()
        within = f", context {' to '.join(context)}" if context else ""
        yield from _remark(f"{reference.title.plain}: grade {reference.grade or 'none'}{within}.")
        yield f"reference: {reference.id}"
    rows = list(plusses_and_minuses(Writer(handbook), role)) if role and reference else []
    titles = {one.title.plain for one in scheme.characteristics}
    if rows:
        yield ""
        yield "# Plusses and minuses against the reference job. What is alike is not listed."
    for row in rows:
        if row.sign not in titles:  # those stand below, where they are asked
            yield from _remark(f"* {row.sign}")
            yield from _sides(row, "")
    yield ""
    yield from _remark(
        "Each characteristic: lighter, equal or heavier than the reference job. One that was not "
        "compared is taken out."
    )
    yield "answers:"
    there = {one.id: one.text for one in reference.characteristics} if reference else {}
    apart = {row.sign: row for row in rows}
    for characteristic in scheme.characteristics:
        title = characteristic.title.plain
        yield from _titled(title, characteristic.text, "  ")
        if title in apart:
            yield from _sides(apart[title], "  ")
        elif text := there.get(characteristic.id):
            both = " and this job" if reference and role and role.based_on else ""
            yield from _remark(f"reference job{both}: {text.plain}", "  ", "  ")
        yield from (f"  {characteristic.id}:", "    level:", "    evidence:")
    yield from _ticked(
        (f"{side}/{number}", example.text)
        for side in SIDES
        if reference and (rule := getattr(reference.grading, side, None))
        for number, example in enumerate(rule.examples, 1)
    )
    yield ""
    yield from _remark(
        "The job as a whole: lighter, equal or heavier. No sign does not mean equal."
    )
    yield "overall:"
    yield from _remark("Why, in words; needed where the signs say otherwise.")
    yield "judgement:"
    if scheme.trainees:
        yield from _remark("While the holder is still learning the job:")
        yield "# trainee: true"


def sides_of(row: Difference) -> Iterator[str]:
    """What both jobs say, and why, as far as they say anything."""
    for label, lines in (
        ("reference job", row.reference),
        ("this job", row.job),
        ("why", row.why),
    ):
        if lines:
            yield f"{label}: {' / '.join(map(plainly, lines))}"


def _sides(row: Difference, indent: str) -> Iterator[str]:
    for said in sides_of(row):
        yield from _remark(said, indent, "  ")


def _ticked(examples: Iterable[tuple[str, Text]]) -> Iterator[str]:
    """Examples, all of them behind a #: none of them ticked says nothing by itself."""
    lines = [line for name, text in examples for line in _example(name, text)]
    if lines:
        yield ""
        yield from _remark("Signs that fit the job; they are evidence, not conditions.")
        yield "ticked:"
        yield from lines


def _example(name: str, text: Text) -> Iterator[str]:
    yield from _remark(f"{name.replace('/', ' ')}: {text.plain}", "  ")
    yield from (f"  # - example: {name}", "  #   evidence:")


def _levels(item: Factor | SchemeCharacteristic) -> Iterator[str]:
    """A factor or characteristic with all its levels."""
    yield from _titled(item.title.plain, item.text, "  ")
    said = levels_in_words(item.levels)
    if any(said):
        for level, text in zip(item.levels, said, strict=True):
            yield from _remark(f"{level.id}: {text}", "  ", "  ")
    else:
        yield from _remark(f"levels: {', '.join(level.id for level in item.levels)}", "  ", "  ")
    yield from (f"  {item.id}:", "    level:", "    evidence:")


def levels_in_words(levels: Sequence[Level]) -> list[str]:
    """What each level says; of one that says what its neighbour does, the neighbour's name."""

    def said(at: int, level: Level) -> str:
        if level.text or not level.same_as:
            return level.text.plain if level.text else ""
        neighbour = at + (-1 if level.same_as == "lower" else 1)
        return f"as {levels[neighbour].id}" if 0 <= neighbour < len(levels) else ""

    return [said(at, level) for at, level in enumerate(levels)]


def _points(scheme: Scheme) -> Iterator[str]:
    yield ""
    for one in scheme.excluding:
        either, other = ", ".join(one.either), ", ".join(one.other)
        yield from _remark(f"These exclude each other: {either}, or {other}. Take one side out.")
    yield "answers:"
    for factor in scheme.factors:
        yield from _levels(factor)
    if scheme.situations:
        yield ""
        yield from _remark("Special situations that hold.")
        yield "situations:"
        for situation in scheme.situations:
            yield from _remark(situation.text.plain, "  ")
            yield from (f"  # - situation: {situation.id}", "  #   evidence:")
    for rule in scheme.after_sum:
        if rule.above_base is not None:
            yield ""
            yield from _remark(f"The grade to count from, where this holds: {rule.text.plain}")
            yield "base_grade:" if asks_base_grade(scheme, Answers()) else "# base_grade:"


def _profiles(scheme: Scheme) -> Iterator[str]:
    yield ""
    yield "answers:"
    for factor in scheme.factors:
        yield from _levels(factor)
    yield ""
    yield from _remark("The profile to compare with; left out, all of them.")
    yield from (f"# profile: {profile.id}" for profile in scheme.profiles)


def _classification(scheme: Scheme, role: Role | None) -> Iterator[str]:
    yield ""
    if scheme.decides == "share_of_time":
        yield from _remark("Each part of the job, its share of the working time, and its grade.")
        for grade in scheme.grades:
            yield from _titled(grade.id, grade.text)
        yield "parts:"
        areas = [area for area in role.responsibilities if area.id] if role else []
        for area in areas:
            yield from _remark(area.area.plain, "  ")
            share = [] if area.time_share is not None else ["    share:"]
            yield from (f"  - area: {area.id}", *share, "    level:")
        if not areas:
            yield from ("  - text:", "    share:", "    level:")
        return
    if rows := [row for row in scheme.characteristics if row.levels]:
        yield "answers:"
        for row in rows:
            yield from _levels(row)
    yield from _ticked(
        (f"{grade.id}/{number}", text)
        for grade in scheme.grades
        for number, text in enumerate(grade.examples, 1)
    )
    if scheme.decides == "best_fit":
        yield ""
        yield from _remark("The grade that fits the job best as a whole.")
        for grade in scheme.grades:
            yield from _titled(grade.id, grade.text)
        yield "overall:"
        yield from _remark("Why it fits best.")
        yield "judgement:"


def _decision(consent: bool) -> Iterator[str]:
    """What was decided: all behind a #, for it comes last."""
    yield ""
    yield from _remark("What was decided in the end, for --record. People by their roles only.")
    yield from (
        "# decision:",
        "#   grade:",
        "#   on:           # the day of the decision, such as 2026-10-12",
        "#   by:           # the role that decides",
        "#   took_part: [] # roles, or parties of roles/vocabulary/parties.yml",
        "#   reason:       # needed where another grade follows from the answers",
        "#   notice:       # the day the job holder is told",
        "#   effective:    # the day from which the grade holds, where it is another one",
    )
    if consent:
        yield from _remark("The works council is asked about this grading:")
    yield from (
        "#   consent:      # of the works council, where it is asked about this grading",
        "#     asked:",
        "#     answered:",
        "#     result:     # given, deemed_given or refused",
        "#     reasons:    # needed where it refused",
    )
