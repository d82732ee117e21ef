"""What the console has to be told: the words of the rules, and what was heard from the feeds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from schemas.findings import Severity


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule in words.

    `duty` is plain text with an empty line between paragraphs. `policy` are the numbers that are choices and no law,
    each a name and a value.
    """

    id: str
    title: str
    duty: str
    citation: str
    severity: Severity
    policy: tuple[tuple[str, str], ...] = ()


class Feed(NamedTuple):
    """What was heard from one source; `last_heard_at` is None where nothing ever was."""

    source: str
    agency: str
    last_heard_at: datetime | None
    silent: bool
