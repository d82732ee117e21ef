"""Small dense histories: one or two people, a few instants that many events share, and ids that collide on purpose.

Everything is drawn through one function that picks from a sequence, so that Hypothesis can shrink it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

T = TypeVar("T")
ZONE = ZoneInfo("America/New_York")
MICROSECOND, SECOND, MINUTE = timedelta(microseconds=1), timedelta(seconds=1), timedelta(minutes=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

POLICE, MORE_POLICE, OTHER_POLICE = "CT0016300", "CT0016399", "CT0010400"
CORRECTION, SCHOOL = "CTDOC0000", "CTBOE1630"
REGISTRY = f"""agency,kind,municipality,name,code_is_ori,checked
{POLICE},municipal_police,Windham,Windham Police Department,no,2026-11-23
{MORE_POLICE},municipal_police,Windham,A second police department of Windham,no,2026-11-23
{OTHER_POLICE},municipal_police,Norwich,Norwich Police Department,no,2026-11-23
{SCHOOL},school_police,Windham,A school's police in Windham,no,2026-11-23
{CORRECTION},correction,,Department of Correction,no,2026-11-23
"""
"""Two of the agencies are of one town, which the shipped registry has no case of."""


class Pick(Protocol):
    """Choose one of several."""

    def __call__(self, options: Sequence[T], /) -> T:
        """Choose."""


@dataclass(frozen=True)
class History:
    """Events as they are sent, in some order, and the instant to judge them at."""

    events: tuple[dict[str, Any], ...]
    as_of: datetime

    def lines(self) -> list[bytes]:
        """Give the events as lines."""
        return [json.dumps(event, separators=(",", ":")).encode() for event in self.events]

    def __repr__(self) -> str:
        """Show one event a line."""
        shown = "".join(f"  {brief(event)}\n" for event in self.events)
        return f"History as of {self.as_of.isoformat()}\n{shown}"


def brief(event: dict[str, Any]) -> str:
    """Show what matters of an event in one line."""
    name = event["type"].removeprefix("custodes.").removesuffix(".v1")
    source = event["source"].removeprefix("urn:custodes:")
    replaces = f" replaces {event['replaces']}" if "replaces" in event else ""
    clocks = f"at {event['time']} recorded {event['recordedtime']}"
    return f"{source}#{event['id']}{replaces} {name} {event['subject']} {clocks} {json.dumps(event['data'])}"


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0, fold: int = 0) -> datetime:
    """Give the instant of a local time."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE, fold=fold).astimezone(UTC)


BASES = (
    local(2026, 3, 10, 10),
    local(2026, 3, 10, 10),
    local(2026, 5, 5, 23, 30),
    local(2026, 3, 8, 1, 30),
    local(2026, 3, 7, 2, 30),
    local(2026, 10, 31, 23),
    local(2026, 11, 1, 1, 30),
    local(2026, 11, 1, 1, 30, fold=1),
    local(2025, 9, 30, 22),
    local(2025, 10, 1),
    local(2025, 10, 1) - MICROSECOND,
    local(2019, 9, 30, 22),
    local(2019, 10, 1),
    local(2019, 10, 1) - MICROSECOND,
    local(2026, 6, 30, 23),
    local(2026, 7, 1),
    local(2026, 7, 16),
    local(2026, 1, 1),
    local(2026, 1, 16),
    local(2024, 2, 29, 12),
    local(2028, 2, 29, 12),
    local(2026, 5, 31, 2, 30),
)


def later_days(days: int) -> Callable[[datetime], datetime]:
    """Move by days of the calendar."""

    def shift(moment: datetime) -> datetime:
        there = moment.astimezone(ZONE).replace(tzinfo=None) + timedelta(days=days)
        return there.replace(tzinfo=ZONE).astimezone(UTC)

    return shift


def later(by: timedelta) -> Callable[[datetime], datetime]:
    """Move by elapsed time."""
    return lambda moment: moment + by


def years_earlier(moment: datetime) -> datetime:
    """Move two years back."""
    there = moment.astimezone(ZONE).replace(tzinfo=None)
    try:
        there = there.replace(year=there.year - 2)
    except ValueError:
        there = there.replace(year=there.year - 2, day=28)
    return there.replace(tzinfo=ZONE).astimezone(UTC)


def next_midnight(moment: datetime) -> datetime:
    """Move to the end of the local day."""
    day = moment.astimezone(ZONE).date() + DAY
    return local(day.year, day.month, day.day)


def half_year_end(moment: datetime) -> datetime:
    """Move to the end of the half-year."""
    day = moment.astimezone(ZONE)
    return local(day.year, 7, 1) if day.month <= 6 else local(day.year + 1, 1, 1)


def report_due(moment: datetime) -> datetime:
    """Move to when the report of the half-year is due."""
    return later_days(15)(half_year_end(moment))


SHIFTS: tuple[Callable[[datetime], datetime], ...] = (
    later(2 * HOUR),
    later(2 * HOUR),
    later(HOUR),
    later(-HOUR),
    later(-2 * HOUR),
    later(24 * HOUR),
    later(-24 * HOUR),
    later(MICROSECOND),
    later(-MICROSECOND),
    later(SECOND),
    later(26 * HOUR),
    later(48 * HOUR),
    next_midnight,
    later_days(5),
    later_days(-90),
    years_earlier,
    half_year_end,
    report_due,
)
JITTERS = (timedelta(0),) * 14 + (MICROSECOND, -MICROSECOND, SECOND, -SECOND)
DELAYS: tuple[Callable[[datetime], datetime], ...] = (
    *(later(timedelta(0)),) * 10,
    later(MINUTE),
    later(-4 * MINUTE),
    later(-5 * MINUTE),
    later(24 * HOUR),
    later(24 * HOUR + MICROSECOND),
    later(25 * HOUR),
    later(3 * DAY),
    later_days(5),
    later(200 * DAY),
)
LATE_RECORDINGS: tuple[Callable[[datetime], datetime], ...] = (
    later(24 * HOUR),
    later(24 * HOUR + MICROSECOND),
    later(48 * HOUR),
    later(48 * HOUR + MICROSECOND),
    later_days(5),
    lambda moment: later_days(5)(moment) + MICROSECOND,
    lambda moment: next_midnight(moment) + 24 * HOUR,
    lambda moment: next_midnight(moment) + 24 * HOUR + MICROSECOND,
)

OFTEN_COVERED = ("correction", "municipal_police") * 3 + ("state_police", "judicial_marshal", "adult_probation_officer")
ROLES = (
    *OFTEN_COVERED,
    "state_marshal",
    "bail_commissioner",
    "intake_specialist",
    "school_police",
    "criminal_justice_staff",
    "juvenile_probation_officer",
    "pardons_parole_staff",
    "other",
    "unknown",
)
AUTHORITIES = ("ice",) * 5 + ("cbp", "other_dhs", "us_marshals", "fbi", "other_federal", "other")
KINDS = ("judicial_warrant", "class_a_or_b_conviction", "terrorist_database", "court_order_1225_d_4_b")
INDEPENDENT = (
    "criminal_charge",
    "judicial_warrant",
    "sentence",
    "court_order",
    "probation_violation",
    "other_state_hold",
)
BASES_OF_CUSTODY = (
    ("civil_detainer",),
    ("civil_detainer",),
    ("civil_detainer", "unknown"),
    ("administrative_warrant",),
    ("civil_detainer", "administrative_warrant"),
    ("judicial_warrant",),
    ("judicial_warrant", "civil_detainer"),
    ("judicial_warrant", "judicial_warrant", "administrative_warrant"),
    ("judicial_warrant", "sentence"),
    ("criminal_charge",),
    ("criminal_charge",),
    ("unknown",),
    ("criminal_charge", "civil_detainer"),
    ("other_state_hold", "administrative_warrant"),
    ("court_order",),
    ("probation_violation",),
)
ASKS = ("hold", "transfer", "notify_release", "release_date", "interview", "arrest", "information", "other")
CONTENTS = (
    "release_date",
    "custody_status",
    "confidential",
    "home_address",
    "work_address",
    "probation_appointment",
    "probation_compliance",
    "immigration_status",
    "criminal_case",
    "public_record",
)
CATEGORIES = ("crime_witness", "tax_or_financial", "unknown", "sexual_orientation")
STATUTES = (
    "53a-59",
    "53a-59(a)(1)",
    "53a-54a",
    "53a-92 (a)",
    "53a-51",
    "53a-70",
    "53a-70a(a)",
    "53a-83b",
    "53a-71",
    "53a-72b",
    "53-21",
    "53-21(a)(2)",
    "14-224",
    "53a-72a",
    "53a-72a(a)(1)",
    "53a-223b(a)",
    "53a-64aa",
    "53a-223",
    "53a-196f",
    "53a-300",
    "53a-119",
    "21a-277",
)
CLASSES = ("A", "B", "C", "D", "E", "unclassified", "misdemeanor")

THEMES: dict[str, tuple[str, ...]] = {
    "detention": (
        *("custody.started",) * 3,
        *("custody.held",) * 4,
        *("custody.release_eligible",) * 4,
        *("custody.ended",) * 3,
        *("request.received",) * 5,
        *("request.withdrawn",) * 2,
        *("document.recorded",) * 3,
        "document.revoked",
        *("conviction.recorded",) * 2,
        "conviction.cleared",
        "watchlist.checked",
        "disclosure.made",
    ),
    "exceptions": (
        *("request.received",) * 2,
        *("custody.held",) * 3,
        *("interview.started",) * 3,
        "disclosure.made",
        *("document.recorded",) * 5,
        *("document.revoked",) * 2,
        *("conviction.recorded",) * 5,
        *("conviction.cleared",) * 2,
        "watchlist.checked",
        "custody.ended",
        "charge.filed",
    ),
    "answers": (
        *("request.received",) * 4,
        *("request.answered",) * 4,
        *("disclosure.made",) * 3,
        *("request.forwarded",) * 5,
        *("request.reviewed",) * 5,
        *("document.recorded",) * 4,
        "document.revoked",
        "request.withdrawn",
    ),
    "notices": (
        *("request.received",) * 3,
        *("disclosure.made",) * 3,
        *("notice.served",) * 8,
        *("representation.recorded",) * 3,
        *("custody.started",) * 2,
        *("custody.ended",) * 2,
        "custody.held",
    ),
    "confidential": (
        *("disclosure.made",) * 4,
        *("document.recorded",) * 6,
        *("document.revoked",) * 1,
    ),
    "register": (
        *("custody.started",) * 3,
        "custody.held",
        "custody.ended",
        *("disclosure.made",) * 3,
        "interview.started",
        "assistance.given",
        "request.received",
        *("report.filed",) * 5,
    ),
    "training": (
        *("training.completed",) * 4,
        *("officer.appointed",) * 3,
        "officer.separated",
        "request.answered",
        "disclosure.made",
        "interview.started",
        "assistance.given",
        *("custody.held",) * 2,
        "custody.started",
    ),
    "dispatch": (
        *("call.received",) * 4,
        *("unit.assigned",) * 5,
        "unit.cleared",
        *("agreement.signed",) * 2,
        "agreement.ended",
        *("assistance.given",) * 4,
    ),
    "upkeep": (
        *("feed.heartbeat",) * 3,
        *("record.voided",) * 5,
        *("interview.started",) * 3,
        *("custody.started",) * 2,
        "report.filed",
        "disclosure.made",
        "notice.served",
    ),
}
SKELETONS: dict[str, tuple[tuple[str, ...], ...]] = {
    "detention": (
        ("custody.started", "request.received", "custody.release_eligible"),
        ("custody.started", "request.received", "custody.release_eligible", "custody.held", "custody.ended"),
        ("custody.started", "request.received", "custody.release_eligible", "custody.held", "custody.held"),
        ("custody.started", "request.received", "custody.release_eligible", "document.recorded"),
        ("request.received", "custody.held", "document.recorded"),
        ("custody.started", "request.received", "custody.ended", "document.recorded"),
    ),
    "exceptions": (
        ("request.received", "custody.held", "document.recorded"),
        ("request.received", "disclosure.made", "document.recorded"),
        ("interview.started", "document.recorded", "conviction.recorded"),
        ("custody.started", "interview.started", "document.recorded"),
        ("custody.held", "conviction.recorded", "watchlist.checked"),
    ),
    "answers": (
        ("request.received", "request.forwarded", "request.reviewed", "request.answered"),
        ("request.received", "request.forwarded", "request.reviewed", "request.answered", "document.recorded"),
        ("request.received", "request.forwarded", "request.answered", "document.recorded"),
        ("request.received", "request.forwarded", "request.reviewed", "disclosure.made", "document.recorded"),
        ("request.received", "request.forwarded", "request.reviewed", "request.answered", "disclosure.made"),
    ),
    "notices": (
        ("request.received", "notice.served", "notice.served"),
        ("disclosure.made", "notice.served", "notice.served"),
        ("disclosure.made", "representation.recorded", "representation.recorded", "notice.served"),
        ("custody.started", "custody.ended", "request.received", "notice.served"),
        ("custody.started", "custody.ended", "disclosure.made", "notice.served"),
    ),
    "confidential": (("disclosure.made", "document.recorded"),),
    "register": (
        ("custody.started", "disclosure.made", "report.filed"),
        ("disclosure.made", "report.filed", "report.filed"),
        ("custody.started", "interview.started"),
    ),
    "training": (
        ("training.completed", "request.answered"),
        ("officer.appointed", "custody.held"),
        ("training.completed", "officer.appointed", "disclosure.made"),
    ),
    "dispatch": (
        ("call.received", "unit.assigned"),
        ("call.received", "call.received", "unit.assigned", "unit.assigned"),
    ),
    "upkeep": (("feed.heartbeat",), ("interview.started", "record.voided", "record.voided")),
}
OFTEN = ("detention", "exceptions", "answers", "notices", "confidential")
EARLY = ("request.received", "custody.started", "document.recorded", "request.forwarded", "training.completed")
LATE = (
    "custody.ended",
    "request.answered",
    "disclosure.made",
    "interview.started",
    "request.withdrawn",
    "document.revoked",
)
MOVED: dict[str, tuple[Callable[[datetime], datetime], ...]] = {
    "report.filed": (half_year_end, report_due, report_due, lambda moment: half_year_end(moment) + DAY),
    "training.completed": (years_earlier, later(-DAY)),
    "officer.appointed": (later_days(-90), later(-DAY)),
    "notice.served": (later(24 * HOUR), next_midnight, later(HOUR), later(timedelta(0))),
    "custody.ended": (later(2 * HOUR), later(HOUR), later(24 * HOUR)),
    "request.withdrawn": (later(2 * HOUR), later(HOUR)),
}
EVERY_TYPE = (
    *dict.fromkeys(name for theme in THEMES.values() for name in theme),
    "interview.refused",
    "supervision.started",
    "supervision.ended",
    "appointment.set",
)
PAPERS = {
    "detention": ("judicial_warrant",) * 4 + ("administrative_warrant", "court_order"),
    "exceptions": ("judicial_warrant",) * 3 + ("court_order",) * 3 + ("administrative_warrant",),
    "answers": ("delegation",) * 6 + ("other",),
    "confidential": ("consent",) * 6 + ("other",),
}
EVERY_PAPER = ("judicial_warrant", "administrative_warrant", "court_order", "consent", "delegation", "other")
SIGNERS = {
    "judicial_warrant": ("state_judge", "federal_judge", "federal_magistrate_judge", "immigration_judge", "unknown"),
    "court_order": ("federal_judge", "federal_judge", "federal_magistrate_judge", "state_judge"),
    "consent": ("individual", "individual", "parent_or_guardian", "agency_head"),
    "delegation": ("agency_head", "agency_head", "agency_head", "state_judge"),
}
EVERY_SIGNER = ("agency_head", "immigration_officer", "state_judge", "individual", "unknown")


class Writer:
    """Writes one history, choice by choice."""

    def __init__(self, pick: Pick) -> None:
        """Choose what the history is about, and the instants that its events share."""
        self.pick = pick
        self.theme = pick((*THEMES, *OFTEN, *OFTEN, "anything"))
        self.types = THEMES.get(self.theme, EVERY_TYPE)
        self.instants = [pick(BASES)]
        for _ in range(pick((1, 2, 3, 4, 5))):
            self.instants.append(pick(SHIFTS)(pick(self.instants)))
        self.agencies = pick(
            ((POLICE,), (POLICE,), (CORRECTION,), (POLICE, MORE_POLICE, OTHER_POLICE, CORRECTION, SCHOOL))
        )
        self.systems = pick((("jms",), ("jms",), ("jms", "cad")))
        self.people = pick((("p1",), ("p1",), ("p1", "p1", "p2")))
        self.ids = pick((("1",), ("1",), ("1",), ("1", "2"), ("1", "1", "1", "2")))
        self.corrected = self.theme == "upkeep" or self.one_in(6)
        self.skeleton = pick((*SKELETONS.get(self.theme, ()), ()))
        self.simple = self.pick((True, True, False))

    def one_in(self, several: int) -> bool:
        """Say yes once in several times; it shrinks to no."""
        return self.pick((False,) * (several - 1) + (True,))

    def likely(self) -> bool:
        """Say yes three times in four."""
        return self.pick((True, True, True, False))

    def instant(self) -> datetime:
        """Choose one of the history's instants, or one right beside it."""
        return self.pick(self.instants) + self.pick(JITTERS)

    def key(self, letter: str) -> str:
        """Choose an id; ids of different kinds are equal now and then."""
        return ("c" if self.one_in(40) else letter) + self.pick(self.ids)

    def some(self, options: Sequence[T]) -> list[T]:
        """Choose a non-empty list, mostly of one or two."""
        return [self.pick(options) for _ in range(self.pick((1, 1, 2, 3)))]

    def spelled(self, moment: datetime) -> str:
        """Spell an instant in one of several ways."""
        if self.one_in(6):
            return moment.astimezone(ZONE).isoformat()
        return moment.isoformat().replace("+00:00", "Z")

    def optional(self, **members: Callable[[], Any]) -> dict[str, Any]:
        """Include each member or not."""
        return {name: value() for name, value in members.items() if self.pick((True, False))}

    def actor(self) -> dict[str, str]:
        """Choose a member of staff."""
        roles = OFTEN_COVERED if self.simple else ROLES
        return {"id": self.pick(("o1", "o1", "o1", "o2")), "role": self.pick(roles)}

    def authority(self) -> str:
        """Choose a federal or other authority."""
        return "ice" if self.simple else self.pick(AUTHORITIES)

    def common(self, *, actor: bool = False, claim: bool = True) -> dict[str, Any]:
        """Choose the members that acts share."""
        data: dict[str, Any] = {"actor": self.actor()} if actor or self.likely() else {}
        if claim and self.one_in(3):
            data["claimed_exception"] = self.pick(KINDS)
        if self.likely():
            data["minutes"] = self.pick((0, 5, 12.5, 30.0))
        return data

    def demographics(self) -> dict[str, str]:
        """Choose what the statistics ask."""
        return {"race": self.pick(("W", "B")), "ethnicity": "H", "sex": self.pick(("M", "X")), "age_band": "25-34"}

    def custody_started(self) -> dict[str, Any]:
        """Write a beginning."""
        return {
            "custody_id": self.key("c"),
            "bases": list(self.pick(BASES_OF_CUSTODY)),
            **self.optional(demographics=self.demographics),
            **self.common(),
        }

    def custody_held(self) -> dict[str, Any]:
        """Write a hold."""
        return {"custody_id": self.key("c"), "bases": list(self.pick(BASES_OF_CUSTODY)), **self.common()}

    def custody_release_eligible(self) -> dict[str, Any]:
        """Write that nothing but a hold keeps a person."""
        return {"custody_id": self.key("c"), "reason": self.pick(("bond_posted", "other"))}

    def custody_ended(self) -> dict[str, Any]:
        """Write an end."""
        data = {
            "custody_id": self.key("c"),
            "disposition": self.pick(("released", "transferred", "transferred", "escaped", "died")),
            **self.common(),
        }
        if self.likely():
            data["transferred_to"] = self.pick(("ice", "ice", "cbp", "us_marshals", "other_agency"))
        return data

    def request_received(self) -> dict[str, Any]:
        """Write a request."""
        asks = ("hold", "transfer", "release_date", "notify_release") if self.simple else ASKS
        data: dict[str, Any] = {
            "request_id": self.key("r"),
            "form": self.pick(("I-247A", "oral", "other")),
            "asks": self.some(asks),
            "authority": self.authority(),
        }
        if self.one_in(3):
            data["actor"] = self.actor()
        if self.one_in(4):
            data["custody_id"] = self.key("c")
        return data

    def request_withdrawn(self) -> dict[str, Any]:
        """Write that a request no longer stands."""
        return {"request_id": self.key("r")}

    def delegation(self) -> dict[str, Any]:
        """Name a delegation, or none."""
        return {} if self.one_in(6) else {"delegation_document_id": self.key("w")}

    def request_forwarded(self) -> dict[str, Any]:
        """Write that a request was passed on."""
        to = self.pick(("agency_head", "delegate", "delegate", "other"))
        return {"request_id": self.key("r"), "to": to, **self.delegation()}

    def request_reviewed(self) -> dict[str, Any]:
        """Write that a request was decided."""
        return {
            "request_id": self.key("r"),
            "by": self.pick(("agency_head", "agency_head", "delegate", "delegate", "other")),
            "outcome": self.pick(("approved", "denied")),
            **self.delegation(),
        }

    def request_answered(self) -> dict[str, Any]:
        """Write an answer."""
        data = {"request_id": self.key("r"), "answer_id": self.key("a"), "actor": self.actor()}
        return data | self.optional(disclosure_id=lambda: self.key("d"))

    def disclosure_made(self) -> dict[str, Any]:
        """Write what an authority was told."""
        favourite = {"confidential": ("confidential",), "exceptions": CONTENTS[:2], "answers": CONTENTS[:2]}
        contents = self.some(
            CONTENTS if self.one_in(4) else {"notices": CONTENTS[:1], **favourite}.get(self.theme, CONTENTS)
        )
        data = {
            "disclosure_id": self.key("d"),
            "authority": self.authority(),
            "contents": contents,
            "channel": "phone",
            **self.common(actor=True),
        }
        if "confidential" in contents or self.one_in(8):
            data["confidential_categories"] = self.some(CATEGORIES[: self.pick((1, 2, 3, 4))])
        if self.likely():
            data["request_id"] = self.key("r")
        if self.one_in(3):
            data["purpose"] = self.pick(("terrorism_investigation", "criminal_investigation", "civil_immigration"))
        if self.one_in(4):
            data["case_reference"] = "case"
        if self.one_in(8):
            data["requiring_law"] = "a law"
        return data

    def interview_started(self) -> dict[str, Any]:
        """Write an interview."""
        return {
            "interview_id": self.key("i"),
            "authority": self.authority(),
            "mode": "phone",
            "place": self.pick(("custody", "custody", "probation_office", "courthouse", "other")),
            **self.common(actor=True),
        }

    def interview_refused(self) -> dict[str, Any]:
        """Write that an interview was refused."""
        return {"interview_id": self.key("i"), "by": self.pick(("individual", "agency"))}

    def assistance_given(self) -> dict[str, Any]:
        """Write help."""
        return {
            "assistance_id": self.key("s"),
            "authority": self.authority(),
            "activity": self.pick(("facility_use", "facility_use", "transport", "perimeter")),
            "purpose": self.pick(("civil_immigration", "criminal", "life_safety", "unknown")),
            **self.optional(case_reference=lambda: "case"),
            **self.common(actor=True, claim=False),
        }

    def agreement_signed(self) -> dict[str, Any]:
        """Write an agreement."""
        kind = self.pick(("287g", "287g", "intergovernmental_service", "information_sharing", "other"))
        return {"agreement_id": self.key("g"), "kind": kind, "authority": self.pick(AUTHORITIES)}

    def agreement_ended(self) -> dict[str, Any]:
        """Write that an agreement ended."""
        return {"agreement_id": self.key("g")}

    def document_recorded(self) -> dict[str, Any]:
        """Write a paper."""
        kind = self.pick(PAPERS.get(self.theme, EVERY_PAPER))
        data: dict[str, Any] = {"document_id": self.key("w"), "kind": kind}
        sound = self.simple and self.likely()
        if sound or not self.one_in(8):
            data["signer_role"] = self.pick(SIGNERS.get(kind, EVERY_SIGNER)[: 2 if sound else 9])
        data["issued_at"] = self.spelled(local(2017, 1, 2) if sound or self.one_in(2) else self.instant())
        if kind == "court_order" and (sound or self.likely()):
            data["order_type"] = "8-usc-1225-d-4-b" if sound else self.pick(("8-usc-1225-d-4-b", "other"))
        if kind == "judicial_warrant" and (sound or self.likely()):
            data["accompanies"] = self.key("r")
        if kind == "consent":
            data |= self.consent()
        return data

    def consent(self) -> dict[str, Any]:
        """Write what a consent says."""
        data: dict[str, Any] = {}
        if self.likely():
            data["consent_scope"] = self.some(CATEGORIES[: self.pick((1, 2, 3, 4))])
        if self.one_in(3):
            data["individual_is_minor"] = self.pick((False, True))
        if self.one_in(3):
            data["individual_is_competent"] = self.pick((True, False))
        return data

    def document_revoked(self) -> dict[str, Any]:
        """Write that a paper no longer counts."""
        return {"document_id": self.key("w")}

    def conviction_recorded(self) -> dict[str, Any]:
        """Write a conviction."""
        day = self.pick((date(2015, 5, 4), self.instant().astimezone(ZONE).date() + self.pick((0, 0, 1, -1)) * DAY))
        data: dict[str, Any] = {
            "conviction_id": self.key("v"),
            "jurisdiction": self.pick(("CT",) * 7 + ("MA",)),
            "convicted_at": day.isoformat(),
            "finding": self.pick(("judgment",) * 7 + ("youthful_offender",)),
        }
        if self.likely():
            data["statute"] = self.pick(STATUTES)
        if self.pick((True, False)):
            data["class"] = self.pick(CLASSES)
        if self.one_in(3):
            data["on_appeal"] = self.pick((True, False))
        return data

    def conviction_cleared(self) -> dict[str, Any]:
        """Write that a conviction no longer stands."""
        return {"conviction_id": self.key("v"), "how": self.pick(("vacated", "pardoned", "erased"))}

    def charge_filed(self) -> dict[str, Any]:
        """Write a charge."""
        return self.optional(**{"statute": lambda: self.pick(STATUTES), "class": lambda: self.pick(CLASSES)})

    def watchlist_checked(self) -> dict[str, Any]:
        """Write a check."""
        return {"result": self.pick(("possible_match", "no_match"))}

    def notice_served(self) -> dict[str, Any]:
        """Write a notice."""
        every = ("copy_of_request", "statement_of_intent", "copy_of_notification", "written_reason")
        contents = self.some(every)
        data: dict[str, Any] = {
            "contents": contents,
            "recipient": self.pick(("individual", "individual", "attorney", "designee")),
            "outcome": self.pick(("delivered", "delivered", "attempted")),
        }
        if "statement_of_intent" in contents or self.one_in(8):
            data["intent"] = self.pick(("comply", "decline", "undecided"))
        if self.likely():
            data["request_id"] = self.key("r")
        if self.likely():
            data["disclosure_id"] = self.key("d")
        return data

    def representation_recorded(self) -> dict[str, Any]:
        """Write whom a person named."""
        named = ("none", "none", "named")
        return {"attorney": self.pick(named), "designee": self.pick(named)}

    def call_received(self) -> dict[str, Any]:
        """Write a call."""
        natures = ("civil_immigration", "criminal", "life_safety", "traffic", "other", "unknown")
        requester = self.pick(("ice", "ice", "cbp", "fbi", "public", "other_agency"))
        return {"call_id": self.key("k"), "requester": requester, "nature": self.pick(natures)}

    def unit_assigned(self) -> dict[str, Any]:
        """Write that a unit was sent."""
        data: dict[str, Any] = {"call_id": self.key("k"), "unit": self.pick(("u1", "u2"))}
        return data | self.optional(actor=self.actor)

    def unit_cleared(self) -> dict[str, Any]:
        """Write that a unit left."""
        return {"call_id": self.key("k"), "unit": "u1"} | self.optional(minutes=lambda: 5)

    def supervision_started(self) -> dict[str, Any]:
        """Write that probation or parole began or ended."""
        return {"supervision_id": self.key("u"), "kind": self.pick(("probation", "parole"))}

    supervision_ended = supervision_started

    def appointment_set(self) -> dict[str, Any]:
        """Write an appointment."""
        return {"appointment_id": self.key("t"), "supervision_id": self.key("u"), "at": self.spelled(self.instant())}

    def report_filed(self) -> dict[str, Any]:
        """Write a report."""
        day = (self.instant() - self.pick((0, 0, 20, 200)) * DAY).astimezone(ZONE)
        counts = (0, 1, 1, 2, 2, 3)
        return {
            "period": f"{day.year}-H{1 if day.month <= 6 else 2}",
            "individuals": self.pick(counts),
            "instances": self.pick(counts),
            "contains_pii": self.one_in(5),
        }

    def officer_appointed(self) -> dict[str, Any]:
        """Write that a member of staff took or left office."""
        return {"role": self.pick(ROLES)}

    officer_separated = officer_appointed

    def training_completed(self) -> dict[str, Any]:
        """Write a training."""
        return {"course": "trust-act"}

    def feed_heartbeat(self) -> dict[str, Any]:
        """Write that a system is alive."""
        return {}

    def record_voided(self) -> dict[str, Any]:
        """Write that an event stops counting."""
        return {"target": self.event_id(), "reason": "a mistake"}

    def event_id(self) -> str:
        """Choose an event's id."""
        return self.pick([f"e{number}" for number in range(1, 10)])

    def subject(self, name: str, agency: str) -> str:
        """Choose whom an event is about."""
        kind = name.split(".", maxsplit=1)[0]
        if kind in ("agreement", "call", "unit", "feed") or (name == "assistance.given" and self.one_in(4)):
            return f"agency/{self.pick((agency, agency, agency, agency, self.agencies[0]))}"
        if kind == "report":
            return f"municipality/{self.pick(('Windham', 'Windham', 'Windham', 'Norwich', 'Nowhere'))}"
        if kind in ("officer", "training"):
            return f"officer/{self.pick(('o1', 'o1', 'o2'))}"
        return f"person/{self.pick(self.people)}"

    def event(self, number: int) -> dict[str, Any]:
        """Write one event."""
        name = self.pick(EVERY_TYPE) if self.one_in(20) else self.pick(self.types)
        if 0 < number <= len(self.skeleton):
            name = self.skeleton[number - 1]
        agency = self.pick(self.agencies)
        at = self.instant()
        if name in EARLY and self.likely():
            at = min(at, self.instant())
        if name in LATE and self.likely():
            at = max(at, self.instant())
        if name in MOVED and self.likely():
            at = self.pick(MOVED[name])(self.pick(self.instants)) + self.pick(JITTERS)
        recorded = self.pick(LATE_RECORDINGS)(self.pick(self.instants)) if self.one_in(6) else self.pick(DELAYS)(at)
        if recorded < at - 5 * MINUTE and not self.one_in(30):
            recorded = at
        write: Callable[[], dict[str, Any]] = getattr(self, name.replace(".", "_"))
        event = {
            "specversion": "1.0",
            "id": f"e{number}",
            "source": f"urn:custodes:{agency}:{self.pick(self.systems)}",
            "type": f"custodes.{name}.v1",
            "time": self.spelled(at),
            "recordedtime": self.spelled(recorded),
            "subject": self.subject(name, agency),
            "agency": agency,
            "data": write(),
        }
        if self.corrected and self.one_in(4):
            event["replaces"] = self.event_id()
        return event

    def copy(self, event: dict[str, Any]) -> dict[str, Any]:
        """Send an event again: the same, spelled otherwise, or with other content under its name."""
        how = self.pick(("the same", "extension", "recorded", "other"))
        if how == "extension":
            return event | {"traceparent": "00"}
        if how == "recorded":
            return event | {"recordedtime": self.spelled(self.instant() + self.pick((5, 400, 26)) * HOUR)}
        if how == "other":
            other = self.event(0) | {key: event[key] for key in ("id", "source", "agency")}
            return other | {"recordedtime": event["recordedtime"]} if self.one_in(3) else other
        return dict(event)

    def history(self) -> History:
        """Write the whole history."""
        events = [self.event(number + 1) for number in range(self.pick((3, 4, 5, 5, 6, 6, 7, 8, 9, 10, 12, 15)))]
        if self.corrected or self.one_in(5):
            events += [self.copy(self.pick(events)) for _ in range(self.pick((0, 1, 2, 3)))]
        as_of = self.pick((*(later(800 * DAY),) * 30, later(timedelta(0)), *SHIFTS))(self.pick(self.instants))
        if self.one_in(8):
            as_of = datetime.fromisoformat(self.pick(events)["recordedtime"]).astimezone(UTC)
        elif self.theme == "detention" and self.one_in(3):
            as_of = self.pick((later(2 * HOUR), later(HOUR)))(self.pick(self.instants)) + self.pick(JITTERS)
        return History(tuple(events), as_of)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Give small dense histories."""

    def pick(options: Sequence[T], /) -> T:
        return options[draw(st.integers(0, len(options) - 1))]

    return Writer(pick).history()
