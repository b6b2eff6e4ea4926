"""Laws of credits: nobody shares out more than the whole, on any line, in any role."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from communekit.money import Rate
from communekit.orders import Credit, Credits, InvalidCreditsError
from communekit.parties import Role

LINES = ("1", "2", "3")


def drawn() -> st.SearchStrategy[list[Credit]]:
    """Draw credits that may or may not agree with each other."""
    return st.lists(
        st.builds(
            Credit,
            st.sampled_from((Role.LEADER, Role.HOST)),
            st.sampled_from(("A", "B", "C")),
            share=st.fractions(0, Fraction(2, 3), max_denominator=12).map(Rate),
            line=st.sampled_from((None, *LINES)),
        ),
        max_size=6,
    )


def agree(parts: list[Credit]) -> bool:
    """Say plainly whether credits agree: per role and line, each party once and at most 1 in all."""
    for role in (Role.LEADER, Role.HOST):
        for line in (None, *LINES):
            group = [part for part in parts if (part.role, part.line) == (role, line)]
            if (
                len({part.party for part in group}) < len(group)
                or sum(part.share.share for part in group) > 1
            ):
                return False
    return True


@given(parts=drawn())
def test_credit_shares_are_at_most_one(parts: list[Credit]) -> None:
    """Credits that contradict each other never come to be; those that agree do, and share at most 1."""
    try:
        credited = Credits(parts)
    except InvalidCreditsError:
        assert not agree(parts)
        return
    assert agree(parts)
    for role in (Role.LEADER, Role.HOST):
        for line in LINES:
            assert sum(part.share.share for part in credited.of(role, line)) <= 1


@given(parts=drawn().filter(agree))
def test_own_credits_of_a_line_replace_those_of_the_order(parts: list[Credit]) -> None:
    """What a look-up answers agrees with a plain search."""
    for role in (Role.LEADER, Role.HOST):
        for line in LINES:
            own = tuple(part for part in parts if (part.role, part.line) == (role, line))
            whole = tuple(part for part in parts if (part.role, part.line) == (role, None))
            assert Credits(parts).of(role, line) == (own or whole)
