"""Spans of time in which something holds, and the questions asked of many of them, none of which looks at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

FOREVER = datetime.max.replace(tzinfo=UTC)
"""The end of a span that does not end."""

T = TypeVar("T")


class Span(NamedTuple, Generic[T]):
    """Something holds from `start` (included) to `end` (excluded)."""

    start: datetime
    end: datetime
    what: T


def _longer(one: Span[T], other: Span[T]) -> Span[T]:
    return other if other.end > one.end else one


class Spans(Generic[T]):
    """Spans in the order of their starts; empty and backward ones are left out."""

    __slots__ = ("_longest", "_spans", "_starts")

    def __init__(self, spans: Iterable[Span[T]]) -> None:
        """Sort the spans, and note for each the one that ends last up to it."""
        self._spans = sorted((span for span in spans if span.start < span.end), key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]
        self._longest: list[Span[T]] = list(accumulate(self._spans, _longer))

    def __iter__(self) -> Iterator[Span[T]]:
        return iter(self._spans)

    def longest(self, moment: datetime) -> Span[T] | None:
        """Give, of the spans that hold at an instant, the one that ends last; None when none holds."""
        place = bisect_right(self._starts, moment)
        if not place or self._longest[place - 1].end <= moment:
            return None
        return self._longest[place - 1]

    def covers(self, moment: datetime) -> bool:
        """Say whether any span holds at an instant."""
        return self.longest(moment) is not None

    def at(self, moment: datetime) -> Iterator[Span[T]]:
        """Give the spans that hold at an instant, the latest start first; stop looking where none is left."""
        place = bisect_right(self._starts, moment) - 1
        while place >= 0 and self._longest[place].end > moment:
            if self._spans[place].end > moment:
                yield self._spans[place]
            place -= 1
