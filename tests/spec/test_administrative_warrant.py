"""b1c-administrative-warrant: nobody is arrested or kept in custody on an administrative warrant."""

from __future__ import annotations

import pytest

from tests.spec.drawing import at, codes, named, only, resting_on, statuses

RULE = "b1c-administrative-warrant"


@pytest.mark.parametrize("kind", ["custody.started", "custody.held"])
def test_custody_on_an_administrative_warrant_is_a_violation(kind: str) -> None:
    """A custody whose basis is such a warrant and nothing independent; nothing would have cleared it."""
    finding = only(RULE, f"2026-03-02 09:00  {kind}  c1  bases=administrative_warrant  actor=state_marshal:o2")
    assert (finding.status, finding.severity) == ("violation", "critical")
    assert codes(finding) == ["basis-is-administrative-warrant"]
    assert (finding.matter, finding.actor, finding.occurred_at) == ("c1", "o2", at("2026-03-02 09:00"))
    assert finding.citation == "C.G.S. § 54-192h(b)(1)(C)"
    assert finding.evidence == named("e1")
    assert (finding.due_at, finding.missing, finding.would_have_cleared) == (None, (), ())


@pytest.mark.parametrize(
    "basis",
    ["criminal_charge", "judicial_warrant", "sentence", "court_order", "probation_violation", "other_state_hold"],
)
def test_an_independent_basis_beside_it_stands(basis: str) -> None:
    """With an independent basis the custody does not rest on the administrative warrant."""
    assert statuses(RULE, f"2026-03-02 09:00  custody.started  c1  bases=administrative_warrant,{basis}") == {}


@pytest.mark.parametrize("basis", ["civil_detainer", "unknown"])
def test_a_basis_that_is_not_independent_does_not_help(basis: str) -> None:
    """A detainer or an unknown basis beside it changes nothing."""
    drawing = f"2026-03-02 09:00  custody.started  c1  bases=administrative_warrant,{basis}"
    assert statuses(RULE, drawing) == {"c1": "violation"}


@pytest.mark.parametrize(
    "exception",
    [
        "conviction.recorded v1 class=A",
        "watchlist.checked possible_match",
        "document.recorded d1 kind=judicial_warrant signer_role=federal_judge accompanies=r1",
        "document.recorded d1 kind=court_order order_type=8-usc-1225-d-4-b signer_role=federal_judge",
    ],
)
def test_nothing_clears_it(exception: str) -> None:
    """The statute has no exception to this: a violation whatever is on file."""
    drawing = f"""
        2026-02-27 09:00  request.received  r1
        2026-02-28 09:00  {exception}
        2026-03-02 09:00  custody.started   c1  bases=administrative_warrant
        """
    assert statuses(RULE, drawing) == {"c1": "violation"}


def test_other_bases_are_no_matter() -> None:
    """A detainer is another rule's."""
    assert statuses(RULE, "2026-03-02 09:00  custody.started  c1  bases=civil_detainer,unknown") == {}


@pytest.mark.parametrize("signer", ["immigration_judge", "immigration_officer", "unknown", "agency_head", ""])
def test_a_judicial_warrant_that_no_judge_signed_is_administrative(signer: str) -> None:
    """Booked on a "judicial" warrant, and the one on file is signed by no judicial officer, or by nobody on record."""
    role = f"signer_role={signer}" if signer else ""
    finding = only(
        RULE,
        f"""
        2026-03-01 09:00  document.recorded  d1  kind=judicial_warrant {role} issued_at=2026-03-30T00:00
        2026-03-02 09:00  custody.started    c1  bases=judicial_warrant
        """,
    )
    assert (finding.status, codes(finding)) == ("violation", ["signer-is-no-judicial-officer"])
    assert resting_on(finding) == ["e1", "e2"]


@pytest.mark.parametrize("signer", ["state_judge", "federal_judge", "federal_magistrate_judge"])
def test_one_warrant_that_a_judge_signed_is_enough(signer: str) -> None:
    """Every such paper on file has to be signed by no judicial officer."""
    drawing = f"""
        2026-03-01 09:00  document.recorded  d1  kind=judicial_warrant signer_role=immigration_officer
        2026-03-01 10:00  document.recorded  d2  kind=judicial_warrant signer_role={signer}
        2026-03-02 09:00  custody.started    c1  bases=judicial_warrant
        """
    assert statuses(RULE, drawing) == {}


def test_without_any_such_paper_the_basis_is_believed() -> None:
    """At least one such document has to be on file; papers of other kinds are none."""
    drawing = """
        2026-03-01 09:00  document.recorded  d1  kind=administrative_warrant signer_role=immigration_officer
        2026-03-02 09:00  custody.started    c1  bases=judicial_warrant
        """
    assert statuses(RULE, drawing) == {}


@pytest.mark.parametrize(
    ("on_file", "status"), [("08:59:59", {"c1": "violation"}), ("09:00:00", {"c1": "violation"}), ("09:00:01", {})]
)
def test_the_paper_is_on_file_at_the_act(on_file: str, status: dict[str, str]) -> None:
    """A paper of the very instant of the act is on file; one second later it is not."""
    drawing = f"""
        2026-03-02 {on_file}  document.recorded  d1  kind=judicial_warrant signer_role=immigration_judge
        2026-03-02 09:00  custody.started    c1  bases=judicial_warrant,unknown
        """
    assert statuses(RULE, drawing) == status


@pytest.mark.parametrize(("revoked", "status"), [("09:00:00", {}), ("09:00:01", {"c1": "violation"})])
def test_a_revoked_paper_is_not_on_file(revoked: str, status: dict[str, str]) -> None:
    """Revoked at or before the act, an unsigned paper no longer speaks against the basis."""
    drawing = f"""
        2026-03-01 09:00  document.recorded  d1  kind=judicial_warrant signer_role=immigration_judge
        2026-03-02 {revoked}  document.revoked  d1
        2026-03-02 09:00  custody.started    c1  bases=judicial_warrant
        """
    assert statuses(RULE, drawing) == status


def test_a_revoked_warrant_of_a_judge_no_longer_speaks_for_the_basis() -> None:
    """The only warrant that a judge signed was revoked; what is left is signed by no judicial officer."""
    drawing = """
        2026-03-01 09:00  document.recorded  d1  kind=judicial_warrant signer_role=immigration_judge
        2026-03-01 09:00  document.recorded  d2  kind=judicial_warrant signer_role=state_judge
        2026-03-02 08:00  document.revoked   d2
        2026-03-02 09:00  custody.started    c1  bases=judicial_warrant
        """
    assert statuses(RULE, drawing) == {"c1": "violation"}


def test_another_independent_basis_beside_it_leaves_the_paper_aside() -> None:
    """Only where the judicial warrant is the only independent basis are its papers looked at."""
    drawing = """
        2026-03-01 09:00  document.recorded  d1  kind=judicial_warrant signer_role=immigration_judge
        2026-03-02 09:00  custody.started    c1  bases=judicial_warrant,criminal_charge
        """
    assert statuses(RULE, drawing) == {}


def test_both_clauses_may_meet() -> None:
    """Bases of both kinds of warrant: the judicial one is independent, unless no judge signed it."""
    drawing = """
        2026-03-01 09:00  document.recorded  d1  kind=judicial_warrant signer_role={}
        2026-03-02 09:00  custody.started    c1  bases=judicial_warrant,administrative_warrant
        """
    assert codes(only(RULE, drawing.format("immigration_officer"))) == ["signer-is-no-judicial-officer"]
    assert statuses(RULE, drawing.format("state_judge")) == {}


def test_one_finding_a_custody_on_the_earliest_act() -> None:
    """A custody begun and held on such a warrant is one finding, on the first act that the law knows."""
    finding = only(
        RULE,
        """
        2019-09-30 09:00  custody.started  c1  bases=administrative_warrant
        2026-03-04 09:00  custody.held     c1  bases=administrative_warrant
        2026-03-03 09:00  custody.held     c1  bases=administrative_warrant
        """,
    )
    assert finding.occurred_at == at("2026-03-03 09:00")
    assert resting_on(finding) == ["e3"]
