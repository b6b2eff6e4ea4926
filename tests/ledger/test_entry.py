"""Entries: what can be booked, and what cannot."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import attrs
import pytest

from communekit.errors import CommunekitError
from communekit.ids import EntryId, InvalidIdError, InvalidTextError, derived_id
from communekit.ledger import Entry, InvalidReversalError, InvalidWordError, Posting, UnbalancedEntryError
from communekit.money import MINOR_MAX, USD, AmountOutOfRangeError, Currency, InvalidAmountError, Money
from communekit.period import InvalidTimeError
from tests.ledger.entries import MARCH, POINTS, account, entry

LEADER, STORE, OUTSIDE = account("L1"), account("S1"), account("commons", "outside.payment")


def booked(*legs: tuple[object, object]) -> Entry:
    """Return an entry of legs given as (account, minor)."""
    return Entry(EntryId("e1"), "order.paid", MARCH, [Posting(place, minor) for place, minor in legs])  # type: ignore[arg-type]  # wrong ones too


def test_a_paid_line_is_shared_out() -> None:
    """The first row of the books: a paid line of 100.00 lies with leader, supplier, fund and store."""
    paid = booked(
        (OUTSIDE, -10_000),
        (LEADER, 800),
        (account("F1"), 6_200),
        (account("fund"), 50),
        (STORE, 2_950),
    )
    assert sum(posting.minor for posting in paid.postings) == 0
    assert Posting.of("L1", "pending", Money.cny("8.00")) in paid.postings


def test_an_entry_may_move_several_commodities() -> None:
    """Money and points of one fact stand in one entry; each balances by itself."""
    spent = booked(
        (OUTSIDE, -900),
        (STORE, 900),
        (account("M1", "points.active", POINTS), -100),
        (account("M1", "points.spent", POINTS), 100),
    )
    assert len(spent.postings) == 4


BAD_LEGS: dict[str, tuple[list[tuple[object, object]], str, object]] = {
    "86: debit and credit are one account": (
        [(LEADER, -800), (LEADER, 800)],
        "same_account",
        "L1/pending/CNY",
    ),
    "88: the legs add up to 1": ([(OUTSIDE, -799), (LEADER, 800)], "sum", {"CNY": 1}),
    "the legs add up to -1": ([(OUTSIDE, -801), (LEADER, 800)], "sum", {"CNY": -1}),
    "no leg": ([], "one_leg", 0),
    "one leg": ([(LEADER, 800)], "one_leg", 1),
    "a leg of nothing": ([(OUTSIDE, -800), (LEADER, 800), (STORE, 0)], "no_amount", "S1/pending/CNY"),
    "two currencies that balance only together": (
        [(OUTSIDE, -800), (account(commodity=USD), 800)],
        "sum",
        {"CNY": -800, "USD": 800},
    ),
    "two commodities of one name and other digits": (
        [
            (OUTSIDE, -800),
            (account(commodity=Currency.commodity("HOURS", digits=1)), 800),
            (account("L2", commodity=Currency.commodity("HOURS")), -800),
            (LEADER, 800),
        ],
        "sum",
        {"HOURS": 800},
    ),
    "one account twice, among others": (
        [(LEADER, 400), (OUTSIDE, -800), (LEADER, 400)],
        "same_account",
        "L1/pending/CNY",
    ),
}


@pytest.mark.parametrize(("legs", "problem", "value"), BAD_LEGS.values(), ids=BAD_LEGS)
def test_legs_that_do_not_balance_are_no_entry(
    legs: list[tuple[object, object]], problem: str, value: object
) -> None:
    """What does not move an amount from one account to another is refused, with its data."""
    with pytest.raises(UnbalancedEntryError) as refused:
        booked(*legs)
    assert refused.value.data() == {"entry": "e1", "problem": problem, "value": value}
    assert str(value) in str(refused.value)
    assert str(value) in refused.value.text("zh_CN")


BAD_AMOUNTS: dict[str, tuple[object, type[CommunekitError]]] = {
    "float": (8.0, InvalidAmountError),
    "bool": (True, InvalidAmountError),
    "none": (None, InvalidAmountError),
    "text": ("800", InvalidAmountError),
    "decimal": (Decimal(800), InvalidAmountError),
    "one above the range": (MINOR_MAX + 1, AmountOutOfRangeError),
    "one below the range": (-MINOR_MAX - 1, AmountOutOfRangeError),
    "17: 2^63": (2**63, AmountOutOfRangeError),
}


@pytest.mark.parametrize(("minor", "error"), BAD_AMOUNTS.values(), ids=BAD_AMOUNTS)
def test_a_leg_is_whole_minor_units(minor: object, error: type[CommunekitError]) -> None:
    """A posting refuses what money refuses."""
    with pytest.raises(error):
        Posting(LEADER, minor)  # type: ignore[arg-type]  # the mistake under test


def test_a_leg_may_reach_the_range() -> None:
    """10^15 minor units are still an amount, either way."""
    full = booked((OUTSIDE, -MINOR_MAX), (LEADER, MINOR_MAX))
    assert max(posting.minor for posting in full.postings) == MINOR_MAX


def test_a_leg_reads_as_money() -> None:
    """A posting says its amount in the commodity of its account."""
    assert Posting(LEADER, 836).amount == Money.cny("8.36")


BAD_FIELDS: dict[str, tuple[dict[str, Any], type[CommunekitError]]] = {
    "72: no id": ({"id": ""}, InvalidIdError),
    "an id with a slash": ({"id": "a/b"}, InvalidIdError),
    "a kind in capitals": ({"kind": "OrderPaid"}, InvalidWordError),
    "no kind": ({"kind": ""}, InvalidWordError),
    "42: a naive moment": ({"at": MARCH.replace(tzinfo=None)}, InvalidTimeError),
    "44: a date": ({"at": MARCH.date()}, InvalidTimeError),
    "48: the year 9999": ({"at": MARCH.replace(year=9999)}, InvalidTimeError),
    "a reference that is no id": ({"refers_to": ""}, InvalidIdError),
    "a note with a control character": ({"note": "a\x00b"}, InvalidTextError),
    "a note that forces direction": ({"note": "fine \u202e"}, InvalidTextError),
    "a long note": ({"note": "x" * 501}, InvalidTextError),
}


@pytest.mark.parametrize(("fields", "error"), BAD_FIELDS.values(), ids=BAD_FIELDS)
def test_a_field_that_cannot_stand_is_refused(fields: dict[str, Any], error: type[CommunekitError]) -> None:
    """Id, kind, moment, reference and note are checked at birth."""
    with pytest.raises(error):
        attrs.evolve(entry(), **fields)


def test_the_order_of_legs_is_not_part_of_the_fact() -> None:
    """Two entries that differ only in the order of their legs are one."""
    legs = [Posting(OUTSIDE, -800), Posting(LEADER, 500), Posting(STORE, 300)]
    first, second = (Entry(EntryId("e1"), "order.paid", MARCH, order) for order in (legs, legs[::-1]))
    assert first == second
    assert hash(first) == hash(second)


def test_a_moment_is_the_same_in_every_zone() -> None:
    """Eight in the morning in Shanghai is midnight in UTC: one entry, not two."""
    shanghai = datetime(2026, 3, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    assert entry(at=shanghai) == entry(at=datetime(2026, 3, 1, tzinfo=UTC))


def test_an_id_follows_from_the_fact() -> None:
    """Same kind and fact, same id; the moment and the amounts are not part of it."""
    legs = entry().postings
    one = Entry.derived("order.paid", MARCH, legs, fact=("order-1", "line-1", 3))
    assert one.id == derived_id("order.paid", "order-1", "line-1", 3)
    assert one.id == Entry.derived("order.paid", MARCH + timedelta(1), legs, fact=("order-1", "line-1", 3)).id
    for kind, fact in (("order.paid", ("order-1", "line-1", 4)), ("order.freight", ("order-1", "line-1", 3))):
        assert Entry.derived(kind, MARCH, legs, fact=fact).id != one.id


def test_a_fact_may_be_one_word() -> None:
    """A lone text is one part of the fact, not its letters."""
    legs = entry().postings
    assert Entry.derived("order.paid", MARCH, legs, fact="o-1").id == derived_id("order.paid", "o-1")


def test_a_reversal_undoes_leg_by_leg() -> None:
    """It is of its own kind and moment, names what it undoes and says why."""
    sale = entry()
    undone = sale.reversal(MARCH + timedelta(days=2), "returned by the member")
    assert {posting.account: posting.minor for posting in undone.postings} == {
        posting.account: -posting.minor for posting in sale.postings
    }
    assert (undone.kind, undone.reverses, undone.refers_to) == ("ledger.reversal", sale.id, sale.id)
    assert undone.note == "returned by the member"
    assert sale.reverses is None


def test_an_entry_has_one_reversal() -> None:
    """The id of a reversal follows from the entry alone, whenever and why ever it is undone."""
    sale = entry()
    first = sale.reversal(MARCH, "returned")
    assert sale.reversal(MARCH + timedelta(days=1), "spoilt").id == first.id
    assert entry("sale-2").reversal(MARCH, "returned").id != first.id


BAD_REVERSALS: dict[str, tuple[Callable[[], object], type[CommunekitError], dict[str, object]]] = {
    "a reversal of a reversal": (
        lambda: entry().reversal(MARCH, "returned").reversal(MARCH, "again"),
        InvalidReversalError,
        {"problem": "of_reversal"},
    ),
    "64: older than its cause": (
        lambda: entry().reversal(MARCH - timedelta(microseconds=1), "returned"),
        InvalidTimeError,
        {"problem": "before_its_cause"},
    ),
    "no reason": (lambda: entry().reversal(MARCH, ""), InvalidTextError, {}),
    "a hand-made one that names nothing": (
        lambda: attrs.evolve(entry(), kind=Entry.REVERSAL),
        InvalidReversalError,
        {"entry": "sale-1", "problem": "unnamed"},
    ),
    "a hand-made one under an id of its own": (
        lambda: attrs.evolve(entry(), kind=Entry.REVERSAL, refers_to=EntryId("sale-0")),
        InvalidReversalError,
        {"problem": "unnamed"},
    ),
}


@pytest.mark.parametrize(("act", "error", "data"), BAD_REVERSALS.values(), ids=BAD_REVERSALS)
def test_a_reversal_that_makes_no_sense_is_refused(
    act: Callable[[], object], error: type[CommunekitError], data: dict[str, object]
) -> None:
    """An entry is undone once, not before it happened, and with a reason."""
    with pytest.raises(error) as refused:
        act()
    assert data.items() <= refused.value.data().items()
    assert refused.value.text("zh") != refused.value.text("en")


def test_a_reversal_at_the_very_moment_stands() -> None:
    """The moment of the entry itself is not before it."""
    assert entry().reversal(MARCH, "returned").at == MARCH
