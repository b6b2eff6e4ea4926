"""Errors of attribution: what a window, a book of touches, an identity, a rule or a result cannot be."""

from collections.abc import Mapping
from typing import ClassVar, Final

import attrs

from communekit.errors import CommunekitError, Texts, language_of

from .choosing import choices_text


@attrs.define
class InvalidLookbackError(CommunekitError):
    """An attribution window (归因窗口) cannot be so. `problem` is one of the words of `problems`."""

    code: ClassVar[str] = "attribution.lookback"
    texts: ClassVar[Texts] = {
        "en": "{given} cannot be an attribution window: {problem}",
        "zh": "{given} 不能用作归因窗口：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "kind": {"en": "it is of another kind", "zh": "类型不符"},
        "empty": {"en": "it is not longer than nothing", "zh": "长度必须大于零"},
        "too_long": {"en": "it is longer than 300 years", "zh": "超过 300 年"},
        "not_seconds": {"en": "it is not a whole number of seconds", "zh": "不是整秒数"},
        "not_elapsed": {
            "en": "months and days of a calendar are counted by Lookback.calendar, with their zone",
            "zh": "自然月和自然日要用 Lookback.calendar 计算，并写明时区",
        },
        "two_lengths": {
            "en": "it counts either seconds or dates of a named zone",
            "zh": "只能按秒计，或按写明时区的日期计，二者选一",
        },
        "end_of_dates": {
            "en": "dates end with their last instant; there is no end to include",
            "zh": "按日期计的窗口到最后一天结束为止，没有可包含的终点",
        },
        "twice": {"en": "another is stated for the same touches", "zh": "同样的触点已经写明了另一个窗口"},
    }
    problem: str
    given: object


_KINDS: Final[Mapping[str, str]] = {
    "attribution": "归因结果",
    "book of bonds": "锁客台账",
    "book of ties": "关系网",
    "book of touches": "触点簿",
    "bool": "布尔值",
    "consent": "同意记录",
    "credits by order": "以订单编号为键的业绩归属表",
    "credits": "业绩归属",
    "event of a leader": "团长事件",
    "facts": "归因依据",
    "id": "标识",
    "list of attributions": "归因结果列表",
    "list of consents": "同意记录列表",
    "list of events of leaders": "团长事件列表",
    "list of facts of identity": "登录与合并记录列表",
    "list of ids": "标识列表",
    "list of lookbacks for certain touches": "限定触点的归因窗口列表",
    "list of merges": "账号合并记录列表",
    "list of orders": "订单列表",
    "list of sign-ins": "登录记录列表",
    "list of touches": "触点列表",
    "lookback for certain touches": "限定触点的归因窗口",
    "lookback": "归因窗口",
    "lookbacks by touch": "以触点编号为键的归因窗口表",
    "merge": "账号合并记录",
    "order": "订单",
    "policy": "归因规则",
    "reasons by id": "以编号为键的理由表",
    "record of consents": "同意记录簿",
    "record of identities": "身份归并记录",
    "record of leaders": "团长状态史",
    "sign-in": "登录记录",
    "text": "文本",
    "touch": "触点",
}
"""What a fact should have been, in Chinese."""


@attrs.define
class InvalidFactError(CommunekitError):
    """What was handed in as a fact of attribution (归因依据) is of another kind; `what` says what it should have been."""

    code: ClassVar[str] = "attribution.fact"
    texts: ClassVar[Texts] = {"en": "{given} is no {what}", "zh": "{given} 不是{what}"}
    what: str
    given: object

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language, the kind too."""
        named = _KINDS.get(self.what, self.what) if language_of(locale) == "zh" else self.what
        return CommunekitError.text(attrs.evolve(self, what=named), locale)


@attrs.define
class TouchConflictError(CommunekitError):
    """Two different touches (触点) were told under one id."""

    code: ClassVar[str] = "attribution.touch_conflict"
    texts: ClassVar[Texts] = {
        "en": "touch {touch} was told before, with other content",
        "zh": "触点 {touch} 已经登记过，但内容不同",
    }
    touch: str


@attrs.define
class IdentityError(CommunekitError):
    """Who is who (身份归并) would contradict itself. `problem` is one of the words of `problems`."""

    code: ClassVar[str] = "attribution.identity"
    texts: ClassVar[Texts] = {"en": "{id} and {other}: {problem}", "zh": "{id} 与 {other}：{problem}"}
    problems: ClassVar[Mapping[str, Texts]] = {
        "visitor_is_member": {
            "en": "the first is a visitor in one place and a member in another",
            "zh": "前者在一处是访客，在另一处是会员",
        },
        "merged_twice": {
            "en": "the first has become one with another account already",
            "zh": "前者已经并入另一个账号",
        },
        "circle": {"en": "the accounts become one with each other in a circle", "zh": "账号合并形成了环"},
    }
    id: str
    other: str
    problem: str


@attrs.define
class InvalidAttributionPolicyError(CommunekitError):
    """A rule of attribution (归因规则) cannot be so. `problem` is one of the words of `problems`."""

    code: ClassVar[str] = "attribution.policy"
    texts: ClassVar[Texts] = {
        "en": "{part} of a rule of attribution cannot be {given}: {problem}",
        "zh": "归因规则的 {part} 不能是 {given}：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "kind": {"en": "it is of another kind", "zh": "类型不符"},
        "not_a_version": {"en": "versions are whole numbers from 1", "zh": "版本号是从 1 开始的整数"},
        "not_a_word": {"en": "it is not a word of lower-case letters", "zh": "不是小写字母组成的词"},
        "unknown_word": {"en": "there is no such choice", "zh": "没有这个选项"},
        "unknown_kind": {
            "en": "no touch stands under it; name kinds of your own in kinds",
            "zh": "没有触点归在这个词下；自有的触点类型请先写入 kinds",
        },
        "unknown_way": {
            "en": "there is no such way of sharing; name ways of your own in shares",
            "zh": "没有这种分摊方式；自有的分摊方式请先写入 shares",
        },
        "taken": {
            "en": "rules read this word otherwise, as they do whatever ends in _view",
            "zh": "规则对这个词另有用法，以 _view 结尾的词也是如此",
        },
        "empty": {"en": "nothing is named", "zh": "没有写明任何内容"},
        "twice": {"en": "a word is named twice", "zh": "同一个词出现两次"},
        "not_in_order": {"en": "the order does not name it", "zh": "归因优先级（order）里没有这个词"},
        "reserved": {"en": "it is the word of a result alone", "zh": "这个词只用于归因结果"},
        "too_deep": {
            "en": "nobody is paid three levels up: at most two",
            "zh": "推荐关系最多两级，不支持三级",
        },
        "no_depth_reason": {"en": "two levels need a depth_reason", "zh": "两级推荐需要写明 depth_reason"},
        "no_house": {
            "en": "the house gets what inactive leaders bring: name it",
            "zh": "停用团长的业绩归公时，必须写明归给谁（house）",
        },
    }
    part: str
    problem: str
    given: object
    choices: tuple[str, ...] = ()

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language, and what there is to choose from."""
        return super().text(locale) + choices_text(self.choices, locale)


@attrs.define
class TouchSharesError(CommunekitError):
    """A way of sharing among touches (分摊方式) is not known, or its shares are not parts of one whole."""

    code: ClassVar[str] = "attribution.touch_shares"
    texts: ClassVar[Texts] = {
        "en": "shares by {word}: {problem}: {given}",
        "zh": "按“{word}”分摊：{problem}：{given}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "unknown": {"en": "no such way was handed in", "zh": "没有传入这种分摊方式"},
        "number": {"en": "not one share a touch", "zh": "份额数与触点数不一致"},
        "not_exact": {"en": "not an exact fraction, zero or more", "zh": "不是非负的精确分数"},
        "not_whole": {"en": "they do not add up to 1", "zh": "份额之和不是 1"},
    }
    word: str
    problem: str
    given: object


@attrs.define
class AttributionConflictError(CommunekitError):
    """An order has one attribution per rule (一单一归因), and each further version says which it replaces."""

    code: ClassVar[str] = "attribution.conflict"
    texts: ClassVar[Texts] = {
        "en": "order {order} under rule {scheme}: {problem}",
        "zh": "订单 {order}，归因规则 {scheme}：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "attributed": {
            "en": "it is attributed already; a later fact makes a new version",
            "zh": "已有归因结果；后来的事实要用重新归因产生新版本",
        },
        "not_current": {"en": "it replaces another version than the current one", "zh": "替换的不是当前版本"},
        "twice": {"en": "the order stands there twice", "zh": "订单重复出现"},
        "other_order": {"en": "the attribution is another order's", "zh": "归因结果属于另一张订单"},
        "other_policy": {
            "en": "the order keeps the rule, and the version, that it was attributed under",
            "zh": "订单沿用当时的归因规则和版本",
        },
        "edited_policy": {
            "en": "the rule was edited since, under the same version; hand in the one of then, a changed one is a new version",
            "zh": "归因规则在同一版本号下被改动过；请传入当时的规则，改动后的须用新版本号",
        },
        "too_early": {"en": "it is earlier than what it replaces", "zh": "早于被替换的版本"},
        "erased": {
            "en": "a person's data was erased: it cannot be worked out anew",
            "zh": "个人信息已删除，无法重新计算",
        },
    }
    order: str
    scheme: str
    problem: str


__all__ = [
    "AttributionConflictError",
    "IdentityError",
    "InvalidAttributionPolicyError",
    "InvalidFactError",
    "InvalidLookbackError",
    "TouchConflictError",
    "TouchSharesError",
]
