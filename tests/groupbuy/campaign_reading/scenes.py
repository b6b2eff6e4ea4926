"""Scenes of campaigns, told as commands: between them every sentence is said, and every step of a seat and a group is taken."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from communekit.groupbuy.allocation import Measure, Pack
from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    Advance,
    Announce,
    Below,
    Campaign,
    CampaignCommand,
    CampaignEvent,
    CampaignState,
    Cancel,
    Conclude,
    CutOff,
    Deposit,
    GiveUp,
    Instruction,
    Item,
    Join,
    Leave,
    Pay,
    Pledged,
    PriceTier,
    Publish,
    Receive,
    Reduce,
    TakeBack,
    Threshold,
    Together,
    Unpaid,
    Waive,
    Waiver,
    instructions,
    join_list,
    ladder,
    pledge_round,
    pre_sale,
    price_pool,
    team_buy,
)
from communekit.money import Money
from communekit.period import Window, instant

YUAN: Final = Money.cny
WEEK: Final = Window.parse("2026-03-01T00:00:00Z/2026-03-08T00:00:00Z")
END: Final = instant("2026-03-08T00:00:00Z")
EGGS: Final = Item("鸡蛋", YUAN("10.00"), supplier="farm")
PEARS: Final = Item("梨", YUAN("4.00"), pack=Pack(8), supplier="orchard")
HAM: Final = Item("火腿", YUAN("40.00"), per=500, pack=Pack(1, Measure.GRAM))
SWELLING: Final = Deposit(YUAN("2.00"), "即时原路退回", worth=YUAN("5.00"), unpaid=Unpaid.KEEP)

Scene = tuple[CampaignCommand, ...]


def day(number: int, hour: int = 9) -> datetime:
    """Return an hour of a day of the week."""
    return WEEK.start + timedelta(days=number - 1, hours=hour)


def joins(seat: str, *, pays: str = "", at: datetime | None = None, wants: int = 1, product: str = "鸡蛋",
          group: str | None = None) -> Scene:  # fmt: skip
    """Return how somebody joins, and pays."""
    when = at or day(1)
    joined = Join(seat, f"m-{seat}", {product: wants}, when, group=group)
    return (joined, Pay(f"p-{seat}", seat, YUAN(pays), when)) if pays else (joined,)


def published(terms: Campaign, *more: Iterable[CampaignCommand]) -> Scene:
    """Return a scene."""
    return (Publish(terms, WEEK.start), *(command for commands in more for command in commands))


TEAM: Final = team_buy("C", [EGGS], WEEK, size=3)
LIST: Final = join_list("C", [EGGS, PEARS, HAM], WEEK)
TWO: Final = Threshold.people(2)

SCENES: Final[dict[str, Scene]] = {
    "a team that is full": published(
        TEAM,
        joins("s1", pays="10.00"),
        joins("s2", pays="10.00", group="s1"),
        joins("s3", pays="10.00", group="s1"),
        [TakeBack("s3", day(2)), Advance(END), Conclude(END)],
    ),
    "a team whose head leaves": published(
        TEAM,
        joins("s1", pays="10.00"),
        joins("s2", pays="10.00", group="s1"),
        [Leave("s1", day(1, 10)), Advance(END), Conclude(END)],
    ),
    "not paid, or badly": published(
        TEAM,
        joins("s1"),
        [Advance(day(2)), Pay("p-late", "s1", YUAN("10.00"), day(2))],
        joins("s2", pays="4.00", at=day(3)),
        [GiveUp("s2", day(3))],
        joins("s3", pays="12.00", at=day(4)),
        joins("s4", at=day(4), group="s3"),
        [Leave("s4", day(4)), Cancel(day(4, 12), why="台风")],
    ),
    "cancelled while unpaid": published(LIST, joins("s1"), [Cancel(day(1)), Conclude(day(2))]),
    "a draft is a draft": (),
    "a list that wants less and gets less": published(
        LIST,
        joins("s1", pays="20.00", wants=2),
        [Reduce("s1", {"鸡蛋": 1}, day(2))],
        joins("s2", pays="20.00", wants=2),
        joins("s3", pays="20.00", wants=5, product="梨"),
        joins("s4", pays="80.00", wants=1000, product="火腿"),
        joins("s5", pays="32.00", wants=8, product="梨"),
        joins("s6", pays="4.00", product="梨"),
        [CutOff(day(6)), Receive("鸡蛋", 2, day(7)), Receive("火腿", 0, day(7)), Conclude(day(7, 12))],
    ),
    "nobody": published(LIST, joins("s1"), [Advance(END)]),
    "enough": published(
        join_list("C", [EGGS], WEEK, threshold=TWO),
        joins("s1", pays="10.00"),
        joins("s2", pays="10.00"),
        [Advance(END)],
    ),
    "below the first tier": published(
        ladder("C", [EGGS], WEEK, {"鸡蛋": [PriceTier(2, YUAN("9.00"))]}, below=Below.FAIL),
        joins("s1", pays="10.00"),
        [Advance(END)],
    ),
    "no case fills": published(LIST, joins("s1", pays="8.00", wants=2, product="梨"), [Advance(END)]),
    "a team for which fewer will do": published(
        team_buy("C", [EGGS], WEEK, size=3, waiver=Waiver(missing=1)),
        joins("s1", pays="10.00"),
        joins("s2", pays="10.00", group="s1"),
        [Advance(day(2))],
    ),
    "too few": published(
        join_list("C", [EGGS], WEEK, threshold=TWO), joins("s1", pays="10.00"), [Advance(END), Conclude(END)]
    ),
    "enough for the merchant, once the last has not paid": published(
        join_list("C", [EGGS], WEEK, threshold=TWO, seat_lasts=timedelta(days=2)),
        joins("s1", pays="10.00"),
        joins("s2", at=day(7)),
        [Waive("C", "east", day(7, 12), why="卖得完"), Advance(END + timedelta(days=3))],
    ),
    "filling": published(
        join_list("C", [PEARS], WEEK, fills_for=timedelta(hours=4)),
        joins("s1", pays="24.00", wants=6, product="梨"),
        [Advance(END)],
        joins("s2", pays="8.00", wants=2, product="梨", at=END),
        [Advance(END + timedelta(hours=5))],
    ),
    "filled in vain": published(
        join_list("C", [PEARS], WEEK, threshold=TWO, fills_for=timedelta(hours=4)),
        joins("s1", pays="24.00", wants=6, product="梨"),
        [Advance(END), Cancel(END + timedelta(hours=1))],
    ),
    "a deposit, its balance, and one that is kept": published(
        pre_sale("C", [EGGS], WEEK, SWELLING),
        joins("s1", pays="2.00"),
        joins("s2", pays="2.00"),
        [Advance(END), Pay("p-rest", "s1", YUAN("5.00"), END), Advance(END + timedelta(days=3))],
    ),
    "pledges, one of them not kept": published(
        pledge_round("C", [EGGS], WEEK, None),
        joins("s1"),
        joins("s2"),
        [Leave("s2", day(2))],
        joins("s3"),
        [Advance(END), Pay("p-s1", "s1", YUAN("10.00"), END), Advance(END + timedelta(days=7))],
    ),
    "pledged goods that never came": published(
        Campaign("C", [EGGS], WEEK, Together(), payment=Pledged()),
        joins("s1"),
        [Advance(END), Receive("鸡蛋", 0, END)],
    ),
    "a price above what was named, and one below": published(
        price_pool("C", [EGGS], WEEK),
        joins("s1", pays="10.00"),
        [Advance(END), Announce({"鸡蛋": YUAN("11.00")}, END), Advance(END + timedelta(days=3))],
    ),
    "a price pool that is called off": published(
        price_pool("C", [EGGS], WEEK), joins("s1", pays="10.00"), [Advance(END), Cancel(END)]
    ),
    "a pool cheaper than named": published(
        price_pool("C", [EGGS], WEEK),
        joins("s1", pays="10.00"),
        [Advance(END), Announce({"鸡蛋": YUAN("9.00")}, END)],
    ),
}


def played(scene: Scene) -> Iterator[tuple[CampaignState, tuple[CampaignEvent, ...], CampaignState]]:
    """Yield each step of a scene: the state before, what happened, the state after."""
    state = CAMPAIGN_LIFE.initial
    for command in scene:
        events, after = CAMPAIGN_LIFE.handle(command, state)
        yield state, events, after
        state = after


def all_instructions() -> list[Instruction]:
    """Return what the host is asked for in all scenes."""
    return [
        asked
        for scene in SCENES.values()
        for before, events, _ in played(scene)
        for asked in instructions(before, events)
    ]
