"""Retention floors (最低保存期限): how long records must be kept at least, and by which rule.

The rows here are Chinese law, kept as the rules state them. They are no legal advice: read the source before you rely
on one, and bring rows of your own where others apply.
"""

import re
from datetime import datetime
from typing import Final

import attrs

from communekit.ids import name_text
from communekit.period import Duration, Window, instant, zone

from .person import SOURCE_MAX, Kept
from .vault_errors import InvalidRetentionError, RetentionError

_CHINA: Final = "Asia/Shanghai"

_WORD: Final = re.compile(r"[a-z][a-z0-9_]*\Z")


def _is_word(text: object) -> bool:
    return isinstance(text, str) and _WORD.match(text) is not None


def _is_some_time(least: object) -> bool:
    return isinstance(least, Duration) and bool(least)


@attrs.frozen
class RetentionFloor:
    """How long records of a kind must be kept at least (最低保存期限).

    Args:
        name: The kind of records, a word.
        least: How long.
        in_force: For what was completed within this window; for what was not, this row asks for nothing.
        source: The law or notice, with its article; at most 500 characters.
        from_year_end: Whether the time runs from the end of the calendar year of completion, not from completion.
        zone: Whose calendar counts the years.

    Errors: `InvalidRetentionError`, `InvalidTextError`, `InvalidTimeError`.

    >>> completed_at = instant("2026-03-01T08:00+08:00")
    >>> CN_DEAL.until(completed_at)
    datetime.datetime(2029, 3, 1, 0, 0, tzinfo=datetime.timezone.utc)
    >>> CN_DEAL.may_be_purged(completed_at, at=instant("2029-03-01T07:59+08:00"))
    False
    """

    name: str
    least: Duration
    in_force: Window
    source: str
    from_year_end: bool = attrs.field(default=False, kw_only=True)
    zone: str = attrs.field(default=_CHINA, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not _is_word(self.name):
            raise InvalidRetentionError("name", self.name)
        if not _is_some_time(self.least):
            raise InvalidRetentionError("least", self.least)
        if not isinstance(self.in_force, Window):
            raise InvalidRetentionError("in_force", self.in_force)
        name_text(self.source, what="source", longest=SOURCE_MAX)
        if self.zone != _CHINA:  # That there is one needs no look-up on import.
            zone(self.zone)

    def until(self, completed_at: datetime) -> datetime:
        """Return until when records of what was completed then must be kept; from that moment on they may go."""
        completed = instant(completed_at)
        if not self.in_force.covers(completed):
            return completed
        start = self._year_end(completed) if self.from_year_end else completed
        return self.least.add_to(start, self.zone)

    def kept(self, completed_at: datetime) -> Kept:
        """Return this floor for what was completed then, as `Vault.keep` takes it."""
        return Kept(self.until(completed_at), self.source)

    def may_be_purged(self, completed_at: datetime, *, at: datetime) -> bool:
        """Say whether records of what was completed then may go at a moment."""
        return instant(at) >= self.until(completed_at)

    def check_purge(self, completed_at: datetime, *, at: datetime) -> None:
        """Refuse a purge that comes too early.

        Raises:
            RetentionError: The records must still be kept; it says until when, and why.
        """
        if not self.may_be_purged(completed_at, at=at):
            raise RetentionError(self.name, instant(completed_at), self.until(completed_at), self.source)

    def _year_end(self, completed: datetime) -> datetime:
        place = zone(self.zone)
        return instant(datetime(completed.astimezone(place).year + 1, 1, 1, tzinfo=place))


CN_DEAL: Final = RetentionFloor(
    "deal",
    Duration.years(3),
    Window.parse("2019-01-01T00:00+08:00/.."),
    "电子商务法 (E-Commerce Law), 第三十一条: 商品和服务信息、交易信息自交易完成之日起不少于三年",
)
"""What was sold, and the deal (商品、服务和交易信息): three years after completion."""

CN_SELLER: Final = RetentionFloor(
    "seller",
    Duration.years(3),
    Window.parse("2021-05-01T00:00+08:00/.."),
    "网络交易监督管理办法 (Online Trading Measures, SAMR Order 37), 第三十一条: 平台内经营者身份信息自其退出平台之日起不少于三年",
)
"""Who a seller was (经营者身份信息): three years after he left the platform."""

CN_LIVE: Final = RetentionFloor(
    "live",
    Duration.years(3),
    Window.parse("2021-05-01T00:00+08:00/.."),
    "网络交易监督管理办法 (Online Trading Measures, SAMR Order 37), 第二十条: 直播视频自直播结束之日起不少于三年",
)
"""The video of a live sale (直播视频): three years after its end."""

CN_TAX: Final = RetentionFloor(
    "tax",
    Duration.years(10),
    Window.parse("2002-10-15T00:00+08:00/.."),
    "税收征收管理法实施细则 (Implementing Rules of the Tax Collection Law), 第二十九条: 涉税资料应当保存10年",
    from_year_end=True,
)
"""What a tax was withheld on (涉税资料): ten years. The rule does not say from when; the end of the year is the longer reading."""

CN_ACCOUNTING: Final = RetentionFloor(
    "accounting",
    Duration.years(30),
    Window.parse("2016-01-01T00:00+08:00/.."),
    "会计档案管理办法 (Accounting Archives Measures, MOF and SAA Order 79), 第十四条、第十五条、附表1: 会计凭证、会计账簿30年",
    from_year_end=True,
)
"""Vouchers and books (会计凭证、会计账簿): thirty years from the end of the accounting year."""

__all__ = ["CN_ACCOUNTING", "CN_DEAL", "CN_LIVE", "CN_SELLER", "CN_TAX", "RetentionFloor"]
