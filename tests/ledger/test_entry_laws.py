"""Laws of entries."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ids import EntryId
from communekit.ledger import Entry, Posting, UnbalancedEntryError
from communekit.money import Currency
from tests.ledger.entries import MARCH, account, entries, moments


def sums(entry: Entry) -> dict[Currency, int]:
    """Return what the legs of an entry add up to, per commodity."""
    found: dict[Currency, int] = {}
    for posting in entry.postings:
        found[posting.account.commodity] = found.get(posting.account.commodity, 0) + posting.minor
    return found


@given(entry=entries())
def test_balanced_entry(entry: Entry) -> None:
    """balanced_entry: an entry that exists balances, per commodity."""
    assert set(sums(entry).values()) == {0}


@given(entry=entries(), data=st.data())
def test_balanced_entry_refuses_a_shifted_leg(entry: Entry, data: st.DataObject) -> None:
    """balanced_entry: change any one leg by any amount and the entry cannot be made."""
    place = data.draw(st.integers(0, len(entry.postings) - 1))
    shift = data.draw(st.integers(-1_000, 1_000).filter(bool))
    legs = list(entry.postings)
    legs[place] = Posting(legs[place].account, legs[place].minor + shift)
    with pytest.raises(UnbalancedEntryError):
        Entry(entry.id, entry.kind, entry.at, legs)


@given(entry=entries(), data=st.data())
def test_balanced_entry_refuses_a_missing_leg(entry: Entry, data: st.DataObject) -> None:
    """balanced_entry: leave any one leg out and the entry cannot be made."""
    legs = list(entry.postings)
    del legs[data.draw(st.integers(0, len(legs) - 1))]
    with pytest.raises(UnbalancedEntryError):
        Entry(entry.id, entry.kind, entry.at, legs)


@given(entry=entries(), data=st.data())
def test_replay_determinism_of_legs(entry: Entry, data: st.DataObject) -> None:
    """replay_determinism: in whatever order the legs are handed in, it is the same entry, printed alike."""
    legs = data.draw(st.permutations(entry.postings))
    again = Entry(entry.id, entry.kind, entry.at, legs)
    assert again == entry
    assert repr(again) == repr(entry)


@given(entry=entries(), later=moments())
def test_undo(entry: Entry, later: datetime) -> None:
    """An entry and its reversal cancel, account by account."""
    undone = entry.reversal(max(entry.at, later), "returned")
    left = {posting.account: posting.minor for posting in entry.postings}
    assert {posting.account: -posting.minor for posting in undone.postings} == left
    assert undone.refers_to == entry.id


@given(facts=st.lists(st.tuples(st.text(min_size=1), st.integers()), min_size=2, max_size=2, unique=True))
def test_same_key_once_for_derived_ids(facts: list[tuple[str, int]]) -> None:
    """same_key_once: different facts have different ids, the same fact has one."""
    legs = [Posting(account("L1"), 1), Posting(account("S1"), -1)]
    first, second = (Entry.derived("order.paid", MARCH, legs, fact=_encodable(fact)) for fact in facts)
    assert (first.id == second.id) == (_encodable(facts[0]) == _encodable(facts[1]))
    assert first.id == EntryId(Entry.derived("order.paid", MARCH, legs, fact=_encodable(facts[0])).id)


def _encodable(fact: tuple[str, int]) -> tuple[str, int]:
    """Leave lone surrogates out: they are refused, which is told elsewhere."""
    return (fact[0].encode("utf-8", "replace").decode(), fact[1])
