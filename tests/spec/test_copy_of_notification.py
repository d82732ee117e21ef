"""e1-copy-of-notification: a person whose release was told gets a copy of that notification."""

from __future__ import annotations

import pytest

from tests.spec.drawing import at, clearing, codes, named, only, resting_on, statuses

RULE = "e1-copy-of-notification"
SERVED = "notice.served  copy_of_notification  disclosure_id=x1"


def told(*lines: str, when: str = "2026-03-05 10:00", more: str = "") -> str:
    """Draw a release date told to ICE, and what else there is."""
    return "\n".join([f"{when}  disclosure.made  x1  {more}", *lines])


def test_a_copy_the_same_day_is_compliant() -> None:
    """The finding rests on the disclosure and the notice; it is due at the end of the local day."""
    finding = only(RULE, told(f"2026-03-05 15:00  {SERVED}"))
    assert (finding.status, finding.severity, codes(finding)) == ("compliant", "high", ["in-time"])
    assert (finding.matter, finding.occurred_at, finding.actor) == ("x1", at("2026-03-05 10:00"), "o1")
    assert finding.due_at == at("2026-03-06 00:00")
    assert finding.citation == "C.G.S. § 54-192h(e)(1)"
    assert finding.evidence == named("e1", "e2")


@pytest.mark.parametrize(
    ("served", "status", "reason"),
    [
        ("2026-03-05 23:59:59", "compliant", "in-time"),
        ("2026-03-06 00:00:00", "compliant", "in-time"),
        ("2026-03-06 00:00:01", "violation", "late"),
    ],
)
def test_midnight_is_the_limit(served: str, status: str, reason: str) -> None:
    """At the next local midnight it is in time; one second later it is late."""
    finding = only(RULE, told(f"{served}  {SERVED}"))
    assert (finding.status, codes(finding)) == (status, [reason])
    assert resting_on(finding) == ["e1", "e2"]


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        ("2026-03-05 10:00:00", "pending"),
        ("2026-03-05 23:59:59", "pending"),
        ("2026-03-06 00:00:00", "pending"),
        ("2026-03-06 00:00:01", "violation"),
    ],
)
def test_the_clock_runs_till_midnight(as_of: str, status: str) -> None:
    """Pending up to and including midnight; past due after that."""
    finding = only(RULE, told(), as_of=as_of)
    assert finding.status == status
    assert codes(finding) == ["clock-runs" if status == "pending" else "not-given"]
    assert clearing(finding) == [
        (
            at("2026-03-06 00:00"),
            [
                (
                    "notice.served",
                    {
                        "contents": ["copy_of_notification"],
                        "recipient": "individual",
                        "outcome": "delivered",
                        "disclosure_id": "x1",
                    },
                )
            ],
        )
    ]
    assert finding.missing == ("A copy of the notification, delivered to the person.",)


@pytest.mark.parametrize(
    ("when", "due"),
    [
        ("2026-03-05 23:59:59", "2026-03-06T05:00Z"),
        ("2026-03-06 00:00:00", "2026-03-07T05:00Z"),
        ("2026-03-08 00:30", "2026-03-09T04:00Z"),
        ("2026-03-07 23:30", "2026-03-08T05:00Z"),
        ("2026-11-01 00:30", "2026-11-02T05:00Z"),
        ("2026-11-01T06:30Z", "2026-11-02T05:00Z"),
        ("2026-10-31 23:30", "2026-11-01T04:00Z"),
        ("2026-07-01T03:59Z", "2026-07-01T04:00Z"),
    ],
)
def test_the_day_is_the_local_day(when: str, due: str) -> None:
    """The next midnight in Connecticut, also on the days when the clocks change."""
    assert only(RULE, told(when=when)).due_at == at(due)


@pytest.mark.parametrize(
    ("ended", "due"),
    [
        ("2026-03-05 10:00:00", "2026-03-06 00:00"),
        ("2026-03-05 10:00:01", "2026-03-05 10:00:01"),
        ("2026-03-05 23:59:59", "2026-03-05 23:59:59"),
        ("2026-03-06 00:00:01", "2026-03-06 00:00"),
    ],
)
def test_it_is_due_at_the_latest_when_the_custody_ends(ended: str, due: str) -> None:
    """The earliest end of a custody that is open at the disclosure, where that is earlier."""
    drawing = told("2026-03-05 09:00  custody.started  c1", f"{ended}  custody.ended  c1")
    assert only(RULE, drawing).due_at == at(due)


def test_the_earliest_end_of_an_open_custody_counts() -> None:
    """Of two open ones the one that ends first; one begun later is not open."""
    drawing = told(
        "2026-03-05 09:00  custody.started  c1",
        "2026-03-05 09:00  custody.started  c2",
        "2026-03-05 10:01  custody.started  c3",
        "2026-03-05 11:00  custody.ended    c3",
        "2026-03-05 16:00  custody.ended    c1",
        "2026-03-05 15:00  custody.ended    c2",
    )
    assert only(RULE, drawing).due_at == at("2026-03-05 15:00")


@pytest.mark.parametrize(
    ("served", "status"), [("14:59:59", "compliant"), ("15:00:00", "compliant"), ("15:00:01", "violation")]
)
def test_a_copy_at_the_end_of_the_custody_is_in_time(served: str, status: str) -> None:
    """Exactly at the custody's end is inside, one second later is late."""
    drawing = told(
        "2026-03-05 09:00  custody.started  c1",
        "2026-03-05 15:00  custody.ended  c1",
        f"2026-03-05 {served}  {SERVED}",
    )
    assert statuses(RULE, drawing) == {"x1": status}


@pytest.mark.parametrize(
    "notice",
    [
        "notice.served  copy_of_notification  disclosure_id=x2",
        "notice.served  copy_of_notification  request_id=x1",
        "notice.served  copy_of_notification",
        "notice.served  written_reason,copy_of_request  disclosure_id=x1",
        "notice.served  copy_of_notification  disclosure_id=x1 outcome=attempted",
        "notice.served  copy_of_notification  disclosure_id=x1 recipient=attorney",
        "notice.served  copy_of_notification  disclosure_id=x1 recipient=designee",
    ],
)
def test_another_notice_does_not_do(notice: str) -> None:
    """It has to be this content, for this disclosure, delivered to the person."""
    assert statuses(RULE, told(f"2026-03-05 15:00  {notice}")) == {"x1": "violation"}


def test_a_copy_before_the_disclosure_counts() -> None:
    """A notice at any time up to the due one counts, and one notice may serve several contents."""
    notice = "notice.served  written_reason,copy_of_notification  disclosure_id=x1"
    assert statuses(RULE, told(f"2026-03-04 15:00  {notice}")) == {"x1": "compliant"}


@pytest.mark.parametrize(
    "contents",
    [
        "custody_status,home_address,work_address,probation_appointment,probation_compliance",
        "immigration_status,criminal_case,public_record",
        "confidential confidential_categories=unknown",
    ],
)
def test_only_a_release_date_is_a_notification(contents: str) -> None:
    """What else is told is no matter."""
    assert statuses(RULE, told(more=f"contents={contents}")) == {}


@pytest.mark.parametrize(
    ("authority", "status"),
    [("cbp", {"x1": "violation"}), ("other_dhs", {"x1": "violation"}), ("fbi", {}), ("us_marshals", {})],
)
def test_only_a_federal_immigration_authority_is_notified(authority: str, status: dict[str, str]) -> None:
    """Telling others is no matter."""
    assert statuses(RULE, told(more=f"authority={authority}")) == status


def test_no_request_is_needed() -> None:
    """The duty follows from the telling, also where a request that was there is withdrawn."""
    assert statuses(RULE, told("2026-03-01 09:00  request.received  r1")) == {"x1": "violation"}
    assert statuses(RULE, told()) == {"x1": "violation"}


def test_two_disclosures_under_one_id_are_one_finding() -> None:
    """A copy of the first day is late for none: the second telling has a later limit."""
    drawing = told(f"2026-03-05 15:00  {SERVED}", "2026-03-07 10:00  disclosure.made  x1")
    assert statuses(RULE, drawing) == {"x1": "compliant"}
    late = told(f"2026-03-07 15:00  {SERVED}", "2026-03-07 10:00  disclosure.made  x1")
    assert only(RULE, late).occurred_at == at("2026-03-05 10:00")


def test_the_rulebook_is_that_of_the_disclosure() -> None:
    """Told on 30 September, due at the midnight of the new rulebook."""
    assert only(RULE, told(when="2025-09-30 23:59:59")).rulebook == "ct-trust-2019"
    assert statuses(RULE, told(when="2019-09-30 23:59:59")) == {}
