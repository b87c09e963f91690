"""Results in words: one sentence per reason, in the reader's language.

`templates` gives every sentence with its ``{names}`` open, so that the assistant on the site can
fill them in by itself; `Sentences` fills them in here, with titles in place of ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from rolebook.grading.result import Reason, Result, Value
from rolebook.model.role import Role
from rolebook.model.scheme import Scheme
from rolebook.model.text import Text
from rolebook.translation import Words

__all__ = ["Sentences", "advice", "outcomes", "sides", "templates"]


def advice(_: Words) -> str:
    """What every result says of itself."""
    return _("This is advice, computed from the answers. People decide.")


def outcomes(_: Words) -> dict[str, str]:
    """The heading of a result, by its outcome."""
    return {
        "graded": _("Grade {grade}"),
        "outside_context": _("No grade: {indicated} is indicated, outside the context"),
        "out_of_range": _("No grade: outside every grade of the scheme"),
        "judgement_needed": _("No grade yet: people have to judge"),
        "no_match": _("No grade: no profile matches"),
    }


def sides(_: Words) -> dict[str, str]:
    """The words for how a job compares."""
    return {"lighter": _("lighter"), "equal": _("equal"), "heavier": _("heavier")}


def templates(_: Words) -> dict[str, str]:
    """Every sentence by the id of its reason, with the names of its values in braces."""
    of_all = {
        "without-evidence": _("What in the job shows the answer is not stated for: {factors}."),
    }
    return of_all | _of_points(_) | _of_comparisons(_) | _of_levels(_) | _of_profiles(_)


def _of_points(_: Words) -> dict[str, str]:
    return {
        "factor-points": _("{factor}: level {level}, points: {points}."),
        "factor-points-weighted": _(
            "{factor}: level {level}, {unweighted} × {weight}, points: {points}."
        ),
        "joint-points": _("{joint}: levels {row_level} and {column_level}, points: {points}."),
        "rule-points": _("Rule: {rule} Points: {points}."),
        "rule-level-up": _(
            "Rule: {rule} {factor} goes from level {level} to {raised}, points: {points}."
        ),
        "rule-not-met": _("Rule: {rule} Its conditions are not met."),
        "rule-situations-not-met": _(
            "Rule: {rule} Situations that hold: {holding}; needed: {needed}."
        ),
        "rule-no-level-above": _("Rule: {rule} {factor} has no higher level."),
        "rule-changes-nothing": _("Rule: {rule} It changes nothing here."),
        "rule-grade": _("Rule: {rule} The grade goes from {before} to {grade}."),
        "rule-beyond": _("Rule: {rule} It leads above {grade}, the highest grade."),
        "total": _("Total: {total}."),
        "band-both": _("Grade {grade} goes from {min} up to and including {max}."),
        "band-min": _("Grade {grade} goes from {min} up to but not including {max}."),
        "band-max": _("Grade {grade} goes from above {min} up to and including {max}."),
        "band-from": _("Grade {grade} goes from {min} upwards."),
        "band-above": _("Grade {grade} is above {min}."),
        "band-up-to": _("Grade {grade} goes up to and including {max}."),
        "band-below": _("Grade {grade} is below {max}."),
        "band-open": _("Grade {grade} has no bounds."),
        "outside-every-band": _("{total} lies in no band of the scheme, so no grade follows."),
        "near-down": _("Down to {grade} the bound is {bound}: the distance is {distance}."),
        "near-up": _("Up to {grade} the bound is {bound}: the distance is {distance}."),
        "improbable": _(
            "{joint}: levels {row_level} and {column_level} hardly go together; look again."
        ),
        "untypical": _(
            "{factor}: level {level} is not usual in grade {grade}, which has {levels}; look again."
        ),
    }


def _of_comparisons(_: Words) -> dict[str, str]:
    return {
        "reference": _("Compared with the reference job {reference}, grade {grade}."),
        "reference-job": _(
            "This is a reference job. Its grade is set with the scheme; no decision is owed."
        ),
        "reference-job-ungraded": _("This is a reference job. No grade has been set for it."),
        "compared": _("{factor}: {side}."),
        "ticked": _("Sign of {side}: {example}"),
        "overall": _("As a whole the job was judged to be {side}."),
        "overall-missing": _(
            "Whether the job as a whole is lighter, equal or heavier was not answered. Signs alone "
            "do not say so, and no sign does not mean equal."
        ),
        "contradiction": _(
            "All signs speak against the answer {side}. Look again, or say in words why it holds."
        ),
        "no-evidence": _("Nothing is stated that shows why the job is {side}."),
        "judged-against-evidence": _(
            "The answer {side} holds against all signs, for the reasons that were stated."
        ),
        "signs-both-ways": _(
            "There are signs of lighter and of heavier; a second method can serve as a cross-check."
        ),
        "shift-lighter": _(
            "The job is clearly lighter than the reference job, which is in grade {before}; by the "
            "rules of the scheme that makes it grade {grade}."
        ),
        "shift-equal": _(
            "The job is about equal to the reference job, so it is in the same grade, {grade}."
        ),
        "shift-heavier": _(
            "The job is clearly heavier than the reference job, which is in grade {before}; by the "
            "rules of the scheme that makes it grade {grade}."
        ),
        "within-context": _(
            "{grade} lies within the context of the reference job, {low} to {high}."
        ),
        "outside-context": _(
            "{grade} lies outside the context of the reference job, {low} to {high}. No grade is "
            "given: compare with neighbouring reference jobs first."
        ),
        "no-context": _("The reference job states no context; it could not be looked at."),
        "neighbours": _("Reference jobs to look at next: {references}."),
        "beyond-the-ladder": _("What follows lies beyond {grade}, the last grade of the scheme."),
        "part": _("Part {number}, {share} % of the working time."),
        "part-level": _("Part {number}, {share} % of the working time: {grade}."),
        "part-not-graded": _("Part {number} has no grade, so the whole has none."),
        "share-at-least": _(
            "{share} % of the working time is in {grade} or higher; at least {asked} % is asked."
        ),
        "share-more-than": _(
            "{share} % of the working time is in {grade} or higher; more than {asked} % is asked."
        ),
        "share-short": _("For {grade} the share asked is missed by {distance} points of per cent."),
        "trainee": _("While the job is being learnt, {grade} in place of {before}."),
        "trainee-months": _(
            "While the job is being learnt, {grade} in place of {before}; months at most: {months}."
        ),
    }


def _beside(_: Words) -> dict[str, str]:
    """Sentences that stand by themselves, as in a letter: they name the reference job."""
    return {
        "overall": _("Compared with {reference}, the job as a whole was judged to be {side}."),
        "shift-lighter": _(
            "As a whole the job is clearly lighter than the reference job {reference}, which is in "
            "grade {before}; by the rules of the scheme that makes it grade {grade}."
        ),
        "shift-equal": _(
            "As a whole the job is about equal to the reference job {reference}, so it is in the "
            "same grade, {grade}."
        ),
        "shift-heavier": _(
            "As a whole the job is clearly heavier than the reference job {reference}, which is in "
            "grade {before}; by the rules of the scheme that makes it grade {grade}."
        ),
        "within-context": _(
            "The reference job {reference} occurs in grades {low} to {high}; {grade} is one of "
            "them."
        ),
        "outside-context": _(
            "The reference job {reference} occurs in grades {low} to {high}; {grade} is none of "
            "them."
        ),
    }


def _of_levels(_: Words) -> dict[str, str]:
    return {
        "level": _("{factor}: level {level}."),
        "level-inherited": _("{factor}: level {level}, described alike from {low} to {high}."),
        "example": _("Fitting example of {grade}: {example}"),
        "all-reach": _("{grade} is the highest level reached on every characteristic."),
        "held-by": _("These reach {grade} and no more: {factors}."),
        "majority-reach": _(
            "{grade} is the highest level reached on more than half: {count} of {of}."
        ),
        "majority-short": _("{grade} is reached on {count} of {of} only."),
        "levels-counted": _("On level {grade}: {count} of {of}."),
        "best-fit": _("{grade} was judged to fit best."),
        "best-fit-missing": _("Which level fits best as a whole was not answered."),
        "best-fit-contradicted": _(
            "{grade} lies outside the levels answered, {low} to {high}. Look again."
        ),
        "judgement-missing": _("Why it fits best is not stated; the scheme asks for the reasons."),
        "no-example": _("Neither a characteristic nor an example shows why {grade} fits."),
    }


def _of_profiles(_: Words) -> dict[str, str]:
    return {
        "variation": _(
            "{profile}: {factor} is on level {level}; the nearest level allowed is {nearest}."
        ),
        "variation-protected": _("{profile}: {factor} is protected and may not vary."),
        "variation-too-large": _(
            "{profile}: {factor} varies by {size}; the most allowed is {most}."
        ),
        "variations-too-many": _("{profile}: {count} factors vary; the most allowed is {most}."),
        "profile-matches": _("{profile}: matches; factors that vary: {count}."),
        "profile-grade": _("The profile {profile} leads to {grade}."),
        "profiles-tie": _(
            "Several profiles fit equally well and lead to different grades: {profiles}."
        ),
        "no-profile": _("No profile matches, so no grade follows; the job is evaluated in full."),
        "evaluate-in-full": _("The full evaluation goes by this scheme: {scheme}."),
    }


class Sentences:
    """Puts the reasons of one scheme's results into words.

    ``roles`` and ``schemes`` give the titles of what reasons name; all in one language, that of
    ``words``. An id that is not there is shown as it is.
    """

    def __init__(
        self,
        words: Words,
        scheme: Scheme,
        roles: Mapping[str, Role],
        schemes: Mapping[str, Scheme],
    ) -> None:
        self._words = words
        self._roles = roles
        self._scheme = scheme
        self._templates = templates(words)
        self._beside = _beside(words)
        self._outcomes = outcomes(words)
        self._sides = sides(words)
        factors = {factor.id: factor.title for factor in scheme.factors}
        factors |= {one.id: one.title for one in scheme.characteristics}
        profiles = {profile.id: profile.title for profile in scheme.profiles}
        jobs = {id_: role.title for id_, role in roles.items()}
        self._titles: dict[str, Mapping[str, Text]] = {
            "factor": factors,
            "factors": factors,
            "joint": {joint.id: joint.title for joint in scheme.joint},
            "rule": {rule.id: rule.text for rule in scheme.after_sum},
            "profile": profiles,
            "profiles": profiles,
            "reference": jobs,
            "references": jobs,
            "scheme": {id_: one.title for id_, one in schemes.items()},
        }

    def __call__(self, reason: Reason) -> str:
        """The sentence of one reason."""
        return self._templates[reason.id].format(**self.shown(reason))

    def beside(self, reason: Reason, reference: str) -> str:
        """The sentence of a reason where nothing around it names the reference job."""
        if not reference or reason.id not in self._beside:
            return self(reason)
        named = Reason(reason.id, {**reason.values, "reference": reference})
        return self._beside[reason.id].format(**self.shown(named))

    def heading(self, result: Result) -> str:
        """The outcome in a few words."""
        return self._outcomes[result.outcome].format(
            grade=result.grade or "", indicated=result.indicated or ""
        )

    def shown(self, reason: Reason) -> dict[str, str]:
        """The values of a reason as readers see them: titles, numbers, lists."""
        return {name: self._value(name, value, reason) for name, value in reason.values.items()}

    def _value(self, name: str, value: Value, reason: Reason) -> str:
        if isinstance(value, tuple):
            return self._words.all_of(self._title(name, one) for one in value)
        if isinstance(value, (int, Decimal)):
            return self._words.number(value)
        if name == "side":
            return self._sides[value]
        if name == "example":
            return self._example(value, reason)
        return self._title(name, value)

    def _title(self, name: str, id_: str) -> str:
        title = self._titles.get(name, {}).get(id_)
        return title.plain if title else id_

    def _example(self, example: str, reason: Reason) -> str:
        """The text of an example: of a rule of the reference job, or of a grade."""
        where, _, number = example.rpartition("/")
        texts: tuple[Text, ...]
        if "reference" in reason.values:
            role = self._roles.get(str(reason.values["reference"]))
            rule = getattr(role.grading, where, None) if role else None
            texts = tuple(one.text for one in rule.examples) if rule else ()
        else:
            texts = next((grade.examples for grade in self._scheme.grades if grade.id == where), ())
        index = int(number) - 1
        return texts[index].plain if index < len(texts) else example
