"""Exceptions: what lifts a prohibition, and whether it was on file at the time of the act.

The answer is *established*, *unclear* or *absent*; established beats unclear beats absent. Which kind it was goes to
the restricted output alone; a finding that an exception clears says `statutory-exception-on-file` and no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct

from schemas.events import (
    ConvictionCleared,
    ConvictionRecorded,
    Event,
    ExceptionKind,
    Payload,
    WatchlistChecked,
)
from schemas.findings import Reason
from streams.core.deadlines import midnight
from streams.core.facts import Facts
from streams.core.spans import FOREVER, Span, Spans

P = TypeVar("P", bound=Payload)

Strength: TypeAlias = Literal["established", "unclear", "absent"]

_STRONGEST_FIRST: tuple[Strength, ...] = ("established", "unclear")

JUDICIAL_OFFICERS: frozenset[str | None] = frozenset({"state_judge", "federal_judge", "federal_magistrate_judge"})

DETENTION_KINDS: tuple[ExceptionKind, ...] = ("judicial_warrant", "class_a_or_b_conviction", "terrorist_database")
"""(b)(1)(A)(i) to (iii)."""
INTERVIEW_KINDS: tuple[ExceptionKind, ...] = (
    "class_a_or_b_conviction",
    "terrorist_database",
    "court_order_1225_d_4_b",
)
"""(b)(1)(D)(i) to (iii): neither a judge's warrant nor consent is among them."""

ON_FILE = Reason(
    "statutory-exception-on-file", "An exception of the statute was on file at the time; it lifts the prohibition."
)
WARRANT_ALONE = Reason(
    "warrant-accompanies-no-request",
    "A judge's warrant was on file, but it does not say which request for the person it accompanies.",
)
ELSEWHERE = Reason(
    "conviction-outside-connecticut",
    "A conviction of another jurisdiction was on file; the statute does not say whether it counts.",
)
CLASS_UNSETTLED = Reason(
    "conviction-class-not-settled",
    "A conviction was on file whose section and class do not settle whether it is a class A or B felony.",
)
UNVERIFIED = Reason(
    "2025-offence-list-unverified",
    "A conviction was on file under a section that the 2025 amendment may have added; the list is not verified.",
)
APPEAL = Reason("appeal-pending", "An appeal against the conviction is pending.")


class Felonies(Struct, frozen=True):
    """The class A and B felonies: classes by section, and the sections that need a class on the judgment."""

    classes: Mapping[str, frozenset[str]]
    conditional: frozenset[str]
    always: frozenset[str]

    def weigh(self, conviction: ConvictionRecorded) -> Strength:
        """Say whether a conviction is one for a class A or B felony."""
        if conviction.finding != "judgment":
            return "absent"
        if conviction.jurisdiction != "CT":
            return "unclear"
        section = section_of(conviction.statute)
        if section is None:
            return "established" if conviction.class_ in {"A", "B"} else "absent"
        listed = self.classes.get(section)
        if listed is None:
            return "unclear" if conviction.class_ in {"A", "B"} else "absent"
        if conviction.class_ is None:
            return "established" if section not in self.conditional or section in self.always else "unclear"
        return "established" if conviction.class_ in listed else "unclear"


def section_of(statute: str | None) -> str | None:
    """Give the section number alone: `53a-59(a)(1)` is `53a-59`."""
    return None if statute is None else statute.partition("(")[0].strip()


class Ground(NamedTuple):
    """What may lift a prohibition: of which kind, how strong, and why it is no stronger."""

    kind: ExceptionKind
    strength: Strength
    reasons: tuple[Reason, ...] = ()


PAPERS: frozenset[ExceptionKind] = frozenset({"judicial_warrant", "court_order_1225_d_4_b"})
"""The kinds that rest on a document, which can be written down late; a conviction is a court's fact."""


class Ruling:
    """The answer for one act: how strong, and on which grounds."""

    __slots__ = ("_moment", "_spans", "strength")

    def __init__(self, strength: Strength, spans: Mapping[Ground, Spans[Event[Any]]], moment: datetime) -> None:
        """Keep the spans of the grounds that hold at the moment."""
        self.strength = strength
        self._spans = spans
        self._moment = moment

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it is unclear; each reason once, in the order of their codes."""
        return tuple(sorted({reason for ground in self._spans for reason in ground.reasons}, key=lambda one: one.code))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which kinds it rests on, and whether an appeal is pending; for the restricted output alone."""
        kinds = {ground.kind for ground in self._spans}
        appeal = {APPEAL.code} if any(_on_appeal(event) for event in self.evidence) else set()
        return (*sorted(kinds), *appeal)

    @property
    def evidence(self) -> tuple[Event[Any], ...]:
        """The events that it rests on; of an established one for the restricted output alone."""
        return tuple(span.what for spans in self._spans.values() for span in spans.at(self._moment))

    def late_papers(self, limit: datetime) -> tuple[Event[Any], ...]:
        """Give the documents it rests on when every one of them was written down after the limit."""
        papers = [spans for ground, spans in self._spans.items() if ground.kind in PAPERS]
        events = (span.what for spans in papers for span in spans.at(self._moment))
        late = []
        for event in events:
            if event.recorded_at <= limit:
                return ()
            late.append(event)
        return tuple(late)


def _on_appeal(event: Event[Any]) -> bool:
    return isinstance(event.data, ConvictionRecorded) and bool(event.data.on_appeal)


class OffenceList(Protocol):
    """A law, as far as exceptions depend on it."""

    @property
    def candidate_offences(self) -> frozenset[str]:
        """Sections whose place among the exceptions is not verified."""


class _Timeline(Protocol):
    @property
    def facts(self) -> Facts: ...

    def of(self, payload: type[P], /) -> Sequence[Event[P]]: ...


class Exceptions:
    """The grounds on one person's timeline, and the answer for any instant."""

    def __init__(self, timeline: _Timeline, felonies: Felonies, zone: ZoneInfo) -> None:
        """Keep what the grounds are worked out from; they are worked out when first asked for."""
        self._timeline = timeline
        self._felonies = felonies
        self._zone = zone
        self._by_offences: dict[frozenset[str], dict[Ground, Spans[Event[Any]]]] = {}

    def at(self, kinds: Collection[ExceptionKind], moment: datetime, law: OffenceList) -> Ruling:
        """Say whether an exception of these kinds was on file at an instant."""
        holding = {
            ground: spans
            for ground, spans in self._grounds(law.candidate_offences).items()
            if ground.kind in kinds and spans.covers(moment)
        }
        for strength in _STRONGEST_FIRST:
            strong = {ground: spans for ground, spans in holding.items() if ground.strength == strength}
            if strong:
                return Ruling(strength, strong, moment)
        return Ruling("absent", {}, moment)

    def _grounds(self, candidates: frozenset[str]) -> dict[Ground, Spans[Event[Any]]]:
        if candidates not in self._by_offences:
            found: dict[Ground, list[Span[Event[Any]]]] = defaultdict(list)
            for source in (self._warrants(), self._convictions(candidates), self._matches(), self._orders()):
                for ground, span in source:
                    found[ground].append(span)
            self._by_offences[candidates] = {ground: Spans(spans) for ground, spans in found.items()}
        return self._by_offences[candidates]

    def _warrants(self) -> Iterator[tuple[Ground, Span[Event[Any]]]]:
        facts = self._timeline.facts
        for document in facts.documents.get("judicial_warrant", ()):
            if document.data.signer_role not in JUDICIAL_OFFICERS:
                continue
            span = facts.standing(document)
            requests = facts.requests_by_id.get(document.data.accompanies or "", ())
            joined = max(span.start, requests[0].event.occurred_at) if requests else span.end
            yield Ground("judicial_warrant", "established"), span._replace(start=joined)
            yield Ground("judicial_warrant", "unclear", (WARRANT_ALONE,)), span._replace(end=min(joined, span.end))

    def _convictions(self, candidates: frozenset[str]) -> Iterator[tuple[Ground, Span[Event[Any]]]]:
        cleared: dict[str, datetime] = {}
        for event in self._timeline.of(ConvictionCleared):
            cleared.setdefault(event.data.conviction_id, event.occurred_at)
        for conviction in self._timeline.of(ConvictionRecorded):
            data = conviction.data
            span = Span(midnight(data.convicted_on, self._zone), cleared.get(data.conviction_id, FOREVER), conviction)
            appeal = (APPEAL,) if data.on_appeal else ()
            strength = self._felonies.weigh(data)
            if strength == "established":
                yield Ground("class_a_or_b_conviction", strength), span
            elif strength == "unclear":
                why = CLASS_UNSETTLED if data.jurisdiction == "CT" else ELSEWHERE
                yield Ground("class_a_or_b_conviction", strength, (why, *appeal)), span
            if data.finding == "judgment" and data.jurisdiction == "CT" and section_of(data.statute) in candidates:
                yield Ground("class_a_or_b_conviction", "unclear", (UNVERIFIED, *appeal)), span

    def _matches(self) -> Iterator[tuple[Ground, Span[Event[Any]]]]:
        for check in self._timeline.of(WatchlistChecked):
            if check.data.result == "possible_match":
                yield Ground("terrorist_database", "established"), Span(check.occurred_at, FOREVER, check)

    def _orders(self) -> Iterator[tuple[Ground, Span[Event[Any]]]]:
        facts = self._timeline.facts
        for document in facts.documents.get("court_order", ()):
            if document.data.order_type == "8-usc-1225-d-4-b" and document.data.signer_role == "federal_judge":
                yield Ground("court_order_1225_d_4_b", "established"), facts.standing(document)
