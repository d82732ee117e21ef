"""b1b-release-communication: nobody tells a federal immigration authority of a person's release or custody."""

from __future__ import annotations

import pytest

from tests.spec.drawing import at, codes, named, only, statuses

RULE = "b1b-release-communication"
TOLD = """
    2026-03-02 11:00  request.received  r1  asks=notify_release
    2026-03-05 10:00  disclosure.made   x1  contents={contents}  {more}
    """


def told(contents: str = "release_date", more: str = "") -> str:
    """Draw a disclosure about a person whom a request targets."""
    return TOLD.format(contents=contents, more=more)


@pytest.mark.parametrize("contents", ["release_date", "custody_status", "immigration_status,release_date"])
def test_telling_of_custody_or_release_is_a_violation(contents: str) -> None:
    """What is told is a release date or the custody status, and a request targets the person."""
    finding = only(RULE, told(contents))
    assert (finding.status, finding.severity, codes(finding)) == ("violation", "high", ["release-or-custody-told"])
    assert (finding.matter, finding.actor, finding.occurred_at) == ("x1", "o1", at("2026-03-05 10:00"))
    assert finding.citation == "C.G.S. § 54-192h(b)(1)(B)"
    assert finding.evidence == named("e1", "e2")
    assert (finding.missing, finding.would_have_cleared, finding.due_at) == ((), (), None)


def test_telling_of_anything_else_is_no_matter() -> None:
    """Other contents are not this rule's."""
    contents = (
        "home_address,work_address,probation_appointment,probation_compliance,immigration_status,"
        "criminal_case,public_record"
    )
    assert statuses(RULE, told(contents)) == {}
    assert statuses(RULE, told("confidential", "confidential_categories=crime_witness")) == {}


@pytest.mark.parametrize("authority", ["us_marshals", "fbi", "other_federal", "other"])
def test_telling_others_is_no_matter(authority: str) -> None:
    """Only a disclosure to a federal immigration authority counts."""
    assert statuses(RULE, told(more=f"authority={authority}")) == {}


@pytest.mark.parametrize("authority", ["ice", "cbp", "other_dhs"])
def test_telling_any_federal_immigration_authority_counts(authority: str) -> None:
    """Whichever of them asked, and whichever was told."""
    assert statuses(RULE, told(more=f"authority={authority}")) == {"x1": "violation"}


@pytest.mark.parametrize(
    "exception",
    [
        "2026-03-02 12:00  document.recorded d1 kind=judicial_warrant signer_role=state_judge accompanies=r1",
        "2024-05-01 09:00  conviction.recorded v1 class=A",
        "2026-03-02 12:00  watchlist.checked possible_match",
        "2024-05-01 09:00  conviction.recorded v1 jurisdiction=NY",
        "2026-03-02 12:00  document.recorded d1 kind=judicial_warrant signer_role=state_judge",
    ],
)
def test_an_exception_leaves_it_to_a_person(exception: str) -> None:
    """Established or unclear, the cross-reference clears nothing by itself; the reason says nothing of the kind."""
    finding = only(RULE, f"{told()}\n{exception}")
    assert (finding.status, codes(finding)) == ("undetermined", ["release-or-custody-told", "subsection-e-reading"])
    assert finding.evidence == named("e1", "e2")
    assert finding.missing == ("Counsel's reading of the cross-reference to subsection (e).",)


def test_a_court_order_is_none_of_its_exceptions() -> None:
    """The kinds are those of b1a: the order of 8 U.S.C. 1225(d)(4)(B) is not among them."""
    order = "document.recorded d1 kind=court_order order_type=8-usc-1225-d-4-b signer_role=federal_judge"
    assert statuses(RULE, f"{told()}\n2026-03-02 12:00  {order}") == {"x1": "violation"}


def test_whom_no_request_targets_is_no_matter() -> None:
    """Without a request there is no finding."""
    assert statuses(RULE, "2026-03-05 10:00  disclosure.made  x1") == {}


@pytest.mark.parametrize("asks", ["hold", "transfer", "interview", "arrest", "information", "other"])
def test_what_the_request_asks_does_not_matter(asks: str) -> None:
    """Any request of a federal immigration authority targets the person."""
    drawing = told().replace("asks=notify_release", f"asks={asks}")
    assert statuses(RULE, drawing) == {"x1": "violation"}


def test_a_request_of_another_authority_targets_nobody() -> None:
    """A request of the marshals is none of the rule's."""
    assert statuses(RULE, told().replace("asks=", "authority=us_marshals asks=")) == {}


@pytest.mark.parametrize(("received", "status"), [("10:00:00", {"x1": "violation"}), ("10:00:01", {})])
def test_a_request_targets_from_its_own_instant(received: str, status: dict[str, str]) -> None:
    """A request of the very instant of the disclosure targets; one second later it does not."""
    drawing = f"2026-03-05 {received}  request.received  r1\n2026-03-05 10:00  disclosure.made  x1"
    assert statuses(RULE, drawing) == status


@pytest.mark.parametrize(
    ("withdrawn", "status"), [("09:59:59", {}), ("10:00:00", {}), ("10:00:01", {"x1": "violation"})]
)
def test_a_withdrawn_request_targets_no_more(withdrawn: str, status: dict[str, str]) -> None:
    """From the instant of its withdrawal on a request targets nobody."""
    assert statuses(RULE, f"{told()}\n2026-03-05 {withdrawn}  request.withdrawn  r1") == status


def test_an_uncovered_role_does_not_act() -> None:
    """A disclosure by a role that the rule does not cover is no act of the rule."""
    assert statuses(RULE, told(more="actor=other:o1")) == {}


def test_two_disclosures_under_one_id_are_one_finding() -> None:
    """The worst counts: a violation outweighs an earlier disclosure that a warrant, since revoked, had covered."""
    finding = only(
        RULE,
        f"""{told()}
        2026-03-02 12:00  document.recorded  d1  kind=judicial_warrant signer_role=state_judge accompanies=r1
        2026-03-05 11:00  document.revoked   d1
        2026-03-05 12:00  disclosure.made    x1
        """,
    )
    assert (finding.status, finding.occurred_at) == ("violation", at("2026-03-05 12:00"))
