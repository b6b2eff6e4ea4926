"""Labour remuneration: worked figures, both sides of each edge, and what is refused."""

from typing import Any

import pytest

from communekit.ledger.tax import (
    CN_LABOUR,
    Dated,
    InvalidTaxTermsError,
    LabourRemuneration,
    LabourTerms,
    NonResidentError,
    NotInForceError,
    Payment,
    TaxTable,
)
from communekit.money import CurrencyMismatchError, Money, Rate, Rounding
from communekit.period import instant
from tests.ledger.tax.payments import pay, withhold_all

REGIME = LabourRemuneration()

NON_RESIDENT = Dated.of(
    (
        "2019-01-01/..",
        LabourTerms(
            Money.cny("0"),
            Money.cny("0"),
            Rate.percent("20"),
            TaxTable.of(
                "CNY",
                ("0", "3%"),
                ("3000", "10%"),
                ("12000", "20%"),
                ("25000", "25%"),
                ("35000", "30%"),
                ("55000", "35%"),
                ("80000", "45%"),
            ),
        ),
        "国家税务总局公告2018年第61号, 第九条及税率表三",
    ),
    zone="Asia/Shanghai",
)


@pytest.mark.parametrize(
    ("gross", "taxable", "tax"),
    [
        ("0.00", "0.00", "0.00"),
        ("800.00", "0.00", "0.00"),
        ("800.02", "0.02", "0.00"),
        ("800.03", "0.03", "0.01"),
        ("2000.00", "1200.00", "240.00"),
        ("3999.99", "3199.99", "640.00"),
        ("4000.00", "3200.00", "640.00"),
        ("4000.01", "3200.01", "640.00"),
        ("24999.99", "19999.99", "4000.00"),
        ("25000.00", "20000.00", "4000.00"),
        ("25000.01", "20000.01", "4000.00"),
        ("62499.99", "49999.99", "13000.00"),
        ("62500.00", "50000.00", "13000.00"),
        ("62500.01", "50000.01", "13000.00"),
        ("100000.00", "80000.00", "25000.00"),
    ],
)
def test_figures_of_one_payment(gross: str, taxable: str, tax: str) -> None:
    """The figures of the notice, and both sides of each joint."""
    record = REGIME.withhold(pay("P1", gross), [])
    assert (record.taxable, record.tax) == (Money.cny(taxable), Money.cny(tax))


def test_the_working_names_what_comes_off() -> None:
    """At 4,000 the fixed 800 come off, one fen above it 20%."""
    at, above = (REGIME.withhold(pay("P1", gross), []).working for gross in ("4000.00", "4000.01"))
    assert (at.figure("deduction"), at.figure("expenses")) == (Money.cny("800.00"), None)
    assert (above.figure("deduction"), above.figure("expenses")) == (None, Money.cny("800.00"))


def test_payments_of_a_month_and_item_are_one_income() -> None:
    """Two payments of 2,000 in a month are one of 4,000; another item or month is another income."""
    first, second, other_item, other_month = withhold_all(
        REGIME,
        [
            pay("P1", "2000.00"),
            pay("P2", "2000.00", on=28),
            pay("P3", "2000.00", item="live.hosting"),
            pay("P4", "2000.00", month=4),
        ],
    )
    assert [each.tax.text for each in (first, second, other_item, other_month)] == [
        "240.00", "400.00", "240.00", "240.00",
    ]  # fmt: skip


def test_month_is_a_month_in_china() -> None:
    """The last instant of March in China is March, the next one April, whatever UTC says."""
    at = ["2026-03-01T00:00:00+08:00", "2026-03-31T23:59:59+08:00", "2026-04-01T00:00:00+08:00"]
    paid = [
        Payment(f"P{place}", pay("x", 0).party, "promotion", instant(text), Money.cny("800.00"))
        for place, text in enumerate(at)
    ]
    records = withhold_all(REGIME, paid)
    assert [record.tax.text for record in records] == ["0.00", "160.00", "0.00"]
    assert [record.working.period for record in records] == ["2026-03", "2026-03", "2026-04"]
    in_utc = withhold_all(LabourRemuneration(zone="UTC"), paid)
    assert [record.tax.text for record in in_utc] == ["0.00", "0.00", "160.00"]


def test_first_day_of_the_notice() -> None:
    """Before 2019 the regime is not known, and the error says from when it is."""
    last_instant = Payment(
        "P1", pay("x", 0).party, "promotion", instant("2018-12-31T23:59:59+08:00"), Money.cny("1.00")
    )
    with pytest.raises(NotInForceError) as refused:
        REGIME.withhold(last_instant, [])
    assert refused.value.first == instant("2019-01-01T00:00+08:00")
    assert REGIME.withhold(pay("P1", "900.00", month=1, on=1, year=2019), []).tax == Money.cny("20.00")


def test_non_resident_is_never_withheld_as_a_resident() -> None:
    """Without a table for non-residents the payment is refused; with one it is reckoned by it, apart."""
    paid = pay("P1", "10000.00", resident=False)
    with pytest.raises(NonResidentError) as refused:
        REGIME.withhold(paid, [])
    assert refused.value.data() == {"party": "zhang", "regime": "cn.labour"}
    regime = LabourRemuneration(non_resident=NON_RESIDENT)
    both = withhold_all(regime, [pay("P0", "10000.00"), paid])
    assert [record.tax.text for record in both] == ["1600.00", "590.00"]


def test_more_was_withheld_before_than_is_due() -> None:
    """Where a change of the terms makes less due than was withheld, nothing is withheld and nothing given back."""
    half = Dated.of(
        (
            "2019-01-01/..",
            LabourTerms(
                Money.cny("4000"), Money.cny("800"), Rate.percent("20"), TaxTable.of("CNY", ("0", "1%"))
            ),
            "a later notice",
        ),
        zone="Asia/Shanghai",
    )
    first = REGIME.withhold(pay("P1", "2000.00"), [])
    assert LabourRemuneration(half).withhold(pay("P2", "10.00"), [first]).tax == Money.cny("0.00")


def test_what_is_short_is_caught_up_and_never_more_than_the_payment() -> None:
    """Where more is due than the payment has, all of it is withheld, and the rest from the next one."""
    free = Dated.of(
        (
            "2019-01-01/..",
            LabourTerms(Money.cny("0"), Money.cny("0"), Rate.of(1), CN_LABOUR.rows[0].value.table),
            "an earlier notice",
        ),
        zone="Asia/Shanghai",
    )
    untaxed = LabourRemuneration(free).withhold(pay("P1", "2000.00"), [])
    assert untaxed.tax == Money.cny("0.00")
    records = withhold_all(REGIME, [pay("P2", "100.00"), pay("P3", "1000.00")], [untaxed])
    assert [record.tax.text for record in records] == ["0.00", "100.00", "360.00"]


def test_rounding_is_named() -> None:
    """The exact tax due of 640.0016 is cut or raised as the host says; half up is the default."""
    paid = pay("P1", "4000.01")
    assert LabourRemuneration(rounding=Rounding.UP).withhold(paid, []).tax == Money.cny("640.01")
    assert LabourRemuneration(rounding=Rounding.DOWN).withhold(paid, []).tax == Money.cny("640.00")


def test_another_currency_is_refused() -> None:
    """The notice speaks of yuan."""
    dollars = Payment(
        "P1", pay("x", 0).party, "promotion", instant("2026-03-10T09:00Z"), Money.of("1", "USD")
    )
    with pytest.raises(CurrencyMismatchError):
        REGIME.withhold(dollars, [])


def test_terms_of_another_kind_are_refused() -> None:
    """A regime is made of its own terms."""
    wrong: list[dict[str, Any]] = [
        {"terms": Dated.always(Rate.of(1), source="x")},
        {"non_resident": CN_LABOUR.rows[0]},
        {"rounding": "half_up"},
    ]
    for terms in wrong:
        with pytest.raises(InvalidTaxTermsError):
            LabourRemuneration(**terms)


def test_working_explains_itself() -> None:
    """The record tells each step, in both languages."""
    first = REGIME.withhold(pay("P1", "2000.00"), [])
    second = REGIME.withhold(pay("P2", "3000.00"), [first])
    source = CN_LABOUR.rows[0].source
    assert second.text("en") == (
        "payment P2 to zhang for promotion\n"
        "labour remuneration, by month and item, 2026-03\n"
        "  this payment: 3000.00 CNY\n"
        "  paid before in the period: 2000.00 CNY\n"
        "  total of the period: 5000.00 CNY\n"
        "  less expenses: 1000.00 CNY\n"
        "  taxable: 4000.00 CNY\n"
        "  rate: 20%\n"
        "  quick deduction: 0.00 CNY\n"
        "  tax due on the total: 800.00 CNY\n"
        "  withheld before: 240.00 CNY\n"
        "  tax withheld now: 560.00 CNY\n"
        f"source: {source}"
    )
    assert second.text("zh_CN") == (
        "支付 P2，收款方 zhang，项目 promotion\n"
        "劳务报酬所得（按次预扣），2026-03\n"
        "  本次应付：¥3,000.00\n"
        "  本期此前已付：¥2,000.00\n"
        "  本期累计收入：¥5,000.00\n"
        "  减除费用（按比例）：¥1,000.00\n"
        "  应纳税所得额：¥4,000.00\n"
        "  预扣率：20%\n"
        "  速算扣除数：¥0.00\n"
        "  累计应预扣税额：¥800.00\n"
        "  此前已预扣税额：¥240.00\n"
        "  本次预扣税额：¥560.00\n"
        f"依据：{source}"
    )
