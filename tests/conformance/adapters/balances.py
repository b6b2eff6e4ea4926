"""Balances that move: events of an account, changes of a document, draws (余额、快照、预支)."""

from communekit.commission import Draw
from communekit.ledger import Book
from communekit.money import Money

from ..answer import Answer
from ..case import UnsupportedError
from ..given import Given, amount, unit
from ..trade import PAYEE, balance, earned, line_of, moved, rule

GOES_OUT = {
    "bonus": False,
    "earn": False,
    "approve": False,
    "credit": False,
    "payout": True,
    "disapprove": True,
    "clawback": True,
    "withdraw": True,
    "refund": True,
}


def balance_events(given: Given) -> Answer:
    """Follow a balance through its events; below zero it is earned back first."""
    book, balances = Book(), []
    for place, (event, value) in enumerate(given.values("events")):
        if event not in GOES_OUT:
            raise UnsupportedError(f"no such event: {event}")
        book = moved(book, PAYEE, -amount(value) if GOES_OUT[event] else amount(value), f"{event} {place}")
        balances.append(balance(book, PAYEE, unit()))
    return {"balances": balances, "withdrawable": [max(each, Money(0, unit())) for each in balances]}


def recoverable_draw(given: Given) -> Answer:
    """Advance at least so much per period, against later earnings or for good."""
    draw = Draw(PAYEE, given.amount("draw"), recoverable=given.flag("recoverable"))
    settled = draw.settle(given.amounts("gross"))
    return {"net": [each.paid for each in settled], "balance": [each.balance for each in settled]}


def snapshot_change(given: Given) -> Answer:
    """Book the change of a document as differences, state by state."""
    rate, new_bases = given.percent("rate_percent"), given.table("new_base_by_state")
    deltas: dict[str, Money] = {}
    book = Book()
    for state, old in given.table("old_commission_by_state").items():
        was, now = amount(old), earned(rule(rate), line_of(amount(new_bases[state])))
        deltas[state] = now - was
        book = moved(moved(book, state, was, "before"), state, deltas[state], "change")
    return {
        "delta_by_state": deltas,
        "sum_by_state": {state: balance(book, state, unit()) for state in deltas},
    }
