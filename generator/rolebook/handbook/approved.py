"""The text of an approved revision, for company jobs that are fixed to one.

Only the text is read here; whether the file is what the program wrote, the records say
(`rolebook.records.store`), and a check tells.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rolebook.model.role import Role

FOLDER = "records/approved"


def approved_file(root: Path, id_: str, number: int) -> Path:
    """Where a revision is kept, there or not."""
    return root / FOLDER / id_ / f"{number:04}.json"


def approved_role(
    root: Path, ids: Iterable[str], number: int, languages: Iterable[str]
) -> Mapping[str, Role]:
    """A revision of a role in each language; in the governing one where that is all there was.

    ``ids`` are the role's present and former ids. Empty where there is no such revision.
    """
    file = next((f for id_ in ids if (f := approved_file(root, id_, number)).is_file()), None)
    if file is None:
        return {}
    try:
        data = json.loads(file.read_bytes())
        editions, governing = data["editions"], data["governing"]
        return {
            lang: _role(editions, lang if lang in editions else governing) for lang in languages
        }
    except (OSError, ValueError, TypeError, KeyError, RecursionError, ValidationError):
        return {}


def _role(editions: Any, lang: str) -> Role:
    return Role.model_validate(editions[lang]["content"], context={"lang": lang})
