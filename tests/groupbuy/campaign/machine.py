"""One campaign that lives in two ways beside its plain model: what members, merchants and time may do to it."""

from collections import Counter
from copy import deepcopy
from datetime import datetime, timedelta

import attrs
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    Advance,
    Announce,
    Campaign,
    CampaignCommand,
    CampaignEvent,
    CampaignState,
    Cancel,
    Conclude,
    CutOff,
    Draft,
    GiveUp,
    Instruction,
    Join,
    Leave,
    Live,
    Pay,
    Publish,
    Receive,
    Reduce,
    Restock,
    TakeBack,
    Waive,
    Want,
    instructions,
)
from tests.groupbuy.campaign import strategies
from tests.groupbuy.campaign.comparing import plain_asks
from tests.groupbuy.campaign.model_commands import Plain
from tests.groupbuy.campaign.model_joining import RefusedError
from tests.groupbuy.campaign.worlds import HOUR, START, fen

LATE_FIRST = st.integers(0, 2)
"""Which of the seats a command is for, counted from the latest: most of what happens, happens to them."""


def refusal_of(plain: Plain, command: CampaignCommand) -> RefusedError | None:
    """Return why the model refuses, None when it has followed."""
    try:
        plain.handle(command)
    except RefusedError as refusal:
        return refusal
    return None


class Campaigns(RuleBasedStateMachine):
    """One campaign, told of each hour; another that is told of no time; and the plain model of both."""

    terms: st.SearchStrategy[Campaign]

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.told: CampaignState = Draft()
        self.silent: CampaignState = Draft()
        self.events: list[CampaignEvent] = []
        self.asked: list[Instruction] = []
        self.commands: list[CampaignCommand] = []

    @initialize(data=st.data(), joinings=st.lists(strategies.joinings(), min_size=2, max_size=5))
    def publish(self, data: st.DataObject, joinings: list[strategies.Joining]) -> None:
        """Publish a campaign, in time or late, and let some join."""
        terms = data.draw(self.terms)
        self.now = data.draw(st.sampled_from([START - HOUR, START, START, START + HOUR, START + 25 * HOUR]))
        self.plain = Plain(terms, self.now)
        self.tell(Publish(terms, self.now))
        self.now = max(self.now, START)
        self.advance(self.now)
        self.join(joinings)

    @property
    def live(self) -> Live:
        """The campaign as it was told of everything."""
        assert isinstance(self.told, Live)
        return self.told

    def tell(self, command: CampaignCommand) -> None:
        """Tell the campaign, the silent one and the model; they follow, or refuse for the same reason."""
        expected = deepcopy(self.plain, {id(self.plain.terms): self.plain.terms})
        expected.asks = []
        refusal = refusal_of(expected, command)
        if refusal is not None:
            with pytest.raises(refusal.error) as refused:
                CAMPAIGN_LIFE.handle(command, self.told)
            assert not refusal.problems or getattr(refused.value, "problem", None) in refusal.problems
            with pytest.raises(refusal.error):
                CAMPAIGN_LIFE.handle(command, self.silent)
            return
        before = self.told
        events, self.told = CAMPAIGN_LIFE.handle(command, before)
        _, self.silent = CAMPAIGN_LIFE.handle(command, self.silent)
        asked = instructions(before, events)
        assert asked == instructions(before, events)
        assert Counter(map(str, plain_asks(asked))) == Counter(map(str, expected.asks))
        # The latest fact is what a late command counts from; which commands are facts, the library says.
        expected.at = max([self.plain.at, *(event.at for event in events)])
        self.plain = expected
        self.events += events
        self.asked += asked
        self.commands.append(command)

    def seat(self, back: int) -> str:
        """Return the id of one of the latest seats; of one that is not there when there is none."""
        seats = self.plain.seats
        return seats[max(0, len(seats) - 1 - back)].id if seats else "nobody"

    @rule(span=strategies.spans())
    def wait(self, span: timedelta) -> None:
        """Let time pass, up to an edge, or far beyond it; the silent one learns nothing of it."""
        due = self.live.next_due()
        steps = [self.now + span] if due is None or due >= self.now + span else [due, self.now + span]
        for at in steps:
            self.now = max(self.now, at)
            self.advance(self.now)

    def advance(self, at: datetime) -> None:
        """Tell the time to all but the silent one."""
        silent = self.silent
        self.tell(Advance(at))
        self.silent = silent

    @precondition(lambda self: self.has_begun and self.live.next_due() is not None)
    @rule(early=st.booleans())
    def wait_for_an_edge(self, early: bool) -> None:
        """Let time pass until something is due, or just not yet."""
        due = self.live.next_due()
        assert due is not None
        self.now = max(self.now, due - timedelta(microseconds=1) if early else due)
        self.advance(self.now)

    @rule(joinings=st.lists(strategies.joinings(), min_size=1, max_size=4))
    def join(self, joinings: list[strategies.Joining]) -> None:
        """Let some members join, and pay at once, in part, or not yet."""
        for joining in joinings:
            name, groups = joining.unknown, self.plain.groups
            if joining.back is not None and name is None and groups:
                name = groups[max(0, len(groups) - 1 - joining.back)].id
            seat = f"s{len(self.plain.seats) + 1:03}"
            join = Join(seat, joining.member, joining.wants, self.now, group=name, store=joining.store)
            self.tell(attrs.evolve(join, household=joining.household))
            self.pay(0, joining.pays)

    @rule(back=LATE_FIRST, how=st.sampled_from(["owed", "owed", "part", "more", "one"]))
    def pay(self, back: int, how: str) -> None:
        """Let money come in: what is owed, a part of it, or too much; also for a seat that is gone."""
        name = self.seat(back)
        seat = self.live.seats.get(name)
        owed = seat.owes.minor if seat is not None else 0
        amount = {"owed": owed, "part": owed // 2, "more": owed + 130, "one": 1, "nothing": 0}[how]
        if amount:
            number = len(seat.payments) if seat is not None else 0
            self.tell(Pay(f"{name}-{number}", name, fen(amount), self.now))

    @rule(back=LATE_FIRST)
    def give_up(self, back: int) -> None:
        """Let a payment fail."""
        self.tell(GiveUp(self.seat(back), self.now))

    @rule(back=LATE_FIRST)
    def leave(self, back: int) -> None:
        """Let a member go."""
        self.tell(Leave(self.seat(back), self.now))

    @rule(back=LATE_FIRST, less=st.integers(0, 3), drops=st.booleans())
    def reduce(self, back: int, less: int, drops: bool) -> None:
        """Let a member take less; or as much, or more, which is not less."""
        seat = self.live.seats.get(self.seat(back))
        if seat is None:
            return
        wants = seat.wants[1:] if drops and len(seat.wants) > 1 else seat.wants
        first = wants[0]
        firm = max(0, first.firm - less) if less < 3 else first.firm + 1
        if firm + first.tolerance:
            self.tell(Reduce(seat.id, (Want(first.product, firm, first.tolerance), *wants[1:]), self.now))

    @rule(back=LATE_FIRST)
    def take_back(self, back: int) -> None:
        """Take a seat back by after-sale."""
        self.tell(TakeBack(self.seat(back), self.now))

    @property
    def has_begun(self) -> bool:
        """Whether there is enough for an end to be of interest."""
        return len(self.plain.seats) > 3

    @precondition(lambda self: self.has_begun)
    @rule()
    def cut_off(self) -> None:
        """Close early."""
        self.tell(CutOff(self.now))

    @precondition(lambda self: self.has_begun)
    @rule(group=st.integers(0, 2))
    def waive(self, group: int) -> None:
        """Take fewer."""
        groups = self.plain.groups
        if groups:
            name = groups[max(0, len(groups) - 1 - group)].id
            self.tell(Waive(name, "zhang", self.now))

    @rule(price=st.sampled_from([700, 1000, 1300]))
    def announce(self, price: int) -> None:
        """Say the final price, also where none is to be said."""
        self.tell(Announce(dict.fromkeys(self.plain.terms.items, fen(price)), self.now))

    @rule(
        product=st.sampled_from(["eggs", "rice", "salt"]),
        change=st.sampled_from([-4, -1, 1, 5]),
        store=st.sampled_from([None, *strategies.STORES]),
    )
    def restock(self, product: str, change: int, store: str | None) -> None:
        """Let stock change."""
        self.tell(Restock(product, change, self.now, store=store))

    @rule(product=st.sampled_from(["eggs", "rice"]), delivered=st.integers(0, 12))
    def receive(self, product: str, delivered: int) -> None:
        """Let goods arrive, short or over, also before anybody waits for them."""
        self.tell(Receive(product, delivered, self.now))

    @precondition(lambda self: self.has_begun)
    @rule(sure=st.integers(0, 2))
    def cancel(self, sure: int) -> None:
        """Cancel, seldom."""
        if sure == 0:
            self.tell(Cancel(self.now))

    @precondition(lambda self: self.has_begun)
    @rule()
    def conclude(self) -> None:
        """Close for good."""
        self.tell(Conclude(self.now))

    @precondition(lambda self: self.commands)
    @rule(back=st.integers(0, 4), late=st.booleans())
    def tell_again(self, back: int, late: bool) -> None:
        """Tell something again, with its old time or with another: nothing follows but what time brings."""
        command = self.commands[max(0, len(self.commands) - 1 - back)]
        if isinstance(command, Restock | Receive | Publish):
            return
        self.advance(self.now)
        before = self.live
        told = attrs.evolve(command, at=self.now) if late else command
        count = len(self.events)
        self.tell(told)
        if not isinstance(told, Reduce | CutOff | Waive):
            assert (self.live, self.events[count:]) == (before, [])
