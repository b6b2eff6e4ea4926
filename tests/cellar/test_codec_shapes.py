"""Tuples with named fields, generic classes, mappings by values, and classes that stand as another type."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Generic, NamedTuple, TypeVar

import attrs
import pytest

from communekit.codec import Codec, InvalidDocumentError, UnknownKeyError, write_json

K = TypeVar("K")
T = TypeVar("T")


class Place(NamedTuple):
    """A tuple with named fields."""

    row: int
    shelf: str = "a"
    note: str | None = None


@attrs.frozen
class Kept(Generic[T]):
    """A value of any kind."""

    value: T


@attrs.frozen
class Shares(Generic[K]):
    """A mapping by keys of any kind."""

    by: Mapping[K, int | Fraction]


@attrs.frozen
class Store:
    """A mapping by tuples, and a generic class with its kind."""

    goods: Mapping[Place, Fraction]
    last: Kept[Place] | None = None


class Facts(Mapping[str, Any]):
    """A mapping of the host's own, which refuses what it does not like."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        if "no" in given:
            raise ValueError("no")
        self._given = dict(given)

    def __getitem__(self, key: str) -> Any:
        return self._given[key]

    def __iter__(self) -> Any:
        return iter(self._given)

    def __repr__(self) -> str:
        return f"Facts({self._given})"

    def __len__(self) -> int:
        return len(self._given)


CODEC = Codec(
    {"test.place": Place, "test.kept": Kept, "test.shares": Shares, "test.store": Store, "test.facts": Facts},
    forms={Facts: Mapping[str, int | Fraction | tuple[str, ...]]},
)


@pytest.mark.parametrize(
    "value",
    [
        Place(1),
        Place(1, "b", "by the door"),
        Kept(3),
        Kept(True),
        Kept("x"),
        Kept(Fraction(1, 3)),
        Kept(Kept(Place(2))),
        Shares({"a": 1, "b": Fraction(1, 2)}),
        Shares({Place(1): 1, Place(2): 2}),
        Shares({}),
        Store({Place(2, "b"): Fraction(1, 2), Place(1): Fraction(2)}, Kept(Place(9))),
        Facts({"count": 2, "weight": Fraction(1, 2), "tags": ("a", "b")}),
    ],
    ids=repr,
)
def test_round_trip(value: object) -> None:
    """Such values come back as they were, of the same class."""
    read = CODEC.load(CODEC.dump(value))
    assert read == value
    assert type(read) is type(value)
    assert write_json(CODEC.dump(read)) == write_json(CODEC.dump(value))


def test_equal_values_give_equal_text() -> None:
    """Neither the order of a mapping nor a fraction that is whole shows in the text."""
    one = Shares({Place(2): Fraction(4, 2), Place(1): 1})
    other = Shares({Place(1): Fraction(1), Place(2): 2})
    assert one == other
    assert write_json(CODEC.dump(one)) == write_json(CODEC.dump(other))


def test_whole_numbers_as_keys_stand_by_size() -> None:
    """Parts by their positions come back in the order of positions: the tenth after the second."""
    by = {number: number for number in range(12)}
    read: Shares[int] = CODEC.load(CODEC.dump(Shares(by)))
    assert list(read.by) == list(by)


def test_text_of_any_kind_is_text_where_text_is_allowed() -> None:
    """A kind of text that equals plain text is written like it."""

    class Word(str):
        __slots__ = ()

    assert CODEC.dump(Shares({Word("a"): 1})) == CODEC.dump(Shares({"a": 1}))


@pytest.mark.parametrize(
    ("document", "error", "said"),
    [
        ({"type": "test.place", "row": 1, "shelve": "a"}, UnknownKeyError, "did you mean shelf"),
        ({"type": "test.place", "shelf": "a"}, InvalidDocumentError, "row"),
        ({"type": "test.place", "row": "1"}, InvalidDocumentError, "row: '1' is not a whole number"),
        ({"type": "test.shares", "by": {"a": 1}}, InvalidDocumentError, "by: .* is not a list"),
        ({"type": "test.shares", "by": [["a"]]}, InvalidDocumentError, "does not have 2 elements"),
        ({"type": "test.shares", "by": [["a", 1], ["a", 2]]}, InvalidDocumentError, "twice"),
        (
            {"type": "test.shares", "by": [[{"type": "test.shares", "by": []}, 1]]},
            InvalidDocumentError,
            "unhashable",
        ),
        ({"type": "test.kept", "value": ["a"]}, InvalidDocumentError, "not a table"),
        ({"type": "test.facts", "value": {"no": 1}}, InvalidDocumentError, "is refused: no"),
    ],
    ids=str,
)
def test_refusals(document: dict[str, Any], error: type[Exception], said: str) -> None:
    """What is wrong in them is refused with its place."""
    with pytest.raises(error, match=said):
        CODEC.load({**document, "version": 1})
