"""What becomes of alerts when a timeline is judged again."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import product

import pytest
from msgspec.structs import replace

from alerts.reconcile import reconcile, state_of
from schemas.alerts import Alert, Entry, State
from schemas.findings import Finding, Status
from tests.console_site import NOW, alert, finding

LATER = NOW + timedelta(hours=1)
STATUSES: tuple[Status, ...] = ("compliant", "pending", "violation", "undetermined", "error")
STATES: tuple[State, ...] = ("pending", "firing", "withdrawn")
TOLD = (
    Entry(occurred_at=NOW, recorded_at=NOW, type="custody.started", source="s", id="1", text="Taken into custody."),
)


def judged(known: Sequence[Alert], *found: Finding, told: tuple[Entry, ...] = ()) -> list[Alert]:
    """Judge again, an hour later."""
    return list(reconcile({one.fingerprint: one for one in known}, found, told, LATER))


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("violation", "firing"),
        ("undetermined", "firing"),
        ("error", "firing"),
        ("pending", "pending"),
        ("compliant", "withdrawn"),
    ],
)
def test_the_state_follows_from_the_status(status: Status, state: State) -> None:
    """What somebody has to look at fires, a clock that runs is pending, and what is compliant is withdrawn."""
    assert state_of(status) == state


@pytest.mark.parametrize("status", ["pending", "violation", "undetermined", "error"])
def test_a_new_finding_raises_its_first_revision(status: Status) -> None:
    """A finding that was not known becomes revision 1, as of the evaluation, with its timeline."""
    found = finding(status=status)
    assert judged([], found, told=TOLD) == [
        alert(found, revision=1, state=state_of(status), changed_at=LATER, told=TOLD)
    ]


def test_a_compliant_finding_raises_nothing() -> None:
    """What was compliant all along is no alert."""
    assert judged([], finding(status="compliant")) == []


@pytest.mark.parametrize(("before", "status"), list(product(STATES, STATUSES)))
def test_every_transition(before: State, status: Status) -> None:
    """From every state, a finding of another state brings one revision in that state; the same state brings none."""
    found = finding(status=status)
    changes = judged([alert(found, revision=4, state=before)], found)
    if state_of(status) == before:
        assert changes == []
    else:
        assert changes == [alert(found, revision=5, state=state_of(status), changed_at=LATER)]


@pytest.mark.parametrize("before", STATES)
def test_a_matter_that_is_gone_withdraws_its_alert(before: State) -> None:
    """With no finding any longer, what stood is withdrawn with its last finding, once."""
    known = alert(finding(), revision=2, state=before)
    expected = [] if before == "withdrawn" else [replace(known, revision=3, state="withdrawn", changed_at=LATER)]
    assert judged([known]) == expected


def test_a_withdrawal_shows_the_finding_that_withdrew() -> None:
    """When a compliant finding withdraws an alert, the revision holds that finding."""
    [withdrawn] = judged([alert(finding())], finding(status="compliant", summary="Met."))
    assert (withdrawn.state, withdrawn.finding.summary) == ("withdrawn", "Met.")


def test_another_status_in_the_same_state_is_a_revision() -> None:
    """From undetermined to violation the alert goes on firing, with a new revision."""
    [change] = judged([alert(finding(status="undetermined"))], finding(status="violation"))
    assert (change.revision, change.state, change.finding.status) == (2, "firing", "violation")


def test_another_timeline_is_a_revision() -> None:
    """A fact that changes nothing but the timeline is told in a revision of its own."""
    [change] = judged([alert(finding())], finding(), told=TOLD)
    assert (change.revision, change.timeline) == (2, TOLD)


def test_judging_twice_changes_nothing() -> None:
    """What the first evaluation brought, a second over the same facts leaves alone."""
    found = [finding(matter="i-1"), finding(matter="i-2", status="pending"), finding(matter="i-3", status="compliant")]
    first = judged([], *found, told=TOLD)
    assert len(first) == 2
    assert judged(first, *found, told=TOLD) == []


def test_an_alert_is_raised_again() -> None:
    """What was withdrawn and is found anew fires under the next number."""
    [again] = judged([alert(finding(), revision=2, state="withdrawn")], finding())
    assert (again.revision, again.state) == (3, "firing")


def test_changes_come_in_the_order_of_fingerprints() -> None:
    """The order in which findings are given does not show."""
    found = [finding(matter=f"i-{number}") for number in (3, 1, 2)]
    assert judged([], *found) == judged([], *reversed(found))
    assert [one.finding.matter for one in judged([], *found)] == ["i-1", "i-2", "i-3"]


def test_a_silence_that_lasts_is_one_and_the_same() -> None:
    """A silent feed occurs at whatever instant it is asked about: while it lasts there is no new revision."""
    silence = finding(rule="x-feed-silent", occurred_at=NOW)
    assert judged([alert(silence)], replace(silence, occurred_at=LATER)) == []


def test_a_new_silence_has_its_own_time() -> None:
    """A feed that falls silent again does so at the later instant."""
    silence = finding(rule="x-feed-silent", occurred_at=NOW)
    [again] = judged([alert(silence, state="withdrawn")], replace(silence, occurred_at=LATER))
    assert again.finding.occurred_at == LATER
