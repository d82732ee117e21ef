"""The one step that all runtimes share: a line comes in and is kept or refused; a timeline is judged."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence

import msgspec

from schemas import codec
from schemas.events import Event, Payload
from schemas.findings import Reject
from streams.core.evaluate import Evaluation, evaluate
from streams.core.rulebook import Context, Rule
from streams.ports import Admitting, Origin, View

CONFLICT = codec.Refusal(
    reason="conflicting-duplicate",
    detail="another event with this source and id and other content is the one kept",
    pointer="/id",
)


class Kept(msgspec.Struct, frozen=True):
    """A line was accepted as an event."""

    event: Event[Payload]


class Known(msgspec.Struct, frozen=True):
    """A line is an identical copy of an event that is known; it changes nothing."""

    event: Event[Payload]


class Refused(msgspec.Struct, frozen=True):
    """A line was refused, now or, for a copy that a better one displaces, after it had been kept."""

    refusal: codec.Refusal
    raw: bytes
    origin: Origin


def admit(raw: bytes, origin: Origin, ledger: Admitting) -> Iterator[Kept | Known | Refused]:
    """Take in one line: say what became of it, and of a copy that it displaces."""
    decoded = codec.decode(raw)
    if isinstance(decoded, codec.Refusal):
        yield Refused(decoded, raw, origin)
        return
    outcome, displaced = ledger.admit(decoded, raw, origin)
    match outcome:
        case "accepted":
            yield Kept(decoded.event)
        case "duplicate":
            yield Known(decoded.event)
        case "refused":
            yield Refused(CONFLICT, raw, origin)
    if displaced is not None:
        yield Refused(CONFLICT, displaced.raw, displaced.origin)


def reject(refused: Refused) -> Reject:
    """Write a refusal down with the line's original bytes."""
    text = refused.raw.decode(errors="replace")
    exact = text.encode() == refused.raw
    return Reject(
        reason=refused.refusal.reason,
        detail=refused.refusal.detail,
        pointer=refused.refusal.pointer,
        line=refused.origin.line,
        file=refused.origin.file,
        raw=text,
        raw_base64=msgspec.UNSET if exact else base64.b64encode(refused.raw).decode(),
    )


def judge(view: View, rules: Sequence[Rule], context: Context, *, restricted: bool = False) -> Iterator[Evaluation]:
    """Judge every timeline of a view."""
    for key in view.keys():  # noqa: SIM118 - a view is no mapping
        yield evaluate(view.timeline(key), rules, context, restricted=restricted)
