"""What is counted of a line (点数): what was handed out, what is missing, what is damaged."""

from collections.abc import Iterable, Mapping

import attrs

from communekit.ids import LineId
from communekit.orders.quantity import Quantity

from .errors import InvalidPickupError
from .value_check import check_once, kinds, line_id, pieces


@attrs.frozen
class Taken:
    """So much of a line was handed out, or refunded (提货数量); above zero.

    Errors: `InvalidIdError`, `InvalidQuantityError`, `InvalidPickupError` "nothing".
    """

    line: LineId = attrs.field(converter=line_id)
    quantity: Quantity = attrs.field(converter=pieces)

    def __attrs_post_init__(self) -> None:
        if not self.quantity:
            raise InvalidPickupError("quantity", self.quantity, "nothing")


@attrs.frozen
class Loss:
    """So much of a line did not come, or came spoilt (缺货与损耗); together above zero.

    Errors: `InvalidIdError`, `InvalidQuantityError`, `InvalidPickupError` "nothing".

    >>> Loss("1", missing=2).quantity
    2
    """

    line: LineId = attrs.field(converter=line_id)
    missing: Quantity = attrs.field(default=0, kw_only=True, converter=pieces)
    damaged: Quantity = attrs.field(default=0, kw_only=True, converter=pieces)

    def __attrs_post_init__(self) -> None:
        if not self.quantity:
            raise InvalidPickupError("loss", self.line, "nothing")

    @property
    def quantity(self) -> Quantity:
        """Missing and damaged together."""
        return self.missing + self.damaged


TakenGiven = Iterable[Taken] | Mapping[str, Quantity]


def taken(given: TakenGiven) -> tuple[Taken, ...]:
    """Return what is taken of each line, by line; quantities by line will do, and lines of nothing are none.

    Errors: `InvalidPickupError` "unlike", "twice".
    """
    if isinstance(given, Mapping):
        given = [Taken(line, quantity) for line, quantity in given.items() if quantity != 0]
    found = kinds("taken lines", given, Taken)
    check_once("taken lines", [one.line for one in found])
    return tuple(sorted(found, key=lambda one: one.line))


def taken_or_all(given: TakenGiven | None) -> tuple[Taken, ...] | None:
    """Return what is taken of each line, or None for everything. Errors: as `taken`."""
    return None if given is None else taken(given)


def losses(given: Iterable[Loss]) -> tuple[Loss, ...]:
    """Return losses, by line. Errors: `InvalidPickupError` "unlike", "twice"."""
    found = kinds("losses", given, Loss)
    check_once("losses", [one.line for one in found])
    return tuple(sorted(found, key=lambda one: one.line))


__all__ = ["Loss", "Taken", "TakenGiven", "losses", "taken", "taken_or_all"]
