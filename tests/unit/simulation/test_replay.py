"""The simulation and the rules agree: a replay finds every planted violation and nothing else."""

from pathlib import Path

import orjson
import pytest

from streams.cli import main
from streams.simulation.simulate import AgencyRow, simulate

ASKED = {"violation", "undetermined", "error"}


@pytest.mark.parametrize(
    ("agencies", "days", "seed", "rate"),
    [(1, 1, 1, 0.2), (3, 3, 2, 1.0), (3, 3, 3, 0.1), (12, 10, 4, 0.5), (40, 2, 5, 0.2), (8, 200, 6, 0.02)],
)
def test_a_replay_finds_the_planted_violations_alone(
    registry: tuple[AgencyRow, ...], tmp_path: Path, agencies: int, days: int, seed: int, rate: float
) -> None:
    """The findings that are a violation, undetermined or an error are the answers, with the same statuses."""
    made = simulate(agencies=agencies, days=days, seed=seed, rate=rate, registry=registry)
    events, findings = tmp_path / "events.ndjson", tmp_path / "findings.ndjson"
    events.write_bytes(b"".join(line + b"\n" for line in made.lines()))
    assert main(["replay", str(events), "--as-of", made.as_of.isoformat(), "--findings", str(findings)]) == 0
    found = [orjson.loads(line) for line in findings.read_bytes().splitlines()]
    assert {finding["fingerprint"]: finding["status"] for finding in found if finding["status"] in ASKED} == {
        answer.fingerprint: answer.status for answer in made.answers
    }
