"""The monitor as a whole: what it answers, what it keeps, what it shows, and that time alone moves it."""

from __future__ import annotations

import gzip
import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from prometheus_client.parser import text_string_to_metric_families

from alerts.store.alerts import key_of
from schemas.times import spell
from streams.bootstrap import now
from streams.rules import RULEBOOK
from tests.running import (
    BATCH,
    NDJSON,
    ONE,
    Event,
    Monitor,
    event,
    line,
    mode,
    ndjson,
    rows,
    run,
    serving,
    stored,
    token,
    wait_for,
)

AGENCY, OTHER = "CT0009300", "CT0006400"
QUIET = datetime.fromisoformat("2026-03-02T09:00:00-05:00")
STATUSES = ("error", "violation", "undetermined", "pending", "compliant")


class Place(NamedTuple):
    """A monitor that runs, and the tokens of two agencies."""

    monitor: Monitor
    secret: str
    others: str

    @property
    def data(self) -> Path:
        """The monitor's folder."""
        return self.monitor.data


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Run one monitor for all tests that leave it as they found it, but for more events."""
    data = tmp_path_factory.mktemp("serve") / "data"
    secret, others = token(data, AGENCY), token(data, OTHER)
    with serving(data) as monitor:
        yield Place(monitor, secret, others)
        assert "exception" not in monitor.stderr


def request(key: str, at: datetime) -> Event:
    """Make a request of a federal immigration authority, received at an instant."""
    data = {"request_id": f"request-{key}", "form": "I-247A", "asks": ["hold"], "authority": "ice"}
    subject = f"person/{key}"
    return event("request.received", f"received-{key}", at, subject=subject, agency=AGENCY, recorded=at, data=data)


def calm(key: str, agency: str = AGENCY) -> Event:
    """Make an event of which no rule has anything to say."""
    return event(
        "charge.filed", f"charge-{key}", QUIET, subject=f"person/{key}", agency=agency, data={"statute": "53a-1"}
    )


def notice(key: str, at: datetime, recorded: datetime, content: str = "copy_of_request") -> Event:
    """Make a notice that meets a duty of the request with the same key."""
    data = {"contents": [content], "recipient": "individual", "outcome": "delivered", "request_id": f"request-{key}"}
    data |= {"intent": "decline"} if content == "statement_of_intent" else {}
    subject, identifier = f"person/{key}", f"served-{content}-{key}"
    return event("notice.served", identifier, at, subject=subject, agency=AGENCY, recorded=recorded, data=data)


def metrics(monitor: Monitor) -> dict[tuple[str, tuple[str, ...]], float]:
    """Read the metrics as Prometheus would: a value by name and the values of its labels."""
    text = monitor.get("/metrics").body.decode()
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def page(monitor: Monitor, rule: str, key: str, matter: str) -> str:
    """Get the page of an alert."""
    reply = monitor.get(f"/alerts/{key_of(f'{rule}/person/{key}/{matter}')}/")
    assert reply.status in {200, 404}
    return reply.body.decode() if reply.status == 200 else ""


def states(data: Path, key: str) -> dict[str, tuple[str, str, int]]:
    """Give state, status and revision of each alert on a person, by rule."""
    query = "SELECT rule, state, status, revision FROM store_alert WHERE fingerprint LIKE ?"
    return {
        rule: (state, status, int(number))
        for rule, state, status, number in rows(data / "alerts.sqlite3", query, f"%/person/{key}/%")
    }


# What is answered


def test_one_event_is_accepted_once(place: Place) -> None:
    """A single event is accepted, is in the file when the answer comes, and a copy of it is a duplicate."""
    sent = calm("once")
    reply = place.monitor.post(place.secret, line(sent), ONE)
    assert (reply.status, reply.json) == (
        200,
        {"accepted": 1, "duplicate": 0, "refused": 0, "events": [{"status": "accepted"}]},
    )
    assert (sent["source"], sent["id"]) in stored(place.data)
    again = place.monitor.post(place.secret, json.dumps(sent, indent=2).encode(), f"{ONE}; charset=utf-8")
    assert (again.status, again.statuses) == (200, ["duplicate"])


def test_a_batch_is_answered_event_by_event(place: Place) -> None:
    """A batch with good and bad events is answered in its order, each bad one with a reason and a pointer."""
    unknown = calm("unknown") | {"type": "custodes.nothing.v1"}
    named = calm("named")
    named["data"] = {"name": "Somebody"}
    naive = calm("naive") | {"time": "2026-01-01T00:00:00"}
    early = calm("early") | {"recordedtime": "2020-01-01T00:00:00Z"}
    alien = calm("alien") | {"source": f"urn:custodes:{OTHER}:jms"}
    batch = [calm("batch-1"), unknown, named, naive, early, alien, calm("batch-2"), 5, calm("batch-1")]
    reply = place.monitor.post(place.secret, json.dumps(batch).encode(), BATCH)
    assert reply.status == 207
    assert [(one["status"], one.get("reason"), one.get("pointer")) for one in reply.json["events"]] == [
        ("accepted", None, None),
        ("refused", "unknown-type", "/type"),
        ("refused", "data-invalid", "/data/name"),
        ("refused", "envelope-invalid", "/time"),
        ("refused", "occurred-after-recorded", "/time"),
        ("refused", "agency-mismatch", "/agency"),
        ("accepted", None, None),
        ("refused", "not-json", None),
        ("duplicate", None, None),
    ]
    assert {name: reply.json[name] for name in ("accepted", "duplicate", "refused")} == {
        "accepted": 2,
        "duplicate": 1,
        "refused": 6,
    }
    assert all(one.get("detail") for one in reply.json["events"] if one["status"] == "refused")
    assert "Somebody" not in reply.body.decode()


def test_lines_are_answered_one_by_one(place: Place) -> None:
    """Lines end as they like, empty ones are passed over, and a bad line stops no other."""
    body = line(calm("line-1")) + b"\r\n\n  \t\n{broken\n" + line(calm("line-2"))
    reply = place.monitor.post(place.secret, body, NDJSON)
    assert (reply.status, reply.statuses) == (207, ["accepted", "refused", "accepted"])
    assert reply.json["events"][1]["reason"] == "not-json"


def test_nothing_but_refusals_is_unprocessable(place: Place) -> None:
    """When every event is refused the whole is 422, still with each one's reason."""
    reply = place.monitor.post(place.secret, b"[]", ONE)
    assert (reply.status, reply.json["events"][0]["reason"]) == (422, "not-json")
    assert place.monitor.post(place.secret, b"{}\n{}\n").status == 422


def binary(one: Event) -> dict[str, str]:
    """Give the headers of CloudEvents' binary mode for an event."""
    return {f"ce-{name}": value for name, value in one.items() if name not in {"data", "datacontenttype"}}


def test_binary_mode_is_the_same_event(place: Place) -> None:
    """The attributes may come as headers and the data as the body; it is the event that it would be in one piece."""
    sent = calm("binary") | {"id": "charge-binary é"}
    spelled = binary(sent) | {"ce-id": "charge-binary%20%C3%A9"}
    reply = place.monitor.post(place.secret, json.dumps(sent["data"]).encode(), "application/json", spelled)
    assert (reply.status, reply.statuses) == (200, ["accepted"])
    assert (sent["source"], "charge-binary é") in stored(place.data)
    whole = place.monitor.post(place.secret, line(sent | {"datacontenttype": "application/json"}), ONE)
    assert whole.statuses == ["duplicate"]


@pytest.mark.parametrize("charset", ["; charset=utf-8", ";charset=UTF-8", ' ; charset="utf-8"'])
def test_binary_mode_takes_json_with_a_charset(place: Place, charset: str) -> None:
    """A client that says JSON is UTF-8, as most do, is understood in binary mode too."""
    sent = calm(f"charset{len(charset)}{charset[2:4]}".replace(" ", ""))
    reply = place.monitor.post(
        place.secret, json.dumps(sent["data"]).encode(), f"application/json{charset}", binary(sent)
    )
    assert reply.status == 200, reply.body


def test_binary_mode_refuses_what_is_no_event(place: Place) -> None:
    """Data that is no JSON, another content type and a missing attribute are refused with a reason."""
    sent = calm("bad-binary")
    for body, kind, headers, pointer in (
        (b"{", "application/json", binary(sent), "/data"),
        (b"{}", "application/xml", binary(sent), "/datacontenttype"),
        (b"{}", "application/json", {key: text for key, text in binary(sent).items() if key != "ce-id"}, "/id"),
    ):
        reply = place.monitor.post(place.secret, body, kind, headers)
        assert reply.status == 422, reply.body
        assert (reply.json["events"][0]["reason"], reply.json["events"][0]["pointer"]) == ("envelope-invalid", pointer)


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data", "application/cloudevents"])
def test_an_unknown_kind_is_said(place: Place, kind: str) -> None:
    """A body of another kind is 415, and the answer names the kinds that are taken."""
    reply = place.monitor.post(place.secret, line(calm("kind")), kind)
    assert reply.status == 415
    assert NDJSON in reply.json["detail"]
    assert reply.headers["Content-Type"] == "application/problem+json"


def test_an_empty_request_is_bad(place: Place) -> None:
    """A request without an event is 400."""
    for body, kind in ((b"", NDJSON), (b"\n \r\n", NDJSON), (b"[]", BATCH)):
        assert place.monitor.post(place.secret, body, kind).status == 400


def test_a_body_beyond_all_measure_is_refused(place: Place) -> None:
    """More than 32 MiB at once is 413, and the monitor goes on."""
    body = (line(calm("large")) + b"\n") * 150_000
    assert len(body) > 33 * 2**20
    try:
        reply = place.monitor.post(place.secret, body)
    except (BrokenPipeError, ConnectionResetError):
        reply = None  # It need not read what it does not take.
    assert reply is None or reply.status == 413
    assert place.monitor.get("/readyz").status == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_events_are_posted(place: Place, method: str) -> None:
    """Any method but POST is 405, and the answer says which is allowed."""
    reply = place.monitor.ask(method, "/v1/events")
    assert (reply.status, reply.headers["Allow"]) == (405, "POST")


# Who may send


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer custodes_made-up"},
        {"Authorization": "Basic Y3VzdG9kZXM6"},
    ],
)
def test_without_a_token_nothing_is_taken(place: Place, given: Mapping[str, str]) -> None:
    """No token, and one that is none, is 401 with a challenge, whatever the body."""
    reply = place.monitor.ask("POST", "/v1/events", ndjson([calm("stranger")]), {"Content-Type": NDJSON, **given})
    assert reply.status == 401
    assert reply.headers["WWW-Authenticate"].startswith("Bearer")
    assert not [name for _, name in stored(place.data) if "stranger" in name]


def test_an_agency_speaks_for_itself_alone(place: Place) -> None:
    """Under another agency's token an event is refused, and kept as a dead letter."""
    reply = place.monitor.post(place.others, ndjson([calm("foreign"), calm("own", OTHER)]))
    assert reply.status == 207
    assert (reply.json["events"][0]["reason"], reply.json["events"][0]["pointer"]) == ("agency-mismatch", "/agency")
    assert reply.json["events"][1]["status"] == "accepted"
    assert (f"urn:custodes:{AGENCY}:jms", "charge-foreign") not in stored(place.data)


def test_a_revoked_token_ends(place: Place) -> None:
    """A token that is added while the monitor runs counts within seconds, and one that is revoked ends so."""
    fresh = token(place.data, AGENCY)
    wait_for(lambda: place.monitor.post(fresh, ndjson([calm("fresh")])).status == 200, "the new token to count", 15)
    listed = run("tokens", "list", "--data", place.data).stdout.decode().splitlines()
    assert fresh not in "".join(listed)
    run("tokens", "revoke", listed[-1].split()[0], "--data", place.data)
    wait_for(lambda: place.monitor.post(fresh, ndjson([calm("fresh")])).status == 401, "the token to end", 15)
    assert place.monitor.post(place.secret, ndjson([calm("not-revoked")])).status == 200


# What is shown


def test_time_alone_turns_a_clock_into_an_alert(place: Place) -> None:
    """A duty whose time runs out while nothing arrives is pending before and fires after, on pages and in metrics."""
    before = metrics(place.monitor)
    due = now() + timedelta(seconds=5)
    place.monitor.send(place.secret, [request("clock", due - timedelta(hours=24))])
    wait_for(lambda: "e1-copy-of-request" in states(place.data, "clock"), "the clock to show")
    running = ("pending", "pending", 1)
    assert states(place.data, "clock") == {"e1-copy-of-request": running, "e1-statement-of-intent": running}
    key = key_of("e1-copy-of-request/person/clock/request-clock")
    assert key in place.monitor.get("/clocks").body.decode()
    assert "Clock running" in page(place.monitor, "e1-copy-of-request", "clock", "request-clock")
    assert now() < due
    wait_for(lambda: states(place.data, "clock")["e1-copy-of-request"][0] == "firing", "the alert to fire", 15)
    assert due < now() < due + timedelta(seconds=8)
    assert states(place.data, "clock")["e1-statement-of-intent"] == ("firing", "violation", 2)
    assert key in place.monitor.get("/").body.decode()
    assert key not in place.monitor.get("/clocks").body.decode()
    shown = page(place.monitor, "e1-copy-of-request", "clock", "request-clock")
    assert "Possible violation" in shown
    assert "Every revision" in shown
    after = metrics(place.monitor)
    for rule in ("e1-copy-of-request", "e1-statement-of-intent"):
        for status, more in (("violation", 1), ("pending", 0)):
            name = ("custodes_findings", (rule, status))
            assert after[name] - before[name] == more
    assert after["custodes_alert_changes_total", ("e1-copy-of-request", "firing")] >= 1


def test_a_notice_that_is_written_down_late_withdraws_the_alert(place: Place) -> None:
    """An alert that fires is withdrawn when a notice served in time arrives; its lateness is one of its own."""
    at = now() - timedelta(hours=72)
    place.monitor.send(place.secret, [request("late", at)])
    place.monitor.settle()
    assert states(place.data, "late")["e1-copy-of-request"] == ("firing", "violation", 1)
    key = key_of("e1-copy-of-request/person/late/request-late")
    assert key in place.monitor.get("/").body.decode()
    place.monitor.send(place.secret, [notice("late", at + timedelta(hours=1), now())])
    place.monitor.settle()
    assert states(place.data, "late") == {
        "e1-copy-of-request": ("withdrawn", "compliant", 2),
        "e1-statement-of-intent": ("firing", "violation", 2),
        "x-late-evidence": ("firing", "violation", 1),
    }
    assert key not in place.monitor.get("/").body.decode()
    shown = page(place.monitor, "e1-copy-of-request", "late", "request-late")
    assert "Withdrawn" in shown
    assert "served-copy_of_request-late" in shown


def test_what_is_dated_ahead_waits_for_its_time(place: Place) -> None:
    """An event written down a few seconds from now is accepted at once and counts when its time has come."""
    ahead = now() + timedelta(seconds=3)
    sent = request("ahead", now() - timedelta(hours=30))
    place.monitor.send(place.secret, [sent | {"recordedtime": spell(ahead)}])
    place.monitor.settle()
    assert (sent["source"], sent["id"]) in stored(place.data)
    assert states(place.data, "ahead") == {}
    wait_for(lambda: bool(states(place.data, "ahead")), "the event to be admitted", 15)
    assert now() >= ahead
    assert states(place.data, "ahead")["e1-copy-of-request"] == ("firing", "violation", 1)
    (changed,) = rows(
        place.data / "alerts.sqlite3",
        "SELECT body FROM store_alert WHERE fingerprint = ?",
        "e1-copy-of-request/person/ahead/request-ahead",
    )[0]
    assert datetime.fromisoformat(json.loads(changed)["changed_at"]) >= ahead


def test_a_correction_takes_effect(place: Place) -> None:
    """A void makes what it voids as if it had never been: its alerts are withdrawn."""
    sent = request("void", now() - timedelta(hours=30))
    place.monitor.send(place.secret, [sent])
    place.monitor.settle()
    assert states(place.data, "void")["e1-copy-of-request"][0] == "firing"
    data, at = {"target": sent["id"], "reason": "typing error"}, now() - timedelta(minutes=1)
    voided = event("record.voided", "void-of-void", at, subject="person/void", agency=AGENCY, data=data)
    place.monitor.send(place.secret, [voided])
    place.monitor.settle()
    assert {state for state, _, _ in states(place.data, "void").values()} == {"withdrawn"}


def test_a_displaced_copy_becomes_a_dead_letter(place: Place) -> None:
    """Of two copies that differ the earlier written down is kept; the other is a dead letter with its own bytes."""
    late, early = (
        request("copies", now() - timedelta(hours=3)) | {"recordedtime": spell(now() - timedelta(minutes=minutes))}
        for minutes in (30, 60)
    )
    early["data"] = early["data"] | {"form": "I-247D"}
    raw = json.dumps(late, indent=1).replace("\n", "").encode()
    assert place.monitor.post(place.secret, raw, ONE).statuses == ["accepted"]
    assert place.monitor.post(place.secret, line(early), ONE).statuses == ["accepted"]
    again = place.monitor.post(place.secret, raw, ONE)
    assert (again.status, again.json["events"][0]["reason"]) == (422, "conflicting-duplicate")
    kept = rows(place.data / "events.sqlite3", "SELECT content FROM event WHERE id = ?", "received-copies")
    assert [json.loads(body)["data"]["form"] for (body,) in kept] == ["I-247D"]
    query = "SELECT body FROM reject WHERE reason = 'conflicting-duplicate' ORDER BY number"
    letters = [json.loads(body) for (body,) in rows(place.data / "events.sqlite3", query)]
    assert [one["raw"].encode() for one in letters if "received-copies" in one["raw"]] == [raw, raw]
    place.monitor.settle()
    found = rows(
        place.data / "alerts.sqlite3",
        "SELECT fingerprint, status FROM store_alert WHERE rule = 'x-conflicting-record'",
    )
    source = f"urn:custodes:{AGENCY}:jms"
    assert (f"x-conflicting-record/agency/{AGENCY}/{source}#received-copies", "violation") in found


def test_a_dead_letter_has_the_bytes_that_came(place: Place) -> None:
    """A refused event is kept byte for byte, also where it is no text."""
    raw = b'{"specversion":"1.0","id":"\xff\xfe","note":"dead-letter"}'
    assert place.monitor.post(place.secret, raw, ONE).json["events"][0]["reason"] == "not-json"
    bodies = [json.loads(body) for (body,) in rows(place.data / "events.sqlite3", "SELECT body FROM reject")]
    (letter,) = [one for one in bodies if "dead-letter" in one["raw"]]
    assert b64decode(letter["raw_base64"]) == raw
    assert (letter["reason"], letter["file"], letter["line"]) == ("not-json", f"door:{AGENCY}", 1)


def test_metrics_have_a_zero_for_everything(place: Place) -> None:
    """Prometheus can read the metrics, and none is missing before it first counts: every rule, status and reason."""
    reply = place.monitor.get("/metrics")
    assert reply.status == 200
    assert reply.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    found = metrics(place.monitor)
    for rule in RULEBOOK:
        for status in STATUSES:
            assert found["custodes_findings", (rule.id, status)] >= 0
    assert found["custodes_findings", ("b1b-release-communication", "error")] == 0
    reasons = (
        *("not-json", "envelope-invalid", "unknown-type", "data-invalid", "agency-mismatch"),
        *("occurred-after-recorded", "conflicting-duplicate"),
    )
    for reason in reasons:
        assert ("custodes_events_total", ("refused", reason)) in found
    assert found["custodes_events_total", ("accepted", "")] == len(stored(place.data)) + displaced(place.data)


def displaced(data: Path) -> int:
    """Count the events that were accepted and then gave way to a better copy: in these tests, every other one."""
    ((number,),) = rows(data / "events.sqlite3", "SELECT count(DISTINCT id) FROM copy")
    return int(number)


def test_health_is_told(place: Place) -> None:
    """Probes learn that it lives, that it keeps events and delivers alerts, and how much is left to judge."""
    assert place.monitor.get("/healthz").json == {"alive": True}
    place.monitor.settle()
    ready = place.monitor.get("/readyz")
    assert ready.status == 200
    wait_for(
        lambda: place.monitor.get("/readyz").json == {"keeping": True, "delivering": True, "waiting_timelines": 0},
        "nothing to be left to judge",
    )


def test_a_page_that_is_not_there_is_said(place: Place) -> None:
    """An unknown address, alert or rule is 404, and a page can only be read."""
    for path in ("/nothing", "/alerts/0123456789abcdef01234567/", "/alerts/x/", "/rules/none/", "/static/none.css"):
        assert place.monitor.get(path).status == 404
    assert place.monitor.ask("POST", "/", b"").status in {403, 405}


def test_every_link_leads_somewhere(place: Place) -> None:
    """Every page that links lead to is there."""
    for path, reply in place.monitor.pages().items():
        assert reply.status == 200, path


# Its life


def test_a_restart_keeps_everything(tmp_path: Path) -> None:
    """After a stop and a start alerts, pages, tokens, dead letters and counts of findings are what they were."""
    data = tmp_path / "data"
    secret = token(data, AGENCY)
    with serving(data) as monitor:
        sent = [request("kept", now() - timedelta(hours=30)), request("runs", now())]
        monitor.send(secret, sent)
        assert monitor.post(secret, b"{", ONE).status == 422
        monitor.settle()
        findings = {name: value for name, value in metrics(monitor).items() if name[0] in _STANDING}
        seen = states(data, "kept"), states(data, "runs")
        assert monitor.stop() == 0
        assert monitor.stdout.count("\n") == 1
        assert monitor.stderr == ""
    events = stored(data)
    with serving(data) as monitor:
        assert monitor.post(secret, ndjson(sent)).statuses == ["duplicate", "duplicate"]
        monitor.settle()
        assert (states(data, "kept"), states(data, "runs")) == seen
        assert {name: value for name, value in metrics(monitor).items() if name[0] in _STANDING} == findings
        assert stored(data) == events
        assert "Clock running" in page(monitor, "e1-copy-of-request", "runs", "request-runs")
        assert monitor.stop() == 0
    assert len(rows(data / "events.sqlite3", "SELECT * FROM reject")) == 1


_STANDING = ("custodes_findings", "custodes_alerts", "custodes_source_last_event_timestamp_seconds")


def test_what_fell_due_while_it_was_down_is_judged_at_the_start(tmp_path: Path) -> None:
    """A clock that runs out while the monitor is down fires once it is up, with no event to wake it."""
    data = tmp_path / "data"
    secret = token(data, AGENCY)
    with serving(data) as monitor:
        due = now() + timedelta(seconds=6)
        monitor.send(secret, [request("down", due - timedelta(hours=24))])
        monitor.settle()
        assert states(data, "down")["e1-copy-of-request"] == ("pending", "pending", 1)
        assert monitor.stop() == 0
    wait_for(lambda: now() > due, "the clock to run out")
    assert states(data, "down")["e1-copy-of-request"] == ("pending", "pending", 1)
    with serving(data):
        wait_for(lambda: states(data, "down")["e1-copy-of-request"] == ("firing", "violation", 2), "the alert", 15)


def test_a_folder_has_one_monitor(tmp_path: Path) -> None:
    """A second monitor over a folder that is in use is refused: exit status 2, and a message that names the folder."""
    data = tmp_path / "data"
    with serving(data) as monitor:
        second = Monitor(data)
        try:
            wait_for(lambda: second.process.poll() is not None or bool(second.stdout), "the second one's fate")
            assert second.process.poll() == 2, "two monitors run over one folder"
        finally:
            if second.process.poll() is None:
                second.kill()
        assert str(data) in second.stderr
        assert "Traceback" not in second.stderr
        assert monitor.get("/readyz").status == 200


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    """A port in use is refused with exit status 2 and a message that says so, without a stack trace."""
    with serving(tmp_path / "one") as monitor:
        done = run("serve", "--data", tmp_path / "two", "--port", str(monitor.port), status=2)
    assert b"Traceback" not in done.stderr
    assert str(monitor.port).encode() in done.stderr


def test_what_it_keeps_is_its_owners_alone(tmp_path: Path) -> None:
    """None but the owner can read what the monitor keeps, also in a folder that was there before and open to all."""
    data = tmp_path / "data"
    data.mkdir()
    data.chmod(0o755)
    with serving(data) as monitor:
        assert monitor.get("/healthz").status == 200
        folder_is_closed = mode(data) & 0o077 == 0
        readable = sorted(path.name for path in data.iterdir() if mode(path) & 0o077)
    assert folder_is_closed or not readable, readable


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("tokens", "list")])
@pytest.mark.parametrize("name", ["events.sqlite3", "alerts.sqlite3"])
def test_a_file_that_is_none_of_its_own_is_said(tmp_path: Path, name: str, command: tuple[str, ...]) -> None:
    """A file in the folder that is no database is refused by name, with exit status 2 and no stack trace."""
    if (name, command[0]) == ("events.sqlite3", "tokens"):
        return  # Tokens are beside the alerts; the events are none of that command's business.
    data = tmp_path / "data"
    data.mkdir()
    (data / name).write_bytes(b"not a database, and longer than the header of one would be " * 40)
    done = run(*command, "--data", data, status=None)
    assert b"Traceback" not in done.stderr
    assert (done.returncode, done.stderr[:10]) == (2, b"custodes: ")
    assert name.encode() in done.stderr


def test_packed_bodies_are_not_read_as_events(place: Place) -> None:
    """A gzip body that says so is taken apart or refused as a whole, and never taken for garbage of an agency."""
    reply = place.monitor.post(
        place.secret, gzip.compress(line(calm("packed")), mtime=0), NDJSON, {"Content-Encoding": "gzip"}
    )
    assert reply.status in {200, 415}, reply.body


def test_it_stops_at_a_signal(tmp_path: Path) -> None:
    """SIGTERM ends it with status 0 while a request is waited for, and its files are whole."""
    data = tmp_path / "data"
    secret = token(data, AGENCY)
    with serving(data) as monitor:
        monitor.send(secret, [calm(str(number)) for number in range(300)])
        assert monitor.stop() == 0
    assert len(stored(data)) == 300
    assert rows(data / "events.sqlite3", "PRAGMA integrity_check") == [("ok",)]
    assert rows(data / "alerts.sqlite3", "PRAGMA integrity_check") == [("ok",)]


def test_the_demonstration_runs_in_a_folder_of_its_own(tmp_path: Path) -> None:
    """The demonstration says that it is one, shows alerts, and leaves nothing behind where none was asked for."""
    with serving(tmp_path / "demo", "--demo") as monitor:
        wait_for(lambda: b"Possible violation" in monitor.get("/").body, "the first alert")
        assert b"A demonstration" in monitor.get("/").body
        assert monitor.stop() == 0
        assert "cannot go on" not in monitor.stderr
