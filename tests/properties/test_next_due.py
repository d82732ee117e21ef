"""Between an instant and the next at which time alone may change something, nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
from hypothesis import given, settings

from schemas import codec
from schemas.findings import Finding
from streams.adapters.memory import MemoryLedger
from streams.bootstrap import setting
from streams.core.deadlines import INSTANT
from streams.core.evaluate import Evaluation, evaluate
from streams.core.timeline import Timeline
from streams.pipeline import admit
from tests.properties.histories import DAY, HOUR, SECOND, History, histories

SHARE = settings.get_profile("properties").max_examples // 6
PROFILE = settings(settings.get_profile("properties"), max_examples=SHARE)
SETTING = setting()
FAR = datetime(2040, 1, 1, tzinfo=UTC)


def timelines(history: History) -> Iterator[Timeline]:
    """Give every timeline of what was recorded by the instant of asking."""
    ledger = MemoryLedger(SETTING.agencies, SETTING.fires, history.as_of)
    for number, line in enumerate(history.lines()):
        admit(codec.decode(line), line, "history", number, ledger)
    yield from map(ledger.timeline, ledger.keys())


def judged(timeline: Timeline, as_of: datetime) -> Evaluation:
    """Judge a timeline as of an instant."""
    return evaluate(timeline, SETTING.rules, SETTING.context(as_of))


def said(evaluation: Evaluation) -> tuple[Finding, ...]:
    """Give the findings, less the instant of asking where it is part of them: a silence is one up to that instant."""
    epoch = datetime.min.replace(tzinfo=UTC)
    return tuple(
        msgspec.structs.replace(finding, occurred_at=epoch, would_have_cleared=())
        if finding.rule == "x-feed-silent"
        else finding
        for finding in evaluation.findings
    )


@PROFILE
@given(history=histories())
def test_nothing_changes_before_it_is_next_due(history: History) -> None:
    """Up to a microsecond before `next_due`, and for good where there is none, the findings of a timeline stay."""
    for timeline in timelines(history):
        evaluation = judged(timeline, history.as_of)
        end = evaluation.next_due - INSTANT if evaluation.next_due else FAR
        assert evaluation.next_due is None or evaluation.next_due > history.as_of
        middle = history.as_of + (end - history.as_of) / 2
        instants = {history.as_of + step for step in (INSTANT, SECOND, HOUR, DAY)} | {middle, end}
        for instant in sorted(one for one in instants if one <= end):
            assert said(judged(timeline, instant)) == said(evaluation), (timeline.subject, instant)
