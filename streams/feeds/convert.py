"""An agency's own export to events: the adapters there are, and the shell that runs one over some files."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias
from zoneinfo import ZoneInfo

from streams.feeds import ct_doc_roster, jail_holds, nashville_cad
from streams.feeds.envelope import Event, Options
from streams.feeds.rows import BadRow, Columns, Export, Notice, Row, read_rows

__all__ = ["ADAPTERS", "Adapter", "BadRow", "Converted", "Event", "Export", "Notice", "convert"]

Converted: TypeAlias = Event | BadRow | Notice

_AGENCY = re.compile(r"[A-Z]{2}[A-Z0-9]{7}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """One kind of export: what it is, what holds where nobody says otherwise, and the function that reads it.

    The adapter's name is also the sending system in `source`, so that a converted file and the agency's live feed
    never share an id. The agency is a code of the registry where it has one, and otherwise a placeholder.
    """

    name: str
    summary: str
    default_timezone: str
    default_agency: str
    columns: Columns
    convert: Callable[[Iterable[Row], Options], Iterator[Converted]]


ADAPTERS: tuple[Adapter, ...] = (
    Adapter(
        name="jail-holds",
        summary="A county jail's bookings with immigration holds, one row a charge of a booking.",
        default_timezone="America/Los_Angeles",
        default_agency="WA0270000",  # Pierce County, Washington: a placeholder in the form of an ORI
        columns=jail_holds.COLUMNS,
        convert=jail_holds.convert,
    ),
    Adapter(
        name="ct-doc-roster",
        summary="The Connecticut Department of Correction's nightly pre-trial file, over several nights.",
        default_timezone="America/New_York",
        default_agency="CTDOC0000",
        columns=ct_doc_roster.COLUMNS,
        convert=ct_doc_roster.convert,
    ),
    Adapter(
        name="nashville-cad",
        summary="Nashville's police calls, one row a call with the unit that was sent.",
        default_timezone="America/Chicago",
        default_agency="TN0190100",  # Metropolitan Nashville: a placeholder in the form of an ORI
        columns=nashville_cad.COLUMNS,
        convert=nashville_cad.convert,
    ),
)


def convert(
    adapter: Adapter, files: Sequence[Export], *, timezone: str | None, agency: str | None
) -> Iterator[Converted]:
    """Return the events of the files, with the bad rows and notices where they come up.

    Headers and options are checked at once, before anything is given: raises ValueError for an unknown time zone, an
    agency that is no code, and a file that is not such an export.
    """
    options = _options(
        adapter,
        timezone=adapter.default_timezone if timezone is None else timezone,
        agency=adapter.default_agency if agency is None else agency,
    )
    tables = [read_rows(file, adapter.columns) for file in files]
    return _converted(adapter, chain.from_iterable(tables), options)


def _converted(adapter: Adapter, rows: Iterable[Row | BadRow], options: Options) -> Iterator[Converted]:
    unreadable: deque[BadRow] = deque()

    def readable() -> Iterator[Row]:
        for row in rows:
            if isinstance(row, BadRow):
                unreadable.append(row)
            else:
                yield row

    for converted in adapter.convert(readable(), options):
        while unreadable:
            yield unreadable.popleft()
        yield converted
    yield from unreadable


def _options(adapter: Adapter, *, timezone: str, agency: str) -> Options:
    if not _AGENCY.fullmatch(agency):
        raise ValueError(f"agency [{agency}] is no code: give two letters and seven of A-Z and 0-9, such as CT0009300")
    try:
        zone = ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"time zone [{timezone}] is not known: give one such as America/New_York") from None
    return Options(timezone=zone, agency=agency, system=adapter.name)
