"""The contract of a place that keeps events (事件存储契约): a new adapter proves itself in ten lines.

class TestMine(EventStoreContract):
def open(self, community):
return MyEvents(database, community)
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Final

import attrs
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from communekit.errors import CommunekitError
from communekit.storage import (
    Event,
    KeyConflictError,
    MemoryEvents,
    VersionConflictError,
)

from .event_opening import STREAMS, all_of, appended, appended_all, paid
from .event_writers import EventWritersContract
from .law import law
from .ledger import MARCH, moments

TAGS: Final = ("leader/zhang", "leader/li", "store/east_gate")
KEYS: Final = tuple(f"k{number}" for number in range(8))

_shared: Final = settings(suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow])

Step = tuple[str, Sequence[Event], str, int | None]
Batch = tuple[str, Mapping[str, Sequence[Event]], int | None]

OTHER: Final = Event("order.refunded", MARCH, '{"赞":"好"}' + "x" * 300, ["leader/li", "store/east_gate"])
SCRIPT: Final[list[Step]] = [
    ("order/A1", (paid("1"), OTHER), "k0", 0),
    ("order/A1", (paid("1"), OTHER), "k0", 0),
    ("order/A1", (OTHER,), "k0", None),
    ("order/A1", (paid("1"), paid("1")), "k0", None),
    ("order/A2", (paid("1"), OTHER), "k0", None),
    ("order/A1", (OTHER,), "k1", 0),
    ("order/A1", (), "k1", None),
    ("order/A1", (OTHER,), "k1", 2),
    ("order/A2", (paid("2"),), "k2", 1),
    ("payout/P1", (OTHER, OTHER), "k3", None),
]
"""What every place that keeps events must bear: each thing that can be said, and each refusal."""

BATCHES: Final[list[Batch]] = [
    ("order/A1", {"k0": [paid("1"), OTHER], "k1": [OTHER]}, 0),
    ("order/A1", {"k2": [OTHER], "k0": [paid("1"), OTHER], "k3": [paid("1")]}, 3),
    ("order/A1", {"k0": [paid("1"), OTHER], "k4": [OTHER]}, 4),
    ("order/A1", {"k4": [OTHER], "k1": [paid("1")]}, None),
    ("order/A2", {"k5": [OTHER], "k1": [OTHER]}, None),
    ("order/A1", {"k6": [OTHER], "k7": []}, None),
    ("order/A2", {}, 7),
]
"""Several keys at once: new ones, known ones, and each refusal."""


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


def _batches() -> st.SearchStrategy[list[Batch]]:
    told = st.dictionaries(st.sampled_from(KEYS), st.lists(events(), max_size=2), max_size=4)
    return st.lists(st.tuples(st.sampled_from(STREAMS), told, st.none() | st.integers(0, 4)), max_size=6)


class EventStoreContract(EventWritersContract):
    """Laws of `EventStore` (事件存储契约), one a check; `stores_agree` holds it against `MemoryEvents`, the readable reference."""

    @law("stores_agree")
    @_shared
    @example(steps=SCRIPT)
    @given(steps=_steps())
    def test_stores_agree(self, steps: list[Step]) -> None:
        """stores_agree: the same commands lead to the same outcomes, errors included, and to the same events."""
        store, plain = self.fresh(), MemoryEvents()
        for stream, told, key, expected in steps:
            mine, theirs = (
                appended(plain, stream, told, key, expected),
                appended(store, stream, told, key, expected),
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

    @law("stores_agree")
    @_shared
    @example(batches=BATCHES)
    @given(batches=_batches())
    def test_batches_agree(self, batches: list[Batch]) -> None:
        """stores_agree: several keys at once are as one after the other; where one is refused, none is there."""
        store, plain, one_by_one = self.fresh(), MemoryEvents(), MemoryEvents()
        for stream, told, expected in batches:
            mine = appended_all(plain, stream, told, expected)
            theirs = appended_all(store, stream, told, expected)
            if isinstance(mine, CommunekitError):
                assert isinstance(theirs, type(mine)), theirs
                assert theirs.data() == mine.data()
                continue
            assert theirs == mine
            asked = expected
            for (key, each), outcome in zip(told.items(), mine, strict=True):
                assert appended(one_by_one, stream, each, key, asked) == outcome
                asked = None if outcome.is_new else asked
        assert all_of(store) == all_of(plain) == all_of(one_by_one)

    @law("same_key_once")
    def test_same_key_once(self) -> None:
        """same_key_once: told again, it is found where it stands, whatever version is expected now."""
        store = self.fresh()
        first = store.append("order/A1", [paid("1")], key="k", expected=0)
        again = store.append("order/A1", [paid("1")], key="k", expected=0)
        assert (first.is_new, again.is_new, again.events) == (True, False, first.events)
        assert len(store) == 1

    @law("key_conflict")
    def test_key_conflict(self) -> None:
        """key_conflict: the same key with other content, less or more of it, or for another stream, is a conflict."""
        store = self.fresh()
        store.append("order/A1", [paid("1")], key="k")
        more = [paid("1"), paid("2")]
        for stream, told in (("order/A1", [paid("2")]), ("order/A2", [paid("1")]), ("order/A1", more)):
            with pytest.raises(KeyConflictError):
                store.append(stream, told, key="k")
        assert [one.event for one in store.since(0)] == [paid("1")]

    @law("no_lost_update")
    def test_stale_versions(self) -> None:
        """no_lost_update: of two who read the same version, one writes; the other is told how far it has come."""
        store = self.fresh()
        store.append("order/A1", [paid("1")], key="k1", expected=0)
        for expected in (0, 2):
            with pytest.raises(VersionConflictError) as refused:
                store.append("order/A1", [paid("2")], key="k2", expected=expected)
            assert (refused.value.expected, refused.value.actual) == (expected, 1)
        assert store.append("order/A1", [paid("2")], key="k2", expected=1).is_new

    @law("refusal_is_atomic")
    def test_refusal_is_atomic(self) -> None:
        """refusal_is_atomic: whatever was refused, for whatever reason and however far it came, leaves everything as it was."""
        store = self.fresh()
        store.append("order/A1", [paid("1")], key="k")
        for stream, told, key, expected in (
            ("order/A1", [paid("2"), paid("3")], "k", None),
            ("order/A1", [], "new", None),
            ("no place", [paid("2")], "new", None),
            ("order/A1", [paid("2")], "no key/1", None),
            ("order/A1", [paid("2"), paid("3")], "new", 0),
        ):
            before = all_of(store)
            if isinstance(appended(store, stream, told, key, expected), CommunekitError):
                assert (all_of(store), store.find("new")) == (before, ())

    @law("refusal_is_atomic")
    def test_refused_batch_is_atomic(self) -> None:
        """refusal_is_atomic: of several keys of which one is refused, nothing is appended under any."""
        store = self.fresh()
        store.append("order/A1", [paid("1")], key="k")
        for key, more, expected in (("one", {"none": []}, None), ("other", {}, 0)):
            before = all_of(store)
            told = {key: [paid("2")], **more}
            if isinstance(appended_all(store, "order/A1", told, expected), CommunekitError):
                assert all_of(store) == before
                assert store.append("order/A1", [paid("2")], key=key).is_new

    @law("refusal_is_atomic")
    def test_what_is_cut_short_leaves_nothing(self) -> None:
        """refusal_is_atomic: of events whose source stops half way, or one of which is none, nothing is appended."""
        store = self.fresh()
        store.append("order/A1", [paid("1")], key="k")
        before = all_of(store)
        for number, cut_short in enumerate((_stops(), [paid("2"), "no event"])):
            with suppress(Exception):
                store.append("order/A2", cut_short, key=f"cut-{number}")  # type: ignore[arg-type]  # that is the mistake
            assert (all_of(store), store.find(f"cut-{number}")) == (before, ())

    @law("log_order")
    @_shared
    @example(each=[OTHER, paid("1"), OTHER, OTHER], cut=2)
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
        assert [one.key for one in whole] == [f"k{number}" for number in range(len(each))]
        for tag in TAGS:
            tagged = [one for one in whole if tag in one.event.tags]
            assert list(store.since(0, tag=tag)) == tagged
            assert list(store.since(len(read), tag=tag)) == [
                one for one in tagged if one.position >= len(read)
            ]

    @law("log_order")
    def test_refusals_leave_no_gap(self) -> None:
        """log_order: positions count what stands in the log, whatever was refused in between."""
        store = self.fresh()
        for number in range(6):
            appended(store, "order/A1", [paid("1")], f"k{number}", number % 2)
        assert [one.position for one in store.since(0)] == list(range(len(store)))
        assert [one.version for one in store.load("order/A1")] == list(range(len(store)))

    @law("log_order")
    def test_positions_that_are_none(self) -> None:
        """log_order: a reader asks from within the log, or is told that he does not."""
        store = self.fresh()
        store.append("order/A1", [paid("1")], key="k")
        for position in (-1, 2, True):
            for tag in (None, "leader/zhang"):
                with pytest.raises(CommunekitError):
                    list(store.since(position, tag=tag))

    @law("round_trip")
    def test_round_trip(self) -> None:
        """round_trip: an event is read back as it was told, to the last field, by key, by stream and by position."""
        odd = "'; DROP \\ %s {x}\n\t\u2028 é e\u0301 退货 😀" * 200
        told = attrs.evolve(OTHER, at=MARCH + timedelta(microseconds=1), data=odd)
        store = self.fresh()
        store.find("k")  # It is not there yet, and whoever remembers that is wrong from now on.
        store.append("order/A1", [told], key="k")
        for read in (
            store.find("k"),
            store.load("order/A1"),
            store.since(0),
            store.since(0, tag="leader/li"),
        ):
            assert [one.event for one in read] == [told]

    @law("scope_isolation")
    def test_scope_isolation(self) -> None:
        """scope_isolation: what one community keeps does not exist in another."""
        one, other = self.fresh(), self.fresh()
        one.append("order/A1", [paid("1")], key="k")
        assert (len(other), other.find("k"), list(other.load("order/A1"))) == (0, (), [])
        assert list(other.since(0, tag="leader/zhang")) == []
        assert other.append("order/A1", [paid("2")], key="k").is_new


def _stops() -> Iterator[Event]:
    """Yield an event, and raise where the next should be."""
    yield paid("2")
    raise LookupError


__all__ = ["EventStoreContract", "events"]
