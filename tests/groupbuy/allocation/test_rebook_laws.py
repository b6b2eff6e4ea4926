"""Laws of changed bookings: what was said last is what is booked, and places in the queue are kept."""

from hypothesis import given
from hypothesis import strategies as st

from communekit.groupbuy.allocation import Booking, Demand, Pack, allocate, case_shares, rebook
from communekit.money import Money
from tests.groupbuy.allocation.worlds import booking, minute

Said = tuple[int, int]

SAID = st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(any)


def told(history: list[Said]) -> tuple[Booking, ...]:
    """Return the bookings of a member after she has said so much, time and again."""
    (firm, tolerance), *later = history
    made: tuple[Booking, ...] = (booking(0, firm, tolerance, member="ann"),)
    for number, (next_firm, next_tolerance) in enumerate(later, 1):
        made = rebook(made, new_id=f"b{number}", at=minute(number), firm=next_firm, tolerance=next_tolerance)
    return made


@given(st.lists(SAID, min_size=1, max_size=6))
def test_what_was_said_last_is_booked(history: list[Said]) -> None:
    """However it came about."""
    firm, tolerance = history[-1]
    assert Demand.of(told(history)) == Demand(firm, tolerance)


@given(st.lists(SAID, min_size=1, max_size=5), SAID)
def test_places_in_the_queue_are_kept(history: list[Said], said: Said) -> None:
    """No earlier booking grows or moves; only the newest are taken away from."""
    before, after = told(history), told([*history, said])
    old = {one.id: one for one in before}
    for one in after:
        if one.id in old:
            assert one.at == old[one.id].at
            assert one.firm <= old[one.id].firm
            assert one.tolerance <= old[one.id].tolerance
        else:
            assert one.id == f"b{len(history)}"
    firms = [(old[one.id].firm, one.firm) for one in after if one.id in old]
    cut = [place for place, (had, has) in enumerate(firms) if has < had]
    assert all(not has for place in cut for _, has in firms[place + 1 :])  # newest first


@given(st.lists(SAID, min_size=1, max_size=4), st.tuples(st.integers(0, 5), st.integers(0, 5)))
def test_p10_what_is_added_and_taken_back_leaves_no_trace(history: list[Said], more: Said) -> None:
    """The bookings are what they were, and so is what each pays."""
    (firm, tolerance), (more_firm, more_tolerance) = history[-1], more
    before = told(history)
    after = told([*history, (firm + more_firm, tolerance + more_tolerance), (firm, tolerance)])
    assert after == before
    other = booking(50, 4, 2, member="bo")
    cost = Money.cny("100.00")
    one, two = (allocate([*hers, other], Pack(), delivered=5) for hers in (before, after))
    assert case_shares(cost, one) == case_shares(cost, two)


def test_said_twice_in_one_instant_is_fine() -> None:
    """What is said later counts, even in the same second."""
    made = rebook([booking(0, 2)], new_id="b1", at=minute(0), firm=3)
    assert [(one.id, one.firm) for one in made] == [("b0", 2), ("b1", 1)]


def test_nothing_said_is_nothing_booked() -> None:
    """A booking of nothing is gone."""
    assert rebook([booking(0, 2, 1)], new_id="b1", at=minute(1), firm=0) == ()
