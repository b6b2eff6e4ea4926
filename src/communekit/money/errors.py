"""Errors of money: a class per area, a problem word for programs, a sentence in each language.

`problem` is one of the words listed in the class's `reasons`; it never changes its meaning. `value` is what
was handed in, as it was: the sentence shows a safe excerpt of it.
"""

from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts, language_of

Reasons = dict[str, Texts]


def _reason(reasons: Reasons, problem: str, locale: str) -> str:
    """Return the end of a sentence: why a value was refused."""
    return reasons[problem][language_of(locale)]


def _meant(suggestion: str, locale: str) -> str:
    """Return what may have been meant, as the end of a sentence; nothing where nothing is known."""
    if not suggestion:
        return ""
    return f"；是否想写 {suggestion}？" if language_of(locale) == "zh" else f"; did you mean {suggestion}?"


_NUMBER_REASONS: Reasons = {
    "missing": {"en": ": nothing was given", "zh": "：没有给出值"},
    "empty": {"en": ": the text is empty", "zh": "：文本为空"},
    "float": {
        "en": ": floats are not exact, write decimal text",
        "zh": "：浮点数不精确，请写成十进制文本",
    },
    "boolean": {"en": ": true and false are not numbers", "zh": "：布尔值不是数字"},
    "type": {"en": ": expected decimal text or a Decimal", "zh": "：应为十进制文本或 Decimal"},
    "not_finite": {"en": ": not a finite number", "zh": "：不是有限的数"},
    "form": {
        "en": ": write plain digits such as 1234.50, with no blanks, separators, plus sign or leading zeros",
        "zh": "：请写成 1234.50 这样的数字，不带空格、分隔符、正号或多余的零",
    },
    "exponent": {"en": ": exponents are not read", "zh": "：不接受科学记数法"},
    "too_long": {"en": ": more than 40 digits", "zh": "：超过 40 位"},
}


@attrs.define
class InvalidAmountError(CommunekitError):
    """What was handed in is not an amount (无效金额)."""

    code: ClassVar[str] = "money.invalid_amount"
    texts: ClassVar[Texts] = {"en": "“{value}” is not a valid amount", "zh": "“{value}” 不是有效金额"}
    reasons: ClassVar[Reasons] = _NUMBER_REASONS | {
        "digits": {
            "en": ": more decimal places than the currency has, and no rounding was named",
            "zh": "：小数位数超过该币种，且没有指明舍入方式",
        },
        "negative": {"en": ": it must not be below zero", "zh": "：不能小于零"},
        "not_whole": {"en": ": minor units are whole numbers", "zh": "：最小货币单位必须是整数"},
        "currency": {
            "en": ": its currency must be a Currency, codes are read by Money.of",
            "zh": "：币种应为 Currency，币种代码请用 Money.of 读取",
        },
        "locale_form": {
            "en": ": not written as this locale writes amounts",
            "zh": "：不符合该语言地区的金额写法",
        },
    }
    problem: str
    value: object

    def text(self, locale: str = "en") -> str:
        """Return the sentence with its reason, in a language."""
        return super().text(locale) + _reason(self.reasons, self.problem, locale)


@attrs.define
class AmountOutOfRangeError(CommunekitError):
    """An amount is beyond 10^15 minor units, either way (金额超出范围)."""

    code: ClassVar[str] = "money.amount_out_of_range"
    texts: ClassVar[Texts] = {
        "en": "{value} is out of range: at most 10^15 minor units",
        "zh": "{value} 超出范围：最多 10^15 个最小货币单位",
    }
    value: object


def refused_amount(problem: str, value: object) -> InvalidAmountError | AmountOutOfRangeError:
    """Return the error for an amount that could not be read."""
    return AmountOutOfRangeError(value) if problem == "out_of_range" else InvalidAmountError(problem, value)


@attrs.define
class UnknownCurrencyError(CommunekitError):
    """No such currency (未知币种); `suggestion` is the nearest code, or empty."""

    code: ClassVar[str] = "money.unknown_currency"
    texts: ClassVar[Texts] = {
        "en": "“{given}” is not a currency code",
        "zh": "“{given}” 不是币种代码",
    }
    given: object
    suggestion: str = ""

    def text(self, locale: str = "en") -> str:
        """Return the sentence, with the nearest code when there is one."""
        return super().text(locale) + _meant(self.suggestion, locale)


@attrs.define
class InvalidCommodityError(CommunekitError):
    """What a host counts besides money (points 积分, hours) cannot be named or counted like this."""

    code: ClassVar[str] = "money.invalid_commodity"
    texts: ClassVar[Texts] = {"en": "“{value}” is not a commodity", "zh": "“{value}” 不能作为计量品种"}
    reasons: ClassVar[Reasons] = {
        "form": {
            "en": ": 2 to 24 capital letters, digits and underscores, a letter first",
            "zh": "：应为 2 至 24 个大写字母、数字或下划线，以字母开头",
        },
        "currency": {"en": ": it is the code of a currency", "zh": "：这是币种代码"},
        "digits": {
            "en": ": decimal places are a whole number, 0 to 12",
            "zh": "：小数位数应为 0 至 12 的整数",
        },
    }
    problem: str
    value: object

    def text(self, locale: str = "en") -> str:
        """Return the sentence with its reason, in a language."""
        return super().text(locale) + _reason(self.reasons, self.problem, locale)


@attrs.define
class CurrencyMismatchError(CommunekitError):
    """Two currencies or commodities met in one operation (币种不一致)."""

    code: ClassVar[str] = "money.currency_mismatch"
    texts: ClassVar[Texts] = {
        "en": "{left} and {right} do not mix without an exchange that says its rate",
        "zh": "{left} 与 {right} 不能混算，须先按写明的汇率兑换",
    }
    left: str
    right: str


@attrs.define
class InvalidRateError(CommunekitError):
    """What was handed in is not a rate (无效比例) or factor."""

    code: ClassVar[str] = "money.invalid_rate"
    texts: ClassVar[Texts] = {"en": "“{value}” is not a valid rate", "zh": "“{value}” 不是有效比例"}
    reasons: ClassVar[Reasons] = _NUMBER_REASONS | {
        "range": {"en": ": a share is 0 to 1 (0% to 100%)", "zh": "：比例应在 0 到 1（0% 到 100%）之间"},
        "negative": {"en": ": it must not be below zero", "zh": "：不能小于零"},
        "too_large": {"en": ": a factor is at most 10^12", "zh": "：倍数最多为 10^12"},
        "zero": {"en": ": nothing is divided by zero", "zh": "：不能除以零"},
        "sign": {"en": ": the number stands alone here, without %", "zh": "：这里只写数字，不带百分号"},
        "too_fine": {
            "en": ": the denominator is above 10^60",
            "zh": "：分母超过 10^60",
        },
    }
    problem: str
    value: object
    suggestion: str = ""

    def text(self, locale: str = "en") -> str:
        """Return the sentence with its reason, and what may have been meant, in a language."""
        sentence = super().text(locale) + _reason(self.reasons, self.problem, locale)
        return sentence + _meant(self.suggestion, locale)


@attrs.define
class InvalidSplitError(CommunekitError):
    """An amount cannot be shared out like this (无效分摊)."""

    code: ClassVar[str] = "money.invalid_split"
    texts: ClassVar[Texts] = {"en": "cannot split with “{value}”", "zh": "不能按 “{value}” 分摊"}
    reasons: ClassVar[Reasons] = {
        "no_parties": {"en": ": there is nobody to share", "zh": "：没有参与分摊的一方"},
        "all_zero": {"en": ": all weights are zero", "zh": "：所有权重都为零"},
        "negative": {"en": ": it must not be below zero", "zh": "：不能小于零"},
        "missing": {"en": ": nothing was given", "zh": "：没有给出值"},
        "float": {"en": ": floats are not exact", "zh": "：浮点数不精确"},
        "boolean": {"en": ": true and false are not weights", "zh": "：布尔值不能作为权重"},
        "not_finite": {"en": ": not a finite number", "zh": "：不是有限的数"},
        "type": {
            "en": ": weights are whole numbers, fractions, decimals, rates or amounts",
            "zh": "：权重应为整数、分数、十进制数、比例或金额",
        },
        "mixed": {
            "en": ": weights are of one kind, all rates, all amounts or all numbers",
            "zh": "：权重应为同一类，全为比例、全为金额或全为数字",
        },
        "duplicate": {"en": ": the same party stands twice", "zh": "：同一方出现两次"},
        "above_whole": {
            "en": ": the shares add up to more than 100%",
            "zh": "：比例之和超过 100%",
        },
        "below_whole": {
            "en": ": the shares add up to less than 100%, and no residual party takes the rest",
            "zh": "：比例之和不足 100%，且没有指定承接余额的一方",
        },
        "residual": {
            "en": ": one residual party, which bears no bounds of its own",
            "zh": "：承接余额的一方只能有一个，且不能设上下限",
        },
        "unknown_party": {"en": ": it is none of the parties", "zh": "：不在参与分摊的各方之中"},
        "bounds": {
            "en": ": the most, in minor units, is below the least",
            "zh": "：上限（最小货币单位）低于下限",
        },
        "at_least": {
            "en": ": the least amounts, in minor units, add up to more than there is",
            "zh": "：下限之和（最小货币单位）超过可分金额",
        },
        "method": {
            "en": ": this method does not go together with these bounds or a residual party",
            "zh": "：该方法不能与这些上下限或承接余额的一方同时使用",
        },
        "outstanding": {
            "en": ": what is owed stands in place of bounds and of a residual party",
            "zh": "：未付金额已代替上下限和承接余额的一方",
        },
        "redistribute": {
            "en": ": least amounts need what is left to go to the others",
            "zh": "：设有下限时，余额必须重新分给其他各方",
        },
        "unbalanced": {
            "en": ": parts and remainder do not add up to the whole",
            "zh": "：各部分与余额之和不等于总额",
        },
    }
    problem: str
    value: object

    def text(self, locale: str = "en") -> str:
        """Return the sentence with its reason, in a language."""
        return super().text(locale) + _reason(self.reasons, self.problem, locale)


@attrs.define
class UnknownLocaleError(CommunekitError):
    """No such locale (未知语言地区)."""

    code: ClassVar[str] = "money.unknown_locale"
    texts: ClassVar[Texts] = {"en": "“{given}” is not a known locale", "zh": "“{given}” 不是已知的语言地区"}
    given: object


__all__ = [
    "AmountOutOfRangeError",
    "CurrencyMismatchError",
    "InvalidAmountError",
    "InvalidCommodityError",
    "InvalidRateError",
    "InvalidSplitError",
    "UnknownCurrencyError",
    "UnknownLocaleError",
    "refused_amount",
]
