"""The author's words that were changed or deleted on a paper, as changes of his file."""

from __future__ import annotations

from collections.abc import Sequence

from rolebook.importing.patching.plan import at
from rolebook.importing.returning.comparing import Comparison
from rolebook.importing.returning.entries import entry_of
from rolebook.importing.returning.inheriting import is_inherited
from rolebook.importing.returning.marking import CannotMark, Typed, typed
from rolebook.importing.returning.printed import every_shape
from rolebook.importing.returning.projecting import Piece
from rolebook.model.base import Path


def removed_entries(c: Comparison) -> set[Path]:
    """Entries that fall away. One whose own entries are still there and have no other entry to
    go to stays."""
    found = set()
    for path, there in c.occurrences().items():
        own = not is_inherited(path)
        all_gone = all(not piece.said.strip() for _, piece in there)
        if own and all_gone and c.fate(path) == "entry" and c.may_restructure(path):
            found.add(entry_of(path))
    alive = {entry for _, entry in c.structure.alive()}
    for entry in sorted(found):
        inside = [e for e in alive if e[: len(entry)] == entry and e != entry]
        siblings = [e for e in alive if e[:-1] == entry[:-1] and e[-1] < entry[-1]]  # type: ignore[operator]
        if inside and not siblings:
            found.discard(entry)
            c.leave(c.raw(c.structure.heads[entry]), "its heading was deleted, but "
                        "what stands below it was not; delete that as well", ())  # fmt: skip
    return found


def change_texts(c: Comparison, removed: set[Path]) -> None:
    """Plan every text that says something else now, or nothing; tell those that cannot be."""
    alive = {entry for _, entry in c.structure.alive()}
    for path, there in c.occurrences().items():
        entry = entry_of(path)
        if _goes(path, removed, alive):
            if path == c.structure.heads.get(entry) and entry in removed:
                if entry[:2] == ("based_on", "change"):  # of a task that falls away with it
                    c.rules.drop.append(str(at(c.file.source.data, (*entry, "item"))))
                c.edit("removed", entry, c.raw(path), "", there)
            else:
                _beside_removed(c, path, there, removed)
            continue
        changed = [(i, piece) for i, piece in there if piece.is_changed]
        if not changed:
            continue
        by = c.authors(changed)
        reason = _not_ours(c, path)
        if is_inherited(path) and _inherited(c, path, there, changed):
            continue
        if reason:
            for _, piece in changed:
                c.leave(f"{piece.text} → {piece.said or '(deleted)'}", reason, by)
        elif all(not piece.said.strip() for _, piece in there):
            _deleted(c, path, there, by)
        else:
            _changed(c, path, there, changed, by)


def _goes(path: Path, removed: set[Path], alive: set[Path]) -> bool:
    """Whether a text goes with an entry that does. One below it that is still on the paper has
    moved elsewhere."""
    entry = entry_of(path)
    while entry:
        if entry in removed:
            return True
        if entry in alive:
            return False
        entry = entry_of(entry[:-1])
    return False


def _inherited(
    c: Comparison,
    path: Path,
    there: Sequence[tuple[int, Piece]],
    changed: Sequence[tuple[int, Piece]],
) -> bool:
    """A text of the reference job, which this job says otherwise or leaves out; False where it
    cannot."""
    if all(not piece.said.strip() for _, piece in there):
        known = len(c.rules.drop)
        done = c.rules.leave_out(path)
        if done and len(c.rules.drop) > known:
            c.edit("removed", path, c.raw(path), "", there)
        return done
    result = _typed(c, path, changed[0][1]) if len(changed) == 1 else None
    if result is None or result.told or not c.rules.say(path, result.raw):
        return False
    c.edit("changed", path, c.raw(path), result.raw, there)
    return True


def _beside_removed(
    c: Comparison, path: Path, there: Sequence[tuple[int, Piece]], removed: set[Path]
) -> None:
    """Of an entry that goes, what was not deleted with it and is no entry that moved."""
    if c.structure.heads.get(entry_of(path)) == path:
        return
    for _, piece in there:
        if piece.said.strip():
            why = "it belongs to an entry that was deleted, and goes with it"
            c.leave(piece.said, why, ())


def _not_ours(c: Comparison, path: Path) -> str:
    """Why a text cannot be changed in this file; empty where it can."""
    if is_inherited(path):
        base = at(c.file.source.data, ("based_on",)) if c.file.governing is None else None
        named = base.get("role") if isinstance(base, dict) else base
        where = f" {named}" if named else ""
        return (
            f"this text is the reference job's{where}; change it there, or state its section in "
            "this job"
        )
    text = c.printed.texts.get(path)
    if text is None:
        return "this text is not in this file"
    if text.lang not in ("", c.file.lang):
        return f"this text is not translated yet; translate it in {c.file.source.file}"
    if c.file.path(path) is None:
        return f"this text is not in {c.file.source.file}"
    return ""


def _deleted(
    c: Comparison, path: Path, there: Sequence[tuple[int, Piece]], by: tuple[str, ...]
) -> None:
    place = c.file.path(path)
    fate = c.fate(path)
    if fate == "key" and place and isinstance(place[-1], str) and c.may_restructure(path):
        c.found.plan.gone.add(place)
        c.edit("removed", path, c.raw(path), "", there)
    else:
        why = (
            "a document cannot be without it; change it instead"
            if c.may_restructure(path)
            else "a translation follows the governing file; delete it there"
        )
        c.leave(f"{c.raw(path)} → (deleted)", why, by)


def _changed(
    c: Comparison,
    path: Path,
    there: Sequence[tuple[int, Piece]],
    changed: Sequence[tuple[int, Piece]],
    by: tuple[str, ...],
) -> None:
    """One text that may stand on the paper in several places."""
    raw = c.raw(path)
    results: dict[str, Typed] = {}
    for _, piece in changed:
        if not piece.said.strip():
            why = "it stands on the paper more than once and was deleted in one place only"
            c.leave(f"{piece.text} → (deleted)", why, by)
            continue
        result = _typed(c, path, piece)
        if result is None:
            why = "the printed words are not the text's own; change it in the file"
            c.leave(f"{piece.text} → {piece.said}", why, by)
            continue
        for told in result.told:
            why = (
                "this part of a word cannot be emphasised; its words are taken over"
                if told == "emphasis"
                else "a title of something else: it is changed where it comes from"
            )
            c.leave(piece.said if told == "emphasis" else f"{told}, in: {piece.said}", why, by)
        if " ".join(result.raw.split()) != " ".join(raw.split()):
            results.setdefault(result.raw, result)
    if len(results) > 1:
        why = "it stands on the paper more than once and was changed in different ways"
        for text in results:
            c.leave(text, why, by)
    elif results:
        (after,) = results
        place = c.file.path(path)
        assert place is not None  # else `_not_ours` had said so
        c.found.plan.values[place] = after
        c.edit("changed", path, raw, after, there)


def _typed(c: Comparison, path: Path, piece: Piece) -> Typed | None:
    text = c.printed.texts[path]
    for shape in every_shape(text, c.printed.shown.get(path, ())):
        try:
            return typed(text.raw, shape, piece)
        except CannotMark:
            continue
    return None
