"""The paper as it was printed, made once more, and the file behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from rolebook.handbook import Handbook
from rolebook.importing.returning.word import NotReadable, Paper, read_paper
from rolebook.model.base import Model, Path, model_at, texts
from rolebook.model.role import Role
from rolebook.model.text import Text
from rolebook.paper.docx import docx
from rolebook.paper.papers import Paper as ToPrint
from rolebook.paper.papers import make, paper_document
from rolebook.paper.returning import place_name
from rolebook.records import Records
from rolebook.records.compared import between
from rolebook.records.fingerprint import as_typed
from rolebook.records.status import KINDS, Standing, Standings, documents, of_kind
from rolebook.source import Source
from rolebook.views.comparison import COMPARED_WITH, comparison_document
from rolebook.views.document import Document
from rolebook.views.places import OF_REFERENCE, source_spans, titles, with_places
from rolebook.views.writer import Writer, writer_of

_CODE = re.compile(r"\b[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}\b")


class NotOurs(Exception):
    """The file is no paper of this handbook."""


class Outdated(Exception):
    """The text was changed since the paper was printed."""


@dataclass(frozen=True, slots=True)
class File:
    """The author's file of an edition. ``governing``: of a translation, the file it translates."""

    source: Source
    cls: type[Model]
    lang: str
    governing: Source | None = None

    def path(self, path: Path) -> Path | None:
        """Where a value of the model stands in the file; None where it is not in it. A plain text
        stands for the group that it is short for; entries of a translation are found as readers
        find them: by id, else by place."""
        there: Any = self.source.data
        main: Any = self.governing.data if self.governing else None
        found: list[str | int] = []
        for depth, step in enumerate(path):
            if isinstance(there, str):
                model = model_at(self.cls, path[:depth])
                short = model is not None and model.shorthand == step and depth == len(path) - 1
                return tuple(found) if short else None
            here: str | int | None = step
            if isinstance(main, list) and isinstance(there, list) and isinstance(step, int):
                here = _translated(main, there, step)
            try:
                there = there[here]
            except (KeyError, IndexError, TypeError):
                return None
            found.append(here)  # type: ignore[arg-type]
            try:
                main = main[step] if main is not None else None
            except (KeyError, IndexError, TypeError):
                main = None
        return tuple(found)


def _translated(main: list[Any], there: list[Any], place: int) -> int | None:
    def id_of(entry: Any) -> Any:
        return entry.get("id") if isinstance(entry, dict) else None

    own = id_of(main[place]) if place < len(main) else None
    if own is not None:
        by_id = next((n for n, entry in enumerate(there) if id_of(entry) == own), None)
        if by_id is not None:
            return by_id
    return place if place < len(there) and id_of(there[place]) is None else None


@dataclass(frozen=True, slots=True)
class Printed:
    """``paths``: of the author's texts by the names of their places. ``shown``: how the paper
    prints a text, span by span, each time that it stands there (None: as one piece). ``outdated``:
    why its changes cannot be written any more, where that is so. ``base``: the reference job of a
    company job; its texts are among the others, under paths of their own."""

    kind: str
    id: str
    file: File
    paper: Paper
    texts: Mapping[Path, Text]
    paths: Mapping[str, Path]
    shown: Mapping[Path, Sequence[Sequence[str] | None]]
    outdated: str = ""
    base: Model | None = None


def is_paper(content: bytes) -> bool:
    """Whether a DOCX is one of ours, edited or not: it says so, or bears a code."""
    try:
        paper = read_paper(content)
    except NotReadable:
        return False
    return "fingerprint" in paper.facts or bool(_code(paper))


def print_again(handbook: Handbook, records: Records, edited: Paper) -> Printed:
    """The paper that an edited one was. Of an approved version that is not the text any more, its
    changes can still be told. Raises NotOurs or Outdated."""
    standing, revision, outdated = _standing(handbook, records, edited)
    records = _as_then(records, standing, edited.facts)
    kind, id_ = standing.kind, standing.id
    if revision:
        writer = writer_of(handbook, records, kind, id_, revision, standing.lang)
        drawn = writer.drawn.id if writer.drawn else id_
    else:
        writer, drawn = Writer(handbook.editions[standing.lang], records), id_
    writer = with_places(writer, kind, drawn)
    document, content = _made(handbook, records, writer, standing, edited.facts, revision)
    model = _written(writer.book, kind, drawn)
    base = writer.book.base(model) if isinstance(model, Role) else None
    held = dict(texts(model)) | (dict(texts(base, OF_REFERENCE)) if base else {})
    every = {**dict.fromkeys(writer.places.values()), **dict.fromkeys(held)}
    return Printed(
        standing.kind,
        standing.id,
        _file(handbook, standing),
        read_paper(content),
        held,
        {place_name(path): path for path in every},
        _shown(document),
        outdated,
        base,
    )


def _written(book: Handbook, kind: str, id_: str) -> Model:
    return book.written[id_] if kind == "role" else of_kind(book, kind)[id_]


def _standing(handbook: Handbook, records: Records, edited: Paper) -> tuple[Standing, int, str]:
    """Where the document stands that the paper is of. Where it was printed from an approved version
    that is not the text any more: its number, and what is to be said of that. Raises NotOurs or
    Outdated."""
    facts = edited.facts
    code = as_typed(facts.get("fingerprint", "")) or _code(edited)
    if not code:
        raise NotOurs("it is no paper of a handbook: it bears no code")
    named, lang = facts.get("id", ""), facts.get("language", "")
    known: list[Standing] = []
    for tag, book in handbook.editions.items():
        if lang in ("", tag):
            standings = Standings(book, records)
            known += [
                standings.of(kind, document.id)
                for kind, document in documents(book)
                if facts.get("document", kind) in (kind, "comparison")
                and named in ("", document.id, *document.formerly)
            ]
    for standing in known:
        if standing.fingerprint == code:
            return standing, 0, ""
    if not named or not known:
        what = f'of "{named}" ' if named else ""
        raise NotOurs(f"this handbook has no document {what}with the code {code}")
    version = facts.get("version")
    said = (
        f"the paper was printed from {f'version {version}' if version else 'a draft'} of "
        f"{known[0].id} ({known[0].lang}) with the code {code}; the text in the handbook has the "
        f"code {known[0].fingerprint} now, so that its places are no longer those of the paper"
    )
    for standing in known if COMPARED_WITH not in facts else ():
        for revision in standing.revisions:
            if revision.fingerprints.get(standing.lang) == code:
                return standing, revision.number, said
    raise Outdated(said)


def _as_then(records: Records, standing: Standing, facts: Mapping[str, str]) -> Records:
    """The records without the approval of a text that was a draft when it was printed: else the
    paper would seem to say otherwise what approving prints."""
    was_draft = facts.get("version") == "" and COMPARED_WITH not in facts
    if not was_draft or standing.approved is None:
        return records
    left = {
        id_: tuple(one for one in revisions if one is not standing.approved)
        for id_, revisions in records.approved.items()
    }
    return replace(records, approved=left)


def _code(edited: Paper) -> str:
    """The code that stands printed at the paper's end: some programs drop all else."""
    for paragraph in reversed(edited.paragraphs):
        if paragraph.style == "stamp code" or _CODE.fullmatch(paragraph.text.strip()):
            return as_typed(paragraph.text)
    return ""


def _made(
    handbook: Handbook,
    records: Records,
    writer: Writer,
    standing: Standing,
    facts: Mapping[str, str],
    revision: int,
) -> tuple[Document, bytes]:
    if COMPARED_WITH not in facts:
        wanted = ToPrint(standing.kind, standing.id, standing.lang, "docx", revision)
        ((_, content),) = make(handbook, records, [wanted], processes=1)
        return paper_document(handbook, records, wanted), content
    old = next((r for r in standing.revisions if str(r.number) == facts[COMPARED_WITH]), None)
    if old is None:
        raise NotOurs(f"there is no revision {facts[COMPARED_WITH]} to compare with any more")
    new = standing.approved if facts.get("version") else None
    compared = between(Standings(writer.book, records), standing.kind, standing.id, old, new)
    document = comparison_document(Writer(writer.book, records), compared, whole=True)
    own = handbook.root / "templates"
    return document, docx(document, templates=(own,) if own.is_dir() else (), root=handbook.root)


def _file(handbook: Handbook, standing: Standing) -> File:
    entry = handbook.entry(standing.kind, standing.id)
    cls = KINDS[standing.kind]
    translation = entry.translations.get(standing.lang)
    if standing.lang == handbook.settings.governing:
        return File(entry.source, cls, standing.lang)
    if translation is None:
        raise NotOurs(f"{standing.id} has no translation into {standing.lang} to be changed")
    return File(translation.source, cls, standing.lang, entry.source)


def _shown(document: Document) -> dict[Path, list[Sequence[str] | None]]:
    found: dict[Path, list[Sequence[str] | None]] = {}
    spans = [span for span in source_spans(document) if span.mark != "removed"]
    for path, same in groupby(spans, key=lambda span: span.path):
        parts = list(same)
        if any(part.index < 0 for part in parts):
            found.setdefault(path, []).append(None)
            continue
        once: list[str] = []
        for part in parts:
            if part.index == 0 and once:
                found.setdefault(path, []).append(once)
                once = []
            link = part.link
            once.append(part.text or (link.id if link else ""))
        found.setdefault(path, []).append(once)
    for path, _ in titles(document):
        found.setdefault(path, []).append(None)
    return found


def every_shape(text: Text, ways: Sequence[Sequence[str] | None]) -> Iterator[Sequence[str]]:
    """What each of a text's spans can look like on the paper."""
    yield from (way for way in ways if way is not None)
    if None in ways:
        yield [span.text for span in text.spans]
