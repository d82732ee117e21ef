"""Nobody performs the work of a federal immigration authority.

No agency signs an agreement under 8 U.S.C. 1357(g), and nobody gives a federal immigration authority help in civil
enforcement or sends it a unit for that. Help in a criminal case, with its case reference, and help to save a life stay
allowed.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.events import (
    FEDERAL_IMMIGRATION,
    AgreementSigned,
    AssistanceGiven,
    CallReceived,
    Event,
    Payload,
    UnitAssigned,
)
from schemas.findings import Reason, Severity, Status
from streams.core.rulebook import Case, Judgement, Rule, actor_id, always, with_federal_immigration

AGREEMENT = Reason("agreement-under-287g", "The agency signed an agreement under 8 U.S.C. 1357(g).")
CIVIL_HELP = Reason("civil-immigration-purpose", "The help was for civil immigration enforcement.")
PURPOSE_UNKNOWN = Reason("purpose-unknown", "The record does not say what the help was for.")
NO_CASE = Reason("case-reference-missing", "The help is said to be in a criminal case, and no case is named.")
CIVIL_CALL = Reason("call-civil-immigration", "A unit was sent to a federal immigration authority's civil operation.")
CALL_UNCLEAR = Reason("call-nature-unclear", "A unit was sent to a federal immigration authority; for what is unclear.")


def judge(case: Case) -> Iterator[Judgement]:
    """Judge an agency's agreements and calls, and the help given about a person or by an agency."""
    for event in case.timeline.of(AgreementSigned):
        # (b)(1)(E): "whether pursuant to 8 USC 1357(g)"; with whichever authority.
        if event.data.kind == "287g":
            yield from _judgement(case, event, event.data.agreement_id, "violation", AGREEMENT, severity="critical")
    yield from _assistance(case)
    yield from _calls(case)


def _assistance(case: Case) -> Iterator[Judgement]:
    # (b)(1)(E): "or any other law, regulation, agreement, contract or policy, whether formal or informal".
    for event in case.timeline.of(AssistanceGiven):
        if event.data.authority not in FEDERAL_IMMIGRATION:
            continue
        matter = event.data.assistance_id
        match event.data.purpose:
            case "civil_immigration":
                yield from _judgement(case, event, matter, "violation", CIVIL_HELP)
            case "unknown":
                yield from _judgement(
                    case, event, matter, "undetermined", PURPOSE_UNKNOWN, missing="The purpose of the help."
                )
            case "criminal" if event.data.case_reference is None:
                missing = "The reference of the criminal case."
                yield from _judgement(case, event, matter, "undetermined", NO_CASE, missing=missing)


def _calls(case: Case) -> Iterator[Judgement]:
    # (b)(1)(E) and (B): a unit sent is a resource used; one finding a call, by the call's nature.
    calls: dict[str, Event[CallReceived]] = {}
    for call in case.timeline.of(CallReceived):
        calls.setdefault(call.data.call_id, call)
    for event in case.timeline.of(UnitAssigned):
        origin = calls.get(event.data.call_id)
        if origin is None or origin.data.requester not in FEDERAL_IMMIGRATION:
            continue
        match origin.data.nature:
            case "civil_immigration":
                yield from _judgement(case, event, event.data.call_id, "violation", CIVIL_CALL, beside=(origin,))
            case "unknown" | "other":
                missing = "The nature of the call."
                yield from _judgement(
                    case, event, event.data.call_id, "undetermined", CALL_UNCLEAR, missing=missing, beside=(origin,)
                )


def _judgement(  # noqa: PLR0913 - what, about which matter, how and why
    case: Case,
    event: Event[Payload],
    matter: str,
    status: Status,
    reason: Reason,
    *,
    missing: str | None = None,
    beside: tuple[Event[CallReceived], ...] = (),
    severity: Severity | None = None,
) -> Iterator[Judgement]:
    law = case.law_binding(event, "b1")
    if law is not None:
        yield Judgement(
            status=status,
            matter=matter,
            law=law,
            agency=event.agency,
            actor=actor_id(event),
            occurred_at=event.occurred_at,
            reasons=(reason,),
            evidence=(event, *beside),
            missing=() if missing is None else (missing,),
            severity=severity,
        )


def _from_federal_immigration(payload: CallReceived) -> bool:
    return payload.requester in FEDERAL_IMMIGRATION


RULE = Rule(
    id="b1e-immigration-function",
    title="Work of a federal immigration authority",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h(b)(1)(E)",
    severity="high",
    subjects=("person", "agency"),
    triggers={
        AgreementSigned: always,
        AssistanceGiven: with_federal_immigration,
        CallReceived: _from_federal_immigration,
    },
    summaries={
        "violation": "Possible violation: work of a federal immigration authority was done, agreed to or supported.",
        "undetermined": "A federal immigration authority was helped; what is on file cannot decide whether that was "
        "its civil work.",
    },
    judge=judge,
)
