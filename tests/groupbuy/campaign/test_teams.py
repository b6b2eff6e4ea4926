"""Teams (拼团): one running team for each member, who leads it, and when it is full."""

import pytest

from communekit.groupbuy.campaign import (
    Advance,
    CutOff,
    GiveUp,
    GroupClosed,
    GroupState,
    Join,
    JoinRefusedError,
    Leave,
    Notify,
    Receive,
    Reduce,
    SeatState,
    TakeBack,
    Threshold,
    Unit,
    Want,
    join_list,
    team_buy,
)
from tests.groupbuy.campaign.worlds import HOUR, INSTANT, QUARTER, WEEK, Life, eggs, fen, hour


def two_teams() -> Life:
    """A formed team of li and wang, and a running one that li has opened since."""
    life = Life(team_buy("C1", [eggs()], WEEK, size=2))
    life.join("s1", hour(1), member="li")
    life.join("s2", hour(1), member="wang", group="s1")
    life.join("s3", hour(2), member="li")
    return life


@pytest.mark.parametrize("command", [TakeBack("s1", hour(3)), Receive("eggs", 0, hour(3))])
def test_member_stays_in_her_running_team_when_an_older_seat_ends(command: TakeBack | Receive) -> None:
    """What comes of a team that has formed does not let her into a second running one."""
    life = two_teams()
    life.tell(command)
    with pytest.raises(JoinRefusedError, match="running") as refused:
        life.tell(Join("s4", "li", {"eggs": 1}, hour(4)))
    assert refused.value.where == "s3"


@pytest.mark.parametrize("gone", [GiveUp("s1", hour(1)), Advance(hour(1) + QUARTER), Leave("s1", hour(1))])
def test_next_joiner_leads_when_the_head_goes_unpaid(gone: GiveUp | Advance | Leave) -> None:
    """However the head goes, the earliest of those who have paid leads the team, and is told."""
    life = Life(team_buy("C1", [eggs()], WEEK, size=4))
    life.join("s1", hour(1), pays=False)
    life.join("s2", hour(1), group="s1", pays=False)
    life.join("s3", hour(1), group="s1")
    life.tell(gone)
    assert (life.group("s1").head, life.group_stands("s1")) == ("s3", GroupState.OPEN)
    assert [
        (one.seat, one.topic) for one in life.asked if isinstance(one, Notify) and one.topic == "head"
    ] == [("s3", "head")]


@pytest.mark.parametrize("gone", [GiveUp("s1", hour(1)), Advance(hour(1) + QUARTER), Leave("s1", hour(1))])
def test_team_without_anybody_is_over(gone: GiveUp | Advance | Leave) -> None:
    """A team of which nobody is left takes nobody any more, however the last one went."""
    life = Life(team_buy("C1", [eggs()], WEEK, size=2))
    life.join("s1", hour(1), pays=False)
    life.tell(gone)
    assert (life.group_stands("s1"), life.group("s1").why) == (GroupState.EXPIRED, "nobody")
    with pytest.raises(JoinRefusedError, match="closed"):
        life.join("s2", hour(2), group="s1")


def test_team_is_closed_once() -> None:
    """The last one to leave a team that is undecided does not close it again."""
    life = Life(team_buy("C1", [eggs()], WEEK, size=3, lasts=HOUR))
    life.join("s1", hour(1))
    life.join("s2", hour(2) - INSTANT, group="s1", pays=False)
    life.tell(Advance(hour(2)), Leave("s1", hour(2)), Leave("s2", hour(2)))
    assert life.group_stands("s1") is GroupState.EXPIRED
    assert [event for event in life.events if isinstance(event, GroupClosed)] == [GroupClosed("s1", hour(2))]


def test_team_forms_when_a_smaller_booking_is_paid_for() -> None:
    """Who takes less than she began to pay has paid: the team is full at that moment."""
    life = Life(team_buy("C1", [eggs()], WEEK, size=2))
    life.join("s1", hour(1))
    life.join("s2", hour(1), {"eggs": 3}, group="s1", pays=False)
    life.pay("s2", hour(1), fen(1500))
    life.tell(Reduce("s2", [Want("eggs", 1)], hour(1)))
    assert (life.group_stands("s1"), life.stands("s2")) == (GroupState.FORMED, SeatState.CONFIRMED)
    assert life.refunds("s2") == [(500, "reduced")]


def test_who_wants_nothing_firmly_completes_no_team() -> None:
    """Somebody with a tolerance alone would get nothing and pay nothing: she makes a team no larger."""
    life = Life(team_buy("C1", [eggs()], WEEK, size=2))
    life.join("s1", hour(1))
    life.join("s2", hour(1), [Want("eggs", 0, 1)], group="s1")
    assert (life.group_stands("s1"), life.group("s1").people) == (GroupState.OPEN, 1)
    life.join("s3", hour(1), group="s1")
    assert [life.stands(seat) for seat in ("s1", "s2", "s3")] == [
        SeatState.CONFIRMED,
        SeatState.FAILED,
        SeatState.CONFIRMED,
    ]
    assert life.refunds("s2") == [(1000, "nothing_left")]


@pytest.mark.parametrize("unit", [Unit.ORDERS, Unit.PEOPLE, Unit.PIECES, Unit.MONEY])
def test_who_wants_nothing_firmly_reaches_no_threshold(unit: Unit) -> None:
    """Nor a lower price on a ladder."""
    life = Life(
        join_list("C1", [eggs()], WEEK, threshold=Threshold(unit, 2 if unit is not Unit.MONEY else 2000))
    )
    life.join("s1", hour(1))
    life.join("s2", hour(1), [Want("eggs", 0, 5)])
    life.tell(CutOff(hour(2)))
    assert (life.group_stands(), life.group().why) == (GroupState.EXPIRED, "threshold")


def test_second_payment_of_a_seat_goes_back_as_too_much() -> None:
    """She was not too late: she has paid already."""
    life = Life(join_list("C1", [eggs()], WEEK))
    life.join("s1", hour(1))
    life.pay("s1", hour(1), fen(1000))
    life.tell(Leave("s1", hour(2)))
    life.pay("s1", hour(3), fen(1))
    assert life.refunds("s1") == [(1000, "paid_too_much"), (1000, "left"), (1, "paid_too_late")]
