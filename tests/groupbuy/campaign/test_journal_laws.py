"""What holds of the entries of every campaign: nothing is lost, nothing of what failed stays, nothing is booked twice."""

from collections import Counter
from collections.abc import Iterable

from hypothesis import given

from communekit.groupbuy.campaign import (
    APPLIED,
    FORFEITED,
    GroupState,
    PaymentStrayed,
    SeatState,
    deposit_of_seat,
    journal,
    moves,
)
from communekit.ids import PartyId
from communekit.ledger import STRICT, Account, Book, Entry
from communekit.ledger.bucket import AVAILABLE, DEPOSIT, PAYMENT
from communekit.money import CNY

from .lives import MEMBERS, Life, lives

COMMUNITY = PartyId("riverside")
DONE = (SeatState.LEFT, SeatState.LAPSED, SeatState.FAILED)


def booked(life: Life) -> tuple[Entry, ...]:
    """Return the entries of a life, command by command."""
    return tuple(
        entry for step in life.steps for entry in journal(step.before, step.events, community=COMMUNITY)
    )


def sums(entries: Iterable[Entry]) -> Counter[tuple[str, str]]:
    """Return what each account comes to."""
    found = Counter[tuple[str, str]]()
    for entry in entries:
        for posting in entry.postings:
            found[posting.account.party, posting.account.bucket] += posting.minor
    return found


@given(life=lives())
def test_conservation_and_balanced_entry(life: Life) -> None:
    """conservation: after every command a strict book takes all of it, and all accounts add up to zero."""
    book = Book(limits=STRICT)
    for step in life.steps:
        book = book.post(*journal(step.before, step.events, community=COMMUNITY))
        assert sum(sums(book).values()) == 0
        assert all(book.balance(Account(member, DEPOSIT, CNY)).minor >= 0 for member in MEMBERS)


@given(life=lives())
def test_group_is_final_and_a_failed_seat_leaves_no_deposit(life: Life) -> None:
    """group_is_final: a member's deposit is what her undecided seats keep: of failed seats everything went back."""
    account = Counter[str]()
    for seat in life.seats:
        account[seat.member] += deposit_of_seat(seat).minor
        if seat.state in DONE:
            assert not seat.kept
            assert not deposit_of_seat(seat)
        group = life.state.group(seat.group)
        if group.state in (GroupState.EXPIRED, GroupState.CANCELLED):
            assert not deposit_of_seat(seat)
    found = sums(booked(life))
    for member in MEMBERS:
        assert found[member, DEPOSIT] == account[member]


@given(life=lives())
def test_what_is_kept_lies_with_orders_stores_or_deposits(life: Life) -> None:
    """conservation: what members paid and did not get back is held, forfeited, or was handed to their orders."""
    entries = booked(life)
    found = sums(entries)
    handed = -sum(
        posting.minor
        for entry in entries
        if entry.kind == APPLIED
        for posting in entry.postings
        if posting.account.bucket == DEPOSIT
    )
    given_back_by_orders = sum(
        (moved.seat.refunded - moved.before.refunded).minor
        for moved in moves(life.steps[0].before, life.events)
        if moved.was_sold and not isinstance(moved.event, PaymentStrayed)
    )
    held = sum(deposit_of_seat(seat).minor for seat in life.seats)
    forfeited = sum(seat.kept.minor for seat in life.seats if seat.state is SeatState.FORFEITED)
    assert sum(seat.kept.minor for seat in life.seats) == held + forfeited + handed - given_back_by_orders
    assert -found[COMMUNITY, PAYMENT] == held + forfeited
    assert forfeited == found["S1", AVAILABLE] + found[COMMUNITY, AVAILABLE]


@given(life=lives())
def test_same_facts_same_ids(life: Life) -> None:
    """same_key_once: all facts at once give the entries of each command, with the same ids, each id once."""
    entries = booked(life)
    assert journal(life.steps[0].before, life.events, community=COMMUNITY) == entries
    assert len({entry.id for entry in entries}) == len(entries)
    book = Book().post(*entries)
    assert book.post(*entries) == book


@given(life=lives())
def test_keeper_keeps_what_is_forfeited(life: Life) -> None:
    """Whoever is named keeps forfeited deposits, and nothing else changes."""
    found = sums(journal(life.steps[0].before, life.events, community=COMMUNITY, keeper="fund"))
    plain = sums(booked(life))
    assert found["fund", AVAILABLE] == plain["S1", AVAILABLE] + plain[COMMUNITY, AVAILABLE]
    assert found["S1", AVAILABLE] == 0
    assert FORFEITED not in {entry.kind for entry in booked(life)} or found["fund", AVAILABLE] > 0
