"""The AsyncAPI document of the topics is valid, and says what the schema files say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

SCHEMAS = Path(__file__).parents[3] / "schemas"
META_SCHEMA = Path(__file__).parents[4] / "shared" / "data" / "asyncapi" / "asyncapi-3.1.0.json"
DOCUMENT: dict[str, Any] = yaml.safe_load((SCHEMAS / "asyncapi.yaml").read_text(encoding="utf-8"))
TYPES: list[str] = json.loads((SCHEMAS / "v1" / "common.schema.json").read_text(encoding="utf-8"))["$defs"][
    "event_name"
]["enum"]
INPUTS = ("jail", "probation", "dispatch")
OUTPUTS = {"findings": "finding", "access": "access-record", "rejects": "reject"}


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for child in node.values():
            yield from _references(child)
    elif isinstance(node, list):
        for child in node:
            yield from _references(child)


def _at(pointer: str) -> Any:  # noqa: ANN401 - a document holds anything
    node: Any = DOCUMENT
    for step in pointer.removeprefix("#/").split("/"):
        node = node[step]
    return node


def _messages(channel: str) -> dict[str, Any]:
    return {name: _at(message["$ref"]) for name, message in DOCUMENT["channels"][channel]["messages"].items()}


def test_the_document_is_valid() -> None:
    """The document is valid AsyncAPI 3.1."""
    if not META_SCHEMA.exists():
        pytest.skip("the AsyncAPI meta-schema is not beside this project")
    validator = Draft7Validator(json.loads(META_SCHEMA.read_text(encoding="utf-8")))
    assert DOCUMENT["asyncapi"] == "3.1.0"
    assert [error.message for error in validator.iter_errors(DOCUMENT)] == []


def test_every_reference_leads_somewhere() -> None:
    """Each reference names a part of the document or a file beside it."""
    references = set(_references(DOCUMENT))
    assert all(_at(reference) for reference in references if reference.startswith("#/"))
    files = {reference for reference in references if not reference.startswith("#/")}
    assert {f"v1/{name}.schema.json" for name in TYPES} <= files
    assert [file for file in files if not (SCHEMAS / file).is_file()] == []


def test_the_topics_are_these() -> None:
    """Each channel is the topic of its own name, and is said in words."""
    names = {*INPUTS, *OUTPUTS, "timelines", "alerts"}
    assert {name: channel["address"] for name, channel in DOCUMENT["channels"].items()} == {
        name: f"custodes.{name}" for name in names
    }
    assert all(channel["title"] and channel["description"] for channel in DOCUMENT["channels"].values())


def test_every_event_type_has_an_input() -> None:
    """Each event type is a message of some input, and no input carries anything else."""
    carried = {name for channel in INPUTS for name in DOCUMENT["channels"][channel]["messages"]}
    assert carried == set(TYPES)


@pytest.mark.parametrize("channel", INPUTS)
def test_every_input_carries_upkeep_and_acts(channel: str) -> None:
    """Any system may say that it is alive, take an event back, and tell of disclosures, interviews and assistance."""
    acts = {"request.answered", "disclosure.made", "interview.started", "interview.refused", "assistance.given"}
    assert {"feed.heartbeat", "record.voided", *acts} <= set(DOCUMENT["channels"][channel]["messages"])


@pytest.mark.parametrize("channel", INPUTS)
def test_events_are_told_by_their_schemas_and_keyed_by_source(channel: str) -> None:
    """An input's message has the type's name, the type's schema as its payload, and the source as its key."""
    for name, message in _messages(channel).items():
        assert message["name"] == f"custodes.{name}.v1"
        assert message["payload"]["schema"] == {"$ref": f"v1/{name}.schema.json"}
        (trait,) = (_at(trait["$ref"]) for trait in message["traits"])
        assert trait["contentType"] == "application/cloudevents+json"
        assert "source" in trait["bindings"]["kafka"]["key"]["description"]


@pytest.mark.parametrize(("channel", "schema"), OUTPUTS.items())
def test_outputs_are_told_by_their_schemas(channel: str, schema: str) -> None:
    """An output's one message has the schema file of that output as its payload."""
    (message,) = _messages(channel).values()
    assert message["payload"]["schema"] == {"$ref": f"v1/{schema}.schema.json"}


def test_timelines_carry_events() -> None:
    """A message of a timeline is an event."""
    (message,) = _messages("timelines").values()
    assert message["payload"]["schema"] == {"$ref": "v1/envelope.schema.json"}


def test_alerts_are_compacted() -> None:
    """The topic of alerts keeps the last alert of each key, and an alert fits a schema of its own."""
    assert DOCUMENT["channels"]["alerts"]["bindings"]["kafka"]["topicConfiguration"]["cleanup.policy"] == ["compact"]
    (message,) = _messages("alerts").values()
    assert message["payload"]["schema"]["$ref"] == "v1/alert.schema.json"


def test_restricted_notes_travel_on_no_topic() -> None:
    """No message has the restricted output as its payload."""
    assert "v1/restricted.schema.json" not in set(_references(DOCUMENT))


def test_the_monitor_reads_its_inputs_and_writes_its_outputs() -> None:
    """The monitor receives every input, sends every output, and does both with the timelines."""
    operations = {
        (operation["action"], operation["channel"]["$ref"].removeprefix("#/channels/"))
        for operation in DOCUMENT["operations"].values()
    }
    assert operations == {
        *(("receive", channel) for channel in (*INPUTS, "timelines")),
        *(("send", channel) for channel in (*OUTPUTS, "alerts", "timelines")),
    }
