"""What a rule is, what it is given, and what it says; and which law was in force when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Protocol
from zoneinfo import ZoneInfo

from msgspec import Struct

from schemas.events import FEDERAL_IMMIGRATION, Actor, CustodyHeld, CustodyStarted, Event, Payload
from schemas.findings import Clearing, Reason, Severity, Status
from streams.core.deadlines import midnight
from streams.core.exceptions import Exceptions, Felonies, Ruling
from streams.core.timeline import Timeline


class Policy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The numbers that the statute does not give. Each is a choice, labelled policy wherever it is shown."""

    release_processing_hours: float = 2
    notice_hours: float = 24
    access_record_days: int = 5
    report_grace_days: int = 15
    training_valid_months: int = 24
    new_hire_days: int = 90
    late_evidence_hours: float = 24
    feed_silent_hours: float = 24
    time_zone: str = "America/New_York"


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A text of the law: in force on the local days from `first_day` to `last_day`, both included.

    `coverage` maps a column of duties to the roles that it binds; a role that is unknown counts as one that is bound.
    `candidate_offences` are sections whose place among the exceptions is not verified.
    """

    id: str
    first_day: date
    last_day: date | None
    coverage: Mapping[str, frozenset[str]]
    candidate_offences: frozenset[str] = frozenset()

    def binds(self, actor: Actor | None, column: str) -> bool:
        """Say whether a duty binds a member of staff; nobody on record, or an unknown role, is bound."""
        return actor is None or actor.role == "unknown" or actor.role in self.coverage[column]


class Calendar:
    """Which law judges an act: that of its local date, or one law whatever the date."""

    def __init__(self, laws: Sequence[Law], zone: ZoneInfo, *, only: Law | None = None) -> None:
        """Work out the instants at which laws begin."""
        self.only = only
        in_order = sorted(laws, key=lambda one: one.first_day)
        self._laws: list[Law | None] = [None, *in_order]
        self._first_days = [law.first_day for law in in_order]
        self._starts = [midnight(day, zone) for day in self._first_days]

    def on_day(self, day: date) -> Law | None:
        """Give the law in force on a local day; None before the first one."""
        return self.only or self._laws[bisect_right(self._first_days, day)]

    def next_change(self, moment: datetime) -> datetime | None:
        """Give the next instant at which another law comes into force; None when none will."""
        place = bisect_right(self._starts, moment)
        return None if self.only is not None or place == len(self._starts) else self._starts[place]

    def on(self, moment: datetime) -> Law | None:
        """Give the law in force at an instant; None before the first one."""
        return self.only or self._laws[bisect_right(self._starts, moment)]


class Agency(Struct, frozen=True, kw_only=True):
    """One row of the agency registry. `municipality` is None for an agency of the state."""

    agency: str
    kind: str
    municipality: str | None = None
    name: str | None = None


class Named(Protocol):
    """Something with the name of an event."""

    @property
    def source(self) -> str:
        """The sending system."""

    @property
    def id(self) -> str:
        """The id within it."""


class LatePapers(Struct, frozen=True, gc=False):
    """Papers that were written down too late, and what of them in time would have done."""

    papers: tuple[Event[Any], ...]
    in_time: Clearing


class Judgement(Struct, frozen=True, kw_only=True, gc=False):
    """What a rule says of one act or duty.

    `ruling` is the exception behind the status, and `otherwise` the status with no exception on file. `lasting` is
    False where a fact that clears this act need not clear a later one under the same id. `late` says which papers a
    compliant status rests on that were all written down too late.
    """

    status: Status
    matter: str
    law: Law
    agency: str
    actor: str | None = None
    occurred_at: datetime
    due_at: datetime | None = None
    reasons: tuple[Reason, ...]
    evidence: tuple[Named, ...] = ()
    missing: tuple[str, ...] = ()
    clearings: tuple[Clearing, ...] = ()
    severity: Severity | None = None
    ruling: Ruling | None = None
    otherwise: Status | Literal["no-finding"] | None = None
    lasting: bool = True
    late: LatePapers | None = None


class Wake(Struct, frozen=True, gc=False):
    """Nothing to say now, but look again at this instant."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What holds for every timeline: as of when, under which laws, policy and reference data."""

    as_of: datetime
    calendar: Calendar
    policy: Policy
    zone: ZoneInfo
    felonies: Felonies
    agencies: Mapping[str, Agency]


class Case:
    """What a rule is given: a timeline, and the context it is judged in."""

    def __init__(self, timeline: Timeline, context: Context) -> None:
        """Bring both together."""
        self.timeline = timeline
        self.context = context
        self.as_of = context.as_of
        self.policy = context.policy
        self.zone = context.zone
        self.facts = timeline.facts
        self.exceptions = Exceptions(timeline, context.felonies, context.zone)

    def law_binding(self, event: Event[Payload], column: str, *, at: datetime | None = None) -> Law | None:
        """Give the law that judges an act, if there is one and it binds whoever acted."""
        law = self.context.calendar.on(at or event.occurred_at)
        return law if law is not None and law.binds(getattr(event.data, "actor", None), column) else None


class Judge(Protocol):
    """Looks at a case and says what a duty comes to."""

    def __call__(self, case: Case, /) -> Iterator[Judgement | Wake]:
        """Judge the case."""


Trigger = Callable[[Any], bool]
"""Tells from a payload whether its event can raise a matter."""

Review = Callable[[Case, Mapping[str, Mapping[str, Sequence[Judgement]]]], Iterable[Judgement]]
"""Looks at the judgements behind every compliant finding of a case, by rule and matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One duty: what it says, where it stands, which events can raise a matter, and how it judges.

    `triggers` tell, by payload class, the events without any of which the rule has nothing to say of a timeline.
    `judge` looks at a case. A rule with `review` looks, after all the others, at what they found compliant.
    """

    id: str
    title: str
    duty: str
    citation: str
    severity: Severity
    subjects: tuple[str, ...]
    triggers: Mapping[type, Trigger]
    summaries: Mapping[Status, str]
    judge: Judge | None = None
    review: Review | None = None
    policy_keys: tuple[str, ...] = ()


def actor_id(event: Event[Payload]) -> str | None:
    """Give the id of whoever acted, if the event says."""
    actor: Actor | None = getattr(event.data, "actor", None)
    return actor.id if actor else None


def always(_payload: object) -> bool:
    """Trigger on every event of a type."""
    return True


def on_detainer(payload: CustodyStarted | CustodyHeld) -> bool:
    """Trigger on a custody that rests, among others, on a civil immigration detainer."""
    return "civil_detainer" in payload.bases


def with_federal_immigration(payload: WithAuthority) -> bool:
    """Trigger on what a federal immigration authority asked, was told, did, or was helped with."""
    return payload.authority in FEDERAL_IMMIGRATION


class WithAuthority(Protocol):
    """A payload that names an authority."""

    @property
    def authority(self) -> str:
        """The authority."""


def any_trigger(rules: Sequence[Rule]) -> Callable[[Payload], bool]:
    """Give the one trigger of a rulebook: no rule has anything to say of a timeline on which no event fires it."""
    by_type: dict[type, list[Trigger]] = {}
    for rule in rules:
        for payload, trigger in rule.triggers.items():
            if trigger not in by_type.setdefault(payload, []):
                by_type[payload].append(trigger)

    def fires(payload: Payload) -> bool:
        triggers = by_type.get(type(payload))
        return triggers is not None and any(trigger(payload) for trigger in triggers)

    return fires
