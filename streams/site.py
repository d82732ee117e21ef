"""The embedded monitor put together: its engine, what it keeps, and the site in front of it."""

from __future__ import annotations

import fcntl
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from django.core.handlers.wsgi import WSGIHandler  # noqa: TC002 - records are imported where they are used
from django.db import DatabaseError

from alerts import site
from alerts.console import texts
from alerts.store import tokens
from alerts.store.alerts import AlertStore
from streams.adapters import metrics
from streams.adapters.sqlite import SqliteLedger
from streams.adapters.sqlite_view import SqliteView
from streams.bootstrap import CallError, now
from streams.core.rulebook import Policy, Rule
from streams.pipeline import Setting
from streams.runtimes import web
from streams.runtimes.door import LARGEST_BODY, Door
from streams.runtimes.embedded import EmbeddedMonitor


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The embedded monitor, put together: its engine, what it keeps, and the WSGI application in front of it.

    While `lock` is held, the folder is this monitor's alone.
    """

    lock: IO[str]
    monitor: EmbeddedMonitor
    ledger: SqliteLedger
    application: WSGIHandler
    largest_body: int


def open_site(
    data: Path,
    chosen: Setting,
    *,
    clock: Callable[[], datetime] = now,
    notice: str | None = None,
    hosts: Sequence[str] = (),
) -> Site:
    """Put the embedded monitor together over a folder, which is made if it is not there. Once a process."""
    _own(data)
    lock = _lock(data)
    with _readable(data / "events.sqlite3"):
        ledger = SqliteLedger(data / "events.sqlite3", chosen.agencies, chosen.fires)
    store = AlertStore()
    counted = metrics.Metrics([rule.id for rule in chosen.rules], store.counts, ledger.tally())
    monitor = EmbeddedMonitor(ledger, chosen, store, counted, clock)
    for feed, _ in ledger.as_of(clock()).sources():
        counted.heard(feed.source, feed.agency, feed.last_heard_at)
    door = Door(monitor, tokens.agency_of)
    site.configure(
        database=data / "alerts.sqlite3",
        rules={rule.id: rule_text(rule, chosen.policy) for rule in chosen.rules},
        agencies={code: agency.name or code for code, agency in chosen.agencies.items()},
        secret_key=_secret(data / "secret-key"),
        notice=notice,
        feeds=lambda: feeds(data / "events.sqlite3", chosen, clock()),
        extra_urls=web.urls(door, counted.text, metrics.CONTENT_TYPE),
        hosts=[*site.LOCAL_HOSTS, *hosts],
        now=clock,
    )
    with _readable(data / "alerts.sqlite3"):
        site.migrate()
    return Site(lock=lock, monitor=monitor, ledger=ledger, application=site.wsgi(), largest_body=LARGEST_BODY)


def open_store(data: Path) -> None:
    """Open the alert store alone, for commands beside a monitor that runs. Once a process."""
    _own(data)
    site.configure(database=data / "alerts.sqlite3", rules={}, agencies={}, secret_key=_secret(data / "secret-key"))
    with _readable(data / "alerts.sqlite3"):
        site.migrate()


def rule_text(rule: Rule, policy: Policy) -> texts.RuleText:
    """Give what the pages say of a rule."""
    return texts.RuleText(
        id=rule.id,
        title=rule.title,
        duty=rule.duty.strip(),
        citation=rule.citation,
        severity=rule.severity,
        policy=tuple((key, f"{getattr(policy, key):g}") for key in rule.policy_keys),
    )


def feeds(path: Path, chosen: Setting, at: datetime) -> list[texts.Feed]:
    """Give what was heard from where, and who has fallen silent, over a connection of its own."""
    with closing(sqlite3.connect(path)) as db:
        heard = SqliteView(db, at).sources()
    limit = timedelta(hours=chosen.policy.feed_silent_hours)
    return [
        texts.Feed(
            source=feed.source,
            agency=feed.agency,
            last_heard_at=feed.last_heard_at,
            silent=beats and at - feed.last_heard_at > limit,
        )
        for feed, beats in heard
    ]


def _own(data: Path) -> None:
    """Make the folder if it is not there, and see to it that none but its owner can read what is written in it."""
    os.umask(0o077)
    data.mkdir(parents=True, exist_ok=True)


def _lock(data: Path) -> IO[str]:
    """Take the folder for one monitor; a killed one lets go of it."""
    lock = (data / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise CallError(f"[{data}] is in use by another monitor: stop it, or give another --data") from None
    return lock


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Say which file it is that cannot be opened."""
    try:
        yield
    except (sqlite3.Error, DatabaseError) as error:
        said = f"[{path}] cannot be opened: {error}; give another --data, or restore the file"
        raise CallError(said) from error


def _secret(path: Path) -> str:
    """Read the site's secret key, and make it if there is none; none but its owner may read it."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text()
