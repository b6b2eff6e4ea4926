"""What a simulation says, in English and in Chinese."""

from collections.abc import Mapping
from typing import Final

from communekit.errors import Texts, language_of

WORDS: Final[Mapping[str, Texts]] = {
    "title": {"en": "{before} → {after}", "zh": "{before} → {after}"},
    "orders": {
        "en": "{assessed} of {read} orders compared, amounts in {currency}",
        "zh": "共 {read} 单，比较 {assessed} 单，金额单位 {currency}",
    },
    "nothing": {
        "en": "nothing was compared: of {read} orders none was assessed under both plans",
        "zh": "没有可比较的：共 {read} 单，没有一单在两个方案下都能计佣",
    },
    "no_orders": {"en": "nothing was compared: there are no orders", "zh": "没有可比较的：没有读到订单"},
    "rule": {"en": "{rule} “{title}”", "zh": "{rule}“{title}”"},
    "owing": {"en": "{name} ({amount})", "zh": "{name}（{amount}）"},
    "heading": {"en": "{name}:", "zh": "{name}："},
    "row": {
        "en": "  {name}: {before} → {after} ({difference})",
        "zh": "  {name}：{before} → {after}（{difference}）",
    },
    "order_row": {"en": "  {name}: {moved}", "zh": "  {name}：{moved}"},
    "comma": {"en": ", ", "zh": "、"},
    "left_out": {
        "en": "left out under {plan}: {orders} ({code}), first {first}: {text}",
        "zh": "{plan}未计入 {orders} 单（{code}），首单 {first}：{text}",
    },
    "plan_before": {"en": "the first plan", "zh": "原方案"},
    "plan_after": {"en": "the second plan", "zh": "新方案"},
    "same": {"en": "nobody is paid differently", "zh": "各方收入均无变化"},
    "winners": {"en": "{count} gain {sum} together", "zh": "{count} 方受益，合计 {sum}"},
    "losers": {"en": "{count} lose {sum} together", "zh": "{count} 方受损，合计 {sum}"},
    "unchanged": {"en": "{count} unchanged", "zh": "{count} 方不变"},
    "residual": {"en": "residual", "zh": "剩余"},
    "tax": {"en": "tax set aside", "zh": "提取的税额"},
    "shortfall": {"en": "borne by others", "zh": "由承担方补足"},
    "by_role": {"en": "by role", "zh": "按角色"},
    "by_rule": {"en": "by rule", "zh": "按规则"},
    "by_party": {"en": "who gains, who loses", "zh": "受益与受损"},
    "by_order": {"en": "orders with the greatest change", "zh": "变化最大的订单"},
    "name": {"en": "name", "zh": "名称"},
    "order": {"en": "order", "zh": "订单"},
    "before": {"en": "before", "zh": "原"},
    "after": {"en": "after", "zh": "新"},
    "difference": {"en": "difference", "zh": "差额"},
    "moved": {"en": "changes hands", "zh": "易手金额"},
    "more": {"en": "and {count} more", "zh": "另有 {count} 方"},
    "below_zero": {
        "en": "fairness: {parties} would pay in more than they get",
        "zh": "公平提示：{parties}的净收入将低于零",
    },
    "none_below_zero": {
        "en": "fairness: nobody falls below zero",
        "zh": "公平提示：没有任何一方净收入低于零",
    },
}
"""Every phrase, with the names of its figures."""


def phrase(name: str, locale: str, /, **figures: object) -> str:
    """Return a phrase in a language: "zh", "zh_CN", or English for any other.

    >>> phrase("winners", "en", count=2, sum="1.50")
    '2 gain 1.50 together'
    """
    language = language_of(locale)
    return WORDS[name][language].format_map(figures)
