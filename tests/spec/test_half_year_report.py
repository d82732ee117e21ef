"""e3-half-year-report: a town whose police gave ICE access reports it every half-year."""

from __future__ import annotations

import pytest

from tests.spec.drawing import at, clearing, codes, judged, named, only, statuses

RULE = "e3-half-year-report"
WINDHAM = "CT0016300"
ACT = f"2026-03-05 10:00  interview.started  i1  agency={WINDHAM}\n"
H1 = "Windham/2026-H1"


def filed(when: str, period: str = "2026-H1", more: str = "") -> str:
    """Draw a report of the town of Windham."""
    return f"{when}  report.filed  {period}  individuals=1 instances=1 agency={WINDHAM} {more}\n"


def test_a_report_in_time_is_compliant() -> None:
    """It occurred at the period's first access, and stays due at the midnight that begins 16 July."""
    finding = only(RULE, ACT + filed("2026-07-10 09:00"))
    assert (finding.status, finding.severity, codes(finding)) == ("compliant", "high", ["report-filed"])
    assert (finding.subject, finding.matter, finding.agency) == ("municipality/Windham", H1, WINDHAM)
    assert (finding.occurred_at, finding.due_at) == (at("2026-03-05 10:00"), at("2026-07-16 00:00"))
    assert (finding.citation, finding.actor) == ("C.G.S. § 54-192h(e)(3)", None)
    assert finding.evidence == named("e1", "e2", agency=WINDHAM)


@pytest.mark.parametrize(
    ("as_of", "status", "reason"),
    [
        ("2026-03-05 10:00:00", "pending", "clock-runs"),
        ("2026-07-15 23:59:59", "pending", "clock-runs"),
        ("2026-07-16 00:00:00", "violation", "no-report-filed"),
        ("2026-07-16 00:00:01", "violation", "no-report-filed"),
    ],
)
def test_the_report_is_due_at_midnight_before_16_july(as_of: str, status: str, reason: str) -> None:
    """Pending from the first access on; at the midnight itself, with none filed, it is a violation."""
    finding = only(RULE, ACT, as_of=as_of)
    assert (finding.status, codes(finding)) == (status, [reason])
    assert clearing(finding) == [
        (
            at("2026-07-16 00:00"),
            [
                (
                    "report.filed",
                    {"period": "2026-H1", "individuals": 1, "instances": 1, "contains_pii": False},
                )
            ],
        )
    ]
    assert finding.missing == ("The report for the half-year, filed after it had ended.",)


@pytest.mark.parametrize(
    ("when", "status", "reason"),
    [
        ("2026-06-30 23:59:59", "violation", "no-report-filed"),
        ("2026-07-01 00:00:00", "compliant", "report-filed"),
        ("2026-07-15 23:59:59", "compliant", "report-filed"),
        ("2026-07-16 00:00:00", "compliant", "report-filed"),
        ("2026-07-16 00:00:01", "violation", "late"),
    ],
)
def test_a_report_is_filed_between_two_midnights(when: str, status: str, reason: str) -> None:
    """From the midnight that ends the period to the due one, both included; before it does not count, later is late."""
    finding = only(RULE, ACT + filed(when))
    assert (finding.status, codes(finding)) == (status, [reason])


def test_at_the_due_instant_a_report_of_that_instant_counts() -> None:
    """As of the due midnight a report filed at it is in time."""
    assert statuses(RULE, ACT + filed("2026-07-16 00:00"), as_of="2026-07-16 00:00") == {H1: "compliant"}


def test_a_report_filed_in_time_is_in_time_whatever_is_filed_later() -> None:
    """A correction filed after the due time does not make the duty late, and one too early does not make it early."""
    drawing = ACT + filed("2026-06-01 09:00") + filed("2026-07-10 09:00") + filed("2026-09-01 09:00")
    assert statuses(RULE, drawing) == {H1: "compliant"}


@pytest.mark.parametrize(
    ("act", "period", "due"),
    [
        ("2026-01-01 00:00", "2026-H1", "2026-07-16 00:00"),
        ("2026-06-30 23:59:59", "2026-H1", "2026-07-16 00:00"),
        ("2026-07-01 00:00", "2026-H2", "2027-01-16 00:00"),
        ("2025-12-31 23:59:59", "2025-H2", "2026-01-16 00:00"),
        ("2026-01-01T04:59:59Z", "2025-H2", "2026-01-16 00:00"),
    ],
)
def test_half_years_are_local(act: str, period: str, due: str) -> None:
    """January to June and July to December, in Connecticut."""
    finding = only(RULE, f"{act}  interview.started  i1  agency={WINDHAM}")
    assert (finding.matter, finding.due_at) == (f"Windham/{period}", at(due))


def test_another_period_s_or_town_s_report_does_not_do() -> None:
    """The report is for the period and the town."""
    assert statuses(RULE, ACT + filed("2026-07-10 09:00", "2025-H2")) == {H1: "violation"}
    other = filed("2026-07-10 09:00", more="subject=municipality/Windsor")
    assert statuses(RULE, ACT + other) == {H1: "violation"}


def test_each_period_is_a_matter() -> None:
    """Two half-years with access, one reported."""
    drawing = f"{ACT}2025-10-05 10:00  interview.started  i2  agency={WINDHAM}\n" + filed("2026-07-10 09:00")
    assert statuses(RULE, drawing) == {H1: "compliant", "Windham/2025-H2": "violation"}


def test_without_access_there_is_no_duty() -> None:
    """A town whose police gave none owes no report, and one filed all the same is no matter here."""
    assert statuses(RULE, filed("2026-07-10 09:00")) == {}
    assert statuses(RULE, f"2026-03-05 10:00  interview.started  i1  agency={WINDHAM} authority=fbi") == {}


@pytest.mark.parametrize("agency", ["CTDOC0000", "CTCSP0000", "CTBOE1500", "CT9999999"])
def test_only_the_police_of_a_town_count(agency: str) -> None:
    """Other kinds of agency, and one that the registry does not know, have no town's register."""
    assert statuses(RULE, f"2026-03-05 10:00  interview.started  i1  agency={agency}") == {}


def test_the_agency_is_the_record_s_and_the_role_the_actor_s() -> None:
    """A correction officer's act on the record of the town's police is in the town's register."""
    assert judged(ACT).accesses[0].agency == WINDHAM
    assert statuses(RULE, f"2026-03-05 10:00  interview.started  i1  agency={WINDHAM} actor=other:o1") == {}


def test_the_rulebook_is_that_of_the_period_s_last_day() -> None:
    """The second half of 2025 ends under the new rulebook, that of 2019 under the old one."""
    drawing = "{} 10:00  interview.started  i1  agency=CT0016300"
    assert only(RULE, drawing.format("2025-07-05")).rulebook == "ct-trust-2025"
    assert only(RULE, drawing.format("2025-06-30")).rulebook == "ct-trust-2019"
    assert only(RULE, drawing.format("2019-10-01")).rulebook == "ct-trust-2019"


def test_before_the_second_half_of_2019_there_is_no_period() -> None:
    """An access before the first day is none; with one law for every act there is a period."""
    drawing = f"2019-06-30 10:00  interview.started  i1  agency={WINDHAM}"
    assert statuses(RULE, drawing) == {}
    assert statuses(RULE, drawing, law="ct-trust-2019") == {"Windham/2019-H1": "violation"}


def test_the_days_of_grace_are_policy() -> None:
    """Another number in the policy moves the due time; with none it is the end of the period."""
    assert only(RULE, ACT, policy={"report_grace_days": 30}).due_at == at("2026-07-31 00:00")
    none = only(RULE, ACT + filed("2026-07-01 00:00"), policy={"report_grace_days": 0})
    assert (none.status, none.due_at) == ("compliant", at("2026-07-01 00:00"))


def test_a_voided_report_was_not_filed() -> None:
    """A report that no longer counts does not do."""
    drawing = ACT + filed("2026-07-10 09:00") + f"2026-07-11 09:00  record.voided  e2  agency={WINDHAM}"
    assert statuses(RULE, drawing) == {H1: "violation"}
