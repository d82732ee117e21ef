"""Deadlines: hours are elapsed time; days, months and half-years are calendar ones in local time."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

INSTANT = timedelta(microseconds=1)
"""The smallest step of time."""

_LAST = datetime.max.replace(tzinfo=UTC)
_FIRST = datetime.min.replace(tzinfo=UTC)


def hours_after(moment: datetime, hours: float) -> datetime:
    """Give the instant so many hours of elapsed time later (or, where hours is negative, earlier)."""
    try:
        return moment + timedelta(hours=hours)
    except OverflowError:
        return _LAST if hours > 0 else _FIRST


def just_after(moment: datetime) -> datetime:
    """Give the smallest later instant: what is true after an instant is true from there on."""
    return min(moment, _LAST - INSTANT) + INSTANT


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """Give the local calendar date of an instant."""
    return _local(moment, zone).date()


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Give the instant at which a local day begins, in UTC."""
    return _utc(datetime.combine(day, time()), zone)


def next_midnight(moment: datetime, zone: ZoneInfo) -> datetime:
    """Give the end of the local day that an instant lies in."""
    return midnight(_plus_days(local_date(moment, zone), 1), zone)


def days_after(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Give the same local time of day so many calendar days later; negative days go back."""
    local = _local(moment, zone)
    return _utc(datetime.combine(_plus_days(local.date(), days), local.time()), zone)


def months_before(moment: datetime, months: int, zone: ZoneInfo) -> datetime:
    """Give the same local time of day so many months earlier; a day that the month lacks becomes its last."""
    local = _local(moment, zone)
    year, month = divmod(local.year * 12 + local.month - 1 - months, 12)
    if year < 1:
        return _FIRST
    day = min(local.day, monthrange(year, month + 1)[1])
    return _utc(datetime.combine(date(year, month + 1, day), local.time()), zone)


class HalfYear(NamedTuple):
    """January to June (half 1) or July to December (half 2) of a year, written `2026-H1`."""

    year: int
    half: int

    @classmethod
    def of(cls, day: date) -> HalfYear:
        """Give the half-year that a day lies in."""
        return cls(day.year, 1 if day.month <= 6 else 2)  # noqa: PLR2004 - June is the sixth month

    @classmethod
    def parse(cls, text: str) -> HalfYear:
        """Read `2026-H1`; raise ValueError for anything else."""
        year, _, half = text.partition("-H")
        if half not in {"1", "2"}:
            raise ValueError(f"[{text}] is no half-year such as 2026-H1")
        return cls(int(year), int(half))

    def __str__(self) -> str:
        return f"{self.year:04}-H{self.half}"

    @property
    def last_day(self) -> date:
        """The last day of the half-year."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    def ends(self, zone: ZoneInfo) -> datetime:
        """Give the midnight that ends the half-year."""
        return midnight(_plus_days(self.last_day, 1), zone)

    def report_due(self, grace_days: int, zone: ZoneInfo) -> datetime:
        """Give the midnight by which its report is due: the one that begins the day after the days of grace."""
        return midnight(_plus_days(self.last_day, 1 + grace_days), zone)


def _plus_days(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    try:
        return moment.astimezone(zone).replace(tzinfo=None)
    except OverflowError:
        return moment.replace(tzinfo=None)


def _utc(local: datetime, zone: ZoneInfo) -> datetime:
    """Read a local time: one that exists twice is the first, one that does not exist is as `fold=0` has it."""
    try:
        return local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    except OverflowError:
        return local.replace(tzinfo=UTC)
