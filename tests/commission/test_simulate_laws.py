"""What always holds of a simulation: nothing is made or lost by changing a plan, only moved."""

import attrs
from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import Assessment, Plan, assess_all
from communekit.commission.simulation import Change, simulate
from communekit.parties import Role
from communekit.testing.figures import rates
from communekit.testing.order import Sale, streams
from communekit.testing.plan import plans


@st.composite
def changes(draw: st.DrawFn) -> tuple[Plan, Plan]:
    """Draw a plan and what might become of it: another rate, a rule less, no limits, nobody who bears the rest."""
    before = draw(plans(rules_max=3))
    after = attrs.evolve(before, version=2)
    for change in draw(
        st.lists(st.sampled_from(("rate", "drop", "bounds", "bearer")), min_size=1, max_size=2)
    ):
        match change:
            case "rate":
                first, *others = after.rules
                after = (
                    attrs.evolve(after, rules=(attrs.evolve(first, rate=draw(rates())), *others))
                    if first.scope.value == "line"
                    else after
                )
            case "drop" if len(after.rules) > 1 and not after.bounds and not after.overrides:
                last = after.rules[-1].id
                left = tuple(rule for rule in after.rules if rule.id != last)
                rested = {other for rule in left for other in (*rule.replaces, *rule.base.rests_on)}
                groups = {rule.group for rule in left}
                stacking = {group: way for group, way in after.stacking.items() if group in groups}
                after = after if last in rested else attrs.evolve(after, rules=left, stacking=stacking)
            case "bounds":
                after = attrs.evolve(after, bounds=())
            case _:
                after = attrs.evolve(after, bearer=None if after.bearer else Role.PLATFORM)
    return before, after


def turned(change: Change) -> Change:
    """Return a change seen from the other side."""
    return Change(change.name, change.after_minor, change.before_minor)


@given(plan=plans(rules_max=3), sold=streams())
def test_a_plan_against_itself_changes_nothing(plan: Plan, sold: list[Sale]) -> None:
    """simulate(p, p) moves nothing: no winner, no loser, no order."""
    made = simulate(plan, plan, sold)
    assert not any((made.winners, made.losers, made.largest))
    assert all(one.before_minor == one.after_minor for one in made.positions)
    assert all(not row.difference_minor for row in (*made.rules, made.residual, made.tax, made.shortfall))


@given(both=changes(), sold=streams())
def test_conservation(both: tuple[Plan, Plan], sold: list[Sale]) -> None:
    """What all gain and lose adds up to zero; it is what two runs by themselves come to, party by party."""
    made = simulate(*both, sold)
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
    assert {change.name: [change.before_minor, change.after_minor] for change in made.parties} == by_hand(
        both, sold
    )


def by_hand(both: tuple[Plan, Plan], sold: list[Sale]) -> dict[str, list[int]]:
    """Return what every party comes to: assess everything twice, keep what both assess, add up."""
    sums: dict[str, list[int]] = {}
    for results in zip(*(assess_all(plan, sold) for plan in both), strict=True):
        if not all(isinstance(one, Assessment) for one in results):
            continue
        for side, one in enumerate(results):
            assert isinstance(one, Assessment)
            for line in one.lines:
                earned = [(accrual.party, accrual.amount_minor) for accrual in line.accruals]
                earned.append((line.residual_party, line.residual_minor))
                if line.shortfall_minor:
                    earned.append((line.bearer_party, -line.shortfall_minor))
                for party, minor in earned:
                    sums.setdefault(party, [0, 0])[side] += minor
    return sums


@given(both=changes(), sold=streams(), largest=st.integers(0, 3))
def test_turning_the_plans_round_negates(both: tuple[Plan, Plan], sold: list[Sale], largest: int) -> None:
    """What one plan gives over another, the other takes over the one: winners are losers, amount for amount."""
    before, after = both
    there, back = (
        simulate(before, after, iter(sold), largest=largest),
        simulate(after, before, sold, largest=largest),
    )
    assert tuple(map(turned, there.winners)) == back.losers
    assert tuple(map(turned, there.losers)) == back.winners
    assert tuple(map(turned, there.roles)) == back.roles
    assert tuple(map(turned, there.rules)) == back.rules
    moved = [(row.order, row.moved_minor) for row in there.largest]
    assert moved == [(row.order, row.moved_minor) for row in back.largest]
    assert len(moved) <= largest
    swapped = {"before": "after", "after": "before"}
    assert {(swapped[row.plan], row.code, row.orders, row.first) for row in there.left_out} == {
        (row.plan, row.code, row.orders, row.first) for row in back.left_out
    }


@given(both=changes(), sold=streams())
def test_nothing_silently_zero(both: tuple[Plan, Plan], sold: list[Sale]) -> None:
    """Every order that is read is compared, or left out with a reason; and all of it can be told in both languages."""
    made = simulate(*both, sold)
    missing = made.read - made.assessed
    by_plan = [sum(row.orders for row in made.left_out if row.plan == plan) for plan in ("before", "after")]
    assert made.read == len(sold)
    assert max(by_plan) <= missing <= sum(by_plan)
    for locale in ("en", "zh_CN"):
        assert made.text(locale)
        assert made.html(locale).startswith("<section")
    assert made.data()["read"] == made.read
