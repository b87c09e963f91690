"""A grading scheme as a page or paper: to an employee it explains how jobs are graded.

Everything here is the author's own text or a fact of the scheme; no claim about the law is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rolebook.grading.ladder import ladder
from rolebook.model.scheme import Basis, Factor, Scheme, SchemeCharacteristic
from rolebook.model.text import Text
from rolebook.views import parts
from rolebook.views.bands import band
from rolebook.views.control import Medium, control, notices
from rolebook.views.document import (
    Block,
    Cell,
    Document,
    Fact,
    Facts,
    Item,
    Line,
    Link,
    Listing,
    Notice,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    plain,
)
from rolebook.views.grading_pages import grade_line
from rolebook.views.grading_words import criteria, method_in_words, methods
from rolebook.views.labels import labels
from rolebook.views.pages import intro
from rolebook.views.scheme_levels import described_factors, level_sections
from rolebook.views.verification import embedded, stamp
from rolebook.views.writer import Writer

_DASH = plain("–")


def scheme_document(writer: Writer, id_: str, medium: Medium = "page") -> Document:
    """The scheme as a page or paper. Raises KeyError for an unknown id.

    A paper states the scheme alone: what its code covers, and nothing of another scheme.
    """
    _ = writer.words
    scheme = writer.book.schemes[id_]
    page = medium == "page"
    factors = described_factors(writer.book, scheme) if page else scheme.factors
    sections = (
        Section("purpose", _("What the scheme is for"), intro(writer, scheme.purpose)),
        Section("method", _("How a grade comes about"), tuple(_method(writer, scheme))),
        Section("steps", _("Step by step"), _steps(writer, scheme.steps)),
        Section("factors", _("What is looked at"), tuple(_looked_at(writer, scheme, factors))),
        *level_sections(writer, scheme),
        Section("grades", _("Grades"), _grades(writer, scheme)),
        Section("basis", _("What a grade rests on"), tuple(_basis(writer, scheme))),
        Section("adoption", _("Adoption"), tuple(adoption(writer, scheme))),
        Section("objection", _("If you do not agree"), tuple(_objection(writer, scheme))),
        Section("other", _("Other schemes"), _others(writer, scheme) if page else ()),
    )
    return Document(
        kind="scheme",
        id=scheme.id,
        lang=writer.lang,
        title=scheme.title.plain,
        title_lang=writer.line(scheme.title).lang,
        label=_("Grading scheme"),
        sections=(
            *(s for s in sections if s.blocks or s.sections),
            *stamp(writer, "scheme", scheme, medium),
        ),
        control=control(writer, "scheme", scheme, medium),
        organisation=writer.organisation,
        notices=(*notices(writer, "scheme", scheme, medium), *_not_in_use(writer, scheme)),
        facts=Facts(tuple(scheme_facts(writer, scheme))),
        description=scheme.purpose.plain if scheme.purpose else "",
        labels=labels(writer),
        embedded=embedded(writer, "scheme", scheme, medium),
    )


def scheme_line(writer: Writer, id_: str) -> Line:
    """A scheme's title, leading to its page."""
    return writer.entry(writer.book.schemes, id_, "scheme")


def scheme_facts(writer: Writer, scheme: Scheme) -> Iterator[Fact]:
    """Method, version, grades, adoption at a glance."""
    _ = writer.words
    grades = ladder(scheme)
    yield Fact(_("Method"), (plain(methods(_)[scheme.method]),))
    yield Fact(_("Version of the rules"), (plain(scheme.version),))
    span = _("{low} to {high}", low=grades[0], high=grades[-1]) if len(grades) > 1 else grades[0]
    yield Fact(_("Grades"), (plain(span),))
    if scheme.adopted:
        yield Fact(_("Adopted on"), (plain(_.date(scheme.adopted.on)),))


def _not_in_use(writer: Writer, scheme: Scheme) -> Iterator[Notice]:
    """Under which scheme grades are given, on the page of another one."""
    _ = writer.words
    used = writer.book.scheme
    if used and used.id != scheme.id:
        line = writer.compose(
            _("Grades in this handbook are those of {scheme}."), scheme=scheme_line(writer, used.id)
        )
        yield Notice("info", _("Not the scheme in use"), (line,))


def _method(writer: Writer, scheme: Scheme) -> Iterator[Block]:
    _ = writer.words
    for sentence in method_in_words(_, scheme):
        yield Paragraph(plain(sentence))
    rules = (
        (_("A job made of several"), scheme.combined and scheme.combined.text),
        (_("Share of working time"), scheme.share and scheme.share.text),
        (_("While the job is being learnt"), scheme.trainees and scheme.trainees.text),
    )
    if facts := tuple(Fact(label, (writer.line(text),)) for label, text in rules if text):
        yield Facts(facts)
    if scheme.evaluated_by:
        line = writer.compose(
            _("The full evaluation goes by {scheme}."),
            scheme=scheme_line(writer, scheme.evaluated_by),
        )
        yield Paragraph(line)


def _steps(writer: Writer, steps: Iterable[Text]) -> tuple[Block, ...]:
    items = tuple(
        Item(writer.line(text), number=f"{n}.", anchor=f"step-{n}")
        for n, text in enumerate(steps, 1)
    )
    return (Listing(items),) if items else ()


def _looked_at(writer: Writer, scheme: Scheme, factors: tuple[Factor, ...]) -> Iterator[Block]:
    """Every characteristic or factor, what it looks at, and the criterion it serves."""
    _ = writer.words
    names = criteria(_)
    items: tuple[Factor | SchemeCharacteristic, ...] = (*scheme.characteristics, *factors)
    told = any(item.text or _aspects(writer, item) for item in items)
    rows = tuple(
        Row(
            (
                Cell((writer.line(item.title),), header=True),
                *((_about(writer, item),) if told else ()),
                Cell((plain(names[item.criterion]),)),
            )
        )
        for item in items
    )
    if rows:
        text = _("Each line says which of four criteria it serves: skills, effort, responsibility "
                 "or working conditions.")  # fmt: skip
        yield Paragraph(plain(text))
        name = _("Factor") if scheme.factors else _("Characteristic")
        head = (name, *((_("What it looks at"),) if told else ()), _("Criterion"))
        yield Table("", head, rows, (5, *((11,) if told else ()), 4))


def _about(writer: Writer, item: Factor | SchemeCharacteristic) -> Cell:
    """What it looks at, and its aspects."""
    text = writer.line(item.text) if item.text else _DASH
    return Cell((text,), below=_aspects(writer, item))


def _aspects(writer: Writer, item: Factor | SchemeCharacteristic) -> tuple[Cell, ...]:
    """The aspects of a characteristic as a list."""
    aspects = () if isinstance(item, Factor) else item.aspects
    return (Cell(tuple(writer.line(a.title) for a in aspects), bulleted=True),) if aspects else ()


def _grades(writer: Writer, scheme: Scheme) -> tuple[Block, ...]:
    """All grades, lowest first: their bands and what they stand for."""
    _ = writer.words
    in_use = writer.book.scheme is scheme
    points = any(band(writer, grade) for grade in scheme.grades)
    texts = any(grade.text or grade.examples for grade in scheme.grades)
    rows = []
    for grade in scheme.grades:
        name = grade_line(writer, grade.id) if in_use else plain(grade.id)
        cells = [Cell((name,), header=True)]
        if points:
            cells.append(Cell((plain(band(writer, grade) or "–"),)))
        if texts:
            text = (writer.line(grade.text),) if grade.text else ()
            examples = (Cell(writer.lines(grade.examples), bulleted=True),)
            cells.append(Cell(text, below=examples if grade.examples else ()))
        rows.append(Row(tuple(cells)))
    if not points and not texts:
        return (Paragraph(plain(", ".join(ladder(scheme)))),)
    head = (writer.grade_label if in_use else _("Grade"), *((_("Points"),) if points else ()),
            *((_("What it stands for"),) if texts else ()))  # fmt: skip
    widths = (3, *((4,) if points else ()), *((13,) if texts else ()))
    return (Table("", head, tuple(rows), widths),)


def basis_words(writer: Writer) -> dict[Basis, str]:
    """The sections of a role on which a grade can rest."""
    usual = parts.headings(writer)
    return {
        "context": usual["context"],
        "position": usual["position"],
        "purpose": usual["purpose"],
        "objectives": usual["objectives"],
        "responsibilities": usual["responsibilities"],
        "characteristics": usual["characteristics"],
        "requirements": usual["requirements"],
        "must_know": writer.words("A holder must know"),
        "authorities": usual["authorities"],
        "working_conditions": usual["conditions"],
        "inconveniences": usual["inconveniences"],
    }


def _basis(writer: Writer, scheme: Scheme) -> Iterator[Block]:
    _ = writer.words
    names = basis_words(writer)
    text = _("A grade rests on these sections of the job description. When one of them changes, "
             "the grade is looked at again.")  # fmt: skip
    yield Paragraph(plain(text), "lead")
    yield Listing(tuple(Item(plain(names[section])) for section in scheme.basis))


def adoption(writer: Writer, scheme: Scheme) -> Iterator[Block]:
    """Who adopted the scheme and when, with whose consent."""
    _ = writer.words
    adopted = scheme.adopted
    facts: list[Fact] = []
    if adopted:
        facts += writer.fact(_("Adopted by"), writer.somebody(adopted.by))
        facts += writer.fact(_("Adopted on"), plain(_.date(adopted.on)))
        if adopted.consent_of:
            facts += writer.fact(_("With the consent of"), writer.somebody(adopted.consent_of))
        if adopted.consent_on:
            facts += writer.fact(_("Consent given on"), plain(_.date(adopted.consent_on)))
    if scheme.consent_per_decision and not scheme.consent_in:
        text = _("The works council is asked about each grading.")
        facts += writer.fact(_("Consent to each grading"), plain(text))
    if scheme.consent_in:
        units = [writer.entry(writer.book.units, id_, "unit") for id_ in scheme.consent_in]
        text = _("The works council is asked about each grading in: {units}.")
        line = writer.compose(text, units=writer.joined(units))
        facts += writer.fact(_("Consent to each grading"), line)
    if facts:
        yield Facts(tuple(facts))
    if adopted and adopted.text:
        yield Paragraph(writer.line(adopted.text))


def _objection(writer: Writer, scheme: Scheme) -> Iterator[Block]:
    _ = writer.words
    terms = scheme.objection
    if terms is None:
        return
    days = _.ngettext(
        "{n} calendar day after the notice of the grade",
        "{n} calendar days after the notice of the grade",
        terms.within_days,
    )
    yield Facts(
        (
            Fact(_("Until when"), (plain(days),)),
            Fact(_("To whom"), (writer.somebody(terms.to),)),
        )
    )
    if terms.text:
        yield Paragraph(writer.line(terms.text))


def _others(writer: Writer, scheme: Scheme) -> tuple[Block, ...]:
    _ = writer.words
    others = [scheme_line(writer, id_) for id_ in writer.book.schemes if id_ != scheme.id]
    assistant = Line((Span(_("Grading assistant"), link=Link("assistant", "")),))
    return (Listing(tuple(Item(line) for line in (*others, assistant))),)
