"""e1-statement-of-intent: a person for whom a detainer comes is told whether the agency intends to comply."""

from __future__ import annotations

import pytest

from tests.spec.drawing import at, clearing, codes, named, only, statuses

RULE = "e1-statement-of-intent"
RECEIVED = "2026-03-02 11:00  request.received  r1\n"


@pytest.mark.parametrize("intent", ["comply", "decline"])
def test_a_statement_in_time_is_compliant(intent: str) -> None:
    """To say that the agency will, or will not, comply."""
    drawing = f"{RECEIVED}2026-03-02 15:00  notice.served  statement_of_intent  request_id=r1 intent={intent}"
    finding = only(RULE, drawing)
    assert (finding.status, finding.severity, codes(finding)) == ("compliant", "high", ["in-time"])
    assert (finding.matter, finding.due_at) == ("r1", at("2026-03-03 11:00"))
    assert finding.citation == "C.G.S. § 54-192h(e)(1)"
    assert finding.evidence == named("e1", "e2")


def test_undecided_is_no_statement() -> None:
    """To say that nothing is decided does not inform anybody."""
    drawing = f"{RECEIVED}2026-03-02 15:00  notice.served  statement_of_intent  request_id=r1 intent=undecided"
    assert statuses(RULE, drawing) == {"r1": "violation"}


def test_an_intent_without_the_statement_is_no_statement() -> None:
    """A copy of the request, with an intent beside it, is not the statement."""
    drawing = f"{RECEIVED}2026-03-02 15:00  notice.served  copy_of_request  request_id=r1 intent=comply"
    assert statuses(RULE, drawing) == {"r1": "violation"}


@pytest.mark.parametrize("more", ["recipient=attorney", "recipient=designee", "outcome=attempted"])
def test_it_is_delivered_to_the_person(more: str) -> None:
    """Told to somebody else, or only attempted, it does not count."""
    notice = f"notice.served  statement_of_intent  request_id=r1 intent=comply {more}"
    assert statuses(RULE, f"{RECEIVED}2026-03-02 15:00  {notice}") == {"r1": "violation"}


@pytest.mark.parametrize(
    ("served", "status", "reason"),
    [
        ("2026-03-03 10:59:59", "compliant", "in-time"),
        ("2026-03-03 11:00:00", "compliant", "in-time"),
        ("2026-03-03 11:00:01", "violation", "late"),
    ],
)
def test_a_statement_is_due_after_a_day(served: str, status: str, reason: str) -> None:
    """At 24 hours it is in time, one second later it is late."""
    drawing = f"{RECEIVED}{served}  notice.served  statement_of_intent  request_id=r1 intent=decline"
    finding = only(RULE, drawing)
    assert (finding.status, codes(finding)) == (status, [reason])


@pytest.mark.parametrize(("as_of", "status"), [("2026-03-03 11:00", "pending"), ("2026-03-03 11:00:01", "violation")])
def test_the_clock_runs_for_a_day(as_of: str, status: str) -> None:
    """Pending up to the limit; what would clear it is a statement by then."""
    finding = only(RULE, RECEIVED, as_of=as_of)
    assert finding.status == status
    assert clearing(finding) == [
        (
            at("2026-03-03 11:00"),
            [
                (
                    "notice.served",
                    {
                        "contents": ["statement_of_intent"],
                        "recipient": "individual",
                        "outcome": "delivered",
                        "request_id": "r1",
                        "intent": "decline",
                    },
                )
            ],
        )
    ]
    assert finding.missing == ("A statement to the person whether the agency intends to comply.",)


def test_an_undecided_statement_before_a_decided_one_changes_nothing() -> None:
    """The decided one counts, at its own time."""
    drawing = f"""{RECEIVED}
        2026-03-02 12:00  notice.served  statement_of_intent  request_id=r1 intent=undecided
        2026-03-02 17:00  notice.served  statement_of_intent  request_id=r1 intent=comply
        """
    finding = only(RULE, drawing)
    assert (finding.status, finding.evidence) == ("compliant", named("e1", "e3"))


def test_the_custody_s_end_is_the_limit() -> None:
    """It is never later than the end of the custody."""
    drawing = f"""{RECEIVED}
        2026-03-02 10:00  custody.started  c1
        2026-03-02 16:00  custody.ended    c1
        """
    assert only(RULE, drawing).due_at == at("2026-03-02 16:00")


def test_the_hours_are_policy() -> None:
    """Another number in the policy moves the due time."""
    assert only(RULE, RECEIVED, policy={"notice_hours": 48}).due_at == at("2026-03-04 11:00")


def test_before_the_first_day_nothing_is_owed() -> None:
    """A request of 30 September 2019 gives nothing, unless one law is to judge every act."""
    drawing = "2019-09-30 23:59:59  request.received  r1"
    assert statuses(RULE, drawing) == {}
    assert statuses(RULE, drawing, law="ct-trust-2025") == {"r1": "violation"}
