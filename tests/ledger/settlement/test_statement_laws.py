"""Laws of statements: they add up, they join, and they agree with the book."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from communekit.ledger import Account, Book, Entry
from communekit.ledger.settlement import CLAIM, HELD, Nature, Statement, last_moment, statements
from communekit.period import Period, Window
from tests.ledger.settlement.histories import MOMENT, MONTHS, PARTIES, histories

months = st.sampled_from(MONTHS)


def by_holder(made: tuple[Statement, ...]) -> dict[tuple[str, str], Statement]:
    """Return statements by party and commodity."""
    return {(one.party, one.commodity.code): one for one in made}


@given(history=histories(), month=months)
def test_opening_and_movements_are_closing(history: list[Entry], month: Period) -> None:
    """Opening + movements = closing in all, opening + in + out = closing per bucket, and natures part the movements."""
    for one in statements(Book.of(history), PARTIES, month):
        assert one.opening_minor + sum(movement.minor for movement in one.movements) == one.closing_minor
        assert sum(one.moved(nature).minor for nature in Nature) == one.closing_minor - one.opening_minor
        for flow in one.flows:
            assert flow.opening_minor + flow.in_minor + flow.out_minor == flow.closing_minor


@given(history=histories(), month=months)
def test_balance_is_fold(history: list[Entry], month: Period) -> None:
    """balance_is_fold: every bucket opens and closes with the book's balance of that moment."""
    book = Book.of(history)
    for one in statements(book, PARTIES, month):
        assert [flow.bucket for flow in one.flows] == list(CLAIM)
        for flow in one.flows:
            account = Account(one.party, flow.bucket, one.commodity)
            assert flow.opening_minor == book.balance(account, at=month.window.start - MOMENT).minor
            assert flow.closing_minor == book.balance(account, at=last_moment(month)).minor


@given(history=histories(), month=months)
def test_nobody_who_has_moved_is_left_out(history: list[Entry], month: Period) -> None:
    """Whoever was ever posted to before the end of the period has a statement, in that commodity; nobody else."""
    made = by_holder(statements(Book.of(history), PARTIES, month))
    touched = {
        (posting.account.party, posting.account.commodity.code)
        for entry in history
        if entry.at <= last_moment(month)
        for posting in entry.postings
        if posting.account.party in PARTIES
    }
    assert set(made) == touched


@given(history=histories(), data=st.data())
def test_the_closing_of_one_period_is_the_opening_of_the_next(
    history: list[Entry], data: st.DataObject
) -> None:
    """Bucket by bucket, month after month."""
    book = Book.of(history)
    place = data.draw(st.integers(0, len(MONTHS) - 2))
    first, second = MONTHS[place : place + 2]
    before, after = by_holder(statements(book, PARTIES, first)), by_holder(statements(book, PARTIES, second))
    for holder, one in before.items():
        assert [flow.closing_minor for flow in one.flows] == [
            flow.opening_minor for flow in after[holder].flows
        ]
    for holder in after.keys() - before.keys():
        assert after[holder].opening_minor == 0


@given(history=histories(), data=st.data())
def test_adjacent_statements_add_up_to_their_union(history: list[Entry], data: st.DataObject) -> None:
    """The statements of two months, joined, are the statement of both months; three join in either order."""
    book = Book.of(history)
    start = data.draw(st.integers(0, 1))
    first, second, third = MONTHS[start : start + 3]
    union = Period("three", Window(first.window.start, third.window.end))
    whole = by_holder(statements(book, PARTIES, union))
    one, two, three = (by_holder(statements(book, PARTIES, month)) for month in (first, second, third))
    for holder in one:
        joined = one[holder].then(two[holder]).then(three[holder], label="three")
        assert joined == whole[holder]
        assert one[holder].then(two[holder].then(three[holder]), label="three") == whole[holder]


@given(history=histories(), month=months)
def test_what_is_held_adds_up(history: list[Entry], month: Period) -> None:
    """The claims that are not free add up to pending, frozen and disputed; each is named once per bucket."""
    for one in statements(Book.of(history), PARTIES, month):
        for bucket in HELD:
            held = [each for each in one.held if each.bucket == bucket]
            assert sum(each.minor for each in held) == one.flow(bucket).closing_minor
            assert len({each.claim for each in held}) == len(held)


@given(history=histories(), month=months)
def test_parties_do_not_see_each_other(history: list[Entry], month: Period) -> None:
    """batch_independence: a party's statement is the same alone and among all; other parties' entries change nothing."""
    book = Book.of(history)
    together = statements(book, PARTIES, month)
    assert together == tuple(one for party in PARTIES for one in statements(book, [party], month))
    for party in PARTIES:
        own = [
            entry for entry in history if any(posting.account.party == party for posting in entry.postings)
        ]
        kept = {entry.id for entry in own}
        if all(entry.refers_to is None or entry.refers_to in kept for entry in own):
            assert statements(Book.of(own), [party], month) == statements(book, [party], month)


@given(history=histories(), month=months)
def test_half_open(history: list[Entry], month: Period) -> None:
    """half_open: a line counts from the first moment of its month, and not at the first moment of the next."""
    for one in statements(Book.of(history), PARTIES, month):
        for movement in one.movements:
            for line in movement.lines:
                assert month.window.covers(line.at)
                assert line.at <= last_moment(month) < last_moment(month) + timedelta(microseconds=1)
            assert [line.at for line in movement.lines] == sorted(line.at for line in movement.lines)


@given(history=histories(), month=months)
def test_conservation(history: list[Entry], month: Period) -> None:
    """conservation: what all parties are owed at the end, and what lies with the world, come to zero per commodity."""
    book = Book.of(history)
    sums: dict[str, int] = {}
    for one in statements(book, PARTIES, month):
        sums[one.commodity.code] = sums.get(one.commodity.code, 0) + one.closing_minor
    for entry in history:
        for posting in entry.postings:
            account = posting.account
            if account.party not in PARTIES and entry.at <= last_moment(month):
                sums[account.commodity.code] = sums.get(account.commodity.code, 0) + posting.minor
    assert not any(sums.values())
