"""Law of the chain: whatever was touched in a stored book shows, from the place where it was touched."""

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from communekit.ids import EntryId, PartyId
from communekit.ledger import START, Entry, Posting, Tampering, seals, verify
from tests.ledger.entries import MARCH, entry, journals


@given(journal=journals(), key=st.none() | st.binary(min_size=1, max_size=4), cut=st.integers(0, 8))
def test_what_nobody_touched_verifies(journal: list[Entry], key: bytes | None, cut: int) -> None:
    """An untouched book verifies; the chain goes on where an earlier run ended."""
    sealed = list(seals(journal, key=key))
    assert verify(journal, sealed, key=key) is None
    first = list(seals(journal[:cut], key=key))
    after = first[-1] if first else START
    assert first + list(seals(journal[cut:], after=after, key=key)) == sealed


def changed(each: Entry, how: str) -> Entry:
    """Return an entry with one thing about it changed, still a sound entry."""
    match how:
        case "id":
            return attrs.evolve(each, id=EntryId(each.id + "x"))
        case "kind":
            return attrs.evolve(each, kind=each.kind + ".x")
        case "at":
            return attrs.evolve(each, at=each.at.replace(microsecond=1))
        case "occurred_at":
            return attrs.evolve(each, occurred_at=each.at.replace(year=2025))
        case "note":
            return attrs.evolve(each, note="x")
        case "by":
            return attrs.evolve(each, by=(PartyId("ops-1"),))
        case "refers_to":
            return attrs.evolve(each, refers_to=EntryId("x"))
        case _:
            legs = [Posting(posting.account, posting.minor * 2) for posting in each.postings]
            return attrs.evolve(each, postings=legs)


HOWS = ("id", "kind", "at", "occurred_at", "note", "by", "refers_to", "amounts")


@given(journal=journals().filter(bool), data=st.data(), key=st.none() | st.just(b"secret"))
def test_tamper_evidence(journal: list[Entry], data: st.DataObject, key: bytes | None) -> None:
    """tamper_evidence: changing, dropping, adding or swapping an entry is seen at that place."""
    sealed = list(seals(journal, key=key))
    place = data.draw(st.integers(0, len(journal) - 1))
    touched = list(journal)
    match data.draw(st.sampled_from(("change", "drop", "add", "swap"))):
        case "change":
            touched[place] = changed(touched[place], data.draw(st.sampled_from(HOWS)))
        case "drop":
            del touched[place]
        case "add":
            touched.insert(place, entry("added"))
        case _:
            other = data.draw(st.integers(0, len(journal) - 1))
            assume(other != place)
            place, other = sorted((place, other))
            touched[place], touched[other] = touched[other], touched[place]
    found = verify(touched, sealed, key=key)
    assert found is not None
    assert found.position == place
    assert found.entry == (touched[place].id if place < len(touched) else None)


def test_another_key_does_not_verify() -> None:
    """Who lacks the key can neither check nor continue a keyed chain."""
    book = [entry("a"), entry("b")]
    assert verify(book, list(seals(book, key=b"one")), key=b"two") == Tampering(0, "a")
    assert verify(book, list(seals(book, key=b"one"))) == Tampering(0, "a")


def test_missing_and_surplus_seals_show() -> None:
    """As many seals as entries."""
    book = [entry("a"), entry("b", at=MARCH)]
    sealed = list(seals(book))
    assert verify(book, sealed[:1]) == Tampering(1, "b")
    assert verify(book[:1], sealed) == Tampering(1, None)
