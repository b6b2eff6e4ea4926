"""The life of a leader, told as given, when, then."""

from datetime import timedelta
from typing import Any

import pytest

from communekit.errors import CommunekitError
from communekit.ids import InvalidTextError, PartyId
from communekit.parties import (
    LEADER_EVENTS,
    LEADER_LIFE,
    Active,
    Apply,
    Approve,
    Decline,
    Exit,
    Exited,
    InvalidPartyError,
    LeaderApplied,
    LeaderApproved,
    LeaderCommand,
    LeaderDeclined,
    LeaderEvent,
    LeaderExited,
    LeaderPaused,
    LeaderRegraded,
    LeaderReinstated,
    LeaderResumed,
    LeaderStateError,
    LeaderSuspended,
    Pause,
    Regrade,
    Reinstate,
    Resume,
    Suspend,
    UnknownPartyError,
)
from communekit.period import InvalidTimeError
from communekit.testing import given
from tests.parties.strategies import START, day

APPLIED = LeaderApplied("L1", START)
APPROVED = LeaderApproved("L1", START, grade="new")
PAUSED = LeaderPaused("L1", START)
SUSPENDED = LeaderSuspended("L1", START)
EXITED = LeaderExited("L1", START, hand_over_to="L2")
AT = day(1)


@pytest.mark.parametrize(
    ("events", "command", "expected"),
    [
        ([], Apply("L1", AT), LeaderApplied("L1", AT)),
        ([APPLIED], Approve("L1", AT, grade="new"), LeaderApproved("L1", AT, grade="new")),
        ([APPLIED], Decline("L1", AT, why="no time"), LeaderDeclined("L1", AT, why="no time")),
        ([APPLIED, LeaderDeclined("L1", START)], Apply("L1", AT), LeaderApplied("L1", AT)),
        ([APPLIED, APPROVED], Pause("L1", AT, why="rest"), LeaderPaused("L1", AT, why="rest")),
        ([APPLIED, APPROVED, PAUSED], Resume("L1", AT), LeaderResumed("L1", AT)),
        ([APPLIED, APPROVED], Suspend("L1", AT), LeaderSuspended("L1", AT)),
        ([APPLIED, APPROVED, PAUSED], Suspend("L1", AT), LeaderSuspended("L1", AT)),
        ([APPLIED, APPROVED, SUSPENDED], Reinstate("L1", AT), LeaderReinstated("L1", AT)),
        ([APPLIED, APPROVED], Regrade("L1", AT, grade="super"), LeaderRegraded("L1", AT, grade="super")),
        ([APPLIED, APPROVED, PAUSED], Regrade("L1", AT, grade=""), LeaderRegraded("L1", AT)),
        ([APPLIED, APPROVED], Exit("L1", AT, hand_over_to="L2"), LeaderExited("L1", AT, hand_over_to="L2")),
        ([APPLIED, APPROVED, PAUSED], Exit("L1", AT), LeaderExited("L1", AT)),
        ([APPLIED, APPROVED, SUSPENDED], Exit("L1", AT, why="moved"), LeaderExited("L1", AT, why="moved")),
    ],
)
def test_steps(events: list[LeaderEvent], command: LeaderCommand, expected: LeaderEvent) -> None:
    """Each step of the life, from each state that allows it."""
    given(LEADER_LIFE, *events).when(command).then(expected)


@pytest.mark.parametrize(
    ("events", "command"),
    [
        ([APPLIED], Apply("L1", AT)),
        ([APPLIED, APPROVED], Approve("L1", AT, grade="new")),
        ([APPLIED, LeaderDeclined("L1", START)], Decline("L1", AT)),
        ([APPLIED, APPROVED, PAUSED], Pause("L1", AT)),
        ([APPLIED, APPROVED], Resume("L1", AT)),
        ([APPLIED, APPROVED], Reinstate("L1", AT)),
        ([APPLIED, APPROVED, SUSPENDED], Suspend("L1", AT)),
        ([APPLIED, APPROVED], Regrade("L1", AT, grade="new")),
        ([APPLIED, APPROVED, EXITED], Exit("L1", AT, hand_over_to="L2")),
        ([APPLIED, APPROVED], Approve("L1", START - timedelta(days=1), grade="new")),
    ],
)
def test_asking_for_what_is_changes_nothing(events: list[LeaderEvent], command: LeaderCommand) -> None:
    """Asking twice is asking once, also when the second comes late."""
    given(LEADER_LIFE, *events).when(command).nothing()


@pytest.mark.parametrize(
    ("events", "command", "error"),
    [
        ([], Approve("L1", AT), LeaderStateError),
        ([], Exit("L1", AT), LeaderStateError),
        ([APPLIED], Pause("L1", AT), LeaderStateError),
        ([APPLIED], Exit("L1", AT), LeaderStateError),
        ([APPLIED, APPROVED], Apply("L1", AT), LeaderStateError),
        ([APPLIED, APPROVED], Approve("L1", AT, grade="super"), LeaderStateError),
        ([APPLIED, APPROVED, PAUSED], Reinstate("L1", AT), LeaderStateError),
        ([APPLIED, APPROVED, SUSPENDED], Resume("L1", AT), LeaderStateError),
        ([APPLIED, APPROVED, SUSPENDED], Pause("L1", AT), LeaderStateError),
        ([APPLIED, APPROVED, EXITED], Apply("L1", AT), LeaderStateError),
        ([APPLIED, APPROVED, EXITED], Reinstate("L1", AT), LeaderStateError),
        ([APPLIED, APPROVED, EXITED], Exit("L1", AT), LeaderStateError),
        ([APPLIED, APPROVED], Exit("L1", AT, hand_over_to="L1"), InvalidPartyError),
        ([APPLIED, APPROVED], Pause("L2", AT), UnknownPartyError),
        ([APPLIED, APPROVED], Pause("L1", START - timedelta(microseconds=1)), InvalidTimeError),
    ],
)
def test_refusals(events: list[LeaderEvent], command: LeaderCommand, error: type[CommunekitError]) -> None:
    """What a state does not allow, and what comes before its cause, is refused."""
    given(LEADER_LIFE, *events).when(command).refused(error)


def test_the_error_names_leader_state_and_command() -> None:
    """The sentence says what was tried, and what stood in the way."""
    suspended = given(LEADER_LIFE, APPLIED, APPROVED, SUSPENDED)
    suspended.when(Resume("L1", AT)).refused(
        LeaderStateError, leader="L1", state="suspended", command="resume"
    )
    with pytest.raises(LeaderStateError, match="L1 is suspended: cannot resume") as refused:
        LEADER_LIFE.handle(Resume("L1", AT), suspended.state)
    assert refused.value.text("zh") == "L1 的状态是“已停用”，不能“恢复”"


def test_the_grade_lasts_through_a_pause() -> None:
    """A leader comes back from rest and stop in the grade he had."""
    state = LEADER_LIFE.replay(
        [
            APPLIED,
            APPROVED,
            LeaderRegraded("L1", AT, grade="super"),
            PAUSED,
            SUSPENDED,
            LeaderReinstated("L1", AT),
        ]
    )
    assert state == Active(PartyId("L1"), AT, "super")
    assert LEADER_LIFE.replay([APPLIED, APPROVED, EXITED]) == Exited(PartyId("L1"), START, PartyId("L2"))


def test_folding_judges_nothing() -> None:
    """A grade that comes after the exit is a fact, and changes nothing."""
    gone = LEADER_LIFE.replay([APPLIED, APPROVED, EXITED])
    assert LEADER_LIFE.evolve(gone, LeaderRegraded("L1", AT, grade="super")) == gone


def test_words_are_for_ever() -> None:
    """The words of the events, as they stand in stores."""
    assert list(LEADER_EVENTS) == [
        "parties.leader_applied",
        "parties.leader_approved",
        "parties.leader_declined",
        "parties.leader_paused",
        "parties.leader_resumed",
        "parties.leader_suspended",
        "parties.leader_reinstated",
        "parties.leader_regraded",
        "parties.leader_exited",
    ]
    assert all(event.word == word for word, event in LEADER_EVENTS.items())


def test_fields_are_checked() -> None:
    """Grades are words, reasons are short and visible, times have a zone."""
    wrong: Any = "Super"
    with pytest.raises(InvalidPartyError):
        Approve("L1", AT, grade=wrong)
    with pytest.raises(InvalidTextError):
        Suspend("L1", AT, why="x" * 201)
    with pytest.raises(InvalidTimeError):
        Resume("L1", AT.replace(tzinfo=None))
