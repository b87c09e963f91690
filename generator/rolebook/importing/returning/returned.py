"""A paper that comes back from Word: what was changed in it, as changes of the author's file.

The paper is printed once more and the two are laid side by side. What was changed in the author's
words changes his file; what was changed in computed words, and whatever has no place in the file,
is told. Nothing is lost.
"""

from __future__ import annotations

from rolebook.handbook import Handbook
from rolebook.importing.patching.plan import Entry, New
from rolebook.importing.patching.surgery import patched
from rolebook.importing.returning.comparing import Comparison, Edit, Left, Remark, Returned
from rolebook.importing.returning.lists import change_lists
from rolebook.importing.returning.printed import Printed, print_again
from rolebook.importing.returning.telling import tell_computed, tell_others, tell_remarks
from rolebook.importing.returning.texts import change_texts, removed_entries
from rolebook.importing.returning.word import Paper, read_paper
from rolebook.records import Records

__all__ = ["Edit", "Left", "Remark", "Returned", "compared", "returned"]


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
    comparison = Comparison(printed, edited)
    removed = removed_entries(comparison)
    change_texts(comparison, removed)
    change_lists(comparison, removed)
    comparison.rules.into(comparison.found.plan)
    tell_computed(comparison, removed)
    tell_others(comparison)
    tell_remarks(comparison)
    found = comparison.found
    if printed.outdated:
        keep_remarks = False
    if keep_remarks and found.remarks:
        _into_notes(found)
    found.text = (
        patched(found.file.source, found.plan, found.file.cls)
        if found.plan and not printed.outdated
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
