"""Laws of ballots: the roll is frozen, quorum counts votes cast, and the order in which votes arrive does not matter."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.commons import Ballot, Choice, InvalidBallotError, Outcome, Vote, VoteRefusedError
from communekit.money import Rate
from communekit.period import Window

WEEK = Window.parse("2026-03-01T00:00:00Z/2026-03-08T00:00:00Z")
END = WEEK.start + WEEK.length
ROLL = tuple(f"member {number}" for number in range(12))
quorums = st.integers(0, 100).map(Rate.percent)
votes = st.builds(
    Vote,
    st.sampled_from(ROLL[:8]),
    st.sampled_from(Choice),
    st.integers(0, 6).map(lambda days: WEEK.start + timedelta(days=days)),
)


def held(roll: Sequence[str], cast: Sequence[Vote], quorum: Rate) -> Ballot:
    """Return a ballot with votes, told one after another."""
    ballot = Ballot("b", roll, WEEK, quorum)
    for vote in cast:
        ballot = ballot.cast(vote)
    return ballot


@given(st.integers(8, 12), st.lists(votes, max_size=12), quorums)
def test_p17_quorum_compares_votes_cast_with_the_roll(size: int, cast: list[Vote], quorum: Rate) -> None:
    """Who may vote and does not is no vote: the quorum is met by people who voted, exactly, nothing truncated."""
    ballot = held(ROLL[:size], cast, quorum)
    voters = {vote.member for vote in cast}
    assert ballot.has_quorum == (len(voters) >= quorum.share * size)
    assert (ballot.outcome(END) is Outcome.NO_QUORUM) == (Fraction(len(voters), size) < quorum.share)


@given(st.lists(votes, max_size=12), quorums, st.sampled_from(Choice))
def test_p18_who_comes_during_a_vote_cannot_vote_in_it(
    cast: list[Vote], quorum: Rate, choice: Choice
) -> None:
    """New accounts are not on the roll: their votes are refused, and change neither quorum nor outcome."""
    ballot = held(ROLL, cast, quorum)
    with pytest.raises(VoteRefusedError) as refused:
        ballot.cast(Vote("newcomer", choice, WEEK.start))
    assert refused.value.problem == "stranger"
    assert ballot == held(ROLL, cast, quorum)


@given(st.lists(votes, max_size=12), quorums, st.randoms(use_true_random=False), st.sampled_from([1, 2]))
def test_quorum_of_votes_cast_in_any_order(
    cast: list[Vote], quorum: Rate, chance: object, times: int
) -> None:
    """quorum_of_votes_cast: votes in any order, some of them twice, come to the same."""
    shuffled = cast * times
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis says object of its source of chance
    assert held(ROLL, shuffled, quorum) == held(ROLL, cast, quorum)


@given(st.lists(votes, max_size=12))
def test_yes_has_to_be_more_than_half_of_those_who_take_a_side(cast: list[Vote]) -> None:
    """A plain count agrees; a tie is no majority, and abstentions take no side."""
    last: dict[str, Vote] = {}
    for vote in sorted(cast, key=lambda vote: (vote.at, vote.choice.value)):
        last[vote.member] = vote
    said = [vote.choice for vote in last.values()]
    passed = said.count(Choice.YES) > said.count(Choice.NO)
    outcome = held(ROLL, cast, Rate.of(0)).outcome(END)
    assert outcome is (Outcome.PASSED if passed else Outcome.REJECTED)


def test_half_open() -> None:
    """A vote counts from the opening up to, not at, the end; nothing is decided before it."""
    tick = timedelta(microseconds=1)
    ballot = Ballot("b", ROLL, WEEK, Rate.of(0))
    assert ballot.cast(Vote(ROLL[0], Choice.YES, WEEK.start)).outcome(END - tick) is Outcome.OPEN
    assert ballot.cast(Vote(ROLL[0], Choice.YES, END - tick)).outcome(END) is Outcome.PASSED
    for at, problem in ((WEEK.start - tick, "not_open"), (END, "closed")):
        with pytest.raises(VoteRefusedError) as refused:
            ballot.cast(Vote(ROLL[0], Choice.YES, at))
        assert refused.value.problem == problem


@pytest.mark.parametrize(
    ("eligible", "decided", "percent", "needed", "reached"),
    [(3, 2, 50, 2, True), (7, 3, 50, 4, False), (300, 2, 1, 3, False)],
)
def test_figures_of_loomio(eligible: int, decided: int, percent: int, needed: int, reached: bool) -> None:
    """The quorum is rounded up and judged on votes cast. Source: loomio, `poll.rb`, figures by its rule."""
    roll = [f"m{number}" for number in range(eligible)]
    cast = [Vote(member, Choice.YES, WEEK.start) for member in roll[:decided]]
    ballot = held(roll, cast, Rate.percent(percent))
    assert (ballot.needed, ballot.has_quorum) == (needed, reached)


@pytest.mark.parametrize(
    ("change", "part", "problem"),
    [
        ({"electorate": []}, "electorate", "empty"),
        ({"window": Window(WEEK.start)}, "window", "no_end"),
        ({"window": "March"}, "window", "kind"),
        ({"quorum": 0.5}, "quorum", "kind"),
        ({"majority": 0.5}, "majority", "kind"),
    ],
)
def test_what_cannot_be_held_is_refused(change: dict[str, object], part: str, problem: str) -> None:
    """A ballot that nobody could vote in, or that never ends, is refused at its birth."""
    fields: dict[str, object] = {"electorate": ROLL, "window": WEEK, "quorum": Rate.of(0), **change}
    with pytest.raises(InvalidBallotError) as refused:
        Ballot("b", **fields)  # type: ignore[arg-type]  # wrong on purpose
    assert (refused.value.part, refused.value.problem) == (part, problem)


def test_a_choice_is_one_of_three() -> None:
    """A word of another kind is no choice."""
    with pytest.raises(InvalidBallotError):
        Vote("li", "yes", WEEK.start)  # type: ignore[arg-type]  # wrong on purpose
