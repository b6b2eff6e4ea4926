"""Strategies of what came of plans (计提与试算测试策略): amounts with their traces, totals of periods, simulations."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from hypothesis import strategies as st

from communekit.commission import (
    Accrual,
    Change,
    Cut,
    Drawn,
    Key,
    LeftOutCount,
    Lost,
    Measured,
    OrderChange,
    Position,
    Row,
    Simulation,
    Slice,
    Standing,
    Taken,
    Terms,
    Unknown,
    Working,
)

from .commission import some_bounds, some_rules
from .ground import counts, currencies, fractions, ids, minors, said, texts, yuan
from .parties import roles

_COUNTED: Final = minors(-(10**9), 10**9)


def exacts() -> st.SearchStrategy[int | Fraction]:
    """Draw an exact amount as the engine keeps it: whole ones as integers."""
    return fractions().map(lambda one: one.numerator if one.denominator == 1 else one)


def terms() -> st.SearchStrategy[Terms]:
    """Draw the terms under which an amount was promised."""
    return st.builds(Terms, ids(), counts(), currencies(), counts(10_000), some_rules())


def measured() -> st.SearchStrategy[Measured]:
    """Draw what a line added to a measure."""
    return st.builds(Measured, ids(), texts(), st.none() | exacts(), exacts(), exacts(), exacts())


def workings() -> st.SearchStrategy[Working]:
    """Draw the trace of an amount."""
    cuts = st.lists(st.builds(Cut, some_bounds(), exacts(), exacts()), max_size=2).map(tuple)
    return st.builds(
        Working,
        st.fractions(0, 1, max_denominator=97),
        st.none() | roles(),
        st.none() | measured(),
        cuts,
        st.none() | exacts(),
    )


def accruals() -> st.SearchStrategy[Accrual]:
    """Draw what one party earns by one rule on one line."""
    return st.builds(Accrual, terms(), ids(), exacts(), exacts(), exacts(), _COUNTED, workings())


def keys() -> st.SearchStrategy[Key]:
    """Draw what a row of a standing counts."""
    return st.builds(Key, st.sampled_from(("measure", "member", "exact", "bound")), texts(), ids(), texts())


def rows() -> st.SearchStrategy[Row]:
    """Draw totals of one key."""
    return st.builds(Row, exacts(), exacts(), st.booleans())


def changes() -> st.SearchStrategy[Change]:
    """Draw an amount under two plans."""
    return st.builds(Change, ids(), _COUNTED, _COUNTED)


def _some(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=2).map(tuple)


def _positions() -> st.SearchStrategy[Position]:
    return st.builds(Position, ids(), roles(), _COUNTED, _COUNTED)


def _order_changes() -> st.SearchStrategy[OrderChange]:
    return st.builds(OrderChange, ids(), counts(), _some(changes()))


def _counted_out() -> st.SearchStrategy[LeftOutCount]:
    plan = st.sampled_from(("before", "after"))
    return st.builds(LeftOutCount, plan, texts(), counts(), _some(ids()), texts(), texts())


def simulations() -> st.SearchStrategy[Simulation]:
    """Draw two plans side by side."""
    return st.builds(
        Simulation,
        texts(),
        texts(),
        currencies(),
        counts(),
        counts(),
        _some(_counted_out()),
        _some(_positions()),
        _some(changes()),
        changes(),
        changes(),
        changes(),
        _some(_order_changes()),
        titles=st.dictionaries(ids(), texts(), max_size=2),
    )


ACCRUAL: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    Accrual: accruals(),
    Change: changes(),
    Cut: st.builds(Cut, some_bounds(), exacts(), exacts()),
    Drawn: st.builds(Drawn, yuan(), yuan(-1_000_000, 0)),
    Key: keys(),
    LeftOutCount: _counted_out(),
    Lost: st.builds(Lost, ids(), texts(), said()),
    Measured: measured(),
    OrderChange: _order_changes(),
    Position: _positions(),
    Row: rows(),
    Simulation: simulations(),
    Slice: st.builds(Slice, st.integers(0, 5), exacts(), exacts()),
    Standing: st.builds(Standing, st.dictionaries(keys(), rows(), max_size=3)),
    Taken: st.builds(Taken, accruals(), _COUNTED),
    Terms: terms(),
    Unknown: st.builds(Unknown, ids(), texts(), st.booleans()),
    Working: workings(),
}

__all__ = ["ACCRUAL"]
