"""A comparison on its way to blocks: field by field, and within a text word by word.

Everything that a paper states is shown, also what no page shows by itself. Every word that came or
went is a span with its mark; a line of nothing but added words was added itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from rolebook.model.application import Example
from rolebook.model.base import Model, Path, choices_at, model_at, type_at
from rolebook.model.based_on import Addition, Drop
from rolebook.model.based_on import Change as RoleChange
from rolebook.model.control import Limit, Party, Source
from rolebook.model.demands import Aspect, Characteristic, Requirement
from rolebook.model.procedure import Branch, Doer, Due, Procedure, Retention, Step
from rolebook.model.references import kinds_of
from rolebook.model.role import Provision
from rolebook.model.scheme import AfterSum, Situation
from rolebook.model.text import SourceSpan, Text
from rolebook.records.compared import Comparison
from rolebook.records.comparison import OWN_IDS, Change, compare
from rolebook.records.fingerprint import canonical
from rolebook.records.status import KINDS
from rolebook.records.wording import words
from rolebook.views.choices import choice, yes_or_no
from rolebook.views.document import Block, Item, Line, Listing, Paragraph, Section, Span, plain
from rolebook.views.due import due_line
from rolebook.views.fields import field_name
from rolebook.views.kept import retention_line
from rolebook.views.marks import Mark, mark_of
from rolebook.views.parts.person import requirement
from rolebook.views.steps import doer_line, target_line
from rolebook.views.writer import Writer

MARKS: Mapping[str, Mark] = {"=": "", "~": "", "+": "added", "-": "removed"}

GLANCE: Mapping[str, tuple[str, ...]] = {
    "role": ("title", "kind", "family", "unit", "code", "code_system", "discipline", "category",
             "grade"),
    "procedure": ("title", "area", "code"),
    "scheme": ("title", "method", "version"),
}  # fmt: skip
"""The short facts of a document, which share a section."""

HEADS = (
    "role", "position", "one_of", "title", "task", "area", "step", "question", "when", "record",
    "kpi", "risk", "criterion", "rule", "item", "factor", "level", "id", "text", "by", "kind",
)  # fmt: skip
"""By what an entry is known: the first of these that it has. The rest is said about it."""
OTHER_HEADS: Mapping[type[Model], str] = {AfterSum: "text", Provision: "kind", Situation: "text"}

UNNAMED = frozenset(("text", "tasks", "aspects", "branches"))
"""What is said about an entry without a name of its own before it."""
LISTS = frozenset(("tasks", "aspects"))
"""Lists whose entry is a heading to them."""
_ADDED = ("based_on", "add")
_SAID = ("area", "tasks")
"""What a job adds to its reference job stands among its responsibilities, and changed there."""
UNSAID_IDS = OWN_IDS | {_ADDED, (*_ADDED, "tasks")}
"""Lists whose entries have ids that say nothing to a reader, unless the id is what changed."""


class Comparing:
    """One comparison, its words, and how each kind of value is shown."""

    def __init__(self, writer: Writer, comparison: Comparison, whole: bool) -> None:
        self.writer, self.comparison, self.whole = writer, comparison, whole
        self.top: type[Model] = KINDS[comparison.kind]
        self.lines: Mapping[Any, Callable[[Any], Line]] = {
            Doer: lambda doer: doer_line(writer, doer),
            Due: lambda due: due_line(writer, due, self.procedure),
            Limit: writer.limit,
            Party: writer.somebody,
            Requirement: self._requirement,
            Retention: lambda keep: retention_line(writer, keep),
            Source: writer.source,
        }

    def _requirement(self, one: Requirement) -> Line:
        line = requirement(self.writer, one)
        return self.writer.named(choice(self.writer, one.kind), line) if one.kind else line

    @property
    def procedure(self) -> Procedure:
        return self.writer.book.procedures[self.comparison.id]

    def sections(self, prefix: str) -> Iterator[Section]:
        order = list(self.top.keys())
        parts = sorted(self.shown(self.comparison.change), key=lambda part: order.index(part.key))
        glance = GLANCE[self.comparison.kind]
        if short := tuple(self.named(part, ()) for part in parts if part.key in glance):
            title = self.writer.words("At a glance")
            yield Section(f"{prefix}facts", title, (Listing(short),))
        for part in parts:
            if part.key not in glance:
                title = field_name(self.writer, self.top, part.key)
                anchor = prefix + part.key.replace("_", "-")
                yield Section(anchor, title, (self.block(part, (part.key,)),))

    def block(self, part: Change, path: Path) -> Block:
        if self.is_leaf(part, path):
            return Paragraph(self.line(part, path))
        if isinstance(part.value, dict):
            return Listing(tuple(self.named(field, path) for field in self.shown(part)))
        return Listing(tuple(self.entries(part, path)))

    def shown(self, change: Change) -> Iterator[Change]:
        """The parts that are shown: all, or those in which something changed."""
        return (part for part in change.children if self.whole or part.sign != "=")

    # -- items

    def named(self, change: Change, path: Path) -> Item:
        """A field under its name."""
        path = (*path, change.key)
        name = field_name(self.writer, self.owner(path), change.key)
        label = Line((Span(name, strong=True, mark=MARKS[change.sign]),))
        inner = tuple(self.entries(change, path))
        if len(inner) != 1:
            return Item(label, items=inner)
        return replace(inner[0], line=_joined(label, inner[0].line))

    def entries(self, change: Change, path: Path) -> Iterator[Item]:
        """A value as one item, a list as one for each of its entries."""
        if self.is_leaf(change, path):
            yield Item(self.line(change, path))
        elif isinstance(change.value, dict):
            yield self.mapping(change, path)
        elif change.sign == "~" and [] in (change.old, change.new):
            yield from self.entries(Change("-", old=change.old), path)
            yield from self.entries(Change("+", new=change.new), path)
        elif not change.value:  # an empty list says that there is none
            none = self.writer.words("none")
            yield Item(Line((Span(none, mark=MARKS[change.sign]),)))
        else:
            after = 0
            for part in change.children:
                if self.whole or part.sign != "=":
                    yield from self.entry(part, (*path, after))
                after += part.sign != "-"

    def entry(self, part: Change, path: Path) -> Iterator[Item]:
        """An entry of a list. Where only changes are shown, a moved one says so."""
        if not part.moved or self.whole:
            yield from self.entries(part, path)
            return
        _ = self.writer.words
        said = _("moved from here") if part.sign == "-" else _("moved here")
        note = Span(f" ({said})", emphasis=True)
        if part.sign == "+" and part.old != part.new:
            part = compare(part.old, part.new)
        for item in self.entries(part, path):
            yield replace(item, line=replace(item.line, spans=(*item.line.spans, note)))

    def mapping(self, change: Change, path: Path) -> Item:
        """An entry of several fields: by what it is known, then what is said about it."""
        own = self.owner((*path, ""))
        fields = {part.key: part for part in change.children}
        if own is Addition and self.tasks_changed and not self.whole:
            fields = {key: field for key, field in fields.items() if key not in _SAID} or fields
        keys = (OTHER_HEADS.get(own, ""), own.shorthand, *HEADS, *fields)
        head = fields.pop(next(key for key in keys if key in fields))
        hidden = "+-=" if _keys(path) in UNSAID_IDS else "="
        if "id" in fields and fields["id"].sign in hidden:
            del fields["id"]
        rest = [part for part in fields.values() if self.whole or part.sign != "="]
        first = self.head(head, path)
        said = rest and rest[0].key == "text" and not first.items
        if said or LISTS & fields.keys():
            first = replace(first, line=first.line.strong)
        if said:
            text = self.line(rest.pop(0), (*path, "text"))
            first = replace(first, line=_joined(first.line, text))
        items = [
            item
            for part in rest
            for item in (
                self.entries(part, (*path, part.key))
                if part.key in UNNAMED
                else (self.named(part, path),)
            )
        ]
        return replace(first, items=(*first.items, *items))

    def head(self, change: Change, path: Path) -> Item:
        """By what an entry is known: its words alone where it has any of its own."""
        known = change.key in (*HEADS, self.owner((*path, change.key)).shorthand)
        if known and self.is_leaf(change, (*path, change.key)):
            return Item(self.line(change, (*path, change.key)))
        return self.named(change, path)

    # -- values

    def owner(self, path: Path) -> type[Model]:
        """The class whose field the last key of a path is."""
        end = max(n for n, step in enumerate(path) if isinstance(step, str))
        return model_at(self.top, path[:end]) or self.top

    def is_leaf(self, change: Change, path: Path) -> bool:
        """Whether a value is shown as one line. One that is usually so, and of which the line does
        not tell what changed, is shown field by field."""
        if not isinstance(change.value, (dict, list)):
            return True
        if isinstance(change.value, list) or type_at(self.top, path) not in self.lines:
            return False
        before, after = change.old, change.new
        return change.sign != "~" or self.value(before, path).text != self.value(after, path).text

    def line(self, change: Change, path: Path) -> Line:
        """A value that is shown as one line, with what came and what went."""
        if type_at(self.top, path) is Text:
            if change.sign != "~":
                line = _marked(self.value(change.value, path), MARKS[change.sign])
                return line if change.sign == "-" else self.placed(line, path)
            marked = (_marked(self.text(p.text), MARKS[p.sign]) for p in change.pieces)
            return self.placed(_together(marked), path, in_pieces=True)
        if change.sign != "~":
            return _marked(self.value(change.value, path), MARKS[change.sign])
        before, after = self.value(change.old, path), self.value(change.new, path)
        if isinstance(change.new, dict):
            pieces = words(before.text, after.text)
            return Line(tuple(Span(p.text, mark=MARKS[p.sign]) for p in pieces), after.lang)
        return _together((_marked(_together((before, plain(" "))), "removed"),
                          _marked(after, "added")))  # fmt: skip

    def placed(self, line: Line, path: Path, *, in_pieces: bool = False) -> Line:
        """In the whole text, each of the author's words says where it stands, so that they can be
        edited there and come back."""
        if not self.whole:
            return line
        spans = tuple(
            SourceSpan(s.text, s.strong, s.emphasis, s.link, s.mark, path, -1 if in_pieces else n)
            for n, s in enumerate(line.spans)
        )
        return Line(spans, line.lang)

    def value(self, value: Any, path: Path) -> Line:
        """A value without parts in the reader's words."""
        kind = type_at(self.top, path)
        if kind in self.lines:
            there = kind.model_validate(value, context={"lang": self.comparison.lang})
            return self.lines[kind](there)
        if kind is Text:
            return self.text(value)
        _ = self.writer.words
        if isinstance(value, bool):
            return plain(yes_or_no(self.writer, value))
        if isinstance(value, int):
            percent = "\N{NO-BREAK SPACE}%" if path[-1] == "time_share" else ""
            return plain(f"{_.number(value)}{percent}")
        if kind is date:
            return plain(_.date(date.fromisoformat(value)))
        if kind is Decimal:
            return plain(_.number(Decimal(value)))
        if value in choices_at(self.top, path):
            return plain(choice(self.writer, value))
        return self.reference(value, path) or plain(str(value))

    def text(self, raw: str) -> Line:
        """An author's text, or a part of one, with the spaces around it."""
        core = raw.strip()
        if not core:
            return plain(raw)
        line = self.writer.line(Text(core, self.comparison.lang))
        spans = [
            replace(span, text=span.text or span.link.id, link=None)
            if span.link and span.link.kind == "item"
            else span
            for span in line.spans
        ]
        # The spaces around go with their words; underlined as part of a link they would show.
        if raw[:1].isspace():
            first = spans[0]
            spans[:1] = (
                [Span(" "), first] if first.link else [replace(first, text=f" {first.text}")]
            )
        if raw[-1:].isspace():
            last = spans[-1]
            spans[-1:] = [last, Span(" ")] if last.link else [replace(last, text=f"{last.text} ")]
        return Line(tuple(spans), line.lang)

    def reference(self, value: str, path: Path) -> Line | None:
        """What an id stands for, where a field names something by its id."""
        owner, key = self.owner(path), _keys(path)[-1]
        if (owner, key) in _STEPS:
            return target_line(self.writer, self.procedure, value)
        if title := self.titles.get((owner, key), {}).get(value):
            return self.writer.line(title)
        if (owner, key) in _ITEMS and value in self.items:
            return self.text(self.items[value])
        for kind in kinds_of(owner, owner.keys()[key]):
            if line := self.title_of(kind, value):
                return line
        return None

    @cached_property
    def titles(self) -> Mapping[tuple[type[Model], str], Mapping[str, Text]]:
        """What the scheme in use calls things, by the field that names them."""
        scheme = self.writer.book.scheme
        if scheme is None:
            return {}
        characteristics = scheme.characteristics
        return {
            (Characteristic, "id"): {one.id: one.title for one in characteristics},
            (Aspect, "id"): {a.id: a.title for one in characteristics for a in one.aspects},
            (Example, "dimension"): {one.id: one.title for one in scheme.dimensions},
        }

    @cached_property
    def tasks_changed(self) -> bool:
        parts = self.comparison.change.children
        return any(part.key == "responsibilities" and part.sign != "=" for part in parts)

    @cached_property
    def items(self) -> Mapping[str, str]:
        """The words of areas and tasks by their address, in the reference job and in both texts."""
        change = self.comparison.change
        rules = change.new.get("based_on") or change.old.get("based_on") or {}
        base = self.writer.book.roles.get(rules.get("role", ""))
        found: dict[str, str] = {}
        for content in (canonical(base) if base else {}, change.old, change.new):
            for area in content.get("responsibilities", ()):
                id_ = area.get("id", "")
                found[id_] = area["area"]
                found |= {f"{id_}/{t['id']}": t["task"] for t in area.get("tasks", ()) if "id" in t}
        return found

    def title_of(self, kind: str, id_: str) -> Line | None:
        """The title of a document or of an entry of a list; None where there is none of that id."""
        book = self.writer.book
        if kind == "role":
            return self.writer.role(id_) if id_ in book.roles else None
        if kind == "procedure":
            return self.writer.procedure(id_) if id_ in book.procedures else None
        items = getattr(book, kind)
        if id_ not in items:
            return None
        if kind == "forms":
            return self.writer.form(id_)
        if kind == "positions":
            return self.writer.role(items[id_].role)
        if kind == "terms":
            return self.writer.line(items[id_].term)
        return self.writer.entry(items, id_, _PAGES.get(kind, ""))


_ITEMS = ((Addition, "to"), (RoleChange, "item"), (Drop, "item"))
_STEPS = ((Step, "next"), (Step, "approves"), (Branch, "to"))
_PAGES = {"families": "family", "areas": "area", "units": "unit"}


def _keys(path: Path) -> tuple[str, ...]:
    return tuple(step for step in path if isinstance(step, str))


def _marked(line: Line, mark: Mark) -> Line:
    return Line(tuple(replace(span, mark=mark) for span in line.spans), line.lang)


def _together(lines: Iterable[Line]) -> Line:
    found = tuple(lines)
    lang = next((line.lang for line in found if line.lang), "")
    return Line(tuple(span for line in found for span in line.spans), lang)


def _joined(name: Line, said: Line) -> Line:
    """``Name: text``. The colon came or went with the one or the other."""
    marks = [mark_of(line) for line in (said, name)]
    glue = Span(": ", name.spans[-1].strong, mark=marks[0] or marks[1])
    return _together((name, Line((glue,)), said))
