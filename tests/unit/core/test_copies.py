"""Copies of one event that differ: the one that is kept, and when the conflict shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from streams.core.copies import Copy, conflicting_since

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_the_copy_recorded_first_is_kept() -> None:
    """It is the smallest, whatever its digest."""
    early, late = Copy(NOON, b"\xff"), Copy(NOON + HOUR, b"\x00")
    assert min(late, early) == early


def test_ties_fall_to_the_smaller_digest() -> None:
    """Of two recorded at one instant."""
    one, other = Copy.of(NOON, b"{}"), Copy.of(NOON, b'{"a":1}')
    assert one.digest.hex() == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert min(one, other).digest == min(one.digest, other.digest)


def test_a_conflict_shows_with_the_second_copy() -> None:
    """Of three the second recorded; as of a moment before it there is none."""
    copies = {Copy(NOON + 2 * HOUR, b"c"), Copy(NOON, b"a"), Copy(NOON + HOUR, b"b")}
    assert conflicting_since(copies, NOON + 3 * HOUR) == NOON + HOUR
    assert conflicting_since(copies, NOON + HOUR) == NOON + HOUR
    assert conflicting_since(copies, NOON + HOUR - timedelta(microseconds=1)) is None
    assert conflicting_since(set(), NOON) is None


def test_two_copies_recorded_at_once_conflict_at_once() -> None:
    """The second is of the same instant."""
    assert conflicting_since({Copy(NOON, b"a"), Copy(NOON, b"b")}, NOON) == NOON
