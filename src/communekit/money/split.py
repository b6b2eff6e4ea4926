"""Splits (分摊): an amount laid over parties, to the last minor unit.

How whole units are handed out is in `split_method`, bounds in `bounds`, what counts as a weight in `weights`.
A single share of an amount is taken by a `rate`.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any, Generic, overload

import attrs

from communekit.errors import LimitExceededError

from .amount import Money
from .bounds import lay_in_rounds, lay_within, read_bounds
from .decimal_text import problem_of
from .errors import InvalidAmountError, InvalidSplitError
from .residual import payee_floors, with_residual
from .split_method import PARTIES_MAX, SplitMethod
from .weights import K, Weighing, Weight, percent_text, read_weights

Bounds = Mapping[K, Money] | Sequence[Money]


def own_copy(amounts: Mapping[K, Money]) -> Mapping[K, Money]:
    """Return amounts by party as nobody else can change them."""
    return dict(amounts)


@attrs.frozen
class Split(Generic[K]):
    """A whole in parts (分摊结果), by party; what could not be handed out is the remainder (余额).

    Parts and remainder add up to the whole. Parties stand in the order in which they were given.

    Errors: `InvalidSplitError` when parts and remainder are not the whole.

    >>> shares = split(Money.cny("1.00"), {"ann": 2, "bo": 1})
    >>> shares["ann"], shares.amounts
    (Money.cny("0.67"), (Money.cny("0.67"), Money.cny("0.33")))
    """

    whole: Money
    parts: Mapping[K, Money] = attrs.field(converter=own_copy)
    remainder: Money

    def __attrs_post_init__(self) -> None:
        currency = self.whole.currency
        if Money.total(self.parts.values(), currency) + self.remainder != self.whole:
            raise InvalidSplitError("unbalanced", self.whole)

    @property
    def amounts(self) -> tuple[Money, ...]:
        """The parts in the order in which the parties were given."""
        return tuple(self.parts.values())

    def __getitem__(self, key: K) -> Money:
        return self.parts[key]

    def __iter__(self) -> Iterator[Money]:
        return iter(self.parts.values())

    def __len__(self) -> int:
        return len(self.parts)


@overload
def split(
    amount: Money,
    weights: Mapping[K, Weight] | Sequence[tuple[K, Weight]],
    *,
    method: SplitMethod = ...,
    residual: K | None = ...,
    at_most: Mapping[K, Money] | None = ...,
    at_least: Mapping[K, Money] | None = ...,
    redistribute: bool = ...,
) -> Split[K]: ...
@overload
def split(
    amount: Money,
    weights: Sequence[Weight],
    *,
    method: SplitMethod = ...,
    residual: int | None = ...,
    at_most: Bounds[int] | None = ...,
    at_least: Bounds[int] | None = ...,
    redistribute: bool = ...,
) -> Split[int]: ...
@overload
def split(
    amount: Money,
    weights: Mapping[K, Weight] | Sequence[tuple[K, Weight]] | None = ...,
    *,
    outstanding: Mapping[K, Money],
    method: SplitMethod = ...,
) -> Split[K]: ...


def split(
    amount: Money,
    weights: object = None,
    *,
    method: SplitMethod = SplitMethod.LARGEST_REMAINDER,
    residual: Hashable = None,
    at_most: object = None,
    at_least: object = None,
    redistribute: bool = True,
    outstanding: Mapping[Any, Money] | None = None,
) -> Split[Any]:
    """Return an amount laid over parties in proportion to their weights (按权重分摊).

    By largest remainder: the parts add up to the amount, each less than one minor unit from its exact share;
    a weight of zero gets zero; exact ties go by the party's name, or by position where parties have none, so
    that neither the order nor the scale of the weights changes anybody's part. A negative amount is split as
    the mirror of the positive one. As an amount grows by one unit, a party may get one less: where nobody may
    ever lose, name a residual party.

    Args:
        amount: What is shared, in whole minor units; zero and below are fine.
        weights: By party, as (party, weight) pairs, or plain weights whose parties are their positions. Whole
            numbers, fractions, decimals, or amounts of one currency (not necessarily that of `amount`) are
            proportions; rates are shares of the whole, which add up to 100% unless a residual party is named.
        method: How odd units are handed out; anything but the default is there to match old books.
        residual: The party which takes what is left (承接余额): each other one gets its exact share rounded down
            on its own. It need not be among the weights.
        at_most: The most that a party may get, whichever the sign; what it cannot take goes to the others in
            proportion, and to the remainder when nobody can.
        at_least: The least that a party gets, whichever the sign, with the default method only.
        redistribute: False leaves what is above `at_most` in the remainder.
        outstanding: What is still owed, by party: shares a payment in proportion, nobody gets more than is
            owed, and what is paid too much is the remainder. The weights default to it; bounds and a residual
            party have no place beside it.

    Raises:
        InvalidSplitError: Nobody shares, all weights are zero, a weight is below zero or no exact number, shares
            do not make a whole, a party stands twice, bounds contradict one another, or options do.
        LimitExceededError: More than 100,000 parties, or a weight above 10^18.
        CurrencyMismatchError: A bound is of another currency, or weights are amounts of two.

    >>> split(Money.cny("99.99"), [75, 25]).amounts
    (Money.cny("74.99"), Money.cny("25.00"))
    >>> from communekit.money import Rate
    >>> split(Money.cny("9.99"), {"leader": Rate.percent("8")}, residual="store")["store"]
    Money.cny("9.20")
    """
    if not isinstance(amount, Money):
        raise InvalidAmountError(problem_of(amount), amount)
    if outstanding is not None:
        if at_most is not None or at_least is not None or residual is not None:
            raise InvalidSplitError("outstanding", outstanding)
        at_most, weights = outstanding, outstanding if weights is None else weights
    weighing = read_weights(weights)
    if residual is not None:
        weighing = with_residual(weighing, residual)
    most = read_bounds(at_most, weighing.keys, amount.currency)
    least = read_bounds(at_least, weighing.keys, amount.currency)
    if method is not SplitMethod.LARGEST_REMAINDER and (least or residual is not None):
        raise InvalidSplitError("method", method)
    if least and not redistribute:
        raise InvalidSplitError("redistribute", redistribute)
    units = abs(amount.minor)
    if residual is not None:
        parts = payee_floors(units, weighing, residual, least, most)
    elif not any(weighing.weights) and outstanding is not None:
        parts = [0] * len(weighing.keys)  # Nothing is owed: all of it is too much.
    else:
        parts = _laid(units, weighing, method, least, most, redistribute=redistribute)
    return _signed(amount, weighing.keys, parts)


def split_even(amount: Money, parties: int) -> Split[int]:
    """Return an amount in so many equal parts; odd units go to the first ones (均分).

    Raises:
        InvalidSplitError: The number of parties is not a whole number above zero.
        LimitExceededError: More than 100,000 parties.

    >>> split_even(Money.cny("10.00"), 3).amounts
    (Money.cny("3.34"), Money.cny("3.33"), Money.cny("3.33"))
    """
    if type(parties) is not int:
        raise InvalidSplitError(problem_of(parties), parties)
    if parties <= 0:
        raise InvalidSplitError("no_parties", parties)
    if parties > PARTIES_MAX:
        raise LimitExceededError("parties", parties, PARTIES_MAX)
    return split(amount, [1] * parties)


def _laid(
    units: int,
    weighing: Weighing[Any],
    method: SplitMethod,
    least: Mapping[int, int],
    most: Mapping[int, int],
    *,
    redistribute: bool,
) -> list[int]:
    if not any(weighing.weights):
        raise InvalidSplitError("all_zero", weighing.weights)
    if weighing.whole is not None and sum(weighing.weights) != weighing.whole:
        raise InvalidSplitError("below_whole", percent_text(weighing.weights, weighing.whole))
    if method is not SplitMethod.LARGEST_REMAINDER:
        if most and redistribute:
            return lay_in_rounds(method, units, weighing.weights, most)
        return _clipped(method.lay(units, weighing.weights), most)
    order = weighing.tie_order()
    weights = [weighing.weights[position] for position in order]
    if (most and redistribute) or least:
        place = {position: rank for rank, position in enumerate(order)}
        laid = lay_within(
            units,
            weights,
            {place[position]: bound for position, bound in least.items()},
            {place[position]: bound for position, bound in most.items()},
        )
    else:
        laid = method.lay(units, weights)
    parts = [0] * len(order)
    for position, part in zip(order, laid, strict=True):
        parts[position] = part
    return parts if redistribute else _clipped(parts, most)


def _clipped(parts: list[int], most: Mapping[int, int]) -> list[int]:
    return [min(part, most.get(position, part)) for position, part in enumerate(parts)]


def _signed(whole: Money, keys: tuple[Any, ...], parts: list[int]) -> Split[Any]:
    currency, sign = whole.currency, -1 if whole.minor < 0 else 1
    amounts = {key: Money(sign * part, currency) for key, part in zip(keys, parts, strict=True)}
    return Split(whole, amounts, Money(whole.minor - sign * sum(parts), currency))


__all__ = ["Split", "own_copy", "split", "split_even"]
