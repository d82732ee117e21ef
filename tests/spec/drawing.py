"""Timelines drawn as text, one event a line, and what the monitor says of them.

    2026-03-02 09:00  custody.started           c1  bases=criminal_charge
    2026-03-02 11:00  request.received          r1  asks=hold
    2026-03-03 14:00  custody.release_eligible  c1

A line is an instant, a type, the id that the type is known by, and further members. Times are Connecticut's (a `T` and
an offset or `Z` say otherwise: `2026-11-01T06:30Z`); seconds may be left out. A member that the contract asks for and
the line leaves out has a plain default (`DEFAULTS`). Lists are written with commas, an actor as `role:id`, and
demographics as `race/ethnicity/sex/age`. `recorded=`, `subject=`, `agency=`, `system=`, `replaces=` and `id=` belong
to the envelope; an event without an id of its own is called by its place: `e1`, `e2`...
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypedDict, Unpack
from zoneinfo import ZoneInfo

import msgspec

from schemas import codec
from schemas.events import Event, Payload
from schemas.findings import Access, Evidence, Finding, Restricted
from streams.adapters.memory import MemoryLedger
from streams.bootstrap import setting
from streams.core.rulebook import Agency
from streams.pipeline import Setting, admit, judge

ZONE = ZoneInfo("America/New_York")
AS_OF = "2026-11-20 12:00"
"""When a drawing is judged unless its test says otherwise: late enough for every clock in it to have run out."""

AGENCY = "CTDOC0000"
_LISTS = {"bases", "asks", "contents", "confidential_categories", "consent_scope"}
_NUMBERS = {"minutes", "individuals", "instances"}
_INSTANTS = {"issued_at", "at"}
_ENVELOPE = {"id", "subject", "agency", "system", "recorded", "replaces"}
_KNOWN_BY = {
    "custody": "custody_id",
    "request": "request_id",
    "request.answered": "answer_id",
    "disclosure": "disclosure_id",
    "interview": "interview_id",
    "assistance": "assistance_id",
    "agreement": "agreement_id",
    "document": "document_id",
    "conviction": "conviction_id",
    "charge": "statute",
    "watchlist": "result",
    "notice": "contents",
    "call": "call_id",
    "unit": "call_id",
    "supervision": "supervision_id",
    "appointment": "appointment_id",
    "report": "period",
    "officer": "officer",
    "training": "officer",
    "record": "target",
}
DEFAULTS: dict[str, dict[str, str]] = {
    "custody.started": {"bases": "criminal_charge"},
    "custody.release_eligible": {"reason": "bond_posted"},
    "custody.ended": {"disposition": "released"},
    "request.received": {"form": "I-247A", "asks": "hold,notify_release", "authority": "ice"},
    "request.forwarded": {"to": "agency_head"},
    "request.reviewed": {"by": "agency_head", "outcome": "approved"},
    "request.answered": {"request_id": "r1", "actor": "correction:o1"},
    "disclosure.made": {"authority": "ice", "contents": "release_date", "channel": "phone", "actor": "correction:o1"},
    "interview.started": {"authority": "ice", "mode": "in_person", "place": "custody", "actor": "correction:o1"},
    "interview.refused": {"by": "individual"},
    "assistance.given": {"authority": "ice", "activity": "transport", "actor": "municipal_police:o1"},
    "agreement.signed": {"authority": "ice"},
    "conviction.recorded": {"jurisdiction": "CT", "finding": "judgment"},
    "conviction.cleared": {"how": "vacated"},
    "notice.served": {"recipient": "individual", "outcome": "delivered"},
    "representation.recorded": {"attorney": "none", "designee": "none"},
    "call.received": {"requester": "ice"},
    "unit.assigned": {"unit": "u1"},
    "unit.cleared": {"unit": "u1"},
    "report.filed": {"contains_pii": "false"},
    "officer.appointed": {"role": "correction"},
    "officer.separated": {"role": "correction"},
    "training.completed": {"course": "trust-act"},
    "record.voided": {"reason": "entered twice"},
}


def at(text: str) -> datetime:
    """Read a local time, `2026-03-02 09:00`, or an instant with an offset, as UTC."""
    moment = datetime.fromisoformat(text.replace(" ", "T"))
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZONE)).astimezone(UTC)


def draw(drawing: str) -> tuple[bytes, ...]:
    """Give the events of a drawing as lines of NDJSON, each of them valid."""
    lines = [line.split("#")[0].strip() for line in drawing.splitlines()]
    return tuple(_valid(_event(number, line)) for number, line in enumerate(filter(None, lines), start=1))


def _event(number: int, line: str) -> dict[str, Any]:
    first, *rest = shlex.split(line)
    if "T" not in first:
        first = f"{first} {rest.pop(0)}"
    occurred, kind = at(first), rest.pop(0)
    family = kind.partition(".")[0]
    members = dict(word.split("=", 1) for word in rest if "=" in word)
    for name in (word for word in rest if "=" not in word):
        members[_KNOWN_BY.get(kind) or _KNOWN_BY[family]] = name
    envelope = {key: members.pop(key) for key in _ENVELOPE & members.keys()}
    agency = envelope.get("agency", AGENCY)
    officer = members.pop("officer", "o1")
    data = {key: _value(key, value) for key, value in {**DEFAULTS.get(kind, {}), **members}.items()}
    if kind == "document.recorded":
        data.setdefault("issued_at", occurred.isoformat())
    if kind == "conviction.recorded":
        data.setdefault("convicted_at", occurred.astimezone(ZONE).date().isoformat())
    return {
        "specversion": "1.0",
        "id": envelope.get("id", f"e{number}"),
        "source": f"urn:custodes:{agency}:{envelope.get('system', 'jms')}",
        "type": f"custodes.{kind}.v1",
        "time": occurred.isoformat(),
        "recordedtime": at(envelope["recorded"]).isoformat() if "recorded" in envelope else occurred.isoformat(),
        "subject": envelope.get("subject") or _subject(family, agency, officer),
        "agency": agency,
        **({"replaces": envelope["replaces"]} if "replaces" in envelope else {}),
        "data": data,
    }


def _subject(family: str, agency: str, officer: str) -> str:
    match family:
        case "agreement" | "call" | "unit" | "feed":
            return f"agency/{agency}"
        case "officer" | "training":
            return f"officer/{officer}"
        case "report":
            return "municipality/Windham"
        case _:
            return "person/p1"


def _value(key: str, text: str) -> object:
    if key in _LISTS:
        return text.split(",")
    if key in _NUMBERS:
        return json.loads(text)
    if key in _INSTANTS:
        return at(text).isoformat()
    if key == "actor":
        role, _, who = text.partition(":")
        return {"id": who, "role": role}
    if key == "demographics":
        return dict(zip(("race", "ethnicity", "sex", "age_band"), text.split("/"), strict=True))
    return {"true": True, "false": False}.get(text, text)


def _valid(event: dict[str, Any]) -> bytes:
    accepted = codec.decode(json.dumps(event).encode())
    assert isinstance(accepted, codec.Accepted), (event, accepted)
    line = codec.encode(accepted.event)
    again = codec.decode(line)
    assert isinstance(again, codec.Accepted)
    assert again.event == accepted.event
    return line


def events(drawing: str) -> tuple[Event[Payload], ...]:
    """Give the events of a drawing as records."""
    return tuple(codec.revive(line) for line in draw(drawing))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the monitor says of a drawing as of an instant."""

    findings: tuple[Finding, ...]
    accesses: tuple[Access, ...]
    restricted: tuple[Restricted, ...]
    next_due: datetime | None

    def of(self, rule: str) -> dict[str, Finding]:
        """Give the findings of one rule by matter."""
        found = {finding.matter: finding for finding in self.findings if finding.rule == rule}
        assert len(found) == sum(finding.rule == rule for finding in self.findings), "two subjects share a matter"
        return found

    def statuses(self) -> dict[tuple[str, str], str]:
        """Give all statuses by rule and matter."""
        return {(finding.rule, finding.matter): finding.status for finding in self.findings}


class Options(TypedDict, total=False):
    """How to judge: as of when, by one law whatever the day, by other numbers, with another registry."""

    as_of: str
    law: str
    policy: Mapping[str, object]
    agencies: Mapping[str, Agency]


def judged(drawing: str, **options: Unpack[Options]) -> Judged:
    """Judge a drawing: in the order drawn, and backwards with every event twice, which must come to the same."""
    chosen = _setting(options.get("law"))
    chosen = replace(
        chosen,
        policy=msgspec.structs.replace(chosen.policy, **options.get("policy", {})),
        agencies=options.get("agencies", chosen.agencies),
    )
    lines, as_of = draw(drawing), at(options.get("as_of", AS_OF))
    found = judge_lines(lines, chosen, as_of)
    assert judge_lines(tuple(reversed(lines * 2)), chosen, as_of) == found
    for finding in found.findings:
        _is_explained(finding)
    return found


_setting = cache(lambda law: setting(law=law))


def judge_lines(lines: tuple[bytes, ...], chosen: Setting, as_of: datetime) -> Judged:
    """Judge lines of NDJSON."""
    ledger = MemoryLedger(chosen.agencies, chosen.fires, as_of)
    for number, line in enumerate(lines, start=1):
        admit(codec.decode(line), line, "drawing", number, ledger)
    evaluations = tuple(judge(ledger, chosen.rules, chosen.context(as_of), restricted=True))
    wakes = [one.next_due for one in evaluations if one.next_due is not None]
    return Judged(
        findings=tuple(sorted((one for each in evaluations for one in each.findings), key=lambda one: one.fingerprint)),
        accesses=tuple(sorted((one for each in evaluations for one in each.accesses), key=lambda one: one.access_id)),
        restricted=tuple(
            sorted((one for each in evaluations for one in each.restricted), key=lambda one: one.fingerprint)
        ),
        next_due=min(wakes, default=None),
    )


def _is_explained(finding: Finding) -> None:
    """Hold every finding of every drawing to what interface.md asks of one."""
    assert finding.status != "error", finding
    assert finding.fingerprint == f"{finding.rule}/{finding.subject}/{finding.matter}"
    assert finding.reasons, finding
    assert finding.citation.startswith("C.G.S. § 54-192h"), finding
    assert finding.summary.endswith("."), finding
    assert finding.summary.startswith("Possible violation: ") == (finding.status == "violation"), finding
    assert finding.missing or finding.status != "undetermined", finding
    assert not (finding.missing or finding.would_have_cleared) or finding.status != "compliant", finding
    codec.validator("finding").validate(json.loads(msgspec.json.encode(finding)))


def only(rule: str, drawing: str, **options: Unpack[Options]) -> Finding:
    """Give the one finding of a rule on a drawing."""
    (finding,) = judged(drawing, **options).of(rule).values()
    return finding


def statuses(rule: str, drawing: str, **options: Unpack[Options]) -> dict[str, str]:
    """Give what a rule says of a drawing: statuses by matter, nothing where it says nothing."""
    return {matter: finding.status for matter, finding in judged(drawing, **options).of(rule).items()}


def codes(finding: Finding) -> list[str]:
    """Give the codes of a finding's reasons."""
    return [reason.code for reason in finding.reasons]


def resting_on(finding: Finding) -> list[str]:
    """Give the ids of the events that a finding rests on."""
    return [one.id for one in finding.evidence]


def clearing(finding: Finding) -> list[tuple[datetime | None, list[tuple[str | None, dict[str, Any]]]]]:
    """Give what would have cleared a finding: by when, and the facts by type and members."""
    return [(one.by, [(fact.type, fact.data) for fact in one.facts]) for one in finding.would_have_cleared]


def named(*ids: str, agency: str = AGENCY, system: str = "jms") -> tuple[Evidence, ...]:
    """Name events of a drawing as a finding does."""
    return tuple(Evidence(f"urn:custodes:{agency}:{system}", one) for one in ids)
