"""Allocation (分配): how many cases are ordered, who gets how much of them, why, and what each pays.

One function for closing, for receiving and for weighed goods. Quantities are whole numbers of a product's smallest
measure, pieces or grams. Nothing here is saved, and no clock is read.
"""

from .allocate import allocate
from .allocation import Allocation, Portion
from .booking import Booking, Lock
from .cases import cases_to_order, missing_units
from .demand import Demand
from .errors import InvalidAllocationError, InvalidBookingError, InvalidPackError, LockRefusedError
from .filling import CaseFilling, case_filling, helps_filling
from .measure import QUANTITY_MAX, Measure, grams
from .pack import LOOSE, NO_MINIMUM, Minimum, Pack, PartCase
from .policy import FairCost, FirstCome, Policy, Proportional
from .reason import Reason
from .rebook import rebook
from .shares import case_shares, delivery_shares

__all__ = [
    "LOOSE",
    "NO_MINIMUM",
    "QUANTITY_MAX",
    "Allocation",
    "Booking",
    "CaseFilling",
    "Demand",
    "FairCost",
    "FirstCome",
    "InvalidAllocationError",
    "InvalidBookingError",
    "InvalidPackError",
    "Lock",
    "LockRefusedError",
    "Measure",
    "Minimum",
    "Pack",
    "PartCase",
    "Policy",
    "Portion",
    "Proportional",
    "Reason",
    "allocate",
    "case_filling",
    "case_shares",
    "cases_to_order",
    "delivery_shares",
    "grams",
    "helps_filling",
    "missing_units",
    "rebook",
]
