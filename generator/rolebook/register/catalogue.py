"""The documents that can be signed, as somebody names them: id, title, number, version, code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from rolebook.findings import did_you_mean, folded
from rolebook.handbook import Handbook
from rolebook.model.role import Role
from rolebook.records import Records
from rolebook.records.fingerprint import as_typed
from rolebook.records.known import Known, known_editions
from rolebook.records.status import Document, Standings, documents
from rolebook.register.entry import Edition, Person
from rolebook.register.standing import Paper, Register


class Unknown(Exception):
    """There is no such document, version or code. ``what``: which of these is wrong (``document``,
    ``version``, ``language``, ``code``); ``hint``: how to mend it."""

    def __init__(self, what: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.what, self.message, self.hint = what, message, hint


class Catalogue:
    """What a handbook has to sign: company jobs, and procedures to have read."""

    def __init__(self, handbook: Handbook, records: Records) -> None:
        self.handbook, self.records = handbook, records

    @cached_property
    def papers(self) -> dict[tuple[str, str], Paper]:
        """By kind and id. A reference job is signed by nobody; what was withdrawn no longer is."""
        book = self.handbook.governing
        standings = Standings(book, self.records)
        return {
            (kind, document.id): Paper(
                kind, document.id, document.title.plain, standings.of(kind, document.id).revisions,
                self._places(document), standings.of(kind, document.id).approved is None,
            )
            for kind, document in documents(book)
            if kind != "scheme"
            and document.document.withdrawn is None
            and not (isinstance(document, Role) and document.kind == "reference")
        }  # fmt: skip

    @cached_property
    def ids(self) -> dict[str, str]:
        """The present id of each document by its former ones."""
        return {
            former: document.id
            for _, document in documents(self.handbook.governing)
            for former in document.formerly
        }

    def paper(self, word: str) -> Paper:
        """The document that a word means. Raises Unknown."""
        found = list(dict.fromkeys(self._named.get(folded(word.strip()), ())))
        exact = [place for place in found if self.ids.get(word, word) == place[1]]
        found = exact or found
        if len(found) == 1:
            return self.papers[found[0]]
        if found:
            there = ", ".join(id_ for _kind, id_ in found)
            message = f'several documents are called "{word}"'
            raise Unknown("document", message, f"write the id: {there}")
        ids = sorted(id_ for _kind, id_ in self.papers)
        titles = sorted(paper.title for paper in self.papers.values())
        role = self.handbook.governing.roles.get(word)
        if role is not None and role.kind == "reference":
            message = f'"{word}" is a reference job, which nobody signs'
            raise Unknown("document", message, "name the company job that the person holds")
        hint = did_you_mean(word, ids) or did_you_mean(word, titles)
        hint = hint or "write the id of a company job or procedure"
        raise Unknown("document", f'there is no document "{word}" to sign', hint)

    def edition(self, paper: Paper, version: str = "", language: str = "") -> Edition:
        """A version of a document (else the last one) in a language (else the governing one).
        Raises Unknown."""
        versions = {revision.version: revision for revision in paper.revisions}
        if not versions:
            message = f"{paper.id} was never approved, so there is no version to sign"
            raise Unknown("document", message, f"approve it first: rolebook approve {paper.id}")
        revision = versions.get(version.strip()) if version else paper.revisions[-1]
        if revision is None:
            message = f'{paper.id} has no version "{version}"'
            raise Unknown("version", message, f"it has {', '.join(versions)}")
        lang = language or revision.governing
        if lang not in revision.fingerprints:
            message = f'version {revision.version} of {paper.id} was not approved in "{lang}"'
            raise Unknown("language", message, f"it was in {', '.join(revision.fingerprints)}")
        return Edition(paper.kind, paper.id, revision.number, revision.version, lang,
                       revision.fingerprints[lang])  # fmt: skip

    def signed(
        self, paper: Paper, person: Person, so_far: Register, version: str = "", language: str = ""
    ) -> Edition:
        """As `edition`; in no language named, that of the paper that the person was given last,
        where the version is approved in it."""
        edition = self.edition(paper, version, language)
        given = "" if language else so_far.given_in(person, paper)
        revision = next(one for one in paper.revisions if one.number == edition.revision)
        return self.edition(paper, version, given) if given in revision.fingerprints else edition

    def by_code(self, typed: str, version: str = "") -> Edition:
        """The edition whose fingerprint stands on a paper: the version that is printed there, else
        the last one with that text. Raises Unknown."""
        code = as_typed(typed.rpartition("#")[2])
        for known in self._codes.get(code, ()) if code else ():
            if (known.kind, known.id) in self.papers and known.revisions:
                revision = next(
                    (r for r in known.revisions if r.version == version), known.revisions[-1]
                )
                return Edition(known.kind, known.id, revision.number, revision.version, known.lang,
                               known.fingerprint)  # fmt: skip
        raise Unknown("code", f'no approved text has the code "{typed}"',
                      "look at the code again: groups of four letters and digits")  # fmt: skip

    @cached_property
    def _codes(self) -> Mapping[str, tuple[Known, ...]]:
        return known_editions(self.handbook, self.records)

    @cached_property
    def _named(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for place, word in self._words():
            found.setdefault(folded(word), []).append(place)
        return found

    def _words(self) -> Iterator[tuple[tuple[str, str], str]]:
        for edition in self.handbook.editions.values():
            for kind, document in documents(edition):
                place = (kind, document.id)
                if place in self.papers:
                    yield from ((place, word) for word in (document.id, document.title.plain))
                    yield from ((place, former) for former in document.formerly)
                    if document.document.number:
                        yield place, document.document.number

    def _places(self, document: Document) -> tuple[str, ...]:
        """Who signs it; a procedure is read by whoever it was given to."""
        if not isinstance(document, Role):
            return ("employee",)
        places = document.sign or self.handbook.settings.sign
        return tuple(dict.fromkeys(place.by for place in places)) or ("employee",)

    def meanings(self, paper: Paper, by: str) -> tuple[str, ...]:
        """What a signature in a place says, by the document itself."""
        if paper.kind != "role":
            return ("seen",)
        role = self.handbook.governing.roles[paper.id]
        places = role.sign or self.handbook.settings.sign
        said = [meaning for place in places if place.by == by for meaning in place.meaning]
        return tuple(dict.fromkeys(said))
