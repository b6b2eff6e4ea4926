"""Laws of matching: it agrees with a plain slow model, and no more is returned than was bought."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.orders import MatchingPolicy, Purchases, Quantity

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@attrs.frozen
class Step:
    """A purchase or a return, at so many days."""

    is_return: bool
    member: str
    product: str
    quantity: Quantity
    day: int


def steps() -> st.SearchStrategy[list[Step]]:
    """Draw purchases and returns of few members and products, in any order of time."""
    quantities = st.integers(1, 9) | st.fractions(Fraction(1, 4), 4, max_denominator=4)
    return st.lists(
        st.builds(
            Step, st.booleans(), st.sampled_from("MN"), st.sampled_from("pP"), quantities, st.integers(0, 5)
        ),
        max_size=40,
    )


Found = tuple[list[tuple[str, Quantity]], Quantity]


def plain_model(walked: list[Step], policy: MatchingPolicy) -> list[Found]:
    """Match by looking at every purchase for every return."""
    left: dict[int, Quantity] = {}
    answers: list[Found] = []
    for number, step in enumerate(walked):
        if not step.is_return:
            left[number] = step.quantity
            continue
        fitting = [
            (walked[other].day, other)
            for other in left
            if (walked[other].member, walked[other].product) == (step.member, step.product)
            and walked[other].day <= step.day
            and left[other]
        ]
        wanted, taken = step.quantity, []
        for _, other in sorted(fitting, reverse=policy is MatchingPolicy.LATEST_EARLIER_FIRST):
            part = min(wanted, left[other])
            if part:
                taken.append((str(other), part))
                left[other] -= part
                wanted -= part
        answers.append((taken, wanted))
    return answers


def walk(walked: list[Step], policy: MatchingPolicy) -> list[Found]:
    """Match by the library."""
    purchases = Purchases(policy)
    answers: list[Found] = []
    for number, step in enumerate(walked):
        at = NOON + timedelta(days=step.day)
        if step.is_return:
            found = purchases.match(step.member, step.product, step.quantity, at)
            assert found.matched + found.unmatched == step.quantity
            answers.append(([(match.order, match.quantity) for match in found], found.unmatched))
        else:
            purchases.bought(step.member, step.product, step.quantity, at, order=str(number), line="1")
    return answers


@pytest.mark.parametrize("policy", MatchingPolicy)
@given(walked=steps())
def test_matching_agrees_with_a_plain_model(policy: MatchingPolicy, walked: list[Step]) -> None:
    """Purchase by purchase and quantity by quantity, in the same order."""
    assert walk(walked, policy) == plain_model(walked, policy)


@pytest.mark.parametrize("policy", MatchingPolicy)
@given(walked=steps())
def test_matched_is_at_most_bought(policy: MatchingPolicy, walked: list[Step]) -> None:
    """No purchase is returned twice, and none before it was made."""
    matched: dict[str, Quantity] = {}
    for taken, _ in walk(walked, policy):
        for order, quantity in taken:
            matched[order] = matched.get(order, 0) + quantity
    assert all(quantity <= walked[int(order)].quantity for order, quantity in matched.items())
