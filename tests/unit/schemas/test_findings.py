"""Findings and what stands beside them, written one JSON object a line."""

from __future__ import annotations

import json

from schemas import findings
from schemas.findings import Evidence, Finding, Restricted, evidence, fingerprint
from tests.spec.drawing import at, judged, only

INTERVIEW = "2026-03-05 10:00  interview.started  i1"


def test_a_finding_is_read_back_as_it_was_written() -> None:
    """With all its members, those of its facts among them."""
    for finding in judged(f"{INTERVIEW}\n2026-03-05 10:00  feed.heartbeat").findings:
        assert findings.decode_finding(findings.encode(finding)) == finding


def test_a_finding_is_one_compact_line() -> None:
    """Its instants in UTC; what is absent is null, and not left out."""
    line = findings.encode(only("b1d-interview", INTERVIEW))
    assert b"\n" not in line
    assert b'"occurred_at":"2026-03-05T15:00:00Z","due_at":null' in line
    assert list(json.loads(line)) == list(Finding.__struct_fields__)


def test_the_restricted_output_is_a_line_too() -> None:
    """The finding's name, the kinds and the evidence."""
    record = Restricted(fingerprint="a/b/c", kinds=("terrorist_database",), evidence=(Evidence("urn:x", "e1"),))
    assert json.loads(findings.encode(record)) == {
        "fingerprint": "a/b/c",
        "kinds": ["terrorist_database"],
        "evidence": [{"source": "urn:x", "id": "e1"}],
    }


def test_events_are_named_once_and_in_order() -> None:
    """By source, then by id."""
    one, other = Evidence("urn:b", "1"), Evidence("urn:a", "2")
    assert evidence((one, other), (one,)) == (other, one)


def test_a_fingerprint_does_not_depend_on_what_was_found() -> None:
    """The rule, the subject, the matter."""
    assert fingerprint("b1d-interview", "person/p1", "i1") == "b1d-interview/person/p1/i1"
    found = judged(INTERVIEW, as_of="2026-03-05 10:00").of("b1d-interview")["i1"]
    assert (found.fingerprint, found.occurred_at) == ("b1d-interview/person/p1/i1", at("2026-03-05 10:00"))
