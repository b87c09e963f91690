"""Edited words as an author types them: emphasis, links and references as inline marks again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rolebook.importing.returning.projecting import Piece
from rolebook.importing.returning.word import Look
from rolebook.model.text import Link, Span, parse_inline
from rolebook.paper.ooxml import writable

_SPECIAL = re.compile(r"([\\_\[\]])")
_OUTSIDE = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """``raw``: the text with its marks. ``told``: what of the edit has no place in it."""

    raw: str
    told: tuple[str, ...] = ()


class CannotMark(Exception):
    """The printed words are not the text's: nothing can be said about where an edit belongs."""


def typed(raw: str, shown: Sequence[str], piece: Piece) -> Typed:
    """The author's text with the edits of a printed piece of it. ``shown``: what the paper prints
    for each of the text's spans; of a reference without words of its own, the title.

    Raises CannotMark where the printed words are not these.
    """
    spans = parse_inline(raw)
    whole = [writable(words) for words in shown]
    if len(whole) != len(spans):
        raise CannotMark
    hidden = _hidden(spans, whole)
    if "".join(whole) != piece.text or any(
        span.text and span.text != words + hidden * (n == len(spans) - 1)
        for n, (span, words) in enumerate(zip(spans, whole, strict=True))
    ):
        raise CannotMark
    of = [n for n, words in enumerate(whole) for _ in words]
    letters, told = _letters(spans, whole, of, piece)
    if hidden and letters and not "".join(span.text for span in letters).endswith(hidden):
        letters.append(replace(letters[-1], text=hidden))
    return _written(letters, told)


def plainly(piece: Piece) -> Typed:
    """Words that were not there before, as a text."""
    spans = [
        Span(letter.text, letter.look.strong, letter.look.emphasis, _outside(letter.look))
        for letter in piece.now
    ]
    return _written(spans, [])


def _hidden(spans: Sequence[Span], whole: list[str]) -> str:
    """The full stop that a paper leaves out where more follows in the line."""
    last = spans[-1].text
    return "." if last.endswith(".") and last[:-1] == whole[-1] else ""


def _outside(look: Look) -> Link | None:
    return Link("url", look.link) if _OUTSIDE.fullmatch(look.link) else None


def _letters(
    spans: Sequence[Span], whole: Sequence[str], of: Sequence[int], piece: Piece
) -> tuple[list[Span], list[str]]:
    """A span for each character that the text has now."""
    made: list[Span] = []
    told: list[str] = []
    kept = {letter.old for letter in piece.now if letter.old is not None}
    links = {was.link: spans[of[n]].link for n, was in enumerate(piece.looks) if was.link}
    looks = {(letter.look.strong, letter.look.emphasis) for letter in piece.now}
    anew = looks.pop() if not kept and len(looks) == 1 else None  # all of it, in one look
    titles = {n for n, span in enumerate(spans) if span.link and not span.text}
    places = {n: {o for o, s in enumerate(of) if s == n} for n in titles}
    split = _split(piece)
    broken = {n for n, held in places.items() if held & kept and (held - kept or held & split)}
    placed: set[int] = set()
    last: int | None = None
    following = _following(piece)
    for letter, behind in zip(piece.now, following, strict=True):
        if letter.old is not None:
            number = of[letter.old]
            last = letter.old
            if number in titles:
                if number not in placed:
                    placed.add(number)
                    made.append(spans[number])
                    if number in broken:
                        told.append(whole[number])
                continue
            was, span = piece.looks[letter.old], spans[number]
            made.append(
                Span(
                    letter.text,
                    span.strong != (was.strong != letter.look.strong),
                    span.emphasis != (was.emphasis != letter.look.emphasis),
                    span.link,
                )
            )
            continue
        if within := _title(last, behind, of, broken):
            told.append(whole[of[within - 1]])
            continue
        if last is not None and behind is not None and of[last] == of[behind]:
            beside, inside = last, True
        else:
            beside = next((n for n in (last, behind) if n is not None and of[n] not in titles), -1)
            inside = False
        was = piece.looks[beside] if beside >= 0 else piece.looks[0]
        span = spans[of[beside]] if beside >= 0 else Span("", spans[0].strong, spans[0].emphasis)
        strong, emphasis = anew or (was.strong, was.emphasis)
        made.append(
            Span(
                letter.text,
                span.strong != (strong != letter.look.strong),
                span.emphasis != (emphasis != letter.look.emphasis),
                span.link if inside else links.get(letter.look.link) or _outside(letter.look),
            )
        )
    return made, list(dict.fromkeys(told))


def _split(piece: Piece) -> set[int]:
    """The characters behind which new ones stand, where the next of the print is still there."""
    found: set[int] = set()
    for one, other in zip(piece.now, piece.now[1:], strict=False):
        if one.old is not None and other.old is None:
            found.add(one.old)
    kept = {letter.old for letter in piece.now}
    return {n for n in found if n + 1 in kept}


def _title(last: int | None, behind: int | None, of: Sequence[int], broken: set[int]) -> int:
    """Whether words stand among, or in the place of, those of a title that is partly there: one
    more than the place of a character of it, else 0."""
    if last is not None and of[last] in broken and last + 1 < len(of) and of[last + 1] == of[last]:
        return last + 1
    if behind is not None and of[behind] in broken and behind and of[behind - 1] == of[behind]:
        return behind + 1
    return 0


def _following(piece: Piece) -> list[int | None]:
    """For each letter, the next one behind it that was there before."""
    found: list[int | None] = []
    behind: int | None = None
    for letter in reversed(piece.now):
        found.append(behind)
        behind = letter.old if letter.old is not None else behind
    return found[::-1]


def _written(letters: Iterable[Span], told: list[str]) -> Typed:
    wanted = _joined(letters)
    for escape in (False, True):
        raw = "".join(_mark(span, escape) for span in wanted)
        if _same(parse_inline(raw), wanted):
            return Typed(raw, tuple(told))
    bare = [Span(span.text, link=span.link) for span in wanted]
    raw = "".join(_mark(span, True) for span in _joined(bare))
    return Typed(raw, (*told, "emphasis"))


def _joined(letters: Iterable[Span]) -> list[Span]:
    """Neighbours of one look as one span; spaces at its ends outside of its marks."""
    merged: list[Span] = []
    for (strong, emphasis, link, empty), group in groupby(
        letters, key=lambda s: (s.strong, s.emphasis, s.link, not s.text)
    ):
        if empty:
            merged += group
            continue
        text = "".join(span.text for span in group)
        core = text.strip()
        marked = strong or emphasis or link
        if not marked or not core:
            merged.append(Span(text))
            continue
        head, tail = text[: text.index(core)], text[text.index(core) + len(core) :]
        merged += [Span(head), Span(core, strong, emphasis, link), Span(tail)]
    found: list[Span] = []
    for span in merged:
        if not span.text and not span.link:
            continue
        if found and span.text and found[-1].text and _look(found[-1]) == _look(span):
            found[-1] = replace(found[-1], text=found[-1].text + span.text)
        else:
            found.append(span)
    folded = [replace(span, text=re.sub(r"\s+", " ", span.text)) for span in found]
    if folded and not folded[0].link:
        folded[0] = replace(folded[0], text=folded[0].text.lstrip())
    if folded and not folded[-1].link:
        folded[-1] = replace(folded[-1], text=folded[-1].text.rstrip())
    return [span for span in folded if span.text or span.link]


def _look(span: Span) -> tuple[bool, bool, Link | None]:
    return span.strong, span.emphasis, span.link


def _same(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return [(s.text, _look(s)) for s in one] == [(s.text, _look(s)) for s in other]


def _mark(span: Span, escape: bool) -> str:
    text = _SPECIAL.sub(r"\\\1", span.text) if escape else span.text
    if span.link:
        text = f"[{text}]({_address(span.link)})"
    if span.emphasis:
        text = f"_{text}_"
    if span.strong:
        text = f"__{text}__"
    return text


def _address(link: Link) -> str:
    if link.kind == "url":
        return link.id
    return f"{link.kind}:{link.id}" + (f"#{link.anchor}" if link.anchor else "")
