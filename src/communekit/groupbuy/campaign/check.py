"""Checks of what terms are made of (条款校验): whole numbers, spans of time, amounts."""

from datetime import timedelta

from communekit.money import Money

from ..allocation import QUANTITY_MAX
from .errors import InvalidCampaignError


def check_kind(part: str, given: object, kind: type | tuple[type, ...]) -> None:
    """Refuse what is of another kind."""
    if not isinstance(given, kind):
        raise InvalidCampaignError(part, given, "kind")


def check_whole(part: str, given: object, *, least: int = 1, most: int = QUANTITY_MAX) -> None:
    """Refuse what is no whole number in range; true and false are none."""
    if type(given) is not int or not least <= given <= most:
        raise InvalidCampaignError(part, given, "quantity")


def check_span(part: str, given: object) -> None:
    """Refuse what is no length of time above zero."""
    if not isinstance(given, timedelta) or given <= timedelta(0):
        raise InvalidCampaignError(part, given, "span")


def check_amount(part: str, given: object, *, least: int = 1) -> None:
    """Refuse what is no amount of at least so many minor units."""
    if not isinstance(given, Money) or given.minor < least:
        raise InvalidCampaignError(part, given, "amount")


__all__ = ["check_amount", "check_kind", "check_span", "check_whole"]
