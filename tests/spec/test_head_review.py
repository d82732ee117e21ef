"""c-head-review: the head of the agency decides before the answer, and a no is kept."""

from __future__ import annotations

import pytest

from tests.spec.drawing import at, clearing, codes, named, only, resting_on, statuses

RULE = "c-head-review"
FORWARDED = """
    2026-03-02 11:00  request.received   r1  asks=release_date
    2026-03-03 09:00  request.forwarded  r1
    """
ANSWERED = "\n2026-03-05 10:00  request.answered  a1"
TOLD = "\n2026-03-05 10:00  request.answered  a1  disclosure_id=x1"


def test_approved_before_the_answer_is_compliant() -> None:
    """The finding rests on the answer, the request and the review."""
    finding = only(RULE, f"{FORWARDED}2026-03-04 09:00  request.reviewed  r1  outcome=approved{ANSWERED}")
    assert (finding.status, finding.severity, codes(finding)) == ("compliant", "medium", ["review-approved"])
    assert (finding.matter, finding.actor, finding.occurred_at) == ("a1", "o1", at("2026-03-05 10:00"))
    assert (finding.citation, finding.due_at) == ("C.G.S. § 54-192h(c)", None)
    assert finding.evidence == named("e1", "e3", "e4")


def test_no_review_is_a_violation() -> None:
    """Forwarded, and answered before anybody decided; an approval by the time of the answer would have cleared it."""
    finding = only(RULE, FORWARDED + ANSWERED)
    assert (finding.status, codes(finding)) == ("violation", ["answered-without-review"])
    assert clearing(finding) == [
        (
            at("2026-03-05 10:00"),
            [("request.reviewed", {"request_id": "r1", "by": "agency_head", "outcome": "approved"})],
        )
    ]
    assert finding.missing == ("A review of the request by the agency head that allows the answer.",)
    assert finding.evidence == named("e1", "e3")


@pytest.mark.parametrize(
    ("reviewed", "status"), [("09:59:59", "compliant"), ("10:00:00", "compliant"), ("10:00:01", "violation")]
)
def test_the_review_comes_before_the_answer(reviewed: str, status: str) -> None:
    """At the very instant of the answer it is in time; one second later it is not."""
    drawing = f"{FORWARDED}{ANSWERED}\n2026-03-05 {reviewed}  request.reviewed  r1"
    assert statuses(RULE, drawing) == {"a1": status}


def test_a_denial_that_is_kept_is_compliant() -> None:
    """The head said no, and the answer told nothing."""
    finding = only(RULE, f"{FORWARDED}2026-03-04 09:00  request.reviewed  r1  outcome=denied{ANSWERED}")
    assert (finding.status, codes(finding)) == ("compliant", ["denial-kept"])


def test_a_denial_that_is_not_kept_is_a_violation() -> None:
    """The head said no, and the answer is, or names, a disclosure, whether that is on file or not."""
    denied = f"{FORWARDED}2026-03-04 09:00  request.reviewed  r1  outcome=denied"
    finding = only(RULE, denied + TOLD)
    assert (finding.status, codes(finding)) == ("violation", ["review-denied"])
    assert resting_on(finding) == ["e1", "e3", "e4"]
    assert clearing(finding)[0][1][0][1]["outcome"] == "approved"
    on_file = f"{denied}{TOLD}\n2026-03-05 10:00  disclosure.made  x1"
    assert statuses(RULE, on_file) == {"a1": "violation"}
    told_to_others = f"{denied}{TOLD}\n2026-03-05 10:00  disclosure.made  x1  authority=fbi"
    assert statuses(RULE, told_to_others) == {"a1": "violation"}
    disclosure = f"{denied}\n2026-03-05 10:00  disclosure.made  x1  request_id=r1"
    assert statuses(RULE, disclosure) == {"x1": "violation"}


def test_the_latest_review_counts() -> None:
    """A denial after an approval, or an approval after a denial; one after the answer counts for nothing."""
    drawing = f"""{FORWARDED}
        2026-03-04 09:00  request.reviewed  r1  outcome={{}}
        2026-03-04 10:00  request.reviewed  r1  outcome={{}}
        2026-03-05 10:00:01  request.reviewed  r1  outcome={{}}
        {TOLD}
        """
    assert statuses(RULE, drawing.format("approved", "denied", "approved")) == {"a1": "violation"}
    assert statuses(RULE, drawing.format("denied", "approved", "denied")) == {"a1": "compliant"}


@pytest.mark.parametrize("order", [("approved", "denied"), ("denied", "approved")])
def test_at_one_instant_a_denial_outweighs_an_approval(order: tuple[str, str]) -> None:
    """Two reviews at one instant, whichever is first in the file."""
    reviews = "\n".join(f"2026-03-04 09:00  request.reviewed  r1  outcome={one}" for one in order)
    assert codes(only(RULE, f"{FORWARDED}{reviews}{TOLD}")) == ["review-denied"]
    assert codes(only(RULE, f"{FORWARDED}{reviews}{ANSWERED}")) == ["denial-kept"]


def test_a_denial_at_the_instant_of_the_answer_leaves_nothing_to_clear_it() -> None:
    """An approval could come no later, and at one instant the denial outweighs it."""
    finding = only(RULE, f"{FORWARDED}{TOLD}\n2026-03-05 10:00  request.reviewed  r1  outcome=denied")
    assert (finding.status, finding.would_have_cleared) == ("violation", ())
    assert finding.missing


def test_without_a_forwarding_in_time_there_is_no_review_to_judge() -> None:
    """The forwarding's own lateness is shown once, by the other rule."""
    received = "2026-03-02 11:00  request.received  r1\n"
    assert statuses(RULE, f"{received}{ANSWERED}") == {}
    assert statuses(RULE, f"{received}{ANSWERED}\n2026-03-05 10:00:01  request.forwarded  r1") == {}
    assert statuses(RULE, f"{received}{ANSWERED}\n2026-03-05 10:00:00  request.forwarded  r1") == {"a1": "violation"}
    assert statuses(RULE, f"{received}{ANSWERED}\n2026-03-04 09:00  request.forwarded  r1  to=other") == {}


@pytest.mark.parametrize("review", ["r1  by=other", "r1  by=delegate", "r2", "r1  subject=person/p2"])
def test_another_review_is_not_there(review: str) -> None:
    """By others, by a delegate without the delegation, of another request, or about somebody else."""
    drawing = f"{FORWARDED}2026-03-04 09:00  request.reviewed  {review}{ANSWERED}"
    assert statuses(RULE, drawing) == {"a1": "violation"}


def test_a_review_by_others_overrides_nothing() -> None:
    """The head denied; somebody else's approval, later, is not there."""
    drawing = f"""{FORWARDED}
        2026-03-04 09:00  request.reviewed  r1  outcome=denied
        2026-03-04 10:00  request.reviewed  r1  by=other
        {TOLD}
        """
    assert codes(only(RULE, drawing)) == ["review-denied"]


@pytest.mark.parametrize(("on_file", "status"), [("09:00:00", "compliant"), ("09:00:01", "violation")])
def test_a_delegate_with_a_delegation_may_review(on_file: str, status: str) -> None:
    """The delegation is on file at the review."""
    drawing = f"""{FORWARDED}
        2026-03-04 {on_file}  document.recorded  d1  kind=delegation signer_role=agency_head issued_at=2026-01-01T00:00
        2026-03-04 09:00  request.reviewed  r1  by=delegate delegation_document_id=d1
        {ANSWERED}
        """
    assert statuses(RULE, drawing) == {"a1": status}


def test_a_review_before_the_request_counts() -> None:
    """Reviewed before it was received: somebody noted the one late."""
    drawing = f"{FORWARDED}2026-03-01 09:00  request.reviewed  r1{ANSWERED}"
    assert statuses(RULE, drawing) == {"a1": "compliant"}


def test_a_disclosure_that_no_answer_names_is_judged_too() -> None:
    """The same answers as the other rule's, at the same instants."""
    drawing = f"""{FORWARDED}
        2026-03-05 10:00  disclosure.made   x1  request_id=r1
        2026-03-05 09:00  request.reviewed  r1
        """
    assert statuses(RULE, drawing) == {"x1": "compliant"}


def test_an_answer_is_judged_at_the_earlier_of_two_times() -> None:
    """Approved after the disclosure and before the answer is too late."""
    drawing = f"""{FORWARDED}
        2026-03-05 10:00  request.answered  a1  disclosure_id=x1
        2026-03-04 10:00  disclosure.made   x1
        2026-03-04 11:00  request.reviewed  r1
        """
    finding = only(RULE, drawing)
    assert (finding.status, finding.occurred_at) == ("violation", at("2026-03-04 10:00"))


def test_before_the_first_day_there_is_no_finding() -> None:
    """An answer of 30 September 2019 gives nothing."""
    drawing = """
        2019-09-30 11:00  request.received   r1
        2019-09-30 12:00  request.forwarded  r1
        2019-09-30 23:59:59  request.answered   a1
        """
    assert statuses(RULE, drawing) == {}
    assert statuses(RULE, drawing, law="ct-trust-2019") == {"a1": "violation"}
