"""The organisation as charts: the whole company, and what is around one role.

No names of persons: positions and roles alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rolebook.diagrams.around import Around, Tie, around
from rolebook.diagrams.flow import Target
from rolebook.diagrams.hierarchy import Hierarchy, Place, hierarchy
from rolebook.diagrams.scene import Label
from rolebook.diagrams.svg import svg
from rolebook.model.position import Superior
from rolebook.model.role import Role
from rolebook.model.text import Link, Text
from rolebook.views.addresses import address_of, relative
from rolebook.views.document import Block, Cell, Document, Drawing, Line, Row, Section, Table, plain
from rolebook.views.labels import labels
from rolebook.views.posts import Post, merged, posts, walk
from rolebook.views.writer import Writer

WIDE, NARROW = 720, 300
_DASH = plain("–")


def organisation_document(writer: Writer) -> Document:
    """The page of the whole company: its chart and its units."""
    _ = writer.words
    sections = (
        Section("chart", _("Organisation chart"), tuple(organisation_chart(writer))),
        Section("units", _("Units"), tuple(_units(writer))),
    )
    return Document(
        kind="organisation",
        id="organisation",
        lang=writer.lang,
        title=_("Organisation"),
        label=_("Overview"),
        sections=tuple(section for section in sections if section.blocks),
        organisation=writer.organisation,
        labels=labels(writer),
    )


def organisation_chart(writer: Writer) -> Iterator[Drawing]:
    """The whole company, where positions or roles are described."""
    found = posts(writer.book)
    if not found:
        return
    _ = writer.words
    top, drawn = merged(found)
    company = _Company(writer)
    chart = Hierarchy(
        lang=writer.lang,
        top=company.with_empty_units(tuple(company.place(post) for post in top), found.values()),
        ties=tuple(
            dict.fromkeys((post.key, drawn[key]) for post in walk(top) for key in post.ties)
        ),
        legend=(Label(_("line")), Label(_("functional, or a further superior"))),
    )
    title = _("Organisation of {name}", name=writer.organisation.name)
    words = company.in_words(top, drawn)
    yield Drawing(
        svg(hierarchy(chart, WIDE), "_company", title, words),
        title,
        words,
        narrow=svg(hierarchy(chart, NARROW), "_company-narrow", title, words),
    )


def role_chart(writer: Writer, role: Role) -> Iterator[Drawing]:
    """The superiors and the reports of a role, where it has any."""
    chart = _Role(writer, role).chart()
    if not chart.above and not chart.below:
        return
    _ = writer.words
    title = _("Around {role}", role=role.title.plain)
    words = _Role(writer, role).in_words(chart)
    yield Drawing(
        svg(around(chart, WIDE), "_around", title, words),
        title,
        words,
        narrow=svg(around(chart, NARROW), "_around-narrow", title, words),
    )


def _units(writer: Writer) -> Iterator[Block]:
    _ = writer.words
    book = writer.book
    rows = []
    for unit in book.units.values():
        above = writer.entry(book.units, unit.part_of, "unit") if unit.part_of else _DASH
        head = writer.role(unit.head) if unit.head else _DASH
        seats = sum(p.seats for p in book.positions.values() if p.unit == unit.id)
        cells = (plain(unit.code or "–"), above, head, plain(_.number(seats) if seats else "–"))
        title = Cell((writer.entry(book.units, unit.id, "unit"),), header=True)
        rows.append(Row((title, *(Cell((cell,)) for cell in cells)), anchor=f"unit-{unit.id}"))
    if rows:
        names = (_("Unit"), _("Code"), _("Part of"), _("Led by"), _("Seats"))
        yield Table("", names, tuple(rows), (6, 2, 5, 5, 2))


def _label(line: Line) -> Label:
    return Label("".join(span.text for span in line.spans), line.lang)


class _Titles:
    """Titles and ways of roles and units, on a page of a given address."""

    def __init__(self, writer: Writer, address: str) -> None:
        self.writer, self.address = writer, address

    def role(self, id_: str) -> tuple[Label, str]:
        """A role's title and the way to its page."""
        known = id_ in self.writer.book.roles
        href = relative(address_of(Link("role", id_)), self.address) if known else ""
        return _label(self.writer.role(id_)), href

    def text(self, text: Text) -> Label:
        label = _label(self.writer.line(text))
        return replace(label, text=label.text[:1].upper() + label.text[1:])

    def units(self, ids: Sequence[str]) -> Target | None:
        """The units of a post, leading to their page where it is one."""
        lines = [_label(self.writer.entry(self.writer.book.units, id_, "unit")) for id_ in ids]
        if not lines:
            return None
        href = ""
        if len(ids) == 1 and ids[0] in self.writer.book.units:
            href = relative(address_of(Link("unit", ids[0])), self.address)
        # A name breaks only where it would be long for a line.
        names = [label.text.replace(" ", "\N{NO-BREAK SPACE}", 2) for label in lines]
        text = "\N{NO-BREAK SPACE}· ".join(names) if len(names) > 1 else lines[0].text
        return Target(None, Label(text, lines[0].lang), href)


class _Company(_Titles):
    def __init__(self, writer: Writer) -> None:
        super().__init__(writer, address_of(Link("organisation", "")))

    def place(self, post: Post) -> Place:
        label, href = (self.text(post.words), "") if post.words else self.role(post.role)
        seats = self._seats(post)
        return Place(
            key=post.key,
            label=label,
            details=(Label(seats),) if seats else (),
            href=href,
            group=self.units(post.units),
            below=tuple(self.place(below) for below in post.below),
        )

    def _seats(self, post: Post) -> str:
        _ = self.writer.words
        if post.seats == 1:
            return ""
        if len(post.units) > 1:
            return _.ngettext("{n} seat each", "{n} seats each", post.seats)
        return _.ngettext("{n} seat", "{n} seats", post.seats)

    def with_empty_units(self, top: tuple[Place, ...], found: Iterable[Post]) -> tuple[Place, ...]:
        """The places, with one more beside them for each unit in which nothing is described."""
        units = self.writer.book.units.values()
        used = {unit for post in found for unit in post.units} | {unit.part_of for unit in units}
        empty = tuple(
            Place(
                key=f"unit {unit.id}",
                label=Label(self.writer.words("Not described yet")),
                group=self.units((unit.id,)),
                loose=True,
            )
            for unit in units
            if unit.id not in used
        )
        return _beside(top, empty)

    def in_words(self, top: Sequence[Post], drawn: Mapping[str, str]) -> str:
        """Every post with its units and its superiors."""
        _ = self.writer.words
        every = {post.key: post for post in walk(top)}
        names = {key: self._name(post) for key, post in every.items()}
        sentences = []
        for key, post in every.items():
            said = [names[key]]
            if post.above:
                said.append(f"{_('Reports to')}: {names[drawn[post.above]]}")
            ties = dict.fromkeys(drawn[tie] for tie in post.ties)
            if ties:
                said.append(f"{_('Functionally to')}: {', '.join(names[tie] for tie in ties)}")
            sentences.append("; ".join(said) + ".")
        return " ".join(sentences)

    def _name(self, post: Post) -> str:
        place = self.place(replace(post, below=[]))
        more = [place.group.label.text] if place.group else []
        more += [label.text for label in place.details]
        return place.label.text + (f" ({', '.join(more)})" if more else "")


def _beside(top: tuple[Place, ...], more: tuple[Place, ...]) -> tuple[Place, ...]:
    """Further places where the chart first has several beside each other."""
    if more and len(top) == 1 and top[0].below:
        return (replace(top[0], below=_beside(top[0].below, more)),)
    return (*top, *more)


class _Role(_Titles):
    def __init__(self, writer: Writer, role: Role) -> None:
        super().__init__(writer, address_of(Link("role", role.id)))
        self.role_shown = role

    def chart(self) -> Around:
        role = self.role_shown
        above = tuple(
            Tie(tuple(self._superior(one) for one in superior.any_of or (superior,)),
                superior.kind != "line")
            for superior in role.reports_to
        )  # fmt: skip
        return Around(
            lang=self.writer.lang,
            centre=Place(role.id, _label(self.writer.line(role.title))),
            above=above,
            below=tuple(self._below()),
            one_of=Label(self.writer.words("one of")),
        )

    def _superior(self, superior: Superior) -> Place:
        position = self.writer.book.positions.get(superior.position or "")
        id_ = superior.role or (position.role if position else superior.position)
        if id_:
            label, href = self.role(id_)
            return Place(id_, label, self._kind(superior), href)
        text = superior.text or Text("?")
        return Place(text.raw, self.text(text), self._kind(superior))

    def _kind(self, superior: Superior) -> tuple[Label, ...]:
        _ = self.writer.words
        kinds = {"functional": _("functional"), "instructions": _("instructions")}
        return (Label(kinds[superior.kind]),) if superior.kind in kinds else ()

    def _below(self) -> Iterator[Tie]:
        """Those the role says it supervises, those that say they report to it, and those tied."""
        role, _ = self.role_shown, self.writer.words
        named = set()
        for one in role.supervises or ():
            many = one.count or 1
            count = (Label(_("{number} people", number=_.number(many))),) if many > 1 else ()
            if one.role:
                named.add(one.role)
                label, href = self.role(one.role)
                yield Tie((Place(one.role, label, count, href),))
            elif one.text:
                yield Tie((Place(f"{one.text}", self.text(one.text), count),))
        others = {
            other.id: (other, superior)
            for other, superior in self.writer.reporting.get(role.id, ())
        }
        bases = {id_: other.based_on.role for id_, (other, _) in others.items() if other.based_on}
        for id_, (_other, superior) in others.items():
            # A company job is drawn rather than the reference job it is written from.
            if id_ in named or bases.get(id_) in named or id_ in bases.values():
                continue
            label, href = self.role(id_)
            place = Place(id_, label, self._kind(superior), href)
            yield Tie((place,), superior.kind != "line")

    def in_words(self, chart: Around) -> str:
        """Who is above and who is below."""
        _ = self.writer.words
        said = [chart.centre.label.text]
        labels = (
            (_("Reports to"), [tie for tie in chart.above if not tie.dashed]),
            (_("Functionally to"), [tie for tie in chart.above if tie.dashed]),
            (_("Supervises"), [tie for tie in chart.below if not tie.dashed]),
            (_("Functionally supervises"), [tie for tie in chart.below if tie.dashed]),
        )
        for label, ties in labels:
            if ties:
                names = (_.any_of(place.label.text for place in tie.places) for tie in ties)
                said.append(f"{label}: {', '.join(names)}")
        return "; ".join(said) + "."
