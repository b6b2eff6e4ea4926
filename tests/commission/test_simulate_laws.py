"""What always holds of a simulation: nothing is made or lost by changing a plan, only moved."""

from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import Assessment, Plan, assess_all
from communekit.commission.simulation import Change, Simulation, simulate
from tests.commission.strategies import Sale, plans, streams


def turned(change: Change) -> Change:
    """Return a change seen from the other side."""
    return Change(change.name, change.after_minor, change.before_minor)


@given(plan=plans(), sold=streams())
def test_a_plan_against_itself_changes_nothing(plan: Plan, sold: list[Sale]) -> None:
    """simulate(p, p) moves nothing: no winner, no loser, no order."""
    made = simulate(plan, plan, sold)
    assert not any((made.winners, made.losers, made.largest))
    assert all(one.before_minor == one.after_minor for one in made.positions)
    assert all(not row.difference_minor for row in (*made.rules, made.residual, made.tax, made.shortfall))


@given(before=plans(), after=plans(version=2), sold=streams())
def test_conservation(before: Plan, after: Plan, sold: list[Sale]) -> None:
    """What all parties gain and lose, and the tax set aside, add up to zero, over all orders and on each."""
    made = simulate(before, after, sold)
    assert sum(change.difference_minor for change in made.parties) + made.tax.difference_minor == 0
    assert sum(change.difference_minor for change in made.roles) + made.tax.difference_minor == 0
    of_rules = sum(change.difference_minor for change in made.rules)
    assert (
        of_rules + made.residual.difference_minor + made.tax.difference_minor
        == made.shortfall.difference_minor
    )
    for row in made.largest:
        moved = [change.difference_minor for change in row.parties]
        tax = -sum(moved)
        assert row.moved_minor == (sum(map(abs, moved)) + abs(tax)) // 2 > 0


@given(before=plans(), after=plans(version=2), sold=streams())
def test_turning_the_plans_round_negates(before: Plan, after: Plan, sold: list[Sale]) -> None:
    """What one plan gives over another, the other takes over the one: winners are losers, amount for amount."""
    there, back = simulate(before, after, sold), simulate(after, before, sold)
    assert tuple(map(turned, there.winners)) == back.losers
    assert tuple(map(turned, there.losers)) == back.winners
    assert tuple(map(turned, there.roles)) == back.roles
    assert tuple(map(turned, there.rules)) == back.rules
    assert [(row.order, row.moved_minor) for row in there.largest] == [
        (row.order, row.moved_minor) for row in back.largest
    ]
    swapped = {"before": "after", "after": "before"}
    assert {(swapped[row.plan], row.code, row.orders, row.first) for row in there.left_out} == {
        (row.plan, row.code, row.orders, row.first) for row in back.left_out
    }


@given(before=plans(), after=plans(version=2), sold=streams())
def test_a_simulation_is_what_two_runs_come_to(before: Plan, after: Plan, sold: list[Sale]) -> None:
    """The plainer model: assess everything twice, keep what both assess, add up by party."""
    runs = [list(assess_all(plan, sold)) for plan in (before, after)]
    sums: dict[str, list[int]] = {}
    for both in zip(*runs, strict=True):
        if not all(isinstance(one, Assessment) for one in both):
            continue
        for side, one in enumerate(both):
            assert isinstance(one, Assessment)
            for line in one.lines:
                earned = [(accrual.party, accrual.amount_minor) for accrual in line.accruals]
                earned.append((line.residual_party, line.residual_minor))
                if line.shortfall_minor:
                    earned.append((line.bearer_party, -line.shortfall_minor))
                for party, minor in earned:
                    sums.setdefault(party, [0, 0])[side] += minor
    made = simulate(before, after, sold)
    assert {change.name: [change.before_minor, change.after_minor] for change in made.parties} == sums
    counted = sum(
        isinstance(one, Assessment) and isinstance(two, Assessment) for one, two in zip(*runs, strict=True)
    )
    assert (made.read, made.assessed) == (len(sold), counted)


@given(before=plans(), after=plans(version=2), sold=streams(), largest=st.integers(0, 3))
def test_nothing_silently_zero(before: Plan, after: Plan, sold: list[Sale], largest: int) -> None:
    """Every order that is read is compared, or left out with a reason by one of the plans at least."""
    made = simulate(before, after, iter(sold), largest=largest)
    missing = made.read - made.assessed
    by_plan = [sum(row.orders for row in made.left_out if row.plan == plan) for plan in ("before", "after")]
    assert max(by_plan) <= missing <= sum(by_plan)
    assert len(made.largest) <= largest
    assert_told(made)


def assert_told(made: Simulation) -> None:
    """Check that text, data and page can be had of any simulation, in both languages."""
    for locale in ("en", "zh_CN"):
        assert made.text(locale)
        assert made.html(locale).startswith("<section")
    assert made.data()["read"] == made.read
