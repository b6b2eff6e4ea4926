"""The catalogue of bad input, as far as it is money, rates and splits: row by row, error by error."""

from collections.abc import Callable
from decimal import Decimal
from time import perf_counter
from typing import Any

import pytest

from communekit.errors import CommunekitError, LimitExceededError
from communekit.money import (
    CNY,
    USD,
    AmountOutOfRangeError,
    Currency,
    CurrencyMismatchError,
    InvalidAmountError,
    InvalidRateError,
    InvalidSplitError,
    Money,
    Rate,
    UnknownCurrencyError,
    split,
)

YUAN = Money.cny("1.00")
POINTS = Currency.commodity("POINTS")
AB = {"a": 1, "b": 1}
MILLION = [1] * 10**6
NOBODY: list[int] = []
TWO: Any = ("a", "b")
FLOAT: Any = 0.1
SHARE: Any = 0.08
TRUTH: Any = True
NOTHING: Any = None

Row = tuple[int, Callable[[], object], type[CommunekitError], str, str, str]

PLAINLY = "write plain digits such as 1234.50, with no blanks, separators, plus sign or leading zeros"
PLAINLY_ZH = "请写成 1234.50 这样的数字，不带空格、分隔符、正号或多余的零"

# fmt: off
ROWS: list[Row] = [
    (1, lambda: Money.cny(FLOAT), InvalidAmountError, "money.invalid_amount",
     "“0.1” is not a valid amount: floats are not exact, write decimal text",
     "“0.1” 不是有效金额：浮点数不精确，请写成十进制文本"),
    (2, lambda: split(YUAN, NOBODY), InvalidSplitError, "money.invalid_split",
     "cannot split with “[]”: there is nobody to share",
     "不能按 “[]” 分摊：没有参与分摊的一方"),
    (3, lambda: Money(TRUTH, CNY), InvalidAmountError, "money.invalid_amount",
     "“True” is not a valid amount: true and false are not numbers",
     "“True” 不是有效金额：布尔值不是数字"),
    (3, lambda: Money.cny(TRUTH), InvalidAmountError, "money.invalid_amount",
     "“True” is not a valid amount: true and false are not numbers",
     "“True” 不是有效金额：布尔值不是数字"),
    (4, lambda: split(YUAN, [0, 0]), InvalidSplitError, "money.invalid_split",
     "cannot split with “[0, 0]”: all weights are zero",
     "不能按 “[0, 0]” 分摊：所有权重都为零"),
    (5, lambda: Money.cny(Decimal("NaN")), InvalidAmountError, "money.invalid_amount",
     "“NaN” is not a valid amount: not a finite number",
     "“NaN” 不是有效金额：不是有限的数"),
    (6, lambda: split(YUAN, [1, -1]), InvalidSplitError, "money.invalid_split",
     "cannot split with “-1”: it must not be below zero",
     "不能按 “-1” 分摊：不能小于零"),
    (7, lambda: Money.cny(Decimal("sNaN")), InvalidAmountError, "money.invalid_amount",
     "“sNaN” is not a valid amount: not a finite number",
     "“sNaN” 不是有效金额：不是有限的数"),
    (8, lambda: split(YUAN, [Rate.percent(60), Rate.percent(50)]), InvalidSplitError, "money.invalid_split",
     "cannot split with “110%”: the shares add up to more than 100%",
     "不能按 “110%” 分摊：比例之和超过 100%"),
    (9, lambda: Money.cny(Decimal("-Infinity")), InvalidAmountError, "money.invalid_amount",
     "“-Infinity” is not a valid amount: not a finite number",
     "“-Infinity” 不是有效金额：不是有限的数"),
    (10, lambda: Rate.of(Decimal("NaN")), InvalidRateError, "money.invalid_rate",
     "“NaN” is not a valid rate: not a finite number",
     "“NaN” 不是有效比例：不是有限的数"),
    (11, lambda: Money.cny("1E+999999"), AmountOutOfRangeError, "money.amount_out_of_range",
     "1E+999999 is out of range: at most 10^15 minor units",
     "1E+999999 超出范围：最多 10^15 个最小货币单位"),
    (11, lambda: Money.cny(Decimal("1E+999999")), AmountOutOfRangeError, "money.amount_out_of_range",
     "1E+999999 is out of range: at most 10^15 minor units",
     "1E+999999 超出范围：最多 10^15 个最小货币单位"),
    (12, lambda: Rate.of("-0.01"), InvalidRateError, "money.invalid_rate",
     "“-0.01” is not a valid rate: a share is 0 to 1 (0% to 100%)",
     "“-0.01” 不是有效比例：比例应在 0 到 1（0% 到 100%）之间"),
    (13, lambda: Money.cny("1E-999999"), InvalidAmountError, "money.invalid_amount",
     "“1E-999999” is not a valid amount: exponents are not read",
     "“1E-999999” 不是有效金额：不接受科学记数法"),
    (13, lambda: Money.cny(Decimal("1E-999999")), InvalidAmountError, "money.invalid_amount",
     "“1E-999999” is not a valid amount: more than 40 digits",
     "“1E-999999” 不是有效金额：超过 40 位"),
    (14, lambda: Rate.of("1.0000001"), InvalidRateError, "money.invalid_rate",
     "“1.0000001” is not a valid rate: a share is 0 to 1 (0% to 100%)",
     "“1.0000001” 不是有效比例：比例应在 0 到 1（0% 到 100%）之间"),
    (15, lambda: Money(10**15 + 1, CNY), AmountOutOfRangeError, "money.amount_out_of_range",
     "1000000000000001 is out of range: at most 10^15 minor units",
     "1000000000000001 超出范围：最多 10^15 个最小货币单位"),
    (15, lambda: Money.cny("10000000000000.01"), AmountOutOfRangeError, "money.amount_out_of_range",
     "10000000000000.01 is out of range: at most 10^15 minor units",
     "10000000000000.01 超出范围：最多 10^15 个最小货币单位"),
    (16, lambda: Rate.of(SHARE), InvalidRateError, "money.invalid_rate",
     "“0.08” is not a valid rate: floats are not exact, write decimal text",
     "“0.08” 不是有效比例：浮点数不精确，请写成十进制文本"),
    (17, lambda: Money(2**63, CNY), AmountOutOfRangeError, "money.amount_out_of_range",
     "9223372036854775808 is out of range: at most 10^15 minor units",
     "9223372036854775808 超出范围：最多 10^15 个最小货币单位"),
    (18, lambda: split(YUAN, MILLION), LimitExceededError, "limit.exceeded",
     "parties: 1000000 is above the limit of 100000",
     "parties：1000000 超出上限 100000"),
    (19, lambda: Money.cny("9" * 5_000), AmountOutOfRangeError, "money.amount_out_of_range",
     "'" + "9" * 80 + "'… (5000 characters) is out of range: at most 10^15 minor units",
     "'" + "9" * 80 + "'…（共 5000 个字符） 超出范围：最多 10^15 个最小货币单位"),
    (20, lambda: split(YUAN, [1, 10**30]), LimitExceededError, "limit.exceeded",
     "weight: 1000000000000000000000000000000 is above the limit of 1000000000000000000",
     "weight：1000000000000000000000000000000 超出上限 1000000000000000000"),
    (21, lambda: Money.cny("1.005"), InvalidAmountError, "money.invalid_amount",
     "“1.005” is not a valid amount: more decimal places than the currency has, and no rounding was named",
     "“1.005” 不是有效金额：小数位数超过该币种，且没有指明舍入方式"),
    (22, lambda: split(YUAN, [("ann", 1), ("ann", 1)]), InvalidSplitError, "money.invalid_split",
     "cannot split with “ann”: the same party stands twice",
     "不能按 “ann” 分摊：同一方出现两次"),
    (23, lambda: Money.cny("1,000.00"), InvalidAmountError, "money.invalid_amount",
     "“1,000.00” is not a valid amount: " + PLAINLY,
     "“1,000.00” 不是有效金额：" + PLAINLY_ZH),
    (24, lambda: split(YUAN, AB, residual=TWO), InvalidSplitError, "money.invalid_split",
     "cannot split with “a, b”: one residual party, which bears no bounds of its own",
     "不能按 “a, b” 分摊：承接余额的一方只能有一个，且不能设上下限"),
    (25, lambda: Money.cny("1_000"), InvalidAmountError, "money.invalid_amount",
     "“1_000” is not a valid amount: " + PLAINLY,
     "“1_000” 不是有效金额：" + PLAINLY_ZH),
    (27, lambda: Money.cny("１２"), InvalidAmountError, "money.invalid_amount",
     "“１２” is not a valid amount: " + PLAINLY,
     "“１２” 不是有效金额：" + PLAINLY_ZH),
    (27, lambda: Money.cny("١٢"), InvalidAmountError, "money.invalid_amount",
     "“١٢” is not a valid amount: " + PLAINLY,
     "“١٢” 不是有效金额：" + PLAINLY_ZH),
    (29, lambda: Money.cny(" 12\n"), InvalidAmountError, "money.invalid_amount",
     "“' 12\\n'” is not a valid amount: " + PLAINLY,
     "“' 12\\n'” 不是有效金额：" + PLAINLY_ZH),
    (31, lambda: Money.cny("-0"), InvalidAmountError, "money.invalid_amount",
     "“-0” is not a valid amount: " + PLAINLY,
     "“-0” 不是有效金额：" + PLAINLY_ZH),
    (31, lambda: Money.cny("+5"), InvalidAmountError, "money.invalid_amount",
     "“+5” is not a valid amount: " + PLAINLY,
     "“+5” 不是有效金额：" + PLAINLY_ZH),
    (31, lambda: Money.cny("007"), InvalidAmountError, "money.invalid_amount",
     "“007” is not a valid amount: " + PLAINLY,
     "“007” 不是有效金额：" + PLAINLY_ZH),
    (33, lambda: Money.cny(NOTHING), InvalidAmountError, "money.invalid_amount",
     "“None” is not a valid amount: nothing was given",
     "“None” 不是有效金额：没有给出值"),
    (33, lambda: Money.cny(""), InvalidAmountError, "money.invalid_amount",
     "“” is not a valid amount: the text is empty",
     "“” 不是有效金额：文本为空"),
    (35, lambda: Money.of("1", "XXZ"), UnknownCurrencyError, "money.unknown_currency",
     "“XXZ” is not a currency code",
     "“XXZ” 不是币种代码"),
    (36, lambda: Money(1, CNY) + Money(1, USD), CurrencyMismatchError, "money.currency_mismatch",
     "CNY and USD do not mix without an exchange that says its rate",
     "CNY 与 USD 不能混算，须先按写明的汇率兑换"),
    (37, lambda: Money.of("1", "cny"), UnknownCurrencyError, "money.unknown_currency",
     "“cny” is not a currency code; did you mean CNY?",
     "“cny” 不是币种代码；是否想写 CNY？"),
    (38, lambda: Money(1, POINTS) + Money(1, CNY), CurrencyMismatchError, "money.currency_mismatch",
     "POINTS and CNY do not mix without an exchange that says its rate",
     "POINTS 与 CNY 不能混算，须先按写明的汇率兑换"),
]
# fmt: on


@pytest.mark.parametrize(
    ("row", "call", "error", "code", "english", "chinese"),
    ROWS,
    ids=[f"row {row[0]}, {at}" for at, row in enumerate(ROWS)],
)
def test_bad_input(
    row: int, call: Callable[[], object], error: type[CommunekitError], code: str, english: str, chinese: str
) -> None:
    """Each input is refused at once, with its class, its code and its sentence in both languages."""
    seconds = []
    for _ in range(3):  # The quickest of three: the machine may have other work.
        start = perf_counter()
        with pytest.raises(CommunekitError) as refused:
            call()
        seconds.append(perf_counter() - start)
    assert (type(refused.value), refused.value.code) == (error, code), row
    assert (str(refused.value), refused.value.text("zh_CN")) == (english, chinese)
    assert min(seconds) < 0.01


def test_a_negative_order_amount_has_its_reason() -> None:
    """Row 40: rooms which take no negative amounts say so with the same error."""
    refused = InvalidAmountError("negative", Money.cny("-0.01"))
    assert str(refused).endswith("it must not be below zero")
    assert refused.text("zh").endswith("不能小于零")
