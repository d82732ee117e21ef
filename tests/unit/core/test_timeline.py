"""The timeline of one subject, in the one order that there is."""

from __future__ import annotations

from itertools import permutations

import pytest

from schemas.events import AgreementSigned, CustodyHeld, CustodyStarted, FeedHeartbeat, InterviewStarted
from streams.core.acts import matter_of
from streams.core.timeline import Feed, Timeline
from tests.spec.drawing import at, events

DRAWN = events("""
    2026-03-05 10:00  custody.started    c1  id=b
    2026-03-05 10:00  custody.held       c1  id=a bases=unknown
    2026-03-05 10:00  custody.held       c1  id=c bases=unknown system=cad
    2026-03-05 10:00  interview.started  i1  recorded=2026-03-05T09:59
    2026-03-04 10:00  interview.started  i2
    """)


def test_events_stand_by_occurrence_recording_source_and_id() -> None:
    """Whatever order they came in."""
    for order in permutations(DRAWN):
        timeline = Timeline("person/p1", order)
        assert [event.id for event in timeline.events] == ["e5", "e4", "c", "a", "b"]
        assert [event.id for event in timeline.of(CustodyHeld)] == ["c", "a"]
        assert [event.id for event in timeline.of_either(CustodyStarted, CustodyHeld)] == ["c", "a", "b"]
        assert [event.id for event in timeline.of_either(InterviewStarted, FeedHeartbeat)] == ["e5", "e4"]


def test_a_timeline_knows_what_is_on_it() -> None:
    """The types of its events, and a feed or a conflict."""
    assert Timeline("person/p1", DRAWN).types == {CustodyStarted, CustodyHeld, InterviewStarted}
    feed = Feed(source="urn:a", agency="A", last_heard_at=at("2026-03-05"))
    assert Timeline("agency/A", feed=feed).types == {Feed}
    assert Timeline("person/p1").of(CustodyHeld) == ()


def test_the_id_of_an_act_is_its_matter() -> None:
    """Answers, disclosures, interviews, help and custodies are acts; other events are none."""
    drawn = events("""
        2026-03-05 10:00  request.answered          a1
        2026-03-05 10:00  disclosure.made           x1
        2026-03-05 10:00  interview.started         i1
        2026-03-05 10:00  assistance.given          s1  purpose=unknown
        2026-03-05 10:00  custody.started           c1
        2026-03-05 10:00  custody.held              c2  bases=unknown
        2026-03-05 10:00  custody.release_eligible  c3
        2026-03-05 10:00  custody.ended             c4
        2026-03-05 10:00  agreement.signed          g1  kind=other
        """)
    assert [matter_of(event) for event in drawn[:-1]] == ["a1", "x1", "i1", "s1", "c1", "c2", "c3", "c4"]
    assert isinstance(drawn[-1].data, AgreementSigned)
    with pytest.raises(TypeError, match=r"agreement\.signed"):
        matter_of(drawn[-1])
