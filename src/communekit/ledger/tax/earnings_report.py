"""Reports of earnings (涉税信息报送): what each party was paid in a quarter, and what tax was withheld.

A platform reports identity and income of those who earn on it after each quarter. Here are the incomes; a
party is an opaque id, and the host joins names and tax numbers to it.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

import attrs

from communekit.codec import csv_text
from communekit.errors import Texts, language_of
from communekit.ids import PartyId
from communekit.money import Currency, Money
from communekit.period import Calendar

from .earlier import once_each
from .withheld import Withheld


def _added(rows: Iterable["EarningsRow"], quarter: str, party: str, currency: Currency) -> "EarningsRow":
    known = tuple(rows)
    return EarningsRow(
        quarter,
        PartyId(party),
        sum(row.payments for row in known),
        Money.total((row.gross for row in known), currency),
        Money.total((row.tax for row in known), currency),
    )


@attrs.frozen
class EarningsRow:
    """One party in one quarter (季度收入): how many payments, their gross, and the tax withheld from them."""

    quarter: str
    party: PartyId
    payments: int
    gross: Money
    tax: Money

    @property
    def net(self) -> Money:
        """Gross less tax (税后金额)."""
        return self.gross - self.tax

    @property
    def cells(self) -> tuple[str, str, int, str, str, str, str]:
        """The row as it stands in a table; amounts in major units."""
        amounts = (self.gross.text, self.tax.text, self.net.text, self.gross.currency.code)
        return (self.quarter, self.party, self.payments, *amounts)


@attrs.frozen
class EarningsReport:
    """Earnings by quarter and party (涉税信息报送表), in the order of quarter and party.

    Source: Regulations on tax information of internet platforms (互联网平台企业涉税信息报送规定), State Council
    Decree No. 810, 2025-06-20, art. 4: within the month after each quarter; SAT Announcement 2025 No. 15
    (国家税务总局公告2025年第15号) for the items and forms, of which this table is the amounts.

    >>> from communekit.ledger.tax import LabourRemuneration, Payment
    >>> from communekit.period import instant
    >>> march = instant("2026-03-10T09:00+08:00")
    >>> paid = LabourRemuneration().withhold(Payment("P1", "zhang", "promotion", march, Money.cny("2000")), [])
    >>> print(EarningsReport.of([paid], zone="Asia/Shanghai").to_csv(), end="")
    quarter,party,payments,gross,tax withheld,net,currency
    2026-Q1,zhang,1,2000.00,240.00,1760.00,CNY
    """

    HEADINGS: ClassVar[dict[str, tuple[str, ...]]] = {
        "en": ("quarter", "party", "payments", "gross", "tax withheld", "net", "currency"),
        "zh": ("季度", "收款方编号", "支付笔数", "收入额", "预扣税额", "税后金额", "币种"),
    }
    TOTAL: ClassVar[Texts] = {"en": "total", "zh": "合计"}

    rows: tuple[EarningsRow, ...]
    currency: Currency

    @classmethod
    def of(
        cls,
        records: Iterable[Withheld],
        *,
        zone: str | ZoneInfo,
        quarter: str | None = None,
        currency: Currency | str = "CNY",
    ) -> Self:
        """Return the report of records, each counted once in the quarter of its payment.

        Args:
            records: What was withheld; a record that is there twice is counted once.
            zone: The place whose quarters count.
            quarter: One quarter alone, "2026-Q1"; records of others are left out. All of them when None.
            currency: The currency of the report.

        Raises:
            InvalidTimeError: "no_such_period", "unknown_zone".
            PaymentConflictError: Two records of one payment differ.
            CurrencyMismatchError: A record that is reported is of another currency.
        """
        calendar, of_currency = Calendar.quarterly(zone), Currency.of(currency)
        window = None if quarter is None else calendar.window_of(quarter)
        found: dict[tuple[str, str], list[EarningsRow]] = {}
        for record in once_each(records):
            payment = record.payment
            if window is None or window.covers(payment.at):
                label = calendar.label_at(payment.at)
                one = EarningsRow(label, payment.party, 1, payment.gross, record.tax)
                found.setdefault((label, payment.party), []).append(one)
        return cls(tuple(_added(found[key], *key, of_currency) for key in sorted(found)), of_currency)

    @property
    def total(self) -> EarningsRow:
        """The sum of all rows; its quarter and party are empty."""
        return _added(self.rows, "", "", self.currency)

    def data(self) -> dict[str, Any]:
        """Return the report as plain data: amounts as text in major units."""
        names = ("quarter", "party", "payments", "gross", "tax", "net", "currency")
        total = dict(zip(names[2:], self.total.cells[2:], strict=True))
        return {"rows": [dict(zip(names, row.cells, strict=True)) for row in self.rows], "total": total}

    def to_csv(self, locale: str = "en", *, with_total: bool = False) -> str:
        """Return the report as CSV text, safe to open in a spreadsheet: headings, rows, and a total if asked.

        Args:
            locale: "zh" for Chinese headings, English for any other.
            with_total: Whether a last line adds up; leave it out where a program reads on.
        """
        language = language_of(locale)
        lines: list[tuple[str | int, ...]] = [self.HEADINGS[language], *(row.cells for row in self.rows)]
        if with_total:
            lines.append((self.TOTAL[language], *self.total.cells[1:]))
        return csv_text(lines)


__all__ = ["EarningsReport", "EarningsRow"]
