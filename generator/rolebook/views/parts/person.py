"""What a holder brings along, may do and answers for; appointment and other provisions."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.model.demands import Requirement
from rolebook.model.role import Provision, Role
from rolebook.model.work import Authority
from rolebook.views.control import contract_sentence
from rolebook.views.control import signatures as places_to_sign
from rolebook.views.document import (
    Fact,
    Item,
    Line,
    Listing,
    Signature,
    Signatures,
    Span,
    plain,
)
from rolebook.views.parts.part import Part, facts_part, list_part, text_part
from rolebook.views.writer import Writer


def requirement(writer: Writer, one: Requirement) -> Line:
    """A requirement in one line: what, or equivalent, or alternatives, and what comes on top."""
    _ = writer.words
    said: list[Line] = []
    if one.text:
        said.append(writer.line(one.text))
    if one.level and one.field:
        said.append(
            writer.compose(
                _("{level} in {field}"), level=writer.line(one.level), field=writer.line(one.field)
            )
        )
    elif one.level or one.field:
        said.append(writer.line(one.level or one.field))  # type: ignore[arg-type]
    if one.years is not None:
        said.append(plain(_.ngettext("at least {n} year", "at least {n} years", one.years)))
    if one.up_to_years is not None:
        text = _.ngettext("up to {n} year in all", "up to {n} years in all", one.up_to_years)
        said.append(plain(text))
    if one.any_of:
        said.append(writer.either([requirement(writer, other) for other in one.any_of]))
    line = writer.joined(said)
    if one.equivalent_allowed:
        line = writer.compose(_("{what}, or equivalent ability gained otherwise"), what=line)
    for more in one.plus:
        line = writer.compose(_("{what}; in addition {more}"), what=line,
                              more=requirement(writer, more))  # fmt: skip
    if one.keeps_up:
        line = writer.compose(_("{what}; keeps up with the field"), what=line)
    if one.need == "desirable":
        line = writer.compose(_("{what} (desirable)"), what=line)
    return line


def requirement_line(writer: Writer, one: Requirement) -> Line:
    """A requirement with its sort before it."""
    _ = writer.words
    sorts = {
        "education": _("Education"),
        "experience": _("Experience"),
        "training": _("Training"),
        "certificate": _("Certificate"),
        "language": _("Language"),
        "skill": _("Skill"),
    }
    line = requirement(writer, one)
    return writer.named(sorts[one.kind], line) if one.kind else line


def requirements(writer: Writer, role: Role) -> Iterator[Part]:
    """Each requirement with its sort before it."""
    items = tuple(Item(requirement_line(writer, one)) for one in role.requirements)
    if items:
        title = writer.words("A holder brings along")
        yield Part("requirements", title, (Listing(items),))


def must_know(writer: Writer, role: Role) -> Iterator[Part]:
    return list_part(writer, "must_know", writer.words("A holder must know"), role.must_know)


def authority_kinds(writer: Writer) -> dict[str, str]:
    """The kinds of authority in words, from the lightest to the weightiest."""
    _ = writer.words
    return {
        "inform": _("Information"),
        "propose": _("Proposal"),
        "sign": _("Signing power"),
        "represent": _("Representation"),
        "instruct": _("Instruction"),
        "decide": _("Decision"),
        "spend": _("Spending"),
    }


def authorities(writer: Writer, role: Role) -> Iterator[Part]:
    """Powers, each with its kind and its limit."""
    items = tuple(authority_item(writer, one) for one in role.authorities)
    if items:
        yield Part("authorities", writer.words("Authorities"), (Listing(items),))


def authority_item(writer: Writer, one: Authority) -> Item:
    """A power with its kind before it and its limit below."""
    line = writer.line(one.text)
    details = (Fact(writer.words("Limit"), (writer.limit(one.limit),)),) if one.limit else ()
    if one.kind:
        line = writer.named(authority_kinds(writer)[one.kind], line)
    return Item(line, details=details)


def rights(writer: Writer, role: Role) -> Iterator[Part]:
    return list_part(writer, "rights", writer.words("Rights"), role.rights)


def liabilities(writer: Writer, role: Role) -> Iterator[Part]:
    """What the holder answers for; the bounds and what follows for the pay as authors wrote."""
    _ = writer.words
    items = []
    for one in role.liabilities:
        details = []
        if one.basis:
            details.append(Fact(_("Basis"), (writer.line(one.basis),)))
        if one.pay_consequence:
            details.append(Fact(_("Effect on pay"), (writer.line(one.pay_consequence),)))
        if one.reviewed:
            details.append(Fact(_("Wording reviewed on"), (plain(_.date(one.reviewed)),)))
        items.append(Item(writer.line(one.text), details=tuple(details)))
    if items:
        yield Part("liabilities", _("Responsibility"), (Listing(tuple(items)),))


def performance_criteria(writer: Writer, role: Role) -> Iterator[Part]:
    _ = writer.words
    items = []
    for one in role.performance_criteria:
        details = []
        if one.measure:
            details.append(Fact(_("Measured by"), (writer.line(one.measure),)))
        if one.target:
            details.append(Fact(_("Target"), (writer.line(one.target),)))
        items.append(Item(writer.line(one.criterion), details=tuple(details)))
    if items:
        yield Part("performance_criteria", _("Performance criteria"), (Listing(tuple(items)),))


def working_conditions(writer: Writer, role: Role) -> Iterator[Part]:
    title = writer.words("Working conditions")
    return list_part(writer, "working_conditions", title, role.working_conditions)


def inconveniences(writer: Writer, role: Role) -> Iterator[Part]:
    title = writer.words("Work-related inconvenience")
    return list_part(writer, "inconveniences", title, role.inconveniences)


def category(writer: Writer, role: Role) -> Iterator[Part]:
    if role.category:
        facts = writer.fact(writer.words("Category of staff"), writer.line(role.category))
        yield from facts_part("category", facts)


def _provision(writer: Writer, one: Provision) -> Line | None:
    """``by A, on the proposal of B, with the consent of C. And the author's own words.``"""
    _ = writer.words
    said = [
        writer.compose(template, who=writer.somebody(party))
        for template, party in (
            (_("by {who}"), one.by),
            (_("on the proposal of {who}"), one.proposed_by),
            (_("with the consent of {who}"), one.consent_of),
        )
        if party
    ]
    if one.kept_by:
        kept = writer.joined([writer.somebody(party) for party in one.kept_by])
        said.append(writer.compose(_("kept by {who}"), who=kept))
    lines = [writer.joined(said)] if said else []
    if one.text:
        lines.append(writer.line(one.text))
    return writer.joined(lines, ". ") if lines else None


def _provisions(writer: Writer, role: Role, kinds: tuple[str, ...]) -> Iterator[Fact]:
    _ = writer.words
    names = {
        "appointment": _("Appointment"),
        "dismissal": _("Dismissal"),
        "copies": _("Copies"),
        "amendment": _("Amendment"),
        "validity": _("Validity"),
        "other": _("Other provisions"),
    }
    for one in role.provisions:
        if one.kind in kinds:
            yield from writer.fact(names[one.kind], _provision(writer, one))


_APPOINTMENT = ("appointment", "dismissal")
_FINAL = ("copies", "amendment", "validity", "other")


def appointment(writer: Writer, role: Role) -> Iterator[Part]:
    return facts_part("appointment", _provisions(writer, role, _APPOINTMENT))


def final_provisions(writer: Writer, role: Role) -> Iterator[Part]:
    return facts_part("final_provisions", _provisions(writer, role, _FINAL))


def provisions(writer: Writer, role: Role) -> Iterator[Part]:
    return facts_part("provisions", _provisions(writer, role, (*_APPOINTMENT, *_FINAL)))


def basis_documents(writer: Writer, role: Role) -> Iterator[Part]:
    if role.basis_documents:
        items = tuple(Item(writer.source(source)) for source in role.basis_documents)
        title = writer.words("The description is based on")
        yield Part("basis_documents", title, (Listing(items),))


def guided_by(writer: Writer, role: Role) -> Iterator[Part]:
    if role.guided_by:
        items = tuple(Item(writer.source(source)) for source in role.guided_by)
        yield Part("guided_by", writer.words("A holder is guided by"), (Listing(items),))


def approval(writer: Writer, role: Role) -> Iterator[Part]:
    """The approval block at the head: office, organisation with its legal form, date, seal."""
    _ = writer.words
    block = role.document.approval
    if block is None or role.kind == "reference":
        return
    settings = writer.book.settings.organisation
    name = ", ".join(part for part in (settings.name, settings.legal_form) if part)
    blanks = (_("Name"), _("Place, date"), _("Signature"))
    seal = _("Place for the seal") if block.seal else ""
    line = Line((*writer.somebody(block.by).spans, Span(f", {name}")))
    place = Signature(_("Approved"), (line,), blanks, field="approval", seal=seal)
    yield Part("approval", "", (Signatures((place,)),))


def contract(writer: Writer, role: Role) -> Iterator[Part]:
    """The organisation's own sentence on the paper and the employment contract."""
    if role.kind == "company":
        yield from text_part(writer, "contract", "", contract_sentence(writer))


def signatures(writer: Writer, role: Role) -> Iterator[Part]:
    """The places to sign. People sign a company job, never a reference job."""
    if role.kind == "company":
        places = role.sign or writer.book.settings.sign
        if blocks := tuple(places_to_sign(writer, places)):
            yield Part("signatures", "", blocks)
