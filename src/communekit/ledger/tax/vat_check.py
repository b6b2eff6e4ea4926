"""What a check of turnover against the VAT relief found (增值税核查结果): month by month, and what to act on."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import attrs

from communekit.errors import Texts, language_of
from communekit.money import Money


@attrs.frozen
class VatFinding:
    """Something to act on (提示): `code` for programs, a sentence for people, with the figures.

    Codes: "over_monthly" (the month is not exempt), "must_register" (twelve months are above the limit),
    "not_in_force" (no terms for this month; nothing is said of it).
    """

    texts: ClassVar[Mapping[str, Texts]] = {
        "over_monthly": {
            "en": "{month}: {figure} is above {limit}, the month is not exempt from VAT",
            "zh": "{month}：{figure} 超过 {limit}，当月不能免征增值税",
        },
        "must_register": {
            "en": "{month}: {figure} in twelve months is above {limit}, the person must register as a business",
            "zh": "{month}：连续 12 个月累计 {figure}，超过 {limit}，应当办理经营主体登记",
        },
        "not_in_force": {
            "en": "{month}: no terms are in force, nothing is said of {figure}",
            "zh": "{month}：没有生效的规定，对 {figure} 不作判断",
        },
    }

    code: str
    month: str
    figure: Money
    limit: Money | None
    source: str

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language: "zh", or English for any other."""
        chinese = language_of(locale) == "zh"

        def shown(amount: Money | None) -> str:
            if amount is None:
                return ""
            return amount.format("zh_CN") if chinese else str(amount)

        template = self.texts[self.code]["zh" if chinese else "en"]
        return template.format(month=self.month, figure=shown(self.figure), limit=shown(self.limit))


@attrs.frozen
class VatMonth:
    """One month of a check (月度核查).

    Args:
        month: Its name, "2026-03".
        total: Its turnover, without VAT.
        twelve_months: The turnover of the twelve months that end with it.
        exempt: Whether the month is exempt; None where no terms are in force.
        must_register: Whether the person must register as a business; None where no terms are in force.
    """

    month: str
    total: Money
    twelve_months: Money
    exempt: bool | None
    must_register: bool | None


@attrs.frozen
class VatCheck:
    """The result of a check (核查结果): every month, and the findings, both in the order of time."""

    months: tuple[VatMonth, ...]
    findings: tuple[VatFinding, ...]

    def __iter__(self) -> Iterator[VatMonth]:
        return iter(self.months)

    def data(self) -> dict[str, Any]:
        """Return the check as plain data: amounts as text in major units."""
        return {
            "months": [
                {
                    "month": each.month,
                    "total": each.total.text,
                    "twelve_months": each.twelve_months.text,
                    "exempt": each.exempt,
                    "must_register": each.must_register,
                }
                for each in self.months
            ],
            "findings": [
                {
                    "code": each.code,
                    "month": each.month,
                    "figure": each.figure.text,
                    "limit": None if each.limit is None else each.limit.text,
                    "source": each.source,
                }
                for each in self.findings
            ],
        }


__all__ = ["VatCheck", "VatFinding", "VatMonth"]
