"""Metrics of the embedded monitor for Prometheus: counts by outcome, rule, agency and source, and never of a person."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from threading import Lock

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily

from schemas import codec
from schemas.alerts import Alert
from schemas.findings import Status
from streams.core.evaluate import WORST_FIRST, Evaluation
from streams.ports import Answer

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_SECOND, _MINUTE, _HOUR, _DAY = 1, 60, 3600, 86400
_LATENESS = (_SECOND, 10, _MINUTE, 10 * _MINUTE, _HOUR, 6 * _HOUR, _DAY, 5 * _DAY, 30 * _DAY, 90 * _DAY)
_EVALUATION = (0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5)

AlertCounts = Callable[[], Iterable[tuple[str, str, str, int]]]
"""Gives (state, severity, agency, count)."""


class Metrics:
    """An observer of the embedded monitor that Prometheus can scrape."""

    def __init__(self, rules: Sequence[str], alerts: AlertCounts, findings: Mapping[tuple[str, Status], int]) -> None:
        """Start with a zero for every rule and status, so that none is missing before its first finding."""
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        self._events = Counter(
            "custodes_events_total",
            "Events received, by outcome and reason.",
            ["outcome", "reason"],
            registry=self._registry,
        )
        for outcome in ("accepted", "duplicate"):
            self._events.labels(outcome, "")
        for reason in codec.REASON_CODES:
            self._events.labels("refused", reason)
        self._evaluation = Histogram(
            "custodes_evaluation_seconds", "Time to judge one timeline.", buckets=_EVALUATION, registry=self._registry
        )
        self._lateness = Histogram(
            "custodes_evidence_lateness_seconds",
            "How long after it happened an accepted event was written down.",
            buckets=_LATENESS,
            registry=self._registry,
        )
        self._last_event = Gauge(
            "custodes_source_last_event_timestamp_seconds",
            "When the latest accepted event of a source was written down.",
            ["source", "agency"],
            registry=self._registry,
        )
        self._failures = Counter(
            "custodes_judging_failures_total", "Timelines that could not be judged.", registry=self._registry
        )
        self._changes = Counter(
            "custodes_alert_changes_total",
            "Revisions of alerts, by rule and state.",
            ["rule", "state"],
            registry=self._registry,
        )
        self._registry.register(_Standing(rules, alerts, self))
        self._lock = Lock()
        self._findings = Tally(findings)
        self._latest: dict[str, float] = {}

    def answered(self, decoded: codec.Accepted | codec.Refusal, answer: Answer) -> None:
        """Count an event; of an accepted one note its source and its lateness."""
        self._events.labels(answer.status, answer.reason or "").inc()
        if answer.status == "accepted" and isinstance(decoded, codec.Accepted):
            event = decoded.event
            self._lateness.observe(max((event.recorded_at - event.occurred_at).total_seconds(), 0))
            self.heard(event.source, event.agency, event.recorded_at)

    def heard(self, source: str, agency: str, at: datetime) -> None:
        """Note when a source was heard; the latest counts."""
        latest = max(self._latest.get(source, 0.0), at.timestamp())
        self._latest[source] = latest
        self._last_event.labels(source, agency).set(latest)

    def judged(self, evaluation: Evaluation, before: Mapping[tuple[str, Status], int], seconds: float) -> None:
        """Count what judging a timeline came to, in place of what it had come to before."""
        self._evaluation.observe(seconds)
        with self._lock:
            self._findings.subtract(before)
            self._findings.update(evaluation.tally())

    def failed(self) -> None:
        """Count a timeline that could not be judged."""
        self._failures.inc()

    def changed(self, changes: Sequence[Alert]) -> None:
        """Count revisions of alerts."""
        for change in changes:
            self._changes.labels(change.finding.rule, change.state).inc()

    def findings(self) -> dict[tuple[str, Status], int]:
        """Give how many findings stand, by rule and status."""
        with self._lock:
            return dict(self._findings)

    def text(self) -> bytes:
        """Give the metrics in Prometheus' text format."""
        return generate_latest(self._registry)


class _Standing:
    """What stands at the moment of the scrape."""

    def __init__(self, rules: Sequence[str], alerts: AlertCounts, metrics: Metrics) -> None:
        self._rules = rules
        self._alerts = alerts
        self._metrics = metrics

    def describe(self) -> tuple[GaugeMetricFamily, GaugeMetricFamily]:
        return (
            GaugeMetricFamily(
                "custodes_findings", "Findings that stand, by rule and status.", labels=["rule", "status"]
            ),
            GaugeMetricFamily("custodes_alerts", "Alerts that stand.", labels=["state", "severity", "agency"]),
        )

    def collect(self) -> tuple[GaugeMetricFamily, GaugeMetricFamily]:
        findings, alerts = self.describe()
        counts = self._metrics.findings()
        for rule in self._rules:
            for status in WORST_FIRST:
                findings.add_metric([rule, status], counts.get((rule, status), 0))
        for state, severity, agency, count in self._alerts():
            alerts.add_metric([state, severity, agency], count)
        return findings, alerts
