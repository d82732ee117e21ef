"""How fast `replay` is beside a floor, how much memory it takes, and whether its cost per event stays flat."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson

from schemas import codec
from schemas.events import TYPES
from schemas.times import spell
from streams.commands.simulate import build

ROUNDS = 5
_CUSTODES = Path(sys.executable).parent / "custodes"
_A_DAY = 24_800
"""About how many events a day of the whole state has."""


def against_the_floor(folder: Path, events: int) -> str:
    """Replay a simulated state, beside reading the same lines with orjson and validating them with jsonschema_rs."""
    path, count, as_of = state(folder, events)
    rows = []
    for _ in range(ROUNDS):
        floor, whole = _floor(path), _replay(path, as_of)[0]
        rows.append((floor, whole, floor / whole))
    lines = ["| floor, CPU s | replay, CPU s | ratio |", "| --- | --- | --- |"]
    lines += [f"| {floor:.1f} | {whole:.1f} | {ratio:.2f} |" for floor, whole, ratio in rows]
    ratio = statistics.median(row[2] for row in rows)
    best = max(count / row[1] for row in rows)
    said = f"{count} events, one core; median ratio **{ratio:.2f}** (wanted: 0.30), at best {best:,.0f} events a second"
    return said + "\n\n" + "\n".join(lines)


def peak_memory(folder: Path, events: int) -> str:
    """Measure the peak resident memory of a replay."""
    path, count, as_of = state(folder, events)
    _, peak = _replay(path, as_of)
    return f"{count} events: peak {peak / 2**20:.0f} MiB, **{peak / count:.0f} bytes an event** (wanted: under 1500)"


def flat_cost(folder: Path, events: int) -> str:
    """Measure the cost of an event at several sizes, less what an empty replay costs."""
    empty = folder / "empty.ndjson"
    empty.touch()
    start = min(_replay(empty, "2026-01-01T00:00:00Z")[0] for _ in range(3))
    lines = ["| events | CPU µs an event | beside the first |", "| --- | --- | --- |"]
    first = 0.0
    for size in (events // 10, events // 2, events, events * 2):
        path, count, as_of = state(folder, size)
        cost = statistics.median((_replay(path, as_of)[0] - start) / count * 1e6 for _ in range(3))
        first = first or cost
        lines.append(f"| {count} | {cost:.1f} | {cost / first:.2f} |")
    return "Wanted: within 20%.\n\n" + "\n".join(lines)


def one_long_timeline(folder: Path, _events: int) -> str:
    """Measure one person's timeline at growing lengths: holds, requests, warrants, disclosures, notices, all mixed."""
    lines = ["| events of one person | CPU s | µs an event |", "| --- | --- | --- |"]
    for size in (6_250, 12_500, 25_000, 50_000):
        path = folder / f"person-{size}.ndjson"
        path.write_bytes(b"".join(line + b"\n" for line in _one_person(size)))
        cost = min(_replay(path, "2026-10-01T00:00:00Z")[0] for _ in range(3))
        lines.append(f"| {size} | {cost:.2f} | {cost / size * 1e6:.0f} |")
    return "Wanted: not quadratic (which would double the last column from line to line).\n\n" + "\n".join(lines)


def state(folder: Path, events: int) -> tuple[Path, int, str]:
    """Make a simulated state of about so many events, once a run: the file, the count, and the instant to judge at."""
    days = max(1, round(events / _A_DAY))
    made = build(agencies=122, days=days, seed=20191001)
    path = folder / f"state-{days}.ndjson"
    counted = folder / f"state-{days}.count"
    if not path.exists():
        count = 0
        with path.open("wb") as file:
            for count, line in enumerate(made.lines(), 1):  # noqa: B007 - the last count is the count
                file.write(line + b"\n")
        counted.write_text(str(count))
    return path, int(counted.read_text()), spell(made.as_of)


def _floor(path: Path) -> float:
    schemas = codec.schema_registry()
    registry = jsonschema_rs.Registry([(uri, schemas.contents(uri)) for uri in schemas])
    valid = {
        f"custodes.{name}.v1": jsonschema_rs.Draft202012Validator(
            schemas.contents(f"urn:custodes:schema:v1:{name}"), registry=registry, validate_formats=True
        ).is_valid
        for name in TYPES
    }
    start = time.process_time()
    with path.open("rb") as lines:
        for line in lines:
            event = orjson.loads(line)
            if not valid[event["type"]](event):
                raise ValueError("the simulated state holds an event that its schema refuses")
    return time.process_time() - start


def _replay(path: Path, as_of: str) -> tuple[float, int]:
    """Run `custodes replay` as a process of its own: its CPU seconds, start-up included, and its peak in bytes."""
    with subprocess.Popen(
        [_CUSTODES, "replay", path, "--as-of", as_of, "--findings", os.devnull], stderr=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"replay ended with [{process.returncode}]")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def _one_person(size: int) -> Iterator[bytes]:
    agency = "CTDOC0000"
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    actor = {"id": "o1", "role": "correction"}
    custody = {"custody_id": "c1", "bases": ["criminal_charge"]}
    cycle: tuple[tuple[str, dict[str, Any]], ...] = (
        ("request.received", {"form": "I-247A", "asks": ["hold", "release_date"], "authority": "ice"}),
        ("notice.served", {"contents": ["copy_of_request"], "recipient": "individual", "outcome": "delivered"}),
        ("document.recorded", {"kind": "judicial_warrant", "signer_role": "state_judge"}),
        ("custody.release_eligible", {"custody_id": "c1", "reason": "other"}),
        ("custody.held", {"custody_id": "c1", "bases": ["civil_detainer"], "actor": actor}),
        ("disclosure.made", {"authority": "ice", "contents": ["release_date"], "channel": "phone", "actor": actor}),
        ("request.answered", {"actor": actor}),
        ("request.withdrawn", {}),
    )
    for number in range(size):
        moment += timedelta(minutes=5)
        name, data = cycle[number % len(cycle)] if number else ("custody.started", custody)
        turn = number // len(cycle)
        own = {
            "request.received": {"request_id": f"r{turn}"},
            "notice.served": {"request_id": f"r{turn}"},
            "document.recorded": {"document_id": f"w{turn}", "accompanies": f"r{turn}", "issued_at": spell(moment)},
            "disclosure.made": {"disclosure_id": f"d{turn}", "request_id": f"r{turn}"},
            "request.answered": {"request_id": f"r{turn}", "answer_id": f"a{turn}"},
            "request.withdrawn": {"request_id": f"r{turn}"},
        }.get(name, {})
        yield orjson.dumps(
            {
                "specversion": "1.0",
                "id": f"e{number}",
                "source": f"urn:custodes:{agency}:jms",
                "type": f"custodes.{name}.v1",
                "time": spell(moment),
                "recordedtime": spell(moment),
                "subject": "person/p1",
                "agency": agency,
                "data": {**data, **own},
            }
        )
