"""Words of the report (报告用语), in English and in Chinese."""

from collections.abc import Mapping
from typing import Final

from communekit.errors import Texts, language_of

WORDS: Final[Mapping[str, Texts]] = {
    "title": {"en": "Settlement", "zh": "结算报告"},
    "lead": {
        "en": "{orders} {span}, shared out under plan {plan}. Members paid {net} after refunds.",
        "zh": "{span}的 {orders}，按方案 {plan} 分配。扣除退款后会员实付 {net}。",
    },
    "orders": {"en": "{count} orders", "zh": "{count} 个订单"},
    "order": {"en": "1 order", "zh": "1 个订单"},
    "months_span": {"en": "from {first} to {last}", "zh": "{first} 至 {last} "},
    "month_span": {"en": "in {first}", "zh": "{first} "},
    "lead_none": {"en": "No order could be shared out under plan {plan}.", "zh": "没有可以按方案 {plan} 分配的订单。"},
    "balanced": {"en": "Every unit is accounted for.", "zh": "账目分毫不差。"},
    "balanced_how": {
        "en": "The amounts in entries.csv, read back and added up, come to {net}: exactly what members paid.",
        "zh": "重新读取 entries.csv 并逐笔相加，合计 {net}，与会员实付完全一致。",
    },
    "unbalanced": {"en": "{amount} is missing.", "zh": "差额 {amount}。"},
    "unbalanced_how": {
        "en": "Do not pay from these files: what is written does not add up to what members paid.",
        "zh": "请勿据此付款：明细合计与会员实付不符。",
    },
    "paid": {"en": "paid by members", "zh": "会员支付"},
    "refunded": {"en": "refunded", "zh": "退款"},
    "earned": {"en": "earned by rules", "zh": "按规则计佣"},
    "put_in": {"en": "put in by funders and bearers", "zh": "优惠与差额承担方补入"},
    "kept": {"en": "kept by the {role}", "zh": "{role}留存"},
    "rows": {"en": "Every row of the files", "zh": "每一行的去向"},
    "rows_how": {
        "en": "{read} rows were read. Each is assessed, or a refund, or left out with its reason.",
        "zh": "共读入 {read} 行，每一行都有去向：计佣、退款，或连同原因列为未计入。",
    },
    "assessed": {"en": "assessed", "zh": "计佣"},
    "refund": {"en": "refunds", "zh": "退款"},
    "left_out": {"en": "left out", "zh": "未计入"},
    "roles": {"en": "Who gets what", "zh": "各方所得"},
    "roles_how": {
        "en": "Net of what refunds took back; what a party puts in is below zero. Percentages are of what members paid after refunds.",
        "zh": "已扣除退款追回的部分；补入的金额为负数。百分比以扣除退款后的会员实付为基数。",
    },
    "role": {"en": "role", "zh": "角色"},
    "party": {"en": "party", "zh": "参与方"},
    "parties": {"en": "parties", "zh": "参与方数"},
    "by_sales": {"en": "by sales", "zh": "销售所得"},
    "taken_back": {"en": "taken back", "zh": "退款追回"},
    "net": {"en": "net", "zh": "净额"},
    "share": {"en": "share", "zh": "占比"},
    "months": {"en": "Month by month", "zh": "逐月走势"},
    "months_paid": {"en": "What members paid; refunds hang below the line", "zh": "会员支付；线下为退款"},
    "months_earned": {"en": "What the rules paid, by role", "zh": "按规则支付给各角色的金额"},
    "top": {"en": "Who earned most", "zh": "所得最多的参与方"},
    "top_how": {"en": "The first ten of each role; all are in totals.csv.", "zh": "每个角色前十名，全部见 totals.csv。"},
    "others": {"en": "others: {count}", "zh": "其余 {count} 家"},
    "why": {"en": "What was left out, and why", "zh": "未计入的行与原因"},
    "why_how": {"en": "Each row with its number and reason is in left_out.csv.", "zh": "逐行的行号与原因见 left_out.csv。"},
    "why_none": {"en": "Nothing was left out.", "zh": "没有未计入的行。"},
    "first_reason": {"en": "reason, as the first row has it", "zh": "原因（以首行为例）"},
    "count": {"en": "rows", "zh": "行数"},
    "code": {"en": "code", "zh": "代码"},
    "notes": {"en": "Worth knowing", "zh": "值得留意"},
    "note.partly_matched": {
        "en": "returns that found purchases for a part of their pieces only, and were taken back in that part: {count}",
        "zh": "{count} 个退货行只有部分数量找到购买记录，仅追回这一部分",
    },
    "note.price_differs": {
        "en": "returns that state another amount than was paid for the pieces; what was paid is refunded: {count}",
        "zh": "{count} 个退货行的金额与当时实付不同，按实付退款",
    },
    "note.gathered": {
        "en": "rows of one order that stood apart and were brought together: {count}",
        "zh": "{count} 次将同一订单分散的行合并",
    },
    "note.split": {
        "en": "rows of an order that stood too far apart and were taken as a further part of it: {count}",
        "zh": "{count} 次因同一订单的行相距过远而作为其后续部分处理",
    },
    "notes_how": {"en": "Row by row in notes.csv.", "zh": "逐行见 notes.csv。"},
    "example": {"en": "One order, worked through", "zh": "一个订单的完整算法"},
    "example_how": {
        "en": "Order {order}, {at}: what each line was shared into. What stands last keeps the rest.",
        "zh": "订单 {order}（{at}）：每一行如何分配，最后一方留存其余。",
    },
    "rule": {"en": "rule", "zh": "规则"},
    "base": {"en": "of", "zh": "基数"},
    "rate": {"en": "rate", "zh": "费率"},
    "amount": {"en": "amount", "zh": "金额"},
    "piece": {"en": "1 piece, paid {paid}", "zh": "1 件，实付 {paid}"},
    "pieces": {"en": "{quantity} pieces, paid {paid}", "zh": "{quantity} 件，实付 {paid}"},
    "money_back": {"en": "{refunded} back to the member on {at}, no piece", "zh": "{at} 仅退款：退还会员 {refunded}"},
    "came_back": {"en": "came back on {at}, {refunded} to the member", "zh": "{at} 退货：退还会员 {refunded}"},
    "working": {"en": "The full working, step by step", "zh": "逐步计算过程"},
    "mark.capped": {"en": "capped", "zh": "封顶或保底"},
    "mark.share": {"en": "share {value}", "zh": "份额 {value}"},
    "mark.across": {"en": "across tiers", "zh": "跨档"},
    "mark.chain": {"en": "less what others got", "zh": "扣除链上他人所得"},
    "mark.for": {"en": "in place of the {value}", "zh": "代 {value}"},
    "residual": {"en": "the rest", "zh": "其余"},
    "tax": {"en": "tax set aside", "zh": "预留税额"},
    "shortfall": {"en": "put in by the bearer", "zh": "承担方补足"},
    "discount": {"en": "put in by the funder", "zh": "优惠承担方补足"},
    "made_by": {
        "en": "Made by communekit. Amounts are exact to the minor unit; each is rounded once, where its rule says.",
        "zh": "由 communekit 生成。金额精确到最小货币单位，只在规则指明之处取整一次。",
    },
    "files": {
        "en": "Beside this page: entries.csv (every amount of every party), totals.csv, left_out.csv, notes.csv.",
        "zh": "同一目录下：entries.csv（每一方的每一笔）、totals.csv、left_out.csv、notes.csv。",
    },
}  # fmt: skip


def say(key: str, locale: str, **values: object) -> str:
    """Return a text of the report in a language, its values filled in.

    >>> say("refunded", "zh")
    '退款'
    """
    return WORDS[key][language_of(locale)].format(**values)


__all__ = ["WORDS", "say"]
