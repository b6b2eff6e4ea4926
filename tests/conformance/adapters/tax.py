"""Tax: what is withheld from labour remuneration, by month or cumulatively, and the relief from VAT (税)."""

from communekit.ids import PartyId
from communekit.ledger.tax import (
    LabourRemuneration,
    Payment,
    PlatformCumulative,
    VatRelief,
    Withheld,
)
from communekit.money import CNY, Money
from communekit.period import instant

from ..answer import Answer
from ..case import UnsupportedError
from ..given import Given

ANY_MONTH = "2026-06"
MONTHS_MAX = 12


def labour_withholding(given: Given) -> Answer:
    """Withhold from one payment of labour remuneration (劳务报酬预扣)."""
    given.passed_over("unit")
    paid = payment("1", 6, given["gross"], resident=given.flag("resident"))
    record = LabourRemuneration().withhold(paid, [])
    return {"taxable": record.taxable, "tax": record.tax, "net": record.net}


def platform_cumulative(given: Given) -> Answer:
    """Withhold month by month from what a platform pays, from January on, no month empty (累计预扣)."""
    given.passed_over("unit")
    months = given.values("monthly_income")
    if given.count("months_continuous") != len(months) or len(months) > MONTHS_MAX:
        raise UnsupportedError("the months are not one run within a year")
    regime = PlatformCumulative(empty_months_to_break=1)
    records: list[Withheld] = []
    for month, income in enumerate(months, 1):
        records.append(regime.withhold(payment(str(month), month, income), records))
    taxes = [record.tax for record in records]
    return {"withheld": taxes, "total": Money.total(taxes, CNY)}


def payment(id_: str, month: int, gross: object, *, resident: bool = True) -> Payment:
    """Return a payment in a month of 2026."""
    at = instant(f"2026-{month:02}-15T12:00:00+08:00")
    return Payment(id_, PartyId("payee"), "promotion", at, Money.cny(str(gross)), resident=resident)


def vat_threshold(given: Given) -> Answer:
    """Say of months whether they are exempt, and of twelve months whether one must register (增值税)."""
    given.passed_over("unit")

    def judged(name: str) -> list[tuple[bool | None, bool | None]]:
        return [
            (month.exempt, month.must_register)
            for total in given.values(name)
            for month in VatRelief().check({ANY_MONTH: Money.cny(str(total))})
        ]

    return {
        "vat_exempt_month": [exempt for exempt, _ in judged("monthly_service_income")],
        "must_register_as_business": [must for _, must in judged("rolling_12m")],
    }
