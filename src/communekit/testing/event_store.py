"""The contract of a place that keeps events (事件存储契约): a new adapter proves itself in ten lines."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communekit.errors import CommunekitError
from communekit.storage import (
    Appended,
    Event,
    EventStore,
    KeyConflictError,
    MemoryEvents,
    NothingToAppendError,
    VersionConflictError,
)

from .ledger import MARCH, moments

STREAMS: Final = ("order/A1", "order/A2", "payout/P1")
TAGS: Final = ("leader/zhang", "leader/li", "store/east_gate")
KEYS: Final = tuple(f"k{number}" for number in range(8))

_numbers: Final = count(1)
_shared: Final = settings(suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow])

Step = tuple[str, Sequence[Event], str, int | None]


def events() -> st.SearchStrategy[Event]:
    """Draw an event among few, so that equal ones come again."""
    kinds = st.sampled_from(("order.paid", "order.refunded"))
    data = st.sampled_from(("{}", '{"赞":"好"}', "x" * 300))
    return st.builds(Event, kinds, moments(), data, st.lists(st.sampled_from(TAGS), max_size=2))


def _steps() -> st.SearchStrategy[list[Step]]:
    step = st.tuples(
        st.sampled_from(STREAMS),
        st.lists(events(), max_size=3),
        st.sampled_from(KEYS),
        st.none() | st.integers(0, 4),
    )
    return st.lists(step, max_size=12)


class EventStoreContract:
    """Laws of `EventStore`, held against `MemoryEvents`, the readable reference (事件存储契约)."""

    def open(self, community: str) -> EventStore:
        """Return the store of a community that was never used before. Adapters say how."""
        raise NotImplementedError  # the adapter's own

    def fresh(self) -> EventStore:
        """Return a store of a new community."""
        return self.open(f"events-{next(_numbers)}")

    @_shared
    @given(steps=_steps())
    def test_stores_agree(self, steps: list[Step]) -> None:
        """stores_agree: the same commands lead to the same outcomes, errors included, and to the same events."""
        store, plain = self.fresh(), MemoryEvents()
        for stream, told, key, expected in steps:
            mine, theirs = (
                _append(plain, stream, told, key, expected),
                _append(store, stream, told, key, expected),
            )
            if isinstance(mine, CommunekitError):
                assert isinstance(theirs, type(mine)), theirs
                assert theirs.data() == mine.data()
            else:
                assert theirs == mine
            assert len(store) == len(plain)
        assert list(store.since(0)) == list(plain.since(0))
        for tag in TAGS:
            assert list(store.since(0, tag=tag)) == list(plain.since(0, tag=tag))
        for stream in STREAMS:
            assert list(store.load(stream)) == list(plain.load(stream))
            assert list(store.load(stream, version=1)) == list(plain.load(stream, version=1))
        for key in KEYS:
            assert store.find(key) == plain.find(key)

    def test_same_key_once(self) -> None:
        """same_key_once: told again, it is found where it stands, whatever version is expected now."""
        store = self.fresh()
        first = store.append("order/A1", [_paid("1")], key="k", expected=0)
        again = store.append("order/A1", [_paid("1")], key="k", expected=0)
        assert (first.is_new, again.is_new, again.events) == (True, False, first.events)
        assert len(store) == 1

    def test_key_conflict(self) -> None:
        """key_conflict: the same key with other content, or for another stream, is refused and leaves nothing."""
        store = self.fresh()
        store.append("order/A1", [_paid("1")], key="k")
        for stream, told in (("order/A1", _paid("2")), ("order/A2", _paid("1"))):
            with pytest.raises(KeyConflictError):
                store.append(stream, [told], key="k")
        assert len(store) == 1

    def test_stale_versions(self) -> None:
        """Of two who read the same version, one writes; the other is told, and nothing of his stands."""
        store = self.fresh()
        store.append("order/A1", [_paid("1")], key="k1", expected=0)
        with pytest.raises(VersionConflictError) as refused:
            store.append("order/A1", [_paid("2")], key="k2", expected=0)
        assert (refused.value.expected, refused.value.actual) == (0, 1)
        assert (len(store), store.find("k2")) == (1, ())
        with pytest.raises(NothingToAppendError):
            store.append("order/A1", [], key="k3")

    @_shared
    @given(each=st.lists(events(), min_size=1, max_size=8), cut=st.integers(0, 8))
    def test_log_order(self, each: list[Event], cut: int) -> None:
        """log_order: a reader by position misses nothing and sees nothing twice, wherever he stopped; so by tag."""
        store = self.fresh()
        for number, event in enumerate(each[:cut]):
            store.append(STREAMS[number % 3], [event], key=f"k{number}")
        read = list(store.since(0))
        for number, event in enumerate(each[cut:], start=cut):
            store.append(STREAMS[number % 3], [event], key=f"k{number}")
        whole = [*read, *store.since(len(read))]
        assert [one.position for one in whole] == list(range(len(each)))
        assert [one.event for one in whole] == each
        for tag in TAGS:
            assert list(store.since(0, tag=tag)) == [one for one in whole if tag in one.event.tags]

    def test_scope_isolation(self) -> None:
        """scope_isolation: what one community keeps does not exist in another."""
        one, other = self.fresh(), self.fresh()
        one.append("order/A1", [_paid("1")], key="k")
        assert (len(other), other.find("k"), list(other.load("order/A1"))) == (0, (), [])
        assert other.append("order/A1", [_paid("2")], key="k").is_new

    def test_many_writers(self) -> None:
        """same_key_once, log_order: many tell the same facts at the same time; each stands once, positions have no gap."""
        store = self.fresh()
        facts = [(f"order/A{number % 4}", f"k{number}", _paid(str(number))) for number in range(24)]

        def tell(number: int) -> Appended:
            stream, key, event = facts[number % 24]
            return store.append(stream, [event], key=key)

        with ThreadPoolExecutor(8) as pool:
            told = list(pool.map(tell, range(72)))
        assert sum(appended.is_new for appended in told) == 24
        stored = list(store.since(0))
        assert [one.position for one in stored] == list(range(24))
        assert sorted(one.key for one in stored) == sorted(key for _, key, _ in facts)
        for stream in {stream for stream, _, _ in facts}:
            assert [one.version for one in store.load(stream)] == list(range(6))

    def test_one_of_many_who_expect_the_same(self) -> None:
        """Of many who expect the same version at the same time, exactly one writes."""
        store = self.fresh()

        def tell(number: int) -> bool:
            outcome = _append(store, "order/A1", [_paid(str(number))], f"k{number}", 0)
            return isinstance(outcome, Appended)

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(tell, range(16))) == 1
        assert len(store) == 1

    @pytest.mark.parametrize("position", [-1, 2, True])
    def test_positions_that_are_none(self, position: int) -> None:
        """A reader asks from within the log."""
        store = self.fresh()
        store.append("order/A1", [_paid("1")], key="k")
        with pytest.raises(CommunekitError):
            list(store.since(position))


def _paid(data: str) -> Event:
    return Event("order.paid", MARCH + timedelta(hours=1), data, ["leader/zhang"])


def _append(store: EventStore, stream: str, told: Sequence[Event], key: str, expected: int | None) -> object:
    """Append, and return the outcome, a refusal too."""
    try:
        return store.append(stream, told, key=key, expected=expected)
    except CommunekitError as refused:
        return refused


__all__ = ["EventStoreContract", "events"]
