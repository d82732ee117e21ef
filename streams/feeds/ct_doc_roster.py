"""The Connecticut Department of Correction's nightly pre-trial file (data.ct.gov b674-jy6w): who is held, by nights.

The file is a row of photographs, so events are read off the difference of two nights. `time` and `recordedtime` are the
download itself, taken as the local midnight that begins the download date: the freshest admission in the published rows
is always the day before the download, never the same day, so the population is that of the midnight between them.

- Who appears is taken in on that night, and on the first night on file that is everybody. The latest admission date is
  no better: by the publisher's own word it "may reflect an original date of admission", years before the stay on file.
  The department's other files, which share the columns, add the days of a sentence: then the basis is `sentence`.
- `DETAINER` `IMMIGRATION` means held for, *or* to be notified: a request that asks for both. A row with an empty
  `DETAINER` says nothing, and leaves a request as it was.
- Who is gone on the next night on file has left by then: `released`, since the file does not say how or whereto. A
  request does not end with the stay; should the person come back without it, it is withdrawn on that night.
- A night missing from the file is said in a notice, and is no release: who is gone after it is dated by the next night.

Whoever comes back starts a new custody. Custody and request are named for the night on which they were first seen, so
all nights must be converted together: another first night gives other names.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from sys import intern

from streams.feeds.envelope import Event, Options, demographics, event, instant
from streams.feeds.rows import BadRow, Columns, Notice, Row, plain, shown

COLUMNS = Columns(
    required=("download_date", "identifier", "detainer"),
    optional=("race", "gender", "age", "facility", "end_sentence_date", "sentence_days"),
)
IMMIGRATION = "immigration"

_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})([T ]00:00(:00(\.0+)?)?)?")
_MONTH_FIRST = re.compile(r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4})")
_NIGHT = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one night's file says of a person, all rows taken together; `immigration` is None where it does not say."""

    immigration: bool | None
    charged: bool
    sentenced: bool
    facility: str
    race: str
    sex: str
    age: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Who is in custody, under which custody id, and which requests are open, as the nights go by."""

    options: Options
    custodies: dict[str, str] = field(default_factory=dict)
    requests: dict[str, list[str]] = field(default_factory=dict)


Nights = dict[date, dict[str, Seen]]


def convert(rows: Iterable[Row], options: Options) -> Iterator[Event | BadRow | Notice]:
    """Yield the bad rows, then each night's events, nights in order and before each a notice of those missing."""
    nights: Nights = {}
    # A night is thousands of rows that say a few hundred things: each thing is kept once.
    said: dict[Seen, Seen] = {}
    for row in rows:
        try:
            night = _night(row, options)
            person = intern(row.key("identifier"))
        except ValueError as wrong:
            yield row.bad(f"{wrong} (the person reads as absent on this night)")
            continue
        people = nights.setdefault(night, {})
        seen = _seen(row) if person not in people else _together(people[person], _seen(row))
        people[person] = said.setdefault(seen, seen)
        if not row.get("detainer"):
            yield row.bad("detainer is empty: write NONE where there is none (the person counts as present)")
    register = Register(options=options)
    yield from _first_night(nights)
    gaps = {later: notice for earlier, later in pairwise(sorted(nights)) for notice in _gap(earlier, later)}
    for night in sorted(nights):
        if night in gaps:
            yield gaps[night]
        yield from _changes(register, night, nights[night])


def _night(row: Row, options: Options) -> date:
    text = row.need("download_date")
    match = _YEAR_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    try:
        night = date(*(int(match[part]) for part in ("year", "month", "day"))) if match else None
    except ValueError:
        night = None
    if night is None:
        raise ValueError(f"download_date {shown(text)} is no date: write it as 2016-07-01 or 07/01/2016")
    _midnight(night, options)
    return night


def _midnight(night: date, options: Options) -> datetime:
    return instant(datetime.combine(night, time()), options.timezone)


def _seen(row: Row) -> Seen:
    detainer = plain(row.get("detainer"))
    sentenced = bool(row.get("end_sentence_date") or row.get("sentence_days"))
    return Seen(
        immigration=detainer == IMMIGRATION if detainer else None,
        charged=not sentenced,
        sentenced=sentenced,
        facility=row.get("facility"),
        race=row.get("race"),
        sex=row.get("gender"),
        age=row.get("age"),
    )


def _together(one: Seen, other: Seen) -> Seen:
    """Return two rows of a person and night as one: a detainer on either counts, the rest is that of the first."""
    stated = [seen.immigration for seen in (one, other) if seen.immigration is not None]
    return replace(
        one,
        immigration=any(stated) if stated else None,
        charged=one.charged or other.charged,
        sentenced=one.sentenced or other.sentenced,
    )


def _first_night(nights: Nights) -> Iterator[Notice]:
    if nights:
        first = min(nights)
        yield Notice(
            text=f"The first night on file is [{first}]: the [{len(nights[first])}] people on it read as taken in then."
        )


def _gap(earlier: date, later: date) -> Iterator[Notice]:
    if missing := (later - earlier).days - 1:
        span = f"[{earlier + _NIGHT}]" + (f" to [{later - _NIGHT}]" if missing > 1 else "")
        yield Notice(
            text=f"Nights missing from the file: [{missing}], {span}. Absence then is not read as a release; "
            f"who is gone on [{later}], the next night on file, left at some time since [{earlier}]."
        )


def _changes(register: Register, night: date, people: Mapping[str, Seen]) -> Iterator[Event]:
    options, at = register.options, _midnight(night, register.options)
    for person in [person for person in register.custodies if person not in people]:
        data: dict[str, object] = {"custody_id": register.custodies.pop(person), "disposition": "released"}
        yield event(options, "custody.ended", subject=f"person/{person}", time=at, data=data)
    for person, seen in people.items():
        subject, came = f"person/{person}", person not in register.custodies
        if came:
            custody = register.custodies[person] = f"{person}-{night:%Y%m%d}"
            yield event(options, "custody.started", subject=subject, time=at, data=_started(custody, seen))
        for name, data in _detainer(register, person, seen, night, came=came):
            yield event(options, name, subject=subject, time=at, data=data)


def _started(custody: str, seen: Seen) -> dict[str, object]:
    bases = [basis for basis, held in (("criminal_charge", seen.charged), ("sentence", seen.sentenced)) if held]
    data: dict[str, object] = {"custody_id": custody, "bases": bases}
    if seen.facility:
        data["facility"] = seen.facility
    if found := demographics(seen.race, seen.sex, seen.age):
        data["demographics"] = found
    return data


def _detainer(
    register: Register, person: str, seen: Seen, night: date, *, came: bool
) -> Iterator[tuple[str, dict[str, object]]]:
    open_requests = register.requests.get(person, [])
    if seen.immigration is False:
        for request in register.requests.pop(person, []):
            yield "request.withdrawn", {"request_id": request}
    elif seen.immigration and (came or not open_requests):
        request = f"{person}-immigration-{night:%Y%m%d}"
        register.requests[person] = [*open_requests, request]
        yield "request.received", _request(request, register.custodies[person])


def _request(request: str, custody: str) -> dict[str, object]:
    return {
        "request_id": request,
        "form": "other",
        "asks": ["hold", "notify_release"],
        "authority": "ice",
        "custody_id": custody,
    }
