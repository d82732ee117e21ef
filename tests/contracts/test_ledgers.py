"""Every ledger, and the embedded monitor on top of one, comes to what replay comes to."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.reconcile import state_of
from schemas import codec, findings
from schemas.alerts import Alert
from schemas.findings import Finding, decode_finding
from streams.adapters.memory import MemoryLedger
from streams.adapters.sqlite import SqliteLedger
from streams.bootstrap import setting
from streams.pipeline import admit, judge
from streams.ports import Admitting, Item, View
from streams.runtimes.embedded import Batch, EmbeddedMonitor
from streams.runtimes.replay import Outputs, replay
from tests.properties.histories import History, histories

SETTING = setting()
BRISK = settings(max_examples=150, derandomize=True, deadline=None, database=None)


class Kept:
    """A sink that keeps every revision."""

    def __init__(self) -> None:
        self.revisions: dict[str, list[Alert]] = {}

    def apply(self, changes: Sequence[Alert]) -> None:
        """Take revisions; one that was taken before is the same as then."""
        for change in changes:
            known = self.revisions.setdefault(change.fingerprint, [])
            if change.revision <= len(known):
                assert known[change.revision - 1] == change
            else:
                assert change.revision == len(known) + 1
                known.append(change)


class Deaf:
    """An observer that does not listen."""

    def answered(self, *_heard: object) -> None:
        """Hear nothing."""

    judged = changed = failed = answered


@contextmanager
def sqlite() -> Iterator[SqliteLedger]:
    """Open a SQLite ledger in a folder of its own."""
    with TemporaryDirectory() as folder:
        ledger = SqliteLedger(Path(folder) / "events.sqlite3", SETTING.agencies, SETTING.fires)
        try:
            yield ledger
        finally:
            ledger.close()


def admitted(ledger: Admitting, lines: Sequence[bytes]) -> list[tuple[str, list[tuple[str, bytes]]]]:
    """Admit lines: what became of each, and what was refused with it."""
    outcomes: list[tuple[str, list[tuple[str, bytes]]]] = []
    for number, line in enumerate(lines, 1):
        outcome, refused = admit(codec.decode(line), line, "f", number, ledger)
        outcomes.append((outcome, [(one.refusal.reason, codec.canonical(one.raw)) for one in refused]))
    return outcomes


def judged(view: View, as_of: datetime) -> list[bytes]:
    """Judge a view: findings and access records, sorted."""
    context = SETTING.context(as_of)
    said: list[bytes] = []
    for evaluation in judge(view, SETTING.rules, context, restricted=True):
        said += map(findings.encode, evaluation.findings)
        said += map(findings.encode, evaluation.accesses)
        said += map(findings.encode, evaluation.restricted)
    return sorted(said)


def replayed(lines: Sequence[bytes], as_of: datetime) -> list[Finding]:
    """Replay lines: the findings."""
    outputs = Outputs(findings=io.BytesIO(), rejects=io.BytesIO(), access=io.BytesIO(), restricted=io.BytesIO())
    replay([("f", [(number, line, False) for number, line in enumerate(lines, 1)])], SETTING, as_of, outputs)
    written = outputs.findings
    assert isinstance(written, io.BytesIO)
    return [decode_finding(line) for line in written.getvalue().splitlines()]


@BRISK
@given(histories())
def test_ledgers_agree(history: History) -> None:
    """The ledger on SQLite admits and refuses what the one in memory does, and both come to the same findings."""
    lines = history.lines()
    memory = MemoryLedger(SETTING.agencies, SETTING.fires, history.as_of)
    with sqlite() as disk:
        with disk.transaction():
            kept = admitted(disk, lines)
        assert kept == admitted(memory, lines)
        assert judged(disk.as_of(history.as_of), history.as_of) == judged(memory, history.as_of)


def monitored(
    history: History, cuts: Sequence[int], clock_at: Callable[[int], datetime], *, restarts: frozenset[int]
) -> dict[str, Alert]:
    """Let the embedded monitor take a history batch by batch under a clock: the latest revision of each alert."""
    lines = history.lines()
    edges = [0, *sorted(cut % (len(lines) + 1) for cut in cuts), len(lines)]
    sink = Kept()
    now = [history.as_of]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "events.sqlite3"
        ledger = SqliteLedger(path, SETTING.agencies, SETTING.fires)
        monitor = EmbeddedMonitor(ledger, SETTING, sink, Deaf(), lambda: now[0])
        for step, (start, end) in enumerate(pairwise(edges)):
            now[0] = clock_at(step)
            batch = Batch([Item(line, codec.decode(line)) for line in lines[start:end]], "door", Future())
            monitor.keep([batch])
            if step in restarts:
                ledger.close()
                ledger = SqliteLedger(path, SETTING.agencies, SETTING.fires)
                monitor = EmbeddedMonitor(ledger, SETTING, sink, Deaf(), lambda: now[0])
            monitor.round()
        now[0] = history.as_of
        monitor.round()
        while monitor.backlog:
            monitor.round()
        ledger.close()
    return {fingerprint: revisions[-1] for fingerprint, revisions in sink.revisions.items()}


@BRISK
@given(histories(), st.lists(st.integers(0, 60), max_size=5), st.frozensets(st.integers(0, 5)), st.integers(0, 400))
def test_the_monitor_ends_where_replay_does(
    history: History, cuts: list[int], restarts: frozenset[int], days: int
) -> None:
    """However a history is cut, whenever it comes, and across restarts: what stands in the end is what replay finds."""
    steps = len(cuts) + 1
    early = history.as_of - timedelta(days=days)

    def clock_at(step: int) -> datetime:
        return early + (history.as_of - early) * step / steps

    found = replayed(history.lines(), history.as_of)
    standing = {one.fingerprint: one for one in found if state_of(one.status) != "withdrawn"}
    latest = monitored(history, cuts, clock_at, restarts=restarts)
    assert {key for key, one in latest.items() if one.state != "withdrawn"} == standing.keys()
    for fingerprint, finding in standing.items():
        assert latest[fingerprint].state == state_of(finding.status)
        if finding.rule != "x-feed-silent":
            assert latest[fingerprint].finding == finding
