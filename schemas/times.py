"""Instants as text and back: RFC 3339 outside, aware UTC datetimes inside."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

INSTANT_PATTERN = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
    r"(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])(?!\n)$"
)
DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\n)$"

_INSTANT = re.compile(INSTANT_PATTERN)
_DATE = re.compile(DATE_PATTERN)


def instant(text: str) -> datetime:
    """Read an RFC 3339 instant as an aware datetime in UTC, to the microsecond (further digits are cut off).

    Raises ValueError for anything else: a naive time, a space for the `T`, `24:00`, a leap second, a day that no
    calendar has, an instant outside the years 1 to 9999.
    """
    if not _INSTANT.match(text):
        raise ValueError(f"[{text[:40]}] is no RFC 3339 instant with an offset, such as 2026-03-02T09:00:00-05:00")
    return trusted_instant(text)


def trusted_instant(text: str) -> datetime:
    """Read an instant whose form was checked; raise ValueError when calendar or clock have no such one."""
    try:
        moment = datetime.fromisoformat(text if text[-1] != "z" else text[:-1] + "Z")
        return moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"[{text[:40]}] lies outside the years 1 to 9999") from error


def calendar_date(text: str) -> date:
    """Read a `YYYY-MM-DD` date; raise ValueError for anything else."""
    if not _DATE.match(text):
        raise ValueError(f"[{text[:40]}] is no date such as 2026-03-02")
    return date.fromisoformat(text)


def spell(moment: datetime) -> str:
    """Spell an aware datetime as RFC 3339 in UTC, with a `Z`, and with microseconds only where there are any."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
