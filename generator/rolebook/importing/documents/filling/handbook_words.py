"""What the handbook has already, by the words for it in all its languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from rolebook.handbook import Handbook
from rolebook.importing.documents.words import folded

_ARTICLE = re.compile(r"^(?:the|a|an|de|het|een|der|die|das|dem|den|des|ein|eine[rmn]?)\s+", re.I)


def without_article(text: str) -> str:
    """What somebody is called, for comparing."""
    return _ARTICLE.sub("", folded(text))


@dataclass
class Known:
    """``Known(None)`` knows nothing: for documents read outside a handbook."""

    handbook: Handbook | None = None
    taken_numbers: set[str] = field(default_factory=set)

    def _editions(self) -> Iterable[Handbook]:
        return self.handbook.editions.values() if self.handbook else ()

    @cached_property
    def roles(self) -> dict[str, str]:
        """Titles and alternative titles of roles with their ids."""
        found: dict[str, str] = {}
        for book in self._editions():
            for id_, role in book.roles.items():
                for title in (role.title, *role.also_known_as):
                    found.setdefault(folded(title.plain), id_)
                found.setdefault(folded(id_.replace("-", " ")), id_)
        return found

    def role(self, text: str) -> str | None:
        """The role that a text names by its title, with or without an article."""
        return self.roles.get(folded(text)) or self.roles.get(without_article(text))

    def family(self, text: str) -> str | None:
        return self._entry("families", text)

    def unit(self, text: str) -> str | None:
        return self._entry("units", text)

    def area(self, text: str) -> str | None:
        return self._entry("areas", text)

    def party(self, text: str) -> str | None:
        return self._entry("parties", text)

    def _entry(self, kind: str, text: str) -> str | None:
        words = folded(text)
        for book in self._editions():
            for id_, entry in getattr(book, kind).items():
                names = [getattr(entry, key, None) for key in ("title", "code")]
                if words in (folded(id_), *(folded(str(name)) for name in names if name)):
                    return str(id_)
        return None

    def first(self, kind: str) -> str:
        """The first family or procedure area: a key that the model asks for."""
        return next(iter(getattr(self.handbook, kind)), "") if self.handbook else ""

    @property
    def grades(self) -> list[str]:
        scheme = self.handbook.scheme if self.handbook else None
        return [grade.id for grade in scheme.grades] if scheme else []

    @property
    def has_scheme(self) -> bool:
        return bool(self.handbook and self.handbook.scheme)

    @cached_property
    def characteristics(self) -> dict[str, tuple[str, ...]]:
        """The characteristics of the scheme in use, each with its aspects."""
        scheme = self.handbook.scheme if self.handbook else None
        if scheme is None:
            return {}
        return {c.id: tuple(aspect.id for aspect in c.aspects) for c in scheme.characteristics}

    @cached_property
    def characteristic_titles(self) -> dict[str, str]:
        """Titles of characteristics and aspects in all languages, with their ids."""
        found: dict[str, str] = {}
        for book in self._editions():
            for one in book.scheme.characteristics if book.scheme else ():
                found.setdefault(folded(one.title.plain), one.id)
                for aspect in one.aspects:
                    found.setdefault(folded(aspect.title.plain), aspect.id)
        return found

    def holder_of(self, id_: str) -> tuple[str, str] | None:
        """The characteristic and, where the id names an aspect, the aspect."""
        if id_ in self.characteristics:
            return id_, ""
        for name, aspects in self.characteristics.items():
            if id_ in aspects:
                return name, id_
        return None

    def free_number(self, number: str) -> bool:
        """Whether no document has this number yet; it is taken from then on."""
        if not self.taken_numbers and self.handbook:
            for entry in self.handbook.entries.values():
                control = getattr(entry.model, "document", None)
                if control is not None and control.number:
                    self.taken_numbers.add(control.number.casefold())
        if number.casefold() in self.taken_numbers:
            return False
        self.taken_numbers.add(number.casefold())
        return True
