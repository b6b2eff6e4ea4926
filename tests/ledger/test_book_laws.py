"""Laws of the book, and a machine that drives it against a plain and slow model."""

from datetime import datetime

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from communekit.errors import CommunekitError
from communekit.ledger import Account, BalanceOutOfRangeError, Book, Entry, EntryConflictError
from communekit.money import CNY, MINOR_MAX, Money
from tests.ledger.entries import accounts, entries, entry, journals, moments

Balances = dict[Account, int]


def balances_of(journal: list[Entry], *, at: datetime | None = None) -> Balances:
    """Return the balances that are not zero, the slow way: by adding up every posting."""
    found: Balances = {}
    for each in journal:
        if at is None or each.at <= at:
            for posting in each.postings:
                found[posting.account] = found.get(posting.account, 0) + posting.minor
    return {account: minor for account, minor in found.items() if minor}


def balances_in(book: Book) -> Balances:
    """Return the balances that the book states, in minor units."""
    return {account: money.minor for account, money in book.balances.items()}


@given(journal=journals())
def test_conservation(journal: list[Entry]) -> None:
    """conservation: after every entry, all balances of a commodity add up to zero."""
    book = Book()
    for each in journal:
        book = book.post(each)
        assert not any(book.trial_balance().values())
        for commodity in book.trial_balance():
            amounts = [money for account, money in book.balances.items() if account.commodity == commodity]
            assert Money.total(amounts, commodity) == Money.zero(commodity)


@given(journal=journals(), data=st.data())
def test_balance_is_fold_at_any_position(journal: list[Entry], data: st.DataObject) -> None:
    """balance_is_fold: the book after its first n entries is the fold of those n, whoever looks back."""
    book = Book.of(journal)
    position = data.draw(st.integers(0, len(journal)))
    earlier = book.upto(position)
    assert balances_in(earlier) == balances_of(journal[:position])
    assert earlier == Book.of(journal[:position])


@given(journal=journals(), moment=moments(), account=accounts(CNY), data=st.data())
def test_balance_is_fold_at_any_moment(
    journal: list[Entry], moment: datetime, account: Account, data: st.DataObject
) -> None:
    """balance_is_fold: as of a moment, what is dated until then counts, whenever it was posted."""
    position = data.draw(st.integers(0, len(journal)))
    expected = balances_of(journal[:position], at=moment).get(account, 0)
    assert Book.of(journal).upto(position).balance(account, at=moment).minor == expected


@given(journal=journals(), data=st.data())
def test_same_key_once(journal: list[Entry], data: st.DataObject) -> None:
    """same_key_once: entries that come again, at any time and any number of times, change nothing."""
    book = Book.of(journal)
    again = data.draw(st.lists(st.sampled_from(journal), max_size=5) if journal else st.just([]))
    assert book.post(*again) is book
    assert Book.of([each for each in journal for _ in range(2)]) == book


@given(journal=journals(), data=st.data())
def test_key_conflict(journal: list[Entry], data: st.DataObject) -> None:
    """key_conflict: an id that comes again with other content is refused, and the book is as it was."""
    book = Book.of([entry(), *journal])
    known = data.draw(st.sampled_from(list(book)))
    other = data.draw(entries(ids=st.just(known.id)).filter(lambda drawn: drawn != known))
    with pytest.raises(EntryConflictError) as refused:
        book.post(other)
    assert refused.value.entry == known.id
    assert all(getattr(known, name) != getattr(other, name) for name in refused.value.differs)
    assert book == Book.of([entry(), *journal])


@given(journal=journals(), batch=st.lists(entries(), max_size=6))
def test_refusal_is_atomic(journal: list[Entry], batch: list[Entry]) -> None:
    """refusal_is_atomic: a batch with one bad entry leaves no trace, wherever in the batch that entry stands."""
    book = Book.of(journal)
    before = (list(book), balances_in(book), len(book))
    too_much = [entry("x1", MINOR_MAX), entry("x2", MINOR_MAX)]
    with pytest.raises(CommunekitError):
        book.post(*batch, *too_much)
    assert (list(book), balances_in(book), len(book)) == before
    assert all(book.find(each.id) is None for each in too_much)
    assert book.post(entry("x3")) == Book.of([*journal, entry("x3")])


@given(journal=journals(), data=st.data())
def test_order_independence(journal: list[Entry], data: st.DataObject) -> None:
    """order_independence: entries, late ones and duplicates among them, lead to the same balances in any order."""
    shuffled = data.draw(st.permutations(journal + journal[:3]))
    assert Book.of(shuffled).balances == Book.of(journal).balances
    assert list(Book.of(shuffled).balances) == list(Book.of(journal).balances)


@given(journal=journals(), data=st.data())
def test_batch_independence(journal: list[Entry], data: st.DataObject) -> None:
    """batch_independence: posted one by one, all at once or in any cut, it is the same book."""
    cut = data.draw(st.integers(0, len(journal)))
    assert Book().post(*journal[:cut]).post(*journal[cut:]) == Book.of(journal)


@given(minor=st.integers(MINOR_MAX - 3, MINOR_MAX), more=st.integers(1, 6), sign=st.sampled_from((1, -1)))
def test_range(minor: int, more: int, sign: int) -> None:
    """range: a balance reaches 10^15 minor units and no further, on either side."""
    book = Book.of([entry("a", sign * minor)])
    if minor + more <= MINOR_MAX:
        assert len(book.post(entry("b", sign * more))) == 2
    else:
        with pytest.raises(BalanceOutOfRangeError) as refused:
            book.post(entry("b", sign * more))
        assert abs(refused.value.balance_minor) == minor + more
        assert len(book) == 1


@given(journal=journals())
def test_undo_of_everything(journal: list[Entry]) -> None:
    """A book whose every entry is reversed has no balance left."""
    book = Book.of(journal)
    undone = book.post(*(each.reversal(each.at, "undone") for each in journal))
    assert undone.balances == {}
    assert len(undone) == 2 * len(journal)


class Books(RuleBasedStateMachine):
    """However entries are posted, repeated, changed and reversed, the book agrees with those that stand."""

    standing = Bundle[Entry]("standing")

    def __init__(self) -> None:
        super().__init__()
        self.book = Book()
        self.model: list[Entry] = []
        self.versions = [self.book]

    def take(self, *posted: Entry) -> None:
        """Post to both, and keep the version."""
        self.book = self.book.post(*posted)
        known = {each.id for each in self.model}
        self.model += [each for each in posted if each.id not in known]
        self.versions.append(self.book)

    @rule(target=standing, drawn=entries())
    def post(self, drawn: Entry) -> Entry:
        """A new entry is taken; one of a known id is the same one or a conflict."""
        known = self.book.find(drawn.id)
        if known is not None and known != drawn:
            with pytest.raises(EntryConflictError):
                self.book.post(drawn)
            return known
        self.take(drawn)
        return drawn

    @rule(again=standing)
    def post_again(self, again: Entry) -> None:
        """A duplicate has no effect."""
        assert self.book.post(again) is self.book

    @rule(changed=standing, minor=st.integers(1, 9))
    def post_changed(self, changed: Entry, minor: int) -> None:
        """The same id with another note is a conflict."""
        with pytest.raises(EntryConflictError):
            self.book.post(attrs.evolve(changed, note=f"changed {minor}"))

    @rule(undone=standing)
    def reverse(self, undone: Entry) -> None:
        """An entry is undone once; undoing it again the same way has no effect."""
        self.take(undone.reversal(undone.at, "returned"))

    @rule(first=entries(), second=standing)
    def refuse_together(self, first: Entry, second: Entry) -> None:
        """Of entries posted together, one that is refused keeps out the others."""
        with pytest.raises(EntryConflictError):
            self.book.post(first, attrs.evolve(second, note="changed"))

    @rule(drawn=entries(ids=st.just("branch")))
    def branch(self, drawn: Entry) -> None:
        """Another future of an older version leaves this one alone."""
        for version in self.versions[-3:]:
            other = version.post(drawn)
            assert balances_in(other) == balances_of([*self.model[: len(version)], drawn])

    @rule(moment=moments(), account=accounts(CNY))
    def look_back(self, moment: datetime, account: Account) -> None:
        """The balance of a past moment is the fold of what is dated until then."""
        assert self.book.balance(account, at=moment).minor == balances_of(self.model, at=moment).get(
            account, 0
        )

    @invariant()
    def book_agrees_with_what_was_taken(self) -> None:
        """Same journal, same balances, all adding up to zero."""
        assert list(self.book) == self.model
        assert balances_in(self.book) == balances_of(self.model)
        assert not any(self.book.trial_balance().values())

    @invariant()
    def reversed_entries_do_not_count(self) -> None:
        """What stands is what was not undone."""
        undone = {each.reverses for each in self.model}
        left = [each for each in self.model if each.reverses is None and each.id not in undone]
        assert balances_in(self.book) == balances_of(left)

    @invariant()
    def versions_stay_as_they_were(self) -> None:
        """No version that somebody still holds has changed."""
        for version in self.versions[:3]:
            assert list(version) == self.model[: len(version)]


TestBooks = Books.TestCase
