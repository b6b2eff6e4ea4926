"""Told twice (重复命令): the same again changes nothing; another content under the same id is a conflict."""

from typing import Any

import attrs
import pytest

from communekit.groupbuy.campaign import (
    Advance,
    CutOff,
    Deposit,
    FactConflictError,
    Item,
    Join,
    Leave,
    Notify,
    Pay,
    Receive,
    Reduce,
    Want,
    join_list,
    pre_sale,
    team_buy,
)
from tests.groupbuy.campaign.worlds import DAY, INSTANT, WEEK, Life, eggs, fen, hour


@pytest.mark.parametrize("group", [None, "C1"])
def test_joining_a_list_twice_is_joining_once(group: str | None) -> None:
    """Whether the list is named or not."""
    life = Life(join_list("C1", [eggs()], WEEK))
    join = Join("s1", "li", {"eggs": 2}, hour(1), group=group)
    life.tell(join)
    assert life.tell(join) == ()


def test_joining_twice_is_joining_once_after_taking_less() -> None:
    """What was joined with is the content of a joining, whatever became of it since."""
    life = Life(join_list("C1", [eggs()], WEEK))
    join = Join("s1", "li", {"eggs": 2}, hour(1))
    life.tell(join, Reduce("s1", [Want("eggs", 1)], hour(1)))
    assert life.tell(join) == ()


def test_the_order_in_which_goods_are_named_is_no_content() -> None:
    """same_key_once: the same joining, and the same reduction, with its products in another order."""
    life = Life(join_list("C1", [eggs(), Item("milk", fen(680))], WEEK))
    life.tell(Join("s1", "li", {"eggs": 2, "milk": 2}, hour(1)))
    assert life.tell(Join("s1", "li", {"milk": 2, "eggs": 2}, hour(1))) == ()
    assert life.tell(Reduce("s1", [Want("milk", 2), Want("eggs", 2)], hour(1))) == ()


@pytest.mark.parametrize(
    "other",
    [
        {"member": "wang"},
        {"wants": {"eggs": 1}},
        {"wants": {"eggs": 3}},
        {"store": "S9"},
        {"household": "h1"},
        {"leader": "zhao"},
        {"group": "s0"},
    ],
)
@pytest.mark.parametrize("terms", [team_buy("C1", [eggs()], WEEK, size=3), join_list("C1", [eggs()], WEEK)])
def test_joining_with_other_content_is_a_conflict(terms: Any, other: dict[str, Any]) -> None:
    """Member, goods, team, store, household and leader belong to it; the time of telling does not."""
    life = Life(terms)
    join = Join("s1", "li", {"eggs": 2}, hour(1))
    life.tell(join)
    assert life.tell(attrs.evolve(join, at=hour(1) + INSTANT)) == ()
    with pytest.raises(FactConflictError):
        life.tell(attrs.evolve(join, **other))


@pytest.mark.parametrize("other", [{"seat": "s2"}, {"amount": fen(1)}])
def test_payment_with_other_content_is_a_conflict(other: dict[str, Any]) -> None:
    """One payment is for one seat, and of one amount, also when that seat is gone."""
    life = Life(join_list("C1", [eggs()], WEEK))
    life.join("s1", hour(1), pays=False)
    life.join("s2", hour(1), pays=False)
    pay = Pay("p1", "s1", fen(1000), hour(1))
    for told in (pay, Leave("s1", hour(1))):
        life.tell(told)
        assert life.tell(pay) == ()
        with pytest.raises(FactConflictError):
            life.tell(attrs.evolve(pay, **other))


def test_declining_a_balance_twice_is_declining_once() -> None:
    """Nothing follows from the second time."""
    life = Life(pre_sale("C1", [eggs()], WEEK, Deposit(fen(100), "within 7 days")))
    life.join("s1", hour(1))
    life.tell(CutOff(hour(2)), Leave("s1", hour(3)))
    assert life.tell(Leave("s1", hour(4))) == ()


def test_notices_have_keys_of_their_own() -> None:
    """Goods that arrive short, of which nothing is refunded yet, are told one by one."""
    items = [eggs(), Item("rice", fen(500))]
    life = Life(pre_sale("C1", items, WEEK, Deposit(fen(100), "within 7 days")))
    life.join("s1", hour(1), {"eggs": 2, "rice": 2})
    life.tell(CutOff(hour(2)), Receive("eggs", 1, hour(3)), Receive("rice", 1, hour(3)))
    life.tell(Receive("rice", 0, hour(4)), Advance(hour(4) + DAY))
    keys = [asked.key for asked in life.asked]
    assert len(keys) == len(set(keys))
    assert [one.topic for one in life.asked if isinstance(one, Notify)].count("short") == 3
