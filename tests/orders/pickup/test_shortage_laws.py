"""What is short is paid back to the fen, however it is cut; what nobody collected alike; many codes at once."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.errors import LimitExceededError
from communekit.money import Money
from communekit.orders import Line, Order, Product, Refund, RefundExceedsPaymentError, check_refund
from communekit.orders.pickup import (
    PICKUP_LIFE,
    CodeBook,
    InvalidPickupCodeError,
    InvalidPickupError,
    Loss,
    MarkMissed,
    PickupHandedOver,
    PickupRefusedError,
    PickupState,
    PickupTerms,
    UnknownPickupCodeError,
    Way,
    WhenMissed,
    missed_refund,
    redeem_all,
    shortage_refund,
    shortages,
)
from communekit.period import Duration
from tests.orders.pickup.made import ONE, SECRET, STAFF, after, arrive, at, pickup, redeem, sold


@given(pieces=st.integers(1, 12), paid=st.integers(0, 5_000), data=st.data())
def test_the_parts_add_up_to_the_line(pieces: int, paid: int, data: st.DataObject) -> None:
    """All pieces short, noticed in any portions, refunded one by one or together: what was paid for the line."""
    lines = [Line("1", Product("milk"), pieces, Money(paid, Money.cny("0").currency))]
    order = Order("O1", "S1", lines, at(-9), at(-9))
    of = pickup(order)
    left = pieces - (missing := data.draw(st.integers(0, pieces)))
    state: Any = after(arrive(of=of, losses=[Loss("1", missing=missing)] if missing else []), of=of)
    number = 0
    while left:
        damaged = data.draw(st.integers(1, left))
        lost = redeem(f"k{number}", of=of, lines={}, losses=[Loss("1", damaged=damaged)])
        state, left, number = PICKUP_LIFE.handle(lost, state)[1], left - damaged, number + 1
    claims = shortages(state)
    assert sum(one.quantity for one in claims) == pieces
    assert len({one.id for one in claims}) == len(claims)
    together = shortage_refund(claims, order, at(9))
    assert together.amount.minor == paid
    refunds: list[Refund] = []
    for one in data.draw(st.permutations(claims)):
        refund = shortage_refund([one], order, at(9), earlier=refunds)
        check_refund(order, refund, refunds)
        refunds.append(refund)
    assert sum(refund.amount.minor for refund in refunds) == paid
    with pytest.raises(RefundExceedsPaymentError):
        shortage_refund(claims[:1], order, at(9), earlier=refunds)


@given(counted=st.lists(st.integers(0, 3), min_size=2, max_size=2))
def test_what_nobody_collected_is_refunded_with_what_was_short(counted: list[int]) -> None:
    """Short, in hand and missed: the first and the last come to what was paid, less what is in hand."""
    short, handed = min(counted[0], 2), min(counted[1], 3 - min(counted[0], 2))
    order = sold()
    losses = [Loss("1", missing=short)] if short else []
    steps: list[Any] = [redeem(lines={"1": handed})] if handed else []
    state = after(arrive(losses=losses), *steps, MarkMissed(ONE.id, at(20)))
    refunds = [shortage_refund(shortages(state), order, at(20))] if short else []
    rest = missed_refund(state, order, at(20), earlier=refunds)
    assert rest is not None
    check_refund(order, rest, refunds)
    back = sum(line.quantity for refund in (*refunds, rest) for line in refund.lines)
    assert back + sum(state.handed.values()) == 5
    if not handed:
        assert sum(refund.amount.minor for refund in (*refunds, rest)) == order.paid.minor


@pytest.mark.parametrize("rule", WhenMissed)
def test_only_what_the_terms_refund_is_refunded(rule: WhenMissed) -> None:
    """Kept or delivered goods are the member's still; so are those that may yet be collected."""
    of = pickup(terms=PickupTerms(keep=Duration.minutes(20), missed=rule))
    ready = after(arrive(of=of), of=of)
    assert missed_refund(ready, sold(), at(21)) is None
    missed = after(arrive(of=of), MarkMissed(of.id, at(20)), of=of)
    refund = missed_refund(missed, sold(), at(21))
    assert (refund is not None) == (rule is WhenMissed.REFUND)
    if refund is not None:
        assert refund.amount == sold().paid
        assert refund == missed_refund(missed, sold(), at(21))
        with pytest.raises(InvalidPickupError):
            missed_refund(missed, sold(2), at(21))


def test_a_refund_of_shortages_is_of_one_order_and_names_each_once() -> None:
    """None, twice, or of another order: refused."""
    claims = shortages(after(arrive(losses=[Loss("1", missing=1)])))
    for given_, order, problem in (
        ((), sold(), "nothing"),
        (claims * 2, sold(), "twice"),
        (claims, sold(2), "other_order"),
    ):
        with pytest.raises(InvalidPickupError) as caught:
            shortage_refund(given_, order, at(9))
        assert caught.value.problem == problem
    assert shortages(PICKUP_LIFE.initial) == ()
    assert shortage_refund(claims, sold(), at(9)).amount == Money.cny("6.66")


def test_missing_and_damaged_are_two_claims() -> None:
    """Of one line, on one occasion: each with an id of its own, which is the same whenever it is asked."""
    state = after(arrive(losses=[Loss("1", missing=1, damaged=1)]))
    one, other = shortages(state)
    assert (one.lack.value, other.lack.value) == ("missing", "damaged")
    assert one.id != other.id
    assert shortages(state) == (one, other)


def counter(number: int) -> tuple[CodeBook, dict[str, PickupState]]:
    """Return so many pick-ups that are ready, and their codes."""
    book = CodeBook("S1")
    states: dict[str, PickupState] = {}
    for each in range(number):
        of = pickup(sold(each))
        states[of.id] = after(arrive(of=of), of=of)
        book = book.issue(SECRET, f"O{each}", of.id)
    return book, states


def batch(codes: list[str], book: CodeBook, states: dict[str, PickupState], key: str = "b1") -> Any:
    """Redeem codes by staff of the store."""
    return redeem_all(codes, book, states, at=at(1), by="clerk", key=key, staff_of=STAFF)


@given(st.data())
def test_no_code_stands_in_the_way_of_another(data: st.DataObject) -> None:
    """Whatever else is in the batch, in whatever order: each good code is handed out once, each bad one refused."""
    book, states = counter(4)
    good = [one.code.symbols for one in book.issued]
    typed = data.draw(st.lists(st.sampled_from([*good, "29289808", "29289880", "rubbish"]), max_size=10))
    result = batch(typed, book, states)
    assert [one.text for one in result.results] == typed
    for one in result.results:
        assert one.is_done == (one.text in good)
        assert (one.refusal is None) == one.is_done
        assert one.is_done == (one.hand_over is not None)
    handed = [event for one in result.results for event in one.events]
    assert len(handed) == len(set(typed) & set(good))
    assert len({event.key for event in handed}) == len(handed)
    assert all(isinstance(event, PickupHandedOver) for event in handed)
    assert {pickup for pickup, state in result.states.items() if state.word == "collected"} == {
        book.find(text) for text in typed if text in good
    }
    again = batch(typed, book, {**states, **result.states})
    assert not [event for one in again.results for event in one.events]
    assert [one.hand_over for one in again.results] == [one.hand_over for one in result.results]
    other = batch(typed, book, {**states, **result.states}, "b2")
    assert not other.done


def test_each_code_has_its_own_reason() -> None:
    """A slip, nobody's, nobody's state, somebody else's staff, a refund: side by side."""
    book, states = counter(3)
    first, second, third = (one.code.symbols for one in book.issued)
    del states[book.find(second)]
    result = batch([first, second, third, "2928 9808", "2928 9880", 7], book, states)  # type: ignore[list-item]  # a mistake that is meant
    reasons = [type(one.refusal) for one in result.results]
    assert reasons == [
        type(None),
        PickupRefusedError,
        type(None),
        InvalidPickupCodeError,
        UnknownPickupCodeError,
        InvalidPickupCodeError,
    ]
    assert [one.pickup is None for one in result.results] == [False, False, False, True, True, True]
    assert (len(result.done), len(result.refused)) == (2, 4)
    strangers = redeem_all([first], book, states, at=at(1), by="x", key="b", staff_of=("S2",))
    assert strangers.results[0].refusal is not None
    delivered = redeem_all([first], book, states, at=at(1), by="L1", key="b", way=Way.LEADER_DELIVERY)
    assert delivered.results[0].is_done
    with pytest.raises(LimitExceededError):
        batch([first] * 1_001, book, states)
    with pytest.raises(InvalidPickupError):
        batch(first, book, states)  # type: ignore[arg-type]  # one text is no list of codes
