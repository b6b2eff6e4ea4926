"""What reports of models say, in English and in Chinese."""

from collections.abc import Mapping
from typing import Final

from communekit.errors import Texts, language_of

MODELS: Final[Mapping[str, Texts]] = {
    "first": {"en": "First touch", "zh": "首次触点"},
    "last": {"en": "Last touch", "zh": "末次触点"},
    "last_non_direct": {"en": "Last non-direct", "zh": "末次非直接"},
    "linear": {"en": "Linear", "zh": "线性"},
    "position": {"en": "Position", "zh": "位置"},
    "end_bonus": {"en": "End bonus", "zh": "首尾奖励"},
    "rank_decay": {"en": "Rank decay", "zh": "名次衰减"},
    "time_decay": {"en": "Time decay", "zh": "时间衰减"},
    "last_n": {"en": "Last touches by list", "zh": "末 N 触点"},
    "shapley": {"en": "Shapley (conversions)", "zh": "Shapley 值（转化数）"},
    "coalition_shapley": {"en": "Shapley (coalitions)", "zh": "Shapley 值（联盟）"},
    "shao_li": {"en": "Shao-Li", "zh": "Shao-Li 概率"},
    "markov": {"en": "Markov", "zh": "马尔可夫"},
    "markov_per_journey": {"en": "Markov per journey", "zh": "逐路径马尔可夫"},
}
"""The models by their names; a host's own is shown by its name."""

WORDS: Final[Mapping[str, Texts]] = {
    "channel": {"en": "channel", "zh": "渠道"},
    "conversions": {"en": "conversions", "zh": "转化数"},
    "value": {"en": "value", "zh": "金额"},
    "share": {"en": "share", "zh": "占比"},
    "unattributed": {"en": "without touches", "zh": "无触点"},
    "total": {"en": "total", "zh": "合计"},
    "title": {"en": "Credit by channel, {unit}", "zh": "各渠道贡献（{unit}）"},
    "of_models": {"en": "{title}: {models}", "zh": "{title}：{models}"},
    "head": {"en": "channel, {unit}", "zh": "渠道（{unit}）"},
    "bar": {"en": "{model}, {channel}: {figure}", "zh": "{model} · {channel}：{figure}"},
    "below_zero": {
        "en": "below zero, these channels keep people from buying: {channels}",
        "zh": "以下渠道的贡献为负，即拉低了转化：{channels}",
    },
    "comma": {"en": ", ", "zh": "、"},
}


def model_name(name: str, locale: str) -> str:
    """Return what a model is called in a language.

    >>> model_name("markov", "zh"), model_name("our own", "en")
    ('马尔可夫', 'our own')
    """
    known = MODELS.get(name)
    return name if known is None else known[language_of(locale)]


def phrase(name: str, locale: str, /, **figures: object) -> str:
    """Return a phrase in a language: "zh", "zh_CN", or English for any other."""
    return WORDS[name][language_of(locale)].format_map(figures)


__all__ = ["model_name", "phrase"]
