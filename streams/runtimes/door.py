"""The HTTP door: `POST /v1/events` takes events from agencies; how ready the monitor is, it tells too.

One CloudEvent (structured, or in binary mode), a batch, or NDJSON; each event is answered for itself: accepted (it is
on the disk), duplicate, or refused with a reason and a JSON Pointer. An agency posts under its own token, for itself
alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import unquote

import msgspec
import structlog

from schemas import codec, strict_json
from schemas.codec import Accepted, Refusal
from streams.adapters.files import LONGEST_LINE
from streams.ports import Answer, Item
from streams.runtimes.embedded import BusyError, EmbeddedMonitor

log = structlog.get_logger()

LARGEST_BODY = 32 * 2**20
"""How many bytes a request may have."""

LONGEST_WAIT = 30.0
"""How many seconds a request waits for the disk; after that nothing is promised, and sending again does no harm."""

_BATCHES = msgspec.json.Decoder(list[msgspec.Raw])
_KINDS = "application/cloudevents+json, application/cloudevents-batch+json or application/x-ndjson"
_UTF_8 = re.compile(r"""\s*;\s*charset\s*=\s*["']?utf-8["']?\s*$""", re.IGNORECASE)
_STRANGER = "the token is for another agency: an agency posts its own events alone"


class Reply(NamedTuple):
    """What the door answers."""

    status: HTTPStatus
    body: bytes
    headers: Mapping[str, str] = {}


class Door:
    """Translates HTTP into batches for the monitor, and answers back."""

    def __init__(self, monitor: EmbeddedMonitor, agency_of: Callable[[str], str | None]) -> None:
        """Take in events for a monitor; `agency_of` gives the agency of a token, None where there is none."""
        self._monitor = monitor
        self._agency_of = agency_of

    def post(self, headers: Mapping[str, str], body: bytes) -> Reply:
        """Take in the events of a request. Header names are lower case."""
        agency = self._agency(headers.get("authorization", ""))
        if agency is None:
            challenge = {"WWW-Authenticate": 'Bearer realm="custodes"'}
            return _problem(HTTPStatus.UNAUTHORIZED, "give the agency's token: Authorization: Bearer TOKEN", challenge)
        if len(body) > LARGEST_BODY:
            return _problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"send at most [{LARGEST_BODY}] bytes at once")
        coded = headers.get("content-encoding", "identity").lower() != "identity"
        raws = None if coded else _events(headers, body)
        if raws is None:
            return _problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send events as {_KINDS}, not compressed")
        if not raws:
            return _problem(HTTPStatus.BAD_REQUEST, "the request holds no event")
        items = [Item(raw, _decode(raw, agency)) for raw in raws]
        try:
            answers = self._monitor.submit(items, f"door:{agency}").result(LONGEST_WAIT)
        except (BusyError, FutureTimeoutError):
            return _problem(HTTPStatus.SERVICE_UNAVAILABLE, "too busy: send the same again", {"Retry-After": "5"})
        except Exception as error:  # noqa: BLE001 - whatever the disk says, the sender is told that nothing is promised
            log.error("events not kept", error=type(error).__name__)  # noqa: TRY400 - no values in the log
            return _problem(HTTPStatus.SERVICE_UNAVAILABLE, "not kept: send the same again", {"Retry-After": "30"})
        return _answered(answers)

    def _agency(self, authorization: str) -> str | None:
        scheme, _, token = authorization.partition(" ")
        return self._agency_of(token.strip()) if scheme.lower() == "bearer" else None

    def ready(self) -> Reply:
        """Say whether events can be kept and alerts delivered."""
        state = {
            "keeping": self._monitor.alive,
            "delivering": self._monitor.delivering,
            "waiting_timelines": self._monitor.backlog,
        }
        ready = self._monitor.alive and self._monitor.delivering
        return Reply(HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE, json.dumps(state).encode())


def _events(headers: Mapping[str, str], body: bytes) -> Sequence[bytes] | None:
    """Give the bytes of each event of a request; None when its kind is not known."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/cloudevents+json":
        return [body]
    if kind == "application/cloudevents-batch+json":
        try:
            return [bytes(raw) for raw in _BATCHES.decode(body)]
        except (msgspec.MsgspecError, RecursionError):
            return [body]
    if kind in {"application/x-ndjson", "application/ndjson"}:
        return [line for line in (line.removesuffix(b"\r") for line in body.split(b"\n")) if line.strip()]
    if "ce-specversion" in headers:
        return [structured(headers, body)]
    return None


def structured(headers: Mapping[str, str], body: bytes) -> bytes:
    """Write an event that came in CloudEvents' binary mode in structured mode; data that is no JSON stays away."""
    event: dict[str, Any] = {
        name.removeprefix("ce-"): unquote(value) for name, value in headers.items() if name.startswith("ce-")
    }
    kind = headers.get("content-type")
    if kind is not None:
        event["datacontenttype"] = _UTF_8.sub("", kind)
    try:
        event["data"] = strict_json.parse(body)
    except ValueError:
        log.info("binary event without JSON data")
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def _decode(raw: bytes, agency: str) -> Accepted | Refusal:
    if len(raw) > LONGEST_LINE:
        return Refusal(reason="not-json", detail=f"longer than [{LONGEST_LINE}] bytes, as no event is")
    decoded = codec.decode(raw)
    if isinstance(decoded, Accepted) and decoded.event.agency != agency:
        return Refusal(reason="agency-mismatch", detail=_STRANGER, pointer="/agency")
    return decoded


def _answered(answers: Sequence[Answer]) -> Reply:
    counts = {
        status: sum(answer.status == status for answer in answers) for status in ("accepted", "duplicate", "refused")
    }
    if not counts["refused"]:
        status = HTTPStatus.OK
    else:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if counts["refused"] == len(answers) else HTTPStatus.MULTI_STATUS
    return Reply(status, msgspec.json.encode({**counts, "events": answers}))


def _problem(status: HTTPStatus, detail: str, headers: Mapping[str, str] | None = None) -> Reply:
    body = {"title": status.phrase, "status": int(status), "detail": detail}
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/problem+json", **(headers or {})})
