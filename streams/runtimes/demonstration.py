"""The demonstration: a made-up state's events stream into the embedded monitor, under a clock that keeps pace."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import islice
from time import monotonic, sleep

import structlog

from schemas import codec
from streams.ports import Item
from streams.runtimes.embedded import BusyError, EmbeddedMonitor
from streams.simulation.simulate import Simulation

log = structlog.get_logger()

_A_BATCH = 250


class PacedClock:
    """Shows the latest `recordedtime` that has streamed in; once all has, it goes on as clocks do."""

    def __init__(self, ticks: Callable[[], float] = monotonic) -> None:
        """Begin before any event."""
        self._ticks = ticks
        self._shown = datetime(2019, 10, 1, tzinfo=UTC)
        self._running_since: float | None = None

    def __call__(self) -> datetime:
        """Tell the time."""
        if self._running_since is None:
            return self._shown
        return self._shown + timedelta(seconds=self._ticks() - self._running_since)

    def reach(self, moment: datetime) -> None:
        """Go on to an instant; never back."""
        self._shown = max(self._shown, moment)

    def run(self) -> None:
        """Go on by itself from now on."""
        self._running_since = self._ticks()


def stream(
    made: Simulation, monitor: EmbeddedMonitor, clock: PacedClock, *, pause: float, stopping: threading.Event
) -> None:
    """Send all events of a made-up state to the monitor, batch after batch, with a pause between them in seconds."""
    lines = made.lines()
    while not stopping.is_set() and (batch := list(islice(lines, _A_BATCH))):
        items = [Item(raw, codec.decode(raw)) for raw in batch]
        clock.reach(max(one.decoded.event.recorded_at for one in items if isinstance(one.decoded, codec.Accepted)))
        try:
            monitor.submit(items, "demonstration").result()
        except BusyError:
            log.warning("demonstration stopped: the monitor takes no more")
            return
        sleep(pause)
    clock.reach(made.as_of)
    clock.run()
    log.info("demonstration has streamed in", findings_planted=len(made.answers))
