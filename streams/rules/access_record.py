"""Each time ICE is given access to a person, the record of it is complete.

The statute makes public the number and demographics of those to whom access was given, its date and type, and the
resources expended. So the person's demographics and the staff time have to be on file. How long that may take is
policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from schemas.events import CustodyStarted, Event, Payload
from schemas.findings import Clearing, Evidence, Fact, Reason, Status
from streams.core.acts import matter_of
from streams.core.deadlines import days_after
from streams.core.notices import CLOCK_RUNS, IN_TIME, LATE
from streams.core.register import ACCESS_TRIGGERS, Act, accesses, first_demographics
from streams.core.rulebook import Case, Judgement, Rule, actor_id

INCOMPLETE = Reason("record-incomplete", "The record of ICE access is not complete, and it is past due.")


def judge(case: Case) -> Iterator[Judgement]:
    """Judge every act of ICE access: (e)(2), the records of it."""
    acts = tuple(accesses(case))
    told = first_demographics(case) if acts else None
    for act in acts:
        yield _judgement(case, act, told)


def _judgement(case: Case, act: Act, told: Event[CustodyStarted] | None) -> Judgement:
    event = act.event
    due = days_after(event.occurred_at, case.policy.access_record_days, case.zone)
    owed = _owed(event, told, due)
    status: Status
    if not owed:
        status, reason = "compliant", IN_TIME
    elif told is not None and _minutes(event) is not None:
        status, reason = "violation", LATE
    else:
        status, reason = ("violation", INCOMPLETE) if case.as_of > due else ("pending", CLOCK_RUNS)
    return Judgement(
        status=status,
        matter=matter_of(event),
        law=act.law,
        agency=event.agency,
        actor=actor_id(event),
        occurred_at=event.occurred_at,
        due_at=due,
        reasons=(reason,),
        evidence=(event, *(() if told is None else (told,))),
        missing=tuple(fact.text for fact in owed),
        clearings=(Clearing(by=due, facts=owed),) if owed else (),
    )


def _owed(event: Event[Payload], told: Event[CustodyStarted] | None, due: datetime) -> tuple[Fact, ...]:
    """Say what the record lacks, or what of it was written down too late; all of it is needed by the due time."""
    owed = []
    if told is None or told.recorded_at > due:
        demographics = {"race": "U", "ethnicity": "U", "sex": "U", "age_band": "U"}
        text = "The person's demographics, recorded with a custody."
        owed.append(Fact(text=text, type="custody.started", data={"demographics": demographics}))
    if _minutes(event) is None or event.recorded_at > due:
        text = "The staff time that the act took, on its own record."
        data = {"minutes": _minutes(event) or 0}
        owed.append(Fact(text=text, type=event.type, data=data, corrects=Evidence(event.source, event.id)))
    return tuple(owed)


def _minutes(event: Event[Payload]) -> float | None:
    return getattr(event.data, "minutes", None)


RULE = Rule(
    id="e2-access-record",
    title="Record of ICE access",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h(e)(2)",
    severity="medium",
    subjects=("person",),
    triggers=ACCESS_TRIGGERS,
    summaries={
        "violation": "Possible violation: the record of an ICE access is not complete, or was completed too late.",
        "pending": "The record of an ICE access is not complete; the time to complete it still runs.",
        "compliant": "The record of an ICE access was complete in time.",
    },
    judge=judge,
    policy_keys=("access_record_days",),
)
