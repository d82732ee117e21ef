"""Confidential information goes to a federal immigration authority only with leave.

What the statute calls confidential (orientation, victims and witnesses, public assistance, taxes and finances) may be
disclosed only if the person, or the parent or guardian of one who cannot consent, agreed in writing, if a criminal
investigation that the statute names needs it, or if another law requires it.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.events import FEDERAL_IMMIGRATION, DisclosureMade, DocumentRecorded, Event
from schemas.findings import Clearing, Evidence, Fact, Reason, Status
from streams.core.acts import late, late_limit
from streams.core.rulebook import Case, Judgement, Law, Rule, actor_id, with_federal_immigration
from streams.core.spans import Span

CONSENT = Reason("written-consent-on-file", "A written consent on file covers everything that was disclosed.")
INVESTIGATION = Reason("investigation-cited", "The record cites a criminal investigation that the statute names.")
REQUIRED = Reason("required-by-law-cited", "The record cites a law that requires the disclosure.")
UNKNOWN = Reason("category-unknown", "The record does not say which confidential information was disclosed.")
NO_LEAVE = Reason("no-leave-on-file", "Confidential information was disclosed, and nothing on file allows it.")


def judge(case: Case) -> Iterator[Judgement]:
    """Judge every disclosure of confidential information to a federal immigration authority."""
    for event in case.timeline.of(DisclosureMade):
        if event.data.authority not in FEDERAL_IMMIGRATION or "confidential" not in event.data.contents:
            continue
        law = case.law_binding(event, "d")
        if law is not None:
            yield _judgement(case, event, law)


def _judgement(case: Case, event: Event[DisclosureMade], law: Law) -> Judgement:
    consents = [
        span.what for span in map(case.facts.standing, case.facts.documents.get("consent", ())) if _covers(span, event)
    ]
    status, reason = _outcome(event, consents)
    limit = late_limit(case, event.occurred_at)
    all_late = all(one.recorded_at > limit for one in consents)
    clearings = () if status == "compliant" else _clearings(event)
    missing = ("Which confidential information was disclosed.",) if reason is UNKNOWN else ()
    return Judgement(
        status=status,
        matter=event.data.disclosure_id,
        law=law,
        agency=event.agency,
        actor=actor_id(event),
        occurred_at=event.occurred_at,
        reasons=(reason,),
        evidence=(event, *consents[:1]),
        missing=(*missing, *(fact.text for clearing in clearings for fact in clearing.facts)),
        clearings=clearings,
        late=late(consents, limit) if all_late else None,
    )


def _outcome(event: Event[DisclosureMade], consents: list[Event[DocumentRecorded]]) -> tuple[Status, Reason]:
    # (d)(1): authorized in writing.
    if consents:
        return "compliant", CONSENT
    # (d)(2): in furtherance of a criminal investigation of the kind that the statute names.
    if event.data.purpose == "terrorism_investigation" and event.data.case_reference is not None:
        return "compliant", INVESTIGATION
    # (d)(3): otherwise required by law.
    if event.data.requiring_law is not None:
        return "compliant", REQUIRED
    if "unknown" in (event.data.confidential_categories or ()):
        return "undetermined", UNKNOWN
    return "violation", NO_LEAVE


def _covers(span: Span[Event[DocumentRecorded]], event: Event[DisclosureMade]) -> bool:
    """Say whether one consent allows all of a disclosure; nothing covers a category that is unknown."""
    consent = span.what.data
    dependent = bool(consent.individual_is_minor) or consent.individual_is_competent is False
    return (
        span.start <= event.occurred_at < span.end
        and consent.signer_role == ("parent_or_guardian" if dependent else "individual")
        and {*(event.data.confidential_categories or ())} <= {*(consent.consent_scope or ())} - {"unknown"}
    )


def _clearings(event: Event[DisclosureMade]) -> tuple[Clearing, ...]:
    categories = sorted({*(event.data.confidential_categories or ())})
    cited = Fact(
        text="A law that requires the disclosure, cited on its record.",
        type="disclosure.made",
        data={"requiring_law": "the citation"},
        corrects=Evidence(event.source, event.id),
    )
    if "unknown" in categories:
        return (Clearing(by=event.occurred_at, facts=(cited,)),)
    consent = Fact(
        text="The person's written consent to disclose all of it, issued and on file.",
        type="document.recorded",
        data={"kind": "consent", "signer_role": "individual", "consent_scope": categories},
    )
    return (Clearing(by=event.occurred_at, facts=(consent,)), Clearing(by=event.occurred_at, facts=(cited,)))


RULE = Rule(
    id="d-confidential-information",
    title="Confidential information",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h(d)",
    severity="critical",
    subjects=("person",),
    triggers={DisclosureMade: with_federal_immigration},
    summaries={
        "violation": "Possible violation: confidential information went to a federal immigration authority without "
        "leave.",
        "undetermined": "Confidential information of an unknown kind went to a federal immigration authority.",
        "compliant": "Confidential information went to a federal immigration authority with leave on file.",
    },
    judge=judge,
)
