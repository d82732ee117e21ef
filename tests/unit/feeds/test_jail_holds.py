"""A jail's bookings: one person and one custody a booking, a request for the hold, and when the person was free."""

import json
from datetime import datetime
from itertools import pairwise

import pytest

from streams.feeds.convert import Event
from tests.unit.feeds.exports import (
    bad_rows,
    converted,
    converted_files,
    data,
    errors,
    events,
    needs_data,
    needs_schemas,
    notices,
    short_type,
)

HEADER = (
    "booking_id,booking_dt,release_dt,booking_charge_desc,jurisdiction_cd,charge_release_dt,release_disposition_desc,"
    "gender_desc,race_desc\n"
)
BOOKED = "2017-04-21 11:43:00"
RELEASED = "2017-05-21 05:00:00"


def charge(  # noqa: PLR0913
    description: str = "DWI",
    released: str = RELEASED,
    disposition: str = "Time Served",
    *,
    booking: str = "b1",
    booked: str = BOOKED,
    over: str = "",
    sex: str = "MALE",
    race: str = "WHITE",
) -> str:
    """Write one row."""
    return f"{booking},{booked},{over},{description},SUP,{released},{disposition},{sex},{race}\n"


def hold(released: str = RELEASED, disposition: str = "Cancel Detainer", *, booking: str = "b1") -> str:
    """Write the row of a hold."""
    return charge("HOLD IMMIGRAT", released, disposition, booking=booking)


def one(name: str, *rows: str) -> Event:
    """Return the only event of that type."""
    (found,) = events(converted("jail-holds", HEADER + "".join(rows)), name)
    return found


def test_a_booking_is_one_person_and_one_custody() -> None:
    """The booking's key names the person and the custody, which starts at the booking."""
    started = one("custody.started", charge(), hold())
    assert started["subject"] == "person/b1"
    assert started["time"] == "2017-04-21T11:43:00-07:00"
    assert started["source"] == "urn:custodes:WA0270000:jail-holds"
    assert data(started) == {
        "custody_id": "b1",
        "bases": ["criminal_charge"],
        "actor": {"id": "WA0270000-jail", "role": "correction"},
        "demographics": {"race": "W", "ethnicity": "U", "sex": "M", "age_band": "U"},
    }


def test_a_hold_alone_is_custody_on_a_detainer() -> None:
    """A booking with no charge but the hold has the detainer as its basis, and no instant of eligibility."""
    found = converted("jail-holds", HEADER + hold())
    assert data(events(found, "custody.started")[0])["bases"] == ["civil_detainer"]
    assert not events(found, "custody.release_eligible")


def test_the_hold_is_a_request_at_the_booking() -> None:
    """A hold is a request from ICE to hold, received at the booking, by the jail."""
    received = one("request.received", charge(), hold())
    assert received["time"] == "2017-04-21T11:43:00-07:00"
    assert data(received) == {
        "request_id": "b1-hold",
        "form": "other",
        "asks": ["hold"],
        "authority": "ice",
        "custody_id": "b1",
        "actor": {"id": "WA0270000-jail", "role": "correction"},
    }


def test_several_hold_rows_are_one_request() -> None:
    """Two hold rows of one booking give one request, and the later ends the custody."""
    found = converted("jail-holds", HEADER + hold() + hold("2017-06-01 00:00:00", "Immigration"))
    assert len(events(found, "request.received")) == 1
    assert events(found, "custody.ended")[0]["time"] == "2017-06-01T00:00:00-07:00"


def test_a_booking_without_a_hold_has_no_request() -> None:
    """A booking with charges alone converts without a request."""
    found = converted("jail-holds", HEADER + charge())
    assert [short_type(event) for event in events(found)] == [
        "custody.started",
        "custody.release_eligible",
        "custody.ended",
    ]


def test_the_last_charge_makes_eligible() -> None:
    """The person is eligible for release when the last charge other than the hold is released, not the hold."""
    rows = charge(), charge("THEFT 3", "2017-05-22 06:00:00", "Cash Bail"), hold("2017-05-30 07:00:00")
    eligible = one("custody.release_eligible", *rows)
    assert eligible["time"] == "2017-05-22T06:00:00-07:00"
    assert data(eligible) == {"custody_id": "b1", "reason": "bond_posted"}


@pytest.mark.parametrize(
    ("disposition", "reason"),
    [
        ("Bail Bond", "bond_posted"),
        ("Credit for Time Served", "sentence_complete"),
        ("court  order ", "court_ordered"),
        ("Suspended Sentence", "court_ordered"),
        ("PR", "promise_to_appear"),
        ("Not Guilty Verdict", "charges_dismissed"),
        ('"NCF, Pending Inv"', "charges_dismissed"),
        ("WSI Chain", "other"),
        ("", "other"),
    ],
)
def test_the_disposition_of_the_last_charge_is_the_reason(disposition: str, reason: str) -> None:
    """Each disposition has its reason, and one that the table does not know is other."""
    eligible = one("custody.release_eligible", charge(disposition=disposition), hold())
    assert data(eligible)["reason"] == reason


def test_charges_released_together_give_one_reason() -> None:
    """Of two dispositions in one minute the first by precedence counts, whatever the order of the rows."""
    rows = [charge(disposition="Dismissed"), charge(disposition="Court Order"), hold()]
    for order in (rows, rows[::-1]):
        assert data(one("custody.release_eligible", *order))["reason"] == "court_ordered"


def test_a_hold_with_disposition_immigration_is_a_transfer() -> None:
    """A hold released to Immigration ends the custody as a transfer to ICE, at the later of hold and charges."""
    ended = one("custody.ended", charge(released="2017-06-01 00:00:00"), hold(disposition="Immigration"))
    assert ended["time"] == "2017-06-01T00:00:00-07:00"
    assert data(ended) == {
        "custody_id": "b1",
        "disposition": "transferred",
        "transferred_to": "ice",
        "actor": {"id": "WA0270000-jail", "role": "correction"},
    }


@pytest.mark.parametrize("disposition", ["Cancel Detainer", "FBI", "WSI Chain"])
def test_another_disposition_of_the_hold_is_a_release(disposition: str) -> None:
    """Whatever else became of the hold, and though a charge says Immigration, the custody ends as released."""
    ended = one("custody.ended", charge(disposition="Immigration"), hold("2017-06-01 00:00:00", disposition))
    assert ended["time"] == "2017-06-01T00:00:00-07:00"
    assert data(ended)["disposition"] == "released"


def test_the_rows_of_a_booking_may_stand_apart() -> None:
    """Rows of one booking in two files, with another booking's between them, are one booking."""
    found = converted("jail-holds", HEADER + charge() + charge(booking="b2"), HEADER + hold())
    assert [event["subject"] for event in events(found, "custody.started")] == ["person/b1", "person/b2"]
    assert [event["subject"] for event in events(found, "request.received")] == ["person/b1"]


def test_a_repeated_export_changes_nothing() -> None:
    """The same file twice gives the events of the file once."""
    text = HEADER + charge() + hold()
    assert converted("jail-holds", text, text) == converted("jail-holds", text)


def test_a_charge_that_stands_keeps_the_person_in_custody() -> None:
    """A charge without a release time leaves the person neither eligible nor released, and a notice counts it."""
    found = converted("jail-holds", HEADER + charge(released="") + hold())
    assert [short_type(event) for event in events(found)] == ["custody.started", "request.received"]
    assert notices(found) == ["[1] bookings have a charge without a release time and read as still in custody."]


def test_a_hold_that_stands_leaves_the_person_eligible() -> None:
    """With every other charge released and the hold standing, the person is eligible and still in custody."""
    found = converted("jail-holds", HEADER + charge() + hold(""))
    assert [short_type(event) for event in events(found)][-1] == "custody.release_eligible"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (charge(released="2017-04-21 11:42:59"), "is before booking_dt [2017-04-21 11:43:00]"),
        (charge(released="soon"), "charge_release_dt [soon] is no local time"),
        (charge(booked=""), "booking_dt is empty"),
        (charge(description=""), "booking_charge_desc is empty"),
        (charge(released="", over=RELEASED), "is empty though release_dt [2017-05-21 05:00:00] ends the booking"),
        (charge(booked="2017-04-21 11:44:00"), "booking_dt is not that of the booking's other rows"),
    ],
)
def test_a_bad_row_keeps_its_booking_back(row: str, reason: str) -> None:
    """A row that cannot be right is said, its booking is not converted, and the other bookings are."""
    found = converted("jail-holds", HEADER + hold() + row + charge(booking="b2"))
    (bad,) = bad_rows(found)
    assert (bad.file, bad.line) == ("1.csv", 3)
    assert reason in bad.reason
    assert bad.reason.endswith("(nothing of this booking is converted)")
    assert {event["subject"] for event in events(found)} == {"person/b2"}


def test_a_release_in_the_minute_of_the_booking_is_possible() -> None:
    """A charge may be released at the very instant of the booking."""
    assert one("custody.ended", charge(released=BOOKED))["time"] == "2017-04-21T11:43:00-07:00"


@pytest.mark.parametrize("booking", ["", "Jane Doe", "a/b", "a\u00a0b"])
def test_a_booking_key_must_be_opaque(booking: str) -> None:
    """An empty key, or one with white space or a slash, makes a bad row that does not show it."""
    (bad,) = bad_rows(converted("jail-holds", HEADER + charge(booking=booking)))
    assert bad.reason.startswith("booking_id ")
    assert "Jane" not in bad.reason


@pytest.mark.parametrize(
    ("race", "sex", "expected"),
    [
        ("HISPANIC", "FEMALE", ("U", "H", "F")),
        ("ASIAN/PACIFIC ISLAND", "X", ("A", "U", "X")),
        ("UNKNOWN", "OTHER", ("U", "U", "U")),
    ],
)
def test_demographics_follow_the_letters_of_the_contract(race: str, sex: str, expected: tuple[str, ...]) -> None:
    """Race, ethnicity and sex are what the export says, unknown where it does not say, and the age is unknown."""
    found = data(one("custody.started", charge(race=race, sex=sex)))["demographics"]
    assert found == dict(zip(("race", "ethnicity", "sex", "age_band"), (*expected, "U"), strict=True))


@pytest.mark.parametrize(
    "rows", [(charge(race=""),), (charge(sex=""),), (charge(), charge(race="BLACK"))], ids=["race", "sex", "both"]
)
def test_demographics_are_left_out_where_they_are_not_said(rows: tuple[str, ...]) -> None:
    """With race or sex empty, or rows that disagree, there are no demographics."""
    assert "demographics" not in data(one("custody.started", *rows))


def test_the_columns_of_demographics_may_be_absent() -> None:
    """An export without race and sex still converts, without demographics."""
    text = "booking_id,booking_dt,booking_charge_desc,charge_release_dt,release_disposition_desc\n"
    found = converted("jail-holds", text + f"b1,{BOOKED},DWI,{RELEASED},PR\n")
    assert "demographics" not in data(events(found, "custody.started")[0])


def test_no_charge_goes_along() -> None:
    """Neither the text of a charge nor the court is anywhere in the events."""
    text = json.dumps(events(converted("jail-holds", HEADER + charge() + hold())))
    assert "DWI" not in text
    assert "SUP" not in text


@needs_data
def test_every_real_booking_converts() -> None:
    """All 204 bookings start and end, each with its hold; 197 have other charges, and 125 go to ICE."""
    found = converted_files("jail-holds", "jail-holds/holds.csv")
    started, ended = events(found, "custody.started"), events(found, "custody.ended")
    assert len(found) == len(events(found)) == len({event["id"] for event in events(found)})
    assert (len(started), len(ended), len(events(found, "request.received"))) == (204, 204, 204)
    assert len(events(found, "custody.release_eligible")) == 197
    assert sum(data(event)["bases"] == ["civil_detainer"] for event in started) == 7
    assert sum(data(event)["disposition"] == "transferred" for event in ended) == 125
    assert all("demographics" in data(event) for event in started)


@needs_data
def test_a_real_booking_is_in_the_order_of_time() -> None:
    """Within a booking no event is earlier than the one before it."""
    found = events(converted_files("jail-holds", "jail-holds/holds.csv"))
    for before, after in pairwise(found):
        if before["subject"] == after["subject"]:
            assert datetime.fromisoformat(str(before["time"])) <= datetime.fromisoformat(str(after["time"]))


@needs_data
@needs_schemas
def test_real_bookings_fit_their_schemas() -> None:
    """Every event of the real bookings fits the JSON Schema of its type."""
    assert not list(errors(events(converted_files("jail-holds", "jail-holds/holds.csv"))))
