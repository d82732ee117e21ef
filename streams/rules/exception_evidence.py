"""Whoever claims an exception has the evidence for it on file at the time of the act.

The burden is on whoever acts: a claim that nothing on file supports is a matter of its own, whatever other rules say
of the act. Which exception was claimed is not shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.events import CustodyEnded, CustodyHeld, CustodyStarted, DisclosureMade, InterviewStarted, Payload
from schemas.findings import Clearing, Fact, Reason
from streams.core.acts import under_exception
from streams.core.rulebook import Case, Judgement, Rule

NOT_ON_FILE = Reason(
    "claimed-exception-not-on-file", "An exception was claimed for the act, and nothing on file supports the claim."
)
CLAIMED = Reason(
    "claimed-exception-unclear", "An exception was claimed for the act; what is on file does not settle it."
)
_CLAIMING = (CustodyStarted, CustodyHeld, CustodyEnded, DisclosureMade, InterviewStarted)


def judge(case: Case) -> Iterator[Judgement]:
    """Judge every claim: (b)(1)(A) and (D), the exceptions; whatever the actor's role and the authority."""
    for event in case.timeline.events:
        claimed = getattr(event.data, "claimed_exception", None)
        law = case.context.calendar.on(event.occurred_at)
        if claimed is None or law is None:
            continue
        owed = Fact(text="The evidence of the exception that was claimed, issued and on file.")
        yield under_exception(
            case,
            event,
            law,
            (claimed,),
            reason=NOT_ON_FILE,
            unclear=CLAIMED,
            clearings=(Clearing(by=event.occurred_at, facts=(owed,)),),
        )


def _claims(payload: Payload) -> bool:
    return getattr(payload, "claimed_exception", None) is not None


RULE = Rule(
    id="x-exception-evidence",
    title="Evidence of a claimed exception",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h(b)(1)(A), (D)",
    severity="high",
    subjects=("person",),
    triggers=dict.fromkeys(_CLAIMING, _claims),
    summaries={
        "violation": "Possible violation: an exception was claimed for an act, and nothing on file supports the claim.",
        "undetermined": "An exception was claimed for an act; what is on file cannot decide whether it stands.",
        "compliant": "An exception was claimed for an act, and it was on file.",
    },
    judge=judge,
)
