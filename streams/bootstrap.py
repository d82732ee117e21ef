"""The one place that reads the clock, and that brings the rulebook together with the tables and the files given."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from streams.core.rulebook import Calendar, any_trigger
from streams.pipeline import Setting
from streams.rules import RULEBOOK, reference
from streams.rules.laws import LAWS

DATA = Path("var")
"""Where the monitor keeps its data unless told otherwise."""


class CallError(Exception):
    """The call is wrong; the message says what, which value, and what to do."""


def now() -> datetime:
    """Read the clock: the one place that does."""
    return datetime.now(UTC)  # noqa: TID251 - here and nowhere else


def setting(*, policy: Path | None = None, agencies: Path | None = None, law: str | None = None) -> Setting:
    """Bring the rulebook together with the files given.

    Raises ValueError that says what is wrong in a file or an option, OSError when a file cannot be read.
    """
    named = {one.id: one for one in LAWS}
    if law is not None and law not in named:
        raise ValueError(f"no rulebook is called [{law}]: use one of {', '.join(named)}")
    numbers = reference.policy(policy)
    zone = ZoneInfo(numbers.time_zone)
    return Setting(
        rules=RULEBOOK,
        policy=numbers,
        agencies=reference.agencies(agencies),
        felonies=reference.felonies(),
        zone=zone,
        calendar=Calendar(LAWS, zone, only=named[law] if law else None),
        fires=any_trigger(RULEBOOK),
    )


def registry_lines() -> list[str]:
    """Give the lines of the project's own agency registry, a CSV with a header."""
    return reference.registry_text().splitlines()
