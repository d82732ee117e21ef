"""Instants and dates as text and back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from schemas.times import calendar_date, instant, spell

NINE = datetime(2026, 3, 2, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02T09:00:00-05:00",
        "2026-03-02T14:00:00Z",
        "2026-03-02t14:00:00z",
        "2026-03-02t14:00:00Z",
        "2026-03-02T14:00:00z",
        "2026-03-02T14:00:00-00:00",
        "2026-03-02T14:00:00+00:00",
        "2026-03-03T13:59:00+23:59",
        "2026-03-01T14:01:00-23:59",
        "2026-03-02T14:00:00.0Z",
        "2026-03-02T14:00:00.0000009Z",
        "2026-03-02T14:00:00.000000999999999999Z",
    ],
)
def test_an_instant_is_read_as_utc(text: str) -> None:
    """With any offset; digits beyond a microsecond are cut off."""
    moment = instant(text)
    assert (moment, moment.tzinfo) == (NINE, UTC)


@pytest.mark.parametrize(
    ("text", "microsecond"),
    [(".1Z", 100000), (".12Z", 120000), (".123Z", 123000), (".123456Z", 123456), (".1234567-00:00", 123456)],
)
def test_fractions_of_a_second_may_have_any_length(text: str, microsecond: int) -> None:
    """From one digit on."""
    assert instant(f"2026-03-02T14:00:00{text}").microsecond == microsecond


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-03-02",
        "2026-03-02T14:00:00",
        "2026-03-02 14:00:00Z",
        "2026-03-02T24:00:00Z",
        "2026-03-02T14:60:00Z",
        "2026-03-02T14:00:60Z",
        "2026-12-31T23:59:60Z",
        "2026-03-02T14:00Z",
        "2026-03-02T14:00:00.Z",
        "2026-03-02T14:00:00,5Z",
        "2026-03-02T14:00:00+0500",
        "2026-03-02T14:00:00+05",
        "2026-03-02T14:00:00+24:00",
        "2026-03-02T14:00:00+05:60",
        "2026-03-02T14:00:00Z ",
        " 2026-03-02T14:00:00Z",
        "2026-03-02T14:00:00Z\n",
        "2026-3-2T14:00:00Z",
        "20260302T140000Z",
        "2026-W10-1T14:00:00Z",
        "٢٠٢٦-03-02T14:00:00Z",
        "2026-02-29T14:00:00Z",
        "2026-13-01T14:00:00Z",
        "2026-00-01T14:00:00Z",
        "2026-03-00T14:00:00Z",
        "0000-03-02T14:00:00Z",
        "10000-03-02T14:00:00Z",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
    ],
)
def test_anything_else_is_no_instant(text: str) -> None:
    """A naive time, another form, a day that no calendar has, or one outside the years 1 to 9999."""
    with pytest.raises(ValueError, match=r"."):
        instant(text)


def test_an_error_repeats_little_of_a_long_text() -> None:
    """It could be anything."""
    with pytest.raises(ValueError, match=r"^\[x{40}\] is no RFC 3339 instant"):
        instant("x" * 1000)


@pytest.mark.parametrize(
    ("text", "day"), [("2026-03-02", date(2026, 3, 2)), ("2024-02-29", date(2024, 2, 29)), ("0001-01-01", date.min)]
)
def test_a_date_is_a_day_of_the_calendar(text: str, day: date) -> None:
    """Written year, month, day."""
    assert calendar_date(text) == day


@pytest.mark.parametrize(
    "text", ["", "2026-3-2", "20260302", "2026-02-29", "2026-13-01", "0000-01-01", "2026-03-02\n", "2026-W10-1"]
)
def test_anything_else_is_no_date(text: str) -> None:
    """Another form, or a day that no calendar has."""
    with pytest.raises(ValueError, match=r"."):
        calendar_date(text)


def test_an_instant_is_spelled_in_utc() -> None:
    """With a `Z`, and microseconds only where there are any."""
    west = timezone(timedelta(hours=-5))
    assert spell(datetime(2026, 3, 2, 9, tzinfo=west)) == "2026-03-02T14:00:00Z"
    assert spell(NINE + timedelta(microseconds=120)) == "2026-03-02T14:00:00.000120Z"
    assert instant(spell(datetime.min.replace(tzinfo=UTC))) == datetime.min.replace(tzinfo=UTC)
