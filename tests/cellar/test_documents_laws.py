"""What holds for JSON and TOML: both ways strict, one way of writing, nothing raw on the way out."""

import importlib
import json
import tomllib
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Any
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from communekit.codec import (
    LIMITS,
    DocumentTooLargeError,
    Limits,
    read_json,
    read_toml,
    write_json,
    write_toml,
)
from communekit.codec.toml_scan import check_structure
from communekit.errors import CommunekitError

from .documents import json_documents, json_noise, kinds, toml_documents, toml_noise


@given(document=json_documents, pretty=st.booleans())
def test_json_round_trip(document: Any, pretty: bool) -> None:
    """What is written is read back as it was, to the kind of every number."""
    assert kinds(read_json(write_json(document, pretty=pretty))) == kinds(document)


@given(document=json_documents)
def test_json_is_canonical(document: Any) -> None:
    """Equal data gives equal text, however its keys were ordered, and reading and writing add nothing."""
    text = write_json(document)
    assert write_json(read_json(text)) == text
    assert write_json(backwards(document)) == text


@given(document=json_documents)
def test_json_is_the_same_beside_a_decimal(document: Any) -> None:
    """A value has one text, whether it is written in one go or, beside a `Decimal`, part by part."""
    assert write_json([document, Decimal("0.5")]) == f"[{write_json(document)},0.5]"


@given(document=json_documents)
def test_json_is_json(document: Any) -> None:
    """A plain reader of JSON reads the same data."""
    assert json.loads(write_json(document), parse_float=Decimal) == document


@given(document=toml_documents)
def test_toml_round_trip(document: dict[str, Any]) -> None:
    """What is written is read back as it was, by us and by the reader of the standard library."""
    text = write_toml(document)
    assert kinds(read_toml(text)) == kinds(document)
    assert kinds(tomllib.loads(text, parse_float=Decimal)) == kinds(document)
    assert write_toml(read_toml(text)) == text


@given(noise=st.one_of(json_noise, st.text(st.characters()), st.binary()))
@example(noise="[" * 60_000)
@example(noise='{"a":' * 10_000)
def test_nothing_raw_escapes_from_json(noise: str | bytes) -> None:
    """Whatever comes in, it is read or refused, and what was read can be written."""
    assert_read_or_refused(read_json, noise)


@given(noise=st.one_of(toml_noise, st.text(st.characters()), st.binary()))
@example(noise="a=" + "[" * 60_000)
@example(noise="a=" + "9" * 60_000)
@example(noise="a." * 30_000)
def test_nothing_raw_escapes_from_toml(noise: str | bytes) -> None:
    """Whatever comes in, it is read or refused, and what was read can be written."""
    assert_read_or_refused(read_toml, noise)


@given(document=toml_documents, noise=toml_noise, data=st.data())
def test_nothing_raw_escapes_from_damaged_toml(
    document: dict[str, Any], noise: str, data: st.DataObject
) -> None:
    """A good file with something in the middle of it is read or refused."""
    text = write_toml(document)
    place = data.draw(st.integers(0, len(text)))
    assert_read_or_refused(read_toml, text[:place] + noise + text[place:])


@given(noise=toml_noise)
@example(noise="a = \"[\" # ]\n[[b]]\nc = [1.5, {d.e = '['}]")
@example(noise='a = """\n["""""\nb.c = 1')
def test_scan_agrees_with_the_parser(noise: str) -> None:
    """In a file that the parser reads, the first look sees no more depth and no more dots than there are."""
    try:
        document = tomllib.loads(noise)
    except ValueError:
        return
    levels = depth(document)
    check_structure(
        noise.replace("\r\n", "\n"), Limits(depth_max=max(levels, 2), key_parts_max=max(levels, 2))
    )


@given(noise=toml_noise)
@example(noise="a = 1\r.b.c.d.e = 1")
@example(noise='a = """"""".b.c.d.e"""')
@example(noise="a.''.b.'c.d'.e = 1")
def test_scan_is_not_fooled(noise: str) -> None:
    """However far the parser gets before it stops, it meets no more than the first look has seen."""
    source = noise.replace("\r\n", "\n")
    parts, levels = met_by_the_parser(source)
    if parts > 2:
        with pytest.raises(DocumentTooLargeError, match="dotted key"):
            check_structure(source, Limits(depth_max=64, key_parts_max=parts - 1))
    if levels > 1:
        with pytest.raises(DocumentTooLargeError, match="nested"):
            check_structure(source, Limits(depth_max=levels - 1, key_parts_max=1_000))


@given(document=toml_documents)
def test_limits_hold_for_writing_as_for_reading(document: dict[str, Any]) -> None:
    """Who writes within the limits can be read within the limits."""
    limits = Limits(bytes_max=80, depth_max=3, keys_max=6)
    try:
        text = write_toml(document, limits=limits)
    except CommunekitError:
        return
    assert read_toml(text, limits=limits) is not None


def assert_read_or_refused(read: Callable[[str | bytes], Any], noise: str | bytes) -> None:
    """Read; a refusal has its sentence in both languages, short and visible."""
    try:
        document = read(noise)
    except CommunekitError as refused:
        sentences = (refused.text("en"), refused.text("zh"))
    else:
        assert write_json(read_json(write_json(dateless(document)))) == write_json(dateless(document))
        return
    assert all(sentence.isprintable() and len(sentence) < 500 for sentence in sentences)


def met_by_the_parser(source: str) -> tuple[int, int]:
    """Return the most parts of a key, and the deepest list or table in line, that the parser of Python meets."""
    parser = importlib.import_module("tomllib._parser")
    parse_key, parse_value = parser.parse_key, parser.parse_value
    parts = levels = inside = 0

    def key(*arguments: Any) -> Any:
        nonlocal parts
        place, found = parse_key(*arguments)
        parts = max(parts, len(found))
        return place, found

    def value(*arguments: Any) -> Any:
        nonlocal levels, inside
        inside += 1
        levels = max(levels, inside - 1)
        try:
            return parse_value(*arguments)
        finally:
            inside -= 1

    with mock.patch.multiple(parser, parse_key=key, parse_value=value), suppress(ValueError):
        tomllib.loads(source)
    return parts, levels


def dateless(document: Any) -> Any:
    """Return a document with dates and times as text."""
    match document:
        case dict():
            return {key: dateless(item) for key, item in document.items()}
        case list():
            return [dateless(item) for item in document]
        case _:
            return str(document) if hasattr(document, "isoformat") else document


def backwards(document: Any) -> Any:
    """Return a document with the keys of every table in the opposite order."""
    match document:
        case dict():
            return {key: backwards(document[key]) for key in reversed(document)}
        case list():
            return [backwards(item) for item in document]
        case _:
            return document


def depth(document: Any) -> int:
    """Return how many tables and lists stand in one another at most."""
    match document:
        case dict():
            return 1 + max(map(depth, document.values()), default=0)
        case list():
            return 1 + max(map(depth, document), default=0)
        case _:
            return 0


def test_default_limits_are_those_of_files_that_people_write() -> None:
    """64 KiB, 32 deep, 8 parts to a key."""
    assert (LIMITS.bytes_max, LIMITS.depth_max, LIMITS.key_parts_max) == (65_536, 32, 8)
