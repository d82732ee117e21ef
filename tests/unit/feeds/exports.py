"""Made-up exports for the tests of the adapters, the real ones where they lie beside the project, and the schemas."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from streams.feeds.convert import ADAPTERS, Adapter, BadRow, Converted, Event, Notice, convert

DATA = Path(__file__).parents[4] / "shared" / "data"
SCHEMAS = Path(__file__).parents[3] / "schemas" / "v1"

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the real data does not lie beside the project")
needs_schemas = pytest.mark.skipif(
    not (SCHEMAS / "envelope.schema.json").is_file(), reason="the event schemas are not there"
)


class Made(io.BytesIO):
    """An export in memory, with a name as a file has."""

    def __init__(self, text: str | bytes, name: str = "made.csv") -> None:
        """Hold the text as UTF-8, or the bytes as they are."""
        super().__init__(text if isinstance(text, bytes) else text.encode())
        self.name = name


def converted(
    name: str, *texts: str | bytes, timezone: str | None = None, agency: str | None = None
) -> list[Converted]:
    """Run an adapter over made-up files, named `1.csv`, `2.csv`..."""
    files = [Made(text, f"{number}.csv") for number, text in enumerate(texts, start=1)]
    return list(convert(adapter(name), files, timezone=timezone, agency=agency))


def converted_files(name: str, *paths: str) -> list[Converted]:
    """Run an adapter over real files."""
    files = [Made((DATA / path).read_bytes(), path) for path in paths]
    return list(convert(adapter(name), files, timezone=None, agency=None))


def adapter(name: str) -> Adapter:
    """Return an adapter by its name."""
    return next(one for one in ADAPTERS if one.name == name)


def events(found: Sequence[Converted], name: str | None = None) -> list[Event]:
    """Return the events, or those of one type."""
    return [one for one in found if isinstance(one, dict) and name in {None, short_type(one)}]


def bad_rows(found: Sequence[Converted]) -> list[BadRow]:
    """Return the bad rows."""
    return [one for one in found if isinstance(one, BadRow)]


def notices(found: Sequence[Converted]) -> list[str]:
    """Return the notices' sentences."""
    return [one.text for one in found if isinstance(one, Notice)]


def short_type(event: Event) -> str:
    """Return the type without `custodes.` and `.v1`."""
    return str(event["type"]).removeprefix("custodes.").removesuffix(".v1")


def data(event: Event) -> dict[str, object]:
    """Return the event's data."""
    found = event["data"]
    assert isinstance(found, dict)
    return found


def errors(found: Sequence[Event]) -> Iterator[str]:
    """Yield what the JSON Schema of its type has against each event."""
    for event in found:
        for error in validator(short_type(event)).iter_errors(json.loads(json.dumps(event))):
            yield f"{event['id']}: {error.message}"


@cache
def validator(name: str) -> Draft202012Validator:
    """Return the validator of one type of event."""
    schemas = [json.loads(path.read_text()) for path in SCHEMAS.glob("*.schema.json")]
    registry: Registry[bool | Mapping[str, object]] = Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in schemas
    )
    return Draft202012Validator({"$ref": f"urn:custodes:schema:v1:{name}"}, registry=registry)
