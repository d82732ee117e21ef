"""The monitor is killed again and again while agencies send, and nothing that it promised is lost.

What was answered `accepted` is in the file after the kill; in the end the alerts are those that a replay of the same
lines calls for, each with every revision.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from itertools import pairwise
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event as Flag
from typing import NamedTuple

import msgspec
import pytest

from alerts.reconcile import state_of
from schemas import alerts, codec, findings
from schemas.findings import Finding
from schemas.times import spell
from streams.adapters.sqlite import SqliteLedger
from streams.bootstrap import now, setting
from streams.commands.simulate import build
from streams.pipeline import judge
from tests.running import NDJSON, Event, Monitor, event, line, rows, run, serving, stored, token, wait_for

KILLS = 31
SEED = 20261
CLIENTS = 4
LATEST_KILL = 0.9
"""The longest that a monitor lives after it can be asked, in seconds."""
PATIENCE = 60.0

Name = tuple[str, str]


class Batch(NamedTuple):
    """What one request sends: lines of one agency."""

    agency: str
    lines: tuple[bytes, ...]


@dataclass
class Sent:
    """What the clients know: what was answered, how often each event was called new, and what is still to be sent."""

    accepted: Counter[Name] = field(default_factory=Counter)
    known: set[Name] = field(default_factory=set)
    refused: set[Name] = field(default_factory=set)
    unanswered: list[Batch] = field(default_factory=list)
    requests: int = 0


def name(raw: bytes) -> Name:
    """Name an event by what identifies it for ever."""
    read = json.loads(raw)
    return read["source"], read["id"]


def of_late(at: datetime, agency: str) -> list[Event]:
    """Make requests whose clocks run: some run out while the monitor is being killed, some long after."""
    made = []
    for number, ago in enumerate([timedelta(hours=1), *(timedelta(hours=24, seconds=-2 * late) for late in range(20))]):
        person, request = f"person/clock-{agency}-{number}", f"clock-request-{agency}-{number}"
        asked = {"request_id": request, "form": "I-247A", "asks": ["hold"], "authority": "ice"}
        told = {"contents": ["copy_of_request"], "recipient": "individual", "outcome": "delivered"}
        received = event("request.received", f"received-{request}", at - ago, subject=person, agency=agency, data=asked)
        made.append(received)
        if number % 3 == 1:
            served = at - ago + timedelta(hours=2)
            made.append(
                event(
                    "notice.served",
                    f"served-{request}",
                    served,
                    subject=person,
                    agency=agency,
                    data=told | {"request_id": request},
                )
            )
    return made


def send(port: int, tokens: Mapping[str, str], waiting: SimpleQueue[Batch], dead: Flag, sent: Sent) -> None:
    """Post batches until none is left or the monitor is gone; what got no answer is to be sent again."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        while not dead.is_set():
            try:
                batch = waiting.get_nowait()
            except Empty:
                return
            try:
                headers = {"Authorization": f"Bearer {tokens[batch.agency]}", "Content-Type": NDJSON}
                connection.request("POST", "/v1/events", b"\n".join(batch.lines), headers)
                reply = connection.getresponse()
                body = reply.read()
            except (OSError, HTTPException):
                sent.unanswered.append(batch)
                return
            assert reply.status in {200, 207, 422, 503}, body
            if reply.status == 503:
                sent.unanswered.append(batch)
                continue
            note(batch, json.loads(body)["events"], sent)


def note(batch: Batch, answers: Sequence[Mapping[str, str]], sent: Sent) -> None:
    """Note what became of each event of a batch."""
    assert len(answers) == len(batch.lines)
    sent.requests += 1
    for raw, answer in zip(batch.lines, answers, strict=True):
        if answer["status"] == "refused":
            assert answer["reason"] == "conflicting-duplicate"
            sent.refused.add(name(raw))
        else:
            sent.known.add(name(raw))
            sent.accepted[name(raw)] += answer["status"] == "accepted"


def post_all(monitor: Monitor, tokens: Mapping[str, str], batches: Iterable[Batch], dead: Flag) -> Sent:
    """Post batches from several clients at once; the batches left over are among those without an answer."""
    waiting: SimpleQueue[Batch] = SimpleQueue()
    for batch in batches:
        waiting.put(batch)
    each = [Sent() for _ in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as clients:
        for done in [clients.submit(send, monitor.port, tokens, waiting, dead, sent) for sent in each]:
            done.result()
    together = Sent()
    for sent in each:
        together.accepted += sent.accepted
        together.known |= sent.known
        together.refused |= sent.refused
        together.unanswered += sent.unanswered
        together.requests += sent.requests
    while not waiting.empty():
        together.unanswered.append(waiting.get())
    return together


def batches(lines: Sequence[bytes], chance: random.Random) -> list[Batch]:
    """Cut shuffled lines into batches of one agency each, most of them small."""
    by_agency: dict[str, list[bytes]] = defaultdict(list)
    for raw in chance.sample(lines, len(lines)):
        by_agency[json.loads(raw)["agency"]].append(raw)
    cut = []
    for agency, own in sorted(by_agency.items()):
        while own:
            size = chance.choice((1, 3, 10, 40))
            cut.append(Batch(agency, tuple(own[:size])))
            del own[:size]
    return chance.sample(cut, len(cut))


class Story(NamedTuple):
    """What is left when the killing is over: the folder, and the lines that were sent."""

    data: Path
    lines: tuple[bytes, ...]
    stderr: str


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Kill the monitor at seeded random moments while clients send; at the end let it come to rest."""
    folder = tmp_path_factory.mktemp("kills")
    data, chance = folder / "data", random.Random(SEED)  # noqa: S311 - seeded, so that a failure can be repeated
    made = build(agencies=6, days=2, seed=SEED)
    tokens = {agency.code: token(data, agency.code) for agency in made.state.agencies}
    current = [line(one) for agency in sorted(tokens) for one in of_late(now(), agency)]
    lines = (*made.lines(), *current)
    parts = deal(batches(lines, chance), KILLS)
    everything, left, said = Sent(), list[Batch](), ""
    for part in parts:
        life = LifeAndDeath(data, tokens, [*left, *part], chance.uniform(0, LATEST_KILL))
        sent = life.run()
        left = sent.unanswered
        merge(everything, sent)
        assert everything.known <= stored(data), "answered, and not in the file after the kill"
        said += life.monitor.stderr
    assert everything.requests >= KILLS
    with serving(data) as monitor:
        merge(everything, post_all(monitor, tokens, left, Flag()))
        assert everything.known | everything.refused == stored(data) == {name(raw) for raw in lines}
        twice = {key for key, number in everything.accepted.items() if number > 1}
        assert twice | everything.refused <= {key for key, every in contents(lines).items() if len(every) > 1}
        monitor.settle()
        wait_for(lambda: at_rest(data), "no clock to be about to run out", 2 * PATIENCE)
        wait_for(lambda: monitor.get("/readyz").json["waiting_timelines"] == 0, "nothing to be left to judge")
        assert monitor.stop() == 0
        said += monitor.stderr
    return Story(data, lines, said)


def contents(lines: Iterable[bytes]) -> dict[Name, set[bytes]]:
    """Give what each event says in its copies; the made-up state sends a few with conflicting ones."""
    said: dict[Name, set[bytes]] = defaultdict(set)
    for raw in lines:
        said[name(raw)].add(codec.canonical(raw))
    return said


def deal(whole: Sequence[Batch], hands: int) -> list[list[Batch]]:
    """Deal the batches out, a hand for each life of the monitor."""
    return [list(whole[number::hands]) for number in range(hands)]


def merge(whole: Sent, more: Sent) -> None:
    """Add what the clients have learned."""
    whole.accepted += more.accepted
    whole.known |= more.known
    whole.refused |= more.refused
    whole.requests += more.requests


def at_rest(data: Path) -> bool:
    """Say whether nothing has to be judged now or in the next seconds."""
    soon = now() + timedelta(seconds=5)
    (waiting,) = rows(
        data / "events.sqlite3",
        "SELECT (SELECT count(*) FROM dirty) + (SELECT count(*) FROM outbox) + (SELECT count(*) FROM due WHERE at < ?)",
        int(soon.timestamp() * 1_000_000),
    )[0]
    return bool(waiting == 0)


class LifeAndDeath:
    """One life of the monitor: it starts, clients send, and it is killed."""

    def __init__(self, data: Path, tokens: Mapping[str, str], sending: Sequence[Batch], lives: float) -> None:
        """Start it; it lives so many seconds once it can be asked."""
        self.monitor = Monitor(data)
        self._tokens = tokens
        self._sending = sending
        self._lives = lives

    def run(self) -> Sent:
        """Let it live and die; give what the clients have learned."""
        dead = Flag()
        try:
            self.monitor.ready()
            with ThreadPoolExecutor(1) as clients:
                sending = clients.submit(post_all, self.monitor, self._tokens, self._sending, dead)
                dead.wait(self._lives)
                self.monitor.process.kill()
                dead.set()
                return sending.result()
        finally:
            self.monitor.kill()


def test_what_is_answered_is_kept(story: Story) -> None:
    """After more than thirty kills every event is in the file exactly once, and the monitor never complained."""
    assert len(stored(story.data)) == len({name(raw) for raw in story.lines})
    assert story.stderr == ""


@pytest.mark.parametrize("day", [0, 1, 2, None])
def test_the_file_gives_what_a_replay_gives(story: Story, tmp_path: Path, day: int | None) -> None:
    """Judging the file that survived gives the same bytes, findings and register, as a replay of the lines."""
    end = build(agencies=6, days=2, seed=SEED).as_of.astimezone(UTC)
    as_of = now() if day is None else end + timedelta(days=day - 2)
    (tmp_path / "events.ndjson").write_bytes(b"\n".join(story.lines))
    run(
        *("replay", tmp_path / "events.ndjson", "--as-of", spell(as_of)),
        *("--findings", tmp_path / "findings", "--access", tmp_path / "access"),
    )
    chosen = setting()
    with closing(SqliteLedger(story.data / "events.sqlite3", chosen.agencies, chosen.fires)) as ledger:
        evaluations = list(judge(ledger.as_of(as_of), chosen.rules, chosen.context(as_of)))
    found = sorted((one.fingerprint, findings.encode(one)) for every in evaluations for one in every.findings)
    accesses = sorted((one.access_id, findings.encode(one)) for every in evaluations for one in every.accesses)
    assert found
    assert accesses or day == 0
    assert b"".join(raw + b"\n" for _, raw in found) == (tmp_path / "findings").read_bytes()
    assert b"".join(raw + b"\n" for _, raw in accesses) == (tmp_path / "access").read_bytes()


def replayed(story: Story, folder: Path) -> dict[str, Finding]:
    """Give the findings of a replay as of now, when nothing has been due since the monitor came to rest."""
    (folder / "events.ndjson").write_bytes(b"\n".join(story.lines))
    out = run("replay", folder / "events.ndjson", "--as-of", spell(at_the_end(story))).stdout
    return {one.fingerprint: one for one in map(findings.decode_finding, out.splitlines())}


def at_the_end(story: Story) -> datetime:
    """Give the instant just before the next clock runs out, or now if that is earlier."""
    ((due,),) = rows(story.data / "events.sqlite3", "SELECT min(at) FROM due")
    latest = max(changed_at(body) for (body,) in rows(story.data / "alerts.sqlite3", "SELECT body FROM store_alert"))
    return max(latest, min(now(), instant_of(due) - timedelta(microseconds=1))) if due else now()


def changed_at(body: str) -> datetime:
    """Give the instant as of which a revision was made."""
    return alerts.decode(body.encode()).changed_at


def instant_of(micros: int) -> datetime:
    """Read an instant that is kept as microseconds since 1970."""
    return datetime.fromisoformat("1970-01-01T00:00:00+00:00") + timedelta(microseconds=micros)


def without_its_own_instant(found: Finding) -> Finding:
    """Leave out of a finding on a silent feed when it occurred, and by when: that is whenever one looks."""
    if found.rule != "x-feed-silent":
        return found
    always = datetime.fromisoformat("2019-10-01T00:00:00Z")
    cleared = tuple(msgspec.structs.replace(one, by=always) for one in found.would_have_cleared)
    return msgspec.structs.replace(found, occurred_at=always, would_have_cleared=cleared)


def test_the_alerts_are_those_of_a_replay(story: Story, tmp_path: Path) -> None:
    """What fires and what runs in the alert store is exactly what a replay finds, word for word."""
    query = "SELECT fingerprint, status, state, body FROM store_alert WHERE state != 'withdrawn'"
    kept = {fingerprint: rest for fingerprint, *rest in rows(story.data / "alerts.sqlite3", query)}
    found = {key: one for key, one in replayed(story, tmp_path).items() if one.status != "compliant"}
    assert {key: status for key, (status, _, _) in kept.items()} == {key: one.status for key, one in found.items()}
    for key, (_, state, body) in kept.items():
        assert state == state_of(found[key].status)
        told = alerts.decode(body.encode()).finding
        assert without_its_own_instant(told) == without_its_own_instant(found[key])
    statuses = Counter(one.status for one in found.values())
    assert {"violation", "undetermined", "pending"} <= statuses.keys()


def test_every_revision_is_there(story: Story) -> None:
    """Each alert has the revisions 1 to n without a gap, no two of them in a row the same, and shows the last."""
    revisions: dict[str, list[alerts.Alert]] = defaultdict(list)
    query = "SELECT alert_id, revision, body FROM store_revision ORDER BY alert_id, revision"
    for digest, number, body in rows(story.data / "alerts.sqlite3", query):
        revisions[digest].append(alerts.decode(body.encode()))
        assert revisions[digest][-1].revision == number == len(revisions[digest])
    for digest, number, body in rows(story.data / "alerts.sqlite3", "SELECT digest, revision, body FROM store_alert"):
        assert revisions[digest][-1] == alerts.decode(body.encode())
        assert len(revisions[digest]) == number
    for every in revisions.values():
        for before, after in pairwise(every):
            said, says = without_its_own_instant(before.finding), without_its_own_instant(after.finding)
            assert (before.state, said, before.timeline) != (after.state, says, after.timeline)
            assert before.changed_at <= after.changed_at
    assert any(len(every) > 2 for every in revisions.values())
    assert len(revisions) == len({one.fingerprint for every in revisions.values() for one in every})


def test_the_engine_and_the_store_agree(story: Story) -> None:
    """The engine's own latest revision of each alert is the one in the alert store, byte for byte."""
    own = {key: bytes(body) for key, body in rows(story.data / "events.sqlite3", "SELECT fingerprint, body FROM alert")}
    kept = rows(story.data / "alerts.sqlite3", "SELECT fingerprint, body FROM store_alert")
    assert own == {key: body.encode() for key, body in kept}


def test_of_every_event_the_right_copy_is_kept(story: Story) -> None:
    """Kept is what was sent; of conflicting copies the earliest written down, and the others are dead letters."""
    query = "SELECT source, id, content FROM event"
    kept = {(source, key): codec.canonical(raw) for source, key, raw in rows(story.data / "events.sqlite3", query)}
    dead: dict[Name, set[bytes]] = defaultdict(set)
    for reason, body in rows(story.data / "events.sqlite3", "SELECT reason, body FROM reject"):
        assert reason == "conflicting-duplicate"
        raw = json.loads(body)["raw"].encode()
        dead[name(raw)].add(codec.canonical(raw))
    sent = contents(story.lines)
    assert any(len(copies) > 1 for copies in sent.values())
    for key, copies in sent.items():
        best = min(copies, key=lambda copy: (codec.revive(copy).recorded_at, sha256(copy).digest()))
        assert kept[key] == best
        assert dead[key] == copies - {best}
