"""Questions on the terminal, whose answers are those of a file: every method's own.

Questions go to standard error, so that what comes out on standard output is the result alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import click

from rolebook.cli.template import levels_in_words, sides_of
from rolebook.findings import did_you_mean
from rolebook.grading.comparison import SIDES
from rolebook.grading.points import asks_base_grade
from rolebook.model.answers import Answers
from rolebook.model.role import Role
from rolebook.model.scheme import Factor, Scheme, SchemeCharacteristic
from rolebook.model.text import Text
from rolebook.views.plusses import Difference

Data = dict[str, Any]
"""Answers as a file would hold them."""

SKIP = "-"


@dataclass(frozen=True, slots=True)
class Job:
    """The job that is asked about: a role, if it is one; the reference jobs that there are; and
    its plusses and minuses against the one it is based on."""

    role: Role | None
    references: Mapping[str, Role]
    differences: tuple[Difference, ...] = ()


def ask(scheme: Scheme, job: Job) -> Data:
    """Everything that the scheme asks about a job, in its own order."""
    role = job.role
    data = _BY_METHOD[scheme.method](scheme, job)
    head: Data = {"scheme": scheme.id, **({"role": role.id} if role else {})}
    return {**head, **data}


def _say(text: str = "", *, indent: str = "", deeper: str = "") -> None:
    for line in text.split("\n"):
        wrapped = textwrap.wrap(line, 88, initial_indent=indent, break_on_hyphens=False,
                                subsequent_indent=indent + deeper)  # fmt: skip
        click.echo("\n".join(wrapped), err=True)


class Pick(click.Choice[str]):
    """One of some words: in full, by its number in the list, or by a beginning (of the word or its
    title) that only one has. A word that is itself a number, as a level may be, comes first."""

    def __init__(self, choices: Sequence[str], titles: Mapping[str, str]) -> None:
        super().__init__(choices)
        self.titles = titles

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        given = str(value).strip()
        choices = list(self.choices)
        if given in choices:
            return given
        numbered = not any(choice.isdecimal() for choice in choices)
        if numbered and given.isdecimal() and 0 < int(given) <= len(choices):
            return choices[int(given) - 1]
        start = given.casefold()
        found = [
            choice
            for choice in choices
            if any(
                name.casefold().startswith(start) for name in (choice, self.titles.get(choice, ""))
            )
        ]
        exact = [choice for choice in found if choice.casefold() == start]
        if start and len(exact or found) == 1:
            return (exact or found)[0]
        if start and found:
            self.fail(f"{given!r} can be {', '.join(found)}.", param, ctx)
        return super().convert(value, param, ctx)


def _choice(
    question: str,
    choices: Sequence[str],
    default: str | None = None,
    titles: Mapping[str, str] | None = None,
) -> str:
    """One of the choices. With ``titles`` they are listed first, each with its number and title."""
    titles = titles or {}
    for number, one in enumerate(choices, 1) if titles else ():
        _say(f"{number:>3}  {one}  {titles.get(one, '')}".rstrip(), indent="  ", deeper=" " * 5)
    answer: str = click.prompt(question, type=Pick(choices, titles), default=default, err=True,
                               show_choices=not titles and len(choices) <= 12)  # fmt: skip
    return answer


def _words(question: str) -> str:
    answer: str = click.prompt(question, default="", show_default=False, err=True)
    return answer.strip()


def _yes(question: str) -> bool:
    return click.confirm(question, default=False, err=True)


def _with_evidence(key: str, value: str) -> Any:
    evidence = _words("  What in the job shows it (may stay empty)")
    return {key: value, "evidence": evidence} if evidence else value


def _level(item: Factor | SchemeCharacteristic) -> Any:
    """The level on one factor or characteristic, chosen among those that exist."""
    _say(f"\n{item.title.plain}")
    if item.text:
        _say(item.text.plain, indent="  ")
    said = levels_in_words(item.levels)
    for level, text in zip(item.levels, said, strict=True) if any(said) else ():
        _say(f"{level.id:>4}  {text}", indent="  ", deeper=" " * 6)
    return _with_evidence("level", _choice("  Level", [level.id for level in item.levels]))


def _points(scheme: Scheme, job: Job) -> Data:
    left_out: set[str] = set()
    for one in scheme.excluding:
        _say(f"\nThese exclude each other: 1: {', '.join(one.either)}; 2: {', '.join(one.other)}")
        chosen = _choice("  Which of the two is the job scored on", ["1", "2"])
        left_out.update(one.other if chosen == "1" else one.either)
    answers = {f.id: _level(f) for f in scheme.factors if f.id not in left_out}
    data: Data = {"answers": answers}
    holding = [one.id for one in scheme.situations if _yes(f"\n{one.text.plain}\n  Does it hold")]
    if holding:
        data["situations"] = holding
    rule = asks_base_grade(scheme, Answers.model_validate(data))
    if rule:
        _say(f"\n{rule.text.plain}")
        data["base_grade"] = _choice("  The grade to count from", _grades(scheme))
    return data


def _profiles(scheme: Scheme, job: Job) -> Data:
    data: Data = {"answers": {factor.id: _level(factor) for factor in scheme.factors}}
    ids = [profile.id for profile in scheme.profiles]
    if len(ids) > 1:
        titles = {one.id: one.title.plain for one in scheme.profiles}
        chosen = _choice(f"\nThe profile to compare with ({SKIP}: all)", [*ids, SKIP], SKIP, titles)
        data |= {} if chosen == SKIP else {"profile": chosen}
    return data


def _grades(scheme: Scheme) -> list[str]:
    return [grade.id for grade in scheme.grades]


def _classification(scheme: Scheme, job: Job) -> Data:
    rows = [row for row in scheme.characteristics if row.levels]
    data: Data = {}
    if scheme.decides == "share_of_time":
        data["parts"] = list(_activities(scheme, job.role))
        return data
    if rows:
        data["answers"] = {row.id: _level(row) for row in rows}
    data |= _examples(
        (f"{grade.id}/{number}", text)
        for grade in scheme.grades
        for number, text in enumerate(grade.examples, 1)
    )
    if scheme.decides == "best_fit":
        data["overall"] = _choice("\nThe grade that fits best as a whole", _grades(scheme))
        if reasons := _words("  Why it fits best"):
            data["judgement"] = reasons
    return data


def _activities(scheme: Scheme, role: Role | None) -> Iterable[Data]:
    """The parts of the job with their share of time: the role's areas, else as they come."""
    areas = [area for area in role.responsibilities if area.id and area.time_share] if role else []
    grades = _grades(scheme)
    if areas and sum(area.time_share or 0 for area in areas) == 100:
        for area in areas:
            _say(f"\n{area.area.plain}: {area.time_share} % of the working time")
            yield {"area": area.id, "level": _choice("  Its grade", grades)}
        return
    left = 100
    while left > 0:
        text = click.prompt("\nWhat is done", err=True)
        share = click.prompt(f"  Share of the working time in per cent (left: {left})",
                             type=click.IntRange(1, left), err=True)  # fmt: skip
        left -= share
        yield {"text": text, "share": share, "level": _choice("  Its grade", grades)}


def _examples(known: Iterable[tuple[str, Text]]) -> Data:
    """The examples that fit; none ticked says nothing by itself."""
    ticked = []
    for name, text in known:
        _say(f"\n{name}: {text.plain}")
        if _yes("  Does it fit the job"):
            ticked.append(_with_evidence("example", name))
    return {"ticked": ticked} if ticked else {}


def _comparison(scheme: Scheme, job: Job) -> Data:
    data: Data
    if scheme.combined and _yes("Is the job made of several jobs, each with a share of the time"):
        parts = []
        left = 100
        while left > 0:
            share = click.prompt(f"\nShare of the next part in per cent (left: {left})",
                                 type=click.IntRange(1, left), err=True)  # fmt: skip
            left -= share
            parts.append({"share": share, **_compared(scheme, Job(None, job.references))})
        data = {"parts": parts}
    else:
        data = _compared(scheme, job)
    if scheme.trainees and _yes("\nIs the holder still learning the job"):
        data["trainee"] = True
    return data


def _compared(scheme: Scheme, job: Job) -> Data:
    """One comparison: the reference job, the characteristics, the examples, the whole."""
    role, references = job.role, job.references
    graded = sorted(id_ for id_, one in references.items() if one.grade in _grades(scheme))
    based_on = role.based_on.role if role and role.based_on else None
    titles = {id_: f"{references[id_].title.plain}, {references[id_].grade}" for id_ in graded}
    _say("The reference jobs:")
    question = "Compared with which reference job (number, or the beginning of its name)"
    data: Data = {"reference": _choice(question, graded, based_on, titles)}
    reference = references[data["reference"]]
    if based_on == reference.id:
        _differences(scheme, job.differences)
    own = {one.id: one.text for one in role.characteristics} if role else {}
    there = {one.id: one.text for one in reference.characteristics}
    answers: Data = {}
    for characteristic in scheme.characteristics:
        _say(f"\n{characteristic.title.plain}")
        this, other = own.get(characteristic.id), there.get(characteristic.id)
        if this and this == other:
            _say(f"both jobs: {this.plain}", indent="  ")
        else:
            for name, text in (("reference job", other), ("this job", this)):
                if text:
                    _say(f"{name}: {text.plain}", indent="  ")
        side = _choice(f"  The job is ({SKIP}: leave open)", [*SIDES, SKIP], SKIP)
        if side != SKIP:
            answers[characteristic.id] = _with_evidence("level", side)
    if answers:
        data["answers"] = answers
    rules = ((side, getattr(reference.grading, side, None)) for side in SIDES)
    data |= _examples(
        (f"{side}/{number}", example.text)
        for side, rule in rules
        if rule
        for number, example in enumerate(rule.examples, 1)
    )
    overall = _choice(
        f"\nAs a whole, compared with {reference.title.plain}, grade {reference.grade}, the job is "
        f"({SKIP}: not decided)", [*SIDES, SKIP], SKIP,
    )  # fmt: skip
    if overall != SKIP:
        data["overall"] = overall
        if reasons := _words("  Why (needed where the signs say otherwise, else may stay empty)"):
            data["judgement"] = reasons
    return data


def _differences(scheme: Scheme, rows: Sequence[Difference]) -> None:
    """Plusses and minuses, with which a comparison begins; those of a characteristic stand there,
    where both texts do."""
    titles = {one.title.plain for one in scheme.characteristics}
    if not rows:
        _say("\nThe job says what its reference job says: there are no plusses and minuses.")
        return
    _say("\nPlusses and minuses against the reference job. What is alike is not listed.")
    for row in rows:
        if row.sign not in titles:
            _say(f"* {row.sign}", indent="  ", deeper="  ")
            for said in sides_of(row):
                _say(said, indent="    ")


_BY_METHOD: Mapping[str, Callable[[Scheme, Job], Data]] = {
    "point-factor": _points,
    "profile-match": _profiles,
    "level-classification": _classification,
    "reference-comparison": _comparison,
}


@dataclass(frozen=True, slots=True)
class Deciding:
    """What there is to choose from when a decision is written down: the scheme's grades, the one
    computed (or none), who can decide and take part, whether consent is asked, and today."""

    grades: Sequence[str]
    computed: str | None
    roles: Sequence[str]
    parties: Sequence[str]
    consent: bool
    today: date


def ask_decision(deciding: Deciding, given: Mapping[str, Any]) -> Data:
    """What was decided, as far as the options of the command do not say it already."""
    found: Data = dict(given)
    everybody = [*deciding.roles, *deciding.parties]
    _say("\nWhat was decided, to be recorded. People by their roles.")
    if "grade" not in found:
        found["grade"] = _choice("  The grade decided", deciding.grades, deciding.computed)
    if found["grade"] != deciding.computed and "reason" not in found:
        found["reason"] = click.prompt("  Why another grade than the one computed", err=True)
    if "on" not in found:
        found["on"] = _day("  The day of the decision", deciding.today)
    if "by" not in found:
        found["by"] = _named("  The role that decided", deciding.roles)[0]
    if "took_part" not in found:
        found["took_part"] = _named("  Who took part, separated by commas", everybody)
    for key, question in (
        ("notice", "  The day the job holder is told (may stay empty)"),
        ("effective", "  In force from (may stay empty: the day of the decision)"),
    ):
        if key not in found and (day := _day(question, None)):
            found[key] = day
    if deciding.consent:
        found["consent"] = _consent(found.get("consent", {}))
    return found


def _consent(given: Mapping[str, Any]) -> Data:
    """What came of asking the works council."""
    found: Data = dict(given)
    if "result" not in found:
        found["result"] = _choice("  The works council", ("given", "deemed_given", "refused"))
    asked = [("asked", "  asked on")]
    asked += [("answered", "  answered on")] if found["result"] != "deemed_given" else []
    for key, question in asked:
        while key not in found:
            if day := _day(question, None):
                found[key] = day
    if found["result"] == "refused" and "reasons" not in found:
        found["reasons"] = click.prompt("  with the reasons", err=True)
    return found


def _day(question: str, default: date | None) -> date | None:
    """A day as year-month-day; nothing where it stays empty."""
    shown = default.isoformat() if default else ""
    while True:
        answer = click.prompt(question, default=shown, show_default=bool(default), err=True)
        if not answer.strip():
            return None
        try:
            return date.fromisoformat(answer.strip())
        except ValueError:
            _say(f'  "{answer}" is not a date; write year-month-day, such as 2026-10-12')


def _named(question: str, known: Sequence[str]) -> list[str]:
    """Ids that there are, at least one."""
    while True:
        answer: str = click.prompt(question, err=True)
        names = [name.strip() for name in answer.split(",") if name.strip()]
        unknown = [name for name in names if name not in known]
        if names and not unknown:
            return names
        for name in unknown:
            hint = did_you_mean(name, known) or f"there is {', '.join(known)}"
            _say(f'  "{name}" is nobody here; {hint}', indent="")
