"""The words that invented handbooks are made of, each in English, Dutch and German.

A task is a verb, an object and a circumstance; any three go together in all three languages.
"""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """One text in the three languages. In a document it marks what a translation translates."""

    en: str
    nl: str
    de: str


def same(text: str) -> Words:
    """A text that is the same in all languages."""
    return Words(text, text, text)


VERBS = tuple(
    Words(*row)
    for row in (
        ("Checks", "Controleert", "Prüft"),
        ("Plans", "Plant", "Plant"),
        ("Records", "Registreert", "Erfasst"),
        ("Assesses", "Beoordeelt", "Bewertet"),
        ("Prepares", "Maakt", "Erstellt"),
        ("Monitors", "Bewaakt", "Überwacht"),
        ("Distributes", "Verdeelt", "Verteilt"),
        ("Compares", "Vergelijkt", "Vergleicht"),
        ("Documents", "Documenteert", "Dokumentiert"),
        ("Handles", "Behandelt", "Bearbeitet"),
        ("Improves", "Verbetert", "Verbessert"),
        ("Coordinates", "Coördineert", "Koordiniert"),
        ("Explains", "Verklaart", "Erläutert"),
        ("Archives", "Archiveert", "Archiviert"),
        ("Corrects", "Corrigeert", "Korrigiert"),
        ("Completes", "Completeert", "Vervollständigt"),
        ("Analyses", "Analyseert", "Analysiert"),
        ("Sorts", "Sorteert", "Sortiert"),
        ("Discusses", "Bespreekt", "Bespricht"),
        ("Orders", "Bestelt", "Bestellt"),
    )
)

OBJECTS = tuple(
    Words(*row)
    for row in (
        ("the delivery notes", "de leverbonnen", "die Lieferscheine"),
        ("the open orders", "de openstaande orders", "die offenen Aufträge"),
        ("the repair orders", "de werkorders", "die Werkstattaufträge"),
        ("the customer files", "de klantdossiers", "die Kundenakten"),
        ("the stock lists", "de voorraadlijsten", "die Bestandslisten"),
        ("the price agreements", "de prijsafspraken", "die Preisvereinbarungen"),
        ("the weekly schedules", "de weekroosters", "die Wochenpläne"),
        ("the test results", "de testresultaten", "die Prüfergebnisse"),
        ("the supplier invoices", "de leveranciersfacturen", "die Lieferantenrechnungen"),
        ("the maintenance contracts", "de onderhoudscontracten", "die Wartungsverträge"),
        ("the training records", "de opleidingsgegevens", "die Schulungsnachweise"),
        ("the safety instructions", "de veiligheidsinstructies", "die Sicherheitsanweisungen"),
        ("the monthly figures", "de maandcijfers", "die Monatszahlen"),
        ("the incoming questions", "de binnenkomende vragen", "die eingehenden Fragen"),
        ("the complaints received", "de ontvangen klachten", "die eingegangenen Beschwerden"),
        (
            "the proposals of staff",
            "de voorstellen van medewerkers",
            "die Vorschläge der Belegschaft",
        ),
        ("the tools and devices", "de gereedschappen en apparaten", "die Werkzeuge und Geräte"),
        ("the technical drawings", "de technische tekeningen", "die technischen Zeichnungen"),
        ("the warranty claims", "de garantieclaims", "die Garantieanträge"),
        ("the transport papers", "de vervoersdocumenten", "die Transportpapiere"),
        ("the rental vehicles", "de huurauto's", "die Mietfahrzeuge"),
        ("the quotations", "de offertes", "die Angebote"),
        ("the spare parts", "de reserveonderdelen", "die Ersatzteile"),
        ("the work instructions", "de werkinstructies", "die Arbeitsanweisungen"),
    )
)

CIRCUMSTANCES = tuple(
    Words(*row)
    for row in (
        (
            " before the goods leave the building",
            " voordat de goederen het pand verlaten",
            ", bevor die Ware das Haus verlässt",
        ),
        (
            " together with the departments concerned",
            " samen met de betrokken afdelingen",
            " zusammen mit den beteiligten Abteilungen",
        ),
        (" within the time agreed", " binnen de afgesproken tijd", " in der vereinbarten Zeit"),
        (
            " and reports differences to the superior",
            " en meldt verschillen aan de leidinggevende",
            " und meldet Abweichungen an die Führungskraft",
        ),
        (
            " according to the rules of the company",
            " volgens de regels van het bedrijf",
            " nach den Regeln des Betriebs",
        ),
        (" and keeps them up to date", " en houdt ze actueel", " und hält sie aktuell"),
        (
            " and notes what was decided about them",
            " en noteert wat erover is besloten",
            " und notiert, was dazu entschieden wurde",
        ),
        (" at the end of each week", " aan het eind van elke week", " am Ende jeder Woche"),
        (" for all branches", " voor alle vestigingen", " für alle Filialen"),
        (
            " when a customer asks for it",
            " wanneer een klant daarom vraagt",
            ", wenn jemand danach fragt",
        ),
        (
            " with an eye to cost, safety and the environment",
            " met oog voor kosten, veiligheid en milieu",
            " mit Blick auf Kosten, Sicherheit und Umwelt",
        ),
        (
            ", consulting the superior in cases that the rules do not foresee",
            ", in overleg met de leidinggevende als de regels er niet in voorzien",
            ", in Abstimmung mit der Führungskraft, wo die Regeln nichts vorsehen",
        ),
    )
)

RHYTHMS = (
    Words("daily", "dagelijks", "täglich"),
    Words("weekly", "wekelijks", "wöchentlich"),
    Words("monthly", "maandelijks", "monatlich"),
)

FIELDS = tuple(
    Words(*row)
    for row in (
        ("Parts", "onderdelen", "Ersatzteile"),
        ("Warranty", "garantie", "Garantie"),
        ("Fleet", "wagenpark", "Fuhrpark"),
        ("Service", "service", "Service"),
        ("Workshop", "werkplaats", "Werkstatt"),
        ("Quality", "kwaliteit", "Qualität"),
        ("Purchasing", "inkoop", "Einkauf"),
        ("Sales", "verkoop", "Vertrieb"),
        ("Finance", "financiën", "Finanzen"),
        ("Personnel", "personeel", "Personal"),
        ("Logistics", "logistiek", "Logistik"),
        ("Safety", "veiligheid", "Arbeitssicherheit"),
        ("Training", "opleiding", "Weiterbildung"),
        ("Data", "gegevens", "Daten"),
        ("Contract", "contracten", "Verträge"),
        ("Facility", "gebouwen", "Gebäude"),
        ("Product", "producten", "Produkte"),
        ("Customer", "klanten", "Kundschaft"),
        ("Project", "projecten", "Projekte"),
        ("Planning", "planning", "Planung"),
    )
)

NOUNS = tuple(
    Words(*row)
    for row in (
        ("adviser", "Adviseur", "Beratung"),
        ("planner", "Planner", "Disposition"),
        ("clerk", "Medewerker", "Sachbearbeitung"),
        ("coordinator", "Coördinator", "Koordination"),
        ("inspector", "Controleur", "Prüfung"),
        ("engineer", "Technisch specialist", "Fachtechnik"),
        ("analyst", "Analist", "Auswertung"),
        ("trainer", "Instructeur", "Anleitung"),
        ("controller", "Controller", "Steuerung"),
        ("specialist", "Specialist", "Fachberatung"),
        ("supervisor", "Voorman", "Teamleitung"),
        ("manager", "Manager", "Leitung"),
    )
)

AREAS = tuple(
    Words(*row)
    for row in (
        ("Preparing the work", "Werk voorbereiden", "Vorbereitung der Arbeit"),
        ("Carrying out the work", "Werk uitvoeren", "Ausführung der Arbeit"),
        ("Advising customers", "Klanten adviseren", "Beratung der Kundschaft"),
        ("Watching over quality", "Kwaliteit bewaken", "Sicherung der Qualität"),
        ("Administration", "Administratie", "Verwaltung"),
        ("Working with others", "Samenwerken", "Zusammenarbeit"),
        ("Improving the process", "Proces verbeteren", "Verbesserung der Abläufe"),
        ("Guiding colleagues", "Collega's begeleiden", "Anleitung im Team"),
    )
)

FAMILIES = tuple(
    Words(*row)
    for row in (
        ("Workshop and service", "Werkplaats en service", "Werkstatt und Service"),
        ("Sales", "Verkoop", "Vertrieb"),
        ("Warranty", "Garantie", "Garantie"),
        ("Logistics", "Logistiek", "Logistik"),
        ("Finance", "Financiën", "Finanzen"),
        ("Personnel", "Personeel", "Personal"),
        ("Quality", "Kwaliteit", "Qualität"),
        ("Management", "Management", "Leitung"),
    )
)

CRITERIA = tuple(
    Words(*row)
    for row in (
        ("Nothing has to be done twice.", "Niets hoeft over.", "Nichts ist zweimal zu tun."),
        (
            "Files can be understood by others.",
            "Dossiers zijn voor anderen te volgen.",
            "Die Akten sind für andere verständlich.",
        ),
        (
            "Questions are answered on the same day.",
            "Vragen zijn dezelfde dag beantwoord.",
            "Fragen sind am selben Tag beantwortet.",
        ),
        ("Agreements are kept.", "Afspraken zijn nagekomen.", "Vereinbarungen sind eingehalten."),
        (
            "Costs stay within the budget.",
            "De kosten blijven binnen het budget.",
            "Die Kosten bleiben im Rahmen.",
        ),
        (
            "Mistakes come to light before the customer notices.",
            "Fouten komen aan het licht voordat de klant ze merkt.",
            "Fehler fallen auf, bevor die Kundschaft sie bemerkt.",
        ),
    )
)

CHARACTERISTICS = tuple(
    (id_, criterion, Words(*row))
    for id_, criterion, row in (
        ("knowledge", "skills", ("Knowledge", "Kennis", "Kenntnisse")),
        ("autonomy", "responsibility", ("Autonomy", "Zelfstandigheid", "Selbstständigkeit")),
        ("consequences", "responsibility", ("Consequences", "Gevolgen", "Auswirkungen")),
        ("effort", "effort", ("Effort", "Inspanning", "Belastung")),
        ("conditions", "working_conditions", ("Conditions", "Omstandigheden", "Bedingungen")),
    )
)

JUDGEMENTS = tuple(
    Words(*row)
    for row in (
        (
            "The work is varied; most of it follows rules, and the holder chooses the approach.",
            "Het werk is gevarieerd; het meeste volgt regels, de aanpak is vrij te kiezen.",
            "Die Arbeit ist vielfältig; meist folgt sie Regeln, das Vorgehen ist frei wählbar.",
        ),
        (
            "Cases differ, and several interests have to be weighed under pressure of time.",
            "De gevallen verschillen; onder tijdsdruk moeten meer belangen worden afgewogen.",
            "Die Fälle sind verschieden; unter Zeitdruck sind mehrere Interessen abzuwägen.",
        ),
        (
            "A mistake costs money or a customer and is as a rule found within a week.",
            "Een fout kost geld of een klant en komt in de regel binnen een week uit.",
            "Ein Fehler kostet Geld oder Kundschaft und fällt in der Regel binnen einer Woche auf.",
        ),
        (
            "There is contact with other departments and with suppliers, mostly to exchange facts.",
            "Er is contact met andere afdelingen en leveranciers, meestal om gegevens te wisselen.",
            "Es gibt Kontakt zu anderen Abteilungen und zu Lieferanten, meist zum Austausch.",
        ),
        (
            "Most of the day is spent at a screen; now and then there is noise from the workshop.",
            "Het grootste deel van de dag is beeldschermwerk; soms is er lawaai uit de werkplaats.",
            "Der größte Teil des Tages ist Bildschirmarbeit; ab und zu stört Lärm der Werkstatt.",
        ),
    )
)
