"""TOML: the notation of files that people write (配置文件)."""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from .errors import InvalidDocumentError
from .limits import LIMITS, Limits, checked_text
from .numbers import decimal_reader, number_with_point
from .place import at
from .plain import Plain, check_plain
from .toml_scan import check_structure

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+\Z")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)\Z")
_SAID_TWICE = ("Cannot ", "Duplicate ")
_LINE_CHARACTERS = 100


def read_toml(document: str | bytes, *, limits: Limits = LIMITS) -> dict[str, Plain]:
    r"""Return a TOML document as plain data: numbers with a point as `Decimal`, never as floats.

    Raises:
        DocumentTooLargeError: Beyond the limits; said before parsing.
        InvalidDocumentError: Not TOML 1.0, a key twice, nan, inf, a time of day without its date.

    >>> read_toml('[[rule]]\nshare = "8%"\nwhen = { category = "fresh" }')
    {'rule': [{'share': '8%', 'when': {'category': 'fresh'}}]}
    """
    source = checked_text(document, limits).replace("\r\n", "\n")
    check_structure(source, limits)
    try:
        plain = tomllib.loads(source, parse_float=decimal_reader(limits))
    except tomllib.TOMLDecodeError as error:
        raise _malformed(source, str(error)) from error
    check_plain(plain, limits=limits)
    return plain


def write_toml(document: Mapping[str, object], *, limits: Limits = LIMITS) -> str:
    """Return plain data as TOML, keys in the order given: single values first, then tables.

    A table at the top becomes `[key]`, a list of tables `[[key]]`; deeper tables are written in line. TOML has
    no null: leave such keys out.

    Raises:
        InvalidDocumentError: Something is not plain data, or is null.
        DocumentTooLargeError: The reader would refuse it.

    >>> print(write_toml({"plan": {"id": "basket", "hold": {"days": 7}}}), end="")
    [plan]
    id = "basket"
    hold = { days = 7 }
    """
    table = dict(document)
    check_plain(table, limits=limits)
    blocks = [_lines({key: value for key, value in table.items() if not _is_block(value)})]
    for key, value in table.items():
        with at(key):
            if isinstance(value, dict):
                blocks.append(f"[{_key(key)}]\n{_lines(value)}")
            elif isinstance(value, list | tuple) and _is_block(value):
                blocks += [f"[[{_key(key)}]]\n{_lines(item)}" for item in value]
    return checked_text("\n".join(filter(None, blocks)), limits)


def _malformed(source: str, message: str) -> InvalidDocumentError:
    """Return what the parser said as a refusal: in which line, and whether something is there twice."""
    lines = source.split("\n")
    place = _PLACE.search(message)
    line, column = (int(place[1]), int(place[2])) if place else (len(lines), len(lines[-1]) + 1)
    problem = "said_twice" if message.startswith(_SAID_TWICE) else "syntax"
    return InvalidDocumentError(problem, f"{line}:{column}", lines[line - 1])


def _is_block(value: object) -> bool:
    """Say whether a value at the top is written under a header of its own: a table, or a list of nothing else."""
    if isinstance(value, list | tuple):
        return bool(value) and all(isinstance(item, dict) for item in value)
    return isinstance(value, dict)


def _lines(table: Mapping[str, object]) -> str:
    """Return a line per key; a list that would make it too long has a line per element."""
    lines = []
    for key, value in table.items():
        with at(key):
            line = f"{_key(key)} = {_inline(value)}\n"
            if len(line) > _LINE_CHARACTERS and isinstance(value, list | tuple):
                elements = (f"    {_inline(item)},\n" for item in value)
                line = f"{_key(key)} = [\n{''.join(elements)}]\n"
            lines.append(line)
    return "".join(lines)


def _inline(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(int(value))
        case str():
            return _text(value)
        case Decimal():
            return number_with_point(value)
        case datetime():
            return _instant(value)
        case date():
            return value.isoformat()
        case list() | tuple():
            return f"[{', '.join(map(_inline, value))}]"
        case dict():
            members = ", ".join(f"{_key(key)} = {_inline(item)}" for key, item in value.items())
            return f"{{ {members} }}" if members else "{}"
        case _:
            raise InvalidDocumentError("not_plain", "", value)


def _instant(moment: datetime) -> str:
    """Return a date and time; an offset with seconds, which TOML does not know, becomes UTC."""
    offset = moment.utcoffset()
    if offset is None or not offset.total_seconds() % 60:
        return moment.isoformat()
    try:
        return moment.astimezone(UTC).isoformat()
    except OverflowError:
        raise InvalidDocumentError("not_plain", "", moment) from None


def _key(key: str) -> str:
    return key if _BARE_KEY.match(key) else _text(key)


def _text(text: str) -> str:
    """Return a basic string: the escapes of JSON are those of TOML, which wants one more."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
