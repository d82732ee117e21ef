"""The engine and the oracle say the same of every history, and the engine says it in whatever order it hears it."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import codec
from schemas.findings import decode_finding
from streams.bootstrap import setting
from streams.pipeline import Setting
from streams.runtimes.replay import Outputs, replay
from tests.properties import oracle
from tests.properties.histories import CORRECTION, REGISTRY, History, histories

PROFILE = settings.get_profile("properties")
HALF, QUARTER = (settings(PROFILE, max_examples=1 + PROFILE.max_examples // share) for share in (2, 4))
LAWS = (None, oracle.OF_2019, oracle.OF_2025)
FELONIES = Path(__file__).parents[2] / "streams/rules/tables/felonies.csv"


@dataclass(frozen=True)
class Said:
    """What the engine wrote: findings, access records and the restricted output."""

    findings: bytes
    accesses: bytes
    restricted: bytes


@dataclass(frozen=True)
class Bench:
    """The engine and the oracle, with one registry."""

    shelf: oracle.Books
    settings: Mapping[str | None, Setting]

    def engine(self, batches: Sequence[Sequence[bytes]], as_of: datetime, law: str | None = None) -> Said:
        """Let the engine judge lines that come in batches."""
        outputs = Outputs(findings=io.BytesIO(), rejects=io.BytesIO(), access=io.BytesIO(), restricted=io.BytesIO())
        inputs = [
            (f"batch {batch}", [(number, line, False) for number, line in enumerate(lines, 1)])
            for batch, lines in enumerate(batches)
        ]
        replay(inputs, self.settings[law], as_of, outputs, restricted=True)
        written = (outputs.findings, outputs.access, outputs.restricted)
        return Said(*(output.getvalue() for output in written if isinstance(output, io.BytesIO)))

    def compare(self, history: History, law: str | None = None) -> None:
        """Hold the engine against the oracle."""
        lines = history.lines()
        said = self.engine([lines], history.as_of, law)
        opinion = oracle.judge(lines, history.as_of, self.shelf, law)
        found = verdicts(said)
        assert found.keys() == opinion.verdicts.keys()
        assert {name: one for name, one in found.items() if one not in opinion.verdicts[name]} == {}
        assert accesses(said) == opinion.accesses
        assert restricted(said) == {"/".join(name): kinds for name, kinds in opinion.restricted.items()}


def verdicts(said: Said) -> dict[oracle.Name, oracle.Verdict]:
    """Read the findings."""
    found = [decode_finding(line) for line in said.findings.splitlines()]
    return {
        (one.rule, one.subject, one.matter): oracle.Verdict(
            one.status, one.severity, one.agency, one.actor, one.occurred_at, one.due_at, one.rulebook
        )
        for one in found
    }


def accesses(said: Said) -> dict[str, dict[str, Any]]:
    """Read the access records."""
    found = map(json.loads, said.accesses.splitlines())
    return {one.pop("access_id"): one | {"occurred_at": datetime.fromisoformat(one["occurred_at"])} for one in found}


def restricted(said: Said) -> dict[str, tuple[str, ...]]:
    """Read the kinds of the restricted output."""
    found = map(json.loads, said.restricted.splitlines())
    return {one["fingerprint"]: tuple(one["kinds"]) for one in found}


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Give the engine and the oracle one registry, in which a town has two police departments."""
    registry = tmp_path_factory.mktemp("oracle") / "agencies.csv"
    registry.write_text(REGISTRY, encoding="utf-8")
    return Bench(
        shelf=oracle.books(registry, FELONIES), settings={law: setting(agencies=registry, law=law) for law in LAWS}
    )


@settings(QUARTER)
@given(history=histories())
def test_every_history_is_of_valid_events(history: History) -> None:
    """The generated events fit the schemas, so that no test passes because nothing was admitted."""
    for line in history.lines():
        outcome = codec.decode(line)
        if isinstance(outcome, codec.Refusal):
            assert outcome.reason == "occurred-after-recorded"


@settings(PROFILE)
@given(history=histories())
def test_the_engine_and_the_oracle_agree(bench: Bench, history: History) -> None:
    """Findings, access records and restricted kinds are those that the contract page gives when it is read naively."""
    bench.compare(history)


@pytest.mark.parametrize("law", [oracle.OF_2019, oracle.OF_2025])
@settings(HALF)
@given(history=histories())
def test_they_agree_when_one_rulebook_judges_every_act(bench: Bench, law: str, history: History) -> None:
    """A forced rulebook judges every act, also those before the first day."""
    bench.compare(history, law)


@settings(QUARTER)
@given(history=histories(), seed=st.integers(0, 2**32 - 1), cuts=st.integers(1, 4))
def test_order_copies_and_batches_change_nothing(bench: Bench, history: History, seed: int, cuts: int) -> None:
    """Every output is the same bytes in any order, with events sent again, and however they are cut into batches."""
    chance = random.Random(seed)  # noqa: S311 - a test needs no secrets
    lines = history.lines()
    mixed = lines + chance.sample(lines, len(lines) // 2)
    chance.shuffle(mixed)
    size = 1 + len(mixed) // cuts
    batches = [mixed[start : start + size] for start in range(0, len(mixed), size)]
    assert bench.engine(batches, history.as_of) == bench.engine([lines], history.as_of)


def event(key: str, name: str, time: str, data: dict[str, Any], recorded: str | None = None) -> dict[str, Any]:
    """Write a record about the first person."""
    return {
        "specversion": "1.0",
        "id": key,
        "source": f"urn:custodes:{CORRECTION}:records",
        "type": f"custodes.{name}.v1",
        "time": time,
        "recordedtime": recorded or time,
        "subject": "person/p1",
        "agency": CORRECTION,
        "data": data,
    }


OFFICER = {"id": "o1", "role": "correction"}
REQUEST = event(
    "e1",
    "request.received",
    "2026-03-10T14:00:00Z",
    {"request_id": "r1", "form": "oral", "asks": ["hold", "release_date"], "authority": "ice"},
)
ELIGIBLE = event(
    "e2", "custody.release_eligible", "2026-03-10T15:00:00Z", {"custody_id": "c1", "reason": "bond_posted"}
)


class Corner(NamedTuple):
    """A history that chance rarely finds, and the status that the contract gives one rule's finding (or none)."""

    rule: str
    status: str
    as_of: str
    events: tuple[dict[str, Any], ...]


def corner(expected: str, as_of: str, *events: dict[str, Any]) -> Corner:
    """Write a corner down."""
    rule, status = expected.split(" ")
    return Corner(rule, status, as_of, events)


CORNERS = {
    "of two last holds at one instant the first recorded has an independent basis": corner(
        "b1a-detention none",
        "2026-03-20T12:00:00Z",
        REQUEST,
        ELIGIBLE,
        event("e3", "custody.held", "2026-03-10T16:00:00Z", {"custody_id": "c1", "bases": ["sentence"]}),
        event("e4", "custody.held", "2026-03-10T16:00:00Z", {"custody_id": "c1", "bases": ["unknown"]}),
    ),
    "two hours after release eligibility it has happened": corner(
        "b1a-detention violation",
        "2026-03-10T17:00:00Z",
        REQUEST,
        ELIGIBLE,
    ),
    "a microsecond earlier the clock runs": corner(
        "b1a-detention pending", "2026-03-10T16:59:59.999999Z", REQUEST, ELIGIBLE
    ),
    "released exactly two hours after release eligibility": corner(
        "b1a-detention compliant",
        "2026-03-20T12:00:00Z",
        REQUEST,
        ELIGIBLE,
        event("e3", "custody.ended", "2026-03-10T17:00:00Z", {"custody_id": "c1", "disposition": "released"}),
    ),
    "handed over, to nobody who is named, at the very end of the two hours": corner(
        "b1a-detention undetermined",
        "2026-03-20T12:00:00Z",
        REQUEST,
        ELIGIBLE,
        event("e3", "custody.ended", "2026-03-10T17:00:00Z", {"custody_id": "c1", "disposition": "transferred"}),
    ),
    "a copy served after it was due is late though T is not past due": corner(
        "e1-copy-of-request violation",
        "2026-03-11T13:59:00Z",
        REQUEST,
        event(
            "e2",
            "notice.served",
            "2026-03-11T14:01:00Z",
            {
                "contents": ["copy_of_request"],
                "recipient": "individual",
                "outcome": "delivered",
                "request_id": "r1",
            },
            recorded="2026-03-11T13:58:00Z",
        ),
    ),
    "denied and approved at one instant, the denial recorded first": corner(
        "c-head-review violation",
        "2026-03-20T12:00:00Z",
        REQUEST,
        event("e2", "request.forwarded", "2026-03-10T14:30:00Z", {"request_id": "r1", "to": "agency_head"}),
        event(
            "e3",
            "request.reviewed",
            "2026-03-10T15:00:00Z",
            {"request_id": "r1", "by": "agency_head", "outcome": "denied"},
        ),
        event(
            "e4",
            "request.reviewed",
            "2026-03-10T15:00:00Z",
            {"request_id": "r1", "by": "agency_head", "outcome": "approved"},
        ),
        event(
            "e5",
            "request.answered",
            "2026-03-10T15:00:00Z",
            {"request_id": "r1", "answer_id": "a1", "disclosure_id": "gone", "actor": OFFICER},
        ),
    ),
    "a paper that a claim rests on was written down late, and x rules are not watched": corner(
        "x-late-evidence none",
        "2026-03-20T12:00:00Z",
        REQUEST,
        event(
            "e2",
            "interview.started",
            "2026-03-10T15:00:00Z",
            {
                "interview_id": "i1",
                "authority": "ice",
                "mode": "phone",
                "place": "custody",
                "actor": OFFICER,
                "claimed_exception": "judicial_warrant",
            },
        ),
        event(
            "e3",
            "document.recorded",
            "2026-03-10T15:00:00Z",
            {
                "document_id": "w1",
                "kind": "judicial_warrant",
                "signer_role": "state_judge",
                "issued_at": "2026-03-01T15:00:00Z",
                "accompanies": "r1",
            },
            recorded="2026-03-12T15:00:00Z",
        ),
    ),
}


@pytest.mark.parametrize("name", CORNERS)
def test_they_agree_in_corners_that_chance_rarely_finds(bench: Bench, name: str) -> None:
    """What rarely happens by chance is judged as the contract's fine print says, by both."""
    rule, status, as_of, events = CORNERS[name]
    history = History(events, datetime.fromisoformat(as_of))
    bench.compare(history)
    found = verdicts(bench.engine([history.lines()], history.as_of))
    assert {one.status for key, one in found.items() if key[0] == rule} == {status} - {"none"}


CONVICTED = event(
    "old",
    "conviction.recorded",
    "2010-05-04T16:00:00Z",
    {
        "conviction_id": "old",
        "jurisdiction": "CT",
        "statute": "53a-54a",
        "convicted_at": "2010-05-04",
        "finding": "judgment",
    },
)
MATCHED = event("old", "watchlist.checked", "2010-05-04T16:00:00Z", {"result": "possible_match"})


def without_claims(history: History) -> History:
    """Take the claimed exceptions out: what is claimed names a kind."""
    events = tuple(
        event | {"data": {name: value for name, value in event["data"].items() if name != "claimed_exception"}}
        for event in history.events
    )
    return replace(history, events=events)


@settings(QUARTER)
@given(history=histories())
def test_a_watch_list_match_shows_as_a_conviction_does(bench: Bench, history: History) -> None:
    """Findings and access records are the same bytes whether a match or a conviction lifts the prohibitions."""
    told = without_claims(history)
    convicted, matched = (
        bench.engine([replace(told, events=(*told.events, old)).lines()], told.as_of) for old in (CONVICTED, MATCHED)
    )
    assert (convicted.findings, convicted.accesses) == (matched.findings, matched.accesses)
