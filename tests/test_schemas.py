"""The JSON Schemas say what the model says: nothing more, nothing less, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from rolebook.cli import cli
from rolebook.handbook.files import KINDS
from rolebook.model.answers import Answers
from rolebook.model.base import Model
from rolebook.model.docs import described
from rolebook.model.settings import Settings
from rolebook.schemas import as_json, schema_of, schemas
from rolebook.source import read

ROOT = Path(__file__).parents[1]
SCHEMAS = schemas()


class EditorYaml(yaml.SafeLoader):
    """YAML 1.2 as an editor's language server reads it: numbers, booleans and null are resolved,
    dates and `no` stay words."""

    yaml_implicit_resolvers: dict[str, Any] = {}


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    EditorYaml.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^({pattern})$"), first
    )


def as_edited(text: str) -> Any:
    return yaml.load(text, EditorYaml)


def as_read(text: str) -> Any:
    source, findings = read(f"value: {text}".encode(), "x.yml")
    assert source is not None, (text, findings)
    return source.data["value"]


def complaints(schema: dict[str, Any], data: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(schema).iter_errors(data)]


def classes() -> list[type[Model]]:
    """Every class of the model that stands in a file of the author."""
    found: dict[type[Model], None] = {}
    waiting: list[Any] = [Settings, Answers, *(kind.model for kind in KINDS)]
    while waiting:
        hint = waiting.pop()
        if isinstance(hint, type) and issubclass(hint, Model) and hint not in found:
            found[hint] = None
            waiting += get_type_hints(hint).values()
        waiting += get_args(hint)
    return sorted(found, key=lambda cls: (cls.__module__, cls.__name__))


@pytest.mark.parametrize("cls", classes(), ids=lambda cls: cls.__name__)
def test_every_field_says_what_it_is_for(cls: type[Model]) -> None:
    top = {kind.model for kind in KINDS if kind.one_each}
    silent = [
        name
        for name in cls.model_fields
        if not described(cls).get(name) and not (name == "id" and cls in top)
    ]
    assert silent == []
    assert cls.__doc__, cls


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_and_describes_everything(name: str) -> None:
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == name
    assert schema["title"]
    assert list(_undescribed(schema)) == []


def _undescribed(schema: Any, where: str = "") -> Iterator[str]:
    if isinstance(schema, dict):
        for key, value in (schema.get("properties") or {}).items():
            if not value.get("description") and not where.endswith("/not"):
                yield f"{where}/{key}"
        for key, value in schema.items():
            yield from _undescribed(value, f"{where}/{key}")
    elif isinstance(schema, list):
        for item in schema:
            yield from _undescribed(item, where)


def test_the_schemas_in_the_repository_are_those_of_the_model() -> None:
    written = {path.name: path.read_text("utf-8") for path in (ROOT / "schemas").iterdir()}
    assert written == {name: as_json(schema) for name, schema in SCHEMAS.items()}, (
        "run `rolebook schema`"
    )


def files_of_the_handbook() -> Iterator[tuple[Path, str]]:
    """Every file with the name of its schema, as its first line points there."""
    for folder in ("roles", "procedures"):
        for path in sorted((ROOT / folder).rglob("*.yml")):
            yield path, schema_pointed_at(path)
    yield ROOT / "mkdocs.yml", "settings.json"


def schema_pointed_at(path: Path) -> str:
    first = path.read_text("utf-8").split("\n", 1)[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert match, f"{path} does not begin with its schema"
    target = (path.parent / match[1]).resolve()
    assert target.parent.name == "schemas", path
    return target.name


@pytest.mark.parametrize(
    ("path", "schema"), [pytest.param(p, s, id=p.name) for p, s in files_of_the_handbook()]
)
def test_the_example_handbook_passes_its_schemas(path: Path, schema: str) -> None:
    assert complaints(SCHEMAS[schema], as_edited(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("lang", ["en", "nl", "de"])
def test_the_small_handbook_of_init_passes_its_schemas(tmp_path: Path, lang: str) -> None:
    result = CliRunner().invoke(cli, ["init", str(tmp_path / "hb"), "--lang", lang])
    assert result.exit_code == 0, result.output
    paths = [*(tmp_path / "hb").rglob("*.yml")]
    assert len(paths) > 12
    for path in paths:
        schema = SCHEMAS[schema_pointed_at(path)]
        assert complaints(schema, as_edited(path.read_text("utf-8"))) == [], path


# What an author may type as a value: the schema and the model must agree on each.
VALUES = (
    "word", "two words", "'two\n\n  paragraphs'", "UPPER", "a-b", "a--b", "main", "none", "no",
    "true", "'yes'", "7", "'7'", "0", "1.10", "'1.10'", "-3", "12:30", "2027-12-01", "01.12.2027",
    "F-01", "a/b", "procedure:a#b", "''", "", "null", "'null'", "[]", "[word]", "[two words]",
    "[7]", "[[word]]", "['']", "[~]", "{}", "{text: two words}", "{role: word}", "{id: word}",
    "{role: word, text: two words}", "{role: , text: two words}", "{who: word}", "{en: word}",
    "{amount: 5}", "{amount: 5, text: word}", "{within: 0}", "{of: intake}", "{unheard: of}",
    "[{role: word}]", "[{one_of: [word]}]", "[{role: word, one_of: [word]}]", "[{role: word, }]",
    "[{text: two words, plus: [{any_of: [word]}]}]", "[{by: hr, meaning: [seen]}]", "[{by: hr}]",
    "[{when: word, to: end}, {when: word, to: a b}]", "{en: [[word, two words]]}", "{a: {en: b}}",
    "[{id: word, title: two words}]", "[{id: word, term: two words, definition: word}]",
    "[{id: word, role: word, unit: word}]", f"'{'x' * 81}'", "{name: word}", "hr", "[seen]",
    "appointment", "reference", "skills", "reference-comparison", "[purpose]", "[nl, en]",
    "[{id: word, parts: [purpose]}]", "'{n}'", "'{letter}.{word}'",
)  # fmt: skip


def _minimal(cls: type[Model]) -> dict[str, str]:
    """The least that makes a valid mapping of a class, as YAML per key."""
    given = {key: "" for key, name in cls.keys().items() if cls.model_fields[name].is_required()}
    if cls.exactly_one_of:
        given[cls.exactly_one_of[0]] = ""
    for key in given:
        given[key] = next(value for value in VALUES if not _refused_there(cls, key, as_read(value)))
    return given


def _refused_there(cls: type[Model], key: str, value: Any) -> bool:
    if value is None:
        return True
    try:
        cls.model_validate({key: value})
    except ValidationError as error:
        return any(problem["loc"][:1] == (key,) for problem in error.errors())
    return False


def _accepted(cls: type[Model], data: Any) -> bool:
    try:
        cls.model_validate(data)
    except ValidationError:
        return False
    return True


def _hidden_by_yaml(value: Any) -> bool:
    """Whether an editor sees a number or a boolean where the author typed a word: there the
    schema has to let pass what only the program can judge."""
    if isinstance(value, dict):
        return any(map(_hidden_by_yaml, value.values()))
    if isinstance(value, list):
        return any(map(_hidden_by_yaml, value))
    return isinstance(value, (int, float))


@pytest.mark.parametrize("cls", classes(), ids=lambda cls: cls.__name__)
def test_schema_and_model_agree_on_whatever_is_typed(cls: type[Model]) -> None:
    validator = Draft202012Validator(schema_of(cls))
    values = [(text, as_read(text), as_edited(text)) for text in VALUES]
    minimal = _minimal(cls)
    read_minimal = {key: as_read(text) for key, text in minimal.items()}
    edited_minimal = {key: as_edited(text) for key, text in minimal.items()}

    def judge(text: str, typed: Any, edited: Any, shown: Any) -> None:
        accepted, valid = _accepted(cls, typed), validator.is_valid(edited)
        if accepted:
            assert valid, f"{text} is right, but the schema refuses it"
        elif valid:
            assert _hidden_by_yaml(shown), f"{text} is wrong, but the schema accepts it"

    judge("minimal", read_minimal, edited_minimal, None)
    for text, typed, edited in values:
        judge(f"- {text}", typed, edited, edited)
    for key in {*cls.keys(), *cls.model_fields, "unheard"}:
        without = {k: v for k, v in read_minimal.items() if k != key}
        judge(f"no {key}", without, {k: v for k, v in edited_minimal.items() if k != key}, None)
        for text, typed, edited in values:
            judge(
                f"{key}: {text}",
                {**read_minimal, key: typed},
                {**edited_minimal, key: edited},
                edited,
            )


ROLE = "title: A\nkind: company\nfamily: f\n"


@pytest.mark.parametrize(
    ("schema", "text", "said"),
    [
        ("role", "title: A\nfamily: f\n", "'kind' is a required property"),
        ("role", ROLE + "id: a\n", "('id' was unexpected)"),
        ("role", ROLE + "purpos: why\n", "('purpos' was unexpected)"),
        ("role", ROLE + "kind: benchmark\n", "'benchmark' is not one of"),
        ("role", ROLE + "family: The Family\n", "does not match"),
        ("role", ROLE + "supervises: nobody\n", "does not match"),
        ("role", ROLE + "reports_to: [{role: a, text: b}]\n", "is valid under each of"),
        ("role", ROLE + "responsibilities: [{tasks: [a]}]\n", "'area' is a required property"),
        ("role", ROLE + "responsibilities: {area: a}\n", "is not of type 'array', 'null'"),
        ("role", ROLE + "document: {review_by: 01.12.2027}\n", "does not match"),
        ("role", ROLE + "liabilities: [{text: a, reviewed: soon}]\n", "does not match"),
        ("procedure", "title: A\narea: a\nsteps: [{step: a, next: 'the end'}]\n", "does not match"),
        ("scheme", "title: A\nmethod: guess\n", "'guess' is not one of"),
        ("families", "families: [{id: a}]\n", "'title' is a required property"),
        ("forms", "forms: [{id: F 01, title: a}]\n", "does not match"),
        ("units", "unit: []\n", "('unit' was unexpected)"),
        ("settings", "site_name: A\n", "'extra' is a required property"),
        ("settings", "extra: {handbook: {}}\n", "'organisation' is a required property"),
        ("role.translation", "titel: A\n", "('titel' was unexpected)"),
        ("role.translation", "responsibilities: {area: a}\n", "is not of type 'array', 'null'"),
    ],
)
def test_a_wrong_file_is_told(schema: str, text: str, said: str) -> None:
    text = "\n".join(  # a key given again takes the place of the first
        {line.split(":")[0]: line for line in text.splitlines()}.values()
    )
    assert any(
        said in message for message in complaints(SCHEMAS[f"{schema}.json"], as_edited(text))
    )


def test_mkdocs_own_keys_are_left_alone() -> None:
    text = "site_name: A\ntheme: {name: material}\nextra: {social: [], handbook: {%s}}"
    organisation = "organisation: {name: A}, sign: [{by: hr, meaning: [seen]}]"
    assert complaints(SCHEMAS["settings.json"], as_edited(text % organisation)) == []


def test_a_translation_may_be_partial_empty_or_a_whole_copy() -> None:
    schema = SCHEMAS["role.translation.json"]
    whole = as_edited((ROOT / "roles/aftersales-manager.yml").read_text("utf-8"))
    for data in (
        whole,
        {"title": "Manager aftersales"},
        {"title": None, "reports_to": [{"one_of": [{"text": "de eigenaar"}]}]},
        {"objectives": [None, "Tweede doel"]},
        {
            "responsibilities": [
                {"id": "a", "tasks": [{"id": "b", "task": "Doet iets"}, "Nog iets"]}
            ]
        },
    ):
        assert complaints(schema, data) == []


def test_a_translation_offers_texts_and_ids_only() -> None:
    properties = SCHEMAS["role.translation.json"]["properties"]
    assert "doNotSuggest" not in properties["title"]
    assert "doNotSuggest" not in properties["responsibilities"]
    assert properties["grade"]["doNotSuggest"]
    assert "synonyms.translation.json" not in SCHEMAS


def test_settings_stand_below_extra_handbook() -> None:
    extra = SCHEMAS["settings.json"]["properties"]["extra"]
    assert extra["properties"]["handbook"]["properties"].keys() == Settings.keys().keys()
