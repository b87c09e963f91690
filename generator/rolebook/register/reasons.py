"""Why somebody is to be seen, in one sentence. Pure; in English, as the commands speak."""

from __future__ import annotations

from rolebook.register.entry import Entry, Event
from rolebook.register.standing import Standing


def reason(standing: Standing) -> str:
    """What is the case, from what the register says."""
    paper = standing.wanted.paper
    current = paper.current
    if current is None:
        return "no version is approved yet"
    version = f"version {current.version}"
    match standing.state:
        case "refused" | "reservation":
            assert standing.last
            return _last(standing.last.event)
        case "part":
            assert standing.last
            signed = f"signed version {_version(standing.last)} on {standing.last.event.on}"
            return f"{signed}; not yet signed by: {', '.join(map(_place, standing.missing))}"
        case "signed":
            assert standing.last
            return f"signed version {_version(standing.last)} on {standing.last.event.on}"
        case "older":
            return f"{_older(standing)}; {version} is not signed, {_handed(standing)}"
        case "objected":
            assert standing.before
            said = _last(standing.before.event)
            return f"{said}; {version} is not signed, {_handed(standing)}"
        case "unsigned":
            before = f"; {_last(standing.before.event)}" if standing.before else ""
            return f"{version} is not signed, {_handed(standing)}{before}"
        case "new":
            return f"nothing is registered: {version} is to be handed over and signed"
        case "on_leave":
            assert standing.leave
            until = standing.leave.event.until
            signed = f"; {_older(standing)}" if standing.older else ""
            return f"on leave{f' until {until}' if until else ''}; {version} is not signed{signed}"
        case "left":
            return "has left, says the register, but stands on the roster"
        case _:
            return "is not on the roster: register that he or she has left, or mend the roster"


def _last(event: Event) -> str:
    version = event.edition.version if event.edition else ""
    said = f': "{event.words}"' if event.words else ""
    match event.event:
        case "refused":
            witness = f", witness {event.witness}" if event.witness else ""
            return f"refused version {version} on {event.on}{witness}{said}"
        case "reservation":
            return f"signed version {version} on {event.on} under reservation{said}"
        case "handed_over":
            return f"was given version {version} on {event.on}"
    return f"version {version} was signed on {event.on}"


def _older(standing: Standing) -> str:
    assert standing.older
    return (
        _last(standing.older.event)
        if standing.older.event.event == "reservation"
        else (f"signed version {_version(standing.older)} on {standing.older.event.on}")
    )


def _handed(standing: Standing) -> str:
    return f"handed over on {standing.handed}" if standing.handed else "nor was it handed over"


def _version(entry: Entry) -> str:
    return entry.event.edition.version if entry.event.edition else ""


def _place(place: str) -> str:
    return place.replace("_", " ")
