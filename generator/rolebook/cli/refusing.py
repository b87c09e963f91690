"""What ends `rolebook grade`: files and answers that nothing can be worked out from.

Everything wrong is shown at once, and the command ends with 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rolebook.findings import Finding
    from rolebook.handbook import Handbook
    from rolebook.model.answers import Answers
    from rolebook.model.role import Role
    from rolebook.model.scheme import Factor, Scheme, SchemeCharacteristic
    from rolebook.source import Source


def refuse(findings: Sequence[Finding], root: Path, format_: str) -> None:
    """Show what is wrong and end with 1."""
    from rolebook.cli.report import as_json, as_text, summary

    if format_ == "json":
        click.echo(as_json(findings))
    else:
        click.echo(as_text(findings, root), err=True)
        click.echo(f"\n{summary(findings)}\nNothing was graded. Mend the errors first.", err=True)
    raise SystemExit(1)


def read_answers(
    handbook: Handbook, file: Path, scheme_id: str | None, format_: str
) -> tuple[Answers, Source]:
    """The answers of a file; ends with 1 where it is not one. Under ``scheme_id``, else under the
    scheme that the file names, else under the one in use."""
    from rolebook.findings import Severity, ordered
    from rolebook.handbook.problems import MISSING_KEY
    from rolebook.handbook.reading import build
    from rolebook.model.answers import Answers
    from rolebook.source import read

    try:
        content = file.read_bytes()
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror}") from error
    source, findings = read(content, _name(file, handbook.root))
    answers = None
    if source is not None:
        answers, problems = build(Answers, source, handbook.lang, titles=handbook.titles())
        named = scheme_id or source.data.get("scheme") or handbook.settings.grading.scheme
        open_ = list(_still_open(handbook.schemes.get(str(named)), source))
        told = {one.place for one in open_}
        findings += [*open_, *(f for f in problems if f.code != MISSING_KEY or f.place not in told)]
    errors = [f for f in ordered(findings, handbook.settings.severities)
              if f.severity is Severity.ERROR]  # fmt: skip
    if errors or answers is None or source is None:
        refuse(errors, handbook.root, format_)
        raise AssertionError
    return answers, source


def _still_open(scheme: Scheme | None, source: Source) -> Iterator[Finding]:
    """The questions that stand in the file without a level, as in a template that is not filled
    in: each with the words that may stand there."""
    from rolebook.findings import finding
    from rolebook.grading.comparison import SIDES
    from rolebook.grading.faults import MISSING_ANSWER, listed

    if scheme is None:
        return
    compared = scheme.method == "reference-comparison"
    questions: list[Factor | SchemeCharacteristic] = [*scheme.factors, *scheme.characteristics]
    asked = {
        one.id: (one.title.plain, SIDES if compared else [level.id for level in one.levels])
        for one in questions
    }
    parts = source.data.get("parts")
    groups: list[tuple[tuple[str | int, ...], Any]] = [((), source.data)]
    groups += [
        (("parts", at), one) for at, one in enumerate(parts if isinstance(parts, list) else ())
    ]
    for path, group in groups:
        answers = group.get("answers") if isinstance(group, dict) else None
        for id_, answer in answers.items() if isinstance(answers, dict) else ():
            if isinstance(answer, dict) and answer.get("level") is None and id_ in asked:
                title, words = asked[id_]
                yield finding(MISSING_ANSWER, source.place((*path, "answers", id_, "level")),
                              f"{title} is still to be answered",
                              f"write level: with one of {listed(words)}")  # fmt: skip


def _name(file: Path, root: Path) -> str:
    """A file as findings name it: relative to the handbook where it lies there."""
    path = file.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def refuse_broken(
    handbook: Handbook, findings: Iterable[Finding], scheme: Scheme, role: Role | None
) -> None:
    """Errors in the files that the grading rests on end it. That a grade was written before it was
    decided, or otherwise, does not: a decision is what mends it."""
    from rolebook.checks.decisions import NOT_AS_DECIDED
    from rolebook.checks.grades import OUTSIDE_CONTEXT
    from rolebook.findings import Severity

    used = {handbook.entry("scheme", scheme.id).source.file}
    if role:
        used.add(handbook.entry("role", role.id).source.file)
        if role.based_on and role.based_on.role in handbook.written:
            used.add(handbook.entry("role", role.based_on.role).source.file)
    errors = [
        f
        for f in findings
        if f.severity is Severity.ERROR
        and f.place.file in used
        and f.code not in (NOT_AS_DECIDED, OUTSIDE_CONTEXT)
    ]
    if errors:
        refuse(errors, handbook.root, "text")


def refuse_damaged(
    handbook: Handbook, findings: Iterable[Finding], problems: Iterable[Finding], role: Role
) -> None:
    """Errors among the decisions about a role, or in the translations of answers, end it: nothing
    can be recorded after a decision that does not hold."""
    from rolebook.findings import Severity, ordered
    from rolebook.records.decisions import FOLDER

    folders = tuple(f"{FOLDER}/{id_}" for id_ in (role.id, *role.formerly))
    about = [f for f in findings if f.place.file in folders or
             f.place.file.startswith(tuple(f"{folder}/" for folder in folders))]  # fmt: skip
    all_ = ordered([*about, *problems], handbook.settings.severities)
    if errors := [f for f in all_ if f.severity is Severity.ERROR]:
        refuse(errors, handbook.root, "text")


def refuse_unknown(
    handbook: Handbook, source: Source, named: Mapping[str, str | None], format_: str
) -> None:
    """Answers about a role, or under a scheme, that there is not, end it: as far as the command
    did not name another."""
    from rolebook.findings import did_you_mean, finding
    from rolebook.grading.faults import UNKNOWN_ANSWER

    found = []
    for kind, id_ in named.items():
        known = sorted(handbook.ids.get(kind, ()))
        if id_ and id_ not in known:
            there = {"role": "`rolebook grade --all` lists all roles",
                     "scheme": f"there is {', '.join(known) or 'none'}"}  # fmt: skip
            hint = did_you_mean(id_, known) or there[kind]
            found.append(finding(UNKNOWN_ANSWER, source.place((kind,)),
                                 f'there is no {kind} "{id_}"', hint))  # fmt: skip
    if found:
        refuse(found, handbook.root, format_)


def refuse_others(
    handbook: Handbook,
    source: Source,
    answers: Answers,
    role: Role | None,
    scheme: Scheme,
    format_: str,
) -> None:
    """Answers about another role or under another scheme end it."""
    from rolebook.findings import finding
    from rolebook.grading.faults import OTHER_ANSWERS

    found = [
        finding(OTHER_ANSWERS, source.place((key,)),
                f"these answers are for the {key} {named}, not for {asked.id}",
                "name that one in the command, or take the line out")
        for key, named, asked in (("scheme", answers.scheme, scheme), ("role", answers.role, role))
        if named and asked and named != asked.id
    ]  # fmt: skip
    if found:
        refuse(found, handbook.root, format_)
