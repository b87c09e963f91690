"""`rolebook print`: documents, and sheets for the workplace, as PDF and DOCX."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from rolebook.cli.common import (
    chosen_languages,
    handbook_option,
    language_option,
    progress,
    the_day,
    the_root,
    today_option,
    usable,
)
from rolebook.cli.printing import print_decisions
from rolebook.cli.roster import print_roster
from rolebook.cli.writing import counted, writing
from rolebook.disk import replace_with

if TYPE_CHECKING:
    from rolebook.handbook import Handbook
    from rolebook.paper.papers import Form, Paper
    from rolebook.records import Records


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All there are.")
@click.option(
    "--as", "shape", metavar="SHAPE", default="document", show_default=True,
    help="document, work-sheet (of a role), work-instruction (of a role in a procedure), "
    "wall-sheet (of a procedure), handbook (all in one), or grading-dossier (for the works "
    "council).",
)  # fmt: skip
@click.option(
    "--to", "forms", metavar="FORMS", default="pdf", show_default=True,
    help="pdf, docx, or both: pdf,docx.",
)  # fmt: skip
@language_option
@click.option(
    "--revision", metavar="N", default=None, type=click.IntRange(1),
    help="The approved revision N as it was that day (else: the text as it stands).",
)  # fmt: skip
@click.option(
    "--report", is_flag=True,
    help="Not the job description, but the report on the decision about its grade.",
)  # fmt: skip
@click.option(
    "--letter", is_flag=True,
    help="Not the job description, but the letter that tells the job holder the grade.",
)  # fmt: skip
@click.option(
    "--person", metavar="NAME", default=None,
    help="To whom the letter goes; it is then written below private/ (else: a blank).",
)  # fmt: skip
@click.option(
    "--decision", metavar="N", default=None, type=click.IntRange(1),
    help="Decision N about the role (else: the one in force).",
)  # fmt: skip
@click.option(
    "--scheme", metavar="ID", default=None,
    help="The last decision under another scheme, made as a comparison.",
)  # fmt: skip
@click.option(
    "--roster", metavar="FILE", default=None, type=click.Path(dir_okay=False, path_type=Path),
    help="A table of employees (CSV or XLSX): each one's own paper, and all in one file.",
)  # fmt: skip
@click.option(
    "--columns", metavar="PAIRS", default=None,
    help="The roster's headings, where they are not the usual ones: employee=Naam,role=Functie.",
)  # fmt: skip
@click.option(
    "--by", type=click.Choice(["manager", "location", "role", "name"]), default=None,
    help="What the papers of a roster are sorted by (else: as on the roster).",
)  # fmt: skip
@click.option(
    "--approved", is_flag=True,
    help="For a roster, the last approved version of each job, also where its text has changed.",
)  # fmt: skip
@click.option("--skip-bad", is_flag=True, help="Leave out rows of the roster that are wrong.")
@click.option(
    "--out", metavar="DIR", default="print", show_default=True,
    type=click.Path(file_okay=False, path_type=Path), help="The folder to write to.",
)  # fmt: skip
@handbook_option
@today_option
def command(
    ids: tuple[str, ...],
    everything: bool,
    shape: str,
    forms: str,
    languages: tuple[str, ...],
    revision: int | None,
    report: bool,
    letter: bool,
    person: str | None,
    decision: int | None,
    scheme: str | None,
    roster: Path | None,
    columns: str | None,
    by: str | None,
    approved: bool,
    skip_bad: bool,
    out: Path,
    start: Path | None,
    today: datetime | None,
) -> None:
    """Print roles, procedures, grading schemes and blank forms, or sheets made from them.

    A work instruction is one role's steps of one procedure: name roles, procedures, or both, and
    every pair of them that belongs together is printed. Wall sheets are made for A3.

    With --report or --letter: what was decided about the grade of roles. A letter with a name on it
    is personal: it goes below private/, or to a folder outside every git work tree.

    With --roster: the job description of everybody on a table of employees, each made out to its
    person, all of them in one file for a printer that prints on both sides, and a checklist. A run
    that was interrupted goes on where it stopped.

    \b
    Example:  rolebook print aftersales-manager warranty-claim
              rolebook print warranty-engineer --lang de --to pdf,docx --out papers
              rolebook print warranty-engineer --revision 1
              rolebook print --as work-sheet warranty-engineer
              rolebook print --as work-instruction warranty-engineer warranty-claim
              rolebook print --as wall-sheet --all
              rolebook print --as handbook
              rolebook print --as grading-dossier --to pdf,docx
              rolebook print --report warranty-engineer-psw --to pdf,docx
              rolebook print --letter warranty-engineer-psw --lang nl --person "Name Surname"
              rolebook print --roster private/people.xlsx --by manager
              rolebook print --roster private/people.xlsx --approved
              rolebook print --roster private/roster.csv --columns employee=Naam,role=Functie
    """
    from rolebook.cli.sheets import sheets, the_shape
    from rolebook.paper.papers import Paper

    wanted_shape, wanted_forms = the_shape(shape), _forms(forms)
    handbook, _, records = usable(the_root(start), the_day(today))
    source = click.get_current_context().get_parameter_source("out")
    if roster is not None:
        others = (ids, everything, wanted_shape != "document", revision, report, letter, person,
                  decision, scheme, wanted_forms != ["pdf"])  # fmt: skip
        if any(others) or len(languages) > 1:
            raise click.UsageError(
                "--roster says what is printed for whom; with it go --columns, --by, --approved, "
                "--skip-bad, --out and one --lang, for those whose row names no language"
            )
        print_roster(
            handbook, records, roster, columns=columns, skip_bad=skip_bad, by=by, approved=approved,
            lang=chosen_languages(handbook, languages)[0] if languages else None,
            out=None if source is ParameterSource.DEFAULT else out,
        )  # fmt: skip
        return
    if columns or by or approved or skip_bad:
        raise click.UsageError("--columns, --by, --approved and --skip-bad go with --roster")
    if wanted_shape != "document":
        if report or letter:
            raise click.UsageError("--report and --letter have a shape of their own")
        if revision:
            raise click.UsageError("a revision is printed as the document that was approved")
        chosen = sheets(
            handbook, wanted_shape, ids, everything=everything, forms=wanted_forms,
            languages=chosen_languages(handbook, languages),
        )  # fmt: skip
        _write(handbook, records, chosen, out)
        return
    if not ids and not everything:
        raise click.UsageError("name a role, procedure, scheme or form, or say --all")
    if report or letter:
        if revision or (report and letter):
            raise click.UsageError("--report, --letter and --revision exclude each other")
        print_decisions(
            handbook, records, "report" if report else "letter", ids,
            chosen_languages(handbook, languages), wanted_forms,
            out=None if source is ParameterSource.DEFAULT else out,
            person=person, number=decision, scheme=scheme,
        )  # fmt: skip
        return
    if person is not None or decision or scheme:
        raise click.UsageError("--person, --decision and --scheme go with --report or --letter")
    documents = (
        _printable(handbook)
        if everything
        else [document for id_ in ids for document in _documents(handbook, id_)]
    )
    papers = [
        Paper(kind, id_, lang, form, revision or 0)
        for kind, id_ in dict.fromkeys(documents)
        for lang in (
            _approved_in(handbook, records, kind, id_, revision, languages)
            if revision
            else chosen_languages(handbook, languages)
        )
        for form in wanted_forms
    ]
    _write(handbook, records, papers, out)


def _write(handbook: Handbook, records: Records, papers: list[Paper], out: Path) -> None:
    """Make the papers and put each into the folder."""
    from rolebook.paper.errors import PaperError
    from rolebook.paper.papers import make

    try:
        with writing(out), progress("Printing", len(papers)) as step:
            out.mkdir(parents=True, exist_ok=True)
            for paper, content in make(handbook, records, papers):
                replace_with(out / f"{paper.name}.{paper.lang}.{paper.form}", content)
                step()
    except PaperError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{counted(len(papers), 'paper')} in {out}")


def _approved_in(
    handbook: Handbook,
    records: Records,
    kind: str,
    id_: str,
    number: int,
    languages: tuple[str, ...],
) -> list[str]:
    """The languages asked for (else all) in which a revision was approved. Exits with 2 where
    there is none."""
    from rolebook.records.status import of_kind

    if kind == "form":
        raise click.UsageError(f"{id_}: a blank form has no approved revisions")
    ids = (id_, *of_kind(handbook, kind)[id_].formerly)
    known = {r.number: list(r.fingerprints) for r in records.revisions(ids)}
    wanted = [lang for lang in known.get(number, ()) if not languages or lang in languages]
    if not wanted:
        there = "; ".join(f"{n} ({', '.join(langs)})" for n, langs in known.items())
        raise click.UsageError(
            f"{id_}: revision {number} was not approved"
            + (f" in {', '.join(languages)}" if number in known else "")
            + f"; these were: {there or 'none'}"
        )
    return wanted


def _forms(text: str) -> list[Form]:
    from rolebook.paper.papers import FORMS

    chosen = [form for form in FORMS if form in {word.strip() for word in text.split(",")}]
    unknown = {word.strip() for word in text.split(",")} - set(FORMS)
    if unknown or not chosen:
        raise click.UsageError(f'--to takes pdf, docx or pdf,docx, not "{text}"')
    return chosen


def _documents(handbook: Handbook, id_: str) -> list[tuple[str, str]]:
    from rolebook.findings import did_you_mean

    known = _printable(handbook)
    found = [document for document in known if document[1] == id_]
    if not found:
        hint = did_you_mean(id_, [there for _kind, there in known])
        raise click.UsageError(
            f'there is no role, procedure, scheme or form "{id_}" to print'
            + (f"; {hint}" * bool(hint))
        )
    return found


def _printable(handbook: Handbook) -> list[tuple[str, str]]:
    """Kind and id of each document. A form is printed where it says what is filled in."""
    from rolebook.records.status import documents as every_document

    blanks = [("form", form.id) for form in handbook.forms.values() if form.parts]
    return [*((kind, document.id) for kind, document in every_document(handbook)), *blanks]
