"""The timeline of one subject as of one instant: the events that count, in the one order that there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import cached_property
from typing import TypeVar, cast

from msgspec import Struct

from schemas.events import Event, Payload, order
from streams.core.facts import Facts

P = TypeVar("P", bound=Payload)
Q = TypeVar("Q", bound=Payload)


class Feed(Struct, frozen=True, kw_only=True, gc=False):
    """When a source that sends heartbeats was last heard, by `recordedtime`, up to `as_of`."""

    source: str
    agency: str
    last_heard_at: datetime


class Conflict(Struct, frozen=True, kw_only=True, gc=False):
    """Copies of one event with different content. `second_at` is the `recordedtime` of the second of them."""

    source: str
    id: str
    agency: str
    second_at: datetime


class Timeline:
    """The facts that bear on one subject. `subject` is as in the envelope; `events` are only those that count."""

    def __init__(
        self,
        subject: str,
        events: Iterable[Event[Payload]] = (),
        *,
        feed: Feed | None = None,
        conflict: Conflict | None = None,
    ) -> None:
        """Sort the events and tell them apart by type."""
        self.subject = subject
        found = list(events)
        if len(found) > 1:
            found.sort(key=order)
        self.events = tuple(found)
        self.feed = feed
        self.conflict = conflict
        self._by_type: dict[type, list[Event[Payload]]] = {}
        for event in found:
            self._by_type.setdefault(type(event.data), []).append(event)
        self._types = {*self._by_type, *(type(one) for one in (feed, conflict) if one is not None)}

    @property
    def types(self) -> AbstractSet[type]:
        """What there is on it: payload classes, and Feed or Conflict."""
        return self._types

    @property
    def agency(self) -> str:
        """The agency of the first thing on it."""
        return next(one.agency for one in (*self.events, self.feed, self.conflict) if one is not None)

    def of(self, payload: type[P]) -> Sequence[Event[P]]:
        """Give the events of one type, in order."""
        return cast("Sequence[Event[P]]", self._by_type.get(payload, ()))

    def of_either(self, one: type[P], other: type[Q]) -> Sequence[Event[P] | Event[Q]]:
        """Give the events of two types, in order."""
        if other not in self._by_type:
            return self.of(one)
        found = (event for event in self.events if type(event.data) in (one, other))
        return cast("Sequence[Event[P] | Event[Q]]", tuple(found))

    @cached_property
    def facts(self) -> Facts:
        """What the events say of custodies, requests and papers."""
        return Facts(self.of)
