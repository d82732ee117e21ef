"""Nothing but the restricted output shows a watch-list match, or which exception it was that cleared an act.

People who differ in that alone are compared byte for byte, in whatever the program writes and shows; and every byte is
searched for marks that were planted in each member of the events that an exception rests on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from alerts.store.alerts import key_of
from schemas.times import spell
from streams.bootstrap import now
from streams.rules import RULEBOOK
from tests.running import Event, Reply, event, line, mode, ndjson, parsed, rows, run, serving, token

AGENCY = "CT0009300"
MARK = "zqxmark"
DIGEST = "5eedfacade" * 6 + "beef"
ODD = timedelta(minutes=13, seconds=47, microseconds=531642)
"""The papers are of an odd moment of their hour, so that a moment that shows betrays them."""
LATE = timedelta(days=2)

WORDS = re.compile(rb"possible[ _-]?match|no_match|watch[ _-]?list|terroris|tsdb", re.IGNORECASE)
RECORDS = re.compile(rb"possible[ _-]?match|no_match|watchlist|terrorist_database", re.IGNORECASE)
"""The words of a record. Texts on the law are the same whatever is on file, and may name the exception as the law does:
they are searched for these alone."""

KINDS = {
    "war": "judicial_warrant",
    "con": "class_a_or_b_conviction",
    "mat": "terrorist_database",
    "ord": "court_order_1225_d_4_b",
}
ACTOR = {"id": "officer-1", "role": "municipal_police"}
UNKNOWN = {"race": "U", "ethnicity": "U", "sex": "U", "age_band": "U"}

Data = dict[str, Any]
Shown = dict[str, str]
"""What is shown of one person, by rule and matter, with the person's key left out."""


class Person(NamedTuple):
    """Someone in the made-up state, and how it came that what happened was cleared, or was not."""

    key: str
    kinds: tuple[str, ...] = ()
    claimed: str | None = None
    checked: bool = False
    """A watch list was consulted, and nothing found."""
    late: bool = False
    """The warrant was written down two days after it was there."""

    def event(self, name: str, number: int, at: datetime, **data: object) -> Event:
        """Make an event that anyone may see."""
        subject, identifier = f"person/{self.key}", f"{self.key}-e{number:02}"
        return event(name, identifier, at, subject=subject, agency=AGENCY, data=data)

    def acts(self, start: datetime) -> list[Event]:
        """Make what happened: the same for everyone, but for what was claimed."""
        claim = {} if self.claimed is None else {"claimed_exception": KINDS[self.claimed]}
        hour, key = timedelta(hours=1), self.key
        asked: Data = {"form": "I-247A", "asks": ["hold", "notify_release"], "authority": "ice", "actor": ACTOR}
        custody: Data = {"custody_id": f"{key}-c", "actor": ACTOR, **claim}
        told: Data = {"contents": ["release_date", "custody_status"], "channel": "phone", "request_id": f"{key}-r"}
        interview: Data = {"interview_id": f"{key}-i", "mode": "phone", "place": "custody", "minutes": 9}
        ice: Data = {"authority": "ice", "actor": ACTOR, **claim}
        handed = {"disposition": "transferred", "transferred_to": "ice"}
        return [
            self.event("request.received", 1, start, request_id=f"{key}-r", **asked),
            self.event("custody.started", 2, start + hour, bases=["civil_detainer"], demographics=UNKNOWN, **custody),
            self.event("disclosure.made", 3, start + 2 * hour, disclosure_id=f"{key}-d", **told, **ice),
            self.event("interview.started", 4, start + 3 * hour, **interview, **ice),
            self.event("custody.ended", 5, start + 4 * hour, **handed, **custody),
        ]

    def papers(self, start: datetime, system: str = "jms") -> Iterator[Event]:
        """Make what the exceptions rest on, with a mark in every member that takes one."""
        at = start - timedelta(hours=3) + ODD
        for result in ["possible_match"] * ("mat" in self.kinds) + ["no_match"] * self.checked:
            yield self._marked("watchlist.checked", "check", at, system, result=result)
        if "con" in self.kinds:
            judged = {"jurisdiction": "CT", "statute": f"53a-59({MARK})", "convicted_at": "2003-04-17"}
            judged |= {"conviction_id": f"{MARK}-{self.key}", "finding": "judgment"}
            yield self._marked("conviction.recorded", "conviction", at, system, **judged, on_appeal=True)
        paper = {"document_id": f"{MARK}-{self.key}", "issued_at": spell(at), "sha256": DIGEST}
        if "war" in self.kinds:
            signed = {"kind": "judicial_warrant", "signer_role": "state_judge", "accompanies": f"{self.key}-r"}
            yield self._marked("document.recorded", "warrant", at, system, **signed, **paper)
        if "ord" in self.kinds:
            signed = {"kind": "court_order", "signer_role": "federal_judge", "order_type": "8-usc-1225-d-4-b"}
            yield self._marked("document.recorded", "order", at, system, **signed, **paper)

    def _marked(self, name: str, identifier: str, at: datetime, system: str, **data: object) -> Event:
        late = self.late and name == "document.recorded"
        made = event(
            *(name, f"{MARK}-{self.key}-{identifier}", at),
            subject=f"person/{self.key}",
            agency=AGENCY,
            recorded=at + (LATE if late else timedelta(minutes=2)),
            system=system,
            data=data,
            dataschema=f"urn:{MARK}:schema",
            correlationid=f"{MARK}-extension",
        )
        if late:  # A paper written down late is shown, by its name: that of an exception it is not.
            made["id"] = f"{self.key}-late"
            made["source"] = f"urn:custodes:{AGENCY}:jms"
        return made

    def voids(self, start: datetime) -> Iterator[Event]:
        """Make what takes the papers back."""
        for number, paper in enumerate(self.papers(start)):
            said = {"target": paper["id"], "reason": f"{MARK}-{number}"}
            at = start + timedelta(hours=6) + ODD
            yield self._marked("record.voided", f"void-{number}", at, "jms", **said)


PEOPLE = (
    *(Person(f"cleared-{kind}", (kind,)) for kind in KINDS),
    *(Person(f"claimed-{kind}", (kind,), claimed=kind) for kind in KINDS),
    *(Person(f"unshown-{kind}", claimed=kind) for kind in KINDS),
    Person("nothing-abc"),
    Person("nothing-chk", checked=True),
    Person("latedoc-war", ("war",), late=True),
    Person("latedoc-con", ("war", "con"), late=True),
    Person("latedoc-mat", ("war", "mat"), late=True),
)

ALIKE: tuple[tuple[Callable[[str], bool], tuple[str, ...]], ...] = (
    (lambda _: True, ("cleared-con", "cleared-mat")),
    (lambda rule: rule != "b1d-interview", ("cleared-war", "cleared-con", "cleared-mat")),
    (lambda rule: rule[:3] not in {"b1a", "b1b"}, ("cleared-con", "cleared-mat", "cleared-ord")),
    (lambda rule: rule == "b1d-interview", ("cleared-war", "nothing-abc")),
    (lambda rule: rule[:3] in {"b1a", "b1b"}, ("cleared-ord", "nothing-abc")),
    (lambda _: True, ("claimed-con", "claimed-mat")),
    (lambda rule: rule == "x-exception-evidence", tuple(f"claimed-{kind}" for kind in KINDS)),
    (lambda rule: rule == "b1d-interview", ("claimed-mat", "cleared-mat", "cleared-con", "cleared-ord")),
    (lambda rule: rule == "b1a-detention", ("claimed-mat", "cleared-mat", "cleared-con", "cleared-war", "latedoc-war")),
    (lambda _: True, tuple(f"unshown-{kind}" for kind in KINDS)),
    (lambda rule: rule != "x-exception-evidence", ("unshown-mat", "nothing-abc")),
    (lambda _: True, ("nothing-abc", "nothing-chk")),
    (lambda _: True, ("latedoc-con", "latedoc-mat")),
    (lambda rule: rule == "x-late-evidence", ("latedoc-war", "latedoc-con", "latedoc-mat")),
)
"""Who must look alike, and in which rules: a warrant clears no interview, and an order no detention."""


def marks(start: datetime) -> re.Pattern[bytes]:
    """Give what must not stand anywhere: the marks, and the odd moments as pages and records spell them."""
    at = start - timedelta(hours=3) + ODD
    moments = [at, at + timedelta(minutes=2), start + timedelta(hours=6) + ODD]
    local = [moment.astimezone(ZoneInfo("America/New_York")) for moment in moments]
    spelled = [f"{one:%b\xa0%-d,\xa0%Y}, {one.hour % 12 or 12}:{one:%M:%S}" for one in local]
    spelled += [f"{one:%Y-%m-%dT%H:%M:%S}" for one in moments]
    return re.compile("|".join([MARK, DIGEST[:20], str(ODD.microseconds), *spelled]).encode())


def clean(given: bytes, start: datetime, where: str, words: re.Pattern[bytes] = WORDS) -> None:
    """See that a text says nothing that it must not."""
    for pattern in (marks(start), words):
        found = pattern.search(given)
        assert found is None, f"{where}: {given[max(found.start() - 200, 0) : found.end() + 80]!r}"


# A replay

START = datetime.fromisoformat("2026-03-03T14:00:00Z")
AS_OF = datetime.fromisoformat("2026-03-20T12:00:00Z")


class Replayed(NamedTuple):
    """What a replay wrote."""

    findings: Path
    rejects: Path
    access: Path
    restricted: Path
    stderr: bytes


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Replayed:
    """Replay everyone's history, with every output asked for; some were there before, open to all."""
    folder = tmp_path_factory.mktemp("replay")
    outputs = {name: folder / name for name in ("findings", "rejects", "access", "restricted")}
    for path in outputs.values():
        path.write_text("of an earlier run")
        path.chmod(0o666)
    words = [word for name, path in outputs.items() for word in (f"--{name}", path)]
    done = run("replay", "-", "--as-of", spell(AS_OF), *words, given=history(), umask=0o000)
    return Replayed(**outputs, stderr=done.stderr)


def history() -> bytes:
    """Write everyone's events, with lines between them that are refused."""
    events = [one for who in PEOPLE for one in (*who.acts(START), *who.papers(START, system=f"{MARK}sys"))]
    refused = [b"{", b'{"specversion":"1.0"}', line(Person("refused").event("custody.started", 1, START, surname="x"))]
    return ndjson(events) + b"\n".join(refused)


def test_a_replay_shows_nothing_planted(replayed: Replayed) -> None:
    """Findings, rejects, the register and standard error hold no mark, no odd moment and no word of a match."""
    for path in (replayed.findings, replayed.rejects, replayed.access):
        assert path.stat().st_size > 100
        clean(path.read_bytes(), START, path.name)
    clean(replayed.stderr, START, "standard error")


def test_the_restricted_output_says_what_cleared(replayed: Replayed) -> None:
    """The restricted output, and it alone, names kind and evidence."""
    said = {one["fingerprint"]: one for one in parsed(replayed.restricted)}
    match = said["b1a-detention/person/cleared-mat/cleared-mat-c"]
    assert match["kinds"] == ["terrorist_database"]
    assert match["evidence"] == [
        {"source": f"urn:custodes:{AGENCY}:{MARK}sys", "id": f"{MARK}-cleared-mat-check"},
    ]
    warrant = said["b1a-detention/person/cleared-war/cleared-war-c"]
    assert warrant["kinds"] == ["judicial_warrant"]
    conviction = said["b1d-interview/person/cleared-con/cleared-con-i"]
    assert set(conviction["kinds"]) == {"class_a_or_b_conviction", "appeal-pending"}
    assert said["b1b-release-communication/person/cleared-mat/cleared-mat-d"]["kinds"] == ["terrorist_database"]
    assert not [name for name in said if "/nothing-" in name or "/unshown-" in name]


def test_what_must_stay_private_is_the_owners_alone(replayed: Replayed) -> None:
    """The restricted output and the rejects can be read by their owner alone, whatever the umask and the old file."""
    assert mode(replayed.restricted) == mode(replayed.rejects) == 0o600
    assert mode(replayed.findings) == mode(replayed.access) == 0o666


def test_a_replay_does_not_tell_exceptions_apart(replayed: Replayed) -> None:
    """Findings on people who differ only in what cleared them are the same bytes, but for the key of the person."""
    shown: dict[str, Shown] = {who.key: {} for who in PEOPLE}
    for raw in replayed.findings.read_bytes().splitlines():
        found = json.loads(raw)
        key = found["subject"].removeprefix("person/")
        if key in shown:
            shown[key][found["rule"] + found["matter"].replace(key, "")] = raw.decode().replace(key, "KEY")
    by_rule = {key: {rule_of(name): text for name, text in every.items()} for key, every in shown.items()}
    assert '"compliant"' in by_rule["cleared-mat"]["b1a-detention"]
    assert '"undetermined"' in by_rule["cleared-mat"]["b1b-release-communication"]
    assert '"violation"' in by_rule["nothing-chk"]["b1a-detention"]
    assert "x-late-evidence" in by_rule["latedoc-mat"]
    alike_by_rule(shown)


def rule_of(name: str) -> str:
    """Give the rule at the beginning of a name."""
    return next(rule.id for rule in RULEBOOK if name.startswith(rule.id))


def alike_by_rule(shown: dict[str, Shown]) -> None:
    """Compare with the names' rules in hand."""
    for covers, keys in ALIKE:
        first, *others = ({n: text for n, text in shown[key].items() if covers(rule_of(n))} for key in keys)
        assert first, keys
        for key, other in zip(keys[1:], others, strict=True):
            assert first == other, key


def test_the_register_does_not_tell_exceptions_apart(replayed: Replayed) -> None:
    """The register of access is the same for everyone but for keys."""
    by_person: dict[str, list[dict[str, Any]]] = {who.key: [] for who in PEOPLE}
    for raw in replayed.access.read_bytes().splitlines():
        key = json.loads(raw)["subject"].removeprefix("person/")
        by_person[key].append(json.loads(raw.decode().replace(key, "KEY")))
    first, *others = by_person.values()
    assert len(first) >= 3
    assert all(other == first for other in others)


def test_asking_for_the_restricted_output_changes_no_other(replayed: Replayed) -> None:
    """Findings are the same bytes whether or not the restricted output is asked for."""
    assert run("replay", "-", "--as-of", spell(AS_OF), given=history()).stdout == replayed.findings.read_bytes()


def test_a_void_of_a_match_does_not_show(tmp_path: Path) -> None:
    """When what cleared an act is taken back, it is a violation like any other, whatever it was."""
    events = [one for who in PEOPLE for one in (*who.acts(START), *who.papers(START), *who.voids(START))]
    (tmp_path / "events.ndjson").write_bytes(ndjson(events))
    out = run("replay", tmp_path / "events.ndjson", "--as-of", spell(AS_OF)).stdout
    clean(out, START, "findings")
    by_person: dict[str, set[str]] = {who.key: set() for who in PEOPLE if who.claimed is None}
    for raw in out.splitlines():
        key = json.loads(raw)["subject"].removeprefix("person/")
        if key in by_person:
            by_person[key].add(raw.decode().replace(key, "KEY"))
    first, *others = by_person.values()
    assert len(first) > 5
    assert all(other == first for other in others)


def test_the_rulebook_names_no_record() -> None:
    """What is said of the law is the same whatever is on file: it names no check, no match and no kind of record."""
    for words in (["list"], ["coverage"], *(["show", rule.id] for rule in RULEBOOK if rule.id[:3] in _SPOKEN_OF)):
        done = run("rules", *words)
        clean(done.stdout + done.stderr, START, f"rules {words}", RECORDS)


_SPOKEN_OF = frozenset({"b1a", "b1b", "b1d", "d-c", "x-e", "x-l"})


def test_conversion_makes_no_check(tmp_path: Path) -> None:
    """No adapter makes an event of a watch list, or says a word of one."""
    export = tmp_path / "calls.csv"
    export.write_text("Event Number,Tencode,Unit Dispatched,Call_Received\nPD1,43,527C,2024-07-06 21:14:40\nPD2,,,\n")
    done = run("convert", "nashville-cad", export)
    assert b"call.received" in done.stdout
    for given in (done.stdout, done.stderr, run("convert", "--list").stdout):
        clean(given, START, "convert")


# The monitor


class Watched(NamedTuple):
    """What the monitor showed, and all that it keeps for showing."""

    start: datetime
    stories: dict[str, list[str]]
    """The revisions of each alert, as they are kept, by fingerprint."""
    alerts: dict[str, str]
    """The page of each alert, by fingerprint."""
    pages: dict[str, bytes]
    answers: list[bytes]
    stderr: str
    kept: dict[str, bytes]


SECOND = "again-"
"""Those to whom all happens twice over: first the acts, then, when they are judged, the papers, then their end."""


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """Send everyone's history to a monitor, once in one go and once bit by bit, and take all that it shows."""
    data = tmp_path_factory.mktemp("watched") / "data"
    start = now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=78)
    again = [who._replace(key=SECOND + who.key) for who in PEOPLE]
    phases = [
        [one for who in PEOPLE for one in (*who.papers(start), *who.acts(start))],
        [one for who in again for one in who.acts(start)],
        [one for who in again for one in who.papers(start)],
        [one for who in again if who.kinds for one in who.voids(start)],
    ]
    # The last event of the feed is one that anybody may know of: metrics say when it was written down.
    newcomer = event("officer.appointed", "newcomer", now() - timedelta(hours=1), subject="officer/o-1", agency=AGENCY)
    phases[0].append(newcomer | {"data": {"role": "municipal_police"}})
    secret, answers = token(data, AGENCY), []
    with serving(data) as monitor:
        pages, found = dict[str, bytes](), dict[str, Reply]()
        for phase in phases:
            answers.append(monitor.send(secret, phase).body)
            monitor.settle()
            if phase in phases[:2]:
                continue  # What these show is shown later on as well.
            found = monitor.pages(filters=phase is phases[-1])
            pages |= {f"{len(answers)} {path}": reply.body for path, reply in found.items()}
        stories = revisions(data)
        addresses = {name: f"/alerts/{key_of(name)}/" for name in stories}
        shown = {name: (found.get(path) or monitor.get(path)).body.decode() for name, path in addresses.items()}
        pages |= {f"{SECOND}{name}": page.encode() for name, page in shown.items()}
        kept = {path.name: path.read_bytes() for path in data.iterdir() if "events" not in path.name}
        assert monitor.stop() == 0
    kept |= {f"{path.name} at rest": path.read_bytes() for path in data.iterdir() if "events" not in path.name}
    kept |= {"rows": b"\n".join(repr(row).encode() for row in every_row(data / "alerts.sqlite3"))}
    assert not [one for one in every_row(data / "events.sqlite3") if f"{MARK}-extension" in repr(one)]
    return Watched(start, stories, shown, pages, answers, monitor.stderr + monitor.stdout, kept)


def every_row(path: Path) -> list[tuple[Any, ...]]:
    """Read every row of every table."""
    tables = [name for (name,) in rows(path, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [row for name in tables for row in rows(path, f'SELECT * FROM "{name}"')]  # noqa: S608 - its own tables


def revisions(data: Path) -> dict[str, list[str]]:
    """Read every revision of every alert, the first first, by fingerprint."""
    found: dict[str, list[str]] = {}
    query = "SELECT fingerprint, r.body FROM store_revision r JOIN store_alert ON alert_id = digest ORDER BY r.revision"
    for name, body in rows(data / "alerts.sqlite3", query):
        found.setdefault(name, []).append(body)
    return found


def test_no_page_and_no_metric_shows_anything_planted(watched: Watched) -> None:
    """Every page that links lead to, the metrics and the answers hold no mark, no odd moment, no word of a match."""
    assert len(watched.pages) > 1000
    for path, body in watched.pages.items():
        clean(body, watched.start, path, RECORDS if "/rules/" in path else WORDS)
    for body in watched.answers:
        clean(body, watched.start, "answer")


def test_what_pages_are_made_from_holds_nothing_planted(watched: Watched) -> None:
    """The database of alerts, read as bytes and row by row, holds no mark, no odd moment and no word of a match."""
    assert {"alerts.sqlite3", "alerts.sqlite3 at rest", "rows"} <= watched.kept.keys()
    for name, body in watched.kept.items():
        clean(body, watched.start, name)


def test_the_log_says_nothing_of_anyone(watched: Watched) -> None:
    """Standard error and standard output hold no mark, and no key of any person."""
    clean(watched.stderr.encode(), watched.start, "log")
    assert not [who.key for who in PEOPLE if who.key in watched.stderr]


def test_metrics_name_nobody(watched: Watched) -> None:
    """No metric has a person, an officer, or the id of an event or a matter in it."""
    metrics = b"".join(body for path, body in watched.pages.items() if path.endswith("/metrics"))
    assert metrics.count(b"custodes_findings{") > 100
    assert not re.search(rb"person/|officer|-e0\d|cleared-|claimed-|nothing-|latedoc-", metrics)


def shown_by(texts: Iterable[tuple[str, str]], prefix: str, tidy: Callable[[str, str], str]) -> dict[str, Shown]:
    """Sort texts by person; `tidy` leaves out what is a person's or a moment's own."""
    shown: dict[str, Shown] = {who.key: {} for who in PEOPLE}
    for fingerprint, text in texts:
        rule, kind, key, matter = fingerprint.split("/", 3)
        known = key.removeprefix(prefix)
        if kind == "person" and known in shown and key == prefix + known:
            shown[known][rule + matter.replace(key, "")] = tidy(key, text)
    return shown


def without_moments(key: str, body: str) -> str:
    """Leave out of a revision who it is about and when it was made."""
    return re.sub(r'"changed_at":"[^"]*"', "", body).replace(key, "KEY")


@pytest.mark.parametrize("prefix", ["", SECOND])
def test_alerts_do_not_tell_exceptions_apart(watched: Watched, prefix: str) -> None:
    """Every revision of an alert is the same bytes for those who differ only in what cleared them."""
    texts = ((name, "\n".join(bodies)) for name, bodies in watched.stories.items())
    shown = shown_by(texts, prefix, without_moments)
    alike_unless_silent(shown)
    assert shown["cleared-mat"]["b1b-release-communication-d"].count('"revision"') == (3 if prefix else 1)
    assert ("b1a-detention-c" in shown["cleared-mat"]) == bool(prefix)


def alike_unless_silent(shown: dict[str, Shown]) -> None:
    """Compare alerts: of what was clear from the first there is none, for anybody."""
    for covers, keys in ALIKE:
        first, *others = ({n: text for n, text in shown[key].items() if covers(rule_of(n))} for key in keys)
        for key, other in zip(keys[1:], others, strict=True):
            assert first == other, key
    assert sum(map(len, shown.values())) > 5 * len(PEOPLE)


@pytest.mark.parametrize("prefix", ["", SECOND])
def test_pages_do_not_tell_exceptions_apart(watched: Watched, prefix: str) -> None:
    """The page of an alert is the same for those who differ only in what cleared them, but for keys and for today."""
    days = {now() - timedelta(days=number) for number in range(2)}
    local = {f"{day.astimezone(ZoneInfo('America/New_York')):%b\xa0%-d,\xa0%Y}" for day in days}
    exact = "|".join(f"{day:%Y-%m-%d}" for day in days)
    today = re.compile(rf'(?:{"|".join(local)}), \d+:\d\d(?::\d\d)?\xa0[AP]M|datetime="(?:{exact})T[^"]*"')

    def tidy(key: str, page: str) -> str:
        page = re.sub(r"\d+\xa0(?:minute|hour|day|week|month|year)s?", "SOME", today.sub("NOW", page))
        return page.replace(key, "KEY")

    assert all("Subject" in page for page in watched.alerts.values())
    alike_unless_silent(shown_by(watched.alerts.items(), prefix, tidy))


@pytest.mark.parametrize("prefix", ["", SECOND])
def test_timelines_lack_nothing_that_tells(watched: Watched, prefix: str) -> None:
    """The timeline that an alert carries is the same for all, whether or not anything lies behind it."""
    told: dict[str, set[str]] = {}
    for name, bodies in watched.stories.items():
        for body in bodies:
            timeline = json.loads(body)["timeline"]
            subject = name.split("/")[2]
            if name.split("/")[1] == "person" and subject.startswith(SECOND) == bool(prefix):
                told.setdefault(subject, set()).add(json.dumps(timeline).replace(subject, "KEY"))
    assert len(told) == len(PEOPLE)
    first, *others = told.values()
    assert len(first) == 1
    assert all(other == first for other in others)
    assert "disclosure.made" in next(iter(first))
