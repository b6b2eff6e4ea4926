"""Laws of orders: totals are those of the lines, and an order is made of its fields alone."""

import pickle

import attrs
from hypothesis import given

from communekit.money import Money
from communekit.orders import Order
from tests.orders.strategies import orders


@given(order=orders())
def test_order_total_is_the_sum_of_its_lines(order: Order) -> None:
    """Goods and freight of the order are those of its lines, to the last fen."""
    assert order.paid == Money.total((line.paid for line in order.lines), "CNY")
    assert order.freight == Money.total((line.freight for line in order.lines), "CNY")
    assert attrs.evolve(order, total=order.paid + order.freight).paid == order.paid


@given(order=orders())
def test_order_survives_evolve_and_pickle(order: Order) -> None:
    """An order made again of its own fields is the same order."""
    for again in (attrs.evolve(order), pickle.loads(pickle.dumps(order))):
        assert again == order
        assert hash(again) == hash(order)
        assert (again.paid, again.freight, again.currency) == (order.paid, order.freight, order.currency)


@given(order=orders())
def test_order_of_lines_does_not_change_the_totals(order: Order) -> None:
    """Sums do not depend on the order in which lines are written."""
    turned = attrs.evolve(order, lines=order.lines[::-1])
    assert (turned.paid, turned.freight) == (order.paid, order.freight)
