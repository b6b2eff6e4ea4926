"""Checks that several values of payouts share (取值校验)."""

from communekit.money import Currency, Money

from .errors import InvalidPayoutError


def check_amount(what: str, value: object, currency: Currency | None = None) -> None:
    """Refuse what is no amount, one of another currency, or one below zero.

    Raises:
        InvalidPayoutError: "not_an_amount", "currency", "not_below_zero".
    """
    if not isinstance(value, Money):
        raise InvalidPayoutError(what, value, "not_an_amount")
    if currency is not None and value.currency != currency:
        raise InvalidPayoutError(what, value.currency.code, "currency")
    if value.minor < 0:
        raise InvalidPayoutError(what, value.text, "not_below_zero")


def check_count(what: str, value: object, *, at_least: int = 1) -> None:
    """Refuse what is no whole number, or too small a one.

    Raises:
        InvalidPayoutError: "not_a_count".
    """
    if type(value) is not int or value < at_least:
        raise InvalidPayoutError(what, value, "not_a_count")


def check_kind(what: str, value: object, kind: type) -> None:
    """Refuse what is of another kind.

    Raises:
        InvalidPayoutError: "unlike".
    """
    if not isinstance(value, kind):
        raise InvalidPayoutError(what, value, "unlike")


__all__ = ["check_amount", "check_count", "check_kind"]
