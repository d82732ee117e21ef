"""Bytes to events and back, with a reason for each refusal.

The JSON Schemas of `v1/`, read by jsonschema, say what is valid and why something is not. Almost every event of a real
feed is valid, so a typed decoder looks first and may only say *yes*; whatever it does not know for sure goes to the
schemas. A property test holds both to the same events.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from typing import Any, Literal, Protocol, TypeAlias, cast, get_args

import jsonschema.exceptions
import msgspec
import rfc8785
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from schemas import strict_json
from schemas.events import AGENCY, OFFICER, PERSON, TYPES, Event, Payload
from schemas.times import INSTANT_PATTERN, calendar_date, instant, spell, trusted_instant

ReasonCode: TypeAlias = Literal[
    "not-json",
    "envelope-invalid",
    "unknown-type",
    "data-invalid",
    "agency-mismatch",
    "occurred-after-recorded",
    "conflicting-duplicate",
]
REASON_CODES: tuple[ReasonCode, ...] = get_args(ReasonCode)
CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far `time` may lie after `recordedtime` (events.md)."""

ATTRIBUTES = frozenset(
    {
        "specversion",
        "id",
        "source",
        "type",
        "time",
        "recordedtime",
        "subject",
        "agency",
        "replaces",
        "datacontenttype",
        "dataschema",
        "data",
    }
)
_MOST_ERRORS = 100
_LARGEST_EXACT_INTEGER = 2**53 - 1


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Why an event was refused: a reason code, a sentence, and a JSON Pointer to the member where there is one."""

    reason: ReasonCode
    detail: str
    pointer: str | None = None


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """An event, and its content: the bytes that may be kept. Other extension attributes are not among them."""

    event: Event[Payload]
    content: bytes


class _Wire(Protocol):
    specversion: str
    id: str
    source: str
    time: str
    recordedtime: str
    subject: str
    agency: str
    replaces: str | None
    dataschema: str | None
    data: Payload


def _wire_types() -> Any:  # noqa: ANN401 - a union made at run time
    def wire(name: str, payload: type[Payload]) -> type[msgspec.Struct]:
        return msgspec.defstruct(
            "Wire" + payload.__name__,
            [
                ("specversion", Literal["1.0"]),
                ("id", str),
                ("source", str),
                ("time", str),
                ("recordedtime", str),
                ("subject", str),
                ("agency", str),
                ("replaces", str | None, None),
                ("datacontenttype", Literal["application/json"] | None, None),
                ("dataschema", str | None, None),
                ("data", payload),
            ],
            tag_field="type",
            tag=f"custodes.{name}.v1",
            kw_only=True,
            omit_defaults=True,
            gc=False,
        )

    union: Any = None
    for name, (payload, _) in TYPES.items():
        union = wire(name, payload) if union is None else union | wire(name, payload)
    return union


_WIRE = _wire_types()
_DECODER = msgspec.json.Decoder(_WIRE)
_ENCODER = msgspec.json.Encoder()
_TIME = re.compile(INSTANT_PATTERN)
_WHITE_SPACE = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_AGENCY = "[A-Z]{2}[A-Z0-9]{7}"
_SOURCE = re.compile(rf"urn:custodes:({_AGENCY}):[^:/{_WHITE_SPACE}]+")
_KEY = {
    PERSON: re.compile(rf"[^/{_WHITE_SPACE}]+"),
    OFFICER: re.compile(rf"[^/{_WHITE_SPACE}]+"),
    AGENCY: re.compile(_AGENCY),
    "municipality": re.compile(r"[^/]+"),
}
_SUBJECTS: dict[type, tuple[str, ...]] = dict(TYPES.values())


def decode(raw: bytes) -> Accepted | Refusal:
    """Read one event from one line or body, without its line ending. Never raises, whatever the bytes.

    White space, a null, an unknown attribute, a member twice: each makes a line longer than the event written again, so
    a line of the same length has none of them. A line that is longer is read again with more care.
    """
    wire = _read(raw)
    event = None if wire is None else _sound(wire)
    if event is not None and len(_ENCODER.encode(wire)) == len(raw):
        return _agree(event, raw)
    try:
        value = strict_json.parse(raw)
    except (ValueError, RecursionError) as error:
        return Refusal(reason="not-json", detail=str(error))
    if not isinstance(value, dict):
        return Refusal(reason="not-json", detail="a JSON value, but no object")
    if event is None or _has_null(value):
        refusal = _why_not(value)
        if refusal is not None:
            return refusal
        event = _event(_convert(_plain(value)))
    return _agree(event, raw if value.keys() <= ATTRIBUTES else _rfc8785(value))


def revive(content: bytes) -> Event[Payload]:
    """Read back the content of an event that `decode` accepted."""
    wire = _read(content)
    return _event(wire or _convert(_plain(strict_json.parse(content))))


def encode(event: Event[Payload]) -> bytes:
    """Write an event as one compact line (no line ending), its instants in UTC; `decode` gives the same event back."""
    return _ENCODER.encode(
        {
            "specversion": "1.0",
            "id": event.id,
            "source": event.source,
            "type": f"custodes.{event.type}.v1",
            "time": spell(event.occurred_at),
            "recordedtime": spell(event.recorded_at),
            "subject": event.subject,
            "agency": event.agency,
            **({} if event.replaces is None else {"replaces": event.replaces}),
            "data": event.data,
        }
    )


def canonical(content: bytes) -> bytes:
    """Give the RFC 8785 form by which copies of an event are compared."""
    return _rfc8785(strict_json.parse(content))


def _read(raw: bytes) -> _Wire | None:
    """Read an event of the right types; None where there is none, or one with a float.

    A float is left to `_plain`, so that 12.0 and 12 give the same record; it could also be written longer than it came.
    """
    try:
        wire: _Wire = _DECODER.decode(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return None if isinstance(getattr(wire.data, "minutes", None), float) else wire


def _convert(value: dict[str, Any]) -> _Wire:
    return cast("_Wire", msgspec.convert(value, _WIRE))


def _sound(wire: _Wire) -> Event[Payload] | None:
    kind, _, key = wire.subject.partition("/")
    if (
        kind in _SUBJECTS[type(wire.data)]
        and _KEY[kind].fullmatch(key)
        and _origin(wire.source, wire.agency) != "malformed"
        and _TIME.match(wire.time)
        and _TIME.match(wire.recordedtime)
        and "" not in (wire.id, wire.replaces, wire.dataschema)
    ):
        try:
            return _event(wire)
        except ValueError:
            return None
    return None


def _event(wire: _Wire) -> Event[Payload]:
    return Event(
        source=wire.source,
        id=wire.id,
        occurred_at=trusted_instant(wire.time),
        recorded_at=trusted_instant(wire.recordedtime),
        subject=wire.subject,
        agency=wire.agency,
        replaces=wire.replaces,
        data=wire.data,
    )


@lru_cache(4096)
def _origin(source: str, agency: str) -> Literal["malformed", "foreign", "own"]:
    """Say how the agency in `source` and the event's agency go together; few sources send many events."""
    match = _SOURCE.fullmatch(source)
    if match is None or not _KEY[AGENCY].fullmatch(agency):
        return "malformed"
    return "own" if match[1] == agency else "foreign"


def _agree(event: Event[Payload], content: bytes) -> Accepted | Refusal:
    """Hold the attributes of a valid event against each other."""
    if _origin(event.source, event.agency) == "foreign":
        return Refusal(
            reason="agency-mismatch", detail="the agency in source is not the event's agency", pointer="/agency"
        )
    if event.occurred_at - event.recorded_at > CLOCK_TOLERANCE:
        return Refusal(
            reason="occurred-after-recorded",
            detail="time is more than five minutes after recordedtime: check the sender's clock",
            pointer="/time",
        )
    return Accepted(event=event, content=content)


def _has_null(value: object) -> bool:
    match value:
        case dict():
            return any(map(_has_null, value.values()))
        case list():
            return any(map(_has_null, value))
        case _:
            return value is None


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON is any value
    """Write whole numbers as integers (RFC 8785 knows no other difference between 12.0 and 12)."""
    match value:
        case dict():
            return {key: _plain(member) for key, member in value.items()}
        case list():
            return [_plain(member) for member in value]
        case float() if value.is_integer():
            return int(value)
        case _:
            return value


def _rfc8785(value: dict[str, Any]) -> bytes:
    return rfc8785.dumps(_doubles({key: member for key, member in value.items() if key in ATTRIBUTES}))


def _doubles(value: Any) -> Any:  # noqa: ANN401 - JSON is any value
    """Read integers beyond 2^53 as the doubles that RFC 8785 has for them."""
    match value:
        case dict():
            return {key: _doubles(member) for key, member in value.items()}
        case list():
            return [_doubles(member) for member in value]
        case int() if abs(value) > _LARGEST_EXACT_INTEGER:
            return float(value)
        case _:
            return value


@cache
def schema_registry() -> Registry[Any]:
    """Give the JSON Schemas of `v1/`, each under its `$id`."""
    texts = (path.read_bytes() for path in (files("schemas") / "v1").iterdir() if path.name.endswith(".schema.json"))
    return Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in map(msgspec.json.decode, texts)
    )


@cache
def validator(name: str) -> Draft202012Validator:
    """Give the reference validator of `v1/<name>.schema.json`, with our own reading of instants and dates."""
    formats = FormatChecker(())
    formats.checks("date-time", raises=ValueError)(lambda text: not isinstance(text, str) or bool(instant(text)))
    formats.checks("date", raises=ValueError)(lambda text: not isinstance(text, str) or bool(calendar_date(text)))
    registry = schema_registry()
    schema = registry.contents(f"urn:custodes:schema:v1:{name}")
    return Draft202012Validator(schema, registry=registry, format_checker=formats)


def _why_not(value: dict[str, Any]) -> Refusal | None:
    """Say why the JSON Schemas refuse an object; None when they accept it."""
    kind = value.get("type")
    name = kind.removeprefix("custodes.").removesuffix(".v1") if isinstance(kind, str) else ""
    known = name in TYPES and kind == f"custodes.{name}.v1"
    # The envelope stands before the data in every schema, so that its errors come first, however many there are.
    errors = sorted(islice(validator(name if known else "envelope").iter_errors(value), _MOST_ERRORS), key=_pointer)
    envelope = [error for error in errors if not error.absolute_path or error.absolute_path[0] != "data"]
    if envelope:
        return _refusal("envelope-invalid", envelope[0])
    if not known:
        return Refusal(reason="unknown-type", detail="no type of the contract has this name", pointer="/type")
    return _refusal("data-invalid", errors[0]) if errors else None


def _refusal(reason: ReasonCode, error: jsonschema.exceptions.ValidationError) -> Refusal:
    return Refusal(reason=reason, detail=_sentence(error), pointer=_pointer(error))


def _pointer(error: jsonschema.exceptions.ValidationError) -> str:
    path = list(error.absolute_path)
    members: Any = error.instance
    schema: Any = error.schema
    match error.validator:
        case "required":
            path.append(min(set(schema["required"]) - members.keys()))
        case "additionalProperties":
            path.append(min(members.keys() - schema["properties"].keys()))
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _sentence(error: jsonschema.exceptions.ValidationError) -> str:
    """Say what is wrong in plain words, and repeat no value: it could be a person's name."""
    wanted: Any = error.validator_value
    sentences = {
        "required": "a required member is missing",
        "additionalProperties": "an unknown member: there is no place for it in an event of this type",
        "enum": f"not one of {wanted}",
        "const": f"must be [{wanted}]",
        "type": f"must be of type [{wanted}]",
        "minLength": "must not be empty",
        "minItems": "must not be empty",
        "minimum": f"must be at least [{wanted}]",
    }
    return sentences.get(str(error.validator), "malformed: see the type's schema")
