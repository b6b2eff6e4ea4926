"""Laws of views: who looks sees his own, and nothing of others, errors included."""

from collections.abc import Callable
from functools import partial

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communekit.community import Community, Fact, NotHereError, Received, Sale
from communekit.errors import CommunekitError
from communekit.ledger.payout import Approve, Instruction, Payee, PayoutTerms, Request
from communekit.money import Money
from communekit.orders import Credits, Refund
from communekit.parties import Brand, Leader, Store
from communekit.storage import MemoryStorage
from tests.community.town import COMMUNITY, HOLD, PLAN, at, days, refund, sale

NOW = at(24 * 31)
BANK = PayoutTerms("bank", Money.cny("0.01"))


def world(facts: list[Fact]) -> Community:
    """Return a community of a brand with a store, and another store of nobody's, after some facts."""
    club = Community(MemoryStorage(COMMUNITY), plan=PLAN, hold=HOLD)
    for party in (Brand("B1"), Store("S1", brand="B1"), Store("S2"), Leader("zhang", store="S1")):
        club.record(party)
    for fact in facts:
        club.record(fact)
    club.advance(NOW)
    return club


def elsewhere(facts: list[Fact]) -> list[Fact]:
    """Return the same facts of another store, other members, other leaders and other orders."""
    moved: list[Fact] = []
    for fact in facts:
        if isinstance(fact, Sale):
            order = attrs.evolve(fact.order, id=f"B{fact.order.id}", store="S2", member="M9")
            moved.append(Sale(order, Credits.single(leader="chen", sponsor="zhao")))
        elif isinstance(fact, Refund):
            moved.append(attrs.evolve(fact, id=f"B{fact.id}", order=f"B{fact.order}"))
    return moved


def seen(ask: Callable[[], object]) -> object:
    """Return what an answer looks like, an error's too."""
    try:
        return repr(ask())
    except CommunekitError as refused:
        return (refused.text("en"), refused.text("zh"), refused.data())


def everything(club: Community) -> list[object]:
    """Return all that a leader, a sponsor, a member, a store and a brand can see, of what is his and what is not."""
    orders = ("A0", "A1", "BA0", "A9")
    answers: list[object] = []
    for view in (
        *(club.as_leader("zhang"), club.as_leader("li"), club.as_party("nobody")),
        *(club.as_store("S1"), club.as_brand("B1")),
    ):
        answers += [seen(view.balances), seen(view.shares), seen(view.payouts)]
        answers += [
            seen(partial(view.statements, "2026-03")),
            seen(partial(view.explain, "A0", refund="R00")),
        ]
        answers += [seen(partial(view.explain, order)) for order in orders]
    for member in map(club.as_member, ("M0", "M1", "nobody")):
        answers += [seen(member.purchases), *(seen(partial(member.purchase, order)) for order in orders)]
    store, brand = club.as_store("S1"), club.as_brand("B1")
    answers += [seen(store.orders), *(seen(partial(store.order, order)) for order in orders)]
    return [*answers, seen(brand.totals), seen(brand.stores)]


@settings(max_examples=settings().max_examples // 4)  # Each example asks some eighty questions, twice.
@given(facts=days(), others=days(), cut=st.integers(0, 5))
def test_scope_isolation(facts: list[Fact], others: list[Fact], cut: int) -> None:
    """scope_isolation: two worlds that differ only outside a viewer's scope look the same to him, errors included."""
    other = elsewhere(others)
    assert everything(world(facts)) == everything(world([*other[:cut], *facts, *other[cut:]]))


def test_another_leaders_order_is_not_there() -> None:
    """What is another's and what is not there are the same error."""
    club = world([sale(1), sale(2, "wang")])
    for order in ("A2", "A9"):
        with pytest.raises(NotHereError) as refused:
            club.as_leader("zhang").explain(order)
        assert refused.value.data() == {"problem": "order", "which": order}
    with pytest.raises(NotHereError):
        club.as_member("M0").purchase("A1")
    with pytest.raises(NotHereError):
        club.as_store("S2").order("A1")


def test_what_each_sees_of_one_order() -> None:
    """A leader sees his part, the store its order, the member his purchase, the brand a total."""
    club = world([sale(1), refund("R1", 1, 5_000)])
    (share,) = club.as_leader("zhang").shares()
    assert (share.earned, share.taken_back, share.left) == tuple(map(Money.cny, ("8.26", "4.00", "4.26")))
    assert "向下取整" in club.as_leader("zhang").explain("A1", locale="zh_CN").text
    (kept,) = club.as_store("S1").shares()
    assert kept.left == club.as_store("S1").balance("pending")
    (bought,) = club.as_member("M1").purchases()
    assert bought.refunded == Money.cny("50.00")
    assert not hasattr(bought, "credits")
    (total,) = club.as_brand("B1").totals()
    assert (total.orders, total.paid, total.refunded) == (1, Money.cny("103.33"), Money.cny("50.00"))
    assert club.as_operator().order("A1").refunds[0].id == "R1"
    assert not hasattr(club.as_operator(), "record")
    (statement,) = club.as_leader("zhang").statements("2026-03")
    assert statement == next(each for each in club.statements("2026-03") if each.party == "zhang")


def test_a_payout_is_seen_by_whom_it_pays() -> None:
    """A payout stands in its party's view, and in nobody else's."""
    club = world([sale(1), Received("A1", at(12))])
    instruction = club.draft("zhang", BANK, Payee("card-7"))
    assert isinstance(instruction, Instruction)
    club.record(Request(instruction, NOW, "ops"))
    club.record(Approve(instruction.id, NOW, "boss"))
    assert [type(state).__name__ for state in club.as_leader("zhang").payouts().values()] == ["Approved"]
    assert club.as_leader("li").payouts() == {}
    assert club.balance("zhang", "reserved") == instruction.gross


def test_parties_may_be_told_in_any_order() -> None:
    """Who speaks of somebody that was not told yet is left out of the directory, with the reason, until he is."""
    club = Community(MemoryStorage(COMMUNITY), plan=PLAN, hold=HOLD)
    club.record(Leader("zhang", store="S1"))
    club.record(Store("S1", brand="B1"))
    assert [repr(fact)[:5] for fact, why in club.unlisted() if why.code] == ["Leade", "Store"]
    assert not list(club.directory().every(Store))
    club.record(Brand("B1"))
    assert club.unlisted() == ()
    assert club.as_brand("B1").stores() == ("S1",)


def test_a_statement_counts_days_where_the_community_is() -> None:
    """A period is of the community's zone."""
    club = world([sale(1)])
    (statement,) = club.as_leader("zhang").statements("2026-03")
    assert str(statement.period.zone) == "Asia/Shanghai"
