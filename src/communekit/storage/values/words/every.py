"""Every word (全部类型词), from all rooms."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .attribution import ATTRIBUTION
from .commission import COMMISSION
from .ground import GROUND
from .groupbuy import GROUPBUY
from .ledger import LEDGER
from .orders import ORDERS
from .parties import PARTIES
from .payout import PAYOUT
from .pickup import PICKUP
from .rounds import ROUNDS
from .tax import TAX

WORDS: Final[Mapping[str, type]] = MappingProxyType(
    {
        **GROUND,
        **PARTIES,
        **ORDERS,
        **PICKUP,
        **LEDGER,
        **PAYOUT,
        **TAX,
        **COMMISSION,
        **ATTRIBUTION,
        **GROUPBUY,
        **ROUNDS,
    }
)
"""Every class that is kept, by its word."""

__all__ = ["WORDS"]
