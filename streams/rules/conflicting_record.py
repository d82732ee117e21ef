"""One record has one content.

Two events with one name and different content cannot both be true: the one recorded first is kept, and that there is
another is shown, for a person to find out which is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.findings import Reason
from streams.core.rulebook import Case, Judgement, Rule, always
from streams.core.timeline import Conflict

CONFLICT = Reason("copies-differ", "Two copies of one record differ; the one recorded first is kept.")


def judge(case: Case) -> Iterator[Judgement]:
    """Judge a record of which there are copies with different content."""
    conflict = case.timeline.conflict
    law = case.context.calendar.on(conflict.second_at) if conflict else None
    if conflict is None or law is None:
        return
    yield Judgement(
        status="violation",
        matter=f"{conflict.source}#{conflict.id}",
        law=law,
        agency=conflict.agency,
        occurred_at=conflict.second_at,
        reasons=(CONFLICT,),
        evidence=(conflict,),
    )


RULE = Rule(
    id="x-conflicting-record",
    title="Conflicting record",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h (evidence)",
    severity="medium",
    subjects=("agency",),
    triggers={Conflict: always},
    summaries={"violation": "Possible violation: a record exists in copies that differ."},
    judge=judge,
)
