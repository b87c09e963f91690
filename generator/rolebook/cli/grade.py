"""`rolebook grade`: a grade from answers about a job, and every reason for it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rolebook.cli.common import examined, handbook_option, the_day, the_root, today_option
from rolebook.cli.recording import decision_options
from rolebook.cli.refusing import (
    read_answers,
    refuse,
    refuse_broken,
    refuse_damaged,
    refuse_others,
    refuse_unknown,
)
from rolebook.disk import create

if TYPE_CHECKING:
    from rolebook.findings import Finding
    from rolebook.grading import Result
    from rolebook.handbook import Handbook
    from rolebook.model.answers import Answers
    from rolebook.model.role import Role
    from rolebook.model.scheme import Scheme
    from rolebook.records import Records
    from rolebook.source import Source


@click.command()
@click.argument("role_id", metavar="[ROLE]", required=False)
@click.option(
    "--scheme", "scheme_id", metavar="ID", default=None,
    help="The scheme (else: the one that the answers name, else the one in use).",
)  # fmt: skip
@click.option(
    "--answers", "file", metavar="FILE", default=None,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The answers as YAML (else: they are asked on the terminal).",
)  # fmt: skip
@click.option(
    "--save", "save", metavar="FILE", default=None,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what was answered on the terminal to a new file, for --answers.",
)  # fmt: skip
@click.option(
    "--template", "template", is_flag=True,
    help="Write a file of answers to fill in, with what there is to look at, and grade nothing.",
)  # fmt: skip
@decision_options
@click.option("--all", "everything", is_flag=True, help="Every role with its grade, in a table.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text",
    show_default=True, help="How the result is shown.",
)  # fmt: skip
@handbook_option
@today_option
def command(
    role_id: str | None,
    scheme_id: str | None,
    file: Path | None,
    save: Path | None,
    template: bool,
    everything: bool,
    record: bool,
    format_: str,
    start: Path | None,
    today: datetime | None,
    **decided: Any,
) -> None:
    """Work out the grade of a role, or of a job without one, and show every reason.

    The program advises; people decide. With --record what they decided is written down: from the
    options, from decision: in the file of answers, or as answered on the terminal. Else nothing is
    written, except what --save names.

    \b
    Example:  rolebook grade warranty-engineer-psw
              rolebook grade warranty-engineer-psw --template --save answers.yml
              rolebook grade aftersales-manager-border --answers answers.yml --format json
              rolebook grade warranty-engineer-psw --answers answers.yml --record
                --decided-grade G --on 2026-10-12 --decided-by managing-director
                --took-part hr-adviser --took-part head-of-warranty --notice 2026-10-19
              rolebook grade --scheme us-fes --answers answers.yml
              rolebook grade --all
    """
    from rolebook.cli import recording

    options = recording.given(decided)
    if everything and (role_id or scheme_id or file or save or template or record):
        raise click.UsageError("--all stands alone")
    if save and file:
        raise click.UsageError("--save writes answers given on the terminal, not those of a file")
    if options and not record:
        raise click.UsageError("what was decided goes with --record")
    if template and (file or record):
        raise click.UsageError("--template writes a new file of answers, and grades nothing")
    day = the_day(today)
    root = the_root(start)
    handbook, findings, records = _handbook(root, day)
    if everything:
        from rolebook.cli.gradings import overview

        click.echo(overview(handbook, records, format_))
        return
    answers, source = read_answers(handbook, file, scheme_id, format_) if file else (None, None)
    if source and answers:
        named = {
            "role": None if role_id else answers.role,
            "scheme": None if scheme_id else answers.scheme,
        }
        refuse_unknown(handbook, source, named, format_)
    role = _role(handbook, role_id or (answers.role if answers else None))
    scheme = _scheme(handbook, scheme_id or (answers.scheme if answers else None), findings)
    references = reference_jobs(handbook, day)
    if role and (base := handbook.base(role)):
        references[base.id] = base  # in the revision to which the job is fixed
    refuse_broken(handbook, findings, scheme, role)
    if record and role is None:
        raise click.UsageError("a decision is about a role; name it")
    if template:
        from rolebook.cli.template import template as template_of

        text = template_of(handbook, _described(handbook, scheme), role, references)
        _written(_schema_line(root, save) + text, save)
        return
    if source and answers:
        refuse_others(handbook, source, answers, role, scheme, format_)
    if role and role.kind == "reference" and scheme.method == "reference-comparison":
        if file or record or template:
            raise click.UsageError(
                f"{role.id} is a reference job: its grade is set with the scheme, not by comparison"
            )
        _show(handbook, scheme, role, _of_reference(role), format_)
        return
    if answers is None:
        answers = _asked(root, handbook, scheme, role, references, save)
    result = _graded(handbook, scheme, answers, role, references, source, format_)
    _show(handbook, scheme, role, result, format_)
    if record and role:
        others, problems = recording.translations(handbook, file, source)
        refuse_damaged(handbook, findings, problems, role)
        if file is None:
            options = _decided(handbook, scheme, role, result, options, day)
        forms = {handbook.lang: recording.completed(answers, options, handbook.lang), **others}
        recording.record(
            root, handbook, records, recording.request(role, scheme, forms, result, references)
        )


def reference_jobs(handbook: Handbook, day: date) -> dict[str, Role]:
    """The reference jobs that hold on a day, by id, in full."""
    return {
        id_: role
        for id_, role in handbook.roles.items()
        if role.kind == "reference"
        and not (role.document.withdrawn and role.document.withdrawn <= day)
    }


def _handbook(root: Path, day: date) -> tuple[Handbook, list[Finding], Records]:
    """The handbook with its findings and records; ends with 1 where mkdocs.yml is none."""
    handbook, findings, records = examined(root, day)
    if handbook is None:
        refuse(findings, root, "text")
    assert handbook is not None
    return handbook, findings, records


def _role(handbook: Handbook, id_: str | None) -> Role | None:
    """The role in full. Exits with 2 where there is none, or none that can be read."""
    from rolebook.findings import did_you_mean

    if id_ is None:
        return None
    if id_ not in handbook.roles:
        hint = did_you_mean(id_, handbook.roles) or "`rolebook grade --all` lists all roles"
        raise click.UsageError(f'there is no role "{id_}"; {hint}')
    return handbook.roles[id_]


def _scheme(handbook: Handbook, id_: str | None, findings: Sequence[Finding]) -> Scheme:
    """The scheme asked for, else the one in use. Exits with 2 where there is none."""
    from rolebook.findings import Severity, did_you_mean

    chosen = id_ or handbook.settings.grading.scheme
    if chosen is None:
        raise click.UsageError("no grading scheme is in use; name one with --scheme")
    if chosen in handbook.schemes:
        return handbook.schemes[chosen]
    if chosen in handbook.ids.get("scheme", ()):
        file = f"roles/grading/{chosen}.yml"
        there = [f for f in findings if f.place.file == file and f.severity is Severity.ERROR]
        refuse(there, handbook.root, "text")
    hint = did_you_mean(chosen, handbook.schemes) or f"there is {', '.join(handbook.schemes)}"
    raise click.UsageError(f'there is no grading scheme "{chosen}"; {hint}')


def _of_reference(role: Role) -> Result:
    """A reference job's own grade: set by the parties to the scheme, never computed."""
    from rolebook.grading import Reason, Result

    if role.grade is None:
        return Result("judgement_needed", reasons=(Reason("reference-job-ungraded"),))
    return Result("graded", role.grade, reasons=(Reason("reference-job"),))


def _described(handbook: Handbook, scheme: Scheme) -> Scheme:
    """The scheme with what another one says of its factors: profiles share them."""
    from rolebook.views.scheme_levels import described_factors

    return scheme.model_copy(update={"factors": described_factors(handbook, scheme)})


def _asked(
    root: Path,
    handbook: Handbook,
    scheme: Scheme,
    role: Role | None,
    references: Mapping[str, Role],
    save: Path | None,
) -> Answers:
    """The answers given on the terminal. Exits with 2 where there is none."""
    import sys

    from rolebook.cli.asking import Job, ask
    from rolebook.model.answers import Answers
    from rolebook.views.plusses import plusses_and_minuses
    from rolebook.views.writer import Writer

    if not sys.stdin.isatty():
        raise click.UsageError("give the answers by --answers FILE; questions need a terminal")
    comparison = role and role.based_on and scheme.method == "reference-comparison"
    rows = tuple(plusses_and_minuses(Writer(handbook), role)) if role and comparison else ()
    data = ask(_described(handbook, scheme), Job(role, references, rows))
    if save:
        import yaml

        text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)
        _written(_schema_line(root, save) + text, save)
    return Answers.model_validate(data)


def _decided(
    handbook: Handbook,
    scheme: Scheme,
    role: Role,
    result: Result,
    options: Mapping[str, Any],
    day: date,
) -> dict[str, Any]:
    """What was decided, asked on the terminal where the options do not say it."""
    from rolebook.cli.asking import Deciding, ask_decision
    from rolebook.records.deciding import consent_asked

    deciding = Deciding(
        grades=[grade.id for grade in scheme.grades],
        computed=result.grade,
        roles=sorted(handbook.roles),
        parties=sorted(handbook.parties),
        consent=consent_asked(handbook, scheme, role),
        today=day,
    )
    return ask_decision(deciding, options)


def _graded(
    handbook: Handbook,
    scheme: Scheme,
    answers: Answers,
    role: Role | None,
    references: Mapping[str, Role],
    source: Source | None,
    format_: str,
) -> Result:
    """The result; ends with 1 where the answers are not right."""
    from rolebook.findings import Place, ordered
    from rolebook.grading import UnusableAnswers, grade

    try:
        return grade(scheme, answers, role, references)
    except UnusableAnswers as error:
        found = [
            fault.finding(
                lambda path, key: source.place(path, key=key) if source else Place("answers")
            )
            for fault in error.faults
        ]
        refuse(ordered(found, handbook.settings.severities), handbook.root, format_)
        raise AssertionError from error


def _show(
    handbook: Handbook, scheme: Scheme, role: Role | None, result: Result, format_: str
) -> None:
    from rolebook.grading.sentences import Sentences, advice
    from rolebook.grading.shape import as_data
    from rolebook.translation import words

    _ = words(handbook.lang)
    say = Sentences(_, scheme, handbook.roles, handbook.schemes)
    if format_ == "json":
        click.echo(json.dumps(as_data(result, say), ensure_ascii=False, indent=2))
        return
    if role:
        click.echo(role.title.plain)
    click.echo(f"{scheme.title.plain}, {scheme.version}\n\n{say.heading(result)}\n")
    for reason in result.reasons:
        _paragraph(say(reason), "  ")
    for warning in result.warnings:
        _paragraph(say(warning), "! ")
    click.echo(f"\n{advice(_)}")


def _schema_line(root: Path, save: Path | None) -> str:
    """The first line of a file of answers: an editor finds there what it completes from."""
    import os

    schema, folder = root / "schemas" / "answers.json", save.parent if save else Path()
    try:
        path = Path(os.path.relpath(schema, folder.resolve()))
    except ValueError:  # on another drive
        path = schema
    return f"# yaml-language-server: $schema={path.as_posix()}\n"


def _written(text: str, save: Path | None) -> None:
    """Show a template, or write it to a new file."""
    if save is None:
        click.echo(text, nl=False)
        return
    try:
        create(save, text.encode())
    except OSError as error:
        raise click.UsageError(f"{save} cannot be written: {error.strerror}") from error
    click.echo(save, err=True)


def _paragraph(text: str, mark: str) -> None:
    click.echo(click.wrap_text(text, 100, mark, "  "))
