"""Words of payouts in the books (提现分录类型). They stand for ever."""

from typing import Final

REQUESTED: Final = "payout.requested"
"""Set aside: available to reserved (申请)."""

PAID: Final = "payout.paid"
"""It left (到账)."""

RETURNED: Final = "payout.returned"
"""It came back after it was paid (退回)."""

REJECTED: Final = "payout.rejected"
"""Not let go: reserved to available (驳回)."""

WITHDRAWN: Final = "payout.withdrawn"
"""The party wants it no more: reserved to available (撤回)."""

CLOSED: Final = "payout.closed"
"""It failed or came back, and is tried no more: reserved to available (关闭)."""

__all__ = ["CLOSED", "PAID", "REJECTED", "REQUESTED", "RETURNED", "WITHDRAWN"]
