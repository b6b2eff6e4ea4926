"""Laws of what may be paid, against a plain model that keeps every single minor unit."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from communekit.ids import EntryId
from communekit.ledger import Book, Entry, Posting
from communekit.ledger.payout import Payables, Unit, payables
from communekit.money import CNY
from tests.ledger.payout.day import MARCH, account, freed

Token = tuple[int, str, int]
"""One minor unit: how old its lot is, the entry that opened it, its place in it."""


def tokens(units: tuple[Unit, ...], age: dict[str, int]) -> list[Token]:
    """Return every minor unit of some units."""
    return [(age[unit.entry], unit.entry, place) for unit in units for place in range(unit.start, unit.end)]


def moved(id_: str, kind: str, minor: int, refers_to: str | None = None) -> Entry:
    """Return an entry between what is available and what is reserved."""
    legs = (Posting(account("available"), minor), Posting(account("reserved"), -minor))
    about = EntryId(refers_to) if refers_to is not None else None
    return Entry(EntryId(id_), kind, MARCH, legs, refers_to=about)


class Lots(RuleBasedStateMachine):
    """However amounts come, go, are set aside and come back, the open units are those of the plain model."""

    def __init__(self) -> None:
        super().__init__()
        self.book, self.folded = Book(), Payables()
        self.age: dict[str, int] = {}
        self.open: list[Token] = []
        self.held: dict[str, list[Token]] = {}
        self.releases: dict[str, int] = {}
        self.short = 0

    def post(self, entry: Entry) -> None:
        """Post an entry and let the fold read it."""
        self.book = self.book.post(entry)
        self.folded.read([entry])

    def consume(self, minor: int) -> list[Token]:
        """Take the oldest units in the model; what is not there is short."""
        taken, self.open = self.open[:minor], self.open[minor:]
        self.short += minor - len(taken)
        return taken

    def cover(self) -> None:
        """Cover what is short with what came."""
        short, self.short = self.short, 0
        self.consume(short)

    @rule(minor=st.integers(1, 12))
    def credit(self, minor: int) -> None:
        """An amount becomes available."""
        id_ = f"in-{len(self.book)}"
        self.age[id_] = len(self.age)
        self.open += [(self.age[id_], id_, place) for place in range(minor)]
        self.cover()
        self.post(freed(id_, minor))

    @rule(minor=st.integers(1, 15))
    def debit(self, minor: int) -> None:
        """An amount is taken back, more than there is at times."""
        self.consume(minor)
        self.post(freed(f"out-{len(self.book)}", -minor))

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def set_aside(self, data: st.DataObject) -> None:
        """A payout takes some of it."""
        minor, id_ = data.draw(st.integers(1, len(self.open))), f"payout-{len(self.book)}"
        self.held[id_] = self.consume(minor)
        self.post(moved(id_, "payout.requested", -minor))

    @precondition(lambda self: self.held)
    @rule(data=st.data(), word=st.sampled_from(("payout.rejected", "payout.closed", "ledger.adjusted")))
    def give_back(self, data: st.DataObject, word: str) -> None:
        """A payout ends without payment, in whatever words: the units are open again, in their old places."""
        id_ = data.draw(st.sampled_from(sorted(self.held)))
        back = self.held.pop(id_)
        for lot in {lot for _, lot, _ in back}:
            self.releases[lot] = self.releases.get(lot, 0) + 1
        self.open = sorted(self.open + back)
        self.cover()
        self.post(moved(f"back-{len(self.book)}", word, len(back), id_))

    @invariant()
    def open_units_are_those_of_the_model(self) -> None:
        """Unit for unit, the oldest first; ranges are as long as can be."""
        found = self.folded.open("L1", CNY)
        assert tokens(found, self.age) == self.open
        assert all(one.entry != other.entry or one.end < other.start for one, other in pairwise(found))
        held = self.folded.held("L1", CNY)
        assert {id_: tokens(units, self.age) for id_, units in held.items()} == self.held
        assert self.folded.generation("L1", CNY, found) == max(
            (self.releases.get(lot, 0) for _, lot, _ in self.open), default=0
        )

    @invariant()
    def amount_is_the_available_balance(self) -> None:
        """What is open adds up to what is available, or to nothing where that is below zero."""
        balance = self.book.balance(account("available")).minor
        assert self.folded.amount("L1", CNY).minor == max(balance, 0)
        assert self.short == max(-balance, 0)

    @invariant()
    def no_unit_is_in_two_places(self) -> None:
        """payout_once: each minor unit is open once, or held by one payout, or gone."""
        everywhere = self.open + [token for held in self.held.values() for token in held]
        assert len(everywhere) == len(set(everywhere))

    def teardown(self) -> None:
        """Read all at once, it is the same."""
        assert payables(self.book, "L1", "CNY") == self.folded.open("L1", CNY)


TestLots = Lots.TestCase


@given(amounts=st.lists(st.integers(1, 9), min_size=1, max_size=6), cut=st.integers(0, 6))
def test_batch_independence(amounts: list[int], cut: int) -> None:
    """batch_independence: read one by one, all at once or in any cut, the same is open."""
    entries = [freed(f"in-{place}", minor) for place, minor in enumerate(amounts)]
    cut_up = Payables().read(entries[:cut]).read(entries[cut:])
    assert cut_up.open("L1", CNY) == payables(entries, "L1", CNY)
    assert [each.party for each in cut_up] == ["L1"]


def test_parties_and_buckets_are_apart() -> None:
    """What is another party's, or lies in another bucket, is not open."""
    found = Payables().read([freed("a", 5), freed("b", 7, "L2"), freed("c", -7, "L2")])
    assert [each.party for each in found] == ["L1"]
    assert found.open("L2", CNY) == found.open("nobody", CNY) == ()
    assert found.held("nobody", CNY) == {}
    assert found.generation("nobody", CNY, [Unit(EntryId("a"), 0, 5)]) == 0


def test_follow_reads_on_and_starts_again_where_work_was_not_kept() -> None:
    """A book that grew is read on; one without what was read last is read from its beginning."""
    short = Book.of([freed("a", 5)])
    found = Payables().follow(short).follow(short)
    kept, dropped = short.post(freed("b", 7)), short.post(freed("c", 9), freed("d", 1))
    assert found.follow(dropped).amount("L1", CNY).minor == 15
    assert found.follow(kept).open("L1", CNY) == payables(kept, "L1", CNY)
    other = Book.of([freed("b", 7), freed("a", 4)])
    assert Payables().follow(kept).follow(other).open("L1", CNY) == payables(other, "L1", CNY)
    one, two = (
        Book.of([freed("a", 5), *rest])
        for rest in ([freed("x", 2), freed("b", 7)], [freed("b", 7), freed("y", 1)])
    )
    assert Payables().follow(one).follow(two).open("L1", CNY) == payables(two, "L1", CNY)
    assert (found.position, found.amount("L1", CNY).minor) == (2, 12)
