"""An event before it is sent, the scene in which a story's events take place, and their encoding."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

import orjson

from streams.simulation.chances import HOUR, MINUTE, between, opaque
from streams.simulation.clocks import local_stamp, zulu_stamp
from streams.simulation.state import Agency, Officer

Data = Mapping[str, object]
PROMPT = 20 * MINUTE
"""The longest that a story's event waits to be written down; what depends on it happens later than that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A finding that a replay has to give: its status is violation, undetermined or error."""

    rule: str
    status: str
    subject: str
    matter: str

    @property
    def fingerprint(self) -> str:
        """The finding's identity."""
        return f"{self.rule}/{self.subject}/{self.matter}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event: `name` without `custodes.` and `.v1`, `time` and `recorded` as instants."""

    id: str
    agency: Agency
    system: str
    name: str
    time: int
    recorded: int
    subject: str
    data: Data
    replaces: str | None = None

    @property
    def source(self) -> str:
        """The URN of the sending system."""
        return f"urn:custodes:{self.agency.code}:{self.system}"


def stamp(agency: Agency, instant: int) -> str:
    """Write an instant the way that the agency's systems do."""
    return zulu_stamp(instant) if agency.zulu else local_stamp(instant)


def encode(draft: Draft) -> bytes:
    """Write an event as one line of NDJSON, without the line's end."""
    envelope: dict[str, object] = {
        "specversion": "1.0",
        "id": draft.id,
        "source": draft.source,
        "type": f"custodes.{draft.name}.v1",
        "datacontenttype": "application/json",
        "time": stamp(draft.agency, draft.time),
        "recordedtime": stamp(draft.agency, draft.recorded),
        "subject": draft.subject,
        "agency": draft.agency.code,
        "data": draft.data,
    }
    if draft.replaces is not None:
        envelope["replaces"] = draft.replaces
    # A copy: orjson's own bytes hold on to the 4 KiB that they were written in, and lines wait by the ten thousand.
    return bytes(memoryview(orjson.dumps(envelope)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where a story takes place: an agency, an officer who acts, a person, and the midnight of the day it turns on."""

    rng: Random
    agency: Agency
    officer: Officer
    person: str
    day: int
    system: str = "jms"

    def key(self, prefix: str) -> str:
        """Make a new opaque id."""
        return opaque(self.rng, prefix)

    def hour(self, hours: float) -> int:
        """Give the instant so many hours after the day's midnight (before it when negative)."""
        return self.day + int(hours * HOUR)

    def event(
        self, name: str, time: int, data: Data, *, recorded: int | None = None, subject: str = "", system: str = ""
    ) -> Draft:
        """Make an event about the scene's person, written down within minutes unless said otherwise."""
        return Draft(
            id=opaque(self.rng, "e"),
            agency=self.agency,
            system=system or self.system,
            name=name,
            time=time,
            recorded=time + between(self.rng, MINUTE, PROMPT) if recorded is None else recorded,
            subject=subject or self.person,
            data=data,
        )


def scene(rng: Random, agency: Agency, officer: Officer, day: int) -> Scene:
    """Set a scene for a person who is new to the state's files."""
    return Scene(rng=rng, agency=agency, officer=officer, person=f"person/{opaque(rng, 'p')}", day=day)
