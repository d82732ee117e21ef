"""When a release is told to a federal immigration authority, the person's attorney or a person of trust hears of it.

The agency gives the attorney a copy of the notification, or makes a good-faith effort to reach one other individual
whom the person may designate. Where the person has named neither, there is nobody to reach. It is owed promptly: by
the end of that local day, and never later than the end of the custody.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter

from schemas.events import DisclosureMade, Event, NoticeContent, NoticeServed, RepresentationRecorded
from schemas.findings import Fact
from streams.core.notices import duties_on_disclosure, judge_duty, served
from streams.core.rulebook import Case, Judgement, Rule, with_federal_immigration

_WHEN = attrgetter("occurred_at")


def judge(case: Case) -> Iterator[Judgement]:
    """Judge every telling of a release date: (e)(1), "and to such individual's attorney" or one designated."""
    for duty in duties_on_disclosure(case):
        notices = case.facts.notices.get(("disclosure", duty.matter), ())
        given = [event for event in notices if _reaches(event)]
        yield judge_duty(case, duty, given, owed=_owed(duty.matter), also=_nobody_named(case, duty.due))


def _reaches(notice: Event[NoticeServed]) -> bool:
    if "copy_of_notification" not in notice.data.contents:
        return False
    delivered = notice.data.outcome == "delivered"
    return notice.data.recipient == "designee" or (notice.data.recipient == "attorney" and delivered)


def _nobody_named(case: Case, due: datetime) -> tuple[Event[RepresentationRecorded], ...]:
    """Give the last word on representation up to the due time, if it names nobody; at one instant a name counts."""
    events = case.timeline.of(RepresentationRecorded)
    place = bisect_right(events, due, key=_WHEN)
    if not place:
        return ()
    last = events[bisect_left(events, events[place - 1].occurred_at, key=_WHEN) : place]
    return () if any("named" in (event.data.attorney, event.data.designee) for event in last) else tuple(last)


def _owed(matter: str) -> tuple[Fact, ...]:
    copy: NoticeContent = "copy_of_notification"
    return (
        served("A copy of the notification, delivered to the attorney.", copy, "attorney", disclosure_id=matter),
        served("A copy of the notification for the person's designee.", copy, "designee", disclosure_id=matter),
    )


RULE = Rule(
    id="e1-attorney-or-designee",
    title="Attorney or designee",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h(e)(1)",
    severity="medium",
    subjects=("person",),
    triggers={DisclosureMade: with_federal_immigration},
    summaries={
        "violation": "Possible violation: neither attorney nor designee heard in time that a release was told to a "
        "federal immigration authority.",
        "pending": "The attorney or a designee is owed a copy of what was told about a release; the time still runs.",
        "compliant": "The attorney or a designee was told in time, or the person had named neither.",
    },
    judge=judge,
)
