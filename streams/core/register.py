"""ICE access: which acts count, and the register of them (subsections (a)(6), (e)(2) and (e)(3))."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from schemas.events import (
    FEDERAL_IMMIGRATION,
    AssistanceGiven,
    Content,
    CustodyEnded,
    CustodyHeld,
    CustodyStarted,
    DisclosureMade,
    Event,
    InterviewStarted,
    Payload,
)
from schemas.findings import Access, AccessKind
from streams.core.rulebook import Case, Law, Trigger, on_detainer, with_federal_immigration


def _to_federal_immigration(payload: CustodyEnded) -> bool:
    return payload.transferred_to in FEDERAL_IMMIGRATION


ACCESS_TRIGGERS: Mapping[type, Trigger] = {
    CustodyStarted: on_detainer,
    CustodyHeld: on_detainer,
    CustodyEnded: _to_federal_immigration,
    DisclosureMade: with_federal_immigration,
    InterviewStarted: with_federal_immigration,
    AssistanceGiven: with_federal_immigration,
}
"""The events that can be ICE access."""

_DISCLOSED: tuple[tuple[AccessKind, frozenset[Content]], ...] = (
    ("release_notification", frozenset({"release_date"})),
    ("nonpublic_info", frozenset({"custody_status", "home_address", "work_address"})),
    ("probation_parole_info", frozenset({"probation_appointment", "probation_compliance"})),
)


def access_kind(event: Event[Payload]) -> AccessKind | None:
    """Say which kind of ICE access an act is, whoever acted; None when it is none."""
    if not event.subject.startswith("person/"):
        return None
    match event.data:
        case CustodyStarted(bases=bases) | CustodyHeld(bases=bases) if "civil_detainer" in bases:
            return "detainer_response"
        case CustodyEnded(disposition="transferred", transferred_to=to) if to in FEDERAL_IMMIGRATION:
            return "detainer_response"
        case DisclosureMade(authority=authority, contents=contents) if authority in FEDERAL_IMMIGRATION:
            return next((kind for kind, told in _DISCLOSED if not told.isdisjoint(contents)), None)
        case InterviewStarted(authority=authority) if authority in FEDERAL_IMMIGRATION:
            return "interview"
        case AssistanceGiven(authority=authority, activity="facility_use") if authority in FEDERAL_IMMIGRATION:
            return "facility_or_resource_use"
        case _:
            return None


class Act(NamedTuple):
    """An act that the register holds."""

    event: Event[Payload]
    kind: AccessKind
    law: Law


def accesses(case: Case) -> Iterator[Act]:
    """Give the acts on a timeline that the register holds, each once, in order."""
    if case.timeline.types.isdisjoint(ACCESS_TRIGGERS):
        return
    for event in case.timeline.events:
        kind = access_kind(event) if type(event.data) in ACCESS_TRIGGERS else None
        law = case.law_binding(event, "ice-access") if kind is not None else None
        if kind is not None and law is not None:
            yield Act(event, kind, law)


def first_demographics(case: Case) -> Event[CustodyStarted] | None:
    """Give the earliest-recorded `custody.started` that says the person's demographics."""
    told = (event for event in case.timeline.of(CustodyStarted) if event.data.demographics is not None)
    return min(told, key=lambda event: (event.recorded_at, event.source, event.id), default=None)


def register(case: Case) -> Iterator[Access]:
    """Write the access records of one person's timeline."""
    acts = tuple(accesses(case))
    told = first_demographics(case) if acts else None
    for event, kind, _law in acts:
        yield Access(
            access_id=f"{event.source}#{event.id}",
            kind=kind,
            subject=event.subject,
            agency=event.agency,
            occurred_at=event.occurred_at,
            on_detainer=case.facts.targets().covers(event.occurred_at),
            minutes=getattr(event.data, "minutes", None),
            demographics=told.data.demographics if told else None,
        )
