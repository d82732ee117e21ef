"""Deadlines: hours are elapsed time; days, months and half-years are calendar ones in local time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from streams.core.deadlines import (
    INSTANT,
    HalfYear,
    days_after,
    hours_after,
    local_date,
    midnight,
    months_before,
    next_midnight,
)

ZONE = ZoneInfo("America/New_York")
EAST = ZoneInfo("Asia/Tokyo")
FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def utc(text: str) -> datetime:
    """Read an instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "hours", "then"),
    [
        ("2026-03-08 06:00", 24, "2026-03-09 06:00"),
        ("2026-11-01 05:30", 2, "2026-11-01 07:30"),
        ("2026-03-02 09:00", 0.5, "2026-03-02 09:30"),
        ("2026-03-02 09:00", -24, "2026-03-01 09:00"),
        ("2026-03-02 09:00", 0, "2026-03-02 09:00"),
    ],
)
def test_hours_are_elapsed_time(moment: str, hours: float, then: str) -> None:
    """Whatever the clocks on the wall do."""
    assert hours_after(utc(moment), hours) == utc(then)


@pytest.mark.parametrize("hours", [1e300, 1e12, 10**400])
def test_hours_beyond_the_end_of_time_are_its_end(hours: float) -> None:
    """A limit that no calendar has is the last instant, or the first where it goes back."""
    assert hours_after(utc("2026-03-02"), hours) == LAST
    assert hours_after(utc("2026-03-02"), -hours) == FIRST


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-02 04:59:59", "2026-03-01"),
        ("2026-03-02 05:00:00", "2026-03-02"),
        ("2026-07-02 03:59:59", "2026-07-01"),
        ("2026-07-02 04:00:00", "2026-07-02"),
    ],
)
def test_the_local_date_is_connecticut_s(moment: str, day: str) -> None:
    """Five hours behind UTC in winter, four in summer."""
    assert local_date(utc(moment), ZONE) == date.fromisoformat(day)


def test_at_the_ends_of_time_the_local_date_is_utc_s() -> None:
    """A local time that no calendar has is read as UTC."""
    assert local_date(FIRST, ZONE) == date.min
    assert local_date(LAST, EAST) == date.max


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        ("2026-03-08", "2026-03-08 05:00"),
        ("2026-03-09", "2026-03-09 04:00"),
        ("2026-11-01", "2026-11-01 04:00"),
        ("2026-11-02", "2026-11-02 05:00"),
    ],
)
def test_midnight_begins_a_local_day(day: str, moment: str) -> None:
    """On the days when the clocks change the next midnight is 23 or 25 hours away."""
    assert midnight(date.fromisoformat(day), ZONE) == utc(moment)
    assert midnight(date.fromisoformat(day), ZONE).tzinfo is UTC


def test_a_midnight_before_the_first_instant_is_read_as_utc() -> None:
    """East of Greenwich the first local midnight lies before time begins."""
    assert midnight(date.min, EAST) == FIRST


@pytest.mark.parametrize(
    ("moment", "then"),
    [
        ("2026-03-08 04:59:59.999999", "2026-03-08 05:00"),
        ("2026-03-08 05:00", "2026-03-09 04:00"),
        ("2026-11-01 05:30", "2026-11-02 05:00"),
        ("2026-11-01 06:30", "2026-11-02 05:00"),
    ],
)
def test_the_next_midnight_ends_the_local_day(moment: str, then: str) -> None:
    """A midnight is the first instant of its day, so that the next one is a day later."""
    assert next_midnight(utc(moment), ZONE) == utc(then)


def test_the_last_day_has_no_next_midnight() -> None:
    """It stays at the last one."""
    assert next_midnight(LAST, ZONE) == midnight(date.max, ZONE)


@pytest.mark.parametrize(
    ("moment", "days", "then"),
    [
        ("2026-03-05 15:00", 5, "2026-03-10 14:00"),
        ("2026-10-30 14:00", 5, "2026-11-04 15:00"),
        ("2026-03-03 07:30", 5, "2026-03-08 07:30"),
        ("2026-10-27 05:30", 5, "2026-11-01 05:30"),
        ("2026-11-01 05:30", 0, "2026-11-01 05:30"),
        ("2026-11-01 06:30", 0, "2026-11-01 05:30"),
        ("2026-04-06 14:00", -90, "2026-01-06 15:00"),
    ],
)
def test_days_keep_the_local_time_of_day(moment: str, days: int, then: str) -> None:
    """A time that exists twice is the first; one that does not exist is as `fold=0` has it."""
    assert days_after(utc(moment), days, ZONE) == utc(then)


@pytest.mark.parametrize("days", [10**7, 10**30, 10**400])
def test_days_beyond_the_end_of_time_are_its_end(days: int) -> None:
    """At the same time of day on the last day, or the first."""
    assert days_after(utc("2026-03-05 15:00"), days, ZONE) == utc("9999-12-31 15:00")
    assert days_after(utc("2026-03-05 15:00"), -days, ZONE) == utc("0001-01-01 14:56:02")


def test_a_local_time_after_the_end_of_time_is_read_as_utc() -> None:
    """An evening of the last day is already over in UTC."""
    assert days_after(utc("2026-03-05 02:00"), 10**7, ZONE) == utc("9999-12-31 21:00")


@pytest.mark.parametrize(
    ("moment", "months", "then"),
    [
        ("2026-03-05 15:00", 24, "2024-03-05 15:00"),
        ("2024-02-29 15:00", 24, "2022-02-28 15:00"),
        ("2028-02-29 15:00", 24, "2026-02-28 15:00"),
        ("2028-02-29 15:00", 48, "2024-02-29 15:00"),
        ("2026-05-31 14:00", 3, "2026-02-28 15:00"),
        ("2026-01-15 15:00", 1, "2025-12-15 15:00"),
        ("2026-12-15 15:00", 12, "2025-12-15 15:00"),
        ("2026-07-15 14:00", 6, "2026-01-15 15:00"),
        ("2026-03-05 15:00", 0, "2026-03-05 15:00"),
    ],
)
def test_months_keep_the_day_and_the_time(moment: str, months: int, then: str) -> None:
    """A day that the month lacks becomes its last."""
    assert months_before(utc(moment), months, ZONE) == utc(then)


@pytest.mark.parametrize("months", [2026 * 12, 10**30])
def test_months_before_the_first_year_are_the_first_instant(months: int) -> None:
    """There is nothing earlier."""
    assert months_before(utc("2026-03-05 15:00"), months, ZONE) == FIRST


@pytest.mark.parametrize(
    ("day", "text", "last_day"),
    [
        ("2026-01-01", "2026-H1", "2026-06-30"),
        ("2026-06-30", "2026-H1", "2026-06-30"),
        ("2026-07-01", "2026-H2", "2026-12-31"),
        ("2026-12-31", "2026-H2", "2026-12-31"),
        ("0007-03-01", "0007-H1", "0007-06-30"),
    ],
)
def test_a_half_year_is_january_to_june_or_july_to_december(day: str, text: str, last_day: str) -> None:
    """It is written and read back as `2026-H1`."""
    half_year = HalfYear.of(date.fromisoformat(day))
    assert str(half_year) == text
    assert HalfYear.parse(text) == half_year
    assert half_year.last_day == date.fromisoformat(last_day)


@pytest.mark.parametrize("text", ["2026", "2026-H3", "2026-H", "2026-H0", "x-H1"])
def test_anything_else_is_no_half_year(text: str) -> None:
    """It is refused with an error."""
    with pytest.raises(ValueError, match=r"."):
        HalfYear.parse(text)


@pytest.mark.parametrize(
    ("text", "ends", "due"),
    [
        ("2026-H1", "2026-07-01 04:00", "2026-07-16 04:00"),
        ("2026-H2", "2027-01-01 05:00", "2027-01-16 05:00"),
        ("9999-H2", "9999-12-31 05:00", "9999-12-31 05:00"),
    ],
)
def test_a_report_is_due_after_the_days_of_grace(text: str, ends: str, due: str) -> None:
    """At the midnight that begins 16 July or 16 January; at the end of time, at the last midnight."""
    half_year = HalfYear.parse(text)
    assert half_year.ends(ZONE) == utc(ends)
    assert half_year.report_due(15, ZONE) == utc(due)


def test_an_instant_is_the_smallest_step() -> None:
    """A microsecond, to which all instants are compared."""
    assert timedelta(microseconds=1) == INSTANT
