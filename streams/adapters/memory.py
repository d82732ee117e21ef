"""A ledger in memory, as of one instant: what `replay` uses, and the reference for every other one.

It keeps each line as it came and reads it again when its timeline is judged: text takes less room than records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

import msgspec
from msgspec import Struct

from schemas import codec
from schemas.events import Event, FeedHeartbeat, Payload
from streams.core.copies import Copy, conflicting_since
from streams.core.corrections import Correction, correction, not_counting
from streams.core.routing import feed_key, parse_key, record_key, routes
from streams.core.rulebook import Agency
from streams.core.timeline import Conflict, Feed, Timeline
from streams.ports import Admission, Displaced, Origin


class _Row(Struct, gc=False):
    """A kept line, and where it came from; `taken_back` once a better copy has come."""

    raw: bytes
    id: str
    source: str
    file: str
    line: int
    taken_back: bool = False


class _Source(Struct):
    """What is kept of one source. `last` is when it was heard last, up to `as_of`; None when that has to be worked out."""

    agency: str
    rows: dict[str, _Row] = msgspec.field(default_factory=dict)
    corrections: dict[str, Correction] = msgspec.field(default_factory=dict)
    copies: dict[str, set[Copy]] = msgspec.field(default_factory=dict)
    last: datetime | None = None
    beats: bool = False
    not_counting: Collection[str] | None = None


class MemoryLedger:
    """Events as of one instant: an `Admitting` and the `View` of it."""

    def __init__(self, agencies: Mapping[str, Agency], as_of: datetime) -> None:
        """Start empty."""
        self._agencies = agencies
        self._as_of = as_of
        self._sources: dict[str, _Source] = {}
        self._timelines: dict[str, list[_Row]] = {}

    def admit(self, accepted: codec.Accepted, raw: bytes, origin: Origin) -> Admission:
        """Keep an event, unless it is known or a copy with other content is the one to keep."""
        event = accepted.event
        source = self._sources.get(event.source)
        if source is None:
            source = self._sources[event.source] = _Source(event.agency)
        known = source.rows.get(event.id)
        if known is None:
            self._keep(source, event, raw, origin)
            return Admission("accepted")
        if known.raw == raw:
            return Admission("duplicate")
        return self._compare(source, event, raw, origin, known)

    def _compare(self, source: _Source, event: Event[Payload], raw: bytes, origin: Origin, known: _Row) -> Admission:
        new, old = codec.canonical(raw), codec.canonical(known.raw)
        if new == old:
            return Admission("duplicate")
        copy = Copy.of(event.recorded_at, new)
        kept = Copy.of(codec.revive(known.raw).recorded_at, old)
        source.copies.setdefault(event.id, set()).update((copy, kept))
        if kept < copy:
            return Admission("refused")
        known.taken_back = True
        source.corrections.pop(event.id, None)
        source.not_counting = None
        self._keep(source, event, raw, origin)
        self._hear_again(source)
        return Admission("accepted", Displaced(known.raw, Origin(known.file, known.line)))

    def _keep(self, source: _Source, event: Event[Payload], raw: bytes, origin: Origin) -> None:
        row = _Row(raw, event.id, event.source, origin.file, origin.line)
        source.rows[event.id] = row
        for key in routes(event, self._agencies):
            self._timelines.setdefault(key, []).append(row)
        found = correction(event)
        if found is not None:
            source.corrections[event.id] = found
            source.not_counting = None
        self._hear(source, event)

    def _hear(self, source: _Source, event: Event[Payload]) -> None:
        if event.recorded_at <= self._as_of:
            source.last = event.recorded_at if source.last is None else max(source.last, event.recorded_at)
            source.beats = source.beats or isinstance(event.data, FeedHeartbeat)

    def _hear_again(self, source: _Source) -> None:
        """Work out anew when a source was heard: an event of it was taken back, and a refused one is not heard."""
        source.last, source.beats = None, False
        for row in source.rows.values():
            self._hear(source, codec.revive(row.raw))

    def keys(self) -> Iterator[str]:
        """Give the keys of all timelines, each once."""
        yield from self._timelines
        for name, source in self._sources.items():
            yield feed_key(source.agency, name)
            for identifier in source.copies:
                yield record_key(source.agency, name, identifier)

    def timeline(self, key: str) -> Timeline:
        """Give the timeline of a key."""
        subject, part, name = parse_key(key)
        match part:
            case "feed":
                return Timeline(subject, feed=self._feed(name))
            case "record":
                return Timeline(subject, conflict=self._conflict(*name.split(" ", 1)))
            case _:
                return Timeline(subject, self._counting(self._timelines.get(key, ())))

    def _counting(self, rows: Iterable[_Row]) -> Iterator[Event[Payload]]:
        for row in rows:
            if not row.taken_back and row.id not in self._not_counting(row.source):
                event = codec.revive(row.raw)
                if event.recorded_at <= self._as_of:
                    yield event

    def _not_counting(self, name: str) -> Collection[str]:
        source = self._sources[name]
        if source.not_counting is None:
            source.not_counting = not_counting(source.corrections.values(), self._as_of)
        return source.not_counting

    def _feed(self, name: str) -> Feed | None:
        source = self._sources[name]
        if not source.beats or source.last is None:
            return None
        return Feed(source=name, agency=source.agency, last_heard_at=source.last)

    def _conflict(self, name: str, identifier: str) -> Conflict | None:
        source = self._sources[name]
        since = conflicting_since(source.copies[identifier], self._as_of)
        return None if since is None else Conflict(source=name, id=identifier, agency=source.agency, second_at=since)
