"""JSON Schemas of the handbook's files, from the model: what editors complete and check with.

Why a walk of our own over the model and not pydantic's: an editor reads YAML by its own rules
(``1.10`` is a number to it, ``true`` a boolean, a key without a value null), and completes best
from plain structures. So each place has one ``type`` list in place of nested alternatives, a
plain text in place of a mapping is one more word in that list, and a mapping that stands below
one key is written there, not referred to.

What `rolebook check` accepts passes the schema. The schema is wider only where YAML hides what
the author typed: a number where a name is asked for, a date that is not in the calendar.

Keywords beyond the standard (``patternErrorMessage``, ``doNotSuggest``) are those of the YAML
language server; other programs pass over them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import StringConstraints, WithJsonSchema
from pydantic.fields import FieldInfo

from rolebook.handbook.files import KINDS
from rolebook.model.answers import Answers
from rolebook.model.base import ID_PATTERN, Model, holds_text
from rolebook.model.control import LANGUAGE
from rolebook.model.docs import described
from rolebook.model.settings import Settings
from rolebook.model.text import Text

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_SCALAR = ("string", "number", "boolean")
"""How an editor may see a word that the author typed without quotes."""

_PLAIN_LIST = re.compile(r"\[\s+([^\[\]{}]*?)\s+\]")
"""A list of words in indented JSON: it reads better on one line."""

_IN_WORDS = {
    ID_PATTERN: "Small letters, digits and single hyphens: aftersales-manager.",
    LANGUAGE: "A language tag: en, nl, de, nl-BE.",
}
"""What an editor says in place of a regular expression."""


def schemas() -> dict[str, Schema]:
    """Every schema by the name of its file: ``role.json``, ``role.translation.json``, ...,
    ``answers.json`` for what `rolebook grade` reads, and ``settings.json`` for mkdocs.yml."""
    found: dict[str, Schema] = {}
    models: dict[str, type[Model]] = {kind.name: kind.model for kind in KINDS}
    models["answers"] = Answers
    for kind, model in models.items():
        name = {"scheme": "grading scheme", "answers": "answers about a job"}.get(kind, kind)
        found[f"{kind}.json"] = _file(model, f"{kind}.json", name.capitalize())
        if holds_text(model):
            file = f"{kind}.translation.json"
            found[file] = _file(model, file, f"Translation: {name}", translation=True)
    found["settings.json"] = _settings_file()
    return found


def as_json(schema: Schema) -> str:
    """The text of a schema's file."""
    text = json.dumps(schema, ensure_ascii=False, indent=2)
    return _PLAIN_LIST.sub(lambda found: f"[{' '.join(found.group(1).split())}]", text) + "\n"


def schema_of(cls: type[Model], *, translation: bool = False, top: bool = False) -> Schema:
    """The schema of one class of the model: of the whole file (``top``), or of a part of it."""
    writer = _Writer(translation)
    return _with_definitions(writer.record(cls, top=top), writer)


def _file(cls: type[Model], file: str, title: str, *, translation: bool = False) -> Schema:
    schema = schema_of(cls, translation=translation, top=True)
    described = schema["description"]
    if translation:
        described = (
            "The texts of the governing file in another language, below the same keys. List "
            "entries belong together by their id, else by their place. Leave out what is not "
            "translated."
        )
    head = {"$schema": DIALECT, "$id": file, "title": title, "description": described}
    return {**head, **schema, **head}


def _settings_file() -> Schema:
    """mkdocs.yml: ours is what stands under ``extra: handbook:``; the rest is MkDocs' own."""
    writer = _Writer(translation=False)
    extra = {
        "type": "object",
        "description": "Values for plugins and themes, the handbook's settings among them.",
        "properties": {"handbook": writer.record(Settings)},
        "required": ["handbook"],
    }
    schema = {
        "$schema": DIALECT,
        "$id": "settings.json",
        "title": "Settings (mkdocs.yml)",
        "description": "The site's settings, and under extra: handbook: the handbook's own.",
        "type": "object",
        "properties": {"extra": extra},
        "required": ["extra"],
    }
    return _with_definitions(schema, writer)


def _with_definitions(schema: Schema, writer: _Writer) -> Schema:
    return {**schema, "$defs": writer.definitions} if writer.definitions else schema


class _Writer:
    """Writes the schema of one file; collects the definitions that its lists refer to."""

    def __init__(self, translation: bool) -> None:
        self.translation = translation
        self.definitions: dict[str, Schema] = {}

    def record(self, cls: type[Model], *, top: bool = False) -> Schema:
        """The schema of a mapping, and of the plain text that may stand for it."""
        hints = _hints(cls)
        schema: Schema = {
            "title": _title(cls),
            "description": _words(cls.__doc__),
            "type": ["object"],
        }
        properties: dict[str, Schema] = {}
        required: list[str] = []
        for key, name in cls.keys().items():
            if top and key == "id":  # the file's name says it
                continue
            field = cls.model_fields[name]
            words = described(cls).get(name, "")
            properties[key] = self._property(hints[name], field, words)
            if self.translation and key != "id" and not holds_text(hints[name]):
                properties[key]["doNotSuggest"] = True
            if field.is_required():
                required.append(key)
        if (short := self._shorthand(cls, required)) is not None:
            schema |= short
            schema["type"] = ["object", *short["type"]]
        schema["properties"] = properties
        schema["additionalProperties"] = False
        if required and not self.translation:
            schema["required"] = required
        if cls.exactly_one_of and not self.translation:
            schema["oneOf"] = list(_exactly_one(cls))
            if short:
                schema["oneOf"].append({"type": list(_SCALAR)})
        if cls.at_most_one_of and not self.translation:
            schema["not"] = _together(cls.at_most_one_of)
        schema["type"] = _one_or_many(schema["type"])
        return schema

    def _shorthand(self, cls: type[Model], required: list[str]) -> Schema | None:
        """The plain text in place of the mapping, where nothing else is needed."""
        name = cls.shorthand
        if not name or not (self.translation or set(required) <= {name}):
            return None
        short = self._value(_hints(cls)[name])
        return {**short, "type": _many(short["type"])}

    def _property(self, hint: Any, field: FieldInfo, words: str) -> Schema:
        schema = {**self._value(hint), "description": _described(field, words)}
        if isinstance(field.json_schema_extra, dict):
            schema |= field.json_schema_extra
        if self.translation or not field.is_required():
            schema = _or_nothing(schema)
        return schema

    def _value(self, hint: Any) -> Schema:
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self._annotated(arguments[0], arguments[1:])
        if origin in (Union, UnionType):
            return self._value(next(a for a in arguments if a is not type(None)))
        if origin is tuple:
            return {"type": "array", "items": self._entry(arguments[0])}
        if origin is dict:
            return {"type": "object", "additionalProperties": self._value(arguments[1])}
        if origin is Literal:
            return {"type": "string", "enum": list(arguments)}
        if issubclass(hint, Enum):
            return {"type": "string", "enum": [member.value for member in hint]}
        if issubclass(hint, Model):
            return self.record(hint)
        if hint is Text and not self.translation:
            return {"type": list(_SCALAR), "minLength": 1}
        return {"type": list(_SCALAR)}

    def _annotated(self, base: Any, extras: tuple[Any, ...]) -> Schema:
        schema = self._value(base)
        for extra in extras:
            if isinstance(extra, WithJsonSchema):
                schema = dict(extra.json_schema or {})
            elif isinstance(extra, StringConstraints):
                if isinstance(extra.pattern, str):
                    schema |= _pattern(extra.pattern)
                if extra.min_length is not None:
                    schema["minLength"] = extra.min_length
                if extra.max_length is not None:
                    schema["maxLength"] = extra.max_length
            elif isinstance(extra, FieldInfo):
                for least in (getattr(bound, "min_length", None) for bound in extra.metadata):
                    schema |= {} if least is None else {"minItems": least}
        return schema

    def _entry(self, hint: Any) -> Schema:
        """The schema of a list's entries: a reference where they are mappings, for they can hold
        entries of their own kind."""
        if not (isinstance(hint, type) and issubclass(hint, Model)):
            schema = self._value(hint)
            return _or_nothing(schema) if self.translation else schema
        name = hint.__name__
        if name not in self.definitions:
            self.definitions[name] = {}
            schema = self.record(hint)
            self.definitions[name] = _or_nothing(schema) if self.translation else schema
        return {"$ref": f"#/$defs/{name}"}


def _exactly_one(cls: type[Model]) -> Iterator[Schema]:
    """One branch per key: that key is there, with a value."""
    for key in cls.exactly_one_of:
        empty = {"required": [key], "properties": {key: {"type": "null"}}}
        yield {"type": "object", "required": [key], "not": empty}


def _together(keys: tuple[str, ...]) -> Schema:
    """All these keys are there, with a value."""
    given = {key: {"not": {"type": "null"}} for key in keys}
    return {"type": "object", "required": list(keys), "properties": given}


def _pattern(pattern: str) -> Schema:
    said = _IN_WORDS.get(pattern)
    return {"pattern": pattern, **({"patternErrorMessage": said} if said else {})}


def _or_nothing(schema: Schema) -> Schema:
    """The schema with the key left empty allowed: an empty key counts as absent."""
    wider: Schema = {**schema, "type": [*_many(schema["type"]), "null"]}
    if "enum" in schema:
        wider["enum"] = [*schema["enum"], None]
    if "oneOf" in schema:
        wider["oneOf"] = [*schema["oneOf"], {"type": "null"}]
    return wider


def _many(types: str | list[str]) -> list[str]:
    return [types] if isinstance(types, str) else list(types)


def _one_or_many(types: list[str]) -> str | list[str]:
    return types[0] if len(types) == 1 else types


def _described(field: FieldInfo, docstring: str) -> str:
    """The field's docstring and what holds when it is left out. (As ``default`` an editor would
    insert it unasked.)"""
    words = _words(docstring)
    if isinstance(field.default, (str, int)) and field.default is not False:
        words += f" If left out: {str(field.default).lower()}."
    return words


def _title(cls: type[Model]) -> str:
    """``ApplicationRule`` as ``Application rule``."""
    return re.sub(r"(?<=.)([A-Z])", lambda capital: f" {capital[1].lower()}", cls.__name__)


def _words(text: str | None) -> str:
    return " ".join((text or "").replace("``", "").split())


@lru_cache
def _hints(cls: type[Model]) -> dict[str, Any]:
    return get_type_hints(cls, include_extras=True)
