"""States of a payout's life (提现状态): a type each."""

from datetime import datetime
from typing import ClassVar

import attrs

from communekit.ids import PartyId

from .instruction import Instruction
from .outcome import Told


@attrs.frozen
class NotRequested:
    """Nothing has happened yet (未申请)."""

    word: ClassVar[str] = "not_requested"


@attrs.frozen(kw_only=True)
class Standing:
    """What every payout knows of itself once it is requested.

    `at` is when the last thing happened; `attempt` counts the sendings, `cleared` is the last one that somebody let
    go; `told` is what the channel said, in order.
    """

    instruction: Instruction
    at: datetime
    requested_by: PartyId
    requested_at: datetime
    second_person: bool = True
    cleared: int = 0
    attempt: int = 0
    sent_at: datetime | None = None
    told: tuple[Told, ...] = ()

    @property
    def id(self) -> str:
        """The id of the instruction."""
        return self.instruction.id


@attrs.frozen(kw_only=True)
class Requested(Standing):
    """Waiting for approval (待审核); the amount is reserved."""

    word: ClassVar[str] = "requested"


@attrs.frozen(kw_only=True)
class Approved(Standing):
    """May be sent (已审核)."""

    word: ClassVar[str] = "approved"


@attrs.frozen(kw_only=True)
class Sent(Standing):
    """With the channel; no answer yet (已发出)."""

    word: ClassVar[str] = "sent"


@attrs.frozen(kw_only=True)
class Paid(Standing):
    """Arrived (已到账)."""

    word: ClassVar[str] = "paid"


@attrs.frozen(kw_only=True)
class Failed(Standing):
    """Did not leave (打款失败); the amount stays reserved until it is sent again or closed."""

    word: ClassVar[str] = "failed"


@attrs.frozen(kw_only=True)
class Unknown(Standing):
    """May have been paid or not (结果未知): only reconciliation says."""

    word: ClassVar[str] = "unknown"


@attrs.frozen(kw_only=True)
class Returned(Standing):
    """Arrived and came back (已退回); reserved until it is sent again or closed."""

    word: ClassVar[str] = "returned"


@attrs.frozen(kw_only=True)
class Rejected(Standing):
    """Not let go (已驳回), for ever."""

    word: ClassVar[str] = "rejected"


@attrs.frozen(kw_only=True)
class Withdrawn(Standing):
    """The party wanted it no more (已撤回), for ever."""

    word: ClassVar[str] = "withdrawn"


@attrs.frozen(kw_only=True)
class Closed(Standing):
    """Failed or came back, and was made good otherwise (已关闭), for ever."""

    word: ClassVar[str] = "closed"
    reason: str = ""
    by: tuple[PartyId, ...] = ()


PayoutStanding = (
    Requested | Approved | Sent | Paid | Failed | Unknown | Returned | Rejected | Withdrawn | Closed
)
"""Any state after the request."""

PayoutState = NotRequested | PayoutStanding

__all__ = [
    "Approved",
    "Closed",
    "Failed",
    "NotRequested",
    "Paid",
    "PayoutStanding",
    "PayoutState",
    "Rejected",
    "Requested",
    "Returned",
    "Sent",
    "Standing",
    "Unknown",
    "Withdrawn",
]
