"""Campaigns to test with: a week in hours, a few members, and one that lives and remembers what followed."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    Campaign,
    CampaignCommand,
    CampaignEvent,
    CampaignState,
    Draft,
    Group,
    GroupState,
    Instruction,
    Item,
    Join,
    JoinRefusedError,
    Live,
    Pay,
    Publish,
    RefundMoney,
    Seat,
    SeatState,
    Want,
    instructions,
)
from communekit.money import CNY, Money
from communekit.period import Window, instant

START = instant("2026-03-01T00:00:00Z")
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)


def hour(number: int) -> datetime:
    """Return an hour of the campaign."""
    return START + number * HOUR


WEEK = Window(START, hour(7 * 24))
INSTANT = timedelta(microseconds=1)


def fen(amount: int) -> Money:
    """Return so many fen."""
    return Money(amount, CNY)


class Life:
    """A campaign under test: what it was told, what followed, what it asks of the host, and how it stands."""

    def __init__(self, terms: Campaign, *commands: CampaignCommand) -> None:
        self.terms = terms
        self.state: CampaignState = Draft()
        self.events: list[CampaignEvent] = []
        self.asked: list[Instruction] = []
        self.tell(Publish(terms, START - DAY), *commands)

    def tell(self, *commands: CampaignCommand) -> tuple[CampaignEvent, ...]:
        """Tell commands; return what followed from the last."""
        events: tuple[CampaignEvent, ...] = ()
        for command in commands:
            events, after = CAMPAIGN_LIFE.handle(command, self.state)
            self.asked += instructions(self.state, events)
            self.events += events
            self.state = after
        return events

    def refusal(self, command: CampaignCommand) -> JoinRefusedError | None:
        """Tell a command; return why nobody can join like this, None when it was followed."""
        try:
            self.tell(command)
        except JoinRefusedError as refused:
            return refused
        return None

    def join(
        self,
        seat: str,
        at: datetime,
        wants: dict[str, int] | Iterable[Want] | None = None,
        *,
        member: str | None = None,
        group: str | None = None,
        pays: bool = True,
    ) -> Seat:
        """Let a member join and pay what she is asked for; by name she is her seat."""
        self.tell(Join(seat, member or seat, wants or {"eggs": 1}, at, group=group))
        if pays and self.seat(seat).owes:
            self.pay(seat, at)
        return self.seat(seat)

    def pay(self, seat: str, at: datetime, amount: Money | None = None) -> Seat:
        """Pay what a seat owes, or another amount."""
        number = len(self.seat(seat).payments) + 1
        self.tell(Pay(f"{seat}-{number}", seat, amount or self.seat(seat).owes, at))
        return self.seat(seat)

    @property
    def live(self) -> Live:
        """The campaign, published."""
        assert isinstance(self.state, Live)
        return self.state

    def seat(self, seat: str) -> Seat:
        """Return a seat."""
        return self.live.seat(seat)

    def group(self, group: str | None = None) -> Group:
        """Return a team, or the one group that all form together."""
        return self.live.group(group or self.terms.id)

    def stands(self, seat: str) -> SeatState:
        """Return how a seat stands."""
        return self.seat(seat).state

    def group_stands(self, group: str | None = None) -> GroupState:
        """Return how a group stands."""
        return self.group(group).state

    def refunds(self, seat: str) -> list[tuple[int, str]]:
        """Return what the host is told to give back of a seat, and why."""
        return [
            (asked.amount.minor, asked.why)
            for asked in self.asked
            if isinstance(asked, RefundMoney) and asked.seat == seat
        ]


def eggs(price: int = 1000, **terms: Any) -> Item:
    """Return eggs at so many fen."""
    return Item("eggs", fen(price), **terms)
