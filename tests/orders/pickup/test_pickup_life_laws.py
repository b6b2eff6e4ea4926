"""Laws of a pick-up's life: a machine of commands, late ones and repeats, with time, against an account piece by piece."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from communekit.errors import CommunekitError
from communekit.orders.pickup import (
    PICKUP_LIFE,
    Arrive,
    Awaited,
    Cancel,
    Confirm,
    EndRefund,
    Loss,
    MarkMissed,
    NotOpened,
    Open,
    OpenRefund,
    Pickup,
    PickupCommand,
    PickupEvent,
    PickupHandedOver,
    PickupState,
    PickupTerms,
    PickupUndone,
    Redeem,
    SettleShortage,
    Shortage,
    Undo,
    Way,
    WhenMissed,
    shortages,
)
from communekit.period import Duration
from tests.orders.pickup.account import KEEP_MINUTES, UNDO_MINUTES, Account
from tests.orders.pickup.made import EVERYTHING, after, arrive, at, pickup, redeem, sold, undo

LINES = ("1", "2")
COUNTS = st.fixed_dictionaries({}, optional={line: st.integers(1, 2) for line in LINES})
KEYS = st.sampled_from([f"k{number}" for number in range(6)])
REFUNDS = st.sampled_from(("R1", "R2"))


class PickupDay(RuleBasedStateMachine):
    """Whatever is asked, late, twice or without right: nothing is handed out twice, nothing beyond what was paid for."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0
        self.state: PickupState = PICKUP_LIFE.initial
        self.events: list[PickupEvent] = []
        self.done: list[PickupCommand] = []

    @initialize(
        milk=st.integers(3, 9),
        pears=st.integers(2, 5),
        missed=st.sampled_from(WhenMissed),
        undo_max=st.sampled_from((3, 3, 1, 0)),
        quick=st.sampled_from((True, True, True, False)),
    )
    def open(self, milk: int, pears: int, missed: WhenMissed, undo_max: int, quick: bool) -> None:
        """An order is to be handed out; often it is paid and has arrived."""
        terms = PickupTerms(
            keep=Duration.minutes(KEEP_MINUTES),
            undo=Duration.minutes(UNDO_MINUTES),
            undo_max=undo_max,
            missed=missed,
        )
        self.about: Pickup = pickup(sold(milk=milk, pears=pears), terms, awaits=EVERYTHING)
        self.model = Account(milk, pears, missed.value, undo_max)
        self.ask(Open(self.about, at(0)), "done")
        if quick:
            self.confirm(Awaited.PAYMENT)
            self.confirm(Awaited.GROUP)
            self.arrive({})

    def ask(self, command: PickupCommand, expected: str) -> None:
        """Ask the decider; it says what the account says, and a refusal leaves everything as it was."""
        before, refusal = self.state, None
        events: tuple[PickupEvent, ...] = ()
        try:
            events, self.state = PICKUP_LIFE.handle(command, self.state)
        except CommunekitError as error:
            refusal = error
        if refusal is not None:
            assert expected == "refused", (refusal, command)
            assert refusal.text("zh") != str(refusal)
            return
        assert expected == ("done" if events else "same"), (command, events)
        if events:
            self.done.append(command)
            self.events += events
        else:
            assert self.state == before

    @rule(minutes=st.integers(1, 3))
    def wait(self, minutes: int) -> None:
        """Time passes."""
        self.now += minutes

    @precondition(lambda self: self.model.standing())
    @rule(early=st.booleans())
    def wait_until_nothing_can_be_undone(self, early: bool) -> None:
        """To the edge of the window in which the last hand-over may be undone, or the minute before it."""
        self.now = max(self.now, self.model.standing()[-1]["at"] + UNDO_MINUTES - early)

    @precondition(lambda self: self.model.deadline is not None and len(self.model.requests) > 2)
    @rule(early=st.booleans())
    def wait_until_the_deadline(self, early: bool) -> None:
        """To the deadline, or the minute before it."""
        self.now = max(self.now, (self.model.deadline or 0) - early)

    @precondition(lambda self: self.model.awaits)
    @rule(what=st.sampled_from((Awaited.PAYMENT, Awaited.GROUP)))
    def confirm(self, what: Awaited) -> None:
        """It is paid, or its group has formed."""
        self.ask(Confirm(self.about.id, at(self.now), what), self.model.confirm(self.now, what.value))

    @precondition(lambda self: self.model.awaits)
    @rule(lost=st.dictionaries(st.sampled_from(LINES), st.tuples(st.integers(0, 2), st.integers(1, 2))))
    def arrive(self, lost: dict[str, tuple[int, int]]) -> None:
        """The goods come, often fewer."""
        told = [Loss(line, missing=missing, damaged=damaged) for line, (missing, damaged) in lost.items()]
        command = Arrive(self.about.id, at(self.now), "clerk", "receipt-1", losses=told)
        self.ask(command, self.model.arrive(self.now, lost))

    @precondition(lambda self: "open" not in self.model.refunds.values())
    @rule(refund=REFUNDS)
    def open_refund(self, refund: str) -> None:
        """A refund is asked for."""
        self.ask(OpenRefund(self.about.id, at(self.now), refund), self.model.open_refund(refund))

    @precondition(lambda self: "open" in self.model.refunds.values())
    @rule(granted=st.booleans(), lines=st.just({}) | COUNTS)
    def end_open_refund(self, granted: bool, lines: dict[str, int]) -> None:
        """What is open is decided."""
        open_ = [refund for refund, how in self.model.refunds.items() if how == "open"]
        self.end_refund(open_[0], granted, lines)

    @precondition(lambda self: len(self.model.requests) > 1)
    @rule(refund=REFUNDS, granted=st.booleans(), lines=st.just({}) | COUNTS)
    def end_refund(self, refund: str, granted: bool, lines: dict[str, int]) -> None:
        """A refund is decided."""
        taken = lines if granted else {}
        command = EndRefund(self.about.id, at(self.now), refund, granted=granted, lines=taken)
        self.ask(command, self.model.end_refund(refund, granted, taken))

    @rule(line=st.sampled_from(LINES), way=st.sampled_from(Way), damaged=st.sampled_from((0, 0, 1)))
    def redeem_one(self, line: str, way: Way, damaged: int) -> None:
        """A piece is handed out, under a key of its own."""
        lost = {line: damaged} if damaged else {}
        by = "L1" if way is Way.LEADER_DELIVERY else "clerk"
        self.redeem(f"k{len(self.model.requests)}", by, way, {line: 1}, lost)

    @rule(
        key=KEYS,
        by=st.sampled_from(("clerk", "clerk", "clerk", "L1", "stranger")),
        way=st.sampled_from(Way),
        lines=st.none() | COUNTS,
        lost=st.just({}) | COUNTS,
    )
    def redeem(self, key: str, by: str, way: Way, lines: dict[str, int] | None, lost: dict[str, int]) -> None:
        """Goods are handed out, by somebody."""
        ask = {"by": by, "way": way.value, "lines": lines, "losses": lost}
        command = Redeem(
            self.about.id,
            at(self.now),
            by,
            key,
            staff_of=("S1",) if by == "clerk" else ("S9",),
            lines=lines,
            losses=[Loss(line, damaged=count) for line, count in lost.items()],
            way=way,
        )
        self.ask(command, self.model.redeem(self.now, key, ask))

    @precondition(lambda self: self.model.requests)
    @rule(
        key=st.sampled_from(("u0", "u1", "u2", "k0")), of=KEYS, by=st.sampled_from(("clerk", "clerk", "L1"))
    )
    def undo(self, key: str, of: str, by: str) -> None:
        """A hand-over is taken back."""
        staff = ("S1",) if by == "clerk" else ()
        command = Undo(self.about.id, at(self.now), by, key, of, staff_of=staff)
        self.ask(command, self.model.undo(self.now, key, of, by))

    @precondition(lambda self: self.model.standing())
    @rule(data=st.data(), key=st.sampled_from(("u0", "u1", "u2", "u3")))
    def undo_one(self, data: st.DataObject, key: str) -> None:
        """One that is there is taken back, perhaps too late."""
        of = data.draw(st.sampled_from([one["key"] for one in self.model.standing()]))
        self.undo(key, of, "clerk")

    @rule(
        data=st.data(),
        line=st.sampled_from(LINES),
        then=st.sampled_from(("miss", "refund", "hold", "settle")),
    )
    def hand_out_and_build_on_it(self, data: st.DataObject, line: str, then: str) -> None:
        """A piece is handed out, then something follows upon which it cannot be taken back: it is tried all the same."""
        key = f"k{len(self.model.requests)}"
        if then == "miss":
            self.wait_until_the_deadline(early=True)
        self.redeem(key, "clerk", Way.COUNTER, {}, {line: 1})
        if then == "miss":
            self.wait_until_the_deadline(early=False)
            self.mark_missed()
        elif then == "refund":
            self.end_refund("R3", granted=True, lines={})
        elif then == "hold":
            self.open_refund(f"R-{key}")
        else:
            self.settle(data, "R1")
        self.undo(f"u{key}", key, "clerk")
        if then == "hold":
            self.end_refund(f"R-{key}", granted=False, lines={})

    @precondition(lambda self: self.now >= (self.model.deadline or UNDO_MINUTES) - 1)
    @rule()
    def mark_missed(self) -> None:
        """Somebody looks who did not come."""
        self.ask(MarkMissed(self.about.id, at(self.now)), self.model.mark_missed(self.now))

    @rule(data=st.data(), refund=REFUNDS)
    def settle(self, data: st.DataObject, refund: str) -> None:
        """What was short is paid for."""
        open_ = shortages(self.state, settled=True)
        if open_:
            one: Shortage = data.draw(st.sampled_from(open_))
            source = self.source_of(one)
            command = SettleShortage(self.about.id, at(self.now), one.id, refund)
            self.ask(command, self.model.settle(one.id, source, refund))

    @precondition(lambda self: self.model.requests and not self.model.standing())
    @rule()
    def cancel(self) -> None:
        """The group failed."""
        self.ask(Cancel(self.about.id, at(self.now)), self.model.cancel(self.now))

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        """Something that was carried out arrives once more, as late as may be: nothing follows."""
        command = data.draw(st.sampled_from(self.done))
        self.ask(command, "same")

    def source_of(self, one: Shortage) -> str:
        """Return under which request a shortage was noticed, or "arrival"."""
        assert not isinstance(self.state, NotOpened)
        for hand_over in self.state.standing:
            alone = [each for each in shortages(self.state, settled=True) if not each.at_arrival]
            keys = [given.key for given in self.state.standing for _ in given.losses]
            if one in alone and keys[alone.index(one)] == hand_over.key:
                return hand_over.key
        return "arrival"

    @invariant()
    def every_piece_is_where_the_account_says(self) -> None:
        """Due, in hand, and what is neither: never more than was paid for, and nothing forgotten."""
        if isinstance(self.state, NotOpened):
            return
        for line in LINES:
            assert self.state.due[line] == self.model.due(line)
            assert self.state.handed[line] == self.model.in_hand(line)
            assert 0 <= self.state.handed[line] + self.state.due[line] <= self.about_line(line)
        assert self.state.word == self.model.word()
        assert self.state.undone <= self.about.terms.undo_max

    @invariant()
    def shortages_are_what_is_lost(self) -> None:
        """Each lost piece is claimed exactly once."""
        claimed = sum(one.quantity for one in shortages(self.state, settled=True))
        if hasattr(self, "model"):
            assert claimed == sum(place.startswith("lost:") for _, place in self.model.pieces)

    @invariant()
    def the_state_is_the_fold_of_the_events(self) -> None:
        """A store of events and a store of states agree."""
        assert PICKUP_LIFE.replay(self.events) == self.state

    @invariant()
    def a_key_hands_out_once(self) -> None:
        """No two hand-overs have one key, and none is undone twice."""
        for kind in (PickupHandedOver, PickupUndone):
            keys = [event.key for event in self.events if isinstance(event, kind)]
            assert len(keys) == len(set(keys))

    def about_line(self, line: str) -> Any:
        """Return what was paid for."""
        return next(one.quantity for one in self.about.lines if one.line == line)


PickupDay.TestCase.settings = settings(stateful_step_count=50)
TestPickupDay = PickupDay.TestCase


@given(lines=COUNTS, losses=COUNTS)
def test_undo_restores_exactly(lines: dict[str, int], losses: dict[str, int]) -> None:
    """After a hand-over and its undoing all is due again that was due; only the memory of both is more."""
    one = pickup(sold(milk=6, pears=6))
    before = after(arrive(of=one), of=one)
    lost = [Loss(line, missing=count) for line, count in losses.items()]
    handed = redeem(of=one, lines=lines or None, losses=lost)
    then = after(arrive(of=one), handed, undo(of=one), of=one)
    assert (then.due, then.handed, then.word) == (before.due, before.handed, before.word)
    assert shortages(then) == shortages(before)
    assert (then.awaits, then.deadline, then.arrival) == (before.awaits, before.deadline, before.arrival)
