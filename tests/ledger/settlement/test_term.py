"""Terms settled at a closing: a guarantee topped up, a draw advanced and repaid."""

from collections.abc import Callable

import pytest

from communekit.ids import EntryId, PartyId
from communekit.ledger import STRICT, Account, Book, Entry, EntryConflictError, Posting
from communekit.ledger.settlement import (
    ADVANCED,
    REPAID,
    TOPPED_UP,
    Nature,
    SettlementError,
    advance,
    last_moment,
    repay,
    statements,
    term_id,
    top_up,
)
from communekit.money import Money
from tests.ledger.settlement.months import at, month

FACT = ("basket", 1, "guarantee", 1, "zhang", "2026-03")
END = last_moment(month(3))


def having(**buckets: str) -> Book:
    """Return a book in which Zhang and the store have amounts: `zhang_available="5"`."""
    legs = []
    for name, amount in buckets.items():
        party, bucket = name.split("_")
        legs.append(Posting.of(party, bucket, Money.cny(amount)))
    whole = Money.total([leg.amount for leg in legs], "CNY")
    if whole.minor:
        legs.append(Posting.of("club", "outside.payment", -whole))
    return Book(limits=STRICT).post(Entry(EntryId("start"), "order.paid", at("03-01"), legs))


def balances(book: Book, party: str = "zhang") -> dict[str, str]:
    """Return what a party has, by bucket."""
    return {account.bucket: money.text for account, money in book.balances.items() if account.party == party}


def test_a_top_up_is_available_and_the_payer_bears_it() -> None:
    """The payer gives what is available, and owes the rest; on the payee's statement it is earned."""
    book = having(store_available="600")
    entry = top_up(FACT, END, book, payer="store", payee="zhang", amount=Money.cny("900"))
    after = book.post(entry)
    assert (entry.kind, entry.id) == (TOPPED_UP, term_id(FACT))
    assert balances(after) == {"available": "900.00"}
    assert balances(after, "store") == {"receivable": "-300.00"}
    payee, payer = statements(after, ["store", "zhang"], month(3))[::-1]
    assert payee.moved(Nature.EARNED) == Money.cny("900.00")
    assert payer.moved(Nature.OTHER) == Money.cny("-900.00")
    assert not any(after.trial_balance().values())


@pytest.mark.parametrize(
    ("owed", "left"),
    [("-899.99", {"available": "0.01"}), ("-900", {}), ("-900.01", {"receivable": "-0.01"})],
)
def test_a_top_up_offsets_what_refunds_left_owed(owed: str, left: dict[str, str]) -> None:
    """Below, at and above what is owed; a draw is not offset."""
    book = having(zhang_receivable=owed, zhang_advance="-50")
    after = book.post(top_up(FACT, END, book, payer="store", payee="zhang", amount=Money.cny("900")))
    assert balances(after) == {"advance": "-50.00", **left}


def test_a_term_is_settled_once() -> None:
    """same_key_once: again with the same figures it is the same entry, with others a conflict, of any direction."""
    book = having(store_available="600")
    book = book.post(top_up(FACT, END, book, payer="store", payee="zhang", amount=Money.cny("900")))
    again = top_up(FACT, END, book, payer="store", payee="zhang", amount=Money.cny("900"))
    assert book.post(again) is book
    with pytest.raises(EntryConflictError):
        top_up(FACT, END, book, payer="store", payee="zhang", amount=Money.cny("901"))
    with pytest.raises(EntryConflictError):
        book.post(advance(FACT, END, party="zhang", amount=Money.cny("900")))


def test_a_draw_is_available_and_owed() -> None:
    """The whole claim does not change by it, nor by its repayment."""
    book = having(zhang_frozen="10")
    drawn = book.post(advance(FACT, END, party="zhang", amount=Money.cny("500")))
    assert balances(drawn) == {"advance": "-500.00", "available": "500.00", "frozen": "10.00"}
    back = repay((*FACT, "back"), END, drawn, party="zhang", amount=Money.cny("200"))
    assert back.kind == REPAID
    after = drawn.post(back)
    assert balances(after) == {"advance": "-300.00", "available": "300.00", "frozen": "10.00"}
    [statement] = statements(after, ["zhang"], month(3))
    assert [one.kind for one in statement.movements] == ["order.paid"]
    assert statement.owed == Money.cny("300.00")
    assert after.find(term_id(FACT)) == advance(FACT, END, party="zhang", amount=Money.cny("500"))
    assert drawn.balance(Account(PartyId("zhang"), "advance", "CNY")) == Money.cny("-500.00")
    assert ADVANCED == "settlement.advanced"


@pytest.mark.parametrize(
    ("free", "left"),
    [
        ("200.01", {"available": "0.01"}),
        ("200", {}),
        ("199.99", {"receivable": "-0.01"}),
    ],
)
def test_what_cannot_be_repaid_from_what_is_available_is_owed(free: str, left: dict[str, str]) -> None:
    """What is available is never below zero: the rest becomes a receivable, offset by what is released next."""
    book = having(zhang_available=free, zhang_advance="-200")
    after = book.post(repay(FACT, END, book, party="zhang", amount=Money.cny("200")))
    assert balances(after) == left


def _book() -> Book:
    return having(zhang_available="300", zhang_advance="-200")


BAD: dict[str, tuple[Callable[[], object], str]] = {
    "nothing topped up": (
        lambda: top_up(FACT, END, _book(), payer="store", payee="zhang", amount=Money.cny("0")),
        "no_amount",
    ),
    "less than nothing drawn": (
        lambda: advance(FACT, END, party="zhang", amount=Money.cny("-0.01")),
        "no_amount",
    ),
    "nothing repaid": (lambda: repay(FACT, END, _book(), party="zhang", amount=Money.cny("0")), "no_amount"),
    "paid by himself": (
        lambda: top_up(FACT, END, _book(), payer="zhang", payee="zhang", amount=Money.cny("1")),
        "same_party",
    ),
    "more than was drawn": (
        lambda: repay(FACT, END, _book(), party="zhang", amount=Money.cny("200.01")),
        "more_than_owed",
    ),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_what_cannot_be_settled(bad: tuple[Callable[[], object], str]) -> None:
    """Each is refused, and says why in both languages."""
    refuse, problem = bad
    with pytest.raises(SettlementError) as refused:
        refuse()
    assert refused.value.problem == problem
    assert "zhang" in refused.value.text("en")
    assert "无法结算" in refused.value.text("zh")


def test_a_repayment_told_again_is_the_same() -> None:
    """same_key_once: whatever is free or owed by then; another amount under its name is a conflict."""
    book = Book().post(advance("draw", END, party="zhang", amount=Money.cny("10.00")))
    repaid = repay("back", END, book, party="zhang", amount=Money.cny("6.00"))
    book = book.post(repaid)
    assert repay("back", END, book, party="zhang", amount=Money.cny("6.00")) == repaid
    with pytest.raises(EntryConflictError):
        repay("back", END, book, party="zhang", amount=Money.cny("4.00"))
