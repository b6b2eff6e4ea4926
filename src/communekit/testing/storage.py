"""The contract of a place that keeps a whole community (存储契约): what is written together, snapshots, messages, agenda."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communekit.ids import EntryId
from communekit.ledger import Account, Entry, Posting
from communekit.money import CNY
from communekit.storage import (
    Due,
    Event,
    KeyConflictError,
    MemoryStorage,
    Message,
    Snapshot,
    Storage,
    UnitOfWork,
)

from .ledger import MARCH, moments

_numbers: Final = count(1)
_shared: Final = settings(suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow])

LATER: Final = MARCH + timedelta(minutes=5)


def _messages() -> st.SearchStrategy[Message]:
    ids = st.sampled_from(("m1", "m2", "m3", "m4"))
    return st.builds(Message, ids, st.just("order.paid"), st.just(MARCH), st.sampled_from(("a", "b")))


class StorageContract:
    """Laws of `Storage` and of its outbox, agenda and snapshots, held against `MemoryStorage` (存储契约)."""

    def open(self, community: str) -> Storage:
        """Return the storage of a community that was never used before. Adapters say how."""
        raise NotImplementedError  # the adapter's own

    def fresh(self) -> Storage:
        """Return the storage of a new community."""
        return self.open(f"storage-{next(_numbers)}")

    def test_written_together(self) -> None:
        """What a unit of work wrote is there as a whole."""
        storage = self.fresh()
        storage.write(_everything)
        assert storage.read(_seen) == (1, 1, True, 1, 1)

    def test_refusal_is_atomic(self) -> None:
        """refusal_is_atomic: work that raises leaves nothing of anything, and what stood before stands."""
        storage = self.fresh()

        with pytest.raises(LookupError):
            storage.write(_fail)
        assert storage.read(_seen) == (0, 0, False, 0, 0)
        storage.write(_everything)
        with pytest.raises(LookupError):
            storage.write(_change_in_vain)
        assert storage.read(_seen) == (1, 1, True, 1, 1)

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

    def test_one_writer_at_a_time(self) -> None:
        """Nobody writes between what a unit of work reads and what it writes."""
        storage = self.fresh()

        def count_up(number: int) -> int:
            def work(unit: UnitOfWork) -> int:
                found = unit.snapshots.load("counter")
                seen = 0 if found is None else int(found.data)
                unit.snapshots.save(Snapshot("counter", seen + 1, 1, str(seen + 1)))
                unit.events.append("counter/one", [_paid()], key=f"k{number}", expected=seen)
                return seen

            return storage.write(work)

        with ThreadPoolExecutor(8) as pool:
            assert sorted(pool.map(count_up, range(24))) == list(range(24))

    def test_scope_isolation(self) -> None:
        """scope_isolation: nothing of one community exists in another."""
        one, other = self.fresh(), self.fresh()
        one.write(_everything)
        assert other.read(_seen) == (0, 0, False, 0, 0)

    @_shared
    @given(steps=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 2)), max_size=10))
    def test_the_newest_snapshot_stays(self, steps: list[tuple[int, int]]) -> None:
        """A snapshot of fewer events does not replace one of more, in one format; another format always does."""
        storage, kept = self.fresh(), list[Snapshot]()
        for position, format_ in steps:
            one = Snapshot("board", position, format_, f"{position}-{format_}")
            _save(storage, one)
            if not kept or kept[-1].format != format_ or kept[-1].position <= position:
                kept.append(one)
            assert storage.read(lambda unit: unit.snapshots.load("board")) == kept[-1]
        storage.write(lambda unit: unit.snapshots.drop("board"))
        assert storage.read(lambda unit: unit.snapshots.load("board")) is None

    @_shared
    @given(
        steps=st.lists(
            st.one_of(_messages(), st.integers(1, 3), st.lists(st.sampled_from(("m1", "m2")))), max_size=10
        )
    )
    def test_messages(self, steps: list[Message | int | list[str]]) -> None:
        """stores_agree: messages put, taken for five minutes, done, in any order, as in memory."""
        storage, plain = self.fresh(), MemoryStorage("plain")
        for minutes, step in enumerate(steps):
            now = MARCH + timedelta(minutes=2 * minutes)

            assert _outcome(storage, _message_step(step, now)) == _outcome(plain, _message_step(step, now))
            assert storage.read(_waiting) == plain.read(_waiting)

    def test_messages_are_taken_by_one(self) -> None:
        """Of many who take messages at the same time, each gets others; what was not done is given again later."""
        storage = self.fresh()
        each = [Message(f"m{number}", "order.paid", MARCH) for number in range(12)]
        storage.write(lambda unit: unit.outbox.put(*each))

        def take(_: int) -> tuple[Message, ...]:
            return storage.write(lambda unit: unit.outbox.take(3, now=MARCH, until=LATER))

        with ThreadPoolExecutor(6) as pool:
            taken = [message.id for some in pool.map(take, range(6)) for message in some]
        assert sorted(taken) == sorted(message.id for message in each)
        storage.write(lambda unit: unit.outbox.done(["m0", "m1", "unknown"]))
        again = storage.write(lambda unit: unit.outbox.take(100, now=LATER, until=LATER + timedelta(hours=1)))
        assert again == tuple(each[2:])

    @_shared
    @given(steps=st.lists(st.tuples(st.integers(0, 4), st.none() | moments()), max_size=12), until=moments())
    def test_agenda(self, steps: list[tuple[int, datetime | None]], until: datetime) -> None:
        """stores_agree: what is due comes in the order of its moments, each thing once, as said last."""
        storage, when = self.fresh(), dict[str, datetime]()
        for number, at in steps:
            what = f"order/A{number}"
            _put_off(storage, what, at)
            when.pop(what, None)
            if at is not None:
                when[what] = at
            assert storage.read(lambda unit, what=what: unit.agenda.when(what)) == at  # type: ignore[misc]  # of its turn
        expected = sorted(Due(at, what) for what, at in when.items() if at <= until)
        assert storage.read(lambda unit: unit.agenda.due(until, 100)) == tuple(expected)
        assert storage.read(lambda unit: unit.agenda.due(until, 2)) == tuple(expected[:2])


def _paid() -> Event:
    return Event("order.paid", MARCH, "{}", ["leader/zhang"])


def _everything(unit: UnitOfWork) -> None:
    unit.events.append("order/A1", [_paid()], key="k1")
    legs = (Posting(Account("L1", "available", CNY), 5), Posting(Account("club", "outside.payment", CNY), -5))
    unit.book.post(Entry(EntryId("e1"), "order.paid", MARCH, legs))
    unit.snapshots.save(Snapshot("board", 1, 1, "one"))
    unit.outbox.put(Message("m1", "order.paid", MARCH))
    unit.agenda.put("order/A1", MARCH)


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


def _save(storage: Storage, one: Snapshot) -> None:
    storage.write(lambda unit: unit.snapshots.save(one))


def _put_off(storage: Storage, what: str, at: datetime | None) -> None:
    storage.write(lambda unit: unit.agenda.put(what, at))


def _waiting(unit: UnitOfWork) -> int:
    return unit.outbox.waiting()


def _message_step(step: Message | int | list[str], now: datetime) -> Callable[[UnitOfWork], object]:
    """Return work that puts a message, takes some for five minutes, or says that some are done."""

    def work(unit: UnitOfWork) -> object:
        match step:
            case Message():
                return unit.outbox.put(step)
            case int():
                return unit.outbox.take(step, now=now, until=now + timedelta(minutes=5))
            case list():
                unit.outbox.done(step)
                return None

    return work


def _outcome(storage: Storage, work: Callable[[UnitOfWork], object]) -> object:
    """Write, and return the outcome, a refusal's data too."""
    try:
        return storage.write(work)
    except KeyConflictError as refused:
        return refused.data()


__all__ = ["StorageContract"]
