"""A community's plan changes: each version is in force until the next begins, and orders wait for a plan."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import Plan, Rule
from communekit.community import Community, Fact, FactRefusedError, Status
from communekit.money import Money, Rate
from communekit.period import Window
from communekit.storage import KeyConflictError, MemoryStorage
from tests.community.test_community_laws import balances
from tests.community.town import COMMUNITY, HOLD, PLAN, at, days, refund, sale


def version(number: int, percent: str, window: Window | None = None) -> Plan:
    """Return a version of a plan."""
    rules = [Rule("base", "leader", Rate.percent(percent))]
    return Plan("basket", number, "CNY", residual="store", rules=rules, effective=window)


def club(*plans: Plan) -> Community:
    """Return a community that adopts plans one after another."""
    made = Community(MemoryStorage(COMMUNITY), hold=HOLD)
    for plan in plans:
        made.record(plan)
    return made


def test_the_next_version_takes_over_where_it_begins() -> None:
    """frozen_promise: what was promised under a version stays; whoever orders from the next one's start gets that."""
    made = club(version(1, "8"))
    made.record(sale(1, hours=9))
    before = str(made.explain("A1"))
    made.record(version(2, "5", Window(at(10))))
    made.record(sale(2, hours=9))
    made.record(sale(3, hours=10))
    made.record(refund("R1", 1, 5_000))
    earned = [share.earned for share in made.as_leader("zhang").shares()]
    assert earned == [Money.cny("8.26"), Money.cny("8.26"), Money.cny("5.16")]
    assert str(made.explain("A1")) == before
    assert made.settle("2026-03")
    again = Community(made.storage, hold=HOLD)
    assert str(again.explain("A1")) == before
    assert again.record(version(1, "8")).status is Status.KNOWN
    with pytest.raises(KeyConflictError):
        again.record(version(1, "9"))
    with pytest.raises(FactRefusedError):
        again.record(version(3, "9", Window(at(0), at(20))))


@given(facts=days(), cut=st.integers(0, 9))
def test_orders_wait_for_a_plan(facts: list[Fact], cut: int) -> None:
    """order_independence: orders told before the plan come to what they come to after it."""
    first, later = club(PLAN), club()
    for number, fact in enumerate(facts):
        first.record(fact)
        if number == cut:
            later.record(PLAN)
        told = later.record(fact)
        assert told.status is (Status.RECORDED if number >= cut else Status.WAITING)
    later.record(PLAN)
    assert balances(later) == balances(first)
    assert {each for file in later.orders() for each in file.refunds} == {
        each for file in first.orders() for each in file.refunds
    }
    assert {later.record(fact).status for fact in facts} == {Status.KNOWN}


def test_an_order_outside_every_version_waits() -> None:
    """An order that no version covers waits until one does."""
    made = club(version(1, "8", Window(at(20))))
    assert made.record(sale(1, hours=9)).status is Status.WAITING
    assert (
        made.record(attrs.evolve(version(2, "5"), effective=Window(at(0), at(20)))).status is Status.RECORDED
    )
    assert made.record(sale(1, hours=9)).status is Status.KNOWN
    assert made.balance("zhang", "pending") == Money.cny("5.16")
