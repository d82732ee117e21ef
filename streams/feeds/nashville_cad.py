"""Nashville's police calls (computer-aided dispatch, open data): a row is one call, and the unit that was sent.

Nothing here concerns immigration: the export is load, and a negative control. The requester is always `public`, and no
address, zone, coordinate or disposition is read. The export gives one time a row, `Call_Received`, and none for the
dispatch: `unit.assigned` bears the time of the call. The export is read as a stream, a row at a time.

A row whose event number was used before still gives its own events, with ids of their own, about the same call.
"""

from collections.abc import Iterable, Iterator

from streams.feeds.envelope import Event, Options, event, local_time
from streams.feeds.rows import BadRow, Columns, Row

COLUMNS = Columns(required=("event_number", "tencode", "unit_dispatched", "call_received"))

# The city's own ten-codes, by what its export calls them. `3` comes without a description, and `88` is a call that hung
# up before it said what it was about: both are unknown, and so is every code not listed.
NATURES = {
    "14": "other",  # escort, convoy
    "15": "other",  # community policing activity
    "16": "other",  # transport of a prisoner or suspect
    "35": "life_safety",  # mentally ill person
    "40": "other",  # suspicious person
    "42": "other",  # intoxicated person
    "43": "other",  # wants an officer for investigation or assistance
    "44": "criminal",  # disorderly person
    "45": "traffic",  # vehicle accident, property damage
    "46": "traffic",  # vehicle accident, personal injury
    "49": "traffic",  # vehicle blocking right of way
    "50": "criminal",  # theft
    "51": "criminal",  # cutting, stabbing
    "52": "criminal",  # shooting
    "53": "criminal",  # holdup, robbery
    "54": "criminal",  # person with a weapon
    "57": "criminal",  # fight, assault
    "58": "criminal",  # prowler
    "59": "criminal",  # person indecently exposed
    "61": "life_safety",  # fire
    "62": "life_safety",  # person screaming
    "63": "life_safety",  # suicidal person
    "64": "other",  # corpse
    "65": "other",  # dangerous or injured animal
    "66": "criminal",  # bomb threat
    "68": "criminal",  # kidnapping
    "70": "criminal",  # burglary, residence
    "71": "criminal",  # burglary, elsewhere
    "73": "life_safety",  # hazardous liquid, gas leak
    "75": "life_safety",  # missing person
    "77": "criminal",  # gang activity
    "83": "criminal",  # shots fired
    "87": "life_safety",  # safety hazard
    "92": "other",  # fixed post
    "93": "traffic",  # traffic violation
    "94": "other",  # personal relief
    "95": "other",  # meal break
    "96": "other",  # business check
    "1000": "criminal",  # bank robbery
    "2000": "life_safety",  # aircraft crash
    "3000": "criminal",  # barricaded suspect
    "8000": "life_safety",  # explosion
}


def convert(rows: Iterable[Row], options: Options) -> Iterator[Event | BadRow]:
    """Yield the events of each row as it is read, or the row as a bad one."""
    for row in rows:
        try:
            events = _call(row, options)
        except ValueError as wrong:
            yield row.bad(wrong)
        else:
            yield from events


def _call(row: Row, options: Options) -> list[Event]:
    subject = f"agency/{options.agency}"
    call = row.need("event_number")
    received = local_time("call_received", row.need("call_received"), options.timezone)
    code = row.get("tencode")
    data: dict[str, object] = {"call_id": call, "requester": "public", "nature": NATURES.get(code, "unknown")}
    if code:
        data["code"] = code
    events = [event(options, "call.received", subject=subject, time=received, data=data)]
    if unit := row.get("unit_dispatched"):
        assigned: dict[str, object] = {"call_id": call, "unit": unit}
        events.append(event(options, "unit.assigned", subject=subject, time=received, data=assigned))
    return events
