"""What holds for every decider."""

from hypothesis import given
from hypothesis import strategies as st

from communekit.lifecycle import Decider, fold

Log = tuple[int, ...]
KEEPER: Decider[list[int], int, Log] = Decider(
    lambda command, _: command, lambda state, event: (*state, event), initial=()
)
commands = st.lists(st.lists(st.integers()))


@given(commands=commands)
def test_state_is_the_fold_of_all_facts(commands: list[list[int]]) -> None:
    """Handling commands one after another leads where a replay of their facts leads."""
    state, log = KEEPER.initial, list[int]()
    for command in commands:
        events, state = KEEPER.handle(command, state)
        log += events
    assert state == KEEPER.replay(log)


@given(early=st.lists(st.integers()), late=st.lists(st.integers()))
def test_fold_may_pause_anywhere(early: list[int], late: list[int]) -> None:
    """A snapshot and the tail lead where the whole log leads."""
    snapshot = fold(KEEPER.evolve, KEEPER.initial, early)
    assert fold(KEEPER.evolve, snapshot, late) == KEEPER.replay([*early, *late])
