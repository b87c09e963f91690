"""The words and the organisation that roles and procedures refer to.

One file per list: roles/vocabulary/families.yml holds ``families: [...]``, and so on;
roles/organisation/units.yml and positions.yml likewise.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from rolebook.model.base import Amount, Code, FormId, Id, Model, Whole
from rolebook.model.position import Deputy, Superior
from rolebook.model.procedure import Retention
from rolebook.model.text import Text


class Family(Model):
    """A job family: jobs of one kind of work."""

    id: Id
    """The name roles use."""
    title: Text
    """The family's title."""
    text: Text | None = None
    """What its jobs have in common."""


class ProcedureArea(Model):
    """A group of procedures that belong together."""

    id: Id
    """The name procedures use."""
    title: Text
    """The area's title."""
    text: Text | None = None
    """What it is about."""


class Party(Model):
    """Somebody who takes part in procedures and is no role: customer, importer."""

    id: Id
    """The name procedures use."""
    title: Text
    """In words."""


class Term(Model):
    """A word of the handbook and what it means here."""

    own_per_language: ClassVar[frozenset[str]] = frozenset(["also"])

    id: Id
    """The name procedures use."""
    term: Text
    """The word."""
    definition: Text
    """What it means here."""
    also: tuple[Text, ...] = ()
    """Other words for the same; search finds them."""
    see: tuple[Id, ...] = ()
    """Other terms to look at."""


class FormField(Model):
    """One thing that is filled in on a form."""

    shorthand: ClassVar[str] = "field"
    at_most_one_of: ClassVar[tuple[str, ...]] = ("lines", "choices")

    field: Text
    """What is asked."""
    lines: Annotated[Whole, Field(le=40)] = 1
    """So many lines of room, 40 at most."""
    choices: tuple[Text, ...] = ()
    """The answers to tick."""


class FormPart(Model):
    """Fields that belong together."""

    part: Text
    """The heading."""
    fields: tuple[FormField, ...]
    """What is filled in, in order."""


class Form(Model):
    """A form, on paper or on a screen."""

    at_most_one_of: ClassVar[tuple[str, ...]] = ("file", "parts")

    id: FormId
    """Its number as printed on it: F-01."""
    title: Text
    """Its title."""
    system: Text | None = None
    """Where it is filled in."""
    file: Code | None = None
    """The file of the blank form, below pages/; of ID.nl.pdf beside ID.pdf Dutch readers get the
    first."""
    parts: tuple[FormPart, ...] = ()
    """What is filled in: the blank form gets a page, and is printed, from these."""
    signed_by: tuple[Text, ...] = ()
    """Who signs the blank form: a role, the customer."""
    keep: Retention | None = None
    """How long it is kept."""


class Unit(Model):
    """An organisational unit."""

    id: Id
    """The name roles and positions use."""
    code: Code | None = None
    """The code as printed."""
    title: Text
    """The unit's title."""
    part_of: Id | None = None
    """The unit it belongs to."""
    head: Id | None = None
    """The role that leads it."""
    text: Text | None = None
    """What it does."""


class Position(Model):
    """A place in the organisation that one or more people fill. No names of persons."""

    id: Id
    """The name of the position."""
    role: Id
    """The role its holders have."""
    unit: Id
    """The unit it is in."""
    seats: Whole = 1
    """How many people fill it."""
    hours: Amount | None = None
    """Hours a week for one seat."""
    reports_to: tuple[Superior, ...] = ()
    """Where it differs from the role."""
    deputised_by: tuple[Deputy, ...] = ()
    """Where it differs from the role."""


class Situation(Model):
    """A situation in which somebody looks for a procedure, in that person's own words. The front
    page leads from it to where to start."""

    id: Id
    """A name for the situation; translations belong to it."""
    text: Text
    """What somebody says, sees or asks: My claim came back rejected."""
    procedure: Id
    """The procedure that helps."""
    step: Id | None = None
    """The step of it to start with; else the first one."""
    said_by: Id | None = None
    """Whose words these are: a role, or a party such as customer."""


class Families(Model):
    """roles/vocabulary/families.yml"""

    families: tuple[Family, ...]
    """All job families, in the order to show them."""


class Areas(Model):
    """roles/vocabulary/areas.yml"""

    areas: tuple[ProcedureArea, ...]
    """All procedure areas, in the order to show them."""


class Parties(Model):
    """roles/vocabulary/parties.yml"""

    parties: tuple[Party, ...]
    """Everybody who takes part and is no role."""


class Terms(Model):
    """roles/vocabulary/terms.yml"""

    terms: tuple[Term, ...]
    """The glossary."""


class Situations(Model):
    """roles/vocabulary/situations.yml"""

    situations: tuple[Situation, ...]
    """All situations, in the order to show them."""


class Forms(Model):
    """roles/vocabulary/forms.yml"""

    forms: tuple[Form, ...]
    """All forms."""


class Synonyms(Model):
    """roles/vocabulary/synonyms.yml"""

    synonyms: dict[str, tuple[tuple[Code, ...], ...]]
    """Per language: groups of words that search treats as one."""


class Units(Model):
    """roles/organisation/units.yml"""

    units: tuple[Unit, ...]
    """All units, in the order to show them."""


class Positions(Model):
    """roles/organisation/positions.yml"""

    positions: tuple[Position, ...]
    """All positions."""
