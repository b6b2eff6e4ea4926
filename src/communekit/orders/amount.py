"""Amounts of orders: money that is never below zero, in the one currency of the order."""

from communekit.money import Currency, CurrencyMismatchError, InvalidAmountError, Money

from .errors import InvalidOrderError


def amount_of(value: object, currency: Currency | None = None) -> Money:
    """Return a checked amount: `Money`, zero or more, in the currency when one is given.

    Raises:
        InvalidAmountError: Below zero, or a float, a bool, nothing.
        InvalidOrderError: Anything else that is not `Money`.
        CurrencyMismatchError: In another currency.
    """
    if not isinstance(value, Money):
        reason = {type(None): "missing", bool: "boolean", float: "float"}.get(type(value))
        raise InvalidAmountError(reason, value) if reason else InvalidOrderError("amount", "not_money", value)
    if value.minor < 0:
        raise InvalidAmountError("negative", value)
    if currency is not None and value.currency is not currency and value.currency != currency:
        raise CurrencyMismatchError(value.currency.code, currency.code)
    return value


__all__ = ["amount_of"]
