"""Drafts: what is paid now, what is due and not swept, and why; both sides of each edge."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ids import EntryId
from communekit.ledger import Entry
from communekit.ledger.payout import (
    PAYOUT_LIFE,
    Approve,
    ChannelLimits,
    Due,
    Fee,
    Instruction,
    InvalidPayoutError,
    LeftOpen,
    Payables,
    Payee,
    PayoutTerms,
    Reject,
    Request,
    Send,
    Unit,
    Used,
    Why,
    book_payout,
    draft,
    due,
)
from communekit.money import CNY, Money, Rate
from tests.ledger.payout.day import PARTIES, PAYEE, TERMS, at, book_of, freed, instruction, told, yuan

LOTS = [freed("free-1", 500), freed("free-2", 700)]


def payable(*entries: Entry) -> Payables:
    """Return what is open after some entries."""
    return Payables().read(entries)


def left(result: Instruction | LeftOpen) -> LeftOpen:
    """Return what is left open, where it is."""
    assert isinstance(result, LeftOpen)
    return result


def drafted(result: Instruction | LeftOpen) -> Instruction:
    """Return the instruction, where there is one."""
    assert isinstance(result, Instruction)
    return result


def test_oldest_units_first() -> None:
    """All of it without limits; with one, the oldest, and the last lot in part."""
    assert drafted(draft(payable(*LOTS), "L1", TERMS, PAYEE)).units == (
        Unit(EntryId("free-1"), 0, 500),
        Unit(EntryId("free-2"), 0, 700),
    )
    terms = attrs.evolve(TERMS, limits=ChannelLimits(per_payment=yuan("6.00")))
    one = drafted(draft(payable(*LOTS), "L1", terms, PAYEE))
    assert one.units == (Unit(EntryId("free-1"), 0, 500), Unit(EntryId("free-2"), 0, 100))
    assert (one.gross, one.net) == (yuan("6.00"), yuan("5.90"))


def test_same_state_same_instruction() -> None:
    """same_key_once: a draft made twice is one instruction, with one id."""
    one, other = (drafted(draft(payable(*LOTS), "L1", TERMS, PAYEE)) for _ in range(2))
    assert one == other
    assert one.id == other.id


@pytest.mark.parametrize(("minor", "is_paid"), [(999, False), (1_000, True)])
def test_threshold_is_inclusive(minor: int, is_paid: bool) -> None:
    """At least 10.00: 9.99 stays, 10.00 is paid (ruoyi-vue-pro)."""
    terms = PayoutTerms("bank", yuan("10.00"))
    result = draft(payable(freed("a", minor)), "L1", terms, PAYEE)
    assert isinstance(result, Instruction) == is_paid
    if not is_paid:
        assert left(result).why is Why.BELOW_THRESHOLD
        assert left(result).text() == "9.99 CNY is available; less than 10.00 CNY is not paid"
        assert left(result).text("zh_CN") == "可提现 9.99 CNY，未达到最低打款金额 10.00 CNY"


def test_nothing_and_unverified() -> None:
    """Nobody is paid nothing, and nobody whose account is not verified."""
    nothing = left(draft(payable(), "L1", TERMS, PAYEE))
    assert (nothing.why, nothing.available) == (Why.NOTHING, yuan("0"))
    for payee in (None, Payee("tok-1", verified=False)):
        found = left(draft(payable(*LOTS), "L1", TERMS, payee))
        assert (found.why, found.available) == (Why.UNVERIFIED, yuan("12.00"))
        assert found.text("zh") == "可提现 12.00 CNY，收款人尚未验证"


def test_fee_and_tax_that_take_all() -> None:
    """One fen must arrive."""
    terms = attrs.evolve(TERMS, fee=Fee(yuan("4.00")))
    assert drafted(draft(payable(freed("a", 401)), "L1", terms, PAYEE)).net == yuan("0.01")
    found = left(draft(payable(freed("a", 400)), "L1", terms, PAYEE))
    assert (found.why, found.text()) == (
        Why.NOTHING_LEFT,
        "4.00 CNY is available; fee 4.00 CNY and tax 0.00 CNY would take all of it",
    )


def test_tax_is_asked_for_the_gross() -> None:
    """What is withheld is the host's affair; an amount below zero is nobody's."""
    one = drafted(
        draft(payable(*LOTS), "L1", TERMS, PAYEE, withhold=lambda gross: Money(gross.minor // 10, CNY))
    )
    assert (one.tax, one.net) == (yuan("1.20"), yuan("10.70"))
    with pytest.raises(InvalidPayoutError):
        draft(payable(*LOTS), "L1", TERMS, PAYEE, withhold=lambda _: yuan("-1"))


@pytest.mark.parametrize(
    ("limits", "used", "gross"),
    [
        (ChannelLimits(per_day=yuan("10.00")), Used(yuan("0"), 0), "10.00"),
        (ChannelLimits(per_day=yuan("10.00")), Used(yuan("9.00"), 1), "1.00"),
        (ChannelLimits(per_day=yuan("10.00")), Used(yuan("9.01"), 1), None),  # 0.99 is below the threshold
        (ChannelLimits(per_day=yuan("10.00")), Used(yuan("11.00"), 1), None),
        (ChannelLimits(payments_per_day=2), Used(yuan("1.00"), 1), "12.00"),
        (ChannelLimits(payments_per_day=2), Used(yuan("1.00"), 2), None),
        (ChannelLimits(per_payment=yuan("1.00")), Used(yuan("0"), 0), "1.00"),
        (ChannelLimits(per_payment=yuan("0.99")), Used(yuan("0"), 0), None),
    ],
)
def test_limits_of_the_channel(limits: ChannelLimits, used: Used, gross: str | None) -> None:
    """What fits is paid, the rest stays open; where too little fits, nothing is paid."""
    result = draft(payable(*LOTS), "L1", attrs.evolve(TERMS, limits=limits), PAYEE, used=used)
    if gross is None:
        assert left(result).why is Why.LIMIT_REACHED
        assert "bank" in left(result).text()
        assert "bank" in left(result).text("zh")
    else:
        assert drafted(result).gross == yuan(gross)


def test_used_counts_the_day_of_the_party_and_channel() -> None:
    """Sent today or requested today counts once; what ended unpaid, other days, parties and channels do not."""
    one = instruction()
    requested = told(Request(one, at(0), "ops-1"))
    sent = told(Approve(one.id, at(1), "ops-2"), Send(one.id, at(20)), events=requested)
    rejected = told(Reject(one.id, at(1), "ops-2"), events=requested)
    states = [PAYOUT_LIFE.replay(events) for events in ([], requested, sent, rejected)]
    today, tomorrow = at(2), at(20)
    assert Used.of(states, "L1", TERMS, today) == Used(yuan("10.00"), 1)
    assert Used.of(states, "L1", TERMS, tomorrow) == Used(yuan("10.00"), 1)
    assert Used.of(states, "L2", TERMS, today) == Used.nothing("CNY")
    assert Used.of(states, "L1", attrs.evolve(TERMS, channel="card"), today) == Used.nothing("CNY")
    with pytest.raises(InvalidPayoutError):
        Used(yuan("0"), -1)


def test_generation_tells_a_new_try_from_an_old_one() -> None:
    """After a payout was rejected, the same units make another instruction."""
    book = book_of(*LOTS)
    first = drafted(draft(Payables().read(book), "L1", TERMS, PAYEE))
    life = told(Request(first, at(1), "ops-1"), Reject(first.id, at(2), "ops-2", "wrong account"))
    for events in (life[:1], life):
        book = book_payout(book, events, PARTIES, Payables())
    second = drafted(draft(Payables().read(book), "L1", TERMS, PAYEE))
    assert second.units == first.units
    assert (second.generation, second.id != first.id) == (1, True)


def test_due_tells_who_is_paid_and_what_is_left() -> None:
    """Due and not swept: each party with its reason, in the order of the parties."""
    entries = [freed("a", 99, "L1"), freed("b", 900, "L2"), freed("c", 500, "L3"), freed("d", 700, "L4")]
    terms = attrs.evolve(TERMS, limits=ChannelLimits(per_payment=yuan("6.00")))
    payees = {party: Payee(f"tok-{party}") for party in ("L1", "L2", "L4")}
    found = due(payable(*entries), terms, payees, used={"L4": Used(yuan("0"), 0)})
    assert [(one.party, one.gross) for one in found.instructions] == [
        ("L2", yuan("6.00")),
        ("L4", yuan("6.00")),
    ]
    assert [(one.party, one.available, one.why) for one in found.left_open] == [
        ("L1", yuan("0.99"), Why.BELOW_THRESHOLD),
        ("L2", yuan("3.00"), Why.LIMIT_REACHED),
        ("L3", yuan("5.00"), Why.UNVERIFIED),
        ("L4", yuan("1.00"), Why.LIMIT_REACHED),
    ]


def test_due_looks_at_one_currency() -> None:
    """What is available in another currency is another channel's."""
    assert due(payable(*LOTS), PayoutTerms("bank", Money.of("1", "USD")), {"L1": PAYEE}) == Due((), ())


@given(
    amounts=st.lists(st.tuples(st.sampled_from(("L1", "L2", "L3")), st.integers(1, 900)), max_size=8),
    threshold=st.integers(1, 400),
    per_payment=st.none() | st.integers(1, 900),
    verified=st.sets(st.sampled_from(("L1", "L2", "L3"))),
)
def test_nothing_silently_zero(
    amounts: list[tuple[str, int]], threshold: int, per_payment: int | None, verified: set[str]
) -> None:
    """nothing_silently_zero: what is paid and what is left, with a reason, are all that is available."""
    entries = [freed(f"in-{place}", minor, party) for place, (party, minor) in enumerate(amounts)]
    limit = Money(per_payment, CNY) if per_payment is not None else None
    terms = PayoutTerms(
        "bank",
        Money(threshold, CNY),
        fee=Fee(yuan("0.01"), Rate.percent(1)),
        limits=ChannelLimits(per_payment=limit),
    )
    found = due(payable(*entries), terms, dict.fromkeys(verified, PAYEE))
    assert found.total(terms).minor == sum(minor for _, minor in amounts)
    assert all(one.text("zh") and one.text() for one in found.left_open)
    for one in found.instructions:
        assert one.gross >= terms.threshold
        assert limit is None or one.gross <= limit
        assert one.net + one.fee == one.gross
