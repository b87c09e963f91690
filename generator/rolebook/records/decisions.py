"""Decisions on grades as files: ``records/decisions/ROLE/0002.json``, written once, never changed.

A decision is about one version of a role under one version of a scheme. It holds both by their
fingerprints and what it rests on as it was; the answers with their evidence, what was computed from
them and what was decided; who took part, and every date. All this in each language of the handbook
that was there, with what ids were called that day: report and letter can be drawn again from it
alone. A later decision about the role takes its place; nothing is ever overwritten.

The decisions about a role are numbered through, whatever their scheme; each holds the hash of the
one before. The form of the file is that of all that is kept (`rolebook.records.keeping`): the facts
first, then ``result``, ``rests_on``, ``settings`` and ``editions`` as its body.

People stand in a decision by their roles only: it is kept in git, and a job may have one holder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from rolebook.grading.result import Reason
from rolebook.grading.shape import reason_of
from rolebook.model.answers import Answers
from rolebook.model.base import Path as ValuePath
from rolebook.model.base import takes_text
from rolebook.model.decision import Consent
from rolebook.model.text import Text
from rolebook.records.fingerprint import VERSION, Content
from rolebook.records.keeping import below_the_hash, body_of, hash_of, put, read_kept, texts_of
from rolebook.records.store import Names
from rolebook.records.translations import BrokenRecord

FOLDER = "records/decisions"


@dataclass(frozen=True, slots=True)
class Edition:
    """A decision in one language. ``form``: the answers with their evidence and what was decided,
    in canonical form; empty where nobody translated them. ``names``: what the ids in it were
    called, the scheme's parts among them."""

    form: Content
    names: Names


@dataclass(frozen=True)
class Decision:
    """One decision on a grade. ``role`` and ``scheme`` are ids as of that day.

    ``number`` counts the decisions about the role. ``revision`` and ``version`` name the approved
    revision of the role that was graded (0 and empty: its text was not approved). ``job`` is its
    job-content fingerprint, ``references`` are those of the reference jobs it was compared with,
    ``rules`` those of the parts of the scheme's rules, ``rules_whole`` of all of them.
    ``computed`` and ``indicated`` are empty where no such grade followed. ``object_until`` is the
    last day for an objection, where day of notice and terms are known. ``previous`` is the hash
    of the decision before, or empty.
    """

    role: str
    number: int
    scheme: str
    scheme_version: str
    grade: str
    on: date
    by: str
    took_part: tuple[str, ...]
    outcome: str
    computed: str
    indicated: str
    reason: str
    consent: Content
    notice: date | None
    effective: date
    object_until: date | None
    revision: int
    version: str
    job: str
    rules_whole: str
    basis: tuple[str, ...]
    rules: Mapping[str, str]
    references: Mapping[str, str]
    governing: str
    previous: str
    canonical: int = VERSION
    hash: str = ""
    body: bytes = field(default=b"", repr=False)
    """The lines of what is long."""

    @property
    def file(self) -> str:
        """Where it stands, below the handbook's root."""
        return f"{FOLDER}/{self.role}/{self.number:04}.json"

    @property
    def result(self) -> Mapping[str, Any]:
        """What followed from the answers, as `rolebook.grading.shape` gives it."""
        found: Mapping[str, Any] = self._body["result"]
        return found

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why this followed, line by line; and `warnings`."""
        return tuple(reason_of(told) for told in self.result["reasons"])

    @property
    def warnings(self) -> tuple[Reason, ...]:
        """What was to be looked at again."""
        return tuple(reason_of(told) for told in self.result["warnings"])

    @property
    def rests_on(self) -> Mapping[str, Content]:
        """The job and the reference jobs as they were, in the governing language, by their ids."""
        found: Mapping[str, Content] = self._body["rests_on"]
        return found

    @property
    def settings(self) -> Content:
        """The settings of the handbook that a paper shows, in canonical form."""
        found: Content = self._body["settings"]
        return found

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """The decision in each language of the handbook that day."""
        return {lang: Edition(**edition) for lang, edition in self._body["editions"].items()}

    def form(self, lang: str) -> Answers:
        """The answers with what was decided, in a language as far as they are translated."""
        return form_of(self.editions, lang, self.governing)

    @property
    def consented(self) -> Consent | None:
        """The works council and this grading, where it was asked."""
        if not self.consent:
            return None
        return Consent.model_validate(dict(self.consent), context={"lang": self.governing})

    @cached_property
    def _body(self) -> dict[str, Any]:
        return texts_of(self.body)


def form_of(editions: Mapping[str, Edition], lang: str, governing: str) -> Answers:
    """The answers in a language; each text knows which language it is in."""
    main = editions[governing].form
    form = (editions[lang].form if lang in editions else {}) or main

    def told(value: Any, there: Any, path: ValuePath) -> Any:
        if isinstance(value, dict):
            return {key: told(item, there[key], (*path, key)) for key, item in value.items()}
        if isinstance(value, list):
            pairs = enumerate(zip(value, there, strict=True))
            return [told(item, other, (*path, index)) for index, (item, other) in pairs]
        if isinstance(value, str) and takes_text(Answers, path):
            return Text(value, governing if value == there else lang)
        return value

    return Answers.model_validate(told(form, main, ()))


def sealed(
    decision: Decision,
    *,
    result: Content,
    rests_on: Mapping[str, Content],
    settings: Content,
    editions: Mapping[str, Edition],
) -> Decision:
    """The decision with its body and its hash."""
    texts = {
        "result": result,
        "rests_on": rests_on,
        "settings": settings,
        "editions": {
            lang: {"form": edition.form, "names": edition.names}
            for lang, edition in editions.items()
        },
    }
    full = replace(decision, body=body_of(texts))
    return replace(full, hash=hash_of(below_the_hash(full, _DATES)))


def read(file: Path) -> Decision:
    """The decision in a file. Raises BrokenRecord."""
    data, body = read_kept(file, "result", VERSION)
    try:
        dates = {name: data[name] and date.fromisoformat(data[name]) for name in _DATES}
        lists = {name: tuple(data[name]) for name in _LISTS}
        decision = Decision(**{**data, **dates, **lists, "body": body})
    except (ValueError, TypeError, KeyError) as error:
        raise BrokenRecord("it is no decision on a grade") from error
    if (decision.role, f"{decision.number:04}.json") != (file.parent.name, file.name):
        raise BrokenRecord(
            f"it is decision {decision.number} about {decision.role} under another name"
        )
    return decision


def write(root: Path, decision: Decision) -> Path:
    """Put a sealed decision in its place. Raises Meanwhile where one stands there, and OSError."""
    target = root / decision.file
    put(root, target, decision.hash, below_the_hash(decision, _DATES))
    return target


_DATES = ("on", "notice", "effective", "object_until")
_LISTS = ("took_part", "basis")
