"""Weights (权重): in what proportion parties share, read from what a caller has at hand.

Whole numbers, fractions, decimals and amounts are proportions. Rates are shares of the whole: they must add
up to 100%, or to less where a residual party takes the rest.
"""

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Generic, TypeVar

import attrs

from communekit.errors import LimitExceededError

from .amount import Money
from .decimal_text import UnreadableNumberError, exact_fraction, plain_text, problem_of
from .errors import CurrencyMismatchError, InvalidSplitError
from .rate import DENOMINATOR_MAX, Rate
from .split_method import PARTIES_MAX, WEIGHT_MAX

K = TypeVar("K", bound=Hashable)

Weight = int | Fraction | Decimal | Rate | Money


@attrs.frozen
class Weighing(Generic[K]):
    """Parties and their weights as whole numbers; `whole` is what rates are shares of, else None."""

    keys: tuple[K, ...]
    weights: list[int]
    whole: int | None
    named: bool

    def tie_order(self) -> list[int]:
        """Return the positions in the order in which exact ties are settled: by the parties' names.

        Parties without names stand in the order of their positions.
        """
        positions = list(range(len(self.keys)))
        if self.named:
            positions.sort(key=lambda position: _name(self.keys[position]))
        return positions


def _name(key: object) -> tuple[int, int, str, str]:
    """Return what parties are ordered by: whole numbers by size, then all else by its text."""
    if isinstance(key, int):
        return 0, key, "", ""
    return 1, 0, str(key), type(key).__name__


def read_weights(given: object) -> Weighing[Hashable]:
    """Return the parties and weights of a mapping, a sequence of (party, weight), or a sequence of weights.

    Raises:
        InvalidSplitError: Nobody, the same party twice, or weights that are no weights.
        LimitExceededError: More than 100,000 parties, or a weight above 10^18.
        CurrencyMismatchError: Amounts of two currencies as weights.
    """
    if given is None:
        raise InvalidSplitError("missing", given)
    if isinstance(given, (str, bytes)) or not isinstance(given, (Mapping, Sequence)):
        raise InvalidSplitError(_problem(given), given)
    if not given:
        raise InvalidSplitError("no_parties", given)
    if len(given) > PARTIES_MAX:
        raise LimitExceededError("parties", len(given), PARTIES_MAX)
    if isinstance(given, Mapping):
        return _weighing(tuple(given), tuple(given.values()), named=True)
    if all(isinstance(pair, tuple) and len(pair) == 2 for pair in given):
        keys: tuple[Hashable, ...] = tuple(pair[0] for pair in given)
        _check_distinct(keys)
        return _weighing(keys, tuple(pair[1] for pair in given), named=True)
    return _weighing(tuple(range(len(given))), tuple(given), named=False)


def _check_distinct(keys: Sequence[Hashable]) -> None:
    seen: set[Hashable] = set()
    for key in keys:
        if key in seen:
            raise InvalidSplitError("duplicate", key)
        seen.add(key)


def _weighing(keys: tuple[Hashable, ...], given: tuple[object, ...], *, named: bool) -> Weighing[Hashable]:
    kinds = set(map(type, given))
    if kinds == {int}:
        weights, whole = [weight for weight in given if isinstance(weight, int)], None
    elif kinds == {Money}:
        weights, whole = _of_amounts([weight for weight in given if isinstance(weight, Money)]), None
    elif kinds == {Rate}:
        weights, whole = _scaled([weight.share for weight in given if isinstance(weight, Rate)])
        if sum(weights) > whole:
            raise InvalidSplitError("above_whole", percent_text(weights, whole))
    else:
        weights, whole = _scaled([_fraction(weight) for weight in given])[0], None
    return Weighing(keys, _checked(weights, given), whole, named)


def _of_amounts(amounts: list[Money]) -> list[int]:
    first = amounts[0].currency
    for amount in amounts:
        if amount.currency != first:
            raise CurrencyMismatchError(first.code, amount.currency.code)
    return [amount.minor for amount in amounts]


def _fraction(weight: object) -> Fraction:
    if isinstance(weight, (Money, Rate)):
        raise InvalidSplitError("mixed", weight)
    if isinstance(weight, str):
        raise InvalidSplitError("type", weight)
    try:
        fraction = exact_fraction(weight)
    except UnreadableNumberError as unreadable:
        if unreadable.problem == "out_of_range":
            raise LimitExceededError("weight", weight, WEIGHT_MAX) from None
        problem = "not_finite" if unreadable.problem == "not_finite" else _problem(weight)
        raise InvalidSplitError(problem, weight) from None
    if fraction > WEIGHT_MAX:
        raise LimitExceededError("weight", weight, WEIGHT_MAX)
    return fraction


def _scaled(fractions: list[Fraction]) -> tuple[list[int], int]:
    """Return fractions over their common denominator, and that denominator."""
    common = 1
    for fraction in fractions:
        common = lcm(common, fraction.denominator)
        if common > DENOMINATOR_MAX:
            raise LimitExceededError("common denominator of the weights", common, DENOMINATOR_MAX)
    return [fraction.numerator * (common // fraction.denominator) for fraction in fractions], common


def _checked(weights: list[int], given: tuple[object, ...]) -> list[int]:
    if min(weights) < 0:
        raise InvalidSplitError("negative", next(weight for weight in given if _is_negative(weight)))
    if max(weights) > WEIGHT_MAX and any(isinstance(weight, int) and weight > WEIGHT_MAX for weight in given):
        raise LimitExceededError("weight", max(weights), WEIGHT_MAX)
    return weights


def _is_negative(weight: object) -> bool:
    return (weight.minor if isinstance(weight, Money) else exact_fraction(weight)) < 0


def percent_text(weights: Sequence[int], whole: int) -> str:
    """Return what shares of a whole add up to, for people."""
    return f"{plain_text(Fraction(100 * sum(weights), whole))}%"


def _problem(value: object) -> str:
    problem = problem_of(value)
    return problem if problem in InvalidSplitError.reasons else "type"


__all__ = ["K", "Weighing", "Weight", "percent_text", "read_weights"]
