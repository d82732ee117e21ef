"""e2-access-record: each time ICE is given access to a person, the record of it is complete."""

from __future__ import annotations

import pytest

from schemas.findings import Evidence
from tests.spec.drawing import AGENCY, at, clearing, codes, judged, named, only, resting_on, statuses

RULE = "e2-access-record"
WHO = "demographics=W/H/M/25-34"
BOOKED = f"2026-03-02 09:00  custody.started  c1  {WHO}\n"
INTERVIEW = "2026-03-05 10:00  interview.started  i1"


def test_a_complete_record_is_compliant() -> None:
    """Demographics with a custody, and the staff time on the act; due five days after the act."""
    finding = only(RULE, f"{BOOKED}{INTERVIEW}  minutes=12.5")
    assert (finding.status, finding.severity, codes(finding)) == ("compliant", "medium", ["in-time"])
    assert (finding.matter, finding.actor, finding.occurred_at) == ("i1", "o1", at("2026-03-05 10:00"))
    assert (finding.due_at, finding.citation) == (at("2026-03-10 10:00"), "C.G.S. § 54-192h(e)(2)")
    assert finding.evidence == named("e1", "e2")


@pytest.mark.parametrize(
    ("as_of", "status", "reason"),
    [
        ("2026-03-05 10:00:00", "pending", "clock-runs"),
        ("2026-03-10 09:59:59", "pending", "clock-runs"),
        ("2026-03-10 10:00:00", "pending", "clock-runs"),
        ("2026-03-10 10:00:01", "violation", "record-incomplete"),
    ],
)
def test_the_clock_runs_for_five_days(as_of: str, status: str, reason: str) -> None:
    """Pending up to and including the limit; both facts are said to be missing, as one set."""
    finding = only(RULE, INTERVIEW, as_of=as_of)
    assert (finding.status, codes(finding)) == (status, [reason])
    demographics = {"race": "U", "ethnicity": "U", "sex": "U", "age_band": "U"}
    assert clearing(finding) == [
        (
            at("2026-03-10 10:00"),
            [("custody.started", {"demographics": demographics}), ("interview.started", {"minutes": 0})],
        )
    ]
    facts = finding.would_have_cleared[0].facts
    assert [fact.corrects for fact in facts] == [None, Evidence(f"urn:custodes:{AGENCY}:jms", "e1")]
    assert len(finding.missing) == 2
    assert finding.evidence == named("e1")


def test_only_what_is_missing_is_missing() -> None:
    """Without staff time the record lacks that; without demographics those."""
    no_time = only(RULE, BOOKED + INTERVIEW)
    assert (no_time.status, [kind for kind, _ in clearing(no_time)[0][1]]) == ("violation", ["interview.started"])
    nobody = only(RULE, f"2026-03-02 09:00  custody.started  c1\n{INTERVIEW}  minutes=0")
    assert (nobody.status, [kind for kind, _ in clearing(nobody)[0][1]]) == ("violation", ["custody.started"])


@pytest.mark.parametrize(
    ("recorded", "status", "reason"),
    [
        ("2026-03-10T09:59:59", "compliant", "in-time"),
        ("2026-03-10T10:00:00", "compliant", "in-time"),
        ("2026-03-10T10:00:01", "violation", "late"),
    ],
)
@pytest.mark.parametrize("which", ["act", "demographics"])
def test_the_record_is_complete_when_the_last_of_both_was_recorded(
    recorded: str, status: str, reason: str, which: str
) -> None:
    """The recording counts, not the time at which it was true; exactly at the limit is inside."""
    late = f"recorded={recorded}"
    booked = f"2026-03-02 09:00  custody.started  c1  {WHO} {late if which == 'demographics' else ''}"
    act = f"{INTERVIEW}  minutes=5 {late if which == 'act' else ''}"
    finding = only(RULE, f"{booked}\n{act}")
    assert (finding.status, codes(finding)) == (status, [reason])


def test_the_earliest_recorded_demographics_count() -> None:
    """Of several custodies with demographics the one recorded first completes the record."""
    drawing = f"""
        2026-03-01 09:00  custody.started  c1  {WHO} recorded=2026-04-01T09:00
        2026-03-06 09:00  custody.started  c2  {WHO} agency=CT0016300
        {INTERVIEW}  minutes=5
        """
    finding = only(RULE, drawing)
    assert (finding.status, [one.source for one in finding.evidence]) == (
        "compliant",
        ["urn:custodes:CT0016300:jms", f"urn:custodes:{AGENCY}:jms"],
    )


def test_minutes_on_another_record_do_not_count() -> None:
    """The staff time stands on the act's own record."""
    drawing = f"{BOOKED}{INTERVIEW}\n2026-03-05 11:00  custody.ended  c1  minutes=10"
    assert statuses(RULE, drawing) == {"i1": "violation"}


@pytest.mark.parametrize(
    ("event", "kind", "matter"),
    [
        ("custody.started c1 bases=civil_detainer", "detainer_response", "c1"),
        ("custody.started c1 bases=criminal_charge,civil_detainer", "detainer_response", "c1"),
        ("custody.held c1 bases=civil_detainer", "detainer_response", "c1"),
        ("custody.ended c1 disposition=transferred transferred_to=cbp", "detainer_response", "c1"),
        ("disclosure.made x1 contents=home_address,release_date", "release_notification", "x1"),
        ("disclosure.made x1 contents=custody_status", "nonpublic_info", "x1"),
        ("disclosure.made x1 contents=home_address", "nonpublic_info", "x1"),
        ("disclosure.made x1 contents=probation_appointment,work_address", "nonpublic_info", "x1"),
        ("disclosure.made x1 contents=probation_appointment authority=other_dhs", "probation_parole_info", "x1"),
        ("disclosure.made x1 contents=public_record,probation_compliance", "probation_parole_info", "x1"),
        ("interview.started i1 place=custody", "interview", "i1"),
        ("interview.started i1 place=probation_office", "interview", "i1"),
        ("interview.started i1 place=courthouse", "interview", "i1"),
        ("interview.started i1 place=other", "interview", "i1"),
        ("assistance.given s1 activity=facility_use purpose=life_safety", "facility_or_resource_use", "s1"),
    ],
)
def test_ice_access_comes_in_six_kinds(event: str, kind: str, matter: str) -> None:
    """One act is one instance, of its first kind in the order of the page."""
    found = judged(f"2026-03-05 10:00  {event}")
    assert [access.kind for access in found.accesses] == [kind]
    assert found.of(RULE)[matter].status == "violation"


@pytest.mark.parametrize(
    "event",
    [
        "custody.started c1",
        "custody.held c1 bases=administrative_warrant",
        "custody.ended c1 disposition=transferred",
        "custody.ended c1 disposition=transferred transferred_to=other_agency",
        "custody.ended c1 disposition=released transferred_to=ice",
        "disclosure.made x1 contents=public_record,immigration_status",
        "disclosure.made x1 contents=criminal_case",
        "disclosure.made x1 contents=confidential confidential_categories=unknown",
        "disclosure.made x1 contents=release_date authority=us_marshals",
        "interview.started i1 authority=fbi",
        "interview.refused i1",
        "assistance.given s1 activity=transport purpose=civil_immigration",
        "assistance.given s1 activity=facility_use purpose=criminal authority=fbi",
        "assistance.given s1 activity=facility_use purpose=criminal subject=agency/CTDOC0000",
        "request.answered a1",
        "request.received r1",
        "interview.started i1 actor=other:o1",
        "disclosure.made x1 actor=school_police:o1",
    ],
)
def test_what_is_no_ice_access(event: str) -> None:
    """Not about a person, not with a federal immigration authority, not of these kinds, or not by a covered role."""
    found = judged(f"2026-03-05 10:00  {event}")
    assert (found.accesses, found.of(RULE)) == ((), {})


def test_an_access_record_says_what_the_register_needs() -> None:
    """Who, when, by whom, of which kind, on a detainer or not, how long, and the demographics."""
    found = judged(f"""{BOOKED}
        2026-03-04 09:00  request.received   r1
        2026-03-05 10:00  interview.started  i1  minutes=12
        2026-03-06 10:00  request.withdrawn  r1
        2026-03-06 10:00  interview.started  i2
        """)
    on, off = found.accesses
    assert (on.access_id, on.subject, on.agency) == (f"urn:custodes:{AGENCY}:jms#e3", "person/p1", AGENCY)
    assert (on.occurred_at, on.on_detainer, on.minutes) == (at("2026-03-05 10:00"), True, 12)
    assert on.demographics is not None
    assert on.demographics.age_band == "25-34"
    assert (off.on_detainer, off.minutes) == (False, None)


def test_without_demographics_the_register_has_none() -> None:
    """What is not on file is left out."""
    (access,) = judged(INTERVIEW).accesses
    assert access.demographics is None


@pytest.mark.parametrize(
    ("act", "due"),
    [
        ("2026-03-05 02:30", "2026-03-10 02:30"),
        ("2026-03-03 02:30", "2026-03-08T07:30Z"),
        ("2026-10-27 01:30", "2026-11-01T05:30Z"),
        ("2026-11-01T05:30Z", "2026-11-06 01:30"),
        ("2026-11-01T06:30Z", "2026-11-06 01:30"),
    ],
)
def test_days_are_calendar_days_in_local_time(act: str, due: str) -> None:
    """The same local time of day five days later, also where that time does not exist, or exists twice."""
    assert only(RULE, f"{act}  interview.started  i1").due_at == at(due)


def test_the_days_are_policy() -> None:
    """Another number in the policy moves the due time."""
    assert only(RULE, INTERVIEW, policy={"access_record_days": 0}).due_at == at("2026-03-05 10:00")


def test_several_acts_under_one_id_are_one_finding() -> None:
    """The worst status, and of those the earliest act."""
    drawing = f"""
        2026-03-02 09:00  custody.started  c1  bases=civil_detainer minutes=5 {WHO}
        2026-03-04 09:00  custody.held     c1  bases=civil_detainer
        2026-03-03 09:00  custody.held     c1  bases=civil_detainer
        """
    finding = only(RULE, drawing)
    assert (finding.status, finding.occurred_at) == ("violation", at("2026-03-03 09:00"))
    assert resting_on(finding) == ["e1", "e3"]


def test_before_the_first_day_there_is_no_register() -> None:
    """An access of 30 September 2019 is none, unless one law is to judge every act."""
    drawing = "2019-09-30 23:59:59  interview.started  i1"
    assert judged(drawing).accesses == ()
    assert statuses(RULE, drawing) == {}
    assert len(judged(drawing, law="ct-trust-2019").accesses) == 1
    assert only(RULE, "2019-10-01 00:00  interview.started  i1").rulebook == "ct-trust-2019"
