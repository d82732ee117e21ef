"""A person for whom a detainer comes is told whether the agency intends to comply with it.

Upon receiving a request of a federal immigration authority, the agency informs the person what it intends. To say that
it has not decided is not to inform. How long it may take is policy; it is never later than the end of the custody.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.events import RequestReceived
from streams.core.notices import duties_on_request, judge_duty, served, to_the_person
from streams.core.rulebook import Case, Judgement, Rule, with_federal_immigration


def judge(case: Case) -> Iterator[Judgement]:
    """Judge every request: (e)(1), "inform the individual whether the agency intends to comply"."""
    for duty in duties_on_request(case):
        statements = to_the_person(case, "request", duty.matter, "statement_of_intent")
        given = [event for event in statements if event.data.intent in {"comply", "decline"}]
        text = "A statement to the person whether the agency intends to comply."
        owed = served(text, "statement_of_intent", "individual", request_id=duty.matter, intent="decline")
        yield judge_duty(case, duty, given, owed=(owed,))


RULE = Rule(
    id="e1-statement-of-intent",
    title="Statement of intent",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h(e)(1)",
    severity="high",
    subjects=("person",),
    triggers={RequestReceived: with_federal_immigration},
    summaries={
        "violation": "Possible violation: a person was not told in time whether the agency intends to comply.",
        "pending": "A person is owed word whether the agency intends to comply; the time for it still runs.",
        "compliant": "A person was told in time whether the agency intends to comply.",
    },
    judge=judge,
    policy_keys=("notice_hours",),
)
