"""Laws of demand: a person counts once, the order of signals does not matter, a threshold is said in one unit."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from communekit.groupbuy.allocation import Measure
from communekit.groupbuy.rounds import DemandSignal, DemandThreshold, gather_demand
from communekit.period import Window, instant
from tests.groupbuy.rounds.worlds import MEMBERS, PRODUCTS

START, END = instant("2026-03-01T00:00:00Z"), instant("2026-04-01T00:00:00Z")
MARCH = Window(START, END)

SIGNALS = st.lists(
    st.builds(
        DemandSignal,
        st.sampled_from(MEMBERS),
        st.sampled_from(("east", "west")),
        st.sampled_from(PRODUCTS[:2]),
        st.integers(0, 4),
        st.sampled_from(
            [START - timedelta(hours=1), *(START + timedelta(hours=hour) for hour in range(5)), END]
        ),
    ),
    max_size=14,
)
THRESHOLDS = st.builds(DemandThreshold, people=st.integers(1, 4)) | st.builds(
    DemandThreshold, quantity=st.integers(1, 12)
)

Signals = list[DemandSignal]


@given(SIGNALS, THRESHOLDS, st.data())
def test_order_independence_of_signals(
    signals: Signals, threshold: DemandThreshold, data: st.DataObject
) -> None:
    """In any order, and however often each is handed in."""
    again = data.draw(st.lists(st.sampled_from(signals))) if signals else []
    shuffled = data.draw(st.permutations([*signals, *again]))
    assert gather_demand(shuffled, threshold, window=MARCH) == gather_demand(signals, threshold, window=MARCH)


@given(SIGNALS, THRESHOLDS)
def test_a_person_counts_once_by_her_last_word(signals: Signals, threshold: DemandThreshold) -> None:
    """Agrees with a plain count; half_open: the start of the window counts, its end does not."""
    counted = [one for one in signals if START <= one.at < END]
    expected: dict[tuple[str, str], dict[str, int]] = {}
    for one in sorted(counted, key=lambda one: (one.at, one.quantity)):
        expected.setdefault((one.store, one.product), {})[one.member] = one.quantity
    wanted = {key: {who: much for who, much in of.items() if much} for key, of in expected.items()}
    found = gather_demand(signals, threshold, window=MARCH)
    assert {
        (one.store, one.product): {said.member: said.quantity for said in one.evidence} for one in found
    } == {key: of for key, of in wanted.items() if of}
    for merged in found:
        assert merged.people == len({said.member for said in merged.evidence}) == len(merged.evidence)
        assert set(merged.evidence) <= set(signals)


@given(SIGNALS, THRESHOLDS)
def test_p7_a_threshold_is_compared_in_one_unit(signals: Signals, threshold: DemandThreshold) -> None:
    """People with people, pieces with pieces; what is missing is said in that unit."""
    for one in gather_demand(signals, threshold, window=MARCH):
        if threshold.people is not None:
            assert one.is_reached == (one.people >= threshold.people)
            assert one.missing == max(0, threshold.people - one.people)
        else:
            assert threshold.quantity is not None
            assert one.is_reached == (one.quantity >= threshold.quantity)
            assert one.missing == max(0, threshold.quantity - one.quantity)
        assert one.text().endswith(".")
        assert one.text("zh").endswith("。")


@given(SIGNALS, THRESHOLDS)
def test_reached_since_the_first_instant_from_which_it_held(
    signals: Signals, threshold: DemandThreshold
) -> None:
    """Up to that instant it was not enough; from it on, at every later one, it was. The id stays the same."""
    for one in gather_demand(signals, threshold, window=MARCH):
        assert one.is_reached == (one.reached_at is not None)
        if one.reached_at is None:
            continue
        for said in sorted({signal.at for signal in signals if START <= signal.at < END}):
            upto = Window(START, said + timedelta(microseconds=1))
            seen = {
                then.id: then
                for then in gather_demand(signals, threshold, window=upto)
                if (then.store, then.product) == (one.store, one.product)
            }
            assert set(seen) <= {one.id}
            if said >= one.reached_at:
                assert seen[one.id].is_reached
        before = [signal for signal in signals if signal.at < one.reached_at]
        last = [signal.at for signal in before if (signal.store, signal.product) == (one.store, one.product)]
        if last and max(last) >= START:
            upto = Window(START, one.reached_at)
            assert not any(
                then.is_reached
                for then in gather_demand(signals, threshold, window=upto)
                if (then.store, then.product) == (one.store, one.product)
            )


def test_the_third_person_completes_it() -> None:
    """Two are one too few; one who says it twice is one; one who takes it back is none."""
    said = [
        DemandSignal(name, "east", "honey", 1, START + timedelta(hours=hour))
        for hour, name in enumerate("aab")
    ]
    threshold = DemandThreshold(people=3)
    (two,) = gather_demand(said, threshold, window=MARCH)
    assert (two.people, two.missing, two.reached_at) == (2, 1, None)
    third = DemandSignal("c", "east", "honey", 4, START + timedelta(hours=9))
    (three,) = gather_demand([*said, third], threshold, window=MARCH)
    assert (three.quantity, three.reached_at, three.id) == (6, third.at, two.id)
    assert three.text() == "3 at east want 6 honey: enough to open a group buy."
    assert three.text("zh") == "east 有 3 人想要 honey，共 6 件，可以开团。"
    seven = DemandThreshold(quantity=7)
    (short,) = gather_demand([*said, third], seven, window=MARCH)
    assert short.text(measure=Measure.GRAM) == "3 at east want 6 g honey: 1 g more would be enough."
    assert short.text("zh", measure=Measure.GRAM) == "east 有 3 人想要 honey，共 6 克，还差 1 克可以开团。"
    back = DemandSignal("c", "east", "honey", 0, START + timedelta(hours=10))
    assert not gather_demand([*said, third, back], threshold, window=MARCH)[0].is_reached
    assert gather_demand([third, back], threshold, window=MARCH) == ()


def test_enough_and_not_enough_and_enough_again() -> None:
    """Reached since it was reached for good; a second word of hers replaces the first."""
    hours = [START + timedelta(hours=hour) for hour in range(5)]
    words = [("a", 4), ("a", 5), ("b", 3), ("b", 0), ("c", 4)]
    said = [
        DemandSignal(who, "east", "honey", much, at) for (who, much), at in zip(words, hours, strict=True)
    ]
    eight = DemandThreshold(quantity=8)
    reached = [gather_demand(said[: upto + 1], eight, window=MARCH)[0].reached_at for upto in range(5)]
    assert reached == [None, None, hours[2], None, hours[4]]
