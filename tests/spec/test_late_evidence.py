"""x-late-evidence: evidence is written down when it comes, and not after the fact."""

from __future__ import annotations

import pytest

from schemas.findings import Evidence
from tests.spec.drawing import AGENCY, at, codes, judged, named, only, resting_on, statuses

RULE = "x-late-evidence"
WARRANT = "kind=judicial_warrant signer_role=state_judge accompanies=r1"
DETAINED = """
    2026-03-01 09:00  request.received  r1
    2026-03-05 10:00  custody.started   c1  bases=civil_detainer
    """
LATE, IN_TIME = "recorded=2026-03-06T10:00:01", "recorded=2026-03-06T10:00:00"


def test_a_warrant_written_down_a_day_after_the_act_is_shown() -> None:
    """The finding stands beside the compliant one, names the paper, and occurred when the act did."""
    drawing = f"{DETAINED}2026-03-04 09:00  document.recorded  d1  {WARRANT} {LATE}"
    finding = only(RULE, drawing)
    assert (finding.status, finding.severity, codes(finding)) == ("violation", "medium", ["evidence-written-down-late"])
    assert (finding.matter, finding.subject) == ("b1a-detention:c1", "person/p1")
    assert (finding.occurred_at, finding.due_at) == (at("2026-03-05 10:00"), None)
    assert finding.citation == "C.G.S. § 54-192h (evidence)"
    assert finding.evidence == named("e3")
    (clearing,) = finding.would_have_cleared
    (fact,) = clearing.facts
    assert clearing.by == at("2026-03-06 10:00")
    assert (fact.type, fact.corrects) == ("document.recorded", Evidence(f"urn:custodes:{AGENCY}:jms", "e3"))
    assert len(finding.missing) == 1
    assert statuses("b1a-detention", drawing) == {"c1": "compliant"}


@pytest.mark.parametrize(
    ("recorded", "status"),
    [
        ("2026-03-06T09:59:59", {}),
        ("2026-03-06T10:00:00", {}),
        ("2026-03-06T10:00:01", {"b1a-detention:c1": "violation"}),
    ],
)
def test_a_day_is_given_to_write_it_down(recorded: str, status: dict[str, str]) -> None:
    """Up to 24 hours after the act a paper may be recorded; one second more is late."""
    drawing = f"{DETAINED}2026-03-04 09:00  document.recorded  d1  {WARRANT} recorded={recorded}"
    assert statuses(RULE, drawing) == status


def test_the_hours_are_policy() -> None:
    """Another number in the policy moves the limit."""
    drawing = f"{DETAINED}2026-03-04 09:00  document.recorded  d1  {WARRANT} {LATE}"
    assert statuses(RULE, drawing, policy={"late_evidence_hours": 25}) == {}
    on_time = f"{DETAINED}2026-03-04 09:00  document.recorded  d1  {WARRANT} recorded=2026-03-05T10:00:01"
    assert statuses(RULE, on_time, policy={"late_evidence_hours": 0}) == {"b1a-detention:c1": "violation"}


def test_for_an_inferred_hold_the_instant_is_that_of_the_act() -> None:
    """Two hours after release could be, and a day from there."""
    drawing = """
        2026-03-01 09:00  request.received          r1  asks=hold
        2026-03-05 08:00  custody.release_eligible  c1
        2026-03-04 09:00  document.recorded         d1  kind=judicial_warrant signer_role=state_judge accompanies=r1 {}
        """
    assert statuses(RULE, drawing.format(IN_TIME)) == {}
    assert statuses(RULE, drawing.format(LATE)) == {"b1a-detention:c1": "violation"}


def test_a_court_order_for_an_interview_is_watched_too() -> None:
    """Paragraph (D)'s paper."""
    order = "kind=court_order order_type=8-usc-1225-d-4-b signer_role=federal_judge"
    drawing = f"2026-03-05 10:00  interview.started  i1\n2026-03-04 09:00  document.recorded  d1  {order} {LATE}"
    assert statuses(RULE, drawing) == {"b1d-interview:i1": "violation"}


@pytest.mark.parametrize("more", ["conviction.recorded v1 class=A", "watchlist.checked possible_match"])
def test_convictions_and_checks_are_exempt(more: str) -> None:
    """A court's fact, or a check, may be noted at any time."""
    drawing = f"{DETAINED}2026-03-04 09:00  {more} recorded=2026-09-01T09:00"
    assert statuses("b1a-detention", drawing) == {"c1": "compliant"}
    assert statuses(RULE, drawing) == {}


@pytest.mark.parametrize("more", ["conviction.recorded v1 class=A", "watchlist.checked possible_match"])
def test_that_a_conviction_or_a_match_would_do_does_not_matter(more: str) -> None:
    """Otherwise the finding's absence would show it by elimination."""
    drawing = f"{DETAINED}2026-03-04 09:00  document.recorded  d1  {WARRANT} {LATE}\n2026-03-04 09:00  {more}"
    assert statuses(RULE, drawing) == {"b1a-detention:c1": "violation"}


def test_an_earlier_recorded_paper_will_do() -> None:
    """A second warrant, written down in time, leaves nothing to show."""
    drawing = f"""{DETAINED}
        2026-03-04 09:00  document.recorded  d1  {WARRANT} {LATE}
        2026-03-04 09:00  document.recorded  d2  {WARRANT} {IN_TIME}
        """
    assert statuses(RULE, drawing) == {}


def test_a_paper_that_does_not_establish_the_exception_will_not_do() -> None:
    """A warrant in time that accompanies no request is unclear; the late one makes it compliant."""
    drawing = f"""{DETAINED}
        2026-03-04 09:00  document.recorded  d1  {WARRANT} {LATE}
        2026-03-04 09:00  document.recorded  d2  kind=judicial_warrant signer_role=state_judge
        """
    assert resting_on(only(RULE, drawing)) == ["e3"]


def test_all_late_papers_are_named() -> None:
    """Two late warrants are both evidence."""
    drawing = f"""{DETAINED}
        2026-03-04 09:00  document.recorded  d1  {WARRANT} {LATE}
        2026-03-04 09:00  document.recorded  d2  {WARRANT} {LATE}
        """
    assert resting_on(only(RULE, drawing)) == ["e3", "e4"]


def test_a_replacement_counts_by_its_own_recording() -> None:
    """A paper written down in time and corrected a week later is late by the correction."""
    drawing = f"""{DETAINED}
        2026-03-04 09:00  document.recorded  d1  kind=judicial_warrant signer_role=state_judge
        2026-03-04 09:00  document.recorded  d1  {WARRANT} replaces=e3 recorded=2026-03-12T09:00
        """
    assert resting_on(only(RULE, drawing)) == ["e4"]


def test_a_finding_that_is_not_compliant_is_left_alone() -> None:
    """Where the paper clears nothing there is nothing to show."""
    drawing = f"2026-03-05 10:00  interview.started  i1\n2026-03-04 09:00  document.recorded  d1  {WARRANT} {LATE}"
    assert statuses(RULE, drawing) == {}
    mixed = f"""{DETAINED}
        2026-03-04 09:00  document.recorded  d1  {WARRANT} {LATE}
        2026-03-05 11:00  document.revoked   d1
        2026-03-05 12:00  custody.held       c1  bases=civil_detainer
        """
    assert statuses("b1a-detention", mixed) == {"c1": "violation"}
    assert statuses(RULE, mixed) == {}


def test_of_several_acts_under_one_id_the_earliest_late_one_is_shown() -> None:
    """Each act has an instant of its own."""
    drawing = f"""{DETAINED}
        2026-03-04 09:00  document.recorded  d1  {WARRANT} recorded=2026-03-07T11:00
        2026-03-06 10:00  custody.held       c1  bases=civil_detainer
        2026-03-07 10:00  custody.held       c1  bases=civil_detainer
        """
    finding = only(RULE, drawing)
    assert finding.occurred_at == at("2026-03-05 10:00")


FORWARDED = """
    2026-03-01 09:00  request.received   r1  asks=release_date
    2026-03-05 10:00  request.answered   a1
    2026-03-04 09:00  request.forwarded  r1  {}
    2026-03-04 10:00  request.reviewed   r1  {}
    """


@pytest.mark.parametrize(
    ("forwarding", "review", "status"),
    [
        ("", "", {}),
        (IN_TIME, IN_TIME, {}),
        (LATE, IN_TIME, {"c-forward-to-head:a1": "violation"}),
        (IN_TIME, LATE, {"c-head-review:a1": "violation"}),
        (LATE, LATE, {"c-forward-to-head:a1": "violation", "c-head-review:a1": "violation"}),
    ],
)
def test_a_forwarding_or_a_review_may_be_written_down_late(
    forwarding: str, review: str, status: dict[str, str]
) -> None:
    """Each by its own recording, a day after the answer."""
    assert statuses(RULE, FORWARDED.format(forwarding, review)) == status


def test_an_earlier_forwarding_will_do() -> None:
    """A second one, recorded in time, leaves nothing to show."""
    drawing = FORWARDED.format(LATE, "") + "2026-03-05 09:00  request.forwarded  r1"
    assert statuses(RULE, drawing) == {}


@pytest.mark.parametrize(
    ("early", "late", "told", "status"),
    [
        ("approved", "approved", True, {}),
        ("approved", "denied", False, {}),
        ("denied", "approved", False, {}),
        ("denied", "approved", True, {"c-head-review:a1": "violation"}),
    ],
)
def test_reviews_are_decided_without_the_late_ones(
    early: str,
    late: str,
    told: bool,  # noqa: FBT001
    status: dict[str, str],
) -> None:
    """What the reviews recorded in time would have come to decides."""
    drawing = f"""
        2026-03-01 09:00  request.received   r1  asks=release_date
        2026-03-04 08:00  request.forwarded  r1
        2026-03-05 10:00  request.answered   a1  {"disclosure_id=x1" if told else ""}
        2026-03-04 09:00  request.reviewed   r1  outcome={early}
        2026-03-04 10:00  request.reviewed   r1  outcome={late} {LATE}
        """
    assert statuses(RULE, drawing) == status
    if status:
        assert resting_on(only(RULE, drawing)) == ["e5"]


DELEGATED = """
    2026-03-01 09:00  request.received   r1  asks=release_date
    2026-03-05 10:00  request.answered   a1
    2026-03-03 09:00  request.{}  r1  {}=delegate delegation_document_id=d1
    2026-03-02 09:00  document.recorded  d1  kind=delegation signer_role=agency_head recorded={}
    2026-03-02 08:00  request.forwarded  {}
    """


@pytest.mark.parametrize(("recorded", "late"), [("2026-03-04T09:00:00", False), ("2026-03-04T09:00:01", True)])
@pytest.mark.parametrize(
    ("step", "who", "other", "matter"),
    [("forwarded", "to", "r2", "c-forward-to-head:a1"), ("reviewed", "by", "r1", "c-head-review:a1")],
)
def test_a_delegation_is_needed_at_what_it_supports(
    recorded: str,
    late: bool,  # noqa: FBT001
    step: str,
    who: str,
    other: str,
    matter: str,
) -> None:
    """A day after the forwarding or the review, not after the answer; the late paper is the delegation."""
    drawing = DELEGATED.format(step, who, recorded, other)
    found = judged(drawing).of(RULE)
    assert list(found) == ([matter] if late else [])
    if late:
        assert "e4" in resting_on(found[matter])


def test_one_delegation_in_time_is_enough() -> None:
    """The same delegation recorded twice, once in time."""
    drawing = f"""{DELEGATED.format("forwarded", "to", "2026-03-09T09:00", "r2")}
        2026-03-02 09:00  document.recorded  d1  kind=delegation signer_role=agency_head
        """
    assert statuses(RULE, drawing) == {}


CONSENT = "kind=consent signer_role=individual consent_scope=crime_witness"
TOLD = "2026-03-05 10:00  disclosure.made  x1  contents=confidential confidential_categories=crime_witness {}\n"


@pytest.mark.parametrize(
    ("more", "papers", "status"),
    [
        ("", [LATE], {"d-confidential-information:x1": "violation"}),
        ("", [IN_TIME], {}),
        ("", [LATE, IN_TIME], {}),
        ("requiring_law=L", [LATE], {"d-confidential-information:x1": "violation"}),
        ("requiring_law=L", [], {}),
    ],
)
def test_a_consent_may_be_written_down_late(more: str, papers: list[str], status: dict[str, str]) -> None:
    """Its instant is the disclosure; whatever else would do, what counts are the papers."""
    consents = [f"2026-03-04 09:00  document.recorded  d{n}  {CONSENT} {one}" for n, one in enumerate(papers)]
    assert statuses(RULE, "\n".join([TOLD.format(more), *consents])) == status


NOTICES = {
    "e1-copy-of-request:r1": "copy_of_request  request_id=r1",
    "e1-statement-of-intent:r1": "statement_of_intent  request_id=r1 intent=comply",
    "e1-copy-of-notification:x1": "copy_of_notification  disclosure_id=x1",
    "e1-written-reason:x1": "written_reason  disclosure_id=x1",
    "e1-attorney-or-designee:x1": "copy_of_notification  disclosure_id=x1 recipient=attorney",
}


@pytest.mark.parametrize("matter", NOTICES)
@pytest.mark.parametrize("late", [False, True])
def test_a_notice_may_be_written_down_late(matter: str, late: bool) -> None:  # noqa: FBT001
    """Its instant is the due time, and a day from there."""
    limit = "2026-03-06T09:00" if matter.endswith("r1") else "2026-03-07T00:00"
    recorded = f"{limit}:01" if late else f"{limit}:00"
    drawing = f"""
        2026-03-04 09:00  request.received  r1  actor=correction:o7
        2026-03-05 10:00  disclosure.made   x1
        2026-03-05 08:00  notice.served     {NOTICES[matter]} recorded={recorded}
        """
    assert statuses(RULE, drawing) == ({matter: "violation"} if late else {})


def test_a_second_notice_in_time_will_do() -> None:
    """Of two notices one recorded in time is enough; one served too late, though recorded, is none."""
    served = "notice.served  copy_of_request  request_id=r1"
    drawing = f"""
        2026-03-04 09:00  request.received  r1
        2026-03-04 10:00  {served} recorded=2026-03-09T09:00
        2026-03-05 {{}}  {served}
        """
    assert statuses(RULE, drawing.format("09:00:00")) == {}
    assert statuses(RULE, drawing.format("09:00:01")) == {"e1-copy-of-request:r1": "violation"}


def test_that_nobody_was_named_does_not_matter() -> None:
    """The papers alone are asked: a late copy for the attorney is shown, though the person had named nobody."""
    drawing = """
        2026-03-01 10:00  representation.recorded
        2026-03-05 10:00  disclosure.made  x1
        2026-03-05 11:00  notice.served    copy_of_notification  disclosure_id=x1 recipient=attorney recorded=2026-03-09T09:00
        """  # noqa: E501
    assert statuses("e1-attorney-or-designee", drawing) == {"x1": "compliant"}
    assert statuses(RULE, drawing) == {"e1-attorney-or-designee:x1": "violation"}


def test_a_representation_is_no_such_paper() -> None:
    """Noted late, it is not watched."""
    drawing = """
        2026-03-01 10:00  representation.recorded  recorded=2026-04-01T09:00
        2026-03-05 10:00  disclosure.made  x1
        """
    assert statuses("e1-attorney-or-designee", drawing) == {"x1": "compliant"}
    assert statuses(RULE, drawing) == {}


def test_the_other_rules_are_not_watched() -> None:
    """A claim that a late warrant supports is shown once, with the act; records, reports and training not at all."""
    drawing = f"""
        2026-03-01 09:00  request.received    r1
        2026-03-05 10:00  custody.started     c1  bases=criminal_charge claimed_exception=judicial_warrant
        2026-03-04 09:00  document.recorded   d1  {WARRANT} {LATE}
        2026-03-05 11:00  request.answered    a1  request_id=r9
        2025-03-05 11:00  training.completed  o1  recorded=2026-09-01T09:00
        """
    found = judged(drawing).statuses()
    assert found["x-exception-evidence", "c1"] == "compliant"
    assert found["f-training", "a1"] == "compliant"
    assert statuses(RULE, drawing) == {}


def test_the_restricted_output_says_what_it_rests_on() -> None:
    """With no exception on file there would be no such finding."""
    found = judged(f"{DETAINED}2026-03-04 09:00  document.recorded  d1  {WARRANT} {LATE}").restricted
    assert [(one.fingerprint, one.kinds, one.evidence) for one in found] == [
        ("b1a-detention/person/p1/c1", ("judicial_warrant",), named("e3")),
        ("x-late-evidence/person/p1/b1a-detention:c1", ("judicial_warrant",), named("e3")),
    ]


def test_the_rulebook_is_that_of_the_act() -> None:
    """Not of the day on which the paper was written down."""
    drawing = """
        2025-09-30 09:00  request.received   r1
        2025-09-30 10:00  custody.started    c1  bases=civil_detainer actor=correction:o4
        2025-09-30 09:30  document.recorded  d1  kind=judicial_warrant signer_role=state_judge accompanies=r1 recorded=2025-10-09T09:00
        """  # noqa: E501
    finding = only(RULE, drawing)
    assert (finding.rulebook, finding.actor) == ("ct-trust-2019", "o4")
