"""Errors of allocation."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts

_WHOLE: Texts = {
    "en": "quantities are whole numbers of the smallest measure, 0 to 10^12",
    "zh": "数量应为最小计量单位的整数，0 到 10^12",
}


@attrs.define
class InvalidBookingError(CommunekitError):
    """A booking (订单行) cannot be read, or does not go with the others. `booking` is its id, `value` what was given."""

    code: ClassVar[str] = "groupbuy.invalid_booking"
    texts: ClassVar[Texts] = {
        "en": "booking {booking}: {problem}: {value}",
        "zh": "订单行 {booking}：{problem}：{value}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "quantity": _WHOLE,
        "nothing": {"en": "it asks for nothing", "zh": "必订量和可加量都是零"},
        "kind": {"en": "a booking was expected", "zh": "应为订单行"},
        "lock": {"en": "a lock was expected", "zh": "应为人工锁定"},
        "twice": {"en": "the id stands twice", "zh": "编号重复"},
        "product": {
            "en": "it is of another product: each product is allocated by itself",
            "zh": "商品不同：每种商品单独分配",
        },
        "member": {"en": "it is of another member", "zh": "不是同一位成员的订单行"},
        "back_in_time": {"en": "the change is before the last booking", "zh": "改单时间早于最近一次下单"},
        "locked": {
            "en": "its quantity is fixed by a person: lift the lock first",
            "zh": "数量已人工锁定：请先解除锁定",
        },
    }
    booking: str
    problem: str
    value: object


@attrs.define
class LockRefusedError(CommunekitError):
    """A quantity fixed by a person (人工锁定) cannot hold. `given` was fixed, `limit` is the most there can be."""

    code: ClassVar[str] = "groupbuy.lock_refused"
    texts: ClassVar[Texts] = {
        "en": "{given} cannot be fixed for {booking}: {problem} ({limit})",
        "zh": "{booking} 不能锁定为 {given}：{problem}（{limit}）",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "above_wanted": {"en": "more than was booked", "zh": "超过下单时的必订量加可加量"},
        "above_supply": {
            "en": "all that is fixed is more than there is to share",
            "zh": "锁定数量合计超过可分配数量",
        },
    }
    booking: str
    given: int
    limit: int
    problem: str


@attrs.define
class InvalidPackError(CommunekitError):
    """A case (整箱规格), a minimum (起订量) or a measure cannot be what was given. `part` says which part."""

    code: ClassVar[str] = "groupbuy.invalid_pack"
    texts: ClassVar[Texts] = {
        "en": "{part} cannot be {value}: {problem}",
        "zh": "{part} 不能是 {value}：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "size": {"en": "a case holds 1 to 10^12", "zh": "每箱数量应为 1 到 10^12 的整数"},
        "quantity": _WHOLE,
        "kind": {"en": "it is of another kind", "zh": "类型不符"},
        "two_units": {
            "en": "a minimum is said in one unit: cases, quantity or money",
            "zh": "起订量只能用一种单位：箱数、数量或金额",
        },
        "price": {"en": "a minimum in money needs a price above zero", "zh": "按金额起订需要大于零的单价"},
        "not_whole": {
            "en": "it is no whole number of grams: nothing is rounded away",
            "zh": "不是整数克：不会悄悄舍去",
        },
        "unit": {"en": "known are g, kg, jin, liang", "zh": "可用单位：g、kg、jin（斤）、liang（两）"},
    }
    part: str
    problem: str
    value: object


@attrs.define
class InvalidAllocationError(CommunekitError):
    """An allocation (分配) cannot be asked for like this. `part` says where."""

    code: ClassVar[str] = "groupbuy.invalid_allocation"
    texts: ClassVar[Texts] = {
        "en": "{part} cannot be {value}: {problem}",
        "zh": "{part} 不能是 {value}：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "quantity": _WHOLE,
        "kind": {"en": "it is of another kind", "zh": "类型不符"},
        "price": {"en": "a price is an amount above zero", "zh": "单价应大于零"},
        "extra": {
            "en": "what was paid extra is an amount of zero or more in the price's currency",
            "zh": "已多付金额应为同币种、不小于零的金额",
        },
        "nobody": {"en": "nobody got anything", "zh": "没有人分到货"},
        "unknown": {"en": "no such booking", "zh": "没有这个订单行"},
        "unknown_member": {
            "en": "what this member's goods are worth was not told",
            "zh": "没有给出这位成员的货值",
        },
        "other_bookings": {
            "en": "the two are not of the same bookings",
            "zh": "两次分配的订单行不一致",
        },
    }
    part: str
    problem: str
    value: object


__all__ = ["InvalidAllocationError", "InvalidBookingError", "InvalidPackError", "LockRefusedError"]
