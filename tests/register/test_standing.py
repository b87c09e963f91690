"""Where people stand with a document, by what the register says of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolebook.records.store import Revision
from rolebook.register.entry import Edition, Entry, Event, Person
from rolebook.register.reasons import reason
from rolebook.register.standing import STATES, Paper, Register, Standing, Wanted

ANN = Person("Ann Baker", "101")


def revision(number: int, version: str) -> Revision:
    return Revision(
        "role", "baker", number, version, "major", date(2026, 11, number), date(2026, 11, number),
        "", "", "owner", "", "", "en", {"en": "AAAA"}, "",
    )  # fmt: skip


PAPER = Paper(
    "role", "baker", "Baker", (revision(1, "1.0"), revision(2, "1.1"), revision(3, "2.0")),
    ("employee", "manager"),
)  # fmt: skip


def about(
    event: str, version: str = "2.0", on: str = "2026-12-01", person: Person = ANN, **more: str
) -> Event:
    edition = Edition("role", "baker", 1, version, "en", "AAAA")
    by = {"by": "employee"} if event != "handed_over" else {}
    return Event(event, on, person, edition, **{**by, **more})  # type: ignore[arg-type]


def standing(*events: Event, known: bool = True, day: str = "2026-12-15") -> Standing:
    entries = [Entry(number, "", event) for number, event in enumerate(events, 1)]
    register = Register(entries, {}, date.fromisoformat(day))
    register.learn([ANN])
    return register.standing(Wanted(ANN, PAPER, known=known))


BOTH = (about("signed"), about("signed", by="manager", signer="Eva Smit"))


@pytest.mark.parametrize(
    ("events", "state", "why"),
    [
        ((), "new", "nothing is registered: version 2.0 is to be handed over and signed"),
        ((about("handed_over"),), "unsigned",
         "version 2.0 is not signed, handed over on 2026-12-01"),
        ((about("handed_over", "1.0"),), "unsigned",
         "version 2.0 is not signed, nor was it handed over; was given version 1.0 on 2026-12-01"),
        (BOTH, "signed", "signed version 2.0 on 2026-12-01"),
        (BOTH[:1], "part", "signed version 2.0 on 2026-12-01; not yet signed by: manager"),
        ((about("signed", "1.0"), about("signed", "1.0", by="manager")), "older",
         "signed version 1.0 on 2026-12-01; version 2.0 is not signed, nor was it handed over"),
        ((about("signed", "1.1"), about("handed_over", on="2026-12-09")), "older",
         "signed version 1.1 on 2026-12-01; version 2.0 is not signed, handed over on 2026-12-09"),
        ((*BOTH, about("refused", on="2026-12-02", witness="Cas", words="Too much")), "refused",
         'refused version 2.0 on 2026-12-02, witness Cas: "Too much"'),
        ((about("refused", witness="Cas"), about("signed", on="2026-12-05"), BOTH[1]), "signed",
         "signed version 2.0 on 2026-12-05"),
        ((about("reservation", words="Not B.2"), BOTH[1]), "reservation",
         'signed version 2.0 on 2026-12-01 under reservation: "Not B.2"'),
        ((about("reservation", "1.0", words="Not B.2"),), "objected",
         'signed version 1.0 on 2026-12-01 under reservation: "Not B.2"; version 2.0 is not '
         "signed, nor was it handed over"),
        ((about("refused", "1.0", witness="Cas"),), "objected",
         "refused version 1.0 on 2026-12-01, witness Cas; version 2.0 is not signed, nor was it "
         "handed over"),
        ((about("signed", "1.0"), Event("on_leave", "2026-12-02", ANN, until="2027-03-01")),
         "on_leave", "on leave until 2027-03-01; version 2.0 is not signed; signed version 1.0 on "
         "2026-12-01"),
        ((about("signed", "1.0"), Event("on_leave", "2026-10-02", ANN, until="2026-12-14")),
         "older", "signed version 1.0 on 2026-12-01; version 2.0 is not signed, nor was it handed "
         "over"),
        ((*BOTH, Event("on_leave", "2026-12-02", ANN)), "signed",
         "signed version 2.0 on 2026-12-01"),
        ((*BOTH, Event("left", "2026-12-02", ANN)), "left",
         "has left, says the register, but stands on the roster"),
        ((Event("left", "2026-10-02", ANN), *BOTH), "signed", "signed version 2.0 on 2026-12-01"),
        ((*BOTH, Event("cancelled", "2026-12-09", cancels=1)), "new",
         "nothing is registered: version 2.0 is to be handed over and signed"),
    ],
)  # fmt: skip
def test_whom_to_see_and_why(events: tuple[Event, ...], state: str, why: str):
    found = standing(*events)
    assert (found.state, reason(found)) == (state, why)


def test_a_signature_holds_for_its_whole_major_version():
    paper = Paper("role", "baker", "Baker", PAPER.revisions[:2], ("employee",))
    entries = [Entry(1, "", about("signed", "1.0"))]
    register = Register(entries, {}, date(2026, 12, 15))
    found = register.standing(Wanted(ANN, paper))
    assert (found.state, reason(found)) == ("signed", "signed version 1.0 on 2026-12-01")


def test_the_manager_alone_does_not_sign_for_the_employee():
    assert standing(about("handed_over"), BOTH[1]).state == "unsigned"
    assert standing(BOTH[1]).missing == ("employee",)


def test_whoever_has_another_name_since_keeps_what_is_known_of_both():
    leave = Event("on_leave", "2026-11-01", ANN, until="2027-01-31")
    leaves = Event("left", "2027-02-01", Person("Ann Smit"))
    entries = [Entry(1, "", leave), Entry(2, "", leaves)]
    for day, state in (("2026-12-15", "on_leave"), ("2027-02-15", "left")):
        register = Register(entries, {}, date.fromisoformat(day))
        register.learn([Person("Ann Smit", "101")])
        assert register.standing(Wanted(Person("Ann Smit", "101"), PAPER)).state == state


def test_what_happened_counts_by_its_day_not_by_when_it_was_written_down():
    late = (
        about("signed", on="2026-12-05"),
        BOTH[1],
        about("refused", on="2026-12-02", witness="C"),
    )
    assert standing(*late).state == "signed"


def test_a_document_that_was_renamed_keeps_its_signatures():
    register = Register(
        [Entry(n, "", e) for n, e in enumerate(BOTH, 1)],
        {"baker": "bread-baker"},
        date(2026, 12, 15),
    )
    paper = Paper("role", "bread-baker", "Bread baker", PAPER.revisions, PAPER.places)
    assert register.standing(Wanted(ANN, paper)).state == "signed"


def test_somebody_written_down_without_number_is_found_by_the_roster_that_has_it():
    assert standing(
        *(about(e.event, person=Person("ann  baker"), by=e.by) for e in BOTH)
    ).state == ("signed")


def test_namesakes_are_two_people():
    other = Person("Ann Baker", "202")
    entries = [Entry(1, "", about("signed", person=other))]
    register = Register(entries, {}, date(2026, 12, 15))
    register.learn([ANN, other])
    assert register.standing(Wanted(ANN, PAPER)).state == "new"
    assert register.standing(Wanted(other, PAPER)).state == "part"


def test_whoever_is_not_on_the_roster_is_told():
    assert standing(*BOTH, known=False).state == "gone"


def test_without_an_approved_version_there_is_nothing_to_sign():
    register = Register([], {}, date(2026, 12, 15))
    found = register.standing(Wanted(ANN, Paper("role", "x", "X", (), ("employee",))))
    assert (found.state, reason(found)) == ("no_version", "no version is approved yet")


happenings = st.lists(
    st.builds(
        about, st.sampled_from(["handed_over", "signed", "reservation", "refused"]),
        st.sampled_from(["1.0", "1.1", "2.0"]),
        st.dates(date(2026, 11, 1), date(2026, 12, 10)).map(str),
    )
    | st.builds(Event, st.sampled_from(["on_leave", "left"]), st.dates(date(2026, 11, 1)).map(str),
                st.just(ANN)),
    max_size=8,
)  # fmt: skip


@given(happenings, st.booleans())
def test_whatever_happened_there_is_one_state_with_its_reason(events: list[Event], known: bool):
    found = standing(*events, known=known)
    assert found.state in STATES
    assert reason(found)
    signed = any(e.event == "signed" and e.edition and e.edition.major == 2 for e in events)
    if found.state in ("signed", "part"):
        assert signed
