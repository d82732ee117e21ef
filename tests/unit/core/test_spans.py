"""Spans of time, and the questions asked of many of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from streams.core.spans import FOREVER, Span, Spans

ZERO = datetime(2026, 3, 5, tzinfo=UTC)


def at(minute: int) -> datetime:
    """Give an instant so many minutes on."""
    return ZERO + timedelta(minutes=minute)


def spans(*pairs: tuple[int, int]) -> Spans[str]:
    """Give spans of minutes, each named for its place."""
    return Spans(Span(at(start), at(end), str(place)) for place, (start, end) in enumerate(pairs))


def test_a_span_holds_from_its_start_up_to_its_end() -> None:
    """The start is included and the end is not."""
    one = spans((2, 5))
    assert [minute for minute in range(8) if one.covers(at(minute))] == [2, 3, 4]


def test_empty_and_backward_spans_are_left_out() -> None:
    """They hold at no instant."""
    assert list(spans((3, 3), (5, 2))) == []


def test_spans_stand_in_the_order_of_their_starts() -> None:
    """Whatever order they came in."""
    assert [span.what for span in spans((5, 6), (1, 9), (3, 4))] == ["1", "2", "0"]


def test_those_that_hold_are_given_the_latest_first() -> None:
    """One that has ended in between is passed over."""
    assert [span.what for span in spans((1, 9), (2, 3), (4, 8)).at(at(5))] == ["2", "0"]
    assert list(spans((1, 2)).at(at(5))) == []
    assert list(spans((1, 2)).at(at(0))) == []


def test_of_those_that_hold_the_longest_ends_last() -> None:
    """A span that does not end is the longest of all; where none holds there is none."""
    open_ended = Spans([Span(at(1), at(9), "long"), Span(at(2), FOREVER, "open"), Span(at(3), at(4), "short")])
    longest = open_ended.longest(at(3))
    assert longest is not None
    assert longest.what == "open"
    assert spans((1, 4)).longest(at(4)) is None
    assert spans((1, 4)).longest(at(0)) is None


@given(
    pairs=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=8),
    minute=st.integers(-1, 10),
)
def test_the_answers_are_those_of_looking_at_every_span(pairs: list[tuple[int, int]], minute: int) -> None:
    """The quick look-ups agree with the plain ones."""
    many = spans(*pairs)
    holding = [span for span in many if span.start <= at(minute) < span.end]
    assert many.covers(at(minute)) == bool(holding)
    assert sorted(many.at(at(minute))) == sorted(holding)
    longest = many.longest(at(minute))
    assert (longest and longest.end) == max((span.end for span in holding), default=None)
