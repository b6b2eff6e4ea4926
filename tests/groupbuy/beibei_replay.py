"""Recorded group buys told to the decider: one campaign an item, one team a row; and what became of each.

Made up, for the data do not say it: prices; when teams begin, one after the other an hour apart in the order of the files;
how long they last; the size of a team, which is that of the item's largest success, two where it had none; and that the
merchant takes as few as the item's smallest success had.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

import attrs
import pytest

from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    Advance,
    Campaign,
    CampaignCommand,
    CampaignState,
    Group,
    Item,
    Join,
    JoinRefusedError,
    Live,
    Pay,
    Publish,
    SeatState,
    Waiver,
    team_buy,
)
from communekit.money import Money
from communekit.period import Window
from tests.groupbuy.beibei import Row

MADE_UP_START: Final = datetime(2020, 1, 1, tzinfo=UTC)
MADE_UP_APART: Final = timedelta(hours=1)
MADE_UP_LASTS: Final = timedelta(hours=24)
MADE_UP_PRICE: Final = Money.cny("29.90")
MADE_UP_SIZE: Final = 2
"""Where no group of the item succeeded."""

SECOND: Final = timedelta(seconds=1)


@attrs.define
class Account:
    """What became of the recorded groups of many items."""

    rows: int = 0
    as_recorded: Counter[str] = attrs.field(factory=Counter)
    """Groups that came out as they were recorded, by how: "full", "waived" or "threshold" for a failure."""
    left_out: Counter[str] = attrs.field(factory=Counter)
    """Groups in which somebody is still in another of the same item, at the times that were made up, by how it was recorded."""
    differing: list[str] = attrs.field(factory=list)
    """Groups that came out otherwise: none, it is hoped."""
    people: int = 0
    events: int = 0
    paid_minor: int = 0
    refunded_minor: int = 0
    largest: int = 0
    """The most seats of one campaign."""


@attrs.define
class Told:
    """One campaign while it is told: its state, and how many facts followed."""

    state: CampaignState
    events: int = 0

    def tell(self, command: CampaignCommand) -> None:
        """Decide a command."""
        events, self.state = CAMPAIGN_LIFE.handle(command, self.state)
        self.events += len(events)

    @property
    def live(self) -> Live:
        """The state once the campaign is published."""
        assert isinstance(self.state, Live)
        return self.state


def replay(item: int, rows: Iterable[Row], account: Account) -> None:
    """Tell all recorded groups of an item as one campaign, and note what became of each."""
    each = list(rows)
    campaign = terms(item, each)
    told = Told(CAMPAIGN_LIFE.initial)
    told.tell(Publish(campaign, MADE_UP_START))
    kept, running = list[Row](), dict[int, datetime]()
    for number, row in enumerate(each):
        at = MADE_UP_START + number * MADE_UP_APART
        bound = [person for person in row.people if running.get(person, at) > at]
        if bound:
            refused(told, row, bound, at)
            account.left_out["success" if row.has_succeeded else "failed"] += 1
            continue
        closes_at = team(told, row, at)
        running.update(dict.fromkeys(row.people, closes_at))
        kept.append(row)
    told.tell(Advance(campaign.closes_at + MADE_UP_LASTS))
    for row in kept:
        word = told.live.group(row.id).why
        if came_out_as_recorded(told.live, row):
            account.as_recorded[word] += 1
        else:
            account.differing.append(f"{row.id} {word}")
    seats = list(told.live.list())
    account.rows += len(each)
    account.events += told.events
    account.people += len(seats)
    account.paid_minor += sum(seat.paid.minor for seat in seats)
    account.refunded_minor += sum(seat.refunded.minor for seat in seats)
    account.largest = max(account.largest, len(seats))


def terms(item: int, rows: list[Row]) -> Campaign:
    """Return the terms of an item's campaign; sizes are made up from what succeeded, the rest altogether."""
    sizes = [len(row.people) for row in rows if row.has_succeeded] or [MADE_UP_SIZE]
    missing = max(sizes) - min(sizes)
    return team_buy(
        f"I{item}",
        [Item(f"I{item}", MADE_UP_PRICE)],
        Window(MADE_UP_START, MADE_UP_START + len(rows) * MADE_UP_APART),
        size=max(sizes),
        lasts=MADE_UP_LASTS,
        waiver=Waiver(missing=missing) if missing else None,
    )


def team(told: Told, row: Row, at: datetime) -> datetime:
    """Tell that a team began, and that everybody recorded joined it and paid; return until when its members are bound."""
    for place, person in enumerate(row.people):
        seat = f"{row.id}.{place}" if place else row.id
        moment = at + place * SECOND
        told.tell(
            Join(seat, f"U{person}", {told.live.campaign.id: 1}, moment, group=row.id if place else None)
        )
        told.tell(Pay(seat, seat, MADE_UP_PRICE, moment))
    group = told.live.group(row.id)
    return at if group.state.is_decided else group.closes_at


def refused(told: Told, row: Row, bound: list[int], at: datetime) -> None:
    """See that each who is in a running team of the same item is refused, and that nothing comes of it."""
    told.tell(Advance(at))
    before = told.state
    for person in bound:
        with pytest.raises(JoinRefusedError) as refusal:
            told.tell(Join(row.id, f"U{person}", {told.live.campaign.id: 1}, at))
        assert refusal.value.problem == "running"
    assert told.state is before


def came_out_as_recorded(state: Live, row: Row) -> bool:
    """Whether a team stands as its row says: formed or failed, its head, its people in their order, and their money."""
    group = state.group(row.id)
    seats = list(state.seats_of(group.id))[::-1]
    stands = SeatState.CONFIRMED if row.has_succeeded else SeatState.FAILED
    return (
        (group.state.value == ("formed" if row.has_succeeded else "expired"))
        and group.head == row.id
        and [seat.member for seat in seats] == [f"U{person}" for person in row.people]
        and all(
            (seat.state, seat.paid, seat.kept) == (stands, MADE_UP_PRICE, kept_of(group)) for seat in seats
        )
        and (group.orders, group.people, group.waiting) == (len(row.people), len(row.people), 0)
    )


def kept_of(group: Group) -> Money:
    """Return what a seat of a decided team brings: its price, or nothing."""
    return MADE_UP_PRICE if group.state.value == "formed" else MADE_UP_PRICE - MADE_UP_PRICE


__all__ = ["Account", "replay"]
