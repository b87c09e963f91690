"""Interface words: every catalogue translates what the program says, all of it and nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

import rolebook
from rolebook.site.contents import SHELL_WORDS
from rolebook.translation import is_language, languages, sort_key, words

PROGRAM = Path(rolebook.__file__).parent
SITE = PROGRAM / "site"
CATALOGUES = sorted((PROGRAM / "locale").glob("*.po"))
TRANSLATED = [file.stem for file in CATALOGUES]

#: A message as gettext knows it: its context, and its words in the singular and the plural.
Key = tuple[str, str, str]

_TEXTS_OF = {"_": 1, "words": 1, "ngettext": 2, "pgettext": 2}
"""Functions that translate, and how many of their arguments are texts."""
_PASSED_ON = {
    "translation.py": "the functions themselves",
    "site/editions.py": "SHELL_WORDS",
    "site/standalone.py": "SHELL_WORDS",
}
"""Files in which a message is no text of the call but a variable, and where it comes from."""


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    """The calls that translate a message: ``_("...")``, ``writer.words("...")``, ``_.ngettext``."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            called = node.func
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            of_a_writer = name != "words" or isinstance(called, ast.Attribute)
            if name in _TEXTS_OF and of_a_writer:
                yield name, node


def literal(call: ast.Call, number: int) -> list[str]:
    """The first arguments of a call, as far as they are texts."""
    arguments = call.args[:number]
    return [a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)]


@cache
def used() -> frozenset[Key]:
    """Every message of the program."""
    found: set[Key] = {("", word, "") for word in SHELL_WORDS}
    for file in PROGRAM.rglob("*.py"):
        for name, call in calls(file):
            texts = literal(call, _TEXTS_OF[name])
            if len(texts) == _TEXTS_OF[name]:
                first, second = (*texts, "")[:2]
                found.add((first, second, "") if name == "pgettext" else ("", first, second))
    return frozenset(found)


@cache
def catalogue(lang: str) -> Catalog:
    with (PROGRAM / "locale" / f"{lang}.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def messages(lang: str) -> list[Message]:
    return [message for message in catalogue(lang) if message.id]


def key(message: Message) -> Key:
    one, many = message.id if isinstance(message.id, tuple) else (message.id, "")
    return message.context or "", one, many


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """A text, or each of its plural forms."""
    return (text,) if isinstance(text, str) else tuple(text)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{\w*\}", text))


def test_messages_are_texts_that_a_translator_can_find() -> None:
    hidden = [
        f"{file.relative_to(PROGRAM).as_posix()}:{call.lineno}"
        for file in PROGRAM.rglob("*.py")
        if file.relative_to(PROGRAM).as_posix() not in _PASSED_ON
        for name, call in calls(file)
        if len(literal(call, _TEXTS_OF[name])) < _TEXTS_OF[name]
    ]
    assert hidden == []


def test_the_words_of_the_sites_shell_are_those_that_its_templates_ask_for() -> None:
    templates = [f for f in SITE.rglob("*") if f.suffix in (".html", ".j2")]
    in_templates = {
        word
        for file in templates
        for word in re.findall(r"""\bword\((?:"([^"]+)"|'([^']+)')""", file.read_text("utf-8"))
        for word in word
        if word
    }
    in_program = {
        node.value
        for file in SITE.glob("*.py")
        if file.name != "contents.py"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert in_templates - set(SHELL_WORDS) == set()
    assert set(SHELL_WORDS) - in_templates - in_program == set()


def test_dutch_is_there() -> None:
    assert "nl" in languages()


@pytest.mark.parametrize("lang", TRANSLATED)
class TestCatalogue:
    def test_translates_every_message(self, lang: str) -> None:
        translated = {key(m) for m in messages(lang) if all(forms(m.string))}
        assert used() - translated == set()

    def test_holds_no_message_that_the_program_does_not_use(self, lang: str) -> None:
        assert {key(m) for m in messages(lang)} - used() == set()
        assert not catalogue(lang).obsolete

    def test_has_no_guesses(self, lang: str) -> None:
        assert [m.id for m in messages(lang) if m.fuzzy] == []

    def test_keeps_the_placeholders(self, lang: str) -> None:
        differing = [
            m.id
            for m in messages(lang)
            for form in forms(m.string)
            if placeholders(form) != placeholders("".join(forms(m.id)))
        ]
        assert differing == []

    def test_has_every_plural_form(self, lang: str) -> None:
        plural = get_plural(lang)
        assert (catalogue(lang).num_plurals, catalogue(lang).plural_expr) == plural[:2]
        counted = {key(m): len(forms(m.string)) for m in messages(lang) if m.pluralizable}
        assert counted == {k: plural.num_plurals for k in used() if k[2]}

    def test_keeps_the_full_stop_and_the_capital(self, lang: str) -> None:
        """Words stand at the same place of a page in every language."""
        differing = [
            (m.id, form)
            for m in messages(lang)
            for form in forms(m.string)
            if form.endswith(".") != forms(m.id)[0].endswith(".")
            or (forms(m.id)[0][0].isupper() and form[:1].islower())
        ]
        assert differing == []

    def test_says_its_language_and_nothing_that_changes_by_itself(self, lang: str) -> None:
        text = (PROGRAM / "locale" / f"{lang}.po").read_text(encoding="utf-8")
        assert str(catalogue(lang).locale) == lang
        assert [line for line in text.splitlines() if line.startswith("#")] == []
        assert "-Date:" not in text
        ids = re.findall(r'^msgid (".*"(?:\n".*")*)$', text, re.MULTILINE)
        whole = ["".join(ast.literal_eval(line) for line in id_.splitlines()) for id_ in ids]
        assert whole == sorted(set(whole))


class TestWords:
    def test_come_in_the_readers_language(self) -> None:
        _ = words("nl")
        assert _("Job description") == "Functiebeschrijving"
        assert _("Page {page} of {pages}", page=2, pages=3) == "Pagina 2 van 3"
        assert _.ngettext("{n} week", "{n} weeks", 1) == "1 week"
        assert _.ngettext("{n} week", "{n} weeks", 2) == "2 weken"

    def test_are_english_where_there_is_no_catalogue(self) -> None:
        assert words("fr")("Job description") == "Job description"
        assert words("fr").ngettext("{n} week", "{n} weeks", 2) == "2 weeks"

    def test_nothing_is_nothing(self) -> None:
        """The empty message would be the catalogue's header."""
        assert words("nl")("") == ""

    @pytest.mark.parametrize(
        ("lang", "day", "money", "both", "either"),
        [
            ("en", "1 December 2027", "EUR\N{NO-BREAK SPACE}2,500", "a, b and c", "a, b or c"),
            ("nl", "1 december 2027", "EUR\N{NO-BREAK SPACE}2.500", "a, b en c", "a, b of c"),
            ("de", "1. Dezember 2027", "EUR\N{NO-BREAK SPACE}2.500", "a, b und c", "a, b oder c"),
            # Limburgish: of its customs nothing is known.
            ("li", "1 December 2027", "EUR\N{NO-BREAK SPACE}2,500", "a, b and c", "a, b or c"),
        ],
    )
    def test_dates_amounts_and_lists(
        self, lang: str, day: str, money: str, both: str, either: str
    ) -> None:
        _ = words(lang)
        assert _.date(date(2027, 12, 1)) == day
        assert _.money(2500, "EUR") == money
        assert _.all_of("abc") == both
        assert _.any_of("abc") == either

    @pytest.mark.parametrize(
        ("lang", "listed"),
        [
            ("en", "“Contacts, with whom”, “Skill” and “Contacts, what for”"),
            ("nl", "‘Contacts, with whom’, ‘Skill’ en ‘Contacts, what for’"),
            ("de", "„Contacts, with whom“, „Skill“ und „Contacts, what for“"),
        ],
    )
    def test_names_that_hold_commas_stand_in_quotation_marks(self, lang: str, listed: str) -> None:
        names = ["Contacts, with whom", "Skill", "Contacts, what for"]
        assert words(lang).all_of(names) == listed
        assert words(lang).all_of(names[:1]) == names[0]

    @pytest.mark.parametrize("tag", ["nl", "nl-BE", "li", "pt-BR", "nds"])
    def test_a_tag_can_mean_a_language(self, tag: str) -> None:
        assert is_language(tag)

    @pytest.mark.parametrize("tag", ["ned", "qq", "nl-QQ", ""])
    def test_or_none(self, tag: str) -> None:
        assert not is_language(tag)

    def test_sort_as_in_a_dictionary(self) -> None:
        shuffled = ["zaak", "Äpfel", "apfel", "Straße", "Strasse", "één", "een"]
        assert sorted(shuffled, key=sort_key) == [
            "apfel", "Äpfel", "een", "één", "Strasse", "Straße", "zaak",
        ]  # fmt: skip
