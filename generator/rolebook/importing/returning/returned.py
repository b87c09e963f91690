"""A paper that comes back from Word: what was changed in it, as changes of the author's file.

The paper is printed once more and the two are laid side by side. What was changed in the author's
words changes his file; what was changed in computed words, and whatever has no place in the file,
is told. Nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rolebook.handbook import Handbook
from rolebook.importing.patching.plan import CannotPatch, Entry, New, Plan, at, value_after
from rolebook.importing.patching.surgery import patched
from rolebook.importing.returning.aligning import align
from rolebook.importing.returning.entries import Added, Here, entry_of
from rolebook.importing.returning.marking import CannotMark, Typed, typed
from rolebook.importing.returning.printed import File, Printed, every_shape, print_again
from rolebook.importing.returning.projecting import Piece, is_told, pieces, project
from rolebook.importing.returning.structure import Structure
from rolebook.importing.returning.word import Paper, read_paper
from rolebook.model.base import Path, model_at
from rolebook.model.numbering import spoken
from rolebook.paper.returning import place_name
from rolebook.records import Records
from rolebook.views.places import OF_REFERENCE

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of the author's words. ``place`` names it for people."""

    kind: Literal["changed", "added", "removed", "moved"]
    place: str
    before: str = ""
    after: str = ""
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """Something in the paper that has no place in the file: the words, and why."""

    text: str
    why: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in the margin, and what it is about."""

    place: str
    by: str
    text: str


@dataclass(slots=True)
class Returned:
    """``text``: the author's file after the changes, the same where there is none."""

    printed: Printed
    plan: Plan = field(default_factory=Plan)
    edits: list[Edit] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    text: str = ""

    @property
    def file(self) -> File:
        return self.printed.file


def returned(
    handbook: Handbook, records: Records, content: bytes, *, keep_remarks: bool = False
) -> Returned:
    """What an edited DOCX of this handbook says otherwise. ``keep_remarks``: comments join the
    notes of the file, without the names of those who made them.

    Raises NotReadable, NotOurs, Outdated; CannotPatch where the author's file has no place for the
    changes.
    """
    edited = read_paper(content)
    return compared(print_again(handbook, records, edited), edited, keep_remarks=keep_remarks)


def compared(printed: Printed, edited: Paper, *, keep_remarks: bool = False) -> Returned:
    """What an edited paper says otherwise than the printed one. Raises CannotPatch."""
    found = _Comparison(printed, edited).result()
    if keep_remarks and found.remarks:
        _into_notes(found)
    found.text = (
        patched(found.file.source, found.plan, found.file.cls)
        if found.plan
        else found.file.source.text
    )
    return found


def _into_notes(found: Returned) -> None:
    notes = [f"{one.place}: {one.text}" for one in found.remarks]
    there = found.file.source.data.get("notes")
    if isinstance(there, list):
        old: list[Entry] = [("notes", n) for n in range(len(there))]
        found.plan.lists[("notes",)] = [*old, *map(New, notes)]
    else:
        found.plan.values[("notes",)] = notes


class _Comparison:
    def __init__(self, printed: Printed, edited: Paper) -> None:
        self.printed, self.edited, self.file = printed, edited, printed.file
        self.found = Returned(printed)
        self.before, self.after = printed.paper.paragraphs, edited.paragraphs
        self.pairs = align(self.before, self.after)
        self.pieces = [pieces(paragraph, printed.paths) for paragraph in self.before]
        self.by: dict[int, tuple[str, ...]] = {}
        for j, i in self.pairs.items():
            project(self.pieces[i], self.after[j])
            self.by[i] = tuple(self.after[j].by)
        self._rejoined()
        self.structure = Structure(
            self.file.cls, printed.texts, self.before, self.after, self.pieces, self.pairs
        )

    def _rejoined(self) -> None:
        """A paragraph that was only cut in two says the same; unless it is an entry of a list."""
        for j in range(len(self.after) - 1):
            i = self.pairs.get(j)
            if i is None or j + 1 in self.pairs:
                continue
            both = f"{self.after[j].text} {self.after[j + 1].text}"
            main = next((p.path for p in self.pieces[i] if p.path), ())
            if entry_of(main) or both.split() != self.before[i].text.split():
                continue
            self.after[j].text, self.after[j].looks = (
                self.before[i].text, list(self.before[i].looks),
            )  # fmt: skip
            self.after[j + 1].text = ""
            for piece in self.pieces[i]:
                piece.now.clear()
            project(self.pieces[i], self.after[j])

    def result(self) -> Returned:
        removed = self._removed()
        self._texts(removed)
        self._lists(removed)
        self._computed(removed)
        self._others()
        self._remarks()
        return self.found

    # -- texts

    def _occurrences(self) -> dict[Path, list[tuple[int, Piece]]]:
        found: dict[Path, list[tuple[int, Piece]]] = {}
        for i, cut in enumerate(self.pieces):
            for piece in cut:
                if piece.path:
                    found.setdefault(piece.path, []).append((i, piece))
        return found

    def _fate(self, path: Path) -> Literal["entry", "key", "none"]:
        """What goes with a text that was deleted: the entry that it is the head of, its key, or
        nothing, because the file cannot be without it."""
        entry = entry_of(path)
        if entry == path:
            return "entry"
        model = model_at(self.file.cls, path[:-1])
        if model is None:
            return "none"
        key = str(path[-1])
        needed = model.model_fields[model.keys()[key]].is_required() or key in model.exactly_one_of
        if entry and len(path) == len(entry) + 1 and self.structure.heads.get(entry) == path:
            return "entry" if needed or key == model.shorthand else "key"
        return "none" if needed else "key"

    def _removed(self) -> set[Path]:
        """Entries that fall away. One whose own entries are still there and have no other entry to
        go to stays."""
        found = set()
        for path, there in self._occurrences().items():
            own = path[: len(OF_REFERENCE)] != OF_REFERENCE
            all_gone = all(not piece.said.strip() for _, piece in there)
            if own and all_gone and self._fate(path) == "entry" and self._may_restructure(path):
                found.add(entry_of(path))
        alive = {entry for _, entry in self.structure.alive()}
        for entry in sorted(found):
            inside = [e for e in alive if e[: len(entry)] == entry and e != entry]
            siblings = [e for e in alive if e[:-1] == entry[:-1] and e[-1] < entry[-1]]  # type: ignore[operator]
            if inside and not siblings:
                found.discard(entry)
                self._leave(self._raw(self.structure.heads[entry]), "its heading was deleted, but "
                            "what stands below it was not; delete that as well", ())  # fmt: skip
        return found

    def _may_restructure(self, path: Path) -> bool:
        """Lists follow the governing file, but for those that each language has of its own."""
        own = self.file.cls.own_per_language
        return self.file.governing is None or path[0] in own

    def _texts(self, removed: set[Path]) -> None:
        for path, there in self._occurrences().items():
            entry = entry_of(path)
            if any(path[: len(one)] == one for one in removed):
                if path == self.structure.heads.get(entry) and entry in removed:
                    self._edit("removed", entry, self._raw(path), "", there)
                else:
                    self._beside_removed(path, there, removed)
                continue
            changed = [(i, piece) for i, piece in there if piece.is_changed]
            if not changed:
                continue
            by = self._authors(changed)
            reason = self._not_ours(path)
            if reason:
                for _, piece in changed:
                    self._leave(f"{piece.text} → {piece.said or '(deleted)'}", reason, by)
            elif all(not piece.said.strip() for _, piece in there):
                self._deleted(path, there, by)
            else:
                self._changed(path, there, changed, by)

    def _beside_removed(
        self, path: Path, there: Sequence[tuple[int, Piece]], removed: set[Path]
    ) -> None:
        """Of an entry that goes, what was not deleted with it and is no entry that moved."""
        if self.structure.heads.get(entry_of(path)) == path:
            return
        for _, piece in there:
            if piece.said.strip():
                why = "it belongs to an entry that was deleted, and goes with it"
                self._leave(piece.said, why, ())

    def _not_ours(self, path: Path) -> str:
        """Why a text cannot be changed in this file; empty where it can."""
        if path[: len(OF_REFERENCE)] == OF_REFERENCE:
            base = at(self.file.source.data, ("based_on",)) if self.file.governing is None else None
            named = base.get("role") if isinstance(base, dict) else base
            where = f" {named}" if named else ""
            return (
                f"this text is the reference job's{where}; change it there, or say it otherwise "
                "under based_on: change"
            )
        text = self.printed.texts.get(path)
        if text is None:
            return "this text is not in this file"
        if text.lang not in ("", self.file.lang):
            return f"this text is not translated yet; translate it in {self.file.source.file}"
        if self.file.path(path) is None:
            return f"this text is not in {self.file.source.file}"
        return ""

    def _deleted(self, path: Path, there: Sequence[tuple[int, Piece]], by: tuple[str, ...]) -> None:
        place = self.file.path(path)
        fate = self._fate(path)
        if fate == "key" and place and isinstance(place[-1], str) and self._may_restructure(path):
            self.found.plan.gone.add(place)
            self._edit("removed", path, self._raw(path), "", there)
        else:
            why = (
                "a document cannot be without it; change it instead"
                if self._may_restructure(path)
                else "a translation follows the governing file; delete it there"
            )
            self._leave(f"{self._raw(path)} → (deleted)", why, by)

    def _changed(
        self,
        path: Path,
        there: Sequence[tuple[int, Piece]],
        changed: Sequence[tuple[int, Piece]],
        by: tuple[str, ...],
    ) -> None:
        """One text that may stand on the paper in several places."""
        raw = self._raw(path)
        results: dict[str, Typed] = {}
        for _, piece in changed:
            if not piece.said.strip():
                why = "it stands on the paper more than once and was deleted in one place only"
                self._leave(f"{piece.text} → (deleted)", why, by)
                continue
            result = self._typed(path, piece)
            if result is None:
                why = "the printed words are not the text's own; change it in the file"
                self._leave(f"{piece.text} → {piece.said}", why, by)
                continue
            for told in result.told:
                why = (
                    "this part of a word cannot be emphasised; its words are taken over"
                    if told == "emphasis"
                    else "a title of something else: it is changed where it comes from"
                )
                self._leave(piece.said if told == "emphasis" else told, why, by)
            if " ".join(result.raw.split()) != " ".join(raw.split()):
                results.setdefault(result.raw, result)
        if len(results) > 1:
            why = "it stands on the paper more than once and was changed in different ways"
            for text in results:
                self._leave(text, why, by)
        elif results:
            (after,) = results
            place = self.file.path(path)
            assert place is not None  # else `_not_ours` had said so
            self.found.plan.values[place] = after
            self._edit("changed", path, raw, after, there)

    def _typed(self, path: Path, piece: Piece) -> Typed | None:
        text = self.printed.texts[path]
        for shape in every_shape(text, self.printed.shown.get(path, ())):
            try:
                return typed(text.raw, shape, piece)
            except CannotMark:
                continue
        return None

    def _raw(self, path: Path) -> str:
        text = self.printed.texts.get(path)
        return text.raw if text else ""

    # -- lists

    def _lists(self, removed: set[Path]) -> None:
        lists = self.structure.lists(removed)
        for paragraph in lists.left:
            why = "it is new, and nothing says where in the file it belongs"
            self._leave(paragraph.text, why, tuple(paragraph.by))
        here = {
            entry
            for entries in lists.order.values()
            for entry in entries
            if not isinstance(entry, Added)
        }
        added = list(_added(lists.order))
        below = {e for one in added for es in one.below.values() for e in es}
        for (above, steps), entries in lists.order.items():
            if isinstance(above, Added):
                continue
            path = (*above, *steps)
            size = self._size(path)
            whole = list(entries)
            for n in range(size):
                entry = (*path, n)
                if entry not in whole and entry not in removed | below and not (
                    entry in here and entry in self.structure.shown
                ):  # fmt: skip
                    before = [whole.index(e) for e in ((*path, m) for m in range(n)) if e in whole]
                    whole.insert(max(before, default=-1) + 1, entry)
            if whole != [(*path, n) for n in range(size)]:
                self._list(path, whole)

    def _size(self, path: Path) -> int:
        place = self.file.path(path)
        if place is None:
            return 0
        value = at(self.file.source.data, place)
        return len(value) if isinstance(value, list) else 0

    def _list(self, path: Path, whole: Sequence[Here]) -> None:
        place = self.file.path(path)
        if not self._may_restructure(path) or (place is None and self.file.governing):
            why = "a translation follows the governing file: add, delete and move entries there"
            for entry in whole:
                if isinstance(entry, Added):
                    self._leave(entry.text, why, entry.by)
            if not any(isinstance(entry, Added) for entry in whole):
                self._leave(f"{spoken(path)}: another order", why, ())
            return
        if path[: len(OF_REFERENCE)] == OF_REFERENCE:
            for entry in whole:
                if isinstance(entry, Added):
                    why = "it joins what comes from the reference job; write it under based_on: add"
                    self._leave(entry.text, why, entry.by)
            return
        rank = [e for e in whole if not isinstance(e, Added) and e[:-1] == path]
        moved = _out_of_order(rank)
        for n, entry in enumerate(whole):
            if isinstance(entry, Added):
                place_now = spoken((*path, n))
                self.found.edits.append(Edit("added", place_now, "", entry.text, entry.by))
            elif entry[:-1] != path or entry in moved:
                head = self.structure.heads.get(entry)
                words = self._raw(head) if head else ""
                place_now = spoken((*path, n))
                self.found.edits.append(Edit("moved", spoken(entry), words, place_now, ()))
        new: list[Entry] = [self._entry(entry) for entry in whole]
        if place is None:
            above = self.file.path(path[:-1])
            if above is None or isinstance(at(self.file.source.data, above), str):
                for one in new:
                    text = one.data if isinstance(one, New) else ""
                    self._leave(str(text), "the entry that it belongs to is written as a text", ())
                return
            data = [one.data for one in new if isinstance(one, New)]
            self.found.plan.values[(*above, str(path[-1]))] = data
        else:
            self.found.plan.lists[place] = new

    def _entry(self, entry: Here) -> Entry:
        if isinstance(entry, Added):
            return New(self._data(entry))
        place = self.file.path(entry)
        assert place is not None
        return place

    def _data(self, added: Added) -> Any:
        data = added.data
        for key, entries in added.below.items():
            inner = []
            for entry in entries:
                if isinstance(entry, Added):
                    inner.append(self._data(entry))
                elif (place := self.file.path(entry)) is not None:
                    inner.append(value_after(self.file.source.data, self.found.plan, place))
            if isinstance(data, str):
                model = model_at(self.file.cls, added.steps)
                data = {model.shorthand if model else "text": data}
            data = {**data, key: inner}
        return data

    # -- what is told

    def _computed(self, removed: set[Path]) -> None:
        """Changes of computed words; not of what went together with an entry."""
        numbers = 0
        within: Path = ()
        rows = self._rows_gone(removed)
        for i, cut in enumerate(self.pieces):
            heads = [e for p in cut if (e := entry_of(p.path))]
            within = heads[0] if heads else within
            whole = not any(piece.said.strip() for piece in cut)
            cell = self.before[i].cell
            gone = any(within[: len(one)] == one for one in removed)
            if whole and (any(p.path for p in cut) or (cell[:2] in rows if cell else gone)):
                continue
            for piece in cut:
                if piece.path or not is_told(piece):
                    continue
                if piece.text.endswith("\t"):
                    numbers += 1
                    continue
                before, after = piece.text.strip(), piece.said.strip()
                why = "computed from elsewhere, and stays as it is"
                self._leave(f"{before or '(nothing)'} → {after or '(deleted)'}", why,
                            self.by.get(i, ()))  # fmt: skip
        if numbers:
            self._leave(f"numbers before entries ({numbers})", "numbers are computed", ())

    def _rows_gone(self, removed: set[Path]) -> set[tuple[int, int]]:
        """Rows of tables, by number, whose entry falls away."""
        return {
            cell[:2]
            for paragraph, cut in zip(self.before, self.pieces, strict=True)
            if (cell := paragraph.cell) and any(entry_of(piece.path) in removed for piece in cut)
        }

    def _others(self) -> None:
        known = {_DIGITS.sub("", words) for words in self.printed.paper.others}
        for words in dict.fromkeys(self.edited.others):
            if _DIGITS.sub("", words) not in known:
                why = "it stands in a header, a footer or a note, which a document has no text for"
                self._leave(words, why, ())

    def _remarks(self) -> None:
        about: dict[str, str] = {}
        for j, paragraph in enumerate(self.after):
            for id_ in paragraph.comments:
                path = self.structure.main(j)
                words = " ".join(paragraph.text.split())
                about.setdefault(id_, spoken(path) if path else f"“{words[:60]}”")
        for id_, comment in self.edited.comments.items():
            if comment.text:
                place = about.get(id_, "the document")
                self.found.remarks.append(Remark(place, comment.by, comment.text))

    def _authors(self, there: Sequence[tuple[int, Piece]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for i, _ in there for name in self.by.get(i, ())))

    def _edit(
        self,
        kind: Literal["changed", "removed"],
        path: Path,
        before: str,
        after: str,
        there: Sequence[tuple[int, Piece]],
    ) -> None:
        by = self._authors(there)
        if not by and kind == "removed":
            head = self.structure.heads.get(path, path)
            by = self.edited.gone.get(place_name(head), ())
        self.found.edits.append(Edit(kind, spoken(path), before, after, by))

    def _leave(self, text: str, why: str, by: tuple[str, ...]) -> None:
        if text.strip():
            self.found.left.append(Left(" ".join(text.split()), why, by))


def _added(order: Any) -> Iterator[Added]:
    pending = [entry for entries in order.values() for entry in entries]
    while pending:
        entry = pending.pop()
        if isinstance(entry, Added):
            yield entry
            pending += [inner for entries in entry.below.values() for inner in entries]


def _out_of_order(entries: Sequence[Path]) -> set[Path]:
    from rolebook.importing.returning.aligning import increasing

    kept = increasing([int(entry[-1]) for entry in entries])
    return {entry for n, entry in enumerate(entries) if n not in kept}


__all__ = ["CannotPatch", "Edit", "Left", "Remark", "Returned", "returned"]
