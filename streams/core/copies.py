"""Of copies of one event that differ, the one that is kept, and when the conflict shows (events.md, "Envelope")."""

from __future__ import annotations

import hashlib
from datetime import datetime

from msgspec import Struct


class Copy(Struct, frozen=True, order=True, gc=False):
    """One content of an event: when it was recorded, and the SHA-256 of its RFC 8785 form. The smallest one is kept."""

    recorded_at: datetime
    digest: bytes

    @classmethod
    def of(cls, recorded_at: datetime, canonical: bytes) -> Copy:
        """Sum up a content."""
        return cls(recorded_at, hashlib.sha256(canonical).digest())


def conflicting_since(copies: set[Copy], as_of: datetime) -> datetime | None:
    """Give the `recordedtime` of the second copy with other content; None when as of an instant there is none."""
    admitted = sorted(copy.recorded_at for copy in copies if copy.recorded_at <= as_of)
    return admitted[1] if len(admitted) > 1 else None
