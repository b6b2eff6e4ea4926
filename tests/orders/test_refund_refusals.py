"""What is refused of refunds, with all that the error tells: the order, the line, what was asked, what is left."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from communekit.errors import LimitExceededError
from communekit.ids import InvalidIdError
from communekit.money import CurrencyMismatchError, Money
from communekit.orders import (
    InvalidOrderError,
    InvalidQuantityError,
    Line,
    Order,
    Product,
    Refund,
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
from tests.refused import Refusal, check_refusal

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TEA = Line("1", Product("tea"), 3, Money.cny("10.00"), freight=Money.cny("4.00"))
ORDER = Order("O1", "S1", (TEA,), NOON, NOON)
DOLLARS = Order("O1", "S1", (Line("1", Product("tea"), 3, Money.of("10.00", "USD")),), NOON, NOON)
PART = RefundLine("1", Money.cny("1.00"), quantity=1, freight=Money.cny("1.00"))
IN_DOLLARS = RefundLine("1", Money.of("1.00", "USD"))
WRONG: Any = "1"


def refund(*lines: RefundLine, **given: Any) -> Refund:
    """Return a refund of the order a day later."""
    return Refund(**{"id": "R1", "order": "O1", "at": NOON + DAY, "lines": lines or (PART,), **given})


FIRST = refund()
OTHER = refund(order="O2", id="R2")
ALL = Refund.whole("R9", ORDER, NOON + DAY)

BIRTHS: list[Refusal] = [
    (lambda: RefundLine("", Money.cny("1.00")), InvalidIdError("line id", "", "empty")),
    (
        lambda: RefundLine("1", Money.cny("1.00"), quantity=-1),
        InvalidQuantityError("refunded quantity", -1),
    ),
    (
        lambda: RefundLine("1", Money.cny("0.00")),
        InvalidOrderError("refund line", "nothing_refunded", "1"),
    ),
    (lambda: refund(id=""), InvalidIdError("refund id", "", "empty")),
    (lambda: refund(order=""), InvalidIdError("order id", "", "empty")),
    (lambda: refund(lines=()), InvalidOrderError("refund", "no_lines", "R1")),
    (lambda: refund(lines=[WRONG]), InvalidOrderError("refund line", "kind", "1")),
    (lambda: refund(PART, PART), InvalidIdError("line id", "1", "duplicate", "1")),
    (
        lambda: refund(lines=[PART] * (LINES_MAX + 1)),
        LimitExceededError("lines of a refund", LINES_MAX + 1, LINES_MAX),
    ),
    (
        lambda: Refund.by_quantity("R1", ORDER, NOON, {"1": 0}),
        InvalidQuantityError("refunded quantity", 0),
    ),
]

PARTS: list[Refusal] = [
    (lambda: goods_part(TEA, 1001), InvalidOrderError("line 1", "above_the_whole", Fraction(1001, 1000))),
    (lambda: freight_part(TEA, 401), InvalidOrderError("line 1", "above_the_whole", 401)),
]

SUMS: list[Refusal] = [
    (lambda: refunded_so_far([FIRST, OTHER]), InvalidOrderError("refunds", "other_order", "O2")),
    (
        lambda: refunded_so_far([FIRST, refund(at=NOON)]),
        InvalidOrderError("refunds", "id_reused", "R1"),
    ),
    (
        lambda: refunded_so_far([FIRST, refund(IN_DOLLARS, id="R2")]),
        CurrencyMismatchError("CNY", "USD"),
    ),
    (lambda: RefundsSoFar((OTHER,)).require_order(ORDER), UnknownSubjectError("order", "O2", "R2")),
    (lambda: RefundsSoFar((FIRST,)).require_order(DOLLARS), CurrencyMismatchError("USD", "CNY")),
    (
        lambda: Refund.by_quantity("R1", ORDER, NOON, {"1": 1}, earlier=[OTHER]),
        UnknownSubjectError("order", "O2", "R2"),
    ),
    (
        lambda: Refund.whole("R1", ORDER, NOON, earlier=[OTHER]),
        UnknownSubjectError("order", "O2", "R2"),
    ),
    (
        lambda: Refund.whole("R1", ORDER, NOON, earlier=[ALL]),
        RefundExceedsPaymentError("O1", "1", "amount", Money.cny("10.00"), Money.cny("0.00")),
    ),
]

CHECKS: list[Refusal] = [
    (lambda: check_refund(ORDER, OTHER), UnknownSubjectError("order", "O2", "R2")),
    (lambda: check_refund(ORDER, refund(IN_DOLLARS)), CurrencyMismatchError("CNY", "USD")),
    (
        lambda: check_refund(ORDER, refund(at=NOON - DAY)),
        InvalidTimeError("before_its_cause", NOON - DAY),
    ),
    (
        lambda: check_refund(ORDER, FIRST, window=Window(NOON, NOON + DAY)),
        RefundWindowClosedError("R1", NOON + DAY, NOON + DAY),
    ),
    (
        lambda: check_refund(ORDER, refund(RefundLine("9", Money.cny("1.00")))),
        UnknownSubjectError("line", "9", "R1"),
    ),
    (
        lambda: check_refund(ORDER, refund(RefundLine("1", Money.cny("9.01")), id="R2"), [FIRST]),
        RefundExceedsPaymentError("O1", "1", "amount", Money.cny("9.01"), Money.cny("9.00")),
    ),
    (
        lambda: check_refund(ORDER, refund(RefundLine("1", Money.cny("0.00"), quantity=3), id="R2"), [FIRST]),
        RefundExceedsPaymentError("O1", "1", "quantity", 3, 2),
    ),
    (
        lambda: check_refund(
            ORDER, refund(RefundLine("1", Money.cny("0.00"), freight=Money.cny("3.01")), id="R2"), [FIRST]
        ),
        RefundExceedsPaymentError("O1", "1", "freight", Money.cny("3.01"), Money.cny("3.00")),
    ),
]


@pytest.mark.parametrize("refusal", [*BIRTHS, *PARTS, *SUMS, *CHECKS])
def test_each_refusal_says_of_what_and_why(refusal: Refusal) -> None:
    """A host can act on the fields alone; the sentence is for people."""
    check_refusal(refusal)


def test_a_refund_in_another_currency_is_refused_before_its_amounts() -> None:
    """Both sides of the check: the refund that is asked for, and those before it."""
    check_refusal((lambda: check_refund(DOLLARS, FIRST), CurrencyMismatchError("USD", "CNY")))
    check_refusal(
        (
            lambda: check_refund(DOLLARS, refund(IN_DOLLARS, id="R2"), [FIRST]),
            CurrencyMismatchError("USD", "CNY"),
        )
    )
    check_refusal(
        (lambda: check_refund(ORDER, refund(IN_DOLLARS, at=NOON - DAY)), CurrencyMismatchError("CNY", "USD"))
    )
    check_refund(DOLLARS, refund(IN_DOLLARS))


def test_a_refund_may_have_as_many_lines_as_an_order() -> None:
    """The limit itself is taken."""
    lines = [RefundLine(str(number), Money.cny("0.01")) for number in range(LINES_MAX)]
    assert refund(lines=lines).amount == Money.cny("1000.00")


def test_nothing_of_a_free_line_is_back_unless_pieces_are_named() -> None:
    """Of a line that cost nothing, pieces are the measure, and none are none."""
    gift = Line("2", Product("gift"), 4, Money.cny("0.00"))
    assert goods_part(gift, 0) == 0
