"""Words that pages about grading share: the criteria, the methods, and what a method does."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.model.scheme import Scheme
from rolebook.translation import Words


def criteria(_: Words) -> dict[str, str]:
    """The four criteria that pay may rest on (directive (EU) 2023/970, article 4(4))."""
    return {
        "skills": _("Skills"),
        "effort": _("Effort"),
        "responsibility": _("Responsibility"),
        "working_conditions": _("Working conditions"),
    }


def methods(_: Words) -> dict[str, str]:
    """The names of the methods."""
    return {
        "reference-comparison": _("Comparison with reference jobs"),
        "point-factor": _("Points per factor"),
        "level-classification": _("Levels in words"),
        "profile-match": _("Match with profiles"),
    }


def method_in_words(_: Words, scheme: Scheme) -> Iterator[str]:
    """How a grade comes out under the scheme's method, sentence by sentence, for employees."""
    match scheme.method:
        case "reference-comparison":
            yield _(
                "A job is compared with the reference job that resembles it most. The question is "
                "whether the job as a whole is clearly lighter, about equal or clearly heavier."
            )
            yield " ".join(
                (
                    _("About equal gives the grade of the reference job."),
                    _.ngettext("Clearly lighter leads {n} grade down.",
                               "Clearly lighter leads {n} grades down.", scheme.shifts.lighter),
                    _.ngettext("Clearly heavier leads {n} grade up.",
                               "Clearly heavier leads {n} grades up.", scheme.shifts.heavier),
                )
            )  # fmt: skip
            yield _(
                "Each reference job names the grades in which such a job occurs. What lies outside "
                "them is not given as a grade; the neighbouring reference jobs are looked at first."
            )
        case "point-factor":
            yield _(
                "A job is looked at factor by factor. On each factor one level is chosen that "
                "describes the job; each level is worth a fixed number of points, and nothing in "
                "between counts."
            )
            yield _("The points are added up, and the total falls into the band of one grade.")
            yield {
                "both": _("Both bounds of a band belong to it."),
                "min": _("The lower bound belongs to a band, the upper bound to the next one."),
                "max": _("The upper bound belongs to a band, the lower bound to the one below."),
            }[scheme.bounds or "both"]
        case "level-classification":
            yield _("The scheme says in words what the work of each grade is like.")
            yield {
                "all": _("A job is in the highest grade that it reaches on every characteristic."),
                "majority": _(
                    "A job is in the highest grade that it reaches on more than half of the "
                    "characteristics."
                ),
                "best_fit": _(
                    "People judge which grade fits the job best as a whole, and write down why."
                ),
                "share_of_time": _(
                    "A job is in the highest grade on which enough of its working time is spent."
                ),
            }[scheme.decides or "best_fit"]
        case "profile-match":
            limits = scheme.variations
            yield _(
                "A profile says which levels the jobs of one kind have on each factor. A job that "
                "matches a profile gets its grade."
            )
            if limits and limits.at_most:
                yield _.ngettext(
                    "A job may differ from its profile on {n} factor.",
                    "A job may differ from its profile on {n} factors.",
                    limits.at_most,
                )
                yield _.ngettext(
                    "The difference may be {n} level on a factor, and none on a protected one.",
                    "The difference may be {n} levels on a factor, and none on a protected one.",
                    limits.size,
                )
            yield _("A job that matches no profile is evaluated in full.")
