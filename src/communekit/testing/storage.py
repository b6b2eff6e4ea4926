"""The contract of a place that keeps a whole community (存储契约): a new adapter proves itself in ten lines.

class TestMine(StorageContract):
def open(self, community):
return MyStorage(database, community)
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from communekit.storage import (
    Due,
    KeyConflictError,
    MemoryStorage,
    Message,
    Snapshot,
    Storage,
    UnitOfWork,
)

from .at_once import at_once
from .law import law
from .ledger import MARCH, moments
from .storage_opening import LATER
from .storage_units import UnitContract

_shared: Final = settings(suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow])

Asked = tuple[Message, ...] | int | list[str]

MESSAGES: Final = (Message("m1", "order.paid", MARCH, "a"), Message("m2", "order.paid", MARCH))
CHANGED: Final = (Message("m1", "order.paid", MARCH, "b"),)


def _messages() -> st.SearchStrategy[Message]:
    ids = st.sampled_from(("m1", "m2", "m3", "m4"))
    return st.builds(Message, ids, st.just("order.paid"), st.just(MARCH), st.sampled_from(("a", "b")))


class StorageContract(UnitContract):
    """Laws of `Storage` and of its outbox, agenda and snapshots (存储契约), held against `MemoryStorage`."""

    @law("snapshot_is_replay")
    @_shared
    @example(steps=[(2, 1), (1, 1), (2, 1), (1, 2), (3, 2), (1, 1)])
    @given(steps=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 2)), max_size=10))
    def test_the_newest_snapshot_stays(self, steps: list[tuple[int, int]]) -> None:
        """snapshot_is_replay: a snapshot of fewer events does not replace one of more, in one format; another format always does."""
        storage, kept = self.fresh(), list[Snapshot]()
        for position, format_ in steps:
            one = Snapshot("board", position, format_, f"{position}-{format_}-{len(kept)}")
            _save(storage, one)
            if not kept or kept[-1].format != format_ or kept[-1].position <= position:
                kept.append(one)
            assert storage.read(lambda unit: unit.snapshots.load("board")) == kept[-1]
        storage.write(lambda unit: unit.snapshots.drop("board"))
        assert storage.read(lambda unit: unit.snapshots.load("board")) is None

    @law("stores_agree")
    @_shared
    @example(steps=[MESSAGES, 1, CHANGED, 1, ["m1"], MESSAGES, 3, 3])
    @given(
        steps=st.lists(
            st.one_of(
                st.lists(_messages(), min_size=1, max_size=2).map(tuple),
                st.integers(1, 3),
                st.lists(st.sampled_from(("m1", "m2"))),
            ),
            max_size=10,
        )
    )
    def test_messages(self, steps: list[Asked]) -> None:
        """stores_agree: messages put, taken for five minutes, done, in any order, as in memory."""
        storage, plain = self.fresh(), MemoryStorage("plain")
        for minutes, step in enumerate(steps):
            now = MARCH + timedelta(minutes=2 * minutes)
            assert _outcome(storage, _message_step(step, now)) == _outcome(plain, _message_step(step, now))
            assert storage.read(_waiting) == plain.read(_waiting)

    @law("at_least_once")
    def test_messages_are_taken_by_one(self) -> None:
        """at_least_once: of many who take messages at the same time, each gets others; what was not done is given again."""
        storage = self.fresh()
        each = [Message(f"m{number}", "order.paid", MARCH) for number in range(12)]
        storage.write(lambda unit: unit.outbox.put(*each))

        def take(_: int) -> tuple[Message, ...]:
            return storage.write(lambda unit: unit.outbox.take(3, now=MARCH, until=LATER))

        taken = [message.id for some in at_once(6, take, range(6)) for message in some]
        assert sorted(taken) == sorted(message.id for message in each)
        storage.write(lambda unit: unit.outbox.done(["m0", "m1", "unknown"]))
        again = storage.write(lambda unit: unit.outbox.take(100, now=LATER, until=LATER + timedelta(hours=1)))
        assert again == tuple(each[2:])

    @law("same_key_once")
    def test_messages_are_kept_once(self) -> None:
        """same_key_once: a message that was kept before is not new, and is not given again once it is done."""
        storage = self.fresh()
        assert storage.write(lambda unit: unit.outbox.put(*MESSAGES)) == MESSAGES
        storage.write(lambda unit: unit.outbox.done(["m1"]))
        assert storage.write(lambda unit: unit.outbox.put(*MESSAGES, MESSAGES[1])) == ()
        taken = storage.write(lambda unit: unit.outbox.take(9, now=MARCH, until=LATER))
        assert taken == MESSAGES[1:]

    @law("refusal_is_atomic")
    def test_of_messages_that_are_refused_none_is_kept(self) -> None:
        """refusal_is_atomic: one message that has other content than before keeps the others out, and the unit goes on."""
        storage = self.fresh()
        storage.write(lambda unit: unit.outbox.put(MESSAGES[0]))

        def work(unit: UnitOfWork) -> int:
            try:
                unit.outbox.put(MESSAGES[1], *CHANGED)
            except KeyConflictError:
                return unit.outbox.waiting()
            return 1

        assert storage.write(work) == 1

    @law("key_conflict")
    def test_messages_of_one_id_and_other_content(self) -> None:
        """key_conflict: a message that has other content than before is a conflict, also once it is done."""
        storage = self.fresh()
        storage.write(lambda unit: unit.outbox.put(*MESSAGES))
        for asked in (storage, self.fresh()):
            together = CHANGED if asked is storage else (*MESSAGES, *CHANGED)
            assert _outcome(asked, lambda unit, told=together: unit.outbox.put(*told)) == {"key": "m1"}  # type: ignore[misc]  # of its turn

    @law("stores_agree")
    @_shared
    @example(
        steps=[(0, LATER), (2, MARCH), (3, MARCH), (1, LATER), (4, MARCH), (2, None), (1, MARCH)], until=LATER
    )
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


def _save(storage: Storage, one: Snapshot) -> None:
    storage.write(lambda unit: unit.snapshots.save(one))


def _put_off(storage: Storage, what: str, at: datetime | None) -> None:
    storage.write(lambda unit: unit.agenda.put(what, at))


def _waiting(unit: UnitOfWork) -> int:
    return unit.outbox.waiting()


def _message_step(step: Asked, now: datetime) -> Callable[[UnitOfWork], object]:
    """Return work that puts a message, takes some for five minutes, or says that some are done."""

    def work(unit: UnitOfWork) -> object:
        match step:
            case tuple():
                return unit.outbox.put(*step)
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
