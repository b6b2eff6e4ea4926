"""What members pay (价款承诺): sums add up, prices are frozen, taking less is reckoned like joining with less."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.groupbuy.campaign import (
    BalanceDue,
    Campaign,
    CampaignStateError,
    Charge,
    CutOff,
    Deposit,
    Item,
    PriceTier,
    Publish,
    Reduce,
    RefundMoney,
    SeatState,
    TakeBack,
    Want,
    join_list,
    ladder,
    pledge_round,
    pre_sale,
)
from communekit.money import Money
from tests.groupbuy.campaign.comparing import of_library
from tests.groupbuy.campaign.worlds import WEEK, Life, eggs, fen, hour

DEPOSIT = Deposit(fen(200), "within 7 days", worth=fen(500))
TIERS = {"eggs": [PriceTier(4, fen(900)), PriceTier(8, fen(600))]}
EACH_WAY = {
    "in full": join_list("C1", [eggs()], WEEK),
    "ladder": ladder("C1", [eggs()], WEEK, TIERS),
    "deposit": pre_sale("C1", [eggs()], WEEK, DEPOSIT),
    "ladder with deposit": ladder("C1", [eggs()], WEEK, TIERS, deposit=DEPOSIT),
    "pledge": pledge_round("C1", [eggs()], WEEK, None),
}
ways = st.sampled_from(sorted(EACH_WAY)).map(EACH_WAY.__getitem__)
quantities = st.integers(1, 6)


def closed(terms: Campaign, wanted: list[int], *, pays: bool = True) -> Life:
    """Return a campaign that so many members have joined and paid, closed; balances are paid as well."""
    life = Life(terms)
    for number, quantity in enumerate(wanted):
        life.join(f"s{number}", hour(1), {"eggs": quantity})
    life.tell(CutOff(hour(2)))
    for number in range(len(wanted)):
        if pays and life.seat(f"s{number}").owes:
            life.pay(f"s{number}", hour(3))
    return life


@given(ways, st.lists(quantities, min_size=1, max_size=6))
def test_p5_what_members_pay_adds_up_to_what_is_sold(terms: Campaign, wanted: list[int]) -> None:
    """One final price for all: the seats come to the price of all pieces, less what the store adds to deposits."""
    life = closed(terms, wanted)
    price, pieces = life.group().prices[terms.items[eggs().product].product], sum(wanted)
    gain = terms.payment.gain * pieces if isinstance(terms.payment, Deposit) else fen(0)
    assert Money.total((seat.kept for seat in life.live.list()), "CNY") == price * pieces - gain


@given(ways, st.lists(quantities, min_size=1, max_size=6))
def test_p6_the_sum_shown_is_the_sum_charged(terms: Campaign, wanted: list[int]) -> None:
    """What a seat is asked for, less what it gets back, is what it is said to cost."""
    life = closed(terms, wanted)
    for seat in life.live.list():
        of_seat = [one for one in life.asked if getattr(one, "seat", None) == seat.id]
        charged = Money.total((one.amount for one in of_seat if isinstance(one, Charge | BalanceDue)), "CNY")
        refunded = Money.total((one.amount for one in of_seat if isinstance(one, RefundMoney)), "CNY")
        assert seat.state is SeatState.CONFIRMED
        assert charged == seat.paid
        assert charged - refunded == seat.asked == seat.kept


def test_p8_prices_are_frozen_at_publishing() -> None:
    """What is handed in may change afterwards; what was published does not, and cannot be published anew."""
    items = {"eggs": eggs(), "rice": Item("rice", fen(500))}
    tiers = {"eggs": [PriceTier(1, fen(900))]}
    cut_offs = {"S1": hour(5)}
    terms = attrs.evolve(ladder("C1", items.values(), WEEK, tiers), cut_offs=cut_offs)
    life = Life(terms)
    items["eggs"], tiers["eggs"], cut_offs["S1"] = eggs(1), [PriceTier(1, fen(1))], hour(1)
    life.join("s1", hour(2), {"eggs": 2})
    with pytest.raises(CampaignStateError):
        life.tell(Publish(attrs.evolve(terms, items=[eggs(2000)], pricing=terms.pricing), hour(3)))
    life.tell(CutOff(hour(4)))
    assert (life.seat("s1").paid, life.seat("s1").kept) == (fen(2000), fen(1800))


@given(ways, st.lists(quantities, min_size=2, max_size=4), st.lists(quantities, min_size=2, max_size=4))
def test_p8_final_prices_of_a_formed_group_never_change(
    terms: Campaign, wanted: list[int], back: list[int]
) -> None:
    """Seats taken back afterwards change neither the price of the others nor what they paid."""
    life = closed(terms, wanted)
    before = {seat.id: seat.kept for seat in life.live.list()}
    prices = life.group().prices
    gone = {f"s{number % len(wanted)}" for number in back}
    for seat_id in sorted(gone):
        life.tell(TakeBack(seat_id, hour(4)))
    assert life.group().prices == prices
    assert {seat.id: seat.kept for seat in life.live.list()} == {
        name: kept * 0 if name in gone else kept for name, kept in before.items()
    }


@given(ways, quantities, st.integers(0, 4), quantities, st.booleans())
def test_p10_taking_less_is_reckoned_like_joining_with_less(
    terms: Campaign, firm: int, tolerance: int, less: int, pays_first: bool
) -> None:
    """Whether she asked for less at once or thought better of it: the same seat, the same counts, the same money."""
    fewer = Want("eggs", min(firm, less), tolerance // 2)
    reduced, at_once = Life(terms), Life(terms)
    reduced.join("s1", hour(1), [Want("eggs", firm, tolerance)], pays=pays_first)
    reduced.tell(Reduce("s1", [fewer], hour(1)))
    if reduced.seat("s1").owes:
        reduced.pay("s1", hour(1))
    at_once.join("s1", hour(1), [fewer])
    for life in (reduced, at_once):
        life.join("s2", hour(1), {"eggs": 3})
        life.tell(CutOff(hour(2)))
    mine, other = (of_library(life.live) for life in (reduced, at_once))
    for answers in (mine, other):
        for seat in answers["seats"]:
            del seat["paid"]  # She may have paid more, and got that back.
    assert mine == other


def test_a_swelled_deposit_pays_for_no_other_product() -> None:
    """P6: a deposit that counts for more than its own goods cost stays, and makes nothing else cheaper."""
    items = [Item("leek", fen(1_000)), Item("crab", fen(10_000))]
    swelled = Deposit(fen(200), "back within 7 days", worth=fen(1_500))
    life = Life(pre_sale("C1", items, WEEK, swelled))
    life.join("s1", hour(1), {"leek": 2, "crab": 1})
    life.tell(CutOff(hour(2)))
    assert life.seat("s1").owes == fen(2 * 200 + 8_700 - 600)
