"""The words under which a word is found as well: parts, other spellings, synonyms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolebook.site.companions import Companions, folded
from rolebook.site.compounds import splitter
from rolebook.site.vocabulary import stop_words

NL = {"garantie", "claim", "werkplaats", "werk", "plaats", "chef", "klanten", "onderdelen"}
DE = {"rückruf", "aktion", "kunden", "beschreibung", "stelle", "qualität", "prüfung", "garantie"}


@pytest.mark.parametrize(
    ("lang", "words", "compound", "parts"),
    [
        ("nl", NL, "garantieclaims", ("garantie", "claims")),
        ("nl", NL, "werkplaatschef", ("werkplaats", "werk", "plaats", "chef")),
        ("nl", NL, "klantentevredenheid", ("klanten", "tevredenheid")),
        ("de", DE, "rückrufaktionen", ("rückruf", "aktionen")),
        ("de", DE, "stellenbeschreibung", ("stelle", "beschreibung")),
        ("de", DE, "qualitätsprüfung", ("qualität", "prüfung")),
        ("de", DE, "kundenzufriedenheit", ("kunden", "zufriedenheit")),
        ("de", DE, "garantie", ()),
        ("en", {"work", "shop", "foreman"}, "workshopforeman", ()),
    ],
)
def test_compounds_fall_apart_into_words_of_the_handbook(
    lang: str, words: set[str], compound: str, parts: tuple[str, ...]
) -> None:
    assert set(parts) <= set(splitter(lang, words)(compound)) or not parts
    assert bool(splitter(lang, words)(compound)) == bool(parts)


def test_umlauts_are_found_as_they_are_typed_elsewhere() -> None:
    companions = Companions("de", DE, (), stop_words("de"))
    assert "qualitaetspruefung" in companions.of("Die Qualitätsprüfung")
    assert "strasse" in companions.of("Straße")
    assert "prufung" in companions.of("Pruefung")
    assert companions.of("Neue Quellen für Steuern") == ()
    assert Companions("nl", NL, ()).of("coördinatie") == ()
    assert folded("Coördinatie Straße") == "coordinatie strasse"


def test_synonyms_stand_for_other_forms_phrases_and_parts_too() -> None:
    groups = [["factuur", "rekening"], ["oud onderdeel", "schroot"], ["bezwaar", "niet eens"]]
    companions = Companions("nl", NL | {"leverancier"}, groups, stop_words("nl"))
    assert companions.of("De facturen") == ("rekening",)
    assert "rekening" in companions.of("leveranciersfactuur")
    assert companions.of("oude onderdelen") == ("schroot",)
    assert companions.of("een onderdeel") == ()
    assert companions.of("schroot") == ("oud", "onderdeel")
    assert companions.of("bezwaar") == ("eens",), "what says nothing alone stays out"


def test_a_word_is_no_companion_of_itself() -> None:
    companions = Companions("en", (), [["claim", "warranty claim"]])
    assert companions.of("a warranty claim") == ()


@given(st.text(alphabet="abdegiklnorstäöüß -/", max_size=60))
def test_companions_are_found_for_any_text_and_are_words(text: str) -> None:
    found = Companions("de", DE, [["kunde", "käufer"]]).of(text)
    assert len(found) == len(set(found))
    assert all(word.isalpha() and word == word.lower() for word in found)
