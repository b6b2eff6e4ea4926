"""Shelves (持久映射): maps that are values. Putting something in gives another shelf and copies a drawer, not the whole.

A campaign of ten thousand members changes one seat at a time, and whoever holds the state of a moment ago keeps it.
"""

from collections.abc import Iterator
from typing import Final, Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

DRAWERS: Final = 256


class Shelf(Generic[Key, Value]):
    """A map that is a value: `put` returns another one. Which drawer holds a key shows nowhere, and no order is promised.

    >>> empty = Shelf()
    >>> one = empty.put("seat 1", "li")
    >>> one.get("seat 1"), empty.get("seat 1"), len(one)
    ('li', None, 1)
    """

    __slots__ = ("_drawers", "_size")

    def __init__(self, drawers: "dict[int, dict[Key, Value]] | None" = None, size: int = 0) -> None:
        self._drawers = drawers if drawers is not None else {}
        self._size = size

    def get(self, key: Key) -> Value | None:
        """Return what is there under a key, None for nothing."""
        drawer = self._drawers.get(hash(key) % DRAWERS)
        return None if drawer is None else drawer.get(key)

    def put(self, key: Key, value: Value) -> "Shelf[Key, Value]":
        """Return a shelf that holds a value under a key, in the place of what was there."""
        place = hash(key) % DRAWERS
        drawer = self._drawers.get(place)
        changed = {} if drawer is None else drawer.copy()
        more = key not in changed
        changed[key] = value
        drawers = self._drawers.copy()
        drawers[place] = changed
        return Shelf(drawers, self._size + more)

    def items(self) -> Iterator[tuple[Key, Value]]:
        """Yield keys and values, in no promised order."""
        for drawer in self._drawers.values():
            yield from drawer.items()

    def __len__(self) -> int:
        return self._size

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shelf) and dict(self.items()) == dict(other.items())

    __hash__ = None  # type: ignore[assignment]  # Its values need not have a hash.


__all__ = ["Shelf"]
