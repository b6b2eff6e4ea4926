"""Phrases (用语): the words of conditions, roles, bases and measures in English and Chinese."""

from collections.abc import Mapping
from typing import Final

Texts = Mapping[str, str]


def _both(table: Mapping[str, tuple[str, str]]) -> Mapping[str, Texts]:
    return {word: {"en": en, "zh": zh} for word, (en, zh) in table.items()}


ROLES: Final = _both({
    "leader": ("leader", "团长"),
    "sponsor": ("sponsor", "推荐人"),
    "host": ("host", "主播"),
    "store": ("store", "门店"),
    "brand": ("brand", "品牌方"),
    "supplier": ("supplier", "供应商"),
    "creator": ("creator", "内容创作者"),
    "keeper": ("pick-up keeper", "自提点"),
    "fund": ("fund", "公共基金"),
    "platform": ("platform", "平台"),
    "member": ("member", "会员"),
})  # fmt: skip
"""Roles of the trade; a role of the host's is shown by its own word."""

SUBJECTS: Final = {**ROLES, **_both({
    "line": ("line", "商品行"),
    "order": ("order", "订单"),
    "session": ("live session", "直播场次"),
})}  # fmt: skip

FACTS: Final = _both({
    "line.id": ("line number", "行号"),
    "line.product": ("product", "商品"),
    "line.category": ("category", "品类"),
    "line.supplier": ("supplier", "供应商"),
    "line.tags": ("tag list", "商品标签"),
    "line.kind": ("kind of product", "商品类型"),
    "line.quantity": ("quantity", "数量"),
    "line.listed": ("amount at list prices", "标价金额"),
    "line.paid": ("amount paid", "成交金额"),
    "line.freight": ("freight", "运费"),
    "line.tax": ("tax contained", "含税额"),
    "line.cost": ("cost", "成本"),
    "line.channel": ("channel", "渠道"),
    "order.id": ("order number", "订单号"),
    "order.store": ("store", "门店"),
    "order.member": ("member", "会员"),
    "order.session": ("live session", "直播场次"),
    "order.channel": ("channel of the order", "下单渠道"),
    "order.placed_at": ("time of the order", "下单时间"),
    "order.paid_at": ("time of payment", "支付时间"),
    "order.received_at": ("time of receipt", "签收时间"),
})  # fmt: skip
"""Facts that every plan may ask for; others are named by their subject and their own word."""

NAMES: Final = _both({
    "id": ("id", "编号"),
    "grade": ("grade", "等级"),
    "level": ("level", "级别"),
    "team": ("team", "团队"),
    "city": ("city", "城市"),
    "region": ("region", "区域"),
    "kind": ("kind", "类型"),
    "tags": ("tag list", "标签"),
    "name": ("name", "名称"),
})  # fmt: skip
"""Words that hosts often use for facts of their own."""

BASES: Final = _both({
    "paid": ("amount paid", "成交金额"),
    "listed": ("amount at list prices", "标价金额"),
    "net": ("amount without tax", "不含税金额"),
    "margin": ("margin", "毛利"),
    "freight": ("freight", "运费"),
    "quantity": ("quantity", "数量"),
    "lines": ("lines", "行数"),
    "orders": ("orders", "订单数"),
    "members": ("members", "会员数"),
})  # fmt: skip
"""What a rate applies to, and what a measure counts."""

NEEDED: Final = _both({
    "net": ("tax", "税额"),
    "margin": ("cost", "成本"),
})  # fmt: skip
"""What has to be known for a base."""

PERIODS: Final = _both({
    "line": ("line", "每行"),
    "order": ("order", "每单"),
    "day": ("day", "每日"),
    "week": ("week", "每周"),
    "half_month": ("half-month", "每半月"),
    "month": ("month", "每月"),
    "quarter": ("quarter", "每季"),
    "half_year": ("half-year", "每半年"),
    "year": ("year", "每年"),
})  # fmt: skip

ROUNDINGS: Final = _both({
    "down": ("rounded down", "向下取整"),
    "up": ("rounded up", "向上取整"),
    "floor": ("rounded to the lower unit", "向较小值取整"),
    "ceiling": ("rounded to the higher unit", "向较大值取整"),
    "half_up": ("rounded, half up", "四舍五入"),
    "half_down": ("rounded, half down", "五舍六入"),
    "half_even": ("rounded, half to even", "四舍六入五成双"),
    "half_odd": ("rounded, half to odd", "四舍六入五成单"),
    "half_ceiling": ("rounded, half to the higher unit", "四舍五入（五取较大值）"),
    "half_floor": ("rounded, half to the lower unit", "四舍五入（五取较小值）"),
})  # fmt: skip

CHAINS: Final = _both({
    "additive": ("chain", "层级"),
    "differential": ("differential", "级差"),
    "waterfall": ("waterfall", "逐级分出"),
})  # fmt: skip

MODES: Final = _both({
    "graduated": ("each part at its own tier's rate", "分段累进"),
    "volume": ("all of it at the rate reached", "按所达档位全额"),
    "retroactive": ("all of the period at the rate reached", "按所达档位追溯全期"),
})  # fmt: skip

SCOPES: Final = _both({
    "unit": ("per unit", "按件"),
    "line": ("", ""),
    "order": ("over the order", "按整单累计"),
    "period": ("over the period", "按整期累计"),
})  # fmt: skip

_OPERATORS: Final = _both({
    "is": ("is {}", "为 {}"),
    "is not": ("is not {}", "不是 {}"),
    "in": ("is one of {}", "为 {} 之一"),
    "in not": ("is none of {}", "不是 {} 中的任何一个"),
    "under": ("is in {}", "属于 {}"),
    "under not": ("is not in {}", "不属于 {}"),
    "has": ("has {}", "包含 {}"),
    "has not": ("does not have {}", "不包含 {}"),
    "at_least": ("is at least {}", "不低于 {}"),
    "more_than": ("is more than {}", "高于 {}"),
    "at_most": ("is at most {}", "不高于 {}"),
    "less_than": ("is less than {}", "低于 {}"),
    "known": ("is known", "已知"),
    "known not": ("is not known", "未知"),
})  # fmt: skip
_OF_TIME: Final = _both({
    "is": ("is {}", "为 {}"),
    "is not": ("is not {}", "不是 {}"),
    "at_least": ("is {} or later", "不早于 {}"),
    "more_than": ("is after {}", "晚于 {}"),
    "at_most": ("is {} or earlier", "不晚于 {}"),
    "less_than": ("is before {}", "早于 {}"),
})  # fmt: skip
_MUST: Final = (
    ("is ", "must be "),
    ("does not have ", "must not have "),
    ("has ", "must have "),
)
_OPPOSITE: Final = {
    "at_least": "less_than", "less_than": "at_least", "more_than": "at_most", "at_most": "more_than",
}  # fmt: skip


def operator_text(op: str, operand: str, language: str, *, negated: bool, of_time: bool) -> str:
    """Return what is asked of a fact, as it follows the fact: "is at least ¥100.00".

    >>> operator_text("at_least", "¥100.00", "zh", negated=True, of_time=False)
    '低于 ¥100.00'
    """
    key = _OPPOSITE.get(op, f"{op} not") if negated else op
    table = _OF_TIME if of_time and key in _OF_TIME else _OPERATORS
    return table[key][language].format(operand)


def demand(asked: str, language: str) -> str:
    """Return what is asked of a fact as a demand on it.

    >>> demand("is not live", "en"), demand("为 live", "zh")
    ('it must not be live', '规则要求为 live')
    """
    if language == "zh":
        return f"规则要求{asked}"
    if asked.startswith("is not "):
        return f"it must not be {asked.removeprefix('is not ')}"
    verb, must = next((pair for pair in _MUST if asked.startswith(pair[0])), ("", ""))
    return f"it {must}{asked.removeprefix(verb)}"


def fact_text(subject: str, name: str, language: str) -> str:
    """Return the name of a fact.

    >>> fact_text("leader", "grade", "zh"), fact_text("leader", "grade", "en"), fact_text("line", "organic", "en")
    ('团长等级', "leader's grade", 'organic')
    """
    known = FACTS.get(f"{subject}.{name}")
    if known is not None:
        return known[language]
    word = NAMES[name][language] if name in NAMES else name
    if subject == "line":
        return word
    whose = SUBJECTS[subject][language] if subject in SUBJECTS else subject
    if language == "en":
        return f"{whose}'s {word}"
    return f"{whose}{word}" if name in NAMES else f"{whose}的 {word}"


__all__ = [
    "BASES",
    "CHAINS",
    "FACTS",
    "MODES",
    "NAMES",
    "NEEDED",
    "PERIODS",
    "ROLES",
    "ROUNDINGS",
    "SCOPES",
    "SUBJECTS",
    "demand",
    "fact_text",
    "operator_text",
]
