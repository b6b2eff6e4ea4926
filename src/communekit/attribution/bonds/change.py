"""What changes next in a member's bond if nothing happens (到期提醒): for an agenda."""

from datetime import datetime

import attrs

from .holding import Holding
from .policy import BondPolicy


@attrs.frozen
class BondChange:
    """Something ends by itself (到期提醒).

    Args:
        at: The first instant at which it is over.
        what: protection_ends, expires, or cool_down_ends.
    """

    at: datetime
    what: str


def next_change(policy: BondPolicy, held: tuple[Holding, ...], at: datetime) -> BondChange | None:
    """Return what ends next after an instant, of what was held until then; None where nothing does."""
    if not held:
        return None
    bond, ended = held[-1].bond, held[-1]
    if ended.window.covers(at):
        until = bond.valid_until
        if bond.protected_until is not None and at < bond.protected_until and bond.protected_until != until:
            return BondChange(bond.protected_until, "protection_ends")
        return None if until is None else BondChange(until, "expires")
    end = ended.window.end
    if end is None or ended.ended not in ("expired", "released") or not policy.cool_down:
        return None
    cool = policy.cool_until(end)
    return BondChange(cool, "cool_down_ends") if at < cool else None


__all__ = ["BondChange", "next_change"]
