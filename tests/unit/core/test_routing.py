"""Routing: which timelines an event belongs to, and their keys."""

from __future__ import annotations

import pytest

from streams.bootstrap import setting
from streams.core.routing import Key, call_key, feed_key, municipality_of, parse_key, record_key, routes
from tests.spec.drawing import AGENCY, events

AGENCIES = setting().agencies
WINDHAM = "CT0016300"


@pytest.mark.parametrize(
    ("event", "keys"),
    [
        ("custody.started c1", ("person/p1",)),
        ("custody.started c1 actor=correction:o4", ("person/p1",)),
        ("custody.started c1 bases=civil_detainer", ("person/p1",)),
        ("custody.started c1 bases=civil_detainer actor=correction:o4", ("person/p1", "officer/o4")),
        ("custody.held c1 bases=civil_detainer actor=correction:o4", ("person/p1", "officer/o4")),
        ("custody.ended c1 disposition=transferred transferred_to=ice actor=correction:o4", ("person/p1",)),
        ("request.answered a1 actor=correction:o4", ("person/p1", "officer/o4")),
        ("request.received r1 actor=correction:o4", ("person/p1",)),
        ("disclosure.made x1", ("person/p1", "officer/o1")),
        ("assistance.given s1 purpose=unknown subject=agency/CTCSP0000", ("agency/CTCSP0000", "officer/o1")),
        ("training.completed o4", ("officer/o4",)),
        ("report.filed 2026-H1 individuals=0 instances=0", ("municipality/Windham",)),
        ("agreement.signed g1 kind=other", (f"agency/{AGENCY}",)),
        ("call.received k1 nature=other", (f"agency/{AGENCY}/call/k1",)),
        ("unit.assigned k1 actor=municipal_police:o4", (f"agency/{AGENCY}/call/k1",)),
        ("unit.cleared k1", (f"agency/{AGENCY}/call/k1",)),
        ("feed.heartbeat", ()),
        ("record.voided e0", ()),
    ],
)
def test_an_event_is_a_fact_on_its_timelines(event: str, keys: tuple[str, ...]) -> None:
    """Its subject's, that of the officer whose training it asks about, and one call's."""
    (one,) = events(f"2026-03-05 10:00  {event}")
    assert routes(one, AGENCIES) == keys


@pytest.mark.parametrize(
    ("event", "town"),
    [
        (f"interview.started i1 agency={WINDHAM}", "Windham"),
        (f"interview.started i1 agency={WINDHAM} authority=fbi", None),
        (f"request.answered a1 agency={WINDHAM}", None),
        ("interview.started i1 agency=CTCSP0000", None),
        ("interview.started i1 agency=CTBOE1500", None),
        ("interview.started i1 agency=CT9999999", None),
    ],
)
def test_a_town_s_police_give_access_in_its_register(event: str, town: str | None) -> None:
    """Only ICE access, on the record of the municipal police, belongs to a town."""
    (one,) = events(f"2026-03-05 10:00  {event}")
    assert municipality_of(one, AGENCIES) == town
    assert (f"municipality/{town}" in routes(one, AGENCIES)) == (town is not None)


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("person/p1", Key("person/p1")),
        ("municipality/New Haven", Key("municipality/New Haven")),
        ("agency/CT0016300", Key("agency/CT0016300")),
        (call_key("agency/CT0016300", "k/1 a"), Key("agency/CT0016300", "call", "k/1 a")),
        (feed_key("CT0016300", "urn:x"), Key("agency/CT0016300", "feed", "urn:x")),
        (record_key("CT0016300", "urn:x", "e 1/2"), Key("agency/CT0016300", "record", "urn:x e 1/2")),
    ],
)
def test_a_key_is_taken_apart(key: str, parts: Key) -> None:
    """A subject alone, or a part of an agency's timeline with its name, whatever signs that holds."""
    assert parse_key(key) == parts
