"""What payouts and splits refuse, with the whole error: of what, the value, and why."""

from typing import Any

import pytest

from communekit.ids import EntryId, InvalidIdError, InvalidTextError
from communekit.ledger import InvalidWordError
from communekit.ledger.payout import (
    Batch,
    ChannelLimits,
    Fee,
    Instruction,
    InvalidPayoutError,
    PayoutTerms,
    Receiver,
    Request,
    SplitInstruction,
    SplitPayment,
    SplitTerms,
    Unit,
    split_order,
)
from communekit.money import Money
from tests.ledger.entries import MARCH
from tests.refused import Refusal, check_refusal

ZERO, YUAN, DOLLAR, BELOW = (
    Money.cny("0"),
    Money.cny("1.00"),
    Money.of("1.00", "USD"),
    Money.cny("-0.01"),
)


def bad(what: str, value: object, problem: str) -> InvalidPayoutError:
    """Return the error."""
    return InvalidPayoutError(what, value, problem)


def wrong(value: Any) -> Any:
    """Return a value of a kind that does not belong where it is put."""
    return value


def unit(start: int, end: int) -> Unit:
    """Return minor units of one release."""
    return Unit(EntryId("release-1"), start, end)


def instruction(*units: Unit, **words: Any) -> Instruction:
    """Return an instruction to pay 8.00 that cost nothing."""
    given: dict[str, Any] = {"fee": ZERO, "tax": ZERO, "channel": "bank", "payee_ref": "tok-7", "party": "L1"}
    return Instruction(**{"currency": "CNY", "units": units or [unit(0, 800)]} | given | words)


def split(**words: Any) -> SplitInstruction:
    """Return a split of one yuan of an order."""
    given: dict[str, Any] = {"order": "A1", "key": "leader", "receiver": "L1", "amount": YUAN, "at": MARCH}
    return SplitInstruction(**given | words)


PAID = SplitPayment(wrong("A1"), Money.cny("100.00"))

FEES: list[Refusal] = [
    (lambda: Fee(wrong(1)), bad("fixed fee", 1, "not_an_amount")),
    (lambda: Fee(BELOW), bad("fixed fee", "-0.01", "not_below_zero")),
    (lambda: Fee(ZERO, wrong("1%")), bad("rate of the fee", "1%", "unlike")),
    (lambda: Fee(ZERO, rounding=wrong("up")), bad("rounding of the fee", "up", "unlike")),
    (lambda: Fee(ZERO, at_least=DOLLAR), bad("bound of the fee", "USD", "currency")),
    (lambda: Fee(ZERO, at_most=BELOW), bad("bound of the fee", "-0.01", "not_below_zero")),
    (lambda: Fee(ZERO, at_least=YUAN, at_most=ZERO), bad("bound of the fee", "0.00", "crossed")),
]

TERMS: list[Refusal] = [
    (lambda: PayoutTerms("Bank", YUAN), InvalidWordError("channel", "Bank")),
    (lambda: PayoutTerms("bank", wrong(10)), bad("threshold", 10, "not_an_amount")),
    (lambda: PayoutTerms("bank", BELOW), bad("threshold", "-0.01", "not_below_zero")),
    (lambda: PayoutTerms("bank", YUAN, fee=wrong("free")), bad("fee", "free", "unlike")),
    (lambda: PayoutTerms("bank", YUAN, limits=wrong("none")), bad("limits", "none", "unlike")),
    (lambda: PayoutTerms("bank", YUAN, fee=Fee(DOLLAR)), bad("fee", "USD", "currency")),
    (
        lambda: PayoutTerms("bank", YUAN, limits=ChannelLimits(per_day=DOLLAR)),
        bad("limit", "USD", "currency"),
    ),
    (lambda: ChannelLimits(per_payment=BELOW), bad("limit per payment", "-0.01", "not_below_zero")),
    (lambda: ChannelLimits(per_day=wrong(5)), bad("limit per day", 5, "not_an_amount")),
    (
        lambda: ChannelLimits(payments_per_day=0),
        bad("number of payments per day", 0, "not_a_count"),
    ),
]

INSTRUCTIONS: list[Refusal] = [
    (lambda: instruction(party=""), InvalidIdError("party id", "", "empty")),
    (lambda: instruction(channel="Bank"), InvalidWordError("channel", "Bank")),
    (lambda: instruction(payee_ref=""), InvalidTextError("payee reference", "", "empty")),
    (lambda: instruction(generation=-1), bad("generation", -1, "not_a_count")),
    (lambda: instruction(wrong("unit")), bad("unit", "unit", "unlike")),
    (lambda: instruction(fee=DOLLAR), bad("fee", "USD", "currency")),
    (lambda: instruction(tax=BELOW), bad("tax", "-0.01", "not_below_zero")),
    (
        lambda: instruction(unit(0, 5), unit(4, 8)),
        bad("unit", "release-1", "overlap"),
    ),
    (lambda: instruction(fee=Money.cny("8.00")), bad("net amount", "0.00", "no_net")),
    (lambda: Request(wrong("po-1"), MARCH, wrong("ops-1")), bad("instruction", "po-1", "unlike")),
    (lambda: Request(instruction(), MARCH, wrong("")), InvalidIdError("party id", "", "empty")),
    (lambda: Batch([]), bad("line", "", "nothing")),
]

SPLITS: list[Refusal] = [
    (lambda: SplitPayment(wrong(""), YUAN), InvalidIdError("order id", "", "empty")),
    (lambda: SplitPayment(wrong("A1"), wrong(1)), bad("payment", 1, "not_an_amount")),
    (lambda: SplitPayment(wrong("A1"), BELOW), bad("payment", "-0.01", "not_below_zero")),
    (lambda: SplitPayment(wrong("A1"), YUAN, DOLLAR), bad("payment fee", "USD", "currency")),
    (
        lambda: SplitPayment(wrong("A1"), YUAN, Money.cny("1.01")),
        bad("payment fee", "1.01", "crossed"),
    ),
    (lambda: split(order=""), InvalidIdError("order id", "", "empty")),
    (lambda: split(key=""), InvalidIdError("key of a split", "", "empty")),
    (lambda: split(receiver=""), InvalidIdError("party id", "", "empty")),
    (lambda: split(amount=ZERO), bad("split", "0.00", "nothing")),
    (lambda: split(kind="merchant"), bad("receiver", "merchant", "unlike")),
    (
        lambda: split_order(PAID, split(), SplitTerms(), earlier=[split(amount=YUAN * 2)]),
        bad("split", "leader", "overlap"),
    ),
    (lambda: SplitTerms(cap=wrong("30%")), bad("cap", "30%", "unlike")),
    (lambda: SplitTerms(returns_max=0), bad("number of returns", 0, "not_a_count")),
    (lambda: SplitTerms(return_days=wrong(True)), bad("days of return", True, "not_a_count")),
]


@pytest.mark.parametrize("refusal", [*FEES, *TERMS, *INSTRUCTIONS, *SPLITS])
def test_each_refusal_says_of_what_and_shows_the_value(refusal: Refusal) -> None:
    """Whoever sets up a channel finds the field."""
    check_refusal(refusal)


def test_a_fee_may_be_all_that_was_paid() -> None:
    """The other side of the edge: nothing is left to split."""
    payment = SplitPayment(wrong("A1"), YUAN, YUAN)
    assert payment.splittable(SplitTerms()) == ZERO
    assert split(kind=Receiver.WALLET).kind is Receiver.WALLET
