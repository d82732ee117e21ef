"""JSON as RFC 7493 (I-JSON) has it: what two parsers could read differently is refused.

The standard library's parser is the base; what it lets through is closed here: a member twice in one object, NaN and
Infinity, numbers beyond a double, lone surrogates, a byte-order mark, and nesting beyond `DEEPEST`.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

import orjson

DEEPEST = 500
"""How deep objects and arrays may nest. RFC 8259 section 9 lets a parser set such a limit."""

_UNSURE = object()
_SHALLOW = 50
_UNUSUAL = (b"\\", b" :", b"\t:", b"\n:", b"\r:")
_BRACKET = re.compile(rb'[\[\]{}]|"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
"""A bracket, or a whole string, in which brackets are text."""


def parse(raw: bytes) -> Any:  # noqa: ANN401 - JSON is any value
    """Read one JSON value. Raises ValueError, with a reason that repeats nothing of the input, for anything else."""
    value = _plainly(raw)
    if value is not _UNSURE:
        return value
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


def _plainly(raw: bytes) -> Any:  # noqa: ANN401 - JSON is any value
    """Read JSON that surely holds no member twice and is not deep, as almost all does; else say that it is not sure.

    orjson refuses all else that is refused here, but reads a large integer as a float. Without escapes, and with no
    white space before a colon, `":` stands once for each member and besides only where a string begins with a colon; so
    as many as there are members means that none was lost.
    """
    if any(mark in raw for mark in _UNUSUAL) or raw.count(b"{") + raw.count(b"[") > _SHALLOW:
        return _UNSURE
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return _UNSURE
    return value if raw.count(b'":') == _members(value) else _UNSURE


def _members(value: object) -> float:
    """Count the members of all objects in a value; infinitely many where there is a float."""
    match value:
        case dict():
            return len(value) + sum(map(_members, value.values()))
        case list():
            return sum(map(_members, value))
        case float():
            return math.inf
        case _:
            return 0


def _too_deep(raw: bytes) -> bool:
    if raw.count(b"{") + raw.count(b"[") <= DEEPEST:
        return False
    depth = 0
    for token in _BRACKET.finditer(raw):
        if token.group() in (b"{", b"["):
            depth += 1
            if depth > DEEPEST:
                return True
        elif token.group() in (b"}", b"]"):
            depth -= 1
    return False


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
