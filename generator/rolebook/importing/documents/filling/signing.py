"""Approval block and signature lines: who, and what it means. The lines themselves are left out,
for every paper of the handbook has its own."""

from __future__ import annotations

import re

from rolebook.importing.documents.filling.draft import Draft, Value, value
from rolebook.importing.documents.sorting.segments import Left, Segment
from rolebook.importing.documents.sorting.tags import Tagger
from rolebook.importing.documents.sorting.units import Unit

_MEANINGS = ("seen", "received", "agreed")
_SEAL = re.compile(r"\b(?:m\. ?p\.|l\. ?s\.|seal\b|siegel|stempel)", re.I)


def signed(segment: Segment, draft: Draft, tagger: Tagger) -> None:
    """Fills ``sign`` and ``document: approval`` as far as the blocks say."""

    def says(table: str, name: str, unit: Unit) -> bool:
        patterns = tagger.words.patterns(table, name, lang=tagger.lang)
        return any(pattern.search(unit.raw) for pattern in patterns)

    names = tagger.words.names("signers")
    signers: dict[str, list[Value]] = {}
    approves: Value | None = None
    for unit in (*segment.approval, *segment.blanks):
        draft.left.append(Left(unit.pieces, "approval or signature block; papers have their own"))
    for unit in segment.approval:
        if says("signers", "management", unit) and approves is None:
            approves = value(unit.body, "read out of the approval block")
    for unit in segment.blanks:
        meanings = [m for m in _MEANINGS if says("meanings", m, unit)]
        who = next((name for name in names if says("signers", name, unit)), "")
        if meanings and (not who or {"seen", "received"} & set(meanings)):
            who = "employee"
        if meanings:
            signers.setdefault(who, []).extend(Value(m, unit.body) for m in meanings)
        elif who == "head_of_unit":
            guess = "what this signature means is not said"
            signers.setdefault(who, []).append(Value("endorsed", unit.body, guess))
    if approves is not None:
        _approval(approves, segment, draft)
    if signers and "grading" not in draft.fields:
        draft.fields["sign"] = [
            {
                "by": Value(who, said[0].pieces, "read out of the signature lines"),
                "meaning": list({one.text: one for one in said}.values()),
            }
            for who, said in sorted(signers.items(), key=lambda item: item[0] == "employee")
        ]


def _approval(approves: Value, segment: Segment, draft: Draft) -> None:
    parts = re.split(r"\(|\)|_{2,}|:", approves.text)
    office = max((part.strip(" ;,.") for part in parts), key=len, default="")
    if not office:
        return
    approval: dict[str, object] = {"by": {"text": Value(office, approves.pieces, approves.guess)}}
    if seal := next((unit for unit in segment.approval if _SEAL.search(unit.raw)), None):
        approval["seal"] = Value("true", seal.body)
    draft.fields.setdefault("document", {})["approval"] = approval
