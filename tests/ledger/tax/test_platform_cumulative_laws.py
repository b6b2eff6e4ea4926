"""Laws of cumulative withholding, held against the notice walked through month by month."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ledger.tax import Continuity, Payment, PlatformCumulative
from tests.ledger.tax.payments import (
    fen,
    pay,
    payments,
    plain_annual_fen,
    plain_platform_fen,
    slices,
    tax_minor,
    withhold_all,
)

READINGS = (Continuity(1), Continuity(2), Continuity(2, counts_empty_months=False), Continuity(3))


@given(
    by_month=st.dictionaries(st.integers(1, 12), fen(), max_size=12),
    reading=st.sampled_from(READINGS),
    data=st.data(),
)
def test_agreement_with_a_plain_model(
    by_month: dict[int, int], reading: Continuity, data: st.DataObject
) -> None:
    """In each month is withheld what walking through the year says, however the months are sliced."""
    expected = plain_platform_fen(
        by_month, reading.empty_months_to_break, counts_empty=reading.counts_empty_months
    )
    paid = [
        pay(f"P{month}.{place}", part, month=month)
        for month in sorted(by_month)
        for place, part in enumerate(data.draw(slices(by_month[month])))
    ]
    records = withhold_all(PlatformCumulative(reading), paid)
    for month in range(1, 13):
        own = [record for record in records if record.payment.at.month == month]
        assert tax_minor(own) == expected.get(month, 0)


@given(totals=st.lists(st.integers(1, 30_000_000), min_size=1, max_size=12))
def test_running_maximum(totals: list[int]) -> None:
    """What a year without a break has withheld is the most that was ever due on its months so far, or nothing."""
    records = withhold_all(
        PlatformCumulative(1), [pay(f"P{month}", total, month=month) for month, total in enumerate(totals, 1)]
    )
    due = [
        plain_annual_fen(Decimal(sum(totals[:count])) / 100 * Decimal("0.8") - 5000 * count)
        for count in range(1, len(totals) + 1)
    ]
    assert tax_minor(records) == max(0, *due)


@given(paid=payments(), late=fen(), month=st.integers(1, 12))
def test_late_payments_never_make_a_year_dearer(paid: list[Payment], late: int, month: int) -> None:
    """In a year without a break, payments that come late never bear more than in their order."""
    every_month = [pay(f"M{each}", 100, month=each) for each in range(1, 13)]
    come_late = [*(each for each in paid if each.party == "zhang"), pay("late", late, month=month)]
    regime = PlatformCumulative(1)
    in_order = withhold_all(regime, sorted([*every_month, *come_late], key=lambda each: (each.at, each.id)))
    as_they_came = withhold_all(regime, [*every_month, *come_late])
    assert tax_minor(as_they_came) <= tax_minor(in_order)


@given(earning=st.sets(st.integers(1, 12)), month=st.integers(1, 12), reading=st.sampled_from(READINGS))
def test_runs_part_the_months(earning: set[int], month: int, reading: Continuity) -> None:
    """The months of a run all give the same run; between it and other income lie the empty months that break."""
    first, last, count = reading.run(earning, month)
    if month not in earning:
        assert (first, last, count) == (month, month, 0)
        return
    inside = {each for each in earning if first <= each <= last}
    assert {first, month, last} <= inside
    assert all(reading.run(earning, each) == (first, last, count) for each in inside)
    assert count == (last - first + 1 if reading.counts_empty_months else len(inside))
    for each in earning - inside:
        assert min(abs(each - first), abs(each - last)) > reading.empty_months_to_break


@given(total=st.integers(1, 30_000_000), months=st.integers(1, 12))
def test_months_before_the_first_payment_do_not_count(total: int, months: int) -> None:
    """Whoever begins in any month is withheld as one who begins in January."""
    for reading in READINGS:
        regime = PlatformCumulative(reading)
        begun = regime.withhold(pay("P1", total, month=months), [])
        assert begun.tax == regime.withhold(pay("P1", total, month=1), []).tax
        assert begun.working.figure("months") == 1


@pytest.mark.parametrize("reading", READINGS)
@given(first=st.integers(1, 30_000_000), second=st.integers(1, 30_000_000))
def test_a_break_begins_a_new_run(reading: Continuity, first: int, second: int) -> None:
    """After a break a payment is withheld as if nothing had been before."""
    regime = PlatformCumulative(reading)
    later = 2 + reading.empty_months_to_break
    one, other = withhold_all(regime, [pay("P1", first, month=1), pay("P2", second, month=later)])
    assert other.tax == regime.withhold(pay("P2", second, month=later), []).tax
    assert other.working.figure("before") == one.tax * 0
