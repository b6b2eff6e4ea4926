"""Splits that are broken on purpose, each as some system does it, with the laws that it breaks."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

Parts = dict[str, int]
Splitting = Callable[[int, Mapping[str, int]], Parts]


def _handed_out(amount: int, floors: Parts, order: list[str]) -> Parts:
    left = amount - sum(floors.values())
    return {party: part + (party in order[:left]) for party, part in floors.items()}


def _floors(amount: int, weights: Mapping[str, int]) -> Parts:
    whole = sum(weights.values())
    return {party: amount * weight // whole for party, weight in weights.items()}


def _mirrored(splitting: Splitting) -> Splitting:
    """Return a splitting that treats a negative amount as the mirror of the positive one."""

    def mirrored(amount: int, weights: Mapping[str, int]) -> Parts:
        sign = -1 if amount < 0 else 1
        return {party: sign * part for party, part in splitting(abs(amount), weights).items()}

    mirrored.__name__ = splitting.__name__
    return mirrored


def _fractions(amount: int, weights: Mapping[str, int]) -> dict[str, Fraction]:
    whole = sum(weights.values())
    return {party: Fraction(amount * weight % whole, whole) for party, weight in weights.items()}


def floor_then_in_order(amount: int, weights: Mapping[str, int]) -> Parts:
    """Round down, then one more to each in the order of the list, whoever has weight or not."""
    return _handed_out(amount, _floors(amount, weights), list(weights))


def asymmetric(amount: int, weights: Mapping[str, int]) -> Parts:
    """Largest remainder on the number line: below zero, others get the odd units."""
    rests = _fractions(amount, weights)
    return _handed_out(
        amount, _floors(amount, weights), sorted(weights, key=lambda party: (-rests[party], party))
    )


def by_the_sound_of_names(amount: int, weights: Mapping[str, int]) -> Parts:
    """Ties go by what the letters of a name add up to."""
    rests = _fractions(amount, weights)
    order = sorted(weights, key=lambda party: (-rests[party], sum(map(ord, party)) * 7_919 % 101, party))
    return _handed_out(amount, _floors(amount, weights), order)


def by_the_order_of_the_list(amount: int, weights: Mapping[str, int]) -> Parts:
    """Ties go to whoever stands first."""
    rests = _fractions(amount, weights)
    return _handed_out(amount, _floors(amount, weights), sorted(weights, key=lambda party: -rests[party]))


def loses_the_rest(amount: int, weights: Mapping[str, int]) -> Parts:
    """Round down, and keep quiet about the rest."""
    return _floors(amount, weights)


def rest_to_the_largest(amount: int, weights: Mapping[str, int]) -> Parts:
    """Round down; whoever has the largest weight takes all that is left."""
    floors = _floors(amount, weights)
    largest = max(sorted(weights), key=lambda party: weights[party])
    return floors | {largest: floors[largest] + amount - sum(floors.values())}


def in_floats(amount: int, weights: Mapping[str, int]) -> Parts:
    """Round each share in binary fractions; the last in the alphabet takes what is left."""
    whole = sum(weights.values())
    parts = {party: round(amount * (weight / whole)) for party, weight in weights.items()}
    last = max(party for party, weight in weights.items() if weight)
    return parts | {last: parts[last] + amount - sum(parts.values())}


EXACT, SIGN, STABLE = "exact_split", "split_sign_symmetry", "split_stability"
SPLITS: Final[dict[Splitting, frozenset[str]]] = {
    _mirrored(floor_then_in_order): frozenset({EXACT, STABLE}),
    asymmetric: frozenset({SIGN}),
    _mirrored(by_the_sound_of_names): frozenset({STABLE}),
    _mirrored(by_the_order_of_the_list): frozenset({STABLE}),
    _mirrored(loses_the_rest): frozenset({EXACT}),
    _mirrored(rest_to_the_largest): frozenset({EXACT, STABLE}),
    in_floats: frozenset({EXACT, STABLE}),
}
"""The broken splits, each with the laws that it must break."""
