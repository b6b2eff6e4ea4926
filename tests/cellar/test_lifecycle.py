"""Life cycles: a decider handles commands, folds facts, and changes nothing when it refuses."""

from typing import ClassVar

import attrs
import pytest

from communekit.errors import CommunekitError, Texts
from communekit.lifecycle import Decider, fold


@attrs.define
class FullError(CommunekitError):
    """No seats are left."""

    code: ClassVar[str] = "test.full"
    texts: ClassVar[Texts] = {"en": "{wanted} seats wanted", "zh": "需要 {wanted} 个座位"}
    wanted: int


def decide(wanted: int, free: int) -> tuple[str, ...]:
    """Take seats, one fact per seat; taking none is nothing."""
    if wanted > free:
        raise FullError(wanted)
    return ("taken",) * wanted


def evolve(free: int, event: str) -> int:
    """Count a seat down."""
    assert event == "taken"
    return free - 1


BUS: Decider[int, str, int] = Decider(decide, evolve, initial=3)


def test_handle_returns_facts_and_the_state_after_them() -> None:
    """What follows from a command, and where that leads."""
    assert BUS.handle(2, BUS.initial) == (("taken", "taken"), 1)


def test_handle_of_nothing_leaves_the_state() -> None:
    """A command that leads to no facts leads to no change."""
    assert BUS.handle(0, 1) == ((), 1)


def test_refused_command_changes_nothing() -> None:
    """The refusal of `decide` is the refusal of `handle`; values are as they were."""
    with pytest.raises(FullError):
        BUS.handle(4, BUS.initial)
    assert BUS.initial == 3


def test_facts_may_be_decided_one_by_one() -> None:
    """A decider that yields its facts is folded once, after they are all decided."""
    yielding: Decider[int, str, int] = Decider(lambda wanted, _: ("taken" for _ in range(wanted)), evolve, 3)
    assert yielding.handle(2, 3) == (("taken", "taken"), 1)


def test_decider_is_a_value() -> None:
    """Two deciders of the same parts are equal, and neither can be changed."""
    assert Decider(decide, evolve, initial=3) == BUS
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        BUS.initial = 4  # type: ignore[misc]  # the type checker knows it too


def test_fold_goes_oldest_first() -> None:
    """Order is the order of the events; no events, no change."""
    assert fold(lambda text, event: text + event, "", ["a", "b"]) == "ab"
    assert fold(evolve, 3, []) == 3
