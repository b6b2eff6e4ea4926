"""Workings (计算过程): the steps by which a tax was reckoned, as data, and as sentences.

Figures are shown rounded to the minor unit. The tax itself is reckoned on exact numbers and rounded once.
"""

from collections.abc import Iterable, Mapping
from typing import ClassVar

import attrs

from communekit.errors import Texts, language_of
from communekit.ids import name_text
from communekit.money import Money, Rate

from ..word import dotted_word
from .amount_check import check_kind
from .dated import SOURCE_CHARACTERS_MAX
from .errors import InvalidTaxTermsError

_REGIMES: Mapping[str, Texts] = {
    "cn.labour": {"en": "labour remuneration, by month and item", "zh": "劳务报酬所得（按次预扣）"},
    "cn.platform": {
        "en": "platform labour remuneration, cumulative",
        "zh": "互联网平台劳务报酬所得（累计预扣）",
    },
    "flat": {"en": "flat rate", "zh": "固定比例"},
    "bracket": {"en": "brackets", "zh": "超额累进"},
}

_LABELS: Mapping[str, Texts] = {
    "gross": {"en": "this payment", "zh": "本次应付"},
    "before": {"en": "paid before in the period", "zh": "本期此前已付"},
    "total": {"en": "total of the period", "zh": "本期累计收入"},
    "deduction": {"en": "less fixed deduction", "zh": "减除费用"},
    "expenses": {"en": "less expenses", "zh": "减除费用（按比例）"},
    "months": {"en": "continuous months", "zh": "连续取得收入的月份数"},
    "allowance": {"en": "less allowance for these months", "zh": "累计减除费用"},
    "taxable": {"en": "taxable", "zh": "应纳税所得额"},
    "rate": {"en": "rate", "zh": "预扣率"},
    "quick_deduction": {"en": "quick deduction", "zh": "速算扣除数"},
    "due": {"en": "tax due on the total", "zh": "累计应预扣税额"},
    "withheld_before": {"en": "withheld before", "zh": "此前已预扣税额"},
    "tax": {"en": "tax withheld now", "zh": "本次预扣税额"},
}


@attrs.frozen
class Step:
    """One figure of a working (计算步骤): a word for ever, and an amount, a rate or a count.

    Errors: `InvalidWordError` for the word, `InvalidTaxTermsError` "figure".

    >>> Step("rate", Rate.percent("20")).text("zh")
    '预扣率：20%'
    """

    word: str
    figure: Money | Rate | int

    def __attrs_post_init__(self) -> None:
        dotted_word(self.word, what="step of a working")
        if not isinstance(self.figure, Money | Rate) and type(self.figure) is not int:
            raise InvalidTaxTermsError("figure", self.figure)

    def text(self, locale: str = "en") -> str:
        """Return the step as people read it; a word of the host's own is shown as it is."""
        language, colon = ("zh", "：") if language_of(locale) == "zh" else ("en", ": ")
        figure = self.figure
        if isinstance(figure, Money):
            shown = figure.format("zh_CN") if language == "zh" else str(figure)
        else:
            shown = str(figure)
        return f"{_LABELS.get(self.word, {}).get(language, self.word)}{colon}{shown}"


def _steps(given: Iterable[Step]) -> tuple[Step, ...]:
    return tuple(given)


@attrs.frozen
class Working:
    """How a tax was reckoned (计算过程): by which regime, for which period, by which source, step by step.

    Args:
        regime: Dotted words for ever: "cn.labour", "cn.platform", or the host's own.
        period: The name of the month or year, or empty where each payment stands alone.
        source: Where the rule stands, as the dated parameter says.
        steps: The figures, in order. A host that keeps only amounts may leave them out.

    Errors: `InvalidWordError` for the regime, `InvalidTextError` for period and source,
    `InvalidTaxTermsError` "not_terms" for what is no step.
    """

    WORDS: ClassVar[tuple[str, ...]] = tuple(_LABELS)
    """The words of the library's own steps."""

    regime: str
    period: str
    source: str
    steps: tuple[Step, ...] = attrs.field(converter=_steps, default=())

    def __attrs_post_init__(self) -> None:
        dotted_word(self.regime, what="tax regime")
        if self.period != "":
            name_text(self.period, what="period")
        name_text(self.source, what="source", longest=SOURCE_CHARACTERS_MAX)
        for step in self.steps:
            check_kind(step, Step)

    def figure(self, word: str) -> Money | Rate | int | None:
        """Return the figure of a step, None where the working has no such step.

        >>> Working("flat", "2026-03", "contract", [Step("months", 3)]).figure("months")
        3
        """
        return next((step.figure for step in self.steps if step.word == word), None)

    def text(self, locale: str = "en") -> str:
        """Return the working as lines of text in a language: "zh", or English for any other.

        >>> print(Working("flat", "2026-03", "contract 7", [Step("tax", Money.cny("1.00"))]).text())
        flat rate, 2026-03
          tax withheld now: 1.00 CNY
        source: contract 7
        """
        chinese = language_of(locale) == "zh"
        regime = _REGIMES.get(self.regime, {}).get("zh" if chinese else "en", self.regime)
        head = ("，" if chinese else ", ").join(filter(None, (regime, self.period)))
        tail = f"{'依据：' if chinese else 'source: '}{self.source}"
        return "\n".join((head, *(f"  {step.text(locale)}" for step in self.steps), tail))


__all__ = ["Step", "Working"]
