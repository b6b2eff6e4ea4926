"""Errors of attribution: what a window, a book of touches, an identity, a rule or a result cannot be."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts


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


@attrs.define
class InvalidFactError(CommunekitError):
    """What was handed in as a fact of attribution (归因依据) is of another kind."""

    code: ClassVar[str] = "attribution.fact"
    texts: ClassVar[Texts] = {"en": "{given} is not a {what}", "zh": "{given} 不是 {what}"}
    what: str
    given: object


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


__all__ = ["IdentityError", "InvalidFactError", "InvalidLookbackError", "TouchConflictError"]
