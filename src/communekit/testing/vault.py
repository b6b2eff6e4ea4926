"""The contract of a vault (个人信息库契约): a new place for personal data proves itself in ten lines.

class TestMine(VaultContract):
def open(self, community):
return MyVault(database, community)
"""

import pickle
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings

from communekit.codec import read_json, write_json
from communekit.errors import CommunekitError
from communekit.storage import (
    CN_DEAL,
    ErasedPersonError,
    Held,
    InvalidPersonalDataError,
    Kept,
    Vault,
)

from .ledger import MARCH
from .vault_model import PARTIES, Model, Row, Step, do, exported, steps

PLANTED: Final = "planted-13800138000-张丽-secret"
"""A text that stands nowhere else."""

_numbers: Final = count(1)
_shared: Final = settings(suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow])


def shows(planted: str, error: BaseException) -> bool:
    """Whether an error shows a text anywhere: its sentences, its fields, its pickle, what it came from, its traceback."""
    said = [str(error), repr(error), repr(error.args), "".join(traceback.format_exception(error))]
    if isinstance(error, CommunekitError):
        said += [error.text("zh"), repr(error.data()), *(str(value) for value in error.data().values())]
        said += [str(pickle.dumps(error)), str(pickle.dumps(error.data()))]
    if error.__context__ is not None and shows(planted, error.__context__):
        return True
    return any(form in text for text in said for form in (planted, ascii(planted)[1:-1]))


class VaultContract:
    """Laws of `Vault`, held against a plain dict (个人信息库契约)."""

    def open(self, community: str) -> Vault:
        """Return the vault of a community that was never used before. Adapters say how."""
        raise NotImplementedError  # the adapter's own

    def fresh(self) -> Vault:
        """Return the vault of a new community."""
        return self.open(f"community-{next(_numbers)}")

    @_shared
    @given(asked=steps())
    def test_stores_agree(self, asked: list[Step]) -> None:
        """stores_agree, refusal_is_atomic: the same commands lead to the same outcomes, and to the same data."""
        vault, model = self.fresh(), Model()
        for step in asked:
            assert do(vault, step) == model.do(step)
            for party in PARTIES:
                rows = model.of(party)
                person = vault.get(party)
                if party in model.erased or not rows:
                    assert person is None
                else:
                    assert person is not None
                    assert person.fields == {
                        name: Held(text, purpose, kept) for name, (text, purpose, _, kept) in rows.items()
                    }
                assert vault.export(party) == exported(party, rows, model.erased.get(party))
            assert list(vault.due(at=step[4])) == model.due(step[4])

    def test_erasure(self) -> None:
        """erasure: what nothing has kept is gone at once, for ever; what a law has kept is read by an export alone, until its day."""
        vault, done = self.fresh(), MARCH
        vault.put("m-1", {"name": PLANTED, "phone": "13800138000"}, at=MARCH)
        vault.put("m-2", {"name": "other"}, at=MARCH)
        vault.keep("m-1", ["name"], CN_DEAL.kept(done))
        until = CN_DEAL.until(done)
        erasure = vault.erase("m-1", at=MARCH)
        assert (erasure.erased, dict(erasure.kept), erasure.is_finished) == (
            ("phone",),
            {"name": CN_DEAL.kept(done)},
            False,
        )
        assert vault.get("m-1") is None
        assert PLANTED in str(vault.export("m-1"))
        assert "13800138000" not in str(vault.export("m-1")["fields"]).replace(PLANTED, "")
        assert vault.erase_due(at=until - timedelta(microseconds=1)) == ()
        assert [each.erased for each in vault.erase_due(at=until)] == [("name",)]
        assert vault.export("m-1")["fields"] == {}
        assert vault.erase("m-1", at=until).is_finished
        with pytest.raises(ErasedPersonError):
            vault.put("m-1", {"name": "late"}, at=until)
        other = vault.get("m-2")
        assert other is not None
        assert other.text("name") == "other"

    def test_export_is_whole_and_plain(self) -> None:
        """An export says every text with its purpose, since when, until when and why; it survives JSON."""
        vault = self.fresh()
        kept = CN_DEAL.kept(MARCH)
        vault.put("m-1", {"name": "张丽", "address": Held("上海市 1 号", "delivery", kept)}, at=MARCH)
        found = vault.export("m-1")
        rows: dict[str, Row] = {
            "address": ("上海市 1 号", "delivery", MARCH, kept),
            "name": ("张丽", "service", MARCH, None),
        }
        assert found == exported("m-1", rows, None)
        assert read_json(write_json(found)) == found
        assert vault.export("nobody") == exported("nobody", {}, None)

    def test_communities_are_isolated(self) -> None:
        """scope_isolation: another community neither reads nor erases."""
        mine, theirs = self.fresh(), self.fresh()
        mine.put("m-1", {"name": "mine"}, at=MARCH)
        assert theirs.get("m-1") is None
        mine.put("m-2", {"name": Held("kept", kept=CN_DEAL.kept(MARCH))}, at=MARCH)
        mine.erase("m-2", at=MARCH)
        until = CN_DEAL.until(MARCH)
        assert (theirs.due(at=until), theirs.erase_due(at=until)) == ((), ())
        assert list(mine.due(at=until)) == ["m-2"]
        theirs.erase("m-1", at=MARCH)
        found = mine.get("m-1")
        assert found is not None
        assert found.text("name") == "mine"

    def test_no_error_shows_the_data(self) -> None:
        """erasure: no error shows a text, whatever went wrong, nor anything handed in that may be one."""
        vault = self.fresh()
        vault.put("m-1", {"name": PLANTED, "kept": Held(PLANTED, kept=Kept(MARCH, "rule"))}, at=MARCH)
        long, early = PLANTED * 100, MARCH - timedelta(hours=1)
        bad: list[dict[object, object]] = [
            {"name": PLANTED + "\x00"},
            {"name": PLANTED + "\n"},
            {"name": "\u202e" + PLANTED},
            {"name": "\u2066" + PLANTED},
            {"name": PLANTED + "\ud800"},
            {"name": PLANTED + "a" + "\u0301" * 9},
            {"name": long},
            {"name": [PLANTED]},
            {"name": PLANTED.encode()},
            {"name": Held("x", PLANTED)},
            {"name": Held("x", "service", PLANTED)},  # type: ignore[arg-type]  # that is the mistake
            {"name": Held(PLANTED, "Not A Word")},
            {PLANTED: "name"},
            {7: PLANTED},
            {"x" * 61: PLANTED},
            dict.fromkeys((f"f{number}" for number in range(201)), PLANTED),
            {"kept": None},
        ]
        acts: list[Callable[[], object]] = [
            *(lambda fields=fields: vault.put("m-1", fields, at=early) for fields in bad),
            lambda: vault.put("m-1", [PLANTED], at=early),  # type: ignore[arg-type]  # that is the mistake
            lambda: vault.put(f"m-{PLANTED}", {"name": PLANTED}, at=early),
            lambda: vault.put(f"{PLANTED}/", {"name": "x"}, at=early),
            lambda: vault.keep("m-1", [PLANTED], CN_DEAL.kept(MARCH)),
            lambda: vault.keep("m-1", ["phone"], CN_DEAL.kept(MARCH)),
            lambda: vault.get(PLANTED + "\x00"),
            lambda: vault.export(PLANTED + "\x00"),
            lambda: vault.erase(PLANTED + "\x00", at=early),
        ]
        before = vault.export("m-1")
        for number, act in enumerate(acts):
            assert not shows(PLANTED, _refusal(act)), number
            assert vault.export("m-1") == before
        vault.erase("m-1", at=MARCH)
        refused = _refusal(lambda: vault.put("m-1", {"name": PLANTED}, at=MARCH))
        assert isinstance(refused, ErasedPersonError)
        assert not shows(PLANTED, refused)

    def test_nothing_held_prints_itself(self) -> None:
        """erasure: what is held does not get into a log by being printed."""
        vault = self.fresh()
        vault.put("m-1", {"name": PLANTED}, at=MARCH)
        person = vault.get("m-1")
        assert person is not None
        assert person.text("name") == PLANTED
        for value in (person, person.fields["name"], vault, vault.erase("m-1", at=MARCH)):
            assert PLANTED not in repr(value) + str(value)

    def test_limits(self) -> None:
        """Texts of 2,000 characters of any script are held, and 200 fields a person; not one more."""
        vault = self.fresh()
        vault.put("m-1", {f"f{number}": "丽" for number in range(199)}, at=MARCH)
        vault.put("m-1", {"last": "𠮷" * 2_000}, at=MARCH)
        person = vault.get("m-1")
        assert person is not None
        assert person.text("last") == "𠮷" * 2_000
        for fields in ({"last": "x" * 2_001}, {"more": "x"}):
            with pytest.raises(InvalidPersonalDataError):
                vault.put("m-1", fields, at=MARCH)

    def test_many_writers(self) -> None:
        """erasure: whoever writes while a person is erased is in time and erased, or refused: nothing is left."""
        vault = self.fresh()

        def put(number: int) -> object:
            fields: dict[str, Held | None] = {f"f{number % 5}": Held(f"text {number}")}
            return do(vault, ("put", "m-1", fields, Kept(MARCH, "rule"), MARCH))

        with ThreadPoolExecutor(6) as pool:
            writers = [pool.submit(put, number) for number in range(20)]
            erasing = pool.submit(vault.erase, "m-1", at=MARCH)
            writers += [pool.submit(put, number) for number in range(20)]
            assert {writer.result() for writer in writers} <= {None, ErasedPersonError}
            erasing.result()
        assert vault.get("m-1") is None
        assert vault.export("m-1")["fields"] == {}

    def test_readers_see_one_state(self) -> None:
        """Whoever reads while a text is replaced sees the old or the new; while a person is erased, the data or nothing."""
        vault = self.fresh()
        vault.put("m-1", {"name": "n"}, at=MARCH)

        def write(number: int) -> None:
            vault.put("m-1", {"name": f"n{number}"}, at=MARCH)

        def read(_: int) -> str | None:
            person = vault.get("m-1")
            return None if person is None else str(person.text("name"))[0]

        with ThreadPoolExecutor(4) as pool:
            writing = pool.map(write, range(15))
            assert set(pool.map(read, range(30))) == {"n"}
            list(writing)
            reading = pool.map(read, range(20))
            pool.submit(vault.erase, "m-1", at=MARCH).result()
            assert set(reading) <= {"n", None}

    def test_writers_of_one_person_lose_nothing(self) -> None:
        """Fields that are put at the same time are all there, and can be read."""
        vault = self.fresh()
        with ThreadPoolExecutor(6) as pool:
            list(
                pool.map(
                    lambda number: vault.put("m-1", {f"f{number}": "x", "name": f"n{number}"}, at=MARCH),
                    range(18),
                )
            )
        person = vault.get("m-1")
        assert person is not None
        assert set(person.fields) == {"name", *(f"f{number}" for number in range(18))}


def _refusal(act: Callable[[], object]) -> CommunekitError:
    """Return what an act is refused with."""
    try:
        act()
    except CommunekitError as refused:
        return refused
    raise AssertionError("it was not refused")


__all__ = ["PLANTED", "VaultContract", "shows"]
