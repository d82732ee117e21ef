"""e1-written-reason: a person whose release was told gets the reason in writing."""

from __future__ import annotations

import pytest

from tests.spec.drawing import at, clearing, codes, named, only, statuses

RULE = "e1-written-reason"
TOLD = "2026-03-05 10:00  disclosure.made  x1\n"


def test_a_reason_the_same_day_is_compliant() -> None:
    """The finding rests on the disclosure and the notice."""
    finding = only(RULE, f"{TOLD}2026-03-05 15:00  notice.served  written_reason  disclosure_id=x1")
    assert (finding.status, finding.severity, codes(finding)) == ("compliant", "high", ["in-time"])
    assert (finding.matter, finding.due_at) == ("x1", at("2026-03-06 00:00"))
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
    finding = only(RULE, f"{TOLD}{served}  notice.served  written_reason  disclosure_id=x1")
    assert (finding.status, codes(finding)) == (status, [reason])


@pytest.mark.parametrize(("as_of", "status"), [("2026-03-06 00:00", "pending"), ("2026-03-06 00:00:01", "violation")])
def test_the_clock_runs_till_midnight(as_of: str, status: str) -> None:
    """Pending up to midnight; what would clear it is the reason by then."""
    finding = only(RULE, TOLD, as_of=as_of)
    assert finding.status == status
    assert clearing(finding) == [
        (
            at("2026-03-06 00:00"),
            [
                (
                    "notice.served",
                    {
                        "contents": ["written_reason"],
                        "recipient": "individual",
                        "outcome": "delivered",
                        "disclosure_id": "x1",
                    },
                )
            ],
        )
    ]
    assert finding.missing == ("The reason in writing, delivered to the person.",)


@pytest.mark.parametrize("more", ["recipient=attorney", "recipient=designee", "outcome=attempted"])
def test_it_is_delivered_to_the_person(more: str) -> None:
    """Given to somebody else, or only attempted, it does not count."""
    notice = f"notice.served  written_reason  disclosure_id=x1 {more}"
    assert statuses(RULE, f"{TOLD}2026-03-05 15:00  {notice}") == {"x1": "violation"}


def test_the_copy_is_not_the_reason() -> None:
    """A copy of the notification gives no reason."""
    drawing = f"{TOLD}2026-03-05 15:00  notice.served  copy_of_notification  disclosure_id=x1"
    assert statuses(RULE, drawing) == {"x1": "violation"}


def test_the_custody_s_end_is_the_limit() -> None:
    """It is never later than the end of a custody open at the disclosure."""
    drawing = f"{TOLD}2026-03-05 09:00  custody.started  c1\n2026-03-05 16:00  custody.ended  c1"
    assert only(RULE, drawing).due_at == at("2026-03-05 16:00")


def test_only_a_release_date_needs_a_reason() -> None:
    """The custody status alone is no notification of a release."""
    assert statuses(RULE, "2026-03-05 10:00  disclosure.made  x1  contents=custody_status") == {}


def test_before_the_first_day_nothing_is_owed() -> None:
    """A disclosure of 30 September 2019 gives nothing."""
    assert statuses(RULE, "2019-09-30 23:59:59  disclosure.made  x1") == {}
