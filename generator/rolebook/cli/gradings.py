"""`rolebook grade --all`: every role with its grade, and what was decided about it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rolebook.cli.writing import aligned

if TYPE_CHECKING:
    from rolebook.handbook import Handbook
    from rolebook.model.role import Role
    from rolebook.records import Decision, Records
    from rolebook.records.gradings import Gradings

_COLUMNS = (
    *("role", "kind", "grade", "context", "reference", "decided", "on", "near", "stale"),
    "what changed",
)
_NEAR = ("near-up", "near-down", "share-short")
"""The reasons that say how far another grade is."""


def overview(handbook: Handbook, records: Records, format_: str) -> str:
    """One row a role, by its id, as a table or as JSON; below it, in the table, what was decided
    about it under other schemes, as comparisons."""
    from rolebook.records.gradings import Gradings

    gradings = Gradings(handbook, records)
    rows = [_row(handbook, gradings, role) for _id, role in sorted(handbook.roles.items())]
    if format_ == "json":
        return json.dumps({"roles": rows}, ensure_ascii=False, indent=2)
    told = [one for row in rows for one in (row, *map(_comparison, row["comparisons"]))]
    lines = [_COLUMNS, *(tuple(_cell(name, row) for name in _COLUMNS) for row in told)]
    return "\n".join(aligned(lines))


def _row(handbook: Handbook, gradings: Gradings, role: Role) -> dict[str, Any]:
    from rolebook.grading.ladder import grades_within, ladder

    base = handbook.base(role)
    context = base.context if base and not (role.context and role.context.grades) else role.context
    grades = ladder(handbook.scheme) if handbook.scheme else ()
    decision = gradings.in_force(role.id)
    under = {scheme: gradings.last(role.id, scheme) for scheme in handbook.schemes}
    return {
        "role": role.id,
        "title": role.title.plain,
        "kind": role.kind,
        "grade": role.grade,
        "context": list(grades_within(context, grades)),
        "reference": role.based_on.role if role.based_on else None,
        **_standing(gradings, decision),
        "comparisons": [
            {"scheme": scheme, **_standing(gradings, other)}
            for scheme, other in under.items()
            if other and other != decision
        ],
    }


def _standing(gradings: Gradings, decision: Decision | None) -> dict[str, Any]:
    """What was decided, what changed since, and how near the nearest other grade was."""
    if decision is None:
        return {"decision": None, "stale": None, "changed": None, "near": None}
    changes = gradings.changes(decision)
    return {
        "decision": {
            "number": decision.number,
            "grade": decision.grade,
            "computed": decision.computed or None,
            "on": decision.on.isoformat(),
            "by": decision.by,
            "object_until": decision.object_until and decision.object_until.isoformat(),
            "file": decision.file,
        },
        "stale": bool(changes),
        "changed": {
            "job": list(changes.job),
            "scheme": list(changes.scheme),
            "references": {id_: list(sections) for id_, sections in changes.references.items()},
            "gone": list(changes.gone),
        },
        "near": nearest_bound(decision),
    }


def nearest_bound(decision: Decision) -> dict[str, Any] | None:
    """The other grade that was nearest, its distance and its bound, where the method has any."""
    near = [reason for reason in decision.result["reasons"] if reason["id"] in _NEAR]
    found = min(near, key=lambda reason: reason["values"]["distance"], default=None)
    if found is None:
        return None
    values = found["values"]
    return {name: values.get(name) for name in ("grade", "distance", "bound")}


def _comparison(standing: dict[str, Any]) -> dict[str, Any]:
    """A row of its own for a decision under another scheme."""
    return {**standing, "role": f"  under {standing['scheme']}"}


def _cell(name: str, row: dict[str, Any]) -> str:
    decision, value = row["decision"] or {}, row.get(name)
    if name == "decided":
        value = decision.get("grade")
    elif name == "on":
        value = decision.get("on")
    elif name == "stale":
        return {None: "", True: "stale", False: "no"}[value]
    elif name == "what changed":
        return _in_words(row["changed"])
    elif name == "near" and value:
        return f"{value['distance']} to {value['grade']}"
    if isinstance(value, list):
        return f"{value[0]}-{value[-1]}" if len(value) > 1 else "".join(value)
    return "" if value is None else str(value)


def _in_words(changed: dict[str, Any] | None) -> str:
    """`job: purpose, responsibilities; scheme: factors`."""
    if not changed:
        return ""
    named = {"job": changed["job"], "scheme": changed["scheme"], **changed["references"]}
    said = [f"{what}: {', '.join(names)}" for what, names in named.items() if names]
    return "; ".join([*said, *(f"{one} is there no more" for one in changed["gone"])])
