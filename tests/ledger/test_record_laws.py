"""Laws of entries as text: what was written comes back to the last field, and what was touched does not pass."""

from datetime import timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.errors import CommunekitError
from communekit.ids import EntryId, PartyId
from communekit.ledger import Entry, UnbalancedEntryError, read_entry, write_entry
from tests.ledger.entries import entries, entry

PARTIES = st.lists(st.sampled_from([PartyId(name) for name in ("S1", "L1", "审核")]), max_size=3).map(tuple)


@st.composite
def told(draw: st.DrawFn) -> Entry:
    """Draw an entry with all that may be said of it: what it follows, why, by whom, and booked late."""
    made: Entry = draw(entries())
    made = attrs.evolve(
        made,
        refers_to=draw(st.none() | st.sampled_from([EntryId("sale-1"), EntryId("单据 2")])),
        note=draw(st.sampled_from(["", "returned", "三件退回"])),
        by=draw(PARTIES),
    )
    later = made.at + timedelta(hours=draw(st.integers(1, 10_000)))
    return made.late(later) if draw(st.booleans()) else made


@given(entry=told())
def test_entry_comes_back_whole(entry: Entry) -> None:
    """Every field, in both directions; the same entry is always the same text."""
    text = write_entry(entry)
    assert attrs.asdict(read_entry(text)) == attrs.asdict(entry)
    assert write_entry(read_entry(text.encode())) == text
    assert "\n" not in text


@given(entry=told(), other=told())
def test_different_entries_have_different_texts(entry: Entry, other: Entry) -> None:
    """What is kept tells them apart wherever they differ."""
    assert (write_entry(entry) == write_entry(other)) == (entry == other)


def test_reversal_comes_back_as_one() -> None:
    """It still names the entry that it undoes."""
    undone = entry().reversal(entry().at + timedelta(days=1), "returned")
    assert read_entry(write_entry(undone)).reverses == "sale-1"


def test_record_that_was_touched_is_refused() -> None:
    """One digit of an amount, and it does not balance any more; a field that nobody knows is no field."""
    text = write_entry(entry(minor=800))
    with pytest.raises(UnbalancedEntryError):
        read_entry(text.replace("-800", "-801"))
    with pytest.raises(CommunekitError):
        read_entry(text.replace('"kind"', '"sort"'))
