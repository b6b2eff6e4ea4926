"""Facts (事实): what a host tells a community. Each has a key of its own: told again, it is the same fact."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import attrs

from communekit.attribution.codes import InvalidCodeArgumentError
from communekit.attribution.codes.code_book import TOLD_CHARACTERS_MAX
from communekit.commission import Plan
from communekit.ids import OrderId, derived_id, identifier, name_text
from communekit.ledger.payout import (
    Approve,
    Compensate,
    PayoutCommand,
    Reconcile,
    Reject,
    Report,
    Request,
    Send,
    Withdraw,
)
from communekit.orders import Credits, InvalidCreditsError, InvalidOrderError, Order, Refund
from communekit.parties import Brand, Circle, Leader, Member, Neighbourhood, Store, Supplier, Tie
from communekit.period import instant
from communekit.storage import place

from .campaign_step import CampaignStep
from .correction import (
    CORRECTIONS,
    Adjustment,
    Correction,
    Dispute,
    DisputeRuled,
    QualityRefund,
    WriteOff,
    correction_key,
)
from .errors import NotAFactError
from .signal import SIGNALS, Signal, signal_key, signal_stream

Listed = Brand | Store | Leader | Member | Supplier | Circle | Neighbourhood

PARTIES: Final = "directory/all"
PLANS: Final = "plan/all"


def _why(text: str) -> str:
    return name_text(text, what="reason")


def _order_id(text: str) -> OrderId:
    return OrderId(identifier(text, what="order id"))


@attrs.frozen
class Sale:
    """An order was paid (成交), and who is credited with it.

    Args:
        order: The order, as it was paid.
        credits: Who is credited; attributed where nobody is named and the community has a rule for it.
        code: The code or signed link that came with it (随单口令), as it was typed or followed: read by the community's
            code book. Empty for none.

    Errors: `InvalidOrderError`, `InvalidCreditsError`, `InvalidCodeArgumentError`.

    >>> from communekit.orders import Line
    >>> order = Order("A1", "S1", [Line.of("1", "tea", "19.90")], "2026-03-01T09:00:00Z", "2026-03-01T09:00:00Z")
    >>> key_of(Sale(order, Credits.single(leader="zhang")), repr)
    'order/A1'
    """

    order: Order
    credits: Credits = attrs.field(factory=Credits)
    code: str = attrs.field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.order, Order):
            raise InvalidOrderError("order", "kind", self.order)
        if not isinstance(self.credits, Credits):
            raise InvalidCreditsError("*", "kind", self.credits)
        if not isinstance(self.code, str):
            raise InvalidCodeArgumentError("code", self.code, "str")
        if len(self.code) > TOLD_CHARACTERS_MAX:
            raise InvalidCodeArgumentError("code", len(self.code), f"1–{TOLD_CHARACTERS_MAX:,}")


@attrs.frozen
class Received:
    """The goods of an order were taken over (签收)."""

    order: OrderId = attrs.field(converter=_order_id)
    at: datetime = attrs.field(converter=instant)


@attrs.frozen
class AfterSale:
    """How after-sale of an order stands (售后): a case is open whose end nobody knows, or it is closed from a moment on.

    What was so at a later moment counts, in whatever order it is told; of one moment, what holds longer.
    """

    order: OrderId = attrs.field(converter=_order_id)
    at: datetime = attrs.field(converter=instant)
    until: datetime | None = attrs.field(default=None, converter=attrs.converters.optional(instant))

    def rank(self) -> tuple[datetime, bool, datetime]:
        """Return what decides which of two counts: the greater."""
        return (self.at, self.until is None, self.until or self.at)


@attrs.frozen
class Reattribute:
    """An order is to be attributed anew (重新归因), because a further fact is known now.

    What it was credited with stays on record; credits that move are made good by further entries.

    Args:
        order: Which.
        at: When it is decided, and the difference is booked.
        why: For what reason, in at most 200 characters; no personal data.
    """

    order: OrderId = attrs.field(converter=_order_id)
    at: datetime = attrs.field(converter=instant)
    why: str = attrs.field(converter=_why)


Fact = (
    Sale
    | Refund
    | Received
    | AfterSale
    | Reattribute
    | Correction
    | Plan
    | Tie
    | Listed
    | PayoutCommand
    | CampaignStep
    | Signal
)
"""What `Community.record` takes."""

FACTS: Final = (
    *(Sale, Refund, Received, AfterSale, Reattribute, Plan, Tie),
    *CORRECTIONS.values(),
    *(Brand, Store, Leader, Member, Supplier, Circle, Neighbourhood),
    *(Request, Approve, Reject, Withdraw, Send, Report, Reconcile, Compensate),
    CampaignStep,
    *SIGNALS,
)


def key_of(fact: Fact, write: Callable[[Fact], str]) -> str:
    """Return the key of a fact (幂等键): what makes it the same fact when it is told again.

    An order, a refund, a receipt, a correction, a touch, a fact of a bond and a plan's version are there once. Everything else
    may be told anew with other content, so its key follows from its content.

    Args:
        fact: Which.
        write: Writes a fact as text, where the key follows from it.
    """
    match fact:
        case Sale(order=order):
            return place("order", order.id)
        case Refund():
            return place("refund", fact.id)
        case Received():
            return place("received", fact.order)
        case Plan():
            return place("plan", fact.id, str(fact.version))
        case Dispute() | DisputeRuled() | QualityRefund() | Adjustment() | WriteOff():
            return place(*correction_key(fact))
        case AfterSale():
            return place("after_sale", fact.order, derived_id(write(fact)))
        case Reattribute():
            return place("reattributed", fact.order, derived_id(write(fact)))
        case Tie():
            return place("tie", derived_id(write(fact)))
        case Brand() | Store() | Leader() | Member() | Supplier() | Circle() | Neighbourhood():
            return place("party", fact.id, derived_id(write(fact)))
        case Request() | Approve() | Reject() | Withdraw() | Send() | Report() | Reconcile() | Compensate():
            return place("payout", fact.payout, derived_id(write(fact)))
        case CampaignStep():
            return place("campaign", fact.campaign, derived_id(write(fact)))
        case _:
            return signal_key(fact, write)


def stream_of(fact: Fact) -> str:
    """Return the stream that a fact belongs to: everything about an order stands in one, and so of a payout."""
    match fact:
        case Sale(order=order):
            return place("order", order.id)
        case (
            Refund() | Received() | AfterSale() | Reattribute() | Dispute() | DisputeRuled() | QualityRefund()
        ):
            return place("order", fact.order)
        case Adjustment() | WriteOff():
            return place("correction", fact.key)
        case Plan():
            return PLANS
        case Tie() | Brand() | Store() | Leader() | Member() | Supplier() | Circle() | Neighbourhood():
            return PARTIES
        case Request() | Approve() | Reject() | Withdraw() | Send() | Report() | Reconcile() | Compensate():
            return place("payout", fact.payout)
        case CampaignStep():
            return place("campaign", fact.campaign)
        case _:
            return signal_stream(fact)


def checked(fact: object) -> Fact:
    """Return a fact as it was given; an order alone is a sale without credits.

    Raises:
        NotAFactError: It is none.
    """
    if isinstance(fact, Order):
        return Sale(fact)
    if not isinstance(fact, FACTS):
        raise NotAFactError(type(fact).__name__)
    return fact


def with_beside(given: Fact | Order, credits_: Credits | None, code: str) -> Fact:
    """Return a fact with what was given beside it: credits and code of an order, and of nothing else.

    Raises:
        NotAFactError: They stand beside something else, or what was given is no fact.
        InvalidCodeArgumentError: The code is no text, or far too long for one.
    """
    if credits_ is None and code == "":
        return checked(given)
    if not isinstance(given, Order):
        beside = "a code" if credits_ is None else "credits"
        raise NotAFactError(f"{type(given).__name__} with {beside} beside it")
    return Sale(given, Credits() if credits_ is None else credits_, code=code)


__all__ = [
    "FACTS",
    "PARTIES",
    "PLANS",
    "AfterSale",
    "Fact",
    "Listed",
    "Reattribute",
    "Received",
    "Sale",
    "checked",
    "key_of",
    "stream_of",
    "with_beside",
]
