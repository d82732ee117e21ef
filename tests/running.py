"""The real program, started as people start it: commands, and a monitor on a port of its own; and events to send it.

Every process is ended when the test is over. Waiting is for a condition, never for a while.
"""

from __future__ import annotations

import json
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from html import unescape
from http.client import HTTPConnection, HTTPMessage
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from schemas.times import spell

CUSTODES = Path(sys.executable).parent / "custodes"
NDJSON = "application/x-ndjson"
ONE = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"
PATIENCE = 60.0
"""For how many seconds a condition is waited for; what takes longer has failed."""

Event = dict[str, Any]

_GREETING = re.compile(r"Custodes is at http://127\.0\.0\.1:(\d+)/\n")
_LINK = re.compile(r"""(?:href|src|action)=["']([^"']*)["']""")
_FILTER = re.compile("(?:rule|severity|agency|status)=")
_MOST_PAGES = 5000


class Reply(NamedTuple):
    """What came back over HTTP."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON is any value
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def statuses(self) -> list[str]:
        """What became of each event."""
        return [answer["status"] for answer in self.json["events"]]


def run(
    *words: str | Path, given: bytes = b"", status: int | None = 0, umask: int = -1
) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end; `status` is the exit status that it has to have, None for any."""
    done = subprocess.run(
        [CUSTODES, *words], input=given, capture_output=True, check=False, timeout=PATIENCE * 4, umask=umask
    )
    assert status in {None, done.returncode}, done.stderr[-2000:]
    return done


def token(data: Path, agency: str) -> str:
    """Make a token for an agency."""
    return run("tokens", "add", "--agency", agency, "--data", data).stdout.decode().strip()


def wait_for(condition: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Wait until a condition holds."""
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, f"waited for {seconds} seconds in vain: {what}"
        sleep(0.01)


class Monitor:
    """A monitor that runs in a process of its own."""

    def __init__(self, data: Path, *words: str | Path) -> None:
        """Start it; `ready` waits until it can be asked."""
        self.data = data
        number = next(number for number in count(1) if not self._output(data, number, "out").exists())
        self._out, self._err = (self._output(data, number, name) for name in ("out", "err"))
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self.process = subprocess.Popen(
                [CUSTODES, "serve", "--data", data, "--port", "0", *words],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )
        self.port = 0

    @staticmethod
    def _output(data: Path, number: int, name: str) -> Path:
        return data.with_name(f"{data.name}-serve-{number}.{name}")

    def ready(self) -> Monitor:
        """Wait until it says where it is."""
        wait_for(lambda: self.process.poll() is not None or _GREETING.match(self._out.read_text()) is not None, "start")
        found = _GREETING.match(self._out.read_text())
        assert found is not None, self.stderr[-2000:]
        self.port = int(found[1])
        return self

    @property
    def stdout(self) -> str:
        """What it has written on standard output."""
        return self._out.read_text()

    @property
    def stderr(self) -> str:
        """What it has written on standard error."""
        return self._err.read_text()

    def ask(self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Reply:
        """Ask over a connection of its own."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request(method, path, body, dict(headers or {}))
            reply = connection.getresponse()
            return Reply(reply.status, reply.headers, reply.read())

    def get(self, path: str) -> Reply:
        """Get a page."""
        return self.ask("GET", path)

    def post(self, secret: str, body: bytes, kind: str = NDJSON, headers: Mapping[str, str] | None = None) -> Reply:
        """Post a body of events under a token."""
        sent = {"Authorization": f"Bearer {secret}", "Content-Type": kind, **(headers or {})}
        return self.ask("POST", "/v1/events", body, sent)

    def send(self, secret: str, events: Iterable[Event]) -> Reply:
        """Post events as NDJSON, and see that each is accepted."""
        reply = self.post(secret, ndjson(events))
        assert reply.status == 200, reply.body
        assert set(reply.statuses) == {"accepted"}, reply.body
        return reply

    def settle(self) -> None:
        """Wait until every timeline that an event touched has been judged, and what changed was delivered."""
        wait_for(lambda: unsettled(self.data) == 0, "the monitor to settle")

    def stop(self) -> int:
        """Ask it to stop; give its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def pages(self, *, filters: bool = True) -> dict[str, Reply]:
        """Get every page that links lead to, from the first on, and what Prometheus and a probe would ask for.

        With `filters` also lists that are narrowed by one filter; several at once show nothing that one does not.
        """
        waiting, found = ["/", "/metrics", "/healthz", "/readyz"], dict[str, Reply]()
        while waiting:
            path = waiting.pop()
            if path in found:
                continue
            assert len(found) < _MOST_PAGES, "links without end"
            found[path] = reply = self.get(path)
            if "html" in reply.headers.get("Content-Type", ""):
                for link in _LINK.findall(reply.body.decode()):
                    parts = urlsplit(urljoin(path, unescape(link)))
                    assert not parts.netloc, f"{path} leads away: {link}"
                    if len(_FILTER.findall(parts.query)) <= filters:
                        waiting.append(parts._replace(fragment="").geturl())
        return found


@contextmanager
def serving(data: Path, *words: str | Path) -> Iterator[Monitor]:
    """Run a monitor over a folder, and end it whatever happens."""
    monitor = Monitor(data, *words)
    try:
        yield monitor.ready()
    finally:
        if monitor.process.poll() is None:
            monitor.kill()


@contextmanager
def database(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database of the monitor for reading alone."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as opened:
        yield opened


def rows(path: Path, query: str, *given: object) -> list[tuple[Any, ...]]:
    """Read rows of a database of the monitor."""
    with database(path) as opened:
        return opened.execute(query, given).fetchall()


def unsettled(data: Path) -> int:
    """Count the timelines that have to be judged, and the changes that have to be delivered."""
    query = "SELECT (SELECT count(*) FROM dirty) + (SELECT count(*) FROM outbox)"
    ((number,),) = rows(data / "events.sqlite3", query)
    return int(number)


def stored(data: Path) -> set[tuple[str, str]]:
    """Name the events that are kept."""
    return set(rows(data / "events.sqlite3", "SELECT source, id FROM event"))


def event(  # noqa: PLR0913 - an envelope has so many attributes
    name: str,
    identifier: str,
    at: datetime,
    *,
    subject: str,
    agency: str,
    recorded: datetime | None = None,
    system: str = "jms",
    data: Mapping[str, Any] | None = None,
    **attributes: str,
) -> Event:
    """Make an event."""
    return {
        "specversion": "1.0",
        "id": identifier,
        "source": f"urn:custodes:{agency}:{system}",
        "type": f"custodes.{name}.v1",
        "time": spell(at),
        "recordedtime": spell(recorded or at + timedelta(seconds=30)),
        "subject": subject,
        "agency": agency,
        **attributes,
        "data": dict(data or {}),
    }


def line(one: Event) -> bytes:
    """Write an event as a line without its end."""
    return json.dumps(one, separators=(",", ":")).encode()


def ndjson(events: Iterable[Event]) -> bytes:
    """Write events as lines."""
    return b"".join(line(one) + b"\n" for one in events)


def parsed(path: Path) -> list[dict[str, Any]]:
    """Read the JSON objects of an output, one a line."""
    return [json.loads(one) for one in path.read_bytes().splitlines()]


def mode(path: Path) -> int:
    """Give the permissions of a file."""
    return path.stat().st_mode & 0o777


# A process of its own measures: what a child is charged with begins with the memory of whoever starts it.
_MEASURE = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=sys.stderr).returncode
print(status, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak_of(words: Sequence[str | Path], given: Path, outputs: Path) -> tuple[int, int]:
    """Run a command over a file on standard input; give its exit status and the most memory it took, in bytes."""
    with given.open("rb") as source, outputs.open("wb") as out:
        measured = subprocess.run(
            [sys.executable, "-S", "-c", _MEASURE, CUSTODES, *words],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=out,
            check=True,
            timeout=PATIENCE * 5,
        )
    status, kibibytes = map(int, measured.stdout.split())
    return status, kibibytes * 1024
