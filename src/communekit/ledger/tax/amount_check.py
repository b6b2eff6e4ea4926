"""Checks at birth (入参检查): amounts that are zero or more, and of the currency that is asked for."""

from communekit.money import Currency, Money

from .errors import InvalidTaxTermsError


def is_amount(value: object, currency: Currency | None = None) -> bool:
    """Say whether a value is an amount of zero or more, of a currency where one is asked for."""
    return isinstance(value, Money) and value.minor >= 0 and currency in {None, value.currency}


def check_amount(value: object, currency: Currency) -> None:
    """Check that a parameter is an amount of zero or more in a currency.

    Raises:
        InvalidTaxTermsError: "negative", "currency".
    """
    if not is_amount(value):
        raise InvalidTaxTermsError("negative", value)
    if not is_amount(value, currency):
        raise InvalidTaxTermsError("currency", value)


def check_kind(value: object, kind: type) -> None:
    """Check that a parameter is of a kind.

    Raises:
        InvalidTaxTermsError: "not_terms".
    """
    if not isinstance(value, kind):
        raise InvalidTaxTermsError("not_terms", value)


__all__ = ["check_amount", "check_kind", "is_amount"]
