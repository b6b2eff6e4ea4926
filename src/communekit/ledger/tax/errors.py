"""Errors of tax: what cannot be withheld, and parameters that do not fit together."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts, language_of


@attrs.define
class NotInForceError(CommunekitError):
    """No row of a dated parameter covers the moment (当时没有生效的规定).

    `first` and `last` are the edges of the rows there are; `last` is None where the last row is still open.
    """

    code: ClassVar[str] = "ledger.tax.not_in_force"
    texts: ClassVar[Texts] = {
        "en": "nothing is in force at {at}: the parameter is known from {first} to {last}",
        "zh": "{at} 没有生效的规定：该参数的已知区间为 {first} 至 {last}",
    }
    at: datetime
    first: datetime
    last: datetime | None


@attrs.define
class InvalidTaxTermsError(CommunekitError):
    """Parameters of a tax (税收参数) do not fit together. `problem` is one of the words of `problems`."""

    code: ClassVar[str] = "ledger.tax.invalid_terms"
    texts: ClassVar[Texts] = {"en": "tax terms cannot use {value}", "zh": "税收参数不能使用 {value}"}
    problems: ClassVar[Mapping[str, Texts]] = {
        "no_rows": {"en": "there is no row", "zh": "没有任何一行"},
        "overlap": {"en": "two rows are in force at once", "zh": "两行的生效区间重叠"},
        "not_a_row": {"en": "it is not a row of this kind", "zh": "不是这一类的行"},
        "not_zero": {"en": "the first bracket starts at zero", "zh": "第一级必须从零开始"},
        "not_ascending": {"en": "brackets ascend", "zh": "各级起点必须递增"},
        "negative": {"en": "it must not be below zero", "zh": "不能小于零"},
        "currency": {"en": "all amounts are of one currency", "zh": "所有金额须为同一币种"},
        "empty_months": {
            "en": "a whole number of months, 1 to 12, breaks the run",
            "zh": "中断月数应为 1 至 12 的整数",
        },
        "counts_empty": {
            "en": "whether empty months count is true or false",
            "zh": "空月是否计入须为布尔值",
        },
        "figure": {
            "en": "a step shows an amount, a rate or a whole number",
            "zh": "计算步骤只能是金额、比例或整数",
        },
        "per": {"en": "write payment, month or year", "zh": "应为 payment、month 或 year"},
        "rounding": {"en": "rounding is named by a Rounding", "zh": "舍入方式须用 Rounding 指明"},
        "not_terms": {
            "en": "dated parameters of the right kind are asked for",
            "zh": "须为该类规定的分段参数",
        },
    }
    problem: str
    value: object

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language, with the reason."""
        return super().text(locale) + _reason(self.problems, self.problem, locale)


@attrs.define
class InvalidPaymentError(CommunekitError):
    """A payment, or the record of what was withheld from it (支付、扣税记录), cannot be like this."""

    code: ClassVar[str] = "ledger.tax.invalid_payment"
    texts: ClassVar[Texts] = {"en": "payment {payment} cannot stand", "zh": "支付 {payment} 不成立"}
    problems: ClassVar[Mapping[str, Texts]] = {
        "gross": {"en": "its gross is an amount of zero or more, not", "zh": "应付金额须不小于零，现为"},
        "resident": {"en": "residence is true or false, not", "zh": "是否居民须为布尔值，现为"},
        "tax": {"en": "its tax is zero to gross, not", "zh": "税额须在零与应付金额之间，现为"},
        "taxable": {
            "en": "what is taxable is zero or more, in the currency of the payment, not",
            "zh": "应纳税所得额须不小于零且币种一致，现为",
        },
        "record": {
            "en": "a record is made of a payment and its working, not of",
            "zh": "扣税记录由支付和计算过程组成，现为",
        },
    }
    payment: str
    problem: str
    value: object

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language, with the reason and the value."""
        reason = _reason(self.problems, self.problem, locale)
        return f"{super().text(locale)}{reason} {self.value}"


@attrs.define
class PaymentConflictError(CommunekitError):
    """A payment of this id was withheld before, with other content (同一支付编号内容不同).

    `differs` names the fields in which the two are not the same.
    """

    code: ClassVar[str] = "ledger.tax.payment_conflict"
    texts: ClassVar[Texts] = {
        "en": "tax was withheld from payment {payment} before, with another {differs}",
        "zh": "支付 {payment} 已经扣过税，内容不同：{differs}",
    }
    payment: str
    differs: tuple[str, ...]


@attrs.define
class NonResidentError(CommunekitError):
    """A payee is not resident, and no table for non-residents was given (未提供非居民适用的税率表)."""

    code: ClassVar[str] = "ledger.tax.non_resident"
    texts: ClassVar[Texts] = {
        "en": "{party} is not resident: {regime} has no terms for non-residents, hand them in",
        "zh": "{party} 是非居民：{regime} 没有非居民适用的参数，请由宿主系统提供",
    }
    party: str
    regime: str


def _reason(problems: Mapping[str, Texts], problem: str, locale: str) -> str:
    language, colon = ("zh", "：") if language_of(locale) == "zh" else ("en", ": ")
    return f"{colon}{problems.get(problem, {}).get(language, problem)}"


__all__ = [
    "InvalidPaymentError",
    "InvalidTaxTermsError",
    "NonResidentError",
    "NotInForceError",
    "PaymentConflictError",
]
