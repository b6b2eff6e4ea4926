"""Who bears what the rules promise beyond what there is: the named role, the residual one or another."""

import pickle

import pytest

from communekit.commission import (
    OverCommittedError,
    Plan,
    Rule,
    Standing,
    assess,
    journal,
    read_standing,
    reverse,
    write_standing,
)
from communekit.commission.standing import Key, Row
from communekit.ids import PartyId
from communekit.ledger import Book
from communekit.money import Rate
from communekit.orders import Credits, Line, Order, Refund
from communekit.parties import Role

AT = "2026-03-01T09:00:00+08:00"
ORDER = Order("A1", "S1", (Line.of("1", "tea", "10.00"),), AT, AT)
BOTH = Credits.single(leader="L1", supplier="G1")


def plan(bearer: str | None) -> Plan:
    """Return a plan that promises 110 % of a line."""
    rules = [Rule("a", Role.LEADER, Rate.percent("60")), Rule("b", Role.SUPPLIER, Rate.percent("50"))]
    return Plan(
        "p", 1, "CNY", residual=Role.STORE, rules=rules, bearer=None if bearer is None else Role(bearer)
    )


def test_nobody_bears() -> None:
    """Where the plan names nobody, the order is refused."""
    with pytest.raises(OverCommittedError):
        assess(plan(None), ORDER, BOTH)


def test_residual_party_bears() -> None:
    """The residual party may bear it: it gets nothing and owes the difference, and a refund gives that back."""
    made = assess(plan("store"), ORDER, BOTH)
    line = made.lines[0]
    assert (line.residual_minor, line.shortfall_minor, line.bearer_party) == (0, 100, "S1")
    back = reverse(made, Refund.whole("R1", ORDER, AT))
    community = PartyId("town")
    book = Book.of([*journal(made, community=community), *journal(back, community=community)])
    assert not book.balances


def test_plans_and_standings_can_be_pickled() -> None:
    """A plan and a standing travel to another process and are the same there."""
    standing = Standing({Key("measure", "p: a", "L1", "2026-03"): Row(1)})
    assert pickle.loads(pickle.dumps(plan("store"))) == plan("store")
    assert pickle.loads(pickle.dumps(standing)) == standing
    assert read_standing(write_standing(standing)) == standing
