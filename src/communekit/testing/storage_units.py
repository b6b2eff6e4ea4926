"""The laws of what is written together (工作单元契约): all or nothing, one writer at a time."""

from concurrent.futures import ThreadPoolExecutor
from typing import Final

import pytest

from communekit.ids import EntryId
from communekit.ledger import Account, Entry, Posting
from communekit.money import CNY
from communekit.storage import Event, Message, Snapshot, UnitOfWork

from .at_once import at_once
from .law import law
from .ledger import MARCH
from .storage_opening import LATER, StorageOpening

NOTHING: Final = (0, 0, False, 0, 0)
WHOLE: Final = (1, 1, True, 1, 1)


class UnitContract(StorageOpening):
    """Laws of `Storage.write`, `Storage.read` and `UnitOfWork.attempt`; part of `StorageContract`."""

    @law("written_together")
    def test_written_together(self) -> None:
        """written_together: what a unit of work wrote is there as a whole, and nothing of it before."""
        storage = self.fresh()
        assert storage.read(_seen) == NOTHING
        storage.write(_everything)
        assert storage.read(_seen) == WHOLE

    @law("written_together")
    def test_readers_see_all_or_nothing(self) -> None:
        """written_together: whoever reads while others write sees the same of everything, as of one moment."""
        storage = self.fresh()

        def write(number: int) -> None:
            storage.write(lambda unit: _step(unit, number))

        with ThreadPoolExecutor(4) as pool:
            writing = [pool.submit(write, number) for number in range(12)]
            while not all(each.done() for each in writing):
                assert len(set(storage.read(_counted))) == 1
        for each in writing:
            each.result()
        assert storage.read(_counted) == (12, 12, 12, 12, 12)

    @law("refusal_is_atomic")
    def test_refusal_is_atomic(self) -> None:
        """refusal_is_atomic: work that raises leaves nothing of anything, and what stood before stands."""
        storage = self.fresh()
        with pytest.raises(LookupError):
            storage.write(_fail)
        assert storage.read(_seen) == NOTHING
        storage.write(_everything)
        before = storage.read(_seen)
        with pytest.raises(LookupError):
            storage.write(_change_in_vain)
        assert storage.read(_seen) == before

    @law("refusal_is_atomic")
    def test_attempts(self) -> None:
        """refusal_is_atomic: of a part that raises nothing stays; what was written before it and after it does."""
        storage = self.fresh()

        def work(unit: UnitOfWork) -> None:
            unit.events.append("order/A0", [_paid()], key="first")
            with pytest.raises(LookupError):
                _attempt_in_vain(unit)
            assert _seen(unit) == (1, 0, False, 0, 0)
            with unit.attempt():
                _everything(unit)

        storage.write(work)
        assert storage.read(_seen) == (2, 1, True, 1, 1)

    @law("no_lost_update")
    def test_one_writer_at_a_time(self) -> None:
        """no_lost_update: nobody writes between what a unit of work reads and what it writes."""
        storage = self.fresh()

        def count_up(number: int) -> int:
            def work(unit: UnitOfWork) -> int:
                found = unit.snapshots.load("counter")
                seen = 0 if found is None else int(found.data)
                unit.snapshots.save(Snapshot("counter", seen + 1, 1, str(seen + 1)))
                unit.events.append("counter/one", [_paid()], key=f"k{number}", expected=seen)
                return seen

            return storage.write(work)

        assert sorted(at_once(8, count_up, range(24))) == list(range(24))

    @law("scope_isolation")
    def test_scope_isolation(self) -> None:
        """scope_isolation: nothing of one community exists in another, nor does another's work touch it."""
        one, other = self.fresh(), self.fresh()
        one.write(_everything)
        before = one.read(_seen)
        assert other.read(_seen) == NOTHING
        other.write(_changed)
        assert one.read(_seen) == before


def _paid() -> Event:
    return Event("order.paid", MARCH, "{}", ["leader/zhang"])


def _everything(unit: UnitOfWork) -> None:
    unit.events.append("order/A1", [_paid()], key="k1")
    legs = (Posting(Account("L1", "available", CNY), 5), Posting(Account("club", "outside.payment", CNY), -5))
    unit.book.post(Entry(EntryId("e1"), "order.paid", MARCH, legs))
    unit.snapshots.save(Snapshot("board", 1, 1, "one"))
    unit.outbox.put(Message("m1", "order.paid", MARCH))
    unit.agenda.put("order/A1", MARCH)


def _step(unit: UnitOfWork, number: int) -> None:
    """Write one more of everything."""
    so_far = len(unit.events)
    unit.events.append("order/A1", [_paid()], key=f"k{number}")
    legs = (Posting(Account("L1", "available", CNY), 5), Posting(Account("club", "outside.payment", CNY), -5))
    unit.book.post(Entry(EntryId(f"e{number}"), "order.paid", MARCH, legs))
    unit.snapshots.save(Snapshot("board", so_far + 1, 1, "one"))
    unit.outbox.put(Message(f"m{number}", "order.paid", MARCH))
    unit.agenda.put(f"order/A{number}", MARCH)


def _counted(unit: UnitOfWork) -> tuple[int, int, int, int, int]:
    """Return how many there are of everything that `_step` writes."""
    board = unit.snapshots.load("board")
    folded = 0 if board is None else board.position
    return (len(unit.events), len(unit.book), folded, unit.outbox.waiting(), len(unit.agenda.due(LATER, 100)))


def _changed(unit: UnitOfWork) -> None:
    unit.snapshots.drop("board")
    unit.outbox.done(["m1"])
    unit.outbox.take(1, now=LATER, until=LATER)
    unit.agenda.put("order/A1", None)
    unit.book.close(["L1"], LATER)


def _seen(unit: UnitOfWork) -> tuple[int, int, bool, int, int]:
    due = unit.agenda.due(LATER, 10)
    is_open = not unit.book.closings.until
    board = unit.snapshots.load("board")
    return len(unit.events), len(unit.book) * is_open, board is not None, unit.outbox.waiting(), len(due)


def _fail(unit: UnitOfWork) -> None:
    _everything(unit)
    raise LookupError


def _change_in_vain(unit: UnitOfWork) -> None:
    _changed(unit)
    _fail(unit)


def _attempt_in_vain(unit: UnitOfWork) -> None:
    with unit.attempt():
        _fail(unit)


__all__ = ["UnitContract"]
