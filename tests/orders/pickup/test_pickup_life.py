"""A pick-up's life, step by step: each rule on both sides of its edge."""

from typing import Any

import pytest

from communekit.errors import CommunekitError
from communekit.ids import derived_id
from communekit.orders.pickup import (
    PICKUP_LIFE,
    UNDO_MAX,
    Arrive,
    Awaited,
    Cancel,
    Confirm,
    EndRefund,
    InvalidPickupError,
    Loss,
    MarkMissed,
    Open,
    OpenRefund,
    Pickup,
    PickupCommand,
    PickupMissed,
    PickupRefusedError,
    PickupTerms,
    Redeem,
    SettleShortage,
    Staff,
    Way,
    WhenMissed,
    shortages,
)
from communekit.period import Duration, InvalidTimeError
from tests.orders.pickup.made import (
    EVERYTHING,
    ONE,
    after,
    arrive,
    at,
    pickup,
    redeem,
    sold,
    undo,
)


def refuse(state: Any, command: PickupCommand) -> str:
    """Return the word with which a command is refused."""
    with pytest.raises(PickupRefusedError) as caught:
        PICKUP_LIFE.handle(command, state)
    assert caught.value.problem in PickupRefusedError.problems
    return caught.value.problem


def allow(state: Any, command: PickupCommand) -> Any:
    """Return the state after a command from which something follows."""
    events, then = PICKUP_LIFE.handle(command, state)
    assert events
    return then


def same(state: Any, command: PickupCommand) -> None:
    """Check that nothing follows."""
    assert PICKUP_LIFE.handle(command, state) == ((), state)


def test_from_the_order_to_the_hands() -> None:
    """Waiting, ready with a deadline, partly collected, collected."""
    state = after(arrive())
    assert (state.word, state.deadline) == ("ready", at(20))
    state = allow(state, redeem("k1", lines={"1": 2}))
    assert (state.word, state.due, state.handed) == ("partly_collected", {"1": 1, "2": 2}, {"1": 2, "2": 0})
    state = allow(state, redeem("k2"))
    assert (state.word, state.due, state.handed) == ("collected", {"1": 0, "2": 0}, {"1": 3, "2": 2})
    assert refuse(state, redeem("k3")) == "nothing_due"


def test_what_has_to_be_first_is_asked_in_order() -> None:
    """Not paid, not formed, not arrived: the first of them is told."""
    of = pickup(awaits=EVERYTHING)
    state: Any = after(of=of)
    assert refuse(state, redeem(of=of)) == "payment"
    state = allow(state, Confirm(of.id, at(0), Awaited.PAYMENT))
    assert refuse(state, redeem(of=of)) == "group"
    state = allow(state, Confirm(of.id, at(0), Awaited.GROUP))
    assert refuse(state, redeem(of=of)) == "arrival"
    state = allow(state, arrive(of=of))
    assert allow(state, redeem(of=of)).word == "collected"
    same(state, Confirm(of.id, at(0), Awaited.PAYMENT))
    with pytest.raises(InvalidPickupError):
        Confirm(of.id, at(0), Awaited.ARRIVAL)


def test_goods_in_stock_are_ready_at_once() -> None:
    """Nothing is awaited: the deadline runs from the opening."""
    state = after(of=pickup(awaits=()))
    assert (state.word, state.deadline) == ("ready", at(19))


def test_the_same_request_twice_hands_out_once() -> None:
    """Same key, same content: nothing follows, and the first answer is given again; other content: a conflict."""
    state = allow(after(arrive()), redeem(lines={"1": 1}))
    again = redeem(minutes=9, lines={"1": 1})
    same(state, again)
    assert state.hand_over("k1").lines[0].quantity == 1
    for other in (
        redeem(lines={"1": 2}),
        redeem(),
        redeem(lines={"1": 1}, by="clerk_2"),
        redeem(lines={"1": 1}, way=Way.LEADER_DELIVERY),
        redeem(lines={"1": 1}, losses=[Loss("2", missing=1)]),
    ):
        assert refuse(state, other) == "conflict"
    undone = allow(state, undo())
    same(undone, again)  # Late: it was done, and undone since.
    assert refuse(undone, redeem("u1")) == "conflict"
    assert refuse(undone, undo("k1", key="k1")) == "conflict"
    same(undone, undo())
    assert refuse(undone, undo(by="clerk_2")) == "conflict"
    same(undone, undo(key="u2"))
    assert refuse(undone, undo("k9", key="u1")) == "conflict"
    assert refuse(undone, undo("k9", key="u3")) == "no_hand_over"


def test_all_asked_for_by_name_is_not_all() -> None:
    """Who names every line asks for something else than who asks for everything."""
    state = allow(after(arrive()), redeem(lines={"1": 3, "2": 2}))
    assert refuse(state, redeem()) == "conflict"


def test_undo_window_is_half_open() -> None:
    """Four minutes and 59 seconds after the hand-over it may be undone, five after it may not."""
    state = after(arrive(), redeem(minutes=1))
    assert allow(state, undo(minutes=5)).word == "ready"
    assert refuse(state, undo(minutes=6)) == "undo_window"


@pytest.mark.parametrize("limit", [0, 1, UNDO_MAX])
def test_undo_is_counted(limit: int) -> None:
    """The tenth undoing is carried out, the eleventh is not; a store may allow fewer."""
    of = pickup(terms=PickupTerms(undo_max=limit))
    state: Any = after(arrive(of=of), of=of)
    for number in range(limit):
        state = allow(state, redeem(f"k{number}", 1, of=of))
        state = allow(state, undo(f"k{number}", 1, key=f"u{number}", of=of))
    state = allow(state, redeem("last", 1, of=of))
    assert refuse(state, undo("last", 1, key="one_more", of=of)) == "undo_max"
    for wrong in ({"undo_max": UNDO_MAX + 1}, {"keep": Duration.days(0)}, {"undo": 5}, {"missed": "keep"}):
        with pytest.raises(InvalidPickupError):
            PickupTerms(**wrong)


def test_the_deadline_is_half_open() -> None:
    """A minute before it goods are handed out; at it they are not, where the rest is refunded."""
    state = after(arrive())
    assert allow(state, redeem(minutes=19)).word == "collected"
    assert refuse(state, redeem(minutes=20)) == "deadline"
    assert refuse(state, MarkMissed(ONE.id, at(19))) == "not_yet"
    missed = allow(state, MarkMissed(ONE.id, at(20)))
    assert (missed.word, missed.due) == ("no_show", {"1": 3, "2": 2})
    same(missed, MarkMissed(ONE.id, at(21)))
    assert refuse(missed, redeem(minutes=21)) == "deadline"
    assert refuse(missed, Cancel(ONE.id, at(21))) == "step"
    same(after(arrive(), redeem()), MarkMissed(ONE.id, at(30)))
    assert refuse(after(), MarkMissed(ONE.id, at(30))) == "step"


@pytest.mark.parametrize("marked", [True, False])
def test_kept_goods_are_handed_out_late(marked: bool) -> None:
    """Whether or not anybody has noted that the deadline passed."""
    of = pickup(terms=PickupTerms(keep=Duration.minutes(20), missed=WhenMissed.KEEP, undo=Duration.hours(1)))
    state: Any = after(arrive(of=of), redeem(lines={"1": 1}, of=of), of=of)
    if marked:
        state = allow(state, MarkMissed(of.id, at(20)))
    events, late = PICKUP_LIFE.handle(redeem("k2", 20, of=of), state)
    assert late.word == "collected"
    assert any(isinstance(event, PickupMissed) for event in events) is not marked
    assert refuse(late, undo("k1", 21, of=of)) == "missed"
    assert allow(late, undo("k2", 21, of=of)).word == "no_show"


@pytest.mark.parametrize("rule", WhenMissed)
def test_nobody_has_to_note_that_the_deadline_passed(rule: WhenMissed) -> None:
    """What was handed out before it stands, and nothing is cancelled, whether it was noted or not."""
    of = pickup(terms=PickupTerms(keep=Duration.minutes(20), undo=Duration.hours(1), missed=rule))
    noted = MarkMissed(of.id, at(20))
    for steps in ((), (noted,)):
        partly = after(arrive(of=of), redeem(lines={"1": 1}, of=of), *steps, of=of)
        assert refuse(partly, undo(minutes=20, of=of)) == "missed"
        assert refuse(after(arrive(of=of), *steps, of=of), Cancel(of.id, at(20))) == "step"
    assert allow(after(arrive(of=of), redeem(lines={"1": 1}, of=of), of=of), undo(minutes=19, of=of))
    assert allow(after(arrive(of=of), of=of), Cancel(of.id, at(19))).word == "closed"


def test_all_collected_in_time_may_be_undone_after_the_deadline() -> None:
    """Nothing was missed by then; what comes back is late at once."""
    state = allow(after(arrive(), redeem(minutes=19)), undo(minutes=20))
    assert state.word == "ready"
    assert refuse(state, redeem("k2", 21)) == "deadline"
    assert allow(state, MarkMissed(ONE.id, at(21))).word == "no_show"


def test_what_is_delivered_leaves_the_counter() -> None:
    """After the deadline only the way there is open, not the counter."""
    of = pickup(terms=PickupTerms(keep=Duration.minutes(20), missed=WhenMissed.DELIVER))
    state = after(arrive(of=of), of=of)
    assert refuse(state, redeem(minutes=20, of=of)) == "delivery_only"
    assert allow(state, redeem(minutes=20, way=Way.LEADER_DELIVERY, of=of)).word == "collected"


def test_only_staff_of_the_store_hands_out() -> None:
    """Of the order's own store; of another one that the point serves only by policy; of a strange one never."""
    state = after(arrive())
    for staff in ((), ("S2",), ("S9",)):
        assert refuse(state, redeem(staff_of=staff)) == "staff"
    assert allow(state, redeem(staff_of=("S1", "S9"))).hand_overs[0].store == "S1"
    of = pickup(terms=PickupTerms(staff=Staff.SERVED_STORES))
    served = after(arrive(of=of), of=of)
    assert allow(served, redeem(staff_of=("S2",), of=of)).hand_overs[0].store == "S2"
    assert refuse(served, redeem(staff_of=("S9",), of=of)) == "staff"
    handed = allow(state, redeem())
    assert refuse(handed, undo(staff_of=("S2",))) == "staff"


def test_the_leader_hands_out_what_he_delivers() -> None:
    """His own members' goods, on the way; not at the counter, and no other leader."""
    state = after(arrive())
    way = Way.LEADER_DELIVERY
    assert refuse(state, redeem(by="L1", staff_of=())) == "staff"
    assert refuse(state, redeem(by="L2", staff_of=(), way=way)) == "staff"
    delivered = allow(state, redeem(by="L1", staff_of=(), way=way))
    assert delivered.hand_overs[0].way is way
    assert allow(delivered, undo(by="L1", staff_of=())).word == "ready"
    of = pickup(leader=None)
    assert refuse(after(arrive(of=of), of=of), redeem(by="L1", staff_of=(), way=way, of=of)) == "staff"


def test_an_open_refund_holds_everything() -> None:
    """Nothing is handed out or undone while it is decided; what it takes is not due any more."""
    handed = after(arrive(), redeem(lines={"1": 1}))
    held = allow(handed, OpenRefund(ONE.id, at(1), "R1"))
    same(held, OpenRefund(ONE.id, at(1), "R1"))
    assert refuse(held, redeem("k2")) == "refund_open"
    assert refuse(held, undo()) == "refund_open"
    for too_much in ({"1": 3}, {"2": 3}):
        assert refuse(held, EndRefund(ONE.id, at(2), "R1", granted=True, lines=too_much)) == "too_much"
    assert refuse(held, EndRefund(ONE.id, at(2), "R1", granted=True, lines={"9": 1})) == "unknown_line"
    declined = allow(held, EndRefund(ONE.id, at(2), "R1", granted=False))
    assert allow(declined, undo()).word == "ready"
    granted = allow(held, EndRefund(ONE.id, at(2), "R1", granted=True, lines={"1": 2}))
    assert granted.due == {"1": 0, "2": 2}
    assert refuse(granted, undo()) == "refunded"
    same(granted, EndRefund(ONE.id, at(3), "R1", granted=True, lines={"1": 2}))
    assert refuse(granted, EndRefund(ONE.id, at(3), "R1", granted=False)) == "conflict"
    same(granted, OpenRefund(ONE.id, at(3), "R1"))
    later = allow(granted, redeem("k2", 3))
    assert allow(later, undo("k2", 4)).word == "partly_collected"
    with pytest.raises(InvalidPickupError):
        EndRefund(ONE.id, at(2), "R1", granted=False, lines={"1": 1})


def test_a_refund_may_be_told_when_it_is_over() -> None:
    """Nobody has to open it first; all of it refunded, nothing is left to collect."""
    state = allow(after(), EndRefund(ONE.id, at(0), "R1", granted=True, lines={"1": 3, "2": 2}))
    assert state.word == "closed"
    assert refuse(state, arrive()) == "step"


def test_what_did_not_come_is_not_due() -> None:
    """Short on arrival, damaged at the counter: both are claimed, neither is handed out."""
    state = after(arrive(losses=[Loss("1", missing=1)]))
    assert state.due == {"1": 2, "2": 2}
    assert refuse(state, redeem(lines={"1": 3})) == "too_much"
    assert refuse(state, redeem(losses=[Loss("1", damaged=3)])) == "too_much"
    assert refuse(state, redeem(lines={"1": 2}, losses=[Loss("1", damaged=1)])) == "too_much"
    handed = allow(state, redeem(losses=[Loss("2", damaged=1)]))
    assert (handed.word, handed.handed) == ("collected", {"1": 2, "2": 1})
    assert [(one.line, one.lack.value, one.quantity) for one in shortages(handed)] == [
        ("1", "missing", 1),
        ("2", "damaged", 1),
    ]
    assert refuse(state, redeem(lines={})) == "nothing_due"
    assert refuse(state, redeem(lines={"9": 1})) == "unknown_line"


def test_nothing_came_at_all() -> None:
    """Then nothing is ever ready."""
    state = after(arrive(losses=[Loss("1", missing=3), Loss("2", missing=1, damaged=1)]))
    assert (state.word, state.deadline) == ("closed", None)
    assert refuse(state, redeem()) == "nothing_due"


def test_what_was_paid_for_is_not_undone() -> None:
    """Once the damaged piece is refunded its hand-over stands; another may still be undone."""
    state: Any = after(
        arrive(losses=[Loss("2", missing=1)]),
        redeem("k1", lines={"1": 1}, losses=[Loss("1", damaged=1)]),
        redeem("k2", lines={"1": 1}),
    )
    on_arrival, damaged = shortages(state)
    assert (on_arrival.at_arrival, damaged.at_arrival) == (True, False)
    state = allow(state, SettleShortage(ONE.id, at(2), damaged.id, "R1"))
    same(state, SettleShortage(ONE.id, at(2), damaged.id, "R1"))
    assert refuse(state, SettleShortage(ONE.id, at(2), damaged.id, "R2")) == "conflict"
    assert refuse(state, SettleShortage(ONE.id, at(2), "another", "R2")) == "unknown_shortage"
    assert refuse(state, undo("k1")) == "settled"
    assert shortages(state) == (on_arrival,)
    assert allow(state, undo("k2")).word == "partly_collected"


def test_an_arrival_is_told_once() -> None:
    """The same receipt again changes nothing; another one is a conflict; so is what was never awaited."""
    state = after(arrive(losses=[Loss("1", missing=1)]))
    same(state, arrive(9, losses=[Loss("1", missing=1)]))
    assert refuse(state, arrive()) == "conflict"
    assert refuse(state, Arrive(ONE.id, at(0), "clerk", "receipt-2")) == "conflict"
    of = pickup(awaits=())
    assert refuse(after(of=of), arrive(of=of)) == "step"
    assert refuse(after(), arrive(losses=[Loss("1", missing=4)])) == "too_much"
    assert refuse(after(), arrive(losses=[Loss("9", missing=1)])) == "unknown_line"


def test_cancelled_is_over() -> None:
    """Before anything was handed out, or after all of it came back."""
    state = allow(after(arrive()), Cancel(ONE.id, at(1), "group failed"))
    assert (state.word, state.due) == ("closed", {"1": 0, "2": 0})
    same(state, Cancel(ONE.id, at(2)))
    assert refuse(state, redeem()) == "nothing_due"
    assert refuse(after(arrive(), redeem()), Cancel(ONE.id, at(2))) == "step"
    assert allow(after(arrive(), redeem(), undo()), Cancel(ONE.id, at(3))).word == "closed"
    of = pickup(awaits=EVERYTHING)
    closed = after(Cancel(of.id, at(0)), of=of)
    assert refuse(closed, Confirm(of.id, at(1), Awaited.GROUP)) == "step"


def test_commands_go_to_their_own_pickup() -> None:
    """Nothing is done before it is opened, to another one, or before its cause."""
    assert refuse(PICKUP_LIFE.initial, redeem()) == "step"
    state = after(arrive())
    assert refuse(state, Redeem("another", at(1), "clerk", "k1")) == "other_pickup"
    same(state, Open(ONE, at(5)))
    assert refuse(state, Open(pickup(leader="L2"), at(5))) == "conflict"
    with pytest.raises(InvalidTimeError):
        PICKUP_LIFE.handle(redeem(minutes=-5), state)


def test_a_pickup_is_of_a_store_that_the_point_serves() -> None:
    """And of lines of the order, under an id that follows from both."""
    assert pickup(sold(store="S2")).served == ("S1", "S2")
    with pytest.raises(InvalidPickupError) as caught:
        pickup(sold(store="S3"))
    assert caught.value.problem == "elsewhere"
    some = pickup(lines=["2"])
    assert [line.product for line in some.lines] == ["pears"]
    assert some.id == derived_id("pickup", "O1", "gate_2")
    for wrong in (["2", "2"], []):
        with pytest.raises(InvalidPickupError):
            pickup(lines=wrong)
    with pytest.raises(CommunekitError):
        pickup(lines=["9"])


def test_a_refusal_speaks_both_languages() -> None:
    """With the state and the command in words."""
    with pytest.raises(PickupRefusedError) as caught:
        PICKUP_LIFE.handle(MarkMissed(ONE.id, at(1)), after(arrive(), redeem(lines={"1": 1})))
    assert (
        str(caught.value)
        == f"pick-up {ONE.id} is partly collected: cannot mark missed: the time to collect is not over"
    )
    assert caught.value.text("zh") == f"自提单 {ONE.id} 的状态是“部分提货”，不能“标记逾期”：提货期未过"
    with pytest.raises(InvalidPickupError) as other:
        PickupTerms(undo_max=11)
    assert other.value.text("zh") == "11 不能用作自提的撤销次数：不是范围内的整数"
    assert isinstance(ONE, Pickup)
