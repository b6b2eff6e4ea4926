"""Words of the papers of pick-up (自提单据用语), in English and in Chinese."""

from collections.abc import Mapping
from typing import Final

from communekit.errors import Texts, language_of

WORDS: Final[Mapping[str, Texts]] = {
    "pick_list": {"en": "Pick list", "zh": "提货单"},
    "purchasing": {"en": "Purchasing totals", "zh": "采购汇总"},
    "arrival": {"en": "Arrival receipt", "zh": "到货签收单"},
    "leader": {"en": "leader", "zh": "团长"},
    "circle": {"en": "circle", "zh": "社群"},
    "point": {"en": "pick-up point", "zh": "自提点"},
    "supplier": {"en": "supplier", "zh": "供应商"},
    "no_supplier": {"en": "no supplier named", "zh": "未注明供应商"},
    "when": {"en": "when", "zh": "时间"},
    "signed_by": {"en": "signed by", "zh": "签收人"},
    "in_all": {"en": "In all", "zh": "合计"},
    "group": {"en": "part", "zh": "部分"},
    "order": {"en": "order", "zh": "订单"},
    "product": {"en": "product", "zh": "商品"},
    "quantity": {"en": "quantity", "zh": "数量"},
    "orders": {"en": "orders", "zh": "订单数"},
    "expected": {"en": "expected", "zh": "应到"},
    "arrived": {"en": "arrived", "zh": "实到"},
    "short": {"en": "short", "zh": "短少"},
    "over": {"en": "over", "zh": "多到"},
    "damaged": {"en": "damaged", "zh": "破损"},
    "good": {"en": "to hand out", "zh": "可提"},
    "products": {"en": "By product", "zh": "按商品"},
    "everything": {"en": "All products", "zh": "全部商品"},
    "done": {"en": "done", "zh": "已交"},
}


def say(key: str, locale: str) -> str:
    """Return a word in a language.

    >>> say("pick_list", "zh_CN")
    '提货单'
    """
    return WORDS[key][language_of(locale)]


__all__ = ["WORDS", "say"]
