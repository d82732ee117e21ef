"""Calls to the police, and the units sent to them: the bulk of a day's events."""

from collections.abc import Iterator
from random import Random

from streams.simulation.chances import HOUR, MINUTE, between, chance, one_of, opaque, stream, tally, weighted
from streams.simulation.drafts import Data, Draft
from streams.simulation.proportions import CALL_NATURES, CALLS_A_DAY, HOURS_OF_CALLS
from streams.simulation.state import Agency, State

UNITS = weighted((0, 6), (1, 68), (2, 20), (3, 6))
LATENESS = weighted(((0, 20), 90), ((20, 5 * MINUTE), 8), ((HOUR, 8 * HOUR), 2))
FROM_AGENCIES = 0.03
FROM_FEDERAL = 0.002
LAWFUL = ("criminal", "life_safety", "traffic")
"""What a federal immigration authority may call the police for without any question."""


def dispatch(state: State, seed: int, number: int, start: int, rate: float) -> Iterator[Draft]:
    """Give a day's calls, each with its units until they are free again."""
    rng = stream(seed, "dispatch", number)
    for agency in state.agencies:
        if agency.books:
            for _ in range(tally(rng, CALLS_A_DAY * agency.thousands * rate)):
                yield from _call(rng, agency, start + HOURS_OF_CALLS.pick(rng) * HOUR + between(rng, 0, HOUR - 1))


def _draft(rng: Random, agency: Agency, name: str, at: int, data: Data) -> Draft:
    return Draft(
        id=opaque(rng, "e"),
        agency=agency,
        system="cad",
        name=name,
        time=at,
        recorded=at + between(rng, *LATENESS.pick(rng)),
        subject=f"agency/{agency.code}",
        data=data,
    )


def _call(rng: Random, agency: Agency, at: int) -> Iterator[Draft]:
    call = opaque(rng, "k")
    nature, code = CALL_NATURES.pick(rng)
    requester = "other_agency" if chance(rng, FROM_AGENCIES) else "public"
    if chance(rng, FROM_FEDERAL):
        requester, nature = one_of(rng, ("ice", "cbp", "fbi", "us_marshals")), one_of(rng, LAWFUL)
    data = {"call_id": call, "requester": requester, "nature": nature, "code": code}
    yield _draft(rng, agency, "call.received", at, data)
    for _ in range(UNITS.pick(rng)):
        yield from _unit(rng, agency, call, at + between(rng, 20, 9 * MINUTE))


def _unit(rng: Random, agency: Agency, call: str, at: int) -> Iterator[Draft]:
    unit = f"{between(rng, 1, 40)}{one_of(rng, 'ABCD')}"
    data: Data = {"call_id": call, "unit": unit, "actor": one_of(rng, agency.patrol).actor}
    yield _draft(rng, agency, "unit.assigned", at, data)
    minutes = between(rng, 4, 95)
    data = {"call_id": call, "unit": unit, "minutes": minutes}
    yield _draft(rng, agency, "unit.cleared", at + minutes * MINUTE, data)
