"""b1a-detention: nobody is arrested or kept in custody because a federal immigration authority asks for it."""

from __future__ import annotations

import pytest

from tests.spec.drawing import at, clearing, codes, judged, named, only, resting_on, statuses

RULE = "b1a-detention"


def test_custody_on_a_detainer_alone_is_a_violation() -> None:
    """Whoever is booked on a civil detainer and nothing else is detained on a detainer."""
    finding = only(
        RULE,
        """
        2026-03-02 08:00  request.received  r1
        2026-03-02 09:00  custody.started   c1  bases=civil_detainer  actor=municipal_police:o7
        """,
    )
    assert (finding.status, finding.severity, codes(finding)) == ("violation", "critical", ["basis-is-detainer"])
    assert (finding.matter, finding.subject, finding.agency) == ("c1", "person/p1", "CTDOC0000")
    assert (finding.occurred_at, finding.due_at, finding.actor) == (at("2026-03-02 09:00"), None, "o7")
    assert (finding.rulebook, finding.citation) == ("ct-trust-2025", "C.G.S. § 54-192h(b)(1)(A)")
    assert finding.evidence == named("e2")
    by = at("2026-03-02 09:00")
    assert clearing(finding) == [
        (by, [("conviction.recorded", {"jurisdiction": "CT", "class": "B", "finding": "judgment"})]),
        (
            by,
            [
                (
                    "document.recorded",
                    {"kind": "judicial_warrant", "signer_role": "state_judge", "accompanies": "r1"},
                )
            ],
        ),
    ]
    assert len(finding.missing) == 2


def test_no_request_leaves_no_warrant_to_name() -> None:
    """Without a request there is none that a warrant could accompany, so that only a conviction would have cleared."""
    finding = only(RULE, "2026-03-02 09:00  custody.started  c1  bases=civil_detainer")
    assert [fact[0][0] for _, fact in clearing(finding)] == ["conviction.recorded"]


def test_a_warrant_would_have_to_accompany_the_request_that_the_hold_names() -> None:
    """A hold that names its request is cleared by a warrant that accompanies that one; another by the latest one's."""
    drawing = """
        2026-03-02 08:00  request.received  r1
        2026-03-02 08:30  request.received  r2
        2026-03-02 09:00  custody.held      c1  bases=civil_detainer  {}
        2026-03-02 10:00  request.received  r3
        """
    named_first = only(RULE, drawing.format("request_id=r1"))
    assert clearing(named_first)[1][1][0][1]["accompanies"] == "r1"
    unnamed = only(RULE, drawing.format(""))
    assert clearing(unnamed)[1][1][0][1]["accompanies"] == "r2"
    not_there_yet = only(RULE, drawing.format("request_id=r3"))
    assert clearing(not_there_yet)[1][1][0][1]["accompanies"] == "r2"


@pytest.mark.parametrize(
    "basis",
    ["criminal_charge", "judicial_warrant", "sentence", "court_order", "probation_violation", "other_state_hold"],
)
def test_an_independent_basis_stands_without_the_detainer(basis: str) -> None:
    """A detainer beside an independent basis is no act of the rule."""
    assert statuses(RULE, f"2026-03-02 09:00  custody.started  c1  bases=civil_detainer,{basis}") == {}


@pytest.mark.parametrize("basis", ["administrative_warrant", "unknown"])
def test_other_bases_are_not_independent(basis: str) -> None:
    """An administrative warrant or an unknown basis does not stand by itself."""
    drawing = f"2026-03-02 09:00  custody.held  c1  bases=civil_detainer,{basis}"
    assert statuses(RULE, drawing) == {"c1": "violation"}


def test_a_custody_without_a_detainer_is_no_matter() -> None:
    """A custody on a charge, with no request, gives no finding at all."""
    drawing = """
        2026-03-02 09:00  custody.started           c1
        2026-03-02 10:00  custody.held              c1  bases=unknown
        2026-03-03 09:00  custody.release_eligible  c1
        2026-03-05 09:00  custody.ended             c1
        """
    assert statuses(RULE, drawing) == {}


def test_an_exception_on_file_lifts_the_prohibition() -> None:
    """With a conviction on file the custody is compliant, and the finding says no more than that an exception was."""
    finding = only(
        RULE,
        """
        2024-05-01 09:00  conviction.recorded  v1  statute=53a-59
        2026-03-02 09:00  custody.started      c1  bases=civil_detainer
        """,
    )
    assert (finding.status, codes(finding)) == ("compliant", ["statutory-exception-on-file"])
    assert resting_on(finding) == ["e2"]
    assert (finding.missing, finding.would_have_cleared) == ((), ())


def test_an_unclear_exception_needs_a_person() -> None:
    """With a conviction whose class is not settled the custody is undetermined; the reasons and evidence say why."""
    finding = only(
        RULE,
        """
        2024-05-01 09:00  conviction.recorded  v1  statute=53a-51
        2026-03-02 09:00  custody.started      c1  bases=civil_detainer
        """,
    )
    assert (finding.status, codes(finding)) == ("undetermined", ["basis-is-detainer", "conviction-class-not-settled"])
    assert resting_on(finding) == ["e1", "e2"]
    assert finding.missing == ("The class of the felony on the judgment.",)
    assert [facts[0][0] for _, facts in clearing(finding)] == ["conviction.recorded"]


def test_a_court_order_is_no_exception_to_detention() -> None:
    """The order of 8 U.S.C. 1225(d)(4)(B) clears an interview, and no detention."""
    drawing = """
        2026-03-01 09:00  document.recorded d1 kind=court_order order_type=8-usc-1225-d-4-b signer_role=federal_judge
        2026-03-02 09:00  custody.started   c1 bases=civil_detainer
        """
    assert statuses(RULE, drawing) == {"c1": "violation"}


HELD = """
    2026-03-02 09:00  custody.started           c1
    2026-03-02 11:00  request.received          r1  asks=hold
    2026-03-03 14:00  custody.release_eligible  c1
    """


def test_held_past_release_is_a_violation_at_two_hours() -> None:
    """Still held two hours after release could be: the act is at that instant, has no actor, and release clears it."""
    finding = only(RULE, HELD)
    due = at("2026-03-03 16:00")
    assert (finding.status, codes(finding)) == ("violation", ["held-past-release"])
    assert (finding.occurred_at, finding.due_at, finding.actor) == (due, due, None)
    assert resting_on(finding) == ["e2", "e3"]
    assert clearing(finding)[0] == (due, [("custody.ended", {"custody_id": "c1", "disposition": "released"})])
    assert [facts[0][0] for _, facts in clearing(finding)] == [
        "custody.ended",
        "conviction.recorded",
        "document.recorded",
    ]


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        ("2026-03-03 13:59:59", {}),
        ("2026-03-03 14:00:00", {"c1": "pending"}),
        ("2026-03-03 15:59:59.999999", {"c1": "pending"}),
        ("2026-03-03 16:00:00", {"c1": "violation"}),
        ("2026-03-03 16:00:01", {"c1": "violation"}),
    ],
)
def test_the_release_clock_runs_for_two_hours(as_of: str, status: dict[str, str]) -> None:
    """Until two hours have passed the finding is pending; at that very instant the act has happened."""
    assert statuses(RULE, HELD, as_of=as_of) == status


def test_a_running_clock_says_until_when() -> None:
    """A pending finding occurred when the clock began, is due when it ends, and what is missing is the release."""
    finding = only(RULE, HELD, as_of="2026-03-03 15:00")
    assert (finding.occurred_at, finding.due_at) == (at("2026-03-03 14:00"), at("2026-03-03 16:00"))
    assert codes(finding) == ["release-clock-runs"]
    assert resting_on(finding) == ["e2", "e3"]
    assert finding.missing == ("The release of the person.",)


@pytest.mark.parametrize(
    ("ended", "status"),
    [("15:59:59", "compliant"), ("16:00:00", "compliant"), ("16:00:01", "violation")],
)
def test_release_within_two_hours_is_in_time(ended: str, status: str) -> None:
    """A custody that ended at or before two hours is compliant; one second later it is not."""
    finding = only(RULE, f"{HELD}\n2026-03-03 {ended}  custody.ended  c1")
    assert finding.status == status
    if status == "compliant":
        assert codes(finding) == ["released-in-time"]
        assert resting_on(finding) == ["e3", "e4"]
        assert (finding.occurred_at, finding.due_at) == (at("2026-03-03 14:00"), at("2026-03-03 16:00"))


def test_a_custody_that_ended_before_it_could_end_has_no_clock() -> None:
    """An eligibility after the end of the custody holds nothing back."""
    drawing = """
        2026-03-02 09:00  custody.started           c1
        2026-03-02 11:00  request.received          r1
        2026-03-03 13:00  custody.ended             c1
        2026-03-03 14:00  custody.release_eligible  c1
        """
    assert statuses(RULE, drawing) == {}


@pytest.mark.parametrize(
    ("withdrawn", "status"),
    [("15:59:59", {}), ("16:00:00", {}), ("16:00:01", {"c1": "violation"})],
)
def test_a_request_withdrawn_in_time_leaves_no_act(withdrawn: str, status: dict[str, str]) -> None:
    """A request withdrawn at or before two hours holds nobody; one second later it has."""
    assert statuses(RULE, f"{HELD}\n2026-03-03 {withdrawn}  request.withdrawn  r1") == status


def test_withdrawn_and_ended_both_in_time_is_released_in_time() -> None:
    """Where the request was withdrawn and the custody ended in time, the finding is compliant."""
    finding = only(
        RULE,
        f"{HELD}\n2026-03-03 14:30  request.withdrawn  r1\n2026-03-03 15:00  custody.ended  c1",
        as_of="2026-03-04",
    )
    assert (finding.status, codes(finding)) == ("compliant", ["released-in-time"])


def test_a_request_withdrawn_before_release_was_due_has_no_clock() -> None:
    """A request that no longer targets the person when release could be holds nothing back."""
    drawing = f"{HELD}\n2026-03-03 14:00  request.withdrawn  r1\n2026-03-03 15:00  custody.ended  c1"
    assert statuses(RULE, drawing) == {}


@pytest.mark.parametrize(
    ("asks", "status"),
    [
        ("hold", {"c1": "violation"}),
        ("transfer", {"c1": "violation"}),
        ("notify_release,transfer", {"c1": "violation"}),
        ("arrest", {}),
        ("notify_release,release_date,interview,information,other", {}),
    ],
)
def test_only_a_request_to_hold_or_transfer_infers_a_hold(asks: str, status: dict[str, str]) -> None:
    """What the request asks matters: `hold` or `transfer` starts the release clock, nothing else does."""
    drawing = HELD.replace("asks=hold", f"asks={asks}") + "\n2026-03-04 14:00  custody.ended  c1"
    assert statuses(RULE, drawing) == status


@pytest.mark.parametrize("authority", ["us_marshals", "fbi", "other_federal", "other"])
def test_a_request_of_another_authority_is_no_request(authority: str) -> None:
    """Only a federal immigration authority's request counts."""
    assert statuses(RULE, HELD.replace("asks=hold", f"asks=hold authority={authority}")) == {}


@pytest.mark.parametrize("authority", ["ice", "cbp", "other_dhs"])
def test_each_federal_immigration_authority_counts(authority: str) -> None:
    """ICE, CBP and other parts of DHS are the federal immigration authorities."""
    drawing = HELD.replace("asks=hold", f"asks=hold authority={authority}")
    assert statuses(RULE, drawing) == {"c1": "violation"}


@pytest.mark.parametrize(
    ("held", "bases", "status"),
    [
        ("13:59:59", "criminal_charge", "violation"),
        ("14:00:00", "criminal_charge", None),
        ("16:00:00", "criminal_charge", None),
        ("16:00:01", "criminal_charge", "violation"),
        ("15:00:00", "unknown", "violation"),
        ("15:00:00", "unknown,other_state_hold", None),
    ],
)
def test_an_independent_hold_excuses(held: str, bases: str, status: str | None) -> None:
    """No hold is inferred when the latest basis recorded from eligibility to the two hours is independent."""
    found = statuses(RULE, f"{HELD}\n2026-03-03 {held}  custody.held  c1  bases={bases}")
    assert found.get("c1") == status


def test_an_independent_hold_leaves_no_clock_either() -> None:
    """Where a hold is excused there is nothing pending, and a release in time is no matter."""
    drawing = f"{HELD}\n2026-03-03 14:30  custody.held  c1  bases=sentence"
    assert statuses(RULE, drawing, as_of="2026-03-03 15:00") == {}
    assert statuses(RULE, f"{drawing}\n2026-03-03 15:00  custody.ended  c1") == {}


def test_the_latest_hold_decides() -> None:
    """An independent hold that a later one without an independent basis follows excuses nothing."""
    drawing = f"""{HELD}
        2026-03-03 14:30  custody.held  c1  bases=criminal_charge
        2026-03-03 15:00  custody.held  c1  bases=unknown
        """
    assert statuses(RULE, drawing) == {"c1": "violation"}


def test_of_several_last_holds_at_one_instant_one_suffices() -> None:
    """Two holds recorded at one instant: one with an independent basis is enough."""
    drawing = f"""{HELD}
        2026-03-03 15:00  custody.held  c1  bases=criminal_charge
        2026-03-03 15:00  custody.held  c1  bases=unknown
        """
    assert statuses(RULE, drawing) == {}


def test_another_custody_s_hold_excuses_nothing() -> None:
    """A hold belongs to its custody."""
    drawing = f"{HELD}\n2026-03-03 15:00  custody.held  c2  bases=criminal_charge"
    assert statuses(RULE, drawing) == {"c1": "violation"}


def test_the_clock_starts_when_a_request_comes_after_eligibility() -> None:
    """A request that comes while the person is still in custody starts the two hours at its own time."""
    drawing = """
        2026-03-02 09:00  custody.started           c1
        2026-03-03 14:00  custody.release_eligible  c1
        2026-03-03 18:00  request.received          r1  asks=hold
        """
    assert statuses(RULE, drawing, as_of="2026-03-03 17:00") == {}
    assert only(RULE, drawing, as_of="2026-03-03 19:59:59").due_at == at("2026-03-03 20:00")
    assert only(RULE, drawing).occurred_at == at("2026-03-03 20:00")


@pytest.mark.parametrize(("ended", "status"), [("18:00:00", {}), ("18:00:01", {"c1": "compliant"})])
def test_a_request_after_the_custody_holds_nothing(ended: str, status: dict[str, str]) -> None:
    """A custody is not open at the instant of its end, so that a request at that instant starts no clock."""
    drawing = f"""
        2026-03-02 09:00  custody.started           c1
        2026-03-03 14:00  custody.release_eligible  c1
        2026-03-03 18:00  request.received          r1  asks=hold
        2026-03-03 {ended}  custody.ended  c1
        """
    assert statuses(RULE, drawing) == status


def test_each_pair_runs_its_own_clock() -> None:
    """A second request, withdrawn in time, is no act, though the first one, whose own clock was excused, stands."""
    drawing = """
        2026-03-03 09:00  custody.started           c1
        2026-03-03 09:00  request.received          r0  asks=hold
        2026-03-03 14:00  custody.release_eligible  c1
        2026-03-03 15:00  custody.held              c1  bases=criminal_charge
        2026-03-03 17:00  request.received          r1  asks=hold
        2026-03-03 17:30  custody.held              c1  bases=unknown
        2026-03-03 18:00  request.withdrawn         r1
        """
    assert statuses(RULE, drawing) == {}


def test_a_second_request_has_a_clock_of_its_own() -> None:
    """The first request's clock is excused by a hold; the second one's, two hours later, is not."""
    finding = only(
        RULE,
        """
        2026-03-03 09:00  custody.started           c1
        2026-03-03 09:00  request.received          r0  asks=hold
        2026-03-03 14:00  custody.release_eligible  c1
        2026-03-03 15:00  custody.held              c1  bases=criminal_charge
        2026-03-03 17:00  request.received          r1  asks=hold
        2026-03-03 17:30  custody.held              c1  bases=unknown
        """,
    )
    assert (finding.status, finding.occurred_at) == ("violation", at("2026-03-03 19:00"))
    assert resting_on(finding) == ["e3", "e5"]


def test_each_eligibility_can_start_a_clock() -> None:
    """Of two eligibilities the first is answered by a new basis, the second by nothing."""
    finding = only(
        RULE,
        """
        2026-03-02 09:00  custody.started           c1
        2026-03-02 11:00  request.received          r1  asks=hold
        2026-03-03 14:00  custody.release_eligible  c1
        2026-03-03 15:00  custody.held              c1  bases=criminal_charge
        2026-03-05 10:00  custody.release_eligible  c1  reason=charges_dismissed
        """,
    )
    assert (finding.status, finding.occurred_at) == ("violation", at("2026-03-05 12:00"))
    assert resting_on(finding) == ["e2", "e5"]


def test_the_worst_of_two_clocks_counts() -> None:
    """One eligibility violated and a later clock still running: the violation is shown."""
    drawing = f"{HELD}\n2026-03-03 15:30  custody.release_eligible  c1"
    assert statuses(RULE, drawing, as_of="2026-03-03 16:30") == {"c1": "violation"}
    assert only(RULE, drawing).occurred_at == at("2026-03-03 16:00")


def test_the_day_of_an_inferred_hold_is_that_of_its_end() -> None:
    """Release could be on 30 September; two hours later it is October, and the new rulebook judges."""
    drawing = """
        2025-09-29 09:00  custody.started           c1
        2025-09-29 11:00  request.received          r1  asks=hold
        2025-09-30 {}  custody.release_eligible  c1
        """
    assert only(RULE, drawing.format("21:59:59")).rulebook == "ct-trust-2019"
    assert only(RULE, drawing.format("22:00:00")).rulebook == "ct-trust-2025"


def test_an_exception_is_looked_for_at_the_two_hours() -> None:
    """A conviction of the day of the act lifts an inferred hold; one of the next day does not."""
    finding = only(RULE, f"{HELD}\n2026-03-03 20:00  conviction.recorded  v1  class=A")
    assert (finding.status, finding.actor, finding.due_at) == ("compliant", None, at("2026-03-03 16:00"))
    assert statuses(RULE, f"{HELD}\n2026-03-04 09:00  conviction.recorded  v1  class=A") == {"c1": "violation"}


@pytest.mark.parametrize(
    ("eligible", "due"),
    [
        ("2026-03-08 01:30", "2026-03-08 04:30"),
        ("2026-11-01 00:30", "2026-11-01T06:30Z"),
    ],
)
def test_the_two_hours_are_elapsed_time(eligible: str, due: str) -> None:
    """On the days when the clocks change, two hours stay two hours."""
    drawing = f"""
        2026-03-02 09:00  custody.started           c1
        2026-03-02 11:00  request.received          r1  asks=hold
        {eligible}  custody.release_eligible  c1
        """
    assert only(RULE, drawing).occurred_at == at(due)


def test_the_release_time_is_policy() -> None:
    """Another number in the policy moves the act."""
    drawing = f"{HELD}\n2026-03-03 17:00  custody.ended  c1"
    assert statuses(RULE, drawing, policy={"release_processing_hours": 3}) == {"c1": "compliant"}
    assert only(RULE, drawing, policy={"release_processing_hours": 0.5}).occurred_at == at("2026-03-03 14:30")


def test_with_no_time_at_all_the_act_is_at_eligibility() -> None:
    """Zero hours make the act coincide with eligibility."""
    finding = only(RULE, HELD, policy={"release_processing_hours": 0})
    assert (finding.status, finding.occurred_at) == ("violation", at("2026-03-03 14:00"))


HANDED = """
    2026-03-02 09:00  custody.started   c1
    2026-03-02 11:00  request.received  r1  asks={asks}
    2026-03-05 10:00  custody.ended     c1  disposition=transferred  {to}  actor=correction:o3
    """


@pytest.mark.parametrize("to", ["ice", "cbp", "other_dhs"])
def test_handing_over_while_a_request_asks_for_it_is_a_violation(to: str) -> None:
    """A person handed to a federal immigration authority whose request stands."""
    finding = only(RULE, HANDED.format(asks="hold", to=f"transferred_to={to}"))
    assert (finding.status, codes(finding)) == ("violation", ["transferred-to-federal-authority"])
    assert (finding.occurred_at, finding.actor, finding.due_at) == (at("2026-03-05 10:00"), "o3", None)
    assert resting_on(finding) == ["e2", "e3"]


@pytest.mark.parametrize("asks", ["hold", "transfer", "arrest"])
def test_a_request_to_hold_transfer_or_arrest_asks_for_the_hand_over(asks: str) -> None:
    """All three asks make a hand-over an act."""
    assert statuses(RULE, HANDED.format(asks=asks, to="transferred_to=ice")) == {"c1": "violation"}


def test_other_asks_do_not_ask_for_the_hand_over() -> None:
    """A request for a date or an interview is no request to hand anybody over."""
    drawing = HANDED.format(asks="notify_release,release_date,interview,information,other", to="transferred_to=ice")
    assert statuses(RULE, drawing) == {}


@pytest.mark.parametrize("to", ["us_marshals", "fbi", "other_federal", "other", "other_agency"])
def test_handing_over_to_others_is_no_act(to: str) -> None:
    """A transfer to any other authority or agency is not the rule's."""
    assert statuses(RULE, HANDED.format(asks="hold", to=f"transferred_to={to}")) == {}


@pytest.mark.parametrize("disposition", ["released", "escaped", "died"])
def test_only_a_transfer_hands_over(disposition: str) -> None:
    """A custody that ends otherwise hands nobody over, whatever `transferred_to` says."""
    drawing = HANDED.format(asks="hold", to="transferred_to=ice").replace("=transferred ", f"={disposition} ")
    assert statuses(RULE, drawing) == {}


@pytest.mark.parametrize(
    ("withdrawn", "status"), [("09:59:59", {}), ("10:00:00", {}), ("10:00:01", {"c1": "violation"})]
)
def test_a_request_targets_until_it_is_withdrawn(withdrawn: str, status: dict[str, str]) -> None:
    """A request withdrawn at the instant of the hand-over no longer targets the person; a second later it did."""
    drawing = HANDED.format(asks="hold", to="transferred_to=ice")
    assert statuses(RULE, f"{drawing}\n2026-03-05 {withdrawn}  request.withdrawn  r1") == status


@pytest.mark.parametrize(("received", "status"), [("10:00:00", {"c1": "violation"}), ("10:00:01", {})])
def test_a_request_targets_from_its_own_time(received: str, status: dict[str, str]) -> None:
    """A request at the very instant of the hand-over targets the person; one second later it does not."""
    drawing = f"""
        2026-03-02 09:00  custody.started   c1
        2026-03-05 {received}  request.received  r1  asks=transfer
        2026-03-05 10:00  custody.ended     c1  disposition=transferred  transferred_to=ice
        """
    assert statuses(RULE, drawing) == status


def test_a_withdrawal_before_the_request_withdraws_nothing() -> None:
    """Only the first withdrawal at or after the request ends it."""
    drawing = HANDED.format(asks="hold", to="transferred_to=ice")
    assert statuses(RULE, f"{drawing}\n2026-03-02 10:59  request.withdrawn  r1") == {"c1": "violation"}
    assert statuses(RULE, f"{drawing}\n2026-03-02 11:00  request.withdrawn  r1") == {}


def test_a_transfer_to_nobody_on_record_is_undetermined() -> None:
    """Where the record does not say to whom, and a request asked for it, a person has to look."""
    finding = only(RULE, HANDED.format(asks="arrest", to=""))
    assert finding.status == "undetermined"
    assert codes(finding) == ["transferred-to-federal-authority", "receiver-not-recorded"]
    assert "To whom the person was handed over." in finding.missing
    assert judged(HANDED.format(asks="arrest", to="")).accesses == ()


def test_a_transfer_to_nobody_on_record_is_lifted_like_any_other() -> None:
    """An established exception makes it compliant; an unclear one leaves it undetermined, and says both."""
    drawing = HANDED.format(asks="hold", to="") + "\n2024-05-01 09:00  conviction.recorded  v1  {}"
    assert codes(only(RULE, drawing.format("class=A"))) == ["statutory-exception-on-file"]
    unclear = only(RULE, drawing.format("statute=53a-51"))
    assert unclear.status == "undetermined"
    assert codes(unclear) == [
        "transferred-to-federal-authority",
        "conviction-class-not-settled",
        "receiver-not-recorded",
    ]


def test_a_transfer_to_nobody_on_record_without_a_request_is_no_matter() -> None:
    """No request, no act."""
    assert statuses(RULE, "2026-03-05 10:00  custody.ended  c1  disposition=transferred") == {}


def test_several_acts_give_the_earliest_of_the_worst() -> None:
    """Booked with an exception, held past release without one, then handed over: the hold is shown."""
    finding = only(
        RULE,
        """
        2026-03-02 11:00  request.received          r1  asks=hold
        2026-03-02 12:00  document.recorded         d1  kind=judicial_warrant signer_role=state_judge accompanies=r1
        2026-03-02 13:00  custody.started           c1  bases=civil_detainer
        2026-03-02 20:00  document.revoked          d1
        2026-03-03 14:00  custody.release_eligible  c1
        2026-03-05 10:00  custody.ended             c1  disposition=transferred transferred_to=ice
        """,
    )
    assert (finding.status, codes(finding)) == ("violation", ["held-past-release"])
    assert finding.occurred_at == at("2026-03-03 16:00")


def test_a_violation_outweighs_an_earlier_undetermined_act() -> None:
    """The worst status counts, also when the act behind it is the later one."""
    finding = only(
        RULE,
        """
        2026-03-02 11:00  request.received   r1  asks=hold
        2026-03-02 12:00  document.recorded  d1  kind=judicial_warrant signer_role=state_judge
        2026-03-02 13:00  custody.started    c1  bases=civil_detainer
        2026-03-02 20:00  document.revoked   d1
        2026-03-05 10:00  custody.ended      c1  disposition=transferred transferred_to=ice
        """,
    )
    assert (finding.status, finding.occurred_at) == ("violation", at("2026-03-05 10:00"))


def test_acts_at_one_instant_stand_in_the_order_of_the_clauses() -> None:
    """A basis comes before an inferred hold, and that before a hand-over."""
    clause_1_and_2 = """
        2026-03-02 11:00  request.received          r1  asks=hold
        2026-03-03 14:00  custody.release_eligible  c1
        2026-03-03 16:00  custody.held              c1  bases=civil_detainer
        """
    assert codes(only(RULE, clause_1_and_2)) == ["basis-is-detainer"]
    clause_2_and_3 = """
        2026-03-02 11:00  request.received          r1  asks=hold
        2026-03-03 14:00  custody.release_eligible  c1
        2026-03-03 16:00  custody.ended             c2  disposition=transferred transferred_to=ice
        2026-03-03 16:00  custody.ended             c1  disposition=transferred transferred_to=ice
        2026-03-03 16:00  custody.held              c1  bases=civil_detainer
        """
    found = judged(clause_2_and_3).of(RULE)
    assert codes(found["c1"]) == ["basis-is-detainer"]
    assert codes(found["c2"]) == ["transferred-to-federal-authority"]


def test_a_custody_id_belongs_to_the_person() -> None:
    """A custody begun by one agency and ended by another is one custody."""
    drawing = """
        2026-03-02 11:00  request.received          r1  asks=hold
        2026-03-03 14:00  custody.release_eligible  c1  agency=CT0016300
        2026-03-03 15:00  custody.ended             c1  agency=CTDOC0000
        """
    finding = only(RULE, drawing)
    assert (finding.status, finding.agency) == ("compliant", "CT0016300")


def test_a_custody_is_never_reopened() -> None:
    """The first end is the end, whatever comes later under the same id."""
    drawing = """
        2026-03-02 11:00  request.received          r1  asks=hold
        2026-03-03 14:00  custody.release_eligible  c1
        2026-03-03 15:00  custody.ended             c1
        2026-03-04 09:00  custody.held              c1  bases=unknown
        2026-03-09 09:00  custody.ended             c1
        """
    assert statuses(RULE, drawing) == {"c1": "compliant"}


def test_two_people_are_two_matters() -> None:
    """One person's request holds nobody else."""
    drawing = """
        2026-03-02 11:00  request.received          r1  asks=hold  subject=person/p2
        2026-03-03 14:00  custody.release_eligible  c1
        """
    assert statuses(RULE, drawing) == {}


@pytest.mark.parametrize(
    ("day", "rulebook"),
    [
        ("2019-10-01 00:00", "ct-trust-2019"),
        ("2025-09-30 23:59:59", "ct-trust-2019"),
        ("2025-10-01 00:00", "ct-trust-2025"),
    ],
)
def test_the_local_date_of_the_act_picks_the_rulebook(day: str, rulebook: str) -> None:
    """From 1 October 2019 the first rulebook judges, from 1 October 2025 the second."""
    assert only(RULE, f"{day}  custody.started  c1  bases=civil_detainer").rulebook == rulebook


def test_before_the_first_day_there_is_no_finding() -> None:
    """An act one second before 1 October 2019 gives nothing, unless one law is to judge every act."""
    drawing = "2019-09-30 23:59:59  custody.started  c1  bases=civil_detainer"
    assert statuses(RULE, drawing) == {}
    assert only(RULE, drawing, law="ct-trust-2019").rulebook == "ct-trust-2019"
    assert only(RULE, drawing, law="ct-trust-2025").rulebook == "ct-trust-2025"


def test_an_event_may_lie_five_minutes_ahead() -> None:
    """Admission looks at the time of recording alone: a booking noted now may be up to five minutes from now."""
    drawing = "2026-03-02 09:05  custody.started  c1  bases=civil_detainer  recorded=2026-03-02T09:00"
    assert statuses(RULE, drawing, as_of="2026-03-02 08:59:59") == {}
    assert statuses(RULE, drawing, as_of="2026-03-02 09:00") == {"c1": "violation"}
