"""A ledger in memory, as of one instant: what `replay` uses, and the reference for every other one.

It keeps each line as it came and reads it again when its timeline is judged: text takes less room than records.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
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
from streams.ports import ACCEPTED, DUPLICATE, REFUSED, Admission, Displaced


class _Row(Struct, gc=False):
    """A kept line, and where it came from; `taken_back` once a better copy has come."""

    raw: bytes
    id: str
    source: _Source
    file: str
    line: int
    taken_back: bool = False


class _Source(Struct):
    """What is kept of one source. `last` is when it was heard last, up to `as_of`; None when it was not."""

    name: str
    agency: str
    rows: dict[str, _Row] = msgspec.field(default_factory=dict)
    corrections: dict[str, Correction] = msgspec.field(default_factory=dict)
    copies: dict[str, set[Copy]] = msgspec.field(default_factory=dict)
    last: datetime | None = None
    beats: bool = False
    not_counting: Collection[str] | None = None


class MemoryLedger:
    """Events as of one instant: an `Admitting` and the `View` of it."""

    def __init__(self, agencies: Mapping[str, Agency], fires: Callable[[Payload], bool], as_of: datetime) -> None:
        """Start empty; `fires` is the trigger of the rulebook."""
        self._agencies = agencies
        self._fires = fires
        self._as_of = as_of
        self._sources: dict[str, _Source] = {}
        self._timelines: dict[str, list[_Row]] = {}
        self._fired: dict[str, None] = {}

    def admit(self, accepted: codec.Accepted, raw: bytes, file: str, line: int) -> Admission:
        """Keep an event, unless it is known or a copy with other content is the one to keep."""
        event = accepted.event
        source = self._sources.get(event.source)
        if source is None:
            source = self._sources[event.source] = _Source(event.source, event.agency)
        known = source.rows.get(event.id)
        row = _Row(raw, event.id, source, file, line)
        if known is None:
            self._keep(row, event)
            return ACCEPTED
        return DUPLICATE if known.raw == raw else self._compare(known, row, event)

    def _compare(self, known: _Row, row: _Row, event: Event[Payload]) -> Admission:
        new, old = codec.canonical(row.raw), codec.canonical(known.raw)
        if new == old:
            return DUPLICATE
        copy, kept = Copy.of(event.recorded_at, new), Copy.of(codec.revive(known.raw).recorded_at, old)
        row.source.copies.setdefault(event.id, set()).update((copy, kept))
        if kept < copy:
            return REFUSED
        known.taken_back = True
        row.source.corrections.pop(event.id, None)
        self._keep(row, event)
        self._hear_again(row.source)
        return Admission("accepted", Displaced(known.raw, known.file, known.line))

    def _keep(self, row: _Row, event: Event[Payload]) -> None:
        source = row.source
        source.rows[row.id] = row
        keys = routes(event, self._agencies)
        if self._fires(event.data):
            self._fired.update(dict.fromkeys(keys))
        for key in keys:
            rows = self._timelines.get(key)
            if rows is None:
                self._timelines[key] = [row]
            else:
                rows.append(row)
        found = correction(event)
        if found is not None:
            source.corrections[row.id] = found
        source.not_counting = None
        self._hear(source, event)

    def _hear(self, source: _Source, event: Event[Payload]) -> None:
        at = event.recorded_at
        if at > self._as_of:
            return
        if source.last is None or at > source.last:
            source.last = at
        if isinstance(event.data, FeedHeartbeat):
            source.beats = True

    def _hear_again(self, source: _Source) -> None:
        """Work out anew when a source was heard: an event of it was taken back, and a refused one is not heard."""
        source.last, source.beats = None, False
        for row in source.rows.values():
            self._hear(source, codec.revive(row.raw))

    def keys(self) -> Iterator[str]:
        """Give the keys of the timelines of which a rule may have something to say, each once."""
        yield from self._fired
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

    def _not_counting(self, source: _Source) -> Collection[str]:
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
