"""Holds: when commission is free to be paid out, and when goods may be sent back (冻结期、无理由退货)."""

from datetime import datetime, timedelta

from communekit.ids import EntryId
from communekit.ledger import Account, Cashier, Entry, Posting
from communekit.ledger.claims import HoldFrom, HoldPolicy, Milestones
from communekit.orders import ReturnWindow
from communekit.period import instant

from ..answer import Answer
from ..case import UnsupportedError
from ..given import Given, amount

STARTS = {"payment": HoldFrom.PAYMENT, "receipt": HoldFrom.RECEIPT, "formed": HoldFrom.FORMED}
ANY_TIME = instant("2026-03-01T10:00:00+08:00")
STANDARD = "standard"


def unfreeze(given: Given) -> Answer:
    """Say when an amount is free, and whether it is at some moments; the source asks for strictly later."""
    days = given.count("frozen_days")
    if "checks" not in given:
        return _at_once(given, days)
    policy = HoldPolicy(days=days, from_=given.choice("clock_starts", STARTS), last_held=True)
    facts = Milestones(paid_at=_clock(given["paid_at"]))
    ends = policy.ends_at(facts)
    if ends is None:
        raise UnsupportedError("the hold has no end yet")
    return {
        "unfreeze_at": f"{ends.astimezone(policy.zone):%Y-%m-%dT%H:%M:%S}",
        "unfrozen": [policy.is_over(facts, _clock(check)) for check in given.values("checks")],
    }


def _at_once(given: Given, days: int) -> Answer:
    """Book an amount that is held for no days, and see where it lies."""
    given.passed_over("unit")
    earned = amount(given["amount"])
    cashier, policy = Cashier(), HoldPolicy(days=days, from_=HoldFrom.PAYMENT)
    legs = [Posting.of("club", "outside.payment", -earned), Posting.of("L1", "pending", earned)]
    (sale,) = cashier.record([Entry(EntryId("sale"), "order.paid", ANY_TIME, legs)])
    ends = policy.ends_at(Milestones(paid_at=ANY_TIME))
    cashier.confirm(sale.id, ANY_TIME)
    cashier.release_due({} if ends is None else {sale.id: ends}, ANY_TIME)

    def lies(bucket: str) -> int:
        return cashier.book.balance(Account("L1", bucket, earned.currency)).minor

    return {
        "status": "SETTLEMENT" if lies("available") else "WAIT_SETTLEMENT",
        "available_delta": lies("available"),
        "frozen_delta": lies("frozen"),
    }


def return_7d(given: Given) -> Answer:
    """Say of goods whether they may be sent back without a reason so many days after receipt."""
    window = ReturnWindow()
    kinds, days = given.values("items"), given.values("days_since_receipt")
    return {
        "no_reason_return": [
            window.allows(
                ANY_TIME, ANY_TIME + timedelta(days=int(count)), kind="" if kind == STANDARD else kind
            )
            for kind, count in zip(kinds, days, strict=True)
        ]
    }


def _clock(text: str) -> datetime:
    return instant(f"{text}+08:00")
