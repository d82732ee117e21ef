"""What the pipeline asks of the outside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, Protocol

from schemas.codec import Accepted
from streams.core.timeline import Timeline


class Displaced(NamedTuple):
    """A copy that was kept until a better one came: its bytes, and the file (or door) and line that they came from."""

    raw: bytes
    file: str
    line: int


class Admission(NamedTuple):
    """What became of a valid event: kept, known already, or refused because a copy with other content is the one kept."""

    outcome: Literal["accepted", "duplicate", "refused"]
    displaced: Displaced | None = None


ACCEPTED = Admission("accepted")
DUPLICATE = Admission("duplicate")
REFUSED = Admission("refused")


class View(Protocol):
    """The timelines as of one instant."""

    def keys(self) -> Iterable[str]:
        """Give the keys of the timelines of which a rule may have something to say, each once."""

    def timeline(self, key: str) -> Timeline:
        """Give the timeline of a key: only the events that count as of the instant."""


class Admitting(Protocol):
    """Keeps events."""

    def admit(self, accepted: Accepted, raw: bytes, file: str, line: int) -> Admission:
        """Keep a valid event, unless it is known or a copy with other content is the one to keep."""
