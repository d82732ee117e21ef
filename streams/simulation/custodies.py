"""Bookings without any immigration request: lock-ups of the police, and the Department of Correction."""

from collections.abc import Iterator
from random import Random

from streams.simulation.chances import (
    DAY,
    HOUR,
    MINUTE,
    between,
    chance,
    one_of,
    opaque,
    stream,
    tally,
    weighted,
)
from streams.simulation.clocks import day_of
from streams.simulation.drafts import Data, Draft
from streams.simulation.proportions import (
    ADMISSIONS_A_DAY,
    AGE_BANDS,
    BOOKINGS_A_DAY,
    CHARGES,
    FACILITIES,
    HOURS_OF_CALLS,
    RACES,
    REQUEST_SHARE,
    SEXES,
)
from streams.simulation.state import Agency, State

LATENESS = weighted(  # (least, most) seconds until an event is written down; a guess
    ((30, 10 * MINUTE), 86),
    ((10 * MINUTE, 2 * HOUR), 10),
    ((2 * HOUR, 12 * HOUR), 3),
    ((DAY, 4 * DAY), 1),
)
STAYS = weighted(((8, 36), 30), ((36, 240), 45), ((240, 1100), 25))  # hours in the Department's custody, a guess
BASES = weighted(
    (("criminal_charge",), 74),
    (("criminal_charge", "probation_violation"), 12),
    (("court_order",), 6),
    (("sentence",), 5),
    (("other_state_hold", "criminal_charge"), 3),
)
TO_COURT = 0.25
RECORD_OF_CONVICTION = 0.35
LEAST_COVERAGE = 0.25


def demographics(rng: Random) -> Data:
    """Draw a person's demographics in the proportions of the roster."""
    race, ethnicity = RACES.pick(rng)
    return {"race": race, "ethnicity": ethnicity, "sex": SEXES.pick(rng), "age_band": AGE_BANDS.pick(rng)}


def facility(rng: Random, agency: Agency) -> str:
    """Name the place of a custody: a facility of the Department's, or the agency's own lock-up."""
    if agency.kind == "correction":
        return FACILITIES.pick(rng)
    return f"{agency.municipality or agency.kind} lock-up".replace("_", " ").upper()


def written(rng: Random, time: int) -> int:
    """Give the instant at which something is written down: within minutes, sometimes hours, seldom days."""
    return time + between(rng, *LATENESS.pick(rng))


def bookings(state: State, agency: Agency, rate: float) -> float:
    """Give the mean number of people whom an agency books in a day."""
    if agency.kind == "correction":
        return ADMISSIONS_A_DAY * rate * max(state.coverage, LEAST_COVERAGE)
    return BOOKINGS_A_DAY * agency.thousands * rate if agency.books else 0.0


def custodies(state: State, seed: int, number: int, start: int, rate: float) -> Iterator[Draft]:
    """Give the custodies that begin on a day, each to its end; those with a request are told elsewhere."""
    rng = stream(seed, "custodies", number)
    for agency in state.agencies:
        for _ in range(tally(rng, bookings(state, agency, rate) * (1 - REQUEST_SHARE))):
            at = start + HOURS_OF_CALLS.pick(rng) * HOUR + between(rng, 0, HOUR - 1)
            person = f"person/{opaque(rng, 'p')}"
            if agency.kind == "correction":
                yield from _imprisoned(rng, agency, person, at)
            else:
                yield from _locked_up(rng, agency, person, at, state.correction)


def _draft(rng: Random, agency: Agency, name: str, at: int, person: str, data: Data) -> Draft:
    return Draft(
        id=opaque(rng, "e"),
        agency=agency,
        system="jms",
        name=name,
        time=at,
        recorded=written(rng, at),
        subject=person,
        data=data,
    )


def _started(rng: Random, agency: Agency, person: str, at: int, custody: str) -> Draft:
    data = {
        "custody_id": custody,
        "facility": facility(rng, agency),
        "bases": BASES.pick(rng) if agency.kind == "correction" else ("criminal_charge",),
        "actor": one_of(rng, agency.patrol).actor,
        "demographics": demographics(rng),
    }
    return _draft(rng, agency, "custody.started", at, person, data)


def _locked_up(rng: Random, agency: Agency, person: str, at: int, prison: Agency) -> Iterator[Draft]:
    custody = opaque(rng, "c")
    yield _started(rng, agency, person, at, custody)
    for _ in range(between(rng, 1, 3)):
        statute, grade = CHARGES.pick(rng)
        data = {"statute": statute, "class": grade, "custody_id": custody}
        yield _draft(rng, agency, "charge.filed", at + between(rng, HOUR // 4, 2 * HOUR), person, data)
    if prison.kind == "correction" and chance(rng, TO_COURT):
        gone = at + between(rng, 6, 18) * HOUR
        data = {"custody_id": custody, "disposition": "transferred", "transferred_to": "other_agency"}
        yield _draft(rng, agency, "custody.ended", gone, person, data)
        yield from _imprisoned(rng, prison, person, gone + between(rng, 2, 8) * HOUR)
    else:
        reason = one_of(rng, ("promise_to_appear", "promise_to_appear", "bond_posted"))
        yield from _let_go(rng, agency, person, at + between(rng, 2 * HOUR, 9 * HOUR), (custody, reason))


def _imprisoned(rng: Random, agency: Agency, person: str, at: int) -> Iterator[Draft]:
    custody = opaque(rng, "c")
    yield _started(rng, agency, person, at, custody)
    if chance(rng, RECORD_OF_CONVICTION):
        yield _conviction(rng, agency, person, at)
    reason = one_of(rng, ("bond_posted", "bond_posted", "court_ordered", "charges_dismissed", "sentence_complete"))
    yield from _let_go(rng, agency, person, at + between(rng, *STAYS.pick(rng)) * HOUR, (custody, reason))


def _conviction(rng: Random, agency: Agency, person: str, at: int) -> Draft:
    statute, grade = CHARGES.pick(rng)
    then = at - between(rng, 200, 6000) * DAY
    data = {
        "conviction_id": opaque(rng, "v"),
        "jurisdiction": "CT",
        "statute": statute,
        "class": grade,
        "convicted_at": day_of(then).isoformat(),
        "finding": "judgment",
    }
    draft = _draft(rng, agency, "conviction.recorded", then, person, data)
    return Draft(
        id=draft.id,
        agency=agency,
        system="jms",
        name=draft.name,
        time=then,
        recorded=at + between(rng, MINUTE, 6 * HOUR),
        subject=person,
        data=data,
    )


def _let_go(rng: Random, agency: Agency, person: str, at: int, why: tuple[str, str]) -> Iterator[Draft]:
    custody, reason = why
    data: Data = {"custody_id": custody, "reason": reason}
    yield _draft(rng, agency, "custody.release_eligible", at, person, data)
    data = {"custody_id": custody, "disposition": "released", "actor": one_of(rng, agency.patrol).actor}
    yield _draft(rng, agency, "custody.ended", at + between(rng, 10 * MINUTE, 5 * HOUR), person, data)
