"""Laws of journeys: however they come in, they are the same journeys."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.models import (
    FirstTouch,
    Journey,
    Journeys,
    LastTouch,
    Linear,
    Markov,
    MarkovPerJourney,
    Model,
    Position,
    RankDecay,
    Shapley,
    TimeDecay,
)
from communekit.parties import Touch
from tests.attribution.models.strategies import CHANNELS, HALF_LIFE, Row, groups, many_rows

HOUR = timedelta(hours=1)
AT = datetime(2026, 3, 8, tzinfo=UTC)
BY_PATH: tuple[Model, ...] = (
    FirstTouch(),
    LastTouch(),
    Linear(),
    Position(),
    RankDecay(),
    Shapley(),
    Markov(),
    MarkovPerJourney(),
)
MODELS: tuple[Model, ...] = (*BY_PATH, TimeDecay(HALF_LIFE * HOUR))


def read(rows: list[Row]) -> Journeys:
    """Return rows with ages in hours as journeys."""
    return Journeys.of(rows, age_unit=HOUR)


def single(row: Row) -> Journey:
    """Return a row as a value."""
    path, hours, converted, value = row
    return Journey(path, ages=tuple(age * HOUR for age in hours), converted=converted, value=value or None)


@given(many_rows(), st.randoms(use_true_random=False))
def test_p5_order_of_rows_does_not_matter(rows: list[Row], random: Random) -> None:
    """Rows in any order, added up from two halves, or one by one as values, give the same credits."""
    shuffled = random.sample(rows, len(rows))
    half = random.randrange(len(rows) + 1)
    whole = read(rows)
    for other in (read(shuffled), read(rows[:half]) + read(rows[half:]), Journeys.each(map(single, rows))):
        assert other == whole
        for model in MODELS:
            assert model.credit(other) == model.credit(whole)


@given(many_rows())
def test_p5_counted_is_the_same_as_row_by_row(rows: list[Row]) -> None:
    """Counts by path, in one table or cut into two, give the credits that the rows give."""
    whole = read(rows)
    groups_ = dict(whole.groups)
    cut = Journeys.grouped({path: (won, 0, value) for path, (won, _, value) in groups_.items()})
    cut += Journeys.grouped({path: (0, lost, 0) for path, (_, lost, _) in groups_.items()})
    for model in BY_PATH:
        assert model.credit(Journeys.grouped(groups_)) == model.credit(whole) == model.credit(cut)


@given(many_rows())
def test_p11_all_models_have_the_same_totals(rows: list[Row]) -> None:
    """Conversions without touches are nobody's, whichever the model, and all others are somebody's."""
    journeys = read(rows)
    conversions = sum(1 for _, _, converted, _ in rows if converted)
    value = sum(row[3] for row in rows)
    for model in MODELS:
        report = model.credit(journeys)
        untouched = [row for row in rows if row[2] and not row[0]]
        assert report.unattributed == (len(untouched), sum(row[3] for row in untouched))
        assert sum(report.conversions.values(), Fraction(0)) + report.unattributed.conversions == conversions
        assert sum(report.values.values(), Fraction(0)) + report.unattributed.value == value


@given(groups(), st.permutations(CHANNELS[:4]))
def test_p6_renaming_channels_renames_credits(
    given_groups: dict[tuple[str, ...], tuple[int, int, int]], names: list[str]
) -> None:
    """Other names give other names, and the same credits."""
    renamed = dict(zip(CHANNELS[:4], (f"{name} new" for name in names), strict=True))
    other = {tuple(renamed[name] for name in path): counts for path, counts in given_groups.items()}
    for model in BY_PATH:
        before, after = model.credit(Journeys.grouped(given_groups)), model.credit(Journeys.grouped(other))
        assert {
            renamed[str(name)]: credit for name, credit in before.conversions.items()
        } == after.conversions
        assert {renamed[str(name)]: credit for name, credit in before.values.items()} == after.values


@given(many_rows(), many_rows())
def test_p25_credits_of_two_stores_add_up(ones: list[Row], others: list[Row]) -> None:
    """What a rule or the game of conversions gives for two stores' journeys is what it gives for each, added."""
    for model in (*BY_PATH[:6], MODELS[-1]):
        together = model.credit(read(ones) + read(others))
        apart = model.credit(read(ones)), model.credit(read(others))
        for channel in CHANNELS:
            assert together[channel] == apart[0][channel] + apart[1][channel]


@given(groups(), st.integers(1, 5))
def test_p25_scaling_all_counts_scales_credits(
    given_groups: dict[tuple[str, ...], tuple[int, int, int]], times: int
) -> None:
    """So many times the journeys have so many times the credit."""
    scaled = {
        path: (won * times, lost * times, value * times) for path, (won, lost, value) in given_groups.items()
    }
    for model in BY_PATH:
        once, often = model.credit(Journeys.grouped(given_groups)), model.credit(Journeys.grouped(scaled))
        assert {name: credit * times for name, credit in once.conversions.items()} == often.conversions


@given(st.lists(st.text(max_size=3), min_size=1, max_size=5))
def test_p13_any_text_is_a_channel(path: list[str]) -> None:
    """Text is never taken apart: separators, blanks and nothing at all are channels like any other."""
    journeys = Journeys.grouped({tuple(path): (len(path), 1, 0)})
    report = Linear().credit(journeys)
    assert report.conversions == {name: path.count(name) for name in path}
    assert set(Markov().credit(journeys).conversions) == set(path)


def test_p14_keys_are_tuples() -> None:
    """("Direct1", "1") and ("Direct", "11") are two channels."""
    pairs = (("Direct1", "1"), ("Direct", "11"))
    report = LastTouch().credit(
        Journeys.grouped({(pair,): (number, 0, 0) for number, pair in enumerate(pairs, 1)})
    )
    assert [report[pair] for pair in pairs] == [1, 2]


@given(st.lists(st.integers(-300, 300), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_p8_touch_after_the_conversion_earns_nothing(hours: list[int], random: Random) -> None:
    """Touches later than the conversion are left out, in whatever order they arrived; one at the instant counts."""
    touches = [
        Touch(f"t-{place}", AT + age * HOUR, "link", "V1", "L1", channel=str(age))
        for place, age in enumerate(hours)
    ]
    journey = Journey.from_touches(random.sample(touches, len(touches)), until=AT, value=5)
    assert journey.channels == tuple(str(age) for age in sorted(age for age in hours if age <= 0))
    assert journey.ages == tuple(-age * HOUR for age in sorted(age for age in hours if age <= 0))


@given(st.lists(st.integers(0, 3), min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_p9_equal_instants_keep_their_order(priorities: list[int], random: Random) -> None:
    """Of touches at one instant the higher priority is the later, then the greater id; arrival changes nothing."""
    touches = [
        Touch(f"t-{place}", AT, "link", "V1", "L1", channel=f"c{place}", priority=priority)
        for place, priority in enumerate(priorities)
    ]
    ordered = sorted(range(len(touches)), key=lambda place: (priorities[place], place))
    journey = Journey.from_touches(random.sample(touches * 2, len(touches) * 2), until=AT)
    assert journey.channels == tuple(f"c{place}" for place in ordered)


def test_leaders_are_channels_and_what_is_nobodys_has_no_part() -> None:
    """With the owner as the channel a report is one of leaders (团长)."""
    touches = [
        Touch("t-1", AT - 3 * HOUR, "link", "V1", "L1"),
        Touch("t-2", AT - 2 * HOUR, "ad", "V1"),
        Touch("t-3", AT - HOUR, "qr", "V1", "L2"),
    ]
    journey = Journey.from_touches(touches, until=AT, value=900, channel=lambda touch: touch.owner)
    assert journey.channels == ("L1", "L2")
    assert Linear().credit(Journeys.each([journey])).values == {"L1": 450, "L2": 450}


def test_p17_there_is_no_seed() -> None:
    """The same journeys give the same credits on every run: nothing is drawn."""
    drawn = {("a", "b", "a"): (3, 4, 900), ("b",): (1, 2, 100)}
    assert len({str(Markov(2).credit(Journeys.grouped(drawn))) for _ in range(5)}) == 1
