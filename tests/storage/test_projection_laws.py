"""Laws of projections: a snapshot and what came since are the same as everything from the start."""

from hypothesis import given
from hypothesis import strategies as st

from communekit.storage import Event, MemoryStorage, Projection, Recorded, Snapshot
from communekit.testing import events


def told(state: tuple[str, ...], one: Recorded) -> tuple[str, ...]:
    """Return the data of all events in their order."""
    return (*state, one.event.data[:3])


TOLD = Projection[tuple[str, ...]](
    "told", 2, (), told, "|".join, lambda text: tuple(text.split("|")) if text else ()
)


def append(storage: MemoryStorage, number: int, event: Event) -> None:
    """Append an event."""
    storage.write(lambda unit: unit.events.append("order/A1", [event], key=f"k{number}"))


@given(each=st.lists(events(), max_size=12), kept_after=st.sets(st.integers(0, 11)))
def test_snapshot_is_replay(each: list[Event], kept_after: set[int]) -> None:
    """snapshot_is_replay: a snapshot kept anywhere, and the tail, are the same as everything from the start."""
    storage = MemoryStorage("riverside")
    for number, event in enumerate(each):
        append(storage, number, event)
        if number in kept_after:
            storage.write(TOLD.keep)
    expected = tuple(event.data[:3] for event in each)
    assert storage.read(TOLD.now) == storage.read(TOLD.anew) == expected


def test_a_snapshot_is_used() -> None:
    """What a snapshot holds is not read again; one of another format, or of events that are not there, is passed over."""
    storage = MemoryStorage("riverside")
    append(storage, 0, Event("order.paid", "2026-03-01T09:00:00Z", "one"))
    storage.write(lambda unit: unit.snapshots.save(Snapshot("told", 1, 2, "planted")))
    append(storage, 1, Event("order.paid", "2026-03-01T09:00:00Z", "two"))
    assert storage.read(TOLD.now) == ("planted", "two")
    for other in (Snapshot("told", 1, 1, "of an older format"), Snapshot("told", 9, 2, "of another log")):
        storage.write(lambda unit, other=other: unit.snapshots.save(other))  # type: ignore[misc]  # of its turn
        assert storage.read(TOLD.now) == ("one", "two")


def test_progress_is_told() -> None:
    """Long work says how far it got, and when it is done."""
    storage, seen = MemoryStorage("riverside"), list[tuple[int, int]]()
    for number in range(2_500):
        append(storage, number, Event("order.paid", "2026-03-01T09:00:00Z", "x"))
    storage.read(lambda unit: TOLD.anew(unit, watch=lambda read, last: seen.append((read, last))))
    assert seen == [(1_000, 2_500), (2_000, 2_500), (2_500, 2_500)]
