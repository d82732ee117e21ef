"""Adult probation: supervision, and the appointments that people keep."""

from collections.abc import Iterator
from random import Random

from streams.simulation.chances import DAY, HOUR, MINUTE, between, chance, opaque, stream, tally
from streams.simulation.custodies import LEAST_COVERAGE, written
from streams.simulation.drafts import Data, Draft, stamp
from streams.simulation.proportions import SUPERVISIONS_A_DAY
from streams.simulation.state import Agency, State

APPOINTMENT_EVERY = 14
APPOINTMENTS = 6
SHORT_SUPERVISION = 0.1


def probation(state: State, seed: int, number: int, start: int, rate: float) -> Iterator[Draft]:
    """Give the supervisions that begin on a day, with the appointments that follow."""
    agency = state.probation
    if agency is None:
        return
    rng = stream(seed, "probation", number)
    for _ in range(tally(rng, SUPERVISIONS_A_DAY * rate * max(state.coverage, LEAST_COVERAGE))):
        yield from _supervised(rng, agency, start + between(rng, 9 * HOUR, 16 * HOUR))


def _draft(rng: Random, agency: Agency, name: str, at: int, about: tuple[str, Data]) -> Draft:
    subject, data = about
    return Draft(
        id=opaque(rng, "e"),
        agency=agency,
        system="probation",
        name=name,
        time=at,
        recorded=written(rng, at),
        subject=subject,
        data=data,
    )


def _supervised(rng: Random, agency: Agency, at: int) -> Iterator[Draft]:
    person, supervision = f"person/{opaque(rng, 'p')}", opaque(rng, "s")
    data: Data = {"supervision_id": supervision, "kind": "probation"}
    yield _draft(rng, agency, "supervision.started", at, (person, data))
    for turn in range(APPOINTMENTS):
        set_at = at + turn * APPOINTMENT_EVERY * DAY + between(rng, 5, 50) * MINUTE
        data = {
            "appointment_id": opaque(rng, "a"),
            "supervision_id": supervision,
            "at": stamp(agency, set_at + between(rng, 7, APPOINTMENT_EVERY) * DAY),
        }
        yield _draft(rng, agency, "appointment.set", set_at, (person, data))
    if chance(rng, SHORT_SUPERVISION):
        data = {"supervision_id": supervision, "kind": "probation"}
        yield _draft(rng, agency, "supervision.ended", at + between(rng, 85, 120) * DAY, (person, data))
