"""Laws of cost shares: they add up to the fen, whatever is shared by whom."""

from hypothesis import assume, given
from hypothesis import strategies as st

from communekit.groupbuy.allocation import Booking, Pack, allocate, case_shares, delivery_shares
from communekit.ids import PartyId
from communekit.money import CNY, Money, split
from tests.groupbuy.allocation.worlds import booking, bookings, deliveries, queue

COSTS = st.integers(0, 10**7).map(lambda minor: Money(minor, CNY))


@given(bookings(locks=False, least=1), deliveries(), COSTS, st.booleans())
def test_p5_case_shares_add_up_exactly(
    given_: list[Booking], delivered: int, cost: Money, has_keeper: bool
) -> None:
    """Each less than a fen from what her units cost."""
    assume(delivered)
    made = allocate(given_, Pack(6), delivered=delivered)
    shares = case_shares(cost, made, keeper=given_[0].member if has_keeper else None)
    assert Money.total(shares, CNY) == cost
    assert not shares.remainder.minor
    paid_for = made.units if has_keeper else made.allocated
    for member, got in made.by_member.items():
        units = got + (made.left_over if has_keeper and member == given_[0].member else 0)
        if units:
            assert abs(shares[member].minor * paid_for - cost.minor * units) < paid_for
        else:
            assert member not in shares.parts


@given(st.lists(bookings(locks=False, least=1), min_size=1, max_size=3), COSTS, st.booleans())
def test_p5_delivery_shares_add_up_exactly(
    products: list[list[Booking]], fee: Money, by_value: bool
) -> None:  # fmt: skip
    """Over those who get something, and nobody else."""
    made = [allocate(given_, Pack(2)) for given_ in products]
    served = {member for one in made for member, got in one.by_member.items() if got}
    assume(served)
    goods = {member: Money(100 * len(member), CNY) for member in (*served, PartyId("nobody"))}
    shares = delivery_shares(fee, made, goods=goods if by_value else None)
    assert Money.total(shares, CNY) == fee
    assert set(shares.parts) == served
    if by_value:
        assert shares.parts == split(fee, {member: goods[member] for member in served}).parts
    else:
        assert max(shares).minor - min(shares).minor <= 1


@given(bookings(locks=False, least=1), deliveries(), COSTS)
def test_p6_the_sum_shown_is_the_sum_charged(given_: list[Booking], delivered: int, cost: Money) -> None:
    """Shares are worked out once: bookings in another order, or cut in two, show the same."""
    assume(delivered)
    shown = case_shares(cost, allocate(given_, Pack(), delivered=delivered))
    charged = case_shares(cost, allocate(reversed(given_), Pack(), delivered=delivered))
    assert shown.parts == charged.parts


def test_p5_ten_yuan_by_three() -> None:
    """Rounding each share up would take 10.02 (foodsoft)."""
    shares = case_shares(Money.cny("10.00"), allocate(queue((1, 0), (1, 0), (1, 0)), Pack(3)))
    assert [share.text for share in shares] == ["3.34", "3.33", "3.33"]


def test_left_over_is_paid_by_the_keeper() -> None:
    """Or, where there is none, by those who got something."""
    made = allocate([booking(0, 10)], Pack(6), delivered=12)
    assert case_shares(Money.cny("60.00"), made, keeper=made["b0"].booking.member).amounts == (
        Money.cny("60.00"),
    )
    assert dict(case_shares(Money.cny("60.00"), made).parts) == {"m0": Money.cny("60.00")}
