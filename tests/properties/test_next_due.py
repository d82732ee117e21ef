"""Between an instant and the next at which time alone may change something, nothing changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec
from hypothesis import given, settings

from schemas import codec
from schemas.findings import Finding
from streams.adapters.memory import MemoryLedger
from streams.bootstrap import setting
from streams.core.deadlines import INSTANT
from streams.core.evaluate import Evaluation, evaluate
from streams.pipeline import admit
from tests.properties.histories import DAY, HOUR, SECOND, History, histories

SHARE = settings.get_profile("properties").max_examples // 6
PROFILE = settings(settings.get_profile("properties"), max_examples=SHARE)
SETTING = setting()
FAR = datetime(2040, 1, 1, tzinfo=UTC)


def judged(lines: list[bytes], as_of: datetime) -> Mapping[str, Evaluation]:
    """Judge every timeline as of an instant."""
    ledger = MemoryLedger(SETTING.agencies, SETTING.fires, as_of)
    for number, line in enumerate(lines):
        admit(codec.decode(line), line, "history", number, ledger)
    context = SETTING.context(as_of)
    return {key: evaluate(ledger.timeline(key), SETTING.rules, context) for key in ledger.keys()}  # noqa: SIM118


def said(evaluation: Evaluation) -> tuple[Finding, ...]:
    """Give the findings, less the instant of asking where it is part of them: a silence is one up to that instant."""
    epoch = datetime.min.replace(tzinfo=UTC)
    return tuple(
        msgspec.structs.replace(finding, occurred_at=epoch, would_have_cleared=())
        if finding.rule == "x-feed-silent"
        else finding
        for finding in evaluation.findings
    )


def recorded_by(line: bytes, instant: datetime) -> bool:
    """Say whether a line is an event that was recorded by an instant."""
    decoded = codec.decode(line)
    return isinstance(decoded, codec.Accepted) and decoded.event.recorded_at <= instant


@PROFILE
@given(history=histories())
def test_nothing_changes_before_it_is_next_due(history: History) -> None:
    """Up to a microsecond before `next_due`, and for good where there is none, the findings of a timeline stay."""
    known = [line for line in history.lines() if recorded_by(line, history.as_of)]
    first = judged(known, history.as_of)
    for key, evaluation in first.items():
        end = evaluation.next_due - INSTANT if evaluation.next_due else FAR
        assert evaluation.next_due is None or evaluation.next_due > history.as_of
        middle = history.as_of + (end - history.as_of) / 2
        instants = {history.as_of + step for step in (INSTANT, SECOND, HOUR, DAY)} | {middle, end}
        for instant in sorted(one for one in instants if one <= end):
            assert said(judged(known, instant)[key]) == said(evaluation), (key, instant)
