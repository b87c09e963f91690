"""A further language is one catalogue file plus translations, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import rolebook
from rolebook.translation import sort_key, words

PROGRAM = Path(rolebook.__file__).parent
CATALOGUE = """\
msgid ""
msgstr ""
"Language: pl\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=4; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
"n!=1 && n%10>=0 && n%10<=1 || n%10>=5 && n%10<=9 || n%100>=12 && n%100<=14 ? 2 : 3);\\n"

msgid "Purpose of the job"
msgstr "Cel stanowiska"

msgid "Reports to"
msgstr "Podlega"

msgid "Search the handbook"
msgstr "Szukaj w podręczniku"

msgid "{n} week"
msgid_plural "{n} weeks"
msgstr[0] "{n} tydzień"
msgstr[1] "{n} tygodnie"
msgstr[2] "{n} tygodni"
msgstr[3] "{n} tygodnia"
"""
FILES = {
    "mkdocs.yml": (
        "site_name: Bakery\ndocs_dir: pages\ntheme: {name: material}\nplugins: [rolebook]\n"
        "extra:\n  handbook:\n    organisation: {name: Bakery}\n    languages: [en, pl, nl-BE]\n"
    ),
    "pages/index.md": "# Welcome\n",
    "pages/index.pl.md": "# Witamy\n",
    "roles/vocabulary/families.yml": "families:\n  - {id: shop, title: Shop}\n",
    "roles/vocabulary/families.pl.yml": "families:\n  - {id: shop, title: Sklep}\n",
    "roles/baker.yml": (
        "title: Baker\nkind: company\nfamily: shop\npurpose: Bakes the bread.\n"
        "reports_to: [{text: the owner}]\n"
        "document: {review_by: 2027-12-01}\n"
    ),
    "roles/baker.pl.yml": (
        "title: Piekarz\npurpose: Piecze chleb żytni.\nreports_to: [{text: właściciel}]\n"
    ),
}


@pytest.fixture
def program(tmp_path: Path) -> dict[str, str]:
    """The program with one more catalogue: everything else is the installed one."""
    package = tmp_path / "program" / "rolebook"
    package.mkdir(parents=True)
    for part in PROGRAM.iterdir():
        if part.name not in ("locale", "__pycache__"):
            (package / part.name).symlink_to(part)
    (package / "locale").mkdir()
    for part in (PROGRAM / "locale").iterdir():
        (package / "locale" / part.name).symlink_to(part)
    (package / "locale" / "pl.po").write_text(CATALOGUE, encoding="utf-8")
    return {**os.environ, "PYTHONPATH": str(package.parent)}


def test_a_fourth_language_is_a_catalogue_and_translations(
    tmp_path: Path, program: dict[str, str]
) -> None:
    for name, text in FILES.items():
        file = tmp_path / "handbook" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "rolebook", "build", "--no-papers"]
    done = subprocess.run(
        command, cwd=tmp_path / "handbook", env=program, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    site = tmp_path / "handbook" / "site"
    page = (site / "pl/roles/baker.html").read_text("utf-8")
    assert '<html lang="pl"' in page
    assert "Piecze chleb żytni." in page
    assert "Cel stanowiska" in page
    assert "Podlega" in page
    assert "Szukaj w podręczniku" in page
    assert "1 grudnia 2027" in page  # dates are the language's own
    assert "Job description" in page  # what the catalogue lacks is in English
    assert "Sklep" in (site / "pl/index.html").read_text("utf-8")
    assert "Polski" in (site / "index.html").read_text("utf-8").title()
    assert (site / "pl/pagefind/pagefind.js").is_file()
    flemish = (site / "nl-BE/roles/baker.html").read_text("utf-8")  # Material does not know it
    assert '<html lang="nl-BE"' in flemish
    assert "Bakes the bread." in flemish
    assert "1 december 2027" in flemish
    told = "from rolebook.translation import words; print(words('pl').ngettext(*{!r}, {}))"
    for n, said in ((1, "1 tydzień"), (3, "3 tygodnie"), (5, "5 tygodni")):
        code = told.format(("{n} week", "{n} weeks"), n)
        answer = subprocess.run(
            [sys.executable, "-c", code], env=program, capture_output=True, text=True, check=True
        )
        assert answer.stdout.strip() == said


@pytest.mark.parametrize(
    ("lang", "thousands", "share"),
    [("en", "12,345", "0.5"), ("nl", "12.345", "0,5"), ("de", "12.345", "0,5")],
)
def test_numbers_are_written_as_in_the_language(lang: str, thousands: str, share: str) -> None:
    assert words(lang).number(12345) == thousands
    assert words(lang).number(Decimal("0.5")) == share


def test_letters_with_marks_sort_with_their_letter() -> None:
    names = ["Ĳsmeester", "ijsmaker", "Zahnarzt", "Übersetzer", "Uhrmacher", "Straßenbau"]
    names += ["Strassenwart", "Café", "Cafetier", "ïdool", "idee", "Öler", "Ofenbauer"]
    assert sorted(names, key=sort_key) == [
        "Café", "Cafetier", "idee", "ïdool", "ijsmaker", "Ĳsmeester", "Ofenbauer", "Öler",
        "Straßenbau", "Strassenwart", "Übersetzer", "Uhrmacher", "Zahnarzt",
    ]  # fmt: skip
