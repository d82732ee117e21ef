"""e1-copy-of-request: a person for whom a detainer comes gets a copy of it."""

from __future__ import annotations

import pytest

from tests.spec.drawing import at, clearing, codes, named, only, resting_on, statuses

RULE = "e1-copy-of-request"
RECEIVED = "2026-03-02 11:00  request.received  r1  {}"
SERVED = "notice.served  copy_of_request  request_id=r1"


def received(*lines: str, more: str = "") -> str:
    """Draw a request received on 2 March at eleven, and what else there is."""
    return "\n".join([RECEIVED.format(more), *lines])


def test_a_copy_in_time_is_compliant() -> None:
    """The finding rests on the request and the notice, and the duty keeps its due time."""
    finding = only(RULE, received(f"2026-03-02 15:00  {SERVED}"))
    assert (finding.status, finding.severity, codes(finding)) == ("compliant", "high", ["in-time"])
    assert (finding.matter, finding.occurred_at) == ("r1", at("2026-03-02 11:00"))
    assert (finding.due_at, finding.actor) == (at("2026-03-03 11:00"), None)
    assert finding.citation == "C.G.S. § 54-192h(e)(1)"
    assert finding.evidence == named("e1", "e2")


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        ("2026-03-02 11:00:00", "pending"),
        ("2026-03-03 10:59:59", "pending"),
        ("2026-03-03 11:00:00", "pending"),
        ("2026-03-03 11:00:00.000001", "violation"),
        ("2026-03-03 11:00:01", "violation"),
    ],
)
def test_the_clock_runs_for_a_day(as_of: str, status: str) -> None:
    """Pending up to and including 24 hours after the request; past due after that."""
    finding = only(RULE, received(), as_of=as_of)
    due = at("2026-03-03 11:00")
    assert (finding.status, finding.due_at) == (status, due)
    assert codes(finding) == ["clock-runs" if status == "pending" else "not-given"]
    assert clearing(finding) == [
        (
            due,
            [
                (
                    "notice.served",
                    {
                        "contents": ["copy_of_request"],
                        "recipient": "individual",
                        "outcome": "delivered",
                        "request_id": "r1",
                    },
                )
            ],
        )
    ]
    assert finding.missing == ("A copy of the request, delivered to the person.",)
    assert finding.evidence == named("e1")


@pytest.mark.parametrize(
    ("served", "status", "reason"),
    [
        ("2026-03-03 10:59:59", "compliant", "in-time"),
        ("2026-03-03 11:00:00", "compliant", "in-time"),
        ("2026-03-03 11:00:01", "violation", "late"),
    ],
)
def test_exactly_at_the_limit_is_inside(served: str, status: str, reason: str) -> None:
    """A copy at 24 hours is in time; one second later it is late, whatever comes."""
    finding = only(RULE, received(f"{served}  {SERVED}"))
    assert (finding.status, codes(finding)) == (status, [reason])
    assert resting_on(finding) == ["e1", "e2"]
    assert bool(finding.would_have_cleared) == (status == "violation")


def test_a_copy_before_the_request_counts() -> None:
    """A notice at any time up to the due one counts."""
    assert statuses(RULE, received(f"2026-03-01 09:00  {SERVED}")) == {"r1": "compliant"}


@pytest.mark.parametrize(
    "notice",
    [
        "notice.served  copy_of_request  request_id=r2",
        "notice.served  copy_of_request",
        "notice.served  copy_of_request  disclosure_id=r1",
        "notice.served  copy_of_notification,written_reason  request_id=r1",
        "notice.served  statement_of_intent  request_id=r1 intent=comply",
        "notice.served  copy_of_request  request_id=r1 recipient=attorney",
        "notice.served  copy_of_request  request_id=r1 recipient=designee",
        "notice.served  copy_of_request  request_id=r1 outcome=attempted",
        "notice.served  copy_of_request  request_id=r1 subject=person/p2",
    ],
)
def test_another_notice_does_not_do(notice: str) -> None:
    """It has to be this content, for this request, to this person, and delivered."""
    assert statuses(RULE, received(f"2026-03-02 15:00  {notice}")) == {"r1": "violation"}


def test_one_notice_may_serve_several_contents() -> None:
    """A copy served with the statement of intent is a copy."""
    notice = "notice.served  statement_of_intent,copy_of_request  request_id=r1 disclosure_id=x1 intent=undecided"
    assert statuses(RULE, received(f"2026-03-02 15:00  {notice}")) == {"r1": "compliant"}


@pytest.mark.parametrize(
    ("ended", "due"),
    [
        ("2026-03-02 11:00:00", "2026-03-03 11:00"),
        ("2026-03-02 11:00:01", "2026-03-02 11:00:01"),
        ("2026-03-02 17:00:00", "2026-03-02 17:00"),
        ("2026-03-03 10:59:59", "2026-03-03 10:59:59"),
        ("2026-03-03 11:00:01", "2026-03-03 11:00"),
    ],
)
@pytest.mark.parametrize("more", ["", "custody_id=c1"])
def test_it_is_due_at_the_latest_when_the_custody_ends(ended: str, due: str, more: str) -> None:
    """The end of the custody, where it is earlier than 24 hours and after the request; named, or the one open then."""
    drawing = received("2026-03-01 09:00  custody.started  c1", f"{ended}  custody.ended  c1", more=more)
    assert only(RULE, drawing).due_at == at(due)


@pytest.mark.parametrize(
    ("served", "status"),
    [("16:59:59", "compliant"), ("17:00:00", "compliant"), ("17:00:01", "violation")],
)
def test_a_copy_at_the_end_of_the_custody_is_in_time(served: str, status: str) -> None:
    """Exactly at the custody's end is inside, one second later is late."""
    drawing = received(
        "2026-03-01 09:00  custody.started  c1",
        "2026-03-02 17:00  custody.ended    c1",
        f"2026-03-02 {served}  {SERVED}",
    )
    assert statuses(RULE, drawing) == {"r1": status}


@pytest.mark.parametrize(
    ("as_of", "status"), [("2026-03-02 17:00:00", "pending"), ("2026-03-02 17:00:01", "violation")]
)
def test_the_clock_stops_with_the_custody(as_of: str, status: str) -> None:
    """After the person has gone it is too late to tell them."""
    drawing = received("2026-03-01 09:00  custody.started  c1", "2026-03-02 17:00  custody.ended  c1")
    assert statuses(RULE, drawing, as_of=as_of) == {"r1": status}


def test_of_several_open_custodies_the_earliest_end_counts() -> None:
    """Two custodies open at the request: the one that ends first."""
    drawing = received(
        "2026-03-01 09:00  custody.started  c1",
        "2026-03-01 09:00  custody.started  c2",
        "2026-03-02 11:00:01  custody.started  c3",
        "2026-03-02 12:00  custody.ended    c3",
        "2026-03-02 18:00  custody.ended    c1",
        "2026-03-02 17:00  custody.ended    c2",
    )
    assert only(RULE, drawing).due_at == at("2026-03-02 17:00")


def test_the_custody_that_is_named_counts_alone() -> None:
    """Where the request names a custody, another that ends earlier does not count."""
    drawing = received(
        "2026-03-01 09:00  custody.started  c1",
        "2026-03-01 09:00  custody.started  c2",
        "2026-03-02 17:00  custody.ended    c1",
        "2026-03-02 15:00  custody.ended    c2",
        more="custody_id=c1",
    )
    assert only(RULE, drawing).due_at == at("2026-03-02 17:00")


def test_a_custody_that_is_named_may_begin_later() -> None:
    """A request for somebody about to be booked is due when that custody ends."""
    drawing = received(
        "2026-03-02 12:00  custody.started  c1", "2026-03-02 17:00  custody.ended  c1", more="custody_id=c1"
    )
    assert only(RULE, drawing).due_at == at("2026-03-02 17:00")


@pytest.mark.parametrize("custody", ["c9", "c1"])
def test_a_custody_named_in_vain_leaves_a_day(custody: str) -> None:
    """Named but not on file, or ended already: due after 24 hours, whatever other custody is open."""
    drawing = received(
        "2026-03-01 09:00  custody.started  c1",
        "2026-03-02 11:00  custody.ended    c1",
        "2026-03-01 09:00  custody.started  c2",
        "2026-03-02 17:00  custody.ended    c2",
        more=f"custody_id={custody}",
    )
    assert only(RULE, drawing).due_at == at("2026-03-03 11:00")


def test_a_withdrawal_does_not_end_the_duty() -> None:
    """A request that is withdrawn a minute later was received all the same."""
    assert statuses(RULE, received("2026-03-02 11:01  request.withdrawn  r1")) == {"r1": "violation"}


@pytest.mark.parametrize("authority", ["us_marshals", "fbi", "other_federal", "other"])
def test_a_request_of_another_authority_is_no_matter(authority: str) -> None:
    """Only requests of federal immigration authorities have to be shown."""
    assert statuses(RULE, received(more=f"authority={authority}")) == {}


@pytest.mark.parametrize(
    "asks", ["hold", "transfer", "notify_release", "release_date", "interview", "arrest", "information", "other"]
)
@pytest.mark.parametrize("authority", ["ice", "cbp", "other_dhs"])
def test_what_is_asked_does_not_matter(asks: str, authority: str) -> None:
    """Each request counts, whatever it asks."""
    assert statuses(RULE, received(more=f"asks={asks} authority={authority}")) == {"r1": "violation"}


@pytest.mark.parametrize(
    ("request_at", "due"),
    [("2026-03-07 11:00", "2026-03-08 12:00"), ("2026-10-31 11:00", "2026-11-01 10:00")],
)
def test_a_day_is_twenty_four_elapsed_hours(request_at: str, due: str) -> None:
    """Hours are elapsed time, also when the clocks change."""
    assert only(RULE, f"{request_at}  request.received  r1").due_at == at(due)


def test_the_hours_are_policy() -> None:
    """Another number in the policy moves the due time."""
    assert only(RULE, received(), policy={"notice_hours": 1.5}).due_at == at("2026-03-02 12:30")


def test_a_request_received_twice_is_one_finding() -> None:
    """Two receptions under one id: the worst, and of those the earliest."""
    drawing = received(f"2026-03-02 15:00  {SERVED}", "2026-03-09 09:00  request.received  r1")
    assert statuses(RULE, drawing) == {"r1": "compliant"}
    late = received(f"2026-03-09 15:00  {SERVED}", "2026-03-09 09:00  request.received  r1")
    assert only(RULE, late).occurred_at == at("2026-03-02 11:00")


def test_the_rulebook_is_that_of_the_request() -> None:
    """The trigger's local date picks it, not that of the due time."""
    assert only(RULE, "2025-09-30 23:59:59  request.received  r1").rulebook == "ct-trust-2019"
    assert statuses(RULE, "2019-09-30 23:59:59  request.received  r1") == {}


def test_an_open_custody_that_never_ended_sets_no_due_time() -> None:
    """Somebody still in custody is owed the copy after 24 hours."""
    assert only(RULE, received("2026-03-01 09:00  custody.started  c1")).due_at == at("2026-03-03 11:00")
    named_one = received("2026-03-01 09:00  custody.started  c1", more="custody_id=c1")
    assert only(RULE, named_one).due_at == at("2026-03-03 11:00")
