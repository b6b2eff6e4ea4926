"""One member's bond, step by step, against the plain and slow model."""

from datetime import datetime

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from communekit.attribution.bonds import (
    LEADER_EXIT,
    NOBODY,
    BondCommand,
    BondDeclined,
    BondEvent,
    BondPolicy,
    BondReassigned,
    BondState,
    Bound,
    HandOver,
    Offer,
    PassOn,
    Register,
    Release,
    bond_life,
)
from communekit.ids import PartyId
from communekit.parties import TouchKind, UnknownPartyError
from communekit.period import InvalidTimeError
from tests.attribution.bonds.model import EVER, Model
from tests.attribution.bonds.strategies import day, number_of, policies

LEADERS = st.sampled_from(("L1", "L2", "M"))
STEPS = st.sampled_from((0, 0, 1, 1, 2, 3))
NEW = st.sampled_from((None, None, True, False))


class BondLife(RuleBasedStateMachine):
    """Whatever happens to a member, day after day, his leader is the one whom the model names."""

    @initialize(policy=policies(scope="community"))
    def begin(self, policy: BondPolicy) -> None:
        """Begin with a policy and nobody bound."""
        self.policy, self.model = policy, Model(policy, ())
        self.life = bond_life(policy)
        self.state: BondState = self.life.initial
        self.history: tuple[BondEvent, ...] = ()
        self.told: list[BondCommand] = []
        self.today = 0

    def tell(self, fact: BondCommand) -> None:
        """Tell a fact to the decider and to the model."""
        events, self.state = self.life.handle(fact, self.state)
        self.model.tell(fact)
        self.history += events
        self.told.append(fact)
        assert {event.fact for event in events} == {fact.id}
        whys = [event.why for event in events if isinstance(event, BondDeclined)]
        assert whys == [why for id_, why in self.model.declined.items() if id_ == fact.id]

    @rule(leader=LEADERS, step=STEPS, is_new=NEW, deed=st.sampled_from((TouchKind.LINK, TouchKind.LIVE)))
    def offer(self, leader: str, step: int, is_new: bool | None, deed: TouchKind) -> None:
        """Let something lead him to a leader."""
        self.today += step
        self.tell(Offer(self.next_id, day(self.today), "M", leader, deed, is_new=is_new))

    @rule(leader=st.none() | LEADERS, step=STEPS, is_new=NEW)
    def register(self, leader: str | None, step: int, is_new: bool | None) -> None:
        """Let him register."""
        self.today += step
        self.tell(Register(self.next_id, day(self.today), "M", leader, is_new=is_new))

    @rule(step=STEPS)
    def release(self, step: int) -> None:
        """End it by hand."""
        self.today += step
        self.tell(Release(self.next_id, day(self.today), "M"))

    @rule(leader=LEADERS, step=STEPS)
    def hand_over(self, leader: str, step: int) -> None:
        """Give him to a leader by hand."""
        self.today += step
        self.tell(HandOver(self.next_id, day(self.today), "M", leader))

    @rule(place=st.integers(0, 50))
    def same_key_once(self, place: int) -> None:
        """P24: a fact told again, however late, leads to nothing."""
        if self.told:
            again = self.told[place % len(self.told)]
            assert self.life.handle(again, self.state) == ((), self.state)

    @rule(step=st.integers(1, 3))
    def too_late(self, step: int) -> None:
        """A new fact from before the last one is refused, and changes nothing."""
        if self.state.last_at is None:
            return
        late = Offer("late", day(number_of(self.state.last_at) - step), "M", "L1", "link")
        with pytest.raises(InvalidTimeError) as caught:
            self.life.handle(late, self.state)
        assert caught.value.problem == "before_its_cause"

    @property
    def next_id(self) -> str:
        """An id that was not used yet."""
        return f"f{len(self.told):03}"

    @invariant()
    def leader_agrees_with_the_model(self) -> None:
        """Who has him now, and until when, is what the model says."""
        row, at = self.model.has("M", None, self.today), day(self.today)
        bond = self.state.bond if isinstance(self.state, Bound) else None
        if bond is not None and not bond.stands_at(at):
            bond = None
        assert (bond and bond.leader) == (row and row.leader)
        if bond is not None and row is not None:
            assert row.end == (EVER if bond.valid_until is None else number_of(bond.valid_until))

    @invariant()
    def replay_determinism(self) -> None:
        """The history alone gives the state again, but for the ids of facts that led to nothing."""
        assert self.life.replay(self.history) == self.state


TestBondLife = BondLife.TestCase


def test_a_life_is_one_members() -> None:
    """Whose life it is cannot change."""
    life = bond_life(BondPolicy(), others=NOBODY)
    _, state = life.handle(Offer("o-1", day(0), "M1", "L1", "link"), life.initial)
    with pytest.raises(UnknownPartyError):
        life.handle(Offer("o-2", day(1), "M2", "L1", "link"), state)


def test_a_bond_to_somebody_else_is_not_passed_on() -> None:
    """Who left before the member moved on has nothing to pass on."""
    life = bond_life(BondPolicy(), others=NOBODY)
    _, state = life.handle(Offer("o-1", day(0), "M1", "L1", "link"), life.initial)
    assert life.handle(PassOn("x", day(1), "M1", "L2", ("L3",)), state) == ((), state)
    (passed,), state = life.handle(PassOn("x", day(1), "M1", "L1", ("L3",)), state)
    assert isinstance(passed, BondReassigned)
    assert isinstance(state, Bound)
    assert (state.bond.leader, state.bond.deed) == ("L3", LEADER_EXIT)


class Below:
    """Others of whom one stands below the member, and one may not lead."""

    def may_bind(self, leader: PartyId, at: datetime, /) -> bool:
        """All may but L9, from the second day on."""
        return leader != "L9" or at < day(1)

    def stands_below(self, party: PartyId, member: PartyId, at: datetime, store: PartyId | None, /) -> bool:
        """L1 does, in no store."""
        return (party, member, store) == ("L1", "M1", None)


@pytest.mark.parametrize(
    ("leader", "number", "why"),
    [("L1", 0, ["cycle"]), ("L9", 0, []), ("L9", 1, ["leader_not_active"]), ("L2", 1, [])],
)
def test_others_are_asked(leader: str, number: int, why: list[str]) -> None:
    """A decision about one member asks the port about the others."""
    life = bond_life(BondPolicy(), others=Below())
    events, _ = life.handle(Offer("o-1", day(number), "M1", leader, "link"), life.initial)
    assert [event.why for event in events if isinstance(event, BondDeclined)] == why
