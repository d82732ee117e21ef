"""Whatever comes in, the answer is a clear refusal with a reason of the contract, and the good events around it stay.

Lines are held against a slow reader of I-JSON and the JSON Schemas; files and requests go to the real program.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import socket
from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from schemas import codec, events
from streams.commands.simulate import build
from tests.running import (
    BATCH,
    NDJSON,
    ONE,
    PATIENCE,
    Event,
    Monitor,
    event,
    line,
    ndjson,
    parsed,
    peak_of,
    rows,
    run,
    serving,
    stored,
    token,
)

AGENCY = "CT0009300"
AT = datetime.fromisoformat("2026-03-02T14:00:00Z")
MEBIBYTE = 2**20
MOST_MEMORY = 160 * MEBIBYTE
"""What reading a line of a MiB, of 10 MiB or of 64 MiB may take at the most."""
AS_OF = ("--as-of", "2026-04-01T00:00:00Z")


def good(number: int, **members: object) -> Event:
    """Make a valid event."""
    data = {"custody_id": f"c-{number}", "bases": ["civil_detainer"], **members}
    return event("custody.started", f"e-{number}", AT, subject=f"person/p-{number}", agency=AGENCY, data=data)


# A slow reader


class SlowReader:
    """Reads JSON by the letter of RFC 8259 and RFC 7493; raises ValueError for anything else."""

    _SPACE = re.compile(r"[ \t\n\r]*")
    _NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
    _WORDS = (("true", True), ("false", False), ("null", None))
    _SHORT = ('"\\/bfnrt', '"\\/\b\f\n\r\t')

    def __init__(self, raw: bytes) -> None:
        """Take the bytes of one value."""
        self._text = raw.decode("utf-8", "strict")
        self._at = 0

    def read(self) -> Any:  # noqa: ANN401 - JSON is any value
        """Read the value, and see that nothing follows."""
        value = self._value(0)
        if self._at != len(self._text):
            raise ValueError("trailing text")
        return value

    def _skip(self) -> None:
        found = self._SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _take(self, text: str) -> bool:
        taken = self._text.startswith(text, self._at)
        self._at += len(text) * taken
        return taken

    def _value(self, depth: int) -> Any:  # noqa: ANN401 - JSON is any value
        if depth > 500:
            raise ValueError("too deep")
        self._skip()
        value = self._bare(depth)
        self._skip()
        return value

    def _bare(self, depth: int) -> Any:  # noqa: ANN401 - JSON is any value
        if self._take("{"):
            return self._object(depth + 1)
        if self._take("["):
            return self._array(depth + 1)
        if self._take('"'):
            return self._string()
        for word, value in self._WORDS:
            if self._take(word):
                return value
        return self._number()

    def _number(self) -> int | float:
        found = self._NUMBER.match(self._text, self._at)
        if found is None:
            raise ValueError("no value")
        self._at = found.end()
        value = float(found[0])
        if abs(value) == float("inf"):
            raise ValueError("beyond a double")
        return value if found[1] or found[2] else int(found[0])

    def _string(self) -> str:
        units: list[int] = []
        while not self._take('"'):
            if self._at >= len(self._text) or self._text[self._at] < " ":
                raise ValueError("an open string")
            units += self._character()
        return b"".join(unit.to_bytes(2, "big") for unit in units).decode("utf-16-be", "strict")

    def _character(self) -> list[int]:
        if not self._take("\\"):
            self._at += 1
            spelled = self._text[self._at - 1].encode("utf-16-be")
            return [int.from_bytes(spelled[at : at + 2], "big") for at in range(0, len(spelled), 2)]
        if self._take("u"):
            digits = self._text[self._at : self._at + 4]
            if not re.fullmatch("[0-9a-fA-F]{4}", digits):
                raise ValueError("no escape")
            self._at += 4
            return [int(digits, 16)]
        self._at += 1
        names, meant = self._SHORT
        return [ord(meant[names.index(self._text[self._at - 1])])]

    def _array(self, depth: int) -> list[Any]:
        self._skip()
        if self._take("]"):
            return []
        values = [self._value(depth)]
        while self._take(","):
            values.append(self._value(depth))
        if not self._take("]"):
            raise ValueError("an open array")
        return values

    def _object(self, depth: int) -> dict[str, Any]:
        members: dict[str, Any] = {}
        self._skip()
        if self._take("}"):
            return members
        while True:
            self._skip()
            if not self._take('"'):
                raise ValueError("no name")
            name = self._string()
            self._skip()
            if name in members or not self._take(":"):
                raise ValueError("twice, or no value")
            members[name] = self._value(depth)
            if self._take("}"):
                return members
            if not self._take(","):
                raise ValueError("an open object")


V1 = Path(codec.__file__).parent / "v1"
INSTANT = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII)


def slow_instant(text: str) -> datetime:
    """Read an RFC 3339 instant, member by member; raises ValueError, or OverflowError off the calendar."""
    found = INSTANT.fullmatch(text)
    if found is None:
        raise ValueError(text)
    *clock, fraction, sign, hours, minutes = found.groups()
    if sign and (int(hours) > 23 or int(minutes) > 59):
        raise ValueError(text)
    offset = timedelta(hours=int(hours), minutes=int(minutes)) if sign else timedelta()
    local = datetime(*map(int, clock), int(((fraction or "") + "000000")[:6]), tzinfo=UTC)  # type: ignore[misc, arg-type]
    return local + offset if sign == "-" else local - offset


@cache
def slow_validators() -> dict[str, Draft202012Validator]:
    """Give the validators of the types, and of the envelope, with instants and dates read slowly."""
    formats = FormatChecker(())
    formats.checks("date-time", raises=(ValueError, OverflowError))(
        lambda text: not isinstance(text, str) or bool(slow_instant(text))
    )
    formats.checks("date", raises=ValueError)(
        lambda text: not isinstance(text, str) or bool(slow_instant(f"{text}T00:00:00Z"))
    )
    every = [json.loads(path.read_bytes()) for path in V1.glob("*.schema.json")]
    registry: Registry[Any] = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in every)
    return {
        one["$id"].rpartition(":")[2]: Draft202012Validator(one, registry=registry, format_checker=formats)
        for one in every
    }


def slow_reason(raw: bytes) -> str | None:
    """Say, slowly, why a line is refused; None when it is an event."""
    try:
        value = SlowReader(raw).read()
    except (ValueError, KeyError, IndexError):
        return "not-json"
    if not isinstance(value, dict):
        return "not-json"
    kind = value.get("type")
    name = next((one for one in events.TYPES if kind == f"custodes.{one}.v1"), None)
    paths = [list(error.absolute_path)[:1] for error in slow_validators()[name or "envelope"].iter_errors(value)]
    if any(path != ["data"] for path in paths):
        return "envelope-invalid"
    if name is None:
        return "unknown-type"
    if paths:
        return "data-invalid"
    if value["source"].split(":")[2] != value["agency"]:
        return "agency-mismatch"
    late = slow_instant(value["time"]) - slow_instant(value["recordedtime"]) > timedelta(minutes=5)
    return "occurred-after-recorded" if late else None


# Lines that are nearly events


@cache
def samples() -> tuple[bytes, ...]:
    """Give an event or two of every type that a made-up state sends, and of the types that it does not."""
    by_type: dict[str, list[bytes]] = {}
    for raw in build(agencies=6, days=2, seed=5).lines():
        by_type.setdefault(json.loads(raw)["type"], []).append(raw)
    said = {"result": "no_match"}
    document = {"document_id": "d", "kind": "consent", "issued_at": "2026-03-02T09:00:00.5-05:00", "consent_scope": []}
    more = [
        event("watchlist.checked", "w", AT, subject="person/p", agency=AGENCY, data=said),
        event("document.recorded", "d", AT, subject="person/p", agency=AGENCY, data=document, dataschema="urn:x"),
        good(1, minutes=2.5, demographics={"race": "W", "ethnicity": "U", "sex": "X", "age_band": "<18"}),
        good(2) | {"datacontenttype": "application/json", "replaces": "e-1", "traceparent": "00-00"},
    ]
    return (*(raw for every in by_type.values() for raw in every[:2]), *map(line, more))


JUNK = (
    *(b"null", b"true", b'""', b"[]", b"{}", b"0", b"-0", b"5.0", b"1e400", b"-1e400", b"1e-400", b"9" * 400, b"NaN"),
    *(b"Infinity", b'"\\ud800"', b'"\\udc00\\ud800"', b'"\\ud83d\\ude00"', b'"\\u0000"', b'"\xf0\x9f\x98\x80"', b"01"),
    *(b'"\xed\xa0\x80"', b'"\xc0\xaf"', b'"\xff"', b"+1", b".5", b"1.", b"'x'", b"\xef\xbb\xbf", b'"\x00"', b'"\n"'),
    *(b'"0000-01-01T00:00:00Z"', b'"0001-01-01T00:00:00+23:59"', b'"9999-12-31T23:59:59-00:01"', b'"2026-02-29"'),
    *(
        b'"2026-03-02 09:00:00Z"',
        b'"2026-03-02T24:00:00Z"',
        b'"2026-03-02T09:00:60Z"',
        b'"2026-03-02t09:00:00.1234567z"',
    ),
    *(b'"2026-03-02T09:00:00-00:00"', b'"2026-03-02T09:00:00+24:00"', b'"2026-03-02T09:00Z"', b'"agency/CT0009300"'),
    *(b'"person/a/b"', b'"person/a\xc2\xa0b"', b'"municipality/New Haven"', b'"officer/\xe2\x80\x8b"', b'"person/"'),
    *(
        b'"urn:custodes:CT0006400:jms"',
        b'"urn:custodes:CT0009300:a b"',
        b'"CT0006400"',
        b'"ct0009300"',
        b'"1.0"',
        b"1.0",
    ),
    *(b'"custodes.custody.held.v1"', b'"custodes.custody.held.v2"', b'"custodes..v1"', b'["ice","ice"]', b'"ice\\n"'),
    *(
        b"[" * 499 + b"]" * 499,
        b"[" * 501 + b"]" * 501,
        b'"' + b"[" * 501 + b'"',
        b'[{"a":1,"a":2}]',
        b"9007199254740993",
    ),
)
PARTS = re.compile(rb'"(?:[^"\\]|\\.)*"|[0-9.eE+-]+|true|false|null|[{}\[\],:]')


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """Draw a line that is nearly an event: one with a few parts or bytes put in, left out, swapped or said twice."""
    raw = draw(st.sampled_from(samples()))
    for _ in range(draw(st.integers(0, 3))):
        spans = [found.span() for found in PARTS.finditer(raw)] or [(0, len(raw))]
        start, end = draw(st.sampled_from(spans))
        match draw(st.sampled_from(("part", "part", "part", "out", "twice", "bytes", "cut", "space", "shift"))):
            case "part":
                raw = raw[:start] + draw(st.sampled_from(JUNK)) + raw[end:]
            case "out":
                raw = raw[:start] + raw[end:]
            case "twice":
                raw = raw[:end] + raw[start:end] + raw[end:]
            case "bytes":
                raw = raw[:start] + draw(st.binary(max_size=4)) + raw[start:]
            case "cut":
                raw = raw[:end]
            case "space":
                raw = raw[:start] + draw(st.sampled_from((b" ", b"\t", b"\r", b"\x0b", b"\xc2\xa0"))) + raw[start:]
            case _:
                other = draw(st.sampled_from(spans))
                raw = raw[:start] + raw[other[0] : other[1]] + raw[end:]
    return raw


@settings(max_examples=600, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(raw=st.one_of(spoiled(), spoiled(), spoiled(), st.binary(max_size=60), st.text(max_size=40).map(str.encode)))
def test_a_line_is_judged_as_a_slow_reader_judges_it(raw: bytes) -> None:
    """Whatever the bytes, the codec does not raise, and accepts or refuses, with a reason, as the slow reader does."""
    decoded = codec.decode(raw)
    reason = None if isinstance(decoded, codec.Accepted) else decoded.reason
    assert reason == slow_reason(raw)
    if isinstance(decoded, codec.Accepted):
        assert codec.revive(decoded.content) == decoded.event
        assert codec.canonical(decoded.content) == codec.canonical(codec.decode(raw).content)  # type: ignore[union-attr]


def test_the_slow_reader_accepts_what_is_good() -> None:
    """The samples are events for both readers, of nearly all types."""
    assert all(slow_reason(raw) is None for raw in samples())
    assert len({json.loads(raw)["type"] for raw in samples()}) > 25


# Files


class Bad(NamedTuple):
    """A line that is refused, and why."""

    raw: bytes
    reason: str


GOOD = line(good(0))


def bad_lines() -> list[Bad]:
    """Make bad lines of every sort, none of which has a line end within."""
    text = GOOD.decode()
    accented = json.dumps(good(0, facility="\N{LATIN SMALL LETTER E WITH ACUTE}"), ensure_ascii=False)
    no_json = [
        *(
            b"{",
            b"}",
            b"[]",
            b"5",
            b'"x"',
            b"null",
            b"\x00",
            b"\x00" * 5000,
            b"\xff\xfe",
            GOOD[:-1],
            GOOD + b"}",
            GOOD + GOOD,
        ),
        *(b"\xef\xbb\xbf" + GOOD, text.encode("utf-16").replace(b"\n", b""), text.encode("utf-32-le"), GOOD + b"\x00"),
        *(accented.encode("latin-1"), accented.encode()[: accented.encode().index(b"\xc3") + 1], b"\x0b" + GOOD),
        *(GOOD.replace(b'"c-0"', b"1e999"), GOOD.replace(b'"c-0"', b"9" * 5000), GOOD.replace(b'"c-0"', b"NaN")),
        *(GOOD.replace(b'"c-0"', b"-Infinity"), GOOD.replace(b'"c-0"', b'"\\udead"'), GOOD.replace(b'"', b"'")),
        *(
            GOOD.replace(b'"id"', b'"source"'),
            GOOD.replace(b'"bases"', b'"custody_id"'),
            b"[" * 100_000,
            b"[" * 10_000_000,
        ),
        *(b'{"a":' * 100_000, b'{"a":' * 100_000 + b"1" + b"}" * 100_000, b"{" + b"[" * 50_000 + b"]" * 50_000 + b"}"),
        *(
            GOOD.replace(b'"c-0"', b"[" * 100_000 + b"]" * 100_000),
            b"\x1f\x8b" + gzip.compress(GOOD)[2:].replace(b"\n", b""),
        ),
        *(
            b"-",
            b"nul",
            b"\xf4\x90\x80\x80",
            b"\xed\xa0\x80",
            b"{}{}",
            b"// comment",
            GOOD + b",",
            b"x" * 10 * MEBIBYTE,
        ),
        *(random.Random(number).randbytes(200).replace(b"\n", b"") for number in range(40)),  # noqa: S311 - seeded
    ]
    data = good(0)["data"]
    wrong: list[Any] = [[], "x", None, {}, data | {"name": "A. Person"}]
    bases: list[Any] = [[], ["x"], "sentence", [[]], {}]
    minutes: list[Any] = [-1, True, "5", []]
    other: list[tuple[Event, str]] = [
        ({}, "envelope-invalid"),
        ({"a": 1}, "envelope-invalid"),
        (good(0) | {"specversion": "0.3"}, "envelope-invalid"),
        *((good(0) | {name: None}, "envelope-invalid") for name in ("id", "time", "subject", "replaces", "dataschema")),
        *((good(0) | {name: ""}, "envelope-invalid") for name in ("id", "source", "subject", "agency", "dataschema")),
        *((good(0) | {"time": text}, "envelope-invalid") for text in ("2026-03-02", "now", "2026-03-02T09:00:00", 0)),
        *((good(0) | {"subject": text}, "envelope-invalid") for text in ("person/", "officer/x", "p", "person/a b")),
        (good(0) | {"datacontenttype": "text/xml"}, "envelope-invalid"),
        ({name: value for name, value in good(0).items() if name != "data"}, "envelope-invalid"),
        *((good(0) | {"type": name}, "unknown-type") for name in ("custodes.x.v1", "custodes.custody.started.v2", "x")),
        *((good(0) | {"data": value}, "data-invalid") for value in wrong),
        *((good(0, **{name: None}), "data-invalid") for name in ("facility", "actor", "minutes", "demographics")),
        *((good(0, minutes=value), "data-invalid") for value in minutes),
        *((good(0, bases=value), "data-invalid") for value in bases),
        (good(0) | {"agency": "CT0006400"}, "agency-mismatch"),
        (good(0) | {"time": "2026-03-02T14:05:30.000001Z"}, "occurred-after-recorded"),
    ]
    return [*(Bad(raw, "not-json") for raw in no_json), *(Bad(json.dumps(one).encode(), why) for one, why in other)]


def test_bad_lines_are_refused_and_good_ones_kept(tmp_path: Path) -> None:
    """Among bad lines of every sort each good one is judged, and each bad one kept: its reason, a MiB of its bytes."""
    bad = bad_lines()
    mixed = [raw for number, one in enumerate(bad, 1) for raw in (one.raw, line(good(number)))]
    (tmp_path / "events").write_bytes(b"\n".join(mixed))
    out = ("--findings", tmp_path / "findings", "--rejects", tmp_path / "rejects")
    done = run("replay", tmp_path / "events", *AS_OF, *out)
    assert_plain(done.stderr)
    rejects = parsed(tmp_path / "rejects")
    assert [one["reason"] for one in rejects] == [one.reason for one in bad]
    assert [one["line"] for one in rejects] == [2 * number - 1 for number in range(1, len(bad) + 1)]
    for one, (raw, _) in zip(rejects, bad, strict=True):
        assert (b64decode(one["raw_base64"]) if "raw_base64" in one else one["raw"].encode()) == raw[:MEBIBYTE]
        assert one["detail"]
        assert "A. Person" not in one["detail"]
    matters = {one["matter"] for one in parsed(tmp_path / "findings") if one["rule"] == "b1a-detention"}
    assert matters == {f"c-{number}" for number in range(1, len(bad) + 1)}
    assert f"{len(bad)} accepted".encode() in done.stderr


def assert_plain(said: bytes) -> None:
    """See that what was said is plain sentences and no stack trace."""
    assert b"Traceback" not in said
    assert b"  File " not in said
    assert all(text.startswith(b"custodes: ") for text in said.splitlines())


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\n\n \t\n"])
def test_line_ends_are_no_part_of_a_line(tmp_path: Path, ending: bytes) -> None:
    """Lines may end as they like, the last one may have no end, and white space is no line."""
    body = ending.join(line(good(number)) for number in range(20))
    (tmp_path / "events").write_bytes(body)
    assert b"20 accepted, 0 duplicate" in run("replay", tmp_path / "events", *AS_OF).stderr


def broken_files() -> Iterator[tuple[str, bytes]]:
    """Make archives that cannot be read to their end."""
    packed = gzip.compress(ndjson(good(number) for number in range(500)), mtime=0)
    yield "truncated", packed[:-9]
    yield "cut in half", packed[: len(packed) // 2]
    yield "header alone", packed[:10]
    yield "first two bytes", packed[:2]
    yield "bits flipped", packed[:300] + bytes(byte ^ 0xFF for byte in packed[300:340]) + packed[340:]
    yield "wrong checksum", packed[:-8] + b"\x00" * 8
    yield "trailing garbage", packed + b"garbage"


@pytest.mark.parametrize(("name", "body"), list(broken_files()), ids=[name for name, _ in broken_files()])
def test_a_broken_archive_cannot_be_read(tmp_path: Path, name: str, body: bytes) -> None:
    """A gzip file that is not whole is said by name with exit status 2, and no output appears under its name."""
    (tmp_path / "events.gz").write_bytes(body)
    words = ("replay", tmp_path / "events.gz", *AS_OF, "--findings", tmp_path / "findings")
    done = run(*words, status=2)
    assert_plain(done.stderr)
    assert b"events.gz" in done.stderr, name
    assert not (tmp_path / "findings").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["events.gz"]


@pytest.mark.parametrize(
    "words", [("missing",), (".",), ("/dev/null", "--as-of", "noon"), (), ("/dev/null", "--law", "x")]
)
def test_a_wrong_call_is_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    """A file that is none, an instant that is none and a rulebook that is none are said, with exit status 2."""
    done = run("replay", *(tmp_path / word if word == "missing" else word for word in words), status=2)
    assert b"Traceback" not in done.stderr
    assert done.stderr
    assert not done.stdout


def large_lines() -> Iterator[tuple[str, bytes, bool]]:
    """Make lines nearly as long as an event may be, and ten times that: a name, the line, whether it is an event."""
    for size, may_be in ((MEBIBYTE - 2000, True), (10 * MEBIBYTE, False)):
        disclosed = {
            "disclosure_id": "d",
            "authority": "ice",
            "channel": "phone",
            "actor": {"id": "o", "role": "other"},
        }
        disclosure = event("disclosure.made", "d", AT, subject="person/p", agency=AGENCY, data=disclosed)
        disclosure["data"]["contents"] = ["bad"] * (size // 7)
        length = f"{size // MEBIBYTE} MiB" if size > MEBIBYTE else "just short of a MiB"
        yield f"a long text, {length}", line(good(0, facility="x" * size)), may_be
        yield f"an extension, {length}", line(good(0) | {"extension": "x" * size}), may_be
        yield f"an extension of lists, {length}", line(good(0) | {"extension": [[]] * (size // 3)}), may_be
        yield f"brackets in an extension, {length}", line(good(0) | {"extension": "[x" * (size // 2)}), may_be
        yield f"brackets in a text, {length}", line(good(0, facility="[x" * (size // 2))), may_be
        yield f"escapes, {length}", line(good(0, facility='[\n"' * (size // 8))), may_be
        yield f"an open text, {length}", b'{"a":"' + b"[x" * (size // 2), False
        yield f"open arrays, {length}", b"[" * size, False
        yield f"open objects, {length}", b'{"a":' * (size // 5), False
        yield f"no JSON, {length}", b"x" * size, False
        yield f"a number, {length}", b'{"a":' + b"9" * size + b"}", False
        yield f"bad words in a list, {length}", line(disclosure), False
        members = {f"k{number}": number for number in range(size // 14)}
        yield f"unknown members, {length}", line(good(0, **members)), False
    yield "64 MiB and no end", b"y" * (64 * MEBIBYTE), False


LARGE = [name for name, _, _ in large_lines()]


@pytest.mark.parametrize("number", range(len(LARGE)), ids=LARGE)
def test_memory_is_bounded(tmp_path: Path, number: int) -> None:
    """A long line, good or bad, takes no more memory than is stated, and the lines around it are judged."""
    _, raw, accepted = list(large_lines())[number]
    (tmp_path / "events").write_bytes(b"\n".join((line(good(1)), raw, line(good(2)))))
    words = ("replay", "-", *AS_OF, "--rejects", tmp_path / "rejects", "--findings", tmp_path / "findings")
    status, peak = peak_of(words, tmp_path / "events", tmp_path / "said")
    assert status == 0
    assert_plain((tmp_path / "said").read_bytes())
    assert f"{3 if accepted else 2} accepted".encode() in (tmp_path / "said").read_bytes()
    assert len((tmp_path / "rejects").read_bytes().splitlines()) == (not accepted)
    matters = [one["matter"] for one in parsed(tmp_path / "findings") if one["rule"] == "b1a-detention"]
    assert {"c-1", "c-2"} <= set(matters)
    assert peak < MOST_MEMORY, f"{peak // MEBIBYTE} MiB"


# The door


class Door(NamedTuple):
    """A monitor that runs, and a token."""

    monitor: Monitor
    secret: str


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """Run one monitor, and see at the end that it never failed and has kept what was good."""
    data = tmp_path_factory.mktemp("door") / "data"
    secret = token(data, AGENCY)
    with serving(data) as monitor:
        yield Door(monitor, secret)
        assert monitor.get("/readyz").status == 200
        assert "Traceback" not in monitor.stderr
        assert monitor.stop() == 0


def test_the_door_refuses_line_by_line(door: Door) -> None:
    """Bad lines between good ones are each refused with their reason, and every good one is kept."""
    bad = [one for one in bad_lines() if len(one.raw) < 2 * MEBIBYTE]
    body = b"\n".join(raw for number, one in enumerate(bad, 1) for raw in (one.raw, line(good(number))))
    reply = door.monitor.post(door.secret, body)
    assert reply.status == 207
    answers = reply.json["events"]
    assert [one["reason"] for one in answers[::2]] == [one.reason for one in bad]
    assert {one["status"] for one in answers[1::2]} == {"accepted"}
    kept = stored(door.monitor.data)
    assert {good(number)["id"] for number in range(1, len(bad) + 1)} <= {identifier for _, identifier in kept}
    letters = rows(door.monitor.data / "events.sqlite3", "SELECT reason, body FROM reject")
    assert len(letters) >= len(bad)


@pytest.mark.parametrize("kind", [ONE, BATCH])
def test_the_door_reads_one_body(door: Door, kind: str) -> None:
    """A bad body is refused as one event with its reason, never with a failure."""
    for one in bad_lines():
        if len(one.raw) < 2 * MEBIBYTE:
            reply = door.monitor.post(door.secret, one.raw, kind)
            assert reply.status in {400, 422}, one.raw[:80]
            assert b"Traceback" not in reply.body


def test_the_door_bears_a_large_line(door: Door) -> None:
    """The longest line that an event may have and one beyond it are answered, and the good one beside them kept."""
    large, beyond = line(good(9001, facility="x" * (MEBIBYTE - 2000))), b"y" * (10 * MEBIBYTE)
    reply = door.monitor.post(door.secret, b"\n".join((large, beyond, line(good(9002)))))
    assert reply.statuses == ["accepted", "refused", "accepted"]
    assert reply.json["events"][1]["reason"] == "not-json"


POST, CLOSE = "POST /v1/events", "Connection: close"


def asked(first: str, *headers: str | bytes, body: bytes = b"") -> bytes:
    """Write a request, whatever it is worth."""
    lines = [f"{first} HTTP/1.1", "Host: localhost", *headers]
    return b"\r\n".join(one if isinstance(one, bytes) else one.encode() for one in lines) + b"\r\n\r\n" + body


EVENTS = ("Content-Type: application/x-ndjson", "Content-Length: 2", CLOSE)
ODDITIES = {
    "no method": b"\r\n\r\n",
    "garbage": b"\x00\xff\xfe\r\n\r\n",
    "no version": b"POST /v1/events\r\n\r\n",
    "a wrong version": b"POST /v1/events HTTP/9.9\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
    "a length that is none": asked(POST, "Content-Length: many"),
    "a length below nothing": asked(POST, "Content-Length: -5"),
    "two lengths": asked(POST, "Content-Length: 2", "Content-Length: 3", body=b"{}"),
    "a host of its own": b"GET / HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n",
    "no host": b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n",
    "a header without end": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 300_000,
    "many headers": asked("GET /healthz", *["X: y"] * 20_000, CLOSE),
    "a header without a name": asked("GET /healthz", ": x", CLOSE),
    "a chunk that is none": asked(POST, "Transfer-Encoding: chunked", body=b"zz\r\n\r\n"),
    "an odd coding": asked(POST, "Transfer-Encoding: gzip"),
    "an odd path": asked("GET /%00%ff/../..//etc/passwd?%zz=%00", CLOSE),
    "an alert of no text": asked("GET /alerts/%00%ff%fe/", CLOSE),
    "a rule of no text": asked("GET /rules/%00%ff%fe/", CLOSE),
    "odd filters": asked("GET /?agency=%00&page=-1e9&rule=%ff&severity='", CLOSE),
    "a page beyond all": asked(f"GET /clocks?page={'9' * 5000}", CLOSE),
    "a token of odd bytes": asked(POST, b"Authorization: Bearer \xff\xfe\xc3", *EVENTS, body=b"{}"),
    "a long token": asked(POST, "Authorization: Bearer " + "x" * 60_000, *EVENTS, body=b"{}"),
    "an odd language": asked("GET /", "Accept-Language: " + "x-," * 3000 + ";q=nan", CLOSE),
}


def talk(port: int, sent: bytes, *, close: bool = True) -> bytes:
    """Send bytes over a bare connection, and give what comes back."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)) as connection:
        try:
            connection.sendall(sent)
            if close:
                connection.shutdown(socket.SHUT_WR)
            said = b""
            while piece := connection.recv(65536):
                said += piece
        except (BrokenPipeError, ConnectionResetError):
            return b""
        return said


@pytest.mark.parametrize("name", ODDITIES)
def test_odd_requests_are_refused(door: Door, name: str) -> None:
    """A request that is hardly one is refused or dropped, never answered with a failure of the program."""
    logged = len(door.monitor.stderr)
    said = talk(door.monitor.port, ODDITIES[name])
    assert not re.match(rb"HTTP/1\.[01] 500", said), name
    assert b"Traceback" not in said
    assert door.monitor.get("/healthz").status == 200
    assert '"trace"' not in door.monitor.stderr[logged:], "a stranger fills the log with traces"


def head(secret: str, *more: str) -> bytes:
    """Write the head of a request with events."""
    lines = (
        "POST /v1/events HTTP/1.1",
        "Host: localhost",
        f"Authorization: Bearer {secret}",
        f"Content-Type: {NDJSON}",
    )
    return "".join(f"{one}\r\n" for one in (*lines, "Connection: close", *more)).encode() + b"\r\n"


def test_a_body_in_chunks_is_read(door: Door) -> None:
    """A chunked body is read as the one body that it is, wherever it was cut."""
    body = ndjson([good(7001), good(7002)])
    pieces = [body[at : at + 7] for at in range(0, len(body), 7)]
    chunks = b"".join(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces) + b"0\r\n\r\n"
    said = talk(door.monitor.port, head(door.secret, "Transfer-Encoding: chunked") + chunks, close=False)
    assert said.startswith(b"HTTP/1.1 200")
    assert said.count(b'"accepted"') == 3


def test_a_connection_that_breaks_off_takes_nothing(door: Door) -> None:
    """A body that never comes to its end is no event, and waits for nobody."""
    body = line(good(7101)) + b"\n" + line(good(7102))
    for _ in range(12):
        talk(door.monitor.port, head(door.secret, f"Content-Length: {len(body) + 100}") + body)
    reply = door.monitor.post(door.secret, line(good(7103)))
    assert reply.statuses == ["accepted"]
    kept = {identifier for _, identifier in stored(door.monitor.data)}
    assert "e-7103" in kept
    assert not kept & {"e-7101", "e-7102"}


def test_slow_senders_keep_nobody_waiting(door: Door) -> None:
    """While many connections send nothing or a byte at a time, another sender is answered."""
    slow = [socket.create_connection(("127.0.0.1", door.monitor.port), timeout=PATIENCE) for _ in range(40)]
    try:
        for number, connection in enumerate(slow):
            connection.sendall(head(door.secret, "Content-Length: 100000")[: 10 + 7 * number])
        for number in range(7200, 7210):
            assert door.monitor.post(door.secret, line(good(number))).status == 200
    finally:
        for connection in slow:
            connection.close()


@pytest.mark.parametrize("seed", range(3))
def test_random_bodies_are_answered(door: Door, seed: int) -> None:
    """Bodies of random bytes and spoiled events, of any kind, are each answered with what became of them."""
    chance = random.Random(seed)  # noqa: S311 - seeded, so that a failure can be repeated
    kinds = (NDJSON, ONE, BATCH, "", "text/plain", "application/json", "\xe9", "a" * 5000)
    for _ in range(60):
        raw = bytearray(chance.choice((line(good(chance.randrange(50))), chance.randbytes(300), b"[" * 3000)))
        for _ in range(chance.randrange(4)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        reply = door.monitor.post(door.secret, bytes(raw), chance.choice(kinds))
        assert reply.status in {200, 207, 400, 415, 422}
        if reply.status in {200, 207, 422}:
            reasons = {one["reason"] for one in reply.json["events"] if one["status"] == "refused"}
            assert reasons <= set(codec.REASON_CODES)
