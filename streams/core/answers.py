"""Answers to requests for a release date, and whether the agency head saw them first (subsection (c))."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from schemas.events import (
    FEDERAL_IMMIGRATION,
    Ask,
    Content,
    DisclosureMade,
    DocumentRecorded,
    Event,
    RequestAnswered,
    RequestForwarded,
    RequestReviewed,
)
from streams.core.acts import late, late_limit
from streams.core.rulebook import Case, LatePapers, Law

_ASKS: frozenset[Ask] = frozenset({"release_date", "notify_release"})
_TOLD: frozenset[Content] = frozenset({"release_date", "custody_status"})


class Answer(NamedTuple):
    """An answer: `event` gives its id and actor, `moment` the instant it is judged at; `disclosed` what it told."""

    event: Event[RequestAnswered] | Event[DisclosureMade]
    request_id: str
    moment: datetime
    law: Law
    evidence: tuple[Event[Any], ...]
    disclosed: bool


class Backed(NamedTuple):
    """A forwarding or a review that counts, and the delegation behind it (None when it is the agency head's own)."""

    event: Event[Any]
    delegation: tuple[Event[DocumentRecorded], ...] | None

    def late_parts(self, case: Case, needed_at: datetime) -> dict[Event[Any], datetime]:
        """Give what was written down too late, with its limit: itself, and the delegations when all of them were."""
        limits = {self.event: late_limit(case, needed_at)}
        supported = late_limit(case, self.event.occurred_at)
        if all(one.recorded_at > supported for one in self.delegation or ()):
            limits |= dict.fromkeys(self.delegation or (), supported)
        return {event: limit for event, limit in limits.items() if event.recorded_at > limit}


def answers(case: Case) -> Iterator[Answer]:
    """Give the answers to requests for a release date: those recorded as such, and disclosures that none names."""
    asked = {
        key: tuple(one.event for one in requests if not _ASKS.isdisjoint(one.event.data.asks))
        for key, requests in case.facts.requests_by_id.items()
    }
    told: dict[str, Event[DisclosureMade]] = {}
    for disclosure in case.timeline.of(DisclosureMade):
        told.setdefault(disclosure.data.disclosure_id, disclosure)
    named = {event.data.disclosure_id for event in case.timeline.of(RequestAnswered)}
    for event in case.timeline.of(RequestAnswered):
        requests = asked.get(event.data.request_id)
        first = told.get(event.data.disclosure_id or "")
        moment = event.occurred_at if first is None else min(event.occurred_at, first.occurred_at)
        law = case.law_binding(event, "c", at=moment)
        if requests and law is not None:
            evidence = (event, *requests[:1], *(() if first is None else (first,)))
            disclosed = event.data.disclosure_id is not None
            yield Answer(event, event.data.request_id, moment, law, evidence, disclosed)
    for disclosure in case.timeline.of(DisclosureMade):
        data = disclosure.data
        requests = asked.get(data.request_id or "")
        if not requests or data.disclosure_id in named or data.authority not in FEDERAL_IMMIGRATION:
            continue
        law = case.law_binding(disclosure, "c")
        if law is not None and not _TOLD.isdisjoint(data.contents):
            evidence = (disclosure, *requests[:1])
            yield Answer(disclosure, requests[0].data.request_id, disclosure.occurred_at, law, evidence, disclosed=True)


def late_backing(case: Case, backed: Sequence[Backed], needed_at: datetime) -> LatePapers | None:
    """Say which parts of what came to the head were written down too late, when each of them has such a part."""
    parts = [one.late_parts(case, needed_at) for one in backed]
    if not parts or not all(parts):
        return None
    papers = tuple(dict.fromkeys(event for part in parts for event in part))
    first = parts[0]
    own = [event for event in first if event == backed[0].event]
    delegation = [event for event in first if event != backed[0].event][:1]
    needed = (*own, *delegation)
    return late(papers, min(first[event] for event in needed), *needed)


class HeadsDesk:
    """What reached the agency head, or a delegate with a delegation on file, by request."""

    def __init__(self, case: Case) -> None:
        """Sort the forwardings and reviews that count by request, each in order."""
        self._case = case
        self._delegations: dict[str, list[Event[DocumentRecorded]]] = defaultdict(list)
        for document in case.facts.documents.get("delegation", ()):
            if document.data.signer_role == "agency_head":
                self._delegations[document.data.document_id].append(document)
        forwarded, reviewed = case.timeline.of(RequestForwarded), case.timeline.of(RequestReviewed)
        self.forwarded = self._sorted((one, one.data.to) for one in forwarded)
        self.reviewed = self._sorted((one, one.data.by) for one in reviewed)

    def _sorted(
        self, events: Iterable[tuple[Event[RequestForwarded] | Event[RequestReviewed], str]]
    ) -> dict[str, list[Backed]]:
        counting: dict[str, list[Backed]] = defaultdict(list)
        for event, who in events:
            backed = self._backed(event, who)
            if backed is not None:
                counting[event.data.request_id].append(backed)
        return counting

    def _backed(self, event: Event[RequestForwarded] | Event[RequestReviewed], who: str) -> Backed | None:
        if who == "agency_head":
            return Backed(event, None)
        papers = self._delegations.get(event.data.delegation_document_id or "", ()) if who == "delegate" else ()
        spans = (self._case.facts.standing(paper) for paper in papers)
        standing = tuple(span.what for span in spans if span.start <= event.occurred_at < span.end)
        return Backed(event, standing) if standing else None

    def forwarded_by(self, request_id: str, moment: datetime) -> list[Backed]:
        """Give the forwardings of a request up to an instant."""
        return [one for one in self.forwarded.get(request_id, ()) if one.event.occurred_at <= moment]

    def reviewed_by(self, request_id: str, moment: datetime) -> list[Backed]:
        """Give the reviews of a request up to an instant."""
        return [one for one in self.reviewed.get(request_id, ()) if one.event.occurred_at <= moment]
