"""What the events of one person say of custodies, requests and papers, worked out once a timeline."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar

from schemas.events import (
    FEDERAL_IMMIGRATION,
    Ask,
    CustodyEnded,
    CustodyHeld,
    CustodyReleaseEligible,
    CustodyStarted,
    DocumentRecorded,
    DocumentRevoked,
    Event,
    NoticeServed,
    Payload,
    RequestReceived,
    RequestWithdrawn,
)
from streams.core.spans import FOREVER, Span, Spans

P = TypeVar("P", bound=Payload)

CustodyEvent = CustodyStarted | CustodyHeld | CustodyReleaseEligible | CustodyEnded


class Lookup(Protocol):
    """Gives the events of one type, in order."""

    def __call__(self, payload: type[P], /) -> Sequence[Event[P]]:
        """Give them."""


class Custody(NamedTuple):
    """A custody, open from its first event (included) to its first `custody.ended` (excluded)."""

    id: str
    start: datetime
    end: datetime
    ended: Event[CustodyEnded] | None


class Request(NamedTuple):
    """A request of a federal immigration authority; it targets the person from its `time` to `until`."""

    event: Event[RequestReceived]
    until: datetime


class Facts:
    """What one person's events say."""

    def __init__(self, of: Lookup) -> None:
        """Keep the look-up; everything else is worked out when it is first asked for."""
        self._of = of
        self._targets: dict[frozenset[Ask], Spans[Request]] = {}

    @cached_property
    def custodies(self) -> dict[str, Custody]:
        """The person's custodies by `custody_id`, whatever the agency."""
        starts: dict[str, datetime] = {}
        ends: dict[str, Event[CustodyEnded]] = {}
        events: tuple[Event[CustodyEvent], ...] = (
            *self._of(CustodyStarted),
            *self._of(CustodyHeld),
            *self._of(CustodyReleaseEligible),
            *self._of(CustodyEnded),
        )
        for event in events:
            key = event.data.custody_id
            starts[key] = min(starts.get(key, event.occurred_at), event.occurred_at)
        for ended in self._of(CustodyEnded):
            ends.setdefault(ended.data.custody_id, ended)
        return {
            key: Custody(key, start, ends[key].occurred_at if key in ends else FOREVER, ends.get(key))
            for key, start in starts.items()
        }

    @cached_property
    def open_custodies(self) -> Spans[Custody]:
        """The times at which the person was in custody."""
        return Spans(Span(custody.start, custody.end, custody) for custody in self.custodies.values())

    @cached_property
    def requests(self) -> tuple[Request, ...]:
        """The requests of federal immigration authorities, in order."""
        withdrawals: dict[str, list[datetime]] = defaultdict(list)
        for event in self._of(RequestWithdrawn):
            withdrawals[event.data.request_id].append(event.occurred_at)

        def until(event: Event[RequestReceived]) -> datetime:
            times = withdrawals.get(event.data.request_id, [])
            place = bisect_left(times, event.occurred_at)
            return times[place] if place < len(times) else FOREVER

        return tuple(
            Request(event, until(event))
            for event in self._of(RequestReceived)
            if event.data.authority in FEDERAL_IMMIGRATION
        )

    @cached_property
    def requests_by_id(self) -> dict[str, list[Request]]:
        """The same requests by `request_id`, in order."""
        by_id: dict[str, list[Request]] = defaultdict(list)
        for request in self.requests:
            by_id[request.event.data.request_id].append(request)
        return by_id

    def targets(self, asks: frozenset[Ask] | None = None) -> Spans[Request]:
        """Give the times at which a request targets the person; with `asks`, one that asks any of these."""
        key = asks or frozenset()
        if key not in self._targets:
            self._targets[key] = Spans(
                Span(request.event.occurred_at, request.until, request)
                for request in self.requests
                if not key or not key.isdisjoint(request.event.data.asks)
            )
        return self._targets[key]

    @cached_property
    def notices(self) -> dict[tuple[str, str], list[Event[NoticeServed]]]:
        """The notices served, in order, by what they are about: (`request` or `disclosure`, its id)."""
        by_matter: dict[tuple[str, str], list[Event[NoticeServed]]] = defaultdict(list)
        for event in self._of(NoticeServed):
            if event.data.request_id is not None:
                by_matter["request", event.data.request_id].append(event)
            if event.data.disclosure_id is not None:
                by_matter["disclosure", event.data.disclosure_id].append(event)
        return by_matter

    @cached_property
    def revocations(self) -> dict[str, datetime]:
        """When each revoked document stopped counting, by `document_id`."""
        first: dict[str, datetime] = {}
        for event in self._of(DocumentRevoked):
            first.setdefault(event.data.document_id, event.occurred_at)
        return first

    @cached_property
    def documents(self) -> dict[str, list[Event[DocumentRecorded]]]:
        """The documents by kind, in order."""
        by_kind: dict[str, list[Event[DocumentRecorded]]] = defaultdict(list)
        for event in self._of(DocumentRecorded):
            by_kind[event.data.kind].append(event)
        return by_kind

    def standing(self, document: Event[DocumentRecorded], *, issued: bool = True) -> Span[Event[DocumentRecorded]]:
        """Give the time in which a document counts: on file and, unless told otherwise, issued; not revoked."""
        start = max(document.occurred_at, document.data.issued) if issued else document.occurred_at
        return Span(start, self.revocations.get(document.data.document_id, FOREVER), document)
