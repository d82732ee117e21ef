"""Tokens: an agency sends its events under a secret that only it knows. What is kept is the secret's SHA-256.

The secret has 256 random bits, so that a plain hash keeps it: there is nothing to guess. The module can be imported
before Django is configured; using it needs `alerts.site.configure`.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, cast

from django.apps import apps
from django.utils import timezone

if TYPE_CHECKING:
    from alerts.store import models

MARK = "custodes_"
"""How every secret begins, so that one that leaked is recognised for what it is."""

FRESH_FOR = 5.0
"""For how many seconds a token that was revoked by another process may still count."""

_SHOWN = 12
_FEWEST = 6
_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A token as it may be shown: `prefix` begins the digest of the secret and names the token."""

    prefix: str
    agency: str
    label: str
    created_at: datetime
    revoked_at: datetime | None


class Active:
    """The tokens that count, read from the database every few seconds: a stranger's guesses cost it nothing."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        """Begin with nothing read; `seconds` is a clock that never goes back."""
        self._seconds = seconds
        self._read: tuple[float, tuple[tuple[bytes, str], ...]] | None = None

    def agency_of(self, secret: str) -> str | None:
        """Give the agency of a secret; None when no token that counts has it. Every digest is compared in full."""
        digest = _digest(secret).encode()
        found = None
        for known, agency in self._tokens():
            if hmac.compare_digest(known, digest):
                found = agency
        return found

    def forget(self) -> None:
        """Read again at the next question."""
        self._read = None

    def _tokens(self) -> tuple[tuple[bytes, str], ...]:
        read, now = self._read, self._seconds()
        if read is None or now - read[0] >= FRESH_FOR:
            rows = _table().objects.filter(revoked_at=None).values_list("digest", "agency")
            self._read = read = (now, tuple((digest.encode(), agency) for digest, agency in rows))
        return read[1]


_ACTIVE = Active(monotonic)


def add(agency: str, label: str) -> str:
    """Make a token for an agency, and give its secret: it is shown this once and kept nowhere."""
    secret = MARK + secrets.token_urlsafe(_BYTES)
    _table().objects.create(agency=agency, label=label, digest=_digest(secret), created_at=timezone.now())
    _ACTIVE.forget()
    return secret


def agency_of(secret: str) -> str | None:
    """Give the agency whose token this is; None when it is no token, or one that was revoked."""
    return _ACTIVE.agency_of(secret)


def forget() -> None:
    """Read the tokens from the database again at the next question."""
    _ACTIVE.forget()


def all() -> tuple[Issued, ...]:  # noqa: A001 - `tokens.all()` reads as it should
    """Give every token that was ever made, the oldest first."""
    return tuple(
        Issued(
            prefix=row.digest[:_SHOWN],
            agency=row.agency,
            label=row.label,
            created_at=row.created_at,
            revoked_at=row.revoked_at,
        )
        for row in _table().objects.order_by("created_at", "id")
    )


def revoke(prefix: str) -> Issued:
    """Revoke the token whose digest begins so; in this process at once, in others within FRESH_FOR seconds.

    Raises ValueError when the prefix is too short, or names no token or several. Revoking twice keeps the first time.
    """
    if len(prefix) < _FEWEST:
        raise ValueError(f"[{prefix}] is too short: give at least {_FEWEST} characters of a token's prefix")
    named = [row for row in _table().objects.all() if row.digest.startswith(prefix)]
    if len(named) != 1:
        raise ValueError(f"[{prefix}] names {len(named) or 'no'} token{'s'[: len(named) > 1]}: see the list of tokens")
    _table().objects.filter(id=named[0].id, revoked_at=None).update(revoked_at=timezone.now())
    _ACTIVE.forget()
    return next(one for one in all() if one.prefix == named[0].digest[:_SHOWN])


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogateescape")).hexdigest()


def _table() -> type[models.Token]:
    return cast("type[models.Token]", apps.get_model("store", "Token"))
