"""Evidence is written down when it comes, and not after the fact.

A finding that is compliant only thanks to a paper entered in the system long after the instant it had to meet is shown
beside it, for a person to look at. Convictions are exempt: they are a court's facts, whenever an agency notes them. How
long is long is policy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemas.findings import Reason
from streams.core.rulebook import Case, Judgement, LatePapers, Rule

_WATCHED = frozenset({"b1a", "b1b", "b1c", "b1d", "b1e", "c", "d", "e1"})
"""The paragraphs whose findings it looks at: those that a paper of the agency's can clear."""

WRITTEN_LATE = Reason("evidence-written-down-late", "The paper that this rests on was written down after the fact.")


def review(_case: Case, compliant: Mapping[str, Mapping[str, Sequence[Judgement]]]) -> Iterator[Judgement]:
    """Look at every compliant finding whose papers would not do without the late ones."""
    for rule, matters in compliant.items():
        if rule.partition("-")[0] not in _WATCHED:
            continue
        for matter, judgements in matters.items():
            for judgement in judgements:
                if judgement.late is not None:
                    yield _judgement(f"{rule}:{matter}", judgement, judgement.late)


def _judgement(matter: str, found: Judgement, late: LatePapers) -> Judgement:
    return Judgement(
        status="violation",
        matter=matter,
        law=found.law,
        agency=found.agency,
        actor=found.actor,
        occurred_at=found.occurred_at,
        reasons=(WRITTEN_LATE,),
        evidence=late.papers,
        missing=tuple(fact.text for fact in late.in_time.facts),
        clearings=(late.in_time,),
        ruling=found.ruling,
        otherwise="no-finding",
    )


RULE = Rule(
    id="x-late-evidence",
    title="Evidence written down late",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h (evidence)",
    severity="medium",
    subjects=("person",),
    triggers={},
    summaries={
        "violation": "Possible violation: an act is covered only by evidence that was written down after the fact."
    },
    review=review,
    policy_keys=("late_evidence_hours",),
)
