"""A timeline in plain words, less all that an exception could rest on."""

from __future__ import annotations

import pytest

from streams.core.narrative import MOST_ENTRIES, entries, say
from streams.core.timeline import Timeline
from tests.spec.drawing import events

SHOWN = {
    "custody.started c1 bases=civil_detainer,unknown": "Taken into custody; basis: civil detainer, unknown.",
    "custody.held c1 bases=sentence,sentence": "Kept in custody; basis: sentence.",
    "custody.release_eligible c1": "Can be released: bond posted.",
    "custody.ended c1": "Custody ended: released.",
    "custody.ended c1 disposition=transferred transferred_to=ice": "Custody ended: transferred to ICE.",
    "request.received r1 asks=hold": "Request of ICE (I-247A): hold.",
    "request.withdrawn r1": "Request withdrawn.",
    "request.forwarded r1": "Request forwarded to: agency head.",
    "request.reviewed r1": "Request reviewed by: agency head; approved.",
    "request.answered a1": "Request answered; nothing disclosed.",
    "request.answered a1 disclosure_id=x1": "Request answered with a disclosure.",
    "disclosure.made x1 authority=other_dhs": "Told another DHS agency: release date.",
    "interview.started i1": "Interview by ICE began: in person, custody.",
    "interview.refused i1": "Interview refused by the individual.",
    "assistance.given s1 purpose=unknown": "Help to ICE: transport; purpose: unknown.",
    "agreement.signed g1 kind=287g": "Agreement with ICE signed: 287(g).",
    "agreement.ended g1": "Agreement ended.",
    "document.recorded d1 kind=consent": "Document on file: consent.",
    "document.recorded d1 kind=delegation": "Document on file: delegation.",
    "notice.served copy_of_request": "Notice to the individual, delivered: copy of request.",
    "representation.recorded attorney=named": "Representation: attorney named, designee none.",
    "call.received k1 nature=traffic requester=fbi": "Call from the FBI: traffic.",
    "unit.assigned k1": "Unit assigned.",
    "unit.cleared k1": "Unit cleared.",
    "supervision.started u1 kind=parole": "Supervision began: parole.",
    "supervision.ended u1 kind=parole": "Supervision ended: parole.",
    "appointment.set t1 supervision_id=u1 at=2026-04-05T10:00": "Supervision appointment made.",
    "report.filed 2026-H1 individuals=1 instances=2": "Report for 2026-H1 filed: 1 individuals, 2 instances.",
    "officer.appointed o1": "Appointed: correction.",
    "officer.separated o1": "Left office.",
    "training.completed o1": "Training completed.",
}
HIDDEN = [
    "document.recorded d1 kind=judicial_warrant",
    "document.recorded d1 kind=administrative_warrant",
    "document.recorded d1 kind=court_order",
    "document.recorded d1 kind=other",
    "document.revoked d1",
    "conviction.recorded v1 class=A",
    "conviction.cleared v1",
    "charge.filed 53a-59",
    "watchlist.checked possible_match",
    "watchlist.checked no_match",
    "feed.heartbeat",
    "record.voided e0",
]


@pytest.mark.parametrize("event", SHOWN)
def test_what_happened_is_said_in_a_sentence(event: str) -> None:
    """One for each type of event."""
    (one,) = events(f"2026-03-05 10:00  {event}")
    assert say(one.data) == SHOWN[event]


@pytest.mark.parametrize("event", HIDDEN)
def test_what_an_exception_could_rest_on_is_left_out(event: str) -> None:
    """And what says nothing about anybody."""
    (one,) = events(f"2026-03-05 10:00  {event}")
    assert say(one.data) is None


def test_a_claim_does_not_show() -> None:
    """An act for which an exception was claimed reads like one without."""
    plain, claiming = events("""
        2026-03-05 10:00  interview.started  i1
        2026-03-05 10:00  interview.started  i1  claimed_exception=terrorist_database
        """)
    assert say(plain.data) == say(claiming.data)


def test_a_timeline_is_told_in_order() -> None:
    """Each entry with its name and its two clocks; what is left out leaves no gap."""
    timeline = Timeline(
        "person/p1",
        events("""
            2026-03-05 10:00  watchlist.checked  possible_match
            2026-03-06 10:00  custody.ended      c1
            2026-03-04 10:00  custody.started    c1  recorded=2026-03-09T10:00
            """),
    )
    first, last = entries(timeline)
    assert (first.id, first.type, first.text) == (
        "e3",
        "custody.started",
        "Taken into custody; basis: criminal charge.",
    )
    assert (last.id, last.occurred_at < first.recorded_at) == ("e2", True)


def test_of_a_long_timeline_the_latest_part_is_told() -> None:
    """So many entries and no more."""
    drawing = "\n".join(
        f"2026-03-05 10:{n // 60:02}:{n % 60:02}  request.withdrawn  r{n}" for n in range(MOST_ENTRIES + 5)
    )
    told = entries(Timeline("person/p1", events(drawing)))
    assert (len(told), told[0].id, told[-1].id) == (MOST_ENTRIES, "e6", f"e{MOST_ENTRIES + 5}")
