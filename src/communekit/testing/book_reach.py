"""The laws of what is found in a book by party and by fact (查找契约); part of `BookStoreContract`."""

import attrs
from hypothesis import given
from hypothesis import strategies as st

from communekit.ids import EntryId
from communekit.ledger import Account, Entry, EntryConflictError, Limits, Posting, about
from communekit.money import CNY

from .at_once import at_once
from .book_commands import Post, carry_out, shared
from .book_opening import BookOpening
from .law import law
from .ledger import IDS, MARCH, PARTIES, journals


class BookReachContract(BookOpening):
    """Laws of `BookStore.touching` and `BookStore.about`."""

    @law("stores_agree")
    @shared
    @given(journal=journals(), causes=st.lists(st.none() | st.sampled_from(IDS), min_size=12, max_size=12))
    def test_what_touches_a_party_and_what_is_about_a_fact(
        self, journal: list[Entry], causes: list[str | None]
    ) -> None:
        """stores_agree: what is found by party and by fact is what a reader of the whole journal finds."""
        told = [
            entry if cause is None else attrs.evolve(entry, refers_to=EntryId(cause))
            for entry, cause in zip(journal, causes, strict=False)
        ]
        store = self.fresh(Limits())
        for entry in told:
            store.post(entry)
        for party in PARTIES:
            assert list(store.touching(party)) == [entry for entry in told if _touches(entry, party)]
        for fact in IDS:
            assert store.about(fact) == about(fact, told)
        for some in (IDS[:2], IDS[::3], IDS):
            each = {entry.id for fact in some for entry in about(fact, told)}
            assert store.about(*some) == tuple(entry for entry in told if entry.id in each)
        assert store.about() == ()

    @law("stores_agree")
    def test_what_an_entry_is_about_among_writers(self) -> None:
        """stores_agree: steps told at the same time, on accounts of their own, are about what the journal's order says."""
        store = self.fresh(Limits())
        facts = [_apart(f"A{number}") for number in range(24)]
        for before in range(23):
            facts[before + 1] = attrs.evolve(facts[before + 1], refers_to=facts[before].id)
        at_once(8, store.post, facts)
        journal = list(store.since(0))
        for fact in facts:
            assert store.about(fact.id) == about(fact.id, journal)

    @law("key_conflict")
    def test_one_id_told_differently_by_many(self) -> None:
        """key_conflict: of many facts that claim one id at the same time, on accounts of their own, one is booked."""
        store = self.fresh(Limits())
        facts = [attrs.evolve(_apart(f"A{number}"), id=EntryId("same")) for number in range(16)]
        outcomes = at_once(8, lambda fact: carry_out(store, Post((fact,), None)), facts)
        assert [isinstance(outcome, EntryConflictError) for outcome in outcomes].count(True) == 15
        assert len(list(store.since(0))) == 1


def _touches(entry: Entry, party: str) -> bool:
    return any(posting.account.party == party for posting in entry.postings)


def _apart(party: str) -> Entry:
    """Return an entry that shares no account with another's."""
    legs = (Posting(Account(party, "pending", CNY), 1), Posting(Account(party, "outside.payment", CNY), -1))
    return Entry(EntryId(f"of-{party}"), "order.paid", MARCH, legs)


__all__ = ["BookReachContract"]
