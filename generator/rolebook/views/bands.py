"""A band of points in words."""

from __future__ import annotations

from rolebook.model.scheme import Grade
from rolebook.views.writer import Writer


def band(writer: Writer, grade: Grade) -> str:
    """``445 to 545``, open below or above where it is; empty for a grade without points."""
    _ = writer.words
    low = None if grade.min is None else _.number(grade.min)
    high = None if grade.max is None else _.number(grade.max)
    if low is not None and high is not None:
        return _("{low} to {high}", low=low, high=high)
    if low is not None:
        return _("{low} and more", low=low)
    return _("up to {high}", high=high) if high is not None else ""
