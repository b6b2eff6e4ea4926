"""Errors of settlement."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts


@attrs.define
class SettlementError(CommunekitError):
    """A period cannot be settled like this (无法结算). `problem` is one of the words of `problems`."""

    code: ClassVar[str] = "ledger.settlement"
    texts: ClassVar[Texts] = {
        "en": "{what} cannot be settled: {problem} ({value})",
        "zh": "{what} 无法结算：{problem}（{value}）",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "open_period": {"en": "the period has no end", "zh": "账期没有终点"},
        "unknown_entry": {"en": "an item names an entry that is not in the book", "zh": "明细所指的分录不在账簿中"},
        "which_commodity": {
            "en": "an item must say its commodity: the entry moves several",
            "zh": "分录涉及多个币种，明细须写明币种",
        },
        "no_payer": {"en": "nobody is said to bear the top-up", "zh": "没有写明由谁承担补足"},
        "no_parties": {"en": "nobody is said to stand in the role", "zh": "没有写明该角色由谁担任"},
        "same_party": {"en": "nobody pays himself", "zh": "付款方与收款方相同"},
        "no_amount": {"en": "the amount must be above zero", "zh": "金额必须大于零"},
        "more_than_owed": {"en": "more than was drawn in advance", "zh": "超过预支的金额"},
        "other_zone": {
            "en": "the period is not cut by the clocks of the plan's zone",
            "zh": "账期与方案的时区不符",
        },
    }  # fmt: skip
    what: str
    problem: str
    value: object


@attrs.define
class ItemMismatchError(CommunekitError):
    """What the items of an entry say for a party is not what was posted (明细与分录不符), in minor units."""

    code: ClassVar[str] = "ledger.settlement.items"
    texts: ClassVar[Texts] = {
        "en": "entry {entry}: the items of {party} add up to {said_minor}, posted is {booked_minor}",
        "zh": "分录 {entry}：{party} 的明细合计 {said_minor}，入账为 {booked_minor}",
    }
    entry: str
    party: str
    said_minor: int
    booked_minor: int


@attrs.define
class StatementError(CommunekitError):
    """Figures that are no statement (结算单不成立). `problem` is one of the words of `problems`."""

    code: ClassVar[str] = "ledger.settlement.statement"
    texts: ClassVar[Texts] = {
        "en": "the statement of {party} for {label}: {problem} ({value})",
        "zh": "{party} 在 {label} 的结算单：{problem}（{value}）",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "does_not_add_up": {
            "en": "opening and movements do not come to the closing balance",
            "zh": "期初加发生额不等于期末",
        },
        "held_does_not_add_up": {
            "en": "what is held does not come to its balance",
            "zh": "在途明细与余额不符",
        },
        "flow": {"en": "in is zero or more, out zero or less", "zh": "转入不为负，转出不为正"},
        "nothing": {"en": "a movement has at least one line", "zh": "发生额至少有一行"},
        "not_adjacent": {"en": "the periods do not meet", "zh": "账期不相接"},
        "mixed": {"en": "statements of different parties", "zh": "不是同一主体的结算单"},
        "none": {"en": "there is no statement to show", "zh": "没有可展示的结算单"},
    }
    party: str
    label: str
    problem: str
    value: object


__all__ = ["ItemMismatchError", "SettlementError", "StatementError"]
