"""The check of the whole community sees what it is for, and all kinds of steps come."""

from collections import Counter
from pathlib import Path

import pytest

from communekit.errors import CommunekitError
from communekit.storage.sql import Database
from tests.faults.whole import KINDS, Model, WholeCommunity

STEPS = 3 * KINDS

HARM = {
    "an event is gone": "DELETE FROM communekit_event WHERE position = 9",
    "an event is another": "UPDATE communekit_event SET at = '2020-01-01T00:00:00.000000+00:00' WHERE position = 9",
    "an entry is gone": "DELETE FROM communekit_entry WHERE position = 3",
    "a balance moved": "UPDATE communekit_balance SET minor = minor + 1 WHERE party = 'S1' AND bucket = 'available'",
    "a hold is forgotten": "DELETE FROM communekit_agenda",
}


@pytest.mark.parametrize("harm", HARM)
def test_harm_is_seen(harm: str, tmp_path: Path) -> None:
    """Whatever is gone or altered shows, as a verdict or as a refusal when all is told again."""
    work, every = WholeCommunity(), set(range(STEPS))
    with Database.open(f"sqlite:///{tmp_path / 'town.db'}") as database:
        for number in every:
            work.do(database, "harmed", number)
        assert work.check(database, "harmed", acknowledged=every, begun=STEPS).holds
        with database.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql(HARM[harm])
        try:
            seen = not work.check(database, "harmed", acknowledged=every, begun=STEPS + KINDS).holds
        except (CommunekitError, AssertionError):  # Or what was to be paid is not there.
            seen = True
        assert seen


def test_every_kind_of_step_comes() -> None:
    """Facts that wait, refusals, time, payouts that are paid and that are unknown: all of them."""
    model = Model("kinds")
    model.reach(4 * KINDS)
    kinds = Counter(one.event.kind for one in model.read(lambda unit: list(unit.events.since(0))))
    assert set(kinds) >= {"order.paid", "order.refunded", "order.received", "order.released", "fact.waiting"}
    assert set(kinds) >= {"fact.refused", "payout.moved", "plan.adopted"}
    booked = Counter(entry.kind for entry in model.read(lambda unit: list(unit.book.since(0))))
    assert booked["payout.requested"] >= 2
    assert booked["payout.paid"] >= 1
