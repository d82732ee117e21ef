"""A ledger on SQLite: the embedded monitor's memory. What it says is kept is on the disk.

One writer at a time. Everything that follows from an event is marked in the transaction that keeps it (`dirty`), and
what follows from judging a timeline is kept in the transaction that clears the mark, so that a crash loses no
consequence.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from schemas import alerts, codec
from schemas.alerts import Alert
from schemas.events import Event, FeedHeartbeat, Payload
from schemas.findings import Reject, Status
from streams.adapters.sqlite_view import SqliteView, from_micros, micros
from streams.core.copies import Copy
from streams.core.corrections import correction
from streams.core.routing import feed_key, record_key, routes
from streams.core.rulebook import Agency
from streams.ports import ACCEPTED, DUPLICATE, REFUSED, Admission, Displaced

_TABLES = """
CREATE TABLE IF NOT EXISTS event (
  number INTEGER PRIMARY KEY, source TEXT NOT NULL, id TEXT NOT NULL, recorded_at INTEGER NOT NULL,
  beats INTEGER NOT NULL, content BLOB NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL, UNIQUE (source, id));
CREATE INDEX IF NOT EXISTS event_heard ON event (source, recorded_at);
CREATE INDEX IF NOT EXISTS event_beats ON event (source, recorded_at) WHERE beats;
CREATE TABLE IF NOT EXISTS place (
  key TEXT NOT NULL, number INTEGER NOT NULL, fires INTEGER NOT NULL, PRIMARY KEY (key, number)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS place_fires ON place (key) WHERE fires;
CREATE TABLE IF NOT EXISTS correction (
  source TEXT NOT NULL, id TEXT NOT NULL, recorded_at INTEGER NOT NULL, replaces TEXT, voids TEXT,
  PRIMARY KEY (source, id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS correction_replaces ON correction (source, replaces);
CREATE INDEX IF NOT EXISTS correction_voids ON correction (source, voids);
CREATE TABLE IF NOT EXISTS copy (
  source TEXT NOT NULL, id TEXT NOT NULL, recorded_at INTEGER NOT NULL, digest BLOB NOT NULL,
  PRIMARY KEY (source, id, digest)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS source (source TEXT PRIMARY KEY, agency TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS dirty (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS due (key TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS due_at ON due (at);
CREATE TABLE IF NOT EXISTS alert (
  fingerprint TEXT PRIMARY KEY, key TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS alert_key ON alert (key);
CREATE TABLE IF NOT EXISTS tally (
  key TEXT NOT NULL, rule TEXT NOT NULL, status TEXT NOT NULL, findings INTEGER NOT NULL,
  PRIMARY KEY (key, rule, status)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outbox (number INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS reject (
  number INTEGER PRIMARY KEY, reason TEXT NOT NULL, body BLOB NOT NULL, refused_at INTEGER NOT NULL);
"""


class SqliteLedger:
    """Events, what follows from them, and what still has to follow. Use it from one thread at a time."""

    def __init__(self, path: Path, agencies: Mapping[str, Agency], fires: Callable[[Payload], bool]) -> None:
        """Open the file, and make it if it is not there; `fires` is the trigger of the rulebook."""
        self._agencies = agencies
        self._fires = fires
        self._sources: set[str] = set()
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA busy_timeout = 10000")
        self._db.executescript(_TABLES)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def transaction(self, *, durable: bool = True) -> Iterator[None]:
        """Do all or nothing; what was done is on the disk at the end.

        One that is not durable need not be yet: a loss of power may undo it, and then it is done again, because the
        marks that it clears are back too. A killed process undoes neither.
        """
        self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            self._sources.clear()
            raise
        self._db.execute("COMMIT")

    @contextmanager
    def step(self) -> Iterator[None]:
        """Do one step of a transaction, or none of it."""
        self._db.execute("SAVEPOINT step")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK TO step")
            raise
        finally:
            self._db.execute("RELEASE step")

    def admit(self, accepted: codec.Accepted, raw: bytes, file: str, line: int) -> Admission:  # noqa: ARG002 - a port's word
        """Keep an event's content, unless it is known or a copy with other content is the one to keep."""
        event, content = accepted.event, accepted.content
        if self._insert(event, content, file, line):
            self._place(event)
            return ACCEPTED
        known = self._db.execute(
            "SELECT number, content, file, line FROM event WHERE source = ? AND id = ?", (event.source, event.id)
        ).fetchone()
        if known[1] == content:
            return DUPLICATE
        new, old = codec.canonical(content), codec.canonical(known[1])
        if new == old:
            return DUPLICATE
        kept = codec.revive(known[1])
        copies = Copy.of(event.recorded_at, new), Copy.of(kept.recorded_at, old)
        self._db.executemany(
            "INSERT OR IGNORE INTO copy VALUES (?, ?, ?, ?)",
            [(event.source, event.id, micros(copy.recorded_at), copy.digest) for copy in copies],
        )
        self._mark([record_key(event.agency, event.source, event.id)])
        if copies[1] < copies[0]:
            return REFUSED
        self._take_back(known[0], kept)
        self._insert(event, content, file, line)
        self._place(event)
        return Admission("accepted", Displaced(*known[1:]))

    def _insert(self, event: Event[Payload], content: bytes, file: str, line: int) -> bool:
        done = self._db.execute(
            "INSERT OR IGNORE INTO event (source, id, recorded_at, beats, content, file, line) VALUES (?,?,?,?,?,?,?)",
            (
                event.source,
                event.id,
                micros(event.recorded_at),
                isinstance(event.data, FeedHeartbeat),
                content,
                file,
                line,
            ),
        )
        self._last = done.lastrowid
        return done.rowcount == 1

    def _place(self, event: Event[Payload]) -> None:
        keys = routes(event, self._agencies)
        fires = self._fires(event.data)
        self._db.executemany("INSERT INTO place VALUES (?, ?, ?)", [(key, self._last, fires) for key in keys])
        if event.source not in self._sources:
            self._db.execute("INSERT OR IGNORE INTO source VALUES (?, ?)", (event.source, event.agency))
            self._sources.add(event.source)
        found = correction(event)
        if found is not None:
            self._db.execute(
                "INSERT OR REPLACE INTO correction VALUES (?, ?, ?, ?, ?)",
                (event.source, found.id, micros(found.recorded_at), found.replaces, found.voids),
            )
        self._mark([*keys, feed_key(event.agency, event.source), *self._corrected(event)])

    def _take_back(self, number: int, event: Event[Payload]) -> None:
        self._mark([*routes(event, self._agencies), *self._corrected(event)])
        self._db.execute("DELETE FROM place WHERE number = ?", (number,))
        self._db.execute("DELETE FROM event WHERE number = ?", (number,))
        self._db.execute("DELETE FROM correction WHERE source = ? AND id = ?", (event.source, event.id))

    def _corrected(self, event: Event[Payload]) -> Iterator[str]:
        """Give the keys of every event that a correction bears on: its targets, their targets, and so on."""
        found = correction(event)
        waiting = list(found.targets) if found else []
        seen: set[str] = set()
        while waiting:
            identifier = waiting.pop()
            if identifier in seen:
                continue
            seen.add(identifier)
            row = self._db.execute(
                "SELECT content FROM event WHERE source = ? AND id = ?", (event.source, identifier)
            ).fetchone()
            if row is not None:
                target = codec.revive(row[0])
                yield from routes(target, self._agencies)
                onward = correction(target)
                waiting += onward.targets if onward else ()

    def _mark(self, keys: Iterable[str]) -> None:
        """Mark timelines to be judged again; those of which no rule has ever had anything to say are left alone."""
        self._db.executemany(
            """INSERT OR IGNORE INTO dirty SELECT :key
            WHERE EXISTS (SELECT 1 FROM place WHERE key = :key AND fires) OR EXISTS (SELECT 1 FROM tally WHERE key =
            :key) OR :key LIKE 'agency/%/feed/%' OR :key LIKE 'agency/%/record/%'""",
            [{"key": key} for key in keys],
        )

    def refuse(self, reject: Reject, body: bytes, at: datetime) -> None:
        """Keep a refused event with its original bytes."""
        self._db.execute(
            "INSERT INTO reject (reason, body, refused_at) VALUES (?, ?, ?)", (reject.reason, body, micros(at))
        )

    # What has to follow

    def dirty(self, most: int) -> list[str]:
        """Give the keys of timelines that have to be judged again, at the most so many."""
        return [key for (key,) in self._db.execute("SELECT key FROM dirty LIMIT ?", (most,))]

    def backlog(self) -> int:
        """Count the timelines that have to be judged again."""
        return int(self._db.execute("SELECT count(*) FROM dirty").fetchone()[0])

    def mark_due(self, now: datetime) -> None:
        """Mark the timelines whose time has come."""
        self._db.execute("INSERT OR IGNORE INTO dirty SELECT key FROM due WHERE at <= ?", (micros(now),))
        self._db.execute("DELETE FROM due WHERE at <= ?", (micros(now),))

    def next_due(self) -> datetime | None:
        """Give the instant at which the next timeline has to be judged again."""
        (at,) = self._db.execute("SELECT min(at) FROM due").fetchone()
        return None if at is None else from_micros(at)

    def known_alerts(self, key: str) -> dict[str, Alert]:
        """Give the latest revision of each alert of a timeline."""
        rows = self._db.execute("SELECT fingerprint, body FROM alert WHERE key = ?", (key,))
        return {fingerprint: alerts.decode(body) for fingerprint, body in rows}

    def settle(
        self, key: str, changes: Iterable[Alert], due: datetime | None, tally: Mapping[tuple[str, Status], int]
    ) -> dict[tuple[str, Status], int]:
        """Keep what judging a timeline came to, clear its mark, and note when to look again; give its tally before."""
        bodies = [(change.fingerprint, key, alerts.encode(change)) for change in changes]
        self._db.executemany("INSERT OR REPLACE INTO alert VALUES (?, ?, ?)", bodies)
        self._db.executemany("INSERT INTO outbox (body) VALUES (?)", [(body,) for _, _, body in bodies])
        self._db.execute("DELETE FROM dirty WHERE key = ?", (key,))
        if due is None:
            self._db.execute("DELETE FROM due WHERE key = ?", (key,))
        else:
            self._db.execute("INSERT OR REPLACE INTO due VALUES (?, ?)", (key, micros(due)))
        rows = self._db.execute("SELECT rule, status, findings FROM tally WHERE key = ?", (key,))
        before = {(rule, status): count for rule, status, count in rows}
        if before != tally:
            self._db.execute("DELETE FROM tally WHERE key = ?", (key,))
            counted = [(key, rule, status, count) for (rule, status), count in tally.items()]
            self._db.executemany("INSERT INTO tally VALUES (?, ?, ?, ?)", counted)
        return before

    def postpone(self, key: str, at: datetime) -> None:
        """Leave a timeline that cannot be judged now for later; what was known of it stands."""
        self._db.execute("DELETE FROM dirty WHERE key = ?", (key,))
        self._db.execute("INSERT OR REPLACE INTO due VALUES (?, ?)", (key, micros(at)))

    def tally(self) -> dict[tuple[str, Status], int]:
        """Count the findings that stand, by rule and status."""
        rows = self._db.execute("SELECT rule, status, sum(findings) FROM tally GROUP BY rule, status")
        return {(rule, status): count for rule, status, count in rows}

    def outbox(self, most: int) -> tuple[int, list[Alert]]:
        """Give the oldest changes that are not delivered, and the number of the last of them."""
        rows = self._db.execute("SELECT number, body FROM outbox ORDER BY number LIMIT ?", (most,)).fetchall()
        return (rows[-1][0] if rows else 0), [alerts.decode(body) for _, body in rows]

    def delivered(self, number: int) -> None:
        """Forget the changes up to a number: they were delivered."""
        self._db.execute("DELETE FROM outbox WHERE number <= ?", (number,))

    # Timelines out

    def as_of(self, moment: datetime) -> SqliteView:
        """Give the timelines as of an instant."""
        return SqliteView(self._db, moment)
