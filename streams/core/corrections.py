"""Which events of one source still count, once its corrections are decided (events.md, "Two clocks")."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from msgspec import Struct

from schemas.events import Event, Payload, RecordVoided


class Correction(Struct, frozen=True, kw_only=True, gc=False):
    """An event that replaces another one of its source, voids one, or both. All three are ids within the source."""

    id: str
    recorded_at: datetime
    replaces: str | None
    voids: str | None

    @property
    def targets(self) -> tuple[str, ...]:
        """The events that it is about."""
        return tuple(target for target in (self.replaces, self.voids) if target is not None)


def correction(event: Event[Payload]) -> Correction | None:
    """Give what an event corrects; None when it corrects nothing. One of itself does nothing."""
    if event.replaces is None and not isinstance(event.data, RecordVoided):
        return None
    replaces = event.replaces if event.replaces != event.id else None
    target = event.data.target if isinstance(event.data, RecordVoided) else None
    voids = target if target != event.id else None
    if replaces is None and voids is None:
        return None
    return Correction(id=event.id, recorded_at=event.recorded_at, replaces=replaces, voids=voids)


def not_counting(corrections: Iterable[Correction], as_of: datetime) -> Collection[str]:
    """Give the ids of one source's events that do not count as of an instant.

    Decided from the latest recorded to the earliest, ties by the larger id first. A voided correction has no effect; a
    replaced one does not void, but what it replaced stays replaced; what was decided is not undone by one recorded
    earlier.
    """
    admitted = [one for one in corrections if one.recorded_at <= as_of]
    voided: set[str] = set()
    replaced: set[str] = set()
    for one in sorted(admitted, key=lambda one: (one.recorded_at, one.id), reverse=True):
        if one.id in voided:
            continue
        if one.voids is not None and one.id not in replaced:
            voided.add(one.voids)
        if one.replaces is not None:
            replaced.add(one.replaces)
    return voided | replaced
