"""What models and journeys refuse, with data; nothing is left half read."""

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.models import (
    CoalitionShapley,
    Comparison,
    CustomModel,
    EndBonus,
    FirstTouch,
    InvalidJourneyError,
    InvalidModelError,
    InvalidSharesError,
    Journey,
    Journeys,
    KeepLast,
    LastN,
    LastNonDirect,
    LastTouch,
    Linear,
    Markov,
    MarkovPerJourney,
    OverwriteIfSoon,
    Position,
    Remove,
    ShaoLi,
    Shapley,
    TimeDecay,
    compare,
    removal_effects,
    transition_matrix,
)
from communekit.errors import CommunekitError, LimitExceededError
from communekit.money import MINOR_MAX
from tests.attribution.models.strategies import Row, many_rows
from tests.refused import check_refusal

GOOD = (("a",), (1,), True, 5)
SEEN = Journeys.grouped({("a",): (1, 1, 5)})


def any_value(value: object) -> Any:
    """Hand in what the types forbid."""
    return value


def second(*row: object) -> Callable[[], object]:
    """Read a row that stands behind a good one."""
    return lambda: Journeys.of(any_value([GOOD, tuple(row)]))


def grouped(path: object, counts: object) -> Callable[[], object]:
    """Read one group."""
    return lambda: Journeys.grouped(any_value({path: counts}))


REFUSED: list[tuple[Callable[[], object], CommunekitError]] = [
    (second("a", None, True, 5), InvalidJourneyError("channels", "a", 1)),
    (second("a", None, False, 0), InvalidJourneyError("channels", "a", 1)),
    (second(["a"], None, True, 5), InvalidJourneyError("channels", ["a"], 1)),
    (second((["a"],), None, True, 5), InvalidJourneyError("channel", (["a"],), 1)),
    (second((["a"],), (1,), True, 5), InvalidJourneyError("channel", (["a"],), 1)),
    (
        lambda: (
            Linear().credit(Journeys.of(any_value([((["a"],), None, False, 0)]))).total or _groups((["a"],))
        ),
        InvalidJourneyError("channel", (["a"],)),
    ),
    (second(("a",), None, True), InvalidJourneyError("row", (("a",), None, True), 1)),
    (lambda: Journeys.of(any_value([5])), InvalidJourneyError("row", 5, 0)),
    (lambda: Journeys.of(any_value(["abcd"])), InvalidJourneyError("row", "abcd", 0)),
    (second(("a",), None, 1, 5), InvalidJourneyError("converted", 1, 1)),
    (second(("a",), None, None, 5), InvalidJourneyError("converted", None, 1)),
    (second(("a",), None, True, -1), InvalidJourneyError("value", -1, 1)),
    (second(("a",), None, True, MINOR_MAX + 1), InvalidJourneyError("value", MINOR_MAX + 1, 1)),
    (second(("a",), None, True, 5.0), InvalidJourneyError("value", 5.0, 1)),
    (second(("a",), None, True, True), InvalidJourneyError("value", True, 1)),
    (second(("a",), None, False, 5), InvalidJourneyError("value_unconverted", 5, 1)),
    (second(("a",), None, False, "5"), InvalidJourneyError("value", "5", 1)),
    (second(("a",), (1, 2), True, 5), InvalidJourneyError("ages", (1, 2), 1)),
    (second(("a",), [1], True, 5), InvalidJourneyError("ages", [1], 1)),
    (second(("a",), (1.5,), True, 5), InvalidJourneyError("ages", (1.5,), 1)),
    (second(("a", "b"), (1, 2), True, 5), InvalidJourneyError("order", (1, 2), 1)),
    (second(("a", "b"), (1, -2), True, 5), InvalidJourneyError("after_conversion", -2, 1)),
    (lambda: Journeys.of([], age_unit=timedelta(0)), InvalidJourneyError("age_unit", timedelta(0))),
    (lambda: Journeys.of([], age_unit=any_value(3_600)), InvalidJourneyError("age_unit", 3_600)),
    (lambda: Journeys.each(any_value([GOOD])), InvalidJourneyError("row", GOOD)),
    (
        lambda: Journeys.of([GOOD, any_value((("a",), (1, 2), False, 0))], through=[KeepLast(1)]),
        InvalidJourneyError("ages", (1, 2), 1),
    ),
    (lambda: Journeys.of([GOOD, any_value(5)], through=[KeepLast(1)]), InvalidJourneyError("row", 5, 1)),
    (grouped("a", (1, 0, 0)), InvalidJourneyError("channels", "a", "a")),
    (grouped(("a",), (1, 0)), InvalidJourneyError("counts", (1, 0), ("a",))),
    (grouped(("a",), 1), InvalidJourneyError("counts", 1, ("a",))),
    (grouped(("a",), (1, -1, 0)), InvalidJourneyError("counts", (1, -1, 0), ("a",))),
    (grouped(("a",), (1.0, 0, 0)), InvalidJourneyError("counts", (1.0, 0, 0), ("a",))),
    (grouped(("a",), (1, 10**12 + 1, 0)), LimitExceededError("journeys of one path", 10**12 + 1, 10**12)),
    (grouped(("a",), (1, 0, 10**18 + 1)), LimitExceededError("value of one path", 10**18 + 1, 10**18)),
    (grouped(("a",), (0, 2, 900)), InvalidJourneyError("value_unconverted", 900, ("a",))),
    (lambda: Journeys.grouped(any_value([("a",)])), InvalidJourneyError("counts", [("a",)])),
    (lambda: Journey(any_value("abc")), InvalidJourneyError("channels", "abc")),
    (lambda: Journey(any_value(5)), InvalidJourneyError("channels", 5)),
    (lambda: Journey((any_value([]),)), InvalidJourneyError("channel", ([],))),
    (lambda: Journey(("a",), ages=any_value("1")), InvalidJourneyError("ages", "1")),
    (lambda: Journey(("a",), ages=any_value((1.5,))), InvalidJourneyError("age", 1.5)),
    (lambda: Journey(("a",), ages=any_value((10**18,))), InvalidJourneyError("age", 10**18)),
    (lambda: Journey(("a", "b"), ages=(1,)), InvalidJourneyError("ages", (timedelta(seconds=1),))),
    (lambda: Journey(("a",), ages=(-1,)), InvalidJourneyError("after_conversion", timedelta(seconds=-1))),
    (
        lambda: Journey(("a", "b"), ages=(1, 2)),
        InvalidJourneyError("order", (timedelta(seconds=1), timedelta(seconds=2))),
    ),
    (lambda: Journey(("a",), converted=any_value(1)), InvalidJourneyError("converted", 1)),
    (lambda: Journey(("a",), value=-1), InvalidJourneyError("value", -1)),
    (lambda: Position(any_value(0.4)), InvalidModelError("position", "weight", 0.4)),
    (lambda: Position(-1), InvalidModelError("position", "weight", -1)),
    (lambda: Position(0, 1, 0), InvalidModelError("position", "all_zero", "0")),
    (lambda: EndBonus("60%", "50%"), InvalidModelError("end_bonus", "above_whole", "11/10")),
    (lambda: EndBonus(any_value(0.5), "50%"), InvalidModelError("end_bonus", "weight", 0.5)),
    (lambda: LastN([]), InvalidModelError("last_n", "no_weights", ())),
    (lambda: LastN([0, 1]), InvalidModelError("last_n", "all_zero", (Fraction(0), Fraction(1)))),
    (lambda: LastN(any_value("12")), InvalidModelError("last_n", "weight", "12")),
    (lambda: LastN().credit_by_priority(any_value([1.5])), InvalidModelError("last_n", "priorities", (1.5,))),
    (lambda: LastNonDirect(any_value(5)), InvalidModelError("last_non_direct", "channels", 5)),
    (lambda: Remove(any_value(5)), InvalidModelError("remove", "channels", 5)),
    (lambda: KeepLast(0), InvalidModelError("keep_last", "count", 0)),
    (
        lambda: OverwriteIfSoon("a", within=timedelta(0)),
        InvalidModelError("overwrite_if_soon", "span", timedelta(0)),
    ),
    (
        lambda: OverwriteIfSoon("a", within=timedelta(1), passes=0),
        InvalidModelError("overwrite_if_soon", "count", 0),
    ),
    (lambda: TimeDecay(timedelta(0)), InvalidModelError("time_decay", "span", timedelta(0))),
    (lambda: TimeDecay(any_value(168)), InvalidModelError("time_decay", "span", 168)),
    (lambda: TimeDecay().credit(SEEN), InvalidModelError("time_decay", "no_ages", 1)),
    (lambda: TimeDecay().credit_of(Journey(("a",))), InvalidModelError("time_decay", "no_ages", ("a",))),
    (lambda: Markov(0), InvalidModelError("markov", "order", 0)),
    (lambda: MarkovPerJourney(9), InvalidModelError("markov", "order", 9)),
    (lambda: removal_effects(SEEN, order=any_value(True)), InvalidModelError("markov", "order", True)),
    (lambda: transition_matrix(SEEN, order=9), InvalidModelError("markov", "order", 9)),
    (
        lambda: CoalitionShapley(any_value(lambda _: 0.5)).values(SEEN),
        InvalidModelError("coalition_shapley", "worth", 0.5),
    ),
    (
        lambda: CoalitionShapley(lambda _: -1).credit(SEEN),
        InvalidModelError("coalition_shapley", "no_total", "-1"),
    ),
    (lambda: CoalitionShapley().values(_wide(21)), LimitExceededError("channels", 21, 20)),
    (lambda: Linear().credit(any_value([GOOD])), InvalidModelError("linear", "journeys", [GOOD])),
    (lambda: Shapley().credit(any_value([GOOD])), InvalidModelError("shapley", "journeys", [GOOD])),
    (lambda: LastTouch().credit(any_value([GOOD])), InvalidModelError("last", "journeys", [GOOD])),
    (lambda: TimeDecay().credit(any_value([GOOD])), InvalidModelError("time_decay", "journeys", [GOOD])),
    (lambda: Markov().credit(any_value([GOOD])), InvalidModelError("markov", "journeys", [GOOD])),
    (lambda: ShaoLi().credit(any_value([GOOD])), InvalidModelError("shao_li", "journeys", [GOOD])),
    (
        lambda: CoalitionShapley().credit(any_value([GOOD])),
        InvalidModelError("coalition_shapley", "journeys", [GOOD]),
    ),
    (lambda: Linear().credit_of(any_value(("a",))), InvalidModelError("linear", "journey", ("a",))),
    (lambda: LastTouch().value_of(any_value(GOOD)), InvalidModelError("last", "journey", GOOD)),
    (lambda: TimeDecay().credit_of(any_value("a")), InvalidModelError("time_decay", "journey", "a")),
    (
        lambda: Journey.from_touches(any_value(["t-1"]), until="2026-03-01T00:00:00Z"),
        InvalidJourneyError("touch", "t-1"),
    ),
    (
        lambda: Journey.from_touches(any_value(5), until="2026-03-01T00:00:00Z"),
        InvalidJourneyError("touch", 5),
    ),
    (lambda: compare(SEEN, any_value(Linear())), InvalidModelError("compare", "models", Linear())),
    (lambda: compare(SEEN, any_value([Linear])), InvalidModelError("compare", "models", Linear)),
    (lambda: compare(SEEN, {"x": any_value("linear")}), InvalidModelError("compare", "models", "linear")),
    (lambda: compare(SEEN, [Linear()]).svg(of="money"), InvalidModelError("compare", "figure", "money")),
    (
        lambda: CustomModel("x", any_value(lambda _: [1.0])).credit(SEEN),
        InvalidSharesError("x", "type", 1, ""),
    ),
    (lambda: CustomModel("x", lambda _: ()).credit(SEEN), InvalidSharesError("x", "length", 1, "")),
    (lambda: compare(SEEN, []), InvalidModelError("compare", "nothing", ())),
    (lambda: Comparison(()), InvalidModelError("compare", "nothing", ())),
    (lambda: compare(SEEN, [FirstTouch(), FirstTouch()]), InvalidModelError("first", "name", "first")),
    (lambda: CustomModel("x", lambda _: (0,)).credit(SEEN), InvalidSharesError("x", "total", 1, "0")),
]


def test_sentences_have_no_holes() -> None:
    """No row that is none, no total that is unknown, no value that is empty is told as such."""
    for refused, english, chinese in (
        (
            InvalidJourneyError("channels", ""),
            "journey: channels are a tuple, oldest first: ''",
            "路径：渠道应为元组，最早的在前：''",
        ),
        (
            InvalidSharesError("ours", "type", 2, ""),
            "model ours: a share is a whole number or a Fraction; floats are not exact (touches: 2)",
            "模型 ours：份额应为整数或 Fraction；浮点数不精确（触点 2 个）",
        ),
        (
            InvalidSharesError("ours", "total", 2, "2/3"),
            "model ours: the shares do not add up to 1 (touches: 2, total of the shares: 2/3)",
            "模型 ours：份额合计不等于 1（触点 2 个，份额合计 2/3）",
        ),
        (
            InvalidModelError("last_n", "no_weights", ()),
            "model last_n: there are no weights: ()",
            "模型 last_n：没有给出权重：()",
        ),
    ):
        assert (refused.text("en"), refused.text("zh")) == (english, chinese)


def _groups(path: object) -> object:
    return Journeys.of(any_value([(path, None, False, 0)])).groups


def _wide(channels: int) -> Journeys:
    return Journeys.grouped({tuple(f"c{number}" for number in range(channels)): (1, 0, 0)})


@pytest.mark.parametrize(
    "refusal", REFUSED, ids=lambda refusal: f"{type(refusal[1]).__name__}-{refusal[1]}"[:70]
)
def test_refused(refusal: tuple[Callable[[], object], CommunekitError]) -> None:
    """The error is of that class, carries that data, and has a sentence in both languages."""
    check_refusal(refusal)


@given(many_rows(), st.integers(0, 14), st.booleans())
def test_refusal_says_how_many_rows_stand_before(rows: list[Row], place: int, aged: bool) -> None:
    """Whatever was read before: conversions with ages, without, and journeys that did not convert."""
    before = [row if aged else (row[0], None, *row[2:]) for row in rows[:place]]
    with pytest.raises(InvalidJourneyError) as refused:
        Journeys.of(any_value([*before, (("a",), (-1,), True, 5), *rows]))
    assert refused.value.row == len(before)


def test_p15_value_on_a_journey_that_did_not_convert_is_refused_alike() -> None:
    """As a value, as a row and as a group: no model ever sees it."""
    for refused in (
        lambda: Journey(("a",), converted=False, value=900),
        lambda: Journeys.of([(("a",), None, False, 900)]),
        lambda: Journeys.grouped({("a",): (0, 1, 900)}),
    ):
        with pytest.raises(InvalidJourneyError) as caught:
            refused()
        assert (caught.value.problem, caught.value.value) == ("value_unconverted", 900)


def test_error_of_the_rows_themselves_is_not_hidden() -> None:
    """What goes wrong where the rows come from is not taken for a bad row."""

    def rows() -> Any:
        yield GOOD
        raise ValueError("the file ended")

    with pytest.raises(ValueError, match="the file ended"):
        Journeys.of(rows())
