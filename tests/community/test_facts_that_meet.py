"""Facts that meet: keys of the host's own, what is left out of a stream, disputes over a hold's end, late facts, months closed twice."""

from collections.abc import Callable
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from communekit.community import AfterSale, Community, Dispute, DisputeRuled, Fact, Received, Status
from communekit.ids import InvalidWordError
from communekit.ledger.claims import Ruling
from communekit.storage import KeyConflictError, MemoryStorage
from communekit.storage.sql import Database, SqlStorage
from tests.community.town import COMMUNITY, HOLD, PLAN, TIERED, at, balances_of, order, plain, refund, sale

Open = Callable[..., Community]

APRIL = at(24 * 40)
RULING = Ruling("as shown", actor="ops-1", approver="ops-2")


@pytest.fixture(params=["memory", "sqlite"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Return what opens a community, empty, on each store."""
    if request.param == "memory":
        return lambda plan=PLAN: Community(MemoryStorage(COMMUNITY), plan=plan, hold=HOLD)
    return lambda plan=PLAN: Community.open(
        f"sqlite:///{tmp_path}/town.db", plan=plan, community=COMMUNITY, hold=HOLD
    )


def told_of(club: Community, number: int) -> list[str]:
    """Return what happened to an order, by kind."""
    return [
        one.event.kind for one in club.storage.read(lambda unit: list(unit.events.load(f"order/A{number}")))
    ]


def test_what_is_left_out_is_forgotten(opened: Open) -> None:
    """refusal_is_atomic: what is left out of a stream is not there for the facts that come after it."""
    club = opened()
    club.record(sale(1))
    club.settle("2026-03", now=APRIL)
    stream: list[Fact] = [Received("A1", at(50)), AfterSale("A1", APRIL)]
    assert [each.status for each in club.record_all(stream)] == [Status.LEFT_OUT, Status.RECORDED]
    assert told_of(club, 1) == ["order.paid", "order.after_sale"]
    assert club.order("A1").received_at is None
