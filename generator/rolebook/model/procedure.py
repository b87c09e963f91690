"""A procedure: documented information that says who does what, by when, with which form.

Source of the fields: ISO 9001:2015 clauses 4.4, 6.1, 7.5 and 8.1, and what real procedures
leave open most often (who, by when).
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from rolebook.model.base import Amount, Code, Flag, FormId, Id, Model, Whole
from rolebook.model.control import DocumentControl, Source
from rolebook.model.text import Text

Target = Annotated[
    str,
    StringConstraints(pattern=r"^(procedure:[a-z0-9-]+(#[a-z0-9-]+)?|[a-z0-9]+(-[a-z0-9]+)*)$"),
]
"""Where the flow goes on: a step's id, ``end``, ``procedure:ID`` or ``procedure:ID#step``."""


class Scope(Model):
    """What the procedure covers and what it does not."""

    includes: tuple[Text, ...] = ()
    """Covered."""
    excludes: tuple[Text, ...] = ()
    """Not covered."""


class Input(Model):
    """Something the procedure needs, and from whom."""

    item: Text
    """What."""
    source: Text | None = Field(default=None, alias="from")
    """From whom."""


class Output(Model):
    """Something the procedure delivers, and to whom."""

    item: Text
    """What."""
    to: Text | None = None
    """To whom."""


class Due(Model):
    """By when: a number of units after intake, a step or an event; a rhythm; or in words."""

    exactly_one_of: ClassVar[tuple[str, ...]] = ("within", "every", "by")
    at_most_one_of: ClassVar[tuple[str, ...]] = ("of", "of_event")

    within: Whole | None = None
    """So many units; 0 working days is the same day."""
    unit: Literal["hours", "working_days", "calendar_days", "weeks", "months"] = "working_days"
    """What is counted."""
    of: Id = "intake"
    """Counted from: intake, or the id of a step of this procedure."""
    of_event: Text | None = None
    """Counted from something that happens outside the procedure: the maker's answer."""
    every: Literal["day", "week", "month", "quarter", "half_year", "year"] | None = None
    """The rhythm of work that comes back."""
    by: Text | None = None
    """A date that the case names: the day agreed with the customer."""


class Doer(Model):
    """Who does a step: a role or party by its id, one of several, or somebody in words."""

    shorthand: ClassVar[str] = "who"
    exactly_one_of: ClassVar[tuple[str, ...]] = ("who", "text", "one_of")

    who: Id | None = None
    """A role, or a party of the vocabulary: customer, importer, works-council."""
    any_of: tuple[Doer, ...] = Field(default=(), alias="one_of")
    """Any one of these."""
    text: Text | None = None
    """In words."""
    another: Flag = False
    """True when it is another holder of the role than in the step before (four-eyes)."""
    note: Text | None = None
    """What this doer's part is: picks, checks."""


class Branch(Model):
    """One way out of a decision."""

    when: Text
    """The answer that leads this way."""
    to: Target
    """A step's id, end, procedure:ID or procedure:ID#step."""
    text: Text | None = None
    """What is done on the way, in short."""
    by: tuple[Doer, ...] = ()
    """Who does that, where it is not whoever does the step."""
    due: Due | None = None
    """By when that is done."""


class Decision(Model):
    """A question and its labelled branches."""

    question: Text
    """What is asked."""
    branches: tuple[Branch, ...]
    """At least two ways out."""


class Step(Model):
    """A step: one thing done, by whom, by when, with what."""

    id: Id | None = None
    """A name, needed where something refers to the step."""
    step: Text
    """What is done: a verb and its object."""
    by: tuple[Doer, ...] = ()
    """Who does it: all of these together, or one entry with one_of."""
    accountable: Id | None = None
    """The one role or party that answers for it; where only one role does the step, that role."""
    approves: Id | None = None
    """The step whose work is approved here: whoever did that does not approve it."""
    consulted: tuple[Doer, ...] = ()
    """Who is asked before."""
    informed: tuple[Doer, ...] = ()
    """Who is told after."""
    due: Due | None = None
    """By when."""
    latest: Due | None = None
    """The last day that counts, where somebody outside sets one."""
    reminders: tuple[Due, ...] = ()
    """When it is done again while there is no answer."""
    form: FormId | None = None
    """The form that is filled in."""
    system: Text | None = None
    """The system it is done in."""
    evidence: Text | None = None
    """What shows that it was done."""
    detail: tuple[Text, ...] = ()
    """How it is done, point by point."""
    decision: Decision | None = None
    """The question that decides how it goes on."""
    next: Target | None = None
    """Where it goes on, when that is not the following step."""
    calls: Id | None = None
    """The procedure that is carried out within this step."""
    escalation: Text | None = None
    """What happens when it does not work out."""


class Retention(Model):
    """How long a record is kept."""

    shorthand: ClassVar[str] = "text"

    years: Whole | None = None
    """So many years."""
    months: Whole | None = None
    """So many months."""
    after: Text | None = None
    """Counted from: the end of the case."""
    basis: Text | None = None
    """Why so long."""
    text: Text | None = None
    """In words."""


class Record(Model):
    """What is kept to show that the procedure was followed."""

    record: Text
    """What is kept."""
    form: FormId | None = None
    """On which form."""
    system: Text | None = None
    """In which system or place."""
    keep: Retention | None = None
    """How long."""
    kept_by: Id | None = None
    """By which role."""


class Kpi(Model):
    """A figure by which the procedure is judged."""

    exactly_one_of: ClassVar[tuple[str, ...]] = ("at_least", "at_most", "exactly")

    kpi: Text
    """What is measured."""
    at_least: Amount | None = None
    """The target is at least this."""
    at_most: Amount | None = None
    """The target is at most this."""
    exactly: Amount | None = None
    """The target is this."""
    unit: Text | None = None
    """Of what: %, working days, claims."""
    within: Text | None = None
    """Over which time, where it matters."""


class Risk(Model):
    """What can go wrong and what is done against it."""

    risk: Text
    """What can go wrong."""
    control: Text | None = None
    """What is done against it."""


class Procedure(Model):
    """One procedure. The file's name is its id."""

    own_per_language: ClassVar[frozenset[str]] = frozenset(["also_known_as"])

    id: Id
    title: Text
    """The procedure's title."""
    also_known_as: tuple[Text, ...] = ()
    """Other words people look for; search finds them."""
    formerly: tuple[Id, ...] = ()
    """Ids the procedure had before."""
    area: Id
    """The procedure area."""
    purpose: Text | None = None
    """What it is there for."""
    scope: Scope = Scope()
    """What it covers."""
    trigger: Text | None = None
    """What starts it."""
    inputs: tuple[Input, ...] = ()
    """What it needs."""
    outputs: tuple[Output, ...] = ()
    """What it delivers."""
    terms: tuple[Id, ...] = ()
    """Terms of the vocabulary it uses."""
    steps: tuple[Step, ...] = ()
    """The steps, in order; their numbers are computed."""
    records: tuple[Record, ...] = ()
    """What is kept."""
    kpis: tuple[Kpi, ...] = ()
    """By what it is judged."""
    risks: tuple[Risk, ...] = ()
    """What can go wrong."""
    related: tuple[Id, ...] = ()
    """Related procedures."""
    references: tuple[Source, ...] = ()
    """Outside references."""
    code: Code | None = None
    """A code in another system."""
    notes: tuple[Text, ...] = ()
    """Free text that belongs to no section; not printed."""
    document: DocumentControl = DocumentControl()
    """Number, owner, review."""
