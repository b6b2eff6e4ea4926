"""Pick-up codes (提货码): what a member says or shows at the counter.

A code follows from the store's secret, the order and the store: nobody draws lots, and nobody who lacks the secret can
work one out. It says nothing of the order. Two orders may come to one code: `CodeBook` takes the next.
"""

import hashlib
import hmac
from collections.abc import Callable
from typing import Final, Self

import attrs

from communekit.ids import framed
from communekit.ids.codes import TYPED_MAX, as_typed

from .code_form import LENGTH_MAX, LENGTH_MIN, CodeForm
from .errors import InvalidPickupCodeError, InvalidPickupError, NoFreePickupCodeError
from .value_check import check_count, check_kind, order_id
from .value_check import store as store_id

SECRET_BYTES_MIN: Final = 32
TRIES: Final = 100
_FRAME: Final = "communekit.pickup_code"


@attrs.frozen(repr=False)
class PickupCode:
    """A pick-up code (提货码), in its one form: upper case, no hyphens, the last symbol its check.

    Every single wrong symbol and every swap of two neighbours is told; so is a symbol that is missing or too much,
    because all codes of a store have one length.

    Errors: `InvalidPickupCodeError` "not_text", "length", "symbol", "check", "form".

    >>> PickupCode.parse("2928 9880").symbols
    '29289880'
    >>> PickupCode.parse("2928 9808")
    Traceback (most recent call last):
        ...
    communekit.orders.pickup.errors.InvalidPickupCodeError: 2928 9808 is no pick-up code: a character is wrong, or two are swapped
    """

    symbols: str
    form: CodeForm = CodeForm.DIGITS

    def __attrs_post_init__(self) -> None:
        check_kind("form of a code", self.form, CodeForm)
        if _checked(self.symbols, self.form) != self.symbols:
            raise InvalidPickupCodeError(self.symbols, "form")

    @classmethod
    def parse(cls, text: object, form: CodeForm = CodeForm.DIGITS) -> Self:
        """Return the code that somebody typed: any case, full-width too, O for 0, I and L for 1, gaps anywhere.

        Errors: `InvalidPickupCodeError` "not_text", "length", "symbol", "check".
        """
        return cls(_checked(text, form), form)

    @property
    def grouped(self) -> str:
        """The code as it is printed and read out: in groups of four, or of three where that leaves no rest.

        >>> PickupCode("29289880").grouped
        '2928 9880'
        """
        size = 3 if len(self.symbols) % 4 and not len(self.symbols) % 3 else 4
        return " ".join(self.symbols[at : at + size] for at in range(0, len(self.symbols), size))

    def __str__(self) -> str:
        return self.symbols

    def __repr__(self) -> str:
        if self.form is CodeForm.DIGITS:
            return f'PickupCode("{self.symbols}")'
        return f'PickupCode("{self.symbols}", CodeForm.{self.form.name})'


def pickup_code(
    secret: bytes,
    order: str,
    store: str,
    *,
    form: CodeForm = CodeForm.DIGITS,
    length: int | None = None,
    is_taken: Callable[[PickupCode], bool] = lambda _: False,
) -> PickupCode:
    """Return the code of an order in a store (生成提货码): same secret, order and store, same code.

    HMAC-SHA256 of the order and the store under the secret, cut to the length, with its check behind it. Where that is
    taken, or reads as what nobody wants to read out, the next of the same row, a hundred at most.

    Args:
        secret: 32 random bytes or more, of the community or the store; kept by the host, shown nowhere.
        order: The order.
        store: The store in whose name it is handed out.
        form: Digits, or digits and letters.
        length: Characters with the check, 5 to 16; by default 8 digits or 6 symbols.
        is_taken: Whether a code is live in the store; `CodeBook` asks itself.

    Raises:
        InvalidPickupError: "short_secret"; "not_a_count" for the length; "unlike".
        NoFreePickupCodeError: None of a hundred will do.

    >>> pickup_code(bytes(range(32)), "O-1001", "S1")
    PickupCode("29289880")
    """
    check_kind("secret", secret, bytes)
    check_kind("form of a code", form, CodeForm)
    if len(secret) < SECRET_BYTES_MIN:
        raise InvalidPickupError("secret", len(secret), "short_secret")
    size = form.usual_length if length is None else length
    check_count("length of a code", size, at_least=LENGTH_MIN, at_most=LENGTH_MAX)
    about = order_id(order), store_id(store)
    for attempt in range(TRIES):
        code = PickupCode(_symbols(secret, (*about, attempt), form, size), form)
        if form.is_fit(code.symbols) and not is_taken(code):
            return code
    raise NoFreePickupCodeError(order, TRIES)


def _symbols(secret: bytes, about: tuple[str | int, ...], form: CodeForm, size: int) -> str:
    digest = hmac.new(secret, framed(_FRAME, form.value, size, *about), hashlib.sha256).digest()
    number, base = int.from_bytes(digest, "big"), len(form.symbols)
    body = []
    for _ in range(size - 1):
        number, value = divmod(number, base)
        body.append(form.symbols[value])
    return form.checked("".join(body))


def _checked(text: object, form: CodeForm) -> str:
    """Return the symbols of a code that was typed."""
    if not isinstance(text, str):
        raise InvalidPickupCodeError(text, "not_text")
    read = as_typed(text) if len(text) <= TYPED_MAX else ""
    if not LENGTH_MIN <= len(read) <= LENGTH_MAX:
        raise InvalidPickupCodeError(text, "length")
    if not set(read) <= set(form.symbols):
        raise InvalidPickupCodeError(text, "symbol")
    if not form.is_right(read):
        raise InvalidPickupCodeError(text, "check")
    return read


__all__ = ["SECRET_BYTES_MIN", "PickupCode", "pickup_code"]
