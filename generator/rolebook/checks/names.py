"""Names of roles, procedures and entries of the lists: each must lead somewhere.

Which field names what is one table (`rolebook.model.references`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from rolebook.checks.survey import Name, Sheet, Survey
from rolebook.findings import CODES, Finding, Related, Severity, did_you_mean, finding
from rolebook.handbook import Handbook
from rolebook.handbook.problems import of_title
from rolebook.model.base import Model, Path
from rolebook.model.references import kinds_of


def _unknown(what: str, where: str, wrong: str, right: str) -> str:
    return CODES.define(
        f"unknown-{what.replace(' ', '-')}", Severity.ERROR, f"There is no such {what}",
        f"""A {what} is named that does not exist; most often its id is misspelt, or it was renamed.
        Mend the id, or add the {what} in {where}.""",
        wrong=wrong, right=right,
    )  # fmt: skip


WITHDRAWN_NAME = CODES.define(
    "withdrawn-name", Severity.WARNING, "A withdrawn document is still named",
    """A document that holds names one that was withdrawn (document: {withdrawn: DATE}). Readers are
    led to something that no longer applies. Name the document that replaced it, or take the name
    out.""",
    wrong="procedure: old-complaint",
    right="procedure: complaint",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """What a field can name: ``noun`` for messages, ``kinds`` where it is looked up, ``where``
    a new one is written."""

    noun: str
    kinds: tuple[str, ...]
    where: str
    code: str


def _target(noun: str, kinds: tuple[str, ...], where: str, wrong: str, right: str) -> Target:
    return Target(noun, kinds, where, _unknown(noun, where, wrong, right))


ROLE = _target(
    "role", ("role",), "roles/ID.yml",
    "reports_to: [managing-directer]", "reports_to: [managing-director]",
)  # fmt: skip
PROCEDURE = _target(
    "procedure", ("procedure",), "procedures/ID.yml",
    "procedure: complant", "procedure: complaint",
)  # fmt: skip
DOER = _target(
    "doer", ("role", "parties"), "roles/ID.yml, or as a party in roles/vocabulary/parties.yml",
    "by: [custommer]", "by: [customer]",
)  # fmt: skip
FAMILY = _target(
    "family", ("families",), "roles/vocabulary/families.yml", "family: shops", "family: shop"
)
AREA = _target(
    "procedure area", ("areas",), "roles/vocabulary/areas.yml", "area: cake", "area: bread"
)
TERM = _target("term", ("terms",), "roles/vocabulary/terms.yml", "terms: [doug]", "terms: [dough]")
FORM = _target("form", ("forms",), "roles/vocabulary/forms.yml", "form: F-10", "form: F-01")
UNIT = _target("unit", ("units",), "roles/organisation/units.yml", "unit: bakry", "unit: bakery")
POSITION = _target(
    "position", ("positions",), "roles/organisation/positions.yml",
    "reports_to: [{position: baker-nort}]", "reports_to: [{position: baker-north}]",
)  # fmt: skip

_BY_KINDS = {
    target.kinds: target
    for target in (ROLE, PROCEDURE, DOER, FAMILY, AREA, TERM, FORM, UNIT, POSITION)
}


@cache
def target_of(owner: type[Model], field: str) -> Target | None:
    """What a field names."""
    return _BY_KINDS.get(kinds_of(owner, field))


def known(handbook: Handbook, kind: str) -> Collection[str]:
    """All ids of a kind: of documents those that have a file, valid or not."""
    if kind in ("role", "procedure", "scheme"):
        return handbook.ids.get(kind, frozenset())
    found: Collection[str] = getattr(handbook, kind)
    return found


def subject(path: Path) -> str:
    """The key that a message speaks of: ``reports_to`` for ``reports_to.0.one_of.1.role``."""
    keys = [step for step in path if isinstance(step, str)]
    telling = [key for key in keys if key not in _SILENT]
    return (telling or keys or ["the file"])[-1]


_SILENT = frozenset(["role", "position", "who", "text", "one_of", "item", "id", "task", "step"])


def unknown_names(survey: Survey) -> Iterator[Finding]:
    """Names that lead nowhere, in every file."""
    withdrawn = _withdrawn(survey)
    for sheet in survey.sheets:
        current = (sheet.entry.kind, sheet.entry.id) not in withdrawn
        for name in sheet.names:
            target = target_of(name.owner, name.field)
            if target is None or survey.broken.intersection(target.kinds):
                continue
            there = [kind for kind in target.kinds if name.value in known(survey.handbook, kind)]
            if not there:
                yield _not_there(survey, sheet, name, target)
            elif current and (there[0], name.value) in withdrawn:
                yield _no_longer(survey, sheet, name, there[0])


def _not_there(survey: Survey, sheet: Sheet, name: Name, target: Target) -> Finding:
    candidates = [id_ for kind in target.kinds for id_ in known(survey.handbook, kind)]
    message = f'{subject(name.path)} names the {target.noun} "{name.value}", which does not exist'
    if target is ROLE and name.value in survey.handbook.parties:
        message = f'{subject(name.path)} names "{name.value}", which is a party and not a role'
    there = survey.titles(target.kinds, name.value)
    hint = (
        _called_now(survey, target, name.value)
        or (of_title(name.value, there) if there else "")
        or did_you_mean(name.value, sorted(candidates))
    )
    if not hint:
        hint = f"mend the id, or write it in {target.where.replace('ID', name.value)}"
        if target is ROLE and "text" in name.owner.keys():
            hint += "; somebody who is no role of the handbook is written {text: ...}"
    return finding(target.code, sheet.place(*name.path), message, hint)


def _called_now(survey: Survey, target: Target, id_: str) -> str:
    """What a document is called now that was renamed; nothing where none was."""
    for sheet in survey.documents():
        if sheet.entry.kind in target.kinds and id_ in getattr(sheet.model, "formerly", ()):
            return f'it is called "{sheet.entry.id}" now'
    return ""


def _withdrawn(survey: Survey) -> set[tuple[str, str]]:
    return {
        (sheet.entry.kind, sheet.entry.id)
        for sheet in survey.documents()
        if (day := sheet.control.withdrawn) and day <= survey.today
    }


def _no_longer(survey: Survey, sheet: Sheet, name: Name, kind: str) -> Finding:
    there = survey.sheet(kind, name.value)
    after = there.control.replaced_by
    return finding(
        WITHDRAWN_NAME, sheet.place(*name.path),
        f'{subject(name.path)} names "{name.value}", withdrawn on {there.control.withdrawn}',
        f'name "{after}", which replaces it' if after else "name another, or take it out",
        [Related(there.place("document", "withdrawn"), "it was withdrawn here")],
    )  # fmt: skip


RULES = (unknown_names,)
