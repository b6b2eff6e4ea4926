"""Laws of campaigns: whatever members, merchants and time do, the books of seats, goods and money agree with a plain model."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    Advance,
    Campaign,
    Conclude,
    Draft,
    FillingBegun,
    GroupCancelled,
    GroupClosed,
    GroupExpired,
    GroupFormed,
    GroupState,
    Live,
    RefundMoney,
    SeatState,
    instructions,
)
from tests.groupbuy.campaign import strategies
from tests.groupbuy.campaign.comparing import Answers, of_library, of_model
from tests.groupbuy.campaign.machine import Campaigns


class Lawful(Campaigns):
    """A campaign of which all laws are asked after each step."""

    def __init__(self) -> None:
        super().__init__()
        self.decided: dict[str, GroupState] = {}
        self.remembered: tuple[Live, Answers] | None = None

    @rule()
    def remember(self) -> None:
        """Keep a state, to see that nothing changes it."""
        self.remembered = (self.live, of_library(self.live))

    @invariant()
    def agrees_with_the_model(self) -> None:
        """Seats, groups, goods, money and time are as the plain lists say."""
        assert of_library(self.live) == of_model(self.plain)

    @invariant()
    def nothing_is_oversold(self) -> None:
        """No pool is below nothing, no limit is passed."""
        live, limits = self.live, self.live.campaign.limits
        assert all(left >= 0 for left in of_library(live)["left"].values())
        for limit, held in ((limits.per_member, live.members), (limits.per_household, live.households)):
            assert limit is None or all(each.pieces <= limit for _, each in held.items())
        assert limits.total is None or live.pieces <= limits.total

    @invariant()
    def who_paid_is_served_or_made_whole(self) -> None:
        """Money stays only for what one gets, and of who is gone only a deposit that is forfeited."""
        for seat in self.live.list():
            if seat.state in (SeatState.JOINED, SeatState.CONFIRMED):
                assert seat.kept == seat.asked
            elif not seat.state.holds and seat.state is not SeatState.FORFEITED:
                assert not seat.kept

    @invariant()
    def refunds_are_told_once(self) -> None:
        """Each instruction has a key of its own, and the refunds of a seat add up."""
        keys = [asked.key for asked in self.asked]
        assert len(keys) == len(set(keys))
        refunds = Counter[str]()
        for asked in self.asked:
            if isinstance(asked, RefundMoney):
                refunds[asked.seat] += asked.amount.minor
        assert refunds == {seat.id: seat.refunded.minor for seat in self.live.list() if seat.refunded}

    @invariant()
    def what_is_decided_stays_decided(self) -> None:
        """A group that has formed, failed or was cancelled is so for ever."""
        stands = {name: group.state for name, group in self.live.groups.items() if group.state.is_decided}
        assert self.decided.items() <= stands.items()
        self.decided = stands

    @invariant()
    def groups_close_and_are_decided_once(self) -> None:
        """Nothing of it is told twice, and only where cases are filled is there a time for that."""
        closed = Counter(event.group for event in self.events if isinstance(event, GroupClosed))
        ends = (GroupFormed, GroupExpired, GroupCancelled)
        decided = Counter(event.group for event in self.events if isinstance(event, ends))
        filling = [event for event in self.events if isinstance(event, FillingBegun)]
        assert set(closed.values()) | set(decided.values()) <= {1}
        assert len(filling) <= (getattr(self.live.campaign.forming, "fills_for", None) is not None)

    @invariant()
    def times_never_go_back(self) -> None:
        """Facts are told in the order of their times."""
        times = [event.at for event in self.events]
        assert times == sorted(times)

    @invariant()
    def nobody_is_told_of_time(self) -> None:
        """Told each hour, or only when something is asked for, the same has happened."""
        assert CAMPAIGN_LIFE.handle(Advance(self.now), self.silent)[1] == self.told

    def teardown(self) -> None:
        """Let the campaign come to its end; then all that happened leads to the same state, and an old one is as it was."""
        if not self.events:
            return
        self.run_out()
        assert CAMPAIGN_LIFE.replay(self.events) == self.told
        assert instructions(Draft(), self.events) == tuple(self.asked)
        if self.remembered is not None:
            state, answers = self.remembered
            assert of_library(state) == answers

    def run_out(self) -> None:
        """Say prices, let every other seat pay what it owes, wait until nothing is due, and let goods arrive."""
        self.announce(1300)
        while not self.live.is_concluded and (due := self.live.next_due()) is not None:
            self.now = max(self.now, due)
            self.advance(self.now)
            for back, seat in enumerate(reversed(self.plain.seats)):
                if seat.state == "owing" and seat.number % 2:
                    self.pay(back, "owed")
            self.agrees_with_the_model()
        for product, delivered in (("eggs", 5), ("rice", 3)):
            self.receive(product, delivered)
            self.agrees_with_the_model()
        self.who_paid_is_served_or_made_whole()
        self.nothing_is_oversold()
        self.refunds_are_told_once()
        self.what_is_decided_stays_decided()
        if not self.plain.in_teams:
            self.tell(Conclude(self.now))
            self.agrees_with_the_model()


def machine(mode: Callable[[], st.SearchStrategy[Campaign]]) -> Any:
    """Return the test of one mode."""
    made = type(mode.__name__, (Lawful,), {"terms": mode()}).TestCase  # type: ignore[attr-defined]  # Of hypothesis.
    made.settings = settings(max_examples=max(5, settings().max_examples // 5), stateful_step_count=40)
    return made


TestTeamBuys = machine(strategies.team_buys)
TestJoinLists = machine(strategies.join_lists)
TestLadders = machine(strategies.ladder_buys)
TestPreSales = machine(strategies.pre_sales)
TestPledgeRounds = machine(strategies.pledge_rounds)
TestPricePools = machine(strategies.price_pools)
