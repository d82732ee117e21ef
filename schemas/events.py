"""Events as frozen records: one payload class a type, mirrored from the JSON Schemas of `v1/`.

A payload holds what `data` holds, an absent optional member being None. `Event` holds the envelope. Every closed list
of words is a Literal, so that a misspelt word in a rule is found by the type checker.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Generic, Literal, TypeAlias, TypeVar

from msgspec import Meta, Struct

from schemas.times import DATE_PATTERN, INSTANT_PATTERN, calendar_date, trusted_instant

Text: TypeAlias = Annotated[str, Meta(min_length=1)]
InstantText: TypeAlias = Annotated[str, Meta(pattern=INSTANT_PATTERN)]
DateText: TypeAlias = Annotated[str, Meta(pattern=DATE_PATTERN)]
PeriodText: TypeAlias = Annotated[str, Meta(pattern=r"^(?!0000)[0-9]{4}-H[12](?!\n)$")]
Sha256Text: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9A-Fa-f]{64}(?!\n)$")]
Minutes: TypeAlias = Annotated[int, Meta(ge=0)] | Annotated[float, Meta(ge=0)]
Count: TypeAlias = Annotated[int, Meta(ge=0)]

Role: TypeAlias = Literal[
    "municipal_police",
    "state_police",
    "correction",
    "judicial_marshal",
    "state_marshal",
    "adult_probation_officer",
    "bail_commissioner",
    "intake_specialist",
    "school_police",
    "criminal_justice_staff",
    "juvenile_probation_officer",
    "pardons_parole_staff",
    "other",
    "unknown",
]
Authority: TypeAlias = Literal["ice", "cbp", "other_dhs", "us_marshals", "fbi", "other_federal", "other"]
ExceptionKind: TypeAlias = Literal[
    "judicial_warrant", "class_a_or_b_conviction", "terrorist_database", "court_order_1225_d_4_b"
]
Basis: TypeAlias = Literal[
    "criminal_charge",
    "judicial_warrant",
    "sentence",
    "court_order",
    "probation_violation",
    "other_state_hold",
    "civil_detainer",
    "administrative_warrant",
    "unknown",
]
Bases: TypeAlias = Annotated[tuple[Basis, ...], Meta(min_length=1)]
Ask: TypeAlias = Literal[
    "hold", "transfer", "notify_release", "release_date", "interview", "arrest", "information", "other"
]
Content: TypeAlias = Literal[
    "release_date",
    "custody_status",
    "home_address",
    "work_address",
    "probation_appointment",
    "probation_compliance",
    "immigration_status",
    "criminal_case",
    "public_record",
    "confidential",
]
Category: TypeAlias = Literal[
    "sexual_orientation",
    "domestic_violence_victim",
    "sexual_assault_victim",
    "crime_witness",
    "public_assistance",
    "tax_or_financial",
    "unknown",
]
NoticeContent: TypeAlias = Literal["copy_of_request", "statement_of_intent", "copy_of_notification", "written_reason"]
ConvictionClass: TypeAlias = Literal["A", "B", "C", "D", "E", "unclassified", "misdemeanor"]
Named: TypeAlias = Literal["named", "none"]

FEDERAL_IMMIGRATION: frozenset[str] = frozenset({"ice", "cbp", "other_dhs"})


class _Record(Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """What all payloads share: frozen, by keyword, nothing unknown."""


class Actor(_Record, frozen=True, kw_only=True):
    """The member of staff who acted."""

    id: Text
    role: Role


class Demographics(_Record, frozen=True, kw_only=True):
    """What the statute's statistics ask about a person, and nothing that names one."""

    race: Literal["W", "B", "A", "I", "U"]
    ethnicity: Literal["H", "N", "U"]
    sex: Literal["M", "F", "X", "U"]
    age_band: Literal["<18", "18-24", "25-34", "35-44", "45-54", "55-64", "65+", "U"]


class CustodyStarted(_Record, frozen=True, kw_only=True):
    """A person was taken into custody."""

    custody_id: Text
    facility: Text | None = None
    bases: Bases
    actor: Actor | None = None
    claimed_exception: ExceptionKind | None = None
    minutes: Minutes | None = None
    demographics: Demographics | None = None


class CustodyHeld(_Record, frozen=True, kw_only=True):
    """A person is kept in custody on this basis from the event's time on."""

    custody_id: Text
    bases: Bases
    actor: Actor | None = None
    request_id: Text | None = None
    claimed_exception: ExceptionKind | None = None
    minutes: Minutes | None = None


class CustodyReleaseEligible(_Record, frozen=True, kw_only=True):
    """Nothing but a hold keeps the person in custody any longer."""

    custody_id: Text
    reason: Literal[
        "bond_posted", "sentence_complete", "charges_dismissed", "court_ordered", "promise_to_appear", "other"
    ]


class CustodyEnded(_Record, frozen=True, kw_only=True):
    """A custody ended."""

    custody_id: Text
    disposition: Literal["released", "transferred", "escaped", "died"]
    transferred_to: Authority | Literal["other_agency"] | None = None
    actor: Actor | None = None
    claimed_exception: ExceptionKind | None = None
    minutes: Minutes | None = None


class RequestReceived(_Record, frozen=True, kw_only=True):
    """A federal authority asked something about a person."""

    request_id: Text
    form: Literal[
        "I-247A", "I-247G", "I-247D", "I-247N", "I-247X", "I-200", "I-205", "oral", "email", "ncic_hit", "other"
    ]
    asks: Annotated[tuple[Ask, ...], Meta(min_length=1)]
    authority: Authority
    custody_id: Text | None = None
    actor: Actor | None = None


class RequestWithdrawn(_Record, frozen=True, kw_only=True):
    """A request no longer stands."""

    request_id: Text


class RequestForwarded(_Record, frozen=True, kw_only=True):
    """A request was passed on for review."""

    request_id: Text
    to: Literal["agency_head", "delegate", "other"]
    delegation_document_id: Text | None = None
    actor: Actor | None = None


class RequestReviewed(_Record, frozen=True, kw_only=True):
    """A request was decided."""

    request_id: Text
    by: Literal["agency_head", "delegate", "other"]
    delegation_document_id: Text | None = None
    outcome: Literal["approved", "denied"]


class RequestAnswered(_Record, frozen=True, kw_only=True):
    """A request was answered."""

    request_id: Text
    answer_id: Text
    disclosure_id: Text | None = None
    actor: Actor


class DisclosureMade(_Record, frozen=True, kw_only=True):
    """Something about a person was told to an authority."""

    disclosure_id: Text
    authority: Authority
    contents: Annotated[tuple[Content, ...], Meta(min_length=1)]
    confidential_categories: tuple[Category, ...] | None = None
    channel: Literal["phone", "email", "portal", "in_person", "data_feed", "paper"]
    request_id: Text | None = None
    purpose: Literal["civil_immigration", "criminal_investigation", "terrorism_investigation"] | None = None
    case_reference: Text | None = None
    requiring_law: Text | None = None
    actor: Actor
    claimed_exception: ExceptionKind | None = None
    minutes: Minutes | None = None

    def __post_init__(self) -> None:
        """Ask for the categories of what is confidential."""
        if "confidential" in self.contents and not self.confidential_categories:
            raise ValueError("contents has [confidential]: name confidential_categories, or say [unknown]")


class InterviewStarted(_Record, frozen=True, kw_only=True):
    """An authority began to interview a person."""

    interview_id: Text
    authority: Authority
    mode: Literal["in_person", "phone", "video"]
    place: Literal["custody", "probation_office", "courthouse", "other"]
    custody_id: Text | None = None
    request_id: Text | None = None
    actor: Actor
    claimed_exception: ExceptionKind | None = None
    minutes: Minutes | None = None


class InterviewRefused(_Record, frozen=True, kw_only=True):
    """An interview was refused."""

    interview_id: Text
    by: Literal["individual", "agency"]


class AssistanceGiven(_Record, frozen=True, kw_only=True):
    """Staff helped a federal authority."""

    assistance_id: Text
    authority: Authority
    activity: Literal[
        "immigration_arrest",
        "transport",
        "service_of_papers",
        "status_inquiry",
        "joint_operation",
        "facility_use",
        "perimeter",
        "other",
    ]
    purpose: Literal["civil_immigration", "criminal", "life_safety", "unknown"]
    case_reference: Text | None = None
    actor: Actor
    minutes: Minutes | None = None


class AgreementSigned(_Record, frozen=True, kw_only=True):
    """An agency signed an agreement with an authority."""

    agreement_id: Text
    kind: Literal["287g", "intergovernmental_service", "information_sharing", "other"]
    authority: Authority


class AgreementEnded(_Record, frozen=True, kw_only=True):
    """An agreement ended."""

    agreement_id: Text


class DocumentRecorded(_Record, frozen=True, kw_only=True):
    """A paper is on file."""

    document_id: Text
    kind: Literal["judicial_warrant", "administrative_warrant", "court_order", "consent", "delegation", "other"]
    signer_role: (
        Literal[
            "state_judge",
            "federal_judge",
            "federal_magistrate_judge",
            "immigration_judge",
            "immigration_officer",
            "individual",
            "parent_or_guardian",
            "agency_head",
            "unknown",
        ]
        | None
    ) = None
    issued_at: InstantText
    order_type: Literal["8-usc-1225-d-4-b", "other"] | None = None
    accompanies: Text | None = None
    consent_scope: tuple[Category, ...] | None = None
    individual_is_minor: bool | None = None
    individual_is_competent: bool | None = None
    sha256: Sha256Text | None = None

    def __post_init__(self) -> None:
        """Refuse an instant that no calendar has."""
        trusted_instant(self.issued_at)

    @property
    def issued(self) -> datetime:
        """When the paper was issued."""
        return trusted_instant(self.issued_at)


class DocumentRevoked(_Record, frozen=True, kw_only=True):
    """A paper no longer counts, from the event's time on."""

    document_id: Text


class ConvictionRecorded(_Record, frozen=True, kw_only=True, rename={"class_": "class"}):
    """A court's finding about the person."""

    conviction_id: Text
    jurisdiction: Text
    statute: Text | None = None
    class_: ConvictionClass | None = None
    convicted_at: DateText
    finding: Literal["judgment", "youthful_offender"]
    on_appeal: bool | None = None

    def __post_init__(self) -> None:
        """Refuse a date that no calendar has."""
        calendar_date(self.convicted_at)

    @property
    def convicted_on(self) -> date:
        """The date of the judgment."""
        return date.fromisoformat(self.convicted_at)


class ConvictionCleared(_Record, frozen=True, kw_only=True):
    """A conviction no longer stands, from the event's time on."""

    conviction_id: Text
    how: Literal["vacated", "pardoned", "erased"]


class ChargeFiled(_Record, frozen=True, kw_only=True, rename={"class_": "class"}):
    """A charge, which is never a conviction."""

    statute: Text | None = None
    class_: ConvictionClass | None = None
    custody_id: Text | None = None


class WatchlistChecked(_Record, frozen=True, kw_only=True):
    """Restricted: it may clear an act, and leaves no trace in any output."""

    result: Literal["no_match", "possible_match"]


class NoticeServed(_Record, frozen=True, kw_only=True):
    """Papers were given, or tried to be given, to the person or for the person."""

    contents: Annotated[tuple[NoticeContent, ...], Meta(min_length=1)]
    recipient: Literal["individual", "attorney", "designee"]
    outcome: Literal["delivered", "attempted"]
    intent: Literal["comply", "decline", "undecided"] | None = None
    request_id: Text | None = None
    disclosure_id: Text | None = None
    language: Text | None = None
    method: Text | None = None

    def __post_init__(self) -> None:
        """Ask what was stated."""
        if "statement_of_intent" in self.contents and self.intent is None:
            raise ValueError("contents has [statement_of_intent]: say the intent")


class RepresentationRecorded(_Record, frozen=True, kw_only=True):
    """Whom the person has named to be told."""

    attorney: Named
    designee: Named


class CallReceived(_Record, frozen=True, kw_only=True):
    """A call for service."""

    call_id: Text
    requester: Authority | Literal["public", "other_agency"]
    nature: Literal["civil_immigration", "criminal", "life_safety", "traffic", "other", "unknown"]
    code: Text | None = None


class UnitAssigned(_Record, frozen=True, kw_only=True):
    """A unit was sent to a call."""

    call_id: Text
    unit: Text
    actor: Actor | None = None


class UnitCleared(_Record, frozen=True, kw_only=True):
    """A unit left a call."""

    call_id: Text
    unit: Text
    minutes: Minutes | None = None


class SupervisionStarted(_Record, frozen=True, kw_only=True):
    """Probation or parole began."""

    supervision_id: Text
    kind: Literal["probation", "parole"]


class SupervisionEnded(_Record, frozen=True, kw_only=True):
    """Probation or parole ended."""

    supervision_id: Text
    kind: Literal["probation", "parole"]


class AppointmentSet(_Record, frozen=True, kw_only=True):
    """A supervision appointment was made."""

    appointment_id: Text
    supervision_id: Text
    at: InstantText

    def __post_init__(self) -> None:
        """Refuse an instant that no calendar has."""
        trusted_instant(self.at)


class ReportFiled(_Record, frozen=True, kw_only=True):
    """A municipality reported a half-year to OPM."""

    period: PeriodText
    individuals: Count
    instances: Count
    contains_pii: bool


class OfficerAppointed(_Record, frozen=True, kw_only=True):
    """A member of staff took office."""

    role: Role


class OfficerSeparated(_Record, frozen=True, kw_only=True):
    """A member of staff left office."""

    role: Role


class TrainingCompleted(_Record, frozen=True, kw_only=True):
    """A member of staff completed a course."""

    course: Literal["trust-act"]


class FeedHeartbeat(_Record, frozen=True, kw_only=True):
    """The sending system is alive."""


class RecordVoided(_Record, frozen=True, kw_only=True):
    """An event of the same source stops counting."""

    target: Text
    reason: Text


Payload: TypeAlias = (
    CustodyStarted
    | CustodyHeld
    | CustodyReleaseEligible
    | CustodyEnded
    | RequestReceived
    | RequestWithdrawn
    | RequestForwarded
    | RequestReviewed
    | RequestAnswered
    | DisclosureMade
    | InterviewStarted
    | InterviewRefused
    | AssistanceGiven
    | AgreementSigned
    | AgreementEnded
    | DocumentRecorded
    | DocumentRevoked
    | ConvictionRecorded
    | ConvictionCleared
    | ChargeFiled
    | WatchlistChecked
    | NoticeServed
    | RepresentationRecorded
    | CallReceived
    | UnitAssigned
    | UnitCleared
    | SupervisionStarted
    | SupervisionEnded
    | AppointmentSet
    | ReportFiled
    | OfficerAppointed
    | OfficerSeparated
    | TrainingCompleted
    | FeedHeartbeat
    | RecordVoided
)

P_co = TypeVar("P_co", bound=Payload, covariant=True)

PERSON, OFFICER, AGENCY, MUNICIPALITY = "person", "officer", "agency", "municipality"
_ANYTHING = (PERSON, OFFICER, AGENCY, MUNICIPALITY)

TYPES: dict[str, tuple[type[Payload], tuple[str, ...]]] = {
    "custody.started": (CustodyStarted, (PERSON,)),
    "custody.held": (CustodyHeld, (PERSON,)),
    "custody.release_eligible": (CustodyReleaseEligible, (PERSON,)),
    "custody.ended": (CustodyEnded, (PERSON,)),
    "request.received": (RequestReceived, (PERSON,)),
    "request.withdrawn": (RequestWithdrawn, (PERSON,)),
    "request.forwarded": (RequestForwarded, (PERSON,)),
    "request.reviewed": (RequestReviewed, (PERSON,)),
    "request.answered": (RequestAnswered, (PERSON,)),
    "disclosure.made": (DisclosureMade, (PERSON,)),
    "interview.started": (InterviewStarted, (PERSON,)),
    "interview.refused": (InterviewRefused, (PERSON,)),
    "assistance.given": (AssistanceGiven, (PERSON, AGENCY)),
    "agreement.signed": (AgreementSigned, (AGENCY,)),
    "agreement.ended": (AgreementEnded, (AGENCY,)),
    "document.recorded": (DocumentRecorded, (PERSON,)),
    "document.revoked": (DocumentRevoked, (PERSON,)),
    "conviction.recorded": (ConvictionRecorded, (PERSON,)),
    "conviction.cleared": (ConvictionCleared, (PERSON,)),
    "charge.filed": (ChargeFiled, (PERSON,)),
    "watchlist.checked": (WatchlistChecked, (PERSON,)),
    "notice.served": (NoticeServed, (PERSON,)),
    "representation.recorded": (RepresentationRecorded, (PERSON,)),
    "call.received": (CallReceived, (AGENCY,)),
    "unit.assigned": (UnitAssigned, (AGENCY,)),
    "unit.cleared": (UnitCleared, (AGENCY,)),
    "supervision.started": (SupervisionStarted, (PERSON,)),
    "supervision.ended": (SupervisionEnded, (PERSON,)),
    "appointment.set": (AppointmentSet, (PERSON,)),
    "report.filed": (ReportFiled, (MUNICIPALITY,)),
    "officer.appointed": (OfficerAppointed, (OFFICER,)),
    "officer.separated": (OfficerSeparated, (OFFICER,)),
    "training.completed": (TrainingCompleted, (OFFICER,)),
    "feed.heartbeat": (FeedHeartbeat, (AGENCY,)),
    "record.voided": (RecordVoided, _ANYTHING),
}
NAME_OF: dict[type, str] = {payload: name for name, (payload, _) in TYPES.items()}


class Event(Struct, Generic[P_co], frozen=True, kw_only=True, gc=False):
    """A recorded fact. `occurred_at` and `recorded_at` are aware and in UTC; `(source, id)` names it for ever."""

    source: str
    id: str
    occurred_at: datetime
    recorded_at: datetime
    subject: str
    agency: str
    replaces: str | None = None
    data: P_co

    @property
    def type(self) -> str:
        """The event's type as the contract spells it, without `custodes.` and `.v1`."""
        return NAME_OF[type(self.data)]


def order(event: Event[Payload]) -> tuple[datetime, datetime, str, str]:
    """Give the one order of events on a timeline: by occurrence, ties by what does not depend on arrival."""
    return (event.occurred_at, event.recorded_at, event.source, event.id)
