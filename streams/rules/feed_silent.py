"""A source that reports does not fall silent.

From a source that sends heartbeats, nothing for a day means that we cannot see, and never that nothing happened. It
changes no other finding; it is shown beside them. How long is silent is policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from schemas.findings import Clearing, Fact, Reason
from streams.core.deadlines import hours_after, just_after
from streams.core.rulebook import Case, Judgement, Law, Rule, Wake, always
from streams.core.timeline import Feed

SILENT = Reason("feed-silent", "Nothing came from a source that sends heartbeats.")


def judge(case: Case) -> Iterator[Judgement | Wake]:
    """Judge how long ago a source was heard."""
    # The matter occurs at `as_of`, so that another law may judge it later on.
    change = case.context.calendar.next_change(case.as_of)
    if change is not None:
        yield Wake(change)
    feed, law = case.timeline.feed, case.context.calendar.on(case.as_of)
    if feed is None or law is None:
        return
    due = hours_after(feed.last_heard_at, case.policy.feed_silent_hours)
    if case.as_of <= due:
        yield Wake(just_after(due))
    else:
        yield _silent(case, feed, law, due)


def _silent(case: Case, feed: Feed, law: Law, due: datetime) -> Judgement:
    owed = Fact(text="Anything from the source.", type="feed.heartbeat")
    return Judgement(
        status="violation",
        matter=feed.source,
        law=law,
        agency=feed.agency,
        occurred_at=case.as_of,
        due_at=due,
        reasons=(SILENT,),
        missing=(owed.text,),
        clearings=(Clearing(by=case.as_of, facts=(owed,)),),
    )


RULE = Rule(
    id="x-feed-silent",
    title="Silent feed",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h (evidence)",
    severity="medium",
    subjects=("agency",),
    triggers={Feed: always},
    summaries={"violation": "Possible violation: a source has fallen silent; what it would report cannot be seen."},
    judge=judge,
    policy_keys=("feed_silent_hours",),
)
