"""Seals and keys: what opens, what does not, and a crash at every step of an erasure."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from communekit.codec import SchemaVersionError
from communekit.errors import MissingExtraError
from communekit.ids import InvalidIdError
from communekit.storage import (
    BrokenSealError,
    Erasure,
    Held,
    InvalidPersonalDataError,
    Kept,
    Keys,
    MemoryKeys,
    MemoryVault,
    SealedVault,
    UnfitKeyPlaceError,
)
from communekit.storage.sql import Database, SqlKeys, SqlVault
from communekit.storage.sql.keys import VERSIONS as KEY_VERSIONS
from communekit.storage.sql.vault_schema import VERSIONS
from communekit.testing.ledger import MARCH
from communekit.testing.vault import PLANTED, shows

LATER = MARCH + timedelta(days=1)


def texts(vault: MemoryVault | SealedVault) -> dict[str, str]:
    """Return what a vault holds of m-1."""
    person = vault.get("m-1")
    return {} if person is None else {name: held.text for name, held in person.fields.items()}


def test_a_sealed_text_opens_only_where_it_belongs() -> None:
    """Under another field or another party, changed, or without its key, it does not open, and says no word of it."""
    inner, keys = MemoryVault(), MemoryKeys()
    vault = SealedVault(inner, keys)
    vault.put("m-1", {"name": PLANTED, "phone": "13800138000"}, at=MARCH)
    sealed = texts(inner)
    assert PLANTED not in str(sealed)
    cases = {
        "another field": (sealed["phone"], "touched"),
        "changed": (
            sealed["name"][:-6] + ("AAAAA=" if sealed["name"][-6:] != "AAAAA=" else "BBBBB="),
            "touched",
        ),
        "no text of ours": ("plain", "no_key"),
        "not in base 64": (sealed["name"].rpartition(".")[0] + ".丽", "touched"),
        "cut": (sealed["name"].rpartition(".")[0] + ".", "touched"),
    }
    for name, (moved, problem) in cases.items():
        inner.put("m-1", {"name": moved}, at=MARCH)
        for read in (vault.get, vault.export):
            with pytest.raises(BrokenSealError) as refused:
                read("m-1")
            assert (refused.value.problem, refused.value.field) == (problem, "name"), name
            assert not shows(PLANTED, refused.value)
    inner.put("m-1", {"name": sealed["name"]}, at=MARCH)
    assert texts(vault)["name"] == PLANTED
    keys.forget("m-1", keys.of("m-1"))
    with pytest.raises(BrokenSealError, match="its key is not there"):
        vault.get("m-1")


def test_a_text_that_is_replaced_loses_its_key() -> None:
    """A person has as many keys as fields, each text a key of its own."""
    inner, keys = MemoryVault(), MemoryKeys()
    vault = SealedVault(inner, keys)
    for number in range(4):
        vault.put("m-1", {"name": f"name {number}", "phone": "13800138000"}, at=MARCH)
        assert len(keys.of("m-1")) == 2
    vault.put("m-1", {"phone": None}, at=MARCH)
    assert (len(keys.of("m-1")), texts(vault)) == (1, {"name": "name 3"})
    with pytest.raises(InvalidPersonalDataError):
        vault.put("m-1", {"email": "x\x00"}, at=MARCH)
    assert len(keys.of("m-1")) == 1


class MeddlingKeys(MemoryKeys):
    """Keys between whose being asked for and being given something else happens, once."""

    def __init__(self) -> None:
        super().__init__()
        self.meddling: Callable[[], object] | None = None

    def of(self, party: str) -> Mapping[str, bytes]:
        """Return the keys, after whatever happens."""
        meddling, self.meddling = self.meddling, None
        if meddling is not None:
            meddling()
        return super().of(party)


def test_a_text_that_changes_while_it_is_read() -> None:
    """Between the rows and their keys a text is replaced, or the person erased: the reader sees what is there then."""
    keys = MeddlingKeys()
    vault = SealedVault(MemoryVault(), keys)
    vault.put("m-1", {"name": "old"}, at=MARCH)
    keys.meddling = lambda: vault.put("m-1", {"name": "new"}, at=MARCH)
    assert texts(vault) == {"name": "new"}
    keys.meddling = lambda: vault.erase("m-1", at=MARCH)
    assert vault.get("m-1") is None


class Cut(Exception):
    """The process dies here."""


class Steps:
    """Counts steps, and dies before one of them."""

    def __init__(self, cut: int) -> None:
        self.cut, self.done = cut, 0

    def step(self) -> None:
        """Die, or go on."""
        self.done += 1
        if self.done == self.cut:
            raise Cut


class FragileKeys(MemoryKeys):
    """Keys that die before they forget."""

    def __init__(self, steps: Steps) -> None:
        super().__init__()
        self.steps = steps

    def forget(self, party: str, ids: Iterable[str]) -> None:
        """Forget, if alive."""
        self.steps.step()
        super().forget(party, ids)
        self.steps.step()


class FragileVault(MemoryVault):
    """A vault that dies before or after it erases."""

    def __init__(self, steps: Steps) -> None:
        super().__init__()
        self.steps = steps

    def erase(self, party: str, *, at: datetime) -> Erasure:
        """Erase, if alive."""
        self.steps.step()
        erasure = super().erase(party, at=at)
        self.steps.step()
        return erasure


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_crash_at_any_step_is_finished_by_the_next_try(cut: int) -> None:
    """Erased now and finished later: wherever it is cut, told again nothing is left, and what must be kept was there."""
    steps = Steps(0)
    inner, keys = FragileVault(steps), FragileKeys(steps)
    vault = SealedVault(inner, keys)
    kept = Held("310000", "tax", Kept(LATER, "a law"))
    vault.put("m-1", {"name": PLANTED, "tax_id": kept}, at=MARCH)
    steps.cut, steps.done = cut, 0
    try:
        vault.erase("m-1", at=MARCH)
    except Cut:
        vault.erase("m-1", at=MARCH)
    assert len(keys.of("m-1")) == 1
    assert "310000" in str(vault.export("m-1"))
    try:
        vault.erase_due(at=LATER)
    except Cut:
        vault.erase_due(at=LATER)
    assert keys.of("m-1") == {}
    assert inner.export("m-1")["fields"] == {}


@pytest.fixture(params=["memory", "sqlite"])
def keys(request: pytest.FixtureRequest, key_database: Database) -> Keys:
    """Return keys of each kind."""
    return MemoryKeys() if request.param == "memory" else SqlKeys(key_database, "keys")


def test_keys_are_kept_until_they_are_forgotten(keys: Keys) -> None:
    """Each party has its own; no two are the same; forgetting twice is forgetting once."""
    made = dict(keys.make("m-1", 3))
    others = dict(keys.make("m-2", 2))
    assert (len(made), len(others), len({*made.values(), *others.values()})) == (3, 2, 5)
    assert {len(secret) for secret in made.values()} == {32}
    assert keys.of("m-1") == made
    first, *rest = made
    for _ in range(2):
        keys.forget("m-1", [first])
        assert sorted(keys.of("m-1")) == sorted(rest)
    keys.forget("m-1", others)
    keys.forget("m-3", others)
    keys.sweep()
    assert keys.of("m-2") == others
    assert (keys.make("m-1", 0), keys.of("m-3")) == ({}, {})


def test_keys_are_kept_where_they_can_be_forgotten(postgres: str) -> None:
    """PostgreSQL would keep a forgotten key in its files."""
    with Database.open(postgres) as database, pytest.raises(UnfitKeyPlaceError, match="SQLite"):
        SqlKeys(database, "riverside")


def test_a_sealed_vault_without_its_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the extra."""

    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr("communekit.storage.seal.import_module", missing)
    with pytest.raises(MissingExtraError, match=r"communekit\[vault\]"):
        SealedVault(MemoryVault(), MemoryKeys())


def test_tables_of_a_newer_version_are_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A newer version is refused, not guessed; a community's id is checked."""
    url = f"sqlite:///{tmp_path_factory.mktemp('newer') / 'vault.db'}"
    with Database.open(url) as database:
        with pytest.raises(InvalidIdError):
            SqlVault(database, "a/b")
        for _ in range(2):
            SqlVault(database, "riverside"), SqlKeys(database, "riverside")  # Opening again changes nothing.
        with database.writing() as connection:
            connection.execute(update(VERSIONS).values(version=2))
            connection.execute(update(KEY_VERSIONS).values(version=2))
        for opened in (SqlVault, SqlKeys):
            with pytest.raises(SchemaVersionError):
                opened(database, "riverside")
