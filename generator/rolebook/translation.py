"""Interface words, dates, numbers, lists and sorting in the reader's language.

The words are English message ids, translated by catalogues (``locale/nl.po``). A catalogue is
compiled in memory when it is first used, so that a further language is one file.
"""

from __future__ import annotations

import gettext
import io
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

_LOCALES = {"en": "en_GB"}


@lru_cache(maxsize=64)
def locale_of(lang: str) -> str:
    """The locale whose customs a language follows here: British for English, and for a language of
    which no customs are known."""
    from babel import Locale, UnknownLocaleError

    name = _LOCALES.get(lang, lang.replace("-", "_"))
    try:
        Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return _LOCALES["en"]
    return name


def is_language(tag: str) -> bool:
    """Whether a tag such as ``nl`` or ``nl-BE`` means a language, and a country where it names one
    (Unicode's CLDR)."""
    from babel import Locale

    known = Locale("en")
    language, _, country = tag.partition("-")
    return language in known.languages and (not country or country in known.territories)


@lru_cache(maxsize=16)
def _catalogue(lang: str) -> gettext.NullTranslations:
    file = files("rolebook") / "locale" / f"{lang}.po"
    if not file.is_file():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(file.read_bytes()), locale=lang))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def languages() -> tuple[str, ...]:
    """The languages with interface words."""
    found = {f.name.removesuffix(".po") for f in (files("rolebook") / "locale").iterdir()}
    return tuple(sorted(found | {"en"}))


class Words:
    """The interface words of one language. By custom its name is ``_``: ``_("Purpose")``."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._catalogue = _catalogue(lang)

    def __call__(self, message: str, **values: object) -> str:
        """The words for a message, with its ``{names}`` filled in."""
        text = self._catalogue.gettext(message) if message else ""
        return text.format(**values) if values else text

    def ngettext(self, one: str, many: str, n: int, **values: object) -> str:
        """The words for a number of things; ``{n}`` is filled in."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **values)

    def pgettext(self, context: str, message: str) -> str:
        """The words for a message that English uses for several things."""
        return self._catalogue.pgettext(context, message)

    def date(self, day: date) -> str:
        """1 December 2027"""
        from babel.dates import format_date

        return format_date(day, "long", locale=locale_of(self.lang))

    def number(self, value: int | Decimal) -> str:
        """2,500 in English, 2.500 in Dutch and German; never rounded."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=locale_of(self.lang), decimal_quantization=False)

    def money(self, amount: int, currency: str) -> str:
        """EUR 2,500: the code, as on contracts, not the sign."""
        return f"{currency}\N{NO-BREAK SPACE}{self.number(amount)}"

    def all_of(self, items: Iterable[str]) -> str:
        """a, b and c; each in quotation marks where one of them holds a comma itself"""
        from babel.lists import format_list

        named = list(items)
        if any("," in one for one in named) and len(named) > 1:
            named = [self("“{name}”", name=one) for one in named]
        return format_list(named, "standard", locale=locale_of(self.lang))

    def any_of(self, items: Iterable[str]) -> str:
        """a, b or c"""
        from babel.lists import format_list

        return format_list(list(items), "or", locale=locale_of(self.lang))


@lru_cache(maxsize=16)
def words(lang: str) -> Words:
    """The interface words of a language; English where there is no catalogue."""
    return Words(lang)


def direction_of(lang: str) -> str:
    """In which direction a language is written: ``ltr`` or ``rtl``."""
    from babel import Locale

    return Locale.parse(locale_of(lang)).text_direction


def language_name(tag: str, lang: str) -> str:
    """What the language ``lang`` calls another one (``Engels``); nothing where nobody knows."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(lang, sep="-").languages.get(tag) or ""
    except (UnknownLocaleError, ValueError):
        return ""


def sort_key(text: str) -> tuple[str, str]:
    """Alphabetical order as in English, Dutch and German dictionaries (DIN 5007-1): accents and
    case do not count, and decide only between words that are otherwise the same."""
    folded = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    return "".join(c for c in folded if not unicodedata.combining(c)).casefold(), text
