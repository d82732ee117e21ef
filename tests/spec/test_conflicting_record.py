"""x-conflicting-record: one record has one content."""

from __future__ import annotations

import pytest

from tests.spec.drawing import AGENCY, at, codes, judged, named, only, statuses

RULE = "x-conflicting-record"
MATTER = f"urn:custodes:{AGENCY}:jms#k"


def test_copies_that_differ_are_a_violation() -> None:
    """Two events of one source and id, on the agency, at the recording of the second."""
    finding = only(
        RULE,
        """
        2026-03-05 10:00  custody.started  c1  id=k
        2026-03-05 10:00  custody.started  c2  id=k  recorded=2026-03-06T09:00
        """,
    )
    assert (finding.status, finding.severity, codes(finding)) == ("violation", "medium", ["copies-differ"])
    assert (finding.subject, finding.matter, finding.agency) == (f"agency/{AGENCY}", MATTER, AGENCY)
    assert (finding.occurred_at, finding.due_at, finding.actor) == (at("2026-03-06 09:00"), None, None)
    assert (finding.citation, finding.rulebook) == ("C.G.S. § 54-192h (evidence)", "ct-trust-2025")
    assert finding.evidence == named("k")


def test_identical_copies_are_one_event() -> None:
    """A copy with the same content changes nothing."""
    line = "2026-03-05 10:00  custody.started  c1  id=k\n"
    assert statuses(RULE, line * 3) == {}


def test_another_spelling_of_an_instant_is_other_content() -> None:
    """Copies are compared by their text: the recording is part of it."""
    drawing = """
        2026-03-05 10:00  feed.heartbeat  id=k
        2026-03-05 10:00  feed.heartbeat  id=k  recorded=2026-03-05T10:00:01
        """
    assert statuses(RULE, drawing) == {MATTER: "violation"}


@pytest.mark.parametrize(
    ("as_of", "status"), [("2026-03-06 08:59:59", {}), ("2026-03-06 09:00:00", {MATTER: "violation"})]
)
def test_a_conflict_shows_with_the_second_copy(as_of: str, status: dict[str, str]) -> None:
    """Before the second copy was recorded nobody could know."""
    drawing = """
        2026-03-05 10:00  custody.started  c1  id=k
        2026-03-05 10:00  custody.started  c2  id=k  recorded=2026-03-06T09:00
        """
    assert statuses(RULE, drawing, as_of=as_of) == status


def test_of_three_copies_the_second_recorded_shows_it() -> None:
    """The instant does not move with the third."""
    drawing = """
        2026-03-05 10:00  custody.started  c3  id=k  recorded=2026-03-08T09:00
        2026-03-05 10:00  custody.started  c2  id=k  recorded=2026-03-06T09:00
        2026-03-05 10:00  custody.started  c1  id=k
        """
    assert only(RULE, drawing).occurred_at == at("2026-03-06 09:00")


def test_the_copy_recorded_first_is_kept() -> None:
    """The other is refused, whichever came first: its act is nowhere."""
    drawing = """
        2026-03-05 10:00  custody.started  c2  id=k  bases=civil_detainer recorded=2026-03-06T09:00
        2026-03-05 10:00  custody.started  c1  id=k  bases=civil_detainer
        """
    assert statuses("b1a-detention", drawing) == {"c1": "violation"}


def test_other_sources_may_use_the_same_id() -> None:
    """An id is unique within its source."""
    drawing = """
        2026-03-05 10:00  custody.started  c1  id=k
        2026-03-05 10:00  custody.started  c2  id=k  system=rms
        2026-03-05 10:00  custody.started  c3  id=k  agency=CTCSP0000
        """
    assert statuses(RULE, drawing) == {}


def test_it_stands_though_the_kept_copy_is_voided() -> None:
    """A void takes the event back, and not that there were two."""
    drawing = """
        2026-03-05 10:00  custody.started  c1  id=k  bases=civil_detainer
        2026-03-05 10:00  custody.started  c2  id=k  recorded=2026-03-06T09:00
        2026-03-07 10:00  record.voided    k
        """
    assert statuses(RULE, drawing) == {MATTER: "violation"}
    assert statuses("b1a-detention", drawing) == {}


def test_each_record_is_a_matter() -> None:
    """Two conflicts of one agency are two findings."""
    drawing = """
        2026-03-05 10:00  custody.started  c1  id=k
        2026-03-05 10:00  custody.started  c2  id=k
        2026-03-05 10:00  custody.started  c1  id=l  system=rms
        2026-03-05 10:00  custody.started  c2  id=l  system=rms
        """
    assert sorted(judged(drawing).of(RULE)) == [MATTER, f"urn:custodes:{AGENCY}:rms#l"]


@pytest.mark.parametrize(("recorded", "rulebook"), [("2025-09-30T23:59:59", "2019"), ("2025-10-01T00:00:00", "2025")])
def test_the_day_is_that_of_the_second_recording(recorded: str, rulebook: str) -> None:
    """The local date on which it showed picks the rulebook."""
    drawing = f"""
        2025-09-05 10:00  custody.started  c1  id=k
        2025-09-05 10:00  custody.started  c2  id=k  recorded={recorded}
        """
    assert only(RULE, drawing).rulebook == f"ct-trust-{rulebook}"


def test_before_the_first_day_there_is_no_finding() -> None:
    """Two copies of 2018 give nothing, unless one law is to judge every act."""
    drawing = "2018-03-05 10:00  custody.started  c1  id=k\n2018-03-05 10:00  custody.started  c2  id=k"
    assert statuses(RULE, drawing) == {}
    assert statuses(RULE, drawing, law="ct-trust-2019") == {MATTER: "violation"}
