"""Buckets: where an amount may lie, in the words of the books (账户类别). Hosts and rooms may bring more of their own.

Plus means: this party's claim grows. The states that people see (pending, frozen, available, reserved, paid) are
folds of these buckets and are stored nowhere else.
"""

from typing import Final

PAYMENT: Final = "outside.payment"
"""What members paid in (minus) and got back (plus) (收款)."""

PAYOUT: Final = "outside.payout"
"""What left to parties through the host's channel (打款)."""

PENDING: Final = "pending"
"""Earned; its condition (formed, received) is not yet met (待确认)."""

FROZEN: Final = "frozen"
"""Condition met; the hold period runs (冻结中)."""

AVAILABLE: Final = "available"
"""May be paid out; never below zero (可提现)."""

RESERVED: Final = "reserved"
"""In a live payout instruction (提现中)."""

RECEIVABLE: Final = "receivable"
"""Minus: owed back after a refund that came too late; later earnings offset it (应收追回)."""

ADVANCE: Final = "advance"
"""Minus: drawn against earnings to come (预支)."""

DISPUTED: Final = "disputed"
"""Set aside while an appeal runs (争议中)."""

WITHHELD: Final = "withheld"
"""Tax taken from payouts, owed to the authority (代扣税款)."""

FEES: Final = "fees"
"""Fees of payouts and payments (手续费)."""

DEPOSIT: Final = "deposit"
"""Of a member: paid towards a group buy that is not decided yet (预付款)."""

OUTSIDE: Final = (PAYMENT, PAYOUT)
"""The world outside."""

__all__ = [
    "ADVANCE",
    "AVAILABLE",
    "DEPOSIT",
    "DISPUTED",
    "FEES",
    "FROZEN",
    "OUTSIDE",
    "PAYMENT",
    "PAYOUT",
    "PENDING",
    "RECEIVABLE",
    "RESERVED",
    "WITHHELD",
]
