"""Resale: whose, by whom, when, at what price; one layer; and the rate that a commission plan reads."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from communekit.commission import Plan, Rule, assess, read_plan, write_plan
from communekit.commission.subject import Subject
from communekit.groupbuy.rounds import ResaleOffer, ResaleRefusedError
from communekit.money import USD, Money, Rate
from communekit.orders import Credit, Credits, Line, Order
from communekit.parties import Role
from communekit.period import Window
from tests.groupbuy.rounds.worlds import at, weekly

ROUND = weekly(leader="zhang").round("2026-03-12")
OFFERED = at("07T09:00")
PRICE, FLOOR = Money.cny("12.80"), Money.cny("12.00")
EGGS = {"eggs": PRICE}
TICK = timedelta(microseconds=1)


def offered(**changes: Any) -> ResaleOffer:
    """Return a resale by Chen of Zhang's round."""
    given = {"commission": Rate.percent("8"), "floors": {"eggs": FLOOR}, "at": OFFERED, **changes}
    return ResaleOffer.of(given.pop("round_", ROUND), given.pop("reseller", "chen"), **given)


def refused(offer: ResaleOffer, prices: Any = None, *, when: datetime = OFFERED) -> str:
    """Return why a sale is refused; nothing where it is not."""
    try:
        offer.check(EGGS if prices is None else prices, at=when)
    except ResaleRefusedError as error:
        return error.problem
    return ""


def test_not_ones_own_and_one_layer_deep() -> None:
    """A leader does not resell his own round; a resale is not resold."""
    with pytest.raises(ResaleRefusedError) as own:
        offered(reseller="zhang")
    assert own.value.problem == "own"
    with pytest.raises(ResaleRefusedError) as deep:
        offered(round_=offered(), reseller="dai")
    assert deep.value.problem == "depth"


def test_the_window_is_half_open_and_within_the_round() -> None:
    """From now or the opening until the last cut-off; both edges."""
    offer = offered(needs_approval=False)
    last = ROUND.at("west").cut_off_at
    assert offer.window == Window(OFFERED, last)
    assert [refused(offer, when=when) for when in (OFFERED, last - TICK, last)] == ["", "", "too_late"]
    later = offered(needs_approval=False, window=Window(OFFERED + timedelta(hours=1), last))
    assert refused(later) == "too_early"
    early = offered(at=at("01T09:00"), needs_approval=False)
    assert early.window == ROUND.window
    for window in (Window(ROUND.window.start - TICK, last), Window(OFFERED, last + TICK), Window(OFFERED)):
        with pytest.raises(ResaleRefusedError) as outside:
            offered(window=window)
        assert outside.value.problem == "outside_round"
    with pytest.raises(ResaleRefusedError) as late:
        offered(at=last)
    assert late.value.problem == "too_late"


def test_approval_comes_first_and_a_withdrawal_last() -> None:
    """Sales count from the approval up to the withdrawal, both half-open."""
    offer, yes, no = offered(), OFFERED + timedelta(hours=1), OFFERED + timedelta(hours=5)
    assert refused(offer, when=yes) == "not_approved"
    approved = offer.approved(at=yes)
    assert [refused(approved, when=when) for when in (yes - TICK, yes)] == ["not_approved", ""]
    assert approved.approved(at=no) == approved
    gone = approved.withdrawn(at=no)
    assert [refused(gone, when=when) for when in (no - TICK, no)] == ["", "withdrawn"]
    assert gone.withdrawn(at=yes) == gone
    declined = offer.declined(at=yes)
    assert refused(declined, when=no) == "declined"
    assert declined.declined(at=no) == declined
    for again in (declined.approved, gone.declined, offer.withdrawn(at=yes).approved):
        with pytest.raises(ResaleRefusedError):
            again(at=no)


@pytest.mark.parametrize(("minor", "problem"), [(1_199, "below_floor"), (1_200, ""), (1_201, "")])
def test_the_floor_is_the_least_price(minor: int, problem: str) -> None:
    """At the floor yes, a fen below it no."""
    offer = offered(needs_approval=False)
    assert refused(offer, {"eggs": Money(minor, FLOOR.currency)}) == problem


def test_only_what_is_offered_and_at_a_price() -> None:
    """Nothing else, nothing in other money, not nothing."""
    offer = offered(needs_approval=False)
    assert refused(offer, {"eggs": PRICE, "milk": PRICE}) == "product"
    assert refused(offer, {"eggs": Money(1280, USD)}) == "price"
    assert refused(offer, {"eggs": 12}) == "price"
    assert refused(offer, {}) == "nothing"


def test_one_resale_of_a_round_by_one_leader() -> None:
    """The id follows from both, whatever the terms."""
    assert offered().id == offered(commission=Rate.percent("5"), at=at("08T09:00")).id
    assert offered().id != offered(reseller="dai").id
    assert offered().id != offered(round_=weekly(leader="zhang").round("2026-03-19")).id


def test_a_commission_plan_reads_the_rate_of_the_resale() -> None:
    """Chen resells at 8%, Dai at 5%: a rule for each rate pays each his own; who sells otherwise gets neither."""
    agreed, reseller = Subject("resale").commission, Role("reseller")
    rules = [
        Rule(f"at-{rate}", reseller, Rate.percent(rate), when=agreed == Rate.percent(rate))
        for rate in ("8", "5")
    ]
    plan = Plan("farm", 1, "CNY", rules=rules, residual=Role.STORE)
    assert read_plan(write_plan(plan)) == plan
    paid = {}
    for seller, percent in (("chen", "8"), ("dai", "5"), ("", "")):
        about = {}
        if seller:
            offer = offered(reseller=seller, commission=Rate.percent(percent), needs_approval=False)
            about = dict(offer.facts(EGGS, at=OFFERED))
        order = Order("o1", "east", (Line.of("1", "eggs", "100.00"),), OFFERED, OFFERED, about=about)
        result = assess(plan, order, Credits([Credit(reseller, seller or "chen")]))
        paid[seller] = sum(accrual.amount_minor for _, accrual in result.accruals)
    assert paid == {"chen": 800, "dai": 500, "": 0}
