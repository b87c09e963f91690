"""A result as plain data: the shape that `rolebook grade --format json` and records have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from rolebook.grading.result import Reason, Result, Value, number


def as_data(result: Result, say: Callable[[Reason], str]) -> dict[str, Any]:
    """JSON-ready: outcome, grade, indicated, total, factors, reasons, warnings.

    A factor is ``{"id", "level", "points"}``; a reason or warning ``{"id", "values", "points",
    "text"}``, where ``text`` is the sentence that ``say`` makes of it. ``points`` is null where
    there are none. How near the next grades are, and which reference jobs are neighbours, stands
    among the reasons.
    """
    return {
        "outcome": result.outcome,
        "grade": result.grade,
        "indicated": result.indicated,
        "total": _points(result.total),
        "factors": [
            {"id": one.id, "level": one.level, "points": _points(one.points)}
            for one in result.factors
        ],
        "reasons": [_reason(reason, say) for reason in result.reasons],
        "warnings": [_reason(reason, say) for reason in result.warnings],
    }


def reason_of(data: Mapping[str, Any]) -> Reason:
    """A reason from the data that `as_data` made of it."""

    def value(plain: Any) -> Value:
        if isinstance(plain, float):
            return Decimal(str(plain))
        return tuple(plain) if isinstance(plain, list) else plain

    points = data["points"]
    return Reason(
        data["id"],
        {name: value(plain) for name, plain in data["values"].items()},
        None if points is None else Decimal(str(points)),
    )


def _reason(reason: Reason, say: Callable[[Reason], str]) -> dict[str, Any]:
    return {
        "id": reason.id,
        "values": {name: _plain(value) for name, value in reason.values.items()},
        "points": _points(reason.points),
        "text": say(reason),
    }


def _points(points: Decimal | None) -> int | float | None:
    return None if points is None else number(points)


def _plain(value: Value) -> Any:
    if isinstance(value, Decimal):
        return number(value)
    return list(value) if isinstance(value, tuple) else value
