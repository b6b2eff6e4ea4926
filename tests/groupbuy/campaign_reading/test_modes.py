"""What all modes have in common reaches the campaign, whichever mode it is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from communekit.groupbuy.allocation import FairCost
from communekit.groupbuy.campaign import (
    Campaign,
    Deposit,
    PriceTier,
    PurchaseLimit,
    Threshold,
    join_list,
    ladder,
    pledge_round,
    pre_sale,
    price_pool,
    team_buy,
)
from tests.groupbuy.campaign_reading.scenes import EGGS, WEEK, YUAN

Mode = Callable[..., Campaign]
MODES: dict[str, tuple[Mode, tuple[Any, ...], dict[str, Any]]] = {
    "team_buy": (team_buy, (), {"size": 3}),
    "ladder": (ladder, ({"鸡蛋": [PriceTier(2, YUAN("9.00"))]},), {}),
    "join_list": (join_list, (), {}),
    "pre_sale": (pre_sale, (Deposit(YUAN("1.00"), "退"),), {}),
    "pledge_round": (pledge_round, (Threshold.people(2),), {}),
    "price_pool": (price_pool, (), {}),
}


@pytest.mark.parametrize("name", MODES)
def test_every_mode_knows_its_store_and_its_limits(name: str) -> None:
    """And how long a seat is held."""
    mode, more, named = MODES[name]
    limits, held = PurchaseLimit(per_member=2), timedelta(minutes=5)
    terms = mode("C", [EGGS], WEEK, *more, **named, limits=limits, seat_lasts=held, store="east")
    assert (terms.limits, terms.seat_lasts, terms.store) == (limits, held, "east")
    assert mode("C", [EGGS], WEEK, *more, **named).store is None


@pytest.mark.parametrize("name", ["ladder", "join_list", "pre_sale", "pledge_round", "price_pool"])
def test_where_goods_may_go_short_the_terms_say_for_whom(name: str) -> None:
    """A team is of loose goods."""
    mode, more, named = MODES[name]
    assert mode("C", [EGGS], WEEK, *more, **named, allocation=FairCost()).allocation == FairCost()
