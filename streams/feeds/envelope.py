"""What every adapter shares in building an event: the CloudEvents envelope, instants from local times, demographics.

No export says when a row was written down. `recordedtime` is therefore the event's own `time`: the earliest instant
at which anyone could have known of it, and never earlier than the fact.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from streams.feeds.rows import plain, shown

Event: TypeAlias = dict[str, object]

_LOCAL_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.([0-9]{3}|[0-9]{6}))?)?")
_AGE = re.compile(r"([0-9]{1,3})(\.0+)?")
_AGE_BANDS = ((17, "<18"), (24, "18-24"), (34, "25-34"), (44, "35-44"), (54, "45-54"), (64, "55-64"))
# An export with one column for both says race or ethnicity, not each: what it leaves unsaid stays unknown.
_RACES = {
    "american indian": ("I", "U"),
    "amer ind": ("I", "U"),
    "asian": ("A", "U"),
    "asian/pacific island": ("A", "U"),
    "black": ("B", "U"),
    "hispanic": ("U", "H"),
    "white": ("W", "U"),
}
_SEXES = {"m": "M", "male": "M", "f": "F", "female": "F", "x": "X"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What holds for a whole conversion: the zone of the local times, the agency, and the sending system's name."""

    timezone: ZoneInfo
    agency: str
    system: str


def event(options: Options, name: str, *, subject: str, time: datetime, data: dict[str, object]) -> Event:
    """Build the envelope of one event; `name` is the type without `custodes.` and `.v1`.

    The id is a digest of everything else, so that the same row always gives the same id, and two rows that differ
    never share one: an export that repeats a row repeats an identical event, which changes nothing.
    """
    at = time.astimezone(options.timezone).isoformat()
    content = {
        "specversion": "1.0",
        "source": f"urn:custodes:{options.agency}:{options.system}",
        "type": f"custodes.{name}.v1",
        "time": at,
        "recordedtime": at,
        "subject": subject,
        "agency": options.agency,
        "data": data,
    }
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return {"id": f"{name}-{digest[:32]}", **content}


def local_time(column: str, text: str, zone: ZoneInfo) -> datetime:
    """Return the instant of a local time such as `2017-04-21 11:43:00`; raise ValueError where it is none."""
    try:
        local = datetime.fromisoformat(text) if _LOCAL_TIME.fullmatch(text) else None
    except ValueError:
        local = None
    if local is None:
        raise ValueError(f"{column} {shown(text)} is no local time: write it as 2017-04-21 11:43:00")
    return instant(local, zone)


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, of a naive local time; raise ValueError where RFC 3339 cannot write it.

    A doubled time (clocks put back) is its first occurrence. A time that clocks skipped is carried past the gap.
    """
    try:
        found = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
        offset = found.astimezone(zone).utcoffset()
    except OverflowError:
        offset = None
    if offset is None or offset.total_seconds() % 60:
        raise ValueError(f"[{local}] is too far from our time to be written with an offset: correct the year")
    return found


def demographics(race: str, sex: str, age: str | None) -> dict[str, object] | None:
    """Return the `demographics` of an export's values, or None where race or sex is empty: nothing is made up.

    A value without a letter in the contract is `U`. `age` is None where the export has no ages.
    """
    if not race or not sex:
        return None
    race_code, ethnicity = _RACES.get(plain(race), ("U", "U"))
    return {
        "race": race_code,
        "ethnicity": ethnicity,
        "sex": _SEXES.get(plain(sex), "U"),
        "age_band": _age_band(age or ""),
    }


def _age_band(age: str) -> str:
    if not (match := _AGE.fullmatch(age)):
        return "U"
    years = int(match[1])
    return next((band for last, band in _AGE_BANDS if years <= last), "65+")
