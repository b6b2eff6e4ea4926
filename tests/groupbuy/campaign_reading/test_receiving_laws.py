"""What arrives short is shared as at the close: firm parts first, whoever took more so that a case fills, gives first."""

from hypothesis import example, given
from hypothesis import strategies as st

from communekit.groupbuy.allocation import Pack
from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    CutOff,
    Item,
    Join,
    Live,
    Pay,
    Publish,
    Receive,
    Want,
    join_list,
)
from communekit.money import Money
from tests.groupbuy.campaign_reading.scenes import WEEK, YUAN, day

PEARS = Item("pears", YUAN("4.00"), pack=Pack(4))
WANTS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4)).filter(any), min_size=1, max_size=5)


def closed(wants: list[tuple[int, int]]) -> Live:
    """Return a campaign that was closed after all had paid."""
    state = CAMPAIGN_LIFE.handle(Publish(join_list("C", [PEARS], WEEK), WEEK.start), CAMPAIGN_LIFE.initial)[1]
    for number, (firm, tolerance) in enumerate(wants):
        want = Want("pears", firm, tolerance)
        paid = PEARS.price * want.most
        for command in (
            Join(f"s{number}", f"m{number}", [want], day(1, number)),
            Pay(f"p{number}", f"s{number}", paid, day(1, number)),
        ):
            state = CAMPAIGN_LIFE.handle(command, state)[1]
    state = CAMPAIGN_LIFE.handle(CutOff(day(6)), state)[1]
    assert isinstance(state, Live)
    return state


def shared(state: Live) -> dict[str, int]:
    """Return what each seat gets."""
    group = state.group("C")
    return {
        seat.id: group.gets(seat.id, want.product, want.most) if seat.state.holds else 0
        for seat in state.list()
        for want in seat.wants
    }


@given(wants=WANTS, deliveries=st.lists(st.integers(0, 30), min_size=1, max_size=3))
@example(wants=[(4, 4), (2, 2)], deliveries=[7])
def test_p2_no_firm_part_is_cut_at_receiving_while_another_keeps_tolerance(
    wants: list[tuple[int, int]], deliveries: list[int]
) -> None:
    """Nor does anybody get more than was decided at the close, and all that arrived is shared up to that."""
    state = closed(wants)
    if state.phase.value != "formed":
        return
    for delivered in deliveries:
        before = shared(state)
        after = CAMPAIGN_LIFE.handle(Receive("pears", delivered, day(7)), state)[1]
        assert isinstance(after, Live)
        state, got = after, shared(after)
        assert sum(got.values()) == min(delivered, sum(before.values()))
        assert all(got[seat] <= before[seat] for seat in got)
        firm = {seat.id: seat.wants[0].firm for seat in state.list()}
        is_cut = any(got[seat] < min(firm[seat], before[seat]) for seat in got)
        assert not (is_cut and any(got[seat] > firm[seat] for seat in got))


@given(wants=WANTS, delivered=st.integers(0, 30))
def test_who_gets_less_pays_for_what_he_gets(wants: list[tuple[int, int]], delivered: int) -> None:
    """To the fen, and nobody else is touched."""
    state = closed(wants)
    if state.phase.value != "formed":
        return
    after = CAMPAIGN_LIFE.handle(Receive("pears", delivered, day(7)), state)[1]
    assert isinstance(after, Live)
    got = shared(after)
    for seat in after.list():
        assert seat.kept == Money.cny("4.00") * got[seat.id]
