"""Errors of recurring rounds, standing orders, resale and demand."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts

_KIND: Texts = {"en": "it is of another kind", "zh": "类型不符"}
_WHOLE: Texts = {
    "en": "quantities are whole numbers of the smallest measure, 0 to 10^12",
    "zh": "数量应为最小计量单位的整数，0 到 10^12",
}
_ZONE_DAY: Texts = {"en": "a calendar day is expected: 2026-03-05", "zh": "应为日历日期，如 2026-03-05"}


@attrs.define
class InvalidRoundError(CommunekitError):
    """A round (一期团) or its plan cannot be what was given. `part` says which part, `value` what was given."""

    code: ClassVar[str] = "groupbuy.invalid_round"
    texts: ClassVar[Texts] = {
        "en": "{part} of a round cannot be {value}: {problem}",
        "zh": "循环开团的 {part} 不能是 {value}：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "kind": _KIND,
        "quantity": _WHOLE,
        "day": _ZONE_DAY,
        "no_rule": {
            "en": "rounds recur by a rule of RFC 5545: a calendar made with `Calendar.rrule`",
            "zh": "循环开团按 RFC 5545 规则：请用 `Calendar.rrule` 建立日历",
        },
        "no_stores": {"en": "a round serves at least one store", "zh": "至少要有一家门店"},
        "twice": {"en": "it stands twice", "zh": "重复出现"},
        "not_before_cut_off": {
            "en": "orders open before the cut-off of every store",
            "zh": "开团必须早于每家门店的截单",
        },
        "after_shipping": {
            "en": "orders are cut off by the shipping, and picked up after it",
            "zh": "截单不得晚于发货，提货不得早于发货",
        },
        "no_such_round": {"en": "the plan has no round on that day", "zh": "该日没有开团"},
        "unknown_store": {"en": "the round does not go to this store", "zh": "本期不送这家门店"},
        "unknown_product": {"en": "how it is packed was not told", "zh": "没有给出这种商品的整箱规格"},
        "not_booked": {"en": "nobody booked it in time", "zh": "截单前没有人订"},
        "number": {"en": "rounds are counted from 1", "zh": "期数从 1 开始"},
        "count": {"en": "1 to 1000 rounds can be asked for", "zh": "一次可查 1 到 1000 期"},
    }
    part: str
    problem: str
    value: object


@attrs.define
class RoundClosedError(CommunekitError):
    """A standing order was to be changed for a round at or after its cut-off (已截单)."""

    code: ClassVar[str] = "groupbuy.round_closed"
    texts: ClassVar[Texts] = {
        "en": "{order} cannot change for the round of {occurrence} at {tried_at}: its cut-off was {cut_off_at}",
        "zh": "{order} 不能在 {tried_at} 更改 {occurrence} 这一期：已于 {cut_off_at} 截单",
    }
    order: str
    occurrence: str
    cut_off_at: datetime
    tried_at: datetime


@attrs.define
class InvalidStandingOrderError(CommunekitError):
    """A standing order (固定订单) cannot be what was given. `order` is its id, `value` what was given."""

    code: ClassVar[str] = "groupbuy.invalid_standing_order"
    texts: ClassVar[Texts] = {
        "en": "standing order {order}: {problem}: {value}",
        "zh": "固定订单 {order}：{problem}：{value}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "kind": _KIND,
        "quantity": _WHOLE,
        "nothing": {"en": "it asks for nothing", "zh": "没有订任何东西"},
        "twice": {"en": "it stands twice", "zh": "重复出现"},
        "every": {"en": "every 1st to every 1000th round", "zh": "应为每 1 到 1000 期一次"},
        "weekday": {"en": "weekdays are MO TU WE TH FR SA SU", "zh": "星期应为 MO TU WE TH FR SA SU"},
        "number": {"en": "rounds are counted from 1", "zh": "期数从 1 开始"},
        "back_in_time": {"en": "the change is before the last one", "zh": "改动时间早于上一次改动"},
        "empty_span": {"en": "the end comes after the first round", "zh": "结束必须晚于第一期"},
        "other_plan": {"en": "the round is of another plan", "zh": "不是同一个循环开团计划"},
        "no_store": {"en": "the round does not go to her store", "zh": "本期不送其门店"},
        "too_early": {"en": "it is before the first round of the order", "zh": "早于该固定订单的第一期"},
    }
    order: str
    problem: str
    value: object


@attrs.define
class ResaleRefusedError(CommunekitError):
    """A resale (帮卖) is not allowed. `reseller` tried, `problem` stood in the way, `value` is what it was about."""

    code: ClassVar[str] = "groupbuy.resale_refused"
    texts: ClassVar[Texts] = {
        "en": "{reseller} cannot resell: {problem}: {value}",
        "zh": "{reseller} 不能帮卖：{problem}：{value}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "kind": _KIND,
        "own": {"en": "the round is his own", "zh": "这是自己开的团"},
        "depth": {"en": "a resale is not resold: depth one", "zh": "帮卖的团不能再转帮卖：只有一层"},
        "outside_round": {
            "en": "the window is not within the round's: opening to last cut-off",
            "zh": "帮卖时间超出本期开团到最后截单的范围",
        },
        "not_approved": {"en": "it is not approved", "zh": "尚未批准"},
        "withdrawn": {"en": "it was withdrawn", "zh": "帮卖已撤回"},
        "declined": {"en": "it was declined", "zh": "帮卖已被拒绝"},
        "decided": {"en": "it was decided before", "zh": "已有决定"},
        "too_early": {"en": "the window has not opened", "zh": "帮卖时间未到"},
        "too_late": {"en": "the window is over", "zh": "帮卖时间已过"},
        "product": {"en": "it is not offered for resale", "zh": "该商品不可帮卖"},
        "below_floor": {"en": "the price is below the floor", "zh": "低于最低售价"},
        "price": {
            "en": "a price is an amount in the floor's currency",
            "zh": "售价应为与最低售价同币种的金额",
        },
        "nothing": {"en": "no product is offered for resale", "zh": "没有可帮卖的商品"},
    }
    reseller: str
    problem: str
    value: object


@attrs.define
class InvalidDemandError(CommunekitError):
    """A demand signal (需求反馈) or its threshold cannot be what was given."""

    code: ClassVar[str] = "groupbuy.invalid_demand"
    texts: ClassVar[Texts] = {
        "en": "{part} cannot be {value}: {problem}",
        "zh": "{part} 不能是 {value}：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "kind": _KIND,
        "quantity": _WHOLE,
        "one_unit": {
            "en": "a threshold is said in one unit: people or quantity, 1 or more",
            "zh": "门槛只能用一种单位：人数或件数，至少为 1",
        },
        "open_window": {"en": "demand is gathered over a window with an end", "zh": "征集时间必须有结束"},
    }
    part: str
    problem: str
    value: object


__all__ = [
    "InvalidDemandError",
    "InvalidRoundError",
    "InvalidStandingOrderError",
    "ResaleRefusedError",
    "RoundClosedError",
]
