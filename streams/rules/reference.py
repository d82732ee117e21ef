"""Reference data, read once from files: the policy, the felony table, the agency registry."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from streams.core.exceptions import Felonies
from streams.core.rulebook import Agency, Policy

EVERY_VARIANT_COUNTS = frozenset({"53a-70", "53a-70a", "53a-83b"})
"""Conditional sections of which every variant is class A or B: they need no class on the judgment."""

_LARGEST = 10**9
"""Beyond it a number of hours, days or months makes no sense."""

_TABLES = files("streams.rules") / "tables"


@cache
def felonies() -> Felonies:
    """Read the class A and B felonies."""
    classes: dict[str, set[str]] = defaultdict(set)
    conditional = set()
    for row in _rows(_TABLES.joinpath("felonies.csv").read_text(encoding="utf-8").splitlines()):
        classes[row["section"]].add(row["class"])
        if row["conditional"] == "yes":
            conditional.add(row["section"])
    return Felonies(
        {section: frozenset(letters) for section, letters in classes.items()},
        frozenset(conditional),
        EVERY_VARIANT_COUNTS,
    )


def agencies(path: Path | None = None) -> Mapping[str, Agency]:
    """Read the agency registry by agency: the project's own, or a CSV file with `agency`, `kind` and `municipality`.

    Raises ValueError when a column is missing or an agency stands twice; OSError when the file cannot be read.
    """
    table = _TABLES.joinpath("agencies.csv") if path is None else path
    registry: dict[str, Agency] = {}
    for row in _rows(table.read_text(encoding="utf-8-sig").splitlines()):
        missing = [column for column in ("agency", "kind", "municipality") if row.get(column) is None]
        if missing:
            raise ValueError(f"the agency registry [{table}] lacks the column [{missing[0]}]: give it one")
        if row["agency"] in registry:
            raise ValueError(f"the agency registry [{table}] holds [{row['agency']}] twice: keep one row")
        registry[row["agency"]] = Agency(
            agency=row["agency"],
            kind=row["kind"],
            municipality=row["municipality"] or None,
            name=row.get("name") or None,
        )
    return registry


def registry_text() -> str:
    """Give the text of the project's own agency registry, a CSV with a header."""
    return _TABLES.joinpath("agencies.csv").read_text(encoding="utf-8")


def policy(path: Path | None = None) -> Policy:
    """Read the policy: the project's own, and over it the keys of a TOML file.

    Raises ValueError that names the key when one is unknown or its value makes no sense; OSError when the file cannot
    be read.
    """
    own = tomllib.loads(files("streams.rules").joinpath("policy.toml").read_text(encoding="utf-8"))
    given = _toml(path) if path else {}
    for key, value in given.items():
        _check(key, value)
    return msgspec.convert({**own, **given}, Policy)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"the policy file [{path}] is no TOML: {error}") from error


def _check(key: str, value: object) -> None:
    if key not in Policy.__struct_fields__:
        known = ", ".join(Policy.__struct_fields__)
        raise ValueError(f"policy key [{key}] is unknown: use one of {known}")
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if key == "time_zone":
        sensible = isinstance(value, str) and _is_zone(value)
        wanted = "the name of a time zone"
    elif key.endswith("_hours"):
        sensible = isinstance(value, int | float) and is_number and 0 <= value <= _LARGEST
        wanted = f"a number of hours from 0 to {_LARGEST}"
    else:
        sensible = isinstance(value, int) and is_number and 0 <= value <= _LARGEST
        wanted = f"a whole number from 0 to {_LARGEST}"
    if not sensible:
        raise ValueError(f"policy key [{key}] has the value [{value}]: give {wanted}")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _rows(lines: Iterable[str]) -> Iterable[dict[str, str]]:
    return csv.DictReader(lines)
