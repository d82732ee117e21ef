"""The embedded monitor: one process, one SQLite ledger, one thread that keeps events and judges timelines.

Doors hand in batches and wait; what they are told is kept is on the disk. Between batches the thread judges what the
events touched, and what fell due while nothing came; the changes go to the alert store by way of an outbox in the
ledger.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta
from time import perf_counter

import structlog
from msgspec import Struct

from alerts.reconcile import reconcile, state_of
from schemas import findings
from streams.adapters.sqlite import SqliteLedger
from streams.core.evaluate import evaluate
from streams.core.narrative import entries
from streams.pipeline import Setting, admit, reject
from streams.ports import Answer, Item, Observer, Sink

log = structlog.get_logger()

_MOST_WAITING = 64
_MOST_JUDGED = 200
_MOST_DELIVERED = 500
_AFTER_FAILURE = 1.0
_BEFORE_TRYING_AGAIN = timedelta(minutes=1)
_LONGEST_NAP = timedelta(seconds=1)


class BusyError(Exception):
    """More is waiting than can be kept soon: try again later; nothing of the batch was taken."""


class Batch(Struct):
    """Events that came in together, through which door, and whom to answer."""

    items: Sequence[Item]
    door: str
    future: Future[list[Answer]]


class EmbeddedMonitor:
    """Keeps events and judges timelines, on a thread of its own."""

    def __init__(
        self, ledger: SqliteLedger, setting: Setting, sink: Sink, observer: Observer, clock: Callable[[], datetime]
    ) -> None:
        """Bring the parts together; `start` sets it going."""
        self._ledger = ledger
        self._setting = setting
        self._sink = sink
        self._observer = observer
        self._clock = clock
        self._waiting: queue.Queue[Batch] = queue.Queue(_MOST_WAITING)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="monitor", daemon=True)
        self.backlog = ledger.backlog()
        self.keeping = True
        self.delivering = True

    def start(self) -> None:
        """Start, with what the last run left to do."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the batch in hand; what is left to do is done at the next start."""
        self._stopping.set()
        self._thread.join()

    @property
    def alive(self) -> bool:
        """Whether events can be kept."""
        return self._thread.is_alive() and self.keeping

    def submit(self, items: Sequence[Item], door: str) -> Future[list[Answer]]:
        """Hand in a batch; the answers come once it is on the disk. Raises BusyError when too much is waiting."""
        batch = Batch(items, door, Future())
        if not self._thread.is_alive():
            raise BusyError
        try:
            self._waiting.put(batch, timeout=5)
        except queue.Full:
            raise BusyError from None
        return batch.future

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                batches = self._take()
                if batches:
                    self.keep(batches)
                self.round()
                self.keeping = True
            except Exception:
                self.keeping = False
                log.exception("monitor cannot go on; trying again")
                self._stopping.wait(_AFTER_FAILURE)
        self._refuse_waiting()

    def _take(self) -> list[Batch]:
        """Wait for batches until something falls due, and take all that wait: they share one commit."""
        batches: list[Batch] = []
        try:
            batches.append(self._waiting.get(timeout=self._nap()))
            while True:
                batches.append(self._waiting.get_nowait())
        except queue.Empty:
            return batches

    def _nap(self) -> float:
        if self.backlog:
            return 0.0
        due = self._ledger.next_due()
        nap = _LONGEST_NAP if due is None else min(max(due - self._clock(), timedelta()), _LONGEST_NAP)
        return nap.total_seconds()

    def keep(self, batches: Sequence[Batch]) -> None:
        """Keep batches in one commit, and answer each. The thread's own step, for whoever drives without it."""
        try:
            with self._ledger.transaction():
                now = self._clock()
                answers = [
                    [self._admit(item, batch.door, number, now) for number, item in enumerate(batch.items, 1)]
                    for batch in batches
                ]
        except Exception as error:
            for batch in batches:
                batch.future.set_exception(error)
            raise
        self.backlog = self._ledger.backlog()
        for batch, given in zip(batches, answers, strict=True):
            batch.future.set_result(given)
            for item, answer in zip(batch.items, given, strict=True):
                self._observer.answered(item.decoded, answer)

    def _admit(self, item: Item, door: str, number: int, now: datetime) -> Answer:
        outcome, refused = admit(item.decoded, item.raw, door, number, self._ledger)
        written = [reject(one) for one in refused]
        for one in written:
            self._ledger.refuse(one, findings.encode(one), now)
        return (
            Answer(outcome, written[0].reason, written[0].detail, written[0].pointer)
            if outcome == "refused"
            else Answer(outcome)
        )

    def round(self) -> None:
        """Judge what has to be judged, and deliver what has changed."""
        now = self._clock()
        with self._ledger.transaction(durable=False):
            self._ledger.mark_due(now)
            for key in self._ledger.dirty(_MOST_JUDGED):
                try:
                    with self._ledger.step():
                        self._judge(key, now)
                except Exception:
                    log.exception("a timeline cannot be judged; it will be tried again")
                    self._observer.failed()
                    self._ledger.postpone(key, now + _BEFORE_TRYING_AGAIN)
        self.backlog = self._ledger.backlog()
        self._deliver()

    def _judge(self, key: str, now: datetime) -> None:
        view = self._ledger.as_of(now)
        timeline = view.timeline(key)
        started = perf_counter()
        evaluation = evaluate(timeline, self._setting.rules, self._setting.context(now))
        seconds = perf_counter() - started
        for rule, error in evaluation.failures:
            log.error("rule failed", rule=rule, error=type(error).__name__)
        known = self._ledger.known_alerts(key)
        standing = any(state_of(finding.status) != "withdrawn" for finding in evaluation.findings)
        told = entries(timeline) if known or standing else ()
        changes = list(reconcile(known, evaluation.findings, told, now))
        wakes = [at for at in (evaluation.next_due, view.next_admission(key)) if at is not None]
        before = self._ledger.settle(key, changes, min(wakes, default=None), evaluation.tally())
        self._observer.judged(evaluation, before, seconds)

    def _deliver(self) -> None:
        """Deliver the changes in the outbox; what cannot be delivered stays there for the next round."""
        number, changes = self._ledger.outbox(_MOST_DELIVERED)
        while changes:
            try:
                self._sink.apply(changes)
            except Exception as error:  # noqa: BLE001 - whatever the store raises, events must go on being kept
                log.error("alerts not delivered", error=type(error).__name__)  # noqa: TRY400 - no values in the log
                self.delivering = False
                return
            self._observer.changed(changes)
            with self._ledger.transaction(durable=False):
                self._ledger.delivered(number)
            number, changes = self._ledger.outbox(_MOST_DELIVERED)
        self.delivering = True

    def _refuse_waiting(self) -> None:
        while True:
            try:
                self._waiting.get_nowait().future.set_exception(BusyError())
            except queue.Empty:
                return
