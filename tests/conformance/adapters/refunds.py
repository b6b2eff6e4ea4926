"""After the sale: claw-backs, whole, in slices, beyond the balance (退款追佣)."""

from communekit.commission import Bound
from communekit.ledger import Book
from communekit.money import Currency, Money, Rate, Rounding, split
from communekit.orders import Refund

from ..answer import Answer
from ..case import UnsupportedError
from ..given import Given, unit
from ..trade import LATER, PAYEE, balance, booked, line_of, moved, rule, sold, taken_back


def refund_clawback(given: Given) -> Answer:
    """Take back a credit in step with the refunds of its sale, the slices adding up to what all of them take."""
    sale = given.amount("sale", 0)
    rate = Rate.fraction(given.amount("credited", 0).minor, sale.minor)
    # What is kept is rounded half down, so that what is taken back is rounded half up.
    made = sold(rule(rate, rounding=Rounding.HALF_DOWN), line_of(sale))
    reversals = [
        back.taken for back in taken_back(made, [("1", each) for each in given.amounts("refunds", 0)])
    ]
    total = Money.total(reversals, unit(0))
    return {"reversals": reversals, "reversed_total": total, "left": made.earned(PAYEE) - total}


def clawback_after_minimum(given: Given) -> Answer:
    """Take back a commission that a minimum had lifted: what was paid, or what the rate alone came to."""
    share, credit = rule(given.percent("rate_percent")), line_of(given.amount("credit"))
    least = Bound(rule=share.id, per="line", at_least=given.amount("minimum"))
    lifted, plain = sold(share, credit, bounds=[least]), sold(share, credit)
    return {
        "paid": lifted.earned(PAYEE),
        "clawback_at_calculation_rate": taken_back(plain)[0].taken,
        "clawback_of_amount_paid": taken_back(lifted)[0].taken,
    }


def reversal_currency(given: Given) -> Answer:
    """Take back a part of a transfer, in the currency of the transfer and not of the document."""
    given.passed_over("issued")
    transfer = given.inner("transfer")
    paid = Money(transfer.count("amount"), Currency.of(transfer.word("currency")))
    part = Rate(given.number("fraction")).take(paid, rounding=Rounding.HALF_UP)
    back = taken_back(sold(rule(Rate.of(1)), line_of(paid)), [("1", part)])[0].taken
    return {"amount": back, "currency": back.currency.code}


def refund(given: Given) -> Answer:
    """Take a commission back with the refund of its line (退款追佣), in one of the forms that the sources have."""
    given.passed_over("unit")
    if "line_commission" in given:
        return refund_in_steps(given)
    if "line_paid" in given:
        return refund_of_amount(given)
    if "record_amount" in given:
        return refund_of_balance(given)
    raise UnsupportedError("a refund of none of the known forms")


def refund_in_steps(given: Given) -> Answer:
    """Take a commission back piece by piece: after the last piece nothing is left."""
    made = sold(rule(Rate.of(1)), line_of(given.amount("line_commission"), given.count("line_qty")))
    refunds: list[Refund] = []
    for place, pieces in enumerate(given.values("refund_steps")):
        asked = {"1": int(pieces)}
        refunds.append(Refund.by_quantity(f"step {place}", made.order, LATER, asked, earlier=refunds))
    amounts = [("1", each.amount) for each in refunds]
    reversals = taken_back(made, amounts)
    left = balance(booked(made, *reversals), PAYEE, unit())
    return {"clawbacks": [back.taken for back in reversals], "residual": left, "required_residual": left}


def refund_of_amount(given: Given) -> Answer:
    """Take a commission back in step with the amount refunded."""
    paid, record = given.amount("line_paid"), given.amount("level1_record")
    made = sold(rule(Rate.fraction(record.minor, paid.minor), rounding=Rounding.HALF_DOWN), line_of(paid))
    back = taken_back(made, [("1", given.amount("refund_amount"))])
    return {"record_after_pro_rata": balance(booked(made, *back), PAYEE, unit())}


def refund_of_balance(given: Given) -> Answer:
    """Take a commission back from where it lies: all of it, or, as CRMEB does, no more than is there."""
    record = given.amount("record_amount")
    if "record_status" not in given:
        before = given.amount("available_before")
        back = split(record, outstanding={PAYEE: before})
        after = before - back[PAYEE]
        return {"deducted": back[PAYEE], "available_after": after, "merchant_loss": back.remainder}
    buckets = {"SETTLEMENT": "available", "WAIT_SETTLEMENT": "frozen"}
    book = moved(Book(), PAYEE, -record, "clawback", bucket=given.choice("record_status", buckets))
    for bucket in buckets.values():
        book = moved(book, PAYEE, given.amount_or_zero(f"{bucket}_before"), "before", bucket=bucket)
    return {f"{bucket}_after": balance(book, PAYEE, unit(), bucket=bucket) for bucket in buckets.values()}
