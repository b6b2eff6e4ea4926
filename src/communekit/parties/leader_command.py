"""Commands to a leader's life (团长生命周期命令): what is asked for."""

import attrs

from .leader_event import ExitStep, GradedStep, LeaderStep, ReasonedStep


@attrs.frozen
class Apply(LeaderStep):
    """Ask to become a leader (申请成为团长)."""


@attrs.frozen
class Approve(GradedStep):
    """Take the applicant on (通过申请), in a grade."""


@attrs.frozen
class Decline(ReasonedStep):
    """Do not take the applicant on (驳回申请); he may apply again."""


@attrs.frozen
class Pause(ReasonedStep):
    """Rest for a while (休息)."""


@attrs.frozen
class Resume(LeaderStep):
    """Come back from a rest (恢复)."""


@attrs.frozen
class Suspend(ReasonedStep):
    """Stop a leader (停用), active or resting."""


@attrs.frozen
class Reinstate(LeaderStep):
    """Lift the stop (解除停用): the leader is active again."""


@attrs.frozen
class Regrade(GradedStep):
    """Give a leader another grade (调整等级)."""


@attrs.frozen
class Exit(ExitStep):
    """Leave for good (退出), and hand the members over (客户交接)."""


LeaderCommand = Apply | Approve | Decline | Pause | Resume | Suspend | Reinstate | Regrade | Exit

__all__ = [
    "Apply",
    "Approve",
    "Decline",
    "Exit",
    "LeaderCommand",
    "Pause",
    "Regrade",
    "Reinstate",
    "Resume",
    "Suspend",
]
