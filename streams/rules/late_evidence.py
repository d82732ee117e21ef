"""Evidence is written down when it comes, and not after the fact.

A finding that is compliant only thanks to a paper entered in the system long after the instant it had to meet is shown
beside it, for a person to look at. Convictions are exempt: they are a court's facts, whenever an agency notes them. How
long is long is policy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemas.findings import Clearing, Evidence, Fact, Reason
from streams.core.acts import late_limit
from streams.core.rulebook import Case, Judgement, Rule

_WATCHED = frozenset({"b1a", "b1b", "b1c", "b1d", "b1e", "c", "d", "e1"})
"""The paragraphs whose findings it looks at: those that a paper of the agency's can clear."""

WRITTEN_LATE = Reason("evidence-written-down-late", "The paper that this rests on was written down after the fact.")


def review(case: Case, compliant: Mapping[str, Mapping[str, Sequence[Judgement]]]) -> Iterator[Judgement]:
    """Look at every compliant finding whose papers would not do without the late ones."""
    for rule, matters in compliant.items():
        if rule.partition("-")[0] not in _WATCHED:
            continue
        for matter, judgements in matters.items():
            for judgement in judgements:
                if judgement.late and judgement.late_by is not None:
                    yield _judgement(case, f"{rule}:{matter}", judgement)


def _judgement(case: Case, matter: str, found: Judgement) -> Judgement:
    needed_at = found.late_by or found.occurred_at
    limit = late_limit(case, needed_at)
    owed = tuple(
        Fact(text="The same paper, written down in time.", type=one.type, corrects=Evidence(one.source, one.id))
        for one in found.late[:1]
    )
    return Judgement(
        status="violation",
        matter=matter,
        law=found.law,
        agency=found.agency,
        actor=found.actor,
        occurred_at=found.occurred_at,
        reasons=(WRITTEN_LATE,),
        evidence=found.late,
        missing=tuple(fact.text for fact in owed),
        clearings=(Clearing(by=limit, facts=owed),),
        ruling=found.ruling,
        otherwise="no-finding",
    )


RULE = Rule(
    id="x-late-evidence",
    title="Evidence is written down in time",
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
