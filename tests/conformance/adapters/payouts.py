"""Payouts: fees, limits and states of withdrawals, splits at the channel (提现、分账)."""

from collections.abc import Mapping
from datetime import timedelta

from communekit.ids import EntryId, OrderId, PartyId
from communekit.ledger import STRICT, Account, Book, Entry, Posting
from communekit.ledger.payout import (
    PAYOUT_LIFE,
    Approve,
    Fee,
    Instruction,
    Outcome,
    Payables,
    Payee,
    PayoutCommand,
    PayoutEvent,
    PayoutParties,
    PayoutRefusedError,
    PayoutTerms,
    Reject,
    Report,
    Request,
    Send,
    SplitInstruction,
    SplitPayment,
    SplitReturn,
    SplitTerms,
    Unit,
    book_payout,
    draft,
    split_order,
    split_return,
)
from communekit.money import Money, Rounding
from communekit.period import instant

from ..answer import Answer
from ..case import UnsupportedError
from ..given import Given, amount, unit
from ..trade import AT, EVERYBODY, PAYEE

ROUNDINGS = {"half_up": Rounding.HALF_UP, "truncate": Rounding.DOWN, "half_even": Rounding.HALF_EVEN}
PARTIES = PayoutParties(community=EVERYBODY, fees="channel", tax="tax")
BEFORE = {"AUDITING": 0, "AUDIT_SUCCESS": 2}
"""How many of the steps approve and send lie behind a withdrawal in the words of ruoyi-vue-pro."""

WORDS: Mapping[str, str] = {
    "requested": "AUDITING",
    "approved": "AUDIT_SUCCESS",
    "sent": "AUDIT_SUCCESS",
    "rejected": "AUDIT_FAIL",
    "paid": "WITHDRAW_SUCCESS",
    "failed": "WITHDRAW_FAIL",
}


def free(book: Book, minor: Money, id_: str = "free", bucket: str = "outside.payment") -> Book:
    """Return a book in which an amount has become the payee's, or went to another bucket of his."""
    other = PAYEE if bucket != "outside.payment" else EVERYBODY
    legs = (Posting.of(PAYEE, "available", minor), Posting.of(other, bucket, -minor))
    return book.post(Entry(EntryId(id_), "claim.released", instant(AT), legs))


def asked(gross: Money, fee: Money | None = None) -> Instruction:
    """Return an instruction about the first so many units."""
    zero = Money(0, gross.currency)
    units = [Unit(EntryId("free"), 0, gross.minor)]
    return Instruction(
        PartyId(PAYEE), gross.currency, units, fee=fee or zero, tax=zero, channel="bank", payee_ref="account"
    )


def told(*commands: PayoutCommand) -> list[PayoutEvent]:
    """Return the events of a payout after commands."""
    state, events = PAYOUT_LIFE.initial, list[PayoutEvent]()
    for command in commands:
        fresh, state = PAYOUT_LIFE.handle(command, state)
        events += fresh
    return events


def fee(given: Given) -> Answer:
    """Take the fee out of the amount."""
    given.passed_over("unit")
    gross = given.amount("amount")
    rate = given.percent("fee_percent")
    terms = PayoutTerms(
        "bank", Money(0, unit()), fee=Fee(Money(0, unit()), rate, given.choice("rounding", ROUNDINGS))
    )
    one = draft(Payables().read(free(Book(), gross)), PAYEE, terms, Payee("account"))
    if not isinstance(one, Instruction):
        raise UnsupportedError(one.text())
    return {"fee": one.fee, "transfer": one.net, "receive": one.net}


def limit(given: Given) -> Answer:
    """Pay from a minimum on."""
    given.passed_over("unit")
    terms = PayoutTerms("bank", given.amount("min"))
    drafts = [
        draft(Payables().read(free(Book(), each)), PAYEE, terms, Payee("account"))
        for each in given.amounts("requests")
    ]
    return {"accepted": [isinstance(one, Instruction) for one in drafts]}


def state(given: Given) -> Answer:
    """Say what becomes of a withdrawal, what is available again, and how it may be tried again."""
    given.passed_over("unit")
    gross = given.amount("amount") if "amount" in given else amount("100.00")
    one = asked(gross, given.amount_or_zero("fee"))
    steps = (Approve(one.id, AT, "second"), Send(one.id, AT))[: given.choice("state", BEFORE, "AUDITING")]
    known: Mapping[str, PayoutCommand] = {
        "audit_reject": Reject(one.id, AT, "second"),
        "audit_approve": Approve(one.id, AT, "second"),
        "channel_closed": Report(one.id, AT, Outcome.FAILED),
        "channel_paid": Report(one.id, AT, Outcome.PAID),
    }
    event = given.choice("event", known)
    events = told(Request(one, AT, "first"), *steps, event)
    book, payables = free(Book(limits=STRICT), gross), Payables()
    for length in range(1, len(events) + 1):
        book = book_payout(book, events[:length], PARTIES, payables)
    after = PAYOUT_LIFE.replay(events)
    again = Approve(one.id, AT, "second", attempt=2)
    try:
        PAYOUT_LIFE.handle(again, after)
    except PayoutRefusedError:
        via = None
    else:
        via = "AUDITING"
    return {
        "state": WORDS[after.word],
        "returned_to_available": book.balance(Account(PartyId(PAYEE), "available", unit())),
        "retry_allowed_via": via,
    }


def withdrawable(given: Given) -> Answer:
    """Say what may be withdrawn where a part is frozen, and whether a request is taken."""
    given.passed_over("unit")
    book = free(Book(), given.amount("balance"))
    frozen = given.amount_or_zero("frozen_sum")
    if frozen:
        book = free(book, -frozen, "froze", "frozen")
    payables = Payables().read(book)
    answer = {"withdrawable": payables.amount(PAYEE, unit())}
    units = payables.open(PAYEE, unit())
    if not units:
        return {**answer, "accepted": False}
    start, request = units[0].start, given.amount("request")
    one = Instruction(
        PartyId(PAYEE), unit(), [Unit(EntryId("free"), start, start + request.minor)],
        fee=Money(0, unit()), tax=Money(0, unit()), channel="bank", payee_ref="account",
    )  # fmt: skip
    try:
        book_payout(book, told(Request(one, AT, "first")), PARTIES, payables)
    except PayoutRefusedError:
        return {**answer, "accepted": False}
    return {**answer, "accepted": True}


def split(given: Given) -> Answer:
    """Split up to the cap of what is left after the payment fee, each request for itself."""
    given.passed_over("unit")
    terms = (
        SplitTerms(cap=given.percent("max_split_percent")) if "max_split_percent" in given else SplitTerms()
    )
    payment = SplitPayment(OrderId("order"), given.amount("paid"), given.amount_or_zero("payment_fee"))
    asked_for = [
        SplitInstruction(OrderId("order"), str(place), PartyId(PAYEE), each, AT)
        for place, each in enumerate(given.amounts("requests"))
    ]
    return {"accepted": [split_order(payment, one, terms) is one for one in asked_for]}


def split_back(given: Given) -> Answer:
    """Return parts of a split, one after the other."""
    moment = instant(AT)
    one = SplitInstruction(
        OrderId("order"), "split", PartyId(PAYEE), given.amount("split_to_receiver_fen"), moment
    )
    days = given.values("days_since_split")
    taken: list[SplitReturn] = []
    accepted = []
    for place, each in enumerate(given.amounts("returns_fen")):
        day = int(days[place]) if place < len(days) else 0
        back = SplitReturn(one, str(place), each, moment + timedelta(days=day))
        is_taken = split_return(back, SplitTerms(), earlier=taken) is back
        accepted.append(is_taken)
        if is_taken:
            taken.append(back)
    return {"accepted": accepted}
