"""Both sides of each edge (时间边界): spans are half-open, the last instant before belongs to them, the edge does not."""

from datetime import datetime

import pytest

from communekit.groupbuy.allocation import Pack
from communekit.groupbuy.campaign import (
    Advance,
    Campaign,
    CutOff,
    Deposit,
    FillingBegun,
    GroupState,
    Join,
    PaymentStrayed,
    Reduce,
    SeatState,
    SeatStateError,
    Want,
    join_list,
    pre_sale,
    team_buy,
)
from tests.groupbuy.campaign.worlds import DAY, HOUR, INSTANT, QUARTER, START, WEEK, Life, eggs, fen, hour

END = hour(7 * 24)
TEAM = team_buy("C1", [eggs()], WEEK, size=3, lasts=30 * HOUR)
LIST = join_list("C1", [eggs()], WEEK, cut_offs={"S1": hour(100)})


def lets_in(terms: Campaign, at: datetime, *, store: str | None = None, group: str | None = None) -> bool:
    """Return whether a member may join at an instant, and that it is no other reason than the time if not."""
    life = Life(terms)
    if group is not None:
        life.join(group, hour(150))
    refused = life.refusal(Join("s2", "wang", {"eggs": 1}, at, store=store, group=group))
    assert refused is None or refused.problem in ("closed", "not_open")
    return refused is None


@pytest.mark.parametrize("terms", [TEAM, LIST])
def test_half_open_window_of_a_campaign(terms: Campaign) -> None:
    """Members join from its start on, and not at its end."""
    assert [lets_in(terms, at) for at in (START - INSTANT, START, END - INSTANT, END)] == [
        False,
        True,
        True,
        False,
    ]


def test_half_open_cut_off_of_a_store() -> None:
    """A store closes at its own time, the others with the campaign."""
    at = hour(100)
    assert [lets_in(LIST, when, store="S1") for when in (at - INSTANT, at)] == [True, False]
    assert [lets_in(LIST, when, store="S2") for when in (at, END - INSTANT, END)] == [True, True, False]


def test_half_open_cut_off_for_taking_less() -> None:
    """Who collects at a store may take less until it closes."""
    for at, may in ((hour(100) - INSTANT, True), (hour(100), False)):
        life = Life(LIST)
        life.tell(Join("s1", "li", {"eggs": 2}, hour(1), store="S1"))
        life.pay("s1", hour(1))
        reduce = Reduce("s1", [Want("eggs", 1)], at)
        if may:
            life.tell(reduce)
        else:
            with pytest.raises(SeatStateError):
                life.tell(reduce)
        assert life.seat("s1").pieces == (1 if may else 2)


def test_half_open_clock_of_a_team() -> None:
    """A team takes members as long as its own clock runs, also when the campaign is over."""
    over = hour(150) + 30 * HOUR
    assert [lets_in(TEAM, at, group="s1") for at in (END, over - INSTANT, over)] == [True, True, False]


def test_half_open_time_of_an_unpaid_seat() -> None:
    """Money that comes just before the seat lapses is taken, at the instant itself it goes back."""
    for at, state in ((hour(1) + QUARTER - INSTANT, SeatState.JOINED), (hour(1) + QUARTER, SeatState.LAPSED)):
        life = Life(LIST)
        life.join("s1", hour(1), pays=False)
        life.pay("s1", at, life.seat("s1").first)
        assert life.stands("s1") is state
        assert life.seat("s1").kept == (life.seat("s1").first if state is SeatState.JOINED else fen(0))
        assert any(isinstance(event, PaymentStrayed) for event in life.events) is (state is SeatState.LAPSED)


def test_half_open_time_of_a_balance() -> None:
    """A balance that comes just before its time is over confirms the seat, at the instant itself it is missed."""
    deposit = Deposit(eggs(200).price, "within 7 days", balance_within=DAY)
    over = hour(2) + DAY
    for at, state in ((over - INSTANT, SeatState.CONFIRMED), (over, SeatState.FAILED)):
        life = Life(pre_sale("C1", [eggs()], WEEK, deposit))
        life.join("s1", hour(1))
        life.tell(CutOff(hour(2)))
        life.pay("s1", at, life.seat("s1").owes)
        assert life.stands("s1") is state


def test_half_open_time_for_filling_cases() -> None:
    """From the close on only what helps is taken, until the time for that is over."""
    items = [eggs(pack=Pack(4))]
    terms = join_list("C1", items, WEEK, fills_for=2 * HOUR)

    def stands(at: datetime) -> GroupState:
        life = Life(terms)
        life.join("s1", hour(1), {"eggs": 4})
        life.tell(Advance(at))
        assert any(isinstance(event, FillingBegun) for event in life.events) is (at >= END)
        return life.group_stands()

    assert [stands(at) for at in (END - INSTANT, END, END + 2 * HOUR - INSTANT, END + 2 * HOUR)] == [
        GroupState.OPEN,
        GroupState.FILLING,
        GroupState.FILLING,
        GroupState.FORMED,
    ]


def test_seat_lapses_before_its_group_closes() -> None:
    """At one instant the seat goes first, so that the group is decided there and then."""
    life = Life(LIST)
    life.join("s1", hour(1))
    life.join("s2", END - QUARTER, pays=False)
    assert life.live.next_due() == END
    life.tell(Advance(END))
    assert (life.stands("s2"), life.group_stands()) == (SeatState.LAPSED, GroupState.FORMED)
    assert life.group().decided_at == END
