"""One alert as its page tells it: who may act, what happened in order, and what would have cleared it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from alerts.console import words
from alerts.console.filters import agency_label
from schemas.alerts import Alert, Entry

LATE = timedelta(hours=24)
"""What was recorded longer than this after it occurred is marked as late."""


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the timeline: whether the finding rests on it, and how long after the event it was recorded."""

    entry: Entry
    evidence: bool
    late_by: str | None


def timeline(alert: Alert) -> tuple[Told, ...]:
    """Tell the timeline of an alert, with its evidence and what was recorded late marked."""
    evidence = {(one.source, one.id) for one in alert.finding.evidence}
    return tuple(
        Told(
            entry,
            (entry.source, entry.id) in evidence,
            timesince(entry.occurred_at, entry.recorded_at, depth=1)
            if entry.recorded_at - entry.occurred_at > LATE
            else None,
        )
        for entry in alert.timeline
    )


def who_may_act(alert: Alert, now: datetime) -> str:
    """Say who may act, and by when."""
    finding = alert.finding
    said = {"agency": agency_label(finding.agency), "due": words.exact(finding.due_at) if finding.due_at else ""}
    if alert.state == "withdrawn":
        return _("Nobody has to act: by the facts now on file nothing fires.")
    sent_late = " " + _("What was on file in time and was not sent can still be sent: it is judged again.")
    match finding.status:
        case "pending" if finding.due_at is None:
            text = _("%(agency)s can still put this right.")
        case "pending" if finding.due_at and finding.due_at < now:
            text = _("The time for it ended on %(due)s; it is about to be judged. It was for %(agency)s to act.")
        case "pending":
            text = _("%(agency)s can still put this right, until %(due)s.")
        case "undetermined":
            text = _("Somebody at %(agency)s has to look, and to record what is missing. No clock runs.")
        case "error":
            text = _("Whoever runs this monitor has to look: no duty was judged here.")
        case _ if finding.due_at is not None:
            text = (
                _("The time for it ended on %(due)s. Somebody at %(agency)s has to look at what happened.") + sent_late
            )
        case _:
            text = _("The act cannot be undone. Somebody at %(agency)s has to look at what happened.") + sent_late
    return text % said


def paragraphs(text: str) -> tuple[str, ...]:
    """Split a plain text at its empty lines; line breaks within a paragraph become spaces."""
    return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
