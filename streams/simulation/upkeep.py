"""What keeps the files in order: officers and their training, corrections of slips, and the feeds' heartbeats."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from streams.simulation.chances import DAY, HOUR, MINUTE, between, one_of, opaque, stream, tally
from streams.simulation.clocks import day_start
from streams.simulation.custodies import demographics, facility
from streams.simulation.drafts import Data, Draft
from streams.simulation.state import TRAINING_YEAR, Agency, Officer, State, officer

SLIPS_A_DAY = 0.02
"""Slips a day for each thousand inhabitants: a guess."""
HIRES_A_DAY = 0.001
FEW = 0.2
LARGE, MIDDLING = 100, 40


def staff(state: State, days: int) -> Iterator[Draft]:
    """Give every officer's appointment, and the training that comes once a year, to the last simulated day."""
    end = day_start(days)
    for agency in state.agencies:
        for member in (*agency.desk, *agency.patrol):
            rng = stream(0, member.id)
            yield _personnel(rng, agency, member, "officer.appointed", member.appointed)
            for at in range(member.trained or end, end, TRAINING_YEAR * DAY):
                yield _personnel(rng, agency, member, "training.completed", at)


def hires(state: State, seed: int, number: int, start: int) -> Iterator[Draft]:
    """Give a day's new officers, each trained within weeks; they do not act in immigration matters."""
    rng = stream(seed, "hires", number)
    for agency in state.agencies:
        for _ in range(tally(rng, HIRES_A_DAY * agency.thousands)):
            at = start + 9 * HOUR
            trained = at + between(rng, 10, 70) * DAY
            new = officer(rng, agency.role, appointed=at, trained=trained)
            yield _personnel(rng, agency, new, "officer.appointed", at)
            yield _personnel(rng, agency, new, "training.completed", trained)


def corrections(state: State, seed: int, number: int, start: int, rate: float) -> Iterator[Draft]:
    """Give a day's slips and their corrections: nothing in them is about a federal authority."""
    rng = stream(seed, "corrections", number)
    for agency in state.agencies:
        for _ in range(tally(rng, SLIPS_A_DAY * agency.thousands * rate)):
            slip = one_of(rng, (_facility_corrected, _booking_voided, _call_voided))
            yield from slip(rng, agency, start + between(rng, 0, DAY - 1))


def heartbeats(state: State, seed: int, number: int, start: int, rate: float) -> Iterator[Draft]:
    """Give a day's heartbeats of every system: hourly from the large ones, less often where little is sent."""
    rng = stream(seed, "heartbeats", number)
    for agency in state.agencies:
        every = _interval(agency, rate)
        for system in _systems(agency):
            for turn in range(24 // every):
                at = start + turn * every * HOUR + between(rng, 0, HOUR // 2)
                yield _draft(rng, agency, system, "feed.heartbeat", at, (f"agency/{agency.code}", {}))


def _interval(agency: Agency, rate: float) -> int:
    if rate < FEW:
        return 12
    if agency.thousands >= LARGE:
        return 1
    return 3 if agency.thousands >= MIDDLING else 6


def _systems(agency: Agency) -> tuple[str, ...]:
    if agency.books:
        return ("jms", "cad")
    return ("probation",) if agency.kind == "judicial_branch" else ("jms",)


def _draft(rng: Random, agency: Agency, system: str, name: str, at: int, about: tuple[str, Data]) -> Draft:
    subject, data = about
    return Draft(
        id=opaque(rng, "e"),
        agency=agency,
        system=system,
        name=name,
        time=at,
        recorded=at + between(rng, 0, 5 * MINUTE),
        subject=subject,
        data=data,
    )


def _personnel(rng: Random, agency: Agency, member: Officer, name: str, at: int) -> Draft:
    data: Data = {"role": member.role} if name == "officer.appointed" else {"course": "trust-act"}
    return _draft(rng, agency, "hr", name, at, (f"officer/{member.id}", data))


def _booking(rng: Random, agency: Agency, at: int) -> Draft:
    data = {
        "custody_id": opaque(rng, "c"),
        "facility": facility(rng, agency),
        "bases": ("criminal_charge",),
        "actor": one_of(rng, agency.patrol).actor,
        "demographics": demographics(rng),
    }
    return _draft(rng, agency, "jms", "custody.started", at, (f"person/{opaque(rng, 'p')}", data))


def _facility_corrected(rng: Random, agency: Agency, at: int) -> Iterator[Draft]:
    wrong = _booking(rng, agency, at)
    yield wrong
    data = {**wrong.data, "facility": "COURTHOUSE LOCK-UP"}
    recorded = wrong.recorded + between(rng, HOUR, 2 * DAY)
    right = replace(wrong, id=opaque(rng, "e"), recorded=recorded, data=data, replaces=wrong.id)
    yield right
    ended = {"custody_id": data["custody_id"], "disposition": "released"}
    yield _draft(rng, agency, "jms", "custody.ended", at + between(rng, 3, 60) * HOUR, (wrong.subject, ended))


def _booking_voided(rng: Random, agency: Agency, at: int) -> Iterator[Draft]:
    wrong = _booking(rng, agency, at)
    yield wrong
    yield _void(rng, wrong, "entered for the wrong person", wrong.subject)


def _call_voided(rng: Random, agency: Agency, at: int) -> Iterator[Draft]:
    data = {"call_id": opaque(rng, "k"), "requester": "public", "nature": "other"}
    wrong = _draft(rng, agency, "cad", "call.received", at, (f"agency/{agency.code}", data))
    yield wrong
    yield _void(rng, wrong, "test call", f"agency/{agency.code}")


def _void(rng: Random, wrong: Draft, reason: str, subject: str) -> Draft:
    data = {"target": wrong.id, "reason": reason}
    at = wrong.recorded + between(rng, 2 * MINUTE, 6 * HOUR)
    return _draft(rng, wrong.agency, wrong.system, "record.voided", at, (subject, data))
