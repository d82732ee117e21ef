"""The clocks of the made-up state: instants are whole seconds since 1970 (UTC), days are local ones in Connecticut."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/New_York")

FIRST_DAY = date(2026, 1, 19)
"""The first simulated day: ct-trust-2025 is in force, and the reports on late 2025 were due on 16 January."""

SECOND_HALF = 7
"""The month with which the second half of a year begins."""


def midnight(day: date) -> int:
    """Give the instant with which a local day begins."""
    return int(datetime.combine(day, time(), ZONE).timestamp())


def day_start(number: int) -> int:
    """Give the instant with which simulated day `number` begins; day 0 is the first, earlier days are negative."""
    return midnight(FIRST_DAY + timedelta(days=number))


def day_of(instant: int) -> date:
    """Give the local day of an instant."""
    return datetime.fromtimestamp(instant, ZONE).date()


def moment(instant: int) -> datetime:
    """Give an instant as an aware datetime in local time."""
    return datetime.fromtimestamp(instant, ZONE)


def local_stamp(instant: int) -> str:
    """Write an instant as RFC 3339 with the local offset."""
    return datetime.fromtimestamp(instant, ZONE).isoformat()


def zulu_stamp(instant: int) -> str:
    """Write an instant as RFC 3339 in UTC, with a Z."""
    return datetime.fromtimestamp(instant, UTC).isoformat()[:-6] + "Z"


def half_year(day: date) -> str:
    """Name the half-year of a day, as reports do: `2026-H1`."""
    return f"{day.year}-H{2 if day.month >= SECOND_HALF else 1}"


def half_year_before(day: date) -> str:
    """Name the half-year that ended last before a day."""
    return f"{day.year}-H1" if day.month >= SECOND_HALF else f"{day.year - 1}-H2"
