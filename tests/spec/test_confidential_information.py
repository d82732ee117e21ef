"""d-confidential-information: confidential information goes to a federal immigration authority only with leave."""

from __future__ import annotations

import pytest

from schemas.findings import Evidence
from tests.spec.drawing import AGENCY, at, clearing, codes, named, only, resting_on, statuses

RULE = "d-confidential-information"


def told(*lines: str, categories: str = "crime_witness", more: str = "") -> str:
    """Draw confidential information told to ICE, and what else there is."""
    disclosure = f"disclosure.made  x1  contents=confidential confidential_categories={categories} {more}"
    return "\n".join([f"2026-03-05 10:00  {disclosure}", *lines])


def consent(when: str = "2026-03-01 09:00", scope: str = "crime_witness", more: str = "signer_role=individual") -> str:
    """Draw a written consent."""
    return f"{when}  document.recorded  d1  kind=consent consent_scope={scope} {more}"


def test_nothing_on_file_is_a_violation() -> None:
    """A consent that covers it, or a law cited on the record, would have cleared it."""
    finding = only(RULE, told(categories="crime_witness,sexual_orientation"))
    act = at("2026-03-05 10:00")
    assert (finding.status, finding.severity, codes(finding)) == ("violation", "critical", ["no-leave-on-file"])
    assert (finding.matter, finding.actor, finding.occurred_at, finding.due_at) == ("x1", "o1", act, None)
    assert finding.citation == "C.G.S. § 54-192h(d)"
    assert finding.evidence == named("e1")
    assert clearing(finding) == [
        (
            act,
            [
                (
                    "document.recorded",
                    {
                        "kind": "consent",
                        "signer_role": "individual",
                        "consent_scope": ["crime_witness", "sexual_orientation"],
                    },
                )
            ],
        ),
        (act, [("disclosure.made", {"requiring_law": "the citation"})]),
    ]
    assert finding.would_have_cleared[1].facts[0].corrects == Evidence(f"urn:custodes:{AGENCY}:jms", "e1")
    assert len(finding.missing) == 2


def test_a_written_consent_clears_it() -> None:
    """The finding rests on the disclosure and the consent."""
    finding = only(RULE, told(consent()))
    assert (finding.status, codes(finding)) == ("compliant", ["written-consent-on-file"])
    assert finding.evidence == named("e1", "e2")


@pytest.mark.parametrize(
    ("scope", "status"),
    [
        ("crime_witness,public_assistance", "compliant"),
        ("public_assistance,tax_or_financial,crime_witness", "compliant"),
        ("crime_witness", "violation"),
        ("tax_or_financial", "violation"),
        ("unknown", "violation"),
    ],
)
def test_the_consent_covers_every_category(scope: str, status: str) -> None:
    """Every category that was disclosed has to be in the scope."""
    drawing = told(consent(scope=scope), categories="crime_witness,public_assistance,crime_witness")
    assert statuses(RULE, drawing) == {"x1": status}


def test_two_consents_are_not_added_up() -> None:
    """The scope of one document has to cover it all."""
    drawing = told(
        consent(), consent(scope="public_assistance").replace("d1", "d2"), categories="crime_witness,public_assistance"
    )
    assert statuses(RULE, drawing) == {"x1": "violation"}


def test_a_consent_without_a_scope_covers_nothing() -> None:
    """No scope on record is no leave."""
    drawing = told("2026-03-01 09:00  document.recorded  d1  kind=consent signer_role=individual")
    assert statuses(RULE, drawing) == {"x1": "violation"}


def test_another_paper_is_no_consent() -> None:
    """A paper of another kind with such a scope is none."""
    assert statuses(RULE, told(consent().replace("kind=consent", "kind=other"))) == {"x1": "violation"}


@pytest.mark.parametrize("field", ["time", "issued_at"])
@pytest.mark.parametrize(
    ("when", "status"), [("09:59:59", "compliant"), ("10:00:00", "compliant"), ("10:00:01", "violation")]
)
def test_the_consent_is_issued_and_on_file(field: str, when: str, status: str) -> None:
    """At the very instant of the disclosure it is in time; one second later it is not."""
    if field == "time":
        paper = consent(f"2026-03-05 {when}", more="signer_role=individual issued_at=2026-01-01T00:00")
    else:
        paper = consent(more=f"signer_role=individual issued_at=2026-03-05T{when}")
    assert statuses(RULE, told(paper)) == {"x1": status}


@pytest.mark.parametrize(("revoked", "status"), [("10:00:00", "violation"), ("10:00:01", "compliant")])
def test_a_withdrawn_consent_is_none(revoked: str, status: str) -> None:
    """Revoked at or before the disclosure it does not count."""
    assert statuses(RULE, told(consent(), f"2026-03-05 {revoked}  document.revoked  d1")) == {"x1": status}


@pytest.mark.parametrize(
    ("signer", "person", "status"),
    [
        ("individual", "", "compliant"),
        ("individual", "individual_is_minor=false individual_is_competent=true", "compliant"),
        ("individual", "individual_is_minor=true", "violation"),
        ("individual", "individual_is_competent=false", "violation"),
        ("parent_or_guardian", "", "violation"),
        ("parent_or_guardian", "individual_is_minor=false individual_is_competent=true", "violation"),
        ("parent_or_guardian", "individual_is_minor=true", "compliant"),
        ("parent_or_guardian", "individual_is_competent=false", "compliant"),
        ("parent_or_guardian", "individual_is_minor=true individual_is_competent=true", "compliant"),
        ("agency_head", "", "violation"),
        ("unknown", "individual_is_minor=true", "violation"),
    ],
)
def test_whoever_can_consent_signs(signer: str, person: str, status: str) -> None:
    """The individual, or for a minor or somebody incompetent the parent or guardian."""
    assert statuses(RULE, told(consent(more=f"signer_role={signer} {person}"))) == {"x1": status}


def test_a_consent_that_nobody_signed_is_none() -> None:
    """No signer on record is no leave."""
    assert statuses(RULE, told(consent(more=""))) == {"x1": "violation"}


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ("purpose=terrorism_investigation case_reference=K-1", "compliant"),
        ("purpose=terrorism_investigation", "violation"),
        ("case_reference=K-1", "violation"),
        ("purpose=criminal_investigation case_reference=K-1", "violation"),
        ("purpose=civil_immigration case_reference=K-1", "violation"),
    ],
)
def test_a_terrorism_investigation_with_its_case_clears_it(more: str, status: str) -> None:
    """The purpose and a case reference, both."""
    finding = only(RULE, told(more=more))
    assert finding.status == status
    if status == "compliant":
        assert codes(finding) == ["investigation-cited"]


def test_a_law_that_requires_it_clears_it() -> None:
    """A citation on the record."""
    finding = only(RULE, told(more="requiring_law='8 U.S.C. 1373'"))
    assert (finding.status, codes(finding)) == ("compliant", ["required-by-law-cited"])


def test_the_leaves_stand_in_their_order() -> None:
    """Consent, then the investigation, then the law: the reason is that of the first that holds."""
    both = "purpose=terrorism_investigation case_reference=K-1 requiring_law=L"
    assert codes(only(RULE, told(more=both))) == ["investigation-cited"]
    assert codes(only(RULE, told(consent(), more=both))) == ["written-consent-on-file"]


def test_an_unknown_category_needs_a_person() -> None:
    """Nobody knows what was told: undetermined, unless another leave covers it."""
    finding = only(RULE, told(categories="unknown"))
    assert (finding.status, codes(finding)) == ("undetermined", ["category-unknown"])
    assert finding.missing[0] == "Which confidential information was disclosed."
    assert [facts[0][1] for _, facts in clearing(finding)] == [{"requiring_law": "the citation"}]
    assert statuses(RULE, told(categories="unknown", more="requiring_law=L")) == {"x1": "compliant"}
    terrorism = "purpose=terrorism_investigation case_reference=K-1"
    assert statuses(RULE, told(categories="unknown", more=terrorism)) == {"x1": "compliant"}


def test_unknown_is_covered_by_nothing() -> None:
    """A consent whose scope says `unknown` too does not cover it."""
    assert statuses(RULE, told(consent(scope="unknown"), categories="unknown")) == {"x1": "undetermined"}
    both = told(consent(scope="crime_witness,unknown"), categories="crime_witness,unknown")
    assert statuses(RULE, both) == {"x1": "undetermined"}


def test_unknown_beside_an_uncovered_category_is_undetermined() -> None:
    """An unknown category beside one that nothing covers."""
    assert statuses(RULE, told(categories="unknown,crime_witness")) == {"x1": "undetermined"}


@pytest.mark.parametrize(
    ("authority", "status"), [("cbp", {"x1": "violation"}), ("other_dhs", {"x1": "violation"}), ("fbi", {})]
)
def test_only_a_federal_immigration_authority_counts(authority: str, status: dict[str, str]) -> None:
    """Telling others is no matter."""
    assert statuses(RULE, told(more=f"authority={authority}")) == status


def test_what_is_not_confidential_is_no_matter() -> None:
    """Categories named for contents that are not confidential raise nothing."""
    drawing = "2026-03-05 10:00  disclosure.made  x1  contents=home_address confidential_categories=crime_witness"
    assert statuses(RULE, drawing) == {}


def test_no_exception_of_the_other_paragraphs_clears_it() -> None:
    """A conviction lifts the prohibitions of (b), and not this one."""
    assert statuses(RULE, told("2024-03-01 09:00  conviction.recorded  v1  class=A")) == {"x1": "violation"}


def test_several_disclosures_under_one_id_are_one_finding() -> None:
    """The worst counts."""
    second = "2026-03-06 10:00  disclosure.made  x1  contents=confidential confidential_categories=public_assistance"
    finding = only(RULE, told(consent(), second))
    assert (finding.status, finding.occurred_at) == ("violation", at("2026-03-06 10:00"))
    assert resting_on(finding) == ["e3"]


def test_the_local_date_picks_the_rulebook() -> None:
    """The last second of the first rulebook, and the first of the second."""
    september = told().replace("2026-03-05 10:00", "2025-09-30 23:59:59")
    assert only(RULE, september).rulebook == "ct-trust-2019"
    assert only(RULE, told().replace("2026-03-05 10:00", "2025-10-01 00:00")).rulebook == "ct-trust-2025"
    assert statuses(RULE, told().replace("2026-03-05 10:00", "2019-09-30 23:59:59")) == {}
