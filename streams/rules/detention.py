"""Nobody is arrested or kept in custody because a federal immigration authority asks for it.

An agency may not detain a person on a civil immigration detainer, keep one past release for it, or hand one over
because of it, unless a judge's warrant accompanies the detainer, the person stands convicted of a class A or B felony,
or another exception of the statute is on file at the time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter
from typing import Any

from msgspec.structs import replace

from schemas.events import (
    FEDERAL_IMMIGRATION,
    Ask,
    CustodyEnded,
    CustodyHeld,
    CustodyReleaseEligible,
    CustodyStarted,
    Event,
    RequestReceived,
)
from schemas.findings import Clearing, Fact, Reason, Status
from streams.core.acts import INDEPENDENT, conviction_by, under_exception, warrant_by
from streams.core.deadlines import hours_after
from streams.core.exceptions import DETENTION_KINDS
from streams.core.facts import Custody, Request
from streams.core.rulebook import Case, Judgement, Law, Rule, on_detainer, with_federal_immigration

ON_DETAINER = Reason("basis-is-detainer", "The custody rests on a civil immigration detainer and on nothing else.")
HELD_PAST_RELEASE = Reason(
    "held-past-release", "The person could have been released and was still held while a request asked for it."
)
HANDED_OVER = Reason(
    "transferred-to-federal-authority",
    "The person was handed to a federal immigration authority that had asked for it.",
)
RECEIVER_UNKNOWN = Reason("receiver-not-recorded", "The record does not say to whom the person was transferred.")
CLOCK_RUNS = Reason("release-clock-runs", "The person can be released, and the time to do so has not passed.")
RELEASED = Reason("released-in-time", "The custody ended in time.")

_HOLD: frozenset[Ask] = frozenset({"hold", "transfer"})
_HAND_OVER: frozenset[Ask] = frozenset({"hold", "transfer", "arrest"})
_WHEN = attrgetter("occurred_at")


def judge(case: Case) -> Iterator[Judgement]:
    """Judge every act of detention; at one instant in the order of the clauses."""
    yield from _on_detainer(case)
    yield from _past_release(case)
    yield from _handed_over(case)


def _on_detainer(case: Case) -> Iterator[Judgement]:
    # (b)(1)(A), clause (i) of the reading: the basis itself is a detainer.
    for event in case.timeline.of_either(CustodyStarted, CustodyHeld):
        if "civil_detainer" not in event.data.bases or not INDEPENDENT.isdisjoint(event.data.bases):
            continue
        law = case.law_binding(event, "b1")
        if law is not None:
            asked = event.data.request_id if isinstance(event.data, CustodyHeld) else None
            clearings = (conviction_by(event.occurred_at), *warrant_by(case, event.occurred_at, asked))
            yield under_exception(case, event, law, DETENTION_KINDS, reason=ON_DETAINER, clearings=clearings)


def _past_release(case: Case) -> Iterator[Judgement]:
    # (b)(1)(A), clause (ii): held on past release, as inferred from what is on file.
    eligible: dict[str, list[Event[CustodyReleaseEligible]]] = defaultdict(list)
    for event in case.timeline.of(CustodyReleaseEligible):
        eligible[event.data.custody_id].append(event)
    if not eligible or not case.facts.requests:
        return
    holds: dict[str, list[Event[CustodyHeld]]] = defaultdict(list)
    for held in case.timeline.of(CustodyHeld):
        holds[held.data.custody_id].append(held)
    for key, events in eligible.items():
        custody = case.facts.custodies[key]
        for event, start, request in _clocks(case, custody, events):
            yield from _clock(case, custody, event, start, request, holds[key])


def _clocks(
    case: Case, custody: Custody, events: list[Event[CustodyReleaseEligible]]
) -> Iterator[tuple[Event[CustodyReleaseEligible], datetime, Request]]:
    """Give each instant from which a request holds back a release, with the eligibility and the request of the pair.

    Each pair has a clock of its own, but not each has to be looked at: of the requests that stand at an eligibility
    the one that stands longest decides, and of the eligibilities before a request the latest, since whatever excuses
    holding on after it excuses the earlier ones too.
    """
    asking = case.facts.targets(_HOLD)
    for event in events:
        longest = asking.longest(event.occurred_at)
        if longest is not None and event.occurred_at < custody.end:
            yield event, event.occurred_at, longest.what
    for span in asking:
        place = bisect_left(events, span.start, key=_WHEN)
        if place and span.start < custody.end:
            yield events[place - 1], span.start, span.what


def _clock(
    case: Case,
    custody: Custody,
    event: Event[CustodyReleaseEligible],
    start: datetime,
    request: Request,
    holds: list[Event[CustodyHeld]],
) -> Iterator[Judgement]:
    due = hours_after(start, case.policy.release_processing_hours)
    law = case.context.calendar.on(due)
    if law is None or _independent_hold(holds, event.occurred_at, due):
        return
    if custody.ended is not None and custody.end <= due:
        yield _waiting(event, law, start, due, status="compliant", reason=RELEASED, evidence=(event, custody.ended))
    elif request.until <= due:
        return
    elif case.as_of < due:
        waiting = _waiting(event, law, start, due, status="pending", reason=CLOCK_RUNS, evidence=(event, request.event))
        yield replace(waiting, clearings=(_released(custody, due),))
    else:
        yield under_exception(
            case,
            event,
            law,
            DETENTION_KINDS,
            reason=HELD_PAST_RELEASE,
            clearings=(_released(custody, due), conviction_by(due), *warrant_by(case, due)),
            at=due,
            evidence=(request.event,),
        )


def _released(custody: Custody, due: datetime) -> Clearing:
    data = {"custody_id": custody.id, "disposition": "released"}
    return Clearing(by=due, facts=(Fact(text="The release of the person.", type="custody.ended", data=data),))


def _waiting(
    event: Event[CustodyReleaseEligible],
    law: Law,
    start: datetime,
    due: datetime,
    *,
    status: Status,
    reason: Reason,
    evidence: tuple[Event[Any], ...],
) -> Judgement:
    return Judgement(
        status=status,
        matter=event.data.custody_id,
        law=law,
        agency=event.agency,
        occurred_at=start,
        due_at=due,
        reasons=(reason,),
        evidence=evidence,
        missing=("The release of the person.",) if status == "pending" else (),
    )


def _independent_hold(holds: list[Event[CustodyHeld]], since: datetime, until: datetime) -> bool:
    """Say whether the last basis recorded in a time stands without a request; of several at one instant one will do."""
    place = bisect_right(holds, until, key=_WHEN)
    last = holds[place - 1].occurred_at if place else None
    if last is None or last < since:
        return False
    same = holds[bisect_left(holds, last, key=_WHEN) : place]
    return any(not INDEPENDENT.isdisjoint(event.data.bases) for event in same)


def _handed_over(case: Case) -> Iterator[Judgement]:
    # (b)(1)(A), clause (iii): handed to whoever had asked for it.
    for event in case.timeline.of(CustodyEnded):
        to = event.data.transferred_to
        if event.data.disposition != "transferred" or (to is not None and to not in FEDERAL_IMMIGRATION):
            continue
        asking = next(case.facts.targets(_HAND_OVER).at(event.occurred_at), None)
        law = case.law_binding(event, "b1")
        if asking is not None and law is not None:
            yield under_exception(
                case,
                event,
                law,
                DETENTION_KINDS,
                reason=HANDED_OVER,
                clearings=(conviction_by(event.occurred_at), *warrant_by(case, event.occurred_at)),
                evidence=(asking.what.event,),
                unless_recorded=RECEIVER_UNKNOWN if to is None else None,
            )


RULE = Rule(
    id="b1a-detention",
    title="Detention on an immigration detainer",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h(b)(1)(A)",
    severity="critical",
    subjects=("person",),
    triggers={CustodyStarted: on_detainer, CustodyHeld: on_detainer, RequestReceived: with_federal_immigration},
    summaries={
        "violation": "Possible violation: a person was detained, held past release or handed over because a federal "
        "immigration authority asked for it, and no exception was on file.",
        "undetermined": "A person was detained, held or handed over where a federal immigration authority had asked "
        "for it; what is on file cannot decide whether that was prohibited.",
        "pending": "A person can be released while a request to hold stands; the time to release still runs.",
        "compliant": "A custody with an immigration request is in order: released in time, or an exception on file.",
    },
    judge=judge,
    policy_keys=("release_processing_hours",),
)
