"""What the pipeline asks of the outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

from msgspec import Struct

from schemas import codec
from schemas.alerts import Alert
from schemas.codec import Accepted
from schemas.findings import Status
from streams.core.evaluate import Evaluation
from streams.core.timeline import Timeline


class Displaced(NamedTuple):
    """A copy that was kept until a better one came: its bytes, and the file (or door) and line that they came from."""

    raw: bytes
    file: str
    line: int


class Admission(NamedTuple):
    """What became of a valid event: kept, known, or refused because a copy with other content is the one kept."""

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


class Item(Struct, frozen=True):
    """One event of a batch: its bytes, and what the codec made of them."""

    raw: bytes
    decoded: codec.Accepted | codec.Refusal


class Answer(Struct, frozen=True, omit_defaults=True):
    """What became of one event of a batch."""

    status: Literal["accepted", "duplicate", "refused"]
    reason: str | None = None
    detail: str | None = None
    pointer: str | None = None


class Sink(Protocol):
    """Takes the changes of alerts; taking one twice does no harm."""

    def apply(self, changes: Sequence[Alert], /) -> None:
        """Take them."""


class Observer(Protocol):
    """Hears what happens, for metrics."""

    def answered(self, decoded: codec.Accepted | codec.Refusal, answer: Answer, /) -> None:
        """Hear what became of an event."""

    def judged(self, evaluation: Evaluation, before: Mapping[tuple[str, Status], int], seconds: float, /) -> None:
        """Hear that a timeline was judged, and the findings by rule and status that it had before."""

    def failed(self) -> None:
        """Hear that a timeline could not be judged."""

    def changed(self, changes: Sequence[Alert], /) -> None:
        """Hear that alerts changed."""
