"""The one step that all runtimes share: a line comes in and is kept or refused; a timeline is judged."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from schemas import codec
from schemas.events import Payload
from schemas.findings import Reject
from streams.core.evaluate import Evaluation, evaluate
from streams.core.exceptions import Felonies
from streams.core.rulebook import Agency, Calendar, Context, Policy, Rule
from streams.ports import Admitting, View

CONFLICT = codec.Refusal(
    reason="conflicting-duplicate",
    detail="another event with this source and id and other content is the one kept",
    pointer="/id",
)


class Refused(NamedTuple):
    """A line was refused, now or, for a copy that a better one displaces, after it had been kept."""

    refusal: codec.Refusal
    raw: bytes
    file: str
    line: int


class Intake(NamedTuple):
    """What became of a line, and the refusals that it brought: its own, or that of a copy which it displaces."""

    outcome: Literal["accepted", "duplicate", "refused"]
    refused: tuple[Refused, ...] = ()


_ACCEPTED = Intake("accepted")
_DUPLICATE = Intake("duplicate")


def admit(decoded: codec.Accepted | codec.Refusal, raw: bytes, file: str, line: int, ledger: Admitting) -> Intake:
    """Take in one line that was decoded: keep its event, or say why not."""
    if isinstance(decoded, codec.Refusal):
        return Intake("refused", (Refused(decoded, raw, file, line),))
    outcome, displaced = ledger.admit(decoded, raw, file, line)
    if outcome == "refused":
        return Intake("refused", (Refused(CONFLICT, raw, file, line),))
    if displaced is not None:
        return Intake("accepted", (Refused(CONFLICT, *displaced),))
    return _ACCEPTED if outcome == "accepted" else _DUPLICATE


def reject(refused: Refused) -> Reject:
    """Write a refusal down with the line's original bytes."""
    text = refused.raw.decode(errors="replace")
    exact = text.encode() == refused.raw
    return Reject(
        reason=refused.refusal.reason,
        detail=refused.refusal.detail,
        pointer=refused.refusal.pointer,
        line=refused.line,
        file=refused.file,
        raw=text,
        raw_base64=msgspec.UNSET if exact else base64.b64encode(refused.raw).decode(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """All that a verdict depends on but the facts and `as_of`."""

    rules: Sequence[Rule]
    policy: Policy
    agencies: Mapping[str, Agency]
    felonies: Felonies
    zone: ZoneInfo
    calendar: Calendar
    fires: Callable[[Payload], bool]

    def context(self, as_of: datetime) -> Context:
        """Give the context of an evaluation as of an instant."""
        return Context(
            as_of=as_of,
            calendar=self.calendar,
            policy=self.policy,
            zone=self.zone,
            felonies=self.felonies,
            agencies=self.agencies,
        )


def judge(view: View, rules: Sequence[Rule], context: Context, *, restricted: bool = False) -> Iterator[Evaluation]:
    """Judge every timeline of a view."""
    for key in view.keys():  # noqa: SIM118 - a view is no mapping
        yield evaluate(view.timeline(key), rules, context, restricted=restricted)
