"""Problems: what can be wrong with a plan or a condition, in the words of both languages (错误说明)."""

from collections.abc import Mapping
from typing import Final

from communekit.errors import Texts

IN_CHINESE: Final[Mapping[str, str]] = {
    "a block needs an amount per unit": "按批计佣需要写明每批的金额",
    "a graduated table is restated on what it measures alone": "分段累进的阶梯表只能按考核口径本身重算",
    "a member who was met stays met, and is not restated": "会员数不因退款减少，不能重算",
    "a restated table stands under no bound and in no chain": "需要重算的阶梯表不能再设封顶保底，也不能放在级差或逐级分配链中",
    "a retroactive table measures a period": "追溯阶梯需要考核周期",
    "a role in two chains": "同一角色出现在两条链中",
    "a rule or a role, not both": "规则与角色只能写一个",
    "a table pays shares or amounts per unit, not both": "同一张阶梯表只能按比例或按件计佣",
    "a table that is restated rounds over its period": "需要重算的阶梯表按周期舍入",
    "a whole number from 1": "应为从 1 开始的整数",
    "amount below zero": "金额不能小于零",
    "an amount in another currency than the plan's": "金额的币种与方案不符",
    "an amount per unit needs a count as measure": "按件计佣的阶梯需要按数量考核",
    "an amount per unit or a flat amount has no base": "按件或固定金额没有佣金基数",
    "an override counts what the rule counts": "例外条款的考核口径应与原规则一致",
    "attainment is not a whole number of minor units": "达成额不是最小货币单位的整数",
    "below zero": "不能小于零",
    "bounds are amounts for money measures, counts otherwise": "金额口径的档位写金额，其余写数量",
    "bounds in one currency": "各档位应为同一币种",
    "bounds the residual party": "不能对承接余额的一方设上下限",
    "cap and floor of one kind": "封顶与保底应同为金额或同为比例",
    "cap below floor": "封顶低于保底",
    "changes nothing": "没有任何改动",
    "either a share or an amount per unit": "比例与每件金额只能写一个",
    "flat amounts and lifting tiers need the measure as base": "固定金额与追溯档要求基数与考核口径一致",
    "flat amounts of a period go with graduated or retroactive": "周期内的固定金额只用于分段累进或追溯阶梯",
    "house names a party, the others none": "只有 house 需要写明承接方",
    "is of another kind": "值的类型不对",
    "is not a whole number of zero or more": "应为不小于零的整数",
    "lower bound below zero": "档位下限不能小于零",
    "lower bound is not an amount or a count": "档位下限应为金额或数量",
    "lower bounds must rise": "档位下限应逐级升高",
    "names itself": "引用了自身",
    "names no store, leader or product": "没有写明门店、团长或商品",
    "needs a period": "需要写明周期",
    "neither an amount nor a share": "既不是金额也不是比例",
    "neither at_most nor at_least": "封顶与保底都没有写",
    "no plan": "没有方案",
    "no rule is in this group": "没有规则属于该组",
    "no rule pays this role": "没有规则支付给该角色",
    "not a condition": "不是适用条件",
    "not a rate": "不是费率",
    "not an amount of zero or more": "应为不小于零的金额",
    "not money": "不是金额",
    "of no such period": "没有这种周期",
    "of no such scope": "没有这种范围",
    "one currency and one zone": "各版本的币种与时区应一致",
    "one rule twice": "同一规则出现两次",
    "a rule counts the same in every version": "同一规则在各版本中的考核口径应一致（要换口径请换规则 id）",
    "one version twice": "同一版本出现两次",
    "only a graduated table has tiers that lift": "只有分段累进的阶梯表可以有追溯档",
    "only a measured period rounds over a period": "只有按周期考核的规则可以按周期舍入",
    "only graduated and retroactive tables of a period are restated": "只有周期内的分段累进或追溯阶梯可以重算",
    "only what each payee measures on his own is restated": "只有各收款方各自的考核可以重算",
    "over a period only a cap in money": "按周期只能设金额封顶",
    "pays the residual party, which keeps the rest anyway": "支付给承接余额的一方，而余额本来就归它",
    "rolls up, but its role is in no chain": "上卷到上级，但该角色不在任何链中",
    "the first tier begins at zero": "第一档应从零开始",
    "the plans are in different currencies": "两个方案的币种不同",
    "the residual party stands in a chain": "承接余额的一方出现在链中",
    "the same bound twice": "同一上下限出现两次",
    "there is no period, and no people or orders to count": "按行或按单考核没有周期，也不计人数或单数",
    "three or more levels are refused": "不允许三级及以上的推荐",
    "two levels need a depth_reason": "两级推荐需要写明 depth_reason",
    "two or more roles, each once": "至少两个角色，且各出现一次",
    "unknown base": "未知的佣金基数",
    "unknown total": "未知的考核口径",
    "versions of one plan": "应为同一方案的各个版本",
    "what is owed is zero or less": "所欠金额应为零或负数",
    "windows overlap": "有效期重叠",
}
"""The problems of a plan; the English phrase is what programs see."""

OF_CONDITIONS: Final[Mapping[str, Texts]] = {
    "empty": {"en": "any of nothing", "zh": "“任一”之下没有条件"},
    "float": {"en": "a float is not exact", "zh": "浮点数不精确"},
    "kind": {"en": "not a condition", "zh": "不是适用条件"},
    "operand": {"en": "not to be compared with that", "zh": "不能与该值比较"},
    "truth": {"en": "a condition is neither true nor false by itself", "zh": "条件本身没有真假"},
    "zone": {"en": "a time without a zone", "zh": "时间缺少时区"},
}
"""The problems of a condition, by the word that programs see."""

OF_RECORDS: Final[Mapping[str, Texts]] = {
    "amounts": {"en": "amounts of a line", "zh": "订单行金额"},
    "balance": {"en": "balance of a line", "zh": "订单行不平"},
    "bound": {"en": "a bound", "zh": "封顶保底"},
    "order": {"en": "another order", "zh": "订单不同"},
    "plan": {"en": "another plan or version", "zh": "方案或版本不同"},
    "rule": {"en": "a rule", "zh": "规则"},
    "terms": {"en": "other terms under the same version", "zh": "版本相同而条款不同"},
}
"""What of a record does not fit, by the word that programs see."""

__all__ = ["IN_CHINESE", "OF_CONDITIONS", "OF_RECORDS"]
