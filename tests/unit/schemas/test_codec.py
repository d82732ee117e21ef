"""Bytes to events and back, with a reason for each refusal."""

from __future__ import annotations

import json
from typing import Any

import pytest

from schemas import codec
from schemas.events import CustodyStarted, DisclosureMade, Event, Payload, ReportFiled
from schemas.times import instant

ACTOR = {"id": "o1", "role": "correction"}
DISCLOSURE = {
    "disclosure_id": "x1",
    "authority": "ice",
    "contents": ["release_date"],
    "channel": "phone",
    "actor": ACTOR,
}


def envelope(**members: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON is any value
    """Give a valid event, with other members where they are given; `...` leaves one out."""
    event = {
        "specversion": "1.0",
        "id": "e1",
        "source": "urn:custodes:CT0016300:jms",
        "type": "custodes.custody.started.v1",
        "time": "2026-03-02T09:00:00-05:00",
        "recordedtime": "2026-03-02T09:00:00-05:00",
        "subject": "person/p1",
        "agency": "CT0016300",
        "data": {"custody_id": "c1", "bases": ["sentence"]},
    } | members
    return {key: value for key, value in event.items() if value is not ...}


def written(event: object) -> bytes:
    """Write JSON with white space, which only the slower path reads."""
    return json.dumps(event, indent=1, ensure_ascii=False).encode()


def compact(event: object) -> bytes:
    """Write JSON without white space."""
    return json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode()


def accepted(raw: bytes) -> codec.Accepted:
    """Decode what has to be accepted."""
    decoded = codec.decode(raw)
    assert isinstance(decoded, codec.Accepted), decoded
    return decoded


def refused(raw: bytes) -> codec.Refusal:
    """Decode what has to be refused."""
    decoded = codec.decode(raw)
    assert isinstance(decoded, codec.Refusal), decoded
    return decoded


def event_of(raw: bytes) -> Event[Payload]:
    """Decode an event."""
    return accepted(raw).event


def test_an_event_is_read() -> None:
    """Its envelope, its instants in UTC, and its data as a record."""
    event = event_of(compact(envelope(replaces="e0")))
    assert (event.id, event.source, event.type) == ("e1", "urn:custodes:CT0016300:jms", "custody.started")
    assert (event.subject, event.agency, event.replaces) == ("person/p1", "CT0016300", "e0")
    assert event.occurred_at == event.recorded_at == instant("2026-03-02T14:00:00Z")
    assert event.data == CustodyStarted(custody_id="c1", bases=("sentence",))


def test_both_paths_read_the_same() -> None:
    """Compact, with white space, in another order of members, with escapes, with an extension."""
    event = envelope(id="é1", datacontenttype="application/json", dataschema="urn:x")
    expected = event_of(compact(event))
    for raw in (
        written(event),
        compact(dict(reversed(event.items()))),
        json.dumps(event).encode(),
        compact(event | {"traceparent": "00"}),
    ):
        assert event_of(raw) == expected


def test_other_attributes_are_no_content() -> None:
    """An extension attribute, whatever its value, is accepted and not among what may be kept."""
    plain, extended = envelope(), envelope(traceparent={"deep": [None, 1e3]}, partitionkey="John Q. Public")
    content = accepted(compact(extended)).content
    assert b"Public" not in content
    assert codec.canonical(content) == codec.canonical(compact(plain))
    assert accepted(compact(plain)).content == compact(plain)
    assert accepted(written(plain)).content == written(plain)
    assert codec.revive(content) == event_of(compact(plain))


@pytest.mark.parametrize("number", ["5", "5.0", "5e0", "50e-1"])
def test_a_whole_number_is_an_integer_however_it_is_spelled(number: str) -> None:
    """The records and the canonical forms are the same."""
    report = envelope(
        type="custodes.report.filed.v1",
        subject="municipality/Oz",
        data={"period": "2026-H1", "individuals": 5, "instances": 5, "contains_pii": False},
    )
    raw = compact(report).replace(b'"individuals":5', b'"individuals":' + number.encode())
    decoded = accepted(raw)
    assert isinstance(decoded.event.data, ReportFiled)
    assert type(decoded.event.data.individuals) is int
    assert codec.canonical(decoded.content) == codec.canonical(compact(report))
    assert codec.revive(decoded.content) == decoded.event


@pytest.mark.parametrize(("number", "minutes"), [("12.5", 12.5), ("12.0", 12), ("0", 0), ("1e2", 100), ("-0.0", 0)])
def test_minutes_are_a_number(number: str, minutes: float) -> None:
    """Whole or not."""
    raw = compact(envelope(data={"custody_id": "c1", "bases": ["sentence"], "minutes": 7}))
    data = event_of(raw.replace(b'"minutes":7', b'"minutes":' + number.encode())).data
    assert isinstance(data, CustodyStarted)
    assert (data.minutes, type(data.minutes)) == (minutes, type(minutes))


@pytest.mark.parametrize("number", ["9007199254740993", "9007199254740992", "1e300", "123456789012345678901234567890"])
def test_an_integer_beyond_2_to_53_is_the_double_that_it_is(number: str) -> None:
    """RFC 8785 knows no other numbers; the record may hold it in full."""
    raw = compact(envelope(data={"custody_id": "c1", "bases": ["sentence"], "minutes": 7}))
    decoded = accepted(raw.replace(b'"minutes":7', b'"minutes":' + number.encode()))
    assert codec.canonical(decoded.content)
    assert codec.revive(decoded.content) == decoded.event


@pytest.mark.parametrize(
    ("raw", "detail"),
    [
        (b"", "not JSON at character 0: Expecting value"),
        (b"[1]", "a JSON value, but no object"),
        (b'"x"', "a JSON value, but no object"),
        (b"null", "a JSON value, but no object"),
        (b"{", "not JSON at character 1: Expecting property name enclosed in double quotes"),
        (b"\xff", "not UTF-8 at byte 0"),
        (b'{"a":1,"a":2}', "a member stands twice in one object"),
        (b"[" * 100_000, "nested deeper than 500 levels"),
    ],
)
def test_what_is_no_json_object_is_refused(raw: bytes, detail: str) -> None:
    """With a reason that repeats nothing of it."""
    assert refused(raw) == codec.Refusal(reason="not-json", detail=detail)


def test_a_member_twice_is_no_json_also_where_all_else_is_valid() -> None:
    """In the envelope or in the data, the same or not."""
    for raw in (
        compact(envelope()).replace(b'{"specversion"', b'{"id":"e1","specversion"', 1),
        compact(envelope()).replace(b'"custody_id"', b'"custody_id":"c1","custody_id"', 1),
    ):
        assert refused(raw).reason == "not-json"


REQUIRED = ("specversion", "id", "source", "type", "time", "recordedtime", "subject", "agency", "data")


@pytest.mark.parametrize("attribute", REQUIRED)
def test_a_required_attribute_is_not_missing(attribute: str) -> None:
    """Nor null; the pointer names it."""
    gone = refused(compact(envelope(**{attribute: ...})))
    assert (gone.reason, gone.pointer) == ("envelope-invalid", f"/{attribute}")
    null = refused(compact(envelope(**{attribute: None})))
    assert (null.reason, null.pointer) == (
        "data-invalid" if attribute == "data" else "envelope-invalid",
        f"/{attribute}",
    )


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("specversion", "1"),
        ("specversion", 1.0),
        ("specversion", "0.3"),
        ("id", ""),
        ("id", 5),
        ("source", "urn:custodes:CT0016300"),
        ("source", "urn:custodes:CT0016300:"),
        ("source", "urn:custodes:CT0016300:a:b"),
        ("source", "urn:custodes:CT0016300:a/b"),
        ("source", "urn:custodes:CT0016300:a b"),
        ("source", "urn:custodes:CT0016300:a\u00a0b"),
        ("source", "urn:custodes:CT0016300:a\n"),
        ("source", "urn:custodes:ct0016300:jms"),
        ("source", "URN:custodes:CT0016300:jms"),
        ("source", "urn:custodes:CT001630:jms"),
        ("source", "https://example.org"),
        ("time", "2026-03-02T09:00:00"),
        ("time", "2026-03-02 09:00:00Z"),
        ("time", "2026-02-30T09:00:00Z"),
        ("time", "9999-12-31T23:59:59-00:01"),
        ("time", 5),
        ("recordedtime", "2026-03-02T24:00:00Z"),
        ("recordedtime", "2026-03-02T09:00:00Z\n"),
        ("subject", "person"),
        ("subject", "person/"),
        ("subject", "person/a b"),
        ("subject", "person/a/b"),
        ("subject", "person/a\u2003b"),
        ("subject", "Person/p1"),
        ("subject", "agency/CT0016300"),
        ("subject", "officer/o1"),
        ("subject", "municipality/Oz"),
        ("subject", ["person/p1"]),
        ("agency", "ct0016300"),
        ("agency", "CT001630"),
        ("agency", "CT00163000"),
        ("agency", "CT0016300\n"),
        ("agency", "1T0016300"),
        ("replaces", ""),
        ("replaces", None),
        ("replaces", 5),
        ("datacontenttype", "text/plain"),
        ("datacontenttype", "application/json; charset=utf-8"),
        ("datacontenttype", None),
        ("dataschema", None),
        ("dataschema", ""),
        ("type", 5),
        ("type", ["custodes.custody.started.v1"]),
    ],
)
def test_a_malformed_attribute_is_refused(attribute: str, value: object) -> None:
    """On either path, with the pointer to it, and repeating nothing of the value."""
    for raw in (compact(envelope(**{attribute: value})), written(envelope(**{attribute: value}))):
        refusal = refused(raw)
        assert (refusal.reason, refusal.pointer) == ("envelope-invalid", f"/{attribute}")


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "x",
        "custody.started",
        "custodes.custody.started",
        "custodes.custody.started.v2",
        "custodes.custody.begun.v1",
        "custodes..v1",
        "custodes.envelope.v1",
        "custodes.common.v1",
        "Custodes.custody.started.v1",
    ],
)
def test_a_type_that_is_not_in_the_tables_is_unknown(kind: str) -> None:
    """Spelled otherwise, of another version, or none at all (an empty one is malformed)."""
    refusal = refused(compact(envelope(type=kind)))
    assert refusal.reason == ("unknown-type" if kind else "envelope-invalid")
    assert refusal.pointer == "/type"


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ({"bases": ["sentence"]}, "/data/custody_id"),
        ({}, "/data/bases"),
        ({"custody_id": "", "bases": ["sentence"]}, "/data/custody_id"),
        ({"custody_id": None, "bases": ["sentence"]}, "/data/custody_id"),
        ({"custody_id": "c1", "bases": []}, "/data/bases"),
        ({"custody_id": "c1", "bases": ["sentence", "prison"]}, "/data/bases/1"),
        ({"custody_id": "c1", "bases": "sentence"}, "/data/bases"),
        ({"custody_id": "c1", "bases": ["sentence"], "minutes": -1}, "/data/minutes"),
        ({"custody_id": "c1", "bases": ["sentence"], "minutes": True}, "/data/minutes"),
        ({"custody_id": "c1", "bases": ["sentence"], "minutes": "5"}, "/data/minutes"),
        ({"custody_id": "c1", "bases": ["sentence"], "minutes": None}, "/data/minutes"),
        ({"custody_id": "c1", "bases": ["sentence"], "actor": {"id": "o1"}}, "/data/actor/role"),
        ({"custody_id": "c1", "bases": ["sentence"], "actor": {**ACTOR, "name": "x"}}, "/data/actor/name"),
        ({"custody_id": "c1", "bases": ["sentence"], "name": "Dorothy Gale"}, "/data/name"),
        ({"custody_id": "c1", "bases": ["sentence"], "a/b~c": 1}, "/data/a~1b~0c"),
        ({"custody_id": "c1", "bases": ["sentence"], "demographics": {"race": "W"}}, "/data/demographics/age_band"),
        ([], "/data"),
        ("x", "/data"),
        (None, "/data"),
    ],
)
def test_data_that_does_not_fit_is_refused(data: object, pointer: str) -> None:
    """The pointer names the member, and the detail repeats nothing of it."""
    for raw in (compact(envelope(data=data)), written(envelope(data=data))):
        refusal = refused(raw)
        assert (refusal.reason, refusal.pointer) == ("data-invalid", pointer)
        assert "Gale" not in refusal.detail


@pytest.mark.parametrize(
    ("event", "detail"),
    [
        (envelope(id=...), "a required member is missing"),
        (envelope(specversion="2"), "must be [1.0]"),
        (envelope(id=""), "must not be empty"),
        (envelope(id=5), "must be of type [string]"),
        (envelope(agency="x"), "malformed: see the type's schema"),
        (envelope(data={"custody_id": "c1", "bases": []}), "must not be empty"),
        (
            envelope(data={"custody_id": "c1", "bases": ["sentence"], "x": 1}),
            "an unknown member: there is no place for it in an event of this type",
        ),
        (envelope(data={"custody_id": "c1", "bases": ["sentence"], "minutes": -1}), "must be at least [0]"),
        (envelope(type="custodes.x.v1"), "no type of the contract has this name"),
    ],
)
def test_a_refusal_says_in_plain_words_what_is_wrong(event: dict[str, Any], detail: str) -> None:
    """One sentence."""
    assert refused(compact(event)).detail == detail


def test_a_closed_list_is_named_in_the_refusal() -> None:
    """The words that there are, and not the one that was sent."""
    actor = {"id": "o1", "role": "wizard"}
    detail = refused(compact(envelope(data={"custody_id": "c1", "bases": ["sentence"], "actor": actor}))).detail
    assert "correction" in detail
    assert "wizard" not in detail


@pytest.mark.parametrize("extra", [{}, {"confidential_categories": []}])
def test_confidential_contents_need_their_categories(extra: dict[str, Any]) -> None:
    """Named, and at least one."""
    data = {**DISCLOSURE, "contents": ["confidential"], **extra}
    raw = compact(envelope(type="custodes.disclosure.made.v1", data=data))
    assert (refused(raw).reason, refused(raw).pointer) == ("data-invalid", "/data/confidential_categories")
    data["confidential_categories"] = ["unknown"]
    decoded = event_of(compact(envelope(type="custodes.disclosure.made.v1", data=data)))
    assert isinstance(decoded.data, DisclosureMade)


def test_a_statement_of_intent_says_the_intent() -> None:
    """Without it the data does not fit."""
    data = {"contents": ["statement_of_intent"], "recipient": "individual", "outcome": "delivered"}
    raw = compact(envelope(type="custodes.notice.served.v1", data=data))
    assert (refused(raw).reason, refused(raw).pointer) == ("data-invalid", "/data/intent")
    accepted(compact(envelope(type="custodes.notice.served.v1", data={**data, "intent": "undecided"})))


@pytest.mark.parametrize("at", ["2026-02-30T09:00:00Z", "2026-04-05", "tomorrow", "9999-12-31T23:59:59-01:00"])
def test_instants_in_data_are_like_time(at: str) -> None:
    """On a calendar, with an offset, within the years."""
    data = {"appointment_id": "t1", "supervision_id": "u1", "at": at}
    assert refused(compact(envelope(type="custodes.appointment.set.v1", data=data))).pointer == "/data/at"


@pytest.mark.parametrize("date", ["2026-02-30", "2026-3-5", "2026-03-05T00:00:00Z", "", "0000-01-01"])
def test_dates_in_data_are_of_the_calendar(date: str) -> None:
    """Year, month, day."""
    data = {"conviction_id": "v1", "jurisdiction": "CT", "convicted_at": date, "finding": "judgment"}
    raw = compact(envelope(type="custodes.conviction.recorded.v1", data=data))
    assert refused(raw).pointer == "/data/convicted_at"


def test_the_source_s_agency_is_the_event_s() -> None:
    """On either path."""
    for write in (compact, written):
        refusal = refused(write(envelope(agency="CTDOC0000")))
        assert (refusal.reason, refusal.pointer) == ("agency-mismatch", "/agency")


@pytest.mark.parametrize(
    ("recorded", "reason"),
    [
        ("2026-03-02T08:55:00-05:00", None),
        ("2026-03-02T08:54:59.999999-05:00", "occurred-after-recorded"),
        ("2026-03-02T08:54:59.9999999-05:00", "occurred-after-recorded"),
        ("2026-03-02T13:55:00.0000009Z", None),
        ("2030-03-02T09:00:00-05:00", None),
    ],
)
def test_time_is_at_most_five_minutes_after_recordedtime(recorded: str, reason: str | None) -> None:
    """Exactly five minutes are allowed, to the microsecond."""
    decoded = codec.decode(compact(envelope(recordedtime=recorded)))
    assert getattr(decoded, "reason", None) == reason


def test_of_several_reasons_the_first_of_the_table_is_given() -> None:
    """From `not-json` down to `occurred-after-recorded`."""
    wrong: dict[str, Any] = {
        "recordedtime": "2026-03-01T09:00:00Z",
        "agency": "CTDOC0000",
        "data": {},
        "type": "custodes.x.v1",
        "subject": "person/",
    }
    reasons = ["occurred-after-recorded", "agency-mismatch", "data-invalid", "unknown-type", "envelope-invalid"]
    event = envelope()
    for (attribute, value), reason in zip(wrong.items(), reasons, strict=True):
        event[attribute] = value
        assert refused(compact(event)).reason == reason
    assert refused(compact(event) + b"x").reason == "not-json"


def test_an_unknown_type_leaves_its_data_unread() -> None:
    """Whatever it holds; and any kind of subject will do."""
    event = envelope(type="custodes.x.v1", data={"anything": [1]}, subject="municipality/Oz")
    assert refused(compact(event)).reason == "unknown-type"


def test_every_reason_has_its_code() -> None:
    """Seven, in the order of the table."""
    assert codec.REASON_CODES == (
        "not-json",
        "envelope-invalid",
        "unknown-type",
        "data-invalid",
        "agency-mismatch",
        "occurred-after-recorded",
        "conflicting-duplicate",
    )


def test_an_event_is_written_as_one_compact_line() -> None:
    """Its instants in UTC, and what is absent left out."""
    assert codec.encode(event_of(written(envelope(replaces="e0")))) == (
        b'{"specversion":"1.0","id":"e1","source":"urn:custodes:CT0016300:jms","type":"custodes.custody.started.v1",'
        b'"time":"2026-03-02T14:00:00Z","recordedtime":"2026-03-02T14:00:00Z","subject":"person/p1",'
        b'"agency":"CT0016300","replaces":"e0","data":{"custody_id":"c1","bases":["sentence"]}}'
    )


@pytest.mark.parametrize("text", ["\u2028", "\x7f", "\x00", '"\\', "\U0001f600", "\ufeff", "\x1f", "/", "é", "e\u0301"])
def test_any_text_survives(text: str) -> None:
    """Through both paths, and back."""
    event = envelope(id=f"a{text}b")
    for raw in (compact(event), written(event), json.dumps(event).encode()):
        decoded = accepted(raw)
        assert decoded.event.id == f"a{text}b"
        assert codec.revive(decoded.content) == decoded.event
        assert codec.decode(codec.encode(decoded.event)) == codec.Accepted(
            event=decoded.event, content=codec.encode(decoded.event)
        )
