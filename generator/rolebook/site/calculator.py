"""What the script of the deadlines calculator gets to work with."""

from __future__ import annotations

from typing import Any

from rolebook.translation import locale_of
from rolebook.views.document import Deadlines


def deadlines_data(block: Deadlines, lang: str) -> dict[str, Any]:
    """Terms by the key of their moment, days off by calendar, words to fill in. JSON-ready.

    ``at`` is the place of a term among those of its step; ``own`` the step's own term, after which
    a step that is not done yet counts as done.
    """
    return {
        "locale": locale_of(lang).replace("_", "-"),
        "years": list(block.years),
        "told": block.words["told"],
        "beyond": block.words["beyond"],
        "closed": block.words["closed"],
        "calendars": [{"id": one.id, "off": list(one.days_off)} for one in block.calendars],
        "terms": {
            moment.key: [
                {
                    "at": at,
                    "own": not term.label,
                    "within": term.within,
                    "unit": term.unit,
                    "of": term.of,
                }
                for at, term in enumerate(moment.terms)
                if term.unit
            ]
            for moment in block.moments
            if moment.terms
        },
    }
