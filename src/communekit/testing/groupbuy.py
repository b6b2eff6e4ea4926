"""Strategies of group buys: every value of allocation, of campaigns and of rounds by its class (团购测试策略)."""

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import strategies as st

from .allocation import ALLOCATION
from .campaign import CAMPAIGN
from .campaign_life import CAMPAIGN_LIVES
from .rounds import ROUNDS

GROUPBUY: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    **ALLOCATION,
    **CAMPAIGN,
    **CAMPAIGN_LIVES,
    **ROUNDS,
}
"""What is drawn for each class."""

__all__ = ["GROUPBUY"]
