"""A person whose release was told to a federal immigration authority gets the reason in writing.

The agency says why it is complying. The reason is owed promptly: by the end of that local day, and never later than the
end of the custody.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.events import DisclosureMade
from streams.core.notices import duties_on_disclosure, judge_duty, served, to_the_person
from streams.core.rulebook import Case, Judgement, Rule, with_federal_immigration

_WHAT = "the reason in writing why the agency told of their release"


def judge(case: Case) -> Iterator[Judgement]:
    """Judge every telling of a release date: (e)(1), "the reason, in writing"."""
    for duty in duties_on_disclosure(case):
        given = to_the_person(case, "disclosure", duty.matter, "written_reason")
        owed = served(
            "The reason in writing, delivered to the person.", "written_reason", "individual", disclosure_id=duty.matter
        )
        yield judge_duty(case, duty, given, owed=(owed,))


RULE = Rule(
    id="e1-written-reason",
    title="Written reason",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h(e)(1)",
    severity="high",
    subjects=("person",),
    triggers={DisclosureMade: with_federal_immigration},
    summaries={
        "violation": f"Possible violation: a person did not get {_WHAT} in time.",
        "pending": f"A person is owed {_WHAT}; the time for it still runs.",
        "compliant": f"A person got {_WHAT} in time.",
    },
    judge=judge,
)
