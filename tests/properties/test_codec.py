"""The fast decoder and the JSON Schemas accept and refuse the same events, for the same reason, in any spelling."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import codec, strict_json
from schemas.events import TYPES
from schemas.times import instant
from tests.unit.schemas.test_json_schemas import KINDS, SAMPLES, SUBJECT_OF_KIND

SHARE = settings.get_profile("properties").max_examples // 4
PROFILE = settings(settings.get_profile("properties"), max_examples=SHARE)
LARGEST_EXACT_INTEGER = 2**53 - 1

ODD: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    5.0,
    12.5,
    -0.0,
    1e300,
    2**53,
    10**30,
    "",
    " ",
    "x",
    "\x00",
    "\u2028",
    "\x85",
    "\U0001f600",
    "a\nb",
    "ice",
    "hold",
    "person/p1",
    "person/a b",
    "agency/CT0016300",
    "officer/",
    "municipality/New Haven",
    "CT0016300",
    "ct0016300",
    "CT00163000",
    "urn:custodes:CT0016300:jms",
    "urn:custodes:CT0016300:a b",
    "urn:custodes:CTDOC0000:jms",
    "application/json",
    "1.0",
    "2026-03-02T09:00:00Z",
    "2026-03-02t09:00:00.123456789z",
    "2026-03-02T09:00:00",
    "2026-03-02 09:00:00Z",
    "2026-03-02T09:05:00-00:00",
    "2026-03-02T24:00:00Z",
    "2026-02-30T09:00:00Z",
    "2026-12-31T23:59:60Z",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59.999999-23:59",
    "2026-03-02",
    "2026-02-30",
    "2026-H1",
    "0000-H1",
    "2026-H3",
    "f" * 64,
    "F" * 63,
    [],
    {},
    [None],
    ["hold", "hold"],
    [""],
    [[]],
    {"id": "o1", "role": "correction"},
    {"id": "", "role": "correction"},
    {"id": "o1", "role": "wizard"},
    {"race": "W", "ethnicity": "U", "sex": "X", "age_band": "<18"},
)
"""Values that fit here or there, or nowhere, or nearly."""


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - JSON is any value
    """Give the paths to every value within a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in inside:
        yield (*path, key)
        yield from places(member, (*path, key))


@st.composite
def samples(draw: st.DrawFn) -> dict[str, Any]:
    """Give a valid event of any type, with some of the members that it may have."""
    name = draw(st.sampled_from(sorted(SAMPLES)))
    required, optional = SAMPLES[name]
    chosen = draw(st.sets(st.sampled_from(sorted(optional)))) if optional else set()
    kind = draw(st.sampled_from(sorted(KINDS[name])))
    event = {
        "specversion": "1.0",
        "id": draw(st.sampled_from(["e1", "é", "a/b c"])),
        "source": "urn:custodes:CT0016300:jms",
        "type": f"custodes.{name}.v1",
        "time": "2026-03-02T09:00:00-05:00",
        "recordedtime": draw(st.sampled_from(["2026-03-02T09:00:00-05:00", "2026-03-02T13:55:00Z"])),
        "subject": SUBJECT_OF_KIND[kind],
        "agency": "CT0016300",
        "data": {**required, **{key: optional[key] for key in chosen}},
    }
    more = {"replaces": "e0", "datacontenttype": "application/json", "dataschema": "urn:x"}
    event |= {key: value for key, value in more.items() if draw(st.booleans())}
    return copy.deepcopy(event)


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """Give such an event with a few members dropped, renamed, added, moved, or given another value."""
    event = draw(samples())
    for _ in range(draw(st.integers(0, 3))):
        path = draw(st.sampled_from(sorted(places(event), key=str)))
        parent: Any = event
        for step in path[:-1]:
            parent = parent[step]
        match draw(st.sampled_from(["value", "value", "value", "drop", "rename", "add", "nest"])):
            case "value":
                parent[path[-1]] = copy.deepcopy(draw(st.sampled_from(ODD)))
            case "drop":
                del parent[path[-1]]
            case "rename" if isinstance(parent, dict):
                parent[draw(st.sampled_from(["x", "type", "data", "id", "minutes", "class", "Data"]))] = parent.pop(
                    path[-1]
                )
            case "add" if isinstance(parent, dict):
                name = draw(st.sampled_from(["traceparent", "x", "minutes", "actor", "claimed_exception", "reason"]))
                parent[name] = copy.deepcopy(draw(st.sampled_from(ODD)))
            case "nest":
                parent[path[-1]] = [parent[path[-1]]]
            case _:
                pass
    return event


SPELLINGS: tuple[Callable[[Any], str], ...] = (
    lambda event: json.dumps(event, separators=(",", ":"), ensure_ascii=False),
    lambda event: json.dumps(event, separators=(",", ":")),
    lambda event: json.dumps(event, indent=2, ensure_ascii=False),
    lambda event: json.dumps(event, separators=(",", ":"), sort_keys=True) + " \n",
    lambda event: json.dumps(event, separators=(",", ":")).replace("/", "\\/"),
    lambda event: json.dumps({**event, "traceparent": {"a": [1e5]}}, separators=(",", ":")),
)
"""Ways to write one and the same event."""

BROKEN: tuple[Callable[[str], bytes], ...] = (
    lambda text: text.encode(),
    lambda text: text.encode(),
    lambda text: text[:-1].encode(),
    lambda text: (text + "}").encode(),
    lambda text: ("\ufeff" + text).encode(),
    lambda text: text.encode() + b"\x00",
    lambda text: text.replace('"id":', '"id":"e0","id":', 1).encode(),
    lambda text: text.replace('"data":{', '"data":{"reason":"x","reason":"x",', 1).encode(),
    lambda text: text.replace("e1", "\\ud800", 1).encode(),
    lambda text: text.replace("e1", "\\ud83d\\ude00", 1).encode(),
    lambda text: text.encode().replace(b"e1", b"\xed\xa0\x80", 1),
    lambda text: text.encode().replace(b"e1", b"\xff", 1),
    lambda text: text.encode("latin-1", errors="replace"),
    lambda text: text.encode("utf-16"),
    lambda text: re.sub(r":\s*5\b", ": 05", text).encode(),
    lambda text: re.sub(r":\s*5\b", ": 5.0", text).encode(),
    lambda text: re.sub(r":\s*5\b", ": 1e400", text).encode(),
    lambda text: re.sub(r":\s*5\b", ": NaN", text).encode(),
    lambda text: re.sub(r":\s*5\b", ": -0", text).encode(),
    lambda text: re.sub(r":\s*5\b", ": 1" + "0" * 20, text).encode(),
    lambda text: text.replace("{", '{"deep":' + "[" * 501 + "]" * 501 + ",", 1).encode(),
    lambda text: text.replace("{", '{"deep":' + "[" * 400 + "]" * 400 + ",", 1).encode(),
    lambda text: text.replace("{", '{"wide":[' + "[]," * 600 + "[]],", 1).encode(),
    lambda text: text.replace("\\u00e9", "e\\u0301").replace("é", "e\u0301").encode(),
)
"""Ways to break a line, some of which leave it whole."""


def reference(raw: bytes) -> str | None:
    """Give the reason for which the schemas, asked alone, refuse a line."""
    try:
        value = strict_json.parse(raw)
    except ValueError:
        return "not-json"
    if not isinstance(value, dict):
        return "not-json"
    kind = value.get("type")
    match = re.fullmatch(r"custodes\.(.+)\.v1", kind) if isinstance(kind, str) else None
    name = match[1] if match and match[1] in TYPES else None
    errors = list(codec.validator(name or "envelope").iter_errors(value))
    if any(list(error.absolute_path)[:1] != ["data"] for error in errors):
        return "envelope-invalid"
    if name is None:
        return "unknown-type"
    if errors:
        return "data-invalid"
    if value["source"].split(":")[2] != value["agency"]:
        return "agency-mismatch"
    late = instant(value["time"]) - instant(value["recordedtime"])
    return "occurred-after-recorded" if late > codec.CLOCK_TOLERANCE else None


def reason(decoded: codec.Accepted | codec.Refusal) -> str | None:
    """Give the reason of a refusal; None for an event that was accepted."""
    return decoded.reason if isinstance(decoded, codec.Refusal) else None


@PROFILE
@given(event=mutated())
def test_an_event_is_accepted_or_refused_however_it_is_spelled(event: dict[str, Any]) -> None:
    """Six spellings, one verdict: the schemas' own; and where it is yes, one and the same event."""
    spelled = [spell(event).encode() for spell in SPELLINGS]
    decoded = [codec.decode(raw) for raw in spelled]
    assert {reason(one) for one in decoded} == {reference(spelled[0])}
    accepted = [one for one in decoded if isinstance(one, codec.Accepted)]
    assert len({repr(one.event) for one in accepted}) <= 1
    assert len({codec.canonical(one.content) for one in accepted}) <= 1


@PROFILE
@given(event=mutated(), spell=st.sampled_from(SPELLINGS), damage=st.sampled_from(BROKEN))
def test_a_damaged_line_is_accepted_or_refused_as_the_schemas_say(
    event: dict[str, Any], spell: Callable[[Any], str], damage: Callable[[str], bytes]
) -> None:
    """Cut off, doubled, badly encoded, deep, or with numbers that no double holds."""
    raw = damage(spell(event))
    assert reason(codec.decode(raw)) == reference(raw)


@PROFILE
@given(raw=st.binary(max_size=40) | st.text(alphabet='{}[]":,\\u0d8ae1 -.\t\n', max_size=40).map(str.encode))
def test_no_bytes_make_the_decoder_fail(raw: bytes) -> None:
    """Whatever comes, it is refused."""
    assert isinstance(codec.decode(raw), codec.Refusal)


@PROFILE
@given(event=samples(), minutes=st.integers(0) | st.floats(0, allow_infinity=False))
def test_encoding_and_decoding_are_inverse(event: dict[str, Any], minutes: float) -> None:
    """The event that was written is the one that is read, and so is its content."""
    if "minutes" in event["data"]:
        event["data"]["minutes"] = minutes
    raw = json.dumps(event).encode()
    decoded = codec.decode(raw)
    if isinstance(minutes, int) and minutes > 10**308:
        return
    assert isinstance(decoded, codec.Accepted)
    assert codec.revive(decoded.content) == decoded.event
    line = codec.encode(decoded.event)
    again = codec.decode(line)
    assert isinstance(again, codec.Accepted)
    assert again.event == decoded.event
    assert again.content == line


@PROFILE
@given(event=mutated())
def test_the_canonical_form_is_that_of_rfc_8785(event: dict[str, Any]) -> None:
    """Of the attributes of the contract alone, with numbers read as doubles."""

    def doubles(value: Any) -> Any:  # noqa: ANN401 - JSON is any value
        if isinstance(value, dict):
            return {key: doubles(member) for key, member in value.items()}
        if isinstance(value, list):
            return [doubles(member) for member in value]
        too_large = isinstance(value, int) and abs(value) > LARGEST_EXACT_INTEGER
        return float(value) if too_large else value

    kept = {key: doubles(value) for key, value in event.items() if key in codec.ATTRIBUTES}
    assert codec.canonical(json.dumps(event).encode()) == rfc8785.dumps(kept)
