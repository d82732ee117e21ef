"""The tables: alerts, their revisions, and tokens. Nothing here that PostgreSQL would not run."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NoReturn

from django.db import models

KEY_DIGITS = 24
"""How many hexadecimal digits of an alert's digest stand in its address."""


class Alert(models.Model):
    """The latest revision of an alert.

    Its identity is its fingerprint. A fingerprint holds ids that agencies choose, of any length, so that what is unique
    and indexed is its SHA-256 (`digest`); the first digits are the key in addresses, so that none shows an id.
    `raised_at` is when it first fired, `body` the whole revision as `schemas.alerts` writes it.
    """

    digest: models.CharField[str, str] = models.CharField(max_length=64, primary_key=True)
    fingerprint: models.TextField[str, str] = models.TextField()
    rule: models.CharField[str, str] = models.CharField(max_length=64)
    matter: models.CharField[str, str] = models.CharField(max_length=200)
    status: models.CharField[str, str] = models.CharField(max_length=16)
    severity: models.CharField[str, str] = models.CharField(max_length=16)
    state: models.CharField[str, str] = models.CharField(max_length=16)
    agency: models.CharField[str, str] = models.CharField(max_length=16)
    summary: models.TextField[str, str] = models.TextField()
    occurred_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    due_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    raised_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    changed_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    revision: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    body: models.TextField[str, str] = models.TextField()

    class Meta:
        """The two lists are read in the order of these indexes."""

        indexes = (
            models.Index(fields=("state", "-occurred_at", "digest"), name="alert_newest_harm"),
            models.Index(fields=("state", "due_at", "digest"), name="alert_next_due"),
            models.Index(fields=("state", "severity", "agency"), name="alert_counts"),
        )

    def __str__(self) -> str:
        """Name the alert without an id that an agency chose."""
        return f"{self.rule} {self.key} revision {self.revision}"

    @property
    def key(self) -> str:
        """The opaque name of the alert in an address."""
        return self.digest[:KEY_DIGITS]


class AppendOnly(models.QuerySet["Revision"]):
    """Rows that are written once and stay."""

    def update(self, **_kwargs: Any) -> NoReturn:  # noqa: ANN401 - as Django has it
        """Refuse."""
        raise TypeError("revisions are never changed: append another")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise TypeError("revisions are never deleted")


class Revision(models.Model):
    """One revision of an alert: appended once, never changed."""

    alert: models.ForeignKey[Alert, Alert] = models.ForeignKey(
        Alert, on_delete=models.PROTECT, related_name="revisions", db_index=False
    )
    alert_id: str
    revision: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    changed_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    body: models.TextField[str, str] = models.TextField()

    objects = AppendOnly.as_manager()

    class Meta:
        """One row a revision."""

        constraints = (models.UniqueConstraint(fields=("alert", "revision"), name="one_row_a_revision"),)

    def __str__(self) -> str:
        """Name the revision by its alert's digest."""
        return f"{self.alert_id} revision {self.revision}"


class Token(models.Model):
    """A secret with which an agency sends events. The secret itself is shown once and never kept."""

    id: int
    agency: models.CharField[str, str] = models.CharField(max_length=16)
    label: models.CharField[str, str] = models.CharField(max_length=200)
    digest: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    created_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    revoked_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Name the token by the beginning of its digest."""
        return f"{self.digest[:12]} of {self.agency}"
