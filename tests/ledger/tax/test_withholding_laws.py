"""Laws that every regime of withholding keeps, whatever it reckons."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ledger.tax import Payment, PaymentConflictError, Withheld, Withholding
from communekit.money import CNY, Money
from tests.ledger.tax.payments import (
    MERGING,
    fen,
    pay,
    payments,
    regimes,
    slices,
    tax_minor,
    withhold_all,
)


@given(regime=regimes(), paid=payments())
def test_tax_is_zero_to_gross(regime: Withholding, paid: list[Payment]) -> None:
    """No tax is negative, none is more than the payment, in whatever order payments come."""
    for record in withhold_all(regime, paid):
        assert 0 <= record.tax.minor <= record.payment.gross.minor
        assert record.net + record.tax == record.payment.gross


@given(regime=regimes(), paid=payments())
def test_same_key_once(regime: Withholding, paid: list[Payment]) -> None:
    """A payment that was withheld before gives the record that is there; doing all again changes nothing."""
    records = withhold_all(regime, paid)
    assert withhold_all(regime, paid, records) == (*records, *records)


@given(regime=regimes(), paid=payments(), more=st.integers(1, 100))
def test_key_conflict(regime: Withholding, paid: list[Payment], more: int) -> None:
    """A used id with another content is a conflict that names what differs, and never a second tax."""
    records = withhold_all(regime, paid)
    for payment in paid:
        other = attrs.evolve(payment, gross=payment.gross + Money(more, CNY))
        with pytest.raises(PaymentConflictError) as refused:
            regime.withhold(other, records)
        assert refused.value.differs == ("gross",)


@given(regime=regimes(), paid=payments(), data=st.data())
def test_order_independence(regime: Withholding, paid: list[Payment], data: st.DataObject) -> None:
    """The order of the records before does not matter, nor that some are there twice."""
    records = withhold_all(regime, paid)
    new = pay("new", data.draw(fen()), month=data.draw(st.integers(1, 12)))
    again = data.draw(st.lists(st.sampled_from(records), max_size=3)) if records else []
    shuffled = data.draw(st.permutations([*records, *again]))
    assert regime.withhold(new, shuffled) == regime.withhold(new, records)


@given(regime=regimes(), paid=payments(), gross=fen(), month=st.integers(1, 12))
def test_only_what_concerns_the_payment_is_looked_at(
    regime: Withholding, paid: list[Payment], gross: int, month: int
) -> None:
    """What others were paid, and what was paid in another year, changes nothing."""
    records = withhold_all(regime, paid)
    new = pay("new", gross, month=month)
    mine = [record for record in records if record.payment.party == "zhang"]
    last_year = withhold_all(regime, [pay("old", "90000.00", month=12, year=2025)])
    assert regime.withhold(new, [*records, *last_year]) == regime.withhold(new, mine)


@given(regime=regimes(), paid=payments(), gross=fen(), more=fen(), month=st.integers(1, 12))
def test_monotone(regime: Withholding, paid: list[Payment], gross: int, more: int, month: int) -> None:
    """Of a larger payment never less is withheld."""
    records = withhold_all(regime, paid)
    less = regime.withhold(pay("new", gross, month=month), records)
    assert less.tax <= regime.withhold(pay("new", gross + more, month=month), records).tax


@given(regime=st.sampled_from(MERGING), totals=st.lists(fen(), min_size=1, max_size=6), data=st.data())
def test_merge_is_slicing_free(regime: Withholding, totals: list[int], data: st.DataObject) -> None:
    """However the income of each month is cut into payments, in each month the same is withheld."""
    whole = sliced = tuple[Withheld, ...]()
    for month, total in enumerate(totals, 1):
        whole = withhold_all(regime, [pay(f"W{month}", total, month=month)], whole)
        parts = data.draw(slices(total))
        cut = [pay(f"S{month}.{place}", part, month=month) for place, part in enumerate(parts)]
        sliced = withhold_all(regime, data.draw(st.permutations(cut)), sliced)
        assert tax_minor(sliced) == tax_minor(whole)


@given(regime=regimes(), paid=payments())
def test_working_adds_up(regime: Withholding, paid: list[Payment]) -> None:
    """The steps tell the payment, the period's total and the tax; both languages tell the same figures."""
    for record in withhold_all(regime, paid):
        gross, before, total = map(record.working.figure, ("gross", "before", "total"))
        assert isinstance(gross, Money)
        assert isinstance(before, Money)
        assert gross == record.payment.gross
        assert gross + before == total
        assert record.working.figure("tax") == record.tax
        assert record.tax.format("zh_CN") in record.text("zh")
        assert str(record.tax) in record.text("en")
        assert record.text("zh").count("\n") == record.text("en").count("\n")
