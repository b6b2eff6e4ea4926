"""Settling: a plan's guarantees and draws become entries at the end of a period."""

from datetime import timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import Draw, Guarantee, Plan
from communekit.commission.settling import settle_terms
from communekit.ids import EntryId, InvalidIdError, PartyId
from communekit.ledger import Account, Book, Entry, EntryConflictError, Posting
from communekit.ledger.settlement import (
    ADVANCED,
    REPAID,
    TOPPED_UP,
    Item,
    SettlementError,
    close,
    last_moment,
)
from communekit.money import Money
from communekit.parties import Role
from communekit.period import Calendar, Period, Window, instant
from tests.commission.shop import cny, plan, share

MONTHS = tuple(
    Calendar.monthly("Asia/Shanghai").period_at(instant(f"2026-{month:02}-15T00:00:00Z"))
    for month in range(1, 7)
)
MARCH = MONTHS[2]
LEADERS = {"leader": ["L1"]}


def earning(minor: int, month: Period = MARCH, *, party: str = "L1", key: str = "sale") -> Entry:
    """Return commission earned in a month; below zero what was taken back."""
    kind = "commission.accrued" if minor > 0 else "commission.reversed"
    at = month.window.start + timedelta(days=3)
    legs = [Posting.of(party, "pending", cny(minor)), Posting.of("club", "outside.payment", cny(-minor))]
    return Entry(EntryId(f"{key}-{party}-{month.label}"), kind, at, legs)


def settle(of: Plan, book: Book, month: Period = MARCH, **words: object) -> tuple[Entry, ...]:
    """Settle a month at its last moment; the store bears top-ups."""
    given_ = {"payer": "S1", **words}
    return settle_terms(of, book, month, LEADERS, last_moment(month), **given_)  # type: ignore[arg-type]  # words as they are


def balance(book: Book, bucket: str, party: str = "L1") -> int:
    """Return a balance in fen."""
    return book.balance(Account(PartyId(party), bucket, "CNY")).minor


@given(earned=st.integers(-500, 3_000), at_least=st.integers(0, 2_000))
def test_a_guarantee_is_what_the_plan_says(earned: int, at_least: int) -> None:
    """The entry is `Guarantee.top_up` of what was earned, net of what was taken back; nothing where it is reached."""
    guarantee = Guarantee(Role.LEADER, cny(at_least))
    book = Book().post(*([earning(earned)] if earned else []))
    made = settle(plan(share(), guarantees=[guarantee]), book)
    due = guarantee.top_up(cny(earned))
    assert [entry.kind for entry in made] == ([TOPPED_UP] if due else [])
    after = book.post(*made)
    assert balance(after, "available") == due.minor
    assert balance(after, "receivable", "S1") == -due.minor
    assert not any(after.trial_balance().values())


@given(
    earned=st.lists(st.integers(-500, 5_000), min_size=1, max_size=6),
    amount=st.integers(0, 2_500),
    recoverable=st.booleans(),
)
def test_a_draw_is_what_the_plan_says(earned: list[int], amount: int, recoverable: bool) -> None:
    """Month after month, the entries agree with `Draw.settle`: what is paid, and what is still owed."""
    draw = Draw(Role.LEADER, cny(amount), recoverable=recoverable)
    of = plan(share(), draws=[draw])
    book = Book()
    for month, gross, drawn in zip(MONTHS, earned, draw.settle(map(cny, earned)), strict=False):
        book = book.post(*([earning(gross, month)] if gross else []))
        made = settle(of, book, month)
        assert settle(of, book.post(*made), month) == made
        book = book.post(*made)
        given_ = {ADVANCED: 1, TOPPED_UP: 1, REPAID: -1}
        more = sum(
            given_[entry.kind] * sum(posting.minor for posting in entry.postings if posting.minor > 0)
            for entry in made
        )
        assert gross + more == drawn.paid.minor
        assert balance(book, "advance") == drawn.balance.minor
    assert not any(book.trial_balance().values())


def test_siebel_s_recoverable_draw_in_the_books() -> None:
    """A draw of 20.00 a month: 15.00, 30.00, 10.00, 40.00 earned; 5.00 drawn and repaid, 10.00 drawn and repaid."""
    of = plan(share(), draws=[Draw(Role.LEADER, cny(2_000))])
    book, kinds = Book(), []
    for month, gross in zip(MONTHS, (1_500, 3_000, 1_000, 4_000), strict=False):
        book = book.post(earning(gross, month))
        made = settle(of, book, month)
        kinds.append([entry.kind for entry in made])
        book = book.post(*made)
        kinds[-1].append(str(balance(book, "advance")))
    assert kinds == [[ADVANCED, "-500"], [REPAID, "0"], [ADVANCED, "-1000"], [REPAID, "0"]]


@given(
    earned=st.lists(st.integers(-500, 3_000).filter(bool), min_size=2, max_size=2),
    guarantee=st.integers(1, 2_000),
    draws=st.lists(st.integers(1, 2_000), max_size=2),
)
def test_same_key_once(earned: list[int], guarantee: int, draws: list[int]) -> None:
    """Settled again, then and after the next month was settled, it is the same entries; the book does not change."""
    of = plan(
        share(),
        guarantees=[Guarantee(Role.LEADER, cny(guarantee))],
        draws=[Draw(Role.LEADER, cny(amount)) for amount in draws],
    )
    book = Book().post(earning(earned[0], MONTHS[0]), earning(earned[1], MONTHS[1]))
    first = settle(of, book, MONTHS[0])
    book = book.post(*first)
    assert settle(of, book, MONTHS[0]) == first
    second = settle(of, book, MONTHS[1])
    after = book.post(*second)
    assert settle(of, after, MONTHS[0]) == first
    assert settle(of, after, MONTHS[1]) == second
    assert after.post(*first, *second) is after


def test_figures_that_changed_since_are_a_conflict() -> None:
    """key_conflict: a term settled for a month that was not closed, and then more was earned."""
    of = plan(share(), guarantees=[Guarantee(Role.LEADER, cny(1_000))])
    book = Book().post(earning(100))
    book = book.post(*settle(of, book))
    for more in (1, 900, 5_000):
        with pytest.raises(EntryConflictError):
            settle(of, book.post(earning(more, key="more")))
    drawn = plan(share(), draws=[Draw(Role.LEADER, cny(1_000))])
    book = Book().post(earning(100, MONTHS[1]))
    book = book.post(*settle(drawn, book, MONTHS[1]))
    book = book.post(earning(1_300))
    book = book.post(*settle(drawn, book))
    assert balance(book, "advance") == -600
    with pytest.raises(EntryConflictError):
        settle(drawn, book.post(earning(-100, key="less")))


def test_only_terms_of_the_period_are_settled() -> None:
    """A guarantee of a week has nothing to say about a month; a month by other clocks is refused."""
    weekly = plan(share(), guarantees=[Guarantee(Role.LEADER, cny(1_000), per="week")])
    monthly = plan(share(), guarantees=[Guarantee(Role.LEADER, cny(1_000))])
    assert settle(weekly, Book()) == ()
    week = Calendar.weekly("Asia/Shanghai").period_at(MARCH.window.start)
    [entry] = settle(weekly, Book(), week)
    assert entry.kind == TOPPED_UP
    assert settle(monthly, Book(), week) == ()
    assert settle(plan(share()), Book()) == ()
    utc = Calendar.monthly("UTC").period_at(MARCH.window.start + timedelta(days=3))
    with pytest.raises(SettlementError) as refused:
        settle(monthly, Book(), utc)
    assert (refused.value.problem, refused.value.value) == ("other_zone", "Asia/Shanghai")


def test_what_counts_is_what_the_rules_of_the_role_gave() -> None:
    """One who leads and hosts: only the leader's rule counts towards the leader's guarantee."""
    of = plan(share(), guarantees=[Guarantee(Role.LEADER, cny(1_000))])
    sold = earning(900)
    said = [
        Item(sold.id, PartyId("L1"), "base", "", 300),
        Item(sold.id, PartyId("L1"), "live", "", 600),
    ]
    book = Book().post(sold)
    [by_rule] = settle(of, book, items=said)
    assert balance(book.post(by_rule), "available") == 700
    [whole] = settle(of, book)
    assert balance(book.post(whole), "available") == 100


def test_parties_are_settled_apart_and_versions_are_not() -> None:
    """Two leaders have two entries, in the order of their ids; another version of the plan settles no term a second time."""
    of = plan(share(), guarantees=[Guarantee(Role.LEADER, cny(1_000))])
    both = settle_terms(of, Book(), MARCH, {"leader": ["L2", "L1", "L2"]}, last_moment(MARCH), payer="S1")
    assert [[p.account.party for p in entry.postings] for entry in both] == [["L1", "S1"], ["L2", "S1"]]
    later = plan(share(), version=2, guarantees=[Guarantee(Role.LEADER, cny(1_000))])
    assert settle(later, Book().post(*both)) == both[:1]
    assert (
        settle(
            plan(
                share(),
                guarantees=[Guarantee(Role.LEADER, cny(1_000))],
                effective=Window.parse("2026-04-01T00:00:00+08:00/.."),
            ),
            Book(),
        )
        == ()
    )


def test_terms_of_one_role_count_each_other() -> None:
    """A guarantee of 10.00 and a draw of 20.00 on 5.00 earned: 5.00 topped up, 10.00 advanced, 20.00 in all."""
    terms = {"guarantees": [Guarantee(Role.LEADER, cny(1_000))], "draws": [Draw(Role.LEADER, cny(2_000))]}
    book = Book().post(earning(500))
    made = settle(plan(share(), **terms), book)
    assert [(entry.kind, max(p.minor for p in entry.postings)) for entry in made] == [
        (TOPPED_UP, 500),
        (ADVANCED, 1_000),
    ]
    assert settle(plan(share(), **terms), book.post(*made)) == made


def test_who_bears_a_top_up() -> None:
    """By whom it is for; nobody pays himself, and nobody is left unsaid."""
    of = plan(share(), guarantees=[Guarantee(Role.LEADER, cny(1_000))])
    (made,) = settle(of, Book(), payer={"L1": "S7"})
    assert {p.account.party for p in made.postings} == {"L1", "S7"}
    assert settle(of, Book(), payer={"L1": "L1"}) == ()
    with pytest.raises(SettlementError) as refused:
        settle(of, Book(), payer={})
    assert refused.value.problem == "no_payer"
    with pytest.raises(SettlementError) as unsaid:
        settle_terms(of, Book(), MARCH, {"ledaer": ["L1"]}, last_moment(MARCH), payer="S1")
    assert unsaid.value.problem == "no_parties"
    with pytest.raises(InvalidIdError):
        settle_terms(of, Book(), MARCH, {"leader": "L1"}, last_moment(MARCH), payer="S1")


def test_a_guarantee_looks_at_the_periods_own_sales() -> None:
    """A refund of February's sale in March takes back in March, and is not made up for by March's guarantee."""
    of = plan(share(), guarantees=[Guarantee(Role.LEADER, cny(1_000))])
    february = earning(3_000, MONTHS[1])
    back = attrs.evolve(earning(-2_000, key="back"), refers_to=february.id)
    book = Book().post(february, earning(1_500), back)
    assert settle(of, book) == ()
    own = attrs.evolve(earning(-800, key="own"), refers_to=earning(1_500).id)
    (made,) = settle(of, book.post(own))
    assert max(p.minor for p in made.postings) == 300


def test_a_payer_gives_what_is_available_once() -> None:
    """15.00 are available for two top-ups of 10.00: the payer owes 5.00."""
    of = plan(share(), guarantees=[Guarantee(Role.LEADER, cny(1_000))])
    has = [Posting.of("S1", "available", cny(1_500)), Posting.of("club", "outside.payment", cny(-1_500))]
    book = Book().post(Entry(EntryId("has"), "order.paid", MARCH.window.start, has))
    made = settle_terms(of, book, MARCH, {"leader": ["L1", "L2"]}, last_moment(MARCH), payer="S1")
    after = book.post(*made)
    assert (balance(after, "available", "S1"), balance(after, "receivable", "S1")) == (0, -500)


def test_what_is_settled_at_the_last_moment_is_on_the_statement() -> None:
    """And the period closes after it."""
    of = plan(share(), guarantees=[Guarantee(Role.LEADER, cny(1_000))])
    book = Book().post(earning(100))
    closing = close(book.post(*settle(of, book)), ["L1"], MARCH)
    assert closing.of("L1", "CNY").closing == Money.cny("10.00")
    assert [one.kind for one in closing.of("L1", "CNY").movements] == [
        "commission.accrued",
        "settlement.topped_up",
    ]
