"""Reading what is handed in (读入): ids, days and quantities, each refused with a word."""

from datetime import date, datetime

from communekit.groupbuy.allocation import QUANTITY_MAX
from communekit.ids import PartyId, PlanId, ProductId, identifier
from communekit.money import Money

from .errors import InvalidRoundError


def party(text: str) -> PartyId:
    """Return the id of a party, checked."""
    return PartyId(identifier(text, what="party id"))


def party_or_none(text: str | None) -> PartyId | None:
    """Return the id of a party, or None where there is none."""
    return None if text is None else party(text)


def product(text: str) -> ProductId:
    """Return the id of a product, checked."""
    return ProductId(identifier(text, what="product id"))


def plan_id(text: str) -> PlanId:
    """Return the id of a plan of rounds, checked."""
    return PlanId(identifier(text, what="plan id"))


def day(value: date | str) -> date:
    """Return a calendar day, given as a date or in ISO 8601.

    Raises:
        InvalidRoundError: "day": a time of day, or no day at all.

    >>> day("2026-03-05")
    datetime.date(2026, 3, 5)
    """
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise InvalidRoundError("day", "day", value) from None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise InvalidRoundError("day", "day", value)
    return value


def day_or_none(value: date | str | None) -> date | None:
    """Return a calendar day, or None where there is none."""
    return None if value is None else day(value)


def is_quantity(value: object, *, least: int = 0) -> bool:
    """Whether a value is a whole number of the smallest measure within range; true and false are none."""
    return type(value) is int and least <= value <= QUANTITY_MAX


def is_price(value: object) -> bool:
    """Whether a value is an amount of zero or more."""
    return isinstance(value, Money) and value.minor >= 0


__all__ = ["day", "day_or_none", "is_price", "is_quantity", "party", "party_or_none", "plan_id", "product"]
