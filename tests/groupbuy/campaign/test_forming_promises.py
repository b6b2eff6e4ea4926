"""What forms and what does not (成团承诺): minimums in one unit, limits, pending money, stock, and what is decided for ever."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.errors import CommunekitError
from communekit.groupbuy.allocation import Pack, PartCase
from communekit.groupbuy.campaign import (
    Advance,
    Campaign,
    CampaignCommand,
    CutOff,
    GroupFormed,
    GroupState,
    Item,
    Join,
    JoinRefusedError,
    Leave,
    Notify,
    Pay,
    PurchaseLimit,
    PurchaseOrder,
    Receive,
    SeatState,
    TakeBack,
    Threshold,
    Unit,
    Waive,
    Want,
    join_list,
    pledge_round,
    team_buy,
)
from tests.groupbuy.campaign.worlds import DAY, HOUR, START, WEEK, Life, eggs, fen, hour

quantities = st.integers(1, 6)


def closed(terms: Campaign, wanted: list[int], *, pays: bool = True) -> Life:
    """Return a campaign that so many members have joined and paid, closed; balances are paid as well."""
    life = Life(terms)
    for number, quantity in enumerate(wanted):
        life.join(f"s{number}", hour(1), {"eggs": quantity})
    life.tell(CutOff(hour(2)))
    for number in range(len(wanted)):
        if pays and life.seat(f"s{number}").owes:
            life.pay(f"s{number}", hour(3))
    return life


def test_p2_firm_parts_are_served_before_tolerances_when_goods_arrive_short() -> None:
    """What one would take to fill a case gives way to what another wants firmly, though he came later."""
    life = Life(join_list("C1", [eggs(pack=Pack(4))], WEEK))
    life.join("s1", hour(1), [Want("eggs", 2, 2)])
    life.join("s2", hour(1), [Want("eggs", 4)])
    life.tell(CutOff(hour(2)), Receive("eggs", 6, hour(3)))
    assert (life.seat("s1").kept, life.seat("s2").kept) == (fen(2000), fen(4000))


@pytest.mark.parametrize(
    ("unit", "least", "reaches", "misses"),
    [
        (Unit.ORDERS, 3, [1, 1, 1], [9, 9]),
        (Unit.PEOPLE, 3, [1, 1, 1], [9, 9]),
        (Unit.PIECES, 6, [3, 3], [1, 1, 1, 1, 1]),
        (Unit.CASES, 2, [8], [1, 1, 1, 1, 1, 1, 1]),
        (Unit.MONEY, 6000, [6], [1, 1, 1, 1, 1]),
    ],
)
def test_p7_a_threshold_is_compared_in_its_own_unit(
    unit: Unit, least: int, reaches: list[int], misses: list[int]
) -> None:
    """Exactly so much of the unit is enough, however little of the others; one less is not, however much."""
    item = eggs(pack=Pack(4)) if unit is Unit.CASES else eggs()
    terms = join_list("C1", [item], WEEK, threshold=Threshold(unit, least))
    assert closed(terms, reaches).group_stands() is GroupState.FORMED
    assert (closed(terms, misses).group_stands(), closed(terms, misses).group().why) == (
        GroupState.EXPIRED,
        "threshold",
    )


def test_p7_a_member_who_joins_twice_is_one_of_the_people_and_two_of_the_orders() -> None:
    """People are counted once."""
    for threshold, state in (
        (Threshold.people(2), GroupState.EXPIRED),
        (Threshold.orders(2), GroupState.FORMED),
    ):
        life = Life(join_list("C1", [eggs()], WEEK, threshold=threshold))
        life.join("s1", hour(1), member="li")
        life.join("s2", hour(2), member="li")
        life.tell(CutOff(hour(3)))
        assert life.group_stands() is state


@given(st.integers(2, 6), st.data())
def test_p14_an_incomplete_team_is_never_successful(size: int, data: st.DataObject) -> None:
    """Its time over, it has failed, everybody is paid back, and nothing makes it a success afterwards."""
    joined = data.draw(st.integers(1, size - 1))
    life = Life(team_buy("C1", [eggs()], WEEK, size=size))
    for number in range(joined):
        life.join(f"s{number}", hour(1), group="s0" if number else None)
    life.tell(Advance(hour(1) + DAY))
    assert life.group_stands("s0") is GroupState.EXPIRED
    commands: list[CampaignCommand] = [
        Pay("p9", "s0", fen(1000), hour(30)),
        Waive("s0", "zhang", hour(30)),
        Join("s9", "new", {"eggs": 1}, hour(30), group="s0"),
        Advance(hour(99)),
    ]
    for command in data.draw(st.lists(st.sampled_from(commands), max_size=4)):
        try:
            life.tell(command)
        except CommunekitError:
            continue
    assert life.group_stands("s0") is GroupState.EXPIRED
    assert not any(isinstance(event, GroupFormed) for event in life.events)
    assert all((seat.state, seat.kept) == (SeatState.FAILED, fen(0)) for seat in life.live.list())


def test_p14_a_refund_after_success_leaves_the_team_and_its_count() -> None:
    """A member of a finished team is paid back: the team stays formed, with as many as formed it."""
    life = Life(team_buy("C1", [eggs()], WEEK, size=2))
    life.join("s1", hour(1))
    life.join("s2", hour(1), group="s1")
    before = life.group("s1")
    life.tell(TakeBack("s2", hour(2)))
    assert life.group("s1") == before
    assert (before.state, before.orders, before.people) == (GroupState.FORMED, 2, 2)


@pytest.mark.parametrize(
    ("limits", "problem"),
    [
        (PurchaseLimit(per_order=3), "per_order"),
        (PurchaseLimit(per_member=3), "per_member"),
        (PurchaseLimit(per_household=3), "per_household"),
        (PurchaseLimit(total=3), "total"),
    ],
)
def test_p15_limits_hold_for_the_first_purchase(limits: PurchaseLimit, problem: str) -> None:
    """As many as the limit may be had at once, one more may not, tolerance included."""
    life = Life(join_list("C1", [eggs()], WEEK, limits=limits))
    for wants in ([Want("eggs", 4)], [Want("eggs", 3, 1)], [Want("eggs", 0, 4)]):
        with pytest.raises(JoinRefusedError) as refused:
            life.tell(Join("s1", "li", wants, hour(1), household="h1"))
        assert (refused.value.problem, refused.value.left) == (problem, 3)
    life.tell(Join("s1", "li", [Want("eggs", 2, 1)], hour(1), household="h1"))
    assert life.stands("s1") is SeatState.RESERVED


@given(st.integers(2, 5), st.integers(0, 3))
def test_p15_a_full_team_takes_nobody(size: int, more: int) -> None:
    """Held seats count: as many as the size, and the door is shut, for any who follow."""
    life = Life(team_buy("C1", [eggs()], WEEK, size=size))
    for number in range(size):
        life.join(f"s{number}", hour(1), group="s0" if number else None, pays=number > 0)
    assert life.group_stands("s0") is GroupState.OPEN
    for number in range(1 + more):
        with pytest.raises(JoinRefusedError, match="full"):
            life.join(f"more{number}", hour(1), group="s0")
    life.pay("s0", hour(1))
    assert (life.group_stands("s0"), life.group("s0").why) == (GroupState.FORMED, "full")


@given(st.integers(1, 4), st.integers(1, 4), st.booleans())
def test_p16_pending_payments_leave_a_campaign_undecided(paid: int, pending: int, are_enough: bool) -> None:
    """As long as a seat is held unpaid nothing is decided, be the goal reached or not; then real money decides."""
    goal = Threshold.orders(paid if are_enough else paid + 1)
    life = Life(pledge_round("C1", [eggs()], WEEK, goal, pays_at_once=True, seat_lasts=3 * HOUR))
    for number in range(paid + pending):
        life.join(f"s{number}", hour(1), pays=number < paid)
    life.tell(CutOff(hour(2)))
    assert life.group_stands() is GroupState.UNDECIDED
    life.tell(Advance(hour(4)))
    assert life.group_stands() is (GroupState.FORMED if are_enough else GroupState.EXPIRED)


@given(st.integers(1, 4), st.integers(1, 4))
def test_p16_refunded_money_never_counts(stays: int, leaves: int) -> None:
    """Who has left counts towards no threshold, in whatever unit."""
    for unit, each in ((Unit.ORDERS, 1), (Unit.PEOPLE, 1), (Unit.PIECES, 2), (Unit.MONEY, 2000)):
        threshold = Threshold(unit, (stays + 1) * each)
        life = Life(join_list("C1", [eggs()], WEEK, threshold=threshold))
        for number in range(stays + leaves):
            life.join(f"s{number}", hour(1), {"eggs": 2})
        life.tell(*(Leave(f"s{number}", hour(2)) for number in range(leaves)), CutOff(hour(3)))
        assert (life.group_stands(), life.group().why) == (GroupState.EXPIRED, "threshold")


@given(st.integers(1, 12), st.lists(st.tuples(quantities, st.booleans(), st.booleans()), max_size=12))
def test_never_oversold(stock: int, joinings: list[tuple[int, bool, bool]]) -> None:
    """At no moment is more held than there is; what lapses or leaves can be had again."""
    life = Life(join_list("C1", [eggs(stock=stock)], WEEK))

    def held() -> int:
        return sum(seat.pieces for seat in life.live.list() if seat.state.holds)

    for number, (quantity, pays, leaves) in enumerate(joinings):
        seat, at = f"s{number}", START + number * timedelta(minutes=5)
        life.tell(Advance(at))
        left = stock - held()
        refused = life.refusal(Join(seat, seat, {"eggs": quantity}, at))
        assert (refused is None) == (quantity <= left)
        if refused is not None:
            assert (refused.problem, refused.left) == ("stock", left)
            continue
        if pays:
            life.pay(seat, at)
        if leaves:
            life.tell(Leave(seat, at))
        assert held() == stock - left + quantity * (not leaves)


@given(st.sampled_from([0, 1, 2, 3]), st.booleans())
def test_group_is_final(joined: int, waives: bool) -> None:
    """Formed or failed, one of the two, and everybody who paid is served or made whole; then nothing moves."""
    life = Life(team_buy("C1", [eggs()], WEEK, size=3))
    for number in range(joined):
        life.join(f"s{number}", hour(1), group="s0" if number else None)
    if waives and 0 < joined < 3:
        life.tell(Waive("s0", "zhang", hour(2)))
    life.tell(Advance(hour(40)))
    has_formed = joined == 3 or (waives and joined > 0)
    for seat in life.live.list():
        assert life.group_stands("s0") is (GroupState.FORMED if has_formed else GroupState.EXPIRED)
        assert seat.state is (SeatState.CONFIRMED if has_formed else SeatState.FAILED)
        assert seat.kept == (fen(1000) if has_formed else fen(0))
        with pytest.raises(CommunekitError):
            life.tell(Leave(seat.id, hour(41)) if has_formed else TakeBack(seat.id, hour(41)))


def test_whoever_gets_less_than_was_wanted_firmly_is_told_when_the_group_forms() -> None:
    """A case that does not fill is dropped: who goes short hears it, who gets all of his, or never counted on more, does not."""
    life = Life(join_list("C1", [eggs(pack=Pack(6)), Item("tea", fen(500))], WEEK))
    life.join("s1", hour(1), [Want("eggs", 6)])
    life.join("s2", hour(1), [Want("eggs", 2), Want("tea")])
    life.join("s3", hour(1), [Want("eggs", 0, 3), Want("tea")])
    life.tell(CutOff(hour(2)))
    told = [(one.seat, one.topic) for one in life.asked if isinstance(one, Notify)]
    assert told == [("s1", "formed"), ("s2", "formed"), ("s2", "short"), ("s3", "formed")]


@pytest.mark.parametrize(
    ("wanted", "ordered", "cases"), [(3, 6, 1), (6, 6, 1), (7, 12, 2)], ids=["begun", "full", "one more"]
)
def test_suppliers_are_asked_for_whole_cases(wanted: int, ordered: int, cases: int) -> None:
    """A case that is ordered though it does not fill is ordered with all that it holds."""
    life = Life(join_list("C1", [eggs(pack=Pack(6, part_case=PartCase.ORDER))], WEEK))
    life.join("s1", hour(1), {"eggs": wanted})
    life.tell(CutOff(hour(2)))
    orders = [one for one in life.asked if isinstance(one, PurchaseOrder)]
    assert [(dict(one.quantities), dict(one.cases)) for one in orders] == [
        ({"eggs": ordered}, {"eggs": cases})
    ]
