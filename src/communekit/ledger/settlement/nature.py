"""Natures: what a movement is to the party that reads its statement (款项性质)."""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from communekit.ledger.bucket import FEES, PAYOUT, WITHHELD


class Nature(Enum):
    """What a movement is to the party (款项性质), in the order of a statement."""

    EARNED = "earned"
    """Earned by rules and guarantees (所得)."""

    TAKEN_BACK = "taken_back"
    """Undone by refunds, reversals and charges for quality (追回)."""

    OTHER = "other"
    """Corrected, ruled, written off, or put in for others (调整)."""

    PAID_OUT = "paid_out"
    """Left through the host's channel (打款)."""

    TAX = "tax"
    """Withheld for the tax authority (代扣税款)."""

    FEES = "fees"
    """Fees of the payout (手续费)."""


_BY_SOURCE: Final[Mapping[str, Nature]] = {
    PAYOUT: Nature.PAID_OUT,
    WITHHELD: Nature.TAX,
    FEES: Nature.FEES,
}

_BY_KIND: Final[Mapping[str, Nature]] = {
    "claim.adjusted": Nature.OTHER,
    "claim.ruled": Nature.OTHER,
    "claim.written_off": Nature.OTHER,
    "commission.accrued": Nature.EARNED,
    "commission.reversed": Nature.TAKEN_BACK,
    "ledger.reversal": Nature.TAKEN_BACK,
    "quality.charged": Nature.TAKEN_BACK,
}


_BY_ITEM: Final[Mapping[str, Nature]] = {
    "commission.discount": Nature.OTHER,
    "commission.shortfall": Nature.OTHER,
}
"""What a party puts in for others, or gets back of it."""


def nature_of(kind: str, source: str, minor: int) -> Nature:
    """Return what a movement is to the party; of kinds not known here the sign decides.

    >>> nature_of("payout.paid", "withheld", -800)
    <Nature.TAX: 'tax'>
    >>> nature_of("settlement.topped_up", "", 500), nature_of("settlement.topped_up", "", -500)
    (<Nature.EARNED: 'earned'>, <Nature.OTHER: 'other'>)
    """
    by_source = _BY_SOURCE.get(source) if kind.startswith("payout.") else _BY_ITEM.get(source)
    known = by_source or _BY_KIND.get(kind)
    if known is not None:
        return known
    if kind.startswith("payout."):
        return Nature.PAID_OUT
    return Nature.EARNED if minor > 0 else Nature.OTHER


__all__ = ["Nature", "nature_of"]
