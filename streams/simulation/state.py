"""The agencies and officers of the made-up state."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from streams.simulation.chances import DAY, between, one_of, opaque, stream
from streams.simulation.clocks import day_start

THOUSANDS = (  # inhabitants after the 2020 census, in thousands, rounded
    ("Bridgeport", 149), ("Stamford", 135), ("New Haven", 134), ("Hartford", 121), ("Waterbury", 114),
    ("Norwalk", 91), ("Danbury", 87), ("New Britain", 74), ("West Hartford", 64), ("Greenwich", 63),
    ("Fairfield", 62), ("Hamden", 61), ("Bristol", 61), ("Meriden", 61), ("Manchester", 60), ("West Haven", 56),
    ("Stratford", 52), ("Milford", 51), ("East Hartford", 51), ("Middletown", 48), ("Wallingford", 44),
    ("Southington", 44), ("Enfield", 42), ("Shelton", 41), ("Norwich", 40), ("Trumbull", 37), ("Torrington", 36),
    ("Glastonbury", 35), ("Naugatuck", 32), ("Newington", 31), ("Vernon", 30), ("East Haven", 28),
    ("New London", 27), ("Windham", 24),
)  # fmt: skip
SMALL_TOWN = 12
STATE_POLICE = 450  # the towns without a police department of their own, about
OTHER_AGENCY = 3

ROLES = {
    "municipal_police": "municipal_police",
    "state_police": "state_police",
    "correction": "correction",
    "school_police": "school_police",
    "criminal_justice": "criminal_justice_staff",
    "pardons_parole": "pardons_parole_staff",
}
PROBATION = "CTJUD0000"
FIRST = ("CTDOC0000", "CT0001500", PROBATION, "CTCSP0000", "CTJMR0000")
"""The agencies that even a small simulation has, in this order; the towns follow by size, the rest last."""

TRAINED_FROM, TRAINED_TO = -500, -110
"""Days before the first simulated day in which everyone was first trained; once a year after that."""
TRAINING_YEAR = 365
HIRED_BEFORE = 4000
STATION_SHARE = 8
DESK_SHARE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRow:
    """One agency of the registry; `municipality` is empty for a statewide one."""

    agency: str
    kind: str
    municipality: str
    name: str


def read_registry(lines: Iterable[str]) -> tuple[AgencyRow, ...]:
    """Read the registry's CSV lines, header first; columns that the simulation does not need are passed over."""
    return tuple(
        AgencyRow(agency=row["agency"], kind=row["kind"], municipality=row["municipality"], name=row["name"])
        for row in csv.DictReader(lines)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A member of staff; `trained` is the first instant of the first training, None for one who never was."""

    id: str
    role: str
    appointed: int
    trained: int | None

    @property
    def actor(self) -> dict[str, str]:
        """The officer as the `actor` of an event."""
        return {"id": self.id, "role": self.role}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency: `thousands` is its weight, `desk` answers immigration requests, `patrol` does everything else."""

    code: str
    kind: str
    municipality: str
    role: str
    thousands: int
    zulu: bool
    desk: tuple[Officer, ...]
    patrol: tuple[Officer, ...]

    @property
    def books(self) -> bool:
        """Whether people are booked into a lock-up of its own."""
        return self.kind in {"municipal_police", "state_police"}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The agencies that take part, and the share of the whole state's inhabitants that they police."""

    agencies: tuple[Agency, ...]
    coverage: float

    @property
    def correction(self) -> Agency:
        """The Department of Correction, or the first agency where the registry has none."""
        return next((agency for agency in self.agencies if agency.kind == "correction"), self.agencies[0])

    @property
    def probation(self) -> Agency | None:
        """Adult probation, if it takes part."""
        return next((agency for agency in self.agencies if agency.code == PROBATION), None)

    @property
    def towns(self) -> tuple[Agency, ...]:
        """The municipal police departments that take part, largest first."""
        return tuple(agency for agency in self.agencies if agency.kind == "municipal_police")


def settle(registry: Sequence[AgencyRow], count: int, seed: int) -> State:
    """Choose the agencies and give each its officers."""
    chosen = sorted(registry, key=_rank)[:count]
    policed = sum(_thousands(row) for row in registry if _polices(row))
    agencies = tuple(_agency(row, stream(seed, "officers", row.agency)) for row in chosen)
    return State(agencies=agencies, coverage=sum(_thousands(row) for row in chosen if _polices(row)) / max(policed, 1))


def officer(rng: Random, role: str, *, appointed: int, trained: int | None) -> Officer:
    """Make an officer with a new id."""
    return Officer(id=opaque(rng, "o"), role=role, appointed=appointed, trained=trained)


def _agency(row: AgencyRow, rng: Random) -> Agency:
    thousands, role = _thousands(row), _role(row)
    return Agency(
        code=row.agency,
        kind=row.kind,
        municipality=row.municipality,
        role=role,
        thousands=thousands,
        zulu=row.kind in {"state_police", "judicial_branch"},
        desk=tuple(_settled_officer(rng, role) for _ in range(2 + thousands // DESK_SHARE)),
        patrol=tuple(_settled_officer(rng, role) for _ in range(3 + thousands // STATION_SHARE)),
    )


def _settled_officer(rng: Random, role: str) -> Officer:
    trained = day_start(between(rng, TRAINED_FROM, TRAINED_TO)) + one_of(rng, (9, 10, 13, 14)) * DAY // 24
    return officer(rng, role, appointed=trained - between(rng, 5, HIRED_BEFORE) * DAY, trained=trained)


def _rank(row: AgencyRow) -> tuple[int, int, str]:
    if row.agency in FIRST:
        return (0, FIRST.index(row.agency), row.agency)
    return (1 if _polices(row) else 2, -_thousands(row), row.agency)


def _role(row: AgencyRow) -> str:
    if row.kind == "judicial_branch":
        return "adult_probation_officer" if row.agency == PROBATION else "judicial_marshal"
    return ROLES.get(row.kind, "other")


def _polices(row: AgencyRow) -> bool:
    return row.kind in {"municipal_police", "state_police"}


def _thousands(row: AgencyRow) -> int:
    match row.kind:
        case "municipal_police":
            return dict(THOUSANDS).get(row.municipality, SMALL_TOWN)
        case "state_police":
            return STATE_POLICE
        case "correction":
            return STATE_POLICE
        case _:
            return OTHER_AGENCY
