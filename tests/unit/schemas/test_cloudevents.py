"""CloudEvents' own conformance vectors, through the standard's schema, the codec and the HTTP door's binary mode."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from schemas import codec
from streams.runtimes.door import structured

VECTORS = Path(__file__).parents[4] / "shared" / "data" / "cloudevents"

pytestmark = pytest.mark.skipif(not VECTORS.exists(), reason="the conformance vectors are not beside the project")


def vectors() -> Iterator[Any]:
    """Give every vector of every file."""
    for path in sorted(VECTORS.glob("*.yaml")) if VECTORS.exists() else ():
        for number, vector in enumerate(yaml.safe_load_all(path.read_text()), 1):
            yield pytest.param(vector, id=f"{path.stem}-{number}")


def attributes(vector: dict[str, Any]) -> dict[str, str]:
    """Give the attributes and extensions of a vector as text; YAML reads some as numbers and times."""
    given = dict(vector["ContextAttributes"])
    extensions = given.pop("Extensions", {})
    moment = given.get("time")
    if moment is not None:
        given["time"] = moment.isoformat().replace("+00:00", "Z")
    return {name.lower(): str(value) for name, value in {**given, **extensions}.items()}


def spelled(vector: dict[str, Any]) -> dict[str, Any]:
    """Spell a vector in structured mode."""
    kind = vector["ContextAttributes"].get("datacontenttype", "application/json")
    is_json = kind.partition(";")[0] == "application/json"
    return {
        "specversion": "1.0",
        **attributes(vector),
        "data": json.loads(vector["Data"]) if is_json else vector["Data"],
    }


@pytest.mark.parametrize("vector", list(vectors()))
def test_vectors_are_cloudevents(vector: dict[str, Any]) -> None:
    """A vector in structured mode is a CloudEvent by the standard's own schema."""
    Draft7Validator(json.loads((VECTORS / "cloudevents.json").read_text())).validate(spelled(vector))


@pytest.mark.parametrize("vector", list(vectors()))
def test_vectors_are_refused_for_what_they_lack_and_nothing_else(vector: dict[str, Any]) -> None:
    """A CloudEvent of somebody else's is read as JSON, and refused for an attribute that ours need."""
    refusal = codec.decode(json.dumps(spelled(vector), ensure_ascii=False).encode())
    assert isinstance(refusal, codec.Refusal)
    assert (refusal.reason, refusal.pointer) in {
        ("envelope-invalid", "/agency"),
        ("envelope-invalid", "/datacontenttype"),
    }


@pytest.mark.parametrize("vector", list(vectors()))
def test_a_vector_with_our_attributes_keeps_the_standards_ones(vector: dict[str, Any]) -> None:
    """With our attributes and data in place of its own, a vector is accepted; its extensions are not kept."""
    moment = "2026-03-02T09:00:00Z"
    ours = {
        "source": "urn:custodes:CT0009300:jms",
        "type": "custodes.feed.heartbeat.v1",
        "time": moment,
        "recordedtime": moment,
        "subject": "agency/CT0009300",
        "agency": "CT0009300",
        "datacontenttype": "application/json",
        "data": {},
    }
    event = {**spelled(vector), **ours}
    accepted = codec.decode(json.dumps(event).encode())
    assert isinstance(accepted, codec.Accepted)
    assert accepted.event.id == event["id"]
    assert not any(name in json.loads(accepted.content) for name in ("comexampleextension1", "comexampleextension2"))


@pytest.mark.parametrize("vector", list(vectors()))
def test_binary_mode_is_structured_mode(vector: dict[str, Any]) -> None:
    """The headers and body of binary mode give the event that structured mode spells, where its data is JSON."""
    event = spelled(vector)
    headers = {f"ce-{name}": value for name, value in attributes(vector).items() if name != "datacontenttype"}
    headers = {"ce-specversion": "1.0", **headers, "content-type": event.get("datacontenttype", "application/json")}
    body = vector["Data"].encode()
    is_json = headers["content-type"].startswith("application/json")
    expected = {**event, "datacontenttype": headers["content-type"].replace("; charset=utf-8", "")}
    if not is_json:
        del expected["data"]
    assert json.loads(structured(headers, body)) == expected
