"""The towns' half-year reports: the register they are counted from, those filed in order, and the planted faults.

The simulated days begin on 19 January 2026. The second half of 2025 is told in a few acts of that autumn, so that
reports on it are overdue from the first day on. Reports on later half-years are filed in order, ten days after them.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from random import Random
from typing import assert_never

from streams.simulation import papers
from streams.simulation.chances import HOUR, between, one_of, opaque, stream
from streams.simulation.clocks import day_of, day_start, half_year, half_year_before
from streams.simulation.drafts import Answer, Draft, scene
from streams.simulation.plants import Plan
from streams.simulation.plants_custody import Told
from streams.simulation.state import Agency, State

AUTUMN = (-75, -25)
"""Days before the first simulated one: from November to Christmas 2025."""
IN_TIME, TOO_LATE = (-11, -5), (-3, -3)
"""Days before the first simulated one: 8 to 14 January is in time, the 16th is not."""
REPORT_MONTHS = (1, 7)
REPORT_DAY = 10
MOST_IN_ORDER = 12
FEDERAL = ("ice", "cbp", "other_dhs")
TOLD = frozenset(
    ("release_date", "custody_status", "home_address", "work_address", "probation_appointment", "probation_compliance")
)

Register = dict[tuple[str, str], list[str]]
"""The persons of each instance of ICE access by a town's police in a half-year."""


class Fault(StrEnum):
    """What is wrong with a town's report."""

    LATE_AND_MISCOUNTED = "late-and-miscounted"
    NEVER_FILED = "never-filed"
    MISCOUNTED = "miscounted"
    LATE = "late"
    PERSONAL_DATA = "personal-data"


def register(drafts: Iterable[Draft]) -> Register:
    """Count the access that events give."""
    counted: Register = {}
    for draft in drafts:
        note(counted, draft)
    return counted


def note(counted: Register, draft: Draft) -> None:
    """Count an event if it is an instance of ICE access by a town's police."""
    if draft.agency.municipality and draft.agency.kind == "municipal_police" and _is_access(draft):
        period = half_year(day_of(draft.time))
        counted.setdefault((draft.agency.municipality, period), []).append(draft.subject)


def filed(counted: Register, state: State, seed: int, start: int) -> Iterator[Draft]:
    """Give the reports that towns file on a day: on 10 January and 10 July, each on the half-year before."""
    today = day_of(start)
    if today.month not in REPORT_MONTHS or today.day != REPORT_DAY:
        return
    period, rng = half_year_before(today), stream(seed, "reports", today)
    for town in state.towns:
        persons = counted.get((town.municipality, period))
        if persons:
            yield _report(rng, town, start + between(rng, 9, 16) * HOUR, persons, period)


def autumn(state: State, seed: int, rounds: int) -> Plan:
    """Tell the autumn of 2025 and its reports, some of them faulty."""
    rng = stream(seed, "autumn")
    towns = list(state.towns)
    faulty = min(max(len(towns) // 3, 1), len(Fault) * rounds)
    chosen = [towns.pop(between(rng, 0, len(towns) - 1)) for _ in range(min(faulty, len(towns)))]
    faults = tuple(Fault)
    told = [item for turn, town in enumerate(chosen) for item in _town(rng, town, faults[turn % len(faults)])]
    told += [item for town in towns[:MOST_IN_ORDER] for item in _town(rng, town, None)]
    return Plan(
        drafts=tuple(item for item in told if isinstance(item, Draft)),
        answers=tuple(item for item in told if isinstance(item, Answer)),
    )


def _town(rng: Random, town: Agency, fault: Fault | None) -> Told:
    acts = [draft for _ in range(between(rng, 1, 3)) for draft in _access(rng, town)]
    yield from acts
    period = half_year(day_of(day_start(AUTUMN[0])))
    persons = register(acts)[(town.municipality, period)]
    day = day_start(between(rng, *(TOO_LATE if fault in {Fault.LATE, Fault.LATE_AND_MISCOUNTED} else IN_TIME)))
    if fault is not Fault.NEVER_FILED:
        yield _report(rng, town, day + between(rng, 9, 16) * HOUR, persons, period, fault)
    for rule in _broken(fault):
        subject = f"municipality/{town.municipality}"
        yield Answer(rule=rule, status="violation", subject=subject, matter=f"{town.municipality}/{period}")


def _broken(fault: Fault | None) -> tuple[str, ...]:
    match fault:
        case None:
            return ()
        case Fault.LATE_AND_MISCOUNTED:
            return ("e3-half-year-report", "e3-report-content")
        case Fault.NEVER_FILED | Fault.LATE:
            return ("e3-half-year-report",)
        case Fault.MISCOUNTED | Fault.PERSONAL_DATA:
            return ("e3-report-content",)
        case _:
            assert_never(fault)


def _access(rng: Random, town: Agency) -> Iterator[Draft]:
    day = day_start(between(rng, *AUTUMN))
    place = scene(rng, town, one_of(rng, town.desk), day)
    custody = place.key("c")
    yield papers.booked(place, place.hour(-14), custody)
    yield papers.disclosed(place, place.hour(11), place.key("d"), ("home_address",))
    yield papers.eligible(place, place.hour(12), custody)
    yield papers.released(place, place.hour(13), custody)


def _report(rng: Random, town: Agency, at: int, persons: list[str], period: str, fault: Fault | None = None) -> Draft:
    miscounted = fault in {Fault.MISCOUNTED, Fault.LATE_AND_MISCOUNTED}
    data = {
        "period": period,
        "individuals": len(set(persons)),
        "instances": len(persons) - (1 if miscounted else 0),
        "contains_pii": fault is Fault.PERSONAL_DATA,
    }
    return Draft(
        id=opaque(rng, "e"),
        agency=town,
        system="records",
        name="report.filed",
        time=at,
        recorded=at + between(rng, 1, 10) * 60,
        subject=f"municipality/{town.municipality}",
        data=data,
    )


def _is_access(draft: Draft) -> bool:
    data = draft.data
    federal = data.get("authority") in FEDERAL
    match draft.name:
        case "custody.started" | "custody.held":
            return "civil_detainer" in _listed(data.get("bases"))
        case "custody.ended":
            return data.get("transferred_to") in FEDERAL
        case "disclosure.made":
            return federal and not TOLD.isdisjoint(_listed(data.get("contents")))
        case "interview.started":
            return federal
        case "assistance.given":
            return federal and data.get("activity") == "facility_use"
        case _:
            return False


def _listed(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()
