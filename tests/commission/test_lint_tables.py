"""Tables and bands under which earning more pays less, tiers out of reach, sums that depend on slicing."""

import attrs
import pytest

from communekit.commission import (
    Base,
    Begins,
    Bound,
    Measure,
    Plan,
    Rule,
    Tier,
    TierMode,
    Tiers,
    line,
)
from communekit.parties import Role
from tests.commission.linted import cny, codes, only, paid, percent, plan_of, volume


def test_a_total_that_pays_less_when_it_grows_is_shown() -> None:
    """16 units cost less than 15 (Lago's volume table): here 100.00 earns less than 99.99."""
    found = only(plan_of(Rule("steps", Role.LEADER, volume("10", "5"))), "earning_more_pays_less")
    assert (found.data["start"], found.data["to"]) == ("99.99", "100.00")
    assert (found.data["before"], found.data["after"]) == ("9.99", "5.00")
    for rising in (("5", "10"), ("0", "0"), ("0", "5")):
        assert codes(plan_of(Rule("steps", Role.LEADER, volume(*rising)))) == []


def test_a_small_fall_shows_only_where_the_next_unit_does_not_make_up_for_it() -> None:
    """The edge: one minor unit more earns as much as the rate falls by."""
    measure = Measure("quantity", per="line")
    table = Tiers(TierMode.VOLUME, measure, [Tier(0, per_unit=cny("1.00")), Tier(10, per_unit=cny("0.90"))])
    assert codes(plan_of(Rule("units", Role.LEADER, table))) == ["earning_more_pays_less", "break_even"]
    # Nine and a bit units earn 9.99 at most, ten earn 10.00.
    even = Tiers(TierMode.VOLUME, measure, [Tier(0, per_unit=cny("1.00")), Tier(10, per_unit=cny("1.00"))])
    assert codes(plan_of(Rule("units", Role.LEADER, even))) == ["break_even"]


def test_falling_flats_and_retroactive_rates_are_shown() -> None:
    """A period's table that pays back when a tier is reached takes from whoever reaches it."""
    measure = Measure("paid", period="month")
    steps = [Tier(cny("0"), flat=cny("9.00")), Tier(cny("100"), percent("1"), flat=cny("1.00"))]
    falling = Tiers(TierMode.RETROACTIVE, measure, steps)
    assert "earning_more_pays_less" in codes(plan_of(Rule("month", Role.LEADER, falling)))
    graduated = attrs.evolve(falling, mode=TierMode.GRADUATED)
    assert "earning_more_pays_less" not in codes(plan_of(Rule("month", Role.LEADER, graduated)))


def test_a_lifting_tier_that_falls_behind_is_shown() -> None:
    """A step that re-rates everything below it at a lower rate pays less than before it."""
    measure = Measure("paid", per="line")
    steps = [Tier(cny("0"), percent("10")), Tier(cny("100"), percent("4"), lifts=True)]
    assert "earning_more_pays_less" in codes(
        plan_of(Rule("steps", Role.LEADER, Tiers(TierMode.GRADUATED, measure, steps)))
    )


def test_a_tier_picked_by_units_that_pays_less_on_the_same_amount_is_shown() -> None:
    """Where units pick the tier and money is paid on, ten units of 100.00 earn less than nine."""
    table = volume("9", "5", total="quantity")
    found = only(plan_of(Rule("units", Role.LEADER, table)), "higher_tier_pays_less")
    assert (found.data["start"], found.data["to"]) == ("9", "10")


def test_a_higher_tier_with_a_smaller_flat_amount_is_shown_on_nothing() -> None:
    """Where the rate does not fall, the flat amount alone does: it shows best on a base of nothing."""
    steps = [Tier(0, percent("5"), flat=cny("9.00")), Tier(10, percent("5"), flat=cny("1.00"))]
    table = Tiers(TierMode.VOLUME, Measure("quantity", per="line"), steps)
    found = only(plan_of(Rule("units", Role.LEADER, table)), "higher_tier_pays_less")
    assert (found.data["amount"], found.data["before"], found.data["after"]) == ("0.00", "9.00", "1.00")


def test_a_higher_tier_that_lowers_the_average_is_shown_at_twice_its_bound() -> None:
    """Slice by slice, ten units still earn what nine do on the same amount; twenty earn the mean of both rates."""
    table = attrs.evolve(volume("9", "5", total="quantity"), mode=TierMode.GRADUATED)
    found = only(plan_of(Rule("units", Role.LEADER, table)), "higher_tier_pays_less")
    assert (found.data["start"], found.data["to"]) == ("9", "20")
    assert (found.data["before"], found.data["after"]) == ("9.00", "7.00")


def test_bands_under_which_a_larger_line_pays_less_are_shown() -> None:
    """Two conditions on the amount can do what a falling table does."""
    small, large = (
        paid("small", share="9", when=line.paid < cny("100")),
        paid("large", when=line.paid >= cny("100")),
    )
    found = only(plan_of(small, large), "larger_line_pays_less")
    assert (found.data["before"], found.data["after"]) == ("8.99", "5.00")
    rising = attrs.evolve(large, rate=percent("9"))
    assert "larger_line_pays_less" not in codes(plan_of(small, rising))


def test_what_another_role_gets_at_a_tier_can_be_taken_off() -> None:
    """Where the platform's fee steps up at 100.00, a share of what it leaves steps down."""
    fee = Rule("fee", Role.PLATFORM, volume("5", "20"))
    rest = paid("rest", share="50", base=Base.PAID.less("fee"))
    found = only(plan_of(fee, rest), "larger_line_pays_less")
    assert (found.data["role"], found.data["start"]) == ("leader", "99.99")
    above = Rule("fee", Role.PLATFORM, attrs.evolve(volume("5", "20"), begins=Begins.ABOVE))
    assert only(plan_of(above, rest), "larger_line_pays_less").data["start"] == "100.00"
    flat = Rule("fee", Role.PLATFORM, volume("5", "5"))
    assert "larger_line_pays_less" not in codes(plan_of(flat, rest))


def test_a_tier_above_a_cap_is_unreachable() -> None:
    """A cap of 50.00 a month is reached at 500.00, so what begins at 600.00 pays nothing more; at 400.00 it does."""

    def capped(lower: str, per: str = "month") -> Plan:
        table = Tiers.of(
            TierMode.GRADUATED,
            Measure("paid", period="month"),
            (cny("0"), percent("10")),
            (cny(lower), percent("12")),
        )
        bound = Bound(rule="month", per=per, at_most=cny("50.00"))
        return plan_of(Rule("month", Role.LEADER, table), bounds=[bound])

    assert only(capped("500.00"), "unreachable_tier").data["tier"] == "500.00"
    assert "unreachable_tier" not in codes(capped("499.99"))
    assert "unreachable_tier" not in codes(capped("500.00", per="day"))
    assert "unreachable_tier" not in codes(capped("500.00", per="order"))


def test_a_tier_that_falls_below_a_cap_is_reached() -> None:
    """At 500.00 the cap of 50.00 is reached, and the tier that begins there pays 20.00: less, but it pays."""
    steps = [Tier(cny("0"), percent("10")), Tier(cny("500"), percent("4"), lifts=True)]
    falling = Rule("steps", Role.LEADER, Tiers(TierMode.GRADUATED, Measure(per="line"), steps))
    cap = Bound(rule="steps", per="line", at_most=cny("50.00"))
    assert "unreachable_tier" not in codes(plan_of(falling, bounds=[cap]))


def test_a_tier_above_started_blocks_is_not_said_to_be_out_of_reach() -> None:
    """10.00 for each started ten: nine and ten units earn 10.00, far below a cap of 50.00."""
    steps = [Tier(0, per_unit=cny("10.00"), block=10), Tier(10, per_unit=cny("11.00"), block=10)]
    cap = Bound(rule="steps", per="line", at_most=cny("50.00"))
    for mode in (TierMode.GRADUATED, TierMode.VOLUME):
        blocks = Rule("steps", Role.LEADER, Tiers(mode, Measure("quantity", per="line"), steps))
        assert "unreachable_tier" not in codes(plan_of(blocks, bounds=[cap]))


@pytest.mark.parametrize(
    ("per", "bound", "found"),
    [
        ("line", Bound(rule="steps", per="line", at_most=cny("5.00")), True),
        ("line", Bound(role=Role.LEADER, per="order", at_most=cny("5.00")), True),
        ("order", Bound(per="order", at_most=cny("5.00")), True),
        ("order", Bound(role=Role.LEADER, per="line", at_most=cny("5.00")), False),
        ("line", Bound(role=Role.LEADER, per="line", at_most=cny("5.01")), False),
        ("line", Bound(role=Role.HOST, per="line", at_most=cny("5.00")), False),
        ("line", Bound(role=Role.LEADER, per="line", at_most=percent("5")), False),
    ],
    ids=lambda value: value.text if isinstance(value, Bound) else str(value),
)
def test_a_cap_puts_tiers_out_of_reach_only_where_it_holds_for_the_measure(
    per: str, bound: Bound, found: bool
) -> None:
    """A cap of an order holds for its lines, one of a line says nothing of the order's total."""
    table = Tiers.of(
        TierMode.GRADUATED, Measure("paid", per=per), (cny("0"), percent("5")), (cny("100"), percent("6"))
    )
    plan = plan_of(Rule("steps", Role.LEADER, table), paid("host", Role.HOST), bounds=[bound])
    assert ("unreachable_tier" in codes(plan)) is found


def test_a_cap_of_each_payee_says_nothing_of_the_month_of_a_store() -> None:
    """Several leaders of a store share its tiers, each under a cap of his own; a budget is that of all."""
    table = Tiers.of(
        TierMode.GRADUATED,
        Measure("paid", per="store", period="month"),
        (cny("0"), percent("10")),
        (cny("500"), percent("12")),
    )
    own, budget = (
        Bound(rule="month", per="month", at_most=cny("50.00")),
        Bound(per="month", at_most=cny("50.00")),
    )
    assert "unreachable_tier" not in codes(plan_of(Rule("month", Role.LEADER, table), bounds=[own]))
    assert "unreachable_tier" in codes(plan_of(Rule("month", Role.LEADER, table), bounds=[budget]))


def test_a_volume_table_of_a_period_depends_on_slicing() -> None:
    """The rate reached by then pays each line, so the cut into lines changes the sum."""
    month = volume("5", "6", per="payee", period="month")
    assert codes(plan_of(Rule("month", Role.LEADER, month))) == ["slicing"]
    assert only(plan_of(Rule("month", Role.LEADER, month)), "slicing").data == {
        "rule": "month",
        "period": "month",
    }
    assert codes(plan_of(Rule("line", Role.LEADER, volume("5", "6")))) == []
    slices = attrs.evolve(month, mode=TierMode.GRADUATED)
    assert "slicing" not in codes(plan_of(Rule("month", Role.LEADER, slices)))
    assert codes(plan_of(Rule("month", Role.LEADER, volume("5", "5", per="payee", period="month")))) == []
