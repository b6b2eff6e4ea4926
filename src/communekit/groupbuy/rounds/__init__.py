"""Recurring rounds (循环开团): plans that recur, standing orders, the supplier's order, resale, and demand.

A plan gives rounds; a round has an id for ever. Standing orders are placed in each round exactly once, within what there
is. Nothing is saved here, no clock is read: a round carries the data from which a group buy can be opened.
"""

from .change import Change, Paused, Resumed, Revised, StandingLine
from .date_change import DateChange
from .demand_signal import DemandSignal, DemandThreshold
from .errors import (
    InvalidDemandError,
    InvalidRoundError,
    InvalidStandingOrderError,
    ResaleRefusedError,
    RoundClosedError,
)
from .gather_demand import CampaignProposal, gather_demand
from .outcome import Act, LineReason, Outcome
from .placement import PlacedLine, Placement
from .plan import RoundPlan
from .preview import RoundPreview, preview_rounds
from .purchase import PurchaseList, purchase_list
from .resale import ResaleOffer
from .rhythm import EVERY_ROUND, EveryNth, OnWeekdays, Rhythm
from .round import Round, StoreRound
from .standing import StandingOrder
from .standing_bookings import Placed, Stock, standing_bookings
from .store_terms import StoreTerms

__all__ = [
    "EVERY_ROUND",
    "Act",
    "CampaignProposal",
    "Change",
    "DateChange",
    "DemandSignal",
    "DemandThreshold",
    "EveryNth",
    "InvalidDemandError",
    "InvalidRoundError",
    "InvalidStandingOrderError",
    "LineReason",
    "OnWeekdays",
    "Outcome",
    "Paused",
    "Placed",
    "PlacedLine",
    "Placement",
    "PurchaseList",
    "ResaleOffer",
    "ResaleRefusedError",
    "Resumed",
    "Revised",
    "Rhythm",
    "Round",
    "RoundClosedError",
    "RoundPlan",
    "RoundPreview",
    "StandingLine",
    "StandingOrder",
    "Stock",
    "StoreRound",
    "StoreTerms",
    "gather_demand",
    "preview_rounds",
    "purchase_list",
    "standing_bookings",
]
