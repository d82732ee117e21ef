"""A county jail's bookings with immigration holds: one row a charge of a booking, the hold among the charges.

A booking is one person and one custody, under the booking's own opaque key. The hold (`HOLD IMMIGRAT`) is a request
from `ice`; the export does not say when it arrived, so it counts from the booking. Several hold rows of one booking
are one request, since nothing tells them apart. Charges, classes and court codes never leave the file.

The rows of a booking need not stand together. A row that cannot be read keeps its whole booking back: without it the
basis of the custody, or the end of it, could be another. A charge without a release time stands still: the person is
not yet eligible for release, or not yet released.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from streams.feeds.envelope import Event, Options, demographics, event, local_time
from streams.feeds.rows import BadRow, Columns, Notice, Row, plain, shown

COLUMNS = Columns(
    required=("booking_id", "booking_dt", "booking_charge_desc", "charge_release_dt", "release_disposition_desc"),
    optional=("release_dt", "race_desc", "gender_desc"),
)

HOLD = "hold immigrat"
TO_IMMIGRATION = "immigration"

# What set the person free, by the disposition of the charge; another disposition is `other`. `NCF` is "no charges
# filed", in a dozen spellings, and `PR` personal recognizance. A suspended or deferred sentence frees by the court.
REASONS = {
    "cash bail": "bond_posted",
    "bail bond": "bond_posted",
    "credit for time served": "sentence_complete",
    "time served": "sentence_complete",
    "court order": "court_ordered",
    "suspended sentence": "court_ordered",
    "deferred sentence": "court_ordered",
    "pr": "promise_to_appear",
    "dismissed": "charges_dismissed",
    "no charges filed": "charges_dismissed",
    "no prob cause": "charges_dismissed",
    "not guilty verdict": "charges_dismissed",
}
# Charges released in the same minute may differ: the first of these wins, whatever the order of the rows.
PRECEDENCE = ("sentence_complete", "bond_posted", "court_ordered", "promise_to_appear", "charges_dismissed", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A charge of a booking, or the hold among them; `released` is None while it stands."""

    booked: datetime
    released: datetime | None
    hold: bool
    disposition: str
    race: str
    sex: str


def convert(rows: Iterable[Row], options: Options) -> Iterator[Event | BadRow | Notice]:
    """Yield the bad rows, then the events of each booking in the order of time, bookings as they first stand."""
    bookings: dict[str, list[Charge]] = {}
    kept_back: set[str] = set()
    for row in rows:
        try:
            booking = row.key("booking_id")
        except ValueError as wrong:
            yield row.bad(wrong)
            continue
        try:
            charge = _charge(row, options.timezone)
            _check_same_booking(charge, bookings.setdefault(booking, []))
            bookings[booking].append(charge)
        except ValueError as wrong:
            kept_back.add(booking)
            yield row.bad(f"{wrong} (nothing of this booking is converted)")
    whole = {booking: charges for booking, charges in bookings.items() if booking not in kept_back}
    for booking, charges in whole.items():
        yield from _events(booking, charges, options)
    if standing := sum(_latest(charges) is None for charges in whole.values()):
        yield Notice(text=f"[{standing}] bookings have a charge without a release time and read as still in custody.")


def _charge(row: Row, zone: ZoneInfo) -> Charge:
    booked = local_time("booking_dt", row.need("booking_dt"), zone)
    released = None
    if text := row.get("charge_release_dt"):
        released = local_time("charge_release_dt", text, zone)
        if released < booked:
            raise ValueError(
                f"charge_release_dt {shown(text)} is before booking_dt {shown(row.get('booking_dt'))}: correct one"
            )
    elif over := row.get("release_dt"):
        raise ValueError(f"charge_release_dt is empty though release_dt {shown(over)} ends the booking: fill it in")
    return Charge(
        booked=booked,
        released=released,
        hold=plain(row.need("booking_charge_desc")) == HOLD,
        disposition=plain(row.get("release_disposition_desc")),
        race=row.get("race_desc"),
        sex=row.get("gender_desc"),
    )


def _check_same_booking(charge: Charge, others: Sequence[Charge]) -> None:
    if others and charge.booked != others[0].booked:
        raise ValueError("booking_dt is not that of the booking's other rows: correct one, or give another booking_id")


def _events(booking: str, charges: Sequence[Charge], options: Options) -> Iterator[Event]:
    subject = f"person/{booking}"
    booked = charges[0].booked
    holds = [charge for charge in charges if charge.hold]
    others = [charge for charge in charges if not charge.hold]
    actor = {"id": f"{options.agency}-jail", "role": "correction"}
    started = {"custody_id": booking, "bases": ["criminal_charge" if others else "civil_detainer"], "actor": actor}
    yield event(options, "custody.started", subject=subject, time=booked, data=started | _demographics(charges))
    if holds:
        data = _request(booking) | {"actor": actor}
        yield event(options, "request.received", subject=subject, time=booked, data=data)
    if free := _latest(others):
        data = {"custody_id": booking, "reason": _reason(others, free)}
        yield event(options, "custody.release_eligible", subject=subject, time=free, data=data)
    if ended := _latest(charges):
        data = {"custody_id": booking, **_disposition(holds), "actor": actor}
        yield event(options, "custody.ended", subject=subject, time=ended, data=data)


def _request(booking: str) -> dict[str, object]:
    return {
        "request_id": f"{booking}-hold",
        "form": "other",
        "asks": ["hold"],
        "authority": "ice",
        "custody_id": booking,
    }


def _disposition(holds: Sequence[Charge]) -> dict[str, object]:
    if any(hold.disposition == TO_IMMIGRATION for hold in holds):
        return {"disposition": "transferred", "transferred_to": "ice"}
    return {"disposition": "released"}


def _latest(charges: Sequence[Charge]) -> datetime | None:
    """Return when the last of the charges was released; None where there is none, or one still stands."""
    released = [charge.released for charge in charges if charge.released is not None]
    return max(released) if released and len(released) == len(charges) else None


def _reason(others: Sequence[Charge], free: datetime) -> str:
    return min((_freed_by(charge.disposition) for charge in others if charge.released == free), key=PRECEDENCE.index)


def _freed_by(disposition: str) -> str:
    return "charges_dismissed" if disposition.startswith("ncf") else REASONS.get(disposition, "other")


def _demographics(charges: Sequence[Charge]) -> dict[str, object]:
    """Return the member `demographics`, or nothing where the rows lack a part of it or disagree."""
    said = {(charge.race, charge.sex) for charge in charges}
    race, sex = said.pop() if len(said) == 1 else ("", "")
    found = demographics(race, sex, None)
    return {"demographics": found} if found else {}
