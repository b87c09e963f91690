"""An invented bakery, as the documents that views would hand to the site, in three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rolebook.model.text import parse_inline
from rolebook.site.contents import Download, Edition, NavGroup, NavLink, PageSource
from rolebook.views.document import (
    Cell,
    Control,
    Document,
    Drawing,
    Fact,
    Facts,
    Item,
    Line,
    Listing,
    Notice,
    Organisation,
    Paragraph,
    Row,
    Section,
    Signature,
    Signatures,
    Table,
)

LANGUAGES = (("en", "English"), ("nl", "Nederlands"), ("de", "Deutsch"))

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {},
    "nl": {
        "All": "Alle",
        "At a glance": "In het kort",
        "Close": "Sluiten",
        "Dark colours": "Donkere kleuren",
        "Document control": "Documentgegevens",
        "Download": "Downloaden",
        "Find a role or procedure": "Functie of procedure zoeken",
        "Filters": "Filters",
        "In {language}": "In het {language}",
        "Keyboard shortcuts / and s": "Sneltoetsen / en s",
        "Languages": "Talen",
        "Menu": "Menu",
        "More results": "Meer resultaten",
        "Navigation": "Navigatie",
        "No results": "Geen resultaten",
        "On this page": "Op deze pagina",
        "Search": "Zoeken",
        "Search the handbook": "Zoek in het handboek",
        "The search needs a web server. From a folder, use the list of roles and procedures.": (
            "Zoeken werkt alleen via een webserver. Gebruik vanuit een map de lijst van functies."
        ),
        "This page is not translated yet and is shown in {language}.": (
            "Deze pagina is nog niet vertaald en staat hier in het {language}."
        ),
        "Top of page": "Naar boven",
        "You are here": "U bent hier",
        "{count} results": "{count} resultaten",
        "1 result": "1 resultaat",
    },
    "de": {
        "All": "Alle",
        "At a glance": "Auf einen Blick",
        "Find a role or procedure": "Stelle oder Verfahren finden",
        "Languages": "Sprachen",
        "On this page": "Auf dieser Seite",
        "Search": "Suchen",
        "Search the handbook": "Im Handbuch suchen",
    },
}

TEXTS: Mapping[str, Mapping[str, str]] = {
    "site": {"en": "Bakery handbook", "nl": "Bakkershandboek", "de": "Backstubenhandbuch"},
    "baker": {"en": "Head baker", "nl": "Chef-bakker", "de": "Backstubenleitung"},
    "apprentice": {"en": "Apprentice baker", "nl": "Leerling-bakker", "de": "Backlehrling"},
    "sour": {
        "en": "Feeding the sourdough",
        "nl": "Het zuurdesem voeden",
        "de": "Den Sauerteig füttern",
    },
    "kind": {"en": "Reference job", "nl": "Referentiefunctie", "de": "Richtbeispiel"},
    "procedure": {"en": "Procedure", "nl": "Procedure", "de": "Verfahrensanweisung"},
    "draft": {"en": "Draft", "nl": "Concept", "de": "Entwurf"},
    "approved": {"en": "Approved", "nl": "Vastgesteld", "de": "Freigegeben"},
    "purpose": {"en": "Purpose", "nl": "Doel", "de": "Ziel"},
    "tasks": {"en": "Responsibilities", "nl": "Taken", "de": "Aufgaben"},
    "dough": {"en": "Looking after the dough", "nl": "Zorgen voor het deeg", "de": "Teigführung"},
    "crew": {"en": "Leading the night shift", "nl": "De nachtploeg leiden", "de": "Nachtschicht"},
    "results": {"en": "Results", "nl": "Resultaten", "de": "Ergebnisse"},
    "family": {"en": "Ovens and dough", "nl": "Ovens en deeg", "de": "Ofen und Teig"},
    "families": {"en": "Job families", "nl": "Functiefamilies", "de": "Funktionsfamilien"},
    "overviews": {"en": "Overviews", "nl": "Overzichten", "de": "Übersichten"},
    "grades": {"en": "Grades", "nl": "Functiegroepen", "de": "Entgeltgruppen"},
    "glossary": {"en": "Glossary", "nl": "Begrippen", "de": "Begriffe"},
    "everything": {
        "en": "Everything in this handbook",
        "nl": "Alles in dit handboek",
        "de": "Alles in diesem Handbuch",
    },
    "start": {"en": "Start", "nl": "Start", "de": "Start"},
    "purpose-text": {
        "en": "Sees to it that every loaf that leaves [](role:head-baker) is one the village "
        "talks about, and that the __night shift__ goes home unhurt. More in "
        "[](procedure:feeding-sourdough#step-2) and on [our pantry list](https://bakery.example/).",
        "nl": "Zorgt dat elk brood dat de deur uit gaat klopt, en dat de __nachtploeg__ heel "
        "thuiskomt. Zie [](procedure:feeding-sourdough#step-2).",
        "de": "Sorgt dafür, dass jedes Brot stimmt und die __Nachtschicht__ heil heimkommt. "
        "Siehe [](procedure:feeding-sourdough#step-2).",
    },
}

BOX = '<rect x="{0}" y="10" width="90" height="40" rx="6" fill="none" stroke="currentColor"/>'
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 60" width="320" height="60" '
    'role="img" aria-label="Mix, rise, bake">'
    + "".join(
        f'{BOX.format(x)}<text x="{x + 30}" y="35" fill="currentColor">{name}</text>'
        for x, name in ((1, "Mix"), (115, "Rise"), (229, "Bake"))
    )
    + "</svg>"
)

HOSTILE = '<script>window.hacked = 1</script><img src=x onerror="window.hacked = 2">"\'&{{ 7*7 }}'


def line(text: str, lang: str = "") -> Line:
    return Line(parse_inline(text), lang)


def text(key: str, lang: str) -> str:
    return TEXTS[key][lang]


def listing(prefix: str, texts: list[str]) -> Listing:
    return Listing(
        tuple(
            Item(line(words), f"{prefix}.{n}", f"{prefix.lower()}-{n}")
            for n, words in enumerate(texts, start=1)
        )
    )


def baker(lang: str) -> Document:
    dough = listing(
        "A",
        [
            "Weighs, mixes and folds the doughs of the night by the card of the day.",
            "Keeps two mothers alive: one rye, one wheat; see [](procedure:feeding-sourdough).",
            "Decides whether a batch that rose too far is shaped, saved or thrown away.",
        ],
    )
    dough = Listing(
        (
            *dough.items,
            Item(
                line("Orders flour before the silo holds less than three nights."),
                "A.4",
                "a-4",
                (
                    Fact("When", (line("every Tuesday before noon"),)),
                    Fact("Limit", (line("EUR 1,500 a delivery"),)),
                ),
                (Item(line("Tells the miller of every bag that smells of damp.")),),
            ),
        )
    )
    crew = listing(
        "B",
        [
            "Plans the shift so that nobody stands at the deck oven alone.",
            "Shows each apprentice a new bread every month and lets him fail once.",
        ],
    )
    area = {"en": "Area", "nl": "Resultaatgebied", "de": "Bereich"}[lang]
    table = Table(
        text("results", lang),
        (area, "What is done", "How one sees it"),
        (
            Row(
                (
                    Cell((line("Bread on the shelf"),), header=True),
                    Cell(
                        (line("Bakes to the plan of the shop"), line("Fills gaps before eight")),
                        bulleted=True,
                    ),
                    Cell((line("No empty basket before closing"),), bulleted=True),
                ),
                "result-1",
            ),
            Row(
                (
                    Cell((line("Little waste"),), header=True),
                    Cell((line("Turns yesterday's bread into crumbs"),), bulleted=True),
                    Cell((line("Less than four in a hundred loaves left over"),), bulleted=True),
                )
            ),
        ),
        (1, 2, 2),
    )
    signing = Signatures(
        (
            Signature("Baker", (line("I have seen this description."),), ("Date", "Name")),
            Signature("Owner", (line("The description is true."),), ("Date", "Name")),
        )
    )
    return Document(
        kind="role",
        id="head-baker",
        lang=lang,
        title=text("baker", lang),
        label=text("kind", lang),
        description="Answers for every loaf that leaves the bakery.",
        notices=(
            Notice("reference", "A reference job", (line("It describes nobody in person."),)),
            Notice("draft", text("draft", lang), (line("The wording can still change."),)),
        ),
        facts=Facts(
            (
                Fact("Grade", (line("F"),)),
                Fact("Reports to", (line("the owner"), line("[](role:apprentice-baker)"))),
                Fact(text("families", lang), (line(text("family", lang)),)),
                Fact("Stands in", (line("the [](role:apprentice-baker), on Mondays", "en"),)),
            )
        ),
        sections=(
            Section(
                "purpose", text("purpose", lang), (Paragraph(line(text("purpose-text", lang))),)
            ),
            Section(
                "tasks",
                text("tasks", lang),
                (Paragraph(line("The head baker answers for these areas:"), "lead"),),
                (
                    Section("a", text("dough", lang), (dough,), number="A"),
                    Section("b", text("crew", lang), (crew,), number="B"),
                ),
            ),
            Section("results", text("results", lang), (table,)),
            Section(
                "rules",
                "Application rules",
                (
                    Notice("info", "Examples are evidence", (line("They are no conditions."),)),
                    Notice("warning", "Mind the context", (line("Grades E to G only."),)),
                    Facts((Fact("Lighter", (line("E"),)), Fact("Equal", (line("F"),)))),
                    Paragraph(line("A note in small print."), "note"),
                ),
            ),
            Section(
                "picture",
                "The night in one picture",
                (
                    Drawing(
                        SVG,
                        "A night",
                        "mix, rise, bake",
                    ),
                ),
            ),
            Section("signing", "To be signed by", (signing,)),
        ),
        control=Control(
            "BK-001",
            "0.1",
            "draft",
            text("draft", lang),
            "Version 0.1",
            (Fact("Number", (line("BK-001"),)), Fact("Owner", (line("Head baker"),))),
            remark="Uncontrolled when printed.",
        ),
    )


def apprentice(lang: str) -> Document:
    return Document(
        kind="role",
        id="apprentice-baker",
        lang=lang,
        title=text("apprentice", lang),
        label=text("kind", lang),
        sections=(
            Section(
                "purpose",
                text("purpose", lang),
                (Paragraph(line("Learns the craft, one bread after the other.", "en")),),
            ),
        ),
        control=Control("BK-002", "1.0", "approved", text("approved", lang), "Version 1.0"),
    )


def sourdough(lang: str) -> Document:
    steps = Listing(
        tuple(
            Item(
                line(words),
                str(n),
                f"step-{n}",
                (Fact("Who", (line("[](role:head-baker)"),)), Fact("By when", (line(due),))),
            )
            for n, (words, due) in enumerate(
                [
                    ("Take the jar out of the cold.", "at six in the evening"),
                    ("Stir in rye flour and lukewarm water.", "within half an hour"),
                    ("Look whether it doubled: if not, feed again.", "before midnight"),
                ],
                start=1,
            )
        )
    )
    return Document(
        kind="procedure",
        id="feeding-sourdough",
        lang=lang,
        title=text("sour", lang),
        label=text("procedure", lang),
        sections=(Section("steps", "Steps", (steps,)),),
        control=Control("P-01", "2.0", "approved", text("approved", lang), "Version 2.0"),
    )


def overview(kind: str, id_: str, lang: str, links: list[str]) -> Document:
    items = Listing(tuple(Item(line(link)) for link in links))
    return Document(kind, id_, lang, text(kind, lang), "", (Section("list", "", (items,)),))


def grades(lang: str) -> Document:
    table = Table(
        "",
        (text("families", lang), "A", "B", "C", "D", "E", "F", "G"),
        (
            Row(
                (
                    Cell((line(text("family", lang)),), header=True),
                    Cell(()),
                    Cell((line("[](role:apprentice-baker)"),)),
                    *[Cell(())] * 3,
                    Cell((line("[](role:head-baker)"),)),
                    Cell(()),
                )
            ),
        ),
        (3, 1, 1, 1, 1, 1, 1, 1),
    )
    return Document("grades", "", lang, text("grades", lang), "", (Section("g", "", (table,)),))


def edition(lang: str) -> Edition:
    """The bakery's handbook in one language."""
    both = ["[](role:head-baker)", "[](role:apprentice-baker)"]
    family = NavLink(text("family", lang), "families/dough.html")
    start = NavLink(text("start", lang), "index.html")

    def papers(folder: str, id_: str) -> tuple[Download, ...]:
        return tuple(
            Download(f"{folder}/{id_}.{kind}", kind.upper(), f"{id_} {kind.upper()}")
            for kind in ("pdf", "docx")
        )

    kind = {"kind": (text("kind", lang),), "family": (text("family", lang),)}
    pages = (
        PageSource(
            "roles/head-baker.html",
            baker(lang),
            papers("roles", "head-baker"),
            (start, family),
            ("Brotmeister", "Master of loaves"),
            {**kind, "grade": ("F",)},
        ),
        PageSource(
            "roles/apprentice-baker.html",
            apprentice(lang),
            trail=(start, family),
            filters={**kind, "grade": ("B",)},
        ),
        PageSource(
            "procedures/feeding-sourdough.html",
            sourdough(lang),
            openings=((line("The loaves lie there like bricks!"), "step-2"),),
            filters={"kind": (text("procedure", lang),)},
        ),
        PageSource(
            "families/dough.html",
            overview("family", "dough", lang, both),
            searched=False,
            named=True,
        ),
        PageSource("grades.html", grades(lang), searched=False),
        PageSource(
            "everything.html",
            overview("everything", "", lang, [*both, "[](procedure:feeding-sourdough)"]),
            searched=False,
        ),
        PageSource(
            "index.html", overview("families", "", lang, ["[](role:head-baker)"]), searched=False
        ),
    )
    return Edition(
        lang=lang,
        governing="en",
        languages=LANGUAGES,
        site_name=text("site", lang),
        pages=pages,
        nav=(
            NavGroup(text("families", lang), (family,)),
            NavGroup(
                text("overviews", lang),
                (
                    NavLink(text("grades", lang), "grades.html"),
                    NavLink(text("everything", lang), "everything.html"),
                ),
            ),
        ),
        facets=(("kind", "Kind"), ("family", "Family"), ("grade", "Grade")),
        groups=(("roles/", "Roles"), ("procedures/", "Procedures"), ("", "Pages")),
        synonyms=(("flour", "farina"),) if lang == "en" else (),
        words=WORDS[lang],
        organisation=Organisation("Bakery Example B.V.", "Bakery", "Mill Lane 1, Flourton"),
    )


def editions() -> list[Edition]:
    return [edition(lang) for lang, _ in LANGUAGES]


def many(lang: str, count: int) -> Edition:
    """The edition with ``count`` further roles, to measure with."""
    base = edition(lang)
    source = base.pages[0]
    roles = tuple(
        replace(
            source,
            address=f"roles/role-{n:05}.html",
            document=replace(source.document, id=f"role-{n:05}", title=f"Baker number {n}"),
            downloads=(),
        )
        for n in range(count)
    )
    return replace(base, pages=base.pages + roles)


def hostile(lang: str) -> Edition:
    """The edition with hostile text in every place that holds text."""
    base = edition(lang)
    bad = line(HOSTILE)
    lure = Line(
        parse_inline(
            "[one](javascript:alert(1)) [two](JaVaScRiPt:alert(2)) [three](data:text/html,x)"
        )
    )
    facts = Facts((Fact(HOSTILE, (bad, lure)),))
    document = Document(
        kind="role",
        id="hostile",
        lang=lang,
        title=HOSTILE,
        label=HOSTILE,
        description=HOSTILE,
        notices=(Notice("info", HOSTILE, (bad,)),),
        facts=facts,
        sections=(
            Section(
                "a",
                HOSTILE,
                (
                    Paragraph(bad),
                    Paragraph(lure),
                    Listing((Item(bad, HOSTILE, "a-1", facts.rows, (Item(bad),)),)),
                    facts,
                    Table(HOSTILE, (HOSTILE,), (Row((Cell((bad, bad), bulleted=True),)),), (1,)),
                    Signatures((Signature(HOSTILE, (bad,), (HOSTILE,)),)),
                ),
                (Section("b", HOSTILE, (Paragraph(bad),)),),
                HOSTILE,
            ),
        ),
        control=Control(HOSTILE, HOSTILE, "draft", HOSTILE, HOSTILE, facts.rows, "", HOSTILE),
    )
    page = PageSource(
        "roles/hostile.html",
        document,
        (Download("roles/hostile.pdf", HOSTILE, HOSTILE),),
        (NavLink(HOSTILE, "index.html"),),
        (HOSTILE,),
        {"kind": (HOSTILE,)},
    )
    return replace(
        base,
        site_name=HOSTILE,
        pages=(*base.pages, page),
        nav=(NavGroup(HOSTILE, (NavLink(HOSTILE, "roles/hostile.html"),)),),
        facets=(("kind", HOSTILE),),
        organisation=Organisation(HOSTILE, HOSTILE, HOSTILE),
    )
