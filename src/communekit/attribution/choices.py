"""Choices of a rule of attribution (归因规则的选项): one word each, as it stands on paper."""

from enum import Enum
from typing import TypeVar

from .choosing import chosen
from .errors import InvalidAttributionPolicyError

_E = TypeVar("_E", bound=Enum)


class Within(Enum):
    """Which of several signals of one word wins (同类取舍)."""

    LATEST = "latest"
    """The last one before the order (后者优先)."""

    EARLIEST = "earliest"
    """The first one (先者优先)."""


class SelfPurchase(Enum):
    """What a leader's own purchase earns him (自购政策)."""

    DENY = "deny"
    """Nothing: whoever comes next is credited, if anybody (自购不返)."""

    DISCOUNT = "discount"
    """His share as a discount, in the role `self_discount` (自购立减)."""

    EARN = "earn"
    """His share as on any order (自购返佣)."""


class Inactive(Enum):
    """What becomes of an order that leads to a leader who is paused, suspended or gone (停用团长的业绩)."""

    KEEP = "keep"
    """He is credited, marked as not active: the plan says where his share goes."""

    NEXT = "next"
    """The next signal is taken (顺延)."""

    HOUSE = "house"
    """The house is credited in his place (归公)."""


class LineAbove(Enum):
    """By which relation the line above a leader runs (上级关系)."""

    SPONSOR = "sponsor"
    """By the ties of kind sponsor (推荐人)."""

    BOND = "bond"
    """By the leaders' own bonds (锁客关系)."""


class Moment(Enum):
    """Which moment of an order counts (归因时点)."""

    PLACED = "placed"
    """When it was placed (下单)."""

    PAID = "paid"
    """When it was paid (支付)."""


class Scope(Enum):
    """Whether a touch of one store counts in another (归因范围)."""

    COMMUNITY = "community"
    STORE = "store"


def _choice(kind: type[_E], given: object, part: str) -> _E:
    return chosen(
        kind, given, lambda words: InvalidAttributionPolicyError(part, "unknown_word", given, words)
    )


def within_of(given: Within | str) -> Within:
    """Return the choice that a word stands for."""
    return _choice(Within, given, "within")


def self_purchase_of(given: SelfPurchase | str) -> SelfPurchase:
    """Return the choice that a word stands for."""
    return _choice(SelfPurchase, given, "self_purchase")


def inactive_of(given: Inactive | str) -> Inactive:
    """Return the choice that a word stands for."""
    return _choice(Inactive, given, "inactive")


def line_above_of(given: LineAbove | str) -> LineAbove:
    """Return the choice that a word stands for."""
    return _choice(LineAbove, given, "line_above")


def moment_of(given: Moment | str) -> Moment:
    """Return the choice that a word stands for."""
    return _choice(Moment, given, "moment")


def scope_of(given: Scope | str) -> Scope:
    """Return the choice that a word stands for."""
    return _choice(Scope, given, "scope")


__all__ = [
    "Inactive",
    "LineAbove",
    "Moment",
    "Scope",
    "SelfPurchase",
    "Within",
    "inactive_of",
    "line_above_of",
    "moment_of",
    "scope_of",
    "self_purchase_of",
    "within_of",
]
