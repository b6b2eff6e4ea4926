"""Lives of campaigns to test with: few seats, small numbers, all modes; what is refused leaves nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import attrs
from hypothesis import strategies as st

from communekit.errors import CommunekitError
from communekit.groupbuy.allocation import Pack
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
    Item,
    Join,
    Leave,
    Live,
    Pay,
    PriceTier,
    Publish,
    Receive,
    Reduce,
    Seat,
    TakeBack,
    Teams,
    Threshold,
    Unpaid,
    Waive,
    Want,
    join_list,
    ladder,
    pledge_round,
    pre_sale,
    price_pool,
    team_buy,
)
from communekit.money import CNY, Money
from communekit.period import Window, instant

START: Final = instant("2026-03-01T00:00:00Z")
DAY: Final = Window(START, START + timedelta(hours=24))
MEMBERS: Final = ("li", "wang", "zhao")
SEATS: Final = ("s1", "s2", "s3")


def fen(minor: int) -> Money:
    """Return so many fen."""
    return Money(minor, CNY)


def goods(pack: int = 1) -> list[Item]:
    """Return eggs by the piece, and rice at a price for three, both with what they cost the store."""
    return [
        Item("eggs", fen(1000), cost=fen(700), pack=Pack(pack), supplier="farm", stock=12),
        Item("rice", fen(1000), per=3, cost=fen(800)),
    ]


STEPS: Final = {
    "eggs": [PriceTier(2, fen(900)), PriceTier(4, fen(750))],
    "rice": [PriceTier(3, fen(950)), PriceTier(6, fen(850))],
}


@st.composite
def deposits(draw: st.DrawFn) -> Deposit:
    """Draw a deposit, swelling up to its price and beyond."""
    return Deposit(
        fen(200),
        "back within 7 days",
        worth=draw(st.sampled_from((None, fen(500), fen(1700)))),
        unpaid=draw(st.sampled_from(Unpaid)),
    )


@st.composite
def terms(draw: st.DrawFn) -> Campaign:
    """Draw terms of any mode."""
    mode = draw(
        st.sampled_from(("team", "list", "cases", "ladder", "ladder balance", "pre", "pledge", "pool"))
    )
    threshold = Threshold.pieces(draw(st.integers(1, 6)))
    below = draw(st.sampled_from((Below.FAIL, Below.FIRST_TIER)))
    match mode:
        case "team":
            campaign = team_buy("C1", goods(), DAY, size=draw(st.integers(2, 3)))
        case "list":
            campaign = join_list("C1", goods(), DAY, threshold=threshold)
        case "cases":
            campaign = join_list("C1", goods(3), DAY)
        case "ladder":
            campaign = ladder("C1", goods(), DAY, STEPS, below=below)
        case "ladder balance":
            campaign = ladder("C1", goods(), DAY, STEPS, below=below, deposit=draw(deposits()))
        case "pre":
            campaign = pre_sale("C1", goods(draw(st.sampled_from((1, 3)))), DAY, draw(deposits()))
        case "pledge":
            campaign = pledge_round("C1", goods(), DAY, threshold)
        case _:
            campaign = price_pool("C1", goods(), DAY)
    return attrs.evolve(campaign, store=draw(st.sampled_from(("S1", None))))


@attrs.frozen
class Step:
    """A command, and what followed from it."""

    before: CampaignState
    command: CampaignCommand
    events: tuple[CampaignEvent, ...]
    after: CampaignState


@attrs.frozen
class Life:
    """A campaign's life, command by command."""

    steps: tuple[Step, ...]

    @property
    def events(self) -> tuple[CampaignEvent, ...]:
        """All facts."""
        return tuple(event for step in self.steps for event in step.events)

    @property
    def state(self) -> Live:
        """The campaign in the end."""
        after = self.steps[-1].after
        assert isinstance(after, Live)
        return after

    @property
    def seats(self) -> Sequence[Seat]:
        """All seats in the end."""
        return list(self.state.list())


WAITS: Final = (timedelta(0), timedelta(minutes=20), timedelta(hours=11), timedelta(days=2))
JOINS: Final = st.lists(
    st.tuples(
        st.sampled_from(MEMBERS),
        st.integers(1, 3),
        st.sampled_from((0, 0, 1)),
        st.integers(0, 3),
        st.sampled_from((None, "s1")),
        st.sampled_from((None, "chen")),
        st.sampled_from((True, True, True, False)),
    ),
    min_size=1,
    max_size=len(SEATS),
)
"""Who joins: member, eggs, tolerance, rice, the team she would join, her leader, and whether she pays at once."""

KINDS: Final = (
    *("pay", "pay", "pay", "cut off", "cut off", "announce", "advance", "receive", "receive"),
    *("odd pay", "leave", "give up", "reduce", "take back", "waive", "cancel", "conclude"),
)
WORDS: Final = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(WAITS), st.integers(0, 2), st.integers(0, 8)),
    max_size=8,
)
"""What comes then: a kind, how long after what came before, which seat, how much."""


def lives(campaigns: st.SearchStrategy[Campaign] | None = None) -> st.SearchStrategy[Life]:
    """Draw the life of a campaign: joins and payments first, then whatever comes, and time that passes."""
    return st.builds(_lived, terms() if campaigns is None else campaigns, JOINS, WORDS)


def _lived(
    campaign: Campaign,
    joins: Sequence[tuple[str, int, int, int, str | None, str | None, bool]],
    words: Sequence[tuple[str, timedelta, int, int]],
) -> Life:
    steps = list[Step]()
    state: CampaignState = CAMPAIGN_LIFE.initial
    at = START

    def tell(command: CampaignCommand) -> None:
        nonlocal state
        try:
            events, after = CAMPAIGN_LIFE.handle(command, state)
        except CommunekitError:
            return
        steps.append(Step(state, command, events, after))
        state = after

    tell(Publish(campaign, at))
    for seat, (member, eggs, tolerance, rice, team, leader, pays) in zip(SEATS, joins, strict=False):
        wants = [Want("eggs", eggs, tolerance), *([Want("rice", rice)] if rice else [])]
        group = team if seat != "s1" and isinstance(campaign.forming, Teams) else None
        tell(Join(seat, member, wants, at, group=group, leader=leader))
        if pays:
            tell(_payment(state, seat, f"p {seat}", at))
    for number, (kind, wait, which, many) in enumerate(words):
        at += wait
        tell(_command(state, kind, at, SEATS[which], many, f"p{number}"))
    return Life(tuple(steps))


def _payment(state: CampaignState, seat: str, payment: str, at: datetime) -> CampaignCommand:
    """Return the payment of what a seat owes; time that passes where it owes nothing."""
    known = state.seats.get(seat) if isinstance(state, Live) else None
    return Advance(at) if known is None or not known.owes else Pay(payment, seat, known.owes, at)


def _command(
    state: CampaignState, kind: str, at: datetime, seat: str, many: int, payment: str
) -> CampaignCommand:
    match kind:
        case "pay":
            return _payment(state, seat, payment, at)
        case "odd pay":
            return Pay(payment, seat, fen(100 + 300 * many), at)
        case "cut off":
            return CutOff(at)
        case "announce":
            offered = state.campaign.items if isinstance(state, Live) else ()
            return Announce(dict.fromkeys(offered, fen(700 + 60 * many)), at)
        case "receive":
            return Receive("rice" if many % 2 else "eggs", many, at)
        case "leave":
            return Leave(seat, at)
        case "give up":
            return GiveUp(seat, at)
        case "reduce":
            return Reduce(seat, [Want("eggs", 1 + many % 2)], at)
        case "take back":
            return TakeBack(seat, at)
        case "waive":
            return Waive("C1" if many % 2 else seat, "boss", at)
        case "cancel":
            return Cancel(at)
        case "conclude":
            return Conclude(at)
        case _:
            return Advance(at)


__all__ = ["DAY", "MEMBERS", "START", "Life", "Step", "fen", "goods", "lives", "terms"]
