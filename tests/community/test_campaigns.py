"""Campaigns in a community: one unit of work for places, money, instructions and orders; and nothing twice."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import Plan, Rule
from communekit.community import (
    CampaignMoved,
    CampaignStep,
    Community,
    FactRefusedError,
    Happening,
    NotAFactError,
    NotHereError,
    OrderPaid,
    Received,
    Status,
    VetoError,
    erase_person,
    export_person,
)
from communekit.community.campaign_lives import KEPT_MAX
from communekit.groupbuy.campaign import (
    Advance,
    Campaign,
    CampaignCommand,
    CutOff,
    Deposit,
    Item,
    Join,
    Pay,
    Phase,
    Publish,
    Receive,
    RefundMoney,
    SeatState,
    TakeBack,
    Unpaid,
    join_list,
    moves,
    order_id,
    pre_sale,
    team_buy,
)
from communekit.ledger import Entry
from communekit.ledger.claims import HoldFrom, HoldPolicy
from communekit.money import CNY, Money, Rate
from communekit.orders import Refund, RefundLine
from communekit.period import Window, instant
from communekit.storage import MemoryVault, Message, Recorded, read_value
from communekit.storage.sql import Database, SqlStorage
from tests.groupbuy.campaign.lives import Life, lives

START: Final = instant("2026-03-01T09:00:00+08:00")
WEEK: Final = Window(START, START + timedelta(days=7))
EGGS: Final = Item("eggs", Money.cny("12.90"), category="fresh/egg")
PLAN: Final = Plan("basket", 1, "CNY", residual="store", rules=[Rule("base", "leader", Rate.percent("10"))])
FORMED: Final = HoldPolicy(days=2, from_=HoldFrom.FORMED)
TEAM: Final = team_buy("C1", [EGGS], WEEK, size=2)


def club(hold: HoldPolicy = FORMED) -> Community:
    """Return a community in memory."""
    return Community.open("memory:", plan=PLAN, hold=hold)


def tell(community: Community, campaign: Campaign, *commands: CampaignCommand) -> None:
    """Publish a campaign and tell its commands."""
    community.record(CampaignStep(campaign.id, Publish(campaign, START)))
    for command in commands:
        community.record(CampaignStep(campaign.id, command))


def two(community: Community) -> None:
    """Let two neighbours form a team; the second came by a leader."""
    tell(
        community,
        TEAM,
        Join("s1", "li", {"eggs": 1}, START, store="S1"),
        Pay("p1", "s1", Money.cny("12.90"), START),
        Join("s2", "wang", {"eggs": 2}, START, group="s1", store="S1", leader="chen"),
        Pay("p2", "s2", Money.cny("25.80"), START),
    )


def told(community: Community) -> Counter[str]:
    """Return what the host is to do, by topic."""
    later = START + timedelta(days=99)
    messages = community.storage.write(lambda unit: unit.outbox.take(100, now=later, until=later))
    for message in messages:
        assert read_value(message.body).key == message.id
    return Counter(message.topic for message in messages)


def test_formed_seats_are_orders_and_earn() -> None:
    """Both orders are booked when the team forms, the leader's share on the order that came by him."""
    with club() as community:
        two(community)
        order = community.order(order_id("C1", "s2")).order
        assert (order.paid, order.member, order.channel) == (Money.cny("25.80"), "wang", "group")
        assert community.balance("chen", "frozen") == Money.cny("2.58")
        assert community.balance("S1", "frozen") == Money.cny("36.12")
        assert community.balance("li", "deposit") == community.balance("wang", "deposit") == Money.cny("0.00")
        assert community.balance(community.id, "outside.payment") == -Money.cny("38.70")
        assert community.campaign("C1").seat("s1").state is SeatState.CONFIRMED
        assert told(community) == {
            "groupbuy.charge": 2, "groupbuy.notify": 2, "groupbuy.purchase_order": 1,
        }  # fmt: skip


def test_hold_runs_from_forming() -> None:
    """Two days after the team has formed the share is free, whether or not the goods came."""
    with club() as community:
        two(community)
        assert community.advance(START + timedelta(days=2) - timedelta(seconds=1)) == ()
        assert set(community.advance(START + timedelta(days=2))) == {
            order_id("C1", "s1"),
            order_id("C1", "s2"),
        }
        assert community.balance("chen") == Money.cny("2.58")


def test_hold_from_receipt_waits_for_the_goods() -> None:
    """As of any order."""
    with club(HoldPolicy(days=2)) as community:
        two(community)
        assert community.balance("chen", "pending") == Money.cny("2.58")
        community.record(Received(order_id("C1", "s2"), START + timedelta(days=1)))
        assert community.balance("chen", "frozen") == Money.cny("2.58")


def test_time_decides_what_is_due() -> None:
    """A team that does not fill fails when its day is over, and all money goes back; advancing twice does nothing more."""
    with club() as community:
        tell(
            community,
            TEAM,
            Join("s1", "li", {"eggs": 1}, START, store="S1"),
            Pay("p1", "s1", Money.cny("12.90"), START),
            Join("s2", "wang", {"eggs": 1}, START, group="s1"),
        )
        assert community.balance("li", "deposit") == Money.cny("12.90")
        community.advance(START + timedelta(minutes=15))
        assert community.campaign("C1").seat("s2").state is SeatState.LAPSED
        community.advance(START + timedelta(days=30))
        community.advance(START + timedelta(days=30))
        assert community.campaign("C1").seat("s1").state is SeatState.FAILED
        assert community.balance("li", "deposit") == Money.cny("0.00")
        assert community.balance(community.id, "outside.payment") == Money.cny("0.00")
        assert community.orders() == []


def test_what_comes_back_is_a_refund_of_the_order() -> None:
    """Short goods and a seat taken back undo the leader's share with the money."""
    with club() as community:
        two(community)
        later = START + timedelta(hours=1)
        community.record(CampaignStep("C1", Receive("eggs", 2, later)))
        assert community.balance("chen", "frozen") == Money.cny("1.29")
        community.record(CampaignStep("C1", TakeBack("s2", later)))
        assert community.balance("chen", "frozen") == Money.cny("0.00")
        assert community.balance(community.id, "outside.payment") == -Money.cny("12.90")


def test_what_was_bought_waits_for_a_plan() -> None:
    """order_independence: where no plan is told yet, orders and what came back of them wait, and count once it is."""
    with Community.open("memory:", hold=FORMED) as community:
        two(community)
        community.record(CampaignStep("C1", Receive("eggs", 2, START + timedelta(hours=1))))
        assert len(community.waiting()) == 3
        community.record(PLAN)
        assert community.waiting() == ()
        assert community.balance("chen", "frozen") == Money.cny("1.29")


def test_a_refused_order_does_not_keep_goods_from_arriving() -> None:
    """A plan that promises more than there is refuses the order, and says so; the campaign goes on."""
    rules = [Rule("base", "leader", Rate.percent("60")), Rule("more", "leader", Rate.percent("50"))]
    with Community.open("memory:", plan=Plan("basket", 1, "CNY", residual="store", rules=rules)) as community:
        two(community)
        assert [one.because for one in community.refused()] == ["commission.over_committed"]
        community.record(CampaignStep("C1", Receive("eggs", 2, START + timedelta(hours=1))))
        assert community.campaign("C1").seat("s2").kept == Money.cny("12.90")
        assert len(community.waiting()) == 1


def test_told_twice_is_once_and_a_refusal_stays() -> None:
    """same_key_once, sticky_refusal: the same step again changes nothing; one that was refused is refused for ever."""
    with club() as community:
        two(community)
        again = CampaignStep("C1", Pay("p2", "s2", Money.cny("25.80"), START))
        assert community.record(again).status is Status.KNOWN
        full = CampaignStep("C1", Join("s3", "zhao", {"eggs": 1}, START, group="s1"))
        for _ in range(2):
            with pytest.raises(FactRefusedError):
                community.record(full)
        assert [one.because for one in community.refused()] == ["groupbuy.join_refused"]
        assert len(community.orders()) == 2


def test_a_step_whose_order_fails_leaves_nothing() -> None:
    """refusal_is_atomic: of many steps, one whose order a rule of the host's fails on is left out, seat and all."""

    def failing(happening: Happening, _: Recorded) -> Iterable[Entry | Message]:
        if isinstance(happening, OrderPaid):
            raise NotHereError("order", happening.fact.order.id)
        return ()

    with Community.open("memory:", plan=PLAN, handlers=[failing]) as community:
        tell(
            community,
            TEAM,
            Join("s1", "li", {"eggs": 1}, START, store="S1"),
            Pay("p1", "s1", Money.cny("12.90"), START),
            Join("s2", "wang", {"eggs": 2}, START, group="s1", store="S1"),
        )
        last = [CampaignStep("C1", Pay(payment, "s2", Money.cny("25.80"), START)) for payment in ("p2", "p3")]
        outcomes = list(community.record_all(last))
        assert [one.status for one in outcomes] == [Status.LEFT_OUT, Status.LEFT_OUT]
        assert community.campaign("C1").seat("s2").state is SeatState.RESERVED
        assert community.balance("wang", "deposit") == Money.cny("0.00")
        assert community.balance("li", "deposit") == Money.cny("12.90")


def test_a_preview_keeps_nothing() -> None:
    """refusal_is_atomic: what is only tried leaves no seat, no entry, no instruction."""
    with club() as community:
        tell(community, TEAM, Join("s1", "li", {"eggs": 1}, START))
        community.preview(CampaignStep("C1", Pay("p1", "s1", Money.cny("12.90"), START)))
        assert community.campaign("C1").seat("s1").state is SeatState.RESERVED
        assert community.balance("li", "deposit") == Money.cny("0.00")
        community.record(CampaignStep("C1", Pay("p1", "s1", Money.cny("12.90"), START)))
        assert community.balance("li", "deposit") == Money.cny("12.90")


def test_a_month_with_a_forfeited_deposit_is_settled() -> None:
    """What a store keeps is in its statement, and the statement adds up."""
    terms = Deposit(Money.cny("2.00"), "kept when the balance is not paid", unpaid=Unpaid.KEEP)
    with club() as community:
        tell(
            community,
            pre_sale("C1", [EGGS], WEEK, terms),
            Join("s1", "li", {"eggs": 3}, START, store="S1"),
            Pay("p1", "s1", Money.cny("6.00"), START),
            CutOff(START),
        )
        community.advance(START + timedelta(days=3))
        assert community.campaign("C1").seat("s1").state is SeatState.FORFEITED
        assert community.balance("S1") == Money.cny("6.00")
        statements = community.settle("2026-03")
        assert [one.closing_minor for one in statements if one.party == "S1"] == [600]


def test_a_large_campaign_forms_at_once() -> None:
    """nothing_silently_zero: the orders of four hundred members are all booked in the moment in which the list closes."""
    with club() as community:
        steps: list[CampaignCommand] = [Publish(join_list("C1", [EGGS], WEEK), START)]
        for number in range(400):
            steps.append(Join(f"s{number}", f"m{number}", {"eggs": 1}, START, store="S1"))
            steps.append(Pay(f"p{number}", f"s{number}", Money.cny("12.90"), START))
        list(community.record_all(CampaignStep("C1", step) for step in steps))
        community.advance(START + timedelta(days=7))
        assert not community.refused()
        assert len(community.orders()) == 400
        assert community.balance(community.id, "outside.payment") == -Money.cny("5160.00")


def test_so_little_that_it_costs_nothing_keeps_nobody_from_his_order() -> None:
    """A gram of what costs 0.20 a 斤 comes to nothing; the list forms all the same, and its money becomes orders."""
    salt = Item("salt", Money.cny("0.20"), per=500)
    with club() as community:
        tell(
            community,
            join_list("C1", [salt], WEEK),
            Join("s1", "li", {"salt": 1}, START, store="S1"),
            Join("s2", "wang", {"salt": 5000}, START, store="S1"),
            Pay("p1", "s2", Money.cny("2.00"), START),
            CutOff(START),
            TakeBack("s1", START),
        )
        assert not community.refused()
        assert community.order(order_id("C1", "s2")).order.paid == Money.cny("2.00")
        assert community.balance("wang", "deposit") == Money.cny("0.00")


def test_what_a_host_rolls_back_has_not_happened(tmp_path: Path) -> None:
    """refusal_is_atomic: a seat that the host undoes to a savepoint of his own takes no money afterwards."""
    with Database.open(f"sqlite:///{tmp_path}/club.db") as database:
        community = Community(SqlStorage(database, "club"), plan=PLAN)
        tell(community, TEAM)
        with database.writing() as connection:
            inside = community.within(connection)
            savepoint = connection.begin_nested()
            inside.record(CampaignStep("C1", Join("s1", "li", {"eggs": 1}, START)))
            assert inside.campaign("C1").seats.get("s1") is not None
            savepoint.rollback()
            assert inside.campaign("C1").seats.get("s1") is None
            early = inside.record(CampaignStep("C1", Pay("p1", "s1", Money.cny("12.90"), START)))
            assert early.status is Status.WAITING
        assert community.balance("li", "deposit") == Money.cny("0.00")


@pytest.mark.parametrize(
    "step", [TakeBack("s2", START), Receive("eggs", 1, START)]
)  # Both leave nothing for her.
@pytest.mark.parametrize("fen", [500, 2000, 2580])
def test_what_the_host_has_refunded_himself_does_not_come_back_twice(step: CampaignCommand, fen: int) -> None:
    """clawback_bound: a refund of the order and what the campaign gives back never exceed together what was paid."""
    with club() as community:
        two(community)
        id_ = order_id("C1", "s2")
        quantity = 2 if fen == 2580 else 0
        community.record(Refund("R1", id_, START, [RefundLine("eggs", Money(fen, CNY), quantity=quantity)]))
        community.record(CampaignStep("C1", step))
        later = START + timedelta(days=99)
        messages = community.storage.write(lambda unit: unit.outbox.take(100, now=later, until=later))
        asked = [read_value(message.body) for message in messages if message.topic == "groupbuy.refund_money"]
        back = sum(each.amount.minor for each in asked if each.seat == "s2")
        assert back == 2580 - fen
        assert sum(refund.amount.minor for refund in community.order(id_).refunds) == 2580
        assert not community.refused()


def test_what_is_no_step_is_refused() -> None:
    """A step speaks of its own campaign, and a campaign that was not published is not there."""
    with pytest.raises(NotAFactError):
        CampaignStep("C2", Publish(TEAM, START))
    with pytest.raises(NotAFactError):
        CampaignStep("C1", TEAM)  # type: ignore[arg-type]  # what must be refused
    with club() as community, pytest.raises(NotHereError):
        community.campaign("C1")


@given(life=lives())
def test_a_community_does_what_the_rooms_say(life: Life) -> None:
    """snapshot_is_replay, conservation: step by step, or told by another reader, it comes to the same; all adds up."""
    with club() as community:
        for step in life.steps:
            community.record(CampaignStep("C1", step.command))
        other = Community(community.storage)
        assert community.campaign("C1") == other.campaign("C1") == life.state
        kept = sum(seat.kept.minor for seat in life.seats)
        assert -community.balance(community.id, "outside.payment").minor == kept
        assert len(community.orders()) == len(_orders(life))
        assert not community.refused()
        assert not community.waiting()


def _orders(life: Life) -> set[str]:
    return {moved.seat.id for moved in moves(life.steps[0].before, life.events) if moved.is_sold}


def test_two_writers_on_a_database_see_each_other(tmp_path: Path) -> None:
    """stores_agree: on SQLite, told by two in turn, it comes to the same as by one; many campaigns are not all remembered."""
    where = f"sqlite:///{tmp_path / 'club.db'}"
    with Community.open(where, plan=PLAN) as one, Community.open(where) as other:
        tell(one, TEAM, Join("s1", "li", {"eggs": 1}, START, store="S1"))
        other.record(CampaignStep("C1", Pay("p1", "s1", Money.cny("12.90"), START)))
        one.record(CampaignStep("C1", Join("s2", "wang", {"eggs": 1}, START, group="s1", store="S1")))
        for number in range(KEPT_MAX):
            other.record(CampaignStep(f"D{number}", Publish(attrs.evolve(TEAM, id=f"D{number}"), START)))
        other.record(CampaignStep("C1", Pay("p2", "s2", Money.cny("12.90"), START)))
        assert one.campaign("C1") == other.campaign("C1")
        assert one.balance("S1", "pending") == Money.cny("25.80")


def test_due_is_on_the_agenda() -> None:
    """Storage agenda: what is due next of a campaign, and nothing once it is done."""
    with club() as community:
        tell(community, TEAM, Join("s1", "li", {"eggs": 1}, START))
        when = community.storage.read(lambda unit: unit.agenda.when("campaign/C1"))
        assert when == START + timedelta(minutes=15)
        community.record(CampaignStep("C1", Advance(START + timedelta(days=9))))
        assert community.storage.read(lambda unit: unit.agenda.when("campaign/C1")) is None


def test_money_given_back_by_hand_is_not_asked_for_again() -> None:
    """What the host refunded of an order comes off what a seat taken back, or short goods, would give back."""
    with club() as community:
        two(community)
        later, order = START + timedelta(hours=1), order_id("C1", "s2")
        goods = community.order(order).order.lines[0]
        half = RefundLine(goods.id, Money.cny("12.90"), quantity=1)
        community.record(Refund("R1", order, later, (half,)))
        community.record(CampaignStep("C1", TakeBack("s2", later)))
        assert [amount.text for amount in given_back(community)] == ["12.90"]
        assert community.balance(community.id, "outside.payment") == -Money.cny("12.90")
    with club() as community:
        two(community)
        community.record(Refund.whole("R1", community.order(order).order, later))
        community.record(CampaignStep("C1", TakeBack("s2", later)))
        assert given_back(community) == []
        assert community.balance(community.id, "outside.payment") == -Money.cny("12.90")


def given_back(community: Community) -> list[Money]:
    """Return what the host is told to give back."""
    later = START + timedelta(days=99)
    messages = community.storage.write(lambda unit: unit.outbox.take(100, now=later, until=later))
    read = [read_value(message.body) for message in messages]
    return [one.amount for one in read if isinstance(one, RefundMoney)]


@given(st.permutations(range(5)))
def test_order_independence(order: list[int]) -> None:
    """order_independence: money told before the joining, and joinings before the terms, wait; nothing of it is refused."""
    terms = join_list("C1", [EGGS], WEEK, store="S1")
    steps: list[CampaignCommand] = [
        Publish(terms, START),
        Join("s1", "li", {"eggs": 1}, START),
        Pay("p1", "s1", Money.cny("12.90"), START),
        Join("s2", "wang", {"eggs": 2}, START, leader="chen"),
        Pay("p2", "s2", Money.cny("25.80"), START),
    ]
    with club() as community:
        told_first = community.record(CampaignStep("C1", steps[order[0]]))
        assert (told_first.status is Status.WAITING) == (order[0] != 0)
        for place in order[1:]:
            community.record(CampaignStep("C1", steps[place]))
        assert community.waiting() == ()
        assert community.refused() == ()
        assert community.balance("li", "deposit") == Money.cny("12.90")
        community.advance(WEEK.end or START)
        assert {one.order.member for one in community.orders()} == {"li", "wang"}
        assert community.balance("chen", "frozen") == Money.cny("2.58")


def test_seats_are_the_members_own() -> None:
    """erasure: an export lists the seats of its person alone; a deposit that runs keeps the record of the deal."""
    with club() as community:
        tell(
            community,
            TEAM,
            Join("s1", "li", {"eggs": 1}, START, store="S1"),
            Pay("p1", "s1", Money.cny("12.90"), START),
            Join("s2", "wang", {"eggs": 2}, START, group="s1", store="S1"),
        )
        assert [seat.id for seat in community.as_member("li").seats()] == ["s1"]
        assert [seat["id"] for seat in export_person(community, MemoryVault(), "wang")["seats"]] == ["s2"]
        vault = MemoryVault()
        for member in ("li", "wang"):
            vault.put(member, {"name": member, "phone": "1380"}, at=START)
        at = START + timedelta(minutes=1)
        assert erase_person(community, vault, "li", at=at, deal_fields=["name"]).kept
        assert not erase_person(community, vault, "wang", at=at, deal_fields=["name"]).kept


def test_time_that_was_refused_comes_again() -> None:
    """A handler that stops what is due once holds it up for an hour, not for good."""
    stops = [True]

    def stopping(happening: Happening, _: Recorded) -> Iterable[Entry | Message]:
        if isinstance(happening, CampaignMoved) and isinstance(happening.fact.command, Advance) and stops:
            stops.clear()
            raise VetoError("books are being counted")
        return ()

    with Community.open("memory:", plan=PLAN, hold=FORMED, handlers=[stopping]) as community:
        tell(community, join_list("C1", [EGGS], WEEK, store="S1"), Join("s1", "li", {"eggs": 1}, START))
        community.record(CampaignStep("C1", Pay("p1", "s1", Money.cny("12.90"), START)))
        end = WEEK.end or START
        community.advance(end)
        assert community.campaign("C1").phase is Phase.OPEN
        community.advance(end + timedelta(minutes=59))
        assert community.campaign("C1").phase is Phase.OPEN
        community.advance(end + timedelta(hours=1))
        assert community.campaign("C1").phase is Phase.FORMED
        assert len(community.orders()) == 1
