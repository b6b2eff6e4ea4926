"""Thresholds (成团条件): how much must come together, counted in one unit of one's choice."""

from enum import Enum
from typing import Self

import attrs

from communekit.money import Money

from .check import check_kind, check_whole


class Unit(Enum):
    """In what a campaign counts (计数单位).

    - `ORDERS`: seats that are paid for, and want something firmly (单).
    - `PEOPLE`: members who have such seats, each once, however often they joined (人).
    - `PIECES`: what they want firmly, in the smallest measure of the products (件).
    - `CASES`: whole cases that would be ordered (箱).
    - `MONEY`: goods at the prices of joining, in minor units (金额).
    """

    ORDERS = "orders"
    PEOPLE = "people"
    PIECES = "pieces"
    CASES = "cases"
    MONEY = "money"


@attrs.frozen
class Threshold:
    """What must come together (成团条件): at least so much of one unit. Exactly so much is enough.

    Errors: `InvalidCampaignError` "kind", "quantity".

    >>> Threshold(Unit.PEOPLE, 3).is_met(3), Threshold(Unit.PEOPLE, 3).is_met(2)
    (True, False)
    """

    unit: Unit
    least: int

    def __attrs_post_init__(self) -> None:
        check_kind("threshold", self.unit, Unit)
        check_whole("threshold", self.least)

    @classmethod
    def people(cls, least: int) -> Self:
        """Return a threshold in members (人数)."""
        return cls(Unit.PEOPLE, least)

    @classmethod
    def orders(cls, least: int) -> Self:
        """Return a threshold in paid seats (单数)."""
        return cls(Unit.ORDERS, least)

    @classmethod
    def pieces(cls, least: int) -> Self:
        """Return a threshold in pieces, or grams (件数)."""
        return cls(Unit.PIECES, least)

    @classmethod
    def cases(cls, least: int) -> Self:
        """Return a threshold in whole cases (箱数)."""
        return cls(Unit.CASES, least)

    @classmethod
    def money(cls, least: Money) -> Self:
        """Return a threshold in money, in the currency of the prices (金额)."""
        check_kind("threshold", least, Money)
        return cls(Unit.MONEY, least.minor)

    def is_met(self, count: int) -> bool:
        """Return whether so much is enough."""
        return count >= self.least


__all__ = ["Threshold", "Unit"]
