"""What members, merchants and time ask of a campaign (团购命令). Times never go back: an earlier one counts as now."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import attrs

from communekit.ids import PartyId, ProductId, identifier, name_text
from communekit.money import Money
from communekit.period import instant

from .campaign import Campaign
from .check import check_amount, check_whole
from .errors import InvalidCampaignError, InvalidWantError
from .seat import Want, Wants


def _seat(text: str) -> str:
    return identifier(text, what="seat id")


def _group(text: str | None) -> str | None:
    return None if text is None else _group_id(text)


def _group_id(text: str) -> str:
    return identifier(text, what="team id")


def _prices(given: Mapping[str, Money]) -> Mapping[ProductId, Money]:
    return {_product(product): price for product, price in given.items()}


def _payment(text: str) -> str:
    return identifier(text, what="payment id")


def _household(text: str | None) -> str | None:
    return None if text is None else identifier(text, what="household id")


def _product(text: str) -> ProductId:
    return ProductId(identifier(text, what="product id"))


def _party(text: str) -> PartyId:
    return PartyId(identifier(text, what="party id"))


def _party_or_none(text: str | None) -> PartyId | None:
    return None if text is None else _party(text)


def _why(text: str) -> str:
    return name_text(text, what="reason") if text != "" else ""


def _wants(given: Mapping[str, int] | Iterable[Want]) -> Wants:
    handed_in: object = given
    if isinstance(handed_in, str) or not isinstance(handed_in, Iterable):
        raise InvalidWantError("wants", handed_in, "kind")
    wants = (
        tuple(Want(product, firm) for product, firm in given.items())
        if isinstance(given, Mapping)
        else tuple(given)
    )
    if not wants:
        raise InvalidWantError("wants", 0, "nothing")
    seen = set[ProductId]()
    for want in wants:
        if not isinstance(want, Want):
            raise InvalidWantError("wants", want, "kind")
        if want.product in seen:
            raise InvalidWantError(want.product, want.most, "twice")
        seen.add(want.product)
    return wants


@attrs.frozen
class Publish:
    """The merchant publishes a campaign (发布): its terms are frozen."""

    campaign: Campaign
    at: datetime = attrs.field(converter=instant)


@attrs.frozen
class Join:
    """A member joins (参团、接龙), or opens a team (开团) where she names none.

    Args:
        seat: The host's id of this joining; told twice it is one.
        member: Who.
        wants: What: quantities by product, or `Want`s with tolerances.
        at: When.
        group: The team she joins.
        store: Where she collects; None is the campaign's store.
        household: The household she counts to.
        leader: The leader who sells it to her, the campaign's own or who resells it (帮卖).
    """

    seat: str = attrs.field(converter=_seat)
    member: PartyId = attrs.field(converter=_party)
    wants: Wants = attrs.field(converter=_wants)
    at: datetime = attrs.field(converter=instant)
    group: str | None = attrs.field(default=None, kw_only=True, converter=_group)
    store: PartyId | None = attrs.field(default=None, kw_only=True, converter=_party_or_none)
    household: str | None = attrs.field(default=None, kw_only=True, converter=_household)
    leader: PartyId | None = attrs.field(default=None, kw_only=True, converter=_party_or_none)


@attrs.frozen
class Pay:
    """Money of a member has come in (支付成功). A fact: what a seat cannot use is refunded, never refused.

    For a seat that nobody told, or in another currency, it is refused: tell the joining first.

    Errors: `InvalidCampaignError` "amount".
    """

    payment: str = attrs.field(converter=_payment)
    seat: str = attrs.field(converter=_seat)
    amount: Money
    at: datetime = attrs.field(converter=instant)

    def __attrs_post_init__(self) -> None:
        check_amount("payment", self.amount)


@attrs.frozen
class GiveUp:
    """A payment is known to have failed, or the member closed it unpaid (支付失败、取消支付): the seat is free again."""

    seat: str = attrs.field(converter=_seat)
    at: datetime = attrs.field(converter=instant)


@attrs.frozen
class Leave:
    """A member goes before the group has formed, or declines a price above what she paid (退团)."""

    seat: str = attrs.field(converter=_seat)
    at: datetime = attrs.field(converter=instant)


@attrs.frozen
class Reduce:
    """A member wants less of what a seat holds (减量), before the close. Who wants more takes another seat."""

    seat: str = attrs.field(converter=_seat)
    wants: Wants = attrs.field(converter=_wants)
    at: datetime = attrs.field(converter=instant)


@attrs.frozen
class TakeBack:
    """A seat of a formed group was refunded whole by after-sale (售后全退). The group stays formed."""

    seat: str = attrs.field(converter=_seat)
    at: datetime = attrs.field(converter=instant)


@attrs.frozen
class CutOff:
    """The merchant closes before the time is over (提前截单): the campaign, not a team."""

    at: datetime = attrs.field(converter=instant)


@attrs.frozen
class Waive:
    """The merchant takes fewer than the threshold (免凑满): the group forms with those who are there.

    Args:
        group: The team, or the campaign's id.
        by: Who decided.
        why: In his words; may be empty.
    """

    group: str = attrs.field(converter=_group_id)
    by: PartyId = attrs.field(converter=_party)
    at: datetime = attrs.field(converter=instant)
    why: str = attrs.field(default="", kw_only=True, converter=_why)


@attrs.frozen
class Announce:
    """The merchant says the final prices of an announced-price campaign (公布成交价), by product."""

    prices: Mapping[ProductId, Money] = attrs.field(converter=_prices)
    at: datetime = attrs.field(converter=instant)


@attrs.frozen
class Restock:
    """Stock of a product changes (库存调整): so many more, or fewer; never below what is sold.

    Args:
        product: Of which.
        change: Above zero for more, below for fewer.
        store: The store whose allotment it is; None for the common pool.
    """

    product: ProductId = attrs.field(converter=_product)
    change: int
    at: datetime = attrs.field(converter=instant)
    store: PartyId | None = attrs.field(default=None, kw_only=True, converter=_party_or_none)

    def __attrs_post_init__(self) -> None:
        if type(self.change) is not int or not self.change:
            raise InvalidCampaignError("stock", self.change, "quantity")


@attrs.frozen
class Receive:
    """Goods have arrived (到货): so much of a product for all of a campaign that has formed, short or over.

    What is short is taken from seats by the campaign's allocation, and refunded; what is over stays with the store. It is
    told once a product, with all that came: goods that come later are not given back to seats.
    """

    product: ProductId = attrs.field(converter=_product)
    delivered: int
    at: datetime = attrs.field(converter=instant)

    def __attrs_post_init__(self) -> None:
        check_whole("delivered", self.delivered, least=0)


@attrs.frozen
class Cancel:
    """The merchant cancels the campaign (取消活动): what has not formed fails, everybody who paid is made whole."""

    at: datetime = attrs.field(converter=instant)
    why: str = attrs.field(default="", kw_only=True, converter=_why)


@attrs.frozen
class Conclude:
    """Everything is handed over: the campaign is closed for good (结束归档)."""

    at: datetime = attrs.field(converter=instant)


@attrs.frozen
class Advance:
    """Time passes (时间推进): whatever became due by then happens now. A host sends it when something is due."""

    at: datetime = attrs.field(converter=instant)


CampaignCommand = (
    Publish
    | Join
    | Pay
    | GiveUp
    | Leave
    | Reduce
    | TakeBack
    | CutOff
    | Waive
    | Announce
    | Restock
    | Receive
    | Cancel
    | Conclude
    | Advance
)

__all__ = [
    "Advance",
    "Announce",
    "CampaignCommand",
    "Cancel",
    "Conclude",
    "CutOff",
    "GiveUp",
    "Join",
    "Leave",
    "Pay",
    "Publish",
    "Receive",
    "Reduce",
    "Restock",
    "TakeBack",
    "Waive",
]
