"""x-feed-silent: a source that reports does not fall silent."""

from __future__ import annotations

import pytest

from tests.spec.drawing import AGENCY, at, clearing, codes, judged, only, statuses

RULE = "x-feed-silent"
SOURCE = f"urn:custodes:{AGENCY}:jms"
BEAT = "2026-03-05 10:00  feed.heartbeat\n"


def test_a_silent_feed_is_a_violation() -> None:
    """On the agency, at the instant of asking; anything heard in the day up to then would have cleared it."""
    finding = only(RULE, BEAT, as_of="2026-03-09 12:00")
    assert (finding.status, finding.severity, codes(finding)) == ("violation", "medium", ["feed-silent"])
    assert (finding.subject, finding.matter, finding.agency) == (f"agency/{AGENCY}", SOURCE, AGENCY)
    assert (finding.occurred_at, finding.due_at) == (at("2026-03-09 12:00"), at("2026-03-06 10:00"))
    assert (finding.citation, finding.actor, finding.evidence) == ("C.G.S. § 54-192h (evidence)", None, ())
    assert [facts for _, facts in clearing(finding)] == [[("feed.heartbeat", {})]]
    assert len(finding.missing) == 1


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        ("2026-03-05 10:00:00", {}),
        ("2026-03-06 09:59:59", {}),
        ("2026-03-06 10:00:00", {}),
        ("2026-03-06 10:00:00.000001", {SOURCE: "violation"}),
        ("2026-03-06 10:00:01", {SOURCE: "violation"}),
    ],
)
def test_a_day_is_silent_once_it_has_passed(as_of: str, status: dict[str, str]) -> None:
    """Last heard exactly 24 hours ago is not silent; a moment more is."""
    assert statuses(RULE, BEAT, as_of=as_of) == status


@pytest.mark.parametrize(
    ("beat", "as_of", "status"),
    [
        ("2026-03-07 10:00", "2026-03-08 11:00:00", {}),
        ("2026-03-07 10:00", "2026-03-08 11:00:01", {SOURCE: "violation"}),
        ("2026-10-31 10:00", "2026-11-01 09:00:00", {}),
        ("2026-10-31 10:00", "2026-11-01 09:00:01", {SOURCE: "violation"}),
    ],
)
def test_the_day_is_elapsed_time(beat: str, as_of: str, status: dict[str, str]) -> None:
    """Also when the clocks change."""
    assert statuses(RULE, f"{beat}  feed.heartbeat", as_of=as_of) == status


def test_any_event_breaks_the_silence() -> None:
    """Not only a heartbeat, and by its recording, whatever it is about."""
    drawing = f"{BEAT}2026-01-05 10:00  officer.appointed  o1  recorded=2026-03-06T09:00"
    assert statuses(RULE, drawing, as_of="2026-03-07 09:00") == {}
    assert statuses(RULE, drawing, as_of="2026-03-07 09:00:01") == {SOURCE: "violation"}


def test_a_voided_event_was_heard() -> None:
    """Every accepted event breaks the silence, voided or not; so does the void."""
    drawing = f"{BEAT}2026-03-05 20:00  custody.started  c1\n2026-03-06 09:00  record.voided  e2"
    assert statuses(RULE, drawing, as_of="2026-03-07 09:00") == {}
    heard = """
        2026-03-05 10:00  feed.heartbeat
        2026-03-05 10:00  record.voided    e3
        2026-03-06 09:00  custody.started  c1
        """
    assert statuses(RULE, heard, as_of="2026-03-07 09:00") == {}


def test_a_source_that_never_sent_a_heartbeat_cannot_fall_silent() -> None:
    """Whatever else it sent, nobody knows how often it would."""
    assert statuses(RULE, "2026-03-05 10:00  custody.started  c1") == {}


def test_a_heartbeat_that_is_voided_was_sent() -> None:
    """A source that has ever sent one is expected to go on."""
    drawing = f"{BEAT}2026-03-05 11:00  record.voided  e1"
    assert statuses(RULE, drawing) == {SOURCE: "violation"}


def test_a_heartbeat_is_not_heard_before_it_is_recorded() -> None:
    """As of an instant only what was recorded by then was sent."""
    drawing = "2026-03-01 10:00  custody.started  c1\n2026-03-05 10:00  feed.heartbeat"
    assert statuses(RULE, drawing, as_of="2026-03-05 09:59:59") == {}


def test_a_refused_copy_is_not_heard() -> None:
    """Of two copies that differ only the kept one was accepted."""
    drawing = f"{BEAT}2026-03-05 10:00  feed.heartbeat  id=e1 recorded=2026-03-08T09:00"
    assert statuses(RULE, drawing, as_of="2026-03-08 10:00") == {SOURCE: "violation"}


def test_each_source_is_a_matter() -> None:
    """Two systems of one agency, one of them silent."""
    drawing = f"{BEAT}2026-03-06 10:00  feed.heartbeat  system=rms"
    assert statuses(RULE, drawing, as_of="2026-03-06 12:00") == {SOURCE: "violation"}


def test_silence_changes_no_other_finding() -> None:
    """What was found of the source's own events stays the same."""
    act = "2026-03-05 09:00  interview.started  i1"
    with_feed = judged(BEAT + act).statuses()
    without = judged(act).statuses()
    assert with_feed == {**without, (RULE, SOURCE): "violation"}


def test_the_hours_are_policy() -> None:
    """Another number in the policy moves the limit."""
    assert statuses(RULE, BEAT, as_of="2026-03-05 12:00", policy={"feed_silent_hours": 1}) == {SOURCE: "violation"}


@pytest.mark.parametrize(
    ("as_of", "rulebook"), [("2025-09-30 23:59:59", "ct-trust-2019"), ("2025-10-01 00:00:00", "ct-trust-2025")]
)
def test_the_rulebook_is_that_of_the_instant_of_asking(as_of: str, rulebook: str) -> None:
    """It occurs at that instant."""
    assert only(RULE, "2025-09-05 10:00  feed.heartbeat", as_of=as_of).rulebook == rulebook


def test_before_the_first_day_there_is_no_finding() -> None:
    """As of 30 September 2019 nothing is judged, unless one law is to judge everything."""
    drawing = "2019-09-05 10:00  feed.heartbeat"
    assert statuses(RULE, drawing, as_of="2019-09-30 23:59:59") == {}
    assert statuses(RULE, drawing, as_of="2019-10-01 00:00") == {SOURCE: "violation"}
    assert statuses(RULE, drawing, as_of="2019-09-30 23:59:59", law="ct-trust-2019") == {SOURCE: "violation"}
