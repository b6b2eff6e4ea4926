"""Laws of standing orders in a round: exactly one order each, never more than there is, nothing left unsaid."""

from collections.abc import Sequence
from datetime import datetime

import attrs
from hypothesis import given
from hypothesis import strategies as st

from communekit.groupbuy.allocation import FairCost, FirstCome, Policy, Proportional
from communekit.groupbuy.rounds import (
    Act,
    LineReason,
    Outcome,
    Paused,
    Placement,
    Resumed,
    Revised,
    Round,
    RoundPlan,
    StandingOrder,
    standing_bookings,
)
from tests.groupbuy.rounds.worlds import (
    STOCKS,
    Bookings,
    Stocks,
    moments,
    ordered,
    orders,
    plans,
    redated,
    season,
    totals,
)

Run = tuple[Round, list[StandingOrder], Stocks, datetime]

POLICIES: st.SearchStrategy[Policy] = st.sampled_from((FirstCome(), Proportional(), FairCost()))


@st.composite
def runs(draw: st.DrawFn, *, is_open: bool = False) -> Run:
    """Draw a round, standing orders, stock and a moment, the round's edges among them."""
    plan = draw(plans())
    made, rounds = draw(orders(plan)), season(draw(redated(plan)))[:8]
    round_ = draw(st.sampled_from(rounds))
    at = max(one.window.start for one in round_.stores) if is_open else draw(moments(round_))
    return round_, made, draw(STOCKS), at


def place(run: Run, held: Bookings | None = None, policy: Policy = FirstCome()) -> tuple[Placement, ...]:  # noqa: B008 - frozen, without fields
    """Place what a run asks."""
    round_, standing, stock, at = run
    return standing_bookings(round_, standing, stock, at=at, placed=held or {}, policy=policy)


@given(runs(), POLICIES)
def test_p12_run_again_changes_nothing(run: Run, policy: Policy) -> None:
    """Each standing order has one placement and at most one order; the second run keeps them all."""
    first = place(run, policy=policy)
    assert [one.standing.id for one in first] == sorted(one.id for one in run[1])
    assert len({one.order for one in first}) == len(first)
    held = ordered(first)
    again = place(run, held, policy)
    assert ordered(again) == held
    assert {one.act for one in again} <= {Act.KEEP, Act.NOTHING}
    assert [(one.outcome, one.lines) for one in again] == [(one.outcome, one.lines) for one in first]


@given(runs(), st.data())
def test_p12_a_run_cut_short_and_run_again_places_what_one_run_would(run: Run, data: st.DataObject) -> None:
    """Whichever of the new orders were saved before the lights went out."""
    whole = ordered(place(run))
    saved = data.draw(st.sets(st.sampled_from(sorted(whole)))) if whole else set()
    assert ordered(place(run, {order: whole[order] for order in saved})) == whole


@given(plans(), st.data())
def test_p12_cloned_opened_again_and_redated_rounds_neither_lose_nor_double_an_order(
    plan: RoundPlan, data: st.DataObject
) -> None:
    """The order ids are those of before; what is ordered stays ordered, or the member or the plan says why not."""
    made = data.draw(orders(plan))
    round_ = data.draw(st.sampled_from(season(plan)[:8]))
    stock, at = data.draw(STOCKS), data.draw(moments(round_))
    first = standing_bookings(round_, made, stock, at=at)
    moved = data.draw(redated(plan)).round(round_.occurrence)
    cloned = attrs.evolve(moved, stores=moved.stores[::-1], supplier="another")
    last = cloned.reopened(cloned.stores[0].store, until=cloned.ships_at)
    again = standing_bookings(last, made, stock, at=data.draw(moments(last)), placed=ordered(first))
    assert [one.order for one in again] == [one.order for one in first]
    before, now = ordered(first), ordered(again)
    for one in again:
        if one.order in before and one.order not in now:
            assert one.outcome in {
                Outcome.ROUND_CANCELLED, Outcome.SKIPPED, Outcome.PAUSED, Outcome.CANCELLED, Outcome.NOT_BEGUN, Outcome.EMPTY
            }  # fmt: skip
            assert one.act is Act.WITHDRAW


@given(runs(), POLICIES, st.data())
def test_p13_never_more_than_there_is(run: Run, policy: Policy, data: st.DataObject) -> None:
    """Tolerances counted in, after any run, with other orders of the round beside, by any policy."""
    stock = run[2]
    first = place(run, policy=policy)
    held = ordered(first)
    assert all(there is None or totals(held).get(name, 0) <= there for name, there in _known(stock))
    fewer = {name: there and data.draw(st.integers(0, there)) for name, there in stock.items()}
    less = ordered(place((run[0], run[1], fewer, run[3]), held, policy))
    for name, there in _known(fewer):
        if there is not None:
            assert totals(less).get(name, 0) <= max(there, totals(held).get(name, 0))


@given(runs(is_open=True), runs(is_open=True))
def test_p13_orders_of_other_kinds_count_against_the_stock(run: Run, other: Run) -> None:
    """What members ordered themselves is not given away a second time, and not touched."""
    theirs: Bookings = {order: one for order, one in ordered(place(other)).items() if one}
    placed = {order: bookings for order, bookings in theirs.items() if order not in _ids(run)}
    mine = ordered(place(run, placed))
    assert mine.keys().isdisjoint(placed)
    for name, there in _known(run[2]):
        if there is not None:
            both = totals(mine).get(name, 0) + totals(placed).get(name, 0)
            assert both <= max(there, totals(placed).get(name, 0))


@given(runs(), POLICIES, st.data())
def test_order_independence_of_standing_orders(run: Run, policy: Policy, data: st.DataObject) -> None:
    """In whatever order they are handed in."""
    round_, made, stock, at = run
    assert place((round_, data.draw(st.permutations(made)), stock, at), policy=policy) == place(
        run, policy=policy
    )


@given(runs())
def test_nothing_silently_zero(run: Run) -> None:
    """Whatever was asked is in the lines, with what was given and why; whatever was not has its reason."""
    round_, _, stock, at = run
    for one in place(run):
        given_ = totals({one.order: one.bookings})
        asked = totals({one.order: one.standing.bookings_in(round_, at=at)}) if one.lines else {}
        assert {line.product: line.asked for line in one.lines} == asked
        assert {line.product: line.quantity for line in one.lines if line.quantity} == given_
        for line in one.lines:
            assert 0 <= line.firm <= line.asked_firm
            assert 0 <= line.tolerance <= line.asked_tolerance
            assert (line.reason is LineReason.WHOLE) == (line.quantity == line.asked)
            assert (line.reason is LineReason.NOT_OFFERED) <= (line.product not in stock)
        assert one.outcome.is_ordered == bool(one.bookings)
        assert (one.outcome is Outcome.PLACED) == (bool(one.bookings) and not one.cut)
        assert bool(one.lines) == (one.outcome.is_ordered or one.outcome is Outcome.EMPTY)
        assert one.text().endswith(".")
        assert one.text("zh").endswith("。")


@given(runs(is_open=True))
def test_engine_agrees_with_a_plain_model(run: Run) -> None:
    """One piece at a time: first all firm parts in the order of their places, then all tolerances."""
    round_, made, stock, at = run
    left = {name: 10**6 if there is None else there for name, there in stock.items()}
    queue = sorted(
        (booking for one in made if expected(one, round_, at) is None for booking in one.bookings_in(round_, at=at)),
        key=lambda booking: booking.place,
    )  # fmt: skip
    got: dict[str, list[int]] = {booking.id: [0, 0] for booking in queue}
    for part in (0, 1):
        for booking in queue:
            for _ in range((booking.firm, booking.tolerance)[part]):
                if left.get(booking.product, 0):
                    left[booking.product] -= 1
                    got[booking.id][part] += 1
    placed = {booking.id: [booking.firm, booking.tolerance] for one in place(run) for booking in one.bookings}
    assert placed == {name: parts for name, parts in got.items() if sum(parts)}


@given(runs())
def test_outcomes_agree_with_a_plain_reading_of_the_history(run: Run) -> None:
    """Start, end, rhythm, the last word said in time, the round itself, the window."""
    round_, _, _, at = run
    for one in place(run):
        said = expected(one.standing, round_, at)
        if said is None:
            assert one.outcome in {Outcome.PLACED, Outcome.CUT, Outcome.EMPTY}
        else:
            assert one.outcome is said


@given(plans(), st.data())
def test_what_is_said_at_the_cut_off_or_later_does_not_reach_the_round(
    plan: RoundPlan, data: st.DataObject
) -> None:
    """The round of a closed cut-off is what it was, whatever is said afterwards: frozen_promise."""
    made = data.draw(orders(plan))
    round_ = data.draw(st.sampled_from(season(plan)[:8]))
    forgotten = []
    for one in made:
        cut_off_at = round_.at(one.store).cut_off_at
        forgotten.append(
            attrs.evolve(one, changes=[change for change in one.changes if change.at < cut_off_at])
        )
    at = data.draw(moments(round_))
    then = standing_bookings(round_, made, {}, at=at)
    assert [(one.outcome, one.lines) for one in standing_bookings(round_, forgotten, {}, at=at)] == [
        (one.outcome, one.lines) for one in then
    ]


def expected(one: StandingOrder, round_: Round, at: datetime) -> Outcome | None:
    """Return why a standing order does not run, read from its history line by line; None where it runs."""
    occurrence, window = round_.occurrence, round_.at(one.store).window
    if occurrence < one.first or at < one.since:
        return Outcome.NOT_BEGUN
    if one.until is not None and one.until <= occurrence:
        return Outcome.ENDED
    if not one.is_due(round_):
        return Outcome.NOT_DUE
    last: Revised | Paused | Resumed | None = None
    for change in one.changes:
        in_span = change.first <= occurrence and (change.until is None or occurrence < change.until)
        if (
            in_span
            and not isinstance(change, Revised)
            and change.at <= at
            and change.at < round_.at(one.store).cut_off_at
        ):
            last = change
    if isinstance(last, Paused):
        if last.until is None:
            return Outcome.CANCELLED
        return Outcome.SKIPPED if (last.until - last.first).days == 1 else Outcome.PAUSED
    if round_.is_cancelled:
        return Outcome.ROUND_CANCELLED
    if window.covers(at):
        return None
    return Outcome.NOT_OPEN if at < window.start else Outcome.MISSED


def _known(stock: Stocks) -> Sequence[tuple[str, int | None]]:
    return list(stock.items())


def _ids(run: Run) -> set[str]:
    return {str(one.order_id(run[0])) for one in run[1]}
