"""Nobody is arrested or kept in custody on an administrative warrant.

Such a warrant is signed by an immigration officer or an immigration judge, not by a judge of a court. The statute has
no exception to this. A custody that is booked on a "judicial" warrant is looked at too, when every such paper on file
turns out to be signed by someone who is no judicial officer.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.events import CustodyHeld, CustodyStarted, DocumentRecorded, Event
from schemas.findings import Reason
from streams.core.acts import INDEPENDENT
from streams.core.exceptions import JUDICIAL_OFFICERS
from streams.core.rulebook import Case, Judgement, Rule, actor_id
from streams.core.spans import Spans

ON_IT = Reason("basis-is-administrative-warrant", "The custody rests on an administrative warrant.")
NOT_A_JUDGE = Reason(
    "signer-is-no-judicial-officer",
    "The custody rests on a judicial warrant, and every one on file is signed by someone who is no judicial officer.",
)


def judge(case: Case) -> Iterator[Judgement]:
    """Judge every act of custody on such a warrant; nothing clears it."""
    papers = case.facts.documents.get("judicial_warrant", ())
    signed = Spans(
        case.facts.standing(one, issued=False) for one in papers if one.data.signer_role in JUDICIAL_OFFICERS
    )
    unsigned = Spans(
        case.facts.standing(one, issued=False) for one in papers if one.data.signer_role not in JUDICIAL_OFFICERS
    )
    for event in case.timeline.of_either(CustodyStarted, CustodyHeld):
        found = _on_such_a_warrant(event, signed, unsigned)
        law = case.law_binding(event, "b1") if found else None
        if found is None or law is None:
            continue
        reason, paper = found
        yield Judgement(
            status="violation",
            matter=event.data.custody_id,
            law=law,
            agency=event.agency,
            actor=actor_id(event),
            occurred_at=event.occurred_at,
            reasons=(reason,),
            evidence=(event, *paper),
        )


def _on_such_a_warrant(
    event: Event[CustodyStarted] | Event[CustodyHeld],
    signed: Spans[Event[DocumentRecorded]],
    unsigned: Spans[Event[DocumentRecorded]],
) -> tuple[Reason, tuple[Event[DocumentRecorded], ...]] | None:
    independent = INDEPENDENT.intersection(event.data.bases)
    # (b)(1)(C): "based on an administrative warrant", and on nothing that stands without it.
    if "administrative_warrant" in event.data.bases and not independent:
        return ON_IT, ()
    # (a)(1), (a)(7): what a judicial officer has not signed is an administrative warrant, whatever it is called.
    moment = event.occurred_at
    if independent == {"judicial_warrant"} and unsigned.covers(moment) and not signed.covers(moment):
        return NOT_A_JUDGE, tuple(span.what for span in unsigned.at(moment))[:1]
    return None


def _on_a_warrant(payload: CustodyStarted | CustodyHeld) -> bool:
    return not {"administrative_warrant", "judicial_warrant"}.isdisjoint(payload.bases)


RULE = Rule(
    id="b1c-administrative-warrant",
    title="Detention on an administrative warrant",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h(b)(1)(C)",
    severity="critical",
    subjects=("person",),
    triggers={CustodyStarted: _on_a_warrant, CustodyHeld: _on_a_warrant},
    summaries={
        "violation": "Possible violation: a person was arrested or kept in custody on an administrative warrant."
    },
    judge=judge,
)
