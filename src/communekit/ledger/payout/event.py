"""Events in a payout's life (提现事件): what has happened. Their words are for ever."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from .step import ApprovedStep, AttemptStep, DecidedStep, ReferredStep, RequestStep, RuledStep
from .word import CLOSED, PAID, REJECTED, REQUESTED, RETURNED, WITHDRAWN


@attrs.frozen
class PayoutRequested(RequestStep):
    """Somebody asked for a payout (已申请)."""

    word: ClassVar[str] = REQUESTED


@attrs.frozen
class PayoutApproved(ApprovedStep):
    """It was let go (已审核)."""

    word: ClassVar[str] = "payout.approved"


@attrs.frozen
class PayoutRejected(DecidedStep):
    """It was not let go (已驳回)."""

    word: ClassVar[str] = REJECTED


@attrs.frozen
class PayoutWithdrawn(DecidedStep):
    """The request was taken back (已撤回)."""

    word: ClassVar[str] = WITHDRAWN


@attrs.frozen
class PayoutSent(AttemptStep):
    """It was handed to the channel (已发出)."""

    word: ClassVar[str] = "payout.sent"


@attrs.frozen
class PayoutPaid(ReferredStep):
    """It arrived (已到账)."""

    word: ClassVar[str] = PAID


@attrs.frozen
class PayoutFailed(ReferredStep):
    """It did not leave (打款失败)."""

    word: ClassVar[str] = "payout.failed"


@attrs.frozen
class PayoutUnknown(ReferredStep):
    """It may have been paid or not (结果未知)."""

    word: ClassVar[str] = "payout.unknown"


@attrs.frozen
class PayoutReturned(ReferredStep):
    """It arrived and came back (已退回)."""

    word: ClassVar[str] = RETURNED


@attrs.frozen
class PayoutClosed(RuledStep):
    """It is tried no more (已关闭)."""

    word: ClassVar[str] = CLOSED


PayoutEvent = (
    PayoutRequested
    | PayoutApproved
    | PayoutRejected
    | PayoutWithdrawn
    | PayoutSent
    | PayoutPaid
    | PayoutFailed
    | PayoutUnknown
    | PayoutReturned
    | PayoutClosed
)

PAYOUT_EVENTS: Mapping[str, type[PayoutEvent]] = {
    event.word: event
    for event in (
        PayoutRequested,
        PayoutApproved,
        PayoutRejected,
        PayoutWithdrawn,
        PayoutSent,
        PayoutPaid,
        PayoutFailed,
        PayoutUnknown,
        PayoutReturned,
        PayoutClosed,
    )
}
"""The events by their words, as they are written down."""

__all__ = [
    "PAYOUT_EVENTS",
    "PayoutApproved",
    "PayoutClosed",
    "PayoutEvent",
    "PayoutFailed",
    "PayoutPaid",
    "PayoutRejected",
    "PayoutRequested",
    "PayoutReturned",
    "PayoutSent",
    "PayoutUnknown",
    "PayoutWithdrawn",
]
