"""Errors of campaigns."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts


@attrs.define
class InvalidCampaignError(CommunekitError):
    """The terms of a campaign (活动条款) contradict themselves or the law; `part` says where, `problem` why."""

    code: ClassVar[str] = "groupbuy.invalid_campaign"
    texts: ClassVar[Texts] = {
        "en": "{part} of a campaign cannot be {given}: {problem}",
        "zh": "团购活动的 {part} 不能是 {given}：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "kind": {"en": "it is of another kind", "zh": "类型不符"},
        "quantity": {"en": "a whole number in range is wanted", "zh": "应为范围内的整数"},
        "amount": {"en": "an amount above zero is wanted", "zh": "应为大于零的金额"},
        "currency": {"en": "all prices are in one currency", "zh": "所有价格须用同一币种"},
        "empty": {"en": "nothing is offered", "zh": "没有任何商品"},
        "twice": {"en": "it is there twice", "zh": "重复出现"},
        "order": {"en": "tiers rise in number and fall in price", "zh": "阶梯须数量递增、价格递减"},
        "span": {"en": "a length of time above zero is wanted", "zh": "应为大于零的时长"},
        "no_end": {"en": "it has no end, so nothing would ever be decided", "zh": "没有截止时间，永远无法成团"},
        "outside": {"en": "it lies outside the campaign", "zh": "不在活动时间之内"},
        "unknown": {"en": "nothing of that name is offered", "zh": "没有这个商品"},
        "unsaid": {"en": "their prices are not said", "zh": "这些商品还没有公布成交价"},
        "below_cost": {"en": "a price below cost needs its reason (fresh, seasonal, overstock)",
                       "zh": "低于成本价须写明理由（鲜活、季节性、积压等）"},
        "refund_terms": {"en": "who takes a deposit shows how it comes back", "zh": "收取定金须明示退还方式与程序"},
        "deposit": {"en": "a deposit is worth its amount at least, and less than any price", "zh": "定金至少抵等额，且须低于任何一档价格"},
        "not_together": {"en": "the two do not go together", "zh": "这两项不能同时使用"},
        "no_store": {"en": "nobody says whose order it is", "zh": "没有说明是哪家门店的订单"},
        "entry_price": {"en": "who pays at once pays the dearest price first, so that only refunds follow",
                        "zh": "先付全款的阶梯团须按最高价收款，之后只退差价"},
    }  # fmt: skip
    part: str
    given: object
    problem: str


@attrs.define
class JoinRefusedError(CommunekitError):
    """Nobody can join like this (无法参团). `left` is how many can still be had, where that is the question."""

    code: ClassVar[str] = "groupbuy.join_refused"
    texts: ClassVar[Texts] = {
        "en": "{member} cannot join {where}: {problem}",
        "zh": "{member} 无法参加 {where}：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "not_open": {"en": "it is not open yet", "zh": "活动还没开始"},
        "closed": {"en": "it is closed", "zh": "已截单"},
        "full": {"en": "it is full", "zh": "已满员"},
        "stock": {"en": "there is not so much left", "zh": "库存不足"},
        "per_order": {"en": "an order may not hold so much", "zh": "超出单次限购"},
        "per_member": {"en": "a member may not buy so much", "zh": "超出每人限购"},
        "per_household": {"en": "a household may not buy so much", "zh": "超出每户限购"},
        "total": {"en": "the campaign does not offer so much", "zh": "超出活动总量"},
        "running": {"en": "the member is in a running team already", "zh": "已在进行中的团里"},
        "unknown_group": {"en": "there is no such team", "zh": "没有这个团"},
        "unknown_product": {"en": "a product is not offered", "zh": "活动里没有这个商品"},
        "filling": {
            "en": "only what helps to fill a case is taken now",
            "zh": "凑箱阶段只接受有助于凑满整箱的改动",
        },
    }
    member: str
    where: str
    problem: str
    left: int | None = None


@attrs.define
class InvalidWantError(CommunekitError):
    """Nobody can want it like this (想要的数量有误); `what` is the product, or what was handed in for all of them."""

    code: ClassVar[str] = "groupbuy.invalid_want"
    texts: ClassVar[Texts] = {
        "en": "{given} of {what} cannot be wanted: {problem}",
        "zh": "{what} 不能订 {given}：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "kind": {
            "en": "quantities by product are wanted, or a list of wants",
            "zh": "应为“商品: 数量”，或 Want 的列表",
        },
        "quantity": {
            "en": "quantities are whole numbers of the smallest measure, 0 to 10^12",
            "zh": "数量应为最小计量单位的整数，0 到 10^12",
        },
        "nothing": {
            "en": "it is nothing; who wants nothing any more leaves",
            "zh": "数量为零；不要了请退团",
        },
        "twice": {"en": "it is there twice", "zh": "重复出现"},
        "more": {"en": "less is taken here; who wants more joins once more", "zh": "这里只能减；想多要，请再参团一次"},
    }  # fmt: skip
    what: str
    given: object
    problem: str


@attrs.define
class UnknownSeatError(CommunekitError):
    """The campaign knows no such seat (没有这条参团记录)."""

    code: ClassVar[str] = "groupbuy.unknown_seat"
    texts: ClassVar[Texts] = {"en": "there is no seat {seat}", "zh": "没有参团记录 {seat}"}
    seat: str


@attrs.define
class SeatStateError(CommunekitError):
    """A seat does not stand so that this could be done (参团状态不允许)."""

    code: ClassVar[str] = "groupbuy.seat_state"
    texts: ClassVar[Texts] = {
        "en": "seat {seat} is {state}: {wanted} is not possible",
        "zh": "参团记录 {seat} 状态为 {state}，不能 {wanted}",
    }
    seat: str
    state: str
    wanted: str


@attrs.define
class CampaignStateError(CommunekitError):
    """A campaign, or a team, does not stand so that this could be done (活动状态不允许)."""

    code: ClassVar[str] = "groupbuy.campaign_state"
    texts: ClassVar[Texts] = {
        "en": "{name} is {state}: {wanted} is not possible",
        "zh": "{name} 状态为 {state}，不能 {wanted}",
    }
    name: str
    state: str
    wanted: str


@attrs.define
class FactConflictError(CommunekitError):
    """The same id was told before with other content (同一编号内容不同). Nothing has changed."""

    code: ClassVar[str] = "groupbuy.fact_conflict"
    texts: ClassVar[Texts] = {
        "en": "{what} {given} was told before with other content",
        "zh": "{what} {given} 此前报过，内容不同",
    }
    what: str
    given: str


@attrs.define
class StockRefusedError(CommunekitError):
    """Stock cannot fall below what is sold (库存不能低于已售)."""

    code: ClassVar[str] = "groupbuy.stock_refused"
    texts: ClassVar[Texts] = {
        "en": "the stock of {product} cannot change by {change} at {at}: {left} are not sold",
        "zh": "{product} 的库存不能变动 {change}（{at}）：未售 {left}",
    }
    product: str
    change: int
    left: int
    at: datetime


__all__ = [
    "CampaignStateError",
    "FactConflictError",
    "InvalidCampaignError",
    "InvalidWantError",
    "JoinRefusedError",
    "SeatStateError",
    "StockRefusedError",
    "UnknownSeatError",
]
