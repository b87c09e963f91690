"""What all parts of the model share: strict, immutable, and one way to write each scalar.

YAML scalars reach the model as the author typed them (``str``), so that ``no``, ``1.10`` and
``007`` stay text where text is asked for. Each type below says how its words are read.

The classes avoid unions of classes on purpose: the place of an error in the model is then the
place in the author's file, and a misspelt key can be compared with the keys that fit there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, get_args, get_origin

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from rolebook.model.text import Text

Path = tuple[str | int, ...]
"""Where a value stands below the top of its file: keys and list positions (from 0)."""


class Model(BaseModel):
    """An immutable record. Unknown keys are errors; a key without a value counts as absent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    shorthand: ClassVar[str] = ""
    """The field that a plain text in place of a mapping stands for."""

    exactly_one_of: ClassVar[tuple[str, ...]] = ()
    """Keys of which exactly one is to be given."""

    at_most_one_of: ClassVar[tuple[str, ...]] = ()
    """Keys that exclude each other."""

    own_per_language: ClassVar[frozenset[str]] = frozenset()
    """Keys of which a translation has entries of its own, in number too: a job has other
    alternative titles in Dutch, and other gender forms in German."""

    @classmethod
    @cache
    def keys(cls) -> dict[str, str]:
        """Every key an author may write, with the name of its field."""
        return {field.alias or name: name for name, field in cls.model_fields.items()}

    @model_validator(mode="before")
    @classmethod
    def _as_written(cls, data: Any) -> Any:
        if isinstance(data, dict):
            known = cls.keys()
            if None in data.values():
                data = {k: v for k, v in data.items() if v is not None or k not in known}
            # A misspelt key is told as such, once.
            if cls.exactly_one_of and data.keys() <= known.keys():
                given = [name for name in cls.exactly_one_of if name in data]
                if len(given) != 1:
                    raise PydanticCustomError(
                        "exactly_one",
                        "exactly one of {names} is to be given here",
                        {"names": ", ".join(cls.exactly_one_of), "given": ", ".join(given)},
                    )
            if cls.at_most_one_of:
                given = [name for name in cls.at_most_one_of if name in data]
                if len(given) > 1:
                    raise PydanticCustomError(
                        "at_most_one",
                        "at most one of {names} is to be given here",
                        {"names": ", ".join(cls.at_most_one_of), "given": " and ".join(given)},
                    )
            return data
        if isinstance(data, (str, Text)) and cls.shorthand:
            return {cls.shorthand: data}
        return data


def _day(value: Any) -> Any:
    if isinstance(value, date) or not isinstance(value, str):
        return value
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError(
        "not_a_date", "{value} is not a date", {"value": value, "remedy": iso_remedy(value)}
    )


def iso_remedy(value: str) -> str:
    """The ISO form of a date written day first (``1.12.2027``, ``01/12/2027``), or nothing."""
    match = re.fullmatch(r"\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s*", value)
    if not match:
        return ""
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _flag(value: Any) -> Any:
    if isinstance(value, str):
        if value.lower() in ("true", "yes"):
            return True
        if value.lower() in ("false", "no"):
            return False
        raise PydanticCustomError(
            "not_a_flag", "{value} is neither true nor false", {"value": value}
        )
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        if re.fullmatch(r"\d{1,9}", value):
            return int(value)
        plain = _plain(value)
        remedy = plain if plain.isdigit() else ""
        raise PydanticCustomError(
            "not_whole", "{value} is not a whole number", {"value": value, "remedy": remedy}
        )
    return value


def _amount(value: Any) -> Any:
    if isinstance(value, str):
        try:
            if re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", value):
                return Decimal(value) + 0  # there is no -0
        except InvalidOperation:
            pass
        raise PydanticCustomError(
            "not_a_number", "{value} is not a number", {"value": value, "remedy": _plain(value)}
        )
    return value


def _plain(value: str) -> str:
    """``1.000,50`` and ``1,000`` as ``1000.50`` and ``1000``, or nothing where it is unclear."""
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", value):
        return value.replace(".", "").replace(",", ".")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", value):
        return value.replace(",", "")
    if re.fullmatch(r"\d+,\d+", value):
        return value.replace(",", ".")
    return ""


ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "œ": "oe",
     "ð": "d", "þ": "th", "ł": "l", "đ": "d", "&": " ", "'": "", "’": ""}
)  # fmt: skip

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
"""The name of something: small letters, digits and single hyphens."""

FormId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+([-.][A-Za-z0-9]+)*$")]
"""A form's number as printed on it, such as ``F-01``."""

Code = Annotated[str, StringConstraints(min_length=1, max_length=80)]
"""A code as it stands (``01.10`` stays ``01.10``): not translated."""

Address = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?$"),
]
"""An area (``policy``) or a task in it (``policy/plan``)."""

Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema(
        {
            "type": "string",
            "format": "date",
            "pattern": r"^\d{4}-\d{2}-\d{2}$",
            "patternErrorMessage": "A date is written year-month-day, such as 2027-12-01.",
        }
    ),
]
Flag = Annotated[
    bool,
    BeforeValidator(_flag),
    WithJsonSchema(
        {
            "type": ["boolean", "string"],
            "pattern": "^([Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|[Ff][Aa][Ll][Ss][Ee]|[Nn][Oo])$",
            "patternErrorMessage": "Write true or false.",
        }
    ),
]
Whole = Annotated[
    int,
    BeforeValidator(_whole),
    WithJsonSchema(
        {
            "type": ["integer", "string"],
            "minimum": 0,
            "maximum": 999_999_999,
            "pattern": r"^\d{1,9}$",
            "patternErrorMessage": "Write a whole number, with digits only.",
        }
    ),
]
Amount = Annotated[
    Decimal,
    BeforeValidator(_amount),
    WithJsonSchema(
        {
            "type": ["number", "string"],
            "pattern": r"^-?\d{1,12}(\.\d{1,6})?$",
            "patternErrorMessage": "Write a number, with a point for decimals: 0.5.",
        }
    ),
]
# What editors are told (`rolebook.schemas`) stands beside what the model accepts.


LONGEST_ID = 70
"""Letters of an id that we make: with folders and languages around it still the name of a file."""


def id_from(name: str) -> str:
    """An id made of a name: small letters, digits and single hyphens. Empty when nothing is left.

    Umlauts become two letters (``Prüfer`` is ``pruefer``), other accents fall away.
    """
    plain = unicodedata.normalize("NFC", name).lower().translate(_LETTERS)
    ascii_ = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_))


def texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, Text]]:
    """Every text below a model value, with its path, in the order of the fields."""
    found: list[tuple[Path, Text]] = []
    _gather(value, path, found)
    return iter(found)


def _gather(value: Any, path: Path, found: list[tuple[Path, Text]]) -> None:
    if isinstance(value, Text):
        found.append((path, value))
    elif isinstance(value, Model):
        for key, name in _fields_with_text(type(value)):
            if item := getattr(value, name):
                _gather(item, (*path, key), found)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _gather(item, (*path, index), found)
    elif isinstance(value, dict):
        for key, item in value.items():
            _gather(item, (*path, key), found)


@cache
def _fields_with_text(cls: type[Model]) -> tuple[tuple[str, str], ...]:
    """Keys with their fields, without those below which there is never a text."""
    fields = cls.model_fields
    return tuple(
        (key, name) for key, name in cls.keys().items() if holds_text(fields[name].annotation)
    )


def holds_text(annotation: Any, seen: frozenset[type] = frozenset()) -> bool:
    """Whether translators have something to translate at or below a place of this type."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        if annotation in seen:
            return False
        fields = annotation.model_fields.values()
        return any(holds_text(field.annotation, seen | {annotation}) for field in fields)
    return annotation is Text or any(holds_text(part, seen) for part in get_args(annotation))


def type_at(cls: type[Model], path: Path) -> Any:
    """The class of the value at a path (a Model, Text, str, ...), or None where none is known."""
    current: Any = cls
    for step in path:
        if isinstance(current, type):
            if isinstance(step, str):  # a number is a place in a list of that class
                current = _type_below(current, step) if issubclass(current, Model) else None
        elif get_origin(current) is dict:
            current = _inner(get_args(current)[1])
        elif isinstance(step, str):
            return None
    return current


@cache
def _type_below(cls: type[Model], key: str) -> Any:
    name = cls.keys().get(key)
    return None if name is None else _inner(cls.model_fields[name].annotation)


def model_at(cls: type[Model], path: Path) -> type[Model] | None:
    """The class that describes the mapping at a path, or None where there is none."""
    found = type_at(cls, path)
    return found if isinstance(found, type) and issubclass(found, Model) else None


def choices_at(cls: type[Model], path: Path) -> tuple[str, ...]:
    """The words that may stand at a path where only certain words may, else nothing."""
    for end in range(len(path), 0, -1):  # an entry of a list or group: its key's words
        group = model_at(cls, path[: end - 1])
        name = group.keys().get(str(path[end - 1])) if group else None
        if group and name:
            return tuple(_words(group.model_fields[name].annotation))
    return ()


def _words(annotation: Any) -> Iterator[str]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield from (member.value for member in annotation)
    for argument in get_args(annotation):
        if isinstance(argument, str):
            yield argument
        else:
            yield from _words(argument)


def takes_text(cls: type[Model], path: Path) -> bool:
    """Whether a scalar at a path is a text that translators translate."""
    found = type_at(cls, path)
    while isinstance(found, type) and issubclass(found, Model) and found.shorthand:
        found = type_at(found, (found.shorthand,))
    return found is Text


def _inner(annotation: Any) -> Any:
    """The class inside ``X | None``, ``tuple[X, ...]`` and ``Annotated[X, ...]``; a group with keys
    of the author's own (``dict[str, X]``) as it is."""
    while get_origin(annotation) is not dict and (arguments := get_args(annotation)):
        annotation = next(a for a in arguments if a not in (type(None), Ellipsis))
    return annotation
