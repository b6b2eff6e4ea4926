"""The live codes of one store (在用提货码): no two alike, and which pick-up each belongs to."""

from collections.abc import Iterable
from typing import Self

import attrs

from communekit.ids import PartyId

from .code import PickupCode, pickup_code
from .code_form import LENGTH_MAX, LENGTH_MIN, CodeForm
from .errors import InvalidPickupCodeError, InvalidPickupError, PickupCodeTakenError, UnknownPickupCodeError
from .value_check import check_count, check_kind, kinds, pickup_id, store


@attrs.frozen
class IssuedPickupCode:
    """A code that was given to a pick-up (已发提货码).

    Errors: `InvalidPickupError` "unlike", `InvalidIdError`.
    """

    code: PickupCode
    pickup: str = attrs.field(converter=pickup_id)

    def __attrs_post_init__(self) -> None:
        check_kind("code", self.code, PickupCode)


def _in_order(given: Iterable[IssuedPickupCode]) -> tuple[IssuedPickupCode, ...]:
    return tuple(sorted(kinds("issued codes", given, IssuedPickupCode), key=lambda one: one.code.symbols))


@attrs.frozen
class CodeBook:
    """The live codes of one store (在用提货码), of one form and length, no two alike.

    In memory. A host with a table puts a unique index over (store, code) of its live rows, and asks that.

    Args:
        store: Whose codes they are; another store may use the same ones.
        form: Digits, or digits and letters.
        length: Characters with the check; by default 8 digits or 6 symbols.
        issued: In any order.

    Errors: `PickupCodeTakenError` when two pick-ups have one code; `InvalidPickupError` "twice" when a pick-up has two,
    "unlike", "not_a_count"; `InvalidPickupCodeError` "length" for a code of another length.

    >>> book = CodeBook("S1").issue(bytes(range(32)), "O-1001", "p-1")
    >>> book.code_of("p-1").grouped, book.find("2928 9880")
    ('2928 9880', 'p-1')
    """

    store: PartyId = attrs.field(converter=store)
    form: CodeForm = CodeForm.DIGITS
    length: int = attrs.field(
        default=attrs.Factory(lambda book: book.form.usual_length, takes_self=True), kw_only=True
    )
    issued: tuple[IssuedPickupCode, ...] = attrs.field(default=(), kw_only=True, converter=_in_order)
    _by_symbols: dict[str, str] = attrs.field(init=False, repr=False, eq=False)
    _by_pickup: dict[str, PickupCode] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        check_count("length of a code", self.length, at_least=LENGTH_MIN, at_most=LENGTH_MAX)
        by_symbols: dict[str, str] = {}
        by_pickup: dict[str, PickupCode] = {}
        for one in self.issued:
            symbols = one.code.symbols
            if len(symbols) != self.length or one.code.form is not self.form:
                raise InvalidPickupCodeError(symbols, "length")
            if symbols in by_symbols:
                raise PickupCodeTakenError(symbols, by_symbols[symbols])
            if one.pickup in by_pickup:
                raise InvalidPickupError("issued codes", one.pickup, "twice")
            by_symbols[symbols], by_pickup[one.pickup] = one.pickup, one.code
        object.__setattr__(self, "_by_symbols", by_symbols)
        object.__setattr__(self, "_by_pickup", by_pickup)

    def __contains__(self, code: object) -> bool:
        """Whether a code is live here."""
        return isinstance(code, PickupCode) and code.symbols in self._by_symbols

    def issue(self, secret: bytes, order: str, pickup: str) -> Self:
        """Return these codes and that of one more pick-up (发码); one that has a code keeps it.

        Errors: those of `pickup_code`.
        """
        if pickup in self._by_pickup:
            return self
        code = pickup_code(
            secret, order, self.store, form=self.form, length=self.length, is_taken=self.__contains__
        )
        return attrs.evolve(self, issued=(*self.issued, IssuedPickupCode(code, pickup)))

    def without(self, pickup: str) -> Self:
        """Return the codes without that of a pick-up (收回), once nothing of it can be undone any more.

        The code may be given to another then. One that has none changes nothing.
        """
        return attrs.evolve(self, issued=tuple(one for one in self.issued if one.pickup != pickup))

    def code_of(self, pickup: str) -> PickupCode | None:
        """Return the code of a pick-up, or None."""
        return self._by_pickup.get(pickup)

    def find(self, text: object) -> str:
        """Return the pick-up whose code somebody typed (查码).

        Raises:
            InvalidPickupCodeError: It is no code: a slip, to be typed again.
            UnknownPickupCodeError: It is a code, and nobody's here.
        """
        code = PickupCode.parse(text, self.form)
        if len(code.symbols) != self.length:
            raise InvalidPickupCodeError(text, "length")
        found = self._by_symbols.get(code.symbols)
        if found is None:
            raise UnknownPickupCodeError(text)
        return found


__all__ = ["CodeBook", "IssuedPickupCode"]
