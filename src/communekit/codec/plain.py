"""Plain data (纯数据): what documents are made of, and nothing else.

None, true and false, whole numbers, `Decimal`, text, lists and tables; dates and times where the notation has
them. No floats: a number with a point is a `Decimal`.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias, get_origin

import attrs

from .errors import DocumentTooLargeError, InvalidDocumentError
from .limits import LIMITS, Limits
from .place import at

Plain: TypeAlias = Any
"""None | bool | int | Decimal | str | date | datetime | list[Plain] | dict[str, Plain]."""

Anything: TypeAlias = Any
"""A value of a type which is known at run time only."""

TypeForm: TypeAlias = Any
"""A type as a field declares it: a class, a union, `tuple[Line, ...]`."""

_BITS_A_DIGIT: Final = 3
"""So many bits at least are in a decimal digit: a number of no more bits has no more digits."""


def origin_of(kind: TypeForm) -> TypeForm:
    """Return a type without its parameters.

    >>> origin_of(tuple[str, ...]), origin_of(str)
    (<class 'tuple'>, <class 'str'>)
    """
    origin: TypeForm = get_origin(kind)
    return kind if origin is None else origin


def check_plain(document: object, *, limits: Limits = LIMITS, dates: bool = True) -> None:
    """Check that data is plain, finite and within the limits; data that contains itself is too deep.

    Args:
        document: The data.
        limits: What it may have at most; its length in bytes is not measured here.
        dates: Whether dates and times may stand in it as such.

    Raises:
        InvalidDocumentError: Something in it is not plain; the error says where.
        DocumentTooLargeError: It is beyond the limits.

    >>> check_plain({"rule": [{"share": Decimal("NaN")}]})
    Traceback (most recent call last):
        ...
    communekit.codec.errors.InvalidDocumentError: rule[0].share: NaN is not a finite number
    """
    _Check(limits, dates).value(document)


def check_text(text: str) -> None:
    """Check that text can be written as UTF-8.

    Raises:
        InvalidDocumentError: It holds half a character.
    """
    if text.isascii():
        return
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidDocumentError("surrogate", "", text) from None


def check_number(number: int | Decimal, *, limits: Limits = LIMITS) -> None:
    """Check that a number is finite and has no more digits, or zeros between them and the point, than allowed.

    Raises:
        InvalidDocumentError: It is not finite.
        DocumentTooLargeError: It has too many digits.
    """
    if isinstance(number, int):
        fits = number.bit_length() <= _BITS_A_DIGIT * limits.digits_max or abs(number) < 10**limits.digits_max
    elif number.is_finite():
        significant = "".join(map(str, number.as_tuple().digits)).rstrip("0")
        fits = len(significant) <= limits.digits_max and abs(number.adjusted()) < limits.digits_max
    else:
        raise InvalidDocumentError("not_finite", "", number)
    if not fits:
        raise DocumentTooLargeError("digits", "", number, limits.digits_max)


@attrs.define
class _Check:
    limits: Limits
    dates: bool
    seen: int = 0

    def value(self, value: object, depth: int = 0) -> None:
        match value:
            case None | bool():
                return
            case str():
                check_text(value)
            case int() | Decimal():
                check_number(value, limits=self.limits)
            case date() if self.dates:
                return
            case list() | tuple():
                self.inside(enumerate(value), depth + 1)
            case dict():
                for key in value:
                    if not (type(key) is str and key.isascii()):
                        self.key(key)
                self.inside(value.items(), depth + 1)
            case _:
                raise InvalidDocumentError("not_plain", "", value)

    def key(self, key: object) -> None:
        if not isinstance(key, str):
            raise InvalidDocumentError("not_text", "", key)
        check_text(key)

    def inside(self, items: Iterable[tuple[str | int, Any]], depth: int) -> None:
        if depth > self.limits.depth_max:
            raise DocumentTooLargeError("depth", "", depth, self.limits.depth_max)
        bits = _BITS_A_DIGIT * self.limits.digits_max
        for step, item in items:
            self.seen += 1
            if self.seen > self.limits.keys_max:
                raise DocumentTooLargeError("keys", "", self.seen, self.limits.keys_max)
            kind = type(item)  # Most of a document is small; nothing can be wrong with that.
            if (
                item is None
                or (kind is str and item.isascii())
                or (kind is int and item.bit_length() <= bits)
            ):
                continue
            with at(step):
                self.value(item, depth)
