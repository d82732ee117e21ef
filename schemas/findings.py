"""Findings, access records and the restricted output, as frozen records that are written one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import Struct

from schemas.events import Demographics

Status: TypeAlias = Literal["compliant", "pending", "violation", "undetermined", "error"]
Severity: TypeAlias = Literal["critical", "high", "medium", "low"]
AccessKind: TypeAlias = Literal[
    "detainer_response",
    "release_notification",
    "nonpublic_info",
    "interview",
    "facility_or_resource_use",
    "probation_parole_info",
]


class Evidence(Struct, frozen=True, order=True, gc=False):
    """The name of an event: what a finding rests on."""

    source: str
    id: str


class Reason(Struct, frozen=True, gc=False):
    """Why a finding has its status: a code for programs and a sentence for people."""

    code: str
    text: str


class Fact(Struct, frozen=True, kw_only=True, gc=False):
    """A fact that would have cleared a finding.

    `type` is the event type that records it (None where it must not be named), `data` the members it would have to
    have, `corrects` the event whose own record would have to say so.
    """

    text: str
    type: str | None = None
    data: dict[str, Any] = msgspec.field(default_factory=dict)
    corrects: Evidence | None = None


class Clearing(Struct, frozen=True, kw_only=True, gc=False):
    """One smallest set of facts that would have made a finding compliant, and the instant by which they were needed."""

    by: datetime
    facts: tuple[Fact, ...]


class Finding(Struct, frozen=True, kw_only=True, gc=False):
    """What one rule says of one matter as of one instant (interface.md, "A finding")."""

    fingerprint: str
    rule: str
    status: Status
    severity: Severity
    subject: str
    matter: str
    agency: str
    actor: str | None
    occurred_at: datetime
    due_at: datetime | None
    rulebook: str
    citation: str
    summary: str
    reasons: tuple[Reason, ...]
    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...]
    would_have_cleared: tuple[Clearing, ...]


class Restricted(Struct, frozen=True, kw_only=True, gc=False):
    """Which exceptions a finding's status rests on. It goes to the restricted output and nowhere else."""

    fingerprint: str
    kinds: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class Access(Struct, frozen=True, kw_only=True, gc=False):
    """One instance of ICE access, for the register behind subsections (e)(2) and (e)(3). `minutes` is staff time."""

    access_id: str
    kind: AccessKind
    subject: str
    agency: str
    occurred_at: datetime
    on_detainer: bool
    minutes: int | float | None
    demographics: Demographics | None


class Reject(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A refused line with its original text, and its bytes in base64 where they are not UTF-8."""

    reason: str
    detail: str
    pointer: str | None
    line: int
    file: str
    raw: str
    raw_base64: str | msgspec.UnsetType = msgspec.UNSET


_ENCODER = msgspec.json.Encoder()


def encode(record: Finding | Restricted | Access | Reject) -> bytes:
    """Write a record as one compact JSON object, without a line ending; instants are RFC 3339 in UTC."""
    return _ENCODER.encode(record)


def decode_finding(line: bytes) -> Finding:
    """Read back a finding that `encode` wrote."""
    return _FINDINGS.decode(line)


_FINDINGS = msgspec.json.Decoder(Finding)


def fingerprint(rule: str, subject: str, matter: str) -> str:
    """Give a finding's identity (rules.md): it does not depend on what was found."""
    return f"{rule}/{subject}/{matter}"


def evidence(*events: Iterable[Any]) -> tuple[Evidence, ...]:
    """Name events, sorted and each once."""
    return tuple(sorted({Evidence(event.source, event.id) for group in events for event in group}))
