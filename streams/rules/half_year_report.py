"""A town whose police gave ICE access reports it to OPM every half-year.

The legislative body of a municipality whose law enforcement agency gave ICE access to anybody in the past six months
reports the number, the demographics, the dates, and whether it was on a detainer. The days of grace after the half-year
are policy; the duty is the statute's.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.events import Event, ReportFiled
from schemas.findings import Clearing, Fact, Reason, Status
from streams.core.municipalities import Period, periods
from streams.core.notices import CLOCK_RUNS, LATE
from streams.core.register import ACCESS_TRIGGERS
from streams.core.rulebook import Case, Judgement, Rule

FILED = Reason("report-filed", "The report for the half-year was filed in time.")
NOT_FILED = Reason("no-report-filed", "No report for the half-year was filed, and it is past due.")


def judge(case: Case) -> Iterator[Judgement]:
    """Judge every half-year with ICE access: (e)(3)."""
    for period in periods(case):
        if period.acts:
            yield _judgement(case, period)


def _judgement(case: Case, period: Period) -> Judgement:
    # A report filed before its half-year has ended cannot hold all of it.
    reports = [report for report in period.reports if report.occurred_at >= period.ends]
    status, reason = _outcome(case, period, reports)
    facts = () if status == "compliant" else (_owed(period),)
    first = period.acts[0]
    return Judgement(
        status=status,
        matter=period.matter,
        law=period.law,
        agency=first.agency,
        occurred_at=first.occurred_at,
        due_at=period.due,
        reasons=(reason,),
        evidence=(*period.acts, *reports[:1]),
        missing=tuple(fact.text for fact in facts),
        clearings=tuple(Clearing(by=period.due, facts=(fact,)) for fact in facts),
    )


def _outcome(case: Case, period: Period, reports: list[Event[ReportFiled]]) -> tuple[Status, Reason]:
    if reports:
        return ("compliant", FILED) if reports[0].occurred_at <= period.due else ("violation", LATE)
    return ("violation", NOT_FILED) if case.as_of >= period.due else ("pending", CLOCK_RUNS)


def _owed(period: Period) -> Fact:
    data = {
        "period": str(period.half_year),
        "individuals": period.individuals,
        "instances": len(period.acts),
        "contains_pii": False,
    }
    return Fact(text="The report for the half-year, filed after it had ended.", type="report.filed", data=data)


RULE = Rule(
    id="e3-half-year-report",
    title="Half-year report",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h(e)(3)",
    severity="high",
    subjects=("municipality",),
    triggers=ACCESS_TRIGGERS,
    summaries={
        "violation": "Possible violation: a town whose police gave ICE access did not report the half-year in time.",
        "pending": "A town whose police gave ICE access owes a report for the half-year; the time for it still runs.",
        "compliant": "A town whose police gave ICE access reported the half-year in time.",
    },
    judge=judge,
    policy_keys=("report_grace_days",),
)
