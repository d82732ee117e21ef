"""What was heard from the feeds: so that "we could not see" never reads as "nothing happened"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from alerts.console.filters import agency_name
from alerts.console.texts import Feed


@dataclass(frozen=True, slots=True)
class Silence:
    """A feed that has fallen silent."""

    source: str
    agency: str
    agency_name: str | None
    last_heard_at: datetime | None


@dataclass(frozen=True, slots=True)
class Hearing:
    """What was heard: whether that is known at all, the last word, and the feeds that are silent."""

    known: bool
    last: Feed | None
    silent: tuple[Silence, ...]

    def of(self, agency: str) -> tuple[Silence, ...]:
        """Give the silent feeds of an agency."""
        return tuple(one for one in self.silent if one.agency == agency)

    @property
    def deaf_to(self) -> frozenset[str]:
        """The agencies with a silent feed."""
        return frozenset(one.agency for one in self.silent)


def hearing() -> Hearing:
    """Ask the feeds."""
    ask = settings.CUSTODES_FEEDS
    feeds = [Feed(*row) for row in ask()] if ask is not None else []
    heard = [(feed.last_heard_at, feed) for feed in feeds if feed.last_heard_at is not None]
    return Hearing(
        known=ask is not None,
        last=max(heard, default=(None, None))[1],
        silent=tuple(
            Silence(feed.source, feed.agency, agency_name(feed.agency), feed.last_heard_at)
            for feed in sorted(feeds, key=lambda one: (one.agency, one.source))
            if feed.silent
        ),
    )
