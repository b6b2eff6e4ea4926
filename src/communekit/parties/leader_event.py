"""Events in a leader's life (团长生命周期事件): what has happened. Their words are for ever."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

import attrs

from communekit.ids import PartyId, name_text
from communekit.period import instant

from .leader import check_grade
from .party_id import party_id, party_id_or_none


def why_text(text: str) -> str:
    """Return a reason in at most 200 characters, or none. No personal data belongs in it.

    Errors: `InvalidTextError`.
    """
    return name_text(text, what="reason") if text != "" else ""


@attrs.frozen
class LeaderStep:
    """What events and commands of a leader share: which leader, and when."""

    leader: PartyId = attrs.field(converter=party_id)
    at: datetime = attrs.field(converter=instant)


@attrs.frozen
class GradedStep(LeaderStep):
    """A step that sets the grade (等级): the word of one, or empty where there are none."""

    grade: str = attrs.field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_grade(self.grade)


@attrs.frozen
class ReasonedStep(LeaderStep):
    """A step with a reason, in at most 200 characters."""

    why: str = attrs.field(default="", kw_only=True, converter=why_text)


@attrs.frozen
class ExitStep(ReasonedStep):
    """A step out, with whoever takes over the leader's members; nobody where None."""

    hand_over_to: PartyId | None = attrs.field(default=None, kw_only=True, converter=party_id_or_none)


@attrs.frozen
class LeaderApplied(LeaderStep):
    """Somebody asked to become a leader (申请)."""

    word: ClassVar[str] = "parties.leader_applied"


@attrs.frozen
class LeaderApproved(GradedStep):
    """The applicant became a leader (通过), in a grade."""

    word: ClassVar[str] = "parties.leader_approved"


@attrs.frozen
class LeaderDeclined(ReasonedStep):
    """The applicant did not become a leader (驳回)."""

    word: ClassVar[str] = "parties.leader_declined"


@attrs.frozen
class LeaderPaused(ReasonedStep):
    """The leader takes a rest (休息)."""

    word: ClassVar[str] = "parties.leader_paused"


@attrs.frozen
class LeaderResumed(LeaderStep):
    """The leader is back from a rest (恢复)."""

    word: ClassVar[str] = "parties.leader_resumed"


@attrs.frozen
class LeaderSuspended(ReasonedStep):
    """The leader was stopped by the community (停用)."""

    word: ClassVar[str] = "parties.leader_suspended"


@attrs.frozen
class LeaderReinstated(LeaderStep):
    """The stop was lifted (解除停用)."""

    word: ClassVar[str] = "parties.leader_reinstated"


@attrs.frozen
class LeaderRegraded(GradedStep):
    """The leader's grade changed (等级调整)."""

    word: ClassVar[str] = "parties.leader_regraded"


@attrs.frozen
class LeaderExited(ExitStep):
    """The leader left for good (退出)."""

    word: ClassVar[str] = "parties.leader_exited"


LeaderEvent = (
    LeaderApplied
    | LeaderApproved
    | LeaderDeclined
    | LeaderPaused
    | LeaderResumed
    | LeaderSuspended
    | LeaderReinstated
    | LeaderRegraded
    | LeaderExited
)

LEADER_EVENTS: Mapping[str, type[LeaderEvent]] = {
    event.word: event
    for event in (
        LeaderApplied,
        LeaderApproved,
        LeaderDeclined,
        LeaderPaused,
        LeaderResumed,
        LeaderSuspended,
        LeaderReinstated,
        LeaderRegraded,
        LeaderExited,
    )
}
"""The events by their words, as they are written down."""

__all__ = [
    "LEADER_EVENTS",
    "ExitStep",
    "GradedStep",
    "LeaderApplied",
    "LeaderApproved",
    "LeaderDeclined",
    "LeaderEvent",
    "LeaderExited",
    "LeaderPaused",
    "LeaderRegraded",
    "LeaderReinstated",
    "LeaderResumed",
    "LeaderStep",
    "LeaderSuspended",
    "ReasonedStep",
]
