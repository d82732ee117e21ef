"""The head of the agency reviews a request for a release date before it is answered, and a no is kept.

The statute has the request forwarded "for review". So somebody has to have decided it, the agency head or a delegate
under a delegation on file, before the answer; and where the decision was no, the answer tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.events import RequestReceived
from schemas.findings import Clearing, Fact, Reason, Status
from streams.core.acts import matter_of
from streams.core.answers import Answer, Backed, HeadsDesk, answers, late_backing
from streams.core.rulebook import Case, Judgement, Rule, actor_id, with_federal_immigration

APPROVED = Reason("review-approved", "The agency head had approved the answer.")
DENIED = Reason("review-denied", "The agency head had denied the request, and the answer disclosed something.")
KEPT = Reason("denial-kept", "The agency head had denied the request, and the answer disclosed nothing.")
NOT_REVIEWED = Reason("answered-without-review", "The request was answered before the agency head had decided it.")


def judge(case: Case) -> Iterator[Judgement]:
    """Judge every answer to a request that was forwarded in time: (c), "for review"."""
    desk = HeadsDesk(case)
    for answer in answers(case):
        if not desk.forwarded_by(answer.request_id, answer.moment):
            continue
        reviews = desk.reviewed_by(answer.request_id, answer.moment)
        deciding = _deciding(reviews)
        status, reason = _outcome(answer, deciding)
        late = [one for one in reviews if one.late_parts(case, answer.moment)] if status == "compliant" else []
        without, _ = _outcome(answer, _deciding([one for one in reviews if one not in late]))
        clearings = _clearings(answer, deciding) if status == "violation" else ()
        yield Judgement(
            status=status,
            matter=matter_of(answer.event),
            law=answer.law,
            agency=answer.event.agency,
            actor=actor_id(answer.event),
            occurred_at=answer.moment,
            reasons=(reason,),
            evidence=(*answer.evidence, *(() if deciding is None else (deciding.event,))),
            missing=()
            if status == "compliant"
            else ("A review of the request by the agency head that allows the answer.",),
            clearings=clearings,
            lasting=False,
            late=late_backing(case, late, answer.moment) if without != "compliant" else None,
        )


def _deciding(reviews: list[Backed]) -> Backed | None:
    """Give the latest review; at one instant a denial outweighs an approval."""
    return max(reviews, key=lambda one: (one.event.occurred_at, one.event.data.outcome == "denied"), default=None)


def _outcome(answer: Answer, review: Backed | None) -> tuple[Status, Reason]:
    if review is None:
        return "violation", NOT_REVIEWED
    if review.event.data.outcome == "approved":
        return "compliant", APPROVED
    return ("violation", DENIED) if answer.disclosed else ("compliant", KEPT)


def _clearings(answer: Answer, review: Backed | None) -> tuple[Clearing, ...]:
    if review is not None and review.event.occurred_at == answer.moment:
        return ()
    data = {"request_id": answer.request_id, "by": "agency_head", "outcome": "approved"}
    fact = Fact(text="The agency head's approval of the answer.", type="request.reviewed", data=data)
    return (Clearing(by=answer.moment, facts=(fact,)),)


RULE = Rule(
    id="c-head-review",
    title="Review by the agency head",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h(c)",
    severity="medium",
    subjects=("person",),
    triggers={RequestReceived: with_federal_immigration},
    summaries={
        "violation": "Possible violation: a request for a release date was answered without, or against, the agency "
        "head's decision.",
        "compliant": "A request for a release date was answered as the agency head had decided.",
    },
    judge=judge,
)
