"""The planted violations: every rule has one, wherever and however small the simulation."""

import orjson
import pytest

from streams.simulation.chances import stream
from streams.simulation.clocks import day_start
from streams.simulation.drafts import Answer, Draft, scene
from streams.simulation.plants import PLANTS, Plant
from streams.simulation.simulate import AgencyRow, Simulation, simulate
from streams.simulation.state import settle

RULES = {
    "b1a-detention",
    "b1b-release-communication",
    "b1c-administrative-warrant",
    "b1d-interview",
    "b1e-immigration-function",
    "c-forward-to-head",
    "c-head-review",
    "d-confidential-information",
    "e1-copy-of-request",
    "e1-statement-of-intent",
    "e1-copy-of-notification",
    "e1-attorney-or-designee",
    "e1-written-reason",
    "e2-access-record",
    "e3-half-year-report",
    "e3-report-content",
    "f-training",
    "x-exception-evidence",
    "x-late-evidence",
    "x-conflicting-record",
    "x-feed-silent",
}
UNDECIDED = {
    "b1a-detention",
    "b1b-release-communication",
    "b1d-interview",
    "b1e-immigration-function",
    "d-confidential-information",
    "x-exception-evidence",
}


@pytest.mark.parametrize(("agencies", "days"), [(3, 3), (12, 3), (200, 9)])
def test_every_rule_is_broken(registry: tuple[AgencyRow, ...], agencies: int, days: int) -> None:
    """Each of the 21 rules has a planted violation, and those that can be undecided an undetermined finding."""
    answers = simulate(agencies=agencies, days=days, seed=3, registry=registry).answers
    assert {answer.rule for answer in answers if answer.status == "violation"} == RULES
    assert {answer.rule for answer in answers if answer.status == "undetermined"} == UNDECIDED


def test_no_finding_is_planted_twice(large: Simulation) -> None:
    """Every answer has a fingerprint of its own, and the answers are sorted by it."""
    fingerprints = [answer.fingerprint for answer in large.answers]
    assert fingerprints == sorted(set(fingerprints))


def test_more_bookings_hold_more_violations(registry: tuple[AgencyRow, ...], small: Simulation) -> None:
    """A longer simulation of more agencies has more planted violations."""
    longer = simulate(agencies=60, days=60, seed=7, registry=registry)
    assert len(longer.answers) > 2 * len(small.answers)


def test_every_answer_is_about_something_in_the_events(small: Simulation, small_lines: tuple[bytes, ...]) -> None:
    """Each answer's subject is the subject, the officer or the agency of an event."""
    known = set()
    for line in small_lines:
        event = orjson.loads(line)
        known |= {event["subject"], f"agency/{event['agency']}"}
        if "actor" in event["data"]:
            known.add(f"officer/{event['data']['actor']['id']}")
    towns = {answer.subject for answer in small.answers if answer.subject.startswith("municipality/")}
    assert {answer.subject for answer in small.answers} - towns <= known


@pytest.mark.parametrize("kind", PLANTS, ids=lambda kind: kind.tell.__name__)
def test_a_plant_is_settled_when_it_says(registry: tuple[AgencyRow, ...], kind: Plant) -> None:
    """A plant answers for the rule it is chiefly about, and is all written down by the day it settles."""
    state = settle(registry, 3, 1)
    agency = state.agencies[1]
    told = list(kind.tell(scene(stream(1), agency, agency.desk[0], day_start(4))))
    answers = [item for item in told if isinstance(item, Answer)]
    drafts = [item for item in told if isinstance(item, Draft)]
    assert any(kind.rule in (answer.rule, answer.matter.partition(":")[0]) for answer in answers)
    assert max(draft.recorded for draft in drafts) < day_start(4 + kind.settles)
