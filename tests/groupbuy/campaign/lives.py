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
    AnnouncedPrice,
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


@st.composite
def lives(draw: st.DrawFn, campaigns: st.SearchStrategy[Campaign] | None = None) -> Life:
    """Draw the life of a campaign: joins and payments first, then whatever comes, and time that passes."""
    campaign = draw(terms() if campaigns is None else campaigns)
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
    for number, seat in enumerate(SEATS[: draw(st.integers(1, len(SEATS)))]):
        wants = [Want("eggs", draw(st.integers(1, 3)), draw(st.sampled_from((0, 0, 1))))]
        if draw(st.booleans()):
            wants.append(Want("rice", draw(st.integers(1, 4))))
        group = (
            draw(st.sampled_from((None, "s1"))) if number and isinstance(campaign.forming, Teams) else None
        )
        leader = draw(st.sampled_from((None, "chen")))
        tell(Join(seat, draw(st.sampled_from(MEMBERS)), wants, at, group=group, leader=leader))
        if isinstance(state, Live) and draw(st.integers(0, 5)) and state.seats.get(seat) is not None:
            owes = state.seat(seat).owes
            if owes:
                tell(Pay(f"p {seat}", seat, owes, at))
    for number in range(draw(st.integers(0, 8))):
        at += draw(
            st.sampled_from((timedelta(0), timedelta(minutes=20), timedelta(hours=11), timedelta(days=2)))
        )
        assert isinstance(state, Live)
        tell(draw(_commands(state, at, f"p{number}")))
    return Life(tuple(steps))


def _commands(state: Live, moment: datetime, payment: str) -> st.SearchStrategy[CampaignCommand]:
    """Draw what may come at a moment; payments as they are owed, and others."""
    known = list(state.list())
    seats = st.sampled_from([seat.id for seat in known] or ["s1"])
    due = [Pay(payment, seat.id, seat.owes, moment) for seat in known if seat.owes]
    product = st.sampled_from(("eggs", "rice"))
    wants = st.integers(1, 2).map(lambda firm: [Want("eggs", firm)])
    every: list[st.SearchStrategy[CampaignCommand]] = [
        *([st.sampled_from(due)] * 3 if due else []),
        st.builds(Pay, st.just(payment), seats, st.integers(1, 2500).map(fen), st.just(moment)),
        st.just(Advance(moment)),
        st.just(CutOff(moment)),
        st.just(CutOff(moment)),
        st.builds(Leave, seats, st.just(moment)),
        st.builds(GiveUp, seats, st.just(moment)),
        st.builds(Reduce, seats, wants, st.just(moment)),
        st.builds(TakeBack, seats, st.just(moment)),
        st.builds(Receive, product, st.integers(0, 8), st.just(moment)),
        st.builds(Waive, st.sampled_from(("C1", "s1")), st.just("boss"), st.just(moment)),
        st.builds(Cancel, st.just(moment)),
        st.builds(Conclude, st.just(moment)),
    ]
    if isinstance(state.campaign.pricing, AnnouncedPrice):
        prices = st.sampled_from((700, 1000, 1200)).map(lambda minor: {"eggs": fen(minor)})
        every += [st.builds(Announce, prices, st.just(moment))] * 3
    return st.one_of(every)


__all__ = ["DAY", "MEMBERS", "START", "Life", "Step", "fen", "goods", "lives", "terms"]
