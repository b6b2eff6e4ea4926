"""Words of statements (结算单用语), in English and in Chinese."""

from collections.abc import Mapping
from typing import Final

from communekit.errors import Texts, language_of

WORDS: Final[Mapping[str, Texts]] = {
    "title": {"en": "Statement", "zh": "结算单"},
    "exit_title": {"en": "Exit settlement", "zh": "退出结算单"},
    "span": {"en": "{label}: {first} to {last}, by the clocks of {zone}", "zh": "{label}：{first} 至 {last}（{zone} 时间）"},
    "lead": {
        "en": "You began with {opening} and end with {closing}, of which {available} may be paid out.",
        "zh": "期初 {opening}，期末 {closing}，其中 {available} 可提现。",
    },
    "opening": {"en": "Opening balance", "zh": "期初余额"},
    "closing": {"en": "Closing balance", "zh": "期末余额"},
    "earned": {"en": "Earned", "zh": "所得"},
    "taken_back": {"en": "Taken back", "zh": "追回"},
    "other": {"en": "Corrections", "zh": "调整与补入"},
    "paid_out": {"en": "Paid out", "zh": "已打款"},
    "tax": {"en": "Tax withheld", "zh": "代扣税款"},
    "fees": {"en": "Fees", "zh": "手续费"},
    "how.earned": {"en": "By the rules of the agreement, before refunds.", "zh": "按分佣规则计得，未扣退款。"},
    "how.taken_back": {"en": "What refunds, reversals and charges for quality undid.", "zh": "因退款、冲销和质量责任扣回的部分。"},
    "how.other": {"en": "Decided by people, or put in for others; the reason stands beside it.", "zh": "人工调整、裁定、核销或代他人承担，均注明原因。"},
    "left": {"en": "Paid out, tax and fees", "zh": "打款与税费"},
    "how.left": {"en": "What left to your account, and what was taken from it on the way.", "zh": "打到您账户的金额，以及途中扣除的税费。"},
    "what": {"en": "what for", "zh": "项目"},
    "count": {"en": "times", "zh": "笔数"},
    "dates": {"en": "when", "zh": "日期"},
    "amount": {"en": "amount", "zh": "金额"},
    "lines": {"en": "line by line", "zh": "逐笔明细"},
    "more": {"en": "and {count} more", "zh": "其余 {count} 笔从略"},
    "nothing": {"en": "Nothing moved in this period.", "zh": "本期没有发生额。"},
    "flow": {"en": "From opening to closing", "zh": "从期初到期末"},
    "flow_how": {"en": "Every step between the two balances; they add up to the last unit.", "zh": "两个余额之间的每一步，分毫不差。"},
    "stages": {"en": "Where it lies", "zh": "资金在哪里"},
    "stages_how": {
        "en": "What came into each stage and what left it. Moves between stages change no total.",
        "zh": "每个阶段的转入与转出；阶段之间的转移不改变总额。",
    },
    "stage": {"en": "stage", "zh": "阶段"},
    "at_start": {"en": "opening", "zh": "期初"},
    "in": {"en": "in", "zh": "转入"},
    "out": {"en": "out", "zh": "转出"},
    "at_end": {"en": "closing", "zh": "期末"},
    "in_all": {"en": "in all", "zh": "合计"},
    "held": {"en": "What is held, and until when", "zh": "冻结与在途"},
    "held_how": {"en": "Earned, and not free yet.", "zh": "已经计得，尚不能提现。"},
    "until": {"en": "free from", "zh": "可提现日"},
    "unknown": {"en": "not known yet", "zh": "尚未确定"},
    "held_line": {"en": "{stage} ×{count}, free from {until}", "zh": "{stage} ×{count}，{until} 起可提现"},
    "held_line_unknown": {"en": "{stage} ×{count}, {until} when it is free", "zh": "{stage} ×{count}，可提现日{until}"},
    "claims": {"en": "orders", "zh": "笔数"},
    "owed": {"en": "What you owe", "zh": "待抵扣"},
    "owed_how": {
        "en": "{opening} at the start, {new} newly owed, {offset} offset or repaid. {closing} is left; later earnings offset it.",
        "zh": "期初 {opening}，新增 {new}，已抵扣或归还 {offset}。尚余 {closing}，由以后的所得抵扣。",
    },
    "owed_no_more": {
        "en": "{opening} at the start, {new} newly owed, {offset} offset or repaid. Nothing is left.",
        "zh": "期初 {opening}，新增 {new}，已抵扣或归还 {offset}，已结清。",
    },
    "late": {"en": "Booked late", "zh": "补记"},
    "late_how": {
        "en": "These belong to an earlier period whose books were closed when they became known.",
        "zh": "以下事项发生在已结账的账期，在本期补记。",
    },
    "happened": {"en": "happened", "zh": "发生时间"},
    "booked": {"en": "booked", "zh": "入账时间"},
    "late_tag": {"en": "booked late, happened {at}", "zh": "补记，发生于 {at}"},
    "months": {"en": "Period by period", "zh": "逐期走势"},
    "months_how": {"en": "Above the line what was earned; below it what was taken back.", "zh": "线上为所得，线下为追回。"},
    "period": {"en": "period", "zh": "账期"},
    "available_now": {"en": "May be paid out", "zh": "期末可提现"},
    "still_held": {"en": "Still held", "zh": "冻结与在途"},
    "tax_and_fees": {"en": "Tax and fees", "zh": "税费"},
    "balanced": {"en": "It adds up.", "zh": "账目相符。"},
    "balanced_how": {
        "en": "{opening} at the start, {moved} in the period, {closing} at the end: exact to the last unit.",
        "zh": "期初 {opening}，本期 {moved}，期末 {closing}，分毫不差。",
    },
    "footer": {
        "en": "Ask about any line with its number: every amount can be worked out again.",
        "zh": "对任何一笔有疑问，请凭编号查询：每一笔都可以重新算出。",
    },
    "payable": {"en": "Payable now, whatever the amount", "zh": "现在应付（不受起付额限制）"},
    "in_payout": {"en": "In a payout under way", "zh": "打款中"},
    "comes_later": {"en": "Comes later", "zh": "以后到期"},
    "last_due": {"en": "The last of it is free from {at}.", "zh": "最后一笔于 {at} 起可提现。"},
    "last_unknown": {"en": "When the last of it is free is not known yet.", "zh": "最后一笔何时可提现尚未确定。"},
    "still_owed": {"en": "Still owed after offset", "zh": "抵扣后仍欠"},
    "bucket.pending": {"en": "pending", "zh": "待确认"},
    "bucket.frozen": {"en": "frozen", "zh": "冻结中"},
    "bucket.disputed": {"en": "in dispute", "zh": "争议中"},
    "bucket.available": {"en": "available", "zh": "可提现"},
    "bucket.reserved": {"en": "in a payout", "zh": "提现中"},
    "bucket.receivable": {"en": "owed after refunds", "zh": "应收追回"},
    "bucket.advance": {"en": "drawn in advance", "zh": "预支"},
    "kind.claim.adjusted": {"en": "correction", "zh": "调账"},
    "kind.claim.ruled": {"en": "ruling on an appeal", "zh": "申诉裁定"},
    "kind.claim.written_off": {"en": "debt given up", "zh": "坏账核销"},
    "kind.commission.accrued": {"en": "commission", "zh": "佣金"},
    "kind.commission.reversed": {"en": "commission taken back", "zh": "佣金追回"},
    "kind.ledger.reversal": {"en": "entry undone", "zh": "冲销"},
    "kind.payout.paid": {"en": "payout", "zh": "打款"},
    "kind.payout.returned": {"en": "payout returned", "zh": "打款退回"},
    "kind.quality.charged": {"en": "refund for quality", "zh": "质量退款"},
    "kind.settlement.topped_up": {"en": "guarantee topped up", "zh": "保底补足"},
    "source.outside.payout": {"en": "to your account", "zh": "打到账户"},
    "source.withheld": {"en": "tax withheld", "zh": "代扣税款"},
    "source.fees": {"en": "fee of the payout", "zh": "打款手续费"},
    "source.commission.residual": {"en": "rest of each line", "zh": "每行留存"},
    "source.commission.discount": {"en": "discounts funded", "zh": "承担的优惠"},
    "source.commission.shortfall": {"en": "put in where rules promise more", "zh": "承担的差额"},
    "csv.party": {"en": "party", "zh": "主体"},
    "csv.commodity": {"en": "commodity", "zh": "币种"},
    "csv.row": {"en": "row", "zh": "行类型"},
    "csv.bucket": {"en": "bucket", "zh": "阶段"},
    "csv.kind": {"en": "kind", "zh": "类型"},
    "csv.source": {"en": "source", "zh": "来源"},
    "csv.title": {"en": "title", "zh": "名称"},
    "csv.entry": {"en": "entry", "zh": "分录编号"},
    "csv.about": {"en": "about", "zh": "关联分录"},
    "csv.note": {"en": "note", "zh": "说明"},
    "csv.working": {"en": "working", "zh": "计算过程"},
}  # fmt: skip


def say(key: str, locale: str, **values: object) -> str:
    """Return a text of a statement in a language, its values filled in.

    >>> say("taken_back", "zh_CN")
    '追回'
    """
    return WORDS[key]["zh" if is_chinese(locale) else "en"].format(**values)


def is_chinese(locale: str) -> bool:
    """Whether a locale is a Chinese one; any other is served in English."""
    return language_of(locale) == "zh"


__all__ = ["WORDS", "is_chinese", "say"]
