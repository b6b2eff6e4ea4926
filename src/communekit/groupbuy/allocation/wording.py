"""Wording: reasons as sentences, with the figures that decided, in English and Chinese."""

from typing import TYPE_CHECKING, Final

from communekit.errors import Texts

from .policy import FairCost, FirstCome, Policy, Proportional
from .reason import Reason

if TYPE_CHECKING:
    from .allocation import Allocation, Portion

_HEADS: Final[Texts] = {
    "en": "{member} booked {firm} and gets {got}: ",
    "zh": "{member} 订 {firm}，分得 {got}：",
}
_HEADS_WITH_TOLERANCE: Final[Texts] = {
    "en": "{member} booked {firm} and up to {tolerance} more, and gets {got}: ",
    "zh": "{member} 必订 {firm}、可加 {tolerance}，分得 {got}：",
}
_THERE: Final[dict[bool, Texts]] = {
    True: {"en": "{units} ordered", "zh": "订货 {units}"},
    False: {"en": "{units} arrived", "zh": "到货 {units}"},
}
_REASONS: Final[dict[Reason, Texts]] = {
    Reason.WHOLE: {"en": "everything.", "zh": "全数满足。"},
    Reason.TOLERANCE: {
        "en": "the firm part, and {added} of the tolerance ({there}, {all_firm} booked firmly; {rule}).",
        "zh": "必订满足，另分到可加量 {added}（{there}，必订合计 {all_firm}，{rule}）。",
    },
    Reason.FIRM: {
        "en": "the firm part, and nothing of the tolerance ({there}, {all_firm} booked firmly; {rule}).",
        "zh": "必订满足，可加部分没有轮到（{there}，必订合计 {all_firm}，{rule}）。",
    },
    Reason.SHORT: {
        "en": "{there}, {all_firm} booked firmly; {rule}.",
        "zh": "{there}，必订合计 {all_firm}，{rule}。",
    },
    Reason.PART_CASE: {
        "en": "cases hold {size}, and the last one did not fill ({there}, {all_firm} booked firmly; {rule}).",
        "zh": "每箱 {size}，最后一箱没有凑满（{there}，必订合计 {all_firm}，{rule}）。",
    },
    Reason.MINIMUM: {
        "en": "{wanted} wanted by all, tolerance included, and the minimum is {least}.",
        "zh": "连可加量在内共 {wanted}，未达起订量 {least}。",
    },
    Reason.LOCKED: {"en": "fixed by {by}.", "zh": "由 {by} 人工锁定。"},
}
_LOCKED_BECAUSE: Final[Texts] = {"en": "fixed by {by}: {why}.", "zh": "由 {by} 人工锁定，原因：{why}。"}


def _rule(policy: Policy) -> Texts:
    match policy:
        case FirstCome():
            return {"en": "earlier bookings first", "zh": "先订先得"}
        case Proportional():
            return {"en": "shared in proportion", "zh": "按比例分配"}
        case FairCost():
            return {"en": "extra cost levelled", "zh": "多付金额尽量拉平"}


def sentence(allocation: "Allocation", portion: "Portion", reason: Reason, language: str) -> str:
    """Return why a booking gets what it gets, in a language."""
    booking, pack = portion.booking, allocation.pack

    def units(quantity: int) -> str:
        return pack.measure.text(quantity, language)

    there = _THERE[allocation.cases is not None][language].format(units=units(allocation.units))
    heads = _HEADS_WITH_TOLERANCE if booking.tolerance else _HEADS
    lock = booking.lock
    texts = _LOCKED_BECAUSE if lock is not None and lock.why else _REASONS[reason]
    return (heads[language] + texts[language]).format(
        member=booking.member,
        firm=units(booking.firm),
        tolerance=units(booking.tolerance),
        got=units(portion.quantity),
        added=units(portion.tolerance),
        there=there,
        all_firm=units(allocation.demand.firm),
        wanted=units(allocation.demand.wanted),
        least=units(pack.units(allocation.minimum.least_cases(pack))),
        size=units(pack.size),
        rule=_rule(allocation.policy)[language],
        by="" if lock is None else lock.by,
        why="" if lock is None else lock.why,
    )


__all__ = ["sentence"]
