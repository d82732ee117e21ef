"""b1d-interview: a federal immigration authority gets no access to interview a person in custody."""

from __future__ import annotations

import pytest

from tests.spec.drawing import at, clearing, codes, named, only, resting_on, statuses

RULE = "b1d-interview"
ORDER = "kind=court_order order_type=8-usc-1225-d-4-b signer_role=federal_judge"


def test_an_interview_in_custody_is_a_violation() -> None:
    """With nothing on file; a conviction or a federal court order would have cleared it."""
    finding = only(RULE, "2026-03-05 10:00  interview.started  i1  place=custody")
    act = at("2026-03-05 10:00")
    assert (finding.status, finding.severity, codes(finding)) == ("violation", "critical", ["interview-in-custody"])
    assert (finding.matter, finding.actor, finding.occurred_at, finding.due_at) == ("i1", "o1", act, None)
    assert finding.citation == "C.G.S. § 54-192h(b)(1)(D)"
    assert finding.evidence == named("e1")
    assert clearing(finding) == [
        (act, [("conviction.recorded", {"jurisdiction": "CT", "class": "B", "finding": "judgment"})]),
        (
            act,
            [
                (
                    "document.recorded",
                    {"kind": "court_order", "order_type": "8-usc-1225-d-4-b", "signer_role": "federal_judge"},
                )
            ],
        ),
    ]
    assert len(finding.missing) == 2


@pytest.mark.parametrize(
    ("instant", "status"),
    [
        ("08:59:59", {}),
        ("09:00:00", {"i1": "violation"}),
        ("16:59:59", {"i1": "violation"}),
        ("17:00:00", {}),
    ],
)
@pytest.mark.parametrize("place", ["courthouse", "other"])
def test_elsewhere_a_custody_has_to_be_open(instant: str, status: dict[str, str], place: str) -> None:
    """Open at its first instant, not at that of its end; whatever the place, whatever the agency."""
    drawing = f"""
        2026-03-05 09:00  custody.started    c9  agency=CT0016300
        2026-03-05 {instant}  interview.started  i1  place={place}
        2026-03-05 17:00  custody.ended      c9  agency=CT0016300
        """
    assert statuses(RULE, drawing) == status


@pytest.mark.parametrize("kind", ["custody.held c1 bases=sentence", "custody.release_eligible c1"])
def test_a_custody_is_open_from_its_first_event(kind: str) -> None:
    """A custody whose start is not on file is open from the first event that is."""
    assert statuses(RULE, f"2026-03-05 09:00  {kind}\n2026-03-05 10:00  interview.started  i1  place=other") == {
        "i1": "violation"
    }


def test_an_end_alone_opens_no_custody() -> None:
    """A custody of which only the end is on file was never open."""
    drawing = "2026-03-05 11:00  custody.ended  c1\n2026-03-05 11:00  interview.started  i1  place=other"
    assert statuses(RULE, drawing) == {}


def test_the_place_custody_needs_no_custody_on_file() -> None:
    """Whoever is interviewed in custody is in custody, also after the custody on file has ended."""
    drawing = """
        2026-03-05 09:00  custody.started    c1
        2026-03-05 09:30  custody.ended      c1
        2026-03-05 10:00  interview.started  i1  place=custody
        """
    assert statuses(RULE, drawing) == {"i1": "violation"}


def test_the_probation_office_is_for_a_person_to_decide() -> None:
    """At the probation office and not in custody: undetermined, whatever the exceptions."""
    drawing = """
        2026-03-05 10:00  interview.started    i1  place=probation_office
        2024-03-05 10:00  conviction.recorded  v1  class={}
        """
    for letter in ("A", "D"):
        finding = only(RULE, drawing.format(letter))
        assert (finding.status, codes(finding)) == ("undetermined", ["control-is-not-clearly-custody"])
        assert finding.evidence == named("e1")
        assert finding.would_have_cleared == ()
        assert len(finding.missing) == 1


def test_at_the_probation_office_in_custody_is_in_custody() -> None:
    """With a custody open, the probation office is a place like any other."""
    drawing = "2026-03-05 09:00  custody.started  c1\n2026-03-05 10:00  interview.started  i1  place=probation_office"
    assert codes(only(RULE, drawing)) == ["interview-in-custody"]


@pytest.mark.parametrize(
    "exception",
    [
        "2024-03-05 10:00  conviction.recorded  v1  class=B",
        "2026-03-05 10:00  watchlist.checked    possible_match",
        f"2026-03-05 10:00  document.recorded    d1  {ORDER}",
    ],
)
def test_an_exception_on_file_lifts_the_prohibition(exception: str) -> None:
    """A conviction, a match or a court order clears it, and the finding does not say which."""
    finding = only(RULE, f"2026-03-05 10:00  interview.started  i1\n{exception}")
    assert (finding.status, codes(finding)) == ("compliant", ["statutory-exception-on-file"])
    assert resting_on(finding) == ["e1"]


def test_a_judicial_warrant_does_not_lift_it() -> None:
    """A judge's warrant is no exception to the interview, and none would have cleared it."""
    drawing = """
        2026-03-04 09:00  request.received   r1
        2026-03-04 10:00  document.recorded  d1  kind=judicial_warrant signer_role=federal_judge accompanies=r1
        2026-03-05 10:00  interview.started  i1
        """
    assert statuses(RULE, drawing) == {"i1": "violation"}


def test_consent_does_not_lift_it() -> None:
    """The person's written consent is no exception."""
    drawing = """
        2026-03-04 10:00  document.recorded  d1  kind=consent signer_role=individual
        2026-03-05 10:00  interview.started  i1
        """
    assert statuses(RULE, drawing) == {"i1": "violation"}


def test_an_unclear_exception_is_undetermined() -> None:
    """A conviction of another state leaves it to a person."""
    finding = only(
        RULE,
        "2024-03-05 10:00  conviction.recorded  v1  class=A jurisdiction=NY\n2026-03-05 10:00  interview.started  i1",
    )
    assert finding.status == "undetermined"
    assert codes(finding) == ["interview-in-custody", "conviction-outside-connecticut"]
    assert resting_on(finding) == ["e1", "e2"]


def test_a_refusal_changes_nothing() -> None:
    """An interview that was refused once it had begun stays a finding; one only refused is none."""
    drawing = "2026-03-05 10:00  interview.started  i1\n2026-03-05 10:05  interview.refused  i1"
    assert statuses(RULE, drawing) == {"i1": "violation"}
    assert statuses(RULE, "2026-03-05 10:05  interview.refused  i1") == {}


@pytest.mark.parametrize("authority", ["us_marshals", "fbi", "other_federal", "other"])
def test_an_interview_by_another_authority_is_no_matter(authority: str) -> None:
    """Only federal immigration authorities are kept out."""
    assert statuses(RULE, f"2026-03-05 10:00  interview.started  i1  authority={authority}") == {}


@pytest.mark.parametrize("authority", ["ice", "cbp", "other_dhs"])
@pytest.mark.parametrize("mode", ["in_person", "phone", "video"])
def test_the_mode_does_not_matter(authority: str, mode: str) -> None:
    """By phone or by video is an interview too."""
    drawing = f"2026-03-05 10:00  interview.started  i1  authority={authority} mode={mode}"
    assert statuses(RULE, drawing) == {"i1": "violation"}


def test_two_interviews_under_one_id_are_one_finding() -> None:
    """Of two violations the earlier is shown."""
    drawing = """
        2026-03-05 12:00  interview.started  i1
        2026-03-05 10:00  interview.started  i1
        """
    assert only(RULE, drawing).occurred_at == at("2026-03-05 10:00")
