"""`rolebook grade --record`: what was decided is written down for good."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rolebook.cli.common import DAY
from rolebook.cli.writing import recording

if TYPE_CHECKING:
    from rolebook.findings import Finding
    from rolebook.grading import Result
    from rolebook.handbook import Handbook
    from rolebook.model.answers import Answers
    from rolebook.model.decision import Decided
    from rolebook.model.role import Role
    from rolebook.model.scheme import Scheme
    from rolebook.records import Decision, Records
    from rolebook.records.deciding import Request
    from rolebook.source import Source

F = TypeVar("F", bound=Callable[..., Any])

_CONSENT = ("given", "deemed_given", "refused")


def decision_options(function: F) -> F:
    """``--record`` and what was decided; handed on to the command under the names of the model."""
    options = (
        click.option("--record", "record", is_flag=True,
                     help="Write what was decided to records/decisions/."),
        click.option("--decided-grade", "grade", metavar="GRADE", help="The grade decided."),
        click.option("--on", "on", metavar="DATE", type=DAY, help="The day of the decision."),
        click.option("--decided-by", "by", metavar="ROLE", help="The role that decided."),
        click.option("--took-part", "took_part", metavar="ROLE", multiple=True,
                     help="A role or party that took part; can be given several times."),
        click.option("--reason", "reason", metavar="TEXT",
                     help="Why this grade; needed where another one follows from the answers."),
        click.option("--notice", "notice", metavar="DATE", type=DAY,
                     help="The day the job holder is told; terms for objection count from it."),
        click.option("--effective", "effective", metavar="DATE", type=DAY,
                     help="The day from which the grade holds (else: the day of the decision)."),
        click.option("--consent", "result", type=click.Choice(_CONSENT),
                     help="What the works council answered on this grading."),
        click.option("--consent-asked", "asked", metavar="DATE", type=DAY,
                     help="The day the works council was asked."),
        click.option("--consent-answered", "answered", metavar="DATE", type=DAY,
                     help="The day it answered."),
        click.option("--consent-reasons", "reasons", metavar="TEXT",
                     help="The reasons it gave; needed where it refused."),
        click.option("--consent-of", "of", metavar="PARTY",
                     help="Who was asked (else: the works council)."),
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


_DECIDED = ("grade", "on", "by", "took_part", "reason", "notice", "effective")
_OF_CONSENT = ("of", "asked", "answered", "result", "reasons")


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """The options that were given, as a file of answers would hold them below ``decision:``."""
    days = {name: value.date() for name, value in values.items() if isinstance(value, datetime)}
    found = {name: value for name, value in {**values, **days}.items() if value not in (None, ())}
    if "took_part" in found:
        named = ",".join(found["took_part"]).split(",")
        found["took_part"] = [name.strip() for name in named if name.strip()]
    consent = {name: found[name] for name in _OF_CONSENT if name in found}
    decided = {name: found[name] for name in _DECIDED if name in found}
    return decided | ({"consent": consent} if consent else {})


def completed(answers: Answers, options: Mapping[str, Any], lang: str) -> Answers:
    """The answers with what was decided: as the options say, else as stands in the file.

    Exits with 2 for an option that is no name.
    """
    from pydantic import ValidationError

    from rolebook.model.decision import Consent, Decided

    decided = answers.decision or Decided()
    try:
        own = Decided.model_validate(dict(options), context={"lang": lang})
    except ValidationError as error:
        wrong = ", ".join(str(problem["input"]) for problem in error.errors(include_url=False))
        raise click.UsageError(
            f"this is not written as a name: {wrong}; use ids such as hr-adviser"
        ) from error
    update = {name: getattr(own, name) for name in own.model_fields_set - {"consent"}}
    if own.consent:
        consent = {name: getattr(own.consent, name) for name in own.consent.model_fields_set}
        update["consent"] = (decided.consent or Consent()).model_copy(update=consent)
    return answers.model_copy(update={"decision": decided.model_copy(update=update)})


def translations(
    handbook: Handbook, file: Path | None, source: Source | None
) -> tuple[dict[str, Answers], list[Finding]]:
    """The answers in the other languages of the handbook, from files beside: ``a.nl.yml`` is the
    Dutch one of ``a.yml``; and what is wrong with those files."""
    if file is None or source is None:
        return {}, []
    from rolebook.handbook.reading import translate
    from rolebook.model.answers import Answers
    from rolebook.source import read

    found: dict[str, Answers] = {}
    findings: list[Finding] = []
    for lang in handbook.settings.languages[1:]:
        beside = file.with_name(f"{file.stem}.{lang}{file.suffix}")
        try:
            content = beside.read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise click.UsageError(f"{beside} cannot be read: {error.strerror}") from error
        there, problems = read(content, f"{file.stem}.{lang}{file.suffix}")
        findings += problems
        if there is not None:
            model, problems = translate(Answers, source, there, lang, handbook.lang)
            findings += problems
            if model is not None:
                found[lang] = model
    return found, findings


def request(
    role: Role,
    scheme: Scheme,
    forms: Mapping[str, Answers],
    result: Result,
    references: Mapping[str, Role],
) -> Request:
    """What is to be recorded, with all that the answers left to the command line: nobody has to
    guess it later. The first of ``forms`` is the governing one."""
    from rolebook.grading.comparison import reference_of
    from rolebook.records.deciding import Request

    first = next(iter(forms.values()))
    update: dict[str, Any] = {"role": role.id, "scheme": scheme.id, "decision": first.decision}
    if scheme.method == "reference-comparison" and not first.parts:
        compared = reference_of(first, role, references)
        update["reference"] = compared.id if compared else None
    said = {
        lang: form.model_copy(update={**update, "decision": _texts_of(form, first)})
        for lang, form in forms.items()
    }
    return Request(role, scheme, said, result, references)


def _texts_of(form: Answers, first: Answers) -> Decided | None:
    """What was decided, in the words of a translation: options of the command are in no file."""
    decided, own = first.decision, form.decision
    if decided is None or own is None:
        return decided
    update: dict[str, Any] = {}
    if decided.reason and own.reason:
        update["reason"] = own.reason
    if decided.consent and decided.consent.reasons and own.consent and own.consent.reasons:
        update["consent"] = decided.consent.model_copy(update={"reasons": own.consent.reasons})
    return decided.model_copy(update=update)


def record(root: Path, handbook: Handbook, records: Records, request: Request) -> None:
    """Write the decision, and say what there is to say about it. Ends with 1 where it cannot be."""
    from rolebook.records.deciding import Refused, prepare
    from rolebook.records.decisions import write

    role = request.role.id
    try:
        decision = prepare(handbook, records, request)
    except Refused as error:
        apart = "\n  " if len(error.problems) > 1 else " "
        click.echo(f"{role}: not recorded:{apart}{apart.join(error.problems)}", err=True)
        raise SystemExit(1) from None
    if decision is None:
        click.echo(f"{role}: unchanged since its last decision; nothing was written", err=True)
        return
    with recording(root, decision.file):
        write(root, decision)
    click.echo(f"{role}: grade {decision.grade} recorded in {decision.file}", err=True)
    for line in _remarks(handbook, request, decision):
        click.echo(f"  {line}", err=True)


def _remarks(handbook: Handbook, request: Request, decision: Decision) -> Iterator[str]:
    """What somebody who has recorded a decision should know."""
    role, scheme = request.role, request.scheme
    if not decision.revision:
        yield "its description is not approved: the decision rests on the text as it stands"
    if decision.object_until:
        yield f"objections can be made until {decision.object_until}"
    elif scheme.objection:
        yield "without --notice DATE the last day for an objection is open"
    if decision.consent.get("result") == "refused":
        yield "the works council refused its consent; report and letter say so"
    missing = [lang for lang in handbook.settings.languages if lang not in request.forms]
    if missing:
        yield f"the evidence is not translated into: {', '.join(missing)}"
    if scheme is handbook.scheme and role.grade != decision.grade:
        yield f"now write grade: {decision.grade} in roles/{role.id}.yml"
