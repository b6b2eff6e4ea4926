"""What happened in a community (已发生): the events that it keeps, and their words, which are for ever."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

import attrs

from communekit.codec import read_json, write_json
from communekit.commission import Plan, Standing
from communekit.groupbuy.campaign import CampaignEvent
from communekit.ids import OrderId
from communekit.ledger.claims import HoldPolicy
from communekit.ledger.payout import PayoutCommand, PayoutEvent
from communekit.orders import Refund
from communekit.parties import LeaderEvent, Tie
from communekit.period import Period
from communekit.storage.values import VALUE_LIMITS, value_codec

from .campaign_step import CampaignStep
from .correction import CORRECTIONS, Correction
from .fact import AfterSale, Fact, Listed, Reattribute, Received, Sale
from .guard_event import FindingDecided, OrderGuarded
from .signal import Attempted, Deed, Forget, Identity


@attrs.frozen
class OrderPaid:
    """An order was paid and shared out (已成交): under which plan, and the record of every amount."""

    fact: Sale
    plan: str
    plan_version: int
    hold: HoldPolicy
    record: str


@attrs.frozen
class OrderAttributed:
    """Who is credited with an order was found (已归因), under which rule, and is frozen; with the record of all reasons."""

    fact: OrderId
    record: str
    scheme: str
    policy_version: int
    version: int


@attrs.frozen
class OrderReattributed:
    """An order was attributed anew (已重新归因): the version that stands now, and how it is shared out under that."""

    fact: Reattribute
    record: str
    scheme: str
    policy_version: int
    version: int
    assessed: str


@attrs.frozen
class OrderRefunded:
    """Part of an order was given back (已退款); with the rows of the standing that it was worked out from."""

    fact: Refund
    standing: Standing


@attrs.frozen
class OrderReceived:
    """The goods were taken over (已签收)."""

    fact: Received


@attrs.frozen
class AfterSaleTold:
    """After-sale stands like this now (售后状态)."""

    fact: AfterSale


@attrs.frozen
class OrderReleased:
    """The hold of an order is over (已解冻); nobody told it: time did."""

    fact: OrderId
    at: datetime


@attrs.frozen
class FactWaiting:
    """A fact came before the order that it is about, and waits for it (待处理)."""

    fact: Fact


@attrs.frozen
class FactRefused:
    """A fact was refused (已拒绝), for ever under this key."""

    fact: Fact
    because: str
    en: str
    zh: str


@attrs.frozen
class Corrected:
    """What was booked was corrected (已更正)."""

    fact: Correction


@attrs.frozen
class PartyListed:
    """A party is listed like this from now on (已登记)."""

    fact: Listed


@attrs.frozen
class TieMade:
    """A tie was made (已建立关系)."""

    fact: Tie


@attrs.frozen
class DeedTold:
    """Somebody did something, or was done with him (触点与锁客事实)."""

    fact: Deed | Attempted


@attrs.frozen
class PersonKnown:
    """More is known of who is who, or of what he allows (身份与同意)."""

    fact: Identity


@attrs.frozen
class PersonForgotten:
    """What led a person here counts no more (已删除触点与身份关联): the keys of all that."""

    fact: Forget
    keys: tuple[str, ...]


@attrs.frozen
class LeaderMoved:
    """A leader's life went on (团长状态变化)."""

    fact: LeaderEvent


@attrs.frozen
class PlanAdopted:
    """A version of the plan was adopted (方案已采用)."""

    fact: Plan


@attrs.frozen
class PayoutMoved:
    """A payout went on (提现进展)."""

    fact: PayoutCommand
    events: tuple[PayoutEvent, ...]


@attrs.frozen
class CampaignMoved:
    """A campaign went on (团购进展)."""

    fact: CampaignStep
    events: tuple[CampaignEvent, ...]


@attrs.frozen
class PeriodSettled:
    """A period was closed (已结账)."""

    fact: Period


Happening = (
    OrderPaid
    | OrderAttributed
    | OrderReattributed
    | OrderGuarded
    | OrderRefunded
    | OrderReceived
    | AfterSaleTold
    | OrderReleased
    | FactWaiting
    | FactRefused
    | Corrected
    | PartyListed
    | TieMade
    | DeedTold
    | PersonKnown
    | PersonForgotten
    | FindingDecided
    | LeaderMoved
    | PlanAdopted
    | PayoutMoved
    | CampaignMoved
    | PeriodSettled
)

HAPPENINGS: Final[Mapping[str, type[Happening]]] = MappingProxyType(
    {
        "order.paid": OrderPaid,
        "order.attributed": OrderAttributed,
        "order.reattributed": OrderReattributed,
        "order.guarded": OrderGuarded,
        "order.refunded": OrderRefunded,
        "order.received": OrderReceived,
        "order.after_sale": AfterSaleTold,
        "order.released": OrderReleased,
        "fact.waiting": FactWaiting,
        "fact.refused": FactRefused,
        "book.corrected": Corrected,
        "party.listed": PartyListed,
        "tie.made": TieMade,
        "deed.told": DeedTold,
        "person.known": PersonKnown,
        "person.forgotten": PersonForgotten,
        "finding.decided": FindingDecided,
        "leader.moved": LeaderMoved,
        "plan.adopted": PlanAdopted,
        "payout.moved": PayoutMoved,
        "campaign.moved": CampaignMoved,
        "period.settled": PeriodSettled,
    }
)
"""Every event of a community by its word."""

KINDS: Final[Mapping[type[Happening], str]] = MappingProxyType(
    {kind: word for word, kind in HAPPENINGS.items()}
)

_FACTS: Final = {
    "fact.sale": Sale,
    "fact.received": Received,
    "fact.after_sale": AfterSale,
    "fact.reattribute": Reattribute,
    "fact.forget": Forget,
    "fact.campaign_step": CampaignStep,
}

_CODEC: Final = value_codec(more={**_FACTS, **CORRECTIONS, **HAPPENINGS})


def write_happening(value: Happening | Fact) -> str:
    """Return an event, or a fact, as one line of JSON; equal ones give equal text."""
    return write_json(_CODEC.dump(value), limits=VALUE_LIMITS)


def read_happening(text: str) -> Happening:
    """Return the event of a text; errors as in `storage.read_value`."""
    found: Happening = _CODEC.load(read_json(text, limits=VALUE_LIMITS))
    return found


__all__ = [
    "HAPPENINGS",
    "KINDS",
    "AfterSaleTold",
    "CampaignMoved",
    "Corrected",
    "DeedTold",
    "FactRefused",
    "FactWaiting",
    "FindingDecided",
    "Happening",
    "LeaderMoved",
    "OrderAttributed",
    "OrderGuarded",
    "OrderPaid",
    "OrderReattributed",
    "OrderReceived",
    "OrderRefunded",
    "OrderReleased",
    "PartyListed",
    "PayoutMoved",
    "PeriodSettled",
    "PersonForgotten",
    "PersonKnown",
    "PlanAdopted",
    "TieMade",
    "read_happening",
    "write_happening",
]
