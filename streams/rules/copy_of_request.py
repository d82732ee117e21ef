"""A person for whom a detainer comes gets a copy of it.

Upon receiving a request of a federal immigration authority, the agency gives the person a copy. How long it may take is
policy; it is never later than the end of the custody.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.events import RequestReceived
from streams.core.notices import duties_on_request, judge_duty, served, to_the_person
from streams.core.rulebook import Case, Judgement, Rule, with_federal_immigration


def judge(case: Case) -> Iterator[Judgement]:
    """Judge every request: (e)(1), "provide a copy to the individual"."""
    for duty in duties_on_request(case):
        given = to_the_person(case, "request", duty.matter, "copy_of_request")
        owed = served(
            "A copy of the request, delivered to the person.", "copy_of_request", "individual", request_id=duty.matter
        )
        yield judge_duty(case, duty, given, owed=(owed,))


RULE = Rule(
    id="e1-copy-of-request",
    title="Copy of the request",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h(e)(1)",
    severity="high",
    subjects=("person",),
    triggers={RequestReceived: with_federal_immigration},
    summaries={
        "violation": "Possible violation: a person did not get a copy of the request about them in time.",
        "pending": "A person is owed a copy of the request about them; the time for it still runs.",
        "compliant": "A person got a copy of the request about them in time.",
    },
    judge=judge,
    policy_keys=("notice_hours",),
)
