"""Orders: lines of one currency, times in their order, a total that is true."""

import pickle
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import attrs
import pytest

from communekit.errors import CommunekitError, LimitExceededError
from communekit.ids import InvalidIdError
from communekit.money import AmountOutOfRangeError, CurrencyMismatchError, InvalidAmountError, Money
from communekit.orders import (
    InvalidAttributeError,
    InvalidOrderError,
    Line,
    Order,
    Product,
    UnbalancedOrderError,
    UnknownSubjectError,
)
from communekit.orders.order import LINES_MAX
from communekit.period import InvalidTimeError

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
APPLES = Line("1", Product("apples"), 3, Money.cny("19.90"), freight=Money.cny("5.00"))
TEA = Line.of("2", "tea", "30.00")


def order(**given: Any) -> Order:
    """Return an order of apples and tea with some fields said otherwise."""
    return Order(
        **{"id": "O1", "store": "S1", "lines": [APPLES, TEA], "placed_at": NOON, "paid_at": NOON, **given}
    )


def test_order_adds_up_its_lines() -> None:
    """Goods and freight are sums of the lines, in their currency."""
    assert order().paid == Money.cny("49.90")
    assert order().freight == Money.cny("5.00")
    assert order().currency.code == "CNY"
    assert order(lines=[APPLES]).paid == Money.cny("19.90")
    assert order(lines=[APPLES]).freight == Money.cny("5.00")


def test_stated_total_is_checked() -> None:
    """A total of goods and freight is taken; a fen more or less is refused with both figures."""
    assert order(total=Money.cny("54.90")).total == Money.cny("54.90")
    for wrong in ("54.89", "54.91", "49.90"):
        with pytest.raises(UnbalancedOrderError) as caught:
            order(total=Money.cny(wrong))
        assert caught.value.data() == {
            "order": "O1",
            "stated": Money.cny(wrong),
            "computed": Money.cny("54.90"),
        }
    assert caught.value.code == "orders.unbalanced"
    assert "订单 O1 标明合计" in caught.value.text("zh")


def test_times_may_be_equal_but_not_turned_round() -> None:
    """Placed, paid, received: each at the moment of the one before, or later."""
    assert order(received_at=NOON).received_at == NOON
    for given in ({"received_at": NOON - SECOND}, {"placed_at": NOON + SECOND}):
        with pytest.raises(InvalidTimeError) as caught:
            order(**given)
        assert caught.value.problem == "before_its_cause"


def test_times_are_kept_in_utc() -> None:
    """Two clocks that show the same instant make the same order."""
    shanghai = timezone(timedelta(hours=8))
    assert order(paid_at=NOON.astimezone(shanghai)) == order(paid_at="2026-03-01T20:00:00+08:00") == order()


def test_line_is_found_by_its_id() -> None:
    """A line that is not there is an error with the names of both."""
    assert order().line("2") is TEA
    with pytest.raises(UnknownSubjectError) as caught:
        order().line("3")
    assert caught.value.data() == {"kind": "line", "subject": "3", "within": "O1"}
    assert str(caught.value) == "no such line: 3 (asked for with O1)"
    assert caught.value.text("zh") == "没有此行：3（与 O1 一同提出）"


def test_line_ids_may_look_alike_but_not_be_equal() -> None:
    """Row keys of a host are compared letter by letter."""
    assert len(order(lines=[Line.of("a", "tea", "1.00"), Line.of("A", "tea", "1.00")]).lines) == 2
    with pytest.raises(InvalidIdError) as caught:
        order(lines=[APPLES, TEA, APPLES])
    assert caught.value.problem == "duplicate"


def test_order_is_a_value() -> None:
    """Equal by content, hashable, pickled whole."""
    sold = order(about={"leader": {"grade": "super"}}, member="M1", session="LIVE-1", channel="live")
    again = pickle.loads(pickle.dumps(sold))
    assert {sold, again, attrs.evolve(sold)} == {sold}
    assert again.about["leader"]["grade"] == "super"
    assert again.paid == sold.paid


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"id": ""}, InvalidIdError),
        ({"store": None}, InvalidIdError),
        ({"member": ""}, InvalidIdError),
        ({"session": "a/b"}, InvalidIdError),
        ({"channel": " live"}, InvalidIdError),
        ({"lines": []}, InvalidOrderError),
        ({"lines": ["apples"]}, InvalidOrderError),
        ({"lines": [APPLES, "tea"]}, InvalidOrderError),
        ({"lines": [TEA] * (LINES_MAX + 1)}, LimitExceededError),
        ({"lines": [APPLES, Line.of("2", "tea", "1.00", currency="USD")]}, CurrencyMismatchError),
        ({"lines": [Line.of(text, "x", "10000000000000.00") for text in "12"]}, AmountOutOfRangeError),
        ({"placed_at": datetime(2026, 3, 1)}, InvalidTimeError),  # noqa: DTZ001 - a naive time is what is tested
        ({"paid_at": NOON.date()}, InvalidTimeError),
        ({"paid_at": None}, InvalidTimeError),
        ({"received_at": "2026-W09-1"}, InvalidTimeError),
        ({"about": {"leader": {"share": 0.5}}}, InvalidAttributeError),
        ({"about": {"leader": "super"}}, InvalidAttributeError),
        ({"total": 54.9}, InvalidAmountError),
        ({"total": Money.of("54.90", "USD")}, CurrencyMismatchError),
        ({"total": Money.cny("-54.90")}, InvalidAmountError),
    ],
)
def test_bad_orders_are_refused(given: dict[str, Any], error: type[CommunekitError]) -> None:
    """Each field is checked at birth, with an error that speaks both languages."""
    with pytest.raises(error) as caught:
        order(**given)
    assert caught.value.text("en") != caught.value.text("zh")


def test_no_lines_says_so() -> None:
    """The problem is a word for programs and a sentence for people."""
    with pytest.raises(InvalidOrderError) as caught:
        order(lines=())
    assert caught.value.problem == "no_lines"
    assert str(caught.value) == "order O1 is not valid: there must be at least one line"
    assert caught.value.text("zh") == "order O1 无效：至少要有一行"
