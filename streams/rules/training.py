"""Whoever acts in these matters has been trained in them.

OPM sees to it that affected agencies and their staff get appropriate training. The statute names no hours and no cycle:
how long a training counts, and how long a new member of staff has, is policy.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from schemas.events import (
    FEDERAL_IMMIGRATION,
    AssistanceGiven,
    CustodyHeld,
    CustodyStarted,
    DisclosureMade,
    Event,
    InterviewStarted,
    OfficerAppointed,
    Payload,
    RequestAnswered,
    TrainingCompleted,
)
from schemas.findings import Clearing, Fact, Reason, Status
from streams.core.acts import matter_of
from streams.core.deadlines import days_after, months_before
from streams.core.rulebook import Case, Judgement, Law, Rule, actor_id, always, on_detainer, with_federal_immigration

TRAINED = Reason("training-on-file", "A training that still counts was on file at the time of the act.")
NEW_HIRE = Reason("new-hire", "The member of staff had been appointed so lately that the training was not yet due.")
UNTRAINED = Reason("no-training-on-file", "No training that still counts was on file at the time of the act.")

_WHEN = attrgetter("occurred_at")


def judge(case: Case) -> Iterator[Judgement]:
    """Judge the training behind every act of a member of staff: (f)."""
    for event in case.timeline.events:
        law = case.law_binding(event, "b1") if _is_act(event.data) else None
        if law is not None:
            yield _judgement(case, event, law)


def _is_act(data: Payload) -> bool:
    match data:
        case RequestAnswered():
            return True
        case DisclosureMade() | InterviewStarted() | AssistanceGiven():
            return data.authority in FEDERAL_IMMIGRATION
        case CustodyStarted() | CustodyHeld():
            return "civil_detainer" in data.bases
        case _:
            return False


def _judgement(case: Case, event: Event[Payload], law: Law) -> Judgement:
    act = event.occurred_at
    trained = _last(
        case.timeline.of(TrainingCompleted), months_before(act, case.policy.training_valid_months, case.zone), act
    )
    hired = _last(case.timeline.of(OfficerAppointed), days_after(act, -case.policy.new_hire_days, case.zone), act)
    status: Status = "compliant" if trained or hired else "violation"
    owed = Fact(text="A completed TRUST Act training.", type="training.completed", data={"course": "trust-act"})
    return Judgement(
        status=status,
        matter=matter_of(event),
        law=law,
        agency=event.agency,
        actor=actor_id(event),
        occurred_at=act,
        reasons=(TRAINED if trained else NEW_HIRE if hired else UNTRAINED,),
        evidence=(event, *(trained or hired)),
        missing=() if status == "compliant" else (owed.text,),
        clearings=() if status == "compliant" else (Clearing(by=act, facts=(owed,)),),
        lasting=False,
    )


def _last(events: Sequence[Event[Any]], since: datetime, until: datetime) -> tuple[Event[Any], ...]:
    """Give the last event of a time, both its ends included."""
    place = bisect_right(events, until, key=_WHEN)
    return tuple(events[max(place - 1, bisect_left(events, since, key=_WHEN)) : place])


RULE = Rule(
    id="f-training",
    title="Training",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h(f)",
    severity="low",
    subjects=("officer",),
    triggers={
        RequestAnswered: always,
        DisclosureMade: with_federal_immigration,
        InterviewStarted: with_federal_immigration,
        AssistanceGiven: with_federal_immigration,
        CustodyStarted: on_detainer,
        CustodyHeld: on_detainer,
    },
    summaries={
        "violation": "Possible violation: a member of staff acted in a matter of the TRUST Act, no training on file.",
        "compliant": "A member of staff acted in a matter of the TRUST Act, with training on file or newly appointed.",
    },
    judge=judge,
    policy_keys=("training_valid_months", "new_hire_days"),
)
