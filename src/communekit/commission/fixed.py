"""Mappings that do not change: they are compared by content, and survive being copied and pickled."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Fixed(Mapping[K, V]):
    """A mapping that cannot be changed.

    >>> Fixed({"fund": "commons"})["fund"]
    'commons'
    """

    __slots__ = ("_rows", "get")

    def __init__(self, rows: Mapping[K, V]) -> None:
        self._rows = dict(rows)
        self.get = self._rows.get  # type: ignore[method-assign]  # the dictionary's own, for its speed

    def __getitem__(self, key: K) -> V:
        return self._rows[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __hash__(self) -> int:
        return hash(frozenset(self._rows.items()))

    def __repr__(self) -> str:
        return repr(self._rows)

    def __reduce__(self) -> tuple[type["Fixed[K, V]"], tuple[dict[K, V]]]:
        return (Fixed, (self._rows,))
