"""Corrections (更正): what people decide about amounts that are booked: appeals, quality, adjustments, debts given up."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

import attrs

from communekit.ids import LineId, OrderId, PartyId, identifier
from communekit.ledger.claims import Liability, Ruling
from communekit.money import Money
from communekit.parties.party_id import party_id
from communekit.period import instant


def _order_id(text: str) -> OrderId:
    return OrderId(identifier(text, what="order id"))


def _line_id(text: str) -> LineId:
    return LineId(identifier(text, what="line id"))


def _key(text: str) -> str:
    return identifier(text, what="key")


def _guarantors(given: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({role: party_id(party) for role, party in sorted(given.items())})


@attrs.frozen
class Dispute:
    """A party appeals about a line (申诉): its part is set aside while the case runs; see `claims.dispute`."""

    case: str = attrs.field(converter=_key)
    order: OrderId = attrs.field(converter=_order_id)
    line: LineId = attrs.field(converter=_line_id)
    party: PartyId = attrs.field(converter=party_id)
    at: datetime = attrs.field(converter=instant)
    reason: str


@attrs.frozen
class DisputeRuled:
    """An appeal is decided by two people (裁定); see `claims.rule`.

    `keeps` is what the party keeps, all of it by default; the rest is `rest_to`'s.
    """

    case: str = attrs.field(converter=_key)
    order: OrderId = attrs.field(converter=_order_id)
    line: LineId = attrs.field(converter=_line_id)
    party: PartyId = attrs.field(converter=party_id)
    at: datetime = attrs.field(converter=instant)
    ruling: Ruling
    keeps: Money | None = None
    rest_to: str = ""


@attrs.frozen(hash=False)
class QualityRefund:
    """A member is paid back for quality, and the guarantors bear it (质量退款); see `claims.charge`.

    `guarantors` says who stands in which role on the order; the leader's part stays.
    """

    refund: str = attrs.field(converter=_key)
    order: OrderId = attrs.field(converter=_order_id)
    line: LineId = attrs.field(converter=_line_id)
    at: datetime = attrs.field(converter=instant)
    amount: Money
    liability: Liability
    guarantors: Mapping[str, str] = attrs.field(converter=_guarantors)


@attrs.frozen
class Adjustment:
    """What two parties have is corrected by two people (调账); see `claims.adjust`."""

    key: str = attrs.field(converter=_key)
    at: datetime = attrs.field(converter=instant)
    ruling: Ruling
    payer: PartyId = attrs.field(converter=party_id)
    payee: PartyId = attrs.field(converter=party_id)
    amount: Money


@attrs.frozen
class WriteOff:
    """A debt is given up by two people (核销); see `claims.write_off`."""

    key: str = attrs.field(converter=_key)
    at: datetime = attrs.field(converter=instant)
    ruling: Ruling
    debtor: PartyId = attrs.field(converter=party_id)
    bearer: PartyId = attrs.field(converter=party_id)
    amount: Money


Correction = Dispute | DisputeRuled | QualityRefund | Adjustment | WriteOff

CORRECTIONS: Final[Mapping[str, type[Correction]]] = MappingProxyType(
    {
        "fact.dispute": Dispute,
        "fact.dispute_ruled": DisputeRuled,
        "fact.quality_refund": QualityRefund,
        "fact.adjustment": Adjustment,
        "fact.write_off": WriteOff,
    }
)
"""The words under which corrections are kept."""


def correction_key(fact: Correction) -> tuple[str, str]:
    """Return what names a correction for ever; a refund for quality is a refund, under one id or the other."""
    match fact:
        case Dispute():
            return ("dispute", fact.case)
        case DisputeRuled():
            return ("ruled", fact.case)
        case QualityRefund():
            return ("refund", fact.refund)
        case Adjustment():
            return ("adjusted", fact.key)
        case WriteOff():
            return ("written_off", fact.key)


__all__ = [
    "CORRECTIONS",
    "Adjustment",
    "Correction",
    "Dispute",
    "DisputeRuled",
    "QualityRefund",
    "WriteOff",
    "correction_key",
]
