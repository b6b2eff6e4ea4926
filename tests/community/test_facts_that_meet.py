"""Facts that meet: keys of the host's own, what is left out of a stream, disputes over a hold's end, late facts, months closed twice."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from communekit.commission import Key, Plan
from communekit.commission.standing import measure_key
from communekit.community import (
    AfterSale,
    Community,
    Dispute,
    DisputeRuled,
    Fact,
    Received,
    Sale,
    Status,
    standing_rows,
)
from communekit.ledger import InvalidWordError, PeriodClosedError
from communekit.ledger.claims import Ruling
from communekit.ledger.payout import ChannelLimits, Instruction, LeftOpen, Payee, PayoutTerms, Used
from communekit.ledger.settlement import Statement
from communekit.money import Money
from communekit.orders import Credits, Line, Order
from communekit.storage import KeyConflictError, MemoryStorage, Snapshot, UnitOfWork
from communekit.storage.sql import Database, SqlStorage
from tests.community.town import COMMUNITY, HOLD, PLAN, TIERED, at, order, plain, refund, sale

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


def in_vain(unit: UnitOfWork) -> None:
    """Write something, and fail."""
    unit.agenda.put("order/A9", at(9))
    raise LookupError


def figures(statements: Iterable[Statement]) -> list[object]:
    """Return all figures of statements; when a hold ends is no figure, and may become known later."""
    return [(one.party, one.flows, one.movements) for one in statements]


def test_what_is_left_out_is_forgotten(opened: Open) -> None:
    """refusal_is_atomic: what is left out of a stream is not there for the facts that come after it."""
    club = opened()
    club.record(sale(1))
    club.settle("2026-03", now=APRIL)
    stream: list[Fact] = [Received("A1", at(50)), AfterSale("A1", APRIL)]
    assert [each.status for each in club.record_all(stream)] == [Status.LEFT_OUT, Status.RECORDED]
    assert told_of(club, 1) == ["order.paid", "order.after_sale"]
    assert club.order("A1").received_at is None


@pytest.mark.parametrize("plan", [PLAN, TIERED])
@pytest.mark.parametrize("keys", [("k-1", "", "k-2"), ("", "k-1", "k-2")])
def test_same_key_once(opened: Open, plan: Plan, keys: tuple[str, ...]) -> None:
    """same_key_once: an order, a refund, a receipt is there once, under whatever keys it is told."""
    facts: list[Fact] = [sale(1), refund("R1", 1, 1_000), Received("A1", at(50))]
    club, plainly = opened(plan=plan), Community(MemoryStorage(COMMUNITY), plan=plan, hold=HOLD)
    statuses = []
    for number, fact in enumerate(facts):
        statuses.append([club.record(fact, key=key and f"{key}-{number}").status for key in keys])
        plainly.record(fact)
    assert statuses == [[Status.RECORDED, Status.KNOWN, Status.KNOWN]] * 3
    for each in (club, plainly):
        each.record(sale(2))
    seen = [
        (
            dict(each.storage.read(lambda unit: unit.book.balances())),
            each.order("A1"),
            each.statements("2026-03"),
        )
        for each in (club, plainly)
    ]
    assert seen[0] == seen[1]
    with pytest.raises(KeyConflictError):
        club.record(refund("R1", 1, 999), key="k-9")


def test_what_waits_under_keys_of_the_host(opened: Open) -> None:
    """same_key_once: what waits for its order may have any key, and two; it counts once when the order comes."""
    club, first = opened(), refund("R1", 1, 1_000)
    assert club.record(first, key="5F1C-77").status is Status.WAITING
    assert club.record(first, key="refund/R1/again/and/again").status is Status.WAITING
    assert club.record(first).status is Status.WAITING
    assert club.record(sale(1)).status is Status.RECORDED
    assert club.order("A1").refunds == (first,)
    for key in ("5F1C-77", "refund/R1/again/and/again", ""):
        assert club.record(first, key=key).status is Status.KNOWN
    with pytest.raises(KeyConflictError):
        club.record(refund("R1", 1, 1), key="5F1C-77")


def test_a_key_is_checked_first(opened: Open) -> None:
    """refusal_is_atomic: what is no key is refused as such, and nothing is kept under it."""
    club = opened()
    with pytest.raises(InvalidWordError):
        club.record(sale(1), key="No Word/A1")
    assert club.record(sale(1)).status is Status.RECORDED


def test_after_sale_in_any_order(opened: Open) -> None:
    """order_independence: how after-sale stood last decides, in whatever order that is told."""
    told = [
        AfterSale("A1", at(30)),
        AfterSale("A1", at(40), at(24 * 9)),
        AfterSale("A1", at(40), at(60)),
        AfterSale("A1", at(20), at(24 * 20)),
    ]
    for facts in permutations(told):
        club = Community(MemoryStorage(COMMUNITY), plan=PLAN, hold=HOLD)
        stream: list[Fact] = [sale(1), Received("A1", at(10)), *facts]
        for fact in stream:
            club.record(fact)
        assert club.storage.read(lambda unit: unit.agenda.when("order/A1")) == at(24 * 9)


@pytest.mark.parametrize("received", [10, 30])
@pytest.mark.parametrize("ruled", [24 * 5, 24 * 21])
def test_a_dispute_over_the_end_of_the_hold(opened: Open, received: int, ruled: int) -> None:
    """conservation: what is ruled after the hold ended is free like the rest, even where all of a line was in dispute."""
    club, whole = opened(), ("zhang", "li", "S1")
    facts: list[Fact] = [sale(1), Received("A1", at(received))]
    for fact in facts:
        if isinstance(fact, Received) and received == 30:
            for party in whole:
                club.record(Dispute(f"D-{party}", "A1", "1", party, at(20), "short"))
        club.record(fact)
    if received == 10:
        for party in whole:
            club.record(Dispute(f"D-{party}", "A1", "1", party, at(20), "short"))
    if ruled > 24 * 20:
        club.advance(at(24 * 20))
    for party in whole:
        club.record(DisputeRuled(f"D-{party}", "A1", "1", party, at(ruled), RULING))
    club.advance(at(24 * 31))
    assert dict(club.storage.read(lambda unit: unit.book.balances())) == plain(facts, at(24 * 31))


@pytest.mark.parametrize("again", [None, APRIL + timedelta(days=1)])
def test_a_settled_month_is_settled_again(opened: Open, again: datetime | None) -> None:
    """closed_stays_closed: closed again it gives the same, also where a hold turned out to have ended in it since."""
    club = opened()
    club.record(sale(1))
    first = club.settle("2026-03", now=APRIL)
    club.record(Received("A1", at(24)), at=APRIL)
    assert figures(club.settle("2026-03", now=again)) == figures(first)
    assert club.advance(APRIL + timedelta(days=2)) == ("A1",)
    assert club.balance("zhang").minor == 826
    assert figures(club.settle("2026-03")) == figures(first)


@pytest.mark.parametrize("before", [(), (sale(7),)])
def test_a_closed_month_is_closed_for_newcomers(opened: Open, before: tuple[Sale, ...]) -> None:
    """closed_stays_closed: be it that nothing was sold, or by others: who comes later does not get into a closed month."""
    club = opened()
    for fact in before:
        club.record(fact)
    first = club.settle("2026-03")
    late = Order("A1", "S2", [Line.of("1", "tea", "100.00")], at(9), at(9))
    told = Sale(late, Credits.single(leader="chen", sponsor="wu"))
    with pytest.raises(PeriodClosedError):
        club.record(told)
    assert club.record(told, at=APRIL).status is Status.RECORDED
    assert club.settle("2026-03", now=APRIL) == first == club.statements("2026-03")
    assert {str(one.party) for one in club.statements("2026-04")} >= {"S2", "chen", "wu"}


def test_a_month_is_settled_after_the_next(opened: Open) -> None:
    """closed_stays_closed: of a month that is closed after the next one, holds end as late as it is closed."""
    club = opened()
    club.record(sale(1))
    club.settle("2026-04", now=at(24 * 70))
    club.record(Received("A1", at(24)), at=at(24 * 70))
    assert club.settle("2026-03", now=at(24 * 71))
    assert club.balance("zhang").minor == 826


def test_within_the_hosts_transaction_nothing_half_done(tmp_path: Path) -> None:
    """refusal_is_atomic: inside the host's transaction too a preview keeps nothing, and what raises leaves nothing."""
    with Database.open(f"sqlite:///{tmp_path}/town.db") as database:
        club = Community(SqlStorage(database, COMMUNITY), plan=PLAN, hold=HOLD)
        club.record(sale(1))
        club.settle("2026-03", now=APRIL)
        before = club.storage.read(lambda unit: (len(unit.events), len(unit.book)))
        with database.writing() as connection:
            with club.within(connection) as inside:
                inside.preview(sale(2, hours=24 * 50))
                inside.preview(refund("R1", 1, 100, hours=24 * 50))
                with pytest.raises(Exception, match="closed"):
                    inside.record(Received("A1", at(50)))
                with pytest.raises(LookupError):
                    inside.storage.write(in_vain)
            connection.exec_driver_sql("SELECT 1")
        assert club.storage.read(lambda unit: (len(unit.events), len(unit.book))) == before
        assert club.storage.read(lambda unit: unit.agenda.when("order/A9")) is None
        assert club.record(order(3, hours=24 * 50)).status is Status.RECORDED


@pytest.mark.parametrize("kept", [None, 2])
def test_snapshot_is_replay(kept: int | None) -> None:
    """snapshot_is_replay: rows of the standing that were dropped, or are of another format, are made anew from the events."""
    facts: list[Fact] = [
        sale(1, minor=(9_000, 1_000)),
        refund("R1", 1, 3_000),
        refund("R2", 1, 1_500),
        sale(2),
    ]
    club, whole = (Community(MemoryStorage(COMMUNITY), plan=TIERED, hold=HOLD) for _ in range(2))
    for fact in facts:
        whole.record(fact)
        club.record(fact)
        club.storage.write(lambda unit: forget_snapshots(unit, kept))
    more = sale(3, hours=12)
    assert club.record(more).entries == whole.record(more).entries


def forget_snapshots(unit: UnitOfWork, format_: int | None) -> None:
    """Drop the snapshots of what a month has measured, or say that they are of another format."""
    for name in [standing_rows.name_of(key) for key in standing_rows_of(unit)] + [standing_rows.WHOLE]:
        if format_ is None:
            unit.snapshots.drop(name)
        else:
            unit.snapshots.save(Snapshot(name, 0, format_, "?"))


def standing_rows_of(unit: UnitOfWork) -> list[Key]:
    """Return the keys of rows that the orders of a tiered plan move."""
    keys = [measure_key(f"{TIERED.id}: month", who, "2026-03") for who in ("zhang", "wang")]
    kept = [key for key in keys if unit.snapshots.load(standing_rows.name_of(key)) is not None]
    assert kept
    return kept


def test_who_only_reads_keeps_nothing(opened: Open) -> None:
    """stores_agree: whatever is written where only reading was asked for is not there afterwards."""
    club = opened()
    club.ask(lambda desk: desk.unit.agenda.put("order/A9", at(9)))
    assert club.ask(lambda desk: desk.unit.agenda.when("order/A9")) is None
    club.record(sale(1))
    assert club.order("A1").order == order(1)


def test_a_draft_minds_what_was_drawn_and_what_is_withheld(opened: Open) -> None:
    """cap_holds: told what was drawn on the day, a draft keeps to the channel's limits; told of a tax, it withholds it."""
    club = opened()
    stream: list[Fact] = [sale(1), Received("A1", at(10))]
    for fact in stream:
        club.record(fact)
    club.advance(APRIL)
    bank, card = (
        PayoutTerms("bank", Money.cny("0.01"), limits=ChannelLimits(payments_per_day=1)),
        Payee("card-7"),
    )
    drawn = Used(Money.cny("8.00"), 1)
    assert isinstance(club.draft("zhang", bank, card, used=drawn), LeftOpen)
    taxed = club.draft("zhang", bank, card, withhold=lambda gross: Money.cny("1.00"))
    assert isinstance(taxed, Instruction)
    assert (taxed.gross, taxed.tax) == (Money.cny("8.26"), Money.cny("1.00"))
