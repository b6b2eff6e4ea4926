"""The table of the laws (规律表): slug, English, Chinese. A slug is for ever; a sentence may become clearer."""

from typing import Final

TABLE: Final = (
    (
        "conservation",
        "Per community and commodity all balances, the outside world's too, add up to zero after every command.",
        "每个社区、每种币种，所有余额（连同外面的世界）在每条命令之后加起来都是零。",
    ),
    (
        "balanced_entry",
        "An entry balances per commodity before it exists.",
        "分录在存在之前就已按币种平衡。",
    ),
    (
        "balance_is_fold",
        "A balance is the fold of the journal, now and at any past moment.",
        "余额就是流水的累加，现在如此，过去任何时刻也如此。",
    ),
    (
        "exact_split",
        "The parts of a split add up to the whole; none has the wrong sign; weight zero gets zero; each is less than one unit from its exact share.",
        "各部分之和等于总额，没有一部分正负号不对，权重为零得零，每部分与精确份额相差不到一个最小单位。",
    ),
    ("split_sign_symmetry", "split(-x) = -split(x).", "split(-x) = -split(x)。"),
    (
        "split_stability",
        "Renaming parties in place, scaling weights, adding a party of weight zero and reordering change nobody's part; equal weights differ by at most one unit.",
        "改名不改次序、权重同比放大、加一个零权重的人、换顺序，谁的份额都不变；权重相等的至多差一个最小单位。",
    ),
    (
        "payee_floor",
        "With a residual party each payee's amount is its exact share rounded down on its own; the residual party takes the rest.",
        "有承接余额的一方时，其余各方按精确份额各自向下取整，剩下的归它。",
    ),
    (
        "money_never_mixes",
        "No operation combines two currencies or commodities without an explicit rate.",
        "没有写明比率，两个币种或计量品种绝不混算。",
    ),
    (
        "one_named_rounding",
        "What leaves a room is in whole minor units; each rounding has a name, a mode and one place.",
        "出门的都是整数最小单位；每次舍入都有名字和方式，只在一处。",
    ),
    (
        "range",
        "An amount beyond 10^15 minor units is refused at the door; nothing wraps.",
        "超过 10^15 个最小单位的金额进门就被拒绝，绝不回绕。",
    ),
    (
        "nothing_silently_zero",
        "Every order and line is assessed, or left out with a reason.",
        "每一单、每一行要么计佣，要么连同原因列出。",
    ),
    (
        "shares_and_residual",
        "Per line: the amounts of all parties, the residual and the tax add up to the amount distributed.",
        "每一行：各方所得、余额、税之和等于可分金额。",
    ),
    (
        "fail_closed",
        "A condition that is unknown or broken never matches, and says so.",
        "答不上来的条件绝不成立，并且说得出为什么。",
    ),
    (
        "order_of_rules_is_stated",
        "The result depends on the plan's stated order alone.",
        "结果只取决于方案写明的规则先后。",
    ),
    (
        "frozen_promise",
        "Later plans, ties, prices and grades never change a booked entry.",
        "以后的方案、关系、价格、等级都动不了已记的分录。",
    ),
    (
        "batch_independence",
        "The cut of a stream into batches or partitions changes nothing.",
        "怎么分批、怎么分区都不影响结果。",
    ),
    (
        "tier_delta",
        "A tiered amount over a period equals the table of the total, whatever the slicing into lines.",
        "账期阶梯的金额等于阶梯表对总额所说的数，不管怎么拆成行。",
    ),
    (
        "monotone",
        "A higher rate or amount never lowers a payee's amount, unless the plan's own table says so.",
        "比例或金额变大，收款人不会因此少拿，除非方案自己的表这么写。",
    ),
    (
        "cap_holds",
        "Caps, budgets and limits hold for the sum, not per slice.",
        "封顶、预算、余额限制管的是合计，不是逐份。",
    ),
    (
        "engines_agree",
        "Whichever engine works out a plan, it books the same, entry for entry.",
        "哪个引擎来算，记的账都逐笔相同。",
    ),
    (
        "plan_round_trip",
        "A plan survives TOML and JSON unchanged, and explains itself the same afterwards.",
        "方案经过 TOML、JSON 原样不变，之后说明出来的话也一样。",
    ),
    (
        "refund_symmetry",
        "A sale and its full refund return every account to where it was, except what the plan names as kept.",
        "销售加上全额退款，各账户回到原样，方案点名不退的除外。",
    ),
    (
        "refund_slicing",
        "Partial refunds that add up to the whole equal one full refund, unit for unit; no step pays a payee.",
        "不管分几次退，合起来与一次全退分文不差；中途没有一步反过来付钱给收款人。",
    ),
    (
        "clawback_bound",
        "0 <= taken back <= earned, per line and payee; refunded <= paid.",
        "0 ≤ 追回 ≤ 每行每人所得；退款 ≤ 实付。",
    ),
    (
        "refund_restores_currency_and_lots",
        "A reversal carries the currency, rate and lots of what it reverses.",
        "冲回沿用原来的币种、比率和批次。",
    ),
    (
        "same_key_once",
        "Same key and content: the recorded outcome again, no new effect, for ever.",
        "编号、内容都相同：还是当初的结果，永远不再起作用。",
    ),
    (
        "key_conflict",
        "Same key, other content: a conflict, no effect.",
        "同一编号、内容不同：冲突，不起作用。",
    ),
    (
        "sticky_refusal",
        "A refusal that depended on the state is recorded; a retry never turns it into success.",
        "因当时状态而被拒绝的，拒绝也记下来；重试不会把它变成成功。",
    ),
    ("refusal_is_atomic", "What is refused leaves everything as it was.", "被拒绝的事，一切保持原样。"),
    (
        "written_together",
        "What is written together is seen together: whoever reads sees all of it or nothing, as of one moment.",
        "一起写入的一起可见：读的人要么全部看到，要么一点也看不到，且都是同一时刻的。",
    ),
    (
        "no_lost_update",
        "Nobody writes between what a writer has read and what he writes, or he is told so and writes nothing.",
        "读过之后、写入之前，没有别人插进来写；若有，写的人会得知，什么也不写。",
    ),
    (
        "at_least_once",
        "A message is held by one at a time, and is given again until it is done.",
        "一条消息同一时刻只交给一个人，没办完就到时再交出，直到办完。",
    ),
    (
        "order_independence",
        "Facts about different orders and accounts commute; late arrivals give the in-order result.",
        "不同订单、不同账户的事实先后无关；迟到的也得出按序的结果。",
    ),
    (
        "replay_determinism",
        "The same log gives the same bytes, whatever the hash seed, locale and zone of the machine.",
        "同样的记录得出同样的字节，与散列种子、机器的语言和时区无关。",
    ),
    (
        "half_open",
        "Windows are [start, end): no instant belongs to two periods, none to no one.",
        "时间窗前闭后开：没有时刻同属两个账期，也没有时刻不属于任何账期。",
    ),
    (
        "closed_stays_closed",
        "Nothing is posted into a closed period; late facts land in the open one with a link.",
        "已结的账期不再记账；迟到的事记入未结账期，并留有关联。",
    ),
    (
        "one_bond",
        "At any instant a member has at most one bond per scope.",
        "同一时刻，一个会员在同一范围内至多一个绑定。",
    ),
    (
        "hold_once",
        "A hold is posted, part-posted, voided or expired at most once.",
        "一笔预占至多有一个结果：入账、部分入账、撤销或过期。",
    ),
    (
        "payout_once",
        "Each payable unit is in at most one live instruction; an unknown outcome is left only by reconciliation.",
        "每一分应付的钱至多在一笔有效的打款里；结果不明的，只有对账才能了结。",
    ),
    (
        "merge_is_monoid",
        "Counters and folds merge in any order and grouping, with a neutral element.",
        "计数和累加可以按任何次序、任何分组合并，并有单位元。",
    ),
    (
        "round_trip",
        "decode(encode(x)) = x; encoding is canonical.",
        "写出去再读回来与原来相等；写法只有一种。",
    ),
    (
        "old_logs_replay",
        "Logs of every released version replay to their recorded state; a newer version is refused, not guessed.",
        "历次发布的记录都能重放到当时的状态；遇到更新的版本就拒绝，不猜。",
    ),
    ("snapshot_is_replay", "Snapshot + tail = replay from the start.", "快照加上其后的记录，等于从头重放。"),
    (
        "log_order",
        "A reader by position misses nothing and sees nothing twice.",
        "按位置接着读，什么也不漏，什么也不重。",
    ),
    (
        "stores_agree",
        "Every store gives the same outcomes for the same commands.",
        "同样的命令，每种存储给出同样的结果。",
    ),
    (
        "tamper_evidence",
        "Changing, dropping, adding or reordering a record is detected from there on.",
        "改动、删除、插入、调换任何一条记录，从那里起都能看出来。",
    ),
    (
        "scope_isolation",
        "What lies outside a viewer's scope does not show, errors included.",
        "范围之外的事不露痕迹，连错误里也没有。",
    ),
    (
        "small_groups",
        "No published aggregate covers 1 to k-1 people, nor lets one be found by subtraction.",
        "公布的合计不会只含 1 到 k-1 个人，也不能靠相减推出来。",
    ),
    (
        "erasure",
        "After erasure no store, log, export or error holds the person's data in clear; balances and checks are unchanged.",
        "删除个人数据之后，任何存储、日志、导出、错误里都不再有明文；余额和校验不变。",
    ),
)
"""All laws that can be checked today; those of rooms to come stand here when they come."""

__all__ = ["TABLE"]
