"""The entry point: a made-up state's events in the order of arrival, and the answers that a replay has to give."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from streams.simulation.arrival import Batch, arrive
from streams.simulation.chances import stream
from streams.simulation.clocks import day_start, moment
from streams.simulation.custodies import bookings, custodies
from streams.simulation.dispatch import dispatch
from streams.simulation.drafts import Answer, Draft
from streams.simulation.plants import plant
from streams.simulation.probation import probation
from streams.simulation.reports import Register, autumn, filed, note, register
from streams.simulation.requests import requests
from streams.simulation.state import AgencyRow, State, read_registry, settle
from streams.simulation.upkeep import corrections, heartbeats, hires, staff

__all__ = ["AgencyRow", "Answer", "Simulation", "read_registry", "simulate"]

BOOKINGS_A_ROUND = 8000
"""Every kind of violation is planted once, and once more for each so many bookings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """A made-up state.

    `answers` are all the findings with status violation, undetermined or error as of `as_of`; no event is written down
    at that instant or later. `planted` are the events of the violations, `days`, `seed` and `rate` the arguments.
    """

    answers: tuple[Answer, ...]
    as_of: datetime
    state: State
    planted: tuple[Draft, ...]
    days: int
    seed: int
    rate: float

    def lines(self) -> Iterator[bytes]:
        """Give the events as lines of NDJSON without their ends, in the order of arrival: the same at every call."""
        return arrive(self._batches(), stream(self.seed, "arrival"), day_start(self.days))

    def _batches(self) -> Iterator[Batch]:
        counted = register(self.planted)
        yield Batch(drafts=chain(staff(self.state, self.days), self.planted), before=day_start(0))
        for number in range(self.days):
            yield Batch(drafts=self._day(number, counted), before=day_start(number + 1))

    def _day(self, number: int, counted: Register) -> Iterator[Draft]:
        state, seed, rate, start = self.state, self.seed, self.rate, day_start(number)
        for draft in requests(state, seed, number, start, rate):
            note(counted, draft)
            yield draft
        yield from custodies(state, seed, number, start, rate)
        yield from dispatch(state, seed, number, start, rate)
        yield from probation(state, seed, number, start, rate)
        yield from corrections(state, seed, number, start, rate)
        yield from hires(state, seed, number, start)
        yield from heartbeats(state, seed, number, start, rate)
        yield from filed(counted, state, seed, start)


def simulate(*, agencies: int, days: int, seed: int, rate: float = 1.0, registry: Sequence[AgencyRow]) -> Simulation:
    """Make up a state of so many agencies for so many days; the same arguments give the same bytes, on every machine.

    Raises ValueError, naming the argument, where there would be nothing to simulate.
    """
    for name, value in (("agencies", agencies), ("days", days), ("rate", rate), ("registry", len(registry))):
        if value <= 0:
            raise ValueError(f"{name} [{value}] must be more than 0")
    state = settle(registry, agencies, seed)
    booked = days * sum(bookings(state, agency, rate) for agency in state.agencies)
    rounds = 1 + int(booked / BOOKINGS_A_ROUND)
    plan, past = plant(state, seed, days, rounds), autumn(state, seed, rounds)
    return Simulation(
        answers=tuple(sorted(plan.answers + past.answers, key=lambda answer: answer.fingerprint)),
        as_of=moment(day_start(days)),
        state=state,
        planted=plan.drafts + past.drafts,
        days=days,
        seed=seed,
        rate=rate,
    )
