"""The grading assistant: what its page says, and the data that its scripts work on.

The scripts (``site/theme/assets/rolebook``) grade as `rolebook.grading` does; here stands what
they need for it: the schemes, the roles and the words, in one language. Amounts are texts, so that
no number is rounded on the way. A text is a string, or ``{"text", "lang"}`` where it is not
translated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from rolebook.model.base import Amount, Model
from rolebook.model.demands import Characteristic
from rolebook.model.role import Role
from rolebook.model.scheme import Factor, Level, Scheme, SchemeCharacteristic
from rolebook.model.text import Link, Text
from rolebook.translation import sort_key
from rolebook.views.addresses import ADDRESSES, address_of, relative
from rolebook.views.assistant_words import Data, words_data
from rolebook.views.document import Document, Notice, Paragraph, Section, plain
from rolebook.views.pages import site_page
from rolebook.views.plusses import Difference, plainly, plusses_and_minuses
from rolebook.views.scheme_levels import described_factors
from rolebook.views.writer import Writer


def assistant_document(writer: Writer) -> Document:
    """The page around the assistant: what it is for, and what it is not."""
    _ = writer.words
    intro = _(
        "Choose a job and a scheme, answer the questions, and see at once which grade follows and "
        "why. Evidence can be noted beside each answer."
    )
    notice = Notice(
        "info",
        _("The program advises; people decide."),
        (plain(_("Nothing that you enter leaves this browser, and nothing is kept in it.")),),
    )
    return site_page(
        writer, "assistant", "assistant", _("Grading assistant"), _("Grading"),
        (Section("about", "", (Paragraph(plain(intro)), notice)),), intro,
    )  # fmt: skip


def assistant_data(writer: Writer) -> Data:
    """Everything that the assistant's scripts work on, ready for JSON."""
    book = writer.book
    in_use = book.scheme.id if book.scheme else ""
    schemes = sorted(book.schemes.values(), key=lambda s: (s.id != in_use, sort_key(s.title.plain)))
    roles = sorted(book.roles.values(), key=lambda role: sort_key(role.title.plain))
    return {
        "words": words_data(writer),
        "in_use": in_use,
        "schemes": [scheme_data(writer, scheme) for scheme in schemes],
        "families": [
            {"id": family.id, "title": text_data(writer, family.title)}
            for family in book.families.values()
        ],
        "roles": [role_data(writer, role) for role in roles],
    }


def text_data(writer: Writer, text: Text) -> str | Data:
    """A text with its references resolved."""
    line = writer.line(text)
    words = "".join(span.text for span in line.spans)
    return {"text": words, "lang": line.lang} if line.lang else words


# -- schemes


def scheme_data(writer: Writer, scheme: Scheme) -> Data:
    """A scheme with what grading needs, by the names of its file. What is not there is left out."""
    data: Data = {
        **_plain(writer, scheme, ("id", "title", "method", "purpose", "bounds", "evaluated_by")),
        "decides": scheme.decides or "best_fit",
        "grades": [
            {
                **_plain(writer, grade, ("id", "text", "min", "max")),
                "examples": [{"text": text_data(writer, text)} for text in grade.examples],
                "typical": _all(writer, grade.typical, ("factor", "levels")),
            }
            for grade in scheme.grades
        ],
        "factors": [_asked(writer, factor) for factor in described_factors(writer.book, scheme)],
        "characteristics": [_asked(writer, one) for one in scheme.characteristics],
        "dimensions": _all(writer, scheme.dimensions, ("id", "title")),
        "shifts": _plain(writer, scheme.shifts, ("lighter", "heavier")),
        "joint": [
            {
                **_plain(writer, joint, ("id", "title", "row_factor", "column_factor")),
                "rows": _all(writer, joint.rows, ("level", "points", "improbable")),
            }
            for joint in scheme.joint
        ],
        "excluding": [
            {"either": list(one.either), "or": list(one.other)} for one in scheme.excluding
        ],
        "situations": _all(writer, scheme.situations, ("id", "text")),
        "after_sum": [
            {
                **_plain(writer, rule, (
                    "id", "text", "situations", "at_least", "points", "level_up", "grades_up",
                    "at_least_grade", "at_most_grade", "above_base",
                )),
                "levels": _all(writer, rule.levels, ("factor", "levels")),
            }
            for rule in scheme.after_sum
        ],
        "profiles": [
            {
                **_plain(writer, profile, ("id", "title", "grade")),
                "levels": _all(writer, profile.levels, ("factor", "levels")),
            }
            for profile in scheme.profiles
        ],
        "protected": list(scheme.protected),
    }  # fmt: skip
    limits = (
        ("combined", scheme.combined, ("at_least", "more_than", "text")),
        ("share", scheme.share, ("at_least", "more_than", "text")),
        ("trainees", scheme.trainees, ("grades_lower", "months", "text")),
        ("variations", scheme.variations, ("at_most", "size")),
    )
    data |= {key: _plain(writer, model, names) for key, model, names in limits if model}
    link = Link("scheme", scheme.id)
    return data | {"address": _way(link), "foreign": _is_foreign(data)}


def _way(link: Link) -> str:
    """The way to a page from the assistant's."""
    return relative(address_of(link), ADDRESSES["assistant"])


def _is_foreign(data: Any) -> bool:
    """Whether some text in it is not in the page's language."""
    if isinstance(data, dict):
        return "lang" in data or any(map(_is_foreign, data.values()))
    return isinstance(data, list) and any(map(_is_foreign, data))


def _asked(writer: Writer, item: Factor | SchemeCharacteristic) -> Data:
    """A factor or a characteristic, with its levels."""
    weight = {"weight": _amount(item.weight)} if isinstance(item, Factor) else {}
    levels: Iterable[Level] = item.levels
    return {
        **_plain(writer, item, ("id", "title", "criterion", "text")),
        **weight,
        "levels": _all(writer, levels, ("id", "points", "same_as", "text")),
    }


def _all(writer: Writer, items: Iterable[Model], names: tuple[str, ...]) -> list[Data]:
    return [_plain(writer, item, names) for item in items]


def _plain(writer: Writer, item: Model, names: tuple[str, ...]) -> Data:
    """Some fields of a record as plain data."""
    values = ((name, getattr(item, name)) for name in names)
    return {name: _value(writer, value) for name, value in values if value is not None}


def _value(writer: Writer, value: Any) -> Any:
    if isinstance(value, Text):
        return text_data(writer, value)
    if isinstance(value, Decimal):
        return _amount(value)
    return [_value(writer, one) for one in value] if isinstance(value, tuple) else value


def _amount(amount: Amount) -> str:
    return f"{amount:f}"


# -- roles


def role_data(writer: Writer, role: Role) -> Data:
    """A role with what a comparison and a share of time look at."""
    data: Data = {
        **_plain(writer, role, ("id", "title", "kind", "family", "grade")),
        "areas": [
            {
                "id": area.id,
                "title": text_data(writer, area.area),
                **({} if area.time_share is None else {"share": area.time_share}),
            }
            for area in role.responsibilities
            if area.id
        ],
        "address": _way(Link("role", role.id)),
    }
    if role.document.withdrawn:
        data["withdrawn"] = role.document.withdrawn.isoformat()
    own = writer.book.written.get(role.id, role)
    if role.kind == "reference" or not role.based_on or "characteristics" in own.model_fields_set:
        data["characteristics"] = [_said(writer, one) for one in role.characteristics]
    if role.based_on:
        data["based_on"] = role.based_on.role
        data["differences"] = [_difference(one) for one in plusses_and_minuses(writer, role)]
    if role.kind == "reference":
        data["context"] = list(role.context.grades) if role.context else []
        data["examples"] = {
            side: [_plain(writer, example, ("text", "dimension")) for example in rule.examples]
            for side in ("lighter", "equal", "heavier")
            if (rule := getattr(role.grading, side, None))
        }
    return data


def _difference(one: Difference) -> Data:
    """A plus or minus, each side as its lines."""
    sides = {"reference": one.reference, "job": one.job, "why": one.why}
    told = {
        name: [{"lang": line.lang, "text": plainly(line)} if line.lang else plainly(line)
               for line in lines]
        for name, lines in sides.items() if lines
    }  # fmt: skip
    return {"sign": one.sign, **told}


def _said(writer: Writer, one: Characteristic) -> Data:
    """What a role says on a characteristic, its aspects under the scheme's headings."""
    scheme = writer.book.scheme
    titles: Mapping[str, Text] = (
        {a.id: a.title for c in scheme.characteristics for a in c.aspects} if scheme else {}
    )
    lines = [text_data(writer, one.text)] if one.text else []
    for aspect in one.aspects:
        title = titles[aspect.id].plain if aspect.id in titles else aspect.id
        text = text_data(writer, aspect.text)
        if isinstance(text, str):
            lines.append(f"{title}: {text}")
        else:
            lines.append({**text, "text": f"{title}: {text['text']}"})
    return {"id": one.id, "lines": lines}
