"""Standing: what the open periods have measured so far (考核累计), as a value that is given in and given back."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

import attrs

from .exact import Exact
from .fixed import Fixed


class Key(NamedTuple):
    """What a row of the standing counts.

    `kind`: "measure" (a rule's total), "member" (a person counted once), "exact" (a running total that is rounded as
    one) or "bound" (what a bound of a period has let through). `what` is the rule or bound, `who` a party, store or
    group, `label` the period ("2026-03").
    """

    kind: str
    what: str
    who: str
    label: str


class Row(NamedTuple):
    """Totals of one key: the measure, and for tables whose base is another amount, that base.

    `is_open` is False where refunds took back all that had been counted: the next line counts as the first.
    """

    measure: Exact
    base: Exact = 0
    is_open: bool = True


class Asked(Mapping[Key, Row]):
    """Rows that are fetched when they are asked for, each once."""

    def __init__(self, look: Callable[[Key], Row | None]) -> None:
        self._look = look
        self._known: dict[Key, Row | None] = {}

    def __getitem__(self, key: Key) -> Row:
        if key not in self._known:
            self._known[key] = self._look(key)
        found = self._known[key]
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[Key]:
        return (key for key, row in self._known.items() if row is not None)

    def __len__(self) -> int:
        return sum(row is not None for row in self._known.values())


def _table(rows: Mapping[Key, Row]) -> Mapping[Key, Row]:
    return rows if isinstance(rows, Asked) else Fixed(rows)


def measure_key(name: str, who: str, label: str) -> Key:
    """Return the key of what a rule measures for someone in a period."""
    return Key("measure", name, who, label)


def exact_key(name: str, party: str, label: str) -> Key:
    """Return the key of a running total that is rounded over a period."""
    return Key("exact", name, party, label)


@attrs.frozen(repr=False)
class Standing:
    """The running totals of the open periods (考核累计).

    Nothing to begin with; each assessment says which rows it moved. Rows of periods that are over may be dropped.

    >>> Standing().measured("basket", "month", "L1", "2026-03")
    0
    """

    rows: Mapping[Key, Row] = attrs.field(
        factory=dict, converter=_table, eq=lambda rows: tuple(sorted(rows.items()))
    )

    @classmethod
    def asking(cls, look: Callable[[Key], Row | None]) -> "Standing":
        """Return a standing whose rows are fetched when an assessment asks for them: of many, it needs few.

        >>> Standing.asking({}.get).measured("basket", "month", "L1", "2026-03")
        0
        """
        return cls(Asked(look))

    def moved(self, rows: Mapping[Key, Row]) -> "Standing":
        """Return the standing after these rows were moved."""
        return Standing({**self.rows, **rows})

    def without(self, *labels: str) -> "Standing":
        """Return the standing without the rows of these periods."""
        return Standing({key: row for key, row in self.rows.items() if key.label not in labels})

    def measured(self, plan: str, rule: str, who: str, label: str) -> Exact:
        """Return what a rule of a plan has measured for someone in a period: minor units or a count."""
        row = self.rows.get(measure_key(f"{plan}: {rule}", who, label))
        return 0 if row is None else row.measure

    def __iter__(self) -> Iterator[tuple[Key, Row]]:
        return iter(sorted(self.rows.items()))

    def __repr__(self) -> str:
        return f"Standing(<{len(self.rows)} rows>)"


EMPTY: Final = Standing()
