"""The exceptions: what lifts a prohibition, what leaves it to a person, and what shows of it."""

from __future__ import annotations

import msgspec
import pytest

from tests.spec.drawing import codes, judged, named, only, resting_on, statuses

DETENTION, INTERVIEW, CLAIM = "b1a-detention", "b1d-interview", "x-exception-evidence"
ESTABLISHED, UNCLEAR, ABSENT = "compliant", "undetermined", "violation"


def detained(*lines: str, when: str = "2026-03-05 10:00") -> str:
    """Draw a custody on a detainer, its request, and what else there is."""
    return "\n".join(
        ["2026-03-01 09:00  request.received  r1", f"{when}  custody.started  c1  bases=civil_detainer", *lines]
    )


def strength(*lines: str, when: str = "2026-03-05 10:00", law: str | None = None) -> str:
    """Give what becomes of the custody: compliant, undetermined or a violation."""
    drawing = detained(*lines, when=when)
    return (statuses(DETENTION, drawing, law=law) if law else statuses(DETENTION, drawing))["c1"]


# judicial_warrant


def warrant(more: str = "", when: str = "2026-03-04 09:00", signer: str = "state_judge") -> str:
    """Draw a warrant that accompanies the request, unless `more` says otherwise."""
    return f"{when}  document.recorded  d1  kind=judicial_warrant signer_role={signer} accompanies=r1 {more}"


@pytest.mark.parametrize("signer", ["state_judge", "federal_judge", "federal_magistrate_judge"])
def test_a_warrant_of_a_judge_that_accompanies_the_request_is_established(signer: str) -> None:
    """Signed by a state judge, a federal judge, or a federal magistrate judge."""
    assert strength(warrant(signer=signer)) == ESTABLISHED


@pytest.mark.parametrize(
    "signer", ["immigration_judge", "immigration_officer", "unknown", "individual", "parent_or_guardian", "agency_head"]
)
def test_a_warrant_of_anybody_else_is_an_administrative_paper(signer: str) -> None:
    """An immigration judge is no judicial officer, nor is anybody unknown."""
    assert strength(warrant(signer=signer)) == ABSENT


def test_a_warrant_that_nobody_on_record_signed_is_absent() -> None:
    """No signer on record is an unknown one."""
    assert strength(warrant().replace("signer_role=state_judge", "")) == ABSENT


@pytest.mark.parametrize("kind", ["administrative_warrant", "court_order", "consent", "delegation", "other"])
def test_another_kind_of_paper_is_no_warrant(kind: str) -> None:
    """Though a judge signed it."""
    assert strength(warrant().replace("kind=judicial_warrant", f"kind={kind}")) == ABSENT


@pytest.mark.parametrize("field", ["time", "issued_at"])
@pytest.mark.parametrize(
    ("when", "found"), [("09:59:59", ESTABLISHED), ("10:00:00", ESTABLISHED), ("10:00:01", ABSENT)]
)
def test_a_warrant_is_issued_and_on_file(field: str, when: str, found: str) -> None:
    """Both its issue and its filing are at or before the act."""
    if field == "time":
        paper = warrant("issued_at=2026-01-01T00:00", when=f"2026-03-05 {when}")
    else:
        paper = warrant(f"issued_at=2026-03-05T{when}")
    assert strength(paper) == found


@pytest.mark.parametrize(("revoked", "found"), [("09:59:59", ABSENT), ("10:00:00", ABSENT), ("10:00:01", ESTABLISHED)])
def test_a_warrant_revoked_at_or_before_the_act_is_absent(revoked: str, found: str) -> None:
    """One second later it still stood."""
    assert strength(warrant(), f"2026-03-05 {revoked}  document.revoked  d1") == found


def test_a_warrant_revoked_before_it_was_filed_does_not_count() -> None:
    """Revoked at or before the instant that it has to meet, whenever it came on file."""
    assert strength(warrant(), "2026-03-02 10:00  document.revoked  d1") == ABSENT


def test_a_revocation_of_another_paper_revokes_nothing() -> None:
    """A document is revoked by its id."""
    assert strength(warrant(), "2026-03-04 10:00  document.revoked  d2") == ESTABLISHED


def test_a_warrant_that_accompanies_nothing_is_unclear() -> None:
    """Without `accompanies`, or with an id that names no request for the person."""
    alone = warrant().replace("accompanies=r1", "")
    finding = only(DETENTION, detained(alone))
    assert (finding.status, codes(finding)) == (UNCLEAR, ["basis-is-detainer", "warrant-accompanies-no-request"])
    assert resting_on(finding) == ["e2", "e3"]
    assert finding.missing == ("Which request the warrant accompanies.",)
    assert strength(warrant("accompanies=r9")) == UNCLEAR


def test_it_accompanies_a_request_for_the_person_and_of_a_federal_immigration_authority() -> None:
    """A request for somebody else, or of the marshals, is none."""
    elsewhere = "2026-03-01 09:00  request.received  r2  subject=person/p2"
    assert strength(warrant("accompanies=r2"), elsewhere) == UNCLEAR
    marshals = "2026-03-01 09:00  request.received  r2  authority=us_marshals"
    assert strength(warrant("accompanies=r2"), marshals) == UNCLEAR


@pytest.mark.parametrize(
    ("received", "found"), [("09:59:59", ESTABLISHED), ("10:00:00", ESTABLISHED), ("10:00:01", UNCLEAR)]
)
def test_the_request_is_received_at_or_before_the_act(received: str, found: str) -> None:
    """A warrant cannot accompany what has not come."""
    request = f"2026-03-05 {received}  request.received  r2"
    assert strength(warrant("accompanies=r2"), request) == found


def test_a_request_withdrawn_since_still_counts() -> None:
    """What the warrant accompanied was received."""
    assert strength(warrant(), "2026-03-02 09:00  request.withdrawn  r1") == ESTABLISHED


def test_what_the_request_asks_does_not_matter() -> None:
    """A warrant may accompany any request."""
    assert strength(warrant("accompanies=r2"), "2026-03-01 09:00  request.received  r2  asks=other") == ESTABLISHED


def test_a_revoked_warrant_that_accompanies_nothing_is_absent() -> None:
    """Unclear papers are revoked too."""
    alone = warrant().replace("accompanies=r1", "")
    assert strength(alone, "2026-03-04 10:00  document.revoked  d1") == ABSENT


# class_a_or_b_conviction


def convicted(more: str, when: str = "2024-05-01 09:00") -> str:
    """Draw a Connecticut judgment of conviction."""
    return f"{when}  conviction.recorded  v1  {more}"


@pytest.mark.parametrize(
    ("more", "found"),
    [
        # Listed without a condition: the class is absent, or the listed one.
        ("statute=53a-54a", ESTABLISHED),
        ("statute=53a-54a class=A", ESTABLISHED),
        ("statute=53a-59", ESTABLISHED),
        ("statute=53a-59 class=B", ESTABLISHED),
        # A class that contradicts the list.
        ("statute=53a-54a class=B", UNCLEAR),
        ("statute=53a-59 class=A", UNCLEAR),
        ("statute=53a-59 class=C", UNCLEAR),
        ("statute=53a-59 class=unclassified", UNCLEAR),
        ("statute=53a-59 class=misdemeanor", UNCLEAR),
        # Listed under a condition.
        ("statute=53a-71", UNCLEAR),
        ("statute=53a-71 class=B", ESTABLISHED),
        ("statute=53a-71 class=A", UNCLEAR),
        ("statute=53a-71 class=C", UNCLEAR),
        ("statute=53-21", UNCLEAR),
        ("statute=53-21 class=B", ESTABLISHED),
        ("statute=53a-51", UNCLEAR),
        ("statute=53a-51 class=B", ESTABLISHED),
        ("statute=53a-51 class=A", UNCLEAR),
        # Every variant is A or B.
        ("statute=53a-70", ESTABLISHED),
        ("statute=53a-70 class=A", ESTABLISHED),
        ("statute=53a-70 class=B", ESTABLISHED),
        ("statute=53a-70 class=C", UNCLEAR),
        ("statute=53a-70a", ESTABLISHED),
        ("statute=53a-83b", ESTABLISHED),
        # What follows a section number in brackets is ignored.
        ("statute='53a-59(a)(1)'", ESTABLISHED),
        ("statute='53a-59 (a)(1)'", ESTABLISHED),
        ("statute='53-21(a)(2)'", UNCLEAR),
        ("statute='53-21(a)(2)' class=B", ESTABLISHED),
        # Absent from the list.
        ("statute=53a-60 class=A", UNCLEAR),
        ("statute=53a-60 class=B", UNCLEAR),
        ("statute=53a-60 class=C", ABSENT),
        ("statute=53a-60 class=D", ABSENT),
        ("statute=53a-60 class=E", ABSENT),
        ("statute=53a-60 class=unclassified", ABSENT),
        ("statute=53a-60 class=misdemeanor", ABSENT),
        ("statute=53a-60", ABSENT),
        ("statute=53a-5", ABSENT),
        # No statute.
        ("class=A", ESTABLISHED),
        ("class=B", ESTABLISHED),
        ("class=C", ABSENT),
        ("class=unclassified", ABSENT),
        ("class=misdemeanor", ABSENT),
        ("", ABSENT),
        # Another jurisdiction.
        ("jurisdiction=NY class=A", UNCLEAR),
        ("jurisdiction=NY class=misdemeanor", UNCLEAR),
        ("jurisdiction=US statute=53a-54a class=A", UNCLEAR),
        ("jurisdiction=ct class=A", UNCLEAR),
        # A youthful offender is not convicted.
        ("statute=53a-54a class=A finding=youthful_offender", ABSENT),
        ("class=A jurisdiction=NY finding=youthful_offender", ABSENT),
    ],
)
@pytest.mark.parametrize("law", ["ct-trust-2019"])
def test_a_conviction_is_weighed_by_section_and_class(more: str, found: str, law: str) -> None:
    """The felony table, row kind by row kind."""
    assert strength(convicted(more), law=law) == found


CONDITIONAL = [
    "53-21",
    "53a-71",
    "53a-72b",
    "53a-90a",
    "53a-119c",
    "53a-180a",
    "53-37b",
    "53-202aa",
    "53-202g",
    "53-206j",
    "14-224",
    "29-33",
    "29-37a",
    "29-37j",
    "31-290c",
    "53a-51",
]


@pytest.mark.parametrize("section", CONDITIONAL)
def test_a_conditional_section_needs_the_class(section: str) -> None:
    """Unclear without a class, established with class B, unclear with any other."""
    assert strength(convicted(f"statute={section}"), law="ct-trust-2019") == UNCLEAR
    assert strength(convicted(f"statute={section} class=B"), law="ct-trust-2019") == ESTABLISHED
    assert strength(convicted(f"statute={section} class=D"), law="ct-trust-2019") == UNCLEAR


@pytest.mark.parametrize("section", ["53a-301", "53-392", "53a-192a", "53-80a"])
def test_an_unconditional_section_needs_no_class(section: str) -> None:
    """The section alone is enough."""
    assert strength(convicted(f"statute={section}")) == ESTABLISHED


def test_a_charge_is_no_conviction() -> None:
    """However grave."""
    assert strength("2024-05-01 09:00  charge.filed  53a-54a  class=A") == ABSENT


@pytest.mark.parametrize(
    ("convicted_at", "found"),
    [("2026-03-04", ESTABLISHED), ("2026-03-05", ESTABLISHED), ("2026-03-06", ABSENT)],
)
def test_a_conviction_counts_from_its_local_day(convicted_at: str, found: str) -> None:
    """On the day of the act or before, whatever the hour."""
    assert strength(convicted(f"class=A convicted_at={convicted_at}")) == found


@pytest.mark.parametrize(
    ("when", "found"),
    [("2026-03-05 00:00:00", ESTABLISHED), ("2026-03-04 23:59:59", ABSENT), ("2026-03-05T04:59:59Z", ABSENT)],
)
def test_the_day_of_the_act_is_the_local_one(when: str, found: str) -> None:
    """A conviction of 5 March and an act around the midnight before."""
    assert strength(convicted("class=A convicted_at=2026-03-05"), when=when) == found


def test_when_it_was_recorded_does_not_matter() -> None:
    """A conviction is a court's fact: its event may be later than the act."""
    late = convicted("class=A convicted_at=2024-05-01", when="2026-10-01 09:00")
    assert strength(late) == ESTABLISHED
    assert statuses(DETENTION, detained(late), as_of="2026-09-30 09:00") == {"c1": ABSENT}


@pytest.mark.parametrize("how", ["vacated", "pardoned", "erased"])
@pytest.mark.parametrize(("cleared", "found"), [("09:59:59", ABSENT), ("10:00:00", ABSENT), ("10:00:01", ESTABLISHED)])
def test_a_conviction_cleared_at_or_before_the_act_is_absent(how: str, cleared: str, found: str) -> None:
    """However it was cleared; one second later it still stood."""
    assert strength(convicted("class=A"), f"2026-03-05 {cleared}  conviction.cleared  v1  how={how}") == found


def test_an_unclear_conviction_is_cleared_too() -> None:
    """Of another jurisdiction, on a conditional section, or a candidate."""
    cleared = "2026-03-04 10:00  conviction.cleared  v1"
    for more in ("jurisdiction=NY", "statute=53a-51", "statute=53a-72a"):
        assert strength(convicted(more), cleared) == ABSENT


def test_another_conviction_s_clearing_clears_nothing() -> None:
    """A conviction is cleared by its id, and of two one may stand."""
    assert strength(convicted("class=A"), "2026-03-04 10:00  conviction.cleared  v2") == ESTABLISHED
    second = "2024-06-01 09:00  conviction.recorded  v2  class=B"
    assert strength(convicted("class=A"), second, "2026-03-04 10:00  conviction.cleared  v1") == ESTABLISHED


def test_a_conviction_on_appeal_counts_as_if_not() -> None:
    """Established: the finding says nothing of it, the restricted output does."""
    drawing = detained(convicted("class=A on_appeal=true"))
    assert codes(only(DETENTION, drawing)) == ["statutory-exception-on-file"]
    (shown,) = (one for one in judged(drawing).restricted if one.fingerprint.startswith(DETENTION))
    assert shown.kinds == ("appeal-pending", "class_a_or_b_conviction")
    not_on_appeal = detained(convicted("class=A on_appeal=false"))
    (shown,) = (one for one in judged(not_on_appeal).restricted if one.fingerprint.startswith(DETENTION))
    assert shown.kinds == ("class_a_or_b_conviction",)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("statute=53a-51", ["conviction-class-not-settled"]),
        ("jurisdiction=NY", ["conviction-outside-connecticut"]),
        ("statute=53a-72a", ["2025-offence-list-unverified"]),
    ],
)
def test_where_the_exception_is_unclear_the_appeal_is_said(more: str, why: list[str]) -> None:
    """The reason `appeal-pending` stands beside the others, in the order of their codes."""
    finding = only(DETENTION, detained(convicted(f"{more} on_appeal=true")))
    assert codes(finding) == ["basis-is-detainer", *sorted([*why, "appeal-pending"])]
    assert "The outcome of the appeal." in finding.missing
    calm = only(DETENTION, detained(convicted(f"{more} on_appeal=false")))
    assert codes(calm) == ["basis-is-detainer", *why]


# The candidates of 2025

CANDIDATES = [
    "53a-71",
    "53a-72a",
    "53a-72b",
    "53-21",
    "53a-64aa",
    "53a-64bb",
    "53a-102a",
    "53a-103a",
    "53a-196e",
    "53a-196f",
    "53a-223",
    "53a-223a",
    "53a-223b",
]
CONDITIONAL_TOO = {"53a-71", "53a-72b", "53-21"}


@pytest.mark.parametrize("section", CANDIDATES)
def test_a_candidate_offence_is_unclear_from_october_2025_on(section: str) -> None:
    """Class D, under the new rulebook at least unclear; under the old one whatever the felony table says."""
    conviction = convicted(f"statute='{section}(a)(1)' class=D")
    before, after = "2025-09-30 23:59:59", "2025-10-01 00:00:00"
    old = UNCLEAR if section in CONDITIONAL_TOO else ABSENT
    assert strength(conviction, when=before) == old
    finding = only(DETENTION, detained(conviction, when=after))
    assert finding.status == UNCLEAR
    assert "2025-offence-list-unverified" in codes(finding)
    assert "The verified list of offences of the 2025 amendment." in finding.missing
    assert strength(conviction, law="ct-trust-2019") == old
    assert strength(conviction, when=before, law="ct-trust-2025") == UNCLEAR


def test_both_reasons_are_said() -> None:
    """A candidate on a conditional section is unclear twice."""
    finding = only(DETENTION, detained(convicted("statute=53a-71")))
    assert codes(finding) == ["basis-is-detainer", "2025-offence-list-unverified", "conviction-class-not-settled"]


def test_a_candidate_that_is_established_is_established() -> None:
    """At least unclear: class B on the judgment settles it."""
    assert strength(convicted("statute=53a-71 class=B")) == ESTABLISHED


@pytest.mark.parametrize("more", ["finding=youthful_offender", "jurisdiction=NY finding=youthful_offender"])
def test_a_youthful_offender_is_no_candidate(more: str) -> None:
    """A judgment is needed."""
    assert strength(convicted(f"statute=53a-72a {more}")) == ABSENT


def test_only_a_connecticut_conviction_is_a_candidate() -> None:
    """Another jurisdiction's is unclear for its own reason."""
    finding = only(DETENTION, detained(convicted("statute=53a-72a jurisdiction=NY")))
    assert codes(finding) == ["basis-is-detainer", "conviction-outside-connecticut"]


def test_a_candidate_needs_to_be_convicted_by_the_day_of_the_act() -> None:
    """A later judgment does not count."""
    assert strength(convicted("statute=53a-72a convicted_at=2026-03-06")) == ABSENT


def test_a_candidate_counts_wherever_a_conviction_is_asked() -> None:
    """For an interview and for a claim as for detention."""
    claim = "interview.started  i1  claimed_exception=class_a_or_b_conviction"
    drawing = f"{convicted('statute=53a-72a')}\n2026-03-05 10:00  {claim}"
    assert (statuses(INTERVIEW, drawing), statuses(CLAIM, drawing)) == ({"i1": UNCLEAR}, {"i1": UNCLEAR})


# terrorist_database


@pytest.mark.parametrize(
    ("checked", "found"), [("09:59:59", ESTABLISHED), ("10:00:00", ESTABLISHED), ("10:00:01", ABSENT)]
)
def test_a_match_at_or_before_the_act_is_established(checked: str, found: str) -> None:
    """One second later it was not yet."""
    assert strength(f"2026-03-05 {checked}  watchlist.checked  possible_match") == found


def test_no_match_is_absent() -> None:
    """A check that found nothing lifts nothing."""
    assert strength("2026-03-04 09:00  watchlist.checked  no_match") == ABSENT


def test_any_match_counts_whatever_a_later_check_says() -> None:
    """A match, and then none."""
    drawing = ("2026-03-03 09:00  watchlist.checked  possible_match", "2026-03-04 09:00  watchlist.checked  no_match")
    assert strength(*drawing) == ESTABLISHED


# court_order_1225_d_4_b


def order(more: str = "", when: str = "2026-03-04 09:00") -> str:
    """Draw a federal judge's order under 8 U.S.C. 1225(d)(4)(B)."""
    kind = "kind=court_order order_type=8-usc-1225-d-4-b signer_role=federal_judge"
    return f"{when}  document.recorded  d1  {kind} {more}"


def interviewed(*lines: str) -> str:
    """Give what becomes of an interview."""
    return statuses(INTERVIEW, "\n".join(["2026-03-05 10:00  interview.started  i1", *lines]))["i1"]


def test_an_order_of_a_federal_judge_is_established() -> None:
    """Of that type, issued and on file."""
    assert interviewed(order()) == ESTABLISHED


@pytest.mark.parametrize(
    "more",
    [
        "order_type=other",
        "signer_role=state_judge",
        "signer_role=federal_magistrate_judge",
        "signer_role=immigration_judge",
        "kind=judicial_warrant",
    ],
)
def test_another_order_is_absent(more: str) -> None:
    """Of another type or kind, or signed by anybody else."""
    assert interviewed(order(more)) == ABSENT


def test_an_order_of_no_type_is_absent() -> None:
    """A court order whose type is not on record is not that order."""
    assert interviewed(order().replace("order_type=8-usc-1225-d-4-b", "")) == ABSENT


@pytest.mark.parametrize("field", ["time", "issued_at"])
@pytest.mark.parametrize(
    ("when", "found"), [("09:59:59", ESTABLISHED), ("10:00:00", ESTABLISHED), ("10:00:01", ABSENT)]
)
def test_an_order_is_issued_and_recorded(field: str, when: str, found: str) -> None:
    """Both at or before the act."""
    if field == "time":
        paper = order("issued_at=2026-01-01T00:00", when=f"2026-03-05 {when}")
    else:
        paper = order(f"issued_at=2026-03-05T{when}")
    assert interviewed(paper) == found


@pytest.mark.parametrize(("revoked", "found"), [("10:00:00", ABSENT), ("10:00:01", ESTABLISHED)])
def test_a_vacated_order_is_absent(revoked: str, found: str) -> None:
    """Revoked at or before the act it does not count."""
    assert interviewed(order(), f"2026-03-05 {revoked}  document.revoked  d1") == found


# Several together


def test_established_beats_unclear_beats_absent() -> None:
    """One established exception is enough, and an unclear one is better than none."""
    unclear, absent = "2024-06-01 09:00  conviction.recorded  v2  jurisdiction=NY", convicted("class=D")
    assert strength(absent, unclear) == UNCLEAR
    assert strength(absent, unclear, "2024-07-01 09:00  conviction.recorded  v3  class=B") == ESTABLISHED


def test_two_unclear_exceptions_say_both() -> None:
    """Their reasons stand in the order of their codes, and all they rest on is shown."""
    finding = only(
        DETENTION,
        detained(
            convicted("jurisdiction=NY"),
            "2026-03-04 09:00  document.recorded  d1  kind=judicial_warrant signer_role=state_judge",
        ),
    )
    assert codes(finding)[1:] == ["conviction-outside-connecticut", "warrant-accompanies-no-request"]
    assert resting_on(finding) == ["e2", "e3", "e4"]


def test_the_restricted_output_lists_every_kind() -> None:
    """All established kinds with their evidence; unclear ones beside them are not what it rests on."""
    drawing = detained(
        warrant(),
        "2026-03-03 09:00  watchlist.checked  possible_match",
        convicted("jurisdiction=NY"),
        "2024-05-02 09:00  conviction.recorded  v2  class=B",
    )
    (shown,) = (one for one in judged(drawing).restricted if one.fingerprint.startswith(DETENTION))
    assert shown.kinds == ("class_a_or_b_conviction", "judicial_warrant", "terrorist_database")
    assert shown.evidence == named("e3", "e4", "e6")


def test_the_restricted_output_is_of_what_would_differ() -> None:
    """Where the status would be the same with no exception on file there is nothing to restrict."""
    assert judged(detained()).restricted == ()
    two_acts = detained(
        warrant(), "2026-03-05 11:00  document.revoked  d1", "2026-03-05 12:00  custody.held  c1  bases=civil_detainer"
    )
    assert [one.fingerprint for one in judged(two_acts).restricted] == []
    told = "2026-03-05 11:00  disclosure.made  x1"
    shown = [one.fingerprint for one in judged(detained(convicted("class=A"), told)).restricted]
    assert shown == ["b1a-detention/person/p1/c1", "b1b-release-communication/person/p1/x1"]
    unclear = [one.kinds for one in judged(detained(convicted("jurisdiction=NY"))).restricted]
    assert unclear == [("class_a_or_b_conviction",)]


# What shows


CLEARED_BY = {
    "warrant": "2026-03-04 09:00  document.recorded    k  kind=judicial_warrant signer_role=state_judge accompanies=r1",
    "conviction": "2026-03-04 09:00  conviction.recorded  k  statute=53a-54a class=A",
    "conviction on appeal": "2026-03-04 09:00  conviction.recorded  k  class=B on_appeal=true",
    "match": "2026-03-04 09:00  watchlist.checked    possible_match",
}


@pytest.mark.parametrize("by", CLEARED_BY)
def test_findings_cleared_by_different_kinds_do_not_differ(by: str) -> None:
    """A custody, an inferred hold, a hand-over and a disclosure: whatever cleared them, the findings are the same."""
    acts = """
        2026-03-01 09:00  request.received          r1  asks=hold,release_date
        2026-03-05 10:00  custody.started           c1  bases=civil_detainer actor=correction:o1
        2026-03-05 10:00  custody.started           c2
        2026-03-06 10:00  custody.release_eligible  c2
        2026-03-07 10:00  custody.ended             c2  disposition=transferred transferred_to=ice
        2026-03-07 10:00  custody.ended             c3  disposition=transferred
        2026-03-07 10:00  disclosure.made           x1
        """
    found = judged(acts + CLEARED_BY[by])
    assert found.statuses()[DETENTION, "c1"] == ESTABLISHED
    assert found.statuses()[DETENTION, "c2"] == ESTABLISHED
    assert found.statuses()[DETENTION, "c3"] == ESTABLISHED
    assert found.findings == judged(acts + CLEARED_BY["match"]).findings


@pytest.mark.parametrize("by", ["conviction", "conviction on appeal", "match", "order"])
def test_interviews_cleared_by_different_kinds_do_not_differ(by: str) -> None:
    """A conviction, a match or a court order: nothing tells which."""
    act = "2026-03-05 10:00  interview.started  i1\n"
    how = order() if by == "order" else CLEARED_BY[by]
    found = judged(act + how)
    assert found.statuses()[INTERVIEW, "i1"] == ESTABLISHED
    assert found.findings == judged(act + CLEARED_BY["match"]).findings


def test_claims_of_different_kinds_that_are_on_file_do_not_differ() -> None:
    """Each supported by its own evidence: the findings are the same."""
    supported = {
        "judicial_warrant": CLEARED_BY["warrant"],
        "class_a_or_b_conviction": CLEARED_BY["conviction"],
        "terrorist_database": CLEARED_BY["match"],
        "court_order_1225_d_4_b": order(),
    }
    shown = [
        judged(
            "2026-03-01 09:00  request.received  r1\n"
            f"2026-03-05 10:00  custody.started  c1  claimed_exception={kind}\n{how}"
        ).findings
        for kind, how in supported.items()
    ]
    assert all(one == shown[0] for one in shown)


@pytest.mark.parametrize("by", CLEARED_BY)
def test_a_late_paper_beside_another_exception_shows_the_same(by: str) -> None:
    """A warrant written down late is shown whatever else would have cleared the act."""
    late = "2026-03-04 10:00  document.recorded  d9  kind=judicial_warrant signer_role=state_judge accompanies=r1 recorded=2026-03-09T09:00"  # noqa: E501
    alone = judged(detained(late)).statuses()
    beside = judged(detained(late, CLEARED_BY[by])).statuses()
    if by == "warrant":
        assert ("x-late-evidence", "b1a-detention:c1") not in beside
    else:
        assert beside == alone


def test_a_match_leaves_no_word_in_any_output() -> None:
    """Neither the kind, nor the check's id, in a finding or in the register."""
    drawing = detained(
        "2026-03-04 09:00  watchlist.checked  possible_match  id=the-check",
        "2026-03-05 11:00  interview.started  i1  claimed_exception=terrorist_database",
    )
    found = judged(drawing)
    text = msgspec.json.encode([found.findings, found.accesses])
    for word in (b"the-check", b"terror", b"watch", b"match", b"database"):
        assert word not in text.lower()
