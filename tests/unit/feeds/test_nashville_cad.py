"""Nashville's police calls: one call a row, a unit where one was sent, and nothing else of the row."""

import json
import re
from collections import Counter

import pytest

from tests.unit.feeds.exports import (
    bad_rows,
    converted,
    converted_files,
    data,
    errors,
    events,
    needs_data,
    needs_schemas,
)

HEADER = "OBJECTID,Event Number,Tencode,Block,Street Name,Unit Dispatched,Call_Received\n"


def call(number: str = "PD1", code: str = "43", unit: str = "527C", received: str = "2024-07-06 21:14:40") -> str:
    """Write one row."""
    return f"1,{number},{code},100,ORCHARD DR,{unit},{received}\n"


def test_a_row_is_one_call_from_the_public() -> None:
    """A call bears its number, the public as requester, its code and the code's nature."""
    (received,) = events(converted("nashville-cad", HEADER + call()), "call.received")
    assert received["subject"] == "agency/TN0190100"
    assert received["specversion"] == "1.0"
    assert data(received) == {"call_id": "PD1", "requester": "public", "nature": "other", "code": "43"}


def test_a_unit_that_was_sent_is_assigned() -> None:
    """Where a unit is given, it is assigned to the call at the time of the call."""
    received, assigned = events(converted("nashville-cad", HEADER + call()))
    assert data(assigned) == {"call_id": "PD1", "unit": "527C"}
    assert assigned["time"] == received["time"]


def test_no_unit_no_assignment() -> None:
    """A call without a unit is a call alone."""
    assert len(events(converted("nashville-cad", HEADER + call(unit="  ")))) == 1


@pytest.mark.parametrize(
    ("code", "nature"),
    [("70", "criminal"), ("45", "traffic"), ("61", "life_safety"), ("95", "other"), ("99", "unknown")],
)
def test_the_nature_is_that_of_the_ten_code(code: str, nature: str) -> None:
    """The ten-code decides the nature, and a code not in the table is unknown."""
    assert data(events(converted("nashville-cad", HEADER + call(code=code)))[0])["nature"] == nature


def test_a_call_without_a_code_has_an_unknown_nature() -> None:
    """An empty ten-code is left out, and the nature is unknown."""
    found = data(events(converted("nashville-cad", HEADER + call(code="")))[0])
    assert found == {"call_id": "PD1", "requester": "public", "nature": "unknown"}


def test_no_address_goes_along() -> None:
    """Neither street nor block is anywhere in the events."""
    assert "ORCHARD" not in json.dumps(events(converted("nashville-cad", HEADER + call())))


@pytest.mark.parametrize("received", ["", "yesterday", "2024-07-06", "2024-13-06 21:14:40", "07/06/2024 21:14:40"])
def test_a_time_that_is_none_is_a_bad_row(received: str) -> None:
    """A row without a readable time is bad, and the message says which value and what to do."""
    (bad,) = converted("nashville-cad", HEADER + call(received=received))
    assert "call_received" in getattr(bad, "reason", "")


def test_a_value_is_shown_only_in_part() -> None:
    """A long text in the wrong place is cut short in the message."""
    (bad,) = bad_rows(converted("nashville-cad", HEADER + call(received="x" * 50)))
    assert bad.reason.startswith(f"call_received [{'x' * 32}...] is no local time")


def test_a_call_without_a_number_is_a_bad_row() -> None:
    """An empty event number makes a bad row."""
    (bad,) = bad_rows(converted("nashville-cad", HEADER + call(number="")))
    assert bad.reason == "event_number is empty: fill it in"


def test_a_repeated_row_repeats_the_same_event() -> None:
    """The same row twice is the same event twice, to the byte."""
    once, again = events(converted("nashville-cad", HEADER + call(unit=""), HEADER + call(unit="")))
    assert once == again


def test_rows_that_share_a_number_have_ids_of_their_own() -> None:
    """Two different rows about one call give events that differ in their ids."""
    found = events(converted("nashville-cad", HEADER + call() + call(unit="710B", code="44")))
    assert len({one["id"] for one in found}) == 4
    assert {data(one)["call_id"] for one in found} == {"PD1"}


@needs_data
def test_every_real_call_converts() -> None:
    """All 26,935 calls of 2024 convert, with the 23,524 units that were sent and no id twice."""
    found = converted_files("nashville-cad", "dispatch/nashville-2024.csv")
    assert not bad_rows(found)
    assert len(events(found, "call.received")) == 26935
    assert len(events(found, "unit.assigned")) == 23524
    assert len({one["id"] for one in events(found)}) == len(found)


@needs_data
def test_every_real_code_has_a_nature_but_one() -> None:
    """Of the real codes only that without a description, and the call that hung up, are of unknown nature."""
    calls = events(converted_files("nashville-cad", "dispatch/nashville-2024.csv"), "call.received")
    unknown = Counter(data(one)["code"] for one in calls if data(one)["nature"] == "unknown")
    assert unknown == {"3": 1935, "88": 822}


@needs_data
@needs_schemas
def test_real_calls_fit_their_schemas() -> None:
    """Every fiftieth real event fits the JSON Schema of its type, and every time has an offset of Tennessee."""
    found = events(converted_files("nashville-cad", "dispatch/nashville-2024.csv"))
    assert not list(errors(found[::50]))
    assert all(re.search(r"-0[56]:00$", str(one["time"])) for one in found)
