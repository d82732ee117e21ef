"""A half-year report says what the register says, and names nobody.

The number of individuals and of instances agree with the register of ICE access, also where the report says none; and
where individual records are reported, whatever identifies a person is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.events import Event, ReportFiled
from schemas.findings import Clearing, Evidence, Fact, Reason
from streams.core.municipalities import Period, periods
from streams.core.rulebook import Case, Judgement, Rule, always

PERSONAL_DATA = Reason("personal-data", "The report holds data that identifies a person.")
MISMATCH = Reason("count-mismatch", "The report's numbers are not those of the register of ICE access.")
AGREES = Reason("report-agrees", "The report's numbers are those of the register, and it names nobody.")


def judge(case: Case) -> Iterator[Judgement]:
    """Judge the latest report of every half-year: (e)(3), its content."""
    for period in periods(case):
        if period.reports:
            yield _judgement(period, period.reports[-1])


def _judgement(period: Period, report: Event[ReportFiled]) -> Judgement:
    counts = {"individuals": period.individuals, "instances": len(period.acts)}
    reported = {"individuals": report.data.individuals, "instances": report.data.instances}
    reasons = (
        *((PERSONAL_DATA,) if report.data.contains_pii else ()),
        *((MISMATCH,) if counts != reported else ()),
    )
    owed = Fact(
        text=f"A report of [{period.individuals}] individuals and [{len(period.acts)}] instances that names nobody.",
        type="report.filed",
        data={**counts, "contains_pii": False},
        corrects=Evidence(report.source, report.id),
    )
    return Judgement(
        status="violation" if reasons else "compliant",
        matter=period.matter,
        law=period.law,
        agency=report.agency,
        occurred_at=report.occurred_at,
        reasons=reasons or (AGREES,),
        evidence=(report, *period.acts),
        missing=(owed.text,) if reasons else (),
        clearings=(Clearing(by=report.occurred_at, facts=(owed,)),) if reasons else (),
        severity="critical" if report.data.contains_pii else None,
    )


RULE = Rule(
    id="e3-report-content",
    title="Content of the half-year report",
    duty=__doc__ or "",
    citation="C.G.S. § 54-192h(e)(3)",
    severity="high",
    subjects=("municipality",),
    triggers={ReportFiled: always},
    summaries={
        "violation": "Possible violation: a half-year report disagrees with the register, or identifies a person.",
        "compliant": "A half-year report agrees with the register and names nobody.",
    },
    judge=judge,
)
