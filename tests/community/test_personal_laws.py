"""Laws of personal data in a community: handed out whole, erased for good, books untouched."""

from datetime import timedelta

from hypothesis import given

from communekit.codec import write_json
from communekit.codec.limits import Limits
from communekit.community import Community, Fact, Sale, erase_person, export_person
from communekit.storage import MemoryStorage, MemoryVault
from tests.community.town import COMMUNITY, HOLD, PLAN, at, days, refund, sale

NOW = at(24 * 31)


@given(facts=days())
def test_erasure(facts: list[Fact]) -> None:
    """erasure: afterwards nothing of the person stands in the vault, the export, the log or the book; log and book are the same."""
    club, vault = Community(MemoryStorage(COMMUNITY), plan=PLAN, hold=HOLD), MemoryVault()
    vault.put("M0", {"name": "张丽", "phone": "13800138000"}, at=at(0))
    list(club.record_all(facts))

    def kept() -> object:
        return club.storage.read(lambda unit: (list(unit.events.since(0)), list(unit.book.since(0))))

    before = kept()
    assert "13800138000" in write_json(export_person(club, vault, "M0"), limits=Limits(bytes_max=10**7))
    erased = erase_person(club, vault, "M0", at=NOW)
    assert (kept(), vault.get("M0")) == (before, None)
    said = write_json(export_person(club, vault, "M0"), limits=Limits(bytes_max=10**7)) + repr(erased)
    assert "13800138000" not in said + repr(before)
    assert "张丽" not in said + repr(before)


def test_what_a_deal_needs_is_kept_as_long_as_it_must_be() -> None:
    """Three years after the last deal the record may go, and not a moment before."""
    club, vault = Community(MemoryStorage(COMMUNITY), plan=PLAN, hold=HOLD), MemoryVault()
    vault.put("M1", {"name": "李强", "phone": "13900139000"}, at=at(0))
    club.record(sale(1))
    erase_person(club, vault, "M1", at=NOW, deal_fields=["name"])
    exported = write_json(vault.export("M1"))
    assert ("李强" in exported, "13900139000" in exported, vault.get("M1")) == (True, False, None)
    due = sale(1).order.paid_at.replace(year=2029)
    assert not vault.erase_due(at=due - timedelta(seconds=1))
    assert vault.erase_due(at=due)
    assert "李强" not in write_json(vault.export("M1"))


@given(facts=days())
def test_an_export_is_whole_and_nobody_elses(facts: list[Fact]) -> None:
    """Every order of the person is in it, and no order, credit or earning of another's."""
    club, vault = Community(MemoryStorage(COMMUNITY), plan=PLAN, hold=HOLD), MemoryVault()
    list(club.record_all([*facts, sale(8), refund("R8", 8, 100)]))
    exported = export_person(club, vault, "M0")
    mine = {
        fact.order.id for fact in [*facts, sale(8)] if isinstance(fact, Sale) and fact.order.member == "M0"
    }
    assert {order["id"] for order in exported["orders"]} == mine
    assert "zhang" not in write_json(exported, limits=Limits(bytes_max=10**7))
    leader = export_person(club, vault, "zhang")
    assert leader["orders"] == []
    assert "A8" in {earning["order"] for earning in leader["earnings"]}
