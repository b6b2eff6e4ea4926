"""Refusals of steps (拒绝), with what stood in the way."""

import re
from collections.abc import Mapping
from typing import Final

from communekit.orders.quantity import Quantity

from .command import PickupCommand, Redeem, Undo
from .counted import Loss, Taken
from .errors import PickupRefusedError
from .pickup import Pickup
from .state import PickupState, Standing
from .terms import Staff, Way

_CAPITAL: Final = re.compile("(?<=[a-z])(?=[A-Z])")


def refused(
    command: PickupCommand, state: PickupState | Standing, problem: str, value: object = ""
) -> PickupRefusedError:
    """Return the refusal of a command in a state."""
    word = _CAPITAL.sub("_", type(command).__name__).lower()
    return PickupRefusedError(command.pickup, state.word, word, problem, value)


def check_lines(
    command: PickupCommand,
    state: Standing,
    due: Mapping[str, Quantity],
    *wanted: tuple[Taken, ...] | tuple[Loss, ...],
) -> None:
    """Refuse lines that are not there, and more of one than is due, taken and lost together.

    Raises:
        PickupRefusedError: "unknown_line", "too_much".
    """
    sums: dict[str, Quantity] = {}
    for counted in wanted:
        for one in counted:
            sums[one.line] = sums.get(one.line, 0) + one.quantity
    for line, quantity in sums.items():
        if line not in due:
            raise refused(command, state, "unknown_line", line)
        if quantity > due[line]:
            raise refused(command, state, "too_much", (line, str(quantity), str(due[line])))


def store_of(command: Redeem | Undo, state: Standing, way: Way) -> str:
    """Return in which store's name somebody acts.

    Staff of the order's own store; by policy of another one that the point serves; on delivery the leader himself.

    Raises:
        PickupRefusedError: "staff".
    """
    pickup: Pickup = state.pickup
    if pickup.store in command.staff_of:
        return pickup.store
    if pickup.terms.staff is Staff.SERVED_STORES:
        for store in pickup.served:
            if store in command.staff_of:
                return store
    if way is Way.LEADER_DELIVERY and pickup.leader is not None and command.by == pickup.leader:
        return pickup.store
    raise refused(command, state, "staff", command.by)


__all__ = ["check_lines", "refused", "store_of"]
