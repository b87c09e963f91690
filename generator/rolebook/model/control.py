"""Document control: what every document of the handbook says about itself.

Source: ISO 9001:2015 clause 7.5.2 and 7.5.3 (identification, review and approval, distribution,
control of changes); the approval blocks of numbered job instructions.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import WithJsonSchema

from rolebook.model.base import ID_PATTERN, Code, Day, Flag, FormId, Id, Model, Whole
from rolebook.model.text import Text

LAYOUTS = ("reference", "result-table", "job-instruction", "dealer-standard")
"""The layouts of job descriptions that come with the program."""
Layout = Annotated[
    Id,
    WithJsonSchema(
        {
            "type": ["string", "number", "boolean"],
            "pattern": ID_PATTERN,
            "patternErrorMessage": "Small letters, digits and single hyphens: job-instruction.",
            "examples": list(LAYOUTS),
        }
    ),
]
"""The name of a layout: one of ours, or a file in templates/layouts/."""
LANGUAGE = r"^[a-z]{2,3}(-[A-Z]{2})?$"


class Party(Model):
    """Somebody: a role by its id, or in words where it is no role of this handbook."""

    shorthand: ClassVar[str] = "role"
    exactly_one_of: ClassVar[tuple[str, ...]] = ("role", "text")

    role: Id | None = None
    """The role's id."""
    text: Text | None = None
    """In words, for anybody who is no role: the shareholders, the owner."""


class Approval(Model):
    """The approval block at the head of a numbered job instruction."""

    by: Party
    """The office that approves."""
    seal: Flag = False
    """Whether the block leaves a place for the seal."""


class DocumentControl(Model):
    """Number, owner and the people who prepared, checked and released the document."""

    number: Code | None = None
    """The document's own number; unique in the handbook."""
    owner: Id | None = None
    """The role that answers for the document's content."""
    prepared_by: Id | None = None
    """The role that writes it. Who prepares does not release."""
    checked_by: Id | None = None
    """The role that checks it."""
    released_by: Id | None = None
    """The role that releases it."""
    review_by: Day | None = None
    """The last day for the next review."""
    layout: Layout | None = None
    """The form of the paper, where it is not the handbook's own: reference, result-table,
    job-instruction, dealer-standard, or a file in templates/layouts/."""
    template: Flag = False
    """True for a template: open blanks are meant and print as dotted lines."""
    approval: Approval | None = None
    """The approval block, in the tradition of the numbered job instruction."""
    distribution: tuple[Text, ...] = ()
    """Who receives the document."""
    withdrawn: Day | None = None
    """The day from which the document no longer holds."""
    replaced_by: Id | None = None
    """The document that takes its place."""


Meaning = Literal["seen", "received", "agreed", "endorsed", "explained", "released"]


class SignaturePlace(Model):
    """One place to sign. One signature can mean several things."""

    by: Literal["employee", "manager", "head_of_unit", "hr", "works_council", "management"]
    """Who signs."""
    meaning: tuple[Meaning, ...]
    """What the signature says: seen, received, agreed, endorsed, explained, released."""
    text: Text | None = None
    """The organisation's own words in place of the standard sentence."""


class Limit(Model):
    """How far an authority reaches: an amount, or words."""

    shorthand: ClassVar[str] = "text"
    exactly_one_of: ClassVar[tuple[str, ...]] = ("amount", "text")

    amount: Whole | None = None
    """The amount in whole units of the currency."""
    currency: Code = "EUR"
    """ISO 4217 code."""
    per: Text | None = None
    """What the amount is counted by: case, year."""
    text: Text | None = None
    """The limit in words."""


class Source(Model):
    """A document that something is based on or guided by."""

    shorthand: ClassVar[str] = "text"

    text: Text
    """The document's title, or what is followed."""
    procedure: Id | None = None
    """The procedure of this handbook, where it is one."""
    form: FormId | None = None
    """The form of this handbook, where it is one."""
    url: Code | None = None
    """Where it can be read."""
