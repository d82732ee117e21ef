"""No staff time or other resources go into telling a federal immigration authority about custody or release.

The prohibition protects a person whom a detainer targets. The text excepts what subsection (e) provides, and its reach
is disputed: an exception on file does not clear such a communication, but leaves it to a person.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.events import FEDERAL_IMMIGRATION, Content, DisclosureMade
from schemas.findings import Reason
from streams.core.exceptions import DETENTION_KINDS
from streams.core.rulebook import Case, Judgement, Rule, actor_id, with_federal_immigration

TOLD = Reason(
    "release-or-custody-told",
    "A federal immigration authority that asks for the person was told of custody or release.",
)
READING = Reason(
    "subsection-e-reading",
    "Whether subsection (e) allows this communication is a question of reading; a person has to decide it.",
)
_CONTENTS: frozenset[Content] = frozenset({"release_date", "custody_status"})


def judge(case: Case) -> Iterator[Judgement]:
    """Judge every disclosure of custody or release about a person whom a request targets."""
    for event in case.timeline.of(DisclosureMade):
        # (b)(1)(B): to a federal immigration authority, on custody status or release, about one targeted by a detainer.
        if event.data.authority not in FEDERAL_IMMIGRATION or _CONTENTS.isdisjoint(event.data.contents):
            continue
        target = next(case.facts.targets().at(event.occurred_at), None)
        law = case.law_binding(event, "b1")
        if target is None or law is None:
            continue
        # (b)(1)(B): "except as provided in subsection (e)"; the cross-reference alone clears nothing.
        ruling = case.exceptions.at(DETENTION_KINDS, event.occurred_at, law)
        absent = ruling.strength == "absent"
        yield Judgement(
            status="violation" if absent else "undetermined",
            matter=event.data.disclosure_id,
            law=law,
            agency=event.agency,
            actor=actor_id(event),
            occurred_at=event.occurred_at,
            reasons=(TOLD,) if absent else (TOLD, READING),
            evidence=(event, target.what.event),
            missing=() if absent else ("Counsel's reading of the cross-reference to subsection (e).",),
            ruling=ruling,
            otherwise="violation",
        )


RULE = Rule(
    id="b1b-release-communication",
    title="Custody or release told to a federal immigration authority",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h(b)(1)(B)",
    severity="high",
    subjects=("person",),
    triggers={DisclosureMade: with_federal_immigration},
    summaries={
        "violation": "Possible violation: a federal immigration authority was told of the custody or release of a "
        "person whom it asks for.",
        "undetermined": "A federal immigration authority was told of the custody or release of a person whom it asks "
        "for; whether the law allows it here is for a person to decide.",
    },
    judge=judge,
)
