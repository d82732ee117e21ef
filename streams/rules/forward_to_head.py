"""Before an officer answers a request for a release date, it goes to the head of the agency.

Every request of a federal immigration authority for the date and time of a release is forwarded to the head of the law
enforcement agency, or to a delegate under a delegation on file, before anyone responds to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.events import RequestReceived
from schemas.findings import Clearing, Fact, Reason
from streams.core.acts import matter_of
from streams.core.answers import Answer, Backed, HeadsDesk, answers, late_backing
from streams.core.rulebook import Case, Judgement, LatePapers, Rule, actor_id, with_federal_immigration

FORWARDED = Reason("forwarded-to-head", "The request had been forwarded to the agency head before it was answered.")
NOT_FORWARDED = Reason("answered-without-head", "The request was answered before it was forwarded to the agency head.")


def judge(case: Case) -> Iterator[Judgement]:
    """Judge every answer: (c), "prior to responding"."""
    desk = HeadsDesk(case)
    for answer in answers(case):
        forwardings = desk.forwarded_by(answer.request_id, answer.moment)
        yield _judgement(answer, forwardings, late_backing(case, forwardings, answer.moment))


def _judgement(answer: Answer, forwardings: list[Backed], late: LatePapers | None) -> Judgement:
    events = tuple(one.event for one in forwardings)
    fact = Fact(
        text="The forwarding of the request to the agency head.",
        type="request.forwarded",
        data={"request_id": answer.request_id, "to": "agency_head"},
    )
    return Judgement(
        status="compliant" if events else "violation",
        matter=matter_of(answer.event),
        law=answer.law,
        agency=answer.event.agency,
        actor=actor_id(answer.event),
        occurred_at=answer.moment,
        reasons=(FORWARDED if events else NOT_FORWARDED,),
        evidence=(*answer.evidence, *events[:1]),
        missing=() if events else (fact.text,),
        clearings=() if events else (Clearing(by=answer.moment, facts=(fact,)),),
        late=late,
    )


RULE = Rule(
    id="c-forward-to-head",
    title="Forwarding to the agency head",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h(c)",
    severity="high",
    subjects=("person",),
    triggers={RequestReceived: with_federal_immigration},
    summaries={
        "violation": "Possible violation: a request for a release date was answered before it went to the agency head.",
        "compliant": "A request for a release date went to the agency head before it was answered.",
    },
    judge=judge,
)
