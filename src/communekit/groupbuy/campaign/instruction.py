"""Instructions out (指令): what the host has to do with money, suppliers and people. Data, each with a key of its own."""

from collections.abc import Mapping
from datetime import datetime

import attrs

from communekit.ids import PartyId, ProductId
from communekit.money import Money


@attrs.frozen
class Charge:
    """Ask a member for money (收款): at joining, or for a pledge. The amount is what is open, until a moment."""

    key: str
    seat: str
    member: PartyId
    amount: Money
    until: datetime


@attrs.frozen
class BalanceDue:
    """Ask a member for the balance (尾款), or for what a final price is above what was paid, until a moment."""

    key: str
    seat: str
    member: PartyId
    amount: Money
    until: datetime


@attrs.frozen
class RefundMoney:
    """Give a member money back (退款): a difference, or all of it; `why` is a word."""

    key: str
    seat: str
    member: PartyId
    amount: Money
    why: str


@attrs.frozen
class PurchaseOrder:
    """Order from a supplier (采购单): what a group that has formed gets, by product, and in how many cases."""

    key: str
    group: str
    supplier: PartyId | None
    quantities: Mapping[ProductId, int]
    cases: Mapping[ProductId, int]


@attrs.frozen
class Notify:
    """Tell a member (通知): `topic` is "formed", "expired", "cancelled", "head", "lapsed", "short" or "balance"."""

    key: str
    seat: str
    member: PartyId
    topic: str


Instruction = Charge | BalanceDue | RefundMoney | PurchaseOrder | Notify

__all__ = ["BalanceDue", "Charge", "Instruction", "Notify", "PurchaseOrder", "RefundMoney"]
