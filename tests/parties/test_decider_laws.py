"""Laws of a leader's life, against a plain model: a table of states and words."""

from datetime import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from communekit.errors import CommunekitError
from communekit.parties import (
    LEADER_LIFE,
    Apply,
    Approve,
    Decline,
    Exit,
    LeaderCommand,
    LeaderEvent,
    LeaderState,
    NotApplied,
    Pause,
    Regrade,
    Reinstate,
    Resume,
    Suspend,
)
from tests.parties.strategies import days

TABLE = {
    ("not_applied", Apply): "applied",
    ("declined", Apply): "applied",
    ("applied", Approve): "active",
    ("applied", Decline): "declined",
    ("active", Pause): "paused",
    ("paused", Resume): "active",
    ("active", Suspend): "suspended",
    ("paused", Suspend): "suspended",
    ("suspended", Reinstate): "active",
    ("active", Exit): "exited",
    ("paused", Exit): "exited",
    ("suspended", Exit): "exited",
}
"""Which command leads from where to where; regrading stays where it is."""

GRADES = st.sampled_from(("", "new", "super"))
PLAIN: tuple[Any, ...] = (Apply, Decline, Pause, Resume, Suspend, Reinstate)


def commands() -> st.SearchStrategy[LeaderCommand]:
    """Commands to the leader L1."""
    return st.one_of(
        st.builds(lambda kind, at: kind("L1", at), st.sampled_from(PLAIN), days()),
        st.builds(
            lambda kind, at, grade: kind("L1", at, grade=grade),
            st.sampled_from((Approve, Regrade)),
            days(),
            GRADES,
        ),
        st.builds(
            lambda at, to: Exit("L1", at, hand_over_to=to), days(), st.sampled_from((None, "L2", "L3"))
        ),
    )


class LeaderLives(RuleBasedStateMachine):
    """Whatever is asked of a leader, in whatever order, the decider does what the table says."""

    def __init__(self) -> None:
        super().__init__()
        self.state: LeaderState = LEADER_LIFE.initial
        self.history: tuple[LeaderEvent, ...] = ()
        self.word, self.grade, self.last = "not_applied", "", datetime.min  # noqa: DTZ901  # before all

    @rule(command=commands())
    def ask(self, command: LeaderCommand) -> None:
        """Ask for something; the model says beforehand what comes of it."""
        aim = TABLE.get((self.word, type(command)))
        if isinstance(command, Regrade) and self.word in {"active", "paused", "suspended"}:
            aim = self.word if command.grade != self.grade else None
        expects_step = aim is not None and command.at.replace(tzinfo=None) >= self.last
        before = self.state
        try:
            events, self.state = LEADER_LIFE.handle(command, self.state)
        except CommunekitError:
            assert not expects_step
            assert self.state == before
            return
        assert bool(events) == expects_step
        self.history += events
        if aim is not None:
            self.word, self.last = aim, command.at.replace(tzinfo=None)
            if isinstance(command, Approve | Regrade):
                self.grade = command.grade

    @invariant()
    def state_agrees_with_the_table(self) -> None:
        """State and grade are those of the model."""
        assert self.state.word == self.word
        if self.word in {"active", "paused", "suspended"}:
            assert getattr(self.state, "grade", None) == self.grade

    @invariant()
    def replay_determinism(self) -> None:
        """The history alone gives the state again."""
        assert LEADER_LIFE.replay(self.history) == self.state


TestLeaderLives = LeaderLives.TestCase


def run(asked: list[LeaderCommand]) -> LeaderState:
    """Return the state after commands, those refused left out."""
    state = LEADER_LIFE.initial
    for command in asked:
        try:
            _, state = LEADER_LIFE.handle(command, state)
        except CommunekitError:
            continue
    return state


@given(asked=st.lists(commands(), max_size=12))
def test_same_key_once(asked: list[LeaderCommand]) -> None:
    """Every command sent twice in a row comes to the same as once."""
    assert run([twice for command in asked for twice in (command, command)]) == run(asked)


@given(asked=st.lists(commands(), max_size=12), more=st.lists(commands(), max_size=5))
def test_exit_is_final(asked: list[LeaderCommand], more: list[LeaderCommand]) -> None:
    """Whoever has left has left."""
    state = run(asked)
    if state.word == "exited":
        assert run([*asked, *more]) == state


@given(asked=st.lists(commands(), max_size=12))
def test_nobody_leads_without_approval(asked: list[LeaderCommand]) -> None:
    """Without an approval nobody is ever active, paused, suspended or gone."""
    state = run([command for command in asked if not isinstance(command, Approve)])
    assert isinstance(state, NotApplied) or state.word in {"applied", "declined"}
