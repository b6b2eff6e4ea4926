"""The catalogue of bad inputs: each gets one clear error, with data and a code, in English and Chinese.

Row numbers are those of the catalogue that the field's bugs make up: money 1-39, rates and splits 2-40, ids and text
41-63, time 42-68, plans and files 69-97, refunds and entries 74-88. Rows of rooms that do not exist yet are not here.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from communekit.codec import read_json
from communekit.commission import (
    Base,
    Bound,
    Measure,
    Plan,
    Rule,
    Tier,
    TierMode,
    Tiers,
    read_plan,
)
from communekit.errors import CommunekitError
from communekit.ids import distinct, identifier, name_text
from communekit.ledger import Account, Entry, Posting
from communekit.money import CNY, USD, Currency, Money, Rate, split
from communekit.orders import Credit, Credits, Line, Order, Refund, RefundLine, check_refund
from communekit.parties import Role, Store, Tie, Ties
from communekit.period import Window, instant, local, zone

AT = instant("2026-03-01T09:00:00+08:00")
POINTS = Currency.commodity("POINTS")

Make = Callable[[], Any]


def any_value(value: object) -> Any:
    """Hand in what the types forbid."""
    return value


def sold(**changes: Any) -> Order:
    """Return an order of one line at 10.00, or refuse what is changed in it."""
    fields: dict[str, Any] = {"placed_at": AT, "paid_at": AT, **changes}
    return Order("O1", "S1", (Line.of("1", "tea", "10.00", quantity=2),), **fields)


def base_rule(**changes: Any) -> Rule:
    """Return a rule, or refuse what is changed in it."""
    return Rule("base", Role.LEADER, Rate.percent("8"), **changes)


def plan_of(*rules: Rule, **changes: Any) -> Plan:
    """Return a plan of these rules, or refuse it."""
    return Plan("p", 1, "CNY", residual=Role.STORE, rules=rules or (base_rule(),), **changes)


def refunded(minor: int, *, order: str = "O1", refund: str = "R1", at: datetime = AT) -> Refund:
    """Return a refund of the order's line."""
    return Refund(refund, order, at, (RefundLine("1", Money.cny("0.00") + Money(minor, CNY)),))


def tiers_of(*bounds: int) -> Tiers:
    """Return a monthly table with these lower bounds."""
    return Tiers(
        TierMode.GRADUATED, Measure(period="month"), tuple(Tier(Money(bound, CNY)) for bound in bounds)
    )


PAPER = """
[plan]
id = "p"
version = 1
currency = "CNY"
residual = "store"

[[rule]]
id = "base"
pays = "leader"
share = "8%"
"""


def on_paper(line: str) -> Plan:
    """Read a plan whose last rule has one more line."""
    return read_plan(PAPER + line + "\n")


MONEY: dict[int, Make] = {
    1: lambda: Money.of(any_value(0.1), "CNY"),
    3: lambda: Money(any_value(True), CNY),
    5: lambda: Money.of(Decimal("NaN"), "CNY"),
    7: lambda: Money.of(Decimal("sNaN"), "CNY"),
    9: lambda: Money.of(Decimal("Infinity"), "CNY"),
    11: lambda: Money.of(Decimal("1E+999999"), "CNY"),
    13: lambda: Money.of(Decimal("1E-999999"), "CNY"),
    15: lambda: Money(10**15 + 1, CNY),
    17: lambda: Money(2**63, CNY),
    19: lambda: Money.of("9" * 5_000, "CNY"),
    21: lambda: Money.of("1.005", "CNY"),
    23: lambda: Money.of("1,000.00", "CNY"),
    25: lambda: Money.of("1_000", "CNY"),
    27: lambda: Money.of("１２", "CNY"),
    29: lambda: Money.of(" 12\n", "CNY"),
    31: lambda: [Money.of(text, "CNY") for text in ("-0",)],
    33: lambda: Money.of(any_value(None), "CNY"),
    35: lambda: Currency.of("XXZ"),
    37: lambda: Currency.of("cny"),
    39: lambda: sold(total=Money.cny("10.01")),
}
SPLITS: dict[int, Make] = {
    2: lambda: split(Money.cny("1.00"), []),
    4: lambda: split(Money.cny("1.00"), [0, 0]),
    6: lambda: split(Money.cny("1.00"), [1, -1]),
    8: lambda: Credits(
        (
            Credit(Role.LEADER, "A", share=Rate.percent("60")),
            Credit(Role.LEADER, "B", share=Rate.percent("50")),
        )
    ),
    10: lambda: Rate.percent("NaN"),
    12: lambda: Rate(Fraction(-1, 100)),
    14: lambda: Rate(Fraction(10_000_001, 10_000_000)),
    16: lambda: Rate(any_value(0.08)),
    18: lambda: split(Money.cny("1.00"), [1] * 1_000_000),
    20: lambda: split(Money.cny("1.00"), [1, 10**30]),
    22: lambda: split(Money.cny("1.00"), [("A", 1), ("A", 2)]),
    24: lambda: split(Money.cny("1.00"), {"A": 1, "B": 1}, residual=any_value(["A", "B"])),
    26: lambda: tiers_of(0, 500, 500),
    28: lambda: tiers_of(100, 500),
    30: lambda: plan_of(referral=[f"level{n}" for n in range(3)], depth_reason="deep"),
    32: lambda: Bound(role=Role.LEADER, per="order", at_most=Money.cny("1"), at_least=Money.cny("2")),
    34: lambda: Window(AT, AT),
    36: lambda: Money.cny("1.00") + Money(100, USD),
    38: lambda: Money.cny("1.00") + Money(100, POINTS),
    40: lambda: Line.of("1", "tea", "-10.00"),
}
IDS: dict[int, Make] = {
    41: lambda: identifier(""),
    43: lambda: identifier("x" * 10_240),
    45: lambda: identifier("../a\x00"),
    47: lambda: distinct(["Leader1", "leader1"]),
    49: lambda: identifier("cafe\u0301"),
    51: lambda: distinct(["base", "b\u0430se"]),
    53: lambda: name_text("shop\u202egpj"),
    55: lambda: name_text("shop \u2066 open"),
    57: lambda: name_text("\u200b\ufeff"),
    59: lambda: name_text("a\u2028b"),
    61: lambda: name_text("a\ud800"),
    63: lambda: name_text("a\x00b"),
    65: lambda: name_text("x" * 1_000_000),
    67: lambda: name_text("e" + "\u0301" * 5_000),
}
TIME: dict[int, Make] = {
    42: lambda: instant(datetime(2026, 3, 1, 9)),  # noqa: DTZ001 - the mistake that is meant
    44: lambda: instant(any_value(date(2026, 3, 1))),
    46: lambda: instant("2024-W01-1"),
    48: lambda: instant("0001-01-01T00:00:00Z"),
    50: lambda: Window(AT, instant("2026-02-01T00:00:00Z")),
    52: lambda: Store("S1", trading=Window(AT)).check_trading(instant("2026-01-01T00:00:00Z")),
    54: lambda: instant("2999-01-01T00:00:00Z"),
    56: lambda: local("2026-03-29T01:30:00", "Europe/London"),
    58: lambda: zone("../../etc/passwd"),
    60: lambda: zone(""),
    62: lambda: instant("2016-12-31T23:59:60Z"),
    64: lambda: sold(received_at=instant("2026-02-01T00:00:00Z")),
    66: lambda: check_refund(
        sold(),
        refunded(100, at=instant("2026-05-01T00:00:00Z")),
        window=Window(AT, instant("2026-04-01T00:00:00Z")),
    ),
}
FILES: dict[int, Make] = {
    69: lambda: read_plan("a" + ".a" * 9 + " = 1"),
    71: lambda: read_plan("a = " + "[" * 5_000),
    73: lambda: read_plan("# " + "x" * 70_000),
    75: lambda: read_plan("a = 0x" + "f" * 60_000),
    77: lambda: read_plan("[plan]\nversion = nan"),
    79: lambda: on_paper('shrae = "8%"'),
    81: lambda: read_plan("format = 999\n" + PAPER),
    83: lambda: plan_of(base_rule(base=Base.of_rule("nobody"))),
    85: lambda: plan_of(
        Rule("a", Role.LEADER, Rate.percent("1"), base=Base.of_rule("b")),
        Rule("b", Role.LEADER, Rate.percent("1"), base=Base.of_rule("a")),
    ),
    87: lambda: read_json('{"a": 1, "a": 2}'),
    89: lambda: read_json('{"a": 1e999}'),
    91: lambda: read_json("[" * 100_000),
}
REFUNDS: dict[int, Make] = {
    74: lambda: check_refund(sold(), refunded(1_001)),
    76: lambda: check_refund(sold(), refunded(100, order="O2")),
    78: lambda: check_refund(sold(), refunded(1_000, refund="R2"), [refunded(1_000)]),
    86: lambda: Entry(any_value("E1"), "sale", AT, [Posting(Account(any_value("A"), "pending", CNY), 1)] * 2),
    88: lambda: Entry(
        any_value("E1"),
        "sale",
        AT,
        [
            Posting(Account(any_value("A"), "pending", CNY), 1),
            Posting(Account(any_value("B"), "pending", CNY), 0),
        ],
    ),
    96: lambda: Ties([Tie(Role.SPONSOR, "A", "B", Window(AT)), Tie(Role.SPONSOR, "B", "A", Window(AT))]),
}
CATALOGUE = {**MONEY, **SPLITS, **IDS, **TIME, **FILES, **REFUNDS}

CODES = {
    **dict.fromkeys((1, 3, 5, 7, 9, 13, 21, 23, 25, 27, 29, 31, 33, 40), "money.invalid_amount"),
    **dict.fromkeys((11, 15, 17, 19), "money.amount_out_of_range"),
    **dict.fromkeys((35, 37), "money.unknown_currency"),
    39: "orders.unbalanced",
    **dict.fromkeys((2, 4, 6, 22, 24), "money.invalid_split"),
    8: "orders.invalid_credits",
    **dict.fromkeys((10, 12, 14, 16), "money.invalid_rate"),
    **dict.fromkeys((18, 20), "limit.exceeded"),
    **dict.fromkeys((26, 28, 30, 32), "commission.invalid_plan"),
    34: "period.invalid_time",
    **dict.fromkeys((36, 38), "money.currency_mismatch"),
    **dict.fromkeys((41, 43, 45, 47, 49, 51), "ids.invalid"),
    **dict.fromkeys((53, 55, 57, 59, 61, 63, 65, 67), "ids.invalid_text"),
    **dict.fromkeys((42, 44, 46, 48, 50, 52, 54, 56, 58, 60, 62, 64), "period.invalid_time"),
    66: "orders.refund_window_closed",
    **dict.fromkeys((69, 71, 73), "codec.too_large"),
    **dict.fromkeys((75, 89, 91), "codec.too_large"),
    **dict.fromkeys((77, 87), "codec.invalid_document"),
    79: "codec.unknown_key",
    81: "codec.schema_version",
    83: "commission.unknown_rule",
    85: "commission.plan_cycle",
    **dict.fromkeys((74, 78), "orders.refund_exceeds_payment"),
    76: "orders.unknown_subject",
    **dict.fromkeys((86, 88), "ledger.unbalanced_entry"),
    96: "parties.cycle",
}


@pytest.mark.parametrize("row", sorted(CATALOGUE))
def test_bad_input_is_refused_clearly(row: int) -> None:
    """A bad input gets an error of the library with its code, its data, and a sentence in both languages."""
    with pytest.raises(CommunekitError) as refused:
        CATALOGUE[row]()
    error = refused.value
    assert error.code == CODES[row]
    assert error.data()
    english, chinese = error.text("en"), error.text("zh")
    assert english.isprintable()
    assert english != chinese
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
    assert len(english) < 1_500


@pytest.mark.parametrize("text", ["-0", "+5", "007", "-0.00", "00.5", ".5", "5.", "1e3", "٣", "", " ", "0x1"])
def test_amounts_are_written_one_way(text: str) -> None:
    """Every other spelling of an amount is refused."""
    with pytest.raises(CommunekitError):
        Money.of(text, "CNY")
