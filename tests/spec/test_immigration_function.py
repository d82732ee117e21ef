"""b1e-immigration-function: nobody performs the work of a federal immigration authority."""

from __future__ import annotations

import pytest

from tests.spec.drawing import at, codes, judged, named, only, statuses

RULE = "b1e-immigration-function"


@pytest.mark.parametrize("authority", ["ice", "us_marshals", "other"])
def test_an_agreement_under_287g_is_a_violation(authority: str) -> None:
    """Whatever the authority, it is critical."""
    finding = only(RULE, f"2026-03-05 10:00  agreement.signed  g1  kind=287g authority={authority}")
    assert (finding.status, finding.severity, codes(finding)) == ("violation", "critical", ["agreement-under-287g"])
    assert (finding.subject, finding.matter, finding.actor) == ("agency/CTDOC0000", "g1", None)
    assert (finding.occurred_at, finding.due_at) == (at("2026-03-05 10:00"), None)
    assert finding.citation == "C.G.S. § 54-192h(b)(1)(E)"
    assert finding.evidence == named("e1")


@pytest.mark.parametrize("kind", ["intergovernmental_service", "information_sharing", "other"])
def test_another_agreement_is_no_matter(kind: str) -> None:
    """Only an agreement under 287(g) is the rule's."""
    assert statuses(RULE, f"2026-03-05 10:00  agreement.signed  g1  kind={kind}") == {}


def test_an_agreement_that_ended_was_signed_all_the_same() -> None:
    """The end of an agreement takes nothing back."""
    drawing = "2026-03-05 10:00  agreement.signed  g1  kind=287g\n2026-03-06 10:00  agreement.ended  g1"
    assert statuses(RULE, drawing) == {"g1": "violation"}


@pytest.mark.parametrize(
    ("purpose", "status", "reason"),
    [
        ("purpose=civil_immigration", "violation", "civil-immigration-purpose"),
        ("purpose=civil_immigration case_reference=K-1", "violation", "civil-immigration-purpose"),
        ("purpose=unknown", "undetermined", "purpose-unknown"),
        ("purpose=unknown case_reference=K-1", "undetermined", "purpose-unknown"),
        ("purpose=criminal", "undetermined", "case-reference-missing"),
    ],
)
def test_help_is_judged_by_its_purpose(purpose: str, status: str, reason: str) -> None:
    """For civil enforcement a violation; unknown, or criminal without a case, for a person to look at."""
    finding = only(RULE, f"2026-03-05 10:00  assistance.given  s1  {purpose}")
    assert (finding.status, finding.severity, codes(finding)) == (status, "high", [reason])
    assert (finding.subject, finding.matter, finding.actor) == ("person/p1", "s1", "o1")
    assert bool(finding.missing) == (status == "undetermined")
    assert finding.would_have_cleared == ()
    assert finding.evidence == named("e1")


@pytest.mark.parametrize("purpose", ["criminal case_reference=K-1", "life_safety", "life_safety case_reference=K-1"])
def test_help_in_a_criminal_case_or_to_save_a_life_is_no_matter(purpose: str) -> None:
    """A criminal case with its reference, or life safety, gives no finding."""
    assert statuses(RULE, f"2026-03-05 10:00  assistance.given  s1  purpose={purpose}") == {}


@pytest.mark.parametrize("authority", ["us_marshals", "fbi", "other_federal", "other"])
def test_help_to_others_is_no_matter(authority: str) -> None:
    """Only help to a federal immigration authority counts."""
    drawing = f"2026-03-05 10:00  assistance.given  s1  purpose=civil_immigration authority={authority}"
    assert statuses(RULE, drawing) == {}


@pytest.mark.parametrize(
    "activity",
    [
        "immigration_arrest",
        "transport",
        "service_of_papers",
        "status_inquiry",
        "joint_operation",
        "facility_use",
        "perimeter",
        "other",
    ],
)
def test_the_activity_does_not_matter(activity: str) -> None:
    """Whatever was done, the purpose decides."""
    drawing = f"2026-03-05 10:00  assistance.given  s1  purpose=civil_immigration activity={activity}"
    assert statuses(RULE, drawing) == {"s1": "violation"}


def test_help_by_an_agency_is_on_its_own_timeline() -> None:
    """Help about nobody in particular has the agency as its subject."""
    drawing = "2026-03-05 10:00  assistance.given  s1  purpose=unknown subject=agency/CTCSP0000"
    assert only(RULE, drawing).subject == "agency/CTCSP0000"


CALL = """
    2026-03-05 10:00  call.received  k1  nature={nature}
    2026-03-05 10:05  unit.assigned  k1  actor=municipal_police:o4
    """


@pytest.mark.parametrize(
    ("nature", "status", "reason"),
    [
        ("civil_immigration", "violation", "call-civil-immigration"),
        ("unknown", "undetermined", "call-nature-unclear"),
        ("other", "undetermined", "call-nature-unclear"),
    ],
)
def test_a_unit_sent_is_judged_by_the_nature_of_the_call(nature: str, status: str, reason: str) -> None:
    """A civil operation is a violation; an unclear one is for a person to look at."""
    finding = only(RULE, CALL.format(nature=nature))
    assert (finding.status, finding.severity, codes(finding)) == (status, "high", [reason])
    assert (finding.subject, finding.matter, finding.actor) == ("agency/CTDOC0000", "k1", "o4")
    assert finding.occurred_at == at("2026-03-05 10:05")
    assert finding.evidence == named("e1", "e2")
    assert bool(finding.missing) == (status == "undetermined")


@pytest.mark.parametrize("nature", ["criminal", "life_safety", "traffic"])
def test_a_unit_sent_for_something_else_is_no_matter(nature: str) -> None:
    """Crime, life and traffic are police work."""
    assert statuses(RULE, CALL.format(nature=nature)) == {}


@pytest.mark.parametrize(
    ("requester", "status"),
    [
        ("cbp", {"k1": "violation"}),
        ("other_dhs", {"k1": "violation"}),
        ("us_marshals", {}),
        ("public", {}),
        ("other_agency", {}),
    ],
)
def test_the_requester_is_a_federal_immigration_authority(requester: str, status: dict[str, str]) -> None:
    """A call by anybody else is no matter."""
    drawing = CALL.format(nature=f"civil_immigration requester={requester}")
    assert statuses(RULE, drawing) == status


def test_a_call_without_a_unit_is_no_matter() -> None:
    """To take a call is not yet to send anybody, and a unit that is cleared is not sent."""
    drawing = """
        2026-03-05 10:00  call.received  k1  nature=civil_immigration
        2026-03-05 10:05  unit.cleared   k1
        """
    assert statuses(RULE, drawing) == {}


def test_a_unit_sent_to_a_call_that_is_not_on_file_is_no_matter() -> None:
    """Without the call nobody knows who asked."""
    drawing = "2026-03-05 10:05  unit.assigned  k1\n2026-03-05 10:00  call.received  k2  nature=civil_immigration"
    assert statuses(RULE, drawing) == {}


def test_the_call_may_come_on_file_after_the_assignment() -> None:
    """The call is the earliest with its id, whenever it was."""
    drawing = "2026-03-05 10:05  unit.assigned  k1\n2026-03-05 11:00  call.received  k1  nature=civil_immigration"
    assert statuses(RULE, drawing) == {"k1": "violation"}


def test_the_earliest_call_of_an_id_is_the_call() -> None:
    """A later call under the same id changes nothing."""
    drawing = """
        2026-03-05 10:00  call.received  k1  nature=traffic
        2026-03-05 10:01  call.received  k1  nature=civil_immigration
        2026-03-05 10:05  unit.assigned  k1
        """
    assert statuses(RULE, drawing) == {}


def test_a_call_of_another_agency_is_another_call() -> None:
    """A call is looked up on the same agency's timeline."""
    drawing = """
        2026-03-05 10:00  call.received  k1  nature=civil_immigration agency=CTCSP0000
        2026-03-05 10:05  unit.assigned  k1
        """
    assert statuses(RULE, drawing) == {}


def test_several_units_are_one_finding() -> None:
    """One finding a call, on the first unit of a role that the rule covers."""
    finding = only(
        RULE,
        """
        2026-03-05 10:00  call.received  k1  nature=civil_immigration
        2026-03-05 10:04  unit.assigned  k1  unit=u1 actor=other:o1
        2026-03-05 10:06  unit.assigned  k1  unit=u2
        2026-03-05 10:05  unit.assigned  k1  unit=u3
        """,
    )
    assert (finding.occurred_at, finding.actor) == (at("2026-03-05 10:05"), None)


def test_the_rulebook_is_that_of_the_assignment() -> None:
    """A call on 30 September, a unit on 1 October."""
    drawing = """
        2025-09-30 23:59:59  call.received  k1  nature=civil_immigration
        2025-10-01 00:00:00  unit.assigned  k1
        """
    assert only(RULE, drawing).rulebook == "ct-trust-2025"


def test_before_the_first_day_an_agreement_is_no_matter() -> None:
    """An agreement of 30 September 2019 gives nothing; one of the next midnight does."""
    assert statuses(RULE, "2019-09-30 23:59:59  agreement.signed  g1  kind=287g") == {}
    assert only(RULE, "2019-10-01 00:00  agreement.signed  g1  kind=287g").rulebook == "ct-trust-2019"


def test_two_calls_with_one_id_in_two_agencies_are_two_findings() -> None:
    """Matters are told apart by their subject."""
    drawing = """
        2026-03-05 10:00  call.received  k1  nature=civil_immigration
        2026-03-05 10:05  unit.assigned  k1
        2026-03-05 10:00  call.received  k1  nature=civil_immigration agency=CTCSP0000
        2026-03-05 10:05  unit.assigned  k1  agency=CTCSP0000
        """
    subjects = {finding.subject for finding in judged(drawing).findings if finding.rule == RULE}
    assert subjects == {"agency/CTDOC0000", "agency/CTCSP0000"}


def test_help_to_others_beside_help_to_ice_is_left_alone() -> None:
    """On one timeline only the help to a federal immigration authority is judged, and only the calls of one."""
    drawing = """
        2026-03-05 10:00  assistance.given  s1  purpose=civil_immigration
        2026-03-05 11:00  assistance.given  s2  purpose=civil_immigration authority=fbi
        """
    assert statuses(RULE, drawing) == {"s1": "violation"}
