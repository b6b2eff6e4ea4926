"""Errors of the book: what cannot be an entry, and what a book cannot take."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts


@attrs.define
class InvalidWordError(CommunekitError):
    """A bucket (账户类别) or kind of entry (分录类型) is lower-case words joined by dots, at most 60 characters."""

    code: ClassVar[str] = "ledger.invalid_word"
    texts: ClassVar[Texts] = {
        "en": "{word} cannot be a {what}: lower-case words joined by dots, at most 60 characters",
        "zh": "{word} 不能用作 {what}：须为用点号连接的小写单词，最多 60 个字符",
    }
    what: str
    word: object


@attrs.define
class UnbalancedEntryError(CommunekitError):
    """The postings of an entry do not make it a movement between accounts (借贷不平).

    `problem` is one of the words of `problems`; `value` is the number of postings, the account, or what the
    postings add up to, in minor units per commodity.
    """

    code: ClassVar[str] = "ledger.unbalanced_entry"
    texts: ClassVar[Texts] = {
        "en": "entry {entry} cannot be booked: {problem} {value}",
        "zh": "分录 {entry} 不能入账：{problem} {value}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "one_leg": {"en": "an entry has two postings or more, not", "zh": "分录至少有两笔过账，现有"},
        "no_amount": {"en": "nothing is posted to", "zh": "过账金额为零，账户"},
        "same_account": {"en": "it posts twice to", "zh": "重复过账，账户"},
        "sum": {"en": "its postings must add up to zero, not to", "zh": "各笔之和必须为零，现为"},
    }
    entry: str
    problem: str
    value: object


@attrs.define
class EntryConflictError(CommunekitError):
    """An entry of this id is in the book already, with other content (同一编号内容不同).

    `differs` names the fields in which the two are not the same.
    """

    code: ClassVar[str] = "ledger.entry_conflict"
    texts: ClassVar[Texts] = {
        "en": "entry {entry} is in the book already, with another {differs}",
        "zh": "分录 {entry} 已经入账，内容不同：{differs}",
    }
    entry: str
    differs: tuple[str, ...]


@attrs.define
class InvalidReversalError(CommunekitError):
    """An entry cannot be reversed, or a reversal does not say what it undoes (冲销无效).

    `problem` is one of the words of `problems`.
    """

    code: ClassVar[str] = "ledger.invalid_reversal"
    texts: ClassVar[Texts] = {"en": "entry {entry}: {problem}", "zh": "分录 {entry}：{problem}"}
    problems: ClassVar[Mapping[str, Texts]] = {
        "of_reversal": {
            "en": "a reversal is not reversed; book the fact again, as an entry of its own",
            "zh": "冲销分录不可再冲销，请另记新分录",
        },
        "unnamed": {
            "en": "a reversal refers to the entry that it undoes, and takes its id from it: use reversal()",
            "zh": "冲销分录须注明原分录，编号由原分录派生：请使用 reversal()",
        },
    }
    entry: str
    problem: str


@attrs.define
class BalanceOutOfRangeError(CommunekitError):
    """A balance would go beyond 10^15 minor units, either way (余额超出范围)."""

    code: ClassVar[str] = "ledger.balance_out_of_range"
    texts: ClassVar[Texts] = {
        "en": "entry {entry} would bring {account} to {balance_minor} minor units: at most 10^15",
        "zh": "分录 {entry} 会使 {account} 的余额达到 {balance_minor} 个最小单位：最多 10^15",
    }
    entry: str
    account: str
    balance_minor: int


@attrs.define
class InvalidLimitError(CommunekitError):
    """A limit does not limit anything, or two of them do not go together (余额限制无效)."""

    code: ClassVar[str] = "ledger.invalid_limit"
    texts: ClassVar[Texts] = {
        "en": "the limit of {bucket} cannot be used: {problem}",
        "zh": "{bucket} 的余额限制无效：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "unbounded": {"en": "whole minor units at least at one end", "zh": "至少一端须为整数最小单位"},
        "crossed": {"en": "its upper end lies below the lower one", "zh": "上限低于下限"},
        "twice": {"en": "there are two for the same party", "zh": "同一主体有两条"},
    }
    bucket: str
    problem: str
    value: object


@attrs.define
class InsufficientFundsError(CommunekitError):
    """An entry would bring a balance beyond its limit (余额不足)."""

    code: ClassVar[str] = "ledger.insufficient_funds"
    texts: ClassVar[Texts] = {
        "en": "entry {entry} would bring {account} from {before_minor} to {after_minor} minor units, beyond its limit",
        "zh": "分录 {entry} 会使 {account} 的余额从 {before_minor} 变为 {after_minor} 个最小单位，超出限制",
    }
    entry: str
    account: str
    before_minor: int
    after_minor: int


@attrs.define
class PeriodClosedError(CommunekitError):
    """The books of a party are closed up to a later moment (账期已结)."""

    code: ClassVar[str] = "ledger.period_closed"
    texts: ClassVar[Texts] = {
        "en": "the books of {party} are closed up to {until}; {at} is before that",
        "zh": "{party} 的账已结至 {until}，{at} 在此之前",
    }
    party: str
    until: datetime
    at: datetime


@attrs.define
class ReservationResolvedError(CommunekitError):
    """A reservation is over: it was posted or voided, or its time has run out (预占已结束)."""

    code: ClassVar[str] = "ledger.reservation_resolved"
    texts: ClassVar[Texts] = {
        "en": "reservation {reservation} is over: {how}",
        "zh": "预占 {reservation} 已结束：{how}",
    }
    reservation: str
    how: str


@attrs.define
class UnknownPositionError(CommunekitError):
    """The book has no such position (账簿位置不存在): positions run from 0 to the number of its entries."""

    code: ClassVar[str] = "ledger.unknown_position"
    texts: ClassVar[Texts] = {
        "en": "{position} is not a position of this book: 0 to {last}",
        "zh": "{position} 不是本账簿的位置：应为 0 至 {last}",
    }
    position: object
    last: int


__all__ = [
    "BalanceOutOfRangeError",
    "EntryConflictError",
    "InsufficientFundsError",
    "InvalidLimitError",
    "InvalidReversalError",
    "InvalidWordError",
    "PeriodClosedError",
    "ReservationResolvedError",
    "UnbalancedEntryError",
    "UnknownPositionError",
]
