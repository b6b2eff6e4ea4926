"""Laws of limits: no balance passes its limit, whatever is posted, and a refusal changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ids import EntryId, PartyId
from communekit.ledger import (
    FREE,
    STRICT,
    Book,
    Entry,
    InsufficientFundsError,
    InvalidLimitError,
    InvalidWordError,
    Limit,
    Limits,
    Posting,
)
from tests.ledger.entries import MARCH, account, journals


@given(journal=journals(), floor=st.integers(-5_000, 0), ceiling=st.integers(0, 5_000))
def test_cap_holds(journal: list[Entry], floor: int, ceiling: int) -> None:
    """cap_holds: what a limited book takes never brings a balance past its limit; the rest is refused whole."""
    limits = Limits((Limit("available", floor, ceiling), Limit("available", None, 0, party=PartyId("L1"))))
    book = Book(limits)
    for each in journal:
        try:
            after = book.post(each)
        except InsufficientFundsError:
            assert each not in book
            continue
        for place, money in after.balances.items():
            if place.bucket == "available":
                before = book.balance(place).minor
                low, high = (None, 0) if place.party == "L1" else (floor, ceiling)
                assert low is None or money.minor >= low or money.minor >= before
                assert money.minor <= high or money.minor <= before
        book = after


@given(journal=journals())
def test_a_book_without_limits_takes_all(journal: list[Entry]) -> None:
    """Free is free: the same entries lead to the same balances."""
    assert Book.of(journal, limits=FREE).balances == Book.of(journal).balances


def move(id_: str, minor: int, bucket: str = "available") -> Entry:
    """Return an entry that pays a leader, or takes from him."""
    legs = (
        Posting(account("L1", bucket), minor),
        Posting(account("commons", "outside.payment"), -minor),
    )
    return Entry(EntryId(id_), "order.paid", MARCH, legs)


def test_both_sides_of_zero() -> None:
    """What is there may go to the last unit, and not one further; the error says where it would have gone."""
    book = Book.of([move("a", 5)], limits=STRICT)
    assert book.post(move("b", -5)).balance(account("L1", "available")).minor == 0
    with pytest.raises(InsufficientFundsError) as refused:
        book.post(move("b", -6))
    assert refused.value.data() == {
        "entry": "b",
        "account": "L1/available/CNY",
        "before_minor": 5,
        "after_minor": -1,
    }
    assert "余额" in refused.value.text("zh")
    owed = Book.of([move("c", -5, "receivable")], limits=STRICT)
    with pytest.raises(InsufficientFundsError):
        owed.post(move("d", 6, "receivable"))


def test_linked_entries_go_together() -> None:
    """Of two entries posted together, the second may use what the first brought; if it wants more, neither is taken."""
    book = Book(STRICT)
    assert len(book.post(move("a", 5), move("b", -5))) == 2
    with pytest.raises(InsufficientFundsError):
        book.post(move("a", 5), move("b", -6))
    assert len(book) == 0


def test_a_limit_that_comes_late_lets_back() -> None:
    """Where a balance is past a new limit already, what brings it back is taken, what takes it further is not."""
    book = Book((Limit("available"),))
    free = Book.of([move("a", -10)])
    assert Limit("available").allows(-10, 4)
    assert not Limit("available").allows(-10, -1)
    assert free.balance(account("L1", "available")).minor == -10
    assert book.limits.on(account("L1", "pending")) is None


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: Limit("available", None, None), "unbounded"),
        (lambda: Limit("available", True), "unbounded"),
        (lambda: Limit("available", 1, 0), "crossed"),
        (lambda: Limits((Limit("available"), Limit("available", 1))), "twice"),
    ],
    ids=["nothing", "no number", "crossed", "twice"],
)
def test_what_is_no_limit(make: object, problem: str) -> None:
    """A limit limits something, once."""
    assert callable(make)
    with pytest.raises(InvalidLimitError) as refused:
        make()
    assert refused.value.problem == problem
    assert refused.value.problems[problem]["zh"] in refused.value.text("zh")


def test_a_limit_is_of_a_bucket() -> None:
    """Its bucket is a word of the books."""
    with pytest.raises(InvalidWordError):
        Limit("Available")
