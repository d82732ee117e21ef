"""A timeline in plain words, for people to read.

What an exception could rest on is left out whole: warrants and court orders, convictions and charges, watch-list
checks, and what was claimed. Else it would show, in words or by what is missing, what cleared an act.
"""

from __future__ import annotations

from schemas.alerts import Entry
from schemas.events import (
    AgreementEnded,
    AgreementSigned,
    AppointmentSet,
    AssistanceGiven,
    CallReceived,
    CustodyEnded,
    CustodyHeld,
    CustodyReleaseEligible,
    CustodyStarted,
    DisclosureMade,
    DocumentRecorded,
    InterviewRefused,
    InterviewStarted,
    NoticeServed,
    OfficerAppointed,
    OfficerSeparated,
    Payload,
    ReportFiled,
    RepresentationRecorded,
    RequestAnswered,
    RequestForwarded,
    RequestReceived,
    RequestReviewed,
    RequestWithdrawn,
    SupervisionEnded,
    SupervisionStarted,
    TrainingCompleted,
    UnitAssigned,
    UnitCleared,
)
from streams.core.timeline import Timeline

MOST_ENTRIES = 200
"""How many entries an alert carries: the latest ones."""

_SHOWN_DOCUMENTS = frozenset({"consent", "delegation"})


def entries(timeline: Timeline) -> tuple[Entry, ...]:
    """Tell a timeline, event by event, as far as it may be shown; of a long one the latest part."""
    told = []
    for event in reversed(timeline.events):
        text = say(event.data)
        if text is not None:
            told.append(
                Entry(
                    occurred_at=event.occurred_at,
                    recorded_at=event.recorded_at,
                    type=event.type,
                    source=event.source,
                    id=event.id,
                    text=text,
                )
            )
        if len(told) == MOST_ENTRIES:
            break
    return tuple(reversed(told))


def say(data: Payload) -> str | None:  # noqa: C901, PLR0911, PLR0912 - one sentence a type
    """Say what an event records; None for what is not shown."""
    match data:
        case CustodyStarted():
            return f"Taken into custody; basis: {_list(data.bases)}."
        case CustodyHeld():
            return f"Kept in custody; basis: {_list(data.bases)}."
        case CustodyReleaseEligible():
            return f"Can be released: {_words(data.reason)}."
        case CustodyEnded(transferred_to=None):
            return f"Custody ended: {_words(data.disposition)}."
        case CustodyEnded():
            return f"Custody ended: {_words(data.disposition)} to {_words(data.transferred_to or '')}."
        case RequestReceived():
            return f"Request of {_words(data.authority)} ({_words(data.form)}): {_list(data.asks)}."
        case RequestWithdrawn():
            return "Request withdrawn."
        case RequestForwarded():
            return f"Request forwarded to: {_words(data.to)}."
        case RequestReviewed():
            return f"Request reviewed by: {_words(data.by)}; {data.outcome}."
        case RequestAnswered(disclosure_id=None):
            return "Request answered; nothing disclosed."
        case RequestAnswered():
            return "Request answered with a disclosure."
        case DisclosureMade():
            return f"Told {_words(data.authority)}: {_list(data.contents)}."
        case InterviewStarted():
            return f"Interview by {_words(data.authority)} began: {_words(data.mode)}, {_words(data.place)}."
        case InterviewRefused():
            return f"Interview refused by the {data.by}."
        case AssistanceGiven():
            return f"Help to {_words(data.authority)}: {_words(data.activity)}; purpose: {_words(data.purpose)}."
        case AgreementSigned():
            return f"Agreement with {_words(data.authority)} signed: {_words(data.kind)}."
        case AgreementEnded():
            return "Agreement ended."
        case DocumentRecorded(kind=kind) if kind in _SHOWN_DOCUMENTS:
            return f"Document on file: {kind}."
        case NoticeServed():
            return f"Notice to the {data.recipient}, {data.outcome}: {_list(data.contents)}."
        case RepresentationRecorded():
            return f"Representation: attorney {data.attorney}, designee {data.designee}."
        case CallReceived():
            return f"Call from {_words(data.requester)}: {_words(data.nature)}."
        case UnitAssigned():
            return "Unit assigned."
        case UnitCleared():
            return "Unit cleared."
        case SupervisionStarted():
            return f"Supervision began: {data.kind}."
        case SupervisionEnded():
            return f"Supervision ended: {data.kind}."
        case AppointmentSet():
            return "Supervision appointment made."
        case ReportFiled():
            return f"Report for {data.period} filed: {data.individuals} individuals, {data.instances} instances."
        case OfficerAppointed():
            return f"Appointed: {_words(data.role)}."
        case OfficerSeparated():
            return "Left office."
        case TrainingCompleted():
            return "Training completed."
        case _:
            return None


_NAMES = {"ice": "ICE", "cbp": "CBP", "fbi": "the FBI", "other_dhs": "another DHS agency", "287g": "287(g)"}


def _words(code: str) -> str:
    return _NAMES.get(code, code.replace("_", " "))


def _list(codes: tuple[str, ...]) -> str:
    return ", ".join(dict.fromkeys(map(_words, codes)))
