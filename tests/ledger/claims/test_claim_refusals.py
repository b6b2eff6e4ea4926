"""What claims refuse, with the whole error: of which case, why, and the amount or party that was wrong."""

import pytest

from communekit.ids import InvalidIdError, InvalidTextError, PartyId
from communekit.ledger import Cashier
from communekit.ledger.claims import ApprovalError, ClaimError, Ruling
from communekit.ledger.claims.ruling import adjust, dispute, rule, write_off
from communekit.money import CurrencyMismatchError, Money
from tests.ledger.claims.test_claims_laws import RULING, told
from tests.ledger.entries import MARCH
from tests.refused import Refusal, check_refusal

YUAN, NOTHING, BELOW = Money.cny("1.00"), Money.cny("0"), Money.cny("-0.01")


def cashier(*, disputed: bool = False) -> Cashier:
    """Return a cashier with a sale of which a leader has 8.00 and the store 2.00."""
    made = Cashier()
    made.record([told("sale", "commission.accrued", {"L1": 800, "S1": 200})])
    if disputed:
        made.dispute("case-1", "sale", "L1", MARCH, "short")
    return made


OPEN, DISPUTED = cashier(), cashier(disputed=True)
ID = OPEN.claims["sale"].id
BOOK = OPEN.book


def ruled(keeps: Money, rest_to: str = "S1", party: str = "L1", case: str = "case-1") -> object:
    """Rule the one dispute."""
    claim = DISPUTED.claims["sale"]
    return rule(case, claim, party, MARCH, RULING, DISPUTED.book, keeps=keeps, rest_to=rest_to)


DISPUTES: list[Refusal] = [
    (
        lambda: dispute("case-1", OPEN.claims["sale"], "L9", MARCH, "short", BOOK),
        ClaimError(ID, "not_open", "L9"),
    ),
    (
        lambda: dispute("case-1", OPEN.claims["sale"], "L1", MARCH, "", BOOK),
        InvalidTextError("reason", "", "empty"),
    ),
    (lambda: ruled(Money.cny("8.01")), ClaimError(ID, "too_much", 801)),
    (lambda: ruled(BELOW), ClaimError(ID, "too_much", -1)),
    (lambda: ruled(Money.cny("7.50"), ""), ClaimError(ID, "nobody", 50)),
    (lambda: ruled(YUAN, party="S1"), ClaimError(ID, "not_disputed", "S1")),
    (lambda: ruled(YUAN, case="case-2"), ClaimError(ID, "not_disputed", "L1")),
    (lambda: ruled(Money.of("1", "JPY")), CurrencyMismatchError("CNY", "JPY")),
]

UNKNOWN: list[Refusal] = [(lambda: OPEN.claims["sold"], ClaimError("sold", "unknown"))]

CORRECTIONS: list[Refusal] = [
    (
        lambda: adjust("", MARCH, RULING, BOOK, payer="L1", payee="S1", amount=YUAN),
        InvalidIdError("key of a correction", "", "empty"),
    ),
    (
        lambda: adjust("k", MARCH, RULING, BOOK, payer="L1", payee="S1", amount=NOTHING),
        ClaimError("k", "no_amount", "0.00"),
    ),
    (
        lambda: adjust("k", MARCH, RULING, BOOK, payer="L1", payee="L1", amount=YUAN),
        ClaimError("k", "same_party", "L1"),
    ),
    (
        lambda: write_off("k", MARCH, RULING, BOOK, debtor="L1", bearer="S1", amount=BELOW),
        ClaimError("k", "no_amount", "-0.01"),
    ),
    (
        lambda: write_off("k", MARCH, RULING, BOOK, debtor="L1", bearer="L1", amount=YUAN),
        ClaimError("k", "same_party", "L1"),
    ),
    (
        lambda: write_off("k", MARCH, RULING, BOOK, debtor="L1", bearer="S1", amount=YUAN),
        ClaimError("k", "not_owed", "1.00"),
    ),
]

PEOPLE: list[Refusal] = [
    (
        lambda: Ruling("", actor=PartyId("a"), approver=PartyId("b")),
        InvalidTextError("reason", "", "empty"),
    ),
    (
        lambda: Ruling("x" * 501, actor=PartyId("a"), approver=PartyId("b")),
        InvalidTextError("reason", "x" * 501, "too_long", 500),
    ),
    (
        lambda: Ruling("because", actor=PartyId("a"), approver=PartyId("")),
        InvalidIdError("party id", "", "empty"),
    ),
    (lambda: Ruling("because", actor=PartyId("a"), approver=PartyId("a")), ApprovalError(PartyId("a"))),
]


@pytest.mark.parametrize("refusal", [*DISPUTES, *UNKNOWN, *CORRECTIONS, *PEOPLE])
def test_each_refusal_says_of_which_case_and_why(refusal: Refusal) -> None:
    """Whoever decides reads what stood in the way."""
    check_refusal(refusal)
