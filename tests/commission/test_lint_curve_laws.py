"""What always holds of curves: they say at every amount what the plain arithmetic says."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.commission.lint.curve import Curve, Piece, Straight

LAST = 60
Exact = int | Fraction


@st.composite
def curves(draw: st.DrawFn) -> Curve:
    """Draw a curve of up to four pieces, with steps between them."""
    cuts = sorted(draw(st.sets(st.integers(1, LAST), max_size=3)))
    firsts, lasts = [0, *cuts], [*(cut - 1 for cut in cuts), LAST]
    numbers = st.fractions(-4, 4, max_denominator=6)
    return Curve.of(
        Piece(first, last, Straight(draw(numbers), draw(numbers)))
        for first, last in zip(firsts, lasts, strict=True)
    )


def values(curve: Curve) -> list[Exact]:
    """Return the value at every amount."""
    return [curve.at(amount) for amount in range(LAST + 1)]


@pytest.mark.parametrize(
    ("made", "plain"),
    [
        (lambda a, b: a + b, lambda x, y: x + y),
        (lambda a, b: a.max(b), max),
        (lambda a, b: a.min(b), min),
        (lambda a, b: a.minus(b), lambda x, y: max(x - y, 0)),
        (lambda a, _: a.times(Fraction(2, 3)), lambda x, _: x * Fraction(2, 3)),
        (lambda a, b: a.where_above(b), lambda x, y: x if x > y else 0),
    ],
)
@given(one=curves(), two=curves())
def test_curves_agree_with_the_arithmetic_of_every_amount(
    made: Callable[[Curve, Curve], Curve], plain: Callable[[Exact, Exact], Exact], one: Curve, two: Curve
) -> None:
    """Sum, best, cap, difference, share: piece by piece as amount by amount."""
    assert values(made(one, two)) == [plain(x, y) for x, y in zip(values(one), values(two), strict=True)]


@given(one=curves(), two=curves())
def test_where_one_curve_is_above_another(one: Curve, two: Curve) -> None:
    """The last amount, anywhere and everywhere agree with looking at every amount."""
    above = [amount for amount in range(LAST + 1) if one.at(amount) > two.at(amount)]
    assert one.last_above(two) == max(above, default=None)
    assert one.is_above(two, anywhere=True) == bool(above)
    assert one.is_above(two, anywhere=False) == (len(above) == LAST + 1)


@given(one=curves())
def test_the_greatest_share_is_that_of_some_amount_and_of_no_more(one: Curve) -> None:
    """No amount has a greater share than the greatest, and the piece shows amounts that have it."""
    found = one.greatest_share()
    assert found is not None
    share, piece = found
    shares = [Fraction(one.at(amount)) / amount for amount in range(1, LAST + 1)]
    assert share == max(shares)
    assert {Fraction(one.at(amount)) / amount for amount in range(piece.first, piece.last + 1)} == {share}


@given(one=curves(), floor=st.integers(0, 5))
def test_lifting_leaves_nothing_as_nothing(one: Curve, floor: int) -> None:
    """A floor lifts what is there; a stretch of nothing stays nothing."""
    lifted = one.lifted(one.flat(floor))
    for piece in one.pieces:
        for amount in (piece.first, piece.last):
            nothing = piece.line == Straight(0, 0)
            assert lifted.at(amount) == (0 if nothing else max(one.at(amount), floor))


def test_neighbours_on_one_line_are_one_piece() -> None:
    """A curve is told in as few pieces as there are."""
    flat = Curve.straight(0, LAST, start=3)
    assert flat.max(flat.flat(1)).pieces == flat.pieces
    assert flat.min(flat.flat(3)) == flat


def test_a_line_of_nothing_has_no_share() -> None:
    """What is promised on an amount of zero is no share of it, and no share of one unit either."""
    step = Curve.of((Piece(0, 0, Straight(9, 0)), Piece(1, LAST, Straight(0, 1))))
    assert step.greatest_share() == (Fraction(1), Piece(1, LAST, Straight(0, 1)))
    assert Curve.straight(0, 0, start=5).greatest_share() is None
