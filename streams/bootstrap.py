"""The one place that names concrete things: the rulebook, the laws, the tables, and the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from schemas.events import Payload
from streams.core.rulebook import Agency, Calendar, Context, Law, Policy, Rule, any_trigger
from streams.rules import RULEBOOK, reference
from streams.rules.laws import LAWS


def now() -> datetime:
    """Read the clock: the one place that does."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """All that a verdict depends on but the facts and `as_of`."""

    rules: tuple[Rule, ...]
    laws: tuple[Law, ...]
    policy: Policy
    agencies: Mapping[str, Agency]
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
            felonies=reference.felonies(),
            agencies=self.agencies,
        )


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
        laws=LAWS,
        policy=numbers,
        agencies=reference.agencies(agencies),
        zone=zone,
        calendar=Calendar(LAWS, zone, only=named[law] if law else None),
        fires=any_trigger(RULEBOOK),
    )


def registry_lines() -> list[str]:
    """Give the lines of the project's own agency registry, a CSV with a header."""
    return reference.registry_text().splitlines()
