"""JSON as RFC 7493 (I-JSON) has it: what two parsers could read differently is refused.

The standard library's parser is the base; what it lets through is closed here: a member twice in one object, NaN and
Infinity, numbers beyond a double, lone surrogates, a byte-order mark, and nesting beyond `DEEPEST`.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

DEEPEST = 500
"""How deep objects and arrays may nest. RFC 8259 section 9 lets a parser set such a limit."""

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)


def parse(raw: bytes) -> Any:  # noqa: ANN401 - JSON is any value
    """Read one JSON value. Raises ValueError, with a reason that repeats nothing of the input, for anything else."""
    if _too_deep(raw):
        raise ValueError(f"nested deeper than {DEEPEST} levels")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start}") from None
    try:
        value = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite, parse_int=_integer
        )
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON at character {error.pos}: {error.msg}") from None
    if b"\\u" in raw:
        _refuse_lone_surrogates(value)
    return value


def _too_deep(raw: bytes) -> bool:
    if raw.count(b"{") + raw.count(b"[") <= DEEPEST:
        return False
    depth = deepest = 0
    for byte in _STRING.sub(b"", raw):
        if byte in b"{[":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"}]":
            depth -= 1
    return deepest > DEEPEST


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member stands twice in one object")
    return members


def _no_constant(_name: str) -> None:
    raise ValueError("NaN and Infinity are no JSON numbers")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError("a number lies beyond a double")
    return number


def _integer(text: str) -> int:
    _finite(text)
    return int(text)


def _refuse_lone_surrogates(value: object) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ValueError("a lone surrogate is no character") from None
