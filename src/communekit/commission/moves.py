"""Moves: the rows of the standing that one order moves, kept apart until the order is through (暂存)."""

from collections.abc import Mapping
from datetime import datetime

from .frame import Frame
from .standing import Key, Row


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
