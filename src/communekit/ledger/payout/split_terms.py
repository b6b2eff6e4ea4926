"""Terms of splits: what a channel allows, and why it refuses (分账规则)."""

from collections.abc import Mapping
from enum import Enum
from typing import Final

import attrs

from communekit.errors import Texts, language_of
from communekit.money import Money, Rate

from .value_check import check_count, check_kind


class SplitProblem(Enum):
    """Why a split or a return cannot be ordered (拒绝原因)."""

    ABOVE_CAP = "above_cap"
    OTHER_ORDER = "other_order"
    WALLET = "wallet"
    TOO_LATE = "too_late"
    TOO_MANY = "too_many"
    ABOVE_SPLIT = "above_split"


TEXTS: Final[Mapping[SplitProblem, Texts]] = {
    SplitProblem.ABOVE_CAP: {"en": "at most {limit} can still be split", "zh": "最多还可分账 {limit}"},
    SplitProblem.OTHER_ORDER: {"en": "it is about another order", "zh": "属于另一笔订单"},
    SplitProblem.WALLET: {
        "en": "what went to a wallet cannot be returned: offset it against later earnings",
        "zh": "分到个人零钱的金额不能回退，请从后续收益中抵扣",
    },
    SplitProblem.TOO_LATE: {"en": "returns end {limit} days after the split", "zh": "分账 {limit} 天后不能回退"},
    SplitProblem.TOO_MANY: {"en": "a split is returned at most {limit} times", "zh": "每笔分账最多回退 {limit} 次"},
    SplitProblem.ABOVE_SPLIT: {"en": "at most {limit} can still be returned", "zh": "最多还可回退 {limit}"},
}  # fmt: skip


@attrs.frozen
class SplitRefusal:
    """Why a split or a return is not ordered (分账未通过), with the limit it meets.

    >>> SplitRefusal(SplitProblem.TOO_MANY, 20).text()
    'a split is returned at most 20 times'
    """

    problem: SplitProblem
    limit: Money | int | str = ""

    def text(self, locale: str = "en") -> str:
        """Return the reason as a sentence, in Chinese or English."""
        language = language_of(locale)
        return TEXTS[self.problem][language].format(limit=self.limit)


@attrs.frozen(kw_only=True)
class SplitTerms:
    """What a channel allows (分账规则); the figures are those of WeChat Pay unless others are given.

    Args:
        cap: The greatest share of the payment that may be split in all, of what is left after the payment fee: the
            stricter of the two readings, so that the channel takes what passes here. Rounded down.
        returns_max: How often one split may be returned.
        return_days: Within how many days of 24 hours after the split, the last moment included.

    Errors: `InvalidPayoutError` "unlike", "not_a_count".

    Source: WeChat Pay, partner API v3, chapter 8.1 (profit sharing), default cap 30 %; returns: never above the split,
    20 times, 180 days, not from a wallet.
    """

    cap: Rate = attrs.field(factory=lambda: Rate.percent(30))
    returns_max: int = 20
    return_days: int = 180

    def __attrs_post_init__(self) -> None:
        check_kind("cap", self.cap, Rate)
        check_count("number of returns", self.returns_max)
        check_count("days of return", self.return_days)


__all__ = ["SplitProblem", "SplitRefusal", "SplitTerms"]
