"""Which timelines an event belongs to, and their keys.

A key is a subject, or a part of an agency's timeline that nothing outside of it bears on: one call, one feed, one
conflicting record. So a busy agency is many short timelines, and never one that grows for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, cast

from schemas.events import (
    AssistanceGiven,
    CallReceived,
    CustodyHeld,
    CustodyStarted,
    DisclosureMade,
    Event,
    FeedHeartbeat,
    InterviewStarted,
    Payload,
    RecordVoided,
    RequestAnswered,
    UnitAssigned,
    UnitCleared,
)
from streams.core.register import access_kind
from streams.core.rulebook import Agency


def routes(event: Event[Payload], agencies: Mapping[str, Agency]) -> tuple[str, ...]:
    """Give the keys of the timelines on which an event is a fact."""
    match event.data:
        case CallReceived(call_id=call_id) | UnitAssigned(call_id=call_id) | UnitCleared(call_id=call_id):
            return (call_key(event.subject, call_id),)
        case FeedHeartbeat() | RecordVoided():
            return ()
    officer = _officer(event.data)
    town = municipality_of(event, agencies)
    return (
        event.subject,
        *(() if officer is None else (f"officer/{officer}",)),
        *(() if town is None else (f"municipality/{town}",)),
    )


def _officer(data: Payload) -> str | None:
    """Give the officer whose training an act asks about."""
    match data:
        case CustodyStarted(bases=bases) | CustodyHeld(bases=bases):
            return data.actor.id if data.actor and "civil_detainer" in bases else None
        case RequestAnswered() | DisclosureMade() | InterviewStarted() | AssistanceGiven():
            return data.actor.id
        case _:
            return None


def municipality_of(event: Event[Payload], agencies: Mapping[str, Agency]) -> str | None:
    """Give the town whose register an act belongs to: that of the municipal police whose record it is."""
    agency = agencies.get(event.agency)
    if agency is None or agency.kind != "municipal_police" or access_kind(event) is None:
        return None
    return agency.municipality


class Key(NamedTuple):
    """A key taken apart: the subject, and which part of an agency's timeline it is, if it is one."""

    subject: str
    part: Literal["", "call", "feed", "record"] = ""
    name: str = ""


def call_key(subject: str, call_id: str) -> str:
    """Give the key of one call's timeline."""
    return f"{subject}/call/{call_id}"


def feed_key(agency: str, source: str) -> str:
    """Give the key of the timeline on which a feed's silence is judged."""
    return f"agency/{agency}/feed/{source}"


def record_key(agency: str, source: str, identifier: str) -> str:
    """Give the key of the timeline on which a conflicting record is judged; a source has no white space."""
    return f"agency/{agency}/record/{source} {identifier}"


def parse_key(key: str) -> Key:
    """Take a key apart."""
    kind, _, rest = key.partition("/")
    if kind != "agency" or "/" not in rest:
        return Key(key)
    agency, part, name = rest.split("/", 2)
    return Key(f"agency/{agency}", cast("Literal['call', 'feed', 'record']", part), name)
