"""What findings say, in English and in Chinese: one pair of sentences for each code, with the names of its data."""

from collections.abc import Mapping
from typing import Final

from communekit.errors import Texts

_RULES: Final[Mapping[str, Texts]] = {
    "lint.dead_rule": {
        "en": "rule {rule} never applies: no line has {condition}",
        "zh": "规则 {rule} 永远不会适用：没有订单行满足 {condition}",
    },
    "lint.unanswerable": {
        "en": "rule {rule} asks {test}, which no value of {fact} can answer: it is of another kind",
        "zh": "规则 {rule} 的条件 {test} 无从判断：{fact} 不会有这一类取值",
    },
    "lint.misspelt_fact": {
        "en": "rule {rule} asks for {fact}, which the library does not know and the host would have to hand in: is {meant} meant?",
        "zh": "规则 {rule} 用到的 {fact} 不是内置事实，须由宿主系统提供；是否应为 {meant}？",
    },
    "lint.shadowed_rule": {
        "en": "rule {rule} never pays: wherever it applies, another rule comes before it: {winners} ({reason})",
        "zh": "规则 {rule} 永远不会支付：凡其适用之处，均由 {winners} 优先（{reason}）",
    },
    "lint.overlap": {
        "en": "rules {rules} of role {role} ask about the same facts and can apply to one line, where both are paid (facts: {facts}); if one is meant to take the place of the other, say replaces",
        "zh": "角色 {role} 的规则 {rules} 依据相同的事实，可能同时适用于一行并叠加支付（事实：{facts}）；若应二选一，请写 replaces",
    },
    "lint.overlap_order": {
        "en": "rules {rules} of role {role} can apply to one line, and neither covers the other: which is stated first decides ({reason}; facts: {facts})",
        "zh": "角色 {role} 的规则 {rules} 可能同时适用，且互不包含：由书写顺序决定（{reason}；事实：{facts}）",
    },
    "lint.gap": {
        "en": "role {role} has only rules with conditions, and earns nothing where none of them holds (facts: {facts})",
        "zh": "角色 {role} 只有带条件的规则，条件均不满足时没有收入（事实：{facts}）",
    },
    "lint.rests_on_nothing": {
        "en": "rule {rule} rests on {base}, which pays nothing on any line where {rule} applies",
        "zh": "规则 {rule} 以 {base} 为基数，但在其适用的各行上 {base} 都不支付",
    },
    "lint.unstated_stacking": {
        "en": "group {group} has no stacking: its rules {rules} add up, as if they were in no group",
        "zh": "分组 {group} 没有写明叠加方式：组内规则 {rules} 直接相加，等同未分组",
    },
    "lint.no_window": {
        "en": "plan {plan} has no effective window: nothing says from when on it was promised, nor until when",
        "zh": "方案 {plan} 没有生效期：看不出从何时起、到何时止有效",
    },
    "lint.idle_override": {
        "en": "override {override} changes nothing at rule {rule}: {reason}",
        "zh": "例外条款 {override} 对规则 {rule} 没有任何改变：{reason}",
    },
    "lint.not_decided": {
        "en": "not decided: {check}; the conditions have {combinations} combinations of facts, more than are looked at",
        "zh": "未能判定：{check}；条件涉及 {combinations} 种事实组合，超出检查上限",
    },
}

_TABLES: Final[Mapping[str, Texts]] = {
    "lint.earning_more_pays_less": {
        "en": "rule {rule} pays {after} at {measure} {to}, less than the {before} at {start}: earning more pays less",
        "zh": "规则 {rule}：{measure} 为 {to} 时支付 {after}，少于 {start} 时的 {before}：做得多反而拿得少",
    },
    "lint.higher_tier_pays_less": {
        "en": "rule {rule} pays {before} on {base} of {amount} while {measure} is {start}, and {after} on the same at {to}: the higher tier pays less",
        "zh": "规则 {rule}：同为 {base} {amount}，{measure} 为 {start} 时支付 {before}，为 {to} 时只支付 {after}：档位升高反而拿得少",
    },
    "lint.larger_line_pays_less": {
        "en": "role {role} earns {after} on a line of {to}, less than the {before} on a line of {start} (facts: {facts})",
        "zh": "角色 {role} 在金额 {to} 的订单行上得 {after}，少于金额 {start} 时的 {before}（事实：{facts}）",
    },
    "lint.unreachable_tier": {
        "en": "rule {rule}: the tier from {tier} on never pays more, because the cap ({bound}) is reached before it",
        "zh": "规则 {rule}：从 {tier} 起的档位不会多付，因为此前已达到封顶（{bound}）",
    },
    "lint.slicing": {
        "en": "rule {rule} pays each line at the rate that the {period} has reached by then, so its sum depends on how sales are cut into lines; a graduated or retroactive table does not",
        "zh": "规则 {rule} 按 {period} 内当时达到的费率逐行计算，合计会随订单如何拆分而变；分段累进或追溯方式则不会",
    },
    "lint.idle_bound": {
        "en": "bound {bound} never has an effect: {reason}",
        "zh": "限额 {bound} 从不起作用：{reason}",
    },
    "lint.constant_bound": {
        "en": "bound {bound} has an effect on every line without freight whose parties are all in place: {reason}",
        "zh": "限额 {bound} 对每一条不含运费、各方齐备的订单行都起作用：{reason}",
    },
    "lint.rounded_above_cap": {
        "en": "bound {bound} is held exactly, and then every line of rules {rules} is rounded, which may end above it by less than one unit a line and party; rounding down never does",
        "zh": "限额 {bound} 按精确金额执行，之后规则 {rules} 逐行取整，每行每方可能高出不到一个最小单位；向下取整则不会超出",
    },
}

_COMMITMENT: Final[Mapping[str, Texts]] = {
    "lint.over_commitment": {
        "en": "the rules promise {share} of a line together: {parts} (facts: {facts}; {proof})",
        "zh": "各规则合计可承诺一行的 {share}：{parts}（事实：{facts}；{proof}）",
    },
    "lint.over_limit": {
        "en": "the rules promise {share} of what there is, above the limit of {limit}: {parts} (facts: {facts}; {proof})",
        "zh": "各规则合计可承诺可分金额的 {share}，超过上限 {limit}：{parts}（事实：{facts}；{proof}）",
    },
    "lint.over_freight": {
        "en": "the rules promise {share} of the freight together",
        "zh": "各规则合计可承诺运费的 {share}",
    },
    "lint.break_even": {
        "en": "below {amount} the rules promise more than there is, on a line of quantity {quantity}: {fixed} do not shrink with the amount",
        "zh": "数量为 {quantity} 的订单行低于 {amount} 时，承诺超过可分金额：{fixed} 不随金额减少",
    },
    "lint.always_over": {
        "en": "together with {fixed} the rules promise more than there is on a line of any amount",
        "zh": "加上 {fixed}，任何金额的订单行都会承诺过多",
    },
    "lint.break_even_discount": {
        "en": "beyond a discount of {discount} of the listed amount the rules promise more than there is: {rules} rest on the listed amount",
        "zh": "商家折扣超过标价的 {discount} 时，承诺超过可分金额：{rules} 以标价为基数",
    },
    "lint.break_even_tax": {
        "en": "where more than {tax} of the price is tax that is set aside, the rules promise more than is left",
        "zh": "先行提取的价内税超过价格的 {tax} 时，承诺超过剩余金额",
    },
    "lint.unbounded": {
        "en": "{where} can promise any amount on a single line: it pays on what the period or the order already has",
        "zh": "{where} 可在单行上产生任意大的金额：它按周期或订单已有的总额支付",
    },
}

_LAW_EN: Final = " ({title}, {article}, in force {since}; a reminder, not legal advice)"
_LAW_ZH: Final = "（依据：{title_zh}{article_zh}，{since} 起施行；仅为提醒，不构成法律意见）"

_LAW: Final[Mapping[str, Texts]] = {
    "lint.law_pay_per_head": {
        "en": "rule {rule} pays role {role} by the number of people: pay per recruited person, direct or indirect, is forbidden, and only pay by sales is not"
        + _LAW_EN,
        "zh": "规则 {rule} 按人数向角色 {role} 支付：禁止以直接或间接发展人员数量计酬，请改为按销售计酬"
        + _LAW_ZH,
    },
    "lint.law_entry_fee": {
        "en": "a person pays {fee} to be paid under the plan: an entry fee is forbidden" + _LAW_EN,
        "zh": "加入须缴纳 {fee}：禁止以缴纳费用取得加入资格" + _LAW_ZH,
    },
    "lint.law_purchase_required": {
        "en": "a person must buy to be paid under the plan: a purchase as a condition to join is an entry fee in another form, and forbidden"
        + _LAW_EN,
        "zh": "加入须先购买商品：禁止以认购商品等方式变相缴纳费用取得加入资格" + _LAW_ZH,
    },
    "lint.law_depth": {
        "en": "{levels} levels above the seller are paid ({roles}), for the recorded reason: {recorded}; pay to an upline from the sales of those below is forbidden where they must recruit, and no number of levels is a safe harbour"
        + _LAW_EN,
        "zh": "卖方之上有 {levels} 级获酬（{roles}），登记理由：{recorded}；以下线销售业绩为依据向上线计酬属禁止之列，层级少也不当然合法"
        + _LAW_ZH,
    },
    "lint.law_criminal_line": {
        "en": "{roles} and those below them make three levels: watch the number of people, since 30 of them in 3 levels are the line to a crime"
        + _LAW_EN,
        "zh": "{roles} 连同其下级构成三级：请监控人数，三级且三十人即达刑事追诉标准" + _LAW_ZH,
    },
    "lint.law_platform": {
        "en": "accounts which form uplines and downlines and pay by heads or by the sales of a downline ({roles}) are limited or closed on WeChat; the notices state no number of levels"
        + _LAW_EN,
        "zh": "在微信内发展上下线并按人头或下线销售计酬（{roles}）的账号会被限制或永久封禁；公告未载明层级数"
        + _LAW_ZH,
    },
}

TEXTS: Final[Mapping[str, Texts]] = {**_RULES, **_TABLES, **_COMMITMENT, **_LAW}
"""Every code of a finding, with its sentence in each language."""

WORDS: Final[Mapping[str, Texts]] = {
    "replaced": {"en": "replaces it", "zh": "替代"},
    "first": {"en": "first", "zh": "先列者优先"},
    "exclusive": {"en": "exclusive", "zh": "排他"},
    "best": {"en": "best of the group", "zh": "组内取最高"},
    "never": {
        "en": "it never holds, or an earlier one always does",
        "zh": "其条件永不成立，或总被更早的条款覆盖",
    },
    "same": {"en": "it states the rule as the plan does", "zh": "所列规则与方案原文相同"},
    "drops_nothing": {"en": "the plan has no such rule there to drop", "zh": "方案中并无该规则可删除"},
    "covers_nothing": {"en": "no rule falls under it", "zh": "没有规则受其约束"},
    "never_reached": {"en": "what it covers never goes above its cap", "zh": "所约束的金额从不超过封顶"},
    "always_above": {"en": "what it covers is always above its cap", "zh": "所约束的金额总高于封顶"},
    "always_below": {"en": "what it covers is always below its floor", "zh": "所约束的金额总低于保底"},
    "by_order": {"en": "an order shows it", "zh": "有订单例证"},
    "at_most": {"en": "an upper bound", "zh": "上界"},
    "rule_check": {"en": "whether this rule can apply", "zh": "该规则能否适用"},
    "role_check": {
        "en": "overlaps, gaps and shadowed rules of this role",
        "zh": "该角色规则的重叠、空白与遮蔽",
    },
    "override_check": {
        "en": "whether the overrides of this rule change anything",
        "zh": "该规则的例外条款是否有效",
    },
    "pairs_check": {"en": "overlaps of the rules of this role", "zh": "该角色规则之间的重叠"},
    "base_check": {"en": "whether what this rule rests on is paid", "zh": "该规则的基数是否有支付"},
    "bands_check": {
        "en": "whether a larger line can pay this role less",
        "zh": "金额更大的行是否可能使该角色少得",
    },
    "bound_check": {"en": "whether this bound ever has an effect", "zh": "该限额是否起作用"},
    "worst_case": {"en": "how much the rules promise together", "zh": "各规则合计承诺多少"},
}
"""Words that findings use for reasons and checks."""
