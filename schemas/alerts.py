"""Alerts: what became of a finding, revision by revision, with as much of the timeline as may be shown."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct

from schemas.findings import Finding

State: TypeAlias = Literal["pending", "firing", "withdrawn"]
"""The machine's word: a clock runs; somebody has to look; neither any longer. A person's review is another field."""


class Entry(Struct, frozen=True, kw_only=True, gc=False):
    """One event of a timeline in plain words. What an exception could rest on is never among them."""

    occurred_at: datetime
    recorded_at: datetime
    type: str
    source: str
    id: str
    text: str


class Alert(Struct, frozen=True, kw_only=True, gc=False):
    """One revision of an alert. `changed_at` is the `as_of` of the evaluation that brought it."""

    fingerprint: str
    revision: int
    state: State
    changed_at: datetime
    finding: Finding
    timeline: tuple[Entry, ...]


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Alert)


def encode(alert: Alert) -> bytes:
    """Write an alert as one compact JSON object, without a line ending."""
    return _ENCODER.encode(alert)


def decode(line: bytes) -> Alert:
    """Read back an alert that `encode` wrote."""
    return _DECODER.decode(line)
