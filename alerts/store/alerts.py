"""The alert store: takes the changes of alerts, keeps every revision, and says what fires.

What it holds depends only on the set of revisions that it was given: not on their order, nor on how often each came.
The module can be imported before Django is configured; using it needs `alerts.site.configure`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from django.apps import apps
from django.db import transaction
from django.db.models import Count, F

from schemas import alerts
from schemas.alerts import Alert, State

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from alerts.store import models

_AT_ONCE = 400
_KEY_DIGITS = 24
_LATEST = (
    "fingerprint", "rule", "matter", "status", "severity", "state", "agency", "summary",
    "occurred_at", "due_at", "raised_at", "changed_at", "revision", "body",
)  # fmt: skip


class Tally(NamedTuple):
    """How many alerts have a state, a severity and an agency in common."""

    state: str
    severity: str
    agency: str
    number: int


_Revisions: TypeAlias = dict[int, Alert]


def digest_of(fingerprint: str) -> str:
    """Give the identity of an alert: the SHA-256 of its fingerprint, in hexadecimal."""
    return hashlib.sha256(fingerprint.encode()).hexdigest()


def key_of(fingerprint: str) -> str:
    """Give the opaque key of an alert, as it stands in the address of its page."""
    return digest_of(fingerprint)[:_KEY_DIGITS]


class AlertStore:
    """Alerts in the database. It holds nothing itself: any number may be used, on any thread."""

    def apply(self, changes: Iterable[Alert]) -> None:
        """Take revisions, all or none.

        One that is on file already changes nothing. One that is older than the latest on file joins the history and
        leaves the latest as it is. Where another process takes a new alert at the same instant, the database raises
        IntegrityError and nothing is taken: try again.
        """
        given: dict[str, _Revisions] = {}
        for change in changes:
            given.setdefault(digest_of(change.fingerprint), {}).setdefault(change.revision, change)
        digests = sorted(given)
        with transaction.atomic():
            for start in range(0, len(digests), _AT_ONCE):
                _apply({digest: given[digest] for digest in digests[start : start + _AT_ONCE]})

    def firing(self) -> QuerySet[models.Alert]:
        """Give what fires, the newest harm first, without the bodies."""
        return self._in("firing").order_by("-occurred_at", "digest")

    def pending(self) -> QuerySet[models.Alert]:
        """Give the clocks that run, the soonest due first, without the bodies."""
        return self._in("pending").order_by(F("due_at").asc(nulls_last=True), "digest")

    def _in(self, state: State) -> QuerySet[models.Alert]:
        return _alerts().objects.filter(state=state).defer("body")

    def counts(self) -> list[Tally]:
        """Count the alerts by state, severity and agency."""
        groups = _alerts().objects.values_list("state", "severity", "agency").annotate(number=Count("digest"))
        return [Tally(*group) for group in groups.order_by("state", "severity", "agency")]

    def latest(self, key: str) -> Alert | None:
        """Give the latest revision of the alert with this key; None when there is none."""
        # "g" follows the last hexadecimal digit: the range is every digest that begins with the key.
        row = _alerts().objects.filter(digest__gte=key, digest__lt=f"{key}g").order_by("digest").first()
        return alerts.decode(row.body.encode()) if row and len(key) == _KEY_DIGITS else None

    def raised_at(self, fingerprint: str) -> datetime | None:
        """Say when an alert first fired; None when it never did."""
        return _alerts().objects.values_list("raised_at", flat=True).filter(digest=digest_of(fingerprint)).first()

    def revisions(self, fingerprint: str) -> Iterator[Alert]:
        """Give every revision of an alert on file, the latest first."""
        rows = _revisions().objects.filter(alert=digest_of(fingerprint)).order_by("-revision")
        for body in rows.values_list("body", flat=True):
            yield alerts.decode(body.encode())


def _apply(given: Mapping[str, _Revisions]) -> None:
    bodies = {
        (digest, number): alerts.encode(change).decode()
        for digest, revisions in given.items()
        for number, change in revisions.items()
    }
    latest = {digest: revisions[max(revisions)] for digest, revisions in given.items()}
    rows = {
        digest: _row(digest, change, _raised(given[digest].values()), bodies[digest, change.revision])
        for digest, change in latest.items()
    }
    known = _known(rows)
    fresh = [row for digest, row in rows.items() if digest not in known]
    newer = []
    for digest, (revision, raised_at) in known.items():
        row = rows[digest]
        row.raised_at = min((at for at in (raised_at, row.raised_at) if at is not None), default=None)
        if row.revision > revision:
            newer.append(row)
        elif row.raised_at != raised_at:
            _alerts().objects.filter(digest=digest).update(raised_at=row.raised_at)
    # Nothing here ignores conflicts: SQLite would ignore with them whatever else is wrong with a row.
    _alerts().objects.bulk_create(fresh)
    _alerts().objects.bulk_create(newer, update_conflicts=True, unique_fields=("digest",), update_fields=_LATEST)
    there = set(_revisions().objects.filter(alert__in=tuple(known)).values_list("alert_id", "revision"))
    _revisions().objects.bulk_create(
        _revisions()(alert_id=digest, revision=number, changed_at=given[digest][number].changed_at, body=body)
        for (digest, number), body in sorted(bodies.items())
        if (digest, number) not in there
    )


def _known(digests: Iterable[str]) -> dict[str, tuple[int, datetime | None]]:
    """Give the revision on file, and when each first fired, of those that are there; they hold still from now on."""
    held = _alerts().objects.select_for_update().filter(digest__in=tuple(digests)).order_by("digest")
    return {digest: (number, at) for digest, number, at in held.values_list("digest", "revision", "raised_at")}


def _row(digest: str, change: Alert, raised_at: datetime | None, body: str) -> models.Alert:
    finding = change.finding
    return _alerts()(
        digest=digest,
        fingerprint=_storable(change.fingerprint),
        rule=finding.rule,
        matter=_storable(finding.matter)[:200],
        status=finding.status,
        severity=finding.severity,
        state=change.state,
        agency=finding.agency,
        summary=finding.summary,
        occurred_at=finding.occurred_at,
        due_at=finding.due_at,
        raised_at=raised_at,
        changed_at=change.changed_at,
        revision=change.revision,
        body=body,
    )


def _raised(revisions: Iterable[Alert]) -> datetime | None:
    return min((one.changed_at for one in revisions if one.state == "firing"), default=None)


def _storable(text: str) -> str:
    """Spell a text without the one character that PostgreSQL cannot keep."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _alerts() -> type[models.Alert]:
    return cast("type[models.Alert]", apps.get_model("store", "Alert"))


def _revisions() -> type[models.Revision]:
    return cast("type[models.Revision]", apps.get_model("store", "Revision"))
