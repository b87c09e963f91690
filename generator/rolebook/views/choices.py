"""The words that fields choose from, in the reader's language."""

from __future__ import annotations

from functools import lru_cache

from rolebook.translation import words
from rolebook.views.writer import Writer


def choice(writer: Writer, word: str) -> str:
    """What a field chose (``functional``), in words; the word itself where nobody named it."""
    return _choices(writer.lang).get(word, word)


def yes_or_no(writer: Writer, value: bool) -> str:
    _ = writer.words
    return _("yes") if value else _("no")


@lru_cache(maxsize=16)
def _choices(lang: str) -> dict[str, str]:
    _ = words(lang)
    return {
        "additional": _("additional duty"),
        "agreed": _("agreed"),
        "all": _("on every characteristic"),
        "amendment": _("Amendment"),
        "appointment": _("Appointment"),
        "authorities": _("Authorities"),
        "best_fit": _("best fit as a whole"),
        "both": _("both"),
        "certificate": _("Certificate"),
        "characteristics": _("Characteristics of the job"),
        "company": _("Company job"),
        "context": _("Job context"),
        "copies": _("Copies"),
        "decide": _("Decision"),
        "direct": _("direct reports"),
        "dismissal": _("Dismissal"),
        "education": _("Education"),
        "effort": _("effort"),
        "employee": _("Employee"),
        "endorsed": _("endorsed"),
        "experience": _("Experience"),
        "explained": _("explained"),
        "functional": _("functional"),
        "head_of_unit": _("Head of the unit"),
        "higher": _("the upper one"),
        "hr": _("Human resources"),
        "inconveniences": _("Work-related inconvenience"),
        "inform": _("Information"),
        "instruct": _("Instruction"),
        "instructions": _("instructions are carried out"),
        "language": _("Language"),
        "level-classification": _("level classification"),
        "line": _("line"),
        "lower": _("the lower one"),
        "main": _("main duty"),
        "majority": _("on more than half"),
        "management": _("Management"),
        "manager": _("Line manager"),
        "max": _("the upper one"),
        "min": _("the lower one"),
        "must_know": _("A holder must know"),
        "objectives": _("Objectives"),
        "other": _("Other provisions"),
        "point-factor": _("point factor"),
        "position": _("Place in the organisation"),
        "profile-match": _("profile match"),
        "propose": _("Proposal"),
        "purpose": _("Purpose of the job"),
        "received": _("received"),
        "reference": _("Reference job"),
        "reference-comparison": _("reference comparison"),
        "released": _("released"),
        "represent": _("Representation"),
        "requirements": _("Requirements"),
        "responsibilities": _("Responsibilities"),
        "responsibility": _("responsibility"),
        "secondary": _("secondary duty"),
        "seen": _("seen"),
        "share_of_time": _("share of working time"),
        "sign": _("Signing power"),
        "skill": _("Skill"),
        "skills": _("skills"),
        "spend": _("Spending"),
        "total": _("all below"),
        "training": _("Training"),
        "validity": _("Validity"),
        "working_conditions": _("Working conditions"),
        "works_council": _("Works council"),
    }
