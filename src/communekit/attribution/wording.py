"""The words of an explanation (归因说明用语), in English and Chinese."""

from collections.abc import Mapping
from typing import Final

from communekit.errors import Texts

from .trace import Fate

SOURCES: Final[Mapping[str, Texts]] = {
    "touch": {"en": "touch {id} of {at}", "zh": "{at} 的触点 {id}"},
    "bond": {"en": "bond since {at}", "zh": "{at} 起的锁客关系"},
    "self": {"en": "the buyer is a leader himself", "zh": "购买人本人就是团长"},
    "session": {"en": "livestream {id}", "zh": "直播场次 {id}"},
    "content": {"en": "content {id}", "zh": "内容 {id}"},
    "visit": {"en": "visit {id} of {at}", "zh": "{at} 的到店记录 {id}"},
    "line": {"en": "line above {id}", "zh": "{id} 的上级"},
}

FATES: Final[Mapping[Fate, Texts]] = {
    Fate.WON: {"en": "credited", "zh": "计入业绩"},
    Fate.SHARED: {"en": "credited with a share", "zh": "按份额计入业绩"},
    Fate.CO_CREDIT: {"en": "credited beside the leader", "zh": "与团长共同计入"},
    Fate.ADD_ON: {"en": "credited with what was bought besides in the store", "zh": "到店加购计入业绩"},
    Fate.SPONSOR: {"en": "credited as the one above", "zh": "作为上级计入"},
    Fate.HOUSE: {
        "en": "credited to the house: the leader was {reason}",
        "zh": "业绩归公：团长当时{reason}",
    },
    Fate.LOWER_PRECEDENCE: {
        "en": "not credited: something stronger led to the order",
        "zh": "未计入：有优先级更高的来源",
    },
    Fate.LATER_WINS: {
        "en": "not credited: a later one of the same kind wins",
        "zh": "未计入：同类中后者优先",
    },
    Fate.EARLIER_WINS: {
        "en": "not credited: an earlier one of the same kind wins",
        "zh": "未计入：同类中先者优先",
    },
    Fate.NO_SHARE: {"en": "not credited: its share is nothing", "zh": "未计入：份额为零"},
    Fate.NOT_RANKED: {
        "en": "not credited: the rule does not count this kind",
        "zh": "未计入：规则不认这类来源",
    },
    Fate.AFTER_ORDER: {"en": "not credited: it came after the order", "zh": "未计入：发生在下单之后"},
    Fate.SAME_INSTANT: {
        "en": "not credited: it came at the instant of the order",
        "zh": "未计入：与下单同一时刻",
    },
    Fate.OUTSIDE_WINDOW: {
        "en": "not credited: its window was over {past} before the order",
        "zh": "未计入：下单时归因窗口已过 {past}",
    },
    Fate.OTHER_ORDER: {"en": "not credited: it belongs to another order", "zh": "未计入：属于另一张订单"},
    Fate.OTHER_STORE: {"en": "not credited: it is of another store", "zh": "未计入：属于其他门店"},
    Fate.OTHER_ROLE: {"en": "it counts in another role ({role})", "zh": "按其他角色（{role}）计算"},
    Fate.NO_OWNER: {"en": "not credited: it is nobody's", "zh": "未计入：不属于任何人"},
    Fate.SELF: {"en": "not credited: own purchases earn nothing", "zh": "未计入：自购不返"},
    Fate.INACTIVE: {"en": "not credited: the leader was {reason}", "zh": "未计入：团长当时{reason}"},
    Fate.NOT_A_LEADER: {"en": "not credited: no leader at that time", "zh": "未计入：当时不是团长"},
    Fate.NOT_NEW: {
        "en": "not credited: it counts for new members only",
        "zh": "未计入：仅限拉新，购买人不是新会员",
    },
    Fate.NOT_CONSENTED: {
        "en": "a touch was not used: its person has not consented",
        "zh": "有一个触点未使用：本人未同意",
    },
    Fate.REJECTED: {
        "en": "not credited: rejected by a check ({reason})",
        "zh": "未计入：未通过防作弊检查（{reason}）",
    },
}

WORDS: Final[Mapping[str, Texts]] = {
    "code": {"en": "code", "zh": "口令或优惠券"},
    "coupon": {"en": "coupon", "zh": "优惠券"},
    "click": {"en": "click", "zh": "点击"},
    "view": {"en": "view", "zh": "曝光"},
    "bond": {"en": "bond", "zh": "锁客关系"},
    "self": {"en": "own purchase", "zh": "自购"},
    "visit": {"en": "visit to the store", "zh": "到店加购"},
    "live": {"en": "livestream", "zh": "直播间"},
    "scan": {"en": "scan in the store", "zh": "到店扫码"},
    "link": {"en": "link", "zh": "分享链接"},
    "qr": {"en": "QR code", "zh": "海报二维码"},
    "invitation": {"en": "invitation", "zh": "邀请"},
}

ROLES: Final[Mapping[str, str]] = {
    "leader": "团长", "sponsor": "推荐人", "upline": "上级推荐人", "host": "主播", "creator": "内容作者",
    "self_discount": "自购立减", "member": "会员", "store": "门店",
}  # fmt: skip

STATES: Final[Mapping[str, str]] = {"paused": "休息中", "suspended": "已停用", "exited": "已退出"}

SENTENCES: Final[Mapping[str, Texts]] = {
    "led": {
        "en": "Order {order}: {word} decided (rule {policy}).",
        "zh": "订单 {order}：按{word}归因（规则 {policy}）。",
    },
    "organic": {
        "en": "Order {order}: organic, nobody is credited: nothing that counts led to it (rule {policy}).",
        "zh": "订单 {order}：自然单，没有有效来源，不归任何团长（规则 {policy}）。",
    },
    "credited": {
        "en": "Credited: {who}, {role}, {share}{line}{active}.",
        "zh": "归属：{who}，{role}，{share}{line}{active}。",
    },
    "whole": {"en": "all of it", "zh": "全部"},
    "of_line": {"en": " of line {line}", "zh": "，限订单行 {line}"},
    "inactive": {"en": ", not at work at that time", "zh": "，当时未在岗"},
    "hold": {"en": "The credit waits: {reason}.", "zh": "业绩待核：{reason}。"},
    "yours": {"en": "This order is credited to you.", "zh": "这张订单算给您。"},
    "not_yours": {"en": "This order is not credited to you.", "zh": "这张订单没有算给您。"},
    "nothing_yours": {"en": "Nothing of yours led to it.", "zh": "没有找到来自您的触点或锁客关系。"},
    "erased": {
        "en": "The trace was erased with the buyer's data; the credit stays.",
        "zh": "归因留痕已随购买人的个人信息删除，业绩保留。",
    },
    "version": {
        "en": "This is version {version} of the attribution.",
        "zh": "这是归因结果的第 {version} 版。",
    },
}

UNITS: Final[tuple[tuple[int, Texts], ...]] = (
    (86_400, {"en": "{count} d", "zh": "{count} 天"}),
    (3600, {"en": "{count} h", "zh": "{count} 小时"}),
    (60, {"en": "{count} min", "zh": "{count} 分钟"}),
    (1, {"en": "{count} s", "zh": "{count} 秒"}),
)

__all__ = ["FATES", "ROLES", "SENTENCES", "SOURCES", "STATES", "UNITS", "WORDS"]
