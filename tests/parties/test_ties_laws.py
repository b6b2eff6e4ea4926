"""Laws of ties, against a plainer model: all ties in a list, asked one by one."""

from datetime import datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from communekit.parties import InvalidPartyError, PartyCycleError, Role, Tie, TieOverlapError, Ties, hand_over
from tests.parties.strategies import KINDS, PEOPLE, days, ties


def standing(given_ties: list[Tie], kind: str, subject: str, at: datetime) -> list[str]:
    """Return who stands in a role to a subject, by looking at every tie."""
    found = [t for t in given_ties if (t.kind, t.subject) == (kind, subject) and t.window.covers(at)]
    return [t.object for t in sorted(found, key=lambda t: (t.window.start, t.object))]


def made(given_ties: list[Tie]) -> Ties | None:
    """Return the ties, or None where they contradict each other."""
    try:
        return Ties(given_ties)
    except (TieOverlapError, PartyCycleError):
        return None


def fitting(given_ties: list[Tie]) -> list[Tie]:
    """Return the ties that fit to those before them."""
    kept: list[Tie] = []
    for tie in given_ties:
        if made([*kept, tie]) is not None:
            kept.append(tie)
    return kept


TIES = st.lists(ties(), max_size=12)


@given(drawn=TIES.map(fitting), kind=st.sampled_from(KINDS), subject=st.sampled_from(PEOPLE), at=days())
def test_as_of_agrees_with_a_plainer_model(drawn: list[Tie], kind: Role, subject: str, at: datetime) -> None:
    """What stands at an instant is what a look at every tie finds."""
    found = standing(drawn, kind, subject, at)
    assert list(Ties(drawn).all_as_of(kind, subject, at)) == found
    assert Ties(drawn).as_of(kind, subject, at) == (found[0] if found else None)
    for party in PEOPLE:
        below = [one for one in PEOPLE if party in standing(drawn, kind, one, at)]
        assert list(Ties(drawn).subjects_as_of(kind, party, at)) == below


@given(drawn=TIES)
def test_one_bond(drawn: list[Tie]) -> None:
    """Ties are refused exactly when at some instant somebody has two, or a line of sponsors is a circle."""
    instants = sorted({tie.window.start for tie in drawn})
    is_double = is_circle = False
    for at in instants:
        for subject in PEOPLE:
            for kind in KINDS:
                found = standing(drawn, kind, subject, at)
                is_double |= len(found) > (len(set(found)) if kind == Role.HOST else 1)
        if not is_double:
            for subject in PEOPLE:
                above = subject
                for _ in PEOPLE:
                    above = next(iter(standing(drawn, Role.SPONSOR, above, at)), "")
                    is_circle |= above == subject
    assert (made(drawn) is None) == (is_double or is_circle)


@given(drawn=TIES.map(fitting), chance=st.randoms(use_true_random=False))
def test_order_independence(drawn: list[Tie], chance: Random) -> None:
    """In whichever order ties are handed in, they are the same ties."""
    shuffled = sorted(drawn, key=lambda _: chance.random())
    assert Ties(shuffled) == Ties(drawn)


@given(
    drawn=TIES.map(fitting),
    kind=st.sampled_from((Role.LEADER, Role.SPONSOR)),
    leaving=st.sampled_from(PEOPLE),
    receiver=st.none() | st.sampled_from(PEOPLE),
    at=days(),
    asked=days(),
)
def test_hand_over_moves_exactly_what_stood(
    drawn: list[Tie], kind: Role, leaving: str, receiver: str | None, at: datetime, asked: datetime
) -> None:
    """Before the instant nothing changes; from it on the leaving party's place is the receiver's, all else stays."""
    before = Ties(drawn)
    try:
        after = hand_over(before, kind, leaving, receiver, at)
    except (InvalidPartyError, PartyCycleError):
        return
    for subject in PEOPLE:
        was: str | None = before.as_of(kind, subject, asked)
        if asked >= at and was == leaving:
            was = None if subject == receiver else receiver
        assert after.as_of(kind, subject, asked) == was
    for other in set(KINDS) - {kind}:
        for subject in PEOPLE:
            assert after.all_as_of(other, subject, asked) == before.all_as_of(other, subject, asked)


@given(drawn=TIES.map(fitting), subject=st.sampled_from(PEOPLE), at=days(), depth=st.integers(0, 6))
def test_chain_steps_one_by_one(drawn: list[Tie], subject: str, at: datetime, depth: int) -> None:
    """A line of sponsors is the sponsor, his sponsor, and so on; a deeper question begins with the same."""
    given_ties = Ties(drawn)
    line = given_ties.chain(Role.SPONSOR, subject, at, depth)
    assert len(set(line) | {subject}) == len(line) + 1
    for below, above in zip((subject, *line), line, strict=False):
        assert given_ties.as_of(Role.SPONSOR, below, at) == above
    assert given_ties.chain(Role.SPONSOR, subject, at, depth + 1)[:depth] == line
