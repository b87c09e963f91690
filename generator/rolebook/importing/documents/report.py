"""What was imported, as a text to read: drafts, what is to be reviewed, what was left out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from rolebook.importing.documents.bringing import Brought
from rolebook.importing.documents.filling.draft import Draft, path_shown
from rolebook.importing.documents.reading.lines import Pieces, joined
from rolebook.importing.documents.similar import Likeness

_LANGUAGES = {"en": "English", "nl": "Dutch", "de": "German"}
_TRADITIONS = {
    "reference": "reference job of a sector handbook",
    "result-table": "result description",
    "dealer-standard": "dealer-standard role",
    "job-instruction": "numbered job instruction",
    "": "description of no certain tradition",
    "procedure": "procedure",
}


def place_of(pieces: Pieces) -> str:
    """``line 3``, or ``lines 3 to 5`` where it goes over several."""
    places = list(dict.fromkeys(piece.line.place for piece in pieces))
    if len(places) > 1:
        first, last = places[0], places[-1]
        if first.startswith("line ") and last.startswith("line "):
            return f"lines {first[5:]} to {last[5:]}"
        return f"{first} to {last}"
    return places[0] if places else "nowhere"


def reach(draft: Draft) -> str:
    """From where to where in the document a draft's text stands."""
    lines = [piece.line for _, value in draft.values() for piece in value.pieces]
    lines += [piece.line for _, pieces in draft.labels for piece in pieces]
    if not lines:
        return "nowhere"
    places = sorted({_order(line.place): line.place for line in lines}.items())
    first, last = places[0][1].split(", column")[0], places[-1][1].split(", column")[0]
    return first if first == last else f"{first} to {last}"


def _order(place: str) -> tuple[object, ...]:
    return tuple(int(w) if w.isdigit() else 0 for w in place.replace(",", "").split())


def report(
    brought: Sequence[Brought],
    files: Mapping[int, str],
    alike: Mapping[int, Likeness],
    *,
    trace: bool,
) -> str:
    """The whole report. ``files`` and ``alike``: by the id() of a draft, where it was written and
    what it nearly repeats."""
    lines: list[str] = []
    for one in brought:
        lines += _document(one, files, alike, trace)
    return "\n".join(lines).rstrip() + "\n"


def _document(
    one: Brought, files: Mapping[int, str], alike: Mapping[int, Likeness], trace: bool
) -> Iterator[str]:
    yield f"# {one.document.name}"
    yield ""
    language = _LANGUAGES.get(one.lang, one.lang)
    doubt = "; little says so, give it by --lang" if one.sure < 0.4 else ""
    yield f"Language: {language}{doubt}. Drafts: {len(one.drafts)}."
    for draft in one.drafts:
        yield ""
        yield from _draft(draft, files[id(draft)], alike.get(id(draft)), trace)
    if one.document.mended:
        yield f"Hyphens that line ends had left were taken out: {', '.join(one.document.mended)}."
    if not one.drafts:
        yield (
            "No headings of a job or a procedure were found. With --as role or --as procedure it "
            "becomes one draft; the words of your headings can be given in templates/importing.yml."
        )
    if one.left:
        yield ""
        yield "## Left out, in no draft"
        yield from _left([(left.reason, left.pieces) for left in one.left])
    yield ""


def _draft(draft: Draft, file: str, alike: Likeness | None, trace: bool) -> Iterator[str]:
    doubtful = [(path, value) for path, value in draft.values() if value.guess]
    yield f"## {file}"
    yield ""
    yield f"{draft.fields['title'].text}: {_TRADITIONS[draft.tradition]}, {reach(draft)}."
    for remark in draft.remarks:
        yield f"- {remark[:1].upper()}{remark[1:]}."
    if draft.missing:
        yield f"- Not found: {', '.join(draft.missing)}."
    if alike:
        yield (
            f"- Nearly a repetition of {alike.other}: {alike.alike} of {alike.all} tasks are alike."
        )
    if doubtful:
        yield f"- To review: {len(doubtful)}"
        for path, value in doubtful:
            where = f" ({place_of(value.pieces)})" if value.pieces else ""
            yield f"    {path_shown(path)}: {value.guess}{where}"
    if draft.left:
        yield ""
        yield "### Left out"
        yield from _left([(left.reason, left.pieces) for left in draft.left])
    labels = [(name, pieces) for name, pieces in draft.labels if name != "mark"]
    if labels:
        yield ""
        yield "### Read as headings, labels and connecting words"
        for name, pieces in labels:
            yield from _text(f"{place_of(pieces)} ({name or 'unknown'})", joined(pieces))
    if trace:
        yield ""
        yield "### Where every value comes from"
        for path, value in draft.values():
            origin = place_of(value.pieces) if value.pieces else "not in the document"
            yield f"    {path_shown(path)} <- {origin}"


def _left(items: Sequence[tuple[str, Pieces]]) -> Iterator[str]:
    by_reason: dict[str, list[Pieces]] = {}
    for reason, pieces in items:
        by_reason.setdefault(reason, []).append(pieces)
    for reason, found in by_reason.items():
        yield f"- {reason[:1].upper()}{reason[1:]}:"
        for pieces in found:
            yield from _text(place_of(pieces), joined(pieces))


def _text(where: str, text: str) -> Iterator[str]:
    yield from textwrap.wrap(
        f"{where}: {text}", 100, initial_indent="    ", subsequent_indent="      ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
