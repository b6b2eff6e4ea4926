"""Strategies of settlement (结算测试策略): statements that add up."""

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from communekit.ids import EntryId, PartyId
from communekit.ledger.settlement import Exit, Flow, Held, Item, Late, Line, Movement, Statement

from .ground import currencies, ids, instants, minors, periods, said, words

_SMALL: Final = 10**6


def statement_lines() -> st.SearchStrategy[Line]:
    """Draw one entry's part in a movement."""
    maybe = st.none() | ids().map(EntryId)
    return st.builds(
        Line, ids(), instants(), minors(-_SMALL, _SMALL), st.none() | instants(), maybe, note=said()
    )


def movements() -> st.SearchStrategy[Movement]:
    """Draw all lines of one kind and source."""
    lines = st.lists(statement_lines(), min_size=1, max_size=3)
    return st.builds(Movement, words(), ids(), said(), lines)


def flows() -> st.SearchStrategy[Flow]:
    """Draw what went through a bucket."""
    buckets = st.sampled_from(("pending", "frozen", "available", "receivable"))
    return st.builds(Flow, buckets, minors(-_SMALL, _SMALL), minors(0, _SMALL), minors(-_SMALL, 0))


def helds() -> st.SearchStrategy[Held]:
    """Draw a claim that is not free yet."""
    buckets = st.sampled_from(("pending", "frozen", "disputed"))
    return st.builds(Held, ids(), buckets, minors(-_SMALL, _SMALL), st.none() | instants())


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """Draw a statement: what moved is what its buckets gained, and what is held is what lies there."""
    moved = draw(st.lists(movements(), max_size=3, unique_by=lambda movement: movement.key))
    gained = sum(movement.minor for movement in moved)
    held = draw(st.lists(helds(), max_size=3))
    flows_ = [Flow("available", draw(minors(-_SMALL, _SMALL)), max(gained, 0), min(gained, 0))]
    for bucket in ("pending", "frozen", "disputed"):
        lies = sum(each.minor for each in held if each.bucket == bucket)
        flows_.append(Flow(bucket, lies))
    return Statement(PartyId(draw(ids())), draw(currencies()), draw(periods()), flows_, moved, held)


SETTLEMENT: Final[Mapping[type, st.SearchStrategy[object]]] = {
    Exit: st.builds(Exit, statements()),
    Flow: flows(),
    Held: helds(),
    Item: st.builds(Item, ids(), ids(), ids(), said(), minors(), commodity=st.none() | currencies()),
    Late: st.builds(Late, movements(), statement_lines()),
    Line: statement_lines(),
    Movement: movements(),
    Statement: statements(),
}

__all__ = ["SETTLEMENT", "flows", "helds", "movements", "statement_lines", "statements"]
