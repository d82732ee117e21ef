"""Corrections: which events of a source still count (the event contract, "Two clocks")."""

from __future__ import annotations

from itertools import permutations

import pytest

from streams.core.corrections import Correction, correction, not_counting
from tests.spec.drawing import at, events, judged

LATER = "2026-11-20 12:00"


def corrected(*lines: str, as_of: str = LATER) -> set[str]:
    """Give the ids that do not count; a line is `id minute verb target`, and their order plays no part."""
    found = [_correction(line) for line in lines]
    answers = {frozenset(not_counting(order, at(as_of))) for order in permutations(found)}
    assert len(answers) == 1
    return set(answers.pop())


def _correction(line: str) -> Correction:
    name, minute, verb, target = line.split()
    return Correction(
        id=name,
        recorded_at=at(f"2026-03-05 10:{minute}"),
        replaces=target if verb == "replaces" else None,
        voids=target if verb == "voids" else None,
    )


def test_a_void_takes_its_target_back() -> None:
    """The target stops counting, whichever was recorded first; the void itself is no matter of this."""
    assert corrected("v 01 voids a") == {"a"}


def test_a_replacement_takes_the_place_of_its_target() -> None:
    """The target does not count, and the replacement does."""
    assert corrected("b 01 replaces a") == {"a"}


@pytest.mark.parametrize(("as_of", "gone"), [("2026-03-05 10:00:59", set()), ("2026-03-05 10:01:00", {"a"})])
def test_a_correction_counts_from_its_own_recording_on(as_of: str, gone: set[str]) -> None:
    """As of a moment before it, its target counts."""
    assert corrected("v 01 voids a", as_of=as_of) == gone
    assert corrected("v 01 replaces a", as_of=as_of) == gone


def test_a_voided_void_does_not_void() -> None:
    """A voided event has no effect at all."""
    assert corrected("v 01 voids a", "w 02 voids v") == {"v"}


def test_a_voided_replacement_does_not_replace() -> None:
    """What it replaced counts again."""
    assert corrected("b 01 replaces a", "w 02 voids b") == {"b"}


def test_a_replaced_void_does_not_void() -> None:
    """A replaced event does not count and does not void."""
    assert corrected("v 01 voids a", "b 02 replaces v") == {"v"}


def test_what_a_replaced_replacement_replaced_stays_replaced() -> None:
    """A chain of corrections leaves only the last."""
    assert corrected("b 01 replaces a", "c 02 replaces b") == {"a", "b"}


def test_a_correction_that_was_decided_is_not_undone_by_one_recorded_earlier() -> None:
    """A void of a later void, or of a later replacement, only keeps that one from counting."""
    assert corrected("v 02 voids a", "w 01 voids v") == {"a", "v"}
    assert corrected("b 02 replaces a", "w 01 voids b") == {"a", "b"}
    assert corrected("v 02 voids a", "b 01 replaces v") == {"a", "v"}


def test_voids_are_decided_from_the_latest_to_the_earliest() -> None:
    """A void of a void of a void."""
    assert corrected("v 01 voids a", "w 02 voids v", "x 03 voids w") == {"w", "a"}


def test_ties_fall_to_the_larger_id_first() -> None:
    """Of two voids of one another at one instant the larger id has its way."""
    assert corrected("v 01 voids w", "w 01 voids v") == {"v"}
    assert corrected("a 01 voids x", "b 01 voids a") == {"a"}
    assert corrected("b 01 voids x", "a 01 voids b") == {"b", "x"}


def test_two_that_replace_one_another_both_go() -> None:
    """A replaced event still replaces."""
    assert corrected("b 01 replaces c", "c 02 replaces b") == {"b", "c"}


def test_a_void_may_replace_too() -> None:
    """A void that replaces another event does both; replaced, it only replaces."""
    both = Correction(id="v", recorded_at=at("2026-03-05 10:01"), replaces="b", voids="a")
    assert set(not_counting([both], at(LATER))) == {"a", "b"}
    assert set(not_counting([both, _correction("c 02 replaces v")], at(LATER))) == {"b", "v"}
    assert set(not_counting([both, _correction("c 02 voids v")], at(LATER))) == {"v"}


def test_what_an_event_corrects_stands_in_it() -> None:
    """Its `replaces`, and the target of a void; most correct nothing."""
    plain, replacing, void = events("""
        2026-03-05 10:00  custody.started  c1
        2026-03-05 10:00  custody.started  c1  id=b replaces=a
        2026-03-05 10:00  record.voided    a   id=v replaces=b
        """)
    assert correction(plain) is None
    found, other = correction(replacing), correction(void)
    assert found is not None
    assert other is not None
    assert (found.replaces, found.voids, found.targets) == ("a", None, ("a",))
    assert (other.replaces, other.voids, other.targets) == ("b", "a", ("b", "a"))


def test_a_correction_of_itself_does_nothing() -> None:
    """Neither a replacement nor a void of the same id."""
    for event in events("""
        2026-03-05 10:00  custody.started  c1  id=a replaces=a
        2026-03-05 10:00  record.voided    v   id=v
        2026-03-05 10:00  record.voided    w   id=w replaces=w
        """):
        assert correction(event) is None


def test_a_correction_may_be_recorded_before_its_target() -> None:
    """The void came first; the interview never counts."""
    drawing = """
        2026-03-05 09:00  record.voided      e2
        2026-03-05 10:00  interview.started  i1
        """
    assert judged(drawing).of("b1d-interview") == {}


def test_a_replacement_need_not_have_the_type_or_subject_of_what_it_replaces() -> None:
    """An interview noted about the wrong person is replaced by a custody of another one."""
    drawing = """
        2026-03-05 10:00  interview.started  i1
        2026-03-05 11:00  custody.held       c1  subject=person/p2 replaces=e1 bases=civil_detainer
        """
    found = judged(drawing)
    assert found.of("b1d-interview") == {}
    assert [access.subject for access in found.accesses] == ["person/p2"]


@pytest.mark.parametrize("subject", ["person/p9", "officer/o9", "agency/CT0016300", "municipality/Windham"])
def test_a_void_may_have_any_subject(subject: str) -> None:
    """Its target is named by its id alone."""
    drawing = f"""
        2026-03-05 10:00  interview.started  i1
        2026-03-05 11:00  record.voided      e1  subject={subject}
        """
    assert judged(drawing).of("b1d-interview") == {}


def test_a_source_corrects_only_itself() -> None:
    """The same id of another source, or of another agency, is another event."""
    drawing = """
        2026-03-05 10:00  interview.started  i1
        2026-03-05 11:00  record.voided      e1  system=rms
        2026-03-05 11:00  record.voided      e1  agency=CT0016300
        """
    assert list(judged(drawing).of("b1d-interview")) == ["i1"]


def test_as_of_an_earlier_day_the_target_still_counts() -> None:
    """What was known then is what was known then."""
    drawing = """
        2026-03-05 10:00  interview.started  i1
        2026-03-09 10:00  record.voided      e1
        """
    assert list(judged(drawing, as_of="2026-03-09 09:59:59").of("b1d-interview")) == ["i1"]
    assert judged(drawing, as_of="2026-03-09 10:00:00").of("b1d-interview") == {}
