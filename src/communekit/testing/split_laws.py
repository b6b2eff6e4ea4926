"""The contract of a split (分摊契约): an amount laid over parties, to the last unit, whoever wrote the function.

class TestMine(SplitContract):
def split(self, amount, weights):
return my_split(amount, weights)
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from hypothesis import example, given
from hypothesis import strategies as st

from communekit.money import CNY, MINOR_MAX, Money, split

from .book_commands import shared
from .law import law

_MINORS: Final = st.integers(-200, 200) | st.integers(-MINOR_MAX, MINOR_MAX)
_WEIGHTS: Final = st.integers(0, 4) | st.integers(0, 10**6)
_NAMES: Final = st.text("abcdXYZ019", min_size=1, max_size=3)

Weights = dict[str, int]


def _weights() -> st.SearchStrategy[Weights]:
    """Draw weights by party, some of them zero or equal, not all zero."""
    return st.dictionaries(_NAMES, _WEIGHTS, min_size=1, max_size=6).filter(lambda by: any(by.values()))


class SplitContract:
    """Laws of a split by largest remainder (分摊契约); by default `communekit.money.split` is held against them."""

    def split(self, amount: int, weights: Mapping[str, int]) -> Mapping[str, int]:
        """Lay an amount in minor units over parties by their weights. Whoever has his own says how."""
        shared_out = split(Money(amount, CNY), weights)
        return {party: part.minor for party, part in shared_out.parts.items()}

    @law("exact_split")
    @shared
    @example(amount=100, weights=dict.fromkeys("abcdef", 1))
    @example(amount=-100, weights={"a": 1, "b": 1, "c": 1})
    @example(amount=999_999_999_999_999, weights={"a": 7, "b": 3, "c": 5})
    @given(amount=_MINORS, weights=_weights())
    def test_exact_split(self, amount: int, weights: Weights) -> None:
        """exact_split: parts add up, none has the wrong sign, weight zero gets zero, each is within a unit of its share."""
        parts, whole = self.split(amount, weights), sum(weights.values())
        assert set(parts) == set(weights)
        assert sum(parts.values()) == amount
        for party, part in parts.items():
            assert type(part) is int
            assert part * amount >= 0
            assert weights[party] or not part
            assert abs(part - Fraction(amount * weights[party], whole)) < 1

    @law("split_sign_symmetry")
    @shared
    @example(amount=100, weights={"a": 1, "b": 1, "c": 1})
    @given(amount=_MINORS, weights=_weights())
    def test_split_sign_symmetry(self, amount: int, weights: Weights) -> None:
        """split_sign_symmetry: splitting the negative is the negative of the split."""
        back = self.split(-amount, weights)
        assert {party: -part for party, part in back.items()} == dict(self.split(amount, weights))

    @law("split_stability")
    @shared
    @example(amount=100, weights={"a": 1, "b": 1, "c": 1}, turn=0, factor=7)
    @given(amount=_MINORS, weights=_weights(), turn=st.integers(0, 5), factor=st.integers(2, 1_000))
    def test_split_stability(self, amount: int, weights: Weights, turn: int, factor: int) -> None:
        """split_stability: another order, another scale, other names in the same order, a party of weight zero: the same parts."""
        parts = dict(self.split(amount, weights))
        listed = list(weights.items())
        turned = dict([*listed[turn:], *listed[:turn]][::-1])
        assert dict(self.split(amount, turned)) == parts
        assert dict(self.split(amount, {party: n * factor for party, n in weights.items()})) == parts
        renamed = self.split(amount, {f"party {party}": n for party, n in weights.items()})
        assert dict(renamed) == {f"party {party}": part for party, part in parts.items()}
        idle = dict(self.split(amount, {"!": 0, **weights, "~": 0}))
        assert {party: part for party, part in idle.items() if party in parts} == parts

    @law("split_stability")
    @shared
    @given(amount=_MINORS, weight=st.integers(1, 9), parties=st.integers(1, 9))
    def test_equal_weights_get_equal_parts(self, amount: int, weight: int, parties: int) -> None:
        """split_stability: equal weights differ by at most one unit."""
        parts = self.split(amount, {f"p{number}": weight for number in range(parties)}).values()
        assert max(parts) - min(parts) <= 1


__all__ = ["SplitContract"]
