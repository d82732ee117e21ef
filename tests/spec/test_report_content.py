"""e3-report-content: a half-year report says what the register says, and names nobody."""

from __future__ import annotations

import pytest

from schemas.findings import Evidence
from streams.core.rulebook import Agency
from tests.spec.drawing import at, clearing, codes, named, only, statuses

RULE = "e3-report-content"
WINDHAM = "CT0016300"
H1 = "Windham/2026-H1"
ACTS = f"""
    2026-03-05 10:00  interview.started  i1  agency={WINDHAM}
    2026-03-06 10:00  disclosure.made    x1  agency={WINDHAM}
    2026-04-06 10:00  disclosure.made    x1  agency={WINDHAM}
    2026-05-06 10:00  custody.started    c1  bases=civil_detainer subject=person/p2 agency={WINDHAM}
    """


def filed(individuals: int, instances: int, more: str = "", when: str = "2026-07-10 09:00") -> str:
    """Draw a report of the town of Windham, from its clerk's system."""
    numbers = f"individuals={individuals} instances={instances}"
    return f"{when}  report.filed  2026-H1  {numbers} agency={WINDHAM} system=clerk {more}\n"


def test_a_report_that_agrees_is_compliant() -> None:
    """Two people, four instances: each counting event is one; it occurred at the filing."""
    finding = only(RULE, ACTS + filed(2, 4))
    assert (finding.status, finding.severity, codes(finding)) == ("compliant", "high", ["report-agrees"])
    assert (finding.matter, finding.agency, finding.actor) == (H1, WINDHAM, None)
    assert (finding.occurred_at, finding.due_at) == (at("2026-07-10 09:00"), None)
    assert finding.citation == "C.G.S. § 54-192h(e)(3)"
    assert finding.evidence == (
        *named("e5", agency=WINDHAM, system="clerk"),
        *named("e1", "e2", "e3", "e4", agency=WINDHAM),
    )


@pytest.mark.parametrize(("individuals", "instances"), [(1, 4), (3, 4), (2, 3), (2, 5), (0, 0), (4, 2)])
def test_other_numbers_are_a_mismatch(individuals: int, instances: int) -> None:
    """Either number off, or a filed zero; the register's numbers would have cleared it."""
    finding = only(RULE, ACTS + filed(individuals, instances))
    assert (finding.status, finding.severity, codes(finding)) == ("violation", "high", ["count-mismatch"])
    assert clearing(finding) == [
        (
            at("2026-07-10 09:00"),
            [("report.filed", {"individuals": 2, "instances": 4, "contains_pii": False})],
        )
    ]
    (fact,) = finding.would_have_cleared[0].facts
    assert fact.corrects == Evidence(f"urn:custodes:{WINDHAM}:clerk", "e5")
    assert len(finding.missing) == 1


def test_personal_data_is_critical() -> None:
    """A report that identifies a person is a violation, also where its numbers agree."""
    finding = only(RULE, ACTS + filed(2, 4, "contains_pii=true"))
    assert (finding.status, finding.severity, codes(finding)) == ("violation", "critical", ["personal-data"])
    both = only(RULE, ACTS + filed(2, 5, "contains_pii=true"))
    assert (both.severity, codes(both)) == ("critical", ["personal-data", "count-mismatch"])


def test_the_latest_filed_report_counts() -> None:
    """A correction replaces a wrong report, and a wrong one a right one."""
    assert statuses(RULE, ACTS + filed(9, 9) + filed(2, 4, when="2026-08-01 09:00")) == {H1: "compliant"}
    assert statuses(RULE, ACTS + filed(2, 4) + filed(9, 9, when="2026-08-01 09:00")) == {H1: "violation"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("recorded=2026-07-11T09:00", "recorded=2026-07-12T09:00"),
        ("system=a", "system=b"),
        ("id=a", "id=b"),
    ],
)
@pytest.mark.parametrize("right_is_later", [True, False])
def test_of_reports_at_one_instant_the_later_recorded_counts(first: str, second: str, right_is_later: bool) -> None:  # noqa: FBT001
    """Ties fall to the later recorded, then to the larger source, then to the larger id."""
    wrong, right = (first, second) if right_is_later else (second, first)
    drawing = ACTS + filed(9, 9, wrong) + filed(2, 4, right)
    assert statuses(RULE, drawing) == {H1: "compliant" if right_is_later else "violation"}


def test_a_report_filed_too_early_is_looked_at_all_the_same() -> None:
    """It does not count for the duty to file, and its content is judged."""
    assert statuses(RULE, ACTS + filed(9, 9, when="2026-02-01 09:00")) == {H1: "violation"}


def test_a_zero_for_an_empty_register_agrees() -> None:
    """A town with no access may report none."""
    drawing = filed(0, 0)
    assert statuses(RULE, drawing) == {H1: "compliant"}
    assert statuses(RULE, filed(0, 1)) == {H1: "violation"}


def test_a_town_that_the_registry_does_not_know_has_an_empty_register() -> None:
    """Its report of none agrees, and one of some does not."""
    assert statuses(RULE, filed(0, 0, "subject=municipality/Atlantis")) == {"Atlantis/2026-H1": "compliant"}
    assert statuses(RULE, ACTS + filed(2, 4, "subject=municipality/Atlantis")) == {"Atlantis/2026-H1": "violation"}


def test_what_is_in_no_register_counts_for_nothing() -> None:
    """Acts of the town's half-year alone, by covered roles, that are ICE access."""
    drawing = f"""{ACTS}
        2025-12-31 10:00  interview.started  i5  agency={WINDHAM} subject=person/p5
        2026-07-01 00:00  interview.started  i6  agency={WINDHAM} subject=person/p6
        2026-03-05 10:00  interview.started  i7  agency=CTDOC0000 subject=person/p7
        2026-03-05 10:00  interview.started  i8  agency={WINDHAM} subject=person/p8 actor=other:o1
        2026-03-05 10:00  disclosure.made    x9  agency={WINDHAM} subject=person/p9 contents=public_record
        2026-03-05 10:00  assistance.given   s1  agency={WINDHAM} activity=facility_use purpose=unknown subject=agency/{WINDHAM}
        {filed(2, 4)}
        """  # noqa: E501
    assert statuses(RULE, drawing) == {H1: "compliant"}


def test_without_a_report_there_is_nothing_to_judge() -> None:
    """A period with access and no report is the other rule's."""
    assert statuses(RULE, ACTS) == {}


def test_each_period_with_a_report_is_a_matter() -> None:
    """Two reports for two half-years."""
    second = f"2026-01-10 09:00  report.filed  2025-H2  individuals=0 instances=0 agency={WINDHAM}"
    assert statuses(RULE, ACTS + filed(2, 4) + second) == {H1: "compliant", "Windham/2025-H2": "compliant"}


@pytest.mark.parametrize(
    ("period", "rulebook"), [("2019-H2", "ct-trust-2019"), ("2025-H1", "ct-trust-2019"), ("2025-H2", "ct-trust-2025")]
)
def test_the_rulebook_is_that_of_the_period_s_last_day(period: str, rulebook: str) -> None:
    """Not that of the filing."""
    drawing = f"2026-07-10 09:00  report.filed  {period}  individuals=0 instances=0"
    assert only(RULE, drawing).rulebook == rulebook


def test_a_period_before_the_second_half_of_2019_gives_nothing() -> None:
    """Unless one law is to judge every act."""
    drawing = "2026-07-10 09:00  report.filed  2019-H1  individuals=0 instances=0"
    assert statuses(RULE, drawing) == {}
    assert statuses(RULE, drawing, law="ct-trust-2019") == {"Windham/2019-H1": "compliant"}


def test_two_police_agencies_of_a_town_have_one_register() -> None:
    """The instances of both are counted together, and a person once; the town's school police is not among them."""
    agencies = {
        code: Agency(agency=code, kind=kind, municipality="Windham")
        for code, kind in (
            (WINDHAM, "municipal_police"),
            ("CT0016301", "municipal_police"),
            ("CTBOE0163", "school_police"),
        )
    }
    drawing = f"""{ACTS}
        2026-03-07 10:00  interview.started  i9  agency=CT0016301
        2026-03-07 10:00  interview.started  i8  agency=CTBOE0163
        {filed(2, 5)}
        """
    assert statuses(RULE, drawing, agencies=agencies) == {H1: "compliant"}
