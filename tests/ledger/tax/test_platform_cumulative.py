"""Cumulative withholding on platforms: worked figures, the two readings, and both sides of each edge."""

from typing import Any

import pytest

from communekit.ledger.tax import (
    Continuity,
    Dated,
    InvalidTaxTermsError,
    LabourRemuneration,
    NonResidentError,
    NotInForceError,
    Payment,
    PlatformCumulative,
)
from communekit.money import CurrencyMismatchError, Money, Rate
from communekit.period import instant
from tests.ledger.tax.payments import PRINTED_ANNUAL, pay, withhold_all

REGIME = PlatformCumulative(empty_months_to_break=1)


def taxes(regime: PlatformCumulative, by_month: dict[int, str]) -> list[str]:
    """Return what is withheld of one payment in each month."""
    paid = [pay(f"P{month}", gross, month=month) for month, gross in by_month.items()]
    return [record.tax.text for record in withhold_all(regime, paid)]


@pytest.mark.parametrize(
    ("months", "withheld"),
    [
        (["10000.00"] * 3, ["90.00"] * 3),
        (["6250.00"] * 2, ["0.00"] * 2),
        (["6250.16"], ["0.00"]),
        (["6250.21"], ["0.01"]),
        (["10000.00", "2000.00", "10000.00"], ["90.00", "0.00", "0.00"]),
        (["10000.00", "2000.00", "10500.00"], ["90.00", "0.00", "0.00"]),
        (["10000.00", "2000.00", "10501.00"], ["90.00", "0.00", "0.02"]),
        (["7140.00"] * 5, ["21.36"] * 5),
        (["51250.00", "51250.00"], ["1080.00", "3600.00"]),
    ],
)
def test_figures_of_months_in_a_row(months: list[str], withheld: list[str]) -> None:
    """The figures of the notice and those around the points at which tax begins."""
    assert taxes(REGIME, dict(enumerate(months, 1))) == withheld


@pytest.mark.parametrize(("up_to", "rate", "quick"), PRINTED_ANNUAL[:-1])
def test_joints_of_the_annual_table(up_to: int, rate: str, quick: int) -> None:
    """At each joint the lower rate stands, with its printed quick deduction; one fen above the next one."""
    income = Money.cny(str((up_to + 5000) * 10 // 8))
    at, above = (
        REGIME.withhold(Payment("P1", pay("x", 0).party, "promotion", pay("x", 0).at, amount), [])
        for amount in (income, income + Money(1, income.currency))
    )
    assert at.working.figure("rate") == Rate.of(rate)
    assert at.working.figure("quick_deduction") == Money.cny(str(quick))
    following = PRINTED_ANNUAL[[row[0] for row in PRINTED_ANNUAL].index(up_to) + 1]
    assert above.working.figure("rate") == Rate.of(following[1])
    assert above.working.figure("quick_deduction") == Money.cny(str(following[2]))
    assert above.tax.minor - at.tax.minor in {0, 1}


def test_payments_of_a_month_merge() -> None:
    """Three payments in one month are one month, with one allowance."""
    cut = withhold_all(REGIME, [pay("P1", "6000.00"), pay("P2", "1000.00", on=2), pay("P3", "3000.00")])
    assert [record.tax.text for record in cut] == ["0.00", "18.00", "72.00"]
    assert {record.working.figure("months") for record in cut} == {1}


def test_items_count_together() -> None:
    """The formula knows no items: promotion and hosting are one income."""
    both = withhold_all(REGIME, [pay("P1", "5000.00"), pay("P2", "5000.00", item="live.hosting")])
    assert [record.tax.text for record in both] == ["0.00", "90.00"]


def test_one_empty_month_is_read_two_ways() -> None:
    """Nothing in March: by one reading April begins anew, by the other the year runs on."""
    year = {1: "5000.00", 2: "5000.00", 4: "20000.00"}
    assert taxes(PlatformCumulative(1), year) == ["0.00", "0.00", "330.00"]
    assert taxes(PlatformCumulative(2), year) == ["0.00", "0.00", "120.00"]
    assert taxes(PlatformCumulative(Continuity(2, counts_empty_months=False)), year) == [
        "0.00", "0.00", "270.00",
    ]  # fmt: skip


def test_two_empty_months_break_both_readings() -> None:
    """Nothing in March and April: May begins anew by either reading, and not if three are asked for."""
    year = {1: "5000.00", 2: "5000.00", 5: "20000.00"}
    assert taxes(PlatformCumulative(1), year) == ["0.00", "0.00", "330.00"]
    assert taxes(PlatformCumulative(2), year) == ["0.00", "0.00", "330.00"]
    assert taxes(PlatformCumulative(3), year) == ["0.00", "0.00", "0.00"]


def test_a_month_of_zero_is_an_empty_month() -> None:
    """A payment of nothing keeps no run alive, and bears no tax."""
    assert taxes(REGIME, {1: "5000.00", 2: "0.00", 3: "20000.00"}) == ["0.00", "0.00", "330.00"]
    nothing = REGIME.withhold(pay("P1", "0.00"), [])
    assert (nothing.working.figure("months"), nothing.tax) == (0, Money.cny("0.00"))


def test_a_year_begins_anew_in_china() -> None:
    """The first instant of January in China begins the months, the income and the tax anew."""
    at = ["2026-12-31T23:59:59+08:00", "2027-01-01T00:00:00+08:00"]
    records = withhold_all(
        REGIME,
        [
            Payment(f"P{place}", pay("x", 0).party, "promotion", instant(text), Money.cny("10000.00"))
            for place, text in enumerate(at)
        ],
    )
    assert [record.tax.text for record in records] == ["90.00", "90.00"]
    assert [record.working.figure("months") for record in records] == [1, 1]


def test_day_the_notice_came_into_force() -> None:
    """The last instant of September 2025 is refused, with the date; the first of October is month one."""
    party = pay("x", 0).party
    early = Payment("P1", party, "promotion", instant("2025-09-30T23:59:59+08:00"), Money.cny("10000.00"))
    with pytest.raises(NotInForceError) as refused:
        REGIME.withhold(early, [])
    assert refused.value.data() == {
        "at": early.at, "first": instant("2025-10-01T00:00+08:00"), "last": None,
    }  # fmt: skip
    before = LabourRemuneration().withhold(early, [])
    first = Payment("P2", party, "promotion", instant("2025-10-01T00:00+08:00"), Money.cny("10000.00"))
    record = REGIME.withhold(first, [before])
    assert (record.tax.text, record.working.figure("months")) == ("90.00", 1)


def test_a_late_payment_counts_in_its_run_as_it_is_known() -> None:
    """What is paid for February after March was withheld joins the two: the tax on three months, less both."""
    paid = [pay("P1", "10000.00", month=1), pay("P3", "60000.00", month=3), pay("P2", "10000.00", month=2)]
    records = withhold_all(REGIME, [*paid, pay("P4", "10000.00", month=4)])
    assert [record.tax.text for record in records] == ["90.00", "1780.00", "510.00", "300.00"]
    assert [record.working.figure("months") for record in records] == [1, 1, 3, 4]


def test_a_late_payment_of_another_run_leaves_the_later_run_alone() -> None:
    """What is paid for January after May was withheld, with no income between, is a run of its own."""
    records = withhold_all(REGIME, [pay("P1", "60000.00", month=5), pay("P2", "10000.00", month=1)])
    assert [record.tax.text for record in records] == ["1780.00", "90.00"]
    assert records[1].working.period == "2026-01"


def test_non_residents_and_other_currencies_are_refused() -> None:
    """The formula is for residents and in yuan."""
    with pytest.raises(NonResidentError):
        REGIME.withhold(pay("P1", "1.00", resident=False), [])
    dollars = Payment("P1", pay("x", 0).party, "promotion", pay("x", 0).at, Money.of("1", "USD"))
    with pytest.raises(CurrencyMismatchError):
        REGIME.withhold(dollars, [])


def test_the_reading_is_named_and_sound() -> None:
    """There is no default reading; months are whole, one to twelve."""
    unnamed: Any = PlatformCumulative
    with pytest.raises(TypeError):
        unnamed()
    for months in (0, 13, True, "1"):
        with pytest.raises(InvalidTaxTermsError):
            unnamed(months)
    with pytest.raises(InvalidTaxTermsError):
        unnamed(Continuity(1, counts_empty_months=unnamed))
    for terms in ({"terms": Dated.always(5000, source="x")}, {"rounding": "half_up"}):
        with pytest.raises(InvalidTaxTermsError):
            unnamed(1, **terms)
    assert PlatformCumulative(empty_months_to_break=12).continuity == Continuity(12)
