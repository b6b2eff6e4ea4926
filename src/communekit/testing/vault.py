"""The contract of a vault (个人信息库契约): a new place for personal data proves itself in ten lines.

class TestMine(VaultContract):
def open(self, community):
return MyVault(database, community)
"""

from datetime import timedelta
from typing import Final

import pytest
from hypothesis import HealthCheck, example, given, settings

from communekit.codec import read_json, write_json
from communekit.storage import CN_DEAL, ErasedPersonError, Held, InvalidPersonalDataError, Kept

from .law import law
from .ledger import MARCH
from .vault_model import PARTIES, Model, Row, Step, do, exported, steps
from .vault_secrecy import PLANTED, VaultSecrecyContract, shows
from .vault_writers import VaultWritersContract

_shared: Final = settings(suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow])

_SHORT, _LONG = Kept(MARCH + timedelta(hours=2), "rule one"), Kept(MARCH + timedelta(hours=6), "rule two")
_KEPT: Final[dict[str, Held | None]] = {"name": Held("ab", "delivery", _LONG), "phone": Held("9")}
_AGAIN: Final[dict[str, Held | None]] = {"name": Held("丽", kept=_SHORT)}
_AWAY: Final[dict[str, Held | None]] = {"phone": None, "name": None}
SCRIPT: Final[list[Step]] = [
    ("put", "m-1", _KEPT, _SHORT, MARCH),
    ("put", "m-2", _KEPT, _SHORT, MARCH),
    ("put", "m-1", _AGAIN, _SHORT, MARCH),
    ("put", "m-1", _AWAY, _SHORT, MARCH + timedelta(hours=3)),
    ("keep", "m-1", _AGAIN, _SHORT, MARCH),
    ("keep", "m-2", _AWAY, _SHORT, MARCH),
    ("keep", "m-1", {"deal.a1.address": None, "phone": None}, _LONG, MARCH),
    ("erase", "m-2", {}, _SHORT, MARCH + timedelta(hours=1)),
    ("put", "m-2", _KEPT, _SHORT, MARCH + timedelta(hours=1)),
    ("erase_due", "m-2", {}, _SHORT, MARCH + timedelta(hours=2)),
    ("erase_due", "m-2", {}, _SHORT, MARCH + timedelta(hours=6)),
    ("put", "m-2", _KEPT, _SHORT, MARCH + timedelta(hours=7)),
]
"""What every vault must bear: texts that are kept, replaced, taken away, erased in two steps, and told too late."""


class VaultContract(VaultSecrecyContract, VaultWritersContract):
    """Laws of `Vault` (个人信息库契约), one a check; `stores_agree` holds it against a plain dict."""

    @law("stores_agree")
    @_shared
    @example(asked=SCRIPT)
    @given(asked=steps())
    def test_stores_agree(self, asked: list[Step]) -> None:
        """stores_agree: the same commands lead to the same outcomes, and to the same data."""
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

    @law("erasure")
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

    @law("round_trip")
    def test_export_is_whole_and_plain(self) -> None:
        """round_trip: an export says every text with its purpose, since when, until when and why; it survives JSON."""
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

    @law("scope_isolation")
    def test_communities_are_isolated(self) -> None:
        """scope_isolation: another community neither reads nor erases."""
        mine, theirs = self.fresh(), self.fresh()
        mine.put("m-1", {"name": "mine"}, at=MARCH)
        assert theirs.get("m-1") is None
        mine.put("m-2", {"name": Held("kept", kept=CN_DEAL.kept(MARCH))}, at=MARCH)
        mine.erase("m-2", at=MARCH)
        until, before = CN_DEAL.until(MARCH), mine.export("m-2")
        assert (theirs.due(at=until), theirs.erase_due(at=until)) == ((), ())
        assert mine.export("m-2") == before
        theirs.erase("m-1", at=MARCH)
        found = mine.get("m-1")
        assert found is not None
        assert found.text("name") == "mine"

    @law("cap_holds")
    def test_limits(self) -> None:
        """cap_holds: texts of 2,000 characters of any script are held, and 200 fields a person; not one more, however they come."""
        vault = self.fresh()
        vault.put("m-1", {f"f{number}": "丽" for number in range(199)}, at=MARCH)
        vault.put("m-1", {"last": "𠮷" * 2_000}, at=MARCH)
        person = vault.get("m-1")
        assert person is not None
        assert person.text("last") == "𠮷" * 2_000
        for fields in ({"last": "x" * 2_001}, {"more": "x"}):
            with pytest.raises(InvalidPersonalDataError):
                vault.put("m-1", fields, at=MARCH)


__all__ = ["PLANTED", "VaultContract", "shows"]
