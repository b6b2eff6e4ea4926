"""The check of the mixed workload sees what it is for: a book that was tampered with does not pass."""

from pathlib import Path

import pytest

from communekit.errors import CommunekitError
from communekit.storage.sql import Database
from tests.faults.mixed import KINDS, MixedPostings, step

STEPS = 3 * KINDS

HARM = {
    "an order is gone": "DELETE FROM communekit_entry WHERE id = '8'",
    "one of a batch is gone": "DELETE FROM communekit_entry WHERE id = '9-1'",
    "a balance moved": "UPDATE communekit_balance SET minor = minor + 1 WHERE party = 'S1'",
    "a posting moved": "UPDATE communekit_posting SET minor = minor + 1 WHERE party = 'S1'",
    "another is there": "UPDATE communekit_entry SET id = 'stranger' WHERE id = '8'",
    "a closing is forgotten": "UPDATE communekit_party SET closed_until = NULL",
}


@pytest.mark.parametrize("harm", HARM)
def test_harm_is_seen(harm: str, tmp_path: Path) -> None:
    """Whatever is gone, moved or added shows, as a verdict or as a refusal when all is told again."""
    work = MixedPostings()
    with Database.open(f"sqlite:///{tmp_path / 'book.db'}") as database:
        for number in range(STEPS):
            work.do(database, "harmed", number)
        every = set(range(STEPS))
        assert work.check(database, "harmed", acknowledged=every, begun=STEPS).holds
        with database.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql(HARM[harm])
        try:
            assert not work.check(database, "harmed", acknowledged=every, begun=STEPS).holds
        except CommunekitError:
            assert "gone" in harm or "another" in harm


def test_every_kind_of_step_comes() -> None:
    """In each turn something is taken, refused, booked late, undone and closed."""
    steps = [step(number) for number in range(KINDS, 2 * KINDS)]
    assert [bool(given.kept) for given in steps].count(True) == KINDS - 2
    assert any(given.refused for given in steps)
    assert any(given.late_at for given in steps)
    assert any(given.closes for given in steps)
    assert any(entry.reverses for given in steps for entry in given.entries)
