"""Steps: what commands and events of a pick-up share (自提步骤)."""

from datetime import datetime

import attrs

from communekit.ids import PartyId, RefundId, identifier, name_text
from communekit.period import instant

from .counted import Loss, Taken, losses, taken
from .errors import InvalidPickupError
from .pickup import Awaited, Pickup
from .value_check import check_kind, key_id, party, pickup_id


def _refund(text: str) -> RefundId:
    return RefundId(identifier(text, what="refund id"))


def _receipt(text: str) -> str:
    return identifier(text, what="receipt id")


def _shortage(text: str) -> str:
    return identifier(text, what="shortage id")


def _reason(text: str) -> str:
    return name_text(text, what="reason") if text != "" else ""


@attrs.frozen
class OpenStep:
    """A step that founds a pick-up: what is to be handed out, and when that became known."""

    opened: Pickup
    at: datetime = attrs.field(converter=instant)

    def __attrs_post_init__(self) -> None:
        check_kind("pick-up", self.opened, Pickup)

    @property
    def pickup(self) -> str:
        """The id of the pick-up."""
        return self.opened.id


@attrs.frozen
class PickupStep:
    """A step of a pick-up: of which, and when."""

    pickup: str = attrs.field(converter=pickup_id)
    at: datetime = attrs.field(converter=instant)


@attrs.frozen
class AwaitedStep(PickupStep):
    """A step that meets a condition: payment, or the group."""

    awaited: Awaited = attrs.field()

    def __attrs_post_init__(self) -> None:
        check_kind("condition", self.awaited, Awaited)
        if self.awaited is Awaited.ARRIVAL:
            raise InvalidPickupError("condition", self.awaited.value, "awaited")


@attrs.frozen
class ArrivalStep(PickupStep):
    """A step that says what came: by which receipt, who signed it, what of it is missing or damaged."""

    by: PartyId = attrs.field(converter=party)
    receipt: str = attrs.field(converter=_receipt)
    losses: tuple[Loss, ...] = attrs.field(default=(), kw_only=True, converter=losses)


@attrs.frozen
class RefundStep(PickupStep):
    """A step of a refund."""

    refund: RefundId = attrs.field(converter=_refund)


@attrs.frozen
class RefundEndStep(RefundStep):
    """A step that ends a refund: whether it was granted, and what of the pieces still due it took."""

    granted: bool = attrs.field(kw_only=True)
    lines: tuple[Taken, ...] = attrs.field(default=(), kw_only=True, converter=taken)

    def __attrs_post_init__(self) -> None:
        check_kind("grant", self.granted, bool)
        if self.lines and not self.granted:
            raise InvalidPickupError("refunded lines", self.refund, "unlike")


@attrs.frozen
class KeyedStep(PickupStep):
    """A step that somebody asks for under a key of his own: the same key again is the same request."""

    by: PartyId = attrs.field(converter=party)
    key: str = attrs.field(converter=key_id)


@attrs.frozen
class ShortageStep(PickupStep):
    """A step that pays for a shortage, by a refund."""

    shortage: str = attrs.field(converter=_shortage)
    refund: RefundId = attrs.field(converter=_refund)


@attrs.frozen
class CancelStep(PickupStep):
    """A step that ends a pick-up before anything was handed out, with the reason; no personal data."""

    reason: str = attrs.field(default="", converter=_reason)


__all__ = [
    "ArrivalStep",
    "AwaitedStep",
    "CancelStep",
    "KeyedStep",
    "OpenStep",
    "PickupStep",
    "RefundEndStep",
    "RefundStep",
    "ShortageStep",
]
