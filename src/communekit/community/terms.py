"""Terms of a community (社区设定): what holds for everything in it, handed in when it is opened."""

from collections.abc import Iterable

import attrs

from communekit.ids import PartyId, identifier
from communekit.ledger.claims import HoldPolicy
from communekit.ledger.payout import PayoutParties
from communekit.period import Calendar

from .handler import Handler


def _party(text: str) -> PartyId:
    return PartyId(identifier(text, what="community id"))


def _handlers(given: Iterable[Handler]) -> tuple[Handler, ...]:
    return tuple(given)


@attrs.frozen(kw_only=True)
class Terms:
    """What holds for everything in a community (社区设定).

    Args:
        community: Its id, and the party that stands for the world outside in its book.
        hold: How long earnings are held; frozen on each order as it was when the order was told.
        calendar: Of its settlements, in its time zone.
        handlers: The host's own rules.
        around: Who earns the fees of payouts, and to whom withheld tax is owed; the community itself by default.
    """

    community: PartyId = attrs.field(converter=_party)
    hold: HoldPolicy = attrs.field(factory=HoldPolicy)
    calendar: Calendar = attrs.field(factory=lambda: Calendar.monthly("Asia/Shanghai"))
    handlers: tuple[Handler, ...] = attrs.field(default=(), converter=_handlers)

    around: PayoutParties


__all__ = ["Terms"]
