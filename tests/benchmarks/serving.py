"""How much the embedded monitor takes in over HTTP, and how soon an alert is to be seen.

The load comes from other processes and is open: each request has a time at which it is planned, and its latency counts
from there, also when an earlier one was slow. The floor is the same server writing each body to a file and to the disk.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from pathlib import Path
from typing import IO, Any, cast

from schemas.times import spell
from streams.commands.simulate import build

_CUSTODES = Path(sys.executable).parent / "custodes"
_AGENCY = "CTDOC0000"
_SECONDS = 15
_EVENTS = 300_000
_A_LOOK = 0.02
_CLIENTS = 4
_FLOOR = """
import os, sys
from waitress.server import create_server
file = open(sys.argv[1], "ab")
def app(environ, start):
    file.write(environ["wsgi.input"].read()); file.flush(); os.fsync(file.fileno())
    start("200 OK", [("Content-Type", "application/json")]); return [b"{}"]
server = create_server(app, host="127.0.0.1", port=0, threads=8)
print(f"Custodes is at http://127.0.0.1:{server.effective_port}/", flush=True)
server.run()
"""


def load(folder: Path, _events: int) -> str:
    """Measure the sustained rate at two batch sizes beside the floor, then the time to a visible alert under load."""
    lines = _own_lines()
    table = ["| events a request | floor, events/s | serve, events/s | ratio |", "| --- | --- | --- | --- |"]
    for size in (1, 200):
        bodies = _bodies(lines, size)
        with _program([sys.executable, "-c", _FLOOR, str(folder / "floor")]) as port:
            floor = _closed_rate(port, "", bodies, size)
        with _monitor(folder / f"serve-{size}") as (port, token):
            rate = _closed_rate(port, token, bodies, size)
        table.append(f"| {size} | {floor:,.0f} | {rate:,.0f} | {rate / floor:.2f} |")
    with _monitor(folder / "serve-alerts") as (port, token):
        seen = _alerts(port, token, _bodies(lines, 50), per_second=20)
    seen.sort()
    cuts = {name: seen[min(len(seen) - 1, int(len(seen) * part))] for name, part in (("p50", 0.5), ("p99", 0.99))}
    said = ", ".join(f"{name} **{seconds * 1000:.0f} ms**" for name, seconds in cuts.items())
    return (
        "\n".join(table)
        + f"\n\nFrom the planned time of a request to the alert on its page, beside 1,000 events/s of load: {said}, "
        f"at most {seen[-1] * 1000:.0f} ms ({len(seen)} alerts, median {statistics.median(seen) * 1000:.0f} ms)."
    )


def _own_lines() -> list[bytes]:
    """Give events of one agency: those of a simulated state, over and over, of new persons and new members of staff."""
    made = [line for line in build(agencies=1, days=10, seed=1).lines() if f'"agency":"{_AGENCY}"'.encode() in line]
    copies = (
        line.replace(b'"id":"', b'"id":"%d-' % turn)
        .replace(b'"person/', b'"person/%d-' % turn)
        .replace(b'"officer/', b'"officer/%d-' % turn)
        for turn in count()
        for line in made
    )
    return list(islice(copies, _EVENTS))


def _bodies(lines: Sequence[bytes], size: int) -> list[bytes]:
    return [b"\n".join(lines[start : start + size]) for start in range(0, len(lines), size)]


@contextmanager
def _program(command: Sequence[str | Path]) -> Iterator[int]:
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            said = cast("IO[str]", process.stdout).readline()
            yield int(said.rstrip().rstrip("/").rpartition(":")[2])
        finally:
            process.terminate()


@contextmanager
def _monitor(data: Path) -> Iterator[tuple[int, str]]:
    add = [str(_CUSTODES), "tokens", "add", "--agency", _AGENCY, "--data", str(data)]
    token = subprocess.run(add, capture_output=True, text=True, check=True).stdout.strip()
    with _program([_CUSTODES, "serve", "--data", data, "--port", "0"]) as port:
        yield port, token


def _closed_rate(port: int, token: str, bodies: Sequence[bytes], size: int) -> float:
    """Send bodies from several clients as fast as they are answered, for a while: accepted events a second."""
    with ProcessPoolExecutor(_CLIENTS) as pool:
        shares = [bodies[number::_CLIENTS] for number in range(_CLIENTS)]
        rates = pool.map(_send_for, [port] * _CLIENTS, [token] * _CLIENTS, shares)
        return sum(rates) * size


def _send_for(port: int, token: str, bodies: Sequence[bytes]) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    start = time.monotonic()
    sent = 0
    for body in bodies:
        if time.monotonic() - start >= _SECONDS:
            break
        sent += _post(connection, token, body)
    return sent / (time.monotonic() - start)


def _post(connection: http.client.HTTPConnection, token: str, body: bytes) -> bool:
    headers = {"Content-Type": "application/x-ndjson", "Authorization": f"Bearer {token}"}
    connection.request("POST", "/v1/events", body, headers)
    response = connection.getresponse()
    response.read()
    return response.status == http.client.OK


def _alerts(port: int, token: str, bodies: Sequence[bytes], *, per_second: int) -> list[float]:
    """Beside a steady load, raise alerts at planned times, and measure when each is on its page."""
    stopping = threading.Event()
    loading = threading.Thread(target=_steady, args=(port, token, bodies, per_second, stopping))
    loading.start()
    start = time.monotonic() + 1
    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(lambda number: _raise_one(port, token, number, start + number / 5), range(200)))
    stopping.set()
    loading.join()
    return seen


def _raise_one(port: int, token: str, number: int, planned: float) -> float:
    """Raise an alert at a planned time: the seconds from there until its page shows it."""
    time.sleep(max(0, planned - time.monotonic()))
    connection = http.client.HTTPConnection("127.0.0.1", port)
    person = f"bench-{os.getpid()}-{number}"
    if not _post(connection, token, _interview(person)):
        raise RuntimeError("an interview was not accepted")
    key = hashlib.sha256(f"b1d-interview/person/{person}/i-{person}".encode()).hexdigest()[:24]
    _until(lambda: _shows(connection, f"/alerts/{key}/"))
    return time.monotonic() - planned


def _steady(port: int, token: str, bodies: Sequence[bytes], per_second: int, stopping: threading.Event) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    start = time.monotonic()
    for number, body in enumerate(bodies):
        if stopping.is_set():
            return
        time.sleep(max(0, start + number / per_second - time.monotonic()))
        _post(connection, token, body)


def _shows(connection: http.client.HTTPConnection, path: str) -> bool:
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    return response.status == http.client.OK


def _until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + 30
    while not holds():
        if time.monotonic() > ends:
            raise TimeoutError("an alert was not to be seen within 30 seconds")
        time.sleep(_A_LOOK)


def _interview(person: str) -> bytes:
    at = spell(datetime.now(UTC) - timedelta(seconds=1))  # noqa: TID251 - the real monitor's clock is the real one
    data: dict[str, Any] = {
        "interview_id": f"i-{person}",
        "authority": "ice",
        "mode": "in_person",
        "place": "custody",
        "actor": {"id": "o1", "role": "correction"},
    }
    event = {
        "specversion": "1.0",
        "id": person,
        "source": f"urn:custodes:{_AGENCY}:bench",
        "type": "custodes.interview.started.v1",
        "time": at,
        "recordedtime": at,
        "subject": f"person/{person}",
        "agency": _AGENCY,
        "data": data,
    }
    return json.dumps(event).encode()
