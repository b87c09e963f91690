"""The levels of a scheme on its page: points per factor, the matrix, profiles, rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from rolebook.grading.ladder import ladder
from rolebook.handbook import Handbook
from rolebook.model.scheme import (
    Allowed,
    Alternatives,
    Factor,
    Joint,
    Level,
    Scheme,
    SchemeCharacteristic,
)
from rolebook.model.text import Text
from rolebook.views.document import (
    Block,
    Cell,
    Fact,
    Facts,
    Item,
    Line,
    Listing,
    Paragraph,
    Row,
    Section,
    Table,
    plain,
)
from rolebook.views.writer import Writer

_DASH = plain("–")
_IMPROBABLE = "*"


def described_factors(book: Handbook, scheme: Scheme) -> tuple[Factor, ...]:
    """The factors with their texts. Profiles share factors and levels with the scheme by which a
    job is evaluated in full: what they do not describe themselves is described there."""
    full = book.schemes.get(scheme.evaluated_by or "")
    there = {factor.id: factor for factor in full.factors} if full else {}

    def described(factor: Factor) -> Factor:
        other = there.get(factor.id)
        if other is None or [x.id for x in factor.levels] != [x.id for x in other.levels]:
            return factor
        levels = tuple(
            level.model_copy(update={"text": level.text or known.text})
            for level, known in zip(factor.levels, other.levels, strict=True)
        )
        return factor.model_copy(update={"text": factor.text or other.text, "levels": levels})

    return tuple(map(described, scheme.factors))


def level_sections(writer: Writer, scheme: Scheme) -> Iterator[Section]:
    """What levels there are, and what they are worth, in the way of the scheme's method."""
    _ = writer.words
    if scheme.method == "profile-match":
        yield Section("profiles", _("Profiles"), tuple(_profiles(writer, scheme)))
        return
    described = [f for f in scheme.factors if any(level.text for level in f.levels)]
    bare = [f for f in scheme.factors if f not in described]
    if scheme.factors:
        blocks = (Facts(tuple(_of_bare(writer, f) for f in bare)),) if bare else ()
        sections = (*(_factor(writer, f) for f in described),
                    *(_joint(writer, scheme, joint) for joint in scheme.joint))  # fmt: skip
        yield Section("levels", _("Levels and points"), blocks, sections)
    if any(one.levels for one in scheme.characteristics):
        yield Section("matrix", _("What each grade asks"), (_matrix(writer, scheme),))
    yield Section("rules", _("Rules after the sum"), tuple(_rules(writer, scheme)))


def _of_bare(writer: Writer, factor: Factor) -> Fact:
    """A factor whose levels are published without texts: level and points in one line."""
    worth = " · ".join(
        f"{level.id}: {_number(writer, level.points)}" if level.points is not None else level.id
        for level in factor.levels
    )
    return Fact(factor.title.plain, (plain(worth),))


def _factor(writer: Writer, factor: Factor) -> Section:
    _ = writer.words
    points = any(level.points is not None for level in factor.levels)
    rows = tuple(
        Row(
            (
                Cell((plain(level.id),), header=True),
                Cell((writer.line(level.text) if level.text else _DASH,)),
                *((Cell((plain(_number(writer, level.points)),)),) if points else ()),
            )
        )
        for level in factor.levels
    )
    head = (_("Level"), _("What the job asks"), *((_("Points"),) if points else ()))
    blocks: list[Block] = [Table("", head, rows, (2, 12, *((2,) if points else ())))]
    if factor.weight != 1:
        text = _("The points count times {weight}.", weight=_.number(factor.weight))
        blocks.insert(0, Paragraph(plain(text)))
    title = writer.line(factor.title)
    return Section(f"factor-{factor.id}", factor.title.plain, tuple(blocks), title_lang=title.lang)


def _joint(writer: Writer, scheme: Scheme, joint: Joint) -> Section:
    """Two factors that are scored from a matrix."""
    _ = writer.words
    factors = {factor.id: factor for factor in scheme.factors}
    down, across = factors[joint.row_factor], factors[joint.column_factor]
    columns = [level.id for level in across.levels]
    rows = tuple(
        Row(
            (
                Cell((plain(row.level),), header=True),
                *(
                    Cell((plain(_cell(writer, points, column in row.improbable)),))
                    for column, points in zip(columns, row.points, strict=False)
                ),
            )
        )
        for row in joint.rows
    )
    text = _("Points for a level of {row} (down) together with a level of {column} (across).")
    lead = writer.compose(text, row=writer.line(down.title), column=writer.line(across.title))
    blocks: list[Block] = [
        Paragraph(lead),
        Table("", (_("Level"), *columns), rows, (3, *(3 for _c in columns))),
    ]
    if any(row.improbable for row in joint.rows):
        text = _("{mark} These levels hardly go together; such an answer is looked at again.")
        blocks.append(Paragraph(writer.compose(text, mark=plain(_IMPROBABLE)), "note"))
    title = writer.line(joint.title)
    return Section(f"joint-{joint.id}", joint.title.plain, tuple(blocks), title_lang=title.lang)


def _cell(writer: Writer, points: Decimal, improbable: bool) -> str:
    return _number(writer, points) + (f" {_IMPROBABLE}" if improbable else "")


def _number(writer: Writer, points: Decimal | None) -> str:
    return "–" if points is None else writer.words.number(points)


def _matrix(writer: Writer, scheme: Scheme) -> Table:
    """Characteristics down, grades across. A cell that says what its neighbour says names it."""
    _ = writer.words
    grades = ladder(scheme)
    rows = []
    for one in scheme.characteristics:
        cells = {level.id: level for level in one.levels}
        if cells:
            head = Cell((writer.line(one.title),), header=True)
            rows.append(Row((head, *(_said(writer, grades, cells, one, g) for g in grades))))
    return Table("", (_("Characteristic"), *grades), tuple(rows), (4, *(5 for _g in grades)))


def _said(
    writer: Writer,
    grades: tuple[str, ...],
    cells: Mapping[str, Level],
    row: SchemeCharacteristic,
    grade: str,
) -> Cell:
    level = cells.get(grade)
    if level is None:
        return Cell((_DASH,))
    if level.same_as:
        at = grades.index(grade) + (-1 if level.same_as == "lower" else 1)
        same = grades[at] if 0 <= at < len(grades) else grade
        return Cell((plain(writer.words("as {level}", level=same)),))
    return Cell((writer.line(level.text) if level.text else _DASH,))


def _profiles(writer: Writer, scheme: Scheme) -> Iterator[Block]:
    """Factors down, profiles across: the levels that each profile allows."""
    _ = writer.words
    yield Facts(
        tuple(
            Fact(
                profile.title.plain,
                (
                    plain(_("Grade {grade}", grade=profile.grade)),
                    *((writer.line(profile.text),) if profile.text else ()),
                ),
            )
            for profile in scheme.profiles
        )
    )
    protected = _("protected: no variation")
    rows = []
    for factor in scheme.factors:
        name: tuple[Line, ...] = (writer.line(factor.title),)
        if factor.id in scheme.protected:
            name = (*name, plain(protected))
        cells = (Cell((plain(_allowed(profile.levels, factor.id)),)) for profile in scheme.profiles)
        rows.append(Row((Cell(name, header=True), *cells)))
    head = (_("Factor"), *(profile.title.plain for profile in scheme.profiles))
    yield Table(_("Levels that a profile allows"), head, tuple(rows),
                (5, *(4 for _p in scheme.profiles)))  # fmt: skip


def _allowed(levels: tuple[Allowed, ...], factor: str) -> str:
    return ", ".join(level for one in levels if one.factor == factor for level in one.levels) or "–"


def _rules(writer: Writer, scheme: Scheme) -> Iterator[Block]:
    """Rules that exclude factors, special situations, and rules in the order of application."""
    _ = writer.words
    if scheme.excluding:
        titles = {factor.id: factor.title for factor in scheme.factors}
        text = _("A job is scored on {either} or on {other}, never on both.")
        for one in scheme.excluding:
            sides = {
                "either": _side(writer, titles, one.either),
                "other": _other(writer, titles, one),
            }
            yield Paragraph(writer.compose(text, **sides))
    if scheme.situations:
        yield Paragraph(plain(_("Special situations that rules count:")), "lead")
        yield Listing(tuple(Item(writer.line(one.text)) for one in scheme.situations))
    if scheme.after_sum:
        yield Paragraph(plain(_("In this order:")), "lead")
        rules = enumerate(scheme.after_sum, 1)
        yield Listing(tuple(Item(writer.line(rule.text), number=f"{n}.") for n, rule in rules))


def _side(writer: Writer, titles: Mapping[str, Text], ids: tuple[str, ...]) -> Line:
    return writer.joined((writer.line(titles[id_]) for id_ in ids if id_ in titles), " + ")


def _other(writer: Writer, titles: Mapping[str, Text], one: Alternatives) -> Line:
    return _side(writer, titles, one.other)
