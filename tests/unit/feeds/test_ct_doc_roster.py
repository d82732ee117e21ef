"""The nightly roster: who came, who left, whose detainer became one of immigration, and which nights are missing."""

import json

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
    notices,
    short_type,
)

HEADER = "DOWNLOAD DATE,IDENTIFIER,LATEST ADMISSION DATE,RACE,GENDER,AGE,OFFENSE,FACILITY,DETAINER      \n"


def row(day: str, detainer: str = "NONE", person: str = "ZZA", *, facility: str = "HARTFORD CC") -> str:
    """Write one row of a night in July 2016; `day` is a day of the month, or a whole date."""
    night = f"2016-07-{day}" if len(day) == 2 else day
    return f'{night},{person},06/17/2016,WHITE,M,63,"ASSAULT, THIRD DEGREE  AM",{facility},{detainer}\n'


def story(*rows: str) -> list[str]:
    """Return the events about `ZZA` as `night type`, where other people keep every night on file."""
    found = events(converted("ct-doc-roster", HEADER + "".join(rows)))
    return [f"{str(one['time'])[8:10]} {short_type(one)}" for one in found if one["subject"] == "person/ZZA"]


def test_who_appears_is_taken_in() -> None:
    """A person starts a custody at the midnight of the first night on file, with facility and demographics."""
    (started,) = events(converted("ct-doc-roster", HEADER + row("01")))
    assert started["time"] == started["recordedtime"] == "2016-07-01T00:00:00-04:00"
    assert started["subject"] == "person/ZZA"
    assert started["source"] == "urn:custodes:CTDOC0000:ct-doc-roster"
    assert data(started) == {
        "custody_id": "ZZA-20160701",
        "bases": ["criminal_charge"],
        "facility": "HARTFORD CC",
        "demographics": {"race": "W", "ethnicity": "U", "sex": "M", "age_band": "55-64"},
    }


def test_the_first_night_is_said() -> None:
    """A notice says that the people of the first night were taken in at some earlier time."""
    assert notices(converted("ct-doc-roster", HEADER + row("01") + row("01", person="ZZB"))) == [
        "The first night on file is [2016-07-01]: the [2] people on it read as taken in then."
    ]


def test_a_file_without_rows_gives_nothing() -> None:
    """A header alone is an export of no nights."""
    assert converted("ct-doc-roster", HEADER) == []


def test_a_person_who_stays_gives_nothing_more() -> None:
    """The same person on the next night, at another facility, is no event."""
    assert story(row("01"), row("02", facility="YORK CI")) == ["01 custody.started"]


def test_a_detainer_that_becomes_immigration_is_a_request() -> None:
    """From NONE to IMMIGRATION a request to hold and to notify is received from ICE on that night."""
    found = converted("ct-doc-roster", HEADER + row("01") + row("02", "IMMIGRATION") + row("03", "immigration "))
    (received,) = events(found, "request.received")
    assert received["time"] == "2016-07-02T00:00:00-04:00"
    assert data(received) == {
        "request_id": "ZZA-immigration-20160702",
        "form": "other",
        "asks": ["hold", "notify_release"],
        "authority": "ice",
        "custody_id": "ZZA-20160701",
    }


def test_a_detainer_on_the_first_night_is_a_request() -> None:
    """Someone who appears with IMMIGRATION starts a custody and is the target of a request."""
    assert story(row("01", "IMMIGRATION")) == ["01 custody.started", "01 request.received"]


@pytest.mark.parametrize("detainer", ["NONE", "FEDERAL"])
def test_a_detainer_that_leaves_immigration_is_withdrawn(detainer: str) -> None:
    """From IMMIGRATION to any other value the request is withdrawn, and a later one is another request."""
    found = events(
        converted(
            "ct-doc-roster",
            HEADER + row("01", "IMMIGRATION") + row("02", detainer) + row("03", "IMMIGRATION") + row("04", detainer),
        )
    )
    assert [(short_type(one), data(one)["request_id"]) for one in found[1:]] == [
        ("request.received", "ZZA-immigration-20160701"),
        ("request.withdrawn", "ZZA-immigration-20160701"),
        ("request.received", "ZZA-immigration-20160703"),
        ("request.withdrawn", "ZZA-immigration-20160703"),
    ]


@pytest.mark.parametrize("before", ["NONE", "IMMIGRATION"])
def test_an_empty_detainer_changes_nothing(before: str) -> None:
    """A row with an empty DETAINER is said, keeps the person present, and neither makes nor withdraws a request."""
    rows = row("01", before), row("02", ""), row("03", before)
    assert "02" not in " ".join(story(*rows))
    (bad,) = bad_rows(converted("ct-doc-roster", HEADER + "".join(rows)))
    assert bad.line == 3
    assert "the person counts as present" in bad.reason


def test_who_is_gone_the_next_night_has_left() -> None:
    """Absence on the next night on file ends the custody as released, and withdraws nothing."""
    found = converted("ct-doc-roster", HEADER + row("01", "IMMIGRATION") + row("02", person="ZZB"))
    (ended,) = events(found, "custody.ended")
    assert ended["time"] == "2016-07-02T00:00:00-04:00"
    assert data(ended) == {"custody_id": "ZZA-20160701", "disposition": "released"}
    assert not events(found, "request.withdrawn")


def test_the_last_night_ends_nothing() -> None:
    """Whoever is on the last night on file is still in custody."""
    assert story(row("01"), row("02")) == ["01 custody.started"]


def test_a_missing_night_is_said_and_ends_nothing() -> None:
    """Someone who is there before and after a missing night stays in one custody, and the night is said."""
    rows = row("01"), row("03")
    assert story(*rows) == ["01 custody.started"]
    (gap,) = notices(converted("ct-doc-roster", HEADER + "".join(rows)))[1:]
    assert gap.startswith("Nights missing from the file: [1], [2016-07-02].")


def test_who_is_gone_after_missing_nights_is_dated_by_the_next_on_file() -> None:
    """Absence on the first night after a gap ends the custody on that night, never on one that is missing."""
    rows = row("01"), row("01", person="ZZB"), row("05", person="ZZB")
    assert story(*rows) == ["01 custody.started", "05 custody.ended"]
    found = converted("ct-doc-roster", HEADER + "".join(rows))
    assert "[3], [2016-07-02] to [2016-07-04]" in notices(found)[1]
    assert short_type(events(found[found.index(events(found, "custody.ended")[0]) :])[0]) == "custody.ended"


def test_who_comes_back_starts_a_new_custody() -> None:
    """A second stay has a custody of its own, and the file's detainer makes a request of its own."""
    rows = row("01", "IMMIGRATION"), row("02", person="ZZB"), row("03", "IMMIGRATION")
    assert story(*rows) == [
        "01 custody.started",
        "01 request.received",
        "02 custody.ended",
        "03 custody.started",
        "03 request.received",
    ]
    found = converted("ct-doc-roster", HEADER + "".join(rows))
    assert data(events(found, "request.received")[1])["custody_id"] == "ZZA-20160703"


def test_who_comes_back_without_the_detainer_has_it_withdrawn() -> None:
    """Every request left open by earlier stays is withdrawn on the night the column says otherwise."""
    rows = [row("01", "IMMIGRATION"), row("02", person="ZZB"), row("03", "IMMIGRATION")]
    found = converted("ct-doc-roster", HEADER + "".join([*rows, row("04", person="ZZB"), row("05")]))
    withdrawn = events(found, "request.withdrawn")
    assert [data(one)["request_id"] for one in withdrawn] == ["ZZA-immigration-20160701", "ZZA-immigration-20160703"]
    assert {one["time"] for one in withdrawn} == {"2016-07-05T00:00:00-04:00"}


def test_several_rows_of_one_night_are_one_person() -> None:
    """Two offences of a person are one custody, and a detainer on either is a request."""
    assert story(row("01", "NONE"), row("01", "IMMIGRATION"), row("01", "")) == [
        "01 custody.started",
        "01 request.received",
    ]


def test_nights_may_come_in_any_order_and_twice() -> None:
    """Nights out of order, in two files, one of them in both, give the same events as in order."""
    first, second, third = row("01"), row("02", "IMMIGRATION"), row("03", person="ZZB")
    shuffled = converted("ct-doc-roster", HEADER + third + second, HEADER + first + second)
    assert events(shuffled) == events(converted("ct-doc-roster", HEADER + first + second + third))


@pytest.mark.parametrize(
    "night", ["07/01/2016", "7/1/2016", "2016-07-01", "2016-07-01T00:00:00", "2016-07-01T00:00:00.000"]
)
def test_a_night_is_read_in_each_of_its_spellings(night: str) -> None:
    """Dates with the month or the year first, with or without midnight, are the same night."""
    assert events(converted("ct-doc-roster", HEADER + row(night))) == events(
        converted("ct-doc-roster", HEADER + row("01"))
    )


def test_the_spellings_of_the_header_are_one() -> None:
    """The header of the API and the padded one of the file are the same columns."""
    header = "download_date,identifier,latest_admission_date,race,gender,age,offense,facility,detainer\n"
    assert converted("ct-doc-roster", header + row("01")) == converted("ct-doc-roster", HEADER + row("01"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (row("31/12/2016"), "download_date [31/12/2016] is no date"),
        (row("2016-02-30"), "download_date [2016-02-30] is no date"),
        (row("July 1st"), "download_date [July 1st] is no date"),
        (row("01/01/1850"), "correct the year"),
        (row("01", person=""), "identifier is empty"),
        (row("01", person="Jane Doe"), "identifier holds white space or a slash"),
    ],
)
def test_a_row_without_night_or_person_is_bad(text: str, reason: str) -> None:
    """A row that names no night or nobody is said with its line, and what that means for the person."""
    (bad,) = bad_rows(converted("ct-doc-roster", HEADER + text))
    assert bad.line == 2
    assert reason in bad.reason
    assert bad.reason.endswith("(the person reads as absent on this night)")
    assert "Jane" not in bad.reason


@pytest.mark.parametrize(
    ("age", "band"),
    [
        ("17", "<18"),
        ("18", "18-24"),
        ("24.0", "18-24"),
        ("34", "25-34"),
        ("44", "35-44"),
        ("54", "45-54"),
        ("64", "55-64"),
        ("65", "65+"),
        ("", "U"),
        ("-1", "U"),
        ("old", "U"),
    ],
)
def test_an_age_has_a_band(age: str, band: str) -> None:
    """The age on the night of appearing gives the band, and no readable age is unknown."""
    (started,) = events(converted("ct-doc-roster", HEADER + row("01").replace(",63,", f",{age},")))
    found = data(started)["demographics"]
    assert isinstance(found, dict)
    assert found["age_band"] == band


def test_what_is_not_said_is_left_out() -> None:
    """An export with the required columns alone gives neither facility nor demographics."""
    (started,) = events(converted("ct-doc-roster", "download_date,identifier,detainer\n2016-07-01,ZZA,NONE\n"))
    assert data(started) == {"custody_id": "ZZA-20160701", "bases": ["criminal_charge"]}


@pytest.mark.parametrize("extra", [",2019-08-15,", ",,731.0"])
def test_a_sentence_is_a_basis_of_its_own(extra: str) -> None:
    """Where the department's file gives an end or a length of a sentence, the basis is the sentence."""
    header = "download_date,identifier,detainer,end_sentence_date,sentence_days\n"
    (started,) = events(converted("ct-doc-roster", f"{header}2017-08-22,ZZA,NONE{extra}\n"))
    assert data(started)["bases"] == ["sentence"]
    both = f"{header}2017-08-22,ZZA,NONE{extra}\n2017-08-22,ZZA,NONE,,\n"
    (started,) = events(converted("ct-doc-roster", both))
    assert data(started)["bases"] == ["criminal_charge", "sentence"]


def test_no_offence_goes_along() -> None:
    """The offence is nowhere in the events."""
    assert "ASSAULT" not in json.dumps(events(converted("ct-doc-roster", HEADER + row("01"))))


@needs_data
def test_the_real_rows_convert() -> None:
    """The real nights, in two spellings and two files, give 30 custodies, 25 ends, and no request or bad row."""
    found = converted_files("ct-doc-roster", "ct-doc-roster/rows.csv", "ct-doc-roster/top10.csv")
    assert not bad_rows(found)
    assert len(events(found, "custody.started")) == 30
    assert len(events(found, "custody.ended")) == 25
    assert len(events(found)) == len({one["id"] for one in events(found)}) == 55
    assert sum(text.startswith("Nights missing") for text in notices(found)) == 7


@needs_data
@needs_schemas
def test_the_real_rows_fit_their_schemas() -> None:
    """Every event of the real nights fits the JSON Schema of its type."""
    found = converted_files("ct-doc-roster", "ct-doc-roster/rows.csv", "ct-doc-roster/top10.csv")
    assert not list(errors(events(found)))


@needs_schemas
def test_requests_fit_their_schemas() -> None:
    """A made-up request and its withdrawal fit the JSON Schemas of their types."""
    found = events(converted("ct-doc-roster", HEADER + row("01", "IMMIGRATION") + row("02")))
    assert [short_type(one) for one in found] == ["custody.started", "request.received", "request.withdrawn"]
    assert not list(errors(found))
