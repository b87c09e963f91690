"""Drafts that ``rolebook check`` accepts: what it would call an error goes to the notes.

Why by checking: only the checks know all rules that tie documents together. They run on the
handbook with the drafts in it, in a folder that is gone afterwards.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rolebook.findings import Finding, Severity
from rolebook.importing.documents.filling.draft import Draft, Value
from rolebook.importing.documents.reading.lines import joined
from rolebook.importing.documents.writing import as_yaml
from rolebook.model.base import Path as ValuePath

FOLDERS = {"role": "roles", "procedure": "procedures"}
_ROUNDS = 6
_NEEDED = frozenset({"title", "kind", "family", "area", "notes"})


def accepted(drafts: Sequence[Draft], root: Path) -> list[Finding]:
    """Changes the drafts until the handbook with them in it has no more errors of theirs, and gives
    the findings that are left in them."""
    if not drafts:
        return []
    with tempfile.TemporaryDirectory(prefix="rolebook-") as name:
        there = Path(name)
        _mirror(root, there)
        for _ in range(_ROUNDS):
            lines: dict[str, Mapping[int, ValuePath]] = {}
            by_file: dict[str, Draft] = {}
            for draft in drafts:
                file = f"{FOLDERS[draft.kind]}/{draft.id}.yml"
                text, lines[file] = as_yaml(draft, "a document")
                by_file[file] = draft
                path = there / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.unlink(missing_ok=True)
                path.write_text(text, encoding="utf-8")
            found = [f for f in _findings(there) if f.place.file in by_file]
            errors = [f for f in found if f.severity is Severity.ERROR]
            changed = False
            done: set[tuple[str, ValuePath]] = set()
            for error in reversed(errors):  # from the end: places in lists stay right
                file = error.place.file
                path_ = lines[file].get(error.place.line)
                if path_ and (file, path_[:2]) not in done:
                    done.add((file, path_[:2]))
                    changed = _given_up(by_file[file], path_, error) or changed
            if not changed:
                return found
    return found


def _findings(root: Path) -> list[Finding]:
    from rolebook.checks import check
    from rolebook.findings import ordered
    from rolebook.handbook import load
    from rolebook.records import read_records

    loaded = load(root)
    if loaded.handbook is None:
        return []
    records, _ = read_records(root)
    # Any day: no rule about dates touches a draft.
    findings = [*loaded.findings, *check(loaded.handbook, records, date(2000, 1, 1))]
    return ordered(findings, loaded.handbook.settings.severities)


def _mirror(root: Path, there: Path) -> None:
    """The handbook's files by links; its own documents one by one, so that drafts fit between."""
    for name in ("mkdocs.yml", "pages", "records", "templates"):
        if (root / name).exists():
            _link(root / name, there / name)
    for folder in FOLDERS.values():
        (there / folder).mkdir()
        for path in (root / folder).iterdir() if (root / folder).is_dir() else ():
            _link(path, there / folder / path.name)


def _link(source: Path, target: Path) -> None:
    try:
        target.symlink_to(source.resolve(), target_is_directory=source.is_dir())
    except OSError:  # a system that does not let us link
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy2(source, target)


def _given_up(draft: Draft, path: ValuePath, error: Finding) -> bool:
    """What an error is about becomes words, or a note. False where nothing can be done."""
    if not path or path[0] in _NEEDED:
        return False
    holder = draft.at(path[:-1])
    held = draft.at(path)
    if isinstance(holder, dict) and path[-1] == "role" and isinstance(held, Value):
        plain = Value(joined(held.pieces), held.pieces, "")
        rest = {key: item for key, item in holder.items() if key != "role"}
        holder.clear()
        holder.update({"text": plain, **rest})
        return True
    if path[-1] == "time_share":  # of the whole: without one of them the others say nothing
        for area in draft.fields["responsibilities"]:
            if share := area.pop("time_share", None):
                draft.note(Value(f"{area['area'].text}: {share.text} %", share.pieces,
                                 f"{error.message} ({error.code})"))  # fmt: skip
        return True
    where = path[:2] if len(path) > 1 else path
    if isinstance(draft.at(where[:-1]), list) and isinstance(where[-1], int):
        taken = draft.at(where[:-1]).pop(where[-1])
    else:
        parent = draft.at(where[:-1])
        taken = parent.pop(where[-1])
    name = str(path[0])
    if not draft.fields.get(name):
        draft.fields.pop(name, None)
    for value in _all(taken):
        draft.note(Value(f"{name}: {joined(value.pieces) or value.text}", value.pieces,
                         f"{error.message} ({error.code})"))  # fmt: skip
    return True


def _all(held: Any) -> list[Value]:
    if isinstance(held, Value):
        return [held]
    items = held.values() if isinstance(held, dict) else held
    return [value for item in items for value in _all(item) if value.pieces]
