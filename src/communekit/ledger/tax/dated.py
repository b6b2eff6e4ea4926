"""Dated parameters (分段生效的参数): what the law said, from when to when, and where it says so.

A change of the law is a further row, never an edit: a payment of last year is reckoned by last year's row.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, Generic, Self, TypeVar

import attrs

from communekit.ids import name_text
from communekit.period import Window, instant

from .errors import InvalidTaxTermsError, NotInForceError

T = TypeVar("T")

_FIRST_DAY: Final = datetime(1900, 1, 1, tzinfo=UTC)
SOURCE_CHARACTERS_MAX: Final = 500


@attrs.frozen
class DatedRow(Generic[T]):
    """One row of a dated parameter (一段规定): in force over a window, by a source.

    Args:
        window: When it is in force, half-open.
        value: What is in force.
        source: The law, notice or agreement with number and article; at most 500 characters.

    Errors: `InvalidTaxTermsError` "not_a_row" where the window is none, `InvalidTextError` for the source.
    """

    window: Window
    value: T
    source: str

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.window, Window):
            raise InvalidTaxTermsError("not_a_row", self.window)
        name_text(self.source, what="source", longest=SOURCE_CHARACTERS_MAX)


def _rows(given: Iterable[DatedRow[T]]) -> tuple[DatedRow[T], ...]:
    rows = tuple(given)
    for row in rows:
        if not isinstance(row, DatedRow):
            raise InvalidTaxTermsError("not_a_row", row)
    return tuple(sorted(rows, key=lambda row: row.window.start))


@attrs.frozen
class Dated(Generic[T]):
    """A parameter that changed over time (分段参数): rows that do not overlap, in the order of time.

    Gaps are allowed, and asking inside one is an error: nothing is taken from a neighbouring row.

    Errors: `InvalidTaxTermsError` "no_rows", "not_a_row", "overlap".

    >>> allowance = Dated.of(
    ...     ("2011-09-01/2018-10-01", 3500, "Income Tax Law as amended in 2011"),
    ...     ("2018-10-01/..", 5000, "Income Tax Law as amended in 2018"),
    ...     zone="Asia/Shanghai",
    ... )
    >>> allowance.at(instant("2018-09-30T23:59:59+08:00")), allowance.at(instant("2018-10-01T00:00+08:00"))
    (3500, 5000)
    """

    rows: tuple[DatedRow[T], ...] = attrs.field(converter=_rows)

    def __attrs_post_init__(self) -> None:
        if not self.rows:
            raise InvalidTaxTermsError("no_rows", self.rows)
        for before, after in zip(self.rows, self.rows[1:], strict=False):
            if before.window.overlaps(after.window):
                raise InvalidTaxTermsError("overlap", after.window.text)

    @classmethod
    def of(cls, *rows: tuple[str, T, str], zone: str | None = None) -> Self:
        """Return rows written as (window, value, source); edges without an offset are days of the zone.

        Errors: as `Window.parse`, and those of the class.
        """
        return cls(
            tuple(DatedRow(Window.parse(text, zone=zone), value, source) for text, value, source in rows)
        )

    @classmethod
    def always(cls, value: T, *, source: str) -> Self:
        """Return one value for all time, for an agreement that has no date of its own.

        >>> Dated.always(10, source="contract 7, clause 3").at(instant("2026-01-01T00:00Z"))
        10
        """
        return cls((DatedRow(Window(_FIRST_DAY), value, source),))

    def row_at(self, at: datetime) -> DatedRow[T]:
        """Return the row in force at an instant, with its source.

        Raises:
            NotInForceError: No row covers the instant.
            InvalidTimeError: The instant has no zone.
        """
        moment = instant(at)
        for row in self.rows:
            if row.window.covers(moment):
                return row
        raise NotInForceError(moment, self.rows[0].window.start, self.rows[-1].window.end)

    def at(self, at: datetime) -> T:
        """Return the value in force at an instant. Raises as `row_at` does."""
        return self.row_at(at).value


def check_dated(given: object, kind: type) -> None:
    """Check that a parameter is dated, and each of its values of a kind.

    Raises:
        InvalidTaxTermsError: "not_terms".
    """
    if not isinstance(given, Dated) or not all(isinstance(row.value, kind) for row in given.rows):
        raise InvalidTaxTermsError("not_terms", given)


__all__ = ["SOURCE_CHARACTERS_MAX", "Dated", "DatedRow", "check_dated"]
