"""What has changed, when a timeline is judged again. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import assert_never

from msgspec.structs import replace

from schemas.alerts import Alert, Entry, State
from schemas.findings import Finding, Status


def reconcile(
    known: Mapping[str, Alert], found: Sequence[Finding], timeline: tuple[Entry, ...], as_of: datetime
) -> Iterator[Alert]:
    """Give the new revision of each alert that changes: raised, changed, withdrawn, or raised again.

    `known` are the latest revisions of the alerts of one timeline, `found` all its findings as of now. The same call
    gives the same revisions, so that doing it twice does no harm.
    """
    by_fingerprint = {finding.fingerprint: finding for finding in found}
    for fingerprint in sorted({*known, *by_fingerprint}):
        before, finding = known.get(fingerprint), by_fingerprint.get(fingerprint)
        if finding is not None and state_of(finding.status) != "withdrawn":
            yield from _raised(before, finding, timeline, as_of)
        elif before is not None and before.state != "withdrawn":
            yield Alert(
                fingerprint=fingerprint,
                revision=before.revision + 1,
                state="withdrawn",
                changed_at=as_of,
                finding=finding or before.finding,
                timeline=timeline,
            )


def _raised(before: Alert | None, finding: Finding, timeline: tuple[Entry, ...], as_of: datetime) -> Iterator[Alert]:
    state = state_of(finding.status)
    if before is not None and before.state == state:
        if finding.rule in _OCCURS_NOW:
            same = before.finding
            finding = replace(finding, occurred_at=same.occurred_at, would_have_cleared=same.would_have_cleared)
        if (before.finding, before.timeline) == (finding, timeline):
            return
    yield Alert(
        fingerprint=finding.fingerprint,
        revision=before.revision + 1 if before else 1,
        state=state,
        changed_at=as_of,
        finding=finding,
        timeline=timeline,
    )


_OCCURS_NOW = frozenset({"x-feed-silent"})
"""Rules whose matter occurs, and could be cleared, at `as_of`, whenever that is: while it lasts, it is the same."""


def state_of(status: Status) -> State:
    """Give the state of an alert by its finding's status."""
    match status:
        case "violation" | "undetermined" | "error":
            return "firing"
        case "pending":
            return "pending"
        case "compliant":
            return "withdrawn"
        case _:
            assert_never(status)
