"""What holds of the orders that seats become: the sum shown is the sum charged is the sum booked, and stays so."""

from fractions import Fraction

import pytest
from hypothesis import given

from communekit.commission import Plan, Rule, assess, reverse
from communekit.commission import journal as book_order
from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    CutOff,
    Deposit,
    InvalidCampaignError,
    Item,
    Join,
    Live,
    Pay,
    Publish,
    Receive,
    SeatMoved,
    SeatState,
    SeatStateError,
    credits_of,
    journal,
    moves,
    order_of,
    pre_sale,
    refund_of,
)
from communekit.ids import PartyId
from communekit.ledger import STRICT, Account, Book
from communekit.ledger.bucket import DEPOSIT, PAYMENT
from communekit.money import CNY, Rate
from communekit.orders import Order, Refund

from .lives import DAY, MEMBERS, START, Life, fen, lives

COMMUNITY = PartyId("riverside")
PLAN = Plan("group", 1, "CNY", residual="store", rules=[Rule("base", "leader", Rate.percent("8"))])


def sold(life: Life) -> dict[str, tuple[Order, list[Refund]]]:
    """Return the orders of a life, with what came back of each, by seat."""
    found = dict[str, tuple[Order, list[Refund]]]()
    for moved in moves(life.steps[0].before, life.events):
        if moved.is_sold:
            assert moved.seat.id not in found
            found[moved.seat.id] = order_of(moved.state, moved.seat.id, moved.event.at, house="house"), []
        elif moved.seat.id in found:
            order, refunds = found[moved.seat.id]
            refund = refund_of(moved, order, earlier=tuple(refunds))
            refunds.extend([refund] if refund is not None else [])
    return found


@given(life=lives())
def test_p6_sum_of_order_is_what_was_kept(life: Life) -> None:
    """P6: what an order comes to, less what came back of it, is what its seat kept; nobody else has an order."""
    orders = sold(life)
    for seat in life.seats:
        if seat.id in orders:
            order, refunds = orders[seat.id]
            assert order.paid - sum((refund.amount for refund in refunds), fen(0)) == seat.kept
            assert order.member == seat.member
            if seat.state in (SeatState.RETURNED, SeatState.FAILED):
                assert not seat.kept
        else:
            assert seat.state is not SeatState.CONFIRMED


@given(life=lives())
def test_p6_all_books_together_come_to_what_was_paid(life: Life) -> None:
    """P6, conservation: with the entries of orders and refunds, the world outside gave what all members have not got back."""
    book = Book(limits=STRICT).post(*journal(life.steps[0].before, life.events, community=COMMUNITY))
    for seat in life.seats:
        if seat.id not in (orders := sold(life)):
            continue
        order, refunds = orders[seat.id]
        result = assess(PLAN, order, credits_of(seat))
        book = book.post(*book_order(result, community=COMMUNITY))
        for number, refund in enumerate(refunds):
            book = book.post(
                *book_order(reverse(result, refund, earlier=refunds[:number]), community=COMMUNITY)
            )
    kept = sum(seat.kept.minor for seat in life.seats)
    assert -book.balance(Account(COMMUNITY, PAYMENT, CNY)).minor == kept
    undecided = (SeatState.RESERVED, SeatState.JOINED, SeatState.OWING)
    if not any(seat.state in undecided for seat in life.seats):
        assert not any(book.balance(Account(member, DEPOSIT, CNY)) for member in MEMBERS)


@given(life=lives())
def test_p8_prices_and_moment_of_the_promise_are_frozen(life: Life) -> None:
    """P8: an order stands at the prices that were told when its group formed, and was placed when its member joined."""
    for seat_id, (order, _) in sold(life).items():
        seat = life.state.seat(seat_id)
        group, items = life.state.group(seat.group), life.state.campaign.items
        assert order.placed_at == seat.at <= order.paid_at
        for line in order.lines:
            item = items[line.product.id]
            assert line.listed == item.amount(int(line.quantity * item.per), group.prices[item.product])
            assert line.product == item.goods


@given(life=lives())
def test_same_facts_same_orders(life: Life) -> None:
    """replay_determinism: the orders of each command are those of all facts at once."""
    apart = [
        order_of(moved.state, moved.seat.id, moved.event.at, house="house")
        for step in life.steps
        for moved in moves(step.before, step.events)
        if moved.is_sold
    ]
    assert apart == [order for order, _ in sold(life).values()]


def crab(worth: int) -> Live:
    """Return a pre-sale of two dear boxes at 298.00 and 500 g of rice, 20.00 down each, all paid."""
    items = [
        Item("crab", fen(29_800), cost=fen(20_000), category="fresh/sea", supplier="lake"),
        Item("rice", fen(3_000), per=500),
    ]
    terms = pre_sale("C1", items, DAY, Deposit(fen(2_000), "back within 7 days", worth=fen(worth)))
    state = CAMPAIGN_LIFE.initial
    join = Join("s1", "li", {"crab": 2, "rice": 750}, START, store="S1", leader="chen")
    for command in (Publish(terms, START), join, Pay("p1", "s1", fen(7_000), START), CutOff(START)):
        _, state = CAMPAIGN_LIFE.handle(command, state)
    assert isinstance(state, Live)
    _, state = CAMPAIGN_LIFE.handle(Pay("p2", "s1", state.seat("s1").owes, START), state)
    assert isinstance(state, Live)
    return state


def test_swelled_deposit_is_a_discount_of_the_store() -> None:
    """20.00 count for 50.00: two boxes of 298.00 cost 536.00, a jin and a half of rice at 30.00 its deposit of 30.00."""
    order = order_of(crab(5_000), "s1", START)
    boxes, rice = order.lines
    assert (boxes.listed, boxes.paid, boxes.quantity, boxes.cost) == (
        fen(59_600),
        fen(53_600),
        2,
        fen(40_000),
    )
    assert (rice.listed, rice.paid, rice.quantity, rice.cost) == (
        fen(4_500),
        fen(3_000),
        Fraction(3, 2),
        None,
    )
    assert boxes.product.category == "fresh/sea"
    assert (order.channel, order.store, order.member) == ("group", "S1", "li")
    assert [discount.funder for discount in boxes.discounts] == ["store"]
    assert order.about["campaign"]["id"] == "C1"


def test_short_goods_come_off_their_own_line() -> None:
    """One box of two arrives: half of that line goes back, in pieces and in money."""
    state = crab(2_000)
    order = order_of(state, "s1", START)
    events, _ = CAMPAIGN_LIFE.handle(Receive("crab", 1, START), state)
    moved: list[SeatMoved] = list(moves(state, events))
    refund = refund_of(moved[0], order)
    assert refund is not None
    assert [(line.line, line.amount, line.quantity) for line in refund.lines] == [("crab", fen(29_800), 1)]


def test_who_is_no_order_yet_gives_none() -> None:
    """A seat that owes is no order."""
    with pytest.raises(SeatStateError):
        order_of(life_before_paying(), "s1", START)


def life_before_paying() -> Live:
    """Return a pre-sale whose balance is open."""
    terms = pre_sale("C1", [Item("crab", fen(29_800))], DAY, Deposit(fen(2_000), "back within 7 days"))
    state = CAMPAIGN_LIFE.initial
    for command in (
        Publish(terms, START),
        Join("s1", "li", {"crab": 1}, START),
        Pay("p1", "s1", fen(2_000), START),
        CutOff(START),
    ):
        _, state = CAMPAIGN_LIFE.handle(command, state)
    assert isinstance(state, Live)
    return state


def test_an_order_of_nobody_is_refused() -> None:
    """Where neither seat nor campaign names a store, the host does."""
    state = life_before_paying()
    _, paid = CAMPAIGN_LIFE.handle(Pay("p2", "s1", state.seat("s1").owes, START), state)
    assert isinstance(paid, Live)
    with pytest.raises(InvalidCampaignError):
        order_of(paid, "s1", START)
    assert order_of(paid, "s1", START, house="S9").store == "S9"
