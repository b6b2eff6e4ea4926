"""Refunds: by amount, by quantity, repeated, and never more than was paid."""

import pickle
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import attrs
import pytest

from communekit.errors import CommunekitError, LimitExceededError
from communekit.ids import InvalidIdError
from communekit.money import CurrencyMismatchError, InvalidAmountError, Money
from communekit.orders import (
    InvalidOrderError,
    InvalidQuantityError,
    Line,
    Order,
    Product,
    Refund,
    Refunded,
    RefundExceedsPaymentError,
    RefundLine,
    RefundsSoFar,
    RefundWindowClosedError,
    UnknownSubjectError,
    check_refund,
    freight_part,
    goods_part,
    refunded_so_far,
)
from communekit.orders.order import LINES_MAX
from communekit.period import InvalidTimeError, Window

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TEA = Line("1", Product("tea"), 3, Money.cny("10.00"), freight=Money.cny("4.00"))
GIFT = Line("2", Product("gift"), 4, Money.cny("0.00"))
ORDER = Order("O1", "S1", (TEA, GIFT), NOON, NOON)


def cny(text: str) -> Money:
    """Return an amount in yuan."""
    return Money.cny(text)


def refund(*lines: RefundLine, **given: Any) -> Refund:
    """Return a refund of the order a day later."""
    return Refund(**{"id": "R1", "order": "O1", "at": NOON + DAY, "lines": lines, **given})


def test_refund_adds_up_its_lines() -> None:
    """Goods and freight are sums of the lines; freight not given is zero."""
    back = refund(RefundLine("1", cny("5.00"), freight=cny("1.00")), RefundLine("2", cny("0.00"), quantity=1))
    assert (back.amount, back.freight, back.currency.code) == (cny("5.00"), cny("1.00"), "CNY")
    assert back.lines[1].freight == cny("0.00")


def test_refund_is_a_value() -> None:
    """Equal by content, hashable, pickled whole."""
    back = refund(RefundLine("1", cny("5.00"), quantity=Fraction(2, 2)))
    assert {back, pickle.loads(pickle.dumps(back)), attrs.evolve(back)} == {back}
    assert back.lines[0].quantity == 1


def test_part_of_a_line_goes_by_money_where_money_was_paid() -> None:
    """A third of the amount is a third of the line, whatever the pieces say."""
    assert goods_part(TEA, 250) == Fraction(1, 4)
    assert RefundLine("1", cny("2.50"), quantity=3).part_of(TEA) == Fraction(1, 4)
    assert RefundLine("1", cny("0.00"), quantity=3).part_of(TEA) == 0


def test_part_of_a_free_line_goes_by_quantity() -> None:
    """One gift of four is a quarter of the line."""
    assert goods_part(GIFT, 0, 1) == Fraction(1, 4)
    assert goods_part(GIFT, 0, 4) == 1
    assert RefundLine("2", cny("0.00"), quantity=1).part_of(GIFT) == Fraction(1, 4)


def test_part_of_the_freight_goes_by_freight_alone() -> None:
    """A refund of goods leaves it; a line without freight has none to give back."""
    assert freight_part(TEA, 100) == Fraction(1, 4)
    assert freight_part(TEA, 400) == 1
    assert freight_part(GIFT, 0) == 0
    assert Refunded(amount_minor=1000).freight_part_of(TEA) == 0
    assert Refunded(freight_minor=200).freight_part_of(TEA) == Fraction(1, 2)


def test_part_is_never_above_the_whole_or_below_nothing() -> None:
    """A fen too much is an error, not a part of 1."""
    assert goods_part(TEA, 1000) == 1
    for wrong in ((TEA, 1001), (TEA, -1), (GIFT, 0, 5)):
        with pytest.raises(InvalidOrderError) as caught:
            goods_part(*wrong)
        assert caught.value.problem == "above_the_whole"
    for line, minor in ((TEA, 401), (TEA, -1), (GIFT, 1)):
        with pytest.raises(InvalidOrderError):
            freight_part(line, minor)


@pytest.mark.parametrize(
    ("pieces", "amounts"),
    [
        ((1, 1, 1), ("3.33", "3.33", "3.34")),
        ((2, 1), ("6.66", "3.34")),
        ((1, 2), ("3.33", "6.67")),
        ((3,), ("10.00",)),
    ],
)
def test_pieces_are_worth_what_they_add_to_those_before(
    pieces: tuple[int, ...], amounts: tuple[str, ...]
) -> None:
    """10.00 in three pieces: however they come back, all of them are 10.00."""
    earlier: list[Refund] = []
    for number, quantity in enumerate(pieces):
        earlier.append(Refund.by_quantity(f"R{number}", ORDER, NOON + DAY, {"1": quantity}, earlier=earlier))
    assert [back.amount for back in earlier] == [cny(text) for text in amounts]
    assert all(not back.freight for back in earlier)


def test_freight_comes_back_by_pieces_when_it_is_asked_for() -> None:
    """The freight of a piece is found like its worth."""
    first = Refund.by_quantity("R1", ORDER, NOON + DAY, {"1": 1}, with_freight=True)
    rest = Refund.by_quantity("R2", ORDER, NOON + DAY, {"1": 2}, earlier=[first], with_freight=True)
    assert (first.freight, rest.freight) == (cny("1.33"), cny("2.67"))


def test_pieces_are_never_worth_more_than_is_left() -> None:
    """After 9.00 of money only, two of three pieces give back the last 1.00."""
    money = refund(RefundLine("1", cny("9.00")))
    back = Refund.by_quantity("R2", ORDER, NOON + DAY, {"1": 2}, earlier=[money])
    assert (back.amount, back.lines[0].quantity) == (cny("1.00"), 2)
    last = Refund.by_quantity("R3", ORDER, NOON + DAY, {"1": 1}, earlier=[money, back])
    assert last.amount == cny("0.00")


def test_more_pieces_than_are_left_are_refused() -> None:
    """Of three pieces a fourth does not come back, nor a piece of a line that is not there."""
    first = Refund.by_quantity("R1", ORDER, NOON + DAY, {"1": 2})
    with pytest.raises(RefundExceedsPaymentError) as caught:
        Refund.by_quantity("R2", ORDER, NOON + DAY, {"1": 2}, earlier=[first])
    assert caught.value.data() == {"order": "O1", "line": "1", "what": "quantity", "asked": 2, "left": 1}
    with pytest.raises(UnknownSubjectError):
        Refund.by_quantity("R2", ORDER, NOON + DAY, {"9": 1})
    with pytest.raises(InvalidQuantityError):
        Refund.by_quantity("R2", ORDER, NOON + DAY, {"1": 0})
    with pytest.raises(InvalidOrderError):
        Refund.by_quantity("R2", ORDER, NOON + DAY, {})


def test_whole_refund_gives_back_all_that_is_left() -> None:
    """Goods, pieces and freight; lines of which nothing is left are not named."""
    everything = Refund.whole("R1", ORDER, NOON + DAY)
    assert (everything.amount, everything.freight) == (cny("10.00"), cny("4.00"))
    assert [line.quantity for line in everything.lines] == [3, 4]
    gift = refund(RefundLine("2", cny("0.00"), quantity=4))
    rest = Refund.whole("R2", ORDER, NOON + DAY, earlier=[gift])
    assert [line.line for line in rest.lines] == ["1"]
    with pytest.raises(RefundExceedsPaymentError):
        Refund.whole("R3", ORDER, NOON + DAY, earlier=[gift, rest])


def test_refunds_add_up_per_line() -> None:
    """Amounts, pieces and freight so far; a line that no refund names has nothing."""
    first = refund(RefundLine("1", cny("5.00"), quantity=1, freight=cny("1.00")))
    second = refund(RefundLine("1", cny("2.50")), RefundLine("2", cny("0.00"), quantity=1), id="R2")
    so_far = refunded_so_far([first, second])
    assert so_far.of("1") == Refunded(750, 1, 100, 250)
    assert so_far.of("1").part_of(TEA) == Fraction(3, 4)
    assert so_far.of("2") == Refunded(0, 1, 0)
    assert so_far.of("3") == Refunded()
    assert list(so_far) == [first, second]
    assert refunded_so_far(so_far) is so_far
    assert RefundsSoFar().plus(first).plus(second) == so_far


def test_same_refund_twice_is_one_refund() -> None:
    """Facts may arrive twice; the same id with other contents is refused."""
    first = refund(RefundLine("1", cny("5.00")))
    assert refunded_so_far([first, first]).of("1").amount_minor == 500
    check_refund(ORDER, refund(RefundLine("1", cny("10.00"))), [refund(RefundLine("1", cny("10.00")))])
    other = refund(RefundLine("1", cny("5.01")))
    for act in (lambda: refunded_so_far([first, other]), lambda: check_refund(ORDER, other, [first])):
        with pytest.raises(InvalidOrderError) as caught:
            act()
        assert caught.value.problem == "id_reused"


def test_refunds_of_several_orders_do_not_add_up() -> None:
    """A line id says nothing without its order."""
    first, other = (
        refund(RefundLine("1", cny("5.00"))),
        refund(RefundLine("1", cny("5.00")), id="R2", order="O2"),
    )
    with pytest.raises(InvalidOrderError) as caught:
        refunded_so_far([first, other])
    assert caught.value.problem == "other_order"
    dollars = refund(RefundLine("1", Money.of("5.00", "USD")), id="R2")
    with pytest.raises(CurrencyMismatchError):
        refunded_so_far([first, dollars])
    with pytest.raises(CurrencyMismatchError):
        check_refund(ORDER, first, [dollars])
    with pytest.raises(UnknownSubjectError):
        check_refund(ORDER, first, [other])


@pytest.mark.parametrize(
    ("line", "what", "left"),
    [
        (RefundLine("1", cny("5.01")), "amount", cny("5.00")),
        (RefundLine("1", cny("5.00"), quantity=3), "quantity", 2),
        (RefundLine("1", cny("5.00"), freight=cny("3.01")), "freight", cny("3.00")),
        (RefundLine("2", cny("0.01"), quantity=1), "amount", cny("0.00")),
    ],
)
def test_one_unit_over_what_is_left_is_refused(line: RefundLine, what: str, left: object) -> None:
    """Of goods, pieces and freight apart, with what is left."""
    earlier = refund(RefundLine("1", cny("5.00"), quantity=1, freight=cny("1.00")), id="R0")
    with pytest.raises(RefundExceedsPaymentError) as caught:
        check_refund(ORDER, refund(line), [earlier])
    assert (caught.value.what, caught.value.left) == (what, left)
    assert caught.value.code == "orders.refund_exceeds_payment"


def test_exactly_what_is_left_is_taken() -> None:
    """The other side of the edge."""
    earlier = refund(RefundLine("1", cny("5.00"), quantity=1, freight=cny("1.00")), id="R0")
    check_refund(ORDER, refund(RefundLine("1", cny("5.00"), quantity=2, freight=cny("3.00"))), [earlier])
    check_refund(ORDER, refund(RefundLine("2", cny("0.00"), quantity=4)), [earlier])


def test_second_full_refund_is_refused() -> None:
    """Under a new id there is nothing left; the sentence says so in both languages."""
    first = Refund.whole("R1", ORDER, NOON + DAY)
    with pytest.raises(RefundExceedsPaymentError) as caught:
        check_refund(ORDER, attrs.evolve(first, id="R2"), [first])
    assert str(caught.value) == (
        "order O1, line 1: cannot refund the amount 10.00 CNY, only 0.00 CNY is left"
    )
    assert "不能退金额" in caught.value.text("zh")


def test_refund_of_what_is_not_there_is_refused() -> None:
    """Another order, another line, another currency."""
    for wrong, kind in ((refund(RefundLine("1", cny("1.00")), order="O9"), "order"),
                        (refund(RefundLine("9", cny("1.00"))), "line")):  # fmt: skip
        with pytest.raises(UnknownSubjectError) as caught:
            check_refund(ORDER, wrong)
        assert (caught.value.kind, caught.value.code) == (kind, "orders.unknown_subject")
    with pytest.raises(CurrencyMismatchError):
        check_refund(ORDER, refund(RefundLine("1", Money.of("1.00", "USD"))))


def test_refund_comes_after_the_sale_and_before_the_window_closes() -> None:
    """Both edges: the moment of payment is in time, the end of the window is not."""
    window = Window(NOON + DAY, NOON + 7 * DAY)
    part = RefundLine("1", cny("1.00"))
    for at in (NOON, NOON + 7 * DAY - timedelta(microseconds=1)):
        check_refund(ORDER, refund(part, at=at), window=window)
    check_refund(ORDER, refund(part, at=NOON + 99 * DAY), window=Window(NOON))
    with pytest.raises(InvalidTimeError) as early:
        check_refund(ORDER, refund(part, at=NOON - timedelta(microseconds=1)))
    assert early.value.problem == "before_its_cause"
    with pytest.raises(RefundWindowClosedError) as late:
        check_refund(ORDER, refund(part, at=NOON + 7 * DAY), window=window)
    assert (late.value.code, late.value.closed_at) == ("orders.refund_window_closed", NOON + 7 * DAY)
    assert "售后期已于" in late.value.text("zh")


def test_nothing_is_refunded_before_it_is_paid() -> None:
    """Between the order and its payment there is nothing to give back."""
    order = Order("O1", "S1", (TEA, GIFT), NOON - DAY, NOON)
    part = RefundLine("1", cny("1.00"))
    with pytest.raises(InvalidTimeError):
        check_refund(order, refund(part, at=NOON - timedelta(hours=1)))
    check_refund(order, refund(part, at=NOON))


def test_no_piece_of_a_line_counts_once_its_money_is_back() -> None:
    """One of three pieces came back with all of the money: the other two do not count any more."""
    assert Refunded(1_000, quantity=1).pieces_part_of(TEA) == 1
    assert Refunded(999, quantity=1).pieces_part_of(TEA) == Fraction(1, 3)


def test_pieces_and_money_alone_are_never_more_than_the_line() -> None:
    """Two of three pieces at half their price, and money alone for more than the third: no more than all of them."""
    assert Refunded(950, quantity=2, money_only_minor=500).pieces_part_of(TEA) == 1
    assert Refunded(950, quantity=2, money_only_minor=200).pieces_part_of(TEA) == Fraction(2, 3) + Fraction(
        1, 5
    )


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"line": ""}, InvalidIdError),
        ({"amount": cny("-0.01")}, InvalidAmountError),
        ({"amount": 1.0}, InvalidAmountError),
        ({"amount": "1.00"}, InvalidOrderError),
        ({"amount": cny("0.00")}, InvalidOrderError),
        ({"quantity": -1}, InvalidQuantityError),
        ({"quantity": 0.5}, InvalidQuantityError),
        ({"freight": cny("-0.01")}, InvalidAmountError),
        ({"freight": Money.of("1.00", "USD")}, CurrencyMismatchError),
    ],
)
def test_bad_refund_lines_are_refused(given: dict[str, Any], error: type[CommunekitError]) -> None:
    """Each field is checked at birth; a line that gives nothing back is none."""
    with pytest.raises(error):
        RefundLine(**{"line": "1", "amount": cny("1.00"), **given})


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"id": ""}, InvalidIdError),
        ({"order": ""}, InvalidIdError),
        ({"at": datetime(2026, 3, 2)}, InvalidTimeError),  # noqa: DTZ001 - a naive time is what is tested
        ({"lines": ()}, InvalidOrderError),
        ({"lines": ["1"]}, InvalidOrderError),
        ({"lines": [RefundLine("1", cny("1.00"))] * 2}, InvalidIdError),
        ({"lines": [RefundLine("1", cny("1.00"))] * (LINES_MAX + 1)}, LimitExceededError),
        (
            {"lines": [RefundLine("1", cny("1.00")), RefundLine("2", Money.of("1.00", "USD"))]},
            CurrencyMismatchError,
        ),
    ],
)
def test_bad_refunds_are_refused(given: dict[str, Any], error: type[CommunekitError]) -> None:
    """Each field is checked at birth."""
    with pytest.raises(error):
        refund(**given)
