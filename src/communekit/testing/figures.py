"""Figures that samples are drawn from (抽样数字): amounts, shares, how often something happens."""

from datetime import UTC, datetime
from fractions import Fraction
from functools import cache
from typing import Final

from hypothesis import strategies as st

from communekit.money import CNY, Money, Rate
from communekit.parties import Role

AGENT, DIVISION, PROMOTER = Role("agent"), Role("division"), Role("promoter")
FIRST_LAYER: Final = (Role.LEADER, Role.HOST, Role.SUPPLIER, PROMOTER, AGENT, DIVISION)
SECOND_LAYER: Final = (Role.SPONSOR, Role.FUND, Role.KEEPER)
CHAINED: Final = (PROMOTER, AGENT, DIVISION)
SALE_AT: Final = datetime(2026, 3, 30, 9, tzinfo=UTC)
"""Two days before a month, a quarter and a half-year end in Shanghai."""


EVENLY: Final = st.booleans()
SOMETIMES: Final = st.sampled_from((False, False, False, True))
RARELY: Final = st.sampled_from((*[False] * 7, True))


def cny(minor: int) -> Money:
    """Return fen as money."""
    return Money(minor, CNY)


@cache
def moneys(most: int = 2_000) -> st.SearchStrategy[Money]:
    """Draw an amount of zero or more fen."""
    return st.integers(0, most).map(cny)


@cache
def rates(most: Fraction = Fraction(1, 4)) -> st.SearchStrategy[Rate]:
    """Draw a share: the trade's round figures, thirds and sevenths, or any hundredth of a percent."""
    figures = tuple(
        Rate(share)
        for share in (
            Fraction(0),
            Fraction(1, 100),
            Fraction(1, 20),
            Fraction(2, 25),
            Fraction(1, 8),
            Fraction(1, 3),
            Fraction(2, 7),
        )
        if share <= most
    )
    return st.sampled_from(figures) | st.integers(0, int(most * 10_000)).map(
        lambda bps: Rate(Fraction(bps, 10_000))
    )


__all__ = [
    "AGENT",
    "CHAINED",
    "DIVISION",
    "EVENLY",
    "FIRST_LAYER",
    "PROMOTER",
    "RARELY",
    "SALE_AT",
    "SECOND_LAYER",
    "SOMETIMES",
    "cny",
    "moneys",
    "rates",
]
