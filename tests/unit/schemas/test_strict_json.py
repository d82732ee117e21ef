"""JSON as RFC 7493 (I-JSON) has it."""

from __future__ import annotations

import pytest

from schemas.strict_json import DEEPEST, parse


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b"{}", {}),
        (b' \t\r\n{"a" : [1, 2.5, "x", true, false, null]}\n', {"a": [1, 2.5, "x", True, False, None]}),
        (b'"\\ud83d\\ude00"', "\U0001f600"),
        ('"\U0001f600"'.encode(), "\U0001f600"),
        (b'"\\u0000\\ufffe\\uffff"', "\x00\ufffe\uffff"),
        (b"1.7976931348623157e308", 1.7976931348623157e308),
        (b"1e-400", 0.0),
        (b"123456789012345678901234567890", 123456789012345678901234567890),
        (b"-0", 0),
        (b'"[[[[{{{{"', "[[[[{{{{"),
    ],
)
def test_json_is_read(raw: bytes, value: object) -> None:
    """Members, white space, numbers within a double, noncharacters and paired surrogates."""
    assert parse(raw) == value


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "not JSON at character 0"),
        (b"{", "not JSON"),
        (b"{} {}", "not JSON at character 3: Extra data"),
        (b"{'a': 1}", "not JSON"),
        (b'{"a": 1,}', "not JSON"),
        (b"[01]", "not JSON"),
        (b"[1.]", "not JSON"),
        (b"[+1]", "not JSON"),
        (b'"a\nb"', "not JSON"),
        (b'"\\x41"', "not JSON"),
        (b"\xef\xbb\xbf{}", "not JSON"),
        (b"\xff\xfe{}", "not UTF-8 at byte 0"),
        (b'{"a": "\xed\xa0\x80"}', "not UTF-8 at byte 7"),
        (b'{"a": "\xc0\xaf"}', "not UTF-8 at byte 7"),
        (b"[NaN]", "NaN and Infinity are no JSON numbers"),
        (b"[Infinity]", "NaN and Infinity are no JSON numbers"),
        (b"[-Infinity]", "NaN and Infinity are no JSON numbers"),
        (b"[1e400]", "a number lies beyond a double"),
        (b"[-1e400]", "a number lies beyond a double"),
        (b"[1" + b"0" * 309 + b"]", "a number lies beyond a double"),
        (b"[1" + b"0" * 9999 + b"]", "a number lies beyond a double"),
        (b'{"a": 1, "a": 1}', "a member stands twice in one object"),
        (b'[{"b": {"a": 1, "\\u0061": 2}}]', "a member stands twice in one object"),
        (b'"\\ud800"', "a lone surrogate is no character"),
        (b'"\\ude00\\ud83d"', "a lone surrogate is no character"),
        (b'{"\\udfff": 1}', "a lone surrogate is no character"),
    ],
)
def test_what_two_parsers_could_read_differently_is_refused(raw: bytes, why: str) -> None:
    """The reason repeats nothing of the input."""
    with pytest.raises(ValueError, match=r".") as refused:
        parse(raw)
    assert str(refused.value).startswith(why)


@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_nesting_has_a_limit(opening: bytes, closing: bytes) -> None:
    """So many levels are read, and one more is not, however deep."""
    inside = b"[]" if opening == b"[" else b"{}"
    parse(opening * (DEEPEST - 1) + inside + closing * (DEEPEST - 1))
    for levels in (DEEPEST, 100_000):
        with pytest.raises(ValueError, match=rf"nested deeper than {DEEPEST} levels"):
            parse(opening * levels + inside + closing * levels)


def test_many_brackets_are_not_deep() -> None:
    """Side by side, or in a text, also behind an escaped quotation mark."""
    assert len(parse(b"[" + b"[]," * 2000 + b"[]]")) == 2001
    assert parse(b'"' + b"[" * 2000 + b'"') == "[" * 2000
    assert parse(b'"\\"' + b"{" * 2000 + b'"') == '"' + "{" * 2000
