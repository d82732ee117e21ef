"""e1-attorney-or-designee: the person's attorney, or somebody whom the person names, hears of it too."""

from __future__ import annotations

import pytest

from tests.spec.drawing import at, clearing, codes, named, only, statuses

RULE = "e1-attorney-or-designee"
TOLD = "2026-03-05 10:00  disclosure.made  x1\n"


@pytest.mark.parametrize(
    ("recipient", "outcome", "status"),
    [
        ("attorney", "delivered", "compliant"),
        ("attorney", "attempted", "violation"),
        ("designee", "delivered", "compliant"),
        ("designee", "attempted", "compliant"),
        ("individual", "delivered", "violation"),
    ],
)
def test_the_copy_reaches_the_attorney_or_a_designee(recipient: str, outcome: str, status: str) -> None:
    """Delivered to the attorney; for a designee a good-faith attempt is enough; the person is neither."""
    notice = f"notice.served  copy_of_notification  disclosure_id=x1 recipient={recipient} outcome={outcome}"
    finding = only(RULE, f"{TOLD}2026-03-05 15:00  {notice}")
    assert finding.status == status
    if status == "compliant":
        assert (finding.severity, codes(finding)) == ("medium", ["in-time"])
        assert (finding.matter, finding.due_at) == ("x1", at("2026-03-06 00:00"))
        assert finding.evidence == named("e1", "e2")
        assert finding.citation == "C.G.S. § 54-192h(e)(1)"


@pytest.mark.parametrize("content", ["written_reason", "copy_of_request", "statement_of_intent intent=comply"])
def test_another_content_does_not_do(content: str) -> None:
    """It is the copy of the notification that is owed."""
    notice = f"notice.served  {content}  disclosure_id=x1 recipient=attorney"
    assert statuses(RULE, f"{TOLD}2026-03-05 15:00  {notice}") == {"x1": "violation"}


@pytest.mark.parametrize(
    ("served", "status", "reason"),
    [
        ("2026-03-05 23:59:59", "compliant", "in-time"),
        ("2026-03-06 00:00:00", "compliant", "in-time"),
        ("2026-03-06 00:00:01", "violation", "late"),
    ],
)
@pytest.mark.parametrize("who", ["recipient=attorney", "recipient=designee outcome=attempted"])
def test_midnight_is_the_limit(served: str, status: str, reason: str, who: str) -> None:
    """At the next local midnight it is in time; one second later it is late."""
    finding = only(RULE, f"{TOLD}{served}  notice.served  copy_of_notification  disclosure_id=x1 {who}")
    assert (finding.status, codes(finding)) == (status, [reason])


@pytest.mark.parametrize(("as_of", "status"), [("2026-03-06 00:00", "pending"), ("2026-03-06 00:00:01", "violation")])
def test_the_clock_runs_till_midnight(as_of: str, status: str) -> None:
    """Pending up to midnight; either copy would clear it."""
    finding = only(RULE, TOLD, as_of=as_of)
    assert finding.status == status
    due = at("2026-03-06 00:00")
    copy = {"contents": ["copy_of_notification"], "outcome": "delivered", "disclosure_id": "x1"}
    assert clearing(finding) == [
        (due, [("notice.served", {**copy, "recipient": "attorney"})]),
        (due, [("notice.served", {**copy, "recipient": "designee"})]),
    ]
    assert len(finding.missing) == 2


def test_where_nobody_is_named_there_is_nobody_to_reach() -> None:
    """The person has named neither: compliant, on the record of that."""
    finding = only(RULE, f"2026-03-01 10:00  representation.recorded\n{TOLD}")
    assert (finding.status, finding.evidence) == ("compliant", named("e1", "e2"))


@pytest.mark.parametrize("whom", ["attorney=named", "designee=named", "attorney=named designee=named"])
def test_somebody_named_has_to_be_reached(whom: str) -> None:
    """Where an attorney or a designee is named, one of them has to be told."""
    assert statuses(RULE, f"2026-03-01 10:00  representation.recorded  {whom}\n{TOLD}") == {"x1": "violation"}


@pytest.mark.parametrize(
    ("when", "status"),
    [("2026-03-05 23:59:59", "compliant"), ("2026-03-06 00:00:00", "compliant"), ("2026-03-06 00:00:01", "violation")],
)
def test_the_latest_word_up_to_the_limit_counts(when: str, status: str) -> None:
    """A representation recorded after the due time does not count."""
    drawing = f"{TOLD}2026-03-01 10:00  representation.recorded  attorney=named\n{when}  representation.recorded"
    assert statuses(RULE, drawing) == {"x1": status}


def test_a_later_word_overrides_an_earlier_one() -> None:
    """Nobody named at first, an attorney later: the attorney has to be told."""
    drawing = f"""{TOLD}
        2026-03-01 10:00  representation.recorded
        2026-03-02 10:00  representation.recorded  attorney=named
        """
    assert statuses(RULE, drawing) == {"x1": "violation"}


@pytest.mark.parametrize("order", [("", "attorney=named"), ("designee=named", "")])
def test_at_one_instant_a_name_counts(order: tuple[str, str]) -> None:
    """Of several representations at one instant one that names somebody counts, whichever is first."""
    drawing = "\n".join([TOLD, *(f"2026-03-01 10:00  representation.recorded  {one}" for one in order)])
    assert statuses(RULE, drawing) == {"x1": "violation"}


def test_the_custody_s_end_is_the_limit() -> None:
    """It is never later than the end of a custody open at the disclosure."""
    drawing = f"""{TOLD}
        2026-03-05 09:00  custody.started          c1
        2026-03-05 16:00  custody.ended            c1
        2026-03-05 16:00:01  representation.recorded
        """
    finding = only(RULE, drawing)
    assert (finding.status, finding.due_at) == ("violation", at("2026-03-05 16:00"))


def test_a_late_copy_and_a_clear_record_are_compliant() -> None:
    """A copy that came late does no harm where nobody was named in time."""
    drawing = f"""{TOLD}
        2026-03-01 10:00  representation.recorded
        2026-03-07 10:00  notice.served  copy_of_notification  disclosure_id=x1 recipient=attorney
        """
    assert statuses(RULE, drawing) == {"x1": "compliant"}


def test_only_a_release_date_is_a_notification() -> None:
    """Nothing is owed for the custody status alone."""
    assert statuses(RULE, "2026-03-05 10:00  disclosure.made  x1  contents=custody_status") == {}


def test_before_the_first_day_nothing_is_owed() -> None:
    """A disclosure of 30 September 2019 gives nothing."""
    assert statuses(RULE, "2019-09-30 23:59:59  disclosure.made  x1") == {}
