"""c-forward-to-head: before anyone answers a request for a release date, it goes to the head of the agency."""

from __future__ import annotations

import pytest

from tests.spec.drawing import at, clearing, codes, named, only, resting_on, statuses

RULE = "c-forward-to-head"
ASKED = "2026-03-02 11:00  request.received  r1  asks=release_date\n"
ANSWERED = "2026-03-05 10:00  request.answered  a1\n"


def test_forwarded_before_the_answer_is_compliant() -> None:
    """The finding rests on the answer, the request and the forwarding."""
    finding = only(RULE, f"{ASKED}2026-03-03 09:00  request.forwarded  r1\n{ANSWERED}")
    assert (finding.status, finding.severity, codes(finding)) == ("compliant", "high", ["forwarded-to-head"])
    assert (finding.matter, finding.actor, finding.occurred_at) == ("a1", "o1", at("2026-03-05 10:00"))
    assert (finding.citation, finding.due_at) == ("C.G.S. § 54-192h(c)", None)
    assert finding.evidence == named("e1", "e2", "e3")


def test_answered_without_the_head_is_a_violation() -> None:
    """Nothing was forwarded; a forwarding to the head by the time of the answer would have cleared it."""
    finding = only(RULE, f"{ASKED}{ANSWERED}")
    assert (finding.status, codes(finding)) == ("violation", ["answered-without-head"])
    assert clearing(finding) == [
        (at("2026-03-05 10:00"), [("request.forwarded", {"request_id": "r1", "to": "agency_head"})])
    ]
    assert finding.missing == ("The forwarding of the request to the agency head.",)
    assert finding.evidence == named("e1", "e2")


@pytest.mark.parametrize(
    ("forwarded", "status"), [("09:59:59", "compliant"), ("10:00:00", "compliant"), ("10:00:01", "violation")]
)
def test_the_forwarding_comes_before_the_answer(forwarded: str, status: str) -> None:
    """At the very instant of the answer it is in time; one second later it is not."""
    drawing = f"{ASKED}{ANSWERED}2026-03-05 {forwarded}  request.forwarded  r1"
    assert statuses(RULE, drawing) == {"a1": status}


def test_a_forwarding_before_the_request_counts() -> None:
    """Forwarded before it was received: somebody noted the one late, and the head had it."""
    assert statuses(RULE, f"{ASKED}{ANSWERED}2026-03-01 09:00  request.forwarded  r1") == {"a1": "compliant"}


@pytest.mark.parametrize("forwarding", ["r2", "r1  to=other", "r1  to=delegate", "r1  subject=person/p2"])
def test_another_forwarding_does_not_do(forwarding: str) -> None:
    """Another request's, one to somebody else, one to a delegate with no delegation, or one about somebody else."""
    drawing = f"{ASKED}{ANSWERED}2026-03-03 09:00  request.forwarded  {forwarding}"
    assert statuses(RULE, drawing) == {"a1": "violation"}


DELEGATED = f"""{ASKED}{ANSWERED}
    2026-03-03 09:00  request.forwarded  r1  to={{to}} {{names}}
    2026-03-03 09:00  document.recorded  d1  {{paper}}
    """


def delegated(paper: str = "", *, to: str = "delegate", names: str = "delegation_document_id=d1") -> str:
    """Draw a forwarding to a delegate, with a delegation by the agency head unless `paper` says otherwise."""
    return DELEGATED.format(paper=f"kind=delegation signer_role=agency_head {paper}", to=to, names=names)


def test_a_delegate_with_a_delegation_stands_for_the_head() -> None:
    """The delegation is signed by the agency head, and on file and issued at the very instant of the forwarding."""
    assert statuses(RULE, delegated()) == {"a1": "compliant"}


@pytest.mark.parametrize(
    "paper",
    [
        "kind=other",
        "signer_role=individual",
        "signer_role=unknown",
        "issued_at=2026-03-03T09:00:01",
        "subject=person/p2",
    ],
)
def test_another_paper_is_no_delegation(paper: str) -> None:
    """Of another kind, signed by somebody else, issued after the forwarding, or on another person's timeline."""
    assert statuses(RULE, delegated(paper)) == {"a1": "violation"}


def test_a_delegation_that_nobody_on_record_signed_does_not_count() -> None:
    """No signer on record is an unknown one."""
    assert statuses(RULE, delegated().replace("signer_role=agency_head", "")) == {"a1": "violation"}


def test_a_delegation_is_named_by_the_forwarding() -> None:
    """A forwarding that names none, or another paper, has no delegation."""
    assert statuses(RULE, delegated(names="")) == {"a1": "violation"}
    assert statuses(RULE, delegated(names="delegation_document_id=d2")) == {"a1": "violation"}


def test_a_delegation_makes_nobody_else_a_delegate() -> None:
    """Forwarded to somebody else, with a delegation named, is not forwarded to a delegate."""
    assert statuses(RULE, delegated(to="other")) == {"a1": "violation"}


@pytest.mark.parametrize(("on_file", "status"), [("09:00:00", "compliant"), ("09:00:01", "violation")])
def test_a_delegation_is_on_file_at_the_forwarding(on_file: str, status: str) -> None:
    """At the very instant of the forwarding it is; one second later it is not, though before the answer."""
    drawing = delegated("issued_at=2026-01-01T09:00").replace("09:00  document", f"{on_file}  document")
    assert statuses(RULE, drawing) == {"a1": status}


@pytest.mark.parametrize(("revoked", "status"), [("09:00:00", "violation"), ("09:00:01", "compliant")])
def test_a_revoked_delegation_does_not_count(revoked: str, status: str) -> None:
    """Revoked at or before the forwarding it does not count; revoked later it did."""
    drawing = delegated().replace("03 09:00  document", "01 09:00  document")
    assert statuses(RULE, f"{drawing}\n2026-03-03 {revoked}  document.revoked  d1") == {"a1": status}


@pytest.mark.parametrize(
    ("asks", "status"),
    [
        ("release_date", {"a1": "violation"}),
        ("notify_release", {"a1": "violation"}),
        ("hold,notify_release", {"a1": "violation"}),
        ("hold,transfer,interview,arrest,information,other", {}),
    ],
)
def test_only_requests_for_a_release_date_go_to_the_head(asks: str, status: dict[str, str]) -> None:
    """A request that asks for the date, or for a notice of release."""
    assert statuses(RULE, f"2026-03-02 11:00  request.received  r1  asks={asks}\n{ANSWERED}") == status


@pytest.mark.parametrize(
    ("authority", "status"), [("cbp", {"a1": "violation"}), ("other_dhs", {"a1": "violation"}), ("us_marshals", {})]
)
def test_only_requests_of_a_federal_immigration_authority_count(authority: str, status: dict[str, str]) -> None:
    """An answer to anybody else gives no finding."""
    drawing = f"2026-03-02 11:00  request.received  r1  asks=release_date authority={authority}\n{ANSWERED}"
    assert statuses(RULE, drawing) == status


def test_an_answer_to_a_request_not_on_file_is_no_matter() -> None:
    """Nobody knows what was asked."""
    assert statuses(RULE, ANSWERED) == {}
    assert statuses(RULE, "2026-03-02 11:00  request.received  r2  asks=release_date\n" + ANSWERED) == {}


def test_the_request_may_be_withdrawn_or_come_after() -> None:
    """An answer to a request since withdrawn, or noted later, is an answer to a request on file."""
    assert statuses(RULE, f"{ASKED}{ANSWERED}2026-03-03 09:00  request.withdrawn  r1") == {"a1": "violation"}
    assert statuses(RULE, f"{ANSWERED}2026-03-06 09:00  request.received  r1") == {"a1": "violation"}


TOLD = "2026-03-05 10:00  disclosure.made  x1  request_id=r1 {}\n"


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ("contents=release_date", {"x1": "violation"}),
        ("contents=custody_status,home_address", {"x1": "violation"}),
        ("contents=home_address,immigration_status,public_record", {}),
        ("contents=release_date authority=cbp", {"x1": "violation"}),
        ("contents=release_date authority=fbi", {}),
        ("contents=release_date actor=other:o1", {}),
        ("contents=release_date actor=school_police:o1", {}),
    ],
)
def test_a_disclosure_that_no_answer_names_is_an_answer(more: str, status: dict[str, str]) -> None:
    """To a federal immigration authority, for that request, about custody or release, by a role that is covered."""
    assert statuses(RULE, ASKED + TOLD.format(more)) == status


def test_a_disclosure_for_no_request_is_no_answer() -> None:
    """It names no request, one that is not on file, or one that asked something else."""
    assert statuses(RULE, f"{ASKED}2026-03-05 10:00  disclosure.made  x1") == {}
    assert statuses(RULE, f"{ASKED}2026-03-05 10:00  disclosure.made  x1  request_id=r2") == {}
    assert statuses(RULE, "2026-03-02 11:00  request.received  r1  asks=hold\n" + TOLD.format("")) == {}


def test_a_disclosure_that_an_answer_names_is_that_answer() -> None:
    """One matter, the answer's; whichever answer names it."""
    drawing = f"{ASKED}{TOLD.format('')}2026-03-05 11:00  request.answered  a1  disclosure_id=x1"
    finding = only(RULE, drawing)
    assert (finding.matter, finding.occurred_at) == ("a1", at("2026-03-05 10:00"))
    assert resting_on(finding) == ["e1", "e2", "e3"]
    other = f"{ASKED}{TOLD.format('')}2026-03-05 11:00  request.answered  a1  disclosure_id=x1 request_id=r9"
    assert statuses(RULE, other) == {}


@pytest.mark.parametrize(
    ("answered", "disclosed", "forwarded", "status"),
    [
        ("11:00", "10:00", "10:00:00", "compliant"),
        ("11:00", "10:00", "10:00:01", "violation"),
        ("10:00", "11:00", "10:00:00", "compliant"),
        ("10:00", "11:00", "10:00:01", "violation"),
    ],
)
@pytest.mark.parametrize("authority", ["ice", "fbi"])
def test_an_answer_is_judged_at_the_earlier_of_two_times(
    answered: str, disclosed: str, forwarded: str, status: str, authority: str
) -> None:
    """An answer that names a disclosure on file, to whomever, is judged at its own time or the disclosure's."""
    drawing = f"""{ASKED}
        2026-03-05 {answered}  request.answered  a1  disclosure_id=x1
        2026-03-05 {disclosed}  disclosure.made  x1  authority={authority} contents=public_record
        2026-03-05 {forwarded}  request.forwarded  r1
        """
    finding = only(RULE, drawing)
    assert (finding.status, finding.occurred_at) == (status, at("2026-03-05 10:00"))


def test_the_rulebook_is_that_of_the_earlier_time() -> None:
    """Answered in October what was told in September: the first rulebook judges, and before 2019 none."""
    drawing = """
        {0} 11:00  request.received  r1
        {0} 12:00  disclosure.made   x1
        {1} 12:00  request.answered  a1  disclosure_id=x1
        """
    assert only(RULE, drawing.format("2025-09-30", "2025-10-01")).rulebook == "ct-trust-2019"
    assert statuses(RULE, drawing.format("2019-09-30", "2019-10-01")) == {}


def test_an_answer_by_a_role_that_is_not_covered_is_no_matter() -> None:
    """School police are bound by (b) alone."""
    assert statuses(RULE, f"{ASKED}2026-03-05 10:00  request.answered  a1  actor=school_police:o1") == {}


def test_each_answer_is_a_matter() -> None:
    """Two answers to one request, the forwarding between them."""
    drawing = f"""{ASKED}{ANSWERED}
        2026-03-06 10:00  request.forwarded  r1
        2026-03-07 10:00  request.answered   a2
        """
    assert statuses(RULE, drawing) == {"a1": "violation", "a2": "compliant"}


def test_several_answers_under_one_id_are_one_finding() -> None:
    """The worst status counts, and of those the earliest act."""
    drawing = f"""{ASKED}
        2026-03-05 09:00  request.forwarded  r1
        2026-03-07 10:00  request.answered   a1
        2026-03-04 10:00  request.answered   a1
        2026-03-03 10:00  request.answered   a1
        """
    finding = only(RULE, drawing)
    assert (finding.status, finding.occurred_at) == ("violation", at("2026-03-03 10:00"))


def test_two_requests_under_one_id_ask_together() -> None:
    """Where one of two receptions under the id asks for a release date, the answer is one to such a request."""
    drawing = f"""
        2026-03-02 10:00  request.received  r1  asks=hold
        2026-03-02 11:00  request.received  r1  asks=release_date
        {ANSWERED}
        """
    assert resting_on(only(RULE, drawing)) == ["e2", "e3"]
