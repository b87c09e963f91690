"""What the rules look at: the handbook, its records, the day, and every file looked through once.

Why: most rules ask for all texts or all names of a file. One walk per file gathers both, and no
rule descends into the model by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any, NamedTuple

from rolebook.findings import Place
from rolebook.handbook import Entry, Handbook
from rolebook.handbook.titles import Titles
from rolebook.model.base import Model, Path, type_at
from rolebook.model.control import DocumentControl
from rolebook.model.procedure import Procedure
from rolebook.model.references import PROCEDURE, Kinds, kinds_of
from rolebook.model.role import Role
from rolebook.model.scheme import Scheme
from rolebook.model.text import Text
from rolebook.records import Records
from rolebook.records.gradings import Gradings
from rolebook.source import Source

_NUL = "\0"  # no text holds it: the reader refuses control characters

DOCUMENTS = ("role", "procedure", "scheme")


class Name(NamedTuple):
    """A word of the file that is no text: an id, a code, a choice. ``owner`` and ``field`` say
    where in the model it stands."""

    path: Path
    value: str
    owner: type[Model]
    field: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One governing file with a valid model, and what is written in it, in the model's order."""

    entry: Entry
    model: Model
    texts: tuple[tuple[Path, Text], ...]
    names: tuple[Name, ...]

    @property
    def source(self) -> Source:
        return self.entry.source

    def place(self, *path: str | int, key: bool = False) -> Place:
        """Where a value stands, or the nearest above it."""
        return self.entry.source.place(path, key=key)

    @property
    def top(self) -> Place:
        """The place for what concerns the document as a whole: its title."""
        return self.entry.source.place(("title",), key=True)

    @property
    def control(self) -> DocumentControl:
        """The document's control block; an empty one for a list."""
        return getattr(self.model, "document", None) or DocumentControl()


@dataclass(frozen=True)
class Survey:
    """All that rules may know about the world."""

    handbook: Handbook
    records: Records
    today: date

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Every governing file that could be read and is valid, lists included."""
        return tuple(
            Sheet(entry, entry.model, *look_through(entry.model))
            for entry in self.handbook.entries.values()
            if entry.model is not None
        )

    @cached_property
    def titles(self) -> Titles:
        """Whose title a word is."""
        return self.handbook.titles()

    @cached_property
    def gradings(self) -> Gradings:
        """What was decided about the grades of roles."""
        return Gradings(self.handbook, self.records)

    @cached_property
    def _by_document(self) -> dict[tuple[str, str], Sheet]:
        return {(sheet.entry.kind, sheet.entry.id): sheet for sheet in self.sheets}

    @cached_property
    def references(self) -> Mapping[tuple[str, str], frozenset[tuple[Kinds, str]]]:
        """By the kind and id of a role or procedure: all that it names, in fields, as the goal of
        a branch, and in its texts."""
        return {
            (sheet.entry.kind, sheet.entry.id): frozenset(_referred_to(sheet))
            for sheet in self.documents("role", "procedure")
        }

    @cached_property
    def written_from(self) -> Mapping[str, tuple[str, ...]]:
        """By the id of a reference job: the company jobs that are written from it."""
        found: dict[str, list[str]] = {}
        for role in self.handbook.roles.values():
            if role.based_on:
                found.setdefault(role.based_on.role, []).append(role.id)
        return {base: tuple(ids) for base, ids in found.items()}

    def sheet(self, kind: str, id_: str) -> Sheet:
        """The file of a document or list. Raises KeyError where there is no valid one."""
        return self._by_document[kind, id_]

    @cached_property
    def _all_texts(self) -> list[tuple[Sheet, Source, str, list[tuple[Path, Text]]]]:
        """Each file that holds texts, its texts in one string, and its texts. Of a translation
        only what it translates."""
        files: list[tuple[Sheet, Source, list[tuple[Path, Text]]]] = []
        for sheet in self.sheets:
            files.append((sheet, sheet.source, list(sheet.texts)))
            for lang, there in sheet.entry.translations.items():
                if there.model is not None:
                    own = [(p, t) for p, t in look_through(there.model)[0] if t.lang == lang]
                    files.append((sheet, there.source, own))
        return [
            (sheet, source, f"\0{_NUL.join([text.raw for _, text in texts])}\0", texts)
            for sheet, source, texts in files
        ]

    def written(self, *parts: str) -> Iterator[tuple[Sheet, Source, Path, Text]]:
        """Every text that holds one of some strings, with the file it stands in.

        A text counts as beginning and ending with NUL, so that "\\0?\\0" finds a lone question
        mark. A file's texts are looked at one by one only where the file has a hit.
        """
        for sheet, source, together, texts in self._all_texts:
            if there := [part for part in parts if part in together]:
                for path, text in texts:
                    raw = f"\0{text.raw}\0"
                    for part in there:
                        if part in raw:
                            yield sheet, source, path, text
                            break

    def files(self, kind: str) -> Iterator[tuple[Sheet, Source, list[tuple[Path, Text]]]]:
        """The files of a kind, translations too, with their texts."""
        for sheet, source, _, texts in self._all_texts:
            if sheet.entry.kind == kind:
                yield sheet, source, texts

    def documents(self, *kinds: str) -> Iterator[Sheet]:
        """The roles, procedures and schemes (or those of the kinds named)."""
        return (sheet for sheet in self.sheets if sheet.entry.kind in (kinds or DOCUMENTS))

    def roles(self) -> Iterator[tuple[Sheet, Role, Role]]:
        """Each role's file, the role as written, and in full (as computed from its reference)."""
        for sheet in self.documents("role"):
            yield sheet, self.handbook.written[sheet.entry.id], self.handbook.roles[sheet.entry.id]

    def procedures(self) -> Iterator[tuple[Sheet, Procedure]]:
        for sheet in self.documents("procedure"):
            yield sheet, self.handbook.procedures[sheet.entry.id]

    def schemes(self) -> Iterator[tuple[Sheet, Scheme]]:
        for sheet in self.documents("scheme"):
            yield sheet, self.handbook.schemes[sheet.entry.id]

    @cached_property
    def broken(self) -> frozenset[str]:
        """The lists that have a file, but not a valid one: nothing can be looked up in them."""
        valid = {sheet.entry.kind for sheet in self.sheets}
        return frozenset(kind for kind in self.handbook.ids if kind not in (*valid, *DOCUMENTS))


def _referred_to(sheet: Sheet) -> Iterator[tuple[Kinds, str]]:
    for name in sheet.names:
        if kinds := kinds_of(name.owner, name.field):
            yield kinds, name.value
        elif name.value.startswith("procedure:"):
            yield PROCEDURE, name.value.removeprefix("procedure:").partition("#")[0]
    for _, text in sheet.texts:
        if "](" in text.raw:
            for link in text.links:
                if link.kind in ("role", "procedure"):
                    yield (link.kind,), link.id


def look_through(model: Model) -> tuple[tuple[tuple[Path, Text], ...], tuple[Name, ...]]:
    """Every text and every name below a model, with its path, in the order of the fields."""
    texts: list[tuple[Path, Text]] = []
    names: list[Name] = []
    _look(model, (), texts, names)
    return tuple(texts), tuple(names)


def _look(model: Model, path: Path, texts: list[tuple[Path, Text]], names: list[Name]) -> None:
    cls = type(model)
    values = model.__dict__
    for key, field in _looked_at(cls):
        value = values[field]
        if not value:
            continue
        if type(value) is Text:
            texts.append(((*path, key), value))
        elif type(value) is tuple:
            for index, item in enumerate(value):
                if type(item) is Text:
                    texts.append(((*path, key, index), item))
                elif isinstance(item, Model):
                    _look(item, (*path, key, index), texts, names)
                else:
                    names.append(Name((*path, key, index), item, cls, field))
        elif isinstance(value, Model):
            _look(value, (*path, key), texts, names)
        else:
            names.append(Name((*path, key), value, cls, field))


@cache
def _looked_at(cls: type[Model]) -> tuple[tuple[str, str], ...]:
    """Key and field of what can hold a text or a name: neither numbers nor dates nor choices."""
    return tuple(
        (key, field) for key, field in cls.keys().items() if _holds_words(type_at(cls, (key,)))
    )


def _holds_words(found: Any) -> bool:
    return isinstance(found, type) and (issubclass(found, (Model, Text)) or found is str)
