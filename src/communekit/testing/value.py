"""Strategies of every public value (全部公开类型测试策略): by its class."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar

from hypothesis import strategies as st

from .accrual import ACCRUAL
from .attribution import ATTRIBUTION
from .books import BOOKS
from .commission import COMMISSION
from .ground import GROUND
from .groupbuy import GROUPBUY
from .parties import PARTIES
from .payout import PAYOUT
from .pickup import PICKUP
from .pickup_life import PICKUP_LIVES
from .sale import SALES
from .settlement import SETTLEMENT
from .splitting import SPLITTING
from .tax import TAX

T = TypeVar("T")

STRATEGIES: Final[Mapping[type, st.SearchStrategy[Any]]] = MappingProxyType(
    {
        **GROUND,
        **PARTIES,
        **SALES,
        **PICKUP,
        **PICKUP_LIVES,
        **BOOKS,
        **SETTLEMENT,
        **PAYOUT,
        **SPLITTING,
        **TAX,
        **COMMISSION,
        **ACCRUAL,
        **ATTRIBUTION,
        **GROUPBUY,
    }
)
"""What is drawn for each class."""


def values(kind: type[T]) -> st.SearchStrategy[T]:
    """Draw values of a public class, with all that they can say."""
    return STRATEGIES[kind]


__all__ = ["STRATEGIES", "values"]
