"""Scenarios say what failed in words that one can read."""

from collections.abc import Callable
from typing import NoReturn

import attrs
import pytest

from communekit.errors import LimitExceededError, MissingExtraError
from communekit.lifecycle import Decider
from communekit.testing import given


@attrs.frozen
class Taken:
    """Seats were taken on the bus."""

    seats: int
    by: str = "somebody"


@attrs.define
class Bus:
    """A state that could be changed."""

    free: int


def decide(seats: int, bus: Bus) -> tuple[Taken, ...]:
    """Take seats, if there are so many; none are nothing."""
    if seats > bus.free:
        raise LimitExceededError("seats", seats, bus.free)
    return (Taken(seats),) if seats else ()


BUS: Decider[int, Taken, Bus] = Decider(decide, lambda bus, taken: Bus(bus.free - taken.seats), Bus(10))


def test_a_life_is_told_step_by_step() -> None:
    """What followed has happened for the next step; a refusal and nothing leave the life as it was."""
    life = given(BUS, Taken(4)).when(5).then(Taken(5))
    assert life.state == Bus(1)
    assert life.when(2).refused(LimitExceededError, given=2, limit=1) == life
    assert life.when(0).nothing() == life
    assert life.events == (Taken(4), Taken(5))


def test_decisions_may_be_of_any_kind_of_iterable() -> None:
    """As for `Decider.handle`: a list, or a generator."""
    lazy = attrs.evolve(BUS, decide=lambda seats, _: (Taken(each) for each in range(1, seats + 1)))
    given(lazy).when(2).then(Taken(1), Taken(2))


def told(check: Callable[[], object]) -> str:
    """Return what a scenario that fails says."""
    with pytest.raises(AssertionError) as failed:
        check()
    return str(failed.value)


def test_other_events_are_shown_beside_what_was_expected() -> None:
    """Given, when, then, but: and which field it is, for events are long."""
    assert told(lambda: given(BUS, Taken(4), Taken(1)).when(5).then(Taken(3))).splitlines() == [
        "",
        "given Taken(seats=4, by='somebody')",
        "      Taken(seats=1, by='somebody')",
        "when 5",
        "then Taken(seats=3, by='somebody')",
        "but Taken(seats=5, by='somebody')",
        "where seats is 5, not 3",
    ]


def test_other_ends_are_told_too() -> None:
    """Refused where events were expected, events where a refusal was, another error, other data."""
    one, eleven = given(BUS).when(1), given(BUS).when(11)
    nothing = "given nothing\nwhen 11\nthen nothing\nbut it was refused: LimitExceededError("
    assert nothing in told(eleven.nothing)
    assert "refused: LimitExceededError\nbut Taken(seats=1" in told(lambda: one.refused(LimitExceededError))
    data = "but its data are {'what': 'seats', 'given': 11"
    assert data in told(lambda: eleven.refused(LimitExceededError, given=12))
    assert data in told(lambda: eleven.refused(LimitExceededError, nowhere=12))
    other = "refused: MissingExtraError\nbut it was refused: LimitExceededError("
    assert other in told(lambda: eleven.refused(MissingExtraError))


def test_whoever_changes_the_state_is_told() -> None:
    """A decision changes nothing, and other errors pass through."""

    def meddles(_: int, bus: Bus) -> tuple[Taken, ...]:
        bus.free -= 1
        return ()

    def crashes(_: int, bus: Bus) -> NoReturn:
        raise ZeroDivisionError(bus)

    meddling = Decider(meddles, lambda bus, taken: Bus(bus.free - taken.seats), Bus(10))
    with pytest.raises(AssertionError, match="the state that it was asked in is as it was"):
        given(meddling, Taken(1)).when(1).nothing()
    with pytest.raises(ZeroDivisionError):
        given(attrs.evolve(BUS, decide=crashes)).when(1).nothing()
