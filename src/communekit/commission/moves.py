"""Moves: the rows of the standing that one order moves, kept apart until the order is through (暂存)."""

from collections.abc import Mapping
from datetime import datetime

from .accrual import Measured
from .clause import Clause
from .exact import Exact
from .frame import Frame
from .standing import Key, Row, exact_key, measure_key


class Moves:
    """The standing as one order sees it: what was there, and on top what the order has moved so far."""

    __slots__ = ("_at", "_frame", "_labels", "_rows", "moved")

    def __init__(self, frame: Frame, rows: Mapping[Key, Row], at: datetime) -> None:
        self._frame = frame
        self._rows = rows
        self._at = at
        self._labels: dict[str, str] = {}
        self.moved: dict[Key, Row] = {}

    def row(self, key: Key) -> Row | None:
        """Return a row as it stands now."""
        found = self.moved.get(key)
        return self._rows.get(key) if found is None else found

    def label_at(self, period: str) -> str:
        """Return the name of the period of a kind ("month") in which the order counts: that of its payment."""
        label = self._labels.get(period)
        if label is None:
            label = self._labels[period] = self._frame.label_at(period, self._at)
        return label

    def measure(self, clause: Clause, who: str, label: str, base: Exact, added: Exact) -> Measured:
        """Move a measure on by what a line adds, and return from where to where."""
        key = measure_key(clause.measure_name, who, label)
        row = self.row(key)
        if row is None:
            how = Measured(who, label, None, added, 0, base)
        else:
            before = row.measure if row.is_open else None
            how = Measured(who, label, before, row.measure + added, row.base, row.base + base)
        self.moved[key] = Row(how.after, how.base_after)
        return how

    def run_on(self, clause: Clause, party: str, label: str, exact: Exact) -> Exact:
        """Add to a running total that is rounded over a period, and return what it was before."""
        key = exact_key(clause.exact_name, party, label)
        row = self.row(key)
        before = 0 if row is None else row.measure
        self.moved[key] = Row(before + exact)
        return before
