"""Judge one timeline as of one instant: findings, register, and when to look again. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from schemas.findings import Access, Clearing, Finding, Reason, Restricted, Status, evidence, fingerprint
from streams.core.deadlines import just_after
from streams.core.register import register
from streams.core.rulebook import Case, Context, Judgement, Rule, Wake
from streams.core.timeline import Timeline

WORST_FIRST: tuple[Status, ...] = ("error", "violation", "undetermined", "pending", "compliant")
RULE_FAILED = "*"
"""The matter of an `error` finding: the rule failed before it could name one."""

_RANK: dict[str, int] = {status: rank for rank, status in enumerate(WORST_FIRST)}


class Evaluation(Struct, frozen=True, kw_only=True):
    """What a timeline comes to.

    `next_due` is the first instant after `as_of` at which time alone may change a finding; None when it never will.
    `failures` are the rules that failed, each with the name of the exception.
    """

    findings: tuple[Finding, ...] = ()
    accesses: tuple[Access, ...] = ()
    restricted: tuple[Restricted, ...] = ()
    next_due: datetime | None = None
    failures: tuple[tuple[str, Exception], ...] = ()

    def tally(self) -> dict[tuple[str, Status], int]:
        """Count the findings by rule and status."""
        return dict(Counter((finding.rule, finding.status) for finding in self.findings))


def evaluate(timeline: Timeline, rules: Sequence[Rule], context: Context, *, restricted: bool = False) -> Evaluation:
    """Judge a timeline by every rule. A rule that raises becomes an `error` finding and stops no other.

    With `restricted`, say also which exceptions the findings rest on.
    """
    return _Evaluation(timeline, context, restricted=restricted).run(rules)


class _Evaluation:
    """One evaluation under way."""

    def __init__(self, timeline: Timeline, context: Context, *, restricted: bool) -> None:
        self.case = Case(timeline, context)
        self.wants_restricted = restricted
        self.compliant: dict[str, dict[str, list[Judgement]]] = {}
        self.findings: list[Finding] = []
        self.restricted: list[Restricted] = []
        self.wakes: list[datetime] = []
        self.failures: list[tuple[str, Exception]] = []

    def run(self, rules: Sequence[Rule]) -> Evaluation:
        kind = self.case.timeline.subject.partition("/")[0]
        types = self.case.timeline.types
        for rule in rules:
            if rule.judge is not None and kind in rule.subjects and not types.isdisjoint(rule.triggers):
                self._judge(rule, rule.judge, self.case)
        for rule in rules:
            if rule.review is not None and kind in rule.subjects and self.compliant:
                self._judge(rule, rule.review, self.case, self.compliant)
        return Evaluation(
            findings=tuple(sorted(self.findings, key=lambda finding: finding.fingerprint)),
            accesses=tuple(register(self.case)) if kind == "person" else (),
            restricted=tuple(sorted(self.restricted, key=lambda one: one.fingerprint)),
            next_due=min((wake for wake in self.wakes if wake > self.case.as_of), default=None),
            failures=tuple(self.failures),
        )

    def _judge(self, rule: Rule, judge: Callable[..., Iterable[Judgement | Wake]], *given: object) -> None:
        by_matter: dict[str, list[Judgement]] = {}
        wakes: list[datetime] = []
        try:
            for said in judge(*given):
                if isinstance(said, Wake):
                    wakes.append(said.at)
                    continue
                by_matter.setdefault(said.matter, []).append(said)
                if said.status == "pending" and said.due_at is not None:
                    wakes += (said.due_at, just_after(said.due_at))
            found = [self._settle(rule, matter, judgements) for matter, judgements in by_matter.items()]
        except Exception as error:  # noqa: BLE001 - whatever a rule raises is shown as an error finding
            self.failures.append((rule.id, error))
            self.findings.append(self._error(rule, error))
            return
        self.wakes += wakes
        self.findings += found
        for finding in found:
            judgements = by_matter[finding.matter]
            if finding.status == "compliant":
                self.compliant.setdefault(rule.id, {})[finding.matter] = judgements
            if self.wants_restricted:
                self.restricted += _restricted(finding.fingerprint, finding.status, judgements)

    def _settle(self, rule: Rule, matter: str, judgements: list[Judgement]) -> Finding:
        """Give one finding for several acts under one id: the worst status, and of those the earliest act."""
        worst = min(judgements, key=lambda one: (_RANK[one.status], one.occurred_at))
        return Finding(
            fingerprint=fingerprint(rule.id, self.case.timeline.subject, matter),
            rule=rule.id,
            status=worst.status,
            severity=worst.severity or rule.severity,
            subject=self.case.timeline.subject,
            matter=matter,
            agency=worst.agency,
            actor=worst.actor,
            occurred_at=worst.occurred_at,
            due_at=worst.due_at,
            rulebook=worst.law.id,
            citation=rule.citation,
            summary=rule.summaries[worst.status],
            reasons=worst.reasons,
            evidence=evidence(worst.evidence),
            missing=worst.missing,
            would_have_cleared=_clearings(worst, judgements),
        )

    def _error(self, rule: Rule, error: Exception) -> Finding:
        timeline = self.case.timeline
        law = self.case.context.calendar.on(self.case.as_of)
        return Finding(
            fingerprint=fingerprint(rule.id, timeline.subject, RULE_FAILED),
            rule=rule.id,
            status="error",
            severity=rule.severity,
            subject=timeline.subject,
            matter=RULE_FAILED,
            agency=timeline.agency,
            actor=None,
            occurred_at=self.case.as_of,
            due_at=None,
            rulebook=law.id if law else "none",
            citation=rule.citation,
            summary="The rule itself failed: this timeline was not judged by it, and a person has to look.",
            reasons=(Reason("rule-failed", f"The rule ended with [{type(error).__name__}]."),),
            evidence=(),
            missing=("A working rule: report this to whoever maintains the rulebook.",),
            would_have_cleared=(),
        )


def _clearings(worst: Judgement, judgements: Sequence[Judgement]) -> tuple[Clearing, ...]:
    """Give the sets of facts that would have cleared every act of a matter.

    Where each act has one set, all together; else each set of the worst act joined with its like of every other one.
    Where an act has none, or where what clears one act need not clear a later one, there is no such set.
    """
    acts = [one for one in judgements if one.status != "compliant"]
    if len(acts) <= 1:
        return worst.clearings
    if not all(one.clearings and one.lasting for one in acts):
        return ()
    if all(len(one.clearings) == 1 for one in acts):
        return (_joined([one.clearings[0] for one in acts]),)
    groups = ([like for one in acts for like in one.clearings if _like(like, clearing)] for clearing in worst.clearings)
    return tuple(_joined(group) for group in groups if len(group) == len(acts))


def _joined(clearings: Sequence[Clearing]) -> Clearing:
    facts = {msgspec.json.encode(fact): fact for clearing in clearings for fact in clearing.facts}
    return Clearing(by=min(one.by for one in clearings), facts=tuple(facts.values()))


def _like(one: Clearing, other: Clearing) -> bool:
    """Say whether two sets are of the same facts, whichever acts they are about."""
    return [fact.text for fact in one.facts] == [fact.text for fact in other.facts]


def _restricted(name: str, status: Status, judgements: Sequence[Judgement]) -> Iterable[Restricted]:
    """Say which exceptions a finding rests on, when its status would differ with none on file."""
    rulings = [one.ruling for one in judgements if one.ruling is not None and one.ruling.strength != "absent"]
    otherwise = min((one.otherwise or one.status for one in judgements), key=lambda one: _RANK.get(one, len(_RANK)))
    if not rulings or otherwise == status:
        return
    kinds = sorted({kind for ruling in rulings for kind in ruling.kinds})
    yield Restricted(fingerprint=name, kinds=tuple(kinds), evidence=evidence(*(ruling.evidence for ruling in rulings)))
