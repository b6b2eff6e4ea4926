"""JSON: read strictly, written in one way (规范形式)."""

import json
import re
from decimal import Decimal
from typing import Final

from .errors import DocumentTooLargeError, InvalidDocumentError
from .limits import LIMITS, Limits, checked_text
from .numbers import decimal_reader, integer_reader, number_with_point
from .place import line_and_column
from .plain import Plain, check_plain

# A string, closed or not, is one token, so that what stands in it is never taken for structure.
_TOKEN = re.compile(r'(?s:"(?:[^"\\]++|\\.?)*+"?)|(?P<open>[\[{])|(?P<close>[\]}])')

_SCALAR: Final = json.JSONEncoder(ensure_ascii=False).encode
_AT_ONCE: Final = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":")
).encode
"""The same text in one go, for what holds no `Decimal`."""


def read_json(document: str | bytes, *, limits: Limits = LIMITS) -> Plain:
    """Return a JSON document as plain data: numbers with a point as `Decimal`, never as floats.

    Raises:
        DocumentTooLargeError: Beyond the limits; said before parsing.
        InvalidDocumentError: Not JSON (RFC 8259), a key twice in one table, NaN, Infinity, half a character.

    >>> read_json('{"share": 0.08}')
    {'share': Decimal('0.08')}
    >>> read_json('{"share": 1, "share": 2}')
    Traceback (most recent call last):
        ...
    communekit.codec.errors.InvalidDocumentError: the key 'share' is there twice
    """
    source = checked_text(document, limits)
    _check_depth(source, limits)
    try:
        plain = json.loads(  # NaN and Infinity become decimals, so that the check can say where they stand.
            source,
            parse_float=decimal_reader(limits),
            parse_int=integer_reader(limits),
            parse_constant=Decimal,
            object_pairs_hook=_table,
        )
    except json.JSONDecodeError as error:
        line = source.split("\n")[error.lineno - 1]
        raise InvalidDocumentError("syntax", f"{error.lineno}:{error.colno}", line) from error
    check_plain(plain, limits=limits)
    return plain


def write_json(document: object, *, pretty: bool = False, limits: Limits = LIMITS) -> str:
    """Return plain data as JSON, keys sorted by code point: equal data, equal text.

    Args:
        document: The data; dates and times stand in JSON as text, so turn them into text first.
        pretty: One key or element per line, for people; without it no space at all.
        limits: What the reader will allow.

    Raises:
        InvalidDocumentError: Something is not plain data.
        DocumentTooLargeError: The reader would refuse it.

    >>> write_json({"share": Decimal("0.080"), "pays": ["leader"]})
    '{"pays":["leader"],"share":0.08}'
    """
    check_plain(document, limits=limits, dates=False)
    text = _written(document, "\n") if pretty else _on_one_line(document)
    return checked_text(text, limits)


def _on_one_line(document: object) -> str:
    try:
        return _AT_ONCE(document)
    except TypeError:  # A `Decimal` stands in it.
        return _written(document, "")


def _check_depth(source: str, limits: Limits) -> None:
    if source.count("[") + source.count("{") <= limits.depth_max:
        return  # However they stand.
    depth = 0
    for token in _TOKEN.finditer(source):
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        if depth > limits.depth_max:
            place = line_and_column(source, token.start())
            raise DocumentTooLargeError("depth", place, depth, limits.depth_max)


def _table(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
    table: dict[str, Plain] = {}
    for key, value in pairs:
        if key in table:
            raise InvalidDocumentError("duplicate_key", "", key)
        table[key] = value
    return table


def _written(value: object, line: str) -> str:
    """Return a value as JSON; `line` is the line break with the indentation reached, or nothing."""
    inner, colon = (f"{line}  ", ": ") if line else ("", ":")
    match value:
        case dict() if value:
            members = (f"{_written(key, '')}{colon}{_written(value[key], inner)}" for key in sorted(value))
            return f"{{{inner}{f',{inner}'.join(members)}{line}}}"
        case list() | tuple() if value:
            return f"[{inner}{f',{inner}'.join(_written(item, inner) for item in value)}{line}]"
        case Decimal():
            return number_with_point(value)
        case _:
            return _SCALAR(value)
