"""Flat rates and brackets for other countries: worked figures and what is refused."""

from typing import Any

import pytest

from communekit.ledger import InvalidWordError
from communekit.ledger.tax import (
    BracketWithholding,
    Dated,
    FlatWithholding,
    InvalidTaxTermsError,
    NotInForceError,
    Payment,
    Per,
    Withholding,
)
from communekit.money import CurrencyMismatchError, Money, Rate, Rounding
from communekit.period import instant
from tests.ledger.tax.payments import RATE, SHANGHAI, TABLE, pay, withhold_all


def taxes(regime: Withholding, *grosses: str, months: tuple[int, ...] = ()) -> list[str]:
    """Return what is withheld of payments, one after the other, all in March where no months are named."""
    paid = [
        pay(f"P{place}", gross, month=months[place] if months else 3) for place, gross in enumerate(grosses)
    ]
    return [record.tax.text for record in withhold_all(regime, paid)]


def test_flat_per_payment_rounds_each_payment() -> None:
    """7.5% of 0.07 is 0.00525: a fen each time, or one and a half in the month."""
    assert taxes(FlatWithholding(RATE, "payment", SHANGHAI), "0.07", "0.07", "0.07") == ["0.01"] * 3
    assert taxes(FlatWithholding(RATE, "month", SHANGHAI), "0.07", "0.07", "0.07") == ["0.01", "0.00", "0.01"]
    cut = FlatWithholding(RATE, "payment", SHANGHAI, rounding=Rounding.DOWN)
    assert taxes(cut, "0.07", "0.07", "0.07") == ["0.00"] * 3


def test_a_month_and_a_year_begin_anew() -> None:
    """A table with a free part gives it anew each month, or once a year."""
    months = (3, 3, 4)
    assert taxes(BracketWithholding(TABLE, "payment", SHANGHAI), "900", "900", "900", months=months) == [
        "0.00", "0.00", "0.00",
    ]  # fmt: skip
    assert taxes(BracketWithholding(TABLE, "month", SHANGHAI), "900", "900", "900", months=months) == [
        "0.00", "80.00", "0.00",
    ]  # fmt: skip
    assert taxes(BracketWithholding(TABLE, "year", SHANGHAI), "900", "900", "900", months=months) == [
        "0.00", "80.00", "90.00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("gross", "tax"),
    [
        ("1000.00", "0.00"),
        ("1000.05", "0.01"),
        ("30000.00", "2900.00"),
        ("30000.01", "2900.00"),
        ("30000.02", "2900.01"),
    ],
)
def test_both_sides_of_a_joint(gross: str, tax: str) -> None:
    """The first fen above a joint bears the higher rate, and no more."""
    assert taxes(BracketWithholding(TABLE, Per.MONTH, SHANGHAI), gross) == [tax]


def test_a_rate_that_changes_in_the_month() -> None:
    """From the day of the change the month's whole total is reckoned at the rate in force, less what was taken."""
    rate = Dated.of(
        ("2026-01-01/2026-03-15", Rate.percent(10), "Act 1"), ("2026-03-15/..", Rate.percent(20), "Act 2"),
        zone=SHANGHAI,
    )  # fmt: skip
    records = withhold_all(
        FlatWithholding(rate, "month", SHANGHAI), [pay("P1", "100.00", on=14), pay("P2", "100.00", on=15)]
    )
    assert [record.tax.text for record in records] == ["10.00", "30.00"]
    assert [record.working.source for record in records] == ["Act 1", "Act 2"]
    with pytest.raises(NotInForceError):
        FlatWithholding(rate, "month", SHANGHAI).withhold(pay("P1", "1.00", year=2025), [])


def test_two_regimes_of_one_kind_are_told_apart_by_their_word() -> None:
    """Records of another regime are not looked at."""
    local, federal = (
        FlatWithholding(RATE, "month", SHANGHAI, regime="xx.local"),
        FlatWithholding(RATE, "month", SHANGHAI, regime="xx.federal"),
    )
    before = local.withhold(pay("P1", "100.00"), [])
    assert federal.withhold(pay("P2", "0.10"), [before]).working.figure("before") == Money.cny("0.00")
    assert "xx.federal" in federal.withhold(pay("P2", "0.10"), []).text("zh")
    with pytest.raises(InvalidWordError):
        FlatWithholding(RATE, "month", SHANGHAI, regime="Not A Word")


def test_currencies_never_mix() -> None:
    """A flat rate takes each currency by itself, a table only its own."""
    at, party = instant("2026-03-10T09:00Z"), pay("x", 0).party
    dollars = Payment("P2", party, "promotion", at, Money.of("0.07", "USD"))
    flat = FlatWithholding(RATE, "month", SHANGHAI)
    yuan = flat.withhold(pay("P1", "0.07"), [])
    assert flat.withhold(dollars, [yuan]).tax == Money.of("0.01", "USD")
    with pytest.raises(CurrencyMismatchError):
        BracketWithholding(TABLE, "month", SHANGHAI).withhold(dollars, [])


def test_terms_of_another_kind_are_refused() -> None:
    """A rate is no table, a table no rate, and a week no period of tax."""
    flat: Any = FlatWithholding
    table: Any = BracketWithholding
    for of, terms, per, more in (
        (flat, TABLE, "month", {}),
        (table, RATE, "month", {}),
        (flat, RATE, "week", {}),
        (flat, RATE, "month", {"rounding": "up"}),
        (table, TABLE, "month", {"rounding": "up"}),
    ):
        with pytest.raises(InvalidTaxTermsError):
            of(terms, per, SHANGHAI, **more)
