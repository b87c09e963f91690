"""Why a job has its grade: what was judged, characteristic by characteristic, and what follows.

Report and letter tell it in the words of the day of the decision: the writer here is one of a
handbook that was drawn around the decision (`rolebook.records.redraw.as_decided`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial

from rolebook.grading import Reason
from rolebook.grading.sentences import Sentences, templates
from rolebook.handbook import Handbook
from rolebook.model.answers import Answer, Answers, Comparison, Part
from rolebook.model.scheme import Factor, Joint, Level, Scheme, SchemeCharacteristic
from rolebook.model.text import Text
from rolebook.records import Decision, Records
from rolebook.records.redraw import as_decided
from rolebook.views.document import (
    Block,
    Cell,
    Fact,
    Item,
    Line,
    Listing,
    Paragraph,
    Row,
    Span,
    Table,
    plain,
)
from rolebook.views.writer import Writer

IN_THE_TABLE = frozenset(
    (
        *("reference", "compared", "ticked", "factor-points", "factor-points-weighted"),
        *("joint-points", "level", "level-inherited", "example"),
    )
)
"""The reasons that the tables and lists of what was judged tell already."""

_DASH = plain("–")


def writer_about(handbook: Handbook, records: Records, decision: Decision, lang: str) -> Writer:
    """Writes in a language about a decision, in the words of its day."""
    return Writer(as_decided(handbook.editions[lang], decision, lang), records)


class Why:
    """The reasons of one decision, put into blocks."""

    def __init__(self, writer: Writer, decision: Decision) -> None:
        self.writer, self.decision = writer, decision
        self.scheme: Scheme = writer.book.schemes[decision.scheme]
        self.form: Answers = decision.form(writer.lang)
        self.say = Sentences(writer.words, self.scheme, writer.book.roles, writer.book.schemes)

    # -- what was judged

    def judged(self) -> Iterator[Block]:
        """What was judged: of the job as a whole, or of each of its parts."""
        if not self.form.parts:
            yield from self._judged(self.form)
            return
        _ = self.writer.words
        for at, part in enumerate(self.form.parts, 1):
            yield Paragraph(self._part(at, part), "lead")
            yield from self._judged(part)

    def _part(self, at: int, part: Part) -> Line:
        """`Part 1: warranty claims, 60 % of the working time`, and its level."""
        _ = self.writer.words
        said = [plain(_("Part {number}", number=at))]
        told = [r for r in self.decision.reasons if r.values.get("number") == at]
        if part.text:
            said.append(self.writer.line(part.text))
        share = next((r.values["share"] for r in told if "share" in r.values), part.share)
        if share is not None:
            said.append(plain(_("{share} % of working time", share=share)))
        if part.level:
            said.append(plain(part.level))
        return self.writer.joined(said)

    def _judged(self, given: Comparison) -> Iterator[Block]:
        """A table of the characteristics or factors, and the signs that fitted."""
        _ = self.writer.words
        reference = self.writer.book.roles.get(given.reference or "")
        if reference:
            grade = plain(reference.grade or "–")
            text = _("Compared with the reference job {reference}, grade {grade}.")
            yield Paragraph(
                self.writer.compose(text, reference=self.writer.role(reference.id), grade=grade)
            )
        rows = [*self._rows(given.answers)]
        if rows:
            points = any(row.points for row in rows)
            shown = any(row.evidence for row in rows)
            judged = (_("Judged to be"), 7, True)
            if reference:
                judged = (_("Compared with {job}", job=reference.title.plain), 6, True)
            columns = (
                (self._heading(), 5, True),
                judged,
                (_("Points"), 2, points),
                (_("What in the job shows it"), 9 if points else 17 - judged[1], shown),
            )
            head = tuple(title for title, _width, there in columns if there)
            widths = tuple(width for _title, width, there in columns if there)
            yield Table("", head, tuple(row.cells(points, shown) for row in rows), widths)
        signs = [*self._ticked(given)]
        if signs:
            yield Paragraph(plain(_("Examples that fit the job, as signs")), "lead")
            yield Listing(tuple(signs))

    def _heading(self) -> str:
        _ = self.writer.words
        return _("Factor") if self.scheme.factors else _("Characteristic")

    def _rows(self, answers: Mapping[str, Answer]) -> Iterator[_Judged]:
        """The answers in the scheme's order; factors scored together have their points in a row of
        the pair."""
        pairs = {joint.row_factor: joint for joint in self.scheme.joint}
        pairs |= {joint.column_factor: joint for joint in self.scheme.joint}
        told: set[str] = set()
        items: list[Factor | SchemeCharacteristic] = [*self.scheme.factors]
        for item in [*items, *self.scheme.characteristics]:
            if item.id not in answers:
                continue
            answer = answers[item.id]
            joint = pairs.get(item.id)
            yield _Judged(
                self.writer.line(item.title),
                tuple(self._level(item, answer)),
                "" if joint else self._points(item.id),
                self._evidence(answer.evidence),
            )
            if joint and joint.id in told:
                yield self._pair(joint)
            told |= {joint.id} if joint else set()

    def _pair(self, joint: Joint) -> _Judged:
        _ = self.writer.words
        return _Judged(
            self.writer.line(joint.title), (plain(_("both together")),), self._points(joint.id), ()
        )

    def _points(self, id_: str) -> str:
        """The points of a factor, or of a pair, as they were computed."""
        for factor in self.decision.result["factors"]:
            if factor["id"] == id_ and factor["points"] is not None:
                return self.writer.words.number(Decimal(str(factor["points"])))
        return ""

    def _level(self, item: Factor | SchemeCharacteristic, answer: Answer) -> Iterator[Line]:
        """The level in words: how it compares, or what the scheme says of it."""
        _ = self.writer.words
        sides = {
            "lighter": _("lighter"),
            "equal": _("about equal"),
            "heavier": _("heavier"),
        }
        if self.scheme.method == "reference-comparison":
            yield plain(sides[answer.level])
            return
        text = described(item.levels, answer.level)
        yield plain(_("level {level}", level=answer.level))
        if text:
            yield self.writer.line(text)

    def _evidence(self, evidence: Text | None) -> tuple[Line, ...]:
        return (self.writer.line(evidence),) if evidence else ()

    def _ticked(self, given: Comparison) -> Iterator[Item]:
        """Each example that fitted, with what shows it; and each special situation that holds."""
        for one in given.ticked:
            side = one.example.partition("/")[0]
            comparison = self.scheme.method == "reference-comparison"
            values = {"example": one.example}
            values |= {"reference": given.reference or "", "side": side} if comparison else {
                "grade": side
            }  # fmt: skip
            said = self.say(Reason("ticked" if comparison else "example", values))
            yield Item(plain(said), details=self._shown_by(one.evidence))
        known = {situation.id: situation.text for situation in self.scheme.situations}
        for holding in self.form.situations if given is self.form else ():
            text = known.get(holding.situation)
            line = self.writer.line(text) if text else plain(holding.situation)
            yield Item(line, details=self._shown_by(holding.evidence))

    def _shown_by(self, evidence: Text | None) -> tuple[Fact, ...]:
        label = self.writer.words("What in the job shows it")
        return (Fact(label, (self.writer.line(evidence),)),) if evidence else ()

    # -- what follows

    def told(self) -> Iterator[Block]:
        """What followed from the answers, every line of it."""
        return self._listed(self._sentence(*one, self.say) for one in self._reasons())

    def told_in_short(self) -> Iterator[Block]:
        """What followed from the answers, without what the tables tell already; each sentence says
        itself what the job was compared with."""
        lines, reference = [], ""
        reasons = [*self._reasons()]
        for at, (reason, stored) in enumerate(reasons):
            if reason.id == "reference":
                reference = str(reason.values["reference"])
            if reason.id in IN_THE_TABLE or _said_again(reason, reasons[at + 1 :]):
                continue
            say = partial(self.say.beside, reference=reference)
            lines.append(self._sentence(reason, stored, say))
        return self._listed(lines)

    def _reasons(self) -> Iterator[tuple[Reason, str]]:
        """The reasons, each with the sentence that was stored."""
        stored = (one["text"] for one in self.decision.result["reasons"])
        return zip(self.decision.reasons, stored, strict=True)

    def looked_at_again(self) -> Iterator[Block]:
        """What was computed to be looked at again."""
        warnings = zip(self.decision.warnings, self.decision.result["warnings"], strict=True)
        return self._listed(
            self._sentence(reason, stored["text"], self.say) for reason, stored in warnings
        )

    def _listed(self, lines: Iterable[Line]) -> Iterator[Block]:
        if items := tuple(Item(line) for line in lines):
            yield Listing(items)

    def judgement(self) -> Iterator[Line]:
        """Why the overall answer holds, as people wrote it down."""
        for given in (self.form, *self.form.parts):
            if given.judgement:
                yield self.writer.line(given.judgement)

    def _sentence(self, reason: Reason, stored: str, say: Callable[[Reason], str]) -> Line:
        """The sentence of a reason; as it was stored where today's program knows it no more."""
        if reason.id in templates(self.writer.words):
            return plain(say(reason))
        governing = self.decision.governing
        return Line((Span(stored),), "" if governing == self.writer.lang else governing)


def _said_again(reason: Reason, following: Sequence[tuple[Reason, str]]) -> bool:
    """How the job compares as a whole is said once more with what follows from that."""
    return reason.id == "overall" and any(r.id.startswith("shift-") for r, _ in following[:1])


class _Judged:
    """A row of what was judged."""

    def __init__(
        self, title: Line, level: Sequence[Line], points: str, evidence: Iterable[Line]
    ) -> None:
        self.title, self.level, self.points = title, tuple(level), points
        self.evidence = tuple(evidence)

    def cells(self, points: bool, shown: bool) -> Row:
        """``points``, ``shown``: whether the table has a column for points, and for evidence."""
        score = (Cell((plain(self.points) if self.points else _DASH,)),) if points else ()
        return Row(
            (
                Cell((self.title,), header=True),
                Cell(self.level),
                *score,
                *((Cell(self.evidence or (_DASH,)),) if shown else ()),
            )
        )


def described(levels: Sequence[Level], id_: str) -> Text | None:
    """What the scheme says of a level; a cell that says what its neighbour says has its words."""
    at = next((i for i, level in enumerate(levels) if level.id == id_), -1)
    while 0 <= at < len(levels):
        level = levels[at]
        if level.same_as is None:
            return level.text
        at += -1 if level.same_as == "lower" else 1
    return None
