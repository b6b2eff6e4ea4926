"""Errors of time: one class, a word for the problem."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts, language_of

PROBLEMS: Mapping[str, Texts] = {
    "after_closing": {"en": "the store had closed", "zh": "当时门店已经歇业"},
    "before_its_cause": {"en": "it is earlier than what caused it", "zh": "早于引发它的事件"},
    "before_opening": {"en": "the store had not opened yet", "zh": "当时门店尚未开业"},
    "before_start": {"en": "the calendar had not started yet", "zh": "当时该日历尚未开始"},
    "date_only": {
        "en": "it is a date; an instant has a time and an offset",
        "zh": "只有日期，缺少时刻和时差",
    },
    "empty_window": {"en": "a window ends after it starts", "zh": "时间窗的结束必须晚于开始"},
    "fold": {
        "en": "the clocks show it twice; name fold=0 or fold=1",
        "zh": "该时刻出现两次，请用 fold=0 或 fold=1 指明",
    },
    "gap": {"en": "the clocks skip it", "zh": "当地时钟跳过了该时刻"},
    "leap_second": {"en": "leap seconds are not kept", "zh": "不支持闰秒"},
    "malformed": {"en": "it is not written as ISO 8601 asks", "zh": "不符合 ISO 8601 的写法"},
    "malformed_rule": {"en": "it is not a rule for a calendar", "zh": "不是可用的循环规则"},
    "naive": {"en": "it has no time zone", "zh": "缺少时区"},
    "no_hold_start": {
        "en": "a hold runs from receipt, payment or formed",
        "zh": "冻结从 receipt（收货）、payment（付款）或 formed（成团）起算",
    },
    "no_occurrence": {"en": "the rule never comes round", "zh": "该循环规则永远不会出现"},
    "no_such_period": {"en": "the calendar has no such period", "zh": "该日历没有这个周期"},
    "not_a_duration": {
        "en": "it is not a whole number of the unit, zero or more",
        "zh": "不是非负整数的时长",
    },
    "not_an_instant": {"en": "it is neither a datetime nor a text", "zh": "既不是 datetime 也不是文本"},
    "not_local": {"en": "it has a time zone of its own; local time has none", "zh": "自带时区，不是当地时间"},
    "open_window": {"en": "the window has no end", "zh": "时间窗没有结束"},
    "out_of_range": {"en": "years run from 1900 to 2199", "zh": "年份只能在 1900 至 2199 之间"},
    "unknown_cycle": {"en": "it is not a cycle of a calendar", "zh": "不是日历周期"},
    "unknown_zone": {"en": "it is not a time zone of the IANA database", "zh": "不是 IANA 时区"},
}


@attrs.define
class InvalidTimeError(CommunekitError):
    """A time, window, zone, duration or calendar (时间) cannot be used.

    `problem` is a stable word, `value` what was handed in. Rooms above add words of their own; a word
    which is not in `PROBLEMS` is shown as it is.

    >>> print(InvalidTimeError("naive", "2026-03-01T08:00"))
    invalid time 2026-03-01T08:00: it has no time zone
    """

    code: ClassVar[str] = "period.invalid_time"
    texts: ClassVar[Texts] = {"en": "invalid time {value}", "zh": "时间 {value} 无效"}
    problem: str
    value: object

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language, with the reason."""
        language = language_of(locale)
        reason = PROBLEMS.get(self.problem, {}).get(language, self.problem)
        return f"{super().text(locale)}{'：' if language == 'zh' else ': '}{reason}"

    def __str__(self) -> str:
        return self.text("en")


__all__ = ["PROBLEMS", "InvalidTimeError"]
