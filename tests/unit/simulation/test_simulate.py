"""The simulation as a whole: repeatable, believable in size, and over before its answers are asked for."""

import os
import subprocess
import sys
from collections import Counter
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import orjson
import pytest

from streams.simulation.simulate import AgencyRow, Simulation, simulate


def digest(simulation: Simulation) -> str:
    """Give the SHA-256 of a simulation's lines."""
    whole = sha256()
    for line in simulation.lines():
        whole.update(line + b"\n")
    return whole.hexdigest()


def test_the_same_arguments_give_the_same_bytes(registry: tuple[AgencyRow, ...], small: Simulation) -> None:
    """Two simulations with the same arguments have the same lines and the same answers."""
    again = simulate(agencies=3, days=3, seed=7, registry=tuple(reversed(registry)))
    assert digest(again) == digest(small)
    assert again.answers == small.answers


ELSEWHERE = """
from hashlib import sha256
from pathlib import Path
from streams.simulation.simulate import read_registry, simulate
registry = read_registry(Path("streams/rules/tables/agencies.csv").read_text(encoding="utf-8").splitlines())
lines = simulate(agencies=3, days=3, seed=7, registry=registry).lines()
print(sha256(b"".join(line + b"\\n" for line in lines)).hexdigest())
"""


@pytest.mark.parametrize("seed_of_hashes", ["0", "4242"])
def test_another_machine_gives_the_same_bytes(small: Simulation, seed_of_hashes: str) -> None:
    """Another process, with other hashes and in another time zone, gives the same lines."""
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        env={**os.environ, "PYTHONHASHSEED": seed_of_hashes, "TZ": "Asia/Tokyo"},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.strip() == digest(small)


def test_lines_may_be_asked_for_twice(small: Simulation) -> None:
    """A simulation gives the same lines at every call."""
    assert digest(small) == digest(small)


def test_another_seed_gives_other_bytes(registry: tuple[AgencyRow, ...], small: Simulation) -> None:
    """Simulations of two seeds differ, in their events and in their answers."""
    other = simulate(agencies=3, days=3, seed=8, registry=registry)
    assert digest(other) != digest(small)
    assert other.answers != small.answers


def test_the_answers_hold_after_the_last_event(small: Simulation, small_lines: tuple[bytes, ...]) -> None:
    """No event is written down at the instant of the answers or later."""
    assert max(datetime.fromisoformat(orjson.loads(line)["recordedtime"]) for line in small_lines) < small.as_of


def test_nothing_is_written_down_before_it_happens(large_lines: tuple[bytes, ...]) -> None:
    """Every event's time is at or before its recorded time."""
    for line in large_lines:
        event = orjson.loads(line)
        assert datetime.fromisoformat(event["time"]) <= datetime.fromisoformat(event["recordedtime"])


def test_about_one_custody_in_a_hundred_meets_a_request(large: Simulation, large_lines: tuple[bytes, ...]) -> None:
    """Besides the planted ones, between 0.4 and 1.6 per cent of custodies have an immigration request."""
    planted = {answer.subject for answer in large.answers}
    booked, asked = set(), set()
    for line in large_lines:
        event = orjson.loads(line)
        if event["type"] == "custodes.custody.started.v1":
            booked.add(event["data"]["custody_id"])
        elif event["type"] == "custodes.request.received.v1" and event["subject"] not in planted:
            asked.add(event["subject"])
    assert 0.004 < len(asked) / len(booked) < 0.016


def test_most_events_are_dispatch_and_few_are_heartbeats(large_lines: tuple[bytes, ...]) -> None:
    """Calls and units are more than half of a state's events, heartbeats less than a quarter."""
    kinds = Counter(orjson.loads(line)["type"].split(".")[1] for line in large_lines)
    assert kinds["call"] + kinds["unit"] > len(large_lines) / 2
    assert kinds["feed"] < len(large_lines) / 4


def test_the_rate_scales_the_volume(registry: tuple[AgencyRow, ...], small_lines: tuple[bytes, ...]) -> None:
    """Four times the rate gives more than twice the events."""
    busy = simulate(agencies=3, days=3, seed=7, rate=4.0, registry=registry)
    assert sum(1 for _ in busy.lines()) > 2 * len(small_lines)


def test_lines_are_as_long_as_in_real_life(large_lines: tuple[bytes, ...]) -> None:
    """A line has 300 to 500 bytes on average."""
    assert 300 < sum(map(len, large_lines)) / len(large_lines) < 500


@pytest.mark.parametrize(
    ("agencies", "days", "rate", "named"), [(0, 1, 1.0, "agencies"), (1, 0, 1.0, "days"), (1, 1, 0.0, "rate")]
)
def test_nothing_to_simulate_is_refused_by_name(
    registry: tuple[AgencyRow, ...], agencies: int, days: int, rate: float, named: str
) -> None:
    """An argument that leaves nothing to simulate is refused by its name."""
    with pytest.raises(ValueError, match=rf"{named} \[0"):
        simulate(agencies=agencies, days=days, seed=1, rate=rate, registry=registry)


def test_one_agency_for_one_day_is_enough(registry: tuple[AgencyRow, ...]) -> None:
    """The smallest simulation gives events and answers."""
    least = simulate(agencies=1, days=1, seed=1, rate=0.1, registry=registry)
    assert any(True for _ in least.lines())
    assert least.answers
