"""Versions, upcasters, and the words that a codec is made of."""

from typing import Any

import attrs
import pytest

from communekit.codec import (
    Codec,
    InvalidDocumentError,
    SchemaVersionError,
)

from .agreement import (
    CODEC,
    HOOKS,
    RULE,
    WORDS,
    Always,
)


@pytest.mark.parametrize("version", [0, 2, -1, 10**50])
def test_other_versions_are_not_guessed_at(version: int) -> None:
    """Newer documents, and older ones without an upcaster, are refused by version."""
    with pytest.raises(SchemaVersionError) as caught:
        CODEC.load({**CODEC.dump(RULE), "version": version})
    assert caught.value.data() == {"given": version, "oldest": 1, "newest": 1}
    assert caught.value.code == "codec.schema_version"
    assert "版本" in caught.value.text("zh")


def test_oldest_version_is_that_of_the_first_upcaster() -> None:
    """A codec may forget what nobody has any more."""
    codec = Codec(WORDS, version=4, upcasters={3: lambda document: document}, hooks=HOOKS)
    document = {**codec.dump(Always()), "version": 3}
    assert codec.load(document) == Always()
    with pytest.raises(SchemaVersionError, match="is of version 2; versions 3 to 4 are read"):
        codec.load({**document, "version": 2})


def test_upcaster_that_stumbles_refuses() -> None:
    """An old document without the key that an upcaster needs is refused, not a KeyError."""
    codec = Codec(WORDS, version=2, upcasters={1: lambda document: {"id": document["code"]}}, hooks=HOOKS)
    with pytest.raises(InvalidDocumentError, match="is refused: code"):
        codec.load({"type": "test.rule", "version": 1})


@attrs.frozen
class Promise:
    """A class that has a version of its own."""

    version: int


def test_version_may_have_another_key() -> None:
    """A class may have a field `version` if the version of the document goes by another name."""
    codec = Codec({"test.promise": Promise}, version_key="schema")
    assert codec.dump(Promise(3)) == {"type": "test.promise", "schema": 1, "version": 3}
    assert codec.load(codec.dump(Promise(3)), Promise) == Promise(3)


@attrs.frozen
class Sub(Promise):
    """A subclass of a class with a word."""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"words": {"test.promise": Promise}}, "has a field named type or version"),
        ({"words": {"Promise": Always}}, "not a type word"),
        ({"words": {"promise ": Always}}, "not a type word"),
        ({"words": {"one": Always, "two": Always}}, "two words"),
        ({"words": {"fraction": Always}}, "two words"),
        ({"words": {"one": Promise, "two": Sub}, "version_key": "v"}, "no subclasses with words: one"),
        ({"words": {}, "version": 3, "upcasters": {1: dict}}, "without a gap"),
        ({"words": {}, "version": 1, "upcasters": {1: dict}}, "without a gap"),
    ],
)
def test_contradictory_arguments_are_a_mistake(arguments: dict[str, Any], message: str) -> None:
    """What could never work is said when the codec is made."""
    with pytest.raises(ValueError, match=message):
        Codec(**arguments)
