"""f-training: whoever acts in these matters has been trained in them."""

from __future__ import annotations

import pytest

from tests.spec.drawing import at, clearing, codes, named, only, resting_on, statuses

RULE = "f-training"
ACT = "2026-03-05 10:00  request.answered  a1\n"


def test_a_training_that_still_counts_is_compliant() -> None:
    """The finding is about the officer, and rests on the act and the training."""
    finding = only(RULE, f"{ACT}2025-06-02 09:00  training.completed  o1")
    assert (finding.status, finding.severity, codes(finding)) == ("compliant", "low", ["training-on-file"])
    assert (finding.subject, finding.matter, finding.actor) == ("officer/o1", "a1", "o1")
    assert (finding.occurred_at, finding.due_at) == (at("2026-03-05 10:00"), None)
    assert finding.citation == "C.G.S. § 54-192h(f)"
    assert finding.evidence == named("e1", "e2")


def test_without_a_training_an_act_is_a_violation() -> None:
    """A training by the time of the act would have cleared it."""
    finding = only(RULE, ACT)
    assert (finding.status, codes(finding)) == ("violation", ["no-training-on-file"])
    assert clearing(finding) == [(at("2026-03-05 10:00"), [("training.completed", {"course": "trust-act"})])]
    assert finding.missing == ("A completed TRUST Act training.",)
    assert finding.evidence == named("e1")


@pytest.mark.parametrize(
    ("trained", "status"),
    [
        ("2024-03-05 09:59:59", "violation"),
        ("2024-03-05 10:00:00", "compliant"),
        ("2026-03-05 09:59:59", "compliant"),
        ("2026-03-05 10:00:00", "compliant"),
        ("2026-03-05 10:00:01", "violation"),
    ],
)
def test_a_training_counts_for_24_months(trained: str, status: str) -> None:
    """From 24 calendar months before the act up to the act, both included."""
    assert statuses(RULE, f"{ACT}{trained}  training.completed  o1") == {"a1": status}


@pytest.mark.parametrize(
    ("act", "trained", "status"),
    [
        ("2026-02-28 10:00", "2024-02-28 10:00:00", "compliant"),
        ("2026-02-28 10:00", "2024-02-28 09:59:59", "violation"),
        ("2026-03-01 10:00", "2024-02-29 23:59:59", "violation"),
        ("2026-03-01 10:00", "2024-03-01 10:00:00", "compliant"),
        ("2024-02-29 10:00", "2022-02-28 10:00:00", "compliant"),
        ("2024-02-29 10:00", "2022-02-28 09:59:59", "violation"),
        ("2026-03-08 03:30", "2024-03-08T08:30:00Z", "compliant"),
        ("2026-03-08 03:30", "2024-03-08T08:29:59Z", "violation"),
        ("2026-11-03 01:30", "2024-11-03T05:30:00Z", "compliant"),
        ("2026-11-03 01:30", "2024-11-03T05:29:59Z", "violation"),
    ],
)
def test_months_are_calendar_months_in_local_time(act: str, trained: str, status: str) -> None:
    """A day that a month lacks becomes its last; a time of day that exists twice is the first."""
    drawing = f"{act}  request.answered  a1\n{trained}  training.completed  o1"
    assert statuses(RULE, drawing) == {"a1": status}


@pytest.mark.parametrize(
    ("appointed", "status"),
    [
        ("2025-12-05 09:59:59", "violation"),
        ("2025-12-05 10:00:00", "compliant"),
        ("2026-03-05 10:00:00", "compliant"),
        ("2026-03-05 10:00:01", "violation"),
    ],
)
def test_a_new_hire_has_90_days(appointed: str, status: str) -> None:
    """Appointed within the 90 calendar days before the act, both ends included."""
    finding = only(RULE, f"{ACT}{appointed}  officer.appointed  o1")
    assert finding.status == status
    if status == "compliant":
        assert (codes(finding), resting_on(finding)) == (["new-hire"], ["e1", "e2"])


@pytest.mark.parametrize(
    ("act", "appointed", "status"),
    [
        ("2026-04-06 10:00", "2026-01-06T15:00:00Z", "compliant"),
        ("2026-04-06 10:00", "2026-01-06T14:59:59Z", "violation"),
    ],
)
def test_the_90_days_are_calendar_days(act: str, appointed: str, status: str) -> None:
    """Across the change of the clocks the time of day stays the same."""
    drawing = f"{act}  request.answered  a1\n{appointed}  officer.appointed  o1"
    assert statuses(RULE, drawing) == {"a1": status}


def test_any_appointment_counts_and_no_separation() -> None:
    """Appointed by any agency, in any role, and separated since: the appointment counts."""
    drawing = f"""{ACT}
        2026-01-05 09:00  officer.appointed  o1  role=other agency=CTCSP0000
        2026-02-05 09:00  officer.separated  o1
        """
    assert statuses(RULE, drawing) == {"a1": "compliant"}


def test_a_separation_is_no_appointment() -> None:
    """An officer who was separated lately was not appointed lately."""
    assert statuses(RULE, f"{ACT}2026-02-05 09:00  officer.separated  o1") == {"a1": "violation"}


def test_a_training_beside_an_appointment_is_the_reason() -> None:
    """Whoever is trained and new is trained."""
    drawing = f"{ACT}2026-02-05 09:00  officer.appointed  o1\n2026-02-06 09:00  training.completed  o1"
    assert codes(only(RULE, drawing)) == ["training-on-file"]


def test_the_last_training_is_the_evidence() -> None:
    """Of several the latest up to the act."""
    drawing = f"""{ACT}
        2025-02-05 09:00  training.completed  o1
        2025-06-05 09:00  training.completed  o1
        2026-06-05 09:00  training.completed  o1
        """
    assert resting_on(only(RULE, drawing)) == ["e1", "e3"]


def test_another_officer_s_training_does_not_do() -> None:
    """Each officer is trained alone."""
    assert statuses(RULE, f"{ACT}2025-06-02 09:00  training.completed  o2") == {"a1": "violation"}


@pytest.mark.parametrize(
    ("event", "matter"),
    [
        ("request.answered a1 request_id=r9", "a1"),
        ("disclosure.made x1 contents=public_record", "x1"),
        ("interview.started i1 place=other", "i1"),
        ("assistance.given s1 purpose=life_safety", "s1"),
        ("assistance.given s1 purpose=life_safety subject=agency/CTDOC0000", "s1"),
        ("custody.started c1 bases=civil_detainer,criminal_charge actor=correction:o1", "c1"),
        ("custody.held c1 bases=civil_detainer actor=correction:o1", "c1"),
    ],
)
def test_acts_that_ask_for_training(event: str, matter: str) -> None:
    """Every answer, whatever its request; what is told, allowed or given to ICE; custody on a detainer."""
    assert statuses(RULE, f"2026-03-05 10:00  {event}") == {matter: "violation"}


@pytest.mark.parametrize(
    "event",
    [
        "disclosure.made x1 authority=fbi",
        "interview.started i1 authority=us_marshals",
        "assistance.given s1 purpose=criminal authority=other_federal",
        "custody.started c1 actor=correction:o1",
        "custody.held c1 bases=administrative_warrant actor=correction:o1",
        "custody.started c1 bases=civil_detainer",
        "custody.ended c1 disposition=transferred transferred_to=ice actor=correction:o1",
        "request.received r1 actor=correction:o1",
        "request.forwarded r1 actor=correction:o1",
        "unit.assigned k1 actor=municipal_police:o1",
        "request.answered a1 actor=other:o1",
    ],
)
def test_acts_that_do_not(event: str) -> None:
    """With others, on another basis, with nobody on record, of another type, or by a role that is not covered."""
    assert statuses(RULE, f"2026-03-05 10:00  {event}") == {}


@pytest.mark.parametrize(("day", "status"), [("2025-09-30", {}), ("2025-10-01", {"a1": "violation"})])
def test_the_role_is_covered_on_the_day_of_the_act(day: str, status: dict[str, str]) -> None:
    """Parole staff are covered from October 2025 on."""
    assert statuses(RULE, f"{day} 12:00  request.answered  a1  actor=pardons_parole_staff:o1") == status


def test_an_unknown_role_is_covered() -> None:
    """Whoever acts in an unknown role counts as the first row."""
    assert statuses(RULE, "2026-03-05 10:00  request.answered  a1  actor=unknown:o1") == {"a1": "violation"}


def test_several_acts_under_one_id_are_one_finding() -> None:
    """Held again before the training, and after it: the earliest violation."""
    finding = only(
        RULE,
        """
        2026-03-01 10:00  custody.started     c1  bases=civil_detainer actor=correction:o1
        2026-03-02 10:00  training.completed  o1
        2026-03-03 10:00  custody.held        c1  bases=civil_detainer actor=correction:o1
        """,
    )
    assert (finding.status, finding.occurred_at) == ("violation", at("2026-03-01 10:00"))


def test_both_numbers_are_policy() -> None:
    """Other numbers in the policy move the limits."""
    drawing = f"{ACT}2025-06-02 09:00  training.completed  o1"
    assert statuses(RULE, drawing, policy={"training_valid_months": 8}) == {"a1": "violation"}
    hired = f"{ACT}2025-06-02 09:00  officer.appointed  o1"
    assert statuses(RULE, hired, policy={"new_hire_days": 365}) == {"a1": "compliant"}


def test_before_the_first_day_nobody_had_to_be_trained() -> None:
    """An act of 30 September 2019 gives nothing."""
    assert statuses(RULE, "2019-09-30 23:59:59  request.answered  a1") == {}
    assert only(RULE, "2019-10-01 00:00  request.answered  a1").rulebook == "ct-trust-2019"
