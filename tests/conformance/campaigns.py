"""Campaigns: a group buy of a case that is told what happens, hour by hour, and asked how it stands."""

from datetime import datetime, timedelta

from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    Advance,
    Campaign,
    CampaignCommand,
    CampaignState,
    Charge,
    Group,
    Instruction,
    Item,
    Join,
    Live,
    Pay,
    Publish,
    RefundMoney,
    Seat,
    Waiver,
    instructions,
)
from communekit.money import Money
from communekit.period import Window, instant

from .given import unit

START = instant("2026-03-01T00:00:00Z")
HOUR = timedelta(hours=1)
WEEK = Window(START, START + timedelta(days=7))
NAME = "campaign"
GOODS = "goods"


def goods(price: Money | None = None, *, list_price: Money | None = None) -> Item:
    """Return what a campaign of a case offers; where no price is given, one that costs the smallest unit."""
    return Item(GOODS, price or Money(1, unit()), list_price=list_price)


def waiver_of(missing: int) -> Waiver | None:
    """Return the merchant's readiness to take fewer, None where nobody may be missing."""
    return Waiver(missing=missing) if missing else None


def moment(text: str) -> datetime:
    """Return a time of a case: no zone is named, and none matters."""
    return instant(f"{text}Z")


class Round:
    """A campaign: what it was told, what it asks of the host, and how it stands."""

    def __init__(self, terms: Campaign) -> None:
        self.terms = terms
        self.asked: list[Instruction] = []
        self.state: CampaignState = CAMPAIGN_LIFE.initial
        self.tell(Publish(terms, terms.window.start))

    def tell(self, *commands: CampaignCommand) -> None:
        """Tell it what happens."""
        for command in commands:
            events, after = CAMPAIGN_LIFE.handle(command, self.state)
            self.asked += instructions(self.state, events)
            self.state = after

    def join(
        self,
        member: str,
        quantity: int = 1,
        *,
        group: str | None = None,
        at: datetime | None = None,
        seat: str | None = None,
        pays: bool = True,
    ) -> Seat:
        """Let a member join, and pay what she is asked for; her seat has her name where it has none of its own."""
        when, name = at or self.terms.window.start, seat or member
        self.tell(Join(name, member, {GOODS: quantity}, when, group=group))
        owed = self.live.seat(name).owes
        if pays and owed:
            self.tell(Pay(f"payment-{name}", name, owed, when))
        return self.live.seat(name)

    def team(self, members: int, *, paid: int | None = None) -> str:
        """Let so many members into one team, of whom the first so many pay; return its name."""
        head, *others = (f"m{number}" for number in range(members))
        self.join(head, pays=paid != 0)
        for number, other in enumerate(others, 1):
            self.join(other, group=head, pays=paid is None or number < paid)
        return head

    def wait(self, at: datetime) -> None:
        """Let time pass."""
        self.tell(Advance(at))

    @property
    def live(self) -> Live:
        """How it stands."""
        if not isinstance(self.state, Live):
            raise TypeError("a round is published when it begins")
        return self.state

    @property
    def group(self) -> Group:
        """The one group that all form together."""
        return self.live.group(self.terms.id)

    @property
    def refunded(self) -> list[str]:
        """To whom money goes back, in the order of telling."""
        return [asked.member for asked in self.asked if isinstance(asked, RefundMoney)]

    @property
    def charged(self) -> list[str]:
        """Who is asked for money, in the order of telling."""
        return [asked.member for asked in self.asked if isinstance(asked, Charge)]
