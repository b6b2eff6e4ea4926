"""Words (用语): what the command line says, in English and in Chinese."""

import unicodedata
from collections.abc import Mapping
from typing import Final

from communekit.errors import Texts, language_of

from .event import Note

WORDS: Final[Mapping[str, Texts]] = {
    "reading": {"en": "looking ahead", "zh": "预读"},
    "settling": {"en": "settling", "zh": "结算"},
    "comparing": {"en": "comparing", "zh": "试算"},
    "closing": {"en": "closing periods", "zh": "结账"},
    "checking": {"en": "adding up what was written", "zh": "核对写出的明细"},
    "rows": {"en": "{count:,} rows", "zh": "{count:,} 行"},
    "settled": {
        "en": "{plan}: {read:,} rows read, {assessed:,} assessed, {refund:,} refunded, {left_out:,} left out",
        "zh": "{plan}：读入 {read:,} 行，计佣 {assessed:,} 行，退款 {refund:,} 行，未计入 {left_out:,} 行",
    },
    "net_paid": {"en": "paid by members, less refunds", "zh": "会员实付（已扣退款）"},
    "residual": {"en": "{role} (keeps the rest)", "zh": "{role}（留存其余）"},
    "puts_in": {"en": "{role} (puts in)", "zh": "{role}（补入）"},
    "balanced": {"en": "every unit is accounted for", "zh": "账目分毫不差"},
    "unbalanced": {"en": "NOT BALANCED: {amount} is missing", "zh": "账目不平：差 {amount}"},
    "left_out": {
        "en": "left out: {count:,} rows, the first is row {row}: {reason}",
        "zh": "未计入 {count:,} 行，首行为第 {row} 行：{reason}",
    },
    "left_out.one": {"en": "left out: row {row}: {reason}", "zh": "未计入 1 行，第 {row} 行：{reason}"},
    "at_row": {"en": "row {row}: {reason}", "zh": "第 {row} 行：{reason}"},
    "nothing_settled": {"en": "NOTHING WAS SETTLED: every row was left out", "zh": "没有结算任何一行：全部未计入"},
    "notes": {"en": "{count:,} notes on returns in notes.csv", "zh": "退货备注 {count:,} 条，见 notes.csv"},
    "notes.one": {"en": "1 note on returns in notes.csv", "zh": "退货备注 1 条，见 notes.csv"},
    "pay_needs_period": {
        "en": "argument --pay-from: say with --period at the end of what is paid, such as --period month",
        "zh": "参数 --pay-from：请用 --period 写明按什么账期打款，如 --period month",
    },
    "nobody": {"en": "no {role} earned anything in the end: look at rules {rules}, and at who is credited", "zh": "{role}最终没有任何收入：请检查规则 {rules} 和业绩归属"},
    "topped_up": {
        "en": "{period}: guarantees topped up {amount}, borne by whoever keeps the rest",
        "zh": "{period}：保底补足 {amount}，由留存方承担",
    },
    "closed": {
        "en": "{period}: {statements} statements, {payouts} payouts of {paid} in all, {left} due and not paid",
        "zh": "{period}：结算单 {statements} 份，打款 {payouts} 笔共 {paid}，应付未付 {left}",
    },
    "written": {"en": "written to {folder}", "zh": "已写入 {folder}"},
    "note.partly_matched": {
        "en": "{unmatched} of {quantity} returned pieces found no purchase; only the others were taken back",
        "zh": "退回 {quantity} 件，其中 {unmatched} 件找不到购买记录，只追回其余部分",
    },
    "note.price_differs": {
        "en": "the return states {stated}; {refunded} was paid for it, and that is refunded",
        "zh": "退货行金额为 {stated}，当时实付 {refunded}，按实付退款",
    },
    "note.head": {"en": "notes", "zh": "备注"},
    "no_findings": {"en": "nothing to say against this plan", "zh": "方案没有发现问题"},
    "role.leader": {"en": "leader", "zh": "团长"},
    "role.sponsor": {"en": "sponsor", "zh": "推荐人"},
    "role.host": {"en": "host", "zh": "主播"},
    "role.store": {"en": "store", "zh": "门店"},
    "role.brand": {"en": "brand", "zh": "品牌方"},
    "role.supplier": {"en": "supplier", "zh": "供应商"},
    "role.creator": {"en": "creator", "zh": "内容创作者"},
    "role.keeper": {"en": "pick-up keeper", "zh": "自提点"},
    "role.fund": {"en": "fund", "zh": "公共基金"},
    "role.platform": {"en": "platform", "zh": "平台"},
    "role.member": {"en": "member", "zh": "会员"},
}  # fmt: skip


def say(key: str, locale: str, **values: object) -> str:
    """Return a text in a language, its values filled in.

    >>> say("rows", "zh", count=12000)
    '12,000 行'
    """
    return WORDS[key][language_of(locale)].format(**values)


def say_count(key: str, locale: str, count: int, **values: object) -> str:
    """Return a text that counts something, in the singular where there is one of it.

    >>> say_count("notes", "en", 1), say_count("notes", "en", 2)
    ('1 note on returns in notes.csv', '2 notes on returns in notes.csv')
    """
    return say(f"{key}.one" if count == 1 else key, locale, count=count, **values)


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: letters of East Asia take two.

    >>> width("团长"), width("L1")
    (4, 2)
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def role_text(role: str, locale: str) -> str:
    """Return a role as people call it; a role of the host's own is its word.

    >>> role_text("leader", "zh"), role_text("courier", "zh")
    ('团长', 'courier')
    """
    known = WORDS.get(f"role.{role}")
    return role if known is None else known[language_of(locale)]


def note_text(note: Note, locale: str) -> str:
    """Return a note as a sentence."""
    return say(f"note.{note.code}", locale, **note.data)


__all__ = ["WORDS", "note_text", "role_text", "say", "say_count", "width"]
