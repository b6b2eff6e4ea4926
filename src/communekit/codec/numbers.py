"""Numbers in documents (数字): read exactly, written in one way."""

from collections.abc import Callable
from decimal import Decimal

from .errors import DocumentTooLargeError, InvalidDocumentError
from .limits import Limits


def decimal_text(number: Decimal) -> str:
    """Return a finite decimal in plain digits, without idle zeros: equal numbers, equal text.

    >>> decimal_text(Decimal("1.50E+2")), decimal_text(Decimal("-0.00"))
    ('150', '0')
    """
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if number else "0"


def number_with_point(number: Decimal) -> str:
    """Return a finite decimal as a document writes it, so that it is not read back as a whole number.

    >>> number_with_point(Decimal("150"))
    '150.0'
    """
    text = decimal_text(number)
    return text if "." in text else f"{text}.0"


def decimal_reader(limits: Limits) -> Callable[[str], Decimal]:
    """Return a reader of numbers with point or exponent; whether they are finite and short is checked later.

    >>> decimal_reader(Limits())("1e999")
    Decimal('1E+999')
    """

    def read(text: str) -> Decimal:
        _check_length(text, limits)
        try:
            return Decimal(text)
        except ArithmeticError:
            raise InvalidDocumentError("not_finite", "", text) from None

    return read


def integer_reader(limits: Limits) -> Callable[[str], int]:
    """Return a reader of whole numbers that counts the digits before it converts them."""

    def read(text: str) -> int:
        _check_length(text, limits)
        return int(text)

    return read


def _check_length(text: str, limits: Limits) -> None:
    if len(text) > limits.number_characters_max:
        raise DocumentTooLargeError("digits", "", text, limits.digits_max)
