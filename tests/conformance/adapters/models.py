"""Credit for touches and channels: rule models, sets, chains, lists, paths (归因)."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from fractions import Fraction
from typing import Final

from communekit.attribution.models import (
    CoalitionShapley,
    CollapseRepeats,
    CreditReport,
    EndBonus,
    FirstTouch,
    Journey,
    Journeys,
    KeepLast,
    LastN,
    LastNonDirect,
    LastTouch,
    Linear,
    Markov,
    Model,
    OverwriteIfSoon,
    Position,
    RankDecay,
    RemoveTailUnlessAll,
    RemoveUnlessAll,
    ShaoLi,
    Shapley,
    TimeDecay,
    Transform,
    TwoTouches,
    apply,
    removal_effects,
    transition_matrix,
)
from communekit.money import Rounding, split, split_minor

from ..answer import Answer
from ..case import UnsupportedError
from ..given import Given

HOUR: Final = timedelta(hours=1)

TouchModel = FirstTouch | LastTouch | LastNonDirect | Linear | Position | EndBonus | RankDecay | TimeDecay

TOUCH_MODELS: Final[Mapping[str, Callable[[Given], TouchModel]]] = {
    "first": lambda _: FirstTouch(),
    "last": lambda _: LastTouch(),
    "last_non": lambda params: LastNonDirect(params.values("ignored")),
    "linear": lambda _: Linear(),
    "position": lambda params: position(params, TwoTouches.RENORMALISE),
    "position_split_middle": lambda params: position(params, TwoTouches.SPLIT_MIDDLE),
    "first_last_bonus": lambda params: EndBonus(params.word("first_bonus"), params.word("last_bonus")),
    "rank_decay": lambda _: RankDecay(),
    "time_decay": lambda params: TimeDecay(params.count("half_life_hours") * HOUR),
}

MODELS: Final[Mapping[str, Model]] = {
    "first": FirstTouch(),
    "last": LastTouch(),
    "linear": Linear(),
    "linear_unique": Linear(distinct=True),
    "position": Position(),
    "rank_decay": RankDecay(),
    "rank_decay_unique": RankDecay(distinct=True),
    "shapley_conversions": Shapley(),
    "markov": Markov(),
    "shapley_rate": CoalitionShapley(),
    "shao_second_order": ShaoLi(),
}

BY_EFFECT: Final = {"shapley_rate", "shao_second_order"}
"""Models of the vectors whose figures are what shares are made of, not the shares."""


def touch_credit(given: Given) -> Answer:
    """Share one conversion over its touches."""
    touches = given.each("touches")
    model = given.choice("model", TOUCH_MODELS)(given.inner("params"))
    value = given.count("value_minor") if "value_minor" in given else None
    journey = Journey(
        tuple(touch.word("channel") for touch in touches),
        ages=tuple(touch.count("hours_before") * HOUR for touch in touches),
        value=value,
    )
    answer: dict[str, object] = {"weights": model.credit_of(journey)}
    if value is not None:
        parts = model.value_of(journey)
        answer["value_by_touch"] = parts
        answer["value_rounded"] = [Rounding.HALF_UP.to_places(part, 0) for part in parts]
        answer["sum"] = sum(parts, Fraction(0))
    return answer


def aggregate_credit(given: Given) -> Answer:
    """Credit channels over many journeys."""
    model = given.choice("model", MODELS)
    journeys = journeys_of(given)
    report: CreditReport = model.credit(journeys)
    credits_ = report.effects if given.word("model") in BY_EFFECT else report.conversions
    answer: dict[str, object] = {"credits": {name: credit for name, credit in credits_.items() if credit}}
    if given.word("model") == "markov":
        found = removal_effects(journeys)
        answer |= {"base_probability": found.base, "removal_effects": found.effects}
    return answer


def transitions(given: Given) -> Answer:
    """Say which touch follows which."""
    matrix = transition_matrix(journeys_of(given), self_transitions=given.flag("self_transitions"))
    rows = sorted([str(start), str(end), chance] for (start, end), chance in matrix.items())
    return {"transitions": rows}


def ordered_shapley(given: Given) -> Answer:
    """Share conversions over distinct channels, each channel's over its places."""
    path, conversions = tuple(given.values("path")), given.count("conversions")
    report = Shapley().credit(Journeys.grouped({path: (conversions, 0, 0)}))
    shares = Shapley().credit_of(Journey(path))
    return {"by_position": [share * conversions for share in shares], "by_channel": report.conversions}


def path_transform(given: Given) -> Answer:
    """Change a path."""
    path = tuple(given.values("path"))
    ages = tuple(hours * HOUR for hours in given.values("hours_before")) or None
    return {"path": apply(Journey(path, ages=ages), step(given)).channels}


def last_n_credit(given: Given) -> Answer:
    """Share a value by a list of weights, priority before recency."""
    touches = sorted(given.each("touches"), key=lambda touch: touch.count("at"))
    shares = LastN(given.values("credit")).credit_by_priority(
        [touch.count("priority", 0) for touch in touches]
    )
    parts = split(given.amount("value", 0), shares)
    by_index: Counter[str] = Counter()
    for touch, part in zip(touches, parts, strict=True):
        by_index[touch.word("index")] += part.minor
    return {"by_index": {index: minor for index, minor in by_index.items() if minor}}


def integer_split(given: Given) -> Answer:
    """Share whole units by weights; each part is its exact share, rounded down or up."""
    value, weights = given.count("value"), given.values("weights")
    parts = split_minor(value, weights)
    bounds = [
        [rounding.ratio(value * weight, sum(weights)) for rounding in (Rounding.DOWN, Rounding.UP)]
        for weight in weights
    ]
    within = [low <= part <= high for part, (low, high) in zip(parts, bounds, strict=True)]
    return {"parts": parts, "sum": sum(parts), "each_in": bounds if all(within) else parts}


def journeys_of(given: Given) -> Journeys:
    """Return the journeys of a case, which are counted by path; a path may stand twice."""
    journeys = Journeys.grouped({})
    for row in given.each("paths"):
        counts = (row.count("conversions"), row.count("non_conversions"), row.count("value_minor", 0))
        journeys += Journeys.grouped({tuple(row.values("path")): counts})
    return journeys


def position(params: Given, two: TwoTouches) -> Position:
    """Return a model with the weights of a case."""
    return Position(params.word("first"), params.word("middle"), params.word("last"), two=two)


def step(given: Given) -> Transform:
    """Return the step that a case names."""
    match given.word("op"):
        case "collapse_repeats":
            return CollapseRepeats()
        case "keep_last":
            return KeepLast(given.count("arg"))
        case "remove_unless_all":
            return RemoveUnlessAll(given.word("arg"))
        case "remove_tail_unless_all":
            return RemoveTailUnlessAll(given.word("arg"))
        case "overwrite_if_soon":
            how = given.inner("arg")
            within, passes = how.count("within_hours") * HOUR, how.count("passes", 1)
            return OverwriteIfSoon(how.word("channel"), within=within, passes=passes)
        case other:
            raise UnsupportedError(f"no such transform: {other}")
