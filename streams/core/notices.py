"""Papers owed to the person, or for the person: when they are due, and whether they came (subsection (e)(1))."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from schemas.events import (
    FEDERAL_IMMIGRATION,
    DisclosureMade,
    Event,
    NoticeContent,
    NoticeServed,
    Payload,
    RequestReceived,
)
from schemas.findings import Clearing, Fact, Reason, Status
from streams.core.acts import late, late_limit
from streams.core.deadlines import hours_after, next_midnight
from streams.core.rulebook import Case, Judgement, Law, actor_id
from streams.core.spans import FOREVER

IN_TIME = Reason("in-time", "What was owed was given in time.")
LATE = Reason("late", "What was owed was given, but after it was due.")
NOT_GIVEN = Reason("not-given", "What was owed was not given, and it is past due.")
CLOCK_RUNS = Reason("clock-runs", "What is owed has not been given, and the time for it has not passed.")


class Duty(NamedTuple):
    """Something owed because of a request or a disclosure, by `due`."""

    trigger: Event[RequestReceived] | Event[DisclosureMade]
    matter: str
    law: Law
    due: datetime


def duties_on_request(case: Case) -> Iterator[Duty]:
    """Give what each request sets going: due after so many hours, or at the end of the custody."""
    for request in case.facts.requests:
        event = request.event
        law = case.law_binding(event, "e1")
        if law is not None:
            hours = case.policy.notice_hours
            due = min(hours_after(event.occurred_at, hours), *_ends(case, event, event.data.custody_id))
            yield Duty(event, event.data.request_id, law, due)


def duties_on_disclosure(case: Case) -> Iterator[Duty]:
    """Give what telling a release date sets going: due at the end of that local day, or at the custody's end."""
    for event in case.timeline.of(DisclosureMade):
        if event.data.authority not in FEDERAL_IMMIGRATION or "release_date" not in event.data.contents:
            continue
        law = case.law_binding(event, "e1")
        if law is not None:
            due = min(next_midnight(event.occurred_at, case.zone), *_ends(case, event, None))
            yield Duty(event, event.data.disclosure_id, law, due)


def _ends(case: Case, event: Event[Payload], named: str | None) -> Sequence[datetime]:
    """Give the end of the custody that is named, else the ends of those open at an event; FOREVER stands for none."""
    if named is not None:
        custody = case.facts.custodies.get(named)
        return (custody.end,) if custody is not None and custody.end > event.occurred_at else (FOREVER,)
    return (FOREVER, *(span.end for span in case.facts.open_custodies.at(event.occurred_at)))


def judge_duty(
    case: Case,
    duty: Duty,
    given: Sequence[Event[Any]],
    *,
    owed: tuple[Fact, ...],
    also: Sequence[Event[Any]] = (),
) -> Judgement:
    """Judge a duty by the notices that would meet it, in order, whenever they came.

    `also` is other evidence, none of it a paper, that meets the duty in time. `owed` are facts, each of which would do.
    """
    in_time = [event for event in given if event.occurred_at <= duty.due]
    limit = late_limit(case, duty.due)
    status: Status
    if in_time or also:
        status, reason = "compliant", IN_TIME
    elif given:
        status, reason = "violation", LATE
    elif case.as_of > duty.due:
        status, reason = "violation", NOT_GIVEN
    else:
        status, reason = "pending", CLOCK_RUNS
    done = status == "compliant"
    return Judgement(
        status=status,
        matter=duty.matter,
        law=duty.law,
        agency=duty.trigger.agency,
        actor=actor_id(duty.trigger),
        occurred_at=duty.trigger.occurred_at,
        due_at=duty.due,
        reasons=(reason,),
        evidence=(duty.trigger, *(in_time or given)[:1], *also[:1]),
        missing=() if done else tuple(fact.text for fact in owed),
        clearings=() if done else tuple(Clearing(by=duty.due, facts=(fact,)) for fact in owed),
        late=None if any(event.recorded_at <= limit for event in in_time) else late(in_time, limit),
    )


def served(text: str, content: NoticeContent, recipient: str, **about: str) -> Fact:
    """Say that a notice would have met a duty."""
    data = {"contents": [content], "recipient": recipient, "outcome": "delivered", **about}
    return Fact(text=text, type="notice.served", data=data)


def to_the_person(
    case: Case, about: Literal["request", "disclosure"], key: str, content: NoticeContent
) -> list[Event[NoticeServed]]:
    """Give the notices with a content that were delivered to the person, in order."""
    return [
        event
        for event in case.facts.notices.get((about, key), ())
        if content in event.data.contents and (event.data.recipient, event.data.outcome) == ("individual", "delivered")
    ]
