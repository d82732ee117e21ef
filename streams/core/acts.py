"""What rules share when they judge an act: its id, what an exception makes of it, and what would have cleared it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from schemas.events import (
    AssistanceGiven,
    CustodyEnded,
    CustodyHeld,
    CustodyReleaseEligible,
    CustodyStarted,
    DisclosureMade,
    Event,
    ExceptionKind,
    InterviewStarted,
    Payload,
    RequestAnswered,
)
from schemas.findings import Clearing, Evidence, Fact, Reason, Status
from streams.core.deadlines import hours_after
from streams.core.exceptions import APPEAL, CLASS_UNSETTLED, ELSEWHERE, ON_FILE, UNVERIFIED, WARRANT_ALONE, Ruling
from streams.core.rulebook import Case, Judgement, LatePapers, Law, actor_id

INDEPENDENT: frozenset[str] = frozenset(
    {"criminal_charge", "judicial_warrant", "sentence", "court_order", "probation_violation", "other_state_hold"}
)
"""The bases of custody that stand without any immigration request."""

_UNSETTLED: dict[Reason, str] = {
    WARRANT_ALONE: "Which request the warrant accompanies.",
    ELSEWHERE: "Counsel's reading of whether a conviction of another jurisdiction counts.",
    CLASS_UNSETTLED: "The class of the felony on the judgment.",
    UNVERIFIED: "The verified list of offences of the 2025 amendment.",
    APPEAL: "The outcome of the appeal.",
}
_STATUS: dict[str, Status] = {"established": "compliant", "unclear": "undetermined", "absent": "violation"}


def matter_of(event: Event[Payload]) -> str:
    """Give the id of the act that an event records."""
    match event.data:
        case RequestAnswered(answer_id=key) | DisclosureMade(disclosure_id=key) | InterviewStarted(interview_id=key):
            return key
        case AssistanceGiven(assistance_id=key):
            return key
        case (
            CustodyStarted(custody_id=key)
            | CustodyHeld(custody_id=key)
            | CustodyReleaseEligible(custody_id=key)
            | CustodyEnded(custody_id=key)
        ):
            return key
        case _:
            raise TypeError(f"[{event.type}] records no act")


def under_exception(  # noqa: PLR0913 - an act, the exceptions to it, and what to say when there is none
    case: Case,
    event: Event[Payload],
    law: Law,
    kinds: Collection[ExceptionKind],
    *,
    reason: Reason,
    clearings: tuple[Clearing, ...],
    at: datetime | None = None,
    evidence: tuple[Event[Any], ...] = (),
    unless_recorded: Reason | None = None,
    unclear: Reason | None = None,
) -> Judgement:
    """Judge a prohibited act: established lifts the prohibition, unclear needs a person, absent is a violation.

    `at` is the instant of the act where it is not the event's own. `unless_recorded` makes an absent exception
    undetermined, for the reason given. `unclear` is what to say instead of `reason` where the answer is unclear.
    """
    moment = at or event.occurred_at
    ruling = case.exceptions.at(kinds, moment, law)
    status = _STATUS[ruling.strength]
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()
    otherwise: Status = "violation"
    if unless_recorded is not None:
        otherwise = "undetermined"
    if status == "compliant":
        reasons, clearings = (ON_FILE,), ()
    elif status == "undetermined":
        reasons = (unclear or reason, *ruling.reasons)
        missing = tuple(_UNSETTLED[one] for one in ruling.reasons)
        evidence = (*evidence, *ruling.evidence)
    else:
        status, reasons = otherwise, (reason,)
        missing = tuple(fact.text for clearing in clearings for fact in clearing.facts)
    if unless_recorded is not None and status == "undetermined":
        reasons, missing = (*reasons, unless_recorded), (*missing, "To whom the person was handed over.")
    return Judgement(
        status=status,
        matter=matter_of(event),
        law=law,
        agency=event.agency,
        actor=actor_id(event) if at is None else None,
        occurred_at=moment,
        due_at=at,
        reasons=reasons,
        evidence=(event, *evidence),
        missing=missing,
        clearings=clearings,
        ruling=ruling,
        otherwise=otherwise,
        late=_late_exception(case, ruling, moment) if status == "compliant" else None,
    )


def _late_exception(case: Case, ruling: Ruling, moment: datetime) -> LatePapers | None:
    limit = late_limit(case, moment)
    return late(ruling.late_papers(limit), limit)


def late_limit(case: Case, moment: datetime) -> datetime:
    """Give the instant up to which a paper that had to be there at a moment may be written down."""
    return hours_after(moment, case.policy.late_evidence_hours)


def late(papers: Sequence[Event[Any]], limit: datetime, *needed: Event[Any]) -> LatePapers | None:
    """Say that papers were written down after the limit; `needed` would have had to be in time (else the first)."""
    if not papers:
        return None
    facts = tuple(
        Fact(text="The same paper, written down in time.", type=one.type, corrects=Evidence(one.source, one.id))
        for one in needed or papers[:1]
    )
    return LatePapers(tuple(papers), Clearing(by=limit, facts=facts))


def conviction_by(moment: datetime) -> Clearing:
    """Say that a conviction would have cleared an act."""
    data = {"jurisdiction": "CT", "class": "B", "finding": "judgment"}
    text = "A judgment of conviction for a class A or B felony, of the day of the act or earlier."
    return Clearing(by=moment, facts=(Fact(text=text, type="conviction.recorded", data=data),))


def warrant_by(case: Case, moment: datetime, request_id: str | None = None) -> tuple[Clearing, ...]:
    """Say that a judge's warrant would have cleared an act, if there was a request for it to accompany."""
    requests = case.facts.requests
    place = bisect_right(requests, moment, key=lambda one: one.event.occurred_at)
    if not place:
        return ()
    own = case.facts.requests_by_id.get(request_id or "", ())
    known = any(one.event.occurred_at <= moment for one in own[:1])
    named = request_id if known else requests[place - 1].event.data.request_id
    data = {"kind": "judicial_warrant", "signer_role": "state_judge", "accompanies": named}
    text = "A warrant signed by a judge that accompanies the request, issued and on file."
    return (Clearing(by=moment, facts=(Fact(text=text, type="document.recorded", data=data),)),)


def court_order_by(moment: datetime) -> Clearing:
    """Say that a federal court order would have cleared an interview."""
    data = {"kind": "court_order", "order_type": "8-usc-1225-d-4-b", "signer_role": "federal_judge"}
    text = "An order of a federal judge under 8 U.S.C. 1225(d)(4)(B), issued and on file."
    return Clearing(by=moment, facts=(Fact(text=text, type="document.recorded", data=data),))
