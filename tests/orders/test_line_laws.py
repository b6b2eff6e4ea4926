"""Laws of lines: nothing is lost between the listed amount, the discounts and what was paid."""

import pickle

import attrs
from hypothesis import given

from communekit.money import Money
from communekit.orders import Line
from tests.orders.strategies import lines


@given(line=lines())
def test_line_conserves_the_listed_amount(line: Line) -> None:
    """What was paid and all discounts add up to what was listed."""
    assert Money.total([line.paid, *(discount.amount for discount in line.discounts)], "CNY") == line.listed


@given(line=lines())
def test_distributed_is_paid_and_what_others_funded(line: Line) -> None:
    """The merchant's side shares what the member paid and what others paid for the member."""
    assert Money.total([line.paid, *(discount.amount for discount in line.funded)], "CNY") == line.distributed


@given(line=lines())
def test_amounts_are_ordered(line: Line) -> None:
    """Zero, paid, distributed, listed: each at most the next."""
    assert 0 <= line.paid.minor <= line.distributed.minor <= line.listed.minor


@given(line=lines())
def test_line_survives_evolve_and_pickle(line: Line) -> None:
    """A line made again of its own fields is the same line, derived amounts too."""
    for again in (attrs.evolve(line), pickle.loads(pickle.dumps(line))):
        assert again == line
        assert hash(again) == hash(line)
        assert (again.paid, again.distributed, again.funded) == (line.paid, line.distributed, line.funded)


@given(line=lines())
def test_order_of_discounts_does_not_matter(line: Line) -> None:
    """Discounts are amounts, so that none depends on another."""
    turned = attrs.evolve(line, discounts=line.discounts[::-1])
    assert (turned.paid, turned.distributed) == (line.paid, line.distributed)
