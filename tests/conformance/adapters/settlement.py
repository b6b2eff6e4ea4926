"""Settlement: periods, payments as they come in, credit notes, sums of fine lines (结算)."""

from datetime import timedelta

from communekit.commission import Measure, TierMode, Tiers
from communekit.money import Money, Rate
from communekit.period import Calendar, start_of_day, zone

from ..answer import Answer
from ..case import UnsupportedError
from ..given import Given, unit
from ..trade import (
    PAYEE,
    balance,
    booked,
    earned,
    earned_in_turn,
    line_of,
    lines_of,
    rounded,
    rule,
    sold,
    taken_back,
)

CYCLES = {
    "daily": "day",
    "weekly": "week",
    "half_monthly": "half_month",
    "monthly": "month",
    "quarterly": "quarter",
    "half_yearly": "half_year",
    "yearly": "year",
}


def net_of_credit_notes(given: Given) -> Answer:
    """Pay commission on invoices less the credit notes that follow them."""
    invoiced = Money.total(given.amounts("invoices"), unit())
    notes = [("1", note) for note in given.amounts("credit_notes")]

    def kept(rate: Rate) -> Money:
        sale = sold(rule(rate), line_of(invoiced))
        return balance(booked(sale, *taken_back(sale, notes)), PAYEE, unit())

    return {"base": kept(Rate.of(1)), "amount": kept(given.percent("rate_percent"))}


def payment_proration(given: Given) -> Answer:
    """Release the commission on an invoice as it is paid: each payment counts on from those before it."""
    invoice = given.amount("invoice_total")
    if "commission_total" in given:
        rate = Rate.fraction(given.amount("commission_total").minor, invoice.minor)
    else:
        rate = given.percent("rate_percent")
    table = Tiers.of(
        TierMode.GRADUATED, Measure("paid", per="payee", period="month"), (Money(0, unit()), rate)
    )
    released = earned_in_turn(rule(table), [line_of(paid) for paid in given.amounts("payments")])
    return {"per_payment": released, "total": Money.total(released, unit())}


def settlement_sum_then_round(given: Given) -> Answer:
    """Keep lines finer than a cent, and round their sum when it is settled."""
    rate, places = given.percent("rate_percent"), given.count("line_places")
    fine = sold(rule(rate), *lines_of(given.amounts("bases", places)))
    return {
        "lines": [accrual.amount for _, accrual in fine.accruals],
        "settled": rounded(fine.earned(PAYEE)),
        "if_each_line_rounded_first": earned(rule(rate), *lines_of(given.amounts("bases"))),
    }


def settlement_period(given: Given) -> Answer:
    """Say on which first and last day the period of a date lies."""
    calendar = Calendar.of(given.choice("period", CYCLES), "UTC")
    window = calendar.window_at(start_of_day(given.date("date"), zone("UTC")))
    if window.end is None:
        raise UnsupportedError("a period without an end")
    return {
        "from": window.start.date().isoformat(),
        "to": (window.end - timedelta(days=1)).date().isoformat(),
    }
