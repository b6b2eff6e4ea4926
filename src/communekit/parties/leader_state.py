"""States of a leader's life (团长状态): a type each. `at` is when the last thing happened."""

from datetime import datetime
from typing import ClassVar

import attrs

from communekit.ids import PartyId


@attrs.frozen
class NotApplied:
    """Nothing has happened yet (未申请)."""

    word: ClassVar[str] = "not_applied"


@attrs.frozen
class Applied:
    """Waiting for an answer (待审核)."""

    word: ClassVar[str] = "applied"
    leader: PartyId
    at: datetime


@attrs.frozen
class Declined:
    """Not taken on (已驳回)."""

    word: ClassVar[str] = "declined"
    leader: PartyId
    at: datetime


@attrs.frozen
class Active:
    """At work (正常)."""

    word: ClassVar[str] = "active"
    leader: PartyId
    at: datetime
    grade: str


@attrs.frozen
class Paused:
    """Resting by his own wish (休息中)."""

    word: ClassVar[str] = "paused"
    leader: PartyId
    at: datetime
    grade: str


@attrs.frozen
class Suspended:
    """Stopped by the community (已停用)."""

    word: ClassVar[str] = "suspended"
    leader: PartyId
    at: datetime
    grade: str


@attrs.frozen
class Exited:
    """Gone for good (已退出)."""

    word: ClassVar[str] = "exited"
    leader: PartyId
    at: datetime
    hand_over_to: PartyId | None


LeaderState = NotApplied | Applied | Declined | Active | Paused | Suspended | Exited

__all__ = [
    "Active",
    "Applied",
    "Declined",
    "Exited",
    "LeaderState",
    "NotApplied",
    "Paused",
    "Suspended",
]
