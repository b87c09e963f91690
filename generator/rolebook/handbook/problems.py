"""What keeps a file from being a model, as findings.

Errors come from pydantic by type and place, never by the words of its messages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rolebook.findings import CODES, Finding, Severity, did_you_mean, finding
from rolebook.handbook.titles import Titles
from rolebook.model.base import Model, Path, choices_at, id_from, model_at
from rolebook.model.docs import described
from rolebook.model.layout import NUMBERS
from rolebook.model.references import Kinds, kinds_of
from rolebook.source import Source
from rolebook.source.slips import NO_SPACE, SPACE_AFTER

UNKNOWN_KEY = CODES.define(
    "unknown-key", Severity.ERROR, "A key that does not exist here",
    """The key is not one of those that may stand at this place; most often it is misspelt or
    indented too little or too much. `rolebook schema` writes what may stand where, and an editor
    with a YAML language server offers it while you type.""",
    wrong="responsibilites: ...",
    right="responsibilities: ...",
)  # fmt: skip
MISSING_KEY = CODES.define(
    "missing-key", Severity.ERROR, "A key that must be there is missing",
    """Without this key the entry cannot be understood. Add it with its value.""",
    wrong="title: Baker\n"
        "kind: company",
    right="title: Baker\n"
        "kind: company\n"
        "family: shop",
)  # fmt: skip
WRONG_SHAPE = CODES.define(
    "wrong-shape", Severity.ERROR, "A list, a group or a text stands where another is expected",
    """A list has its entries each on a line that begins with '- '; a group has keys of its own,
    indented below it; a text is neither.""",
    wrong="rights: A day off.",
    right="rights:\n"
        "  - A day off.",
)  # fmt: skip
NOT_A_CHOICE = CODES.define(
    "not-a-choice", Severity.ERROR, "A word that is not one of the choices",
    """Only certain words may stand here, such as reference or company after kind; the finding lists
    them. Most often the word is misspelt, or written in another language.""",
    wrong="kind: compny",
    right="kind: company",
)  # fmt: skip
EXACTLY_ONE = CODES.define(
    "exactly-one", Severity.ERROR, "Only one of several keys is to be given",
    """These keys exclude each other; often one of them is needed as well: for instance a superior
    is a role, or a position, or a text in words, or one of several.""",
    wrong="reports_to: [{role: baker, text: the owner}]",
    right="reports_to: [{text: the owner}]",
)  # fmt: skip
BAD_DATE = CODES.define(
    "bad-date", Severity.ERROR, "Not a date",
    """A date is written year-month-day, such as 2027-12-01, and must exist in the calendar.""",
    wrong="review_by: 01.12.2027",
    right="review_by: 2027-12-01",
)  # fmt: skip
BAD_NUMBER = CODES.define(
    "bad-number", Severity.ERROR, "Not a number, or not true or false",
    """A number is written with digits and, where needed, a decimal point: 2500 or 0.5. A yes or no
    is written true or false.""",
    wrong='limit: {amount: "1.000"}',
    right="limit: {amount: 1000}",
)  # fmt: skip
BAD_ID = CODES.define(
    "bad-id", Severity.ERROR, "A name that is not written as names are",
    """The id of a role, procedure, step and so on holds small letters a-z, digits and single
    hyphens: aftersales-manager. A file's name without its ending is an id too.""",
    wrong="roles/Head_Baker.yml",
    right="roles/head-baker.yml",
)  # fmt: skip
NUMBER_PATTERN = CODES.define(
    "number-pattern", Severity.ERROR, "Not a pattern of numbers",
    """A pattern of a layout holds, in braces, what is counted: {n} (1, 2), {letter} (A, B), {lower}
    (a, b), {roman} (I, II), {section} and {area}. All else is printed as it stands.""",
    wrong='numbers: {item: "{area}.{number}"}',
    right='numbers: {item: "{area}.{n}"}',
)  # fmt: skip
EMPTY_TEXT = CODES.define(
    "empty-text", Severity.ERROR, "A text is empty",
    """A text stands here that has no words. Fill it in, or take the entry away.""",
    wrong="purpose: ''",
    right="purpose: Bakes the bread.",
)  # fmt: skip


def problem_finding(cls: type[Model], source: Source, problem: Any, titles: Titles) -> Finding:
    """An error of pydantic in a file that was to be a model of a class, at its place."""
    path: Path = problem["loc"]
    code, describe = _PROBLEMS.get(problem["type"], (WRONG_SHAPE, _shape("something else")))
    context = {"input": problem["input"], "titles": titles, **(problem.get("ctx") or {})}
    message, hint = describe(cls, path, context)
    at_key = problem["type"] == "extra_forbidden"
    return finding(code, source.place(path, key=at_key), message, hint)


Describe = Callable[[type[Model], Path, dict[str, Any]], tuple[str, str]]


def name_of(path: Path) -> str:
    """The key nearest to a place, by which people know it."""
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "the file")


def _unknown_key(cls: type[Model], path: Path, _: dict[str, Any]) -> tuple[str, str]:
    group = model_at(cls, path[:-1])
    keys = group.keys() if group else {}
    known = [key for key in keys if key != "id" or path[:-1]]
    hint = did_you_mean(str(path[-1]), known) or f"one of these may stand here: {', '.join(known)}"
    return f"there is no key {path[-1]} here", hint


def _missing_key(cls: type[Model], path: Path, _: dict[str, Any]) -> tuple[str, str]:
    group = model_at(cls, path[:-1])
    words = described(group).get(group.keys()[str(path[-1])], "") if group else ""
    what = f" ({words.rstrip('.')})" if words else ""
    return f"{path[-1]} is missing{what}", f"add {path[-1]}: with its value"


def _choice(cls: type[Model], path: Path, context: dict[str, Any]) -> tuple[str, str]:
    known = choices_at(cls, path)
    given = context["input"] if isinstance(context["input"], str) else "this"
    hint = f"it is one of: {', '.join(known)}"
    likely = did_you_mean(given, known)
    return f'{name_of(path)} cannot be "{given}"', f"{likely} {hint}" if likely else hint


def _shape(expected: str, hint: str = "") -> Describe:
    return lambda cls, path, context: (f"{name_of(path)} is to be {expected}", hint)


def _exactly_one(cls: type[Model], path: Path, context: dict[str, Any]) -> tuple[str, str]:
    given = context["given"] or "none of them"
    return f"exactly one of {context['names']} is to be given here, not {given}", "keep one of them"


def _at_most_one(cls: type[Model], path: Path, context: dict[str, Any]) -> tuple[str, str]:
    return f"{context['given']} exclude each other", "keep one of them"


def _date(cls: type[Model], path: Path, context: dict[str, Any]) -> tuple[str, str]:
    remedy = context.get("remedy")
    hint = f"write {remedy}" if remedy else "write year-month-day, such as 2027-12-01"
    return f'"{context.get("value", "")}" is not a date', hint


def _number(what: str, hint: str) -> Describe:
    def describe(cls: type[Model], path: Path, context: dict[str, Any]) -> tuple[str, str]:
        remedy = context.get("remedy")
        return (
            f'"{context.get("value", "")}" is not {what}',
            f"write {remedy}" if remedy else hint,
        )

    return describe


def _at_most(cls: type[Model], path: Path, context: dict[str, Any]) -> tuple[str, str]:
    return f"{name_of(path)} is too large: {context['input']}", f"{context['le']} is the most"


def _kinds_at(cls: type[Model], path: Path) -> Kinds:
    """What a word at a path names by its id; nothing where it names nothing."""
    while path and not isinstance(path[-1], str):
        path = path[:-1]
    group = model_at(cls, path)
    if group and group.shorthand:  # an entry of the list that is to stand here
        return kinds_of(group, group.shorthand)
    owner = model_at(cls, path[:-1])
    return kinds_of(owner, owner.keys().get(str(path[-1]), "")) if owner and path else ()


def of_title(title: str, id_: str) -> str:
    """The remedy where somebody wrote a title in the place of an id."""
    return f'write {id_}, the id of "{title}"'


def _list(cls: type[Model], path: Path, context: dict[str, Any]) -> tuple[str, str]:
    given, key = context["input"], name_of(path)
    first = next(iter(given), "") if isinstance(given, dict) else given
    if isinstance(first, str) and NO_SPACE.match(first):
        return f"{key} is to be a list, and there is no space after the dash", SPACE_AFTER
    message = f"{key} is to be a list"
    if isinstance(given, str) and given and (kinds := _kinds_at(cls, path)):
        there = context["titles"](kinds, given)
        hint = f"write it in brackets, by its id: {key}: [{there or id_from(given)}]"
        group = model_at(cls, path)
        if not there and group and group.shorthand and "text" in group.keys():
            hint += f"; somebody who is no role, or nobody, in words: {key}: [{{text: {given}}}]"
        return message, hint
    return message, "put each entry on a line of its own that begins with '- '"


def _pattern(cls: type[Model], path: Path, context: dict[str, Any]) -> tuple[str, str]:
    given = str(context["input"])
    group = model_at(cls, path[:-1])
    # Of `reports_to: [Owner]`, people know reports_to, and not the role: that it stands for.
    key = name_of(path[:-1] if group and group.shorthand == path[-1] else path)
    message = f"{key} is not written as a name"
    if there := context["titles"](_kinds_at(cls, path), given):
        return message, of_title(given, there)
    likely = "/".join(filter(None, map(id_from, given.split("/"))))
    hint = f"use small letters, digits and single hyphens: {likely or 'aftersales-manager'}"
    if group and group.shorthand == path[-1] and "text" in group.keys():
        hint += "; somebody who is no role is written {text: ...}"
    return message, hint


def _no_pattern(cls: type[Model], path: Path, context: dict[str, Any]) -> tuple[str, str]:
    known = ", ".join(f"{{{name}}}" for name in NUMBERS)
    return f'"{context["value"]}" is no pattern of numbers', f"in braces may stand {known}"


_GROUP = _shape("a group of keys", "put the keys below it, indented")
_TEXT = _shape("a text", "write one text here")
_FLAG = _number("true or false", "write true or false")
_WHOLE = _number("a whole number", "write digits only")

_PROBLEMS: dict[str, tuple[str, Describe]] = {
    "extra_forbidden": (UNKNOWN_KEY, _unknown_key),
    "missing": (MISSING_KEY, _missing_key),
    "literal_error": (NOT_A_CHOICE, _choice),
    "enum": (NOT_A_CHOICE, _choice),
    "exactly_one": (EXACTLY_ONE, _exactly_one),
    "at_most_one": (EXACTLY_ONE, _at_most_one),
    "tuple_type": (WRONG_SHAPE, _list),
    "model_type": (WRONG_SHAPE, _GROUP),
    "dict_type": (WRONG_SHAPE, _GROUP),
    "string_type": (WRONG_SHAPE, _TEXT),
    "text_type": (WRONG_SHAPE, _TEXT),
    "text_empty": (EMPTY_TEXT, lambda cls, path, _: (f"{name_of(path)} is empty", "fill it in")),
    "not_a_date": (BAD_DATE, _date),
    "date_type": (WRONG_SHAPE, _shape("a date", "write year-month-day, such as 2027-12-01")),
    "not_a_flag": (BAD_NUMBER, _FLAG),
    "bool_type": (WRONG_SHAPE, _shape("true or false", "write true or false here")),
    "not_a_pattern": (NUMBER_PATTERN, _no_pattern),
    "not_whole": (BAD_NUMBER, _WHOLE),
    "int_type": (WRONG_SHAPE, _shape("a whole number", "write one number here, with digits only")),
    "not_a_number": (BAD_NUMBER, _number("a number", "write digits, with a point for decimals")),
    "decimal_type": (WRONG_SHAPE, _shape("a number", "write one number here")),
    "less_than_equal": (BAD_NUMBER, _at_most),
    "string_pattern_mismatch": (BAD_ID, _pattern),
    "string_too_short": (EMPTY_TEXT, lambda cls, path, _: (f"{name_of(path)} is empty", "fill it")),
    "too_short": (WRONG_SHAPE, _shape("a list that is not empty", "add an entry")),
    "string_too_long": (WRONG_SHAPE, _shape("shorter", "use 80 characters at most")),
}
