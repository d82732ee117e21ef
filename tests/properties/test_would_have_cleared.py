"""What a finding says would have cleared it does: with those facts on file in time it is compliant, or gone.

A fact becomes an event of the type and with the members that it names, at the instant by which it was needed. One that
`corrects` an event becomes that event again, with those members, recorded by then.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings

from schemas import codec
from schemas.events import Event, Payload
from schemas.findings import Clearing, Fact, Finding
from schemas.times import spell
from streams.adapters.memory import MemoryLedger
from streams.bootstrap import setting
from streams.core.evaluate import evaluate
from streams.core.rulebook import Case, Judgement
from streams.pipeline import Setting, admit
from tests.properties.histories import REGISTRY, ZONE, History, histories
from tests.spec.drawing import at, draw

SHARE = settings.get_profile("properties").max_examples // 8
PROFILE = settings(settings.get_profile("properties"), max_examples=SHARE)
REQUIRED: dict[str, dict[str, Any]] = {
    "custody.started": {"custody_id": "new", "bases": ["criminal_charge"]},
    "custody.ended": {},
    "conviction.recorded": {"conviction_id": "new"},
    "document.recorded": {"document_id": "new"},
    "request.received": {"form": "other", "asks": ["information"], "authority": "ice"},
}
"""The members that a type asks for and that no fact needs to name."""


@cache
def chosen() -> Setting:
    """Give the rulebook with the histories' registry."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "agencies.csv"
        path.write_text(REGISTRY)
        return setting(agencies=path)


@dataclass(frozen=True)
class Bench:
    """What the monitor says of lines as of an instant, and the events behind it."""

    lines: tuple[bytes, ...]
    as_of: datetime

    def ledger(self) -> MemoryLedger:
        """Give the lines, admitted."""
        ledger = MemoryLedger(chosen().agencies, chosen().fires, self.as_of)
        for number, line in enumerate(self.lines):
            admit(codec.decode(line), line, "history", number, ledger)
        return ledger

    def findings(self) -> Iterator[tuple[Finding, list[Judgement], Mapping[tuple[str, str], Event[Payload]]]]:
        """Give each finding, what was said of each act under its id, and the events of its timeline by name."""
        ledger, context = self.ledger(), chosen().context(self.as_of)
        for key in ledger.keys():  # noqa: SIM118 - a view is no mapping
            timeline = ledger.timeline(key)
            events = {(event.source, event.id): event for event in timeline.events}
            for finding in evaluate(timeline, chosen().rules, context).findings:
                judges = (rule.judge for rule in chosen().rules if rule.id == finding.rule)
                said = [one for judge in judges if judge for one in judge(Case(timeline, context))]
                acts = [one for one in said if isinstance(one, Judgement) and one.matter == finding.matter]
                yield finding, acts, events

    def status(self, fingerprint: str) -> str:
        """Give a finding's status; `gone` when there is none."""
        found = {finding.fingerprint: finding.status for finding, _, _ in self.findings()}
        return found.get(fingerprint, "gone")


def realised(
    finding: Finding, clearing: Clearing, acts: list[Judgement], events: Mapping[tuple[str, str], Event[Payload]]
) -> Iterator[bytes]:
    """Write the facts of a clearing as events."""
    for number, fact in enumerate(clearing.facts):
        by = clearing.by
        assert by is not None
        if fact.type is None:
            yield from claimed(finding, by, acts, events)
        elif fact.corrects is not None:
            yield again(events[fact.corrects.source, fact.corrects.id], fact, by, f"again-{number}")
        else:
            source = finding.matter if finding.rule == "x-feed-silent" else f"urn:custodes:{finding.agency}:new"
            yield fresh(fact.type, fact.data, by, subject=finding.subject, source=source, name=f"new-{number}")


def fresh(kind: str, data: Mapping[str, Any], by: datetime, *, subject: str, source: str, name: str) -> bytes:
    """Write a fact as an event of its own, true and recorded by an instant."""
    members = {**REQUIRED.get(kind, {}), **data}
    if kind == "document.recorded":
        members["issued_at"] = spell(by)
    if kind == "conviction.recorded":
        members["convicted_at"] = by.astimezone(ZONE).date().isoformat()
    event = {
        "specversion": "1.0",
        "id": name,
        "source": source,
        "type": f"custodes.{kind}.v1",
        "time": spell(by),
        "recordedtime": spell(by),
        "subject": subject,
        "agency": source.split(":")[2],
        "data": members,
    }
    return json.dumps(event).encode()


def again(event: Event[Payload], fact: Fact, by: datetime, name: str) -> bytes:
    """Write an event again, with other members, recorded by an instant (or with the act), in place of what it was."""
    line = json.loads(codec.encode(event))
    recorded = spell(max(by, event.occurred_at))
    line |= {"id": name, "replaces": event.id, "recordedtime": recorded, "data": {**line["data"], **fact.data}}
    return json.dumps(line).encode()


def claimed(
    finding: Finding, by: datetime, acts: list[Judgement], events: Mapping[tuple[str, str], Event[Payload]]
) -> Iterator[bytes]:
    """Write the evidence of the exceptions that were claimed, which the finding does not name."""
    source = f"urn:custodes:{finding.agency}:new"
    paper = {"signer_role": "federal_judge", "accompanies": "new-request"}
    evidence: dict[str, list[tuple[str, dict[str, Any]]]] = {
        "judicial_warrant": [
            ("request.received", {"request_id": "new-request"}),
            ("document.recorded", {"kind": "judicial_warrant", **paper}),
        ],
        "class_a_or_b_conviction": [
            ("conviction.recorded", {"jurisdiction": "CT", "class": "A", "finding": "judgment"})
        ],
        "terrorist_database": [("watchlist.checked", {"result": "possible_match"})],
        "court_order_1225_d_4_b": [
            ("document.recorded", {"kind": "court_order", "order_type": "8-usc-1225-d-4-b", **paper})
        ],
    }
    behind = (events[one.source, one.id] for act in acts if act.status != "compliant" for one in act.evidence)
    for kind in sorted({getattr(event.data, "claimed_exception", None) or "" for event in behind} - {""}):
        for number, (name, data) in enumerate(evidence[kind]):
            yield fresh(name, data, by, subject=finding.subject, source=source, name=f"{kind}-{number}")


def recorded_by(line: bytes, instant: datetime) -> bool:
    """Say whether a line is an event that was recorded by an instant: what comes later is another story."""
    decoded = codec.decode(line)
    return isinstance(decoded, codec.Accepted) and decoded.event.recorded_at <= instant


def holds(lines: Iterable[bytes], as_of: datetime, *, several: bool) -> set[str]:
    """Realise every clearing of every finding about one act, or about several acts under one id; give their rules."""
    bench = Bench(tuple(line for line in lines if recorded_by(line, as_of)), as_of)
    rules = set()
    for finding, acts, events in bench.findings():
        if (len(acts) > 1) != several:
            continue
        for clearing in finding.would_have_cleared:
            facts = tuple(realised(finding, clearing, acts, events))
            assert facts
            assert all(isinstance(codec.decode(fact), codec.Accepted) for fact in facts), facts
            assert clearing.by is not None
            cleared = Bench((*bench.lines, *facts), max(bench.as_of, clearing.by)).status(finding.fingerprint)
            expected = {"gone"} if finding.rule in {"x-late-evidence", "x-feed-silent"} else {"compliant"}
            assert cleared in expected, (finding.fingerprint, finding.occurred_at, finding.reasons, cleared, facts)
            rules.add(finding.rule)
    return rules


@PROFILE
@given(history=histories())
def test_a_finding_about_one_act_is_cleared_by_what_would_have_cleared_it(history: History) -> None:
    """Every set of facts that a finding names turns it compliant, or makes it disappear where that is all."""
    holds(history.lines(), history.as_of, several=False)


@PROFILE
@given(history=histories())
def test_a_finding_about_several_acts_is_cleared_by_what_would_have_cleared_it(history: History) -> None:
    """It is the finding that would have been cleared, and not the one act under its id that is shown."""
    holds(history.lines(), history.as_of, several=True)


DRAWINGS = {
    "b1a-detention": "{0} 09:00  request.received  r1\n{0} 10:00  custody.started  c1  bases=civil_detainer",
    "b1a-detention, held": "{0} 09:00  request.received  r1\n{0} 10:00  custody.release_eligible  c1",
    "b1d-interview": "{0} 10:00  interview.started  i1",
    "c-forward-to-head": "{0} 09:00  request.received  r1\n{0} 10:00  request.answered  a1",
    "c-head-review": """
        {0} 09:00  request.received   r1
        {0} 09:10  request.forwarded  r1
        {0} 09:20  request.reviewed   r1  outcome=denied
        {0} 10:00  request.answered   a1  disclosure_id=x1
        """,
    "c-head-review, none": """
        {0} 09:00  request.received   r1
        {0} 09:10  request.forwarded  r1
        {0} 10:00  request.answered   a1
        """,
    "d-confidential-information": (
        "{0} 10:00  disclosure.made  x1  contents=confidential confidential_categories=crime_witness"
    ),
    "e1-copy-of-request": "{0} 10:00  request.received  r1",
    "e1-statement-of-intent": "{0} 10:00  request.received  r1",
    "e1-copy-of-notification": "{0} 10:00  disclosure.made  x1",
    "e1-attorney-or-designee": "{0} 10:00  disclosure.made  x1",
    "e1-written-reason": "{0} 10:00  disclosure.made  x1",
    "e2-access-record": "{0} 10:00  disclosure.made  x1",
    "e2-access-record, late": """
        {0} 09:00  custody.started    c1  demographics=W/H/M/25-34 recorded=2026-04-01T09:00
        {0} 10:00  interview.started  i1
        """,
    "e3-half-year-report": "{0} 10:00  disclosure.made  x1  agency=CT0016300",
    "e3-report-content": "{0} 10:00  report.filed  2025-H2  individuals=1 instances=1 agency=CT0016300",
    "f-training": "{0} 10:00  request.answered  a1",
    "x-exception-evidence": "{0} 10:00  interview.started  i1  claimed_exception=judicial_warrant",
    "x-late-evidence": """
        {0} 09:00  request.received   r1
        {0} 09:10  request.forwarded  r1  recorded=2026-04-01T09:00
        {0} 10:00  request.answered   a1
        """,
    "x-late-evidence, delegation": """
        {0} 09:00  request.received   r1
        {0} 09:05  document.recorded  d1  kind=delegation signer_role=agency_head recorded=2026-04-01T09:00
        {0} 09:10  request.forwarded  r1  to=delegate delegation_document_id=d1 recorded=2026-04-01T09:00
        {0} 10:00  request.answered   a1
        """,
    "x-feed-silent": "{0} 10:00  feed.heartbeat",
}
"""A finding of each rule that says what would have cleared it."""


@pytest.mark.parametrize("which", DRAWINGS)
def test_each_rule_s_finding_is_cleared_by_what_would_have_cleared_it(which: str) -> None:
    """One drawing a rule, so that no rule's clearings are left to chance."""
    rules = holds(draw(DRAWINGS[which].format("2026-03-05")), at("2026-11-20 12:00"), several=False)
    assert which.partition(",")[0] in rules
