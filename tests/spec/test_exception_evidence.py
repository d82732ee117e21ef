"""x-exception-evidence: whoever claims an exception has the evidence for it on file at the time of the act."""

from __future__ import annotations

import pytest

from tests.spec.drawing import at, clearing, codes, judged, named, only, resting_on, statuses

RULE = "x-exception-evidence"
KINDS = ("judicial_warrant", "class_a_or_b_conviction", "terrorist_database", "court_order_1225_d_4_b")
ON_FILE = {
    "judicial_warrant": "document.recorded d1 kind=judicial_warrant signer_role=state_judge accompanies=r1",
    "class_a_or_b_conviction": "conviction.recorded v1 class=A",
    "terrorist_database": "watchlist.checked possible_match",
    "court_order_1225_d_4_b": (
        "document.recorded d1 kind=court_order order_type=8-usc-1225-d-4-b signer_role=federal_judge"
    ),
}
ACTS = {
    "custody.started c1": "c1",
    "custody.held c1 bases=civil_detainer": "c1",
    "custody.ended c1": "c1",
    "disclosure.made x1": "x1",
    "interview.started i1": "i1",
}


def claimed(kind: str, *lines: str, act: str = "interview.started i1") -> str:
    """Draw an act for which an exception is claimed, and what else there is."""
    return "\n".join(
        [
            f"2026-03-05 10:00  {act} claimed_exception={kind}",
            "2026-03-01 09:00  request.received  r1",
            *lines,
        ]
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_claim_that_nothing_supports_is_a_violation(kind: str) -> None:
    """The finding reads the same whichever kind was claimed: not even the missing fact says its type."""
    finding = only(RULE, claimed(kind))
    act = at("2026-03-05 10:00")
    assert (finding.status, finding.severity, codes(finding)) == (
        "violation",
        "high",
        ["claimed-exception-not-on-file"],
    )
    assert (finding.matter, finding.actor, finding.occurred_at, finding.due_at) == ("i1", "o1", act, None)
    assert finding.citation == "C.G.S. § 54-192h(b)(1)(A), (D)"
    assert finding.evidence == named("e1")
    assert clearing(finding) == [(act, [(None, {})])]
    assert finding.missing == ("The evidence of the exception that was claimed, issued and on file.",)
    assert finding == only(RULE, claimed(KINDS[0]))


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_claimed_kind_on_file_is_compliant(act: str, kind: str) -> None:
    """Also where the rule at hand does not know that kind; and the finding does not say which it was."""
    finding = only(RULE, claimed(kind, f"2026-03-04 09:00  {ON_FILE[kind]}", act=act))
    assert (finding.status, codes(finding)) == ("compliant", ["statutory-exception-on-file"])
    assert (finding.matter, finding.evidence) == (ACTS[act], named("e1"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("other", KINDS)
def test_another_kind_on_file_does_not_support_the_claim(kind: str, other: str) -> None:
    """It is the claimed kind that has to be established."""
    found = statuses(RULE, claimed(kind, f"2026-03-04 09:00  {ON_FILE[other]}"))
    assert found == {"i1": "compliant" if kind == other else "violation"}


def test_an_unclear_claim_is_undetermined() -> None:
    """A warrant that accompanies no request; what it rests on is shown."""
    drawing = claimed(
        "judicial_warrant", "2026-03-04 09:00  document.recorded  d1  kind=judicial_warrant signer_role=federal_judge"
    )
    finding = only(RULE, drawing)
    assert finding.status == "undetermined"
    assert codes(finding) == ["claimed-exception-unclear", "warrant-accompanies-no-request"]
    assert resting_on(finding) == ["e1", "e3"]
    assert finding.missing == ("Which request the warrant accompanies.",)


@pytest.mark.parametrize(
    ("when", "status"), [("09:59:59", "compliant"), ("10:00:00", "compliant"), ("10:00:01", "violation")]
)
@pytest.mark.parametrize("kind", ["judicial_warrant", "terrorist_database", "court_order_1225_d_4_b"])
def test_the_evidence_is_there_at_the_act(kind: str, when: str, status: str) -> None:
    """At the very instant of the act it is on file; one second later it is not."""
    assert statuses(RULE, claimed(kind, f"2026-03-05 {when}  {ON_FILE[kind]}")) == {"i1": status}


def test_an_act_without_a_claim_is_no_matter() -> None:
    """Nobody has to claim anything."""
    assert statuses(RULE, "2026-03-05 10:00  interview.started  i1") == {}


@pytest.mark.parametrize("more", ["actor=other:o1", "actor=criminal_justice_staff:o1", "authority=fbi"])
def test_whoever_acts_and_with_whom_does_not_matter(more: str) -> None:
    """Whatever the actor's role and the authority, a claim is a claim."""
    assert statuses(RULE, claimed("terrorist_database", act=f"interview.started i1 {more}")) == {"i1": "violation"}


def test_nobody_on_record_may_claim_too() -> None:
    """A custody with no actor on record and no immigration basis."""
    finding = only(RULE, claimed("class_a_or_b_conviction", act="custody.started c1"))
    assert (finding.status, finding.actor) == ("violation", None)


def test_several_claims_under_one_id_are_one_finding() -> None:
    """The worst status, and of those the earliest act."""
    drawing = f"""
        2026-03-01 09:00  request.received  r1
        2026-03-04 09:00  {ON_FILE["judicial_warrant"]}
        2026-03-05 09:00  custody.started   c1  claimed_exception=judicial_warrant
        2026-03-06 09:00  custody.held      c1  bases=sentence claimed_exception=class_a_or_b_conviction
        2026-03-07 09:00  custody.ended     c1  claimed_exception=terrorist_database
        """
    finding = only(RULE, drawing)
    assert (finding.status, finding.occurred_at) == ("violation", at("2026-03-06 09:00"))


def test_the_restricted_output_says_what_a_claim_rests_on() -> None:
    """Which kind, on what evidence; and nothing where the claim is absent."""
    (supported,) = (
        one
        for one in judged(
            claimed("terrorist_database", "2026-03-04 09:00  watchlist.checked possible_match")
        ).restricted
        if one.fingerprint.startswith(RULE)
    )
    assert (supported.kinds, supported.evidence) == (("terrorist_database",), named("e3"))
    assert judged(claimed("judicial_warrant")).restricted == ()


def test_the_local_date_picks_the_rulebook() -> None:
    """A claim before the first day is no matter; a candidate offence supports one only from October 2025 on."""
    early = "2019-09-30 23:59:59  interview.started  i1  claimed_exception=terrorist_database"
    assert statuses(RULE, early) == {}
    drawing = """
        2024-01-05 09:00  conviction.recorded  v1  statute=53a-72a class=D
        {}  interview.started  i1  claimed_exception=class_a_or_b_conviction
        """
    assert statuses(RULE, drawing.format("2025-09-30 23:59:59")) == {"i1": "violation"}
    assert statuses(RULE, drawing.format("2025-10-01 00:00:00")) == {"i1": "undetermined"}
