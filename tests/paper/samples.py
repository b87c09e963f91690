"""Sample documents that use every block, in English, Dutch and German. The texts are invented.

``role(lang)`` is a company job of about three pages with signatures; ``procedure(lang)`` a
procedure with a drawing and steps that carry details; ``small(...)`` wraps any blocks.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from rolebook.model.text import parse_inline
from rolebook.views.document import (
    Block,
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
    plain,
)

Status = Literal["draft", "approved", "superseded", "withdrawn"]

LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120">
<rect width="120" height="120" rx="18" fill="#16475c"/>
<path d="M14 82 Q60 22 106 82" fill="none" stroke="#ffffff" stroke-width="9"/>
<path d="M14 82 H106 M37 61 V82 M60 52 V82 M83 61 V82" stroke="#ffffff" stroke-width="6"/>
<path d="M14 98 Q37 88 60 98 T106 98" fill="none" stroke="#9fc3d1" stroke-width="6"/>
</svg>"""


def line(text: str, lang: str = "") -> Line:
    """Author's text with its inline marks."""
    return Line(parse_inline(text), lang)


def fact(label: str, *values: str) -> Fact:
    return Fact(label, tuple(line(value) for value in values))


def bullets(*texts: str) -> Listing:
    return Listing(tuple(Item(line(text)) for text in texts))


def cell(*texts: str, bulleted: bool = False, header: bool = False) -> Cell:
    return Cell(tuple(line(text) for text in texts), bulleted, header)


def small(*blocks: Block, lang: str = "en", **changes: Any) -> Document:
    """A document around some blocks, approved, without letterhead."""
    document = Document(
        kind="role",
        id="sample",
        lang=lang,
        title="Sample",
        label="Job description",
        sections=(Section("one", "One section", blocks),),
        control=Control("JD-001", "1.0", "approved", "Approved", "Version", issued="2026-10-01"),
        labels=LABELS.get(lang, LABELS["en"]),
    )
    return replace(document, **changes)


LABELS: dict[str, dict[str, str]] = {
    "en": {
        "page_of": "Page {page} of {pages}",
        "watermark": "Draft",
        "other_language": "not yet translated",
        "contents": "Contents",
    },
    "nl": {
        "page_of": "Pagina {page} van {pages}",
        "watermark": "Concept",
        "other_language": "nog niet vertaald",
        "contents": "Inhoud",
    },
    "de": {
        "page_of": "Seite {page} von {pages}",
        "watermark": "Entwurf",
        "other_language": "noch nicht übersetzt",
        "contents": "Inhalt",
    },
}

STATUS: dict[str, dict[Status, str]] = {
    "en": {
        "draft": "Draft",
        "approved": "Approved",
        "superseded": "Superseded",
        "withdrawn": "Withdrawn",
    },
    "nl": {
        "draft": "Concept",
        "approved": "Vastgesteld",
        "superseded": "Vervangen",
        "withdrawn": "Vervallen",
    },
    "de": {
        "draft": "Entwurf",
        "approved": "Freigegeben",
        "superseded": "Ersetzt",
        "withdrawn": "Außer Kraft",
    },
}

# Per language the texts of the sample role, under one set of keys.
ROLE: dict[str, dict[str, Any]] = {
    "en": {
        "label": "Job description",
        "title": "Warranty engineer",
        "description": "Turns repairs under warranty into claims that the maker pays.",
        "control": (
            ("Number", "JD-014"),
            ("Version", "2.1"),
            ("Status", "{status}"),
            ("In force from", "1 October 2026"),
            ("Owner", "HR adviser"),
            ("Prepared by", "HR adviser"),
            ("Released by", "Managing director"),
            ("Review by", "31 December 2027"),
        ),
        "version": "Version",
        "remark": "Uncontrolled when printed. The handbook shows the version in force.",
        "notice": ("About this paper", "It describes the job, not the person who holds it."),
        "facts": (
            ("Family", "Warranty"),
            ("Unit", "Product service and warranty"),
            ("Grade", "G"),
            ("Reports to", "[Head of the warranty department](role:head-of-warranty)"),
            ("Functional guidance", "Aftersales manager, for claims from the branches"),
            ("Stands in for", "Head of the warranty department (leave, illness)"),
            ("Is replaced by", "Warranty technician, for claims below €500 in parts"),
        ),
        "purpose": (
            "Purpose of the job",
            "Sees to it that every repair that falls under warranty becomes a complete, truthful "
            "claim, is submitted in time and is paid. What the claims teach about our products "
            "reaches the people who can __prevent the next fault__.",
        ),
        "areas": (
            (
                "A",
                "Handling claims",
                "The job holder:",
                (
                    (
                        "Checks cover, open campaigns, history and odometer reading before "
                        "the workshop opens a repair order at the maker's expense.",
                        (),
                    ),
                    (
                        "Asks the maker for prior approval whenever the estimate is above the "
                        "limit of the warranty agreement.",
                        (
                            ("When", "on the day the diagnosis is ready"),
                            ("Limit", "as stated in the maker's terms, never split over orders"),
                        ),
                    ),
                    (
                        "Codes labour operations and the causal part, and submits the claim.",
                        (
                            ("By when", "within 5 working days, on day 30 at the latest"),
                            ("Procedure", "[P-01 Warranty claim](procedure:warranty-claim)"),
                        ),
                    ),
                    ("Answers questions from the maker within two working days.", ()),
                    (
                        "Puts rejected claims before the head of the department with a proposal:",
                        (),
                        ("appeal once, with new evidence;", "goodwill;", "write off."),
                    ),
                    (
                        "Matches credits with claims together with finance and explains every "
                        "difference of more than €25.",
                        (),
                    ),
                ),
            ),
            (
                "B",
                "Parts and evidence",
                "The job holder:",
                (
                    ("Keeps the list of parts to be held, returned or scrapped, every week.", ()),
                    (
                        "Releases a part for scrapping only after the claim is credited ≥ 30 "
                        "days and the head of the department has signed the list.",
                        (),
                    ),
                    ("Prepares the annual audit by the maker and accompanies the auditor.", ()),
                ),
            ),
            (
                "C",
                "Learning from claims",
                "The job holder:",
                (
                    (
                        "Reports recurring faults to the importer with photographs, mileage and "
                        "repair history, so that a campaign can start early.",
                        (),
                    ),
                    (
                        "Shows technicians in a monthly talk of half an hour what made claims "
                        "fail: missing readings, unclear complaints, parts without a tag.",
                        (),
                    ),
                    ("Supplies the figures for the management review each quarter.", ()),
                ),
            ),
        ),
        "results": (
            "Results and how they are judged",
            "Result areas",
            ("Result area", "Key activities", "Criteria"),
            (
                (
                    "Claims are paid",
                    ("code and submit", "answer questions", "appeal with evidence"),
                    ("paid at first submission ≥ 92 %", "submitted within 5 working days"),
                ),
                (
                    "Parts can be shown",
                    ("tag, hold and release", "prepare the audit"),
                    ("parts found at the audit: 100 %",),
                ),
                (
                    "Faults are made known",
                    ("report to the importer", "talk with technicians"),
                    ("reports usable without a second question", "attendance of the talk ≥ 80 %"),
                ),
                (
                    "Money is right",
                    ("match credits", "explain differences"),
                    ("charged back ≤ 0.5 % of the credited amount", "no claim open > 30 days"),
                ),
            ),
        ),
        "requirements": (
            "What the job asks for",
            (
                "Completed advanced vocational training in vehicle technology, or an equivalent "
                "level shown by work.",
                "At least three years in a workshop, of which one with diagnosis.",
                "Reads repair instructions in English and German; writes short, exact sentences.",
                "Desirable: the maker's certificate for warranty administration.",
            ),
        ),
        "authorities": (
            "Authorities and limits",
            (
                ("Decides", "whether a claim is submitted, and under which code"),
                ("Signs", "claims and return notes in the maker's system"),
                ("Proposes", "goodwill up to €500 to the service manager", "appeals"),
                ("Informs", "the branch at once about a vehicle that must not be driven"),
            ),
        ),
        "provisions": (
            "Final provisions",
            (
                "The head of the warranty department keeps this paper up to date and reviews it "
                "with the job holder once a year.",
                "Two copies are signed: one for the job holder, one for the personnel file.",
                "Changes are made by HR after both have been heard; a change of the tasks leads "
                "to a new version and, where the grading rests on them, to a new decision.",
            ),
        ),
        "sign": (
            "Signatures",
            "Signing for having seen this paper does not waive the right to object to the grade.",
            (
                ("Job holder", ("Seen, and a copy received",)),
                ("Head of the warranty department", ("Agreed: the description is true",)),
            ),
            ("Name", "Place and date", "Signature"),
        ),
    },
    "nl": {
        "label": "Functiebeschrijving",
        "title": "Garantiespecialist",
        "description": "Maakt van garantiereparaties declaraties die de fabrikant betaalt.",
        "control": (
            ("Nummer", "JD-014"),
            ("Versie", "2.1"),
            ("Status", "{status}"),
            ("Ingangsdatum", "1 oktober 2026"),
            ("Beheerder", "HR-adviseur"),
            ("Opgesteld door", "HR-adviseur"),
            ("Vastgesteld door", "Algemeen directeur"),
            ("Herzieningsdatum", "31 december 2027"),
        ),
        "version": "Versie",
        "remark": "Geprint exemplaar is onbeheerd. In het handboek staat de geldende versie.",
        "notice": ("Over dit stuk", "Het beschrijft de functie, niet degene die haar vervult."),
        "facts": (
            ("Functiefamilie", "Garantie"),
            ("Afdeling", "Productservice en garantie"),
            ("Functiegroep", "G"),
            ("Rapporteert aan", "[Hoofd garantieafdeling](role:head-of-warranty)"),
            ("Functionele aansturing", "Aftersalesmanager, voor declaraties uit de vestigingen"),
            ("Vervangt", "Hoofd garantieafdeling (verlof, ziekte)"),
            ("Wordt vervangen door", "Garantiemonteur, voor declaraties tot € 500 aan onderdelen"),
        ),
        "purpose": (
            "Doel van de functie",
            "Zorgt ervoor dat elke reparatie die onder de garantie valt een volledige en "
            "waarheidsgetrouwe declaratie wordt, op tijd wordt ingediend en wordt betaald. Wat "
            "de declaraties over onze producten leren, komt terecht bij wie "
            "__de volgende storing kan voorkomen__.",
        ),
        "areas": (
            (
                "A",
                "Declaraties behandelen",
                "De functiehouder:",
                (
                    (
                        "Controleert dekking, lopende acties, historie en kilometerstand voordat "
                        "de werkplaats een werkorder op kosten van de fabrikant opent.",
                        (),
                    ),
                    (
                        "Vraagt de fabrikant vooraf om toestemming zodra de begroting boven de "
                        "grens van de garantieovereenkomst uitkomt.",
                        (
                            ("Wanneer", "op de dag dat de diagnose klaar is"),
                            ("Grens", "volgens de voorwaarden van de fabrikant, nooit opgesplitst"),
                        ),
                    ),
                    (
                        "Codeert arbeidsposities en het veroorzakende onderdeel en dient de "
                        "declaratie in.",
                        (
                            ("Uiterlijk", "5 werkdagen na de reparatie, in elk geval op dag 30"),
                            ("Procedure", "[P-01 Garantiedeclaratie](procedure:warranty-claim)"),
                        ),
                    ),
                    ("Beantwoordt vragen van de fabrikant binnen twee werkdagen.", ()),
                    (
                        "Legt afgewezen declaraties met een voorstel voor aan het afdelingshoofd:",
                        (),
                        ("eenmaal bezwaar, met nieuw bewijs;", "coulance;", "afboeken."),
                    ),
                    (
                        "Legt samen met financiën creditnota's naast declaraties en verklaart elk "
                        "verschil van meer dan € 25.",
                        (),
                    ),
                ),
            ),
            (
                "B",
                "Onderdelen en bewijs",
                "De functiehouder:",
                (
                    (
                        "Houdt wekelijks de lijst bij van te bewaren, te retourneren en te "
                        "vernietigen onderdelen.",
                        (),
                    ),
                    (
                        "Geeft een onderdeel pas vrij voor vernietiging als de declaratie ≥ 30 "
                        "dagen is gecrediteerd en het afdelingshoofd de lijst heeft getekend.",
                        (),
                    ),
                    (
                        "Bereidt de jaarlijkse audit van de fabrikant voor en begeleidt de "
                        "auditor.",
                        (),
                    ),
                ),
            ),
            (
                "C",
                "Leren van declaraties",
                "De functiehouder:",
                (
                    (
                        "Meldt terugkerende storingen aan de importeur, met foto's, "
                        "kilometerstand en reparatiehistorie, zodat een terugroepactie vroeg "
                        "kan beginnen.",
                        (),
                    ),
                    (
                        "Laat monteurs maandelijks in een halfuur zien waarop declaraties "
                        "stranden: ontbrekende standen, onduidelijke klachten, onderdelen "
                        "zonder label.",
                        (),
                    ),
                    ("Levert elk kwartaal de cijfers voor de directiebeoordeling.", ()),
                ),
            ),
        ),
        "results": (
            "Resultaten en beoordeling",
            "Resultaatgebieden",
            ("Resultaatgebied", "Kernactiviteiten", "Resultaatcriteria"),
            (
                (
                    "Declaraties worden betaald",
                    ("coderen en indienen", "vragen beantwoorden", "bezwaar met bewijs"),
                    ("in één keer betaald ≥ 92 %", "ingediend binnen 5 werkdagen"),
                ),
                (
                    "Onderdelen zijn te tonen",
                    ("labelen, bewaren en vrijgeven", "audit voorbereiden"),
                    ("bij de audit aangetroffen onderdelen: 100 %",),
                ),
                (
                    "Storingen zijn bekend",
                    ("melden aan de importeur", "gesprek met monteurs"),
                    ("meldingen bruikbaar zonder wedervraag", "opkomst bij het gesprek ≥ 80 %"),
                ),
                (
                    "Het geld klopt",
                    ("credits afletteren", "verschillen verklaren"),
                    ("teruggevorderd ≤ 0,5 % van het credit", "geen declaratie > 30 dagen open"),
                ),
            ),
        ),
        "requirements": (
            "Wat de functie vraagt",
            (
                "Een afgeronde mbo-opleiding autotechniek op niveau 4, of een gelijkwaardig "
                "niveau dat uit het werk blijkt.",
                "Ten minste drie jaar werkplaatservaring, waarvan één jaar met diagnose.",
                "Leest reparatievoorschriften in het Engels en Duits; schrijft kort en precies.",
                "Gewenst: het certificaat garantieadministratie van de fabrikant.",
            ),
        ),
        "authorities": (
            "Bevoegdheden en grenzen",
            (
                ("Beslist", "of een declaratie wordt ingediend, en onder welke code"),
                ("Tekent", "declaraties en retourbonnen in het systeem van de fabrikant"),
                ("Stelt voor", "coulance tot € 500 aan de servicemanager", "bezwaren"),
                ("Informeert", "de vestiging direct over een voertuig dat niet mag rijden"),
            ),
        ),
        "provisions": (
            "Slotbepalingen",
            (
                "Het hoofd van de garantieafdeling houdt dit stuk actueel en neemt het eenmaal "
                "per jaar met de functiehouder door.",
                "Er worden twee exemplaren getekend: één voor de functiehouder, één voor het "
                "personeelsdossier.",
                "HR voert wijzigingen door nadat beiden zijn gehoord; andere taken leiden tot een "
                "nieuwe versie en, waar de indeling erop berust, tot een nieuw besluit.",
            ),
        ),
        "sign": (
            "Ondertekening",
            "Tekenen voor gezien doet niets af aan het recht om bezwaar te maken tegen de "
            "indeling.",
            (
                ("Functiehouder", ("Voor gezien en voor ontvangst van een exemplaar",)),
                ("Hoofd garantieafdeling", ("Voor akkoord: de beschrijving klopt",)),
            ),
            ("Naam", "Plaats en datum", "Handtekening"),
        ),
    },
    "de": {
        "label": "Stellenbeschreibung",
        "title": "Garantiesachbearbeiterin, Garantiesachbearbeiter",
        "description": "Macht aus Garantiereparaturen Anträge, die der Hersteller bezahlt.",
        "control": (
            ("Nummer", "JD-014"),
            ("Version", "2.1"),
            ("Status", "{status}"),
            ("Gültig ab", "1. Oktober 2026"),
            ("Verantwortlich", "Personalreferat"),
            ("Erstellt von", "Personalreferat"),
            ("Freigegeben von", "Geschäftsführung"),
            ("Nächste Überprüfung", "31. Dezember 2027"),
        ),
        "version": "Version",
        "remark": "Ausdruck unterliegt nicht dem Änderungsdienst. Es gilt die Fassung im Handbuch.",
        "notice": ("Zu diesem Blatt", "Es beschreibt die Stelle, nicht die Person."),
        "facts": (
            ("Funktionsfamilie", "Garantie"),
            ("Organisationseinheit", "Produktservice und Garantie"),
            ("Entgeltgruppe", "G"),
            ("Disziplinarisch unterstellt", "[Leitung der Garantie](role:head-of-warranty)"),
            ("Fachlich unterstellt", "Leitung Aftersales, für Anträge aus den Niederlassungen"),
            ("Vertritt", "Leitung der Garantieabteilung (Urlaub, Krankheit)"),
            ("Wird vertreten durch", "Garantietechnikerin oder -techniker, bis 500 € Teilewert"),
        ),
        "purpose": (
            "Ziel der Stelle",
            "Sorgt dafür, dass aus jeder Reparatur, die unter die Garantie fällt, ein "
            "vollständiger und wahrheitsgemäßer Antrag wird, der rechtzeitig eingereicht und "
            "bezahlt wird. Was die Anträge über unsere Produkte lehren, erreicht diejenigen, die "
            "__den nächsten Fehler verhindern können__.",
        ),
        "areas": (
            (
                "A",
                "Garantieanträge bearbeiten",
                "Die Stelleninhaberin, der Stelleninhaber:",
                (
                    (
                        "Prüft Deckung, offene Rückrufaktionen, Historie und Kilometerstand, bevor "
                        "die Werkstatt einen Auftrag zulasten des Herstellers eröffnet.",
                        (),
                    ),
                    (
                        "Holt die Vorabgenehmigung des Herstellers ein, sobald der "
                        "Kostenvoranschlag die Grenze der Garantievereinbarung übersteigt.",
                        (
                            ("Wann", "am Tag, an dem die Diagnose vorliegt"),
                            ("Grenze", "nach den Bedingungen des Herstellers, nie aufgeteilt"),
                        ),
                    ),
                    (
                        "Verschlüsselt Arbeitspositionen und schadenverursachendes Teil und reicht "
                        "den Antrag ein.",
                        (
                            ("Bis wann", "5 Arbeitstage nach der Reparatur, spätestens am 30. Tag"),
                            ("Verfahren", "[P-01 Garantieantrag](procedure:warranty-claim)"),
                        ),
                    ),
                    ("Beantwortet Rückfragen des Herstellers innerhalb von zwei Arbeitstagen.", ()),
                    (
                        "Legt abgelehnte Anträge mit einem Vorschlag der Abteilungsleitung vor:",
                        (),
                        ("einmaliger Einspruch mit neuem Nachweis;", "Kulanz;", "Ausbuchung."),
                    ),
                    (
                        "Gleicht Gutschriften gemeinsam mit der Buchhaltung mit den Anträgen ab "
                        "und erklärt jede Abweichung von mehr als 25 €.",
                        (),
                    ),
                ),
            ),
            (
                "B",
                "Teile und Nachweise",
                "Die Stelleninhaberin, der Stelleninhaber:",
                (
                    (
                        "Führt wöchentlich die Liste der aufzubewahrenden, zurückzusendenden und "
                        "zu verschrottenden Teile.",
                        (),
                    ),
                    (
                        "Gibt ein Teil erst zur Verschrottung frei, wenn der Antrag seit ≥ 30 "
                        "Tagen gutgeschrieben ist und die Abteilungsleitung die Liste gezeichnet "
                        "hat.",
                        (),
                    ),
                    ("Bereitet das jährliche Audit des Herstellers vor und begleitet es.", ()),
                ),
            ),
            (
                "C",
                "Aus Anträgen lernen",
                "Die Stelleninhaberin, der Stelleninhaber:",
                (
                    (
                        "Meldet wiederkehrende Fehler mit Fotos, Kilometerstand und "
                        "Reparaturhistorie an den Importeur, damit eine Rückrufaktion früh "
                        "beginnen kann.",
                        (),
                    ),
                    (
                        "Zeigt der Werkstatt einmal im Monat in einer halben Stunde, woran Anträge "
                        "scheitern: fehlende Stände, unklare Beanstandungen, Teile ohne Anhänger.",
                        (),
                    ),
                    ("Liefert vierteljährlich die Zahlen für die Managementbewertung.", ()),
                ),
            ),
        ),
        "results": (
            "Ergebnisse und ihre Beurteilung",
            "Ergebnisbereiche",
            ("Ergebnisbereich", "Kernaufgaben", "Ergebniskriterien"),
            (
                (
                    "Anträge werden bezahlt",
                    ("verschlüsseln und einreichen", "Rückfragen beantworten", "Einspruch führen"),
                    ("im ersten Anlauf bezahlt ≥ 92 %", "binnen 5 Arbeitstagen eingereicht"),
                ),
                (
                    "Teile sind nachweisbar",
                    ("kennzeichnen, aufbewahren, freigeben", "Audit vorbereiten"),
                    ("beim Audit vorgefundene Teile: 100 %",),
                ),
                (
                    "Fehler sind bekannt",
                    ("Meldung an den Importeur", "Werkstattgespräch"),
                    ("Meldungen ohne Rückfrage verwertbar", "Teilnahme am Gespräch ≥ 80 %"),
                ),
                (
                    "Die Zahlen stimmen",
                    ("Gutschriften abgleichen", "Abweichungen erklären"),
                    ("Rückbelastungsquote ≤ 0,5 %", "kein Antrag > 30 Tage offen"),
                ),
            ),
        ),
        "requirements": (
            "Anforderungen",
            (
                "Abgeschlossene Ausbildung in der Kraftfahrzeugmechatronik mit "
                "Weiterbildung, oder ein gleichwertiger, in der Arbeit gezeigter Stand.",
                "Mindestens drei Jahre Werkstattpraxis, davon ein Jahr in der Diagnose.",
                "Liest Reparaturanleitungen auf Englisch; schreibt kurz und genau.",
                "Wünschenswert: Zertifikat des Herstellers für die Garantieabwicklung.",
            ),
        ),
        "authorities": (
            "Befugnisse und Grenzen",
            (
                ("Entscheidet", "ob und unter welchem Schlüssel ein Antrag eingereicht wird"),
                ("Zeichnet", "Anträge und Rücksendescheine im System des Herstellers"),
                ("Schlägt vor", "Kulanz bis 500 € der Serviceleitung", "Einsprüche"),
                ("Informiert", "die Niederlassung sofort über ein nicht fahrbereites Fahrzeug"),
            ),
        ),
        "provisions": (
            "Schlussbestimmungen",
            (
                "Die Leitung der Garantieabteilung hält dieses Blatt aktuell und geht es einmal "
                "im Jahr gemeinsam mit der Stelleninhaberin oder dem Stelleninhaber durch.",
                "Zwei Ausfertigungen werden unterzeichnet: eine für die Stelleninhaberin oder den "
                "Stelleninhaber, eine für die Personalakte.",
                "Änderungen nimmt das Personalreferat vor, nachdem beide gehört wurden; andere "
                "Aufgaben führen zu einer neuen Fassung und, soweit die Eingruppierung auf ihnen "
                "beruht, zu einer neuen Entscheidung.",
            ),
        ),
        "sign": (
            "Unterschriften",
            "Die Kenntnisnahme berührt das Recht nicht, der Eingruppierung zu widersprechen.",
            (
                (
                    "Stelleninhaberin, Stelleninhaber",
                    ("Zur Kenntnis genommen, Ausfertigung erhalten",),
                ),
                ("Leitung der Garantieabteilung", ("Einverstanden: Die Beschreibung trifft zu",)),
            ),
            ("Name", "Ort und Datum", "Unterschrift"),
        ),
    },
}


def organisation(logo: str = "") -> Organisation:
    return Organisation(
        "Dinkelbrug Mobility Group B.V.", "Dinkelbrug", "Brugweg 4, 7591 AB Denekamp", logo
    )


def role(lang: str = "en", status: Status = "approved", logo: str = "") -> Document:
    """A company job with every kind of block but a drawing."""
    texts = ROLE[lang]
    word = STATUS[lang][status]
    control = Control(
        number="JD-014",
        version="2.1",
        status=status,
        status_label=word,
        version_label=texts["version"],
        facts=tuple(fact(name, value.format(status=word)) for name, value in texts["control"]),
        issued="" if status == "draft" else "2026-09-14",
        remark=texts["remark"],
    )
    purpose, areas = texts["purpose"], texts["areas"]
    requirements, authorities = texts["requirements"], texts["authorities"]
    provisions, sign = texts["provisions"], texts["sign"]
    sections = (
        Section("purpose", purpose[0], (Paragraph(line(purpose[1])),)),
        *(_area(*area) for area in areas),
        Section("results", texts["results"][0], (_results(*texts["results"][1:]),)),
        Section("requirements", requirements[0], (bullets(*requirements[1]),)),
        Section("authorities", authorities[0], (Facts(tuple(fact(*a) for a in authorities[1])),)),
        Section("provisions", provisions[0], (_numbered(provisions[1]),)),
        Section(
            "signatures",
            sign[0],
            (
                Paragraph(line(sign[1]), "note"),
                Signatures(
                    tuple(
                        Signature(who, tuple(plain(text) for text in statements), sign[3])
                        for who, statements in sign[2]
                    )
                ),
            ),
        ),
    )
    title, words = texts["notice"]
    return Document(
        kind="role",
        id="warranty-engineer",
        lang=lang,
        title=texts["title"],
        label=texts["label"],
        sections=sections,
        control=control,
        organisation=organisation(logo),
        notices=(Notice("info", title, (plain(words),)),),
        facts=Facts(tuple(fact(*row) for row in texts["facts"])),
        description=texts["description"],
        labels=LABELS[lang],
    )


def _area(number: str, title: str, lead: str, tasks: tuple[Any, ...]) -> Section:
    items = tuple(
        Item(
            line(task[0]),
            f"{number}.{at}",
            f"{number.lower()}-{at}",
            tuple(fact(*detail) for detail in task[1]),
            tuple(Item(line(text)) for text in (task[2] if len(task) > 2 else ())),
        )
        for at, task in enumerate(tasks, 1)
    )
    blocks = (Paragraph(plain(lead), "lead"), Listing(items))
    return Section(number.lower(), title, blocks, number=number)


def _results(caption: str, head: tuple[str, ...], rows: tuple[Any, ...]) -> Table:
    return Table(
        caption,
        head,
        tuple(
            Row(
                (
                    cell(area, header=True),
                    cell(*activities, bulleted=True),
                    cell(*criteria, bulleted=True),
                ),
                f"result-{at}",
            )
            for at, (area, activities, criteria) in enumerate(rows, 1)
        ),
        (3, 4, 5),
    )


def _numbered(texts: tuple[str, ...]) -> Listing:
    return Listing(tuple(Item(line(text), str(at)) for at, text in enumerate(texts, 1)))


LANES = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 190" width="480" height="190"
 font-family="Source Sans 3" font-size="12"><g fill="none" stroke="#16475c">
<rect x="1" y="1" width="478" height="188"/><path d="M240 1 V189 M1 26 H479"/>
<rect x="50" y="46" width="140" height="36" rx="4"/><rect x="290" y="104" width="140" height="36"
 rx="4"/><path d="M190 64 H360 V104 M354 96 L360 104 L366 96"/></g>
<g text-anchor="middle"><text x="120" y="18" font-weight="600">Service adviser</text>
<text x="360" y="18" font-weight="600">Warranty engineer</text>
<text x="120" y="68">1 Checks the cover</text><text x="360" y="126">2 Submits the claim</text></g>
</svg>"""


def procedure() -> Document:
    """A procedure in English with a drawing, numbered sections and details under its steps."""
    steps = Listing(
        (
            Item(
                line("Check cover, open campaigns and odometer; have the customer sign."),
                "1",
                "step-1",
                (
                    fact("Who", "service adviser"),
                    fact("By when", "at intake"),
                    fact("If there is no cover", "[Goodwill](procedure:goodwill)", "or paid work"),
                ),
            ),
            Item(
                line("Code the repair and submit the claim; see [step 1](item:step-1)."),
                "2",
                "step-2",
                (fact("Who", "warranty engineer"), fact("By when", "within 5 working days")),
            ),
        )
    )
    drawing = Drawing(
        LANES,
        "Who does what",
        "Two lanes: the service adviser checks the cover, then the warranty engineer submits.",
    )
    return Document(
        kind="procedure",
        id="warranty-claim",
        lang="en",
        title="Warranty claim",
        label="Procedure",
        sections=(
            Section("scope", "Scope", (Paragraph(plain("Claims of all branches.")),), number="1"),
            Section(
                "steps",
                "Steps",
                (drawing,),
                (Section("in-words", "In words", (steps,), number="2.1"),),
                number="2",
            ),
        ),
        control=Control("P-01", "1.0", "approved", "Approved", "Version", issued="2026-09-14"),
        organisation=organisation(),
        notices=(Notice("warning", "A vehicle on recall never leaves unrepaired."),),
        description="From intake to credit.",
        labels=LABELS["en"],
    )
