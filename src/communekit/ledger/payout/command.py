"""Commands to a payout (提现命令): what is asked for.

`attempt` says which sending a command is about, so that one that arrives twice or late does nothing to the next.
"""

import attrs

from .errors import InvalidPayoutError
from .outcome import Outcome
from .step import ApprovedStep, AttemptStep, DecidedStep, OutcomeStep, RequestStep, RuledStep


@attrs.frozen
class Request(RequestStep):
    """Ask for a payout (申请提现): the amount is set aside."""


@attrs.frozen
class Approve(ApprovedStep):
    """Let it go (审核通过), or let it go once more after a failure."""


@attrs.frozen
class Reject(DecidedStep):
    """Do not let it go (驳回)."""


@attrs.frozen
class Withdraw(DecidedStep):
    """Take the request back (撤回), before it is sent."""


@attrs.frozen
class Send(AttemptStep):
    """Hand it to the channel (发出); after a failure as the next attempt."""


@attrs.frozen
class Report(OutcomeStep):
    """Take what the channel answered (通道回报)."""


@attrs.frozen
class Reconcile(OutcomeStep):
    """Take what the channel's own books say (对账); it is certain.

    Errors: `InvalidPayoutError` "not_an_outcome" for `UNKNOWN`.
    """

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.outcome is Outcome.UNKNOWN:
            raise InvalidPayoutError("outcome", self.outcome.value, "not_an_outcome")


@attrs.frozen
class Compensate(RuledStep):
    """Try it no more (补偿关闭) after it failed or came back; the amount is the party's again, the id is used up."""


PayoutCommand = Request | Approve | Reject | Withdraw | Send | Report | Reconcile | Compensate

__all__ = [
    "Approve",
    "Compensate",
    "PayoutCommand",
    "Reconcile",
    "Reject",
    "Report",
    "Request",
    "Send",
    "Withdraw",
]
