"""One job in three languages, printed in each layout: what the golden pictures show.

`python tests/paper/gallery.py` makes the pictures in tests/paper/pictures/ anew; look at them
before you commit them.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))

from handbooks import TODAY, write_tree
from rolebook.cli.common import checked
from rolebook.model.control import LAYOUTS
from rolebook.paper.pdf import pdf
from rolebook.records import Records
from rolebook.views.role import role_document
from rolebook.views.writer import Writer

PICTURES = Path(__file__).with_name("pictures")
LANGUAGES = ("en", "nl", "de")
SHOWN = [(name, lang) for name in LAYOUTS for lang in LANGUAGES]
_DPI = 44

_SETTINGS = """\
site_name: Mill
extra:
  handbook:
    organisation: {name: The Old Mill, legal_form: cooperative, address: Mill Lane 1}
    languages: [en, nl, de]
    address: https://mill.example/
    sign:
      - {by: head_of_unit, meaning: [endorsed]}
      - {by: employee, meaning: [seen, received]}
      - {by: manager, meaning: [agreed]}
    contract:
      effect: not_part
      sentence:
        en: This paper explains the work. It is no part of the contract.
        nl: Dit stuk licht het werk toe. Het is geen deel van de overeenkomst.
        de: Dieses Papier erläutert die Arbeit. Es ist kein Teil des Vertrags.
"""
_MILLER = """\
title: {title}
kind: company
family: mill
category: {category}
reports_to: [{{text: {owner}}}]
supervises: none
purpose: {purpose}
responsibilities:
  - id: grind
    area: {grinding}
    tasks:
      - {{task: {grind}, when: {daily}}}
      - {sift}
    criteria: [{flour}]
  - id: sell
    area: {selling}
    tasks: [{weigh}, {note}]
    criteria: [{scales}]
requirements: [{nose}]
must_know: [{grain}, {stones}]
authorities: [{{kind: decide, text: {stop}}}]
rights: [{rest}]
liabilities: [{{text: {waste}, basis: {contract}, reviewed: 2026-10-01}}]
performance_criteria: [{{criterion: {fine}, target: {target}}}]
provisions: [{{kind: copies, text: "{copies}"}}]
document: {{number: M-1{approval}{layout}}}
"""
_WORDS = {
    "title": ("Miller", "Molenaar", "Müllerin oder Müller"),
    "category": ("Specialists", "Specialisten", "Fachkräfte"),
    "owner": ("the members", "de leden", "den Mitgliedern"),
    "purpose": (
        "Turns the members' grain into flour that bakes well, and sells it fresh.",
        "Maalt het graan van de leden tot meel dat goed bakt, en verkoopt het vers.",
        "Mahlt das Korn der Mitglieder zu Mehl, das gut bäckt, und verkauft es frisch.",
    ),
    "grinding": ("Grinding", "Malen", "Mahlen"),
    "grind": (
        "Sets the stones and grinds what was ordered.",
        "Stelt de stenen en maalt wat besteld is.",
        "Stellt die Steine ein und mahlt, was bestellt ist.",
    ),
    "daily": ("before noon", "voor twaalven", "vor dem Mittag"),
    "sift": ("Sifts flour and bran apart.", "Zeeft meel en zemelen.", "Siebt Mehl und Kleie."),
    "flour": ("the flour is dry", "het meel is droog", "das Mehl ist trocken"),
    "selling": ("Selling", "Verkopen", "Verkaufen"),
    "weigh": (
        "Weighs each sack twice.", "Weegt elke zak twee keer.", "Wiegt jeden Sack zweimal.",
    ),
    "note": (
        "Writes down who bought what.", "Noteert wie wat kocht.", "Notiert, wer was gekauft hat.",
    ),
    "scales": ("the scales are right", "de weegschaal klopt", "die Waage stimmt"),
    "nose": ("A good nose.", "Een goede neus.", "Eine gute Nase."),
    "grain": ("Grain and its faults", "Graan en zijn gebreken", "Korn und seine Mängel"),
    "stones": ("The dressing of stones", "Het scherpen van stenen", "Das Schärfen der Steine"),
    "stop": ("Stops the mill in a storm.", "Zet de molen stil bij storm.",
             "Hält die Mühle bei Sturm an."),
    "rest": ("An hour's rest at noon.", "Een uur rust om twaalf uur.", "Eine Stunde Mittagsruhe."),
    "waste": ("Flour that was spoilt by neglect.", "Meel dat door onachtzaamheid bedierf.",
              "Mehl, das durch Nachlässigkeit verdarb."),
    "contract": ("the contract", "de overeenkomst", "der Vertrag"),
    "fine": ("Fineness", "Fijnheid", "Feinheit"),
    "target": ("nine sacks in ten", "negen op de tien zakken", "neun von zehn Säcken"),
    "copies": ("Two copies: each side keeps one.", "Twee exemplaren: ieder houdt er een.",
               "Zwei Ausfertigungen: Jede Seite behält eine."),
}  # fmt: skip


def paper(root: Path, layout: str, lang: str) -> bytes:
    """The job as PDF in one layout and language; its handbook is written to ``root``."""
    write_tree(root, tree(layout))
    handbook, findings = checked(root, TODAY)
    assert handbook is not None
    assert [f.message for f in findings if f.severity == "error"] == []
    writer = Writer(handbook.editions[lang], Records())
    return pdf(role_document(writer, "miller", "paper"))


def tree(layout: str) -> dict[str, str]:
    """The handbook's files."""
    files = {
        "mkdocs.yml": _SETTINGS,
        "roles/vocabulary/families.yml": "families: [{id: mill, title: Mill}]\n",
        "roles/vocabulary/families.nl.yml": "families: [{id: mill, title: Molen}]\n",
        "roles/vocabulary/families.de.yml": "families: [{id: mill, title: Mühle}]\n",
    }
    for place, lang in enumerate(LANGUAGES):
        words = {key: texts[place] for key, texts in _WORDS.items()}
        more = {
            "layout": f", layout: {layout}",
            "approval": f", approval: {{by: {{text: {words['owner']}}}, seal: true}}",
        }
        text = _MILLER.format(**words, **more)
        if lang != "en":  # a translation holds texts only
            text = text.replace("kind: company\nfamily: mill\n", "").replace(
                "supervises: none\n", ""
            )
            text = text.replace("kind: decide, ", "").replace("kind: copies, ", "")
            text = text.replace(", reviewed: 2026-10-01", "")
            text = text[: text.index("document:")]
        files[f"roles/miller{'' if lang == 'en' else f'.{lang}'}.yml"] = text
    return files


def picture(content: bytes) -> Image.Image:
    """First and last page side by side, small, in greys."""
    with pypdfium2.PdfDocument(content) as file:
        pages = [
            file[number].render(scale=_DPI / 72).to_pil().convert("L")
            for number in dict.fromkeys((0, len(file) - 1))
        ]
    whole = Image.new(
        "L", (sum(p.width for p in pages) + 4 * (len(pages) - 1), pages[0].height), 128
    )
    at = 0
    for page in pages:
        whole.paste(page, (at, 0))
        at += page.width + 4
    return whole


def saved(image: Image.Image) -> bytes:
    """The picture as a small PNG file."""
    out = BytesIO()
    image.quantize(16).save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    for layout, lang in SHOWN:
        with TemporaryDirectory() as folder:
            image = picture(paper(Path(folder), layout, lang))
        file = PICTURES / f"{layout}-{lang}.png"
        file.write_bytes(saved(image))
        print(file.name, file.stat().st_size)


if __name__ == "__main__":
    main()
