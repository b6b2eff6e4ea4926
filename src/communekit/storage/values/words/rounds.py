"""Words of recurring rounds: plans, rounds, standing orders and their changes, resale, demand (循环开团)."""

from collections.abc import Mapping
from typing import Final

from communekit.groupbuy.rounds import (
    CampaignProposal,
    DateChange,
    DemandSignal,
    DemandThreshold,
    EveryNth,
    OnWeekdays,
    Paused,
    ResaleOffer,
    Resumed,
    Revised,
    Round,
    RoundPlan,
    StandingLine,
    StandingOrder,
    StoreRound,
    StoreTerms,
)

ROUNDS: Final[Mapping[str, type]] = {
    "groupbuy.rounds.campaign_proposal": CampaignProposal,
    "groupbuy.rounds.date_change": DateChange,
    "groupbuy.rounds.demand_signal": DemandSignal,
    "groupbuy.rounds.demand_threshold": DemandThreshold,
    "groupbuy.rounds.every_nth": EveryNth,
    "groupbuy.rounds.on_weekdays": OnWeekdays,
    "groupbuy.rounds.paused": Paused,
    "groupbuy.rounds.resale_offer": ResaleOffer,
    "groupbuy.rounds.resumed": Resumed,
    "groupbuy.rounds.revised": Revised,
    "groupbuy.rounds.round": Round,
    "groupbuy.rounds.round_plan": RoundPlan,
    "groupbuy.rounds.standing_line": StandingLine,
    "groupbuy.rounds.standing_order": StandingOrder,
    "groupbuy.rounds.store_round": StoreRound,
    "groupbuy.rounds.store_terms": StoreTerms,
}

__all__ = ["ROUNDS"]
