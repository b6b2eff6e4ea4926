"""The earnings report: it adds up, counts once, and is safe to open in a spreadsheet."""

import csv
import io
from collections import Counter

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ids import PartyId
from communekit.ledger.tax import EarningsReport, Payment, PaymentConflictError
from communekit.money import CurrencyMismatchError, Money
from communekit.period import InvalidTimeError, instant
from tests.ledger.tax.payments import REGIMES, SHANGHAI, pay, payments, withhold_all

RECORDS = withhold_all(
    REGIMES[0],
    [
        pay("P1", "2000.00", month=1),
        pay("P2", "3000.00", month=1),
        pay("P3", "800.00", month=4),
        pay("P4", "4000.00", month=1, party="li"),
    ],
)


@given(paid=payments(), data=st.data())
def test_totals_add_up(paid: list[Payment], data: st.DataObject) -> None:
    """Rows add up to the total, the total to the records; order and records that are there twice do not matter."""
    records = withhold_all(REGIMES[0], paid)
    again = data.draw(st.permutations([*records, *records[:2]]))
    report = EarningsReport.of(again, zone=SHANGHAI)
    assert report == EarningsReport.of(records, zone=SHANGHAI)
    assert report.total.payments == len(records) == sum(row.payments for row in report.rows)
    for name in ("gross", "tax", "net"):
        whole = sum(getattr(row, name).minor for row in report.rows)
        of_records = [
            record.payment.gross if name == "gross" else getattr(record, name) for record in records
        ]
        assert getattr(report.total, name).minor == whole == sum(amount.minor for amount in of_records)
    for row in report.rows:
        assert row.net + row.tax == row.gross


@given(paid=payments())
def test_quarters_are_parts_of_the_whole(paid: list[Payment]) -> None:
    """The four quarters, reported one by one, have the rows of the year, each payment in the quarter of its month."""
    records = withhold_all(REGIMES[0], paid)
    quarters = [
        EarningsReport.of(records, zone=SHANGHAI, quarter=f"2026-Q{number}") for number in range(1, 5)
    ]
    year = EarningsReport.of(records, zone=SHANGHAI)
    assert tuple(row for report in quarters for row in report.rows) == year.rows
    counted = Counter(f"2026-Q{(payment.at.month + 2) // 3}" for payment in paid)
    assert counted == sum((Counter({row.quarter: row.payments}) for row in year.rows), Counter[str]())


def test_figures() -> None:
    """Two payments to one party in a quarter are one row."""
    report = EarningsReport.of(RECORDS, zone=SHANGHAI, quarter="2026-Q1")
    assert report.data() == {
        "rows": [
            {
                "quarter": "2026-Q1", "party": "li", "payments": 1, "gross": "4000.00", "tax": "640.00",
                "net": "3360.00", "currency": "CNY",
            },
            {
                "quarter": "2026-Q1", "party": "zhang", "payments": 2, "gross": "5000.00", "tax": "800.00",
                "net": "4200.00", "currency": "CNY",
            },
        ],
        "total": {"payments": 3, "gross": "9000.00", "tax": "1440.00", "net": "7560.00", "currency": "CNY"},
    }  # fmt: skip


def test_csv_has_headings_in_both_languages() -> None:
    """The rows are the same; a total stands only where it is asked for."""
    report = EarningsReport.of(RECORDS, zone=SHANGHAI, quarter="2026-Q2")
    assert report.to_csv("zh_CN", with_total=True) == (
        "季度,收款方编号,支付笔数,收入额,预扣税额,税后金额,币种\n"
        "2026-Q2,zhang,1,800.00,0.00,800.00,CNY\n"
        "合计,,1,800.00,0.00,800.00,CNY\n"
    )
    assert report.to_csv() == (
        "quarter,party,payments,gross,tax withheld,net,currency\n2026-Q2,zhang,1,800.00,0.00,800.00,CNY\n"
    )


def test_quarter_is_a_quarter_of_the_place() -> None:
    """The last instant of March in China is of the first quarter, the next of the second."""
    paid = [
        Payment(f"P{text[5]}{text[6]}", PartyId("zhang"), "promotion", instant(text), Money.cny("1.00"))
        for text in ("2026-03-31T23:59:59+08:00", "2026-04-01T00:00:00+08:00")
    ]
    rows = EarningsReport.of(withhold_all(REGIMES[0], paid), zone=SHANGHAI).rows
    assert [row.quarter for row in rows] == ["2026-Q1", "2026-Q2"]
    assert len(EarningsReport.of(withhold_all(REGIMES[0], paid), zone="UTC").rows) == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_csv_runs_no_formula(start: str) -> None:
    """A party whose id a spreadsheet would run gets a quote before it; commas and quotes are quoted."""
    party = f'{start}SUM(A1,"x")'
    record = attrs.evolve(RECORDS[0], payment=attrs.evolve(RECORDS[0].payment, party=PartyId(party)))
    _, row = csv.reader(io.StringIO(EarningsReport.of([record], zone=SHANGHAI).to_csv()))
    assert row[1] == f"'{party}"


@given(party=st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=10))
def test_csv_reads_back(party: str) -> None:
    """Whatever the id, a reader of CSV finds seven cells and the id, with or without its quote."""
    row = attrs.evolve(EarningsReport.of(RECORDS[:1], zone=SHANGHAI).rows[0], party=PartyId(party))
    text = EarningsReport((row,), row.gross.currency).to_csv()
    _, cells = csv.reader(io.StringIO(text))
    assert len(cells) == 7
    assert cells[1].removeprefix("'") == party.removeprefix("'")
    assert not cells[1].startswith(("=", "+", "@", "＝", "＋", "－", "＠"))


def test_a_number_stays_a_number() -> None:
    """A minus before a number is no formula."""
    row = attrs.evolve(EarningsReport.of(RECORDS[:1], zone=SHANGHAI).rows[0], party=PartyId("-5.00"))
    assert "2026-Q1,-5.00,1," in EarningsReport((row,), row.gross.currency).to_csv()


def test_what_is_refused() -> None:
    """Records that contradict each other, other currencies, quarters that are none."""
    other = attrs.evolve(RECORDS[0], tax=Money.cny("0.00"))
    with pytest.raises(PaymentConflictError):
        EarningsReport.of([RECORDS[0], other], zone=SHANGHAI)
    with pytest.raises(CurrencyMismatchError):
        EarningsReport.of(RECORDS, zone=SHANGHAI, currency="USD")
    with pytest.raises(InvalidTimeError):
        EarningsReport.of(RECORDS, zone=SHANGHAI, quarter="2026-Q5")
    assert EarningsReport.of([], zone=SHANGHAI).to_csv().count("\n") == 1
    assert EarningsReport.of([], zone=SHANGHAI, currency="USD").total.gross == Money.of("0.00", "USD")
