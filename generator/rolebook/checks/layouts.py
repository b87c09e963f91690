"""Layouts: the ones named exist, their parts fit, and nothing that a job states is left out.

What a fingerprint covers has to be read on the paper: a section that a layout of the handbook's
own forgets would be signed unseen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolebook.checks.survey import Sheet, Survey
from rolebook.findings import CODES, Finding, Related, Severity, did_you_mean, finding
from rolebook.handbook.ids import repeated
from rolebook.model.control import LAYOUTS
from rolebook.model.headings import PROCEDURE_SECTIONS, ROLE_SECTIONS
from rolebook.model.layout import PROCEDURE, PROCEDURE_PARTS, ROLE_PARTS, LayoutPlan, LayoutSection
from rolebook.model.role import Role

UNKNOWN_LAYOUT = CODES.define(
    "unknown-layout", Severity.ERROR, "There is no such layout",
    """layout: names one of the layouts that come with the program (reference, result-table,
    job-instruction, dealer-standard), or a file of the handbook's own in templates/layouts/ without
    its ending. Mend the name, or write that file: `rolebook new layout` makes one.""",
    wrong="layout: referense",
    right="layout: reference",
)  # fmt: skip
LAYOUT_PART = CODES.define(
    "layout-part", Severity.ERROR, "A part that documents of this kind do not have",
    """The layout named procedure is that of all procedures; every other one is a job description's.
    They are made of different parts.""",
    wrong="- {id: steps, parts: [steps]}          (in templates/layouts/ours.yml)",
    right="- {id: duties, parts: [responsibilities]}",
)  # fmt: skip
LAYOUT_HEADING = CODES.define(
    "layout-heading", Severity.ERROR, "A section of a layout has no heading",
    """Sections with usual ids, such as purpose or duties, have usual headings in every language. A
    section with an id of your own needs heading: with the words in each language.""",
    wrong="- {id: house-rules, text: {en: Keep the house rules.}}",
    right="- {id: house-rules, heading: {en: House rules}, text: {en: Keep the house rules.}}",
)  # fmt: skip
LAYOUT_LANGUAGE = CODES.define(
    "layout-language", Severity.WARNING, "Words of a layout are missing in a language",
    """heading:, lead: and text: of a layout hold the words in every language of the handbook. Where
    one is missing, its papers show the words of another language.""",
    wrong="heading: {en: House rules}                (in a handbook in English and Dutch)",
    right="heading: {en: House rules, nl: Huisregels}",
)  # fmt: skip
LEFT_OUT = CODES.define(
    "layout-leaves-out", Severity.WARNING, "A layout leaves out what a job states",
    """The job states something for which its layout has no part on paper. It counts in the version
    and fingerprint of the paper, but nobody who signs can read it there. Add the part to a section
    of the layout, or choose another layout.""",
    wrong="rights: [A day off.]      (and the layout has no part rights)",
    right="- {id: rights, parts: [rights]}      (in the layout)",
)  # fmt: skip
NO_SENTENCE = CODES.define(
    "contract-sentence", Severity.WARNING, "What the paper is to the contract is not printed",
    """contract: effect: says that the signed paper is part of the contract of employment, or that
    it is not. The paper says so in your own sentence only, in each language: contract:
    sentence:.""",
    wrong="contract: {effect: not_part}",
    right="contract: {effect: not_part, sentence: {en: This paper is not part of the contract.}}",
)  # fmt: skip

_FIELDS: Mapping[str, frozenset[str]] = {
    **{
        name: frozenset([name])
        for name in (
            "purpose", "objectives", "reports_to", "supervises", "span_of_control",
            "deputised_by", "characteristics", "requirements", "must_know", "authorities", "rights",
            "liabilities", "performance_criteria", "working_conditions", "inconveniences",
            "basis_documents", "guided_by", "category",
        )
    },
    "responsibilities": frozenset(["responsibilities", "result_table"]),
    "provisions": frozenset(["provisions", "final_provisions", "appointment"]),
}  # fmt: skip
"""Of a role's fields that have content of their own: the parts of which one shows it."""


def named(survey: Survey) -> Iterator[Finding]:
    """The layouts of the handbook and of its roles exist."""
    known = {*LAYOUTS, *survey.handbook.ids.get("layout", ())} - {PROCEDURE}
    source, chosen = survey.handbook.settings_source, survey.handbook.settings.layout
    places = [(source.place(("layout",)), chosen)] if source else []
    places += [
        (sheet.place("document", "layout"), sheet.control.layout)
        for sheet in survey.documents("role")
        if sheet.control.layout
    ]
    for place, name in places:
        if name not in known:
            yield finding(
                UNKNOWN_LAYOUT, place, f'there is no layout "{name}"',
                did_you_mean(name, sorted(known)) or f"there is {', '.join(sorted(known))}",
            )  # fmt: skip


def sections(survey: Survey) -> Iterator[Finding]:
    """Sections of the handbook's own layouts: parts that fit, headings, words in each language."""
    for sheet, plan in _own(survey):
        of_procedures = plan.id == PROCEDURE
        parts = PROCEDURE_PARTS if of_procedures else ROLE_PARTS
        usual = PROCEDURE_SECTIONS if of_procedures else ROLE_SECTIONS
        ids = ((section.id, ("sections", at, "id")) for at, section in enumerate(plan.sections))
        yield from repeated(sheet.source, "id", ids)
        for index, section in enumerate(plan.sections):
            at = ("sections", index)
            for number, part in enumerate(section.parts):
                if part not in parts:
                    what = "a procedure" if of_procedures else "a job description"
                    yield finding(
                        LAYOUT_PART, sheet.place(*at, "parts", number),
                        f'{what} has no part "{part}"', f"its parts are {', '.join(sorted(parts))}",
                    )  # fmt: skip
            if not section.heading and section.id not in usual:
                yield finding(
                    LAYOUT_HEADING, sheet.place(*at, "id"),
                    f'the section "{section.id}" has no heading',
                    did_you_mean(section.id, sorted(usual)) or "add heading: {en: ...}",
                )  # fmt: skip
            yield from _languages(survey, sheet, index, section)


def _languages(
    survey: Survey, sheet: Sheet, index: int, section: LayoutSection
) -> Iterator[Finding]:
    known = survey.handbook.settings.languages
    for key in ("heading", "lead", "text"):
        words: dict[str, str] = getattr(section, key)
        missing = [lang for lang in known if not words.get(lang) and not words.get("")]
        if words and missing:
            yield finding(
                LAYOUT_LANGUAGE, sheet.place("sections", index, key, key=True),
                f"{key} of the section {section.id} has no words in {', '.join(missing)}",
                f"add {key}: {{{missing[0]}: ...}}",
            )  # fmt: skip


def complete(survey: Survey) -> Iterator[Finding]:
    """Everything that a job states is on its paper."""
    own = {plan.id: plan for _, plan in _own(survey)}
    for sheet in survey.documents("role"):
        name = sheet.control.layout or survey.handbook.settings.layout
        role = survey.handbook.roles.get(sheet.entry.id)
        if name not in own or role is None:
            continue
        signed = bool(role.sign or survey.handbook.settings.sign) and role.kind == "company"
        missing = list(_left_out(own[name], role, signed))
        if missing:
            yield finding(
                LEFT_OUT, sheet.top,
                f'the layout "{name}" shows no {", ".join(missing)} of this job on paper',
                f"add such a part to templates/layouts/{name}.yml, or choose another layout",
                [Related(survey.sheet("layout", name).place("sections", key=True), "its sections")],
            )  # fmt: skip


def _left_out(plan: LayoutPlan, role: Role, signed: bool) -> Iterator[str]:
    shown: set[str] = {*plan.facts}
    for section in plan.sections:
        shown |= {*section.parts} if section.on != "page" else set()
    for field, parts in _FIELDS.items():
        if getattr(role, field, None) and not parts & shown:
            yield field
    if signed and "signatures" not in shown:
        yield "place to sign"


def contract(survey: Survey) -> Iterator[Finding]:
    """Where the paper's effect on the contract is stated, the paper says so."""
    settings, source = survey.handbook.settings, survey.handbook.settings_source
    if source is None or settings.contract.effect == "unstated":
        return
    sentence = settings.contract.sentence
    missing = [
        lang for lang in settings.languages if not sentence.get(lang) and not sentence.get("")
    ]
    if missing:
        yield finding(
            NO_SENTENCE, source.place(("contract", "effect")),
            f"no sentence says this on paper in {', '.join(missing)}",
            f"add contract: sentence: {{{missing[0]}: ...}}, in your own words",
        )  # fmt: skip


def _own(survey: Survey) -> Iterator[tuple[Sheet, LayoutPlan]]:
    for sheet in survey.documents("layout"):
        if isinstance(sheet.model, LayoutPlan):
            yield sheet, sheet.model


RULES = (named, sections, complete, contract)
