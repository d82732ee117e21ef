"""The simulated events fit the published JSON Schemas."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from streams.simulation.simulate import AgencyRow, simulate

SCHEMAS = Path(__file__).parents[3] / "schemas" / "v1"
EVERY = 25
OPAQUE = re.compile("[po]-[0-9a-f]{16}")


@pytest.fixture(scope="module")
def validators() -> dict[str, Draft202012Validator]:
    """Give a validator for each type that has a schema."""
    contents = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(SCHEMAS.glob("*.schema.json"))]
    known: Registry[bool | Mapping[str, Any]] = Registry().with_resources(
        (content["$id"], Resource.from_contents(content)) for content in contents
    )
    return {content["$id"].split(":")[-1]: Draft202012Validator(content, registry=known) for content in contents}


def sample(lines: tuple[bytes, ...]) -> Iterator[bytes]:
    """Take the rarer events, and every so many of the common ones."""
    for number, line in enumerate(lines):
        if number % EVERY == 0 or b"custodes.unit" not in line:
            yield line


def test_every_line_fits_its_schema(
    small_lines: tuple[bytes, ...], validators: dict[str, Draft202012Validator]
) -> None:
    """Each sampled event is valid by the schema of its type."""
    for line in sample(small_lines):
        event = orjson.loads(line)
        name = event["type"].removeprefix("custodes.").removesuffix(".v1")
        assert [error.message for error in validators[name].iter_errors(event)] == []


def test_every_line_is_within_its_source(registry: tuple[AgencyRow, ...]) -> None:
    """An event's agency is that of its source, and no id has a name in it."""
    for line in simulate(agencies=20, days=1, seed=5, rate=0.2, registry=registry).lines():
        event = orjson.loads(line)
        assert event["source"].split(":")[2] == event["agency"]
        kind, _, key = event["subject"].partition("/")
        assert kind not in {"person", "officer"} or OPAQUE.fullmatch(key)
