"""Conversions with ages (带时距的转化), one by one: only time decay asks when each touch was, others group them by path."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping

import attrs

from .journey import Path
from .packing import LANE, packed

WholeAges = tuple[int, ...]


@attrs.frozen(eq=False)
class Aged:
    """Paths of conversions, their ages in a unit of so many microseconds, their values: a column each (分列存放).

    In columns, whoever needs no ages never fetches them from memory, which takes longer than to reckon with them.
    """

    unit: int
    paths: list[Path] = attrs.field(factory=list)
    ages: list[WholeAges] = attrs.field(factory=list)
    values: list[int] = attrs.field(factory=list)

    @property
    def both(self) -> int:
        """How many there are and what they are worth, packed in one number."""
        return packed(len(self.paths), sum(self.values))

    @property
    def counted(self) -> Counter[Hashable]:
        """How often there is each, in microseconds."""
        return Counter(iter(self.fine()))

    def take(self, path: Path, ages: WholeAges, value: int) -> None:
        """Put one behind these, while they are gathered."""
        self.paths.append(path)
        self.ages.append(ages)
        self.values.append(value)

    def added_to(self, converted: Mapping[Path, int]) -> dict[Path, int]:
        """Return conversions and value by path, packed in one number, with these."""
        added = dict(converted)
        known = added.get
        for path, value in zip(self.paths, self.values, strict=True):
            added[path] = known(path, 0) + (value << LANE | 1)
        return added

    def joined(self, other: "Aged") -> "Aged":
        """Return these and others, in a unit that both have."""
        if not other or not self:
            return self or other
        if self.unit == other.unit:
            return Aged(
                self.unit, self.paths + other.paths, self.ages + other.ages, self.values + other.values
            )
        return self.fine().joined(other.fine())

    def fine(self) -> "Aged":
        """Return these with ages in microseconds."""
        fine = [tuple(age * self.unit for age in ages) for ages in self.ages]
        return Aged(1, self.paths, fine, self.values)

    def __iter__(self) -> Iterator[tuple[Path, WholeAges, int]]:
        return zip(self.paths, self.ages, self.values, strict=True)

    def __len__(self) -> int:
        return len(self.paths)


__all__ = ["Aged"]
