"""The rules of rules.md, told a second time: plain loops over parsed lines, written from the contract page alone.

Nothing here is fast, shared with the engine or clever. Each rule is one function that gives *acts* (one judgement
each); acts with one rule, subject and matter then become one finding. The quotations are those of rules.md and
events.md.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

Name: TypeAlias = tuple[str, str, str]
"""A finding's identity: rule, subject and matter."""

FIVE_MINUTES = timedelta(minutes=5)
ZONE = ZoneInfo("America/New_York")
RELEASE_PROCESSING = timedelta(hours=2)
NOTICE = timedelta(hours=24)
LATE_EVIDENCE = timedelta(hours=24)
FEED_SILENT = timedelta(hours=24)
ACCESS_RECORD_DAYS = 5
REPORT_GRACE_DAYS = 15
TRAINING_VALID_MONTHS = 24
NEW_HIRE_DAYS = 90

OF_2019, OF_2025 = "ct-trust-2019", "ct-trust-2025"
FIRST_DAY, FIRST_DAY_OF_2025 = date(2019, 10, 1), date(2025, 10, 1)

FED = ("ice", "cbp", "other_dhs")
INDEPENDENT = (
    "criminal_charge",
    "judicial_warrant",
    "sentence",
    "court_order",
    "probation_violation",
    "other_state_hold",
)
JUDICIAL_OFFICERS = ("state_judge", "federal_judge", "federal_magistrate_judge")
WARRANT, CONVICTION, WATCH_LIST, COURT_ORDER = (
    "judicial_warrant",
    "class_a_or_b_conviction",
    "terrorist_database",
    "court_order_1225_d_4_b",
)
KINDS_OF_DETENTION = (WARRANT, CONVICTION, WATCH_LIST)
KINDS_OF_INTERVIEW = (CONVICTION, WATCH_LIST, COURT_ORDER)

CONDITIONAL = {
    "53-21",
    "53a-70",
    "53a-70a",
    "53a-71",
    "53a-72b",
    "53a-83b",
    "53a-90a",
    "53a-119c",
    "53a-180a",
    "53-37b",
    "53-202aa",
    "53-202g",
    "53-206j",
    "14-224",
    "29-33",
    "29-37a",
    "29-37j",
    "31-290c",
    "53a-51",
}
EVERY_VARIANT_IS_A_OR_B = ("53a-70", "53a-70a", "53a-83b")
CANDIDATES_OF_2025 = {
    "53a-71",
    "53a-72a",
    "53a-72b",
    "53-21",
    "53a-64aa",
    "53a-64bb",
    "53a-102a",
    "53a-103a",
    "53a-196e",
    "53a-196f",
    "53a-223",
    "53a-223a",
    "53a-223b",
}

FIRST_ROW = (
    "municipal_police",
    "state_police",
    "correction",
    "judicial_marshal",
    "state_marshal",
    "adult_probation_officer",
)
SECOND_ROW = ("bail_commissioner", "intake_specialist", "school_police")
THIRD_ROW = ("criminal_justice_staff", "juvenile_probation_officer", "pardons_parole_staff")

ATTRIBUTES = [
    "specversion",
    "id",
    "source",
    "type",
    "time",
    "recordedtime",
    "subject",
    "agency",
    "replaces",
    "datacontenttype",
    "dataschema",
    "data",
]
WORST_FIRST = ("violation", "undetermined", "pending", "compliant")
WATCHED_FOR_LATENESS = ("b1", "c-", "d-", "e1-")


@dataclass(frozen=True)
class Fact:
    """One event as it was sent."""

    source: str
    id: str
    name: str
    at: datetime
    recorded: datetime
    subject: str
    agency: str
    replaces: str | None
    data: dict[str, Any] = field(compare=False, hash=False)
    form: bytes = field(repr=False)

    @property
    def tie(self) -> tuple[datetime, str, str]:
        """Decide between facts of one instant."""
        return (self.recorded, self.source, self.id)

    @property
    def role(self) -> str:
        """The role of the act's actor; none reads as unknown."""
        actor = self.data.get("actor")
        return str(actor["role"]) if actor else "unknown"

    @property
    def actor(self) -> str | None:
        """The id of the act's actor."""
        actor = self.data.get("actor")
        return str(actor["id"]) if actor else None


@dataclass(frozen=True, kw_only=True)
class Act:
    """One judgement of one rule.

    `bare` is its status with no exception on file, `late` says that its papers were late, and `rank` orders acts of one
    instant where the contract does. It leaves other ties open: `tie` is the order of the records themselves.
    """

    rule: str
    subject: str
    matter: str
    status: str
    severity: str
    agency: str
    actor: str | None
    at: datetime
    due: datetime | None = None
    rulebook: str
    rank: int = 0
    tie: tuple[Any, ...] = ()
    bare: str = ""
    kinds: frozenset[str] = frozenset()
    late: bool = False


@dataclass(frozen=True, order=True)
class Verdict:
    """What the contract fixes of a finding."""

    status: str
    severity: str
    agency: str
    actor: str | None
    at: datetime
    due: datetime | None
    rulebook: str


@dataclass(frozen=True)
class Opinion:
    """All that the monitor says: the verdicts each finding may have, access records by id, and restricted kinds."""

    verdicts: dict[Name, frozenset[Verdict]]
    accesses: dict[str, dict[str, Any]]
    restricted: dict[Name, tuple[str, ...]]


# ---------------------------------------------------------------------------------------------------------------------
# Local time. "Months and days are calendar ones in local time at the same time of day"; "hours are elapsed time; a day
# that a month lacks becomes its last; a local time that exists twice is the first, one that does not exist as Python's
# fold=0 has it".


def local_day(moment: datetime) -> date:
    """Give the local date of an instant."""
    return moment.astimezone(ZONE).date()


def from_local(day: date, clock: time) -> datetime:
    """Give the instant of a local date and time of day."""
    return datetime.combine(day, clock.replace(fold=0), ZONE).astimezone(UTC)


def midnight(day: date) -> datetime:
    """Give the instant at which a local day begins."""
    return from_local(day, time(0))


def add_days(moment: datetime, days: int) -> datetime:
    """Give the same local time of day some days later."""
    local = moment.astimezone(ZONE)
    return from_local(local.date() + timedelta(days=days), local.time())


def add_months(moment: datetime, months: int) -> datetime:
    """Give the same local time of day on the same day of a month some months later."""
    local = moment.astimezone(ZONE)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    day = local.day
    while True:
        try:
            return from_local(date(year, month + 1, day), local.time())
        except ValueError:
            day -= 1


def half_year(day: date) -> str:
    """Give the half-year of a date (January to June, July to December)."""
    return f"{day.year:04}-H{1 if day.month <= 6 else 2}"


def last_day_of(period: str) -> date:
    """Give the last day of a half-year."""
    return date(int(period[:4]), 6, 30) if period.endswith("H1") else date(int(period[:4]), 12, 31)


# ---------------------------------------------------------------------------------------------------------------------
# What was sent, and what of it counts.


def _whole(value: Any) -> Any:  # noqa: ANN401 - JSON is any value
    """Write 12.0 as 12, as RFC 8785 does."""
    if isinstance(value, dict):
        return {key: _whole(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_whole(member) for member in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def read(line: bytes) -> Fact | None:
    """Read a line that fits the schemas; None where its clocks disagree ("more than 5 minutes after recordedtime")."""
    value = _whole(json.loads(line))
    kept = {key: value[key] for key in ATTRIBUTES if key in value}
    fact = Fact(
        source=value["source"],
        id=value["id"],
        name=value["type"].removeprefix("custodes.").removesuffix(".v1"),
        at=datetime.fromisoformat(value["time"]).astimezone(UTC),
        recorded=datetime.fromisoformat(value["recordedtime"]).astimezone(UTC),
        subject=value["subject"],
        agency=value["agency"],
        replaces=value.get("replaces"),
        data=value["data"],
        form=json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode(),
    )
    return None if fact.at > fact.recorded + FIVE_MINUTES else fact


def age_of_copy(copy: Fact) -> tuple[datetime, str]:
    """Order conflicting copies: "the earliest `recordedtime`, ties broken by the smallest SHA-256"."""
    return (copy.recorded, hashlib.sha256(copy.form).hexdigest())


def copies_of(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Give the different contents under each `(source, id)`, the one kept first."""
    groups: dict[tuple[str, str], dict[bytes, Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.source, fact.id), {})[fact.form] = fact
    return [sorted(group.values(), key=age_of_copy) for group in groups.values()]


def counting(admitted: list[Fact]) -> list[Fact]:
    """Take out what corrections take out. All facts given are recorded at or before T, one a `(source, id)`."""
    # Their order: "Corrections are decided from the latest recorded to the earliest (ties: the larger `id` first)."
    corrections = [fact for fact in admitted if fact.replaces is not None or fact.name == "record.voided"]
    corrections.sort(key=lambda fact: (fact.recorded, fact.id), reverse=True)
    voided: set[tuple[str, str]] = set()
    replaced: set[tuple[str, str]] = set()
    for fact in corrections:
        own = (fact.source, fact.id)
        if own in voided:
            continue  # "A voided event has no effect at all: it does not count, void or replace."
        # "A replaced event does not count and does not void, but what it replaced stays replaced."
        if fact.replaces is not None and fact.replaces != fact.id:  # "one of itself does nothing"
            replaced.add((fact.source, fact.replaces))
        if fact.name == "record.voided" and own not in replaced and fact.data["target"] != fact.id:
            voided.add((fact.source, fact.data["target"]))
    return [fact for fact in admitted if (fact.source, fact.id) not in voided | replaced]


# ---------------------------------------------------------------------------------------------------------------------
# The registry and the list of felonies.


@dataclass(frozen=True)
class Books:
    """What is the same for every history."""

    police_of: dict[str, str]
    felonies: dict[str, set[str]]


def books(registry: Path, felonies: Path) -> Books:
    """Read the agency registry and the list of class A and B felonies."""
    with registry.open(newline="", encoding="utf-8") as rows:
        police = {
            row["agency"]: row["municipality"] for row in csv.DictReader(rows) if row["kind"] == "municipal_police"
        }
    listed: dict[str, set[str]] = {}
    with felonies.open(newline="", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            listed.setdefault(row["section"], set()).add(row["class"])
    return Books(police, listed)


# ---------------------------------------------------------------------------------------------------------------------


class World:
    """One history as of T, with the questions that several rules ask of it."""

    def __init__(self, lines: Iterable[bytes], as_of: datetime, shelf: Books, law: str | None) -> None:
        """Admit what is valid, kept and recorded at or before T, and take out what was corrected."""
        self.as_of, self.shelf, self.law = as_of, shelf, law
        valid = [fact for fact in map(read, lines) if fact is not None]
        self.copies = copies_of(valid)
        self.accepted = [group[0] for group in self.copies if group[0].recorded <= as_of]
        self.facts = sorted(counting(self.accepted), key=lambda fact: (fact.at, *fact.tie))

    def of(self, *names: str, subject: str | None = None) -> list[Fact]:
        """Give the facts of some types, of one subject or of all."""
        return [fact for fact in self.facts if fact.name in names and subject in (None, fact.subject)]

    # Rulebooks and roles

    def rulebook(self, day: date) -> str | None:
        """Choose the rulebook: "2019-10-01 up to and including 2025-09-30", or "from 2025-10-01"."""
        if self.law is not None:
            return self.law  # "`--law` also lifts the first day"
        if day < FIRST_DAY:
            return None  # "Acts before 2019-10-01 give no finding."
        return OF_2019 if day < FIRST_DAY_OF_2025 else OF_2025

    def law_for(self, rule: str, role: str, at: datetime) -> str | None:
        """Give the rulebook of an act if its role is one that the rule covers on that day."""
        rulebook = self.rulebook(local_day(at))
        if rulebook is None or role == "other":
            return None
        if role in FIRST_ROW or role == "unknown":  # "`unknown`, or no `actor`: as the first row"
            return rulebook
        if rule in ("c", "d", "e1", "access"):
            return None
        return rulebook if role in SECOND_ROW or rulebook == OF_2025 else None

    # Custodies and requests

    def open_custodies(self, person: str, at: datetime) -> dict[str, datetime | None]:
        """Give the ends of the custodies of a person that are open at an instant."""
        ids = {fact.data["custody_id"] for fact in self.custody_facts(person)}
        return {custody: self.end_of(person, custody) for custody in ids if self.is_open(person, custody, at)}

    def custody_facts(self, person: str) -> list[Fact]:
        """Give a person's `custody.*` events."""
        return self.of("custody.started", "custody.held", "custody.release_eligible", "custody.ended", subject=person)

    def end_of(self, person: str, custody: str) -> datetime | None:
        """Give the first `custody.ended` of a custody."""
        ends = [fact.at for fact in self.of("custody.ended", subject=person) if fact.data["custody_id"] == custody]
        return min(ends) if ends else None

    def is_open(self, person: str, custody: str, at: datetime) -> bool:
        """Say whether a custody is open: "at its first instant, not at that of its end, and is never reopened"."""
        starts = [fact.at for fact in self.custody_facts(person) if fact.data["custody_id"] == custody]
        end = self.end_of(person, custody)
        return bool(starts) and min(starts) <= at and (end is None or at < end)

    def requests(self, person: str) -> list[Fact]:
        """Give the requests about a person: "a `request.received` whose `authority` is Fed"."""
        return [fact for fact in self.of("request.received", subject=person) if fact.data["authority"] in FED]

    def withdrawn_at(self, request: Fact) -> datetime | None:
        """Give "the first `request.withdrawn` for its id at or after it"."""
        found = [
            fact.at
            for fact in self.of("request.withdrawn", subject=request.subject)
            if fact.data["request_id"] == request.data["request_id"] and fact.at >= request.at
        ]
        return min(found) if found else None

    def targets(self, request: Fact, at: datetime) -> bool:
        """Say whether a request targets its person: "from its `time` (included) to" its withdrawal "(excluded)"."""
        withdrawn = self.withdrawn_at(request)
        return request.at <= at and (withdrawn is None or at < withdrawn)

    def targeted(self, person: str, at: datetime, asks: tuple[str, ...] = ()) -> bool:
        """Say whether some request (that asks one of these things, if any are given) targets a person."""
        return any(
            self.targets(request, at) and (not asks or any(ask in request.data["asks"] for ask in asks))
            for request in self.requests(person)
        )

    # Papers

    def revoked(self, document: Fact, at: datetime) -> bool:
        """Say whether a document was revoked at or before an instant."""
        return any(
            fact.at <= at and fact.data["document_id"] == document.data["document_id"]
            for fact in self.of("document.revoked", subject=document.subject)
        )

    def in_force(self, document: Fact, at: datetime) -> bool:
        """Say whether a document was issued, on file and not revoked at an instant."""
        issued = datetime.fromisoformat(document.data["issued_at"])
        return issued <= at and document.at <= at and not self.revoked(document, at)

    def delegated(self, person: str, document_id: str | None, at: datetime, *, without_late: bool) -> bool:
        """Say whether an id "names a `delegation` document on the person's timeline, signed by the agency head"."""
        return any(
            document.data["document_id"] == document_id
            and document.data["kind"] == "delegation"
            and document.data.get("signer_role") == "agency_head"
            and self.in_force(document, at)
            and not (without_late and is_late(document, at))
            for document in self.of("document.recorded", subject=person)
        )

    # Exceptions

    def warrant(self, person: str, at: datetime, *, without_late: bool = False) -> str:
        """Judge the exception judicial_warrant."""
        best = "absent"
        for document in self.of("document.recorded", subject=person):
            if without_late and is_late(document, at):
                continue
            if document.data["kind"] != "judicial_warrant" or not self.in_force(document, at):
                continue
            if document.data.get("signer_role") not in JUDICIAL_OFFICERS:
                continue  # "Any other signer ...: an administrative paper, absent."
            named = [
                request
                for request in self.requests(person)
                if request.data["request_id"] == document.data.get("accompanies") and request.at <= at
            ]
            if named:  # "a request withdrawn since still counts"
                return "established"
            best = "unclear"  # without `accompanies`, or naming no request received at or before the act
        return best

    def conviction(self, fact: Fact, at: datetime, rulebook: str) -> str:
        """Judge one conviction."""
        data = fact.data
        cleared = any(
            other.at <= at and other.data["conviction_id"] == data["conviction_id"]
            for other in self.of("conviction.cleared", subject=fact.subject)
        )
        if data["finding"] != "judgment" or cleared or date.fromisoformat(data["convicted_at"]) > local_day(at):
            return "absent"
        if data["jurisdiction"] != "CT":
            return "unclear"
        answer = self.by_list(data.get("statute"), data.get("class"))
        candidate = str(data.get("statute", "")).split("(")[0].strip() in CANDIDATES_OF_2025
        if answer == "absent" and rulebook == OF_2025 and candidate:
            return "unclear"  # "at least *unclear*"
        return answer

    def by_list(self, statute: str | None, letter: str | None) -> str:
        """Judge a Connecticut conviction by `statute` and `class` against the list."""
        if statute is None:  # "No statute and class A or B: established."
            return "established" if letter in ("A", "B") else "absent"
        section = statute.split("(")[0].strip()  # "What follows a section number in brackets ... is ignored."
        listed = self.shelf.felonies.get(section, set())
        if not listed:
            return "unclear" if letter in ("A", "B") else "absent"
        if letter is None:
            return "established" if section not in CONDITIONAL or section in EVERY_VARIANT_IS_A_OR_B else "unclear"
        return "established" if letter in listed else "unclear"

    def convictions(self, person: str, at: datetime, rulebook: str) -> tuple[str, bool]:
        """Judge the exception class_a_or_b_conviction, and say whether one of those that carry it is on appeal."""
        judged = [
            (self.conviction(fact, at, rulebook), fact) for fact in self.of("conviction.recorded", subject=person)
        ]
        for answer in ("established", "unclear"):
            carrying = [fact for status, fact in judged if status == answer]
            if carrying:
                return answer, any(fact.data.get("on_appeal") is True for fact in carrying)
        return "absent", False

    def watch_list(self, person: str, at: datetime) -> str:
        """Judge the exception terrorist_database."""
        checks = self.of("watchlist.checked", subject=person)
        found = any(fact.data["result"] == "possible_match" and fact.at <= at for fact in checks)
        return "established" if found else "absent"

    def court_order(self, person: str, at: datetime, *, without_late: bool = False) -> str:
        """Judge the exception court_order_1225_d_4_b."""
        found = any(
            document.data["kind"] == "court_order"
            and document.data.get("order_type") == "8-usc-1225-d-4-b"
            and document.data.get("signer_role") == "federal_judge"
            and self.in_force(document, at)
            and not (without_late and is_late(document, at))
            for document in self.of("document.recorded", subject=person)
        )
        return "established" if found else "absent"

    def exception(self, person: str, kinds: Iterable[str], at: datetime, rulebook: str) -> Answer:
        """Judge `exception(kinds, act_time)`: "established beats unclear beats absent"."""
        appeal = False
        answers: dict[str, str] = {}
        for kind in kinds:
            if kind == WARRANT:
                answers[kind] = self.warrant(person, at)
            elif kind == COURT_ORDER:
                answers[kind] = self.court_order(person, at)
            elif kind == WATCH_LIST:
                answers[kind] = self.watch_list(person, at)
            else:
                answers[kind], appeal = self.convictions(person, at, rulebook)
        status = next((one for one in ("established", "unclear") if one in answers.values()), "absent")
        carrying = {kind for kind, answer in answers.items() if answer == status != "absent"}
        # x-late-evidence: the papers alone, with and without the late ones
        late = (WARRANT in kinds and self.warrant(person, at) == "established") or (
            COURT_ORDER in kinds and self.court_order(person, at) == "established"
        )
        late = late and not (
            (WARRANT in kinds and self.warrant(person, at, without_late=True) == "established")
            or (COURT_ORDER in kinds and self.court_order(person, at, without_late=True) == "established")
        )
        return Answer(
            status,
            frozenset(carrying | ({"appeal-pending"} if CONVICTION in carrying and appeal else set())),
            late,
        )

    # ICE access

    def access_kind(self, fact: Fact) -> str | None:
        """Give an act's "first kind in that order"; None when the act is no ICE access."""
        if not fact.subject.startswith("person/") or self.law_for("access", fact.role, fact.at) is None:
            return None
        data = fact.data
        with_fed = data.get("authority") in FED
        contents = data["contents"] if fact.name == "disclosure.made" and with_fed else ()
        handed = (
            fact.name == "custody.ended" and data["disposition"] == "transferred" and data.get("transferred_to") in FED
        )
        held = fact.name in ("custody.started", "custody.held") and "civil_detainer" in data["bases"]
        kinds = {
            "detainer_response": handed or held,
            "release_notification": "release_date" in contents,
            "nonpublic_info": any(one in contents for one in ("custody_status", "home_address", "work_address")),
            "interview": fact.name == "interview.started" and with_fed,
            "facility_or_resource_use": fact.name == "assistance.given"
            and with_fed
            and data["activity"] == "facility_use",
            "probation_parole_info": any(one in contents for one in ("probation_appointment", "probation_compliance")),
        }
        return next((kind for kind, given in kinds.items() if given), None)

    def register(self) -> list[tuple[Fact, str]]:
        """Give the register: each counting act of ICE access with its kind."""
        judged = [(fact, self.access_kind(fact)) for fact in self.facts]
        return [(fact, kind) for fact, kind in judged if kind is not None]

    def demographics(self, person: str) -> Fact | None:
        """Give "the earliest-recorded `custody.started` with `demographics` of the person"."""
        found = [fact for fact in self.of("custody.started", subject=person) if "demographics" in fact.data]
        return min(found, key=lambda fact: fact.tie) if found else None


@dataclass(frozen=True)
class Answer:
    """What an exception comes to, the kinds that carry it, and whether its papers were late."""

    status: str
    kinds: frozenset[str]
    late: bool


def is_late(evidence: Fact, instant: datetime) -> bool:
    """Say whether `time` is in time "but whose `recordedtime` is more than 24 h (P) after that instant"."""
    return evidence.at <= instant and evidence.recorded > instant + LATE_EVIDENCE


def to_fed(fact: Fact) -> bool:
    """Say whether an act is to or by a federal immigration authority."""
    return fact.data["authority"] in FED


CLEARED = {"established": "compliant", "unclear": "undetermined", "absent": "violation"}


def excepted(act: Act, answer: Answer, absent: str = "violation") -> Act:
    """Judge an act by an exception: "Established gives `compliant`, unclear `undetermined`, absent `violation`"."""
    return replace(
        act,
        status=absent if answer.status == "absent" else CLEARED[answer.status],
        bare=absent,
        kinds=answer.kinds,
        late=answer.late,
    )


def act_of(rule: str, severity: str, fact: Fact, matter: str, rulebook: str, **more: Any) -> Act:  # noqa: ANN401
    """Begin the judgement of one event."""
    given: dict[str, Any] = {"at": fact.at, "status": "", "actor": fact.actor, "tie": fact.tie} | more
    return Act(
        rule=rule,
        subject=fact.subject,
        matter=matter,
        severity=severity,
        agency=fact.agency,
        rulebook=rulebook,
        **given,
    )


# ---------------------------------------------------------------------------------------------------------------------
# b1


def b1a_detention(world: World) -> Iterator[Act]:
    """Judge detention on a request of a federal immigration authority."""
    rule, severity = "b1a-detention", "critical"
    for fact in world.of("custody.started", "custody.held", "custody.ended"):
        rulebook = world.law_for("b1", fact.role, fact.at)
        if rulebook is None:
            continue
        if fact.name != "custody.ended":
            # (i) "whose `bases` hold `civil_detainer` and no independent basis"
            is_act = "civil_detainer" in fact.data["bases"] and not any(b in INDEPENDENT for b in fact.data["bases"])
            absent, rank = "violation", 0
        else:
            # (iii) "a `custody.ended` `transferred` to Fed while a request asking `hold`, `transfer` or `arrest`
            # targets the person"; "without `transferred_to` ...: as (iii), but `undetermined`"
            receiver = fact.data.get("transferred_to")
            is_act = (
                fact.data["disposition"] == "transferred"
                and (receiver is None or receiver in FED)
                and world.targeted(fact.subject, fact.at, ("hold", "transfer", "arrest"))
            )
            absent, rank = ("undetermined" if receiver is None else "violation"), 2
        if is_act:
            act = act_of(rule, severity, fact, fact.data["custody_id"], rulebook, rank=rank)
            yield excepted(act, world.exception(fact.subject, KINDS_OF_DETENTION, fact.at, rulebook), absent)
    for eligible in world.of("custody.release_eligible"):
        for request in world.requests(eligible.subject):
            yield from inferred_hold(world, eligible, request)


def inferred_hold(world: World, eligible: Fact, request: Fact) -> Iterator[Act]:
    """Judge (ii): "Each pair of a `custody.release_eligible` and a request has its own H and clock"."""
    person, custody = eligible.subject, eligible.data["custody_id"]
    if "hold" not in request.data["asks"] and "transfer" not in request.data["asks"]:
        return
    # "a request ... targets the person at some instant while the custody is open at or after E; let H be the first such
    # instant (>= E)": both are intervals that began, so it is the later beginning or none.
    begun = max(eligible.at, request.at)
    if not world.targets(request, begun) or not world.is_open(person, custody, begun):
        return
    until = begun + RELEASE_PROCESSING
    rulebook = world.rulebook(local_day(until))  # "its day is that of H + 2 h"
    if rulebook is None:
        return
    # The contract: "No inference when the latest `custody.held` at or after E and <= H + 2 h has an independent basis";
    # "of several last holds at one instant one with an independent basis suffices"
    holds = [
        fact
        for fact in world.of("custody.held", subject=person)
        if fact.data["custody_id"] == custody and eligible.at <= fact.at <= until
    ]
    last = [fact for fact in holds if fact.at == max(one.at for one in holds)]
    if any(basis in INDEPENDENT for fact in last for basis in fact.data["bases"]):
        return
    end, withdrawn = world.end_of(person, custody), world.withdrawn_at(request)
    clock = act_of(
        "b1a-detention", "critical", eligible, custody, rulebook, due=until, at=begun, rank=1, tie=(), actor=None
    )
    if end is not None and end <= until:  # "the custody ended in time, however: `compliant`"
        yield replace(clock, status="compliant", bare="compliant")
    elif withdrawn is not None and withdrawn <= until:
        return  # "the request withdrawn in time: no act"
    elif world.as_of < until:
        yield replace(clock, status="pending", bare="pending")
    else:  # "at T = H + 2 h it has happened"
        yield excepted(replace(clock, at=until), world.exception(person, KINDS_OF_DETENTION, until, rulebook))


def b1b_release_communication(world: World) -> Iterator[Act]:
    """Judge what a federal immigration authority was told of release or custody while it asked for the person."""
    for fact in world.of("disclosure.made"):
        rulebook = world.law_for("b1", fact.role, fact.at)
        told = "release_date" in fact.data["contents"] or "custody_status" in fact.data["contents"]
        if rulebook is None or not to_fed(fact) or not told or not world.targeted(fact.subject, fact.at):
            continue
        answer = world.exception(fact.subject, KINDS_OF_DETENTION, fact.at, rulebook)
        act = act_of("b1b-release-communication", "high", fact, fact.data["disclosure_id"], rulebook)
        # The contract: "Exception (as in b1a) absent: `violation`. Established or unclear: `undetermined`"
        yield replace(
            excepted(act, answer), status="violation" if answer.status == "absent" else "undetermined", late=False
        )


def b1c_administrative_warrant(world: World) -> Iterator[Act]:
    """Judge custody on an administrative warrant."""
    for fact in world.of("custody.started", "custody.held"):
        rulebook = world.law_for("b1", fact.role, fact.at)
        if rulebook is None:
            continue
        independent = {basis for basis in fact.data["bases"] if basis in INDEPENDENT}
        # "On file at the act": `time` <= act and not revoked by then; `issued_at` is not asked
        warrants = [
            document
            for document in world.of("document.recorded", subject=fact.subject)
            if document.data["kind"] == "judicial_warrant"
            and document.at <= fact.at
            and not world.revoked(document, fact.at)
        ]
        by_none_of_a_court = all(one.data.get("signer_role") not in JUDICIAL_OFFICERS for one in warrants)
        if ("administrative_warrant" in fact.data["bases"] and not independent) or (
            independent == {"judicial_warrant"} and warrants and by_none_of_a_court
        ):
            yield act_of(
                "b1c-administrative-warrant",
                "critical",
                fact,
                fact.data["custody_id"],
                rulebook,
                status="violation",
            )


def b1d_interview(world: World) -> Iterator[Act]:
    """Judge interviews by a federal immigration authority."""
    for fact in world.of("interview.started"):
        rulebook = world.law_for("b1", fact.role, fact.at)
        if rulebook is None or not to_fed(fact):
            continue
        act = act_of("b1d-interview", "critical", fact, fact.data["interview_id"], rulebook)
        if fact.data["place"] == "custody" or world.open_custodies(fact.subject, fact.at):
            yield excepted(act, world.exception(fact.subject, KINDS_OF_INTERVIEW, fact.at, rulebook))
        elif fact.data["place"] == "probation_office":
            yield replace(act, status="undetermined", bare="undetermined")


def b1e_immigration_function(world: World) -> Iterator[Act]:
    """Judge agreements, assistance and units sent."""
    rule = "b1e-immigration-function"
    for fact in world.of("agreement.signed", "assistance.given", "unit.assigned"):
        rulebook = world.law_for("b1", fact.role, fact.at)
        if rulebook is None:
            continue
        status, severity, matter = "", "high", ""
        if fact.name == "agreement.signed":
            # "A `287g` is a violation whatever the `authority`."
            status, severity = ("violation" if fact.data["kind"] == "287g" else ""), "critical"
            matter = fact.data["agreement_id"]
        elif fact.name == "assistance.given" and to_fed(fact):
            matter = fact.data["assistance_id"]
            if fact.data["purpose"] == "civil_immigration":
                status = "violation"
            elif fact.data["purpose"] == "unknown" or (
                fact.data["purpose"] == "criminal" and "case_reference" not in fact.data
            ):
                status = "undetermined"
        elif fact.name == "unit.assigned":
            matter = fact.data["call_id"]
            # "the earliest `call.received` with that `call_id` on the same timeline, on file before or after"
            calls = [call for call in world.of("call.received", subject=fact.subject) if call.data["call_id"] == matter]
            if calls and calls[0].data["requester"] in FED:
                nature = calls[0].data["nature"]
                status = {"civil_immigration": "violation", "unknown": "undetermined", "other": "undetermined"}.get(
                    nature, ""
                )
        if status:
            yield act_of(rule, severity, fact, matter, rulebook, status=status)


# ---------------------------------------------------------------------------------------------------------------------
# c


@dataclass(frozen=True)
class Reply:
    """An answer to a request for a release date, its id, the instant at which it is judged and whether it disclosed."""

    fact: Fact
    matter: str
    at: datetime
    disclosed: bool
    rulebook: str


def replies(world: World) -> Iterator[Reply]:
    """Find "answers to a request that asks `release_date` or `notify_release`"."""
    for fact in world.of("request.answered", "disclosure.made"):
        asked = any(
            request.data["request_id"] == fact.data.get("request_id")
            and ("release_date" in request.data["asks"] or "notify_release" in request.data["asks"])
            for request in world.requests(fact.subject)
        )
        if not asked:
            continue  # "An answer whose request is not on file (or not from Fed) gives no finding."
        at = fact.at
        if fact.name == "request.answered":
            named = fact.data.get("disclosure_id")
            # Fine print: "An answer that names a disclosure on file (to whomever) is judged at the earlier of the two
            # times, by the rulebook of that day."
            for disclosure in world.of("disclosure.made", subject=fact.subject):
                if disclosure.data["disclosure_id"] == named:
                    at = min(at, disclosure.at)
            matter, disclosed = fact.data["answer_id"], named is not None
        else:
            told = "release_date" in fact.data["contents"] or "custody_status" in fact.data["contents"]
            matter, disclosed = fact.data["disclosure_id"], True
            answers = world.of("request.answered", subject=fact.subject)
            if not to_fed(fact) or not told or any(one.data.get("disclosure_id") == matter for one in answers):
                continue
        rulebook = world.law_for("c", fact.role, at)
        if rulebook is not None:
            yield Reply(fact, matter, at, disclosed, rulebook)


def forwarded(world: World, reply: Reply, *, without_late: bool = False) -> bool:
    """Say whether a request went to the head, or to a delegate, at or before the answer."""
    return any(
        fact.data["request_id"] == reply.fact.data["request_id"]
        and fact.at <= reply.at
        and not (without_late and is_late(fact, reply.at))
        and by_head_or_delegate(world, fact, fact.data["to"], without_late=without_late)
        for fact in world.of("request.forwarded", subject=reply.fact.subject)
    )


def by_head_or_delegate(world: World, fact: Fact, whom: str, *, without_late: bool) -> bool:
    """Say whether a forwarding or a review is the head's, or a delegate's with a delegation on file."""
    if whom == "delegate":
        named = fact.data.get("delegation_document_id")
        return named is not None and world.delegated(fact.subject, named, fact.at, without_late=without_late)
    return whom == "agency_head"


def reviewed(world: World, reply: Reply, *, without_late: bool = False) -> bool:
    """Say whether the latest review at or before the answer allows it."""
    reviews = [
        fact
        for fact in world.of("request.reviewed", subject=reply.fact.subject)
        if fact.data["request_id"] == reply.fact.data["request_id"]
        and fact.at <= reply.at
        and not (without_late and is_late(fact, reply.at))
        and by_head_or_delegate(world, fact, fact.data["by"], without_late=without_late)
    ]
    if not reviews:
        return False
    latest = [fact for fact in reviews if fact.at == max(one.at for one in reviews)]
    denied = any(
        fact.data["outcome"] == "denied" for fact in latest
    )  # "At one instant a denial outweighs an approval."
    return not (denied and reply.disclosed)


def c_forward_to_head(world: World) -> Iterator[Act]:
    """Judge whether a request for a release date was forwarded before it was answered."""
    for reply in replies(world):
        met = forwarded(world, reply)
        yield act_of(
            "c-forward-to-head",
            "high",
            reply.fact,
            reply.matter,
            reply.rulebook,
            at=reply.at,
            tie=(reply.fact.at, *reply.fact.tie),
            status="compliant" if met else "violation",
            late=met and not forwarded(world, reply, without_late=True),
        )


def c_head_review(world: World) -> Iterator[Act]:
    """Judge whether the head reviewed a request for a release date before it was answered."""
    for reply in replies(world):
        if forwarded(world, reply):  # "only where the request was forwarded in time by the rule above"
            met = reviewed(world, reply)
            yield act_of(
                "c-head-review",
                "medium",
                reply.fact,
                reply.matter,
                reply.rulebook,
                at=reply.at,
                tie=(reply.fact.at, *reply.fact.tie),
                status="compliant" if met else "violation",
                late=met and not reviewed(world, reply, without_late=True),
            )


# ---------------------------------------------------------------------------------------------------------------------
# d


def consented(world: World, fact: Fact, *, without_late: bool = False) -> bool:
    """Say whether one consent covers every category disclosed."""
    for document in world.of("document.recorded", subject=fact.subject):
        if document.data["kind"] != "consent" or not world.in_force(document, fact.at):
            continue
        if without_late and is_late(document, fact.at):
            continue
        scope = document.data.get("consent_scope", [])
        covered = all(category != "unknown" and category in scope for category in fact.data["confidential_categories"])
        dependent = document.data.get("individual_is_minor", False) or not document.data.get(
            "individual_is_competent", True
        )
        if covered and document.data.get("signer_role") == ("parent_or_guardian" if dependent else "individual"):
            return True
    return False


def d_confidential_information(world: World) -> Iterator[Act]:
    """Judge what confidential information a federal immigration authority was told."""
    for fact in world.of("disclosure.made"):
        rulebook = world.law_for("d", fact.role, fact.at)
        if rulebook is None or not to_fed(fact) or "confidential" not in fact.data["contents"]:
            continue
        consent = consented(world, fact)
        if (
            consent
            or (fact.data.get("purpose") == "terrorism_investigation" and "case_reference" in fact.data)
            or "requiring_law" in fact.data
        ):
            status = "compliant"
        else:
            status = "undetermined" if "unknown" in fact.data["confidential_categories"] else "violation"
        yield act_of(
            "d-confidential-information",
            "critical",
            fact,
            fact.data["disclosure_id"],
            rulebook,
            status=status,
            late=consent and not consented(world, fact, without_late=True),
        )


# ---------------------------------------------------------------------------------------------------------------------
# e1


def duty(world: World, act: Act, due: datetime, served: list[Fact], *, otherwise: bool = False) -> Act:
    """Judge a duty: "`time` <= due: `compliant`; later: `violation`; none and due passed (T > due): `violation`"."""
    in_time = [fact for fact in served if fact.at <= due]
    if in_time or otherwise:
        status = "compliant"
    elif served or world.as_of > due:
        status = "violation"
    else:
        status = "pending"
    late = bool(in_time) and all(is_late(fact, due) for fact in in_time)
    return replace(act, due=due, status=status, late=late)


def e1_about_requests(world: World) -> Iterator[Act]:
    """Judge e1-copy-of-request and e1-statement-of-intent."""
    for request in world.of("request.received"):
        rulebook = world.law_for("e1", request.role, request.at)
        if rulebook is None or not to_fed(request):
            continue
        # "24 h (P) after it, or when the person's custody (the one named, else the earliest end of those open at that
        # time) ends, if that is earlier and after the request"; "A custody named but not on file, or ended at or before
        # the trigger: due after 24 h, whatever other custody is open."
        named = request.data.get("custody_id")
        if named is not None:
            ends = [world.end_of(request.subject, named)]
        else:
            ends = list(world.open_custodies(request.subject, request.at).values())
        due = min([request.at + NOTICE, *(end for end in ends if end is not None and end > request.at)])
        notices = [
            fact
            for fact in world.of("notice.served", subject=request.subject)
            if fact.data.get("request_id") == request.data["request_id"]
            and fact.data["recipient"] == "individual"
            and fact.data["outcome"] == "delivered"
        ]
        copies = [fact for fact in notices if "copy_of_request" in fact.data["contents"]]
        statements = [
            fact
            for fact in notices
            if "statement_of_intent" in fact.data["contents"] and fact.data["intent"] in ("comply", "decline")
        ]
        for rule, served in (("e1-copy-of-request", copies), ("e1-statement-of-intent", statements)):
            yield duty(world, act_of(rule, "high", request, request.data["request_id"], rulebook), due, served)


def e1_about_disclosures(world: World) -> Iterator[Act]:
    """Judge e1-copy-of-notification, e1-attorney-or-designee and e1-written-reason."""
    for fact in world.of("disclosure.made"):
        rulebook = world.law_for("e1", fact.role, fact.at)
        if rulebook is None or not to_fed(fact) or "release_date" not in fact.data["contents"]:
            continue
        # "the end of that local day (the next local midnight), or the earliest end of a custody open at the disclosure
        # if that is earlier"
        ends = world.open_custodies(fact.subject, fact.at).values()
        due = min([midnight(local_day(fact.at) + timedelta(days=1)), *(end for end in ends if end is not None)])
        notices = [
            notice
            for notice in world.of("notice.served", subject=fact.subject)
            if notice.data.get("disclosure_id") == fact.data["disclosure_id"]
        ]
        copies = [notice for notice in notices if "copy_of_notification" in notice.data["contents"]]
        told = [one for one in copies if one.data["recipient"] == "individual" and one.data["outcome"] == "delivered"]
        reasons = [
            notice
            for notice in notices
            if "written_reason" in notice.data["contents"]
            and notice.data["recipient"] == "individual"
            and notice.data["outcome"] == "delivered"
        ]
        others = [
            copy
            for copy in copies
            if copy.data["recipient"] == "designee"  # "`delivered` or `attempted`"
            or (copy.data["recipient"] == "attorney" and copy.data["outcome"] == "delivered")
        ]
        # The contract: "or a `representation.recorded` (the latest with `time` <= due) with neither named";
        # "Of several representations at one instant a named one counts."
        known = [one for one in world.of("representation.recorded", subject=fact.subject) if one.at <= due]
        latest = [one for one in known if one.at == max(other.at for other in known)]
        nobody = bool(latest) and all(
            one.data["attorney"] == "none" and one.data["designee"] == "none" for one in latest
        )
        matter = fact.data["disclosure_id"]
        yield duty(world, act_of("e1-copy-of-notification", "high", fact, matter, rulebook), due, told)
        yield duty(world, act_of("e1-written-reason", "high", fact, matter, rulebook), due, reasons)
        attorney = act_of("e1-attorney-or-designee", "medium", fact, matter, rulebook)
        yield duty(world, attorney, due, others, otherwise=nobody)


# ---------------------------------------------------------------------------------------------------------------------
# e2, e3, f

ID_MEMBERS = {
    "custody.started": "custody_id",
    "custody.held": "custody_id",
    "custody.ended": "custody_id",
    "disclosure.made": "disclosure_id",
    "interview.started": "interview_id",
    "assistance.given": "assistance_id",
    "request.answered": "answer_id",
}


def id_of(fact: Fact) -> str:
    """Give the act's id."""
    return str(fact.data[ID_MEMBERS[fact.name]])


def e2_access_record(world: World) -> Iterator[Act]:
    """Judge whether each record of ICE access was complete in time."""
    for fact, _ in world.register():
        rulebook = world.law_for("access", fact.role, fact.at)
        assert rulebook is not None
        due = add_days(fact.at, ACCESS_RECORD_DAYS)
        person = world.demographics(fact.subject)
        if person is not None and "minutes" in fact.data:
            # "completed when the last of both was *recorded*"
            status = "compliant" if max(person.recorded, fact.recorded) <= due else "violation"
        else:
            status = "violation" if world.as_of > due else "pending"
        yield act_of("e2-access-record", "medium", fact, id_of(fact), rulebook, due=due, status=status)


def e3_half_year_report(world: World) -> Iterator[Act]:
    """Judge whether a municipality whose police gave ICE access reported the half-year in time."""
    given: dict[tuple[str, str], list[Fact]] = {}
    for fact, _ in world.register():
        town = world.shelf.police_of.get(fact.agency)  # "The act's agency is the envelope's"
        if town is not None:
            given.setdefault((town, half_year(local_day(fact.at))), []).append(fact)
    for (town, period), accesses in given.items():
        last = last_day_of(period)
        rulebook = world.rulebook(last)  # "The act date that picks the rulebook is the period's last day."
        if rulebook is None:
            continue
        ended = last + timedelta(days=1)
        due = midnight(ended + timedelta(days=REPORT_GRACE_DAYS))
        reports = [
            report
            for report in world.of("report.filed", subject=f"municipality/{town}")
            if report.data["period"] == period and report.at >= midnight(ended)
        ]
        if any(report.at <= due for report in reports):
            status = "compliant"
        elif reports or world.as_of >= due:  # "T >= due and none: `violation`"
            status = "violation"
        else:
            status = "pending"  # "`pending` from the first access on"
        for fact in accesses:  # of these acts the finding has the earliest: "occurred at the period's first access"
            act = act_of("e3-half-year-report", "high", fact, f"{town}/{period}", rulebook, due=due, status=status)
            yield replace(act, subject=f"municipality/{town}", actor=None)


def e3_report_content(world: World) -> Iterator[Act]:
    """Judge what a municipality's latest report of a half-year says."""
    latest: dict[tuple[str, str], Fact] = {}
    for report in world.of("report.filed"):  # in the order of `time` "(then `recordedtime`, `source`, `id`)"
        latest[report.subject, report.data["period"]] = report
    for (subject, period), report in latest.items():
        rulebook = world.rulebook(last_day_of(period))
        if rulebook is None:
            continue  # "A period before 2019-H2 gives nothing, unless `--law` is given."
        town = subject.removeprefix("municipality/")
        accesses = [
            fact
            for fact, _ in world.register()
            if world.shelf.police_of.get(fact.agency) == town and half_year(local_day(fact.at)) == period
        ]
        status, severity = "compliant", "high"
        people = {fact.subject for fact in accesses}
        if report.data["contains_pii"]:
            status, severity = "violation", "critical"
        elif (report.data["individuals"], report.data["instances"]) != (len(people), len(accesses)):
            status = "violation"
        yield act_of("e3-report-content", severity, report, f"{town}/{period}", rulebook, status=status)


def f_training(world: World) -> Iterator[Act]:
    """Judge whether a member of staff who acted was trained, or new."""
    for fact in world.facts:
        if fact.name in ("custody.started", "custody.held"):
            is_act = "civil_detainer" in fact.data["bases"]
        else:
            is_act = fact.name == "request.answered" or (
                fact.name in ("disclosure.made", "interview.started", "assistance.given") and to_fed(fact)
            )
        rulebook = world.law_for("b1", fact.role, fact.at)
        if not is_act or fact.actor is None or rulebook is None:
            continue
        officer = f"officer/{fact.actor}"
        trained = any(
            add_months(fact.at, -TRAINING_VALID_MONTHS) <= one.at <= fact.at
            for one in world.of("training.completed", subject=officer)
        )
        new = any(
            add_days(fact.at, -NEW_HIRE_DAYS) <= one.at <= fact.at
            for one in world.of("officer.appointed", subject=officer)
        )
        act = act_of(
            "f-training", "low", fact, id_of(fact), rulebook, status="compliant" if trained or new else "violation"
        )
        yield replace(act, subject=officer)


# ---------------------------------------------------------------------------------------------------------------------
# x


def x_exception_evidence(world: World) -> Iterator[Act]:
    """Judge whether a claimed exception was on file."""
    for fact in world.facts:
        rulebook = world.rulebook(local_day(fact.at))
        if "claimed_exception" in fact.data and rulebook is not None:
            act = act_of("x-exception-evidence", "high", fact, id_of(fact), rulebook)
            yield excepted(act, world.exception(fact.subject, [fact.data["claimed_exception"]], fact.at, rulebook))


def x_conflicting_record(world: World) -> Iterator[Act]:
    """Judge records that were sent twice with different content."""
    for group in world.copies:
        if len(group) < 2 or group[1].recorded > world.as_of:
            continue
        second = group[1]  # "occurs at the `recordedtime` of the second copy"
        rulebook = world.rulebook(local_day(second.recorded))
        if rulebook is not None:
            yield Act(
                rule="x-conflicting-record",
                subject=f"agency/{second.agency}",
                matter=f"{second.source}#{second.id}",
                status="violation",
                severity="medium",
                agency=second.agency,
                actor=None,
                at=second.recorded,
                rulebook=rulebook,
            )


def x_feed_silent(world: World) -> Iterator[Act]:
    """Judge sources that sent heartbeats once and nothing since."""
    rulebook = world.rulebook(local_day(world.as_of))
    sources = {fact.source: fact for fact in world.accepted if fact.name == "feed.heartbeat"}
    for source, beat in sources.items():
        # The contract: "Every accepted event breaks the silence, voided or not; a refused one does not."
        last = max(fact.recorded for fact in world.accepted if fact.source == source)
        if rulebook is not None and last < world.as_of - FEED_SILENT:
            yield Act(
                rule="x-feed-silent",
                subject=f"agency/{beat.agency}",
                matter=source,
                status="violation",
                severity="medium",
                agency=beat.agency,
                actor=None,
                at=world.as_of,  # "occurs at T"
                due=last + FEED_SILENT,
                rulebook=rulebook,
            )


RULES: tuple[Callable[[World], Iterator[Act]], ...] = (
    b1a_detention,
    b1b_release_communication,
    b1c_administrative_warrant,
    b1d_interview,
    b1e_immigration_function,
    c_forward_to_head,
    c_head_review,
    d_confidential_information,
    e1_about_requests,
    e1_about_disclosures,
    e2_access_record,
    e3_half_year_report,
    e3_report_content,
    f_training,
    x_exception_evidence,
    x_conflicting_record,
    x_feed_silent,
)


def worst(acts: Iterable[Act], status_of: Callable[[Act], str]) -> list[Act]:
    """Choose the act of a finding: "the worst status ..., and of those the earliest act"; all of them that tie."""

    def order(act: Act) -> tuple[Any, ...]:
        return (WORST_FIRST.index(status_of(act)), act.at, act.rank, act.tie)

    listed = list(acts)
    return [act for act in listed if order(act) == min(map(order, listed))]


def verdicts(acts: Iterable[Act]) -> frozenset[Verdict]:
    """Say of a finding what the contract fixes; where several acts tie, any of them may be the finding's act."""
    return frozenset(
        Verdict(act.status, act.severity, act.agency, act.actor, act.at, act.due, act.rulebook) for act in acts
    )


def judge(lines: Iterable[bytes], as_of: datetime, shelf: Books, law: str | None = None) -> Opinion:
    """Judge a history as of an instant."""
    world = World(lines, as_of, shelf, law)
    matters: dict[Name, list[Act]] = {}
    for rule in RULES:
        for act in rule(world):
            matters.setdefault((act.rule, act.subject, act.matter), []).append(act)
    found: dict[Name, frozenset[Verdict]] = {}
    restricted: dict[Name, tuple[str, ...]] = {}
    for name, acts in matters.items():
        chosen = worst(acts, lambda act: act.status)
        found[name] = verdicts(chosen)
        # What interface.md says: "for each finding whose status would differ with no exception on file"
        without = worst(acts, lambda act: act.bare or act.status)[0]
        if chosen[0].status != (without.bare or without.status):
            restricted[name] = tuple(sorted(set().union(*(act.kinds for act in acts))))
        # x-late-evidence: "a `compliant` finding's papers would not establish the exception (or meet the duty) without
        # the late ones, whatever else would"; "It watches the b1, c, d and e1 rules"
        late = [act for act in acts if act.late]
        rule_name, subject, matter = name
        if chosen[0].status == "compliant" and late and rule_name.startswith(WATCHED_FOR_LATENESS):
            own = ("x-late-evidence", subject, f"{rule_name}:{matter}")
            judged = worst(late, lambda act: act.status)
            found[own] = verdicts(replace(act, status="violation", severity="medium", due=None) for act in judged)
            kinds = set().union(*(act.kinds for act in late))
            if kinds:
                restricted[own] = tuple(sorted(kinds))
    return Opinion(found, register_records(world), restricted)


def register_records(world: World) -> dict[str, dict[str, Any]]:
    """Write the register down, one record an act."""
    records: dict[str, dict[str, Any]] = {}
    for fact, kind in world.register():
        person = world.demographics(fact.subject)
        records[f"{fact.source}#{fact.id}"] = {
            "kind": kind,
            "subject": fact.subject,
            "agency": fact.agency,
            "occurred_at": fact.at,
            "on_detainer": world.targeted(fact.subject, fact.at),
            "minutes": fact.data.get("minutes"),
            "demographics": person and person.data["demographics"],
        }
    return records
