"""Payments, records and regimes of a small community, and plain models of the law to hold them against."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import strategies as st

from communekit.ids import PartyId
from communekit.ledger.tax import (
    BracketWithholding,
    Continuity,
    Dated,
    FlatWithholding,
    LabourRemuneration,
    Payment,
    PlatformCumulative,
    TaxTable,
    Withheld,
    Withholding,
)
from communekit.money import CNY, Money, Rate, Rounding

SHANGHAI = "Asia/Shanghai"
RATE = Dated.always(Rate.percent("7.5"), source="a contract")
TABLE = Dated.always(
    TaxTable.of("CNY", ("0", "0%"), ("1000", "10%"), ("30000", "35%")), source="an act of another country"
)

REGIMES: tuple[Withholding, ...] = (
    LabourRemuneration(),
    LabourRemuneration(rounding=Rounding.UP),
    PlatformCumulative(1),
    PlatformCumulative(2),
    PlatformCumulative(Continuity(2, counts_empty_months=False), rounding=Rounding.DOWN),
    FlatWithholding(RATE, "payment", SHANGHAI),
    FlatWithholding(RATE, "month", SHANGHAI, rounding=Rounding.CEILING),
    FlatWithholding(RATE, "year", SHANGHAI),
    BracketWithholding(TABLE, "month", SHANGHAI),
    BracketWithholding(TABLE, "year", SHANGHAI, rounding=Rounding.HALF_EVEN),
)
MERGING = tuple(each for each in REGIMES if each != FlatWithholding(RATE, "payment", SHANGHAI))
"""The regimes under which the payments of a month are one income."""


def regimes() -> st.SearchStrategy[Withholding]:
    """Draw a regime."""
    return st.sampled_from(REGIMES)


def day(month: int, day: int = 10, year: int = 2026) -> datetime:
    """Return noon of a day in China."""
    return datetime(year, month, day, 4, tzinfo=UTC)


def pay(
    id_: str,
    gross: str | int,
    *,
    month: int = 3,
    on: int = 10,
    year: int = 2026,
    party: str = "zhang",
    item: str = "promotion",
    resident: bool = True,
) -> Payment:
    """Return a payment, of an amount in yuan or of so many fen."""
    amount = Money(gross, CNY) if isinstance(gross, int) else Money.cny(gross)
    return Payment(id_, PartyId(party), item, day(month, on, year), amount, resident=resident)


def fen() -> st.SearchStrategy[int]:
    """Draw an amount in fen: small ones, those around the joints, and large ones."""
    joints = [80_000, 400_000, 2_500_000, 6_250_000, 625_000, 5_125_000]
    near = st.builds(int.__add__, st.sampled_from(joints), st.integers(-2, 2))
    return st.integers(0, 200) | near | st.integers(0, 30_000_000)


def payments(months: int = 12) -> st.SearchStrategy[list[Payment]]:
    """Draw payments over a year to few parties for few items, in no order, none sharing an id."""
    drawn = st.tuples(
        fen(),
        st.integers(1, months),
        st.integers(1, 28),
        st.sampled_from(["zhang", "li"]),
        st.sampled_from(["promotion", "live.hosting"]),
    )
    return st.lists(drawn, max_size=8).map(
        lambda each: [
            pay(f"P{number}", gross, month=month, on=on, party=party, item=item)
            for number, (gross, month, on, party, item) in enumerate(each)
        ]
    )


def slices(total: int) -> st.SearchStrategy[list[int]]:
    """Draw a way to cut an amount into payments."""
    cuts = st.lists(st.integers(0, total), max_size=4).map(sorted)
    return cuts.map(lambda edges: [b - a for a, b in zip([0, *edges], [*edges, total], strict=True)])


def withhold_all(
    regime: Withholding, paid: Iterable[Payment], earlier: Sequence[Withheld] = ()
) -> tuple[Withheld, ...]:
    """Withhold from payments one after the other, each with what came before it."""
    records = tuple(earlier)
    for payment in paid:
        records = (*records, regime.withhold(payment, records))
    return records


def tax_minor(records: Iterable[Withheld]) -> int:
    """Return what was withheld, in fen."""
    return sum(record.tax.minor for record in records)


def to_fen(yuan: Decimal) -> int:
    """Return yuan as fen, half up."""
    return int((yuan * 100).quantize(Decimal(1), ROUND_HALF_UP))


def plain_labour_fen(income_fen: int) -> int:
    """Return the tax on one income of labour remuneration, as the notice prints it, in yuan and decimals."""
    income = Decimal(income_fen) / 100
    taxable = max(income - 800, Decimal(0)) if income <= 4000 else income - income * Decimal("0.20")
    if taxable <= 20000:
        due = taxable * Decimal("0.20")
    elif taxable <= 50000:
        due = taxable * Decimal("0.30") - 2000
    else:
        due = taxable * Decimal("0.40") - 7000
    return to_fen(due)


PRINTED_ANNUAL = (
    (36_000, "0.03", 0),
    (144_000, "0.10", 2_520),
    (300_000, "0.20", 16_920),
    (420_000, "0.25", 31_920),
    (660_000, "0.30", 52_920),
    (960_000, "0.35", 85_920),
    (None, "0.45", 181_920),
)
"""The table of comprehensive income as it is printed: up to, rate, quick deduction (全年应纳税所得额、税率、速算扣除数)."""


def plain_annual_fen(taxable: Decimal) -> int:
    """Return the tax by the printed annual table, in fen, half up."""
    if taxable <= 0:
        return 0
    for up_to, rate, quick in PRINTED_ANNUAL:
        if up_to is None or taxable <= up_to:
            return to_fen(taxable * Decimal(rate) - quick)
    raise AssertionError


def plain_platform_fen(by_month: dict[int, int], breaks: int, *, counts_empty: bool = True) -> dict[int, int]:
    """Return what a platform withholds month by month of a year, by walking through it month for month."""
    withheld: dict[int, int] = {}
    income = months = taken = empty = 0
    begun = False
    for month in range(1, 13):
        paid = by_month.get(month, 0)
        if not paid:
            empty += 1
            if empty >= breaks:
                begun = False
            continue
        if not begun:
            income = months = taken = 0
            begun = True
        elif counts_empty:
            months += empty
        empty, months, income = 0, months + 1, income + paid
        expenses = Fraction(income, 100) / 5
        taxable = Fraction(income, 100) - expenses - 5000 * months
        due = plain_annual_fen(Decimal(taxable.numerator) / Decimal(taxable.denominator))
        withheld[month] = max(0, due - taken)
        taken += withheld[month]
    return withheld
