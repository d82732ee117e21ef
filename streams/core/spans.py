"""Spans of time in which something holds, and the questions asked of many of them, none of which looks at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Generic, NamedTuple, TypeVar

FOREVER = datetime.max.replace(tzinfo=UTC)
"""The end of a span that does not end."""

T = TypeVar("T")


class Span(NamedTuple, Generic[T]):
    """Something holds from `start` (included) to `end` (excluded)."""

    start: datetime
    end: datetime
    what: T


class Spans(Generic[T]):
    """Spans in the order of their starts; empty and backward ones are left out."""

    __slots__ = ("_latest_end", "_spans", "_starts")

    def __init__(self, spans: Iterable[Span[T]]) -> None:
        """Sort the spans, and note for each the latest end up to it."""
        self._spans = sorted((span for span in spans if span.start < span.end), key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]
        self._latest_end: list[datetime] = []
        for span in self._spans:
            before = self._latest_end[-1] if self._latest_end else span.end
            self._latest_end.append(max(before, span.end))

    def __iter__(self) -> Iterator[Span[T]]:
        return iter(self._spans)

    def covers(self, moment: datetime) -> bool:
        """Say whether any span holds at an instant."""
        place = bisect_right(self._starts, moment)
        return place > 0 and self._latest_end[place - 1] > moment

    def at(self, moment: datetime) -> Iterator[Span[T]]:
        """Give the spans that hold at an instant, the latest start first; stop looking where none is left."""
        place = bisect_right(self._starts, moment) - 1
        while place >= 0 and self._latest_end[place] > moment:
            if self._spans[place].end > moment:
                yield self._spans[place]
            place -= 1

    def reaches(self, moment: datetime, beyond: datetime) -> bool:
        """Say whether a span that began at or before an instant still holds at a later one."""
        place = bisect_right(self._starts, moment)
        return place > 0 and self._latest_end[place - 1] > beyond
