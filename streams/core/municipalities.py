"""A town's register by half-year, and its reports to OPM (subsection (e)(3))."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from schemas.events import Event, Payload, ReportFiled
from streams.core.deadlines import HalfYear, local_date
from streams.core.register import accesses
from streams.core.rulebook import Case, Law


class Period(NamedTuple):
    """One half-year of one town: the acts of ICE access in the register, and the reports filed for it, in order."""

    matter: str
    half_year: HalfYear
    law: Law
    acts: Sequence[Event[Payload]]
    reports: Sequence[Event[ReportFiled]]
    ends: datetime
    due: datetime

    @property
    def individuals(self) -> int:
        """How many persons ICE was given access to."""
        return len({act.subject for act in self.acts})


def periods(case: Case) -> Iterator[Period]:
    """Give the half-years with an act or a report; the law is that of the period's last day."""
    acts: dict[HalfYear, list[Event[Payload]]] = defaultdict(list)
    reports: dict[HalfYear, list[Event[ReportFiled]]] = defaultdict(list)
    for act in accesses(case):
        acts[HalfYear.of(local_date(act.event.occurred_at, case.zone))].append(act.event)
    for event in case.timeline.of(ReportFiled):
        reports[HalfYear.parse(event.data.period)].append(event)
    town = case.timeline.subject.partition("/")[2]
    for half_year in sorted({*acts, *reports}):
        law = case.context.calendar.on_day(half_year.last_day)
        if law is not None:
            yield Period(
                matter=f"{town}/{half_year}",
                half_year=half_year,
                law=law,
                acts=acts[half_year],
                reports=reports[half_year],
                ends=half_year.ends(case.zone),
                due=half_year.report_due(case.policy.report_grace_days, case.zone),
            )
