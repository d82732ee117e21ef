"""The timelines of a SQLite ledger as of one instant."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from schemas import codec
from schemas.events import Event, Payload
from streams.core.copies import Copy, conflicting_since
from streams.core.corrections import Correction, not_counting
from streams.core.routing import feed_key, parse_key, record_key
from streams.core.timeline import Conflict, Feed, Timeline

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MOST_PARAMETERS = 500
_HEARD = """
    SELECT source.source, source.agency,
    (SELECT max(recorded_at) FROM event WHERE event.source = source.source AND recorded_at <= :now),
    EXISTS (SELECT 1 FROM event WHERE event.source = source.source AND recorded_at <= :now AND beats) FROM source"""


def micros(moment: datetime) -> int:
    """Count the microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(count: int) -> datetime:
    """Give the instant so many microseconds after 1970."""
    return _EPOCH + count * _MICROSECOND


class SqliteView:
    """Timelines as of one instant; also when a fact that is written down already is going to be admitted."""

    def __init__(self, db: sqlite3.Connection, as_of: datetime) -> None:
        """Look at a ledger."""
        self._db = db
        self._as_of = as_of
        self._now = micros(as_of)
        self._looked: tuple[str, list[tuple[bytes, int]], dict[str, list[Correction]]] | None = None

    def keys(self) -> Iterator[str]:
        """Give the keys of the timelines of which a rule may have something to say, each once."""
        for (key,) in self._db.execute("SELECT DISTINCT key FROM place WHERE fires").fetchall():
            yield key
        for source, agency in self._db.execute("SELECT source, agency FROM source").fetchall():
            yield feed_key(agency, source)
        query = "SELECT DISTINCT source.agency, copy.source, copy.id FROM copy JOIN source USING (source)"
        for agency, source, identifier in self._db.execute(query).fetchall():
            yield record_key(agency, source, identifier)

    def timeline(self, key: str) -> Timeline:
        """Give the timeline of a key."""
        subject, part, name = parse_key(key)
        match part:
            case "feed":
                return Timeline(subject, feed=self._feed(name))
            case "record":
                return Timeline(subject, conflict=self._conflict(*name.split(" ", 1)))
            case _:
                return Timeline(subject, self._counting(key))

    def next_admission(self, key: str) -> datetime | None:
        """Give the next instant at which something kept begins to bear on a timeline; None when nothing will."""
        _, part, name = parse_key(key)
        given: tuple[str, ...]
        match part:
            case "feed":
                query, given = "SELECT min(recorded_at) FROM event WHERE source = ? AND recorded_at > ?", (name,)
            case "record":
                query = "SELECT min(recorded_at) FROM copy WHERE source = ? AND id = ? AND recorded_at > ?"
                given = tuple(name.split(" ", 1))
            case _:
                rows, corrections = self._look(key)
                times = [row[1] for row in rows]
                times += [micros(one.recorded_at) for group in corrections.values() for one in group]
                later = [at for at in times if at > self._now]
                return from_micros(min(later)) if later else None
        (at,) = self._db.execute(query, (*given, self._now)).fetchone()
        return None if at is None else from_micros(at)

    def _look(self, key: str) -> tuple[list[tuple[bytes, int]], dict[str, list[Correction]]]:
        """Give the contents on a timeline and the corrections that bear on it; the last look is kept for the next."""
        if self._looked is None or self._looked[0] != key:
            query = "SELECT content, recorded_at FROM place JOIN event USING (number) WHERE key = ?"
            self._looked = (key, self._db.execute(query, (key,)).fetchall(), self._corrections(key))
        return self._looked[1:]

    def _counting(self, key: str) -> Iterator[Event[Payload]]:
        rows, corrections = self._look(key)
        gone = {source: not_counting(group, self._as_of) for source, group in corrections.items()}
        for content, recorded_at in rows:
            if recorded_at <= self._now:
                event = codec.revive(content)
                if event.id not in gone.get(event.source, ()):
                    yield event

    def _corrections(self, key: str) -> dict[str, list[Correction]]:
        """Give, by source, each correction that bears on a timeline: of its events, of those corrections, and so on."""
        found: dict[str, dict[str, Correction]] = defaultdict(dict)
        query = """
            SELECT c.source, c.id, c.recorded_at, c.replaces, c.voids FROM place
            JOIN event e USING (number)
            JOIN correction c INDEXED BY correction_{0} ON c.source = e.source AND c.{0} = e.id WHERE key = ?"""
        rows = [row for column in ("replaces", "voids") for row in self._db.execute(query.format(column), (key,))]
        while rows:
            new: dict[str, set[str]] = defaultdict(set)
            for source, identifier, recorded_at, replaces, voids in rows:
                if identifier not in found[source]:
                    new[source].add(identifier)
                    found[source][identifier] = Correction(
                        id=identifier, recorded_at=from_micros(recorded_at), replaces=replaces, voids=voids
                    )
            rows = [row for source, identifiers in new.items() for row in self._of(source, sorted(identifiers))]
        return {source: list(by_id.values()) for source, by_id in found.items()}

    def _of(self, source: str, targets: list[str]) -> Iterator[tuple[str, str, int, str | None, str | None]]:
        for start in range(0, len(targets), _MOST_PARAMETERS):
            some = targets[start : start + _MOST_PARAMETERS]
            marks = ",".join("?" * len(some))
            query = f"SELECT * FROM correction WHERE source = ? AND (replaces IN ({marks}) OR voids IN ({marks}))"  # noqa: S608 - marks alone
            yield from self._db.execute(query, (source, *some, *some))

    def sources(self) -> list[tuple[Feed, bool]]:
        """Give every source that was heard, and whether it sends heartbeats."""
        rows = self._db.execute(f"{_HEARD} ORDER BY source.source", {"now": self._now}).fetchall()
        return [
            (Feed(source=source, agency=agency, last_heard_at=from_micros(last)), bool(beats))
            for source, agency, last, beats in rows
            if last is not None
        ]

    def _feed(self, name: str) -> Feed | None:
        query = f"{_HEARD} WHERE source.source = :name"
        _, agency, last, beats = self._db.execute(query, {"now": self._now, "name": name}).fetchone()
        if not beats or last is None:
            return None
        return Feed(source=name, agency=agency, last_heard_at=from_micros(last))

    def _conflict(self, name: str, identifier: str) -> Conflict | None:
        query = "SELECT recorded_at, digest FROM copy WHERE source = ? AND id = ?"
        copies = {Copy(from_micros(at), digest) for at, digest in self._db.execute(query, (name, identifier))}
        since = conflicting_since(copies, self._as_of)
        (agency,) = self._db.execute("SELECT agency FROM source WHERE source = ?", (name,)).fetchone()
        return None if since is None else Conflict(source=name, id=identifier, agency=agency, second_at=since)
