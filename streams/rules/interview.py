"""A federal immigration authority gets no access to interview a person in custody.

The statute lifts this for a person convicted of a class A or B felony, for one of another exception, and for one under
a federal court order of 8 U.S.C. 1225(d)(4)(B). A judge's warrant does not lift it, and neither does the person's
consent. Whether a visit to the probation office is custody is for a person to decide.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.events import FEDERAL_IMMIGRATION, Event, InterviewStarted
from schemas.findings import Reason
from streams.core.acts import conviction_by, court_order_by, under_exception
from streams.core.exceptions import INTERVIEW_KINDS
from streams.core.rulebook import Case, Judgement, Law, Rule, actor_id, with_federal_immigration

IN_CUSTODY = Reason("interview-in-custody", "A federal immigration authority interviewed the person in custody.")
NOT_CLEARLY_CUSTODY = Reason(
    "control-is-not-clearly-custody",
    "The interview took place at the probation office; whether that is custody of a law enforcement agency is open.",
)


def judge(case: Case) -> Iterator[Judgement]:
    """Judge every interview by a federal immigration authority."""
    for event in case.timeline.of(InterviewStarted):
        law = case.law_binding(event, "b1")
        if event.data.authority not in FEDERAL_IMMIGRATION or law is None:
            continue
        # (b)(1)(D): "who is in the custody of a law enforcement agency".
        if event.data.place == "custody" or case.facts.open_custodies.covers(event.occurred_at):
            yield under_exception(
                case,
                event,
                law,
                INTERVIEW_KINDS,
                reason=IN_CUSTODY,
                clearings=(conviction_by(event.occurred_at), court_order_by(event.occurred_at)),
            )
        elif event.data.place == "probation_office":
            yield _at_the_probation_office(event, law)


def _at_the_probation_office(event: Event[InterviewStarted], law: Law) -> Judgement:
    return Judgement(
        status="undetermined",
        matter=event.data.interview_id,
        law=law,
        agency=event.agency,
        actor=actor_id(event),
        occurred_at=event.occurred_at,
        reasons=(NOT_CLEARLY_CUSTODY,),
        evidence=(event,),
        missing=("Whether the person was free to leave: a person has to say if this was custody.",),
    )


RULE = Rule(
    id="b1d-interview",
    title="Interview in custody",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h(b)(1)(D)",
    severity="critical",
    subjects=("person",),
    triggers={InterviewStarted: with_federal_immigration},
    summaries={
        "violation": "Possible violation: a federal immigration authority interviewed a person in custody, and no "
        "exception was on file.",
        "undetermined": "A federal immigration authority interviewed a person; what is on file cannot decide whether "
        "that was prohibited.",
        "compliant": "A federal immigration authority interviewed a person in custody, with an exception on file.",
    },
    judge=judge,
)
